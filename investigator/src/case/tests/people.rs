//! Who takes part: chosen, let in, stepped out.

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
