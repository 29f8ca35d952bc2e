//! Which of her letters a reply acknowledges, when there are more than it can name.

use std::collections::BTreeSet;

use dauys_crypto::letter::ReporterKind;

use super::*;
use crate::fixtures::kept_event;

/// All that this desk has acknowledged.
fn acknowledged(office: &Office, contents: &Contents) -> BTreeSet<Id> {
    let thread = office.she.thread();
    contents.replies(&thread).flat_map(|reply| reply.received.clone()).collect()
}

fn her_letters(office: &Office) -> BTreeSet<Id> {
    office.letters.iter().map(|kept| *kept.letter.id()).collect()
}

fn post(contents: &mut Contents) {
    for id in contents.outgoing().iter().map(|one| one.id).collect::<Vec<_>>() {
        let taken = Some((crate::pace::Kind::Reply, DAY));
        contents.apply(Record::Posted { id, taken }).unwrap();
    }
}

#[test]
fn a_thread_of_many_letters_has_as_few_receipts_as_name_them_all_and_then_no_more() {
    let mut office = office();
    for _ in 0..69 {
        office.more(|_| ());
    }
    let mut contents = Contents::default();
    keep(office.write(0, &contents, receipt).unwrap(), &mut contents);
    assert_eq!(office.waiting_replies(&contents)[0].received.len(), 48);
    assert!(office.write(0, &contents, receipt).unwrap().is_empty(), "one at a time waits");
    post(&mut contents);
    keep(office.write(0, &contents, receipt).unwrap(), &mut contents);
    assert_eq!(acknowledged(&office, &contents), her_letters(&office));
    post(&mut contents);
    assert!(office.write(0, &contents, receipt).unwrap().is_empty(), "not at every sync");

    let one_more = office.more(|_| ());
    keep(office.write(0, &contents, receipt).unwrap(), &mut contents);
    let [last] = office.waiting_replies(&contents).try_into().unwrap();
    assert!(last.received.contains(&one_more));
    post(&mut contents);
    assert!(office.write(0, &contents, receipt).unwrap().is_empty());
}

#[test]
fn an_answer_that_waits_and_can_name_no_more_is_followed_by_a_receipt() {
    let mut office = office();
    for _ in 0..39 {
        office.more(|_| ());
    }
    let mut contents = Contents::default();
    keep(office.write(0, &contents, |desk, case| said(desk, case, "x")).unwrap(), &mut contents);
    for _ in 0..30 {
        office.more(|_| ());
        keep(office.write(0, &contents, receipt).unwrap(), &mut contents);
    }
    let replies = office.waiting_replies(&contents);
    let kinds: Vec<(ReplyKind, u64)> = replies.iter().map(|it| (it.kind, it.n)).collect();
    assert_eq!(kinds, [(ReplyKind::Answer, 1), (ReplyKind::Receipt, 2)]);
    assert_eq!(acknowledged(&office, &contents), her_letters(&office));
}

#[test]
fn an_answer_that_waits_stays_as_urgent_as_it_was_when_she_writes_again() {
    let mut office = office();
    let mut contents = Contents::default();
    let thread = office.she.thread();
    let urgency = |contents: &Contents| {
        let answer = contents.replies(&thread).next_back().unwrap();
        assert_eq!(answer.kind, ReplyKind::Answer);
        (answer.due, answer.retaliation, answer.received.len())
    };
    office.more(|letter| letter.kind = ReporterKind::Retaliation);
    keep(office.write(0, &contents, |desk, case| said(desk, case, "x")).unwrap(), &mut contents);
    let (due, retaliation, received) = urgency(&contents);
    assert!(due.is_some() && retaliation);
    // The desk has its copy of the answer, so the case seems answered.
    let copies = office.waiting_letters(1, &contents).into_iter().map(kept_event);
    office.letters.extend(copies);
    office.more(|letter| letter.day = DAY.plus(5));
    keep(office.write(0, &contents, receipt).unwrap(), &mut contents);
    assert_eq!(urgency(&contents), (due, true, received + 1));
}

#[test]
fn a_receipt_that_is_written_again_is_due_as_early_as_before() {
    let mut office = office();
    let mut contents = Contents::default();
    let thread = office.she.thread();
    let due = |contents: &Contents| contents.replies(&thread).next_back().unwrap().due;
    keep(office.write(0, &contents, receipt).unwrap(), &mut contents);
    let first = due(&contents);
    assert_eq!(first, Some(DAY.plus(7)));
    office.more(|letter| letter.day = DAY.plus(5));
    keep(office.write(0, &contents, receipt).unwrap(), &mut contents);
    assert_eq!(contents.replies(&thread).count(), 1);
    assert_eq!(due(&contents), first);
}
