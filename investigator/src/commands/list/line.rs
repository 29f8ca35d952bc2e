//! A case in one line of the desk's page, in words.

use dauys_wire::Day;
use serde::Serialize;

use super::super::deadlines::{in_danger, remark};
use super::super::deliver::QueueView;
use super::super::words;
use super::row::Row;
use super::warn;
use crate::case::Status;
use crate::case::chains;
use crate::failure::Failure;
use crate::print::{Print, Said};
use crate::seat::Seat;
use crate::text::Text;
use crate::workplace::Workplace;
use crate::{clock, counted, message};

/// A case in one line.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a page looks at each by itself")]
pub(crate) struct Line {
    case: String,
    short: String,
    status: String,
    step: Option<String>,
    /// Since when it is there.
    pub(crate) since: Option<Day>,
    unread: usize,
    files: usize,
    waiting_days: Option<u32>,
    due_in_days: Option<i64>,
    assigned: Option<String>,
    labels: Vec<String>,
    /// Somebody is punished for having reported.
    is_alarming: bool,
    is_contrary: bool,
    pub(crate) is_new: bool,
    pub(crate) waits_for_us: bool,
    pub(crate) waits_for_reporter: bool,
    pub(crate) is_overdue: bool,
    pub(crate) is_closed: bool,
}

/// All cases, and what is to be known beside them.
pub(crate) struct Lines {
    /// The most urgent first.
    pub(crate) cases: Vec<Line>,
    /// What waits to be posted and for how long, what is late, what is amiss.
    pub(crate) said: Vec<Said>,
    /// Whether the server is known.
    pub(crate) is_connected: bool,
}

/// All of them.
pub(crate) fn lines(seat: &Seat<'_>, print: &Print) -> Result<Lines, Failure> {
    let mut workplace = seat.sit(print)?;
    let today = clock::today();
    workplace.glance(today);
    Ok(lines_of(&workplace, today, print))
}

fn lines_of(workplace: &Workplace, today: Day, print: &Print) -> Lines {
    let glances = workplace.glances();
    let mut rows: Vec<&Row> = glances.all().map(|glance| &glance.row).collect();
    rows.sort_by_cached_key(|row| row.urgency());
    let contents = workplace.vault.contents();
    let faults: Vec<_> = chains::faults(contents.letters().values()).into_iter().collect();
    warn(&faults, glances.all().flat_map(|glance| &glance.notices), contents, print);
    let owed = glances.all().filter_map(|glance| glance.owed);
    // Before the first `sync` there is neither roster nor promise.
    remark(&in_danger(workplace, owed, today).unwrap_or_default(), print);
    let is_connected = contents.connection().is_some();
    if is_connected {
        match QueueView::of(workplace) {
            Ok(queue) => queue.say(print),
            Err(failure) => print.failure(&failure),
        }
    }
    let counted = counted::how_many(contents.letters().values());
    if !counted.is_nobody() {
        print.say(&message!("list-counted", count = counted.to_string()));
    }
    let cases = rows.into_iter().map(|row| Line::of(row, print.text())).collect();
    Lines { cases, said: print.take_said(), is_connected }
}

impl Line {
    fn of(row: &Row, text: &Text) -> Self {
        Self {
            status: text.say(&words::queue(row.status)),
            step: row.step.map(|step| text.say(&words::step(step))),
            is_alarming: row.status == Status::Retaliation,
            is_new: row.status == Status::New,
            waits_for_us: row.waiting_days.is_some(),
            waits_for_reporter: row.status == Status::WaitingForReporter,
            is_overdue: row.due_in_days.is_some_and(|days| days < 0),
            is_closed: row.status == Status::Closed,
            is_contrary: row.contrary,
            case: row.case.to_string(),
            short: row.short.clone(),
            since: row.since,
            unread: row.unread,
            files: row.attachments,
            waiting_days: row.waiting_days,
            due_in_days: row.due_in_days,
            assigned: row.assigned.as_ref().map(|person| person.name.clone()),
            labels: row.labels.clone(),
        }
    }
}
