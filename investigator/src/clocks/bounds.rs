//! The longest that anything can take by any profile, in days of the calendar: what a reporter's
//! page shows, which knows no working days and no profiles.

use dauys_wire::Day;

use super::stopped::Stopped;
use super::{Clock, Clocks, Span, Term};
use crate::calendar::{Calendar, Year};

/// Every day of four years is tried as the first one: each length of a month is among them.
const STARTS: u32 = 4 * 365 + 1;

impl Clocks {
    /// The most that a clock can take, with the extension that is allowed, if it is never paused.
    /// `None` if some kind of channel does not promise it.
    pub fn days_at_most(&self, clock: Clock) -> Option<u32> {
        let most = |span: Span| span.days_at_most(self.calendar());
        let terms = self.profiles.all().into_iter().map(|(_, profile)| profile.term(clock));
        let days = terms.map(|term| {
            let Term { within, extended, .. } = term?;
            Some(most(within).max(extended.map_or(0, most)))
        });
        days.collect::<Option<Vec<u32>>>()?.into_iter().max()
    }
}

impl Span {
    fn days_at_most(&self, calendar: &Calendar) -> u32 {
        let running = Stopped::default();
        let first = calendar.years.first().map_or(Day::from_number(0), Year::first_day);
        let starts = (0..STARTS).map(|later| first.plus(later));
        let days = starts.map(|start| self.end(start, calendar, &running).since(start));
        days.max().unwrap_or_default()
    }
}
