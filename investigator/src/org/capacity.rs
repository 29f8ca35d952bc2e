//! How much the desks of a channel can answer at the pace that the organisation chose, and how long
//! answers wait when more comes.

use schemars::JsonSchema;
use serde::Serialize;

/// Replies that a case needs, for reckoning: a receipt, an answer, and one more.
pub const REPLIES_PER_CASE: u32 = 3;
/// Days of a month, for reckoning.
const MONTH_DAYS: u32 = 30;

/// What a channel can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "capacity")]
pub struct Capacity {
    /// Replies a month of one desk.
    pub replies_per_desk: u32,
    /// Replies a month of all its desks.
    pub replies: u32,
    /// Cases a month that these replies are enough for.
    pub cases: u32,
}

/// How long the queue gets with so many new cases a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "load")]
pub struct Load {
    /// New cases a month.
    pub cases: u32,
    /// Days that the queue takes if all of them come on one day.
    pub days_if_at_once: u32,
    /// Days by which the queue is longer after each month; 0 if the desks keep up.
    pub days_more_each_month: u32,
}

impl Capacity {
    /// Of so many desks that each post so many replies a day; `None` without cover, where replies
    /// go at once, and without desks.
    pub fn of(readers: usize, replies_per_day: u32) -> Option<Self> {
        let readers = u32::try_from(readers).unwrap_or(u32::MAX);
        if replies_per_day == 0 || readers == 0 {
            return None;
        }
        let replies_per_desk = replies_per_day.saturating_mul(MONTH_DAYS);
        let replies = replies_per_desk.saturating_mul(readers);
        Some(Self { replies_per_desk, replies, cases: replies / REPLIES_PER_CASE })
    }

    /// With so many new cases a month, shared evenly among the desks.
    pub fn load(&self, cases: u32) -> Load {
        let replies = cases.saturating_mul(REPLIES_PER_CASE);
        let days = |replies: u32| replies.saturating_mul(MONTH_DAYS).div_ceil(self.replies.max(1));
        Load {
            cases,
            days_if_at_once: days(replies),
            days_more_each_month: days(replies.saturating_sub(self.replies)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_desks_with_four_replies_a_day_answer_120_cases_a_month() {
        let three = Capacity::of(3, 4).unwrap();
        assert_eq!(three, Capacity { replies_per_desk: 120, replies: 360, cases: 120 });
        let at_ease = Load { cases: 20, days_if_at_once: 5, days_more_each_month: 0 };
        assert_eq!(three.load(20), at_ease);
        assert_eq!(three.load(120).days_more_each_month, 0);
        // 40 cases too many are 120 replies: ten days of three desks.
        assert_eq!(three.load(160).days_more_each_month, 10);
    }

    #[test]
    fn without_cover_or_without_desks_there_is_nothing_to_reckon() {
        assert_eq!((Capacity::of(3, 0), Capacity::of(0, 4)), (None, None));
    }
}
