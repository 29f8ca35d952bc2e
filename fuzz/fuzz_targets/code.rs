//! Codes as they are typed (docs/PROTOCOL.md, section 5).
//!
//! What is taken is shown in a way that is taken again, has 28 digits that are 1 modulo 97 by
//! another way of counting, and any one changed digit is noticed.

#![no_main]

use dauys_crypto::code::Code;
use dauys_fuzz::{Seed, target, vectors};

const DIGITS: usize = 28;

fn check(input: &[u8]) -> bool {
    let Ok(typed) = std::str::from_utf8(input) else { return false };
    let Ok(code) = Code::parse(typed) else { return false };
    let shown = code.grouped();
    let again = Code::parse(&shown).expect("what is shown can be typed");
    assert_eq!(again.grouped(), shown);
    assert!(code.last_group_is(&code.last_group()));

    let digits: Vec<u8> = shown.bytes().filter(|byte| *byte != b' ').collect();
    assert_eq!(digits.len(), DIGITS);
    assert!(digits.iter().all(u8::is_ascii_digit));
    let number: u128 = std::str::from_utf8(&digits).expect("digits").parse().expect("a number");
    assert_eq!(number % 97, 1);
    any_other_digit_is_noticed(&digits);
    true
}

fn any_other_digit_is_noticed(digits: &[u8]) {
    for place in 0..DIGITS {
        for digit in (b'0'..=b'9').filter(|digit| *digit != digits[place]) {
            let mut mistyped = digits.to_vec();
            mistyped[place] = digit;
            let mistyped = String::from_utf8(mistyped).expect("digits");
            assert!(Code::parse(&mistyped).is_err(), "{mistyped} is taken");
        }
    }
}

fn seeds() -> Vec<Seed> {
    let codes: Vec<String> = vectors::code().iter().map(|it| vectors::text(it, "code")).collect();
    let other_digits = |zero: u32| {
        codes.iter().map(move |code| {
            let other = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(zero + digit));
            Seed::taken(code.chars().map(|c| other(c).unwrap_or(c)).collect::<String>())
        })
    };
    let mut seeds: Vec<Seed> = codes.iter().map(|code| Seed::taken(code.as_str())).collect();
    seeds.extend(other_digits(0xff10).chain(other_digits(0x0660)).chain(other_digits(0x06f0)));
    seeds.extend(vectors::refused_as("code").map(Seed::refused));
    seeds
}

target!();
