//! What is covered in a case before it goes out: names and passages, wherever somebody wrote them.
//!
//! A passage is found however it is written: in capitals or not, with й as one letter or as two, with
//! the Latin `i` that many type for `і`, over the end of a line, with something invisible in between.
//! What stands there instead is always the same, so that not even its length is told.

use std::cell::Cell;

use icu_normalizer::DecomposingNormalizerBorrowed;
use schemars::JsonSchema;
use serde::Serialize;
use unicode_width::UnicodeWidthChar as _;

/// Stands for every passage that is covered. Every font has it, and it can be read aloud.
pub const BLOCK: &str = "[×××××]";

/// Characters of a passage.
pub const MASK_MAX: usize = 200;
/// One letter stands everywhere.
const LETTERS_LEAST: usize = 2;

/// Latin letters and the Cyrillic ones that look like them in small or capital letters.
const ALIKE: [(char, char); 13] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'һ'),
    ('i', 'і'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
    ('ə', 'ә'),
];

/// A text in which everything is covered that has to be. Nothing else goes into an export.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Covered(String);

/// Covers passages.
#[derive(Debug, Default)]
pub struct Cloak {
    /// As they are looked for.
    masks: Vec<Vec<char>>,
    found: Cell<usize>,
}

/// A letter as it is compared, and where it stands.
struct Letter {
    folded: char,
    at: usize,
}

impl Cloak {
    /// Covers these.
    pub fn of<'m>(masks: impl IntoIterator<Item = &'m str>) -> Self {
        let folded = masks.into_iter().map(folded).filter(|mask| !mask.is_empty());
        Self { masks: folded.collect(), found: Cell::new(0) }
    }

    /// The text with everything covered.
    pub fn cover(&self, text: &str) -> Covered {
        let letters = letters(text);
        let mut hidden = vec![false; letters.len()];
        for mask in &self.masks {
            for start in places(&letters, mask) {
                let passage = hidden.get_mut(start..start + mask.len()).unwrap_or_default();
                passage.fill(true);
                self.found.set(self.found.get() + 1);
            }
        }
        if !hidden.contains(&true) {
            return Covered(text.to_owned());
        }
        // What is one character in the text goes whole: half of `ﬁ` cannot stay.
        for place in 1..letters.len() {
            if let (Some([a, b]), Some([first, second])) =
                (letters.get(place - 1..=place), hidden.get_mut(place - 1..=place))
                && a.at == b.at
            {
                (*first, *second) = (*first || *second, *first || *second);
            }
        }
        let mut covered = String::new();
        let mut from = 0;
        let mut was_hidden = false;
        for (letter, is_hidden) in letters.iter().zip(&hidden) {
            if *is_hidden && !was_hidden {
                covered.push_str(text.get(from..letter.at).unwrap_or_default());
                covered.push_str(BLOCK);
            } else if !is_hidden && was_hidden {
                from = letter.at;
            }
            was_hidden = *is_hidden;
        }
        if !was_hidden {
            covered.push_str(text.get(from..).unwrap_or_default());
        }
        Covered(covered)
    }

    /// How often something was found.
    pub const fn found(&self) -> usize {
        self.found.get()
    }
}

impl Covered {
    /// Words of this program, in which nobody is named.
    pub fn ours(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether a passage can be covered: long enough to mean something, and short enough to be one.
pub fn is_mask(text: &str) -> bool {
    let words = folded(text).iter().filter(|letter| letter.is_alphanumeric()).count();
    words >= LETTERS_LEAST && text.chars().count() <= MASK_MAX
}

/// A passage as it is looked for.
fn folded(text: &str) -> Vec<char> {
    let letters: Vec<char> = letters(text.trim()).into_iter().map(|it| it.folded).collect();
    letters
}

/// Where a passage begins.
fn places(letters: &[Letter], mask: &[char]) -> Vec<usize> {
    let is_there = |window: &[Letter]| window.iter().map(|it| it.folded).eq(mask.iter().copied());
    let windows = letters.windows(mask.len()).enumerate();
    windows.filter(|(_, window)| is_there(window)).map(|(start, _)| start).collect()
}

/// The letters of a text as they are compared: blanks are one, marks and what is not seen are none.
fn letters(text: &str) -> Vec<Letter> {
    let normalizer = DecomposingNormalizerBorrowed::new_nfkd();
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            if letters.last().is_some_and(|last| last.folded != ' ') {
                letters.push(Letter { folded: ' ', at });
            }
            continue;
        }
        for part in normalizer.normalize(c.encode_utf8(&mut [0; 4])).chars() {
            // Controls, marks, joiners, selectors.
            if part.width().unwrap_or(0) == 0 {
                continue;
            }
            letters.extend(part.to_lowercase().map(|it| Letter { folded: alike(it), at }));
        }
    }
    letters
}

fn alike(letter: char) -> char {
    ALIKE.iter().find(|(latin, _)| *latin == letter).map_or(letter, |(_, cyrillic)| *cyrillic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(mask: &str, text: &str) -> String {
        Cloak::of([mask]).cover(text).as_str().to_owned()
    }

    #[test]
    fn a_passage_is_covered_however_it_is_written() {
        for text in [
            "Асқаров",
            "АСҚАРОВ",
            "Acқapoв",
            "Асқа\u{ad}ров",
            "А\u{200b}сқаров",
            "Асқаро\u{301}в",
            "\u{202e}Асқаров",
        ] {
            let said = covered("Асқаров", &format!("Маған {text}тың үні"));
            assert_eq!(said.matches(BLOCK).count(), 1, "{said:?}");
            let rest = said.replace(BLOCK, "").replace('\u{202e}', "");
            assert_eq!(rest, "Маған тың үні", "{text:?}");
        }
        assert_eq!(covered("Ерлан  Серік", "x Ерлан\n\u{a0}Серік y"), format!("x {BLOCK} y"));
        assert_eq!(covered("Сергей", "Сергеи\u{306} Сергей"), format!("{BLOCK} {BLOCK}"));
        assert_eq!(covered("ﬁnal", "a final b"), format!("a {BLOCK} b"));
    }

    #[test]
    fn what_is_covered_is_as_wide_whatever_it_was_and_what_overlaps_is_one() {
        let cloak = Cloak::of(["Айгүл Сейт", "Сейтқали", "ali"]);
        assert_eq!(cloak.cover("(Айгүл Сейтқали)").as_str(), format!("({BLOCK})"));
        assert_eq!(cloak.found(), 2);
        assert_eq!(cloak.cover("nothing").as_str(), "nothing");
        assert_eq!(covered("аа", "ааааа"), BLOCK);
        assert_eq!(covered("", "text"), "text");
    }

    #[test]
    fn not_everything_can_be_covered() {
        for none in ["", " ", "а", "--", "\u{200b}\u{301}", &"а".repeat(201)] {
            assert!(!is_mask(none), "{none:?}");
        }
        assert!(is_mask("Ян") && is_mask("1-бөлім"));
    }
}
