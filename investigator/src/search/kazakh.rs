//! The stems a Kazakh word can have, without a dictionary.
//!
//! Endings are taken off from the end, in the order in which grammar puts them on (`endings`). Every
//! chain that the rules allow gives a stem, not the longest alone: «адам», a person, could be "my
//! island", and then its plural «адамдар» would have another stem than itself. Two words that are
//! forms of one share a stem at least; two that share one by chance are the price, kept low by
//! harmony, by the sounds before each ending, and by the length of what is left.

mod endings;
mod sounds;

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use endings::{ENDINGS, LAST, Slot, TWO_LETTERS, WHOLE};
use sounds::{Harmony, VOWEL, harmony, sound};

pub(super) use sounds::on_keyboard;

/// No stem is shorter, apart from [`TWO_LETTERS`].
const STEM_MIN: usize = 3;
/// A stem that one letter was taken from is believed only if it is as long as this.
const STEM_LONG: usize = 4;

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
        self.peel(&letters, LAST, &mut |stem| {
            let stem: Zeroizing<String> = Zeroizing::new(stem.iter().collect());
            tell(&stem);
        });
    }

    fn peel(&self, word: &[char], allowed: &[Slot], tell: &mut dyn FnMut(&[char])) {
        let Some(endings) = word.last().and_then(|last| self.endings.get(last)) else { return };
        if self.whole.iter().any(|whole| whole == word) {
            return;
        }
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
        let least = match ending.slot {
            Slot::Short | Slot::Future if ending.letters.len() < STEM_MIN => STEM_LONG,
            _ => STEM_MIN,
        };
        let is_stem = |stem: &[char]| {
            let is_verb = || self.two_letters.iter().any(|verb| verb == stem);
            stem.len() >= least || ending.slot.is_verbal() && is_verb()
        };
        if is_stem(rest) {
            tell(rest);
        }
        let mut restored = Zeroizing::new(Vec::with_capacity(rest.len() + 1));
        for change in self.changes(rest, ending) {
            restored.clear();
            restored.extend_from_slice(rest);
            change.undo(&mut restored);
            if is_stem(&restored) {
                tell(&restored);
            }
        }
    }

    fn changes(&self, rest: &[char], ending: &Ending) -> Vec<Change> {
        let mut changes = Vec::new();
        let begins_with = ending.letters.first().copied().unwrap_or_default();
        if sound(begins_with) & VOWEL == 0 && begins_with != 'у' {
            return changes;
        }
        let (narrow, front) = (self.spelling.spell('ы'), self.spelling.spell('і'));
        let vowels = match harmony(rest, self.spelling == Spelling::Keyboard) {
            Some(Harmony::Back) => vec![narrow],
            Some(Harmony::Front) => vec![front],
            _ => vec![narrow, front],
        };
        // «қою», «қояды» of «қой».
        if matches!(begins_with, 'ю' | 'я') {
            return vec![Change::Append('й')];
        }
        let voiceless = rest.last().and_then(|last| self.voiceless(*last));
        changes.extend(voiceless.map(Change::Last));
        if let [.., before, inner, last] = rest {
            let closes = matches!(last, 'н' | 'л' | 'р' | 'з' | 'с' | 'қ' | 'к' | 'п');
            let closes = closes || voiceless.is_some();
            if closes && sound(*before) & VOWEL != 0 && sound(*inner) & VOWEL == 0 {
                changes.extend(vowels.iter().map(|vowel| Change::Insert(*vowel)));
                if let Some(last) = voiceless {
                    changes.extend(vowels.iter().map(|vowel| Change::InsertBefore(*vowel, last)));
                }
            }
        }
        // «оқу» of «оқы».
        if ending.slot == Slot::Name && rest.last().is_some_and(|last| sound(*last) & VOWEL == 0) {
            changes.extend(vowels.iter().map(|vowel| Change::Append(*vowel)));
        }
        changes
    }

    /// The consonant that is written with voice between vowels: «кек», «кегі».
    const fn voiceless(&self, letter: char) -> Option<char> {
        match letter {
            'ғ' => Some('қ'),
            'г' => Some('к'),
            'б' => Some('п'),
            _ => None,
        }
    }
}

/// What an ending did to the stem before it.
enum Change {
    Last(char),
    Append(char),
    Insert(char),
    InsertBefore(char, char),
}

impl Change {
    fn undo(&self, stem: &mut Vec<char>) {
        let last = stem.len().saturating_sub(1);
        match *self {
            Self::Last(letter) => {
                stem.pop();
                stem.push(letter);
            }
            Self::Append(letter) => stem.push(letter),
            Self::Insert(vowel) => stem.insert(last, vowel),
            Self::InsertBefore(vowel, letter) => {
                stem.pop();
                stem.extend([vowel, letter]);
            }
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
}
