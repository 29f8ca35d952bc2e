//! The file of a calendar. What it says about itself is checked when it is read.

use dauys_wire::Day;
use dauys_wire::roster::Localised;
use serde::{Deserialize, Serialize};

use super::Note;

/// The value of `format`.
const FORMAT: &str = "dauys-calendar/1";

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// `dauys-calendar/1`.
    pub format: String,
    /// Its name in the roster.
    pub id: String,
    /// Who keeps it right.
    pub owner: String,
    /// Whether a lawyer of the country has checked it.
    pub lawyer_checked: bool,
    /// When it was last held against its sources.
    pub last_checked: Day,
    /// What is said of days that are in none of its years.
    pub outside: Localised,
    /// Where it is from.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
    /// The years it knows, one after the other.
    #[serde(rename = "year")]
    pub years: Vec<Year>,
    /// The days that are not what their day of the week says, and the holidays, in their order.
    #[serde(rename = "day")]
    pub days: Vec<Listed>,
}

/// Where something is from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What the days call it.
    pub id: String,
    /// What it says.
    pub title: String,
    /// An address.
    #[serde(rename = "where")]
    pub place: String,
    /// How it was read.
    pub read: String,
}

/// A year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// Its number.
    pub year: u16,
    /// Whether a calendar for it was published.
    pub settled: bool,
    /// Ids of sources.
    pub sources: Vec<String>,
    /// What is missing, where it is not settled.
    #[serde(default)]
    pub why: Option<Localised>,
}

/// A day that is not what its day of the week says, or a holiday.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The day.
    pub day: Day,
    /// What it is.
    pub kind: Kind,
    /// What is kept on it.
    pub name: Localised,
    /// The day whose rest, or work, was moved here.
    #[serde(default)]
    pub instead_of: Option<Day>,
    /// So many days to either side are as doubtful.
    #[serde(default)]
    pub margin_days: u32,
    /// Ids of sources.
    pub sources: Vec<String>,
    /// When it was last held against them.
    pub last_checked: Day,
    /// Whether a source says this day itself.
    pub verified: bool,
    /// What is missing, where none does.
    #[serde(default)]
    pub why: Option<Localised>,
}

/// What a listed day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A public holiday.
    Holiday,
    /// A day of rest that is no holiday, and does not move.
    Rest,
    /// A day of rest on which work is done.
    MovedToWork,
    /// A working day that rests for another.
    MovedToRest,
}

/// Why a text is no calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not of its form.
    #[error("not a calendar: {0}")]
    Malformed(String),
    /// It breaks a rule of its own.
    #[error("{0}: {1}")]
    Rule(String, &'static str),
}

impl Calendar {
    /// Reads and checks a calendar.
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        let calendar: Self =
            toml::from_str(text).map_err(|error| CalendarError::Malformed(error.to_string()))?;
        if calendar.format != FORMAT {
            return Err(CalendarError::Rule(calendar.format, "another format"));
        }
        calendar.check_years()?;
        for (place, listed) in calendar.days.iter().enumerate() {
            let next = calendar.days.get(place + 1);
            if let Some(rule) = calendar.broken_by(listed, next) {
                return Err(CalendarError::Rule(listed.day.to_string(), rule));
            }
        }
        Ok(calendar)
    }

    fn check_years(&self) -> Result<(), CalendarError> {
        for (place, year) in self.years.iter().enumerate() {
            let next = self.years.get(place + 1);
            let rules = [
                ((1970..=9999).contains(&year.year), "no year"),
                (next.is_none_or(|next| next.year == year.year + 1), "years follow each other"),
                (year.settled == year.why.is_none(), "why belongs to what is not settled"),
                (self.has(&year.sources), "sources"),
            ];
            if let Some((_, rule)) = rules.iter().find(|(holds, _)| !holds) {
                return Err(CalendarError::Rule(year.year.to_string(), rule));
            }
        }
        Ok(())
    }

    /// The rule that a day breaks.
    fn broken_by(&self, listed: &Listed, next: Option<&Listed>) -> Option<&'static str> {
        let known = |day: Day| {
            self.years.iter().any(|year| (year.first_day()..=year.last_day()).contains(&day))
        };
        let rules = [
            (next.is_none_or(|next| listed.day < next.day), "days stand once and in their order"),
            (known(listed.day), "a day of no year"),
            (listed.kind.is_moved() == listed.instead_of.is_some(), "instead_of"),
            (listed.verified == listed.why.is_none(), "why belongs to what is not verified"),
            (!listed.verified || listed.margin_days == 0, "a margin belongs to a doubt"),
            (self.has(&listed.sources), "sources"),
        ];
        rules.iter().find(|(holds, _)| !holds).map(|(_, rule)| *rule)
    }

    /// Whether there are some, and all of them are listed.
    fn has(&self, sources: &[String]) -> bool {
        let listed = |id: &String| self.sources.iter().any(|source| source.id == *id);
        !sources.is_empty() && sources.iter().all(listed)
    }
}

impl Default for Calendar {
    /// Without a year and without a day: Monday to Friday, and nothing certain.
    fn default() -> Self {
        let nothing = || Localised { kk: String::new(), ru: String::new(), en: String::new() };
        Self {
            format: FORMAT.to_owned(),
            id: String::new(),
            owner: String::new(),
            lawyer_checked: false,
            last_checked: Day::from_number(0),
            outside: nothing(),
            sources: Vec::new(),
            years: Vec::new(),
            days: Vec::new(),
        }
    }
}

impl Year {
    /// 1 January.
    pub fn first_day(&self) -> Day {
        Day::parse(&format!("{:04}-01-01", self.year)).unwrap_or(Day::MAX)
    }

    /// 31 December.
    pub fn last_day(&self) -> Day {
        Day::parse(&format!("{:04}-12-31", self.year)).unwrap_or(Day::MAX)
    }

    pub(super) fn note(&self) -> Option<Note> {
        let why = self.why.clone()?;
        Some(Note { from: self.first_day(), to: self.last_day(), name: None, why })
    }
}

impl Listed {
    pub(super) fn note(&self) -> Option<Note> {
        let why = self.why.clone()?;
        let (from, to) = (self.day.minus(self.margin_days), self.day.plus(self.margin_days));
        Some(Note { from, to, name: Some(self.name.clone()), why })
    }
}

impl Kind {
    /// Whether work is done on it.
    pub const fn is_working(self) -> bool {
        matches!(self, Self::MovedToWork)
    }

    /// Whether it changed places with another day.
    pub const fn is_moved(self) -> bool {
        matches!(self, Self::MovedToWork | Self::MovedToRest)
    }
}
