//! When things go. A letter's last day is drawn when it arrives, so that the day on which it goes
//! does not tell the day on which it came (docs/PROTOCOL.md, section 9, "Time").

use dauys_wire::Day;
use dauys_wire::roster::Roster;

/// The random addition to a letter's retention is below so many days.
pub const EXPIRY_SPREAD_DAYS: u32 = 14;

/// The system gave no randomness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no randomness")]
pub struct NoRandomness;

/// The last day on which a letter of `day` is kept.
pub fn draw_letter_expiry(day: Day, roster: &Roster) -> Result<Day, NoRandomness> {
    let addition = uniform_below(EXPIRY_SPREAD_DAYS)?;
    Ok(day.plus(roster.retention_days).plus(addition))
}

/// The last day on which a reply of `day` is kept. Nothing is drawn: a page tells "withheld" from
/// "no longer kept" by this number.
pub fn reply_expiry(day: Day, roster: &Roster) -> Day {
    day.plus(roster.reply_days)
}

/// Uniform in `0..end`: bytes that would favour the low numbers are drawn again.
fn uniform_below(end: u32) -> Result<u32, NoRandomness> {
    let end = u64::from(end.max(1));
    let fair = (1 << 32) / end * end;
    loop {
        let mut bytes = [0; 4];
        getrandom::getrandom(&mut bytes).map_err(|_| NoRandomness)?;
        let drawn = u64::from(u32::from_le_bytes(bytes));
        if drawn < fair {
            return u32::try_from(drawn % end).map_err(|_| NoRandomness);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_the_spread_is_drawn_and_no_other() {
        let mut seen = [0_u32; EXPIRY_SPREAD_DAYS as usize];
        for _ in 0..14_000 {
            seen[uniform_below(EXPIRY_SPREAD_DAYS).unwrap() as usize] += 1;
        }
        // 1,000 expected, standard deviation 31: ten of them on either side never happen.
        assert!(seen.iter().all(|count| (690..=1_310).contains(count)), "{seen:?}");
    }
}
