//! `dauys due`: everything that has a day, in the cases that this desk reads: promises to reporters,
//! check-ins after closing, tasks, cases whose time is over. What is late stands first, and is loud.

use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};
use schemars::JsonSchema;
use serde::Serialize;

use super::list::short;
use super::show::may_see;
use crate::calendar::Note;
use crate::case::Case;
use crate::cli::Due;
use crate::clocks::{CheckInState, Clock, Reminder, State};
use crate::failure::Failure;
use crate::print::Print;
use crate::schema::shape;
use crate::seat::Seat;
use crate::text::Message;
use crate::workplace::Workplace;
use crate::{clock, message};

/// Everything that has a day.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    #[schemars(with = "shape::Day")]
    today: Day,
    items: Vec<Item>,
}

/// Something that has a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "item")]
pub(super) struct Item {
    /// By when, or when.
    #[schemars(with = "shape::Day")]
    day: Day,
    #[schemars(with = "shape::Id")]
    case: Id,
    /// The first digits of its id.
    short: String,
    what: What,
    /// Whether the day is over.
    overdue: bool,
    /// What it is time for, of a promise.
    reminder: Option<Reminder>,
    /// Whether no doubtful day was counted across.
    certain: bool,
    /// The doubtful days.
    doubtful: Vec<Note>,
    /// Of a task.
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
}

/// That the day of something has come near. Of one day there are up to three: it is near, it is today, it is
/// over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Near {
    day: Day,
    case: Id,
    what: What,
    ends_today: bool,
    overdue: bool,
}

/// What has a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[schemars(rename = "what")]
enum What {
    /// A person acknowledges her letter.
    Acknowledge,
    /// She has an answer on what became of it.
    Answer,
    /// The case is closed.
    Close,
    /// Somebody asks her whether she is being punished.
    CheckIn {
        /// Days after closing.
        after_days: u32,
    },
    /// A task.
    Task,
    /// The case need not be kept any longer.
    Keep,
}

pub(super) fn run(args: &Due, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let mut workplace = seat.sit(print)?;
    let today = clock::today();
    let until = today.plus(args.days);
    let mut items = items(&mut workplace, today)?;
    items.retain(|item| item.day <= until || item.reminder.is_some());
    for item in items.iter_mut().filter(|item| !item.text.is_empty()) {
        let case = workplace.case_of(&item.case);
        if !case.is_some_and(|case| may_see(&case, &workplace.keys.id, print)) {
            item.text.clear();
        }
    }
    let agenda = View { today, items };
    print.json(&agenda);
    if agenda.items.is_empty() {
        print.say(&message!("due-none", days = args.days));
    }
    for item in &agenda.items {
        item.tell(print);
    }
    Ok(())
}

/// Everything that has a day, what is late first.
pub(super) fn items(workplace: &mut Workplace, today: Day) -> Result<Vec<Item>, Failure> {
    workplace.connected()?;
    workplace.glance(today);
    let glances = workplace.glances().all();
    let mut items: Vec<Item> = glances.flat_map(|glance| glance.items.iter().cloned()).collect();
    items.sort_by_key(|item| (item.day, item.what, item.case));
    Ok(items)
}

pub(super) fn items_of(case: &Case<'_>, roster: &Roster, today: Day) -> Vec<Item> {
    let item = |what, day| Item {
        day,
        case: case.thread,
        short: short(&case.thread),
        what,
        overdue: day < today,
        reminder: None,
        certain: true,
        doubtful: Vec::new(),
        text: String::new(),
    };
    let mut items = Vec::new();
    for standing in case.standings(roster, today) {
        if !matches!(standing.state, State::Running { .. } | State::Overdue { .. }) {
            continue;
        }
        let what = match standing.clock {
            Clock::Acknowledge => What::Acknowledge,
            Clock::Answer => What::Answer,
            Clock::Close => What::Close,
        };
        let (reminder, certain) = (standing.reminder, standing.certain);
        let doubtful = standing.doubtful;
        items.push(Item { reminder, certain, doubtful, ..item(what, standing.due) });
    }
    for check in case.check_ins(roster, today) {
        if matches!(check.state, CheckInState::Ahead { .. } | CheckInState::Due { .. }) {
            items.push(item(What::CheckIn { after_days: check.after_days }, check.day));
        }
    }
    for task in case.handling().tasks.values().filter_map(|task| task.value()) {
        if let Some(day) = task.due.filter(|_| !task.done) {
            items.push(Item { text: task.text.clone(), ..item(What::Task, day) });
        }
    }
    items.extend(case.kept_until(roster).map(|day| item(What::Keep, day)));
    items
}

impl Item {
    /// If somebody should see it now. That a case need not be kept any longer is no hurry.
    pub(super) fn near(&self, today: Day) -> Option<Near> {
        let Self { day, case, what, overdue, .. } = *self;
        let is_near = day <= today || self.reminder.is_some_and(|it| it != Reminder::HalfGone);
        let near = Near { day, case, what, ends_today: day == today, overdue };
        (is_near && what != What::Keep).then_some(near)
    }

    fn tell(&self, print: &Print) {
        let message = self.message();
        print.about(self.case);
        if self.overdue && self.what != What::Keep {
            print.alarm(&message!("due-overdue", what = message));
        } else {
            print.say(&message);
        }
        if !self.text.is_empty() {
            print.passage(&self.text);
        }
        for note in &self.doubtful {
            let (from, to) = (note.from.to_string(), note.to.to_string());
            let name = note.name.as_ref().map(|name| print.text().pick(name));
            let name = name.unwrap_or_default();
            print.say(&message!("due-doubtful", from = from, to = to, name = name));
        }
    }

    fn message(&self) -> Message {
        let (case, day) = (self.short.as_str(), self.day.to_string());
        match self.what {
            What::Acknowledge => message!("due-acknowledge", day = day, case = case),
            What::Answer => message!("due-answer", day = day, case = case),
            What::Close => message!("due-close", day = day, case = case),
            What::CheckIn { after_days } => {
                message!("due-check-in", day = day, case = case, days = after_days)
            }
            What::Task => message!("due-task", day = day, case = case),
            What::Keep => message!("due-keep", day = day, case = case),
        }
    }
}
