//! What a server says that it took.

use std::fs;

use dauys_investigator::message;
use dauys_tests::addressee::random_id;
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

/// Exit code and failure of a note that is to be posted at once.
fn write_note(stage: &Stage) -> (Option<i32>, String) {
    let text = tempfile::NamedTempFile::new().unwrap();
    fs::write(text.path(), "ескерту").unwrap();
    let file = text.path().to_str().unwrap();
    stage.desk().attempt(&["note", &stage.case(), "--file", file])
}
