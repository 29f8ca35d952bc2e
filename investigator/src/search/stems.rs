//! What a word is found by: fingerprints of itself, of every stem that it can have in the three
//! languages, and of what it looks like from a Russian keyboard.
//!
//! No language is guessed: a word with Cyrillic letters has Kazakh stems and, if none of its letters
//! is Kazakh only, Russian ones; a word with Latin letters has English ones. Fingerprints are keyed with a number of this process, so a text
//! cannot be made whose words fall upon those of others, and no copy of a word is kept.

use std::hash::{BuildHasher as _, RandomState};

use frostem::{Algorithm, Stemmer};
use zeroize::Zeroizing;

use super::Grade;
use super::kazakh::{Kazakh, Spelling, on_keyboard};
use super::words::{is_cyrillic, is_kazakh};

/// Between two words without Kazakh letters a stem from a Russian keyboard counts from this length
/// on: they may as well be two Russian words.
const KEYBOARD_STEM_MIN: usize = 4;

/// The kinds of fingerprints. A stem in one language says nothing in another.
#[derive(Clone, Copy, Hash)]
enum Kind {
    Form,
    Russian,
    English,
    Kazakh,
    /// Of a word with Kazakh letters, as it is typed without them.
    Folded,
    /// Of a word without Kazakh letters, as if it had lost them.
    Typed,
}

/// Makes fingerprints.
pub(super) struct Stems {
    key: RandomState,
    russian: Stemmer,
    english: Stemmer,
    kazakh: Kazakh,
    keyboard: Kazakh,
}

impl Stems {
    /// With a key of its own.
    pub(super) fn new() -> Self {
        Self {
            key: RandomState::new(),
            russian: Stemmer::new(Algorithm::Russian),
            english: Stemmer::new(Algorithm::English),
            kazakh: Kazakh::new(Spelling::Kazakh),
            keyboard: Kazakh::new(Spelling::Keyboard),
        }
    }

    /// Of the word itself.
    pub(super) fn form(&self, word: &str) -> u64 {
        self.print(Kind::Form, word)
    }

    /// Everything that a word of a text is found by; some twice.
    pub(super) fn found_by(&self, word: &str, tell: &mut dyn FnMut(u64)) {
        self.languages(word, &mut |kind, stem| tell(self.print(kind, stem)));
        if word.contains(is_kazakh) {
            self.folded(word, &mut |stem| tell(self.print(Kind::Folded, stem)));
        } else if word.contains(is_cyrillic) {
            self.typed(word, &mut |stem| tell(self.print(Kind::Typed, stem)));
        }
    }

    /// Everything that a word of a query looks for, and how good it is; some twice.
    pub(super) fn looks_for(&self, word: &str, tell: &mut dyn FnMut(u64, Grade)) {
        tell(self.form(word), Grade::Form);
        self.languages(word, &mut |kind, stem| tell(self.print(kind, stem), Grade::Stem));
        if word.contains(is_kazakh) {
            // Who types Kazakh letters means them: «тұр» does not look for «түр».
            self.folded(word, &mut |stem| tell(self.print(Kind::Typed, stem), Grade::Keyboard));
        } else if word.contains(is_cyrillic) {
            self.typed(word, &mut |stem| {
                tell(self.print(Kind::Folded, stem), Grade::Keyboard);
                if stem.chars().count() >= KEYBOARD_STEM_MIN {
                    tell(self.print(Kind::Typed, stem), Grade::Keyboard);
                }
            });
        }
    }

    fn print(&self, kind: Kind, word: &str) -> u64 {
        self.key.hash_one((kind, word))
    }

    fn languages(&self, word: &str, tell: &mut dyn FnMut(Kind, &str)) {
        if word.contains(is_cyrillic) {
            self.russian(word, tell);
            tell(Kind::Kazakh, word);
            self.kazakh.stems(word, &mut |stem| {
                tell(Kind::Kazakh, stem);
                // Loan words take Kazakh endings: «премиясын» is a form of «премия» too.
                self.russian(stem, tell);
            });
        }
        if word.contains(|letter: char| letter.is_ascii_alphabetic()) {
            tell(Kind::English, &snowball(self.english, word));
        }
    }

    fn russian(&self, word: &str, tell: &mut dyn FnMut(Kind, &str)) {
        if !word.contains(is_kazakh) {
            tell(Kind::Russian, &snowball(self.russian, word));
        }
    }

    fn folded(&self, word: &str, tell: &mut dyn FnMut(&str)) {
        tell(&fold(word));
        self.kazakh.stems(word, &mut |stem| tell(&fold(stem)));
    }

    fn typed(&self, word: &str, tell: &mut dyn FnMut(&str)) {
        tell(word);
        self.keyboard.stems(word, tell);
    }
}

/// The library frees what it copies on its way, single words, without wiping them.
fn snowball(stemmer: Stemmer, word: &str) -> Zeroizing<String> {
    Zeroizing::new(stemmer.stem(word).into_owned())
}

fn fold(word: &str) -> Zeroizing<String> {
    Zeroizing::new(word.chars().map(on_keyboard).collect())
}
