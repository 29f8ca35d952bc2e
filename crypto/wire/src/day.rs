//! The only time there is: the UTC day. Nothing finer is stored, signed or sent (docs/PROTOCOL.md,
//! section 9, "Time").

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Days since 1970-01-01, UTC; written `YYYY-MM-DD`, years 1970 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(u32);

/// A text is not a day of the form `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day (YYYY-MM-DD)")]
pub struct NotADay;

/// The Julian day of 1970-01-01, from which `time` counts.
const EPOCH_JULIAN_DAY: i32 = 2_440_588;

/// Seconds in a UTC day, as POSIX counts them.
const SECONDS_PER_DAY: u64 = 86_400;

impl Day {
    /// The last day that can be written: 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// From days since 1970-01-01; more than [`Day::MAX`] is cut to it.
    pub fn from_number(days: u32) -> Self {
        Self(days.min(Self::MAX.0))
    }

    /// From seconds since 1970-01-01T00:00:00Z.
    pub fn from_unix_seconds(seconds: u64) -> Self {
        Self::from_number(u32::try_from(seconds / SECONDS_PER_DAY).unwrap_or(u32::MAX))
    }

    /// Days since 1970-01-01.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// So many days later.
    #[must_use]
    pub fn plus(self, days: u32) -> Self {
        Self::from_number(self.0.saturating_add(days))
    }

    /// So many days earlier, not before 1970-01-01.
    #[must_use]
    pub const fn minus(self, days: u32) -> Self {
        Self(self.0.saturating_sub(days))
    }

    /// Days from `earlier` to `self`; 0 if `earlier` is later.
    pub const fn since(self, earlier: Self) -> u32 {
        self.0.saturating_sub(earlier.0)
    }

    /// So many calendar months later: the same day of the month or, where that month is too short,
    /// its last one.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        self.months_later(months).unwrap_or(Self::MAX)
    }

    /// `None` past [`Day::MAX`].
    fn months_later(self, months: u32) -> Option<Self> {
        let (year, month, day) = self.date()?.to_calendar_date();
        let months = (u32::from(u8::from(month)) - 1).checked_add(months)?;
        let year = year.checked_add_unsigned(months / 12)?;
        let month = time::Month::January.nth_next(u8::try_from(months % 12).ok()?);
        let date = time::Date::from_calendar_date(year, month, day.min(month.length(year))).ok()?;
        u32::try_from(date.to_julian_day() - EPOCH_JULIAN_DAY).ok().map(Self::from_number)
    }

    /// The day of the week as ISO 8601 counts: 1 is Monday, 7 is Sunday.
    pub const fn weekday(self) -> u32 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3) % 7 + 1
    }

    fn date(self) -> Option<time::Date> {
        let julian = EPOCH_JULIAN_DAY.checked_add_unsigned(self.0)?;
        time::Date::from_julian_day(julian).ok()
    }

    /// From `YYYY-MM-DD`, exactly.
    pub fn parse(text: &str) -> Result<Self, NotADay> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(NotADay);
        };
        let year = number(&[*y1, *y2, *y3, *y4])?;
        let month = u8::try_from(number(&[*m1, *m2])?).map_err(|_| NotADay)?;
        let day = u8::try_from(number(&[*d1, *d2])?).map_err(|_| NotADay)?;
        let month = time::Month::try_from(month).map_err(|_| NotADay)?;
        let date = time::Date::from_calendar_date(year, month, day).map_err(|_| NotADay)?;
        u32::try_from(date.to_julian_day() - EPOCH_JULIAN_DAY).map(Self).map_err(|_| NotADay)
    }
}

fn number(digits: &[u8]) -> Result<i32, NotADay> {
    digits.iter().try_fold(0, |value, digit| match digit {
        b'0'..=b'9' => Ok(value * 10 + i32::from(digit - b'0')),
        _ => Err(NotADay),
    })
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date().ok_or(fmt::Error)?.to_calendar_date();
        write!(f, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Day({self})")
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_and_read() {
        assert_eq!(Day::from_unix_seconds(0).to_string(), "1970-01-01");
        assert_eq!(Day::parse("2024-02-29").unwrap().plus(1).to_string(), "2024-03-01");
        assert_eq!(Day::MAX.to_string(), "9999-12-31");
        assert_eq!(Day::parse("9999-12-31").unwrap(), Day::MAX);
        let wrong = ["2023-02-29", "2026-1-01", "2026-00-01", "1969-12-31", "+026-01-01", ""];
        for text in wrong {
            assert!(Day::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn months_end_on_the_same_day_or_on_the_last_of_a_shorter_month() {
        let later = |day: &str, months| Day::parse(day).unwrap().plus_months(months).to_string();
        assert_eq!(later("2026-03-20", 0), "2026-03-20");
        assert_eq!(later("2026-01-31", 1), "2026-02-28");
        assert_eq!(later("2027-11-30", 3), "2028-02-29");
        assert_eq!(later("2026-12-31", 2), "2027-02-28");
        assert_eq!(later("2026-12-01", 12), "2027-12-01");
        assert_eq!(later("9999-10-01", 3), "9999-12-31");
        assert_eq!(Day::MAX.plus_months(u32::MAX), Day::MAX);
    }

    #[test]
    fn weeks_begin_on_monday() {
        let weekday = |day: &str| Day::parse(day).unwrap().weekday();
        assert_eq!(weekday("1970-01-01"), 4);
        assert_eq!((weekday("2026-03-21"), weekday("2026-03-22")), (6, 7));
        assert_eq!(weekday("2027-03-15"), 1);
    }

    proptest::proptest! {
        #[test]
        fn months_are_never_shorter_than_28_days_nor_longer_than_31(
            number in 0..=2_900_000_u32,
            months in 0..=600_u32,
        ) {
            let day = Day::from_number(number);
            let days = day.plus_months(months).since(day);
            proptest::prop_assert!((28 * months..=31 * months).contains(&days));
        }

        #[test]
        fn every_day_comes_back(number in 0..=Day::MAX.0) {
            let day = Day::from_number(number);
            proptest::prop_assert_eq!(Day::parse(&day.to_string()).unwrap(), day);
        }
    }
}
