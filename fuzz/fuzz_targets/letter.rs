//! Letters, behind seal and signature: the JSON is the fuzzer's, signed and sealed as a malicious
//! investigator or reporter can (docs/PROTOCOL.md, section 6).
//!
//! What is taken names 1 to 7 addressees in order, says the same when it is written again, is
//! refused with one bit changed, and opens for its addressees under its id and for nobody else.

#![no_main]

use dauys_crypto::letter::{
    self, InvestigatorLetter, Letter, ReporterLetter, SharedLetter, is_addressee_list,
};
use dauys_crypto::open::{self, OpenError, Opened, Rejection};
use dauys_fuzz::organisation::{self, COLLEAGUE, READER, SHUT_OUT, roster};
use dauys_fuzz::sealing::{framed, seal};
use dauys_fuzz::{Seed, spoil, target, vectors};
use dauys_wire::limits::{LETTER_BYTES, LETTER_JSON_MAX, REPORTER_DEPTH_MAX, REPORTER_JSON_MAX};
use dauys_wire::{Digest, Id, Signature, json, label};
use serde_json::{Value, json};

/// The first byte says who signs what.
const INVESTIGATOR: u8 = b'i';
/// A reporter, whose keys, thread and state are put right first.
const MENDED: u8 = b'm';

fn check(input: &[u8]) -> bool {
    let Some((how, exact)) = input.split_first() else { return false };
    let mended = (*how == MENDED).then(|| mend(exact)).flatten();
    let exact = mended.as_deref().unwrap_or(exact);
    let signature = match *how {
        INVESTIGATOR => organisation::sign(READER, label::LETTER, exact),
        _ => organisation::sign_as_her(label::LETTER, exact),
    };
    let plaintext = framed(letter::MAGIC, &signature, exact);
    match open::read_letter(&plaintext, roster()) {
        Ok(opened) => {
            is_whole(&opened, exact);
            if is_sealed_too(exact) {
                no_other_bytes_are_signed(exact, &signature);
                opens_for_its_addressees_alone(&opened.value, &plaintext);
            }
            true
        }
        Err(reason) => {
            if is_sealed_too(exact) {
                is_refused_when_sealed(&plaintext, reason);
            }
            false
        }
    }
}

/// Sealing takes a hundred times as long as reading, so only some are sealed; which, follows from
/// the bytes, so that a finding repeats.
fn is_sealed_too(exact: &[u8]) -> bool {
    Digest::of(exact).as_bytes()[0] < 16
}

fn is_whole(opened: &Opened<Letter>, exact: &[u8]) {
    assert!(exact.len() <= LETTER_JSON_MAX);
    assert_eq!(opened.json.as_bytes(), exact);
    assert_eq!(opened.sha256, Digest::of(exact));
    assert!(is_addressee_list(opened.value.to()));
    let same = match &opened.value {
        Letter::Reporter(letter) => {
            assert!(exact.len() <= REPORTER_JSON_MAX);
            let signature = opened.signature;
            assert!(SharedLetter::of(&opened.json, signature).is_some(), "it can be handed on");
            assert_eq!(letter.reporter.thread(&roster().instance), Ok(letter.thread));
            let written = serde_json::to_vec(letter).expect("JSON");
            json::parse::<ReporterLetter>(&written, 2 * LETTER_JSON_MAX).as_ref() == Ok(&**letter)
        }
        Letter::Investigator(letter) => {
            assert!(letter.n > 0 && letter.to.contains(&organisation::id(READER)));
            let written = letter.to_json().expect("JSON");
            let again = json::parse::<InvestigatorLetter>(written.as_bytes(), 2 * LETTER_JSON_MAX);
            again.as_ref() == Ok(letter)
        }
    };
    assert!(same, "it says something else when it is written again");
}

fn no_other_bytes_are_signed(exact: &[u8], signature: &Signature) {
    let spoiled = framed(letter::MAGIC, signature, &spoil::one_bit(exact));
    assert!(open::read_letter(&spoiled, roster()).is_err(), "a changed letter is taken");
}

fn opens_for_its_addressees_alone(letter: &Letter, plaintext: &[u8]) {
    let identity = organisation::identity(READER);
    let Some(file) = seal(&identity.recipient(), plaintext, LETTER_BYTES) else { return };
    let open = |id: &Id, reader: u8| {
        open::letter(&file, id, identity, &organisation::id(reader), roster()).map(|it| it.value)
    };
    for reader in [READER, COLLEAGUE] {
        let expected = letter.to().contains(&organisation::id(reader));
        match open(letter.id(), reader) {
            Ok(opened) => assert!(expected && opened == *letter),
            Err(reason) => assert!(!expected && reason == Rejection::NotAddressed.into()),
        }
    }
    let other = Id::from_bytes(letter.id().as_bytes().map(|byte| !byte));
    assert_eq!(open(&other, READER), Err(Rejection::IdMismatch.into()));
    let stranger = organisation::identity(SHUT_OUT);
    let id = organisation::id(SHUT_OUT);
    let opened = open::letter(&file, letter.id(), stranger, &id, roster()).map(|it| it.value);
    assert_eq!(opened, Err(OpenError::NotOurs));
}

fn is_refused_when_sealed(plaintext: &[u8], reason: Rejection) {
    let identity = organisation::identity(READER);
    let Some(file) = seal(&identity.recipient(), plaintext, LETTER_BYTES) else { return };
    let (id, reader) = (organisation::id(0), organisation::id(READER));
    let opened = open::letter(&file, &id, identity, &reader, roster()).map(|it| it.value);
    assert_eq!(opened, Err(reason.into()));
}

/// Puts her keys, her thread and the signature of her state into a letter, so that what is checked
/// after them is reached too.
fn mend(exact: &[u8]) -> Option<Vec<u8>> {
    let mut letter: Value = serde_json::from_slice(exact).ok()?;
    let fields = letter.as_object_mut()?;
    let keys = organisation::her_keys();
    fields.insert("thread".into(), json!(keys.thread(organisation::instance()).ok()?));
    fields.insert("reporter".into(), json!(keys));
    if let Some(state) = fields.get_mut("state").and_then(Value::as_object_mut) {
        let signature = state.get("json").and_then(Value::as_str).map(organisation::sign_state)?;
        state.insert("signature".into(), json!(signature));
    }
    serde_json::to_vec(&letter).ok()
}

fn seeds() -> Vec<Seed> {
    let real = mend(vectors::story("letter_json").as_bytes()).expect("a real letter");
    let by = |how: u8, exact: &[u8]| [[how].as_slice(), exact].concat();
    let events = serde_json::to_vec(&events()).expect("JSON");
    let broken = |field: &str, value: Value| {
        let mut letter = self::events();
        letter[field] = value;
        Seed::refused(by(INVESTIGATOR, letter.to_string().as_bytes()))
    };
    let long = br#"{"from":"reporter","body":{"text":""#.iter().copied();
    let long: Vec<u8> = long.chain(std::iter::repeat_n(b'a', LETTER_JSON_MAX)).collect();
    let deep = |deepest: usize| deeper(&real, deepest);
    vec![
        Seed::taken(by(b'r', &deep(REPORTER_DEPTH_MAX))),
        Seed::refused(by(b'r', &deep(REPORTER_DEPTH_MAX + 1))),
        Seed::taken(by(b'r', &real)),
        Seed::taken(by(MENDED, vectors::story("letter_json").as_bytes())),
        Seed::taken(by(INVESTIGATOR, &events)),
        Seed::refused(by(INVESTIGATOR, &real)),
        Seed::refused(by(b'r', &events)),
        Seed::refused(by(b'r', vectors::story("letter_json").as_bytes())),
        Seed::refused(by(b'r', &long)),
        broken("n", json!(0)),
        broken("prev", Value::Null),
        broken("to", json!([organisation::id(COLLEAGUE), organisation::id(READER)])),
        broken("to", json!([organisation::id(COLLEAGUE)])),
        broken("device", json!(16)),
        broken("events", json!([unsigned()])),
        broken("shared", json!([unsigned()])),
    ]
}

/// The same with something unknown in it, nested so deep.
fn deeper(letter: &[u8], deepest: usize) -> Vec<u8> {
    let (opened, closed) = ("[".repeat(deepest - 1), "]".repeat(deepest - 1));
    let rest = letter.strip_prefix(b"{").expect("an object");
    [format!(r#"{{"x":{opened}{closed},"#).as_bytes(), rest].concat()
}

/// What nobody signed.
fn unsigned() -> Value {
    json!({"signature": organisation::sign(READER, label::EVENT, b"{}"), "event": {}, "letter": {}})
}

/// An investigator's letter with an event of every kind, and a letter of hers handed on.
fn events() -> Value {
    let thread = organisation::id(9);
    let kinds = [
        "note", "answer", "status", "assign", "label", "task", "link", "declare", "recuse",
        "share", "close", "reopen", "consent", "delete", "retain", "pause", "resume", "extend",
        "accused", "finding", "checkin", "opened", "exported", "filed", "newer",
    ];
    let body = json!({"text": "қ", "reply": thread, "sha256": Digest::of(b""), "status": "x",
        "internal": true, "investigator": thread, "item": thread, "other": thread,
        "day": organisation::day(), "measures": ["training"], "evidence": [thread]});
    let events = kinds.map(|kind| {
        let mut event = json!({"thread": thread, "by": organisation::id(READER),
            "day": organisation::day(), "program": "dauys 0", "kind": kind});
        // All of them with all of it would not fit into a letter.
        if kind == "note" {
            event["device"] = json!(1);
            event["after"] = json!([Digest::of(b"")]);
            event["body"] = body.clone();
        }
        let signature = organisation::sign(READER, label::EVENT, event.to_string().as_bytes());
        json!({"signature": signature, "event": event})
    });
    let hers = mend(vectors::story("letter_json").as_bytes()).expect("a real letter");
    let signature = organisation::sign_as_her(label::LETTER, &hers);
    let hers: Value = serde_json::from_slice(&hers).expect("JSON");
    json!({
        "id": organisation::id(7), "from": format!("investigator/{}", organisation::id(READER)),
        "device": 2, "kind": "events", "day": organisation::day(),
        "to": [organisation::id(READER), organisation::id(COLLEAGUE)],
        "roster": {"version": 1, "sha256": Digest::of(b"")}, "lang": "kk", "n": 2,
        "prev": Digest::of(b"prev"),
        "seen": {format!("{}/1", organisation::id(COLLEAGUE)): [3, Digest::of(b"")]},
        "events": events.to_vec(), "shared": [{"signature": signature, "letter": hers}],
    })
}

target!();
