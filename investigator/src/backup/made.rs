//! A passphrase that nobody has to think of: six groups of four letters and digits, the same in every
//! language, to be written down by hand.

use rand::RngCore as _;
use rand::rngs::OsRng;
use zeroize::Zeroizing;

use crate::crockford;
use crate::passphrase::Passphrase;

/// 24 letters of five bits are 120 bits, more than can be guessed with scrypt or without.
const GROUPS: usize = 6;
const GROUP: usize = 4;
const LENGTH: usize = GROUPS * (GROUP + 1) - 1;

/// A new one.
pub fn make_passphrase() -> Passphrase {
    let mut bytes = Zeroizing::new([0; GROUPS * GROUP]);
    OsRng.fill_bytes(&mut *bytes);
    let mut text = String::with_capacity(LENGTH);
    for (place, byte) in bytes.iter().enumerate() {
        if place > 0 && place.is_multiple_of(GROUP) {
            text.push('-');
        }
        // 256 is a multiple of 32: each letter comes as often as any other.
        text.push(crockford::letter(*byte));
    }
    Passphrase::typed(text)
}

/// What was typed for one that was made here, as it was made: in whichever letters, with whatever
/// between the groups. `None` if it cannot be one.
pub fn as_made(typed: &str) -> Option<Passphrase> {
    let mut text = Zeroizing::new(String::with_capacity(LENGTH));
    let letters = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    for (place, letter) in letters.enumerate() {
        if place > 0 && place.is_multiple_of(GROUP) {
            text.push('-');
        }
        let value = crockford::value(letter).filter(|_| text.len() < LENGTH)?;
        text.push(crockford::letter(value));
    }
    (text.len() == LENGTH).then(|| Passphrase::typed(text.to_string()))
}

/// Its last group: who types that has written it down.
pub fn last_group(passphrase: &Passphrase) -> &str {
    passphrase.expose().rsplit('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_is_known_again_however_it_is_typed() {
        let made = make_passphrase();
        let text = made.expose();
        assert_eq!(text.len(), LENGTH);
        assert_ne!(text, make_passphrase().expose());
        let sloppy = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(as_made(&sloppy).unwrap().expose(), text);
        assert_eq!(last_group(&made).len(), GROUP);
        let (short, long) = (text.replacen(char::is_alphanumeric, "", 1), format!("{text}0"));
        for other in ["", "жеті теміреуден тоғыз сөз", &short, &long] {
            assert!(as_made(other).is_none(), "{other}");
        }
    }
}
