//! How many replies an investigator may post on a day: four times the cover rate. Enough for days
//! of real work, and one stolen key cannot fill the drop.
//!
//! The counts are in memory only: on disk they would say who posted when and so link replies to
//! their authors. The price: a restart of the server sets them to zero.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use dauys_wire::roster::Cover;
use dauys_wire::{Day, Id};

/// The quota is so many times the cover rate.
const TIMES_COVER: u32 = 4;
/// The quota of an organisation without cover, which answers as it comes: more than a desk writes
/// in a day, and still few enough to keep a bucket small.
const WITHOUT_COVER: u32 = 64;

/// Today's counts.
#[derive(Debug, Clone, Default)]
pub struct Quota(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    /// None before the first reply.
    day: Option<Day>,
    posted: HashMap<Id, u32>,
}

impl Quota {
    /// A place for one reply more of this investigator, or none if the quota is used up.
    pub fn take(&self, author: &Id, today: Day, cover: Cover) -> Option<Place> {
        let quota = match cover.replies_per_day {
            0 => WITHOUT_COVER,
            rate => rate.saturating_mul(TIMES_COVER),
        };
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.day != Some(today) {
            *counts = Counts { day: Some(today), posted: HashMap::new() };
        }
        let posted = counts.posted.entry(*author).or_default();
        (*posted < quota).then(|| {
            *posted += 1;
            Place { quota: self.clone(), author: *author, day: today, used: false }
        })
    }

    fn give_back(&self, author: &Id, day: Day) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.day == Some(day)
            && let Some(posted) = counts.posted.get_mut(author)
        {
            *posted = posted.saturating_sub(1);
        }
    }
}

/// The right to one reply. It goes back to the quota unless it was used.
#[derive(Debug)]
#[must_use]
pub struct Place {
    quota: Quota,
    author: Id,
    day: Day,
    used: bool,
}

impl Place {
    /// The reply was kept.
    pub fn used(mut self) {
        self.used = true;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.used {
            self.quota.give_back(&self.author, self.day);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quota_is_per_investigator_and_day_and_counts_what_was_used() {
        let (one, other) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
        let cover = Cover { letters_per_day: 12, replies_per_day: 2 };
        let (quota, today) = (Quota::default(), Day::from_number(20_000));
        for _ in 0..7 {
            quota.take(&one, today, cover).unwrap().used();
        }
        drop(quota.take(&one, today, cover).unwrap());
        quota.take(&one, today, cover).unwrap().used();
        assert!(quota.take(&one, today, cover).is_none());
        assert!(quota.take(&other, today, cover).is_some());
        assert!(quota.take(&one, today.plus(1), cover).is_some());

        let none = Cover { letters_per_day: 0, replies_per_day: 0 };
        let (quota, take) = (Quota::default(), |quota: &Quota| quota.take(&other, today, none));
        let held: Vec<_> = (0..99).filter_map(|_| take(&quota)).collect();
        assert_eq!(held.len(), 64, "without cover a desk answers as it comes");
        drop(held);
        assert!(take(&quota).is_some(), "what was not used came back");
    }
}
