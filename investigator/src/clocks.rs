//! What the organisation promises to those who report: when a person acknowledges her letter, when
//! she has an answer, and what follows after a case is closed. It is the organisation's own word,
//! in its signed roster (docs/PROTOCOL.md, section 4.3), and no law.
//!
//! - [`written`]: how it stands in the roster and in `organisation.toml`. What is not understood
//!   promises nothing.
//! - [`standing`]: how each clock of a case stands on a day. [`stopped`] pauses, [`extension`] more
//!   time.
//! - [`after`]: check-ins after closing, and how long a case is kept.
//! - [`bounds`]: the two numbers that a reporter's page shows.
//!
//! Everything here is a function of what it is given; nothing reads the time.

mod after;
mod bounds;
mod extension;
mod standing;
mod stopped;
#[cfg(test)]
mod tests;
mod written;

use dauys_wire::Day;
use dauys_wire::roster::ChannelKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::after::{CheckIn, CheckInState};
pub use self::extension::{Extension, Refused, Why};
pub use self::standing::{Facts, Reminder, Standing, State};
pub use self::stopped::Pause;
use self::stopped::Stopped;
pub use self::written::not_understood;
use crate::calendar::{Calendar, KAZAKHSTAN};

/// Something that is promised by a day. Named as in a reply's `due` (docs/PROTOCOL.md, section 8).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "clock")]
pub enum Clock {
    /// That a person acknowledges her letter; a receipt that a program writes is none.
    Acknowledge,
    /// An answer on what became of it.
    Answer,
    /// That the case is closed.
    Close,
}

/// The promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clocks {
    /// By kind of channel.
    pub profiles: Profiles,
    /// Days after closing on which somebody asks her whether she is being punished.
    pub check_ins: Vec<u32>,
    /// Days after closing for which a case is kept; `None` if nothing is said.
    pub keep_days: Option<u32>,
    /// The calendar by which working days are counted; `None` is Kazakhstan's.
    pub calendar: Option<String>,
}

/// What is promised by each kind of channel. A kind without a profile of its own has `default`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profiles {
    /// Of every other kind.
    pub default: Option<Profile>,
    /// Human resources.
    pub hr: Option<Profile>,
    /// An ethics committee.
    pub ethics: Option<Profile>,
    /// A trade union.
    pub union: Option<Profile>,
    /// The state labour inspection.
    pub inspectorate: Option<Profile>,
    /// A non-governmental organisation.
    pub ngo: Option<Profile>,
    /// A lawyer.
    pub lawyer: Option<Profile>,
    /// A board of directors.
    pub board: Option<Profile>,
}

/// The clocks of a kind. What it does not have is not promised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// By when a person acknowledges a letter.
    pub acknowledge: Option<Term>,
    /// By when a report is answered.
    pub answer: Option<Term>,
    /// By when a case is closed.
    pub close: Option<Term>,
}

/// How long something may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// From the day of acceptance.
    pub within: Span,
    /// To what it can be extended, from the day of acceptance; `None` if it cannot.
    pub extended: Option<Span>,
    /// Days before the end by which an extension has to be said.
    pub notice_days: u32,
}

/// A length of time. Of several lengths the one that ends first counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// Working days.
    pub working_days: Option<u32>,
    /// Days of the calendar.
    pub days: Option<u32>,
    /// Months of the calendar.
    pub months: Option<u32>,
}

impl Clock {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Acknowledge, Self::Answer, Self::Close];
}

impl Default for Clocks {
    /// What `dauys org init` writes, to be changed in `organisation.toml`: a personal
    /// acknowledgement in 3 working days and 7 days at most, an answer in 3 months; of the state's
    /// inspection an answer in 15 working days, or in 2 months if that is said 3 days ahead. Where
    /// these are from: docs/decisions/clocks.md.
    fn default() -> Self {
        let acknowledge =
            Span { working_days: Some(3), days: Some(7), months: None }.without_extension();
        let months = |months| Span { months: Some(months), ..Span::default() };
        let fifteen = Span { working_days: Some(15), ..Span::default() };
        let answer = months(3).without_extension();
        let state_answer = Term { within: fifteen, extended: Some(months(2)), notice_days: 3 };
        let profile =
            |answer| Profile { acknowledge: Some(acknowledge), answer: Some(answer), close: None };
        let profiles = Profiles {
            default: Some(profile(answer)),
            inspectorate: Some(profile(state_answer)),
            ..Profiles::default()
        };
        let calendar = Some(KAZAKHSTAN.to_owned());
        Self { profiles, check_ins: vec![30, 90, 180], keep_days: None, calendar }
    }
}

impl Clocks {
    /// The calendar by which it counts.
    pub fn calendar(&self) -> &'static Calendar {
        Calendar::named(self.calendar.as_deref().unwrap_or(KAZAKHSTAN))
    }

    /// The day by which something is promised, if nothing stops the clock and nothing is extended.
    /// `None` if it is not promised.
    pub fn due(&self, clock: Clock, kinds: &[ChannelKind], accepted: Day) -> Option<Day> {
        let running = Stopped::default();
        let terms = self.profiles.of_kinds(kinds).into_iter().filter_map(|(_, it)| it.term(clock));
        terms.map(|term| term.within.end(accepted, self.calendar(), &running)).min()
    }
}

impl Profiles {
    /// With their kinds; `None` is `default`.
    pub fn all(&self) -> Vec<(Option<ChannelKind>, &Profile)> {
        let Self { default, hr, ethics, union, inspectorate, ngo, lawyer, board } = self;
        let all = [
            (None, default),
            (Some(ChannelKind::Hr), hr),
            (Some(ChannelKind::Ethics), ethics),
            (Some(ChannelKind::Union), union),
            (Some(ChannelKind::Inspectorate), inspectorate),
            (Some(ChannelKind::Ngo), ngo),
            (Some(ChannelKind::Lawyer), lawyer),
            (Some(ChannelKind::Board), board),
        ];
        all.into_iter().filter_map(|(kind, profile)| Some((kind, profile.as_ref()?))).collect()
    }

    /// Those that bind readers of these kinds, each once. Where no kind is known it is `default`,
    /// and without one all there are.
    pub fn of_kinds(&self, kinds: &[ChannelKind]) -> Vec<(Option<ChannelKind>, &Profile)> {
        let all = self.all();
        let own = |kind: &ChannelKind| all.iter().any(|(whose, _)| *whose == Some(*kind));
        let others = kinds.iter().any(|kind| !own(kind));
        let mut found = all.clone();
        found.retain(|(whose, _)| {
            whose.map_or(others || kinds.is_empty(), |it| kinds.contains(&it))
        });
        if found.is_empty() && kinds.is_empty() { all } else { found }
    }
}

impl Profile {
    /// What it says of a clock.
    pub const fn term(&self, clock: Clock) -> Option<Term> {
        match clock {
            Clock::Acknowledge => self.acknowledge,
            Clock::Answer => self.answer,
            Clock::Close => self.close,
        }
    }
}

impl Term {
    /// Whether working days are counted for it.
    pub fn counts_working_days(&self) -> bool {
        self.within.working_days.is_some()
            || self.extended.is_some_and(|extended| extended.working_days.is_some())
    }
}

impl Span {
    /// A term of this length that cannot be extended.
    pub const fn without_extension(self) -> Term {
        Term { within: self, extended: None, notice_days: 0 }
    }

    /// The day it ends if it begins on this one, which does not count. Days on which the clock is
    /// stopped do not count either.
    fn end(&self, from: Day, calendar: &Calendar, stopped: &Stopped) -> Day {
        let days = |days| stopped.walk(from, days, |_| true);
        let ends = [
            self.working_days.map(|n| stopped.walk(from, n, |day| calendar.is_working(day))),
            self.days.map(days),
            self.months.map(|months| days(from.plus_months(months).since(from))),
        ];
        // A span has at least one length; without any it would never end.
        ends.into_iter().flatten().min().unwrap_or(Day::MAX)
    }
}
