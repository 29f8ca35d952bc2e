//! How the clocks of a case stand.

use dauys_wire::Day;
use dauys_wire::roster::ChannelKind;
use schemars::JsonSchema;
use serde::Serialize;

use super::extension::Running;
use super::stopped::Stopped;
use super::{Clock, Clocks, Extension, Pause, Refused};
use crate::calendar::{Calendar, Note};
use crate::schema::shape;

/// Working days before the end on which somebody is reminded.
const NEAR_WORKING_DAYS: u32 = 3;

/// What a case says of its clocks.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'f> {
    /// The kinds of channels that its readers are in. Of several the strictest date counts.
    pub kinds: &'f [ChannelKind],
    /// The day on which the server took what waits: the report, or the letter to be acknowledged.
    pub accepted: Day,
    /// When a person acknowledged it.
    pub acknowledged: Option<Day>,
    /// When it was answered.
    pub answered: Option<Day>,
    /// When the case was closed.
    pub closed: Option<Day>,
    /// When it was paused. An acknowledgement waits for nobody, so that no pause stops it.
    pub pauses: &'f [Pause],
    /// What was extended.
    pub extensions: &'f [Extension],
    /// The day of which one speaks.
    pub today: Day,
}

/// How a clock stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "promise")]
pub struct Standing {
    /// The clock.
    pub clock: Clock,
    /// By when it is promised. While it is paused: if it went on tomorrow.
    #[schemars(with = "shape::Day")]
    pub due: Day,
    /// Whether no doubtful day was counted across.
    pub certain: bool,
    /// What became of it.
    #[serde(flatten)]
    pub state: State,
    /// What it is time for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminder: Option<Reminder>,
    /// The doubtful days that were counted across.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubtful: Vec<Note>,
    /// Extensions that moved nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Refused>,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "kebab-case")]
#[schemars(rename = "state")]
pub enum State {
    /// Kept.
    Kept {
        /// The day.
        #[schemars(with = "shape::Day")]
        on: Day,
    },
    /// Done, and too late.
    Late {
        /// The day.
        #[schemars(with = "shape::Day")]
        on: Day,
    },
    /// There is time.
    Running {
        /// Days after today; 0 on the last day.
        days_left: u32,
    },
    /// Broken, and not done yet.
    Overdue {
        /// Days.
        by_days: u32,
    },
    /// Stopped today.
    Paused,
}

/// What it is time for, while a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "reminder")]
pub enum Reminder {
    /// Half of the time is gone.
    HalfGone,
    /// Three working days are left, or fewer.
    Near,
    /// It ends today.
    Today,
}

impl Clocks {
    /// Every clock that is promised to such a case.
    pub fn standings(&self, facts: &Facts<'_>) -> Vec<Standing> {
        Clock::ALL.into_iter().filter_map(|clock| self.standing(clock, facts)).collect()
    }

    /// One clock; `None` if it is not promised.
    pub fn standing(&self, clock: Clock, facts: &Facts<'_>) -> Option<Standing> {
        let (calendar, stopped) = (self.calendar(), facts.stopped(clock));
        let extensions = facts.extensions_of(clock);
        let (mut dues, mut refused, mut counts_working_days) = (Vec::new(), Vec::new(), false);
        for (kind, profile) in self.profiles.of_kinds(facts.kinds) {
            let Some(term) = profile.term(clock) else { continue };
            counts_working_days |= term.counts_working_days();
            let accepted = facts.accepted;
            let running = Running { kind, term, accepted, calendar, stopped: &stopped };
            dues.push(running.due(&extensions, &mut refused));
        }
        let due = dues.into_iter().min()?;
        let doubtful = if counts_working_days && due > facts.accepted {
            calendar.notes_between(facts.accepted.plus(1), due)
        } else {
            Vec::new()
        };
        let state = facts.state(clock, due, &stopped);
        let reminder = facts.reminder(state, due, calendar);
        let certain = doubtful.is_empty();
        Some(Standing { clock, due, certain, state, reminder, doubtful, refused })
    }
}

impl Facts<'_> {
    fn done(&self, clock: Clock) -> Option<Day> {
        match clock {
            Clock::Acknowledge => self.acknowledged,
            Clock::Answer => self.answered,
            Clock::Close => self.closed,
        }
    }

    fn stopped(&self, clock: Clock) -> Stopped {
        match clock {
            Clock::Acknowledge => Stopped::default(),
            Clock::Answer | Clock::Close => {
                Stopped::of(self.pauses, self.done(clock).unwrap_or(self.today))
            }
        }
    }

    fn extensions_of(&self, clock: Clock) -> Vec<Extension> {
        let all = self.extensions.iter().copied();
        let mut found: Vec<Extension> = all.filter(|one| one.clock == clock).collect();
        found.sort_by_key(|one| (one.said, one.to));
        found
    }

    fn state(&self, clock: Clock, due: Day, stopped: &Stopped) -> State {
        match self.done(clock) {
            Some(on) if on <= due => State::Kept { on },
            Some(on) => State::Late { on },
            None if self.today > due => State::Overdue { by_days: self.today.since(due) },
            None if stopped.contains(self.today) => State::Paused,
            None => State::Running { days_left: due.since(self.today) },
        }
    }

    fn reminder(&self, state: State, due: Day, calendar: &Calendar) -> Option<Reminder> {
        let State::Running { days_left } = state else { return None };
        let half = self.accepted.plus(due.since(self.accepted).div_ceil(2));
        if days_left == 0 {
            Some(Reminder::Today)
        } else if self.today >= calendar.minus_working(due, NEAR_WORKING_DAYS) {
            Some(Reminder::Near)
        } else if self.today >= half {
            Some(Reminder::HalfGone)
        } else {
            None
        }
    }
}
