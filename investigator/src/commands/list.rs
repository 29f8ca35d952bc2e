//! `dauys list`: the cases, the most urgent first.

use std::collections::{BTreeMap, BTreeSet};

use dauys_wire::{Day, Digest, Id};
use serde::Serialize;

use super::deadlines::{Deadline, deadlines, remark};
use super::deliver::QueueView;
use super::show::who;
use crate::case::chains::{self, ChainFault};
use crate::case::timing::answer_due;
use crate::case::{Case, Entry, Status, What};
use crate::cli::Global;
use crate::failure::Failure;
use crate::print::{Print, Tone};
use crate::text::Message;
use crate::vault::Contents;
use crate::workplace::Workplace;
use crate::{clock, message};

/// Digits of a case's id that are shown.
const SHORT: usize = 8;

/// A case in one line.
#[derive(Serialize)]
struct Row {
    case: Id,
    short: String,
    status: Status,
    /// Letters that were not shown yet.
    unread: usize,
    since: Option<Day>,
    /// The first of her letters that has no answer.
    waiting_since: Option<Day>,
    waiting_days: Option<u32>,
    /// Letters of the reporter.
    letters: usize,
    /// People who read it.
    readers: usize,
    /// By when an answer was promised.
    answer_due: Option<Day>,
    /// She took her report back.
    withdrawn: bool,
    /// Readers who ask everybody to delete it.
    deletion_asked_by: Vec<String>,
}

#[derive(Serialize)]
struct List {
    cases: Vec<Row>,
    faults: Vec<ChainFault>,
    deadlines: Vec<Deadline>,
    queue: Option<QueueView>,
}

pub(super) fn run(global: &Global, print: &Print) -> Result<(), Failure> {
    let workplace = Workplace::unlock(global, print)?;
    let contents = workplace.vault.contents();
    let cases = workplace.cases();
    let mut rows: Vec<Row> = cases.values().map(|case| row(case, &workplace)).collect();
    rows.sort_by_key(|row| (row.status, row.waiting_since, row.since, row.case));
    let faults = chains::faults(contents.letters().values()).into_iter().collect();
    // Before the first `sync` there is neither roster nor promise.
    let deadlines = deadlines(&workplace, clock::today()).unwrap_or_default();
    let queue = QueueView::of(&workplace).ok();
    let list = List { cases: rows, faults, deadlines, queue };
    print.json(&list);
    if list.cases.is_empty() {
        print.say(&message!("list-empty"));
    } else {
        print.headed_table(&table(&list.cases, print), |place| tone(list.cases.get(place)?));
    }
    if let Some(queue) = list.queue {
        queue.say(print);
    }
    for fault in &list.faults {
        print.warn(&fault_message(fault, contents));
    }
    for notice in notices(&cases, contents) {
        print.warn(&notice);
    }
    remark(&list.deadlines, print);
    Ok(())
}

/// Cases that their reporter or a reader wants to be gone.
pub(super) fn notices(cases: &BTreeMap<Id, Case<'_>>, contents: &Contents) -> Vec<Message> {
    let mut notices = Vec::new();
    for case in cases.values() {
        let id = short(&case.thread);
        if case.is_withdrawn() {
            notices.push(message!("case-withdrawn", case = id.as_str()));
        }
        for author in case.handling().deletion {
            let name = who(&author, contents);
            notices.push(message!("case-delete-asked", case = id.as_str(), name = name));
        }
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

fn row(case: &Case<'_>, workplace: &Workplace) -> Row {
    let (contents, own) = (workplace.vault.contents(), &workplace.keys.id);
    let (status, waiting_since) = case.status();
    let roster = contents.roster().map(|known| &known.roster);
    let standings = roster.map(|roster| case.standings(roster, clock::today()));
    Row {
        case: case.thread,
        short: short(&case.thread),
        status,
        unread: unread(case, contents, own).len(),
        since: case.since(),
        waiting_since,
        waiting_days: waiting_since.map(|since| clock::today().since(since)),
        letters: case.reporter_letters().count(),
        readers: case.readers().len(),
        answer_due: standings.and_then(|standings| answer_due(&standings)),
        withdrawn: case.is_withdrawn(),
        deletion_asked_by: case.handling().deletion.iter().map(|id| who(id, contents)).collect(),
    }
}

fn table(rows: &[Row], print: &Print) -> Vec<Vec<String>> {
    let say = |message: Message| print.text().say(&message);
    let head = vec![
        say(message!("column-case")),
        say(message!("column-status")),
        say(message!("column-unread")),
        say(message!("column-since")),
        say(message!("column-waiting")),
        say(message!("column-letters")),
        say(message!("column-readers")),
    ];
    let line = |row: &Row| {
        vec![
            row.short.clone(),
            say(status_message(row.status)),
            row.unread.to_string(),
            row.since.map(|day| day.to_string()).unwrap_or_default(),
            row.waiting_days.map(|days| say(message!("days", days = days))).unwrap_or_default(),
            row.letters.to_string(),
            row.readers.to_string(),
        ]
    };
    std::iter::once(head).chain(rows.iter().map(line)).collect()
}

/// Punished for reporting, or waiting for longer than was promised.
fn tone(row: &Row) -> Option<Tone> {
    match row.status {
        Status::Retaliation => Some(Tone::Alarm),
        _ if row.answer_due? < clock::today() => Some(Tone::Urgent),
        _ => None,
    }
}

/// A status in words.
pub(super) fn status_message(status: Status) -> Message {
    match status {
        Status::Retaliation => message!("status-retaliation"),
        Status::New => message!("status-new"),
        Status::WaitingForUs => message!("status-waiting-for-us"),
        Status::WaitingForReporter => message!("status-waiting-for-reporter"),
        Status::Closed => message!("status-closed"),
    }
}

/// A fault in words.
pub(super) fn fault_message(fault: &ChainFault, contents: &Contents) -> Message {
    match fault {
        ChainFault::Missing { author, n } => {
            message!("fault-missing", name = who(author, contents), n = *n)
        }
        ChainFault::TwoVersions { author, n } => {
            message!("fault-two-versions", name = who(author, contents), n = *n)
        }
        ChainFault::Broken { author, n } => {
            message!("fault-broken", name = who(author, contents), n = *n)
        }
    }
}
