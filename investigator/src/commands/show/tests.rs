//! What `show` tells of a case.

use std::collections::BTreeSet;

use dauys_crypto::event::{Event, EventBody, EventKind};
use dauys_crypto::letter::ReporterKind;
use dauys_wire::Day;
use serde_json::{Value, json};

use super::*;
use crate::commands::office::Office;
use crate::fixtures::{DAY, event};
use crate::text::{Language, Text};

/// What a program is told.
fn told(office: &Office) -> Value {
    told_on(office, DAY)
}

fn told_on(office: &Office, today: Day) -> Value {
    let (case, contents) = (office.case(), office.workplace.vault.contents());
    let text = Text::new(Language::En);
    let unread = BTreeSet::new();
    let view = View {
        case: case.thread,
        head: Head::of(&case, contents, &text, today),
        entries: Reader { contents, text: &text, unread: &unread }.entries(&case),
        hints: hints(&case, &office.workplace, today).iter().map(Message::key).collect(),
    };
    serde_json::to_value(&view).unwrap()
}

/// The second does something, and knows of all that was done.
fn does(office: &mut Office, kind: EventKind, body: EventBody) {
    let case = office.case();
    let after = case.entries.last().map(|entry| entry.sha256).into_iter().collect();
    let done = Event { after, body, ..event(Office::MARAT, kind, case.thread) };
    office.colleague(done);
}

fn status(status: &str) -> EventBody {
    EventBody { status: Some(status.to_owned()), ..EventBody::default() }
}

fn text(text: &str) -> EventBody {
    EventBody { text: text.to_owned(), ..EventBody::default() }
}

fn day(day: Day) -> EventBody {
    EventBody { day: Some(day), ..EventBody::default() }
}

#[test]
fn all_that_was_done_is_told_to_programs() {
    let mut office = Office::open();
    office.she_writes(ReporterKind::Message);
    let letters = crate::commands::numbers::letters(&office.case());
    let (item, other) = (crate::compose::random_id(), crate::compose::random_id());
    let inside = EventBody { internal: true, ..status("decision") };
    let finding = EventBody {
        item: Some(item),
        evidence: vec![letters[1], other],
        ..EventBody { text: "қолынан ұстаған".to_owned(), ..status("confirmed") }
    };
    let measures = vec!["apology".to_owned(), "training".to_owned()];
    for (kind, body) in [
        (EventKind::Status, status("investigating")),
        (EventKind::Status, inside),
        (EventKind::Link, EventBody { other: Some(other), ..EventBody::default() }),
        (EventKind::Declare, EventBody { text: "бауырым".to_owned(), ..status("conflict") }),
        (EventKind::Retain, day(DAY.plus(9))),
        (EventKind::Pause, day(DAY.plus(2))),
        (EventKind::Extend, EventBody { status: Some("answer".to_owned()), ..day(DAY.plus(99)) }),
        (EventKind::Accused, status("asked")),
        (EventKind::Finding, finding),
        (EventKind::Opened, EventBody::default()),
        (EventKind::Filed, EventBody::default()),
        (EventKind::Close, EventBody { measures, ..status("confirmed") }),
        (EventKind::Checkin, EventBody { text: "тыныш".to_owned(), ..status("30") }),
        (EventKind::Delete, text("қате")),
    ] {
        does(&mut office, kind, body);
    }
    let told = told(&office);
    let marat = json!({ "id": Office::MARAT, "name": "Марат Оспанов" });
    for (key, expected) in [
        ("status", json!("closed")),
        ("step", json!("closed-confirmed")),
        ("told", json!("closed-confirmed")),
        ("assigned", Value::Null),
        ("links", json!([other])),
        ("kept_until", Value::Null),
        ("closed", json!(true)),
        ("deletion_asked_by", json!([marat])),
        ("filed_by", json!([marat])),
        ("shut_out", json!([{ "id": Office::DINA, "name": "Дина Ахметова" }])),
        ("contrary", json!([])),
        ("hints", json!(["hint-declare"])),
    ] {
        assert_eq!(told[key], expected, "{key}");
    }
    assert_eq!(told["declared"][0]["conflict"], true);
    assert_eq!(told["closing"]["measures"], json!(["apology", "training"]));
    assert_eq!(told["closing"]["by"], marat);
    assert_eq!(told["check_ins"]["30"]["text"], "тыныш");
    assert_eq!(told["accused"][0]["answered"], false);
    assert_eq!(told["pauses"][0]["until"], json!(DAY.plus(2)));
    assert_eq!(told["extensions"][0]["clock"], "answer");
    let finding = &told["findings"][0];
    assert_eq!((&finding["number"], &finding["found"]), (&json!(1), &json!("confirmed")));
    assert_eq!(finding["letters"], json!([2]), "her letters have numbers, other things ids");
    assert_eq!(told["readers"][1]["opened"], json!(DAY));
    let numbers: Vec<&Value> =
        told["entries"].as_array().unwrap().iter().map(|entry| &entry["number"]).collect();
    assert_eq!(numbers[..3], [&json!(1), &json!(2), &Value::Null]);
    let close = told["entries"].as_array().unwrap().iter().find(|it| it["kind"] == "close");
    assert_eq!(close.unwrap()["details"]["status"], "confirmed");
}

#[test]
fn what_two_did_contrary_to_each_other_is_told_with_both_names_until_it_is_settled() {
    let mut office = Office::open();
    let assign = |to| EventBody { investigator: Some(to), ..EventBody::default() };
    let mine = assign(Office::AIGUL);
    office.add(|_, _| Ok((message!("already-so"), vec![(EventKind::Assign, mine)]))).unwrap();
    office.colleague_without_knowing(EventKind::Assign, assign(Office::MARAT));
    let told_now = told(&office);
    let contrary = told_now["contrary"].as_array().unwrap();
    let [one] = contrary.as_slice() else { panic!("{contrary:?}") };
    assert_ne!(one["counts"], one["against"]);
    let (case, text) = (office.case(), Text::new(Language::En));
    let head = Head::of(&case, office.workplace.vault.contents(), &text, DAY);
    let words = text.say(&head.contrary[0].words);
    assert!(words.contains("Айгүл") && words.contains("Марат"), "{words}");
    assert!(words.contains("assigned to"), "{words}");
    office
        .add(|_, _| Ok((message!("already-so"), vec![(EventKind::Assign, assign(Office::MARAT))])))
        .unwrap();
    assert_eq!(told(&office)["contrary"], json!([]));
}

#[test]
fn whoever_declared_a_conflict_is_told_to_step_out() {
    let mut office = Office::open();
    for (said, hint) in [("none", json!([])), ("conflict", json!(["hint-recuse"]))] {
        let body = status(said);
        office.add(|_, _| Ok((message!("already-so"), vec![(EventKind::Declare, body)]))).unwrap();
        assert_eq!(told(&office)["hints"], hint);
    }
}

#[test]
fn a_check_whose_day_has_come_is_proposed_until_it_is_done() {
    let mut office = Office::open();
    does(&mut office, EventKind::Declare, status("none"));
    let declared = status("none");
    office.add(|_, _| Ok((message!("already-so"), vec![(EventKind::Declare, declared)]))).unwrap();
    does(&mut office, EventKind::Close, status("confirmed"));
    assert_eq!(told_on(&office, DAY.plus(29))["hints"], json!([]));
    assert_eq!(told_on(&office, DAY.plus(30))["hints"], json!(["hint-check"]));
    does(&mut office, EventKind::Checkin, status("30"));
    assert_eq!(told_on(&office, DAY.plus(31))["hints"], json!([]));
}

#[test]
fn that_a_report_was_taken_down_is_a_claim_until_that_investigator_says_so() {
    let mut office = Office::open();
    office.change_hers(|letter| letter.body.taken_by = Some(Office::MARAT));
    let taken_by = |office: &Office| told(office)["entries"][0]["taken_by"]["confirmed"].clone();
    assert_eq!(taken_by(&office), false);
    does(&mut office, EventKind::Filed, EventBody::default());
    assert_eq!(taken_by(&office), true);
}

#[test]
fn who_was_let_in_is_told_by_whom_and_who_stepped_out_is_told() {
    let mut office = Office::without_shutting_out();
    let share = EventBody { investigator: Some(Office::DINA), ..EventBody::default() };
    does(&mut office, EventKind::Share, share);
    does(&mut office, EventKind::Recuse, EventBody::default());
    let told = told(&office);
    let names: Vec<&str> = told["readers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reader| reader["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Айгүл Сейтқали", "Дина Ахметова"]);
    assert_eq!(told["readers"][1]["let_in_by"]["name"], "Марат Оспанов");
    assert_eq!(told["stepped_out"][0]["name"], "Марат Оспанов");
}

#[test]
fn every_kind_of_event_has_words_in_three_languages_and_none_is_a_key() {
    let office = Office::open();
    let contents = office.workplace.vault.contents();
    let kinds = [
        EventKind::Note,
        EventKind::Answer,
        EventKind::Status,
        EventKind::Assign,
        EventKind::Label,
        EventKind::Task,
        EventKind::Link,
        EventKind::Declare,
        EventKind::Recuse,
        EventKind::Share,
        EventKind::Close,
        EventKind::Reopen,
        EventKind::Consent,
        EventKind::Delete,
        EventKind::Retain,
        EventKind::Pause,
        EventKind::Resume,
        EventKind::Extend,
        EventKind::Accused,
        EventKind::Finding,
        EventKind::Checkin,
        EventKind::Opened,
        EventKind::Exported,
        EventKind::Filed,
    ];
    let full = EventBody {
        investigator: Some(Office::MARAT),
        other: Some(Office::DINA),
        ..EventBody { status: Some("\u{1b}[2J".repeat(99)), ..day(DAY) }
    };
    for language in Language::ALL {
        let text = Text::new(language);
        for kind in kinds {
            let event = Event { body: full.clone(), ..event(Office::AIGUL, kind, Office::DINA) };
            let message = crate::commands::words::event(&event, contents);
            assert_ne!(message.key(), "kind-unknown", "{kind:?}");
            let words = text.say(&message);
            assert!(words != message.key() && !words.contains('\u{1b}'), "{words}");
            assert!(words.chars().count() < 120, "a lying code is cut: {words}");
        }
    }
}
