//! The same letters are the same case, in whatever order they came.

mod circles;
mod days;
mod handling;
mod orders;
mod people;

use dauys_crypto::desk::DeskId;
use dauys_crypto::event::{Event, EventBody};
use dauys_crypto::letter::Seen;
use rand::seq::SliceRandom as _;

use super::chains::{ChainFault, faults};
use super::*;
use crate::compose::random_id;
use crate::fixtures::{
    DAY, carrier, event, event_letter, kept_event, kept_report, report, reporter, signed, state,
};

const A: Id = Id::from_bytes([1; 16]);
const B: Id = Id::from_bytes([2; 16]);
const C: Id = Id::from_bytes([3; 16]);

/// An event in a letter of its own, which knows of these entries.
fn does(by: Id, to: &[Id], thread: Id, after: &[&VaultLetter], what: EventKind) -> VaultLetter {
    says(by, to, thread, after, what, EventBody::default())
}

/// The same, with particulars.
fn says(
    by: Id,
    to: &[Id],
    thread: Id,
    after: &[&VaultLetter],
    what: EventKind,
    body: EventBody,
) -> VaultLetter {
    let after = after.iter().map(|letter| name_of(letter)).collect();
    let event = Event { after, body, ..event(by, what, thread) };
    kept_event(carrier(by, to, 1, vec![signed(event)]))
}

/// The name of the one entry of a letter.
fn name_of(letter: &VaultLetter) -> Digest {
    match &letter.letter {
        Letter::Reporter(_) => letter.sha256,
        Letter::Investigator(letter) => letter.events[0].sha256,
    }
}

fn with_status(status: &str) -> EventBody {
    EventBody { status: Some(status.to_owned()), ..EventBody::default() }
}

fn the_case<'a>(letters: impl IntoIterator<Item = &'a VaultLetter>) -> Case<'a> {
    let mut cases = fold(letters).into_values();
    let case = cases.next().unwrap();
    assert!(cases.next().is_none(), "one case");
    case
}

/// One day: a report, an answer, a message that has seen the answer, a note that knows of the answer,
/// an answer after the note. In the order in which they happened.
fn story() -> Vec<VaultLetter> {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &[A, B], &[C]));
    let copy = EventBody { sha256: Some(Digest::of(b"reply")), ..EventBody::default() };
    let answer = says(A, &[A, B], thread, &[&first], EventKind::Answer, copy);
    let mut message = report(&she, &[A, B], &[C]);
    message.id = random_id();
    message.kind = ReporterKind::Message;
    message.mine = vec![*first.letter.id()];
    message.seen.insert(DeskId::from(A), Seen { n: 1, sha256: Digest::of(b"reply") });
    message.state = state(2, &[A, B], &[C]).sign(&she).unwrap();
    let message = kept_report(message);
    let note = does(B, &[A, B], thread, &[&answer], EventKind::Note);
    let last = does(A, &[A, B], thread, &[&note, &message], EventKind::Answer);
    vec![first, answer, message, note, last]
}

fn order_of<'a>(letters: impl IntoIterator<Item = &'a VaultLetter>) -> Vec<Digest> {
    the_case(letters).entries.iter().map(|entry| entry.sha256).collect()
}

#[test]
fn a_case_is_the_same_in_whatever_order_its_letters_came() {
    for _ in 0..20 {
        let letters = story();
        let expected = order_of(&letters);
        let mut shuffled: Vec<&VaultLetter> = letters.iter().collect();
        shuffled.shuffle(&mut rand::thread_rng());
        assert_eq!(order_of(shuffled.iter().copied()), expected);
    }
}

#[test]
fn causes_come_before_effects_on_one_day_whatever_the_hashes() {
    for _ in 0..20 {
        let letters = story();
        let order = order_of(&letters);
        let at = |place: usize| {
            order.iter().position(|other| *other == name_of(&letters[place])).unwrap()
        };
        assert!(at(0) < at(1) && at(1) < at(2), "report, answer, message that saw it");
        assert!(at(1) < at(3) && at(3) < at(4), "answer, note on it, answer after the note");
    }
}

#[test]
fn what_neither_knew_of_happened_at_the_same_time() {
    let letters = story();
    let case = the_case(&letters);
    let at = |place: usize| {
        let name = name_of(&letters[place]);
        case.entries.iter().position(|entry| entry.sha256 == name).unwrap()
    };
    assert!(case.graph.is_before(at(0), at(4)), "all the way");
    assert!(!case.graph.is_before(at(2), at(3)) && !case.graph.is_before(at(3), at(2)));
    assert_eq!(case.graph.newest(&[0, at(2), at(3)]), [at(2).min(at(3)), at(2).max(at(3))]);
}

#[test]
fn letters_that_name_each_other_as_causes_are_all_shown() {
    let she = reporter();
    let mut one = report(&she, &[A], &[]);
    let mut two = report(&she, &[A], &[]);
    two.id = random_id();
    (one.mine, two.mine) = (vec![two.id], vec![one.id]);
    assert_eq!(order_of(&[kept_report(one), kept_report(two)]).len(), 2);
}

#[test]
fn what_is_handed_on_again_is_there_once() {
    let letters = story();
    let Letter::Investigator(answer) = &letters[1].letter else { unreachable!("an answer") };
    // B hands all of it on to C in a letter of their own.
    let events = vec![answer.events[0].clone()];
    let handed_on = kept_event(carrier(B, &[A, B, C], 1, events));
    let case = the_case(letters.iter().chain([&handed_on]));
    assert_eq!(case.entries.len(), 5);
    let answered = case.entries.iter().find(|entry| entry.carriers.len() == 2).unwrap();
    assert_eq!(answered.audience, BTreeSet::from([A, B, C]));
}

#[test]
fn the_status_follows_the_story() {
    let letters = story();
    let status = |many: usize| {
        let cases = fold(&letters[..many]);
        cases.into_values().next().unwrap().status()
    };
    assert_eq!(status(1), (Status::New, Some(DAY)));
    assert_eq!(status(2), (Status::WaitingForReporter, None));
    assert_eq!(status(3), (Status::WaitingForUs, Some(DAY)));
}

#[test]
fn retaliation_reopens_a_closed_case_on_top() {
    let she = reporter();
    let first = kept_report(report(&she, &[A], &[]));
    let confirmed = with_status("confirmed");
    let close = says(A, &[A], she.thread(), &[&first], EventKind::Close, confirmed);
    let mut again = report(&she, &[A], &[]);
    (again.id, again.kind, again.day) = (random_id(), ReporterKind::Retaliation, DAY.plus(2));
    let letters = [first, close, kept_report(again)];
    let status = |many| fold(&letters[..many]).into_values().next().unwrap().status().0;
    assert_eq!((status(2), status(3)), (Status::Closed, Status::Retaliation));
    assert!(Status::Retaliation < Status::New && Status::New < Status::Closed, "listed first");
}

#[test]
fn of_two_newest_states_only_those_whom_both_name_read_on() {
    let she = reporter();
    let mut second = report(&she, &[A, B], &[]);
    second.id = random_id();
    second.state = state(1, &[A, C], &[B]).sign(&she).unwrap();
    let letters = [kept_report(report(&she, &[A, B], &[])), kept_report(second)];
    let case = fold(&letters).into_values().next().unwrap();
    let folded = case.reporter.unwrap();
    assert_eq!((folded.readers, folded.shut_out), (vec![A], vec![B]));
    assert_eq!(folded.states.len(), 2, "both are echoed, in turns");
}

#[test]
fn gaps_and_second_versions_are_told_but_only_of_one_list_of_addressees() {
    let thread = random_id();
    let letter = |to: &[Id], n| event_letter(A, to, n, EventKind::Note, thread);
    let first = kept_event(letter(&[A, B], 1));
    let mut second = letter(&[A, B], 2);
    second.prev = Some(first.sha256);
    let second = kept_event(second);
    assert!(faults([&first, &second, &kept_event(letter(&[A, B, C], 1))]).is_empty());

    let missing = faults([&second]);
    assert_eq!(missing.into_iter().collect::<Vec<_>>(), [ChainFault::Missing { author: A, n: 1 }]);
    let other = kept_event(letter(&[A, B], 1));
    let twice = faults([&first, &other, &second]);
    assert!(twice.contains(&ChainFault::TwoVersions { author: A, n: 1 }));
    let broken = faults([&other, &second]);
    assert!(broken.contains(&ChainFault::Broken { author: A, n: 2 }));
}

#[test]
fn whoever_takes_no_part_can_neither_answer_nor_close_nor_have_a_case_deleted() {
    let she = reporter();
    let first = kept_report(report(&she, &[A, B], &[C]));
    for kind in [EventKind::Answer, EventKind::Close, EventKind::Delete] {
        // C knows the thread from a colleague who told, and writes to those two.
        let body = with_status("confirmed");
        let intruder = says(C, &[A, B, C], she.thread(), &[&first], kind, body);
        let case = the_case([&first, &intruder]);
        assert_eq!(case.status(), (Status::New, Some(DAY)), "{kind:?}");
        assert!(case.handling().deletion.is_empty());
        assert!(case.people.is_outsiders(1), "it is shown, as by an outsider");
    }
    let reader = does(B, &[A, B], she.thread(), &[&first], EventKind::Delete);
    assert_eq!(the_case([&first, &reader]).handling().deletion, BTreeSet::from([B]));
}

#[test]
fn an_old_answer_said_again_answers_nothing_that_she_wrote_since() {
    let mut letters = story();
    letters.truncate(3);
    let thread = the_case(&letters).thread;
    let again = [&letters[1], &letters[2]];
    let again = says(A, &[A, B], thread, &again, EventKind::Answer, with_status(AGAIN));
    letters.push(again);
    assert_eq!(the_case(&letters).status(), (Status::WaitingForUs, Some(DAY)));
}

#[test]
fn what_she_wrote_while_it_was_closed_still_waits() {
    let she = reporter();
    let first = kept_report(report(&she, &[A], &[]));
    let mut more = report(&she, &[A], &[]);
    (more.id, more.kind, more.mine) = (random_id(), ReporterKind::Message, vec![first_id(&first)]);
    let more = kept_report(more);
    let close = |after: &[&VaultLetter]| {
        says(A, &[A], she.thread(), after, EventKind::Close, with_status("confirmed"))
    };
    let unseen = close(&[&first]);
    let status = the_case([&first, &more, &unseen]).status();
    assert_eq!(status, (Status::WaitingForUs, Some(DAY)), "A had not seen it");
    let seen = close(&[&first, &more]);
    assert_eq!(the_case([&first, &more, &seen]).status(), (Status::Closed, None));
}

fn first_id(letter: &VaultLetter) -> Id {
    *letter.letter.id()
}

#[test]
fn a_report_that_was_taken_back_is_known_by_letter_or_state() {
    let she = reporter();
    let withdrawn =
        |letter| fold(&[kept_report(letter)]).into_values().next().unwrap().is_withdrawn();
    let plain = report(&she, &[A], &[]);
    assert!(!withdrawn(plain.clone()));
    let mut letter = plain.clone();
    letter.kind = ReporterKind::Withdraw;
    assert!(withdrawn(letter));
    let mut told = plain;
    let said = State { withdrawn: Some(random_id()), ..state(2, &[A], &[]) };
    told.state = said.sign(&she).unwrap();
    assert!(withdrawn(told));
}
