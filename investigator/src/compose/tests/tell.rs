//! What the reporter is told of steps and days, and what colleagues read of it.

use super::*;
use crate::case::step::Step;

fn due(days: &[(&str, u32)]) -> std::collections::BTreeMap<String, Day> {
    days.iter().map(|(clock, days)| ((*clock).to_owned(), DAY.plus(*days))).collect()
}

fn step(code: &str) -> EventBody {
    EventBody { status: Some(code.to_owned()), ..EventBody::default() }
}

#[test]
fn every_reply_tells_what_is_promised_by_when_and_is_not_kept_yet() {
    let office = office();
    let contents = Contents::default();
    let receipts = office.write(0, &contents, receipt).unwrap();
    let [receipt] = office.replies(&receipts).try_into().unwrap();
    assert_eq!(receipt.due, due(&[("acknowledge", 7), ("answer", 90)]));
    let records = office.write(0, &contents, |desk, case| said(desk, case, "x")).unwrap();
    let [answer] = office.replies(&records).try_into().unwrap();
    assert_eq!(answer.due, due(&[("answer", 90)]), "a person's answer acknowledges by itself");
    let Some(Record::Reply(sent)) = records.iter().find(|r| matches!(r, Record::Reply(_))) else {
        unreachable!("an answer")
    };
    assert_eq!(sent.due, Some(DAY.plus(7)), "what the queue is sorted by");
    let feedback = |desk: &Desk<'_>, case: &Case<'_>| desk.answer(case, "x", true);
    let records = office.write(0, &contents, |d, c| Ok(feedback(d, c)?.records)).unwrap();
    let [answer] = office.replies(&records).try_into().unwrap();
    assert_eq!(answer.due, due(&[]));
}

#[test]
fn what_stands_still_is_told_as_that_and_not_as_kept() {
    let office = office();
    let contents = Contents::default();
    let pause = |desk: &Desk<'_>, case: &Case<'_>| {
        Ok(desk.tell(case, "We wait.", EventKind::Pause, EventBody::default())?.records)
    };
    let records = office.write(0, &contents, pause).unwrap();
    let [reply] = office.replies(&records).try_into().unwrap();
    assert_eq!((reply.due, reply.paused), (due(&[]), vec!["answer".to_owned()]));
}

#[test]
fn a_step_goes_to_her_without_words_or_with_and_colleagues_read_both() {
    let mut office = office();
    let contents = Contents::default();
    let tell = |text: &'static str, code: &'static str| {
        move |desk: &Desk<'_>, case: &Case<'_>| {
            Ok(desk.tell(case, text, EventKind::Status, step(code))?.records)
        }
    };
    let records = office.write(0, &contents, tell("", "assessing")).unwrap();
    let [reply] = office.replies(&records).try_into().unwrap();
    assert_eq!((reply.kind, reply.status.as_deref()), (ReplyKind::Status, Some("assessing")));
    let letters = office.letters_for(1, &records);
    let event = &letters[0].events[0].event;
    assert_eq!((event.kind, event.body.reply), (EventKind::Status, Some(reply.id)));

    let records = office.write(0, &contents, tell("We begin.", "investigating")).unwrap();
    let [reply] = office.replies(&records).try_into().unwrap();
    assert_eq!((reply.kind, reply.body.text.as_str()), (ReplyKind::Answer, "We begin."));
    assert_eq!(reply.status.as_deref(), Some("investigating"));
    let [letter] = office.letters_for(1, &records).try_into().unwrap();
    let kinds: Vec<EventKind> = letter.events.iter().map(|event| event.event.kind).collect();
    assert_eq!(kinds, [EventKind::Answer, EventKind::Status]);
    assert_eq!(letter.events[1].event.after, [letter.events[0].sha256], "one after the other");

    // From then on it goes with every reply.
    office.letters.push(crate::fixtures::kept_event(letter));
    let records = office.write(1, &contents, |desk, case| said(desk, case, "more")).unwrap();
    let [reply] = office.replies(&records).try_into().unwrap();
    assert_eq!(reply.status.as_deref(), Some("investigating"));
}

#[test]
fn the_end_says_how_and_promises_nothing_more() {
    let office = office();
    let contents = Contents::default();
    let close = |desk: &Desk<'_>, case: &Case<'_>| {
        let body = EventBody { measures: vec!["apology".to_owned()], ..step("confirmed") };
        Ok(desk.tell(case, "It is over.", EventKind::Close, body)?.records)
    };
    let records = office.write(0, &contents, close).unwrap();
    let [reply] = office.replies(&records).try_into().unwrap();
    assert_eq!((reply.status.as_deref(), reply.due), (Some("closed-confirmed"), due(&[])));
    let letter = office.letters_for(1, &records).remove(0);
    let all: Vec<VaultLetter> =
        [crate::fixtures::kept_event(letter)].into_iter().chain(office.letters).collect();
    let case = fold(&all).into_values().next().unwrap();
    assert_eq!(
        case.handling().told.value(),
        Some(&Step::Closed(crate::case::step::Outcome::Confirmed))
    );
    assert_eq!(case.status(), (Status::Closed, None));
}
