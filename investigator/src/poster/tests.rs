//! Files are the same each time, hold what they must, and take the longest names.

use std::collections::BTreeSet;

use dauys_wire::Digest;
use dauys_wire::roster::Localised;

use super::content::{Reader, short};
use super::*;

const EACH: [&[Language]; 4] = [&Language::ALL, &[Language::Kk], &[Language::Ru], &[Language::En]];

fn poster(name: &str, channels: usize) -> Poster {
    let key = "7PRsiMmbq81kbsB6OPsFwx6Vgty3EZ7JmQ2CJsPtMJk";
    let name = || {
        let text = name.to_owned();
        short(&Localised { kk: text.clone(), ru: text.clone(), en: text })
    };
    let reader = |at| Reader { name: name(), independent: at % 2 == 0 };
    Poster {
        address: format!("https://dauys.example/#k={key}&c=union.{key}&c=ngo.{key}&c=lawyer.{key}"),
        typed: "https://dauys.example/".to_owned(),
        onion: Some(format!("http://{}.onion/", "a2".repeat(28))),
        safety_number: "12038 89569 73356 89346 78263 36724".to_owned(),
        form: Some(Digest::of(b"a form")),
        organisation: name(),
        readers: (0..channels).map(reader).collect(),
        more_readers: true,
    }
}

#[test]
fn the_same_poster_is_the_same_file_and_tells_no_time() {
    let press = || Press::new(poster("«Дала» ЖШС", 3)).unwrap();
    let (one, other) = (press(), press());
    let mut files = BTreeSet::new();
    for languages in EACH {
        let made = [one.poster(languages).unwrap(), one.slips(languages).unwrap()];
        let again = [other.poster(languages).unwrap(), other.slips(languages).unwrap()];
        assert!(made == again, "{languages:?}");
        for file in made {
            for time in ["CreationDate", "ModDate", "xmp:CreateDate", "xmp:ModifyDate"] {
                let found = file.windows(time.len()).any(|window| window == time.as_bytes());
                assert!(!found, "{time}");
            }
            assert!(file.len() < 200_000, "{}", file.len());
            files.insert(file);
        }
    }
    assert_eq!(files.len(), 2 * EACH.len());
}

#[test]
fn the_longest_names_fit_and_others_end_in_dots() {
    let words = "Қызылорда облысының жұмыспен қамтуды үйлестіру басқармасы ".repeat(3);
    for name in [words, "Щ".repeat(500)] {
        let press = Press::new(poster(&name, 8)).unwrap();
        for languages in EACH {
            press.poster(languages).unwrap();
            press.slips(languages).unwrap();
        }
        assert!(press.poster.organisation.kk.ends_with('…'));
    }
}

#[test]
fn a_letter_that_cannot_be_printed_is_named() {
    let press = Press::new(poster("株 Dala", 1)).unwrap();
    assert_eq!(press.poster(&Language::ALL), Err(PosterError::Letter('株')));
}

#[test]
fn an_address_that_no_telephone_could_read_is_refused() {
    let long = Poster { address: "x".repeat(1_500), ..poster("Dala", 1) };
    let press = Press::new(long).unwrap();
    assert_eq!(press.slips(&Language::ALL), Err(PosterError::Address));
}
