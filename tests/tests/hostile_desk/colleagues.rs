//! What colleagues and false reporters write, and what an honest reporter's letter gives away about
//! the server.

use dauys_crypto::event::{Event, EventKind};
use dauys_crypto::letter::{Author, InvestigatorLetter, ReporterLetter, RosterRef};
use dauys_investigator::message;
use dauys_investigator::text::Message;
use dauys_tests::addressee::{Addressee, random_id};
use dauys_tests::direct::Direct;
use dauys_tests::organisation::{AIGUL, DINA};
use dauys_wire::{Digest, Id, InstanceName};
use serde_json::{Value, json};

use crate::stage::{Stage, ascending, assert_says, reasons};

#[test]
fn an_old_letter_under_a_new_id_and_one_of_another_instance_are_refused_by_name() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    desk.first_sync(&stage.address);
    // Anybody can put bytes that they saw once more.
    let file = stage.file(&stage.report.letter.id);
    stage.put(&random_id(), &file);
    let elsewhere = InstanceName::parse("elsewhere.example").unwrap();
    let foreign = Addressee::of(stage.stack.organisation.investigator(&DINA), &elsewhere);
    let letter = stage.letter(&foreign, EventKind::Note, "басқа жерден");
    stage.put_theirs(&letter, &foreign);
    let told = desk.sync();
    assert_eq!(reasons(&told), ["id-mismatch", "signature"], "{told}");
}

#[test]
fn what_colleagues_and_false_reporters_forge_is_refused_or_told_by_name() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    desk.first_sync(&stage.address);
    let case = stage.case();
    let Direct { letter: hers, reporter, .. } = &stage.report;
    let other = stage.visit.report("басқа", hers.to.clone(), Vec::new());
    let second = ReporterLetter { id: random_id(), thread: hers.thread, ..other.letter.clone() };
    stage.put_hers(&second, &other.reporter);
    let not_hers = other.letter.state.clone();
    let stolen = ReporterLetter { id: random_id(), state: not_hers, ..hers.clone() };
    stage.put_hers(&stolen, reporter);

    // Two versions of one number; a note in somebody's name; who is no reader, and asks.
    let colleague = stage.addressee(&DINA);
    for text in ["бір нұсқа", "екі нұсқа"] {
        stage.put_theirs(&stage.letter(&colleague, EventKind::Note, text), &colleague);
    }
    let hr = stage.addressee(&AIGUL);
    let named = InvestigatorLetter {
        from: Author::Investigator(colleague.id),
        ..stage.letter(&colleague, EventKind::Note, "оның атынан")
    };
    stage.put_theirs(&named, &hr);
    // HR brings an event that should be the colleague's, and is not signed by them.
    let both = ascending(&[hr.id, Id::parse(&desk.id).unwrap()]);
    let honest = stage.letter(&hr, EventKind::Note, "оның атынан");
    let event = Event { by: colleague.id, ..honest.events[0].event.clone() };
    let forged =
        InvestigatorLetter { to: both.clone(), events: vec![hr.sign_event(event)], ..honest };
    stage.put_theirs(&forged, &hr);
    let outsider =
        InvestigatorLetter { to: both, ..stage.letter(&hr, EventKind::Delete, "өшіріңіз") };
    stage.put_theirs(&outsider, &hr);

    let told = desk.sync();
    assert_eq!(reasons(&told), ["signature", "signature", "state", "thread"], "{told}");
    let versions = json!([{ "kind": "two-versions", "author": colleague.id, "n": 1 }]);
    assert_eq!(told["faults"], versions, "{told}");
    let view = desk.show(&case);
    let asked = entry(&view, "delete");
    assert_eq!(asked["outsider"], json!(true), "{asked}");
    let entries = view["entries"].as_array().unwrap();
    assert!(!entries.iter().any(|entry| entry["text"] == "оның атынан"));

    let refused = ["rejected-signature", "rejected-state", "rejected-thread"];
    let mut refused = refused.map(Message::new).to_vec();
    refused.push(message!("fault-two-versions", name = DINA.name, n = 1_u64));
    assert_says(desk, &["sync", "--rejected"], &refused);
    assert_says(desk, &["show", &case], &[message!("alarm-outsider", name = AIGUL.name)]);
}

#[test]
fn a_reader_she_chose_who_asks_for_deletion_is_told_by_name_and_nothing_is_deleted_by_that() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    desk.first_sync(&stage.address);
    let case = stage.case();
    let colleague = stage.addressee(&DINA);
    let request = stage.letter(&colleague, EventKind::Delete, "өшірейік");
    stage.put_theirs(&request, &colleague);

    assert_eq!(desk.sync()["opened"], 1);
    let listed = desk.list();
    assert_eq!(listed[0]["deletion_asked_by"], json!([DINA.name]), "{listed:?}");
    let view = desk.show(&case);
    let asked = entry(&view, "delete");
    assert_eq!((&asked["outsider"], &asked["text"]), (&json!(false), &json!("өшірейік")));
    assert_eq!(
        entry(&view, "report")["letters"][0],
        json!(stage.report.letter.id),
        "it is all there"
    );
    let short: String = case.chars().take(8).collect();
    let notice = message!("case-delete-asked", case = short, name = DINA.name);
    for command in ["sync", "list"] {
        assert_says(desk, &[command], std::slice::from_ref(&notice));
    }
    assert_eq!(desk.list().len(), 1, "whatever was told");
}

/// The attack in brackets of docs/PROTOCOL.md, section 6.
#[test]
fn a_reporter_who_was_shown_another_list_is_told_to_the_desk_by_the_hash_in_her_letter() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    let Direct { letter: hers, reporter, .. } = &stage.report;
    let RosterRef { version, sha256 } = hers.roster;
    let shown = |version, sha256| ReporterLetter {
        id: random_id(),
        roster: RosterRef { version, sha256 },
        ..hers.clone()
    };
    let other = Digest::of(b"a list with a ghost reader");
    let deceived = shown(version, other);
    // Of a version that this desk has not seen it cannot say anything.
    let honest = [shown(version, sha256), shown(version + 1, other)];
    for letter in honest.iter().chain([&deceived]) {
        stage.put_hers(letter, reporter);
    }
    desk.first_sync(&stage.address);
    let case = stage.case();
    let view = desk.show(&case);
    let entries = view["entries"].as_array().unwrap().iter();
    let told = entries.filter(|entry| entry["other_roster"] == json!(true));
    let told: Vec<&Value> = told.map(|entry| &entry["letters"][0]).collect();
    assert_eq!(told, [&json!(deceived.id)], "{view}");
    assert_says(desk, &["show", &case], &[message!("alarm-other-list")]);
}

/// The one entry of this kind.
fn entry<'a>(view: &'a Value, kind: &str) -> &'a Value {
    let entries = view["entries"].as_array().unwrap();
    let mut of_kind = entries.iter().filter(|entry| entry["kind"] == kind);
    let entry = of_kind.next().unwrap();
    assert!(of_kind.next().is_none(), "{view}");
    entry
}
