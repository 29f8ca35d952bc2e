//! Pictures from anybody, before they are sent (docs/decisions/cleaning.md).
//!
//! What is cleaned has nothing left to tell, is still of its kind, no longer than it was but for what is
//! written anew at its beginning, and cleaning it again changes nothing.

#![no_main]

use dauys_evidence::cleaner;
use dauys_evidence::kind::Kind;
use dauys_fuzz::{Seed, pictures, target};

/// A JFIF header and the side that is up, where there were shorter ones.
const LONGER_MAX: usize = 100;

fn check(input: &[u8]) -> bool {
    let kind = Kind::of(input);
    let Some(cleaner) = cleaner(kind) else { return false };
    let (Ok(found), Ok(clean)) = (cleaner.reveals(input), cleaner.clean(input)) else {
        assert_eq!(cleaner.reveals(input).is_ok(), cleaner.clean(input).is_ok());
        return false;
    };
    assert_eq!(Kind::of(&clean), kind);
    assert!(clean.len() <= input.len() + LONGER_MAX);
    assert_eq!(cleaner.reveals(&clean), Ok(Vec::new()), "beside {found:?}");
    assert_eq!(cleaner.clean(&clean).as_ref(), Ok(&clean));
    true
}

fn seeds() -> Vec<Seed> {
    let mut seeds: Vec<Seed> = pictures::all().into_iter().map(Seed::taken).collect();
    seeds.push(Seed::refused(b"%PDF-1.7".to_vec()));
    seeds
}

target!();
