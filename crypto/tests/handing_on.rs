//! Whatever is taken can be handed on, and whatever is sealed can be read: one letter that anybody
//! can send must not stop its readers.

mod common;

use common::Team;
use dauys_crypto::event::SignedEvent;
use dauys_crypto::letter::SharedLetter;
use dauys_crypto::open::{self, Rejection};
use dauys_crypto::pad;
use dauys_crypto::seal::{self, OwnCopy, SealError};
use dauys_crypto::wire::limits::{JSON_DEPTH_MAX, REPORTER_DEPTH_MAX, REPORTER_JSON_MAX};
use dauys_crypto::wire::{Signature, json};

/// An object with something unknown in it, nested so deep.
fn deeper(object: &str, deepest: usize) -> String {
    let (opened, closed) = ("[".repeat(deepest - 1), "]".repeat(deepest - 1));
    object.replacen('{', &format!(r#"{{"x":{opened}{closed},"#), 1)
}

#[test]
fn a_reporters_letter_that_could_not_be_handed_on_is_not_taken() {
    let team = Team::of(2);
    let she = team.reporter();
    let letter = team.report(&she, &[0], &[], "x");
    let exact = serde_json::to_string(&letter).unwrap();
    let nobodys = Signature::from_bytes([0; 64]);
    // What is of the form comes as far as its signature, which does not hold here.
    let read = |exact: &str| {
        let plaintext = pad::frame("dauys-letter/1", &nobodys, exact);
        open::read_letter(&plaintext, &team.roster).err()
    };
    let deep = |deepest| deeper(&exact, deepest);
    assert_eq!(read(&deep(REPORTER_DEPTH_MAX)), Some(Rejection::Signature));
    for deepest in [REPORTER_DEPTH_MAX + 1, JSON_DEPTH_MAX] {
        assert_eq!(read(&deep(deepest)), Some(Rejection::Malformed), "{deepest}");
        assert_eq!(SharedLetter::of(&deep(deepest), nobodys), None);
    }
    let long =
        |bytes: usize| exact.replacen('{', &format!("{{{}", " ".repeat(bytes - exact.len())), 1);
    assert_eq!(read(&long(REPORTER_JSON_MAX)), Some(Rejection::Signature));
    assert_eq!(read(&long(REPORTER_JSON_MAX + 1)), Some(Rejection::Malformed));

    // Blanks around it would be signed and not be handed on.
    for apart in [format!(" {exact}"), format!("{exact}\t")] {
        assert_eq!(read(&apart), Some(Rejection::Malformed));
        assert_eq!(SharedLetter::of(&apart, nobodys), None);
    }

    // The deepest and the longest go into a letter that its reader takes.
    let mut carrier = team.note(0, &[0, 1], "x");
    carrier.shared.push(SharedLetter::of(&deep(REPORTER_DEPTH_MAX), nobodys).unwrap());
    let key = &team.desks[0].signing;
    let sealed = seal::investigator_letter(&carrier, &team.roster.instance, key, &team.roster);
    let reader = &team.desks[1];
    let sealed = sealed.unwrap();
    let opened =
        open::letter(sealed.bytes(), &carrier.id, &reader.identity, &reader.id, &team.roster);
    assert_eq!(opened.err(), Some(Rejection::Signature.into()), "hers, which nobody signed");
    carrier.shared = vec![SharedLetter::of(&long(REPORTER_JSON_MAX), nobodys).unwrap()];
    carrier.events.clear();
    assert!(seal::investigator_letter(&carrier, &team.roster.instance, key, &team.roster).is_ok());
    assert!(seal::reporter_letter(&letter, &she, &team.roster, OwnCopy::None).is_ok());
}

#[test]
fn what_could_not_be_read_again_is_not_sealed() {
    let team = Team::of(2);
    let mut carrier = team.note(0, &[0, 1], "x");
    let event = carrier.events[0].exact();
    let signature = carrier.events[0].signature;
    // By itself it is one bracket less deep than a letter may be, and it stands inside three.
    let deep = deeper(event, JSON_DEPTH_MAX - 1);
    let wrapped = format!(r#"{{"signature":"{signature}","event":{deep}}}"#);
    let event: SignedEvent = json::parse(wrapped.as_bytes(), 4_000).unwrap();
    carrier.events.push(event);
    let key = &team.desks[0].signing;
    let sealed = seal::investigator_letter(&carrier, &team.roster.instance, key, &team.roster);
    assert_eq!(sealed.err(), Some(SealError::Unreadable));
}
