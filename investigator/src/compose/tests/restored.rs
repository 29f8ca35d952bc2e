//! A desk that was put back from a backup: what the lost machine wrote is known, and its numbers are
//! nobody's any more.

use std::collections::BTreeMap;

use dauys_crypto::letter::Seen;

use super::*;
use crate::case::chains::faults;
use crate::fixtures::{kept_event, state};

const DEVICE: u8 = 5;

/// What the first desk said once, as a backup has it.
fn backed_up(office: &Office) -> Contents {
    let mut contents = Contents::default();
    let records = office.write(0, &contents, |desk, case| said(desk, case, "before")).unwrap();
    keep(records, &mut contents);
    contents
}

fn restored(office: &Office) -> Contents {
    let mut contents = backed_up(office);
    contents.apply(Record::Restored { device: DEVICE }).unwrap();
    contents
}

#[test]
fn nothing_that_it_writes_is_a_second_version_of_what_the_lost_machine_wrote_since() {
    let office = office();
    let (mut old, mut new) = (Contents::default(), Contents::default());
    let before = office.write(0, &old, |desk, case| said(desk, case, "before")).unwrap();
    attempt(&before, &mut old);
    attempt(&before, &mut new);
    new.apply(Record::Restored { device: DEVICE }).unwrap();
    for contents in [&mut old, &mut new] {
        let records = office.write(0, contents, |desk, case| said(desk, case, "since")).unwrap();
        keep(records, contents);
    }
    let said = |contents: &Contents| {
        let replies = office.waiting_replies(contents).into_iter();
        replies.map(|reply| (reply.device, reply.n, reply.prev.is_some())).collect::<Vec<_>>()
    };
    assert_eq!(said(&old), [(0, 1, false), (0, 2, true)]);
    assert_eq!(said(&new), [(0, 1, false), (DEVICE, 1, false)]);
    // What a colleague gets of both has no gap and nothing twice.
    let letters = [&old, &new].map(|contents| office.waiting_letters(1, contents)).concat();
    let by_id: BTreeMap<Id, InvestigatorLetter> =
        letters.into_iter().map(|letter| (letter.id, letter)).collect();
    let kept: Vec<VaultLetter> = by_id.into_values().map(kept_event).collect();
    assert_eq!(kept.len(), 3, "the first is the same in both");
    assert!(faults(&kept).is_empty(), "{:?}", faults(&kept));
}

#[test]
fn it_goes_on_with_the_duties_of_the_lost_machine_and_does_them_once() {
    let mut office = office();
    let mut contents = restored(&office);
    assert!(office.write(0, &contents, receipt).unwrap().is_empty(), "the answer said it");
    let more = office.more(|_| ());
    let records = office.write(0, &contents, receipt).unwrap();
    let [reply] = office.replies(&records).try_into().unwrap();
    assert_eq!((reply.device, reply.n), (DEVICE, 1), "at once, as the first machine would");
    assert_eq!(reply.received[0], more);
    keep(records, &mut contents);

    // She has seen what the lost machine said: it is not said again when it has expired.
    let old = contents.replies(&office.she.thread()).next().unwrap().id;
    let taken = Some((crate::pace::Kind::Reply, DAY.minus(40)));
    contents.apply(Record::Posted { id: old, taken }).unwrap();
    let again = |desk: &Desk<'_>, case: &Case<'_>| desk.again(case);
    assert!(!office.write(0, &contents, again).unwrap().is_empty());
    office.more(|letter| {
        let seen = Seen { n: 1, sha256: Digest::of(b"reply") };
        letter.seen.insert(letter.to[0].into(), seen);
    });
    assert!(office.write(0, &contents, again).unwrap().is_empty());
}

#[test]
fn what_the_lost_machine_left_waiting_does_not_go_to_whom_she_has_shut_out_since() {
    let mut office = office();
    let all = office.team.each_ref().map(|keys| keys.id);
    office.letters = vec![kept_report(report(&office.she, &all, &[]))];
    let mut contents = restored(&office);
    assert_eq!(office.waiting_letters(2, &contents).len(), 1);
    let signed = state(2, &all[..2], &all[2..]).sign(&office.she).unwrap();
    office.more(|letter| (letter.to, letter.state) = (all[..2].to_vec(), signed));
    let done = {
        let cases = fold(office.letters.iter().chain(contents.letters().values()));
        let desk =
            Desk { keys: &office.team[0], known: &office.known, contents: &contents, today: DAY };
        desk.readdress(&desk.stale(&cases), &cases)
    };
    keep(done.records, &mut contents);
    assert!(office.waiting_letters(2, &contents).is_empty());
    let [letter] = office.waiting_letters(1, &contents).try_into().unwrap();
    assert_eq!((letter.device, letter.n), (DEVICE, 1));
    assert_eq!(letter.events[0].event.body.text, "before");
}

#[test]
fn numbers_that_a_machine_of_theirs_has_had_are_not_given_again() {
    let office = office();
    let contents = restored(&office);
    let unused = |contents: &Contents| {
        let letters = contents.letters().values();
        contents.machines().unused(office.team[0].id, letters)
    };
    let rest: Vec<u8> = (1..=15).filter(|device| *device != DEVICE).collect();
    assert_eq!(unused(&contents), rest, "the present one, and the first");
    // Another machine of theirs has written.
    let mut other = Contents::default();
    other.apply(Record::Device { device: 1 }).unwrap();
    let records = office.write(0, &other, |desk, case| said(desk, case, "there")).unwrap();
    let mut contents = contents;
    keep(records, &mut contents);
    assert_eq!(unused(&contents), rest[1..]);
}
