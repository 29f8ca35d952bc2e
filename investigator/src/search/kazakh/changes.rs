//! What an ending that begins with a vowel does to the end of the stem before it, so that it can be
//! undone.

use super::Ending;
use super::endings::Slot;
use super::sounds::{VOWEL, sound};

/// What is to be done to get the stem back.
pub(super) enum Change {
    /// Another last letter: «кег-і» is of «кек».
    Last(char),
    /// A vowel before the last letter: «орн-ы» is of «орын».
    Insert(char),
    /// Both: «әрб-і» is of «әріп».
    InsertBefore(char, char),
    /// A letter more: «оқ-у» is of «оқы», «қо-ю» of «қой».
    Append(char),
}

impl Change {
    /// Does it.
    pub(super) fn undo(&self, stem: &mut Vec<char>) {
        let last = stem.len().saturating_sub(1);
        match *self {
            Self::Append(letter) => stem.push(letter),
            Self::Insert(vowel) => stem.insert(last, vowel),
            Self::Last(letter) => {
                stem.pop();
                stem.push(letter);
            }
            Self::InsertBefore(vowel, letter) => {
                stem.pop();
                stem.extend([vowel, letter]);
            }
        }
    }
}

/// What the ending may have done to what is left when it is taken off. The vowels are those that may
/// have been lost.
pub(super) fn changes(rest: &[char], ending: &Ending, vowels: &[char]) -> Vec<Change> {
    let begins_with = ending.letters.first().copied().unwrap_or_default();
    match begins_with {
        'ю' | 'я' => return vec![Change::Append('й')],
        'у' => {}
        other if sound(other) & VOWEL != 0 => {}
        _ => return Vec::new(),
    }
    let Some(&last) = rest.last() else { return Vec::new() };
    let voiceless = voiceless(last);
    let mut changes: Vec<Change> = voiceless.map(Change::Last).into_iter().collect();
    if has_lost_vowel(rest) {
        changes.extend(vowels.iter().map(|vowel| match voiceless {
            Some(letter) => Change::InsertBefore(*vowel, letter),
            None => Change::Insert(*vowel),
        }));
    }
    if ending.slot == Slot::Name && sound(last) & VOWEL == 0 {
        changes.extend(vowels.iter().map(|vowel| Change::Append(*vowel)));
    }
    changes
}

/// The consonant that is written with voice between vowels.
const fn voiceless(letter: char) -> Option<char> {
    match letter {
        'ғ' => Some('қ'),
        'г' => Some('к'),
        'б' => Some('п'),
        _ => None,
    }
}

/// Two consonants behind a vowel, between which a vowel may have been lost. Behind others it stays.
fn has_lost_vowel(rest: &[char]) -> bool {
    let [.., before, inner, last] = rest else { return false };
    let loses = matches!(last, 'н' | 'л' | 'р' | 'з' | 'с' | 'қ' | 'к' | 'п' | 'ғ' | 'г' | 'б');
    loses && sound(*before) & VOWEL != 0 && sound(*inner) & VOWEL == 0
}
