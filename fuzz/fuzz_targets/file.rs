//! Age files of letters and replies, byte by byte, without anyone's secret.
//!
//! Nothing opens but the real files, and they to what was sealed. What opens was taken by the server
//! before.

#![no_main]

use dauys_crypto::open;
use dauys_fuzz::organisation::{self, READER, reporter, roster};
use dauys_fuzz::{Seed, target, vectors};
use dauys_server::domain::letter::LetterFile;
use dauys_server::domain::reply::ReplyFile;
use dauys_wire::Id;

fn check(input: &[u8]) -> bool {
    letter(input) | reply(input)
}

fn letter(file: &[u8]) -> bool {
    let identity = organisation::identity(READER);
    let opened =
        open::letter(file, &id("letter_id"), identity, &organisation::id(READER), roster());
    let Ok(opened) = opened else { return false };
    assert_eq!(*opened.json, vectors::story("letter_json"));
    assert!(LetterFile::parse(file.to_vec().into()).is_ok());
    true
}

fn reply(file: &[u8]) -> bool {
    let Ok(opened) = open::reply(file, &id("reply_id"), reporter(), roster()) else { return false };
    assert_eq!(*opened.json, vectors::story("reply_json"));
    assert!(ReplyFile::parse(file.to_vec().into()).is_ok());
    true
}

fn id(field: &str) -> Id {
    Id::parse(&vectors::story(field)).expect("an id")
}

fn seeds() -> Vec<Seed> {
    let (letter, reply) = (vectors::story_file("letter"), vectors::story_file("reply"));
    let short = letter[1..].to_vec();
    vec![Seed::taken(letter), Seed::taken(reply), Seed::refused(short)]
}

target!();
