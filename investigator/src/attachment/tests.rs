use dauys_wire::{Digest, Id, PublicKey};
use proptest::prelude::*;

use super::*;
use crate::case::fold;
use crate::fixtures::{kept_report, report, reporter};
use crate::text::{Language, Text};

fn blob(name: &str, media_type: &str) -> BlobRef {
    BlobRef {
        id: Id::from_bytes([7; 16]),
        key: PublicKey::from_bytes([1; 32]),
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        size: 1,
        sha256: Digest::of(b"a file"),
        cleaned: false,
    }
}

#[test]
fn a_file_is_named_by_its_place_and_found_by_that() {
    let she = reporter();
    let mut letter = report(&she, &[Id::from_bytes([1; 16])], &[]);
    letter.blobs = vec![blob("evidence-002", "image/jpeg"), blob("../../.bashrc", "text/x-sh")];
    let kept = kept_report(letter);
    let cases = fold([&kept]);
    let case = cases.values().next().unwrap();
    let all: Vec<_> = Attachment::all(case).iter().map(Attachment::name).collect();
    assert_eq!(all, ["evidence-001.jpg", "evidence-002.bin"]);
    let found = |typed| Attachment::find(case, typed).map(|one| one.number);
    for (typed, number) in [("1", 1), (" 2 ", 2), ("evidence-001.jpg", 1), ("evidence-002", 2)] {
        assert_eq!(found(typed), Some(number), "{typed}");
    }
    for nothing in ["", "0", "3", "evidence-001.png", "evidence-001.", "../../.bashrc", "-1"] {
        assert_eq!(found(nothing), None, "{nothing}");
    }
}

#[test]
fn sizes_are_told_in_the_unit_in_which_they_are_short() {
    let say = |bytes| Text::new(Language::Ru).say(&size(bytes));
    for (bytes, words) in [
        (1, "1 байт"),
        (999, "999 байт"),
        (1_000, "1,0 кБ"),
        (999_949, "999,9 кБ"),
        (999_950, "1,0 МБ"),
        (2_350_000, "2,4 МБ"),
        (999_950_000, "1,0 ГБ"),
        (4 << 30, "4,3 ГБ"),
    ] {
        assert_eq!(say(bytes), words, "{bytes}");
    }
    assert_eq!(Text::new(Language::En).say(&size(2_350_000)), "2.4 MB");
}

proptest! {
    #[test]
    fn whatever_a_letter_claims_the_name_is_one_of_a_short_list(
        media_type in "\\PC{0,40}",
        number in 1_usize..10_000,
    ) {
        let blob = blob("x", &media_type);
        let letter = report(&reporter(), &[Id::from_bytes([1; 16])], &[]);
        let name = Attachment { number, letter: &letter, blob: &blob }.name();
        let (stem, ending) = name.split_once('.').unwrap();
        prop_assert!(stem.starts_with("evidence-"));
        prop_assert!(ending == UNKNOWN || TYPES.iter().any(|(_, known, ..)| *known == ending));
        prop_assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b)));
        let _ = size(number as u64 * u64::from(u32::MAX));
    }
}
