//! `dauys list`: the cases, the most urgent first.

mod line;
mod row;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use dauys_wire::{Digest, Id};
use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use self::line::{Line, Lines, lines};
pub(super) use self::row::Row;
use super::deadlines::{Deadline, Owed, in_danger, remark};
use super::deliver::QueueView;
use super::who;
use crate::case::chains::{self, ChainFault};
use crate::case::{Case, Entry, What};
use crate::cli::List;
use crate::counted::{self, About};
use crate::failure::Failure;
use crate::print::{Print, Tone};
use crate::seat::Seat;
use crate::text::Message;
use crate::vault::Contents;
use crate::{clock, message};

/// Digits of a case's id that are shown.
const SHORT: usize = 8;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Listed {
    cases: Vec<Row>,
    /// Cases that are not shown.
    hidden: usize,
    /// How many people wanted only to be counted.
    counted: About,
    faults: Vec<ChainFault>,
    deadlines: Vec<Deadline>,
    queue: Option<QueueView>,
}

pub(super) fn run(args: &List, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let workplace = seat.sit(print)?;
    let contents = workplace.vault.contents();
    let cases = workplace.cases();
    let today = clock::today();
    let all: Vec<Row> = cases.values().map(|case| Row::of(case, &workplace, today)).collect();
    let owed = all.iter().zip(cases.values());
    let owed = owed.filter_map(|(row, case)| Owed::of(case, row.answer_due, &workplace.keys.id));
    let owed: Vec<Owed> = owed.collect();
    let count = all.len();
    let mut rows: Vec<Row> = all.into_iter().filter(|row| row.is_asked_for(args)).collect();
    rows.sort_by_key(Row::urgency);
    let faults = chains::faults(contents.letters().values()).into_iter().collect();
    // Before the first `sync` there is neither roster nor promise.
    let deadlines = in_danger(&workplace, owed, today).unwrap_or_default();
    let queue = QueueView::of(&workplace).ok();
    let hidden = count - rows.len();
    let counted = counted::how_many(contents.letters().values());
    let listed = Listed { cases: rows, hidden, counted, faults, deadlines, queue };
    print.json(&listed);
    show(&listed, print);
    let notices = notices(&cases, contents, &workplace.keys.id);
    warn(&listed.faults, &notices, contents, print);
    remark(&listed.deadlines, print);
    Ok(())
}

/// What is amiss with what came, and what somebody wants to be gone.
fn warn<'m>(
    faults: &[ChainFault],
    notices: impl IntoIterator<Item = &'m Message>,
    contents: &Contents,
    print: &Print,
) {
    for fault in faults {
        print.warn(&fault_message(fault, contents));
    }
    for notice in notices {
        print.warn(notice);
    }
}

fn show(listed: &Listed, print: &Print) {
    if !listed.cases.is_empty() {
        let lines = table::lines(&listed.cases, print.text(), print.columns());
        print.headed_table(&lines, |place| listed.cases.get(place)?.tone());
        print.say_in(Tone::Quiet, &message!("list-legend"));
    } else if listed.hidden == 0 {
        print.say(&message!("list-empty"));
        if listed.queue.is_none() {
            print.say(&Failure::not_connected().message);
        }
    }
    if listed.hidden > 0 {
        print.say(&message!("list-hidden", hidden = listed.hidden));
    }
    if !listed.counted.is_nobody() {
        print.say(&message!("list-counted", count = listed.counted.to_string()));
    }
    if let Some(queue) = listed.queue {
        queue.say(print);
    }
}

/// Cases that their reporter or a reader wants to be gone.
pub(super) fn notices(
    cases: &BTreeMap<Id, Case<'_>>,
    contents: &Contents,
    own: &Id,
) -> Vec<Message> {
    cases.values().flat_map(|case| notices_of(case, contents, own)).collect()
}

pub(super) fn notices_of(case: &Case<'_>, contents: &Contents, own: &Id) -> Vec<Message> {
    let id = short(&case.thread);
    let mut notices = Vec::new();
    if case.is_withdrawn() {
        notices.push(message!("case-withdrawn", case = id.as_str()));
    }
    for author in case.handling().deletion {
        notices.push(if author == *own {
            message!("case-delete-asked-own", case = id.as_str())
        } else {
            let name = who::name(&author, contents);
            message!("case-delete-asked", case = id.as_str(), name = name)
        });
    }
    notices
}

/// The first digits of a case's id.
pub(super) fn short(thread: &Id) -> String {
    thread.to_string().chars().take(SHORT).collect()
}

/// The entries of a case that were not shown yet; our own need not be.
pub(super) fn unread(case: &Case<'_>, contents: &Contents, own: &Id) -> BTreeSet<Digest> {
    let ours = |what: &What<'_>| match what {
        What::Reporter(_) => false,
        What::Event(event) => event.event.by == *own,
    };
    let is_read = |entry: &Entry<'_>| entry.carriers.iter().any(|id| contents.is_read(id));
    let unread = case.entries.iter().filter(|entry| !ours(&entry.what) && !is_read(entry));
    unread.map(|entry| entry.sha256).collect()
}

/// A fault in words.
pub(super) fn fault_message(fault: &ChainFault, contents: &Contents) -> Message {
    match fault {
        ChainFault::Missing { author, n } => {
            message!("fault-missing", name = who::name(author, contents), n = *n)
        }
        ChainFault::TwoVersions { author, n } => {
            message!("fault-two-versions", name = who::name(author, contents), n = *n)
        }
        ChainFault::Broken { author, n } => {
            message!("fault-broken", name = who::name(author, contents), n = *n)
        }
    }
}

#[cfg(test)]
mod tests {
    use dauys_crypto::event::{EventBody, EventKind};

    use super::*;
    use crate::commands::office::Office;

    #[test]
    fn ones_own_wish_to_delete_is_not_told_as_a_colleagues() {
        let mut office = Office::open();
        let keys = |office: &Office| {
            let workplace = &office.workplace;
            let contents = workplace.vault.contents();
            let told = notices(&workplace.cases(), contents, &workplace.keys.id);
            told.iter().map(Message::key).collect::<Vec<_>>()
        };
        let delete = || vec![(EventKind::Delete, EventBody::default())];
        office.add(|_, _| Ok((message!("delete-done", case = ""), delete()))).unwrap();
        assert_eq!(keys(&office), ["case-delete-asked-own"]);
        office.colleague_without_knowing(EventKind::Delete, EventBody::default());
        assert_eq!(keys(&office), ["case-delete-asked-own", "case-delete-asked"]);
    }
}
