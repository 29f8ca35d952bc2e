//! The inbox: who may look, and what is to be seen when.

use dauys_wire::api::{self, letter_path};
use dauys_wire::limits::{FETCH_MAX, LETTER_BYTES};
use dauys_wire::problem::ProblemCode;

use crate::client::Ask;
use crate::organisation::{Investigator, investigator};
use crate::stack::{Stack, day, delete, id, sealed};

#[test]
fn a_days_letters_are_published_when_the_day_is_over_in_the_order_of_ids() {
    let stack = Stack::start();
    let reader = investigator(1);
    for number in [3, 1, 2] {
        stack.put_letter(id(number));
    }
    assert!(stack.inbox_days(&reader).is_empty());
    assert!(stack.inbox_day(day(), &reader).is_empty());
    assert_eq!(stack.fetch(&[id(1)], &reader).problem(), ProblemCode::NotFound);
    assert_eq!(stack.send(&Ask::get(letter_path(&id(1)))).status, 200, "who knows the id");

    stack.set_day(day().plus(1));
    assert_eq!(stack.inbox_days(&reader), [day()]);
    assert_eq!(stack.inbox_day(day(), &reader), [id(1), id(2), id(3)]);
    let fetched = stack.fetch(&[id(3), id(1)], &reader);
    let file = |number| sealed(&id(number).to_string(), LETTER_BYTES);
    assert_eq!((fetched.status, fetched.body), (200, [file(3), file(1)].concat()));
    assert_eq!(stack.fetch(&[id(3), id(9)], &reader).problem(), ProblemCode::NotFound);
    assert_eq!(stack.fetch(&[], &reader).status, 200);
}

#[test]
fn what_was_uploaded_ahead_appears_on_its_day_and_what_was_withdrawn_no_more() {
    let stack = Stack::start_releasing(0);
    let reader = investigator(1);
    let ahead = stack.letter_for(id(1), &sealed("", LETTER_BYTES), Some(day().plus(2)), 8);
    assert_eq!(stack.send(&ahead).status, 201);
    stack.put_letter(id(2));
    assert_eq!(stack.inbox_days(&reader), [day()], "released at once");
    assert_eq!(stack.fetch(&[id(1)], &reader).problem(), ProblemCode::NotFound);

    stack.set_day(day().plus(2));
    assert_eq!(stack.inbox_days(&reader), [day(), day().plus(2)]);
    assert_eq!(stack.inbox_day(day().plus(2), &reader), [id(1)]);

    assert_eq!(stack.send(&delete(id(2))).status, 204);
    assert_eq!(stack.inbox_days(&reader), [day().plus(2)]);
    assert_eq!(stack.fetch(&[id(2)], &reader).problem(), ProblemCode::NotFound);
}

#[test]
fn a_period_of_an_hour_is_published_at_its_end_and_a_restart_waits_for_the_next() {
    let mut stack = Stack::start_releasing(1);
    let reader = investigator(1);
    stack.put_letter(id(1));
    assert!(stack.inbox_day(day(), &reader).is_empty(), "noon to one is one period");
    stack.set_hour(13);
    assert_eq!(stack.inbox_day(day(), &reader), [id(1)]);
    assert_eq!(stack.inbox_days(&reader), [day()]);

    stack.restart().unwrap();
    assert!(stack.inbox_day(day(), &reader).is_empty(), "when it came is forgotten");
    assert!(stack.inbox_days(&reader).is_empty());
    stack.set_hour(24);
    assert_eq!(stack.inbox_day(day(), &reader), [id(1)]);
}

#[test]
fn a_refused_repetition_does_not_hide_a_published_letter() {
    let stack = Stack::start_releasing(1);
    let reader = investigator(1);
    stack.put_letter(id(1));
    stack.set_hour(13);
    assert_eq!(stack.inbox_day(day(), &reader), [id(1)]);
    let other = stack.letter(id(1), &sealed("other", LETTER_BYTES));
    assert_eq!(stack.send(&other).problem(), ProblemCode::Conflict);
    assert_eq!(stack.inbox_day(day(), &reader), [id(1)]);
}

#[test]
fn only_an_active_investigator_of_the_roster_may_look() {
    let stack = Stack::start();
    let stranger = Investigator { id: id(99), ..investigator(1) };
    let impostor = Investigator { key: investigator(2).key, ..investigator(1) };
    let (expired, in_no_channel) = (investigator(3), investigator(4));
    let ask = Ask::get(api::inbox_days_path());
    for wrong in [stranger, impostor, expired, in_no_channel] {
        let answer = stack.send(&stack.signed(ask.clone(), &wrong));
        assert_eq!(answer.problem(), ProblemCode::SignatureRequired);
    }
    assert_eq!(stack.send(&ask).problem(), ProblemCode::SignatureRequired, "no signature");
    for number in [1, 2] {
        assert_eq!(stack.send(&stack.signed(ask.clone(), &investigator(number))).status, 200);
    }
}

#[test]
fn a_signature_is_for_one_request_at_one_instance_for_five_minutes() {
    let stack = Stack::start();
    let reader = investigator(1);
    let signed = stack.signed(Ask::get(api::inbox_days_path()), &reader);
    let required = ProblemCode::SignatureRequired;

    let elsewhere = Ask { path: api::inbox_day_path(day()), ..signed.clone() };
    assert_eq!(stack.send(&elsewhere).problem(), required);
    let asked_more = Ask { path: format!("{}?x=1", signed.path), ..signed.clone() };
    assert_eq!(stack.send(&asked_more).problem(), required);
    let head = Ask { method: "HEAD".into(), ..signed.clone() };
    assert_eq!(stack.send(&head).status, 401);
    let instance = signed.clone().without(api::INSTANCE_HEADER);
    assert_eq!(stack.send(&instance).problem(), required);
    let instance = instance.header(api::INSTANCE_HEADER, "other");
    assert_eq!(stack.send(&instance).problem(), required);

    let now = stack.clock.unix_seconds();
    for (then, status) in [(now + 300, 200), (now + 301, 401), (now - 300, 200), (now - 301, 401)] {
        stack.clock.set(then);
        let answer = stack.send(&signed);
        assert_eq!(answer.status, status);
        if status == 401 {
            assert_eq!(answer.problem(), ProblemCode::SignatureExpired);
        }
    }
}

#[test]
fn a_fetch_is_bounded_signed_and_strict_json() {
    let stack = Stack::start();
    let reader = investigator(1);
    let fetch = |kind: &str, body: &str| {
        let ask = Ask::new("POST", api::inbox_fetch_path()).header("content-type", kind).body(body);
        stack.send(&stack.signed(ask, &reader))
    };
    let json = "application/json";
    assert_eq!(fetch(json, r#"{"ids":[]}"#).status, 200);
    for wrong in [r#"{"ids":["x"]}"#, r#"{"ids":[],"ids":[]}"#, "{", "\n", r#"{"ids":{}}"#] {
        assert_eq!(fetch(json, wrong).problem(), ProblemCode::Malformed, "{wrong}");
    }
    assert_eq!(fetch("text/plain", r#"{"ids":[]}"#).problem(), ProblemCode::WrongType);
    let many: Vec<_> = (0..=FETCH_MAX).map(|n| id(u8::try_from(n).unwrap())).collect();
    assert_eq!(stack.fetch(&many, &reader).problem(), ProblemCode::TooLarge);
    assert_eq!(stack.fetch(&many[1..], &reader).problem(), ProblemCode::NotFound);
    assert_eq!(fetch(json, &" ".repeat(5_000)).problem(), ProblemCode::TooLarge);

    let ask = Ask::new("POST", api::inbox_fetch_path()).header("content-type", json);
    let mut swapped = stack.signed(ask.body(r#"{"ids":[]}"#), &reader);
    swapped.body = format!(r#"{{"ids":["{}"]}}"#, id(1)).into_bytes();
    assert_eq!(stack.send(&swapped).problem(), ProblemCode::SignatureRequired);
}
