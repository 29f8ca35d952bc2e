//! What a desk does by itself: receipts, what expired before it was fetched, what somebody who was let
//! in lacks, and the end of cases that two asked to delete.

use dauys_wire::Id;

use super::super::delete::remove_what_was_agreed;
use super::super::list::short;
use super::super::readdress::readdress;
use super::tell::Told;
use super::unseen;
use crate::case::Case;
use crate::compose::{ComposeError, Desk};
use crate::failure::Failure;
use crate::text::Message;
use crate::vault::{Record, VaultError};
use crate::workplace::Workplace;
use crate::{clock, message};

/// Receipts that are kept together.
const TOGETHER: usize = 128;

/// Writes it, for all cases, also what an earlier `sync` did not come to.
pub(super) fn write_what_is_due(workplace: &mut Workplace, told: &mut Told) -> Result<(), Failure> {
    unseen::learn(workplace, told)?;
    // Before anything is written: it may go into what waits.
    told.warnings.extend(readdress(workplace)?);
    for thread in remove_what_was_agreed(workplace)? {
        told.warnings.push(message!("case-deleted", case = short(&thread)));
    }
    unseen::hand_on(workplace, told)?;
    let missing = write_for_each(workplace, forward)?;
    one_by_one(workplace, missing, forward, told)?;
    let taken_down = write_for_each(workplace, filed)?;
    one_by_one(workplace, taken_down, filed, told)?;
    let expired = write_for_each(workplace, again)?;
    one_by_one(workplace, expired, again, told)?;
    let receipts = write_for_each(workplace, receipt)?;
    let (joint, single) = receipts.into_iter().partition(changes_a_letter);
    keep(workplace, single, told)?;
    one_by_one(workplace, joint, receipt, told)
}

/// Whether it is about more than the replies in its own thread: several cases may share a letter to
/// colleagues, and two changes of one letter, each without the other, would be two versions of it.
fn changes_a_letter((_, written): &Written) -> bool {
    let is_letter = |record: &Record| matches!(record, Record::Letter(_));
    written.as_ref().is_ok_and(|records| records.iter().any(is_letter))
}

/// Writes for these cases once more, each on what the one before has left.
fn one_by_one(
    workplace: &mut Workplace,
    cases: Vec<Written>,
    write: impl Fn(&Desk<'_>, &Case<'_>) -> Result<Vec<Record>, ComposeError>,
    told: &mut Told,
) -> Result<(), Failure> {
    for (thread, _) in cases {
        let (known, contents) = (workplace.connected()?.1, workplace.vault.contents());
        let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
        let records = match workplace.cases().get(&thread) {
            Some(case) => write(&desk, case),
            None => continue,
        };
        keep(workplace, vec![(thread, records)], told)?;
    }
    Ok(())
}

fn filed(desk: &Desk<'_>, case: &Case<'_>) -> Result<Vec<Record>, ComposeError> {
    desk.filed(case)
}

fn forward(desk: &Desk<'_>, case: &Case<'_>) -> Result<Vec<Record>, ComposeError> {
    desk.forward(case)
}

fn again(desk: &Desk<'_>, case: &Case<'_>) -> Result<Vec<Record>, ComposeError> {
    desk.again(case)
}

fn receipt(desk: &Desk<'_>, case: &Case<'_>) -> Result<Vec<Record>, ComposeError> {
    desk.receipt(case)
}

/// What one case got, or why nothing.
type Written = (Id, Result<Vec<Record>, ComposeError>);

fn write_for_each(
    workplace: &Workplace,
    write: impl Fn(&Desk<'_>, &Case<'_>) -> Result<Vec<Record>, ComposeError>,
) -> Result<Vec<Written>, Failure> {
    let (known, contents) = (workplace.connected()?.1, workplace.vault.contents());
    let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
    let is_something = |written: &Written| !matches!(&written.1, Ok(records) if records.is_empty());
    let cases = workplace.cases();
    let written = cases.values().map(|case| (case.thread, write(&desk, case)));
    Ok(written.filter(is_something).collect())
}

/// One case that cannot be written for, or not kept, must not keep the others from it.
fn keep(workplace: &mut Workplace, all: Vec<Written>, told: &mut Told) -> Result<(), Failure> {
    let (mut together, mut threads) = (Vec::new(), Vec::new());
    for (place, (thread, written)) in all.into_iter().enumerate() {
        match written {
            Ok(records) => {
                together.extend(records);
                threads.push(thread);
            }
            Err(_) => told.warnings.push(failed(&thread)),
        }
        if (place + 1).is_multiple_of(TOGETHER) {
            keep_together(workplace, &mut together, &mut threads, told)?;
        }
    }
    keep_together(workplace, &mut together, &mut threads, told)
}

fn keep_together(
    workplace: &mut Workplace,
    records: &mut Vec<Record>,
    threads: &mut Vec<Id>,
    told: &mut Told,
) -> Result<(), Failure> {
    let threads = std::mem::take(threads);
    match workplace.vault.append(std::mem::take(records)) {
        Err(VaultError::Unreadable | VaultError::TooMuch) => {
            told.warnings.extend(threads.iter().map(failed));
            Ok(())
        }
        done => Ok(done?),
    }
}

fn failed(thread: &Id) -> Message {
    message!("receipt-failed", case = short(thread))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use dauys_crypto::letter::{Letter, ReporterKind};

    use super::*;
    use crate::case::chains::faults;
    use crate::compose::random_id;
    use crate::fixtures::{self, kept_record, report, reporter, team};
    use crate::keys::Keys;
    use crate::pace::Kind;

    #[test]
    fn receipts_that_change_one_letter_leave_one_letter_and_nobody_is_accused_of_two_versions() {
        let folder = tempfile::tempdir().unwrap();
        let team: [Keys; 2] = team();
        let to = team.each_ref().map(|keys| keys.id);
        let settings = fixtures::settings(&team);
        let [keys, _] = team;
        let mut workplace = fixtures::workplace(folder.path(), keys, &settings);
        // Three cases are answered; the copies are in one letter to the same colleagues.
        let reporters = [reporter(), reporter(), reporter()];
        for she in &reporters {
            workplace.vault.append(vec![kept_record(&report(she, &to, &[]))]).unwrap();
            let case = workplace.case(&she.thread().to_string()).unwrap();
            let (known, contents) = (workplace.connected().unwrap().1, workplace.vault.contents());
            let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
            let answer = desk.answer(&case, "an answer", false).unwrap().records;
            workplace.vault.append(answer).unwrap();
        }
        // All three write again before anything is posted.
        let mut more = BTreeSet::new();
        for she in &reporters {
            let mut letter = report(she, &to, &[]);
            (letter.id, letter.kind) = (random_id(), ReporterKind::Message);
            more.insert(letter.id);
            workplace.vault.append(vec![kept_record(&letter)]).unwrap();
        }
        let mut told = Told::default();
        write_what_is_due(&mut workplace, &mut told).unwrap();
        assert!(told.warnings.is_empty());

        let contents = workplace.vault.contents();
        assert_eq!(faults(contents.letters().values()), BTreeSet::new());
        let waiting: Vec<Id> = contents.posting().waiting(Kind::Letter).map(|one| one.id).collect();
        let [letter] = waiting.try_into().unwrap();
        let Letter::Investigator(letter) = &contents.letters()[&letter].letter else {
            unreachable!("ours")
        };
        let copies: BTreeSet<Id> =
            letter.events.iter().filter_map(|event| event.event.body.reply).collect();
        let replies: BTreeSet<Id> =
            contents.posting().waiting(Kind::Reply).map(|one| one.id).collect();
        assert_eq!((copies.len(), &copies), (3, &replies), "the copy of each, as it waits");
        let threads = reporters.map(|she| she.thread());
        let replies = threads.iter().flat_map(|thread| contents.replies(thread));
        let received: BTreeSet<Id> = replies.flat_map(|reply| reply.received.clone()).collect();
        assert!(more.is_subset(&received), "and each says that her letter is here");
    }
}
