//! A log that is whole says so, and one that is not says why.

use dauys_crypto::event::{Event, EventBody, EventKind, SignedEvent};
use dauys_crypto::letter::Letter;
use dauys_crypto::signing;
use dauys_wire::{InstanceName, label};

use super::*;
use crate::commands::office::Office;
use crate::fixtures::event;
use crate::text::Language;
use crate::vault::Record;

fn log_of(office: &Office) -> LogView {
    let known = office.workplace.connected().unwrap().1;
    log(&office.case(), known, office.workplace.vault.contents(), &Text::new(Language::En))
}

/// This desk writes a note.
fn note(office: &mut Office) {
    let body = EventBody { text: "жазба".to_owned(), ..EventBody::default() };
    office.add(|_, _| Ok((message!("already-so"), vec![(EventKind::Note, body)]))).unwrap();
}

#[test]
fn what_was_signed_verifies_and_each_entry_says_what_it_comes_after() {
    let mut office = Office::open();
    note(&mut office);
    note(&mut office);
    let log = log_of(&office);
    assert_eq!((log.broken, log.missing, log.whole), (0, 0, true));
    let after: Vec<&[usize]> = log.entries.iter().map(|line| line.after.as_slice()).collect();
    assert_eq!(after, [&[][..], &[1], &[2]]);
    assert_eq!(log.entries[1].program.as_deref(), Some("dauys 0.1.0"));
}

/// What `--json` gives is enough for others.
#[test]
fn others_can_verify_each_entry_with_what_programs_are_told() {
    let mut office = Office::open();
    note(&mut office);
    let told = serde_json::to_value(log_of(&office)).unwrap();
    let instance = InstanceName::parse(told["instance"].as_str().unwrap()).unwrap();
    let entries = told["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    for (entry, signed_as) in entries.iter().zip([label::LETTER, label::EVENT]) {
        let key = PublicKey::parse(entry["key"].as_str().unwrap()).unwrap();
        let signature = Signature::parse(entry["signature"].as_str().unwrap()).unwrap();
        let json = entry["json"].as_str().unwrap();
        assert_eq!(entry["signed_as"], signed_as);
        assert!(signing::verify(&key, signed_as, &instance, json.as_bytes(), &signature));
        assert_eq!(entry["sha256"], Digest::of(json.as_bytes()).to_string());
    }
}

#[test]
fn a_signature_that_does_not_hold_is_told() {
    let mut office = Office::open();
    // The fixtures sign with a key that is in no roster.
    office.colleague_without_knowing(EventKind::Note, EventBody::default());
    let log = log_of(&office);
    assert_eq!((log.broken, log.whole), (1, false));
    assert_eq!(log.entries[1].fault, Some(Fault::Signature));
}

#[test]
fn an_author_who_is_not_in_the_roster_is_told() {
    let mut office = Office::open();
    let stranger = Id::from_bytes([9; 16]);
    let thread = office.case().thread;
    office.colleague(event(stranger, EventKind::Note, thread));
    let log = log_of(&office);
    assert_eq!(log.entries[1].fault, Some(Fault::UnknownAuthor));
    assert!(log.entries[1].outsider);
}

#[test]
fn an_entry_that_somebody_knew_and_that_is_not_here_is_told_with_their_name() {
    let mut office = Office::open();
    let gone = Digest::of(b"gone");
    let event =
        Event { after: vec![gone], ..event(Office::AIGUL, EventKind::Note, office.case().thread) };
    let signed = {
        let keys = &office.workplace.keys;
        SignedEvent::sign(event, &keys.instance, &keys.signing).unwrap()
    };
    office.carry(signed);
    let log = log_of(&office);
    assert_eq!((log.broken, log.missing, log.whole), (0, 1, false));
    assert_eq!((&log.entries[1].missing, log.entries[1].fault), (&vec![gone], None));
}

#[test]
fn a_letter_of_colleagues_that_is_missing_may_have_brought_more_of_it() {
    let mut office = Office::open();
    note(&mut office);
    assert!(log_of(&office).faults.is_empty());
    let ours = office.case().letter_ids().into_iter().find(|id| {
        let letters = office.workplace.vault.contents().letters();
        matches!(letters[id].letter, Letter::Investigator(_))
    });
    // It went, and the next one is another: then the first is lost.
    let attempted = office.workplace.vault.contents().outgoing().iter().map(|one| one.id);
    let attempted: Vec<Record> = attempted.map(|id| Record::Attempted { id }).collect();
    office.keep(attempted);
    note(&mut office);
    office.keep(vec![Record::Dropped { ids: ours.into_iter().collect() }]);
    let log = log_of(&office);
    assert_eq!(log.faults, [ChainFault::Missing { author: Office::AIGUL, n: 1 }]);
    assert_eq!((log.missing, log.whole), (1, false), "and the second names what was in it");
}

#[test]
fn a_letter_of_hers_that_was_changed_is_told() {
    let mut office = Office::open();
    assert_eq!(log_of(&office).entries[0].fault, None);
    office.change_hers(|letter| letter.body.text = "жоқ".to_owned());
    assert_eq!(log_of(&office).entries[0].fault, Some(Fault::Signature));
}
