//! What a server says that it took.

use std::fs;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use dauys_investigator::message;
use dauys_tests::addressee::random_id;
use dauys_tests::hostile::{Answer, Asked};
use dauys_wire::acceptance::{Acceptance, Accepted};
use dauys_wire::api::WITHDRAW_HEADER;
use dauys_wire::{Day, Digest};
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};

use crate::stage::{REFUSED, Stage, assert_says};

#[test]
fn a_middlemans_200_leaves_what_was_written_waiting() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    desk.first_sync(&stage.address);
    stage.hostile.learn("proof", |asked, truth| {
        if asked.method != "PUT" {
            return truth;
        }
        let mut proof: Value = serde_json::from_slice(&truth.body).unwrap();
        proof["id"] = json!(random_id());
        truth.saying(&proof)
    });
    stage.hostile.tell(Some("proof"));
    assert_eq!(write_note(&stage), (REFUSED, "alarm-unproven".to_owned()));
    assert_says(desk, &["sync"], &[message!("alarm-unproven")]);
    stage.hostile.tell(None);
    let told = desk.sync();
    assert_eq!((&told["posted"], &told["waiting"]), (&json!(1), &json!(0)), "{told}");
    let calls = stage.hostile.asked();
    let signed = |name: &str| {
        calls.iter().any(|asked| {
            asked.path.starts_with(name) && asked.headers.iter().any(|it| it == "signature")
        })
    };
    assert!(signed("/api/v1/inbox"));
    assert!(!signed("/api/v1/letters"), "a signature would mark the others as reporters'");
}

/// The server's own key signs all of these: it is the server that lies.
#[test]
fn an_acceptance_for_a_day_that_is_never_over_or_that_nobody_lists_any_more_is_none() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    desk.first_sync(&stage.address);
    learn_day(&stage, "never", Day::MAX);
    learn_day(&stage, "long ago", stage.day().minus(3));
    stage.hostile.tell(Some("long ago"));
    assert_eq!(write_note(&stage), (REFUSED, "alarm-unproven".to_owned()));
    stage.hostile.tell(Some("never"));
    assert_eq!(desk.attempt(&["sync"]), (REFUSED, "alarm-unproven".to_owned()));
    assert_eq!(desk.ask(&["list"])["queue"]["letters"], 1, "it waits");

    // What was tried before may have been taken then. But whoever says so must list it.
    stage.hostile.tell(Some("long ago"));
    let told = desk.sync();
    assert_eq!((&told["posted"], &told["withheld"]), (&json!(1), &json!(0)), "{told}");
    assert_says(desk, &["sync"], &[message!("alarm-withheld", letters = 1_usize)]);
    assert_eq!(desk.attempt(&["sync"]), (REFUSED, "alarm-withheld".to_owned()));
    assert_eq!(desk.sync()["withheld"], 0, "told once");
}

/// Exit code and failure of a note that is to be posted at once.
fn write_note(stage: &Stage) -> (Option<i32>, String) {
    let text = tempfile::NamedTempFile::new().unwrap();
    fs::write(text.path(), "ескерту").unwrap();
    let file = text.path().to_str().unwrap();
    stage.desk().attempt(&["note", &stage.case(), "--file", file])
}

/// Learns to say that every letter was taken for that day.
fn learn_day(stage: &Stage, name: &str, day: Day) {
    let instance = stage.visit.trusted.roster.instance.clone();
    let seed = fs::read_to_string(stage.stack.data().join("server.key")).unwrap();
    let seed = BASE64_URL_SAFE_NO_PAD.decode(seed.trim_end()).unwrap();
    let key = SigningKey::from_bytes(&seed.try_into().unwrap());
    let accept = move |asked: &Asked, truth: Answer| {
        let Acceptance { id, sha256, .. } = serde_json::from_slice(&truth.body).unwrap();
        let withdraw = Digest::parse(&asked.values[WITHDRAW_HEADER]).unwrap();
        let accepted = Accepted { id, day, sha256, withdraw }.sign(&instance, &key);
        truth.saying(&json!(accepted))
    };
    stage.hostile.learn(name, move |asked, truth| {
        let is_letter = asked.method == "PUT" && asked.path.starts_with("/api/v1/letters/");
        if is_letter { accept(asked, truth) } else { truth }
    });
}
