//! What several people do about a case, one after the other and at the same time.

use super::*;
use crate::case::step::{Measure, Outcome, Step};
use crate::case::timing::Days;

const ALL: [Id; 3] = [A, B, C];

/// A thread with a report to all three.
fn opened() -> (Id, VaultLetter) {
    let she = reporter();
    (she.thread(), kept_report(report(&she, &ALL, &[])))
}

fn text(text: &str) -> EventBody {
    EventBody { text: text.to_owned(), ..EventBody::default() }
}

#[test]
fn the_newest_step_counts_and_an_internal_one_is_not_told() {
    let (thread, first) = opened();
    let assessing = says(A, &ALL, thread, &[&first], EventKind::Status, with_status("assessing"));
    let inside = EventBody { internal: true, ..with_status("decision") };
    let inside = says(B, &ALL, thread, &[&assessing], EventKind::Status, inside);
    let handling = the_case([&inside, &first, &assessing]).handling();
    assert_eq!(handling.step.value(), Some(&Step::Decision));
    assert_eq!(handling.told.value(), Some(&Step::Assessing));
    let unknown = says(A, &ALL, thread, &[&inside], EventKind::Status, with_status("closed"));
    let handling = the_case([&first, &assessing, &inside, &unknown]).handling();
    assert_eq!(handling.step.value(), Some(&Step::Decision), "a code that is none changes nothing");
}

#[test]
fn contrary_things_at_the_same_time_are_shown_until_somebody_who_knows_both_decides() {
    let (thread, first) = opened();
    let investigating = with_status("investigating");
    let one = says(A, &ALL, thread, &[&first], EventKind::Status, investigating.clone());
    let two = says(B, &ALL, thread, &[&first], EventKind::Close, with_status("insufficient"));
    let letters = [&first, &one, &two];
    let handling = the_case(letters).handling();
    let contrary = handling.contrary();
    assert_eq!(contrary.len(), 1);
    let counts = the_case(letters).entries[contrary[0].counts].sha256;
    for order in [[&two, &first, &one], [&one, &two, &first]] {
        let case = the_case(order);
        let again = case.handling().contrary();
        assert_eq!(case.entries[again[0].counts].sha256, counts, "the same counts for everyone");
    }
    let settled = says(C, &ALL, thread, &[&one, &two], EventKind::Status, investigating.clone());
    let handling = the_case([&first, &one, &two, &settled]).handling();
    assert_eq!((handling.contrary().len(), handling.is_closed()), (0, false));
    let same = says(B, &ALL, thread, &[&first], EventKind::Status, investigating);
    let handling = the_case([&first, &one, &same]).handling();
    assert_eq!(handling.contrary(), [], "two who say the same agree");
}

#[test]
fn labels_links_and_tasks_are_set_and_taken_back() {
    let (thread, first) = opened();
    let other = random_id();
    let link = EventBody { other: Some(other), ..EventBody::default() };
    let item = random_id();
    let task = EventBody { item: Some(item), investigator: Some(B), ..text("ask the guard") };
    let on = says(A, &ALL, thread, &[&first], EventKind::Label, text("dormitory"));
    let tied = says(A, &ALL, thread, &[&on], EventKind::Link, link.clone());
    let set = says(B, &ALL, thread, &[&tied], EventKind::Task, task.clone());
    let letters = [&first, &on, &tied, &set];
    let handling = the_case(letters).handling();
    assert_eq!(handling.labels_on().collect::<Vec<_>>(), ["dormitory"]);
    assert_eq!(handling.linked().collect::<Vec<_>>(), [&other]);
    assert!(!handling.tasks[&item].value().unwrap().done);
    let off = EventBody { status: Some("off".to_owned()), ..text("dormitory") };
    let off = says(B, &ALL, thread, &[&set], EventKind::Label, off);
    let untied = EventBody { status: Some("off".to_owned()), ..link };
    let untied = says(B, &ALL, thread, &[&off], EventKind::Link, untied);
    let done = EventBody { status: Some("done".to_owned()), ..task };
    let done = says(B, &ALL, thread, &[&untied], EventKind::Task, done);
    let handling = the_case(letters.into_iter().chain([&off, &untied, &done])).handling();
    assert_eq!((handling.labels_on().count(), handling.linked().count()), (0, 0));
    assert!(handling.tasks[&item].value().unwrap().done);
}

#[test]
fn a_closed_case_says_how_and_is_reopened_by_a_colleague_or_by_retaliation() {
    let (thread, first) = opened();
    let measures = vec!["apology".to_owned(), "unheard-of".to_owned(), "training".to_owned()];
    let body = EventBody { measures, ..with_status("confirmed") };
    let close = says(A, &ALL, thread, &[&first], EventKind::Close, body);
    let case = the_case([&first, &close]);
    let handling = case.handling();
    let closing = handling.closing.clone().unwrap();
    assert_eq!((closing.by, closing.outcome), (A, Outcome::Confirmed));
    assert_eq!(closing.measures, [Measure::Apology, Measure::Training]);
    assert_eq!((handling.is_closed(), case.status()), (true, (Status::Closed, None)));
    let reopened = does(B, &ALL, thread, &[&close], EventKind::Reopen);
    let handling = the_case([&first, &close, &reopened]).handling();
    assert_eq!(handling.told.value(), Some(&Step::Assessing));
    assert_eq!(handling.closing, Some(closing), "how it was closed before stays known");
}

#[test]
fn a_request_to_delete_counts_only_with_all_that_she_wrote() {
    let (thread, first) = opened();
    let asks = does(A, &ALL, thread, &[&first], EventKind::Delete);
    let agrees = says(B, &ALL, thread, &[&asks], EventKind::Consent, with_status("delete"));
    let deletion = |letters: &[&VaultLetter]| the_case(letters.iter().copied()).handling().deletion;
    assert_eq!(deletion(&[&first, &asks, &agrees]), BTreeSet::from([A, B]));
    let Letter::Reporter(letter) = &first.letter else { unreachable!("hers") };
    let mut more = letter.as_ref().clone();
    (more.id, more.kind, more.mine) = (random_id(), ReporterKind::Message, vec![letter.id]);
    let more = kept_report(more);
    assert_eq!(deletion(&[&first, &asks, &agrees, &more]), BTreeSet::new(), "she wrote since");
}

#[test]
fn pauses_follow_each_other_and_end_by_their_day_or_by_hand() {
    let (thread, first) = opened();
    let at = |day: u32, after: &VaultLetter, kind, body: EventBody| {
        let event = Event {
            day: DAY.plus(day),
            after: vec![name_of(after)],
            body,
            ..event(A, kind, thread)
        };
        kept_event(carrier(A, &ALL, 1, vec![signed(event)]))
    };
    let until = |day: u32| EventBody { day: Some(DAY.plus(day)), ..text("waiting for her") };
    let one = at(1, &first, EventKind::Pause, until(5));
    let two = at(7, &one, EventKind::Pause, text("waiting for the expert"));
    let end = at(9, &two, EventKind::Resume, EventBody::default());
    let again = at(11, &end, EventKind::Resume, EventBody::default());
    let pauses = the_case([&first, &one, &two, &end, &again]).handling().pauses;
    let days: Vec<_> = pauses.iter().map(|pause| (pause.from, pause.until)).collect();
    let expected = [(1, 5), (7, 9)].map(|(from, to)| (DAY.plus(from), Some(DAY.plus(to))));
    assert_eq!(days, expected);
}

#[test]
fn a_closing_does_not_outlive_a_letter_that_says_she_is_punished_and_that_it_did_not_know_of() {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &ALL, &[]));
    let mut punished = report(&she, &ALL, &[]);
    (punished.id, punished.kind) = (random_id(), ReporterKind::Retaliation);
    (punished.mine, punished.day) = (vec![she.first_letter()], DAY.plus(5));
    let punished = kept_report(punished);
    let on = |day: u32, by, kind, after: &[&VaultLetter], body| {
        let after = after.iter().map(|letter| name_of(letter)).collect();
        let event = Event { day: DAY.plus(day), after, body, ..event(by, kind, thread) };
        kept_event(carrier(by, &ALL, 1, vec![signed(event)]))
    };
    // Before her letter by its day, and after it: neither knew of the other.
    for day in [4, 6] {
        let close = on(day, A, EventKind::Close, &[&first], with_status("insufficient"));
        for letters in [[&first, &punished, &close], [&close, &punished, &first]] {
            let case = the_case(letters);
            let handling = case.handling();
            assert_eq!(handling.step.value(), Some(&Step::Assessing));
            assert_eq!(handling.told.value(), Some(&Step::Assessing), "and she is told so");
            assert!(handling.closing.is_some(), "how it was closed stays known");
            assert_eq!(case.status().0, Status::Retaliation);
            let begun = Days { begun: Some(DAY.plus(5)), ..Days::default() };
            assert_eq!(case.days(), begun, "an answer is promised again");
        }
        let answer = on(7, B, EventKind::Answer, &[&punished], EventBody::default());
        let case = the_case([&first, &punished, &close, &answer]);
        assert_eq!((case.status().0, case.days().closed), (Status::WaitingForReporter, None));
        assert_eq!(case.days().acknowledged, Some(DAY.plus(7)));
        // Whoever knows of it can close.
        let last = on(8, A, EventKind::Close, &[&answer, &close], with_status("confirmed"));
        let case = the_case([&first, &punished, &close, &answer, &last]);
        assert_eq!((case.status().0, case.days().closed), (Status::Closed, Some(DAY.plus(8))));
    }
}

#[test]
fn a_letter_that_says_she_is_punished_and_crosses_with_an_answer_is_not_answered_by_it() {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &ALL, &[]));
    let close = says(A, &ALL, thread, &[&first], EventKind::Close, with_status("confirmed"));
    let mut punished = report(&she, &ALL, &[]);
    (punished.id, punished.kind) = (random_id(), ReporterKind::Retaliation);
    let punished = kept_report(punished);
    let answer = does(B, &ALL, thread, &[&close], EventKind::Answer);
    let mut again = report(&she, &ALL, &[]);
    (again.id, again.kind, again.day) = (random_id(), ReporterKind::Retaliation, DAY.plus(3));
    let again = kept_report(again);
    let days = the_case([&first, &close, &punished, &answer, &again]).days();
    assert_eq!(days, Days { begun: Some(DAY), ..Days::default() }, "what is late stays late");
}
