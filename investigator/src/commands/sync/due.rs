//! What a desk writes by itself: receipts, and what expired before it was fetched.

use dauys_wire::Id;

use super::super::list::short;
use super::super::readdress::readdress;
use super::tell::Told;
use crate::case::Case;
use crate::compose::{ComposeError, Desk};
use crate::failure::Failure;
use crate::vault::Record;
use crate::workplace::Workplace;
use crate::{clock, message};

/// Receipts that are kept together; a record of the vault holds some more.
const TOGETHER: usize = 128;

/// Writes it, for all cases, also what an earlier `sync` did not come to.
pub(super) fn write_what_is_due(workplace: &mut Workplace, told: &mut Told) -> Result<(), Failure> {
    // First of all: whatever is written now may go into what waits.
    told.warnings.extend(readdress(workplace)?);
    let expired = write_for_each(workplace, again)?;
    for thread in expired.iter().map(|(thread, _)| thread) {
        // One after the other: each may still go into the letter that the one before began.
        let (known, contents) = (workplace.connected()?.1, workplace.vault.contents());
        let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
        let records = match workplace.cases().get(thread) {
            Some(case) => desk.again(case),
            None => continue,
        };
        keep(workplace, vec![(*thread, records)], told)?;
    }
    let receipts = write_for_each(workplace, receipt)?;
    keep(workplace, receipts, told)
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

/// One case that cannot be written for must not keep the others from it.
fn keep(workplace: &mut Workplace, all: Vec<Written>, told: &mut Told) -> Result<(), Failure> {
    let mut together = Vec::new();
    for (place, (thread, written)) in all.into_iter().enumerate() {
        match written {
            Ok(records) => together.extend(records),
            Err(_) => told.warnings.push(message!("receipt-failed", case = short(&thread))),
        }
        if (place + 1).is_multiple_of(TOGETHER) {
            workplace.vault.append(std::mem::take(&mut together))?;
        }
    }
    Ok(workplace.vault.append(together)?)
}
