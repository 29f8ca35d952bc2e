//! What the organisation promises to those who report, in days: when her letter is acknowledged,
//! when she has an answer. It is the organisation's own word, in its signed roster
//! (docs/PROTOCOL.md, section 4, `clocks`), and no law.

use dauys_wire::Day;
use dauys_wire::roster::Roster;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The promise. What the roster does not say is not promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Days until her letter is acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledge_days: Option<u32>,
    /// Days until it is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_days: Option<u32>,
}

impl Default for Promise {
    /// What `dauys org init` writes, to be changed in `organisation.toml`: a week, and as long as
    /// an inquiry with several people takes.
    fn default() -> Self {
        Self { acknowledge_days: Some(7), answer_days: Some(90) }
    }
}

impl Promise {
    /// What a roster promises. A key that is not a number of days promises nothing.
    pub fn of(roster: &Roster) -> Self {
        let days = |key: &str| roster.clocks.get(key).and_then(Value::as_u64);
        let days = |key| days(key).and_then(|days| u32::try_from(days).ok());
        Self { acknowledge_days: days("acknowledge_days"), answer_days: days("answer_days") }
    }

    /// As the roster carries it.
    pub fn clocks(&self) -> Map<String, Value> {
        let pairs =
            [("acknowledge_days", self.acknowledge_days), ("answer_days", self.answer_days)];
        let pairs =
            pairs.into_iter().filter_map(|(key, days)| Some((key.to_owned(), days?.into())));
        pairs.collect()
    }

    /// By when a letter of that day is acknowledged.
    pub fn acknowledged(&self, written: Day) -> Option<Day> {
        self.acknowledge_days.map(|days| written.plus(days))
    }

    /// By when a letter of that day is answered.
    pub fn answered(&self, written: Day) -> Option<Day> {
        self.answer_days.map(|days| written.plus(days))
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
        roster.clocks = Promise::default().clocks();
        assert_eq!(Promise::of(&roster), Promise::default());
        roster.clocks = serde_json::json!({ "answer_days": "soon", "acknowledge_days": -1 })
            .as_object()
            .cloned()
            .unwrap();
        assert_eq!(Promise::of(&roster), Promise { acknowledge_days: None, answer_days: None });
    }
}
