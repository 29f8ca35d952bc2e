//! The only place that says what day it is. The rest of the server is handed a [`Clock`], so that a
//! test can set the day.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use dauys_wire::Day;

const SECONDS_PER_HOUR: u64 = 3_600;
const HOURS_PER_DAY: u64 = 24;

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until it is set; for tests.
    Set(Arc<AtomicU64>),
}

impl Clock {
    /// A clock that stands at so many seconds since 1970.
    pub fn set_to(seconds: u64) -> Self {
        Self::Set(Arc::new(AtomicU64::new(seconds)))
    }

    /// Sets a clock made by [`Clock::set_to`], and all its clones; the system's is left alone.
    pub fn set(&self, seconds: u64) {
        if let Self::Set(now) = self {
            now.store(seconds, Ordering::SeqCst);
        }
    }

    /// Seconds since 1970; 0 if the machine's clock stands before that.
    pub fn unix_seconds(&self) -> u64 {
        match self {
            Self::System => {
                SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
            }
            Self::Set(now) => now.load(Ordering::SeqCst),
        }
    }

    /// The UTC day.
    pub fn today(&self) -> Day {
        self.moment().day
    }

    /// Day and hour, read at once so that they belong together.
    pub fn moment(&self) -> Moment {
        let seconds = self.unix_seconds();
        let hour = u32::try_from(seconds / SECONDS_PER_HOUR % HOURS_PER_DAY).unwrap_or(0);
        Moment { day: Day::from_unix_seconds(seconds), hour }
    }
}

/// A day and the hour in it. The hour decides about closed periods and never leaves the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The UTC day.
    pub day: Day,
    /// 0 to 23.
    pub hour: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_tells_day_and_hour() {
        let clock = Clock::set_to(20_000 * 86_400 + 5 * 3_600 + 7);
        assert_eq!(clock.moment(), Moment { day: Day::from_number(20_000), hour: 5 });
        let same = clock.clone();
        clock.set(20_001 * 86_400);
        assert_eq!(same.today(), Day::from_number(20_001));
    }
}
