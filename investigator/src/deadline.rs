//! By when a letter is acknowledged and answered, where only the roster is known; and how much time
//! is left if replies wait for their turn. The promise itself is in [`crate::clocks`].

use dauys_wire::Day;
use dauys_wire::roster::{ChannelKind, Roster};
use schemars::JsonSchema;
use serde::Serialize;

use crate::clocks::{Clock, Clocks};

/// What is promised for a letter. What the roster does not say is not promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    clocks: Clocks,
    kinds: Vec<ChannelKind>,
}

impl Promise {
    /// What a roster promises where nobody says who reads: its profile `default`.
    pub fn of(roster: &Roster) -> Self {
        Self::for_kinds(roster, &[])
    }

    /// What it promises for a letter that readers in channels of these kinds have: of several dates
    /// the strictest.
    pub fn for_kinds(roster: &Roster, kinds: &[ChannelKind]) -> Self {
        Self { clocks: Clocks::of(&roster.clocks), kinds: kinds.to_vec() }
    }

    /// By when a letter of that day is acknowledged.
    pub fn acknowledged(&self, written: Day) -> Option<Day> {
        self.clocks.due(Clock::Acknowledge, &self.kinds, written)
    }

    /// By when a letter of that day is answered.
    pub fn answered(&self, written: Day) -> Option<Day> {
        self.clocks.due(Clock::Answer, &self.kinds, written)
    }
}

/// How a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "urgency")]
pub enum Urgency {
    /// The day is over.
    Missed,
    /// Kept only by posting outside of the plan.
    OnlyNow,
    /// Kept if it is written today.
    Today,
}

/// How a promise for `due` stands, if what is written today can be read from `readable` on. `None`
/// while there is time.
pub fn urgency(due: Day, readable: Day, today: Day) -> Option<Urgency> {
    if due < today {
        Some(Urgency::Missed)
    } else if readable > due {
        Some(Urgency::OnlyNow)
    } else if readable == due {
        Some(Urgency::Today)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_missed_saved_only_now_or_kept_by_writing_today() {
        let today = Day::MAX.minus(100);
        let stands = |due: i32| {
            let due = if due < 0 {
                today.minus(due.unsigned_abs())
            } else {
                today.plus(due.unsigned_abs())
            };
            urgency(due, today.plus(3), today)
        };
        assert_eq!(stands(-1), Some(Urgency::Missed));
        assert_eq!(stands(0), Some(Urgency::OnlyNow));
        assert_eq!(stands(2), Some(Urgency::OnlyNow));
        assert_eq!(stands(3), Some(Urgency::Today));
        assert_eq!(stands(4), None);
    }

    #[test]
    fn what_the_roster_does_not_say_is_not_promised() {
        let mut roster = crate::fixtures::known(&[]).roster;
        roster.clocks = Clocks::default().signed();
        let day = Day::parse("2026-12-01").unwrap();
        assert_eq!(Promise::of(&roster).answered(day), Some(Day::parse("2027-03-01").unwrap()));
        let state = Promise::for_kinds(&roster, &[ChannelKind::Inspectorate]);
        assert_eq!(state.answered(day), Some(Day::parse("2026-12-23").unwrap()));
        roster.clocks = serde_json::json!({ "answer_days": "soon", "acknowledge_days": 5 })
            .as_object()
            .cloned()
            .unwrap();
        let promise = Promise::of(&roster);
        assert_eq!((promise.acknowledged(day), promise.answered(day)), (Some(day.plus(5)), None));
    }
}
