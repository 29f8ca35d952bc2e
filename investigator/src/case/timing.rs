//! How the promises to the reporter of a case stand, and what is to be done after it is closed.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::event::{EventBody, EventKind};
use dauys_wire::roster::{ChannelKind, Roster};
use dauys_wire::{Day, Id};

use super::handling::Keeping;
use super::{AGAIN, Case, FEEDBACK, Handling, What};
use crate::case::step::Step;
use crate::clocks::{self, CheckIn, Clock, Clocks, Facts, Standing, State};

/// What a case says of its days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days {
    /// Her report; after a case was reopened, that.
    pub begun: Option<Day>,
    /// The first answer of a person to her report.
    pub acknowledged: Option<Day>,
    /// The first answer on what became of it: one that says so, a step from the decision on, the
    /// end.
    pub answered: Option<Day>,
    /// The end, if it is closed.
    pub closed: Option<Day>,
}

impl Case<'_> {
    /// What it says of its days.
    ///
    /// A letter that says that she is being punished begins anew if something was closed without
    /// knowing of it, before or at the same time: from then on counts what its author knew of it.
    pub fn days(&self) -> Days {
        let closed = self.events().filter(|(_, event)| event.event.kind == EventKind::Close);
        let reopened_by = |(close, _): (usize, _)| {
            self.retaliation().find(|letter| !self.graph.is_before(*letter, close))
        };
        let reopening: BTreeSet<usize> = closed.filter_map(reopened_by).collect();
        let (mut days, mut begins) = (Days::default(), None);
        for (place, entry) in self.entries.iter().enumerate() {
            match entry.what {
                What::Reporter(_) if reopening.contains(&place) => {
                    days = Days { begun: Some(entry.day), ..Days::default() };
                    begins = Some(place);
                }
                What::Reporter(_) => days.begun = days.begun.or(Some(entry.day)),
                What::Event(_) if self.people.is_outsiders(place) => {}
                What::Event(_) if begins.is_some_and(|it| !self.graph.is_before(it, place)) => {}
                What::Event(event) => {
                    let is_told = !event.event.body.internal && !self.people.is_unheard(place);
                    days.take(event.event.kind, &event.event.body, is_told, entry.counts_on);
                }
            }
        }
        days
    }

    /// The kinds of the channels that its readers are in.
    pub fn kinds(&self, roster: &Roster) -> Vec<ChannelKind> {
        let readers = self.readers();
        let reads = |members: &[Id]| members.iter().any(|id| readers.contains(id));
        let channels = roster.channels.iter().filter(|channel| reads(&channel.members));
        channels.map(|channel| channel.kind).collect()
    }

    /// How each promise stands. The acknowledgement is that of the oldest letter that waits.
    pub fn standings(&self, roster: &Roster, today: Day) -> Vec<Standing> {
        if self.is_withdrawn() {
            return Vec::new();
        }
        let (days, handling, kinds) = (self.days(), self.handling(), self.kinds(roster));
        let Some(begun) = days.begun else { return Vec::new() };
        let pauses = pauses(&handling);
        let extensions = extensions(&handling);
        let facts = Facts {
            kinds: &kinds,
            accepted: begun,
            acknowledged: days.acknowledged,
            answered: days.answered,
            closed: days.closed,
            pauses: &pauses,
            extensions: &extensions,
            today,
        };
        let clocks = Clocks::of(&roster.clocks);
        let waiting =
            self.status().1.map(|since| Facts { accepted: since, acknowledged: None, ..facts });
        let facts_of = |clock| match clock {
            Clock::Acknowledge => waiting.unwrap_or(facts),
            Clock::Answer | Clock::Close => facts,
        };
        let standing = |clock| clocks.standing(clock, &facts_of(clock));
        Clock::ALL.into_iter().filter_map(standing).collect()
    }

    /// The check-ins that follow its closing; none while it is open.
    pub fn check_ins(&self, roster: &Roster, today: Day) -> Vec<CheckIn> {
        let done: Vec<u32> = self.handling().check_ins.keys().copied().collect();
        let clocks = Clocks::of(&roster.clocks);
        let closed = self.days().closed.filter(|_| !self.is_withdrawn());
        closed.map(|closed| clocks.check_ins(closed, &done, today)).unwrap_or_default()
    }

    /// The last day on which it is kept; `None` if it does not end by itself, as no case does that
    /// is not closed.
    ///
    /// It begins with what the organisation says. Anybody can keep it for longer; for a sooner end, or
    /// any where the organisation says none, two have to set one, and the later of these counts: what
    /// one alone cannot have deleted, one alone cannot let run out.
    pub fn kept_until(&self, roster: &Roster) -> Option<Day> {
        self.kept_until_after(roster, None)
    }

    /// The same if somebody sets a day more.
    pub fn kept_until_after(&self, roster: &Roster, more: Option<Keeping>) -> Option<Day> {
        let handling = self.handling();
        let closed = self.days().closed.filter(|_| handling.is_closed())?;
        let mut last = Clocks::of(&roster.clocks).kept_until(closed);
        let mut sooner: BTreeMap<Id, Day> = BTreeMap::new();
        for Keeping { by, until } in handling.keeping.into_iter().chain(more) {
            if last.is_some_and(|last| until >= last) {
                last = Some(until);
                sooner.clear();
                continue;
            }
            sooner.insert(by, until);
            if sooner.len() > 1 {
                last = sooner.values().max().copied();
                sooner.clear();
            }
        }
        last
    }
}

/// The earliest day by which an answer that is written now was promised.
pub fn answer_due(standings: &[Standing]) -> Option<Day> {
    let open = |standing: &&Standing| {
        standing.clock != Clock::Close
            && matches!(standing.state, State::Running { .. } | State::Overdue { .. })
    };
    standings.iter().filter(open).map(|standing| standing.due).min()
}

impl Days {
    fn take(&mut self, kind: EventKind, body: &EventBody, is_told: bool, day: Day) {
        let status = body.status.as_deref().filter(|_| is_told);
        match kind {
            EventKind::Answer if is_told && status != Some(AGAIN) => {
                self.acknowledged.get_or_insert(day);
                if status == Some(FEEDBACK) {
                    self.answered.get_or_insert(day);
                }
            }
            EventKind::Status
                if status.and_then(Step::parse).is_some_and(|step| step >= Step::Decision) =>
            {
                self.answered.get_or_insert(day);
            }
            EventKind::Close => {
                if is_told {
                    self.acknowledged.get_or_insert(day);
                    self.answered.get_or_insert(day);
                }
                self.closed = Some(day);
            }
            EventKind::Reopen if self.closed.is_some() => {
                *self = Self { begun: Some(day), acknowledged: Some(day), ..Self::default() };
            }
            _ => {}
        }
    }
}

fn pauses(handling: &Handling) -> Vec<clocks::Pause> {
    let pause = |it: &super::handling::Pause| clocks::Pause { from: it.from, until: it.until };
    handling.pauses.iter().map(pause).collect()
}

/// A clock of which the roster's program knows nothing is not moved.
fn extensions(handling: &Handling) -> Vec<clocks::Extension> {
    let clock = |name: &str| match name {
        "answer" => Some(Clock::Answer),
        "close" => Some(Clock::Close),
        _ => None,
    };
    let extension = |it: &super::handling::Extension| {
        Some(clocks::Extension { clock: clock(&it.clock)?, to: it.to, said: it.said })
    };
    handling.extensions.iter().filter_map(extension).collect()
}
