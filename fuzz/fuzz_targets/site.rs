//! The list of the page's files (docs/PROTOCOL.md, section 15), and sealed files (section 16).
//!
//! A list that is taken is taken again after it was written anew, and is the same. A sealed file that is
//! taken has one or two letters of the size of a letter.

#![no_main]

use dauys_fuzz::{Seed, target};
use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::sealed_file::{LETTERS_MAX, SealedFile};
use dauys_wire::site::Manifest;

fn check(input: &[u8]) -> bool {
    if let Ok(sealed) = SealedFile::parse(input) {
        assert!((1..=LETTERS_MAX).contains(&sealed.letters.len()));
        assert!(sealed.letters.iter().all(|letter| letter.file.len() == LETTER_BYTES));
        return true;
    }
    let Ok(list) = Manifest::parse(input) else { return false };
    let again = serde_json::to_vec(&list).unwrap();
    assert_eq!(Manifest::parse(&again).as_ref(), Ok(&list));
    true
}

fn seeds() -> Vec<Seed> {
    let list = r#"{"format":"dauys-site/1","version":"1","fallback":"index.html","headers":{"content-security-policy":"default-src 'none'"},"document_headers":{},"files":[{"path":"index.html","type":"text/html; charset=utf-8","bytes":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}"#;
    let sealed = r#"{"format":"dauys-sealed/1","instance":"a","letters":[{"id":"00000000000000000000000000000000","withdraw":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","file":"AAAA"}]}"#;
    vec![Seed::taken(list), Seed::refused(sealed)]
}

target!();
