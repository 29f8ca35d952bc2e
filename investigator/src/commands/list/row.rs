//! A case in one line: what is known of it, whether it is asked for, how urgent it is.

use dauys_wire::{Day, Id};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::who::{self, Person};
use super::{short, unread};
use crate::case::step::Step;
use crate::case::timing::answer_due;
use crate::case::{Case, Status};
use crate::cli::{List, Queue};
use crate::print::Tone;
use crate::schema::shape;
use crate::workplace::Workplace;

/// A case in one line.
#[derive(Serialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the JSON")]
#[schemars(rename = "case")]
pub(in crate::commands) struct Row {
    #[schemars(with = "shape::Id")]
    pub(in crate::commands) case: Id,
    pub(in crate::commands) short: String,
    pub(in crate::commands) status: Status,
    /// The step that it is at.
    pub(in crate::commands) step: Option<Step>,
    /// The step that the reporter was told.
    told: Option<Step>,
    pub(in crate::commands) assigned: Option<Person>,
    /// Whether it is assigned to whoever asks.
    pub(in crate::commands) mine: bool,
    pub(in crate::commands) labels: Vec<String>,
    /// Tasks that are not done.
    tasks: usize,
    /// Letters that were not shown yet.
    pub(in crate::commands) unread: usize,
    #[schemars(with = "Option<shape::Day>")]
    pub(in crate::commands) since: Option<Day>,
    /// The first of her letters that has no answer.
    #[schemars(with = "Option<shape::Day>")]
    waiting_since: Option<Day>,
    pub(in crate::commands) waiting_days: Option<u32>,
    /// Letters of the reporter.
    letters: usize,
    /// Files that came with them.
    pub(in crate::commands) attachments: usize,
    /// People who read it.
    readers: usize,
    /// The next promise: by when a person acknowledges her letter, or answers it.
    #[schemars(with = "Option<shape::Day>")]
    pub(in crate::commands) answer_due: Option<Day>,
    /// Days until then; below zero if it is overdue.
    pub(in crate::commands) due_in_days: Option<i64>,
    overdue: bool,
    /// Whether two did contrary things, and nobody has settled it.
    pub(in crate::commands) contrary: bool,
    /// She took her report back.
    withdrawn: bool,
    /// Readers who ask everybody to delete it.
    deletion_asked_by: Vec<String>,
}

impl Row {
    pub(in crate::commands) fn of(case: &Case<'_>, workplace: &Workplace, today: Day) -> Self {
        let (contents, keys) = (workplace.vault.contents(), &workplace.keys);
        let (status, waiting_since) = case.status();
        let handling = case.handling();
        let assigned = handling.assigned.value().copied().flatten();
        let standings = contents.roster().map(|known| case.standings(&known.roster, today));
        let answer_due = standings.and_then(|standings| answer_due(&standings));
        let due_in_days = answer_due.map(|due| i64::from(due.number()) - i64::from(today.number()));
        let open = handling.tasks.values().filter_map(|task| task.value());
        let deletion = handling.deletion.iter().map(|id| who::name(id, contents));
        Self {
            case: case.thread,
            short: short(&case.thread),
            status,
            step: handling.step.value().copied(),
            told: handling.told.value().copied(),
            assigned: assigned.map(|id| who::person(&id, contents)),
            mine: assigned == Some(keys.id),
            labels: handling.labels_on().map(str::to_owned).collect(),
            tasks: open.filter(|task| !task.done).count(),
            unread: unread(case, contents, &keys.id).len(),
            since: case.since(),
            waiting_since,
            waiting_days: waiting_since.map(|since| today.since(since)),
            letters: case.reporter_letters().count(),
            attachments: case.reporter_letters().map(|letter| letter.blobs.len()).sum(),
            readers: case.readers().len(),
            answer_due,
            due_in_days,
            overdue: due_in_days.is_some_and(|days| days < 0),
            contrary: !handling.contrary().is_empty(),
            withdrawn: case.is_withdrawn(),
            deletion_asked_by: deletion.collect(),
        }
    }

    /// Punished for reporting, or waiting for longer than was promised.
    pub(in crate::commands) fn tone(&self) -> Option<Tone> {
        match self.status {
            Status::Retaliation => Some(Tone::Alarm),
            _ if self.overdue => Some(Tone::Urgent),
            _ => None,
        }
    }

    /// Whether the filters let it through. Who asks for closed ones sees them.
    pub(in crate::commands) fn is_asked_for(&self, filters: &List) -> bool {
        let stands = |queue: &Queue| self.stands(*queue);
        let has = |label: &String| self.labels.contains(label);
        let by_status = if filters.status.is_empty() {
            filters.all || self.status != Status::Closed
        } else {
            filters.status.iter().any(stands)
        };
        by_status
            && (filters.label.is_empty() || filters.label.iter().any(has))
            && (!filters.mine || self.mine)
    }

    fn stands(&self, queue: Queue) -> bool {
        match queue {
            Queue::Retaliation => self.status == Status::Retaliation,
            Queue::New => self.status == Status::New,
            Queue::Waiting => self.waiting_since.is_some(),
            Queue::Overdue => self.overdue,
            Queue::Answered => self.status == Status::WaitingForReporter,
            Queue::Closed => self.status == Status::Closed,
        }
    }

    /// The smallest comes first: danger, then what is overdue, then the queue; in each of them what
    /// is promised soonest, and what has waited longest.
    pub(in crate::commands) fn urgency(&self) -> impl Ord + use<> {
        let danger = self.status != Status::Retaliation;
        let due = self.answer_due.unwrap_or(Day::MAX);
        (danger, !self.overdue, self.status, due, self.waiting_since, self.since, self.case)
    }
}

#[cfg(test)]
mod tests {
    use dauys_crypto::event::{EventBody, EventKind};
    use dauys_crypto::letter::ReporterKind;

    use super::*;
    use crate::commands::office::Office;
    use crate::fixtures::DAY;

    fn row(office: &Office, days_later: u32) -> Row {
        Row::of(&office.case(), &office.workplace, DAY.plus(days_later))
    }

    fn asked(row: &Row, status: &[Queue], all: bool) -> bool {
        row.is_asked_for(&List { status: status.to_vec(), all, ..List::default() })
    }

    #[test]
    fn a_row_tells_by_when_and_for_whom() {
        let mut office = Office::open();
        let body = EventBody { investigator: Some(Office::AIGUL), ..EventBody::default() };
        office.colleague_without_knowing(EventKind::Assign, body);
        let new = row(&office, 5);
        assert_eq!((new.mine, new.unread), (true, 2), "the report, and what a colleague did");
        assert_eq!((new.waiting_days, new.due_in_days, new.overdue), (Some(5), Some(2), false));
        let late = row(&office, 10);
        assert_eq!((late.due_in_days, late.overdue), (Some(-3), true));
        assert!(asked(&late, &[Queue::Overdue], false) && !asked(&new, &[Queue::Overdue], false));
        assert!(asked(&new, &[Queue::New], false) && asked(&new, &[Queue::Waiting], false));
    }

    #[test]
    fn closed_cases_are_shown_to_whoever_asks_for_them() {
        let mut office = Office::open();
        assert!(asked(&row(&office, 0), &[], false));
        let body = EventBody { status: Some("confirmed".to_owned()), ..EventBody::default() };
        office.colleague_without_knowing(EventKind::Close, body);
        let closed = row(&office, 0);
        assert!(!asked(&closed, &[], false) && asked(&closed, &[], true));
        assert!(asked(&closed, &[Queue::Closed], false) && !asked(&closed, &[Queue::New], true));
    }

    #[test]
    fn filters_narrow_each_other() {
        let mut office = Office::open();
        let body = EventBody { text: "жатақхана".to_owned(), ..EventBody::default() };
        office.colleague_without_knowing(EventKind::Label, body);
        let row = row(&office, 0);
        let label = |label: &str| vec![label.to_owned()];
        let with = |label, mine| row.is_asked_for(&List { label, mine, ..List::default() });
        assert!(with(label("жатақхана"), false) && with(Vec::new(), false));
        assert!(!with(label("жатақ"), false) && !with(label("жатақхана"), true));
    }

    #[test]
    fn danger_goes_first_then_what_is_overdue_then_what_is_promised_soonest() {
        let punished = {
            let mut office = Office::open();
            office.she_writes(ReporterKind::Retaliation);
            row(&office, 0)
        };
        let closed = {
            let mut office = Office::open();
            let body = EventBody { status: Some("confirmed".to_owned()), ..EventBody::default() };
            office.colleague_without_knowing(EventKind::Close, body);
            row(&office, 0)
        };
        let new = row(&Office::open(), 0);
        let overdue = row(&Office::open(), 100);
        let mut rows =
            [("closed", closed), ("new", new), ("overdue", overdue), ("danger", punished)];
        rows.sort_by_key(|(_, row)| row.urgency());
        assert_eq!(rows.map(|(name, _)| name), ["danger", "overdue", "new", "closed"]);
    }
}
