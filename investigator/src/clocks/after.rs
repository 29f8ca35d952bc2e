//! What follows after a case is closed.

use dauys_wire::Day;
use serde::Serialize;

use super::Clocks;

/// A day on which somebody asks her whether she is being punished for what she reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CheckIn {
    /// Days after closing; its name.
    pub after_days: u32,
    /// The day.
    pub day: Day,
    /// How it stands.
    #[serde(flatten)]
    pub state: CheckInState,
}

/// How a check-in stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum CheckInState {
    /// She was asked.
    Done,
    /// Not yet.
    Ahead {
        /// Days after today.
        days_left: u32,
    },
    /// It is time.
    Due {
        /// Days since.
        since_days: u32,
    },
    /// She was not asked, and the next one has come or is done.
    Missed,
}

impl Clocks {
    /// The check-ins of a case that was closed on that day, in their order. `done` has the
    /// `after_days` of those that were done.
    pub fn check_ins(&self, closed: Day, done: &[u32], today: Day) -> Vec<CheckIn> {
        let mut all = self.check_ins.clone();
        all.sort_unstable();
        all.dedup();
        let state = |after_days: &u32| {
            let day = closed.plus(*after_days);
            let passed = |later: &u32| {
                later > after_days && (done.contains(later) || closed.plus(*later) <= today)
            };
            if done.contains(after_days) {
                CheckInState::Done
            } else if all.iter().any(passed) {
                CheckInState::Missed
            } else if day <= today {
                CheckInState::Due { since_days: today.since(day) }
            } else {
                CheckInState::Ahead { days_left: day.since(today) }
            }
        };
        let check_in = |after_days: &u32| CheckIn {
            after_days: *after_days,
            day: closed.plus(*after_days),
            state: state(after_days),
        };
        all.iter().map(check_in).collect()
    }

    /// The last day on which a case that was closed on that day is kept; `None` if nothing is said.
    pub fn kept_until(&self, closed: Day) -> Option<Day> {
        self.keep_days.map(|days| closed.plus(days))
    }
}
