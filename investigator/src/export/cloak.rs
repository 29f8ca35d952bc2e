//! What is covered in a case before it goes out: names and passages, wherever somebody wrote them.
//!
//! A passage is found however it is written: in capitals or not, with й as one letter or as two, with
//! the Latin `i` that many type for `і`, with the Russian letters of a keyboard that has no Kazakh ones, over the
//! end of a line, with another hyphen, with something invisible in between. Covering too much does no harm.
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

/// A name shorter than this is covered only where a word begins: it stands in many others.
const NAME_LEAST: usize = 4;

/// What is one when it is compared: Latin letters and the Cyrillic ones that look like them in small or capital
/// letters, Kazakh letters and the Russian ones that are typed for them, hyphens, apostrophes.
const ALIKE: [(char, char); 32] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('i', 'и'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
    ('ə', 'а'),
    ('ә', 'а'),
    ('ғ', 'г'),
    ('і', 'и'),
    ('қ', 'к'),
    ('ң', 'н'),
    ('ө', 'о'),
    ('ұ', 'у'),
    ('ү', 'у'),
    ('һ', 'н'),
    ('\u{2010}', '-'),
    ('\u{2011}', '-'),
    ('\u{2012}', '-'),
    ('\u{2013}', '-'),
    ('\u{2014}', '-'),
    ('\u{2015}', '-'),
    ('\u{2212}', '-'),
    ('\u{2018}', '\''),
    ('\u{2019}', '\''),
];

/// A text in which everything is covered that has to be. Nothing else goes into an export.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Covered(String);

/// Covers passages.
#[derive(Debug, Default)]
pub struct Cloak {
    masks: Vec<Mask>,
    found: Cell<usize>,
}

/// A passage as it is looked for.
#[derive(Debug)]
struct Mask {
    letters: Vec<char>,
    /// Whether it counts only where a word begins.
    begins_word: bool,
}

/// A letter as it is compared, and where it stands.
struct Letter {
    folded: char,
    at: usize,
}

impl Cloak {
    /// Covers these.
    pub fn of<'m>(masks: impl IntoIterator<Item = &'m str>) -> Self {
        let masks =
            masks.into_iter().map(|mask| Mask { letters: folded(mask), begins_word: false });
        let masks = masks.filter(|mask| !mask.letters.is_empty());
        Self { masks: masks.collect(), found: Cell::new(0) }
    }

    /// These names too, and each word of them.
    #[must_use]
    pub fn and_names<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        let words = |name: &'n str| name.split(|c: char| !c.is_alphanumeric() && c != '-');
        let all = names.into_iter().flat_map(|name| words(name).chain([name]));
        self.masks.extend(all.filter(|word| is_mask(word)).map(|word| {
            let letters = folded(word);
            Mask { begins_word: letters.len() < NAME_LEAST, letters }
        }));
        self
    }

    /// The text with everything covered.
    pub fn cover(&self, text: &str) -> Covered {
        let letters = letters(text);
        let mut hidden = vec![false; letters.len()];
        for mask in &self.masks {
            for start in places(&letters, mask) {
                let passage = hidden.get_mut(start..start + mask.letters.len()).unwrap_or_default();
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
fn places(letters: &[Letter], mask: &Mask) -> Vec<usize> {
    let Mask { letters: wanted, begins_word } = mask;
    let is_there = |window: &[Letter]| window.iter().map(|it| it.folded).eq(wanted.iter().copied());
    let before = |start: usize| start.checked_sub(1).and_then(|before| letters.get(before));
    let is_inside = |start| before(start).is_some_and(|letter| letter.folded.is_alphanumeric());
    let windows = letters.windows(wanted.len()).enumerate().filter(|(_, window)| is_there(window));
    let starts = windows.map(|(start, _)| start);
    starts.filter(|start| !begins_word || !is_inside(*start)).collect()
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
    ALIKE.iter().find(|(typed, _)| *typed == letter).map_or(letter, |(_, one)| *one)
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
        for (mask, typed) in [
            ("Вадим", "Bадим"),
            ("Нұрлан", "Hұрлан"),
            ("Гүлнәр", "ГYлнәр"),
            ("Гүлнәр", "Гулнар"),
            ("Қыдырәлі", "Кыдырали"),
            ("Асқарова-Ким", "Асқарова\u{2011}Ким"),
            ("2-бөлім", "2–бөлім"),
            ("Д'Артаньян", "Д’Артаньян"),
        ] {
            let said = covered(mask, &format!("x {typed} y"));
            assert_eq!(said, format!("x {BLOCK} y"), "{mask}");
        }
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
    fn of_a_name_each_word_is_covered_and_a_short_one_in_no_other() {
        let cloak = Cloak::default().and_names(["Ли Гүлнәр (Гуля)"]);
        for (text, expected) in [
            ("Құрметті Гүлнәр!", "Құрметті [×××××]!"),
            ("Гүлнәрге", "[×××××]ге"),
            ("менің атым гуля", "менің атым [×××××]"),
            ("Ли были или", "[×××××] были или"),
            ("Ли Гүлнәр (Гуля)", "[×××××]"),
        ] {
            assert_eq!(cloak.cover(text).as_str(), expected);
        }
    }

    #[test]
    fn not_everything_can_be_covered() {
        for none in ["", " ", "а", "--", "\u{200b}\u{301}", &"а".repeat(201)] {
            assert!(!is_mask(none), "{none:?}");
        }
        assert!(is_mask("Ян") && is_mask("1-бөлім"));
    }
}
