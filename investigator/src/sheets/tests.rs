//! Enough sheets give the key, fewer give nothing, and what is wrong with one is named.

use dauys_crypto::hybrid::HybridRecipient;
use proptest::prelude::*;

use super::split::{System, combine};
use super::*;

/// A set of which each part can be taken several times.
struct Desk {
    recipient: HybridRecipient,
    texts: Vec<String>,
}

impl Desk {
    fn make(need: u8, of: u8) -> Self {
        let (recipient, parts) = split(need, of).unwrap();
        Self { recipient, texts: parts.iter().map(|part| write(part).join("\n")).collect() }
    }

    /// By their numbers, from 0.
    fn parts(&self, places: &[usize]) -> Vec<Part> {
        places.iter().map(|place| read(&self.texts[*place]).unwrap()).collect()
    }

    fn is_key(&self, parts: &[Part]) -> bool {
        join(parts).is_ok_and(|identity| identity.recipient() == self.recipient)
    }
}

/// A set, and its sheets in some order.
fn sets() -> impl Strategy<Value = (u8, u8, Vec<usize>)> {
    (2_u8..=SHEETS_MOST).prop_flat_map(|of| {
        let order = Just((0..usize::from(of)).collect::<Vec<_>>()).prop_shuffle();
        (NEED_LEAST..=of, Just(of), order)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_so_many_sheets_give_the_key_and_one_fewer_gives_another((need, of, order) in sets()) {
        let desk = Desk::make(need, of);
        let need = usize::from(need);
        for many in need..=usize::from(of) {
            prop_assert!(desk.is_key(&desk.parts(&order[..many])));
        }
        let few = desk.parts(&order[..need - 1]);
        let mut have: Vec<u8> = few.iter().map(|part| part.place).collect();
        have.sort_unstable();
        if few.is_empty() {
            return Ok(());
        }
        let need = desk.parts(&[0])[0].need;
        prop_assert_eq!(join(&few).err(), Some(SheetsError::TooFew { have, need }));
        // Whoever reckons with them all the same has nothing.
        if let Some(seed) = combine(&few) {
            let other = dauys_crypto::hybrid::HybridIdentity::from_seed(&seed).recipient();
            prop_assert!(other != desk.recipient);
        }
    }

    #[test]
    fn one_mistyped_letter_is_noticed_and_its_line_named(
        place in 0..72_usize, letter in prop::sample::select(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ".to_vec())
    ) {
        let text = &Desk::make(2, 3).texts[1];
        let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let (line, column) = (place / 12, place % 12);
        let at = line * 13 + column;
        let before = std::mem::replace(&mut letters[at], char::from(letter));
        prop_assume!(before != letters[at]);
        let found = read(&letters.iter().collect::<String>()).map(|part| part.place);
        let swapped = [before, letters[at]];
        if swapped.contains(&'0') && swapped.contains(&'Z') {
            prop_assert_eq!(found, Err(Mistyped::Sheet));
        } else {
            prop_assert_eq!(found, Err(Mistyped::Line(line + 1)));
        }
    }
}

#[test]
fn fewer_sheets_tell_nothing_of_the_key() {
    // With one sheet of two, any first byte of the key is as likely as any other: over many keys that
    // are alike, what a sheet says is spread over all that it can say.
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..2_000 {
        let shares = vsss_rs::Gf256::split_bytes(2, 2, [0_u8; 1], System).unwrap();
        seen.insert(shares[0][1]);
    }
    assert!(seen.len() > 250, "also zero, which older libraries never drew: {}", seen.len());
    assert!(seen.contains(&0));
}

#[test]
fn sheets_of_another_set_twice_the_same_and_too_few_are_named() {
    let (ours, other) = (Desk::make(3, 5), Desk::make(3, 5));
    let mixed = [ours.parts(&[0, 4]), other.parts(&[2])].into_iter().flatten().collect::<Vec<_>>();
    let (first, found) = (mixed[0].set, mixed[2].set);
    assert_ne!(first, found);
    assert_eq!(join(&mixed).err(), Some(SheetsError::OtherSet { place: 3, found, first }));
    assert_eq!(join(&ours.parts(&[1, 2, 1])).err(), Some(SheetsError::Twice(2)));
    let few = SheetsError::TooFew { have: vec![2, 4], need: 3 };
    assert_eq!(join(&ours.parts(&[3, 1])).err(), Some(few));
    assert!(matches!(join(&[]).err(), Some(SheetsError::TooFew { .. })));
}

#[test]
fn a_forged_sheet_gives_no_key() {
    let desk = Desk::make(2, 3);
    let mut parts = desk.parts(&[0, 1]);
    parts[1].value[7] ^= 1;
    // As somebody would print it who knows how they are written.
    let forged = write(&parts[1]).join("");
    assert_eq!(read(&forged).unwrap().place, 2);
    assert_eq!(join(&parts).err(), Some(SheetsError::Forged));
    let mut parts = desk.parts(&[0, 1]);
    parts[1].need = 3;
    assert_eq!(join(&parts).err(), Some(SheetsError::Forged));
    for (need, of) in [(1, 3), (4, 3), (2, 17), (0, 0)] {
        assert_eq!(split(need, of).err(), Some(SheetsError::Numbers), "{need} of {of}");
    }
}

#[test]
fn a_sheet_can_be_typed_line_by_line_and_as_people_type() {
    let desk = Desk::make(2, 2);
    let text = &desk.texts[0];
    assert!(text.lines().all(|line| line.len() == 15), "{text}");
    assert_eq!(text.lines().count(), LINES);
    let mut typed = Typed::default();
    for (at, line) in text.lines().enumerate() {
        assert_eq!(typed.lines(), at);
        assert!(typed.part().unwrap().is_none());
        let short: String = line.chars().take(14).collect();
        assert_eq!(typed.add(&short), Err(Mistyped::Length(at + 1)));
        let sloppy = line.to_lowercase().replace('-', "  ").replace('0', "o").replace('1', "l");
        typed.add(&sloppy).unwrap();
    }
    assert_eq!(typed.part().unwrap().unwrap().place, 1);
    assert_eq!(typed.add(text.lines().next().unwrap()), Err(Mistyped::Length(LINES)));
    assert_eq!(read("").map(|part| part.place), Err(Mistyped::Length(1)));
    assert_eq!(read("не лист").map(|part| part.place), Err(Mistyped::Line(1)));
    let two: Vec<&str> = text.lines().collect();
    let swapped = [&[two[1], two[0]], &two[2..]].concat().join("\n");
    assert!(matches!(read(&swapped), Err(Mistyped::Line(1))), "lines in another order");
}
