//! `dauys verify-site` against a real server, and against one that shows something else: to everybody, to
//! one browser, in one language, at one path, in one byte or one header. The verdict names what and where,
//! and to whom it was shown.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod stage;
mod tampering;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::stage::Stage;
use crate::tampering::Tampering;

#[test]
fn the_honest_server_holds_by_whoever_vouches_and_nobody_else_does() {
    let stage = Stage::set();
    let (told, code) = stage.verify(&[]);
    assert_eq!((&told["holds"], &told["findings"]), (&json!(true), &json!([])), "{told}");
    assert_eq!(code, Some(0));
    assert_eq!(told["vouched_by"], json!(["organisation"]));
    assert_eq!(told["card_checked"], json!(true));
    // Every file by each visitor at the least.
    let count = |name: &str| told[name].as_u64().unwrap();
    assert!(count("files") >= 20 && count("answers") >= 9 * count("files"), "{told}");

    let list = stage.list();
    let (told, _) = stage.verify(&["--list", list.to_str().unwrap()]);
    assert_eq!(told["vouched_by"], json!(["own-build", "organisation"]), "{told}");

    // A server that lists what it shows is no witness for it.
    stage.tell_nothing_of_the_organisations_signature();
    let (told, code) = stage.verify(&[]);
    assert_eq!(codes(&told), ["unvouched"], "{told}");
    assert_eq!(code, Some(4));
    let (told, code) = stage.verify(&["--list", list.to_str().unwrap()]);
    assert_eq!((&told["holds"], code), (&json!(true), Some(0)), "{told}");
    let publisher = stage.publish_by_the_publisher();
    let (told, code) = stage.verify(&["--publisher", &publisher]);
    assert_eq!((&told["vouched_by"], code), (&json!(["publisher"]), Some(0)), "{told}");
}

#[test]
fn a_byte_that_was_changed_is_named_with_its_place_and_with_whom_it_was_shown_to() {
    each_is_named(&Stage::set(), tampering::bytes(), 16);
}

#[test]
fn a_header_and_an_answer_that_were_changed_are_named_with_their_place() {
    let stage = Stage::set();
    let all = tampering::headers(&stage).into_iter().chain(tampering::answers());
    each_is_named(&stage, all.collect(), 20);
}

#[test]
fn what_the_organisation_did_not_sign_is_named_and_so_is_what_it_signed_against_me() {
    let stage = Stage::set();
    each_is_named(&stage, tampering::organisation(&stage), 11);
}

fn each_is_named(stage: &Stage, tamperings: Vec<Tampering>, count: usize) {
    let names: BTreeSet<_> = tamperings.iter().map(|tampering| tampering.name).collect();
    assert_eq!((names.len(), tamperings.len()), (count, count));
    let mut unnoticed = Vec::new();
    for Tampering { name, lie, expected } in tamperings {
        stage.hostile.learn(name, lie);
        stage.hostile.tell(Some(name));
        let (told, code) = stage.verify(&[]);
        if !expected.is_in(&told) || code != Some(4) || told["holds"] != json!(false) {
            unnoticed.push(format!("{name}: {code:?} {told:#}"));
        }
    }
    assert!(unnoticed.is_empty(), "{}", unnoticed.join("\n"));
}

#[test]
fn a_list_that_is_not_that_of_ones_own_build_is_named_whoever_signed_it() {
    let stage = Stage::set();
    let list = stage.other_list();
    let (told, code) = stage.verify(&["--list", list.to_str().unwrap()]);
    assert!(codes(&told).contains(&"list-differs"), "{told}");
    assert_eq!(code, Some(4));
}

#[test]
fn whoever_reads_the_verdict_is_told_what_to_do_in_their_language() {
    let stage = Stage::set();
    for (language, holds, alarm, header) in [
        ("kk", "Бәрі жарияланған күйінде", "ДАБЫЛ", "set-cookie"),
        ("ru", "Всё так, как было опубликовано", "ТРЕВОГА", "set-cookie"),
        ("en", "Everything is as it was published", "ALARM", "set-cookie"),
    ] {
        stage.hostile.tell(None);
        let (said, _) = stage.verify_in_words(language);
        assert!(said.contains(holds), "{said}");
        stage.hostile.learn("cookie", tampering::header_added("/kk/", "set-cookie", "id=1"));
        stage.hostile.tell(Some("cookie"));
        let (said, complaint) = stage.verify_in_words(language);
        assert!(said.contains("/kk/") && said.contains(header), "{said}");
        assert!(complaint.contains(alarm), "{complaint}");
    }
}

fn codes(told: &Value) -> Vec<&str> {
    let findings = told["findings"].as_array().unwrap().iter();
    findings.map(|finding| finding["code"].as_str().unwrap()).collect()
}
