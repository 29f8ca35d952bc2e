//! The same letters are the same case, in whatever order they came.

use dauys_crypto::letter::Seen;
use rand::seq::SliceRandom as _;

use super::chains::{ChainFault, faults};
use super::*;
use crate::compose::random_id;
use crate::fixtures::{DAY, event_letter, kept_event, kept_report, report, reporter, state};

const A: Id = Id::from_bytes([1; 16]);
const B: Id = Id::from_bytes([2; 16]);
const C: Id = Id::from_bytes([3; 16]);

/// One day: a report, an answer, a message that has seen the answer, a note that has seen the
/// letter with the answer, an answer after the note. In the order in which they happened.
fn story() -> Vec<VaultLetter> {
    let she = reporter();
    let thread = she.thread();
    let first = report(&she, &[A, B], &[C]);
    let mut answer = event_letter(A, &[A, B], 1, EventKind::Answer, thread);
    answer.events[0].body.sha256 = Some(Digest::of(b"reply"));
    let answer = kept_event(answer);
    let mut message = report(&she, &[A, B], &[C]);
    message.id = random_id();
    message.kind = ReporterKind::Message;
    message.mine = vec![first.id];
    message.seen.insert(A, Seen { n: 1, sha256: Digest::of(b"reply") });
    message.state = state(2, &[A, B], &[C]).sign(&she).unwrap();
    let mut note = event_letter(B, &[A, B], 1, EventKind::Note, thread);
    note.seen.insert(A, Seen { n: 1, sha256: answer.sha256 });
    let note = kept_event(note);
    let mut last = event_letter(A, &[A, B], 2, EventKind::Answer, thread);
    last.prev = Some(answer.sha256);
    last.seen.insert(B, Seen { n: 1, sha256: note.sha256 });
    vec![kept_report(first), answer, kept_report(message), note, kept_event(last)]
}

fn order_of<'a>(letters: impl IntoIterator<Item = &'a VaultLetter>) -> Vec<Id> {
    let cases = fold(letters);
    assert_eq!(cases.len(), 1);
    cases.into_values().next().unwrap().entries.iter().map(|entry| entry.letter).collect()
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
fn causes_come_before_effects_on_one_day_whatever_the_ids() {
    for _ in 0..20 {
        let letters = story();
        let order = order_of(&letters);
        let at = |place: usize| {
            let id = letters[place].letter.id();
            order.iter().position(|other| other == id).unwrap()
        };
        assert!(at(0) < at(1) && at(1) < at(2), "report, answer, message that saw it");
        assert!(at(1) < at(3) && at(3) < at(4), "answer, note on it, answer after the note");
    }
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
    let mut close = event_letter(A, &[A], 1, EventKind::Close, she.thread());
    close.day = DAY.plus(1);
    let mut again = report(&she, &[A], &[]);
    (again.id, again.kind, again.day) = (random_id(), ReporterKind::Retaliation, DAY.plus(2));
    let letters = [kept_report(report(&she, &[A], &[])), kept_event(close), kept_report(again)];
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
fn whoever_she_never_wrote_to_can_neither_answer_nor_close_nor_have_a_case_deleted() {
    let she = reporter();
    let first = kept_report(report(&she, &[A, B], &[C]));
    for kind in [EventKind::Answer, EventKind::Close, EventKind::Delete] {
        // C knows the thread from a colleague who told, and writes to those two.
        let intruder = kept_event(event_letter(C, &[A, B, C], 1, kind, she.thread()));
        let letters = [&first, &intruder];
        let case = fold(letters).into_values().next().unwrap();
        assert_eq!(case.status(), (Status::New, Some(DAY)), "{kind:?}");
        assert!(case.deletion_asked_by().is_empty());
        let shown = case.entries.iter().filter(|entry| match entry.what {
            What::Investigator(letter, _) => case.is_outsider(letter),
            What::Reporter(_) => false,
        });
        assert_eq!(shown.count(), 1, "it is shown, as by an outsider");
    }
    let reader = kept_event(event_letter(B, &[A, B], 1, EventKind::Delete, she.thread()));
    let case = fold([&first, &reader]).into_values().next().unwrap();
    assert_eq!(case.deletion_asked_by(), BTreeSet::from([B]));
}

#[test]
fn an_old_answer_said_again_answers_nothing_that_she_wrote_since() {
    let mut letters = story();
    letters.truncate(3);
    let mut again = event_letter(A, &[A, B], 2, EventKind::Answer, reporter().thread());
    again.events[0].thread = *fold(&letters).keys().next().unwrap();
    again.events[0].body.status = Some(AGAIN.to_owned());
    again.day = DAY.plus(40);
    letters.push(kept_event(again));
    let status = fold(&letters).into_values().next().unwrap().status();
    assert_eq!(status, (Status::WaitingForUs, Some(DAY)));
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
