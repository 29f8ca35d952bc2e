//! Who takes part: chosen, let in, stepped out, shut out; and what somebody does who is not to.

use super::*;

fn naming(who: Id) -> EventBody {
    EventBody { investigator: Some(who), ..EventBody::default() }
}

#[test]
fn whoever_is_let_in_reads_and_acts_and_whoever_stepped_out_does_neither() {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &[A, B], &[]));
    let share = says(A, &[A, B, C], thread, &[&first], EventKind::Share, naming(C));
    let leaves = does(A, &[A, B, C], thread, &[&share], EventKind::Recuse);
    let answer = does(C, &[B, C], thread, &[&leaves], EventKind::Answer);
    let letters = [&first, &share, &leaves, &answer];
    let case = the_case(letters);
    assert_eq!(case.readers(), [B, C]);
    assert_eq!(case.status().0, Status::WaitingForReporter, "whom A let in may answer");
    let late = does(A, &[A, B, C], thread, &[&answer], EventKind::Close);
    let case = the_case(letters.into_iter().chain([&late]));
    assert!(case.people.is_outsiders(4), "whoever stepped out takes no part");
    let back = says(B, &[A, B, C], thread, &[&late], EventKind::Share, naming(A));
    let case = the_case(letters.into_iter().chain([&late, &back]));
    assert_eq!(case.readers(), [A, B, C]);
}

#[test]
fn nobody_lets_in_whom_she_shut_out_and_no_outsider_lets_anybody_in() {
    let she = reporter();
    let first = kept_report(report(&she, &[A], &[B]));
    let share = says(A, &[A], she.thread(), &[&first], EventKind::Share, naming(B));
    assert_eq!(the_case([&first, &share]).readers(), [A]);
    let outsider = says(C, &[A, C], she.thread(), &[&first], EventKind::Share, naming(C));
    assert_eq!(the_case([&first, &outsider]).readers(), [A]);
}

#[test]
fn whoever_steps_out_while_somebody_lets_them_in_stays_out() {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &[A, B], &[]));
    let leaves = does(B, &[A, B], thread, &[&first], EventKind::Recuse);
    let share = says(A, &[A, B], thread, &[&first], EventKind::Share, naming(B));
    for letters in [[&first, &leaves, &share], [&share, &leaves, &first]] {
        assert_eq!(the_case(letters).readers(), [A]);
    }
}

#[test]
fn whom_she_shuts_out_later_reads_no_more_whoever_let_them_in() {
    let she = reporter();
    let first = kept_report(report(&she, &[A], &[]));
    let share = says(A, &[A, C], she.thread(), &[&first], EventKind::Share, naming(C));
    let mut second = report(&she, &[A], &[C]);
    second.id = random_id();
    second.state = state(2, &[A], &[C]).sign(&she).unwrap();
    let second = kept_report(second);
    assert_eq!(the_case([&first, &share, &second]).readers(), [A]);
}

const FRIEND: Id = Id::from_bytes([9; 16]);

/// She writes again: these are her readers now, and those she shuts out. She has seen these replies.
fn turns(
    she: &dauys_crypto::thread::Reporter,
    readers: &[Id],
    shut_out: &[Id],
    seen: &[(Id, &[u8])],
) -> VaultLetter {
    let mut letter = report(she, readers, &[]);
    (letter.id, letter.kind) = (random_id(), ReporterKind::Message);
    letter.mine = vec![she.first_letter()];
    letter.state = state(2, readers, shut_out).sign(she).unwrap();
    for (desk, reply) in seen {
        letter.seen.insert(DeskId::from(*desk), Seen { n: 1, sha256: Digest::of(reply) });
    }
    kept_report(letter)
}

fn copy(reply: &[u8]) -> EventBody {
    EventBody { sha256: Some(Digest::of(reply)), ..EventBody::default() }
}

#[test]
fn whoever_was_shut_out_lets_nobody_in_and_answers_for_nobody() {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &[A, B], &[]));
    let second = turns(&she, &[A], &[B], &[]);
    let share = says(B, &[A, B, FRIEND], thread, &[], EventKind::Share, naming(FRIEND));
    let theirs = does(FRIEND, &[A, FRIEND], thread, &[&share], EventKind::Close);
    let answer = says(B, &[A, B], thread, &[&first], EventKind::Answer, copy(b"unseen"));
    for letters in
        [[&first, &second, &share, &theirs, &answer], [&answer, &theirs, &share, &second, &first]]
    {
        let case = the_case(letters);
        assert_eq!(case.readers(), [A]);
        assert_eq!(case.status(), (Status::New, Some(DAY)), "she waits for those she writes to");
        assert_eq!((0..5).filter(|place| case.people.is_outsiders(*place)).count(), 3);
    }
    // Before she shut them out it was theirs to do.
    assert_eq!(the_case([&first, &share]).readers(), [A, B, FRIEND]);
}

#[test]
fn what_somebody_did_whom_she_shuts_out_later_counts_as_far_as_others_took_it_up() {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &[A, B], &[]));
    let investigating = with_status("investigating");
    let step = says(B, &[A, B], thread, &[&first], EventKind::Status, investigating);
    let answer = says(B, &[A, B], thread, &[&step], EventKind::Answer, copy(b"seen"));
    let note = does(A, &[A, B], thread, &[&answer], EventKind::Note);
    let step_of = |case: &Case<'_>| case.handling().step.value().copied();
    let second = turns(&she, &[A], &[B], &[]);
    let case = the_case([&first, &step, &answer, &note, &second]);
    assert_eq!(step_of(&case), Some(crate::case::step::Step::Investigating), "A worked on it");
    assert_eq!(case.status().0, Status::New, "her page drops what she had not seen");
    assert_eq!(case.days().acknowledged, None);
    let second = turns(&she, &[A], &[B], &[(B, b"seen")]);
    let case = the_case([&first, &step, &answer, &second]);
    assert_eq!(step_of(&case), Some(crate::case::step::Step::Investigating), "she had seen it");
    assert_eq!(case.status().0, Status::WaitingForUs, "and it answered her report");
    assert_eq!(case.days().acknowledged, Some(DAY));
}

#[test]
fn whoever_stepped_out_and_leaves_that_out_changes_nothing_more() {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &[A, B], &[]));
    let before = does(B, &[A, B], thread, &[&first], EventKind::Answer);
    let leaves = does(B, &[A, B], thread, &[&before], EventKind::Recuse);
    let share = says(B, &[A, B, FRIEND], thread, &[&first], EventKind::Share, naming(FRIEND));
    let close = says(B, &[A, B], thread, &[&first], EventKind::Close, with_status("confirmed"));
    let letters = [&first, &before, &leaves, &share, &close];
    let case = the_case(letters);
    assert_eq!((case.readers(), case.status().0), (vec![A], Status::WaitingForReporter));
    // Once more, to have known of it when they left.
    let again = does(B, &[A, B], thread, &[&share, &close], EventKind::Recuse);
    let told_twice = the_case(letters.into_iter().chain([&again]));
    for case in [case, told_twice] {
        let place = |letter: &VaultLetter| {
            let name = name_of(letter);
            case.entries.iter().position(|entry| entry.sha256 == name).unwrap()
        };
        assert_eq!((case.readers(), case.handling().is_closed()), (vec![A], false));
        assert!([&share, &close].into_iter().all(|it| case.people.is_outsiders(place(it))));
    }
}

#[test]
fn whom_somebody_let_in_before_they_stepped_out_reads_on() {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &[A], &[]));
    let share = says(A, &[A, C], thread, &[&first], EventKind::Share, naming(C));
    let leaves = does(A, &[A, C], thread, &[&share], EventKind::Recuse);
    let case = the_case([&first, &share, &leaves]);
    assert_eq!(case.readers(), [C]);
    // She writes to others now, and to the one who left no more.
    let second = turns(&she, &[B], &[], &[]);
    assert_eq!(the_case([&first, &share, &leaves, &second]).readers(), [B, C]);
    // Whom she writes to no more, and who did not leave, has let nobody in.
    assert_eq!(the_case([&first, &share, &second]).readers(), [B]);
}

#[test]
fn a_request_of_somebody_shut_out_is_not_the_second_that_a_deletion_needs() {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &[A, B], &[]));
    let second = turns(&she, &[A], &[B], &[]);
    let asks = does(B, &[A, B], thread, &[&first, &second], EventKind::Delete);
    let agrees = says(A, &[A], thread, &[&asks], EventKind::Consent, with_status("delete"));
    let case = the_case([&first, &second, &asks, &agrees]);
    assert_eq!(case.handling().deletion, BTreeSet::from([A]));
}

#[test]
fn seven_read_and_no_more_whoever_lets_in_how_many() {
    let she = reporter();
    let thread = she.thread();
    let id = |n: u8| Id::from_bytes([n; 16]);
    let first = kept_report(report(&she, &[A, B], &[]));
    let mut letters = vec![first];
    for n in 11..18 {
        let last = letters.last().unwrap();
        letters.push(says(A, &[A, B], thread, &[last], EventKind::Share, naming(id(n))));
    }
    let case = the_case(&letters);
    assert_eq!(case.readers(), [A, B, id(11), id(12), id(13), id(14), id(15)]);
    assert_eq!(case.people.without_place().keys().copied().collect::<Vec<_>>(), [id(16), id(17)]);
    // They were let in all the same, by what they know: but they change nothing.
    let close = with_status("confirmed");
    let theirs = says(id(17), &[A, B], thread, &[], EventKind::Close, close);
    let case = the_case(letters.iter().chain([&theirs]));
    assert!(!case.handling().is_closed());
    // One place is free again, and one is hers to give.
    let leaves = does(id(12), &[A, B], thread, &[&letters[7]], EventKind::Recuse);
    let case = the_case(letters.iter().chain([&leaves]));
    assert_eq!(case.readers(), [A, B, id(11), id(13), id(14), id(15), id(16)]);
    let hers = turns(&she, &[A, B, C], &[], &[]);
    let case = the_case(letters.iter().chain([&leaves, &hers]));
    assert_eq!(case.readers(), [A, B, C, id(11), id(13), id(14), id(15)], "hers come first");
}

#[test]
fn what_the_eighth_did_while_they_read_still_counts() {
    let she = reporter();
    let thread = she.thread();
    let id = |n: u8| Id::from_bytes([n; 16]);
    let first = kept_report(report(&she, &[A], &[]));
    let share = says(A, &[A], thread, &[&first], EventKind::Share, naming(B));
    let answer = says(B, &[A, B], thread, &[&share], EventKind::Status, with_status("decision"));
    let note = does(A, &[A, B], thread, &[&answer], EventKind::Note);
    let seven = [A, id(12), id(13), id(14), id(15), id(16), id(17)];
    let hers = turns(&she, &seven, &[], &[]);
    let case = the_case([&first, &share, &answer, &note, &hers]);
    assert_eq!(case.readers(), seven);
    assert_eq!(case.handling().step.value(), Some(&crate::case::step::Step::Decision));
}
