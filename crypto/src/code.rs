//! The reporter's code: 28 digits, 7 groups of 4, all she has to keep (docs/PROTOCOL.md,
//! section 5). 26 digits are random (86 bits), 2 are check digits after ISO 7064 MOD 97-10, so
//! that a mistyped code is told before anything is sent.

use std::fmt;

use dauys_wire::{InstanceName, label};
use rand::rngs::OsRng;
use rand::{CryptoRng, RngCore};
use zeroize::{Zeroize as _, Zeroizing};

use crate::argon2id::Argon2id;

/// All digits.
const DIGITS: usize = 28;
/// The random ones.
const RANDOM_DIGITS: usize = 26;
/// Digits in a group.
const GROUP: usize = 4;
const SALT_BYTES: usize = 16;

/// A code. Wiped when dropped, never shown by `Debug`.
#[derive(zeroize::ZeroizeOnDrop)]
pub struct Code {
    /// ASCII digits.
    digits: [u8; DIGITS],
}

/// Why a text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not 28 digits.
    #[error("a code has 28 digits")]
    Length,
    /// Something else than digits, spaces and hyphens.
    #[error("a code has only digits")]
    NotADigit,
    /// The check digits do not fit: something was mistyped.
    #[error("a digit of the code is mistyped")]
    CheckDigits,
}

impl Code {
    /// A new random code.
    pub fn generate() -> Self {
        Self::from_random(&mut OsRng)
    }

    /// A new code from this source of randomness.
    pub fn from_random(random: &mut (impl RngCore + CryptoRng)) -> Self {
        let mut digits = [b'0'; DIGITS];
        for digit in digits.iter_mut().take(RANDOM_DIGITS) {
            *digit = b'0' + random_digit(random);
        }
        let check = 98 - remainder(&digits);
        digits[RANDOM_DIGITS] = b'0' + check / 10;
        digits[RANDOM_DIGITS + 1] = b'0' + check % 10;
        Self { digits }
    }

    /// From what was typed: any spaces and hyphens, ASCII, full-width, Arabic-Indic and extended
    /// Arabic-Indic digits.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        // Wiped on every way out.
        let mut code = Self { digits: [b'0'; DIGITS] };
        let mut places = code.digits.iter_mut();
        for character in text.chars().filter(|c| !is_separator(*c)) {
            let digit = digit_of(character).ok_or(CodeError::NotADigit)?;
            *places.next().ok_or(CodeError::Length)? = digit;
        }
        if places.next().is_some() {
            return Err(CodeError::Length);
        }
        if remainder(&code.digits) == 1 { Ok(code) } else { Err(CodeError::CheckDigits) }
    }

    /// `1234 5678 …`, as it is shown.
    pub fn grouped(&self) -> Zeroizing<String> {
        // Reserved at once, so that no half-grown copy stays behind in freed memory.
        let mut text = Zeroizing::new(String::with_capacity(DIGITS + DIGITS / GROUP));
        for (place, digit) in self.digits.iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push(' ');
            }
            text.push(char::from(*digit));
        }
        text
    }

    /// The last four digits, which she types to confirm that she has the code.
    pub fn last_group(&self) -> Zeroizing<String> {
        let last = self.digits.iter().skip(DIGITS - GROUP);
        Zeroizing::new(last.map(|digit| char::from(*digit)).collect())
    }

    /// Whether this is the last group, typed in any of the accepted ways.
    pub fn last_group_is(&self, text: &str) -> bool {
        let typed = text.chars().filter(|c| !is_separator(*c)).map(digit_of);
        typed.eq(self.digits.iter().skip(DIGITS - GROUP).map(|digit| Some(*digit)))
    }

    /// Begins `Argon2id(digits || 0x00 || word, salt, …)`, the root of everything that is hers: 4 MiB,
    /// one pass, one lane. A second line behind 86 random bits; larger settings would let a browser
    /// without a compiler work for half a minute (docs/PROTOCOL.md, section 5).
    pub(crate) fn root(&self, word: &str, instance: &InstanceName) -> Argon2id {
        let salt = label::hash(&[label::CODE.as_bytes(), instance.as_str().as_bytes()]);
        let salt = salt.as_bytes().first_chunk::<SALT_BYTES>().copied().unwrap_or_default();
        let mut secret = [self.digits.as_slice(), &[0], word.as_bytes()].concat();
        let root = Argon2id::begin(&secret, &salt);
        secret.zeroize();
        root
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(secret)")
    }
}

/// Uniform in 0..10: bytes from 250 on are thrown away.
fn random_digit(random: &mut impl RngCore) -> u8 {
    loop {
        let mut byte = [0];
        random.fill_bytes(&mut byte);
        if byte[0] < 250 {
            return byte[0] % 10;
        }
    }
}

/// The number that the digits write, modulo 97.
fn remainder(digits: &[u8; DIGITS]) -> u8 {
    digits.iter().fold(0, |rest, digit| {
        let next = (u16::from(rest) * 10 + u16::from(digit - b'0')) % 97;
        u8::try_from(next).unwrap_or_default()
    })
}

fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}'..='\u{200f}')
}

/// The ASCII digit of a digit in one of the scripts that keyboards here may write.
fn digit_of(character: char) -> Option<u8> {
    let zeros = ['0', '\u{ff10}', '\u{0660}', '\u{06f0}'];
    zeros.iter().find_map(|zero| {
        let value = u32::from(character).checked_sub(u32::from(*zero))?;
        u8::try_from(value).ok().filter(|value| *value < 10).map(|value| b'0' + value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = Code::generate();
        let shown = code.grouped();
        assert_eq!(shown.len(), 34);
        assert_eq!(shown.split(' ').count(), 7);
        let wide: String = shown
            .chars()
            .map(|c| c.to_digit(10).and_then(|d| char::from_u32(0xff10 + d)).unwrap_or(c))
            .collect();
        let arabic: String = shown
            .chars()
            .map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x0660 + d)).unwrap_or('-'))
            .collect();
        let tight: String = shown.split(' ').collect();
        for typed in [shown.as_str(), &wide, &arabic, &tight, &format!("\u{a0}{} - ", *shown)] {
            assert_eq!(Code::parse(typed).unwrap().grouped(), shown, "{typed}");
        }
        assert!(code.last_group_is(&code.last_group()));
        assert!(code.last_group_is(wide.get(wide.len() - 12..).unwrap()));
        assert!(!code.last_group_is(""));
    }

    #[test]
    fn any_mistyped_digit_and_any_swap_of_neighbours_is_noticed() {
        let code = Code::generate();
        let digits: Vec<char> = code.grouped().chars().filter(|c| *c != ' ').collect();
        for place in 0..DIGITS {
            for digit in '0'..='9' {
                let mut typed = digits.clone();
                typed[place] = digit;
                let parsed = Code::parse(&typed.iter().collect::<String>());
                assert_eq!(parsed.is_ok(), digit == digits[place]);
            }
            let mut typed = digits.clone();
            if place > 0 && typed[place] != typed[place - 1] {
                typed.swap(place, place - 1);
                let error = Code::parse(&typed.iter().collect::<String>()).unwrap_err();
                assert_eq!(error, CodeError::CheckDigits);
            }
        }
    }

    #[test]
    fn what_is_not_a_code_is_told_apart() {
        assert_eq!(Code::parse("").unwrap_err(), CodeError::Length);
        assert_eq!(Code::parse(&"1".repeat(29)).unwrap_err(), CodeError::Length);
        assert_eq!(Code::parse("12a4").unwrap_err(), CodeError::NotADigit);
        assert_eq!(format!("{:?}", Code::generate()), "Code(secret)");
    }

    #[test]
    fn all_digits_come_up() {
        let mut seen = [0_u32; 10];
        for _ in 0..100 {
            for digit in Code::generate().digits.iter().take(RANDOM_DIGITS) {
                seen[usize::from(digit - b'0')] += 1;
            }
        }
        // 2,600 draws: 260 each, standard deviation 15.
        assert!(seen.iter().all(|count| (150..370).contains(count)), "{seen:?}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in ".{0,80}") {
            let _ = Code::parse(&text);
            let _ = Code::generate().last_group_is(&text);
        }
    }
}
