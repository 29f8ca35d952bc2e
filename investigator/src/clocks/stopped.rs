//! Pauses: days that do not count.

use dauys_wire::Day;
use serde::{Deserialize, Serialize};

/// A time in which nobody can go on, such as waiting for what only the reporter knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The first day that does not count.
    pub from: Day,
    /// The day on which it goes on, which counts again; `None` while it does not.
    pub until: Option<Day>,
}

/// The days of all pauses: times that do not touch, in their order, each from its first day to the
/// first that counts again.
#[derive(Debug, Default)]
pub(super) struct Stopped(Vec<(Day, Day)>);

impl Stopped {
    /// A pause that has no end yet lasts over `horizon`: the day of which one speaks.
    pub(super) fn of(pauses: &[Pause], horizon: Day) -> Self {
        let end = |pause: &Pause| pause.until.unwrap_or_else(|| horizon.plus(1));
        let mut times: Vec<(Day, Day)> =
            pauses.iter().map(|pause| (pause.from, end(pause))).filter(|(a, b)| a < b).collect();
        times.sort_unstable();
        let mut joined: Vec<(Day, Day)> = Vec::new();
        for (from, until) in times {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(until),
                _ => joined.push((from, until)),
            }
        }
        Self(joined)
    }

    /// Whether the clock is stopped on that day.
    pub(super) fn contains(&self, day: Day) -> bool {
        self.running_from(day) > day
    }

    /// The day after `from` with which so many days have passed that count and are not stopped.
    pub(super) fn walk(&self, from: Day, days: u32, counts: impl Fn(Day) -> bool) -> Day {
        let (mut day, mut left) = (from, days);
        while left > 0 && day < Day::MAX {
            day = self.running_from(day.plus(1));
            left -= u32::from(counts(day));
        }
        day
    }

    /// This day, or the first after it on which the clock runs.
    fn running_from(&self, day: Day) -> Day {
        let begun = self.0.partition_point(|(from, _)| *from <= day);
        let last = begun.checked_sub(1).and_then(|place| self.0.get(place));
        last.map_or(day, |(_, until)| day.max(*until))
    }
}
