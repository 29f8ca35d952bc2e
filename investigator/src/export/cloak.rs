//! What is covered in a case before it goes out: names and passages, wherever somebody wrote them.
//!
//! A passage is found however it is written: in capitals or not, with й as one letter or as two, with
//! the Latin `i` that many type for `і`, with the Russian letters of a keyboard that has no Kazakh ones, over the
//! end of a line, with another hyphen, with something invisible in between.
//!
//! A name that the reporter gave is covered where somebody wrote it, word by word, and each to its end: what is
//! left of a word would tell the rest, as it would in words that are known to everyone.
//! What stands there instead is always the same, so that not even its length is told.

use std::cell::Cell;
use std::ops::Range;

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

/// What a name may end in and does not where it is declined: а, я, ь, and й as it is compared.
const ENDINGS: [char; 4] = ['а', 'я', 'ь', 'и'];
/// Letters of a name that stay without its ending.
const STEM_LEAST: usize = 3;

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
    masks: Vec<Vec<char>>,
    /// Words of names, without an ending.
    names: Vec<Vec<char>>,
    /// In these no name is covered.
    others: Vec<Vec<char>>,
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
        Self { masks: folded.collect(), ..Self::default() }
    }

    /// These names too, but not in the name of somebody else: half of that would tell whose the other half is.
    #[must_use]
    pub fn and_names<'n>(
        self,
        names: impl IntoIterator<Item = &'n str>,
        others: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        let others = others.into_iter().map(folded).filter(|other| !other.is_empty()).collect();
        Self { names: names.into_iter().flat_map(stems).collect(), others, ..self }
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
        self.cover_names(&letters, &mut hidden);
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

    fn cover_names(&self, letters: &[Letter], hidden: &mut [bool]) {
        let of_others = self.others.iter().flat_map(|other| {
            places(letters, other).into_iter().map(|start| start..start + other.len())
        });
        let of_others: Vec<Range<usize>> = of_others.collect();
        let is_of_word =
            |at: usize| letters.get(at).is_some_and(|letter| letter.folded.is_alphanumeric());
        for name in &self.names {
            for start in places(letters, name) {
                let is_inside = start.checked_sub(1).is_some_and(is_of_word);
                if is_inside || of_others.iter().any(|other| other.contains(&start)) {
                    continue;
                }
                let word = start + name.len()..letters.len();
                let end = word.clone().find(|at| !is_of_word(*at)).unwrap_or(word.end);
                hidden.get_mut(start..end).unwrap_or_default().fill(true);
            }
        }
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

/// The words of a name, as they are looked for.
fn stems(name: &str) -> Vec<Vec<char>> {
    let letters = folded(name);
    let words = letters.split(|letter| !letter.is_alphanumeric());
    let stem = |word: &[char]| match word.split_last() {
        Some((last, stem)) if ENDINGS.contains(last) && stem.len() >= STEM_LEAST => stem.to_vec(),
        _ => word.to_vec(),
    };
    words.filter(|word| word.len() >= LETTERS_LEAST).map(stem).collect()
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
    fn of_a_name_each_word_is_covered_to_its_end_and_in_nobody_elses_name() {
        let names = ["Дина Асқарова-Ким (Гуля)", "Маи\u{306}ра", "Азат"];
        let cloak = Cloak::of(["түн"]).and_names(names, ["Дина Ахметова", "Марат Оспанов"]);
        for (text, expected) in [
            ("Құрметті Дина!", "Құрметті [×××××]!"),
            ("Динаға, Дине и Диной", "[×××××], [×××××] и [×××××]"),
            ("с Аскаровой, ким, гуляның", "с [×××××], [×××××], [×××××]"),
            ("Дина Асқарова\u{2011}Ким", "[×××××] [×××××]\u{2011}[×××××]"),
            ("Айтты Дина Ахметова, түнде", "Айтты Дина Ахметова, [×××××]де"),
            ("Дина Ахметова Динаға айтты", "Дина Ахметова [×××××] айтты"),
            ("Майраға, МАЙРА", "[×××××], [×××××]"),
            ("рассказать, доказательства, азаттық", "рассказать, доказательства, [×××××]"),
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
