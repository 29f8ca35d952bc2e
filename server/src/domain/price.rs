//! The price of a letter. It rises with the day's letters, so that a flood pays more and more while
//! the honest are never refused (docs/PROTOCOL.md, section 9, "Stamp").
//!
//! ```text
//! bits = at_rest + floor(log2(1 + letters of the day / 1000)), at most STAMP_BITS_MAX
//!
//! letters of the day    0..999   1,000..2,999   3,000..6,999   7,000..14,999   15,000..30,999 …
//! bits above at_rest    0        1              2              3               4
//! ```
//! A person may look up the price, write for an hour and send; meanwhile it may have gone up by one
//! step. So one bit less than the price is taken as well, but never less than the price at rest. A
//! flood can use that too: what it pays in the end is one step below what `health` tells.

use std::sync::{Mutex, PoisonError};

use dauys_wire::Day;
use dauys_wire::limits::STAMP_BITS_MAX;

/// How many letters of a day make the first step of the price.
const LETTERS_PER_STEP: u32 = 1_000;

/// The price list of this server. The count is of memory only; after a restart it goes on from the
/// letters that the store has for the day.
#[derive(Debug)]
pub struct Price {
    at_rest: u8,
    today: Mutex<(Day, u32)>,
}

impl Price {
    /// With the price of a quiet day; 0 for load tests.
    pub fn new(at_rest: u8, today: Day, letters: u32) -> Self {
        Self { at_rest, today: Mutex::new((today, letters)) }
    }

    /// What `health` tells.
    pub fn asked(&self, today: Day) -> u8 {
        if self.at_rest == 0 {
            return 0;
        }
        let steps = (1 + self.letters(today) / LETTERS_PER_STEP).ilog2();
        let steps = u8::try_from(steps).unwrap_or(u8::MAX);
        self.at_rest.saturating_add(steps).min(STAMP_BITS_MAX)
    }

    /// What is taken: the price before the last step.
    pub fn taken(&self, today: Day) -> u8 {
        self.asked(today).saturating_sub(1).max(self.at_rest)
    }

    /// A letter more was kept today.
    pub fn count(&self, today: Day) {
        let mut counted = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        *counted = match *counted {
            (day, letters) if day == today => (day, letters.saturating_add(1)),
            _ => (today, 1),
        };
    }

    fn letters(&self, today: Day) -> u32 {
        let counted = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.0 == today { counted.1 } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_rises_in_steps_and_falls_with_the_day() {
        let day = Day::from_number(20_000);
        let asked = |letters| Price::new(14, day, letters).asked(day);
        let taken = |letters| Price::new(14, day, letters).taken(day);
        let list = [(0, 14, 14), (999, 14, 14), (1_000, 15, 14), (2_999, 15, 14), (3_000, 16, 15)];
        for (letters, price, least) in list {
            assert_eq!((asked(letters), taken(letters)), (price, least), "{letters}");
        }
        assert_eq!(asked(u32::MAX), STAMP_BITS_MAX);

        let price = Price::new(14, day, 999);
        price.count(day);
        assert_eq!(price.asked(day), 15);
        assert_eq!(price.asked(day.plus(1)), 14);
        assert_eq!(Price::new(0, day, 50_000).asked(day), 0, "load tests stay free");
    }
}
