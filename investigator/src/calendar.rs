//! Working days: Monday to Friday, but for the days that the file of a country lists.
//!
//! The file (`data/calendar-kz.toml`, listed for people in docs/calendar.md) is data that somebody
//! has to keep, and no law. What no source says is marked in it, and whatever is counted across
//! such a day is not certain. Nothing is certain outside of the years that it knows.

mod file;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use dauys_wire::Day;
use dauys_wire::roster::Localised;
use schemars::JsonSchema;
use serde::Serialize;

use crate::schema::shape;

pub use self::file::{Calendar, CalendarError, Kind, Listed, Source, Year};

/// Kazakhstan's name in the roster (docs/PROTOCOL.md, section 4.3).
pub const KAZAKHSTAN: &str = "kz";

/// Saturday is 6, Sunday 7.
const FRIDAY: u32 = 5;

static KZ: LazyLock<Calendar> = LazyLock::new(|| {
    // A test holds it to parse; without it nothing would be certain, and nothing else be wrong.
    Calendar::parse(include_str!("../data/calendar-kz.toml")).unwrap_or_default()
});

static WEEKDAYS: LazyLock<Calendar> =
    LazyLock::new(|| Calendar { outside: KZ.outside.clone(), ..Calendar::default() });

/// The outcome of counting working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reckoned {
    /// The day that was reached.
    pub day: Day,
    /// Whether no doubtful day was counted across.
    pub certain: bool,
}

/// Days of which no source says whether they are working days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "doubtful-days")]
pub struct Note {
    /// The first of them.
    #[schemars(with = "shape::Day")]
    pub from: Day,
    /// The last of them.
    #[schemars(with = "shape::Day")]
    pub to: Day,
    /// What may be kept on one of them; `None` where all days of a time are doubtful.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<shape::Localised>")]
    pub name: Option<Localised>,
    /// What is missing.
    #[schemars(with = "shape::Localised")]
    pub why: Localised,
}

impl Calendar {
    /// The calendar of Kazakhstan.
    pub fn kazakhstan() -> &'static Self {
        &KZ
    }

    /// Monday to Friday without exception, and nothing certain: for an organisation that counts by
    /// a calendar that this program does not have.
    pub fn weekdays() -> &'static Self {
        &WEEKDAYS
    }

    /// The calendar that a roster names.
    pub fn named(id: &str) -> &'static Self {
        if id == KAZAKHSTAN { Self::kazakhstan() } else { Self::weekdays() }
    }

    /// Whether people work on that day, as far as the file knows.
    pub fn is_working(&self, day: Day) -> bool {
        self.listed(day).map_or_else(|| day.weekday() <= FRIDAY, |listed| listed.kind.is_working())
    }

    /// Whether what [`Calendar::is_working`] says is said by a source.
    pub fn is_certain(&self, day: Day) -> bool {
        self.notes_between(day, day).is_empty()
    }

    /// So many working days later; the day itself does not count. For 0 the day itself, or the next
    /// working day.
    pub fn plus_working(&self, day: Day, working_days: u32) -> Reckoned {
        let (mut reached, mut left) = (day, working_days);
        if left == 0 && !self.is_working(day) {
            left = 1;
        }
        while left > 0 && reached < Day::MAX {
            reached = self.next_working(reached);
            left -= 1;
        }
        let first = if working_days == 0 { day } else { day.plus(1) };
        Reckoned { day: reached, certain: self.notes_between(first, reached).is_empty() }
    }

    /// So many working days earlier; the day itself does not count.
    pub fn minus_working(&self, day: Day, working_days: u32) -> Day {
        let (mut reached, mut left) = (day, working_days);
        while left > 0 && reached.number() > 0 {
            reached = reached.minus(1);
            left -= u32::from(self.is_working(reached));
        }
        reached
    }

    /// The doubtful days from `first` to `last`, both counted, to be shown.
    pub fn notes_between(&self, first: Day, last: Day) -> Vec<Note> {
        let mut notes = self.doubtful_times();
        notes.extend(self.days.iter().filter_map(Listed::note));
        notes.retain(|note| note.from <= last && first <= note.to && first <= last);
        for note in notes.iter_mut().filter(|note| note.name.is_none()) {
            (note.from, note.to) = (note.from.max(first), note.to.min(last));
        }
        notes.sort_by_key(|note| note.from);
        notes
    }

    /// Years that are not settled, and all days that are in no year of the file.
    fn doubtful_times(&self) -> Vec<Note> {
        let outside = |from, to| Note { from, to, name: None, why: self.outside.clone() };
        let (Some(first), Some(last)) = (self.years.first(), self.years.last()) else {
            return vec![outside(Day::from_number(0), Day::MAX)];
        };
        let (before, after) = (first.first_day().minus(1), last.last_day().plus(1));
        let years = self.years.iter().filter_map(Year::note);
        years.chain([outside(Day::from_number(0), before), outside(after, Day::MAX)]).collect()
    }

    /// The next working day after this one.
    fn next_working(&self, day: Day) -> Day {
        let mut next = day.plus(1);
        while !self.is_working(next) && next < Day::MAX {
            next = next.plus(1);
        }
        next
    }

    fn listed(&self, day: Day) -> Option<&Listed> {
        let place = self.days.binary_search_by_key(&day, |listed| listed.day).ok()?;
        self.days.get(place)
    }
}
