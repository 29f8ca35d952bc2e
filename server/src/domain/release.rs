//! Closed periods: what arrives in a period is published when the period is over, so that nobody
//! who may list the inbox can tie a letter to a moment (docs/PROTOCOL.md, section 7).
//!
//! With 24 hours the period is the day, and the day that is stored decides alone. With 1 to 23 hours
//! the hour of an arrival is needed; it is kept in memory for the rest of the day and never stored.
//! Where it is not known, because the server was started since or a desk uploaded ahead, the letter
//! waits for a period that its random id chooses, and for the one in which the server was started:
//! otherwise all that was uploaded ahead would appear together at midnight and be known as desks'.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use dauys_wire::{Day, Id};

use crate::clock::Moment;

const HOURS_PER_DAY: u32 = 24;

/// What arrived today, and when.
#[derive(Debug, Clone)]
pub struct Release {
    started: Moment,
    arrivals: Arc<Mutex<Arrivals>>,
}

#[derive(Debug)]
struct Arrivals {
    day: Day,
    hours: HashMap<Id, u32>,
}

impl Release {
    /// Begins with the server.
    pub fn begin(started: Moment) -> Self {
        let arrivals = Arrivals { day: started.day, hours: HashMap::new() };
        Self { started, arrivals: Arc::new(Mutex::new(arrivals)) }
    }

    /// Notes an arrival before it is stored, so that nobody can list it in between. Its hour is kept
    /// only where a period is shorter than a day and longer than none: elsewhere nothing asks for it.
    pub fn hold(&self, id: &Id, now: Moment, release_hours: u32) -> Held {
        if !(1..HOURS_PER_DAY).contains(&release_hours) {
            return Held { release: self.clone(), id: *id, provisional: false };
        }
        let mut arrivals = self.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        if arrivals.day < now.day {
            *arrivals = Arrivals { day: now.day, hours: HashMap::new() };
        }
        let new = arrivals.day == now.day && !arrivals.hours.contains_key(id);
        if new {
            arrivals.hours.insert(*id, now.hour);
        }
        Held { release: self.clone(), id: *id, provisional: new }
    }

    /// Whether what is stored under this id and day may be listed and fetched.
    pub fn is_published(&self, id: &Id, day: Day, now: Moment, release_hours: u32) -> bool {
        if day > now.day {
            return false;
        }
        match release_hours {
            0 => true,
            HOURS_PER_DAY.. => day < now.day,
            hours => day < now.day || self.period(id, now.day, hours) < now.hour / hours,
        }
    }

    /// The period of `today` to which this id belongs.
    fn period(&self, id: &Id, today: Day, hours: u32) -> u32 {
        let arrivals = self.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        if arrivals.day == today
            && let Some(hour) = arrivals.hours.get(id)
        {
            return hour / hours;
        }
        let [a, b, c, d, ..] = *id.as_bytes();
        let chosen = u32::from_be_bytes([a, b, c, d]) % HOURS_PER_DAY.div_ceil(hours);
        let started = if self.started.day == today { self.started.hour / hours } else { 0 };
        chosen.max(started)
    }

    fn forget(&self, id: &Id) {
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner).hours.remove(id);
    }
}

/// An arrival that is noted and not yet stored. Dropped without [`Held::kept`] it is forgotten: a
/// refused request must not hide what is there already.
#[derive(Debug)]
#[must_use]
pub struct Held {
    release: Release,
    id: Id,
    provisional: bool,
}

impl Held {
    /// It was stored just now.
    pub fn kept(mut self) {
        self.provisional = false;
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.provisional {
            self.release.forget(&self.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Day = Day::MAX;

    fn at(day: Day, hour: u32) -> Moment {
        Moment { day, hour }
    }

    fn id(first: u32) -> Id {
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&first.to_be_bytes());
        Id::from_bytes(bytes)
    }

    #[test]
    fn a_day_is_published_when_it_is_over_or_at_once() {
        let release = Release::begin(at(DAY.minus(9), 0));
        let yesterday = DAY.minus(1);
        assert!(!release.is_published(&id(1), DAY, at(DAY, 23), 24));
        assert!(release.is_published(&id(1), yesterday, at(DAY, 0), 24));
        assert!(release.is_published(&id(1), DAY, at(DAY, 0), 0));
        assert!(!release.is_published(&id(1), DAY, at(yesterday, 23), 0), "uploaded ahead");
    }

    #[test]
    fn an_arrival_waits_for_the_end_of_its_period() {
        let release = Release::begin(at(DAY.minus(9), 0));
        release.hold(&id(0), at(DAY, 7), 3).kept();
        assert!(!release.is_published(&id(0), DAY, at(DAY, 8), 3), "6 to 9 is one period");
        assert!(release.is_published(&id(0), DAY, at(DAY, 9), 3));

        let _refused = release.hold(&id(0), at(DAY, 9), 3);
        assert!(release.is_published(&id(0), DAY, at(DAY, 9), 3), "noted once");
        drop(release.hold(&id(5), at(DAY, 9), 3));
        assert!(!release.arrivals.lock().unwrap().hours.contains_key(&id(5)), "forgotten");
    }

    #[test]
    fn no_hour_is_kept_where_the_day_alone_decides() {
        let release = Release::begin(at(DAY.minus(9), 0));
        for (n, hours) in [0, 24, 25].into_iter().enumerate() {
            release.hold(&id(u32::try_from(n).unwrap()), at(DAY, 7), hours).kept();
        }
        assert!(release.arrivals.lock().unwrap().hours.is_empty());
    }

    #[test]
    fn after_a_restart_today_waits_for_the_next_period() {
        let release = Release::begin(at(DAY, 7));
        assert!(!release.is_published(&id(0), DAY, at(DAY, 7), 1));
        assert!(release.is_published(&id(0), DAY, at(DAY, 8), 1));
        assert!(release.is_published(&id(0), DAY.minus(1), at(DAY, 7), 1), "yesterday is over");
    }

    #[test]
    fn what_was_uploaded_ahead_spreads_over_the_day() {
        let release = Release::begin(at(DAY.minus(9), 0));
        let published =
            |hour| (0..24).filter(|n| release.is_published(&id(*n), DAY, at(DAY, hour), 1)).count();
        assert_eq!([0, 1, 12, 23].map(published), [0, 1, 12, 23]);
    }
}
