//! The stems a Kazakh word can have, without a dictionary.
//!
//! Endings are taken off from the end, in the order in which grammar puts them on (`endings`). Every
//! chain that the rules allow gives a stem, not the longest alone: «адам», a person, could be "my
//! island", and then its plural «адамдар» would have another stem than itself. Two words that are
//! forms of one share a stem at least; two that share one by chance are the price, kept low by
//! harmony, by the sounds before each ending, and by the length of what is left.

mod changes;
mod endings;
mod sounds;

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use endings::{ENDINGS, LAST, Slot, TWO_LETTERS, WHOLE};
use sounds::{Harmony, harmony, sound};

pub(super) use sounds::on_keyboard;

/// No stem is shorter, apart from [`TWO_LETTERS`].
const STEM_MIN: usize = 3;
/// A stem of «айта», «айтар» is believed only if it is as long as this: many words end so by chance.
const STEM_LONG: usize = 4;
/// No ending of as many letters is by chance.
const ENDING_LONG: usize = 3;

/// How the words are spelt whose stems are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// With all letters of Kazakh.
    Kazakh,
    /// With those that stand for them on a Russian keyboard.
    Keyboard,
}

/// The endings, ready to be taken off.
pub(super) struct Kazakh {
    spelling: Spelling,
    /// By their last letter.
    endings: BTreeMap<char, Vec<Ending>>,
    two_letters: Vec<Vec<char>>,
    whole: Vec<Vec<char>>,
}

/// One variant of an ending.
struct Ending {
    slot: Slot,
    letters: Vec<char>,
    /// The sounds before it.
    after: u8,
    /// The vowels before it.
    harmony: Harmony,
}

impl Kazakh {
    /// Endings in that spelling.
    pub(super) fn new(spelling: Spelling) -> Self {
        let mut endings: BTreeMap<char, Vec<Ending>> = BTreeMap::new();
        let spell = |word: &str| word.chars().map(|letter| spelling.spell(letter)).collect();
        for (slot, after, variants) in ENDINGS {
            let variants: Vec<&str> = variants.split(' ').collect();
            for (place, variant) in variants.iter().enumerate() {
                let harmony = match (variants.len(), place % 2) {
                    (1, _) => Harmony::Either,
                    (_, 0) => Harmony::Back,
                    _ => Harmony::Front,
                };
                let letters: Vec<char> = spell(variant);
                if let Some(&last) = letters.last() {
                    let ending = Ending { slot: *slot, letters, after: *after, harmony };
                    endings.entry(last).or_default().push(ending);
                }
            }
        }
        let two_letters = TWO_LETTERS.iter().map(|stem| spell(stem)).collect();
        let whole = WHOLE.iter().map(|word| spell(word)).collect();
        Self { spelling, endings, two_letters, whole }
    }

    /// Tells every stem the word can have but itself; some twice. The word is in small letters.
    pub(super) fn stems(&self, word: &str, tell: &mut dyn FnMut(&str)) {
        let letters: Zeroizing<Vec<char>> = Zeroizing::new(word.chars().collect());
        let begins = |whole: &&Vec<char>| letters.starts_with(whole);
        let whole = self.whole.iter().filter(begins).map(Vec::len).max().unwrap_or_default();
        self.peel(&letters, LAST, &mut |stem| {
            if stem.len() >= whole {
                let stem: Zeroizing<String> = Zeroizing::new(stem.iter().collect());
                tell(&stem);
            }
        });
    }

    fn peel(&self, word: &[char], allowed: &[Slot], tell: &mut dyn FnMut(&[char])) {
        let Some(endings) = word.last().and_then(|last| self.endings.get(last)) else { return };
        for ending in endings.iter().filter(|ending| allowed.contains(&ending.slot)) {
            let Some(rest) = self.without(word, ending) else { continue };
            if ending.slot.takes_stem() {
                self.tell(rest, ending, tell);
            }
            self.peel(rest, ending.slot.before(), tell);
        }
    }

    /// What stands before the ending, if the ending can stand behind it.
    fn without<'w>(&self, word: &'w [char], ending: &Ending) -> Option<&'w [char]> {
        let rest = word.strip_suffix(ending.letters.as_slice())?;
        let fits = sound(*rest.last()?) & ending.after != 0;
        let vowel = harmony(rest, self.spelling == Spelling::Keyboard)?;
        let agrees = [vowel, ending.harmony].contains(&Harmony::Either) || vowel == ending.harmony;
        (fits && agrees).then_some(rest)
    }

    /// The stem as it stands there, and as it was before the ending changed it.
    fn tell(&self, rest: &[char], ending: &Ending, tell: &mut dyn FnMut(&[char])) {
        let is_short = ending.letters.len() < ENDING_LONG;
        let least = match ending.slot {
            Slot::Short | Slot::Future if is_short => STEM_LONG,
            _ => STEM_MIN,
        };
        let mut tell_if_long = |stem: &[char]| {
            let is_verb = || self.two_letters.iter().any(|verb| verb == stem);
            if stem.len() >= least || ending.slot.is_verbal() && is_verb() {
                tell(stem);
            }
        };
        tell_if_long(rest);
        let vowels = self.spelling.narrow_vowels(rest);
        let mut stem = Zeroizing::new(Vec::with_capacity(rest.len() + 1));
        for change in changes::changes(rest, ending, &vowels) {
            stem.clear();
            stem.extend_from_slice(rest);
            change.undo(&mut stem);
            tell_if_long(&stem);
        }
    }
}

impl Spelling {
    const fn spell(self, letter: char) -> char {
        match self {
            Self::Kazakh => letter,
            Self::Keyboard => on_keyboard(letter),
        }
    }

    /// ы or і, whichever follows these letters; both, if that cannot be told.
    fn narrow_vowels(self, letters: &[char]) -> Vec<char> {
        let (back, front) = (self.spell('ы'), self.spell('і'));
        match harmony(letters, self == Self::Keyboard) {
            Some(Harmony::Back) => vec![back],
            Some(Harmony::Front) => vec![front],
            Some(Harmony::Either) | None => vec![back, front],
        }
    }
}
