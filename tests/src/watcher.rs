//! What somebody whom a reporter shut out can make of numbers: letters of each published day and
//! letters that were withdrawn, without those of their own desk (docs/PROTOCOL.md, section 7).
//!
//! The *advantage* is the chance to say "there was a report" when there was one, less the chance to
//! say so when there was none, for the best rule there is: 0 is guessing, 1 is knowing. It is
//! reckoned from Poisson's numbers, and simulated with the days that `dauys` itself draws, for a
//! watcher who knows the rates and judges by the likelihood of what was counted.

pub mod drop;

use std::fmt::Write as _;

use dauys_investigator::pace::{Kind, Plan};
use dauys_wire::roster::Cover;
use rand::rngs::StdRng;
use rand::seq::index;
use rand::{Rng as _, SeedableRng as _};

/// The numbers of desks that are looked at, the watcher's own among them.
pub const DESKS: [usize; 8] = [2, 3, 4, 5, 7, 10, 15, 20];
/// What `dauys org init` writes.
pub const COVER: Cover = Cover { letters_per_day: 12, replies_per_day: 4 };

/// Days of a month.
const MONTH: usize = 30;
/// Letters in the thread that is watched for.
const THREAD: usize = 5;
/// Days that are drawn of one desk, and days of all that are put together of them at random, with a
/// report and without: an error of about half a hundredth.
const DAYS: usize = 20_000;
/// Months: an error of about one hundredth.
const MONTHS: usize = 4_000;
/// One cover letter in ten is withdrawn again.
const WITHDRAWN_PART: f64 = 0.1;
/// Any number will do; the table has to come out the same each time.
const SEED: u64 = 20_261_122;

/// The advantage of a watcher, for one number of desks.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Desks, the watcher's among them.
    pub desks: usize,
    /// One letter of a reporter on a day on which it is expected.
    pub one: Advantage,
    /// Five letters on five days of a month.
    pub month: Advantage,
    /// Five letters on one day.
    pub five: Advantage,
    /// One letter withdrawn on a day on which it is expected.
    pub withdrawal: Advantage,
}

/// Of the best rule.
#[derive(Debug, Clone, Copy)]
pub struct Advantage {
    /// From Poisson's numbers.
    pub computed: f64,
    /// From days as `dauys` draws them.
    pub simulated: f64,
}

/// The whole table.
pub fn table() -> Vec<Row> {
    let mut rng = StdRng::seed_from_u64(SEED);
    let days: Vec<Day> = (0..DAYS).map(|_| desk_day(&mut rng)).collect();
    DESKS.iter().map(|desks| row(*desks, &days)).collect()
}

/// A day of one desk, as `dauys` draws it. What the desk has to say is left out: it changes nothing,
/// which is held by `desks_work_adds_exactly_nothing`.
fn desk_day(rng: &mut StdRng) -> Day {
    let plan = Plan::draw_letters(COVER.letters_per_day, &[], rng);
    let letters = plan.places.iter().filter(|place| place.kind == Kind::Letter);
    // As many are withdrawn on a day as are marked on one: each waits its own time.
    let withdrawn = letters.clone().filter(|place| place.withdrawn_after.is_some());
    Day { letters: letters.clone().count(), withdrawn: withdrawn.count() }
}

/// The table as docs/THREAT-MODEL.md has it.
pub fn to_markdown(rows: &[Row]) -> String {
    let mut text = String::from(
        "| desks | one letter on a day | five letters in a month | five letters on a day | one withdrawal on a day |\n\
         |---|---|---|---|---|\n",
    );
    for Row { desks, one, month, five, withdrawal } in rows {
        let cells = [one, month, five, withdrawal]
            .map(|Advantage { computed, simulated }| format!("{computed:.2} ({simulated:.2})"));
        // Writing to a text does not fail.
        let _ = writeln!(text, "| {desks} | {} |", cells.join(" | "));
    }
    text
}

fn row(desks: usize, days: &[Day]) -> Row {
    let others = desks - 1;
    #[expect(clippy::cast_precision_loss, reason = "a few desks")]
    let mean = f64::from(COVER.letters_per_day) * others as f64;
    #[expect(clippy::cast_precision_loss, reason = "a few days")]
    let monthly = mean * MONTH as f64;
    let mut watch = Watch::new(others, mean, days, StdRng::seed_from_u64(SEED + desks as u64));
    let by = |computed, simulated| Advantage { computed, simulated };
    Row {
        desks,
        one: by(shifted(mean, 1), watch.day(1, |day| day.letters, mean)),
        month: by(shifted(monthly, THREAD), watch.month()),
        five: by(shifted(mean, THREAD), watch.day(THREAD, |day| day.letters, mean)),
        withdrawal: by(
            shifted(mean * WITHDRAWN_PART, 1),
            watch.day(1, |day| day.withdrawn, mean * WITHDRAWN_PART),
        ),
    }
}

/// The total variation between a Poisson number and the same with `more` added: the advantage of
/// the best rule.
pub fn shifted(mean: f64, more: usize) -> f64 {
    // Twelve standard deviations on both sides: what is beyond is nothing.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative, and small"
    )]
    let last = (mean + 12.0 * mean.sqrt()) as usize + more + 20;
    let chance = chances(mean, last);
    let without = |n: usize| chance.get(n).copied().unwrap_or(0.0);
    let with = |n: usize| n.checked_sub(more).map_or(0.0, without);
    (0..=last + more).map(|n| (without(n) - with(n)).abs()).sum::<f64>() / 2.0
}

/// Poisson's numbers up to `last`, from `p(n) = p(n - 1) * mean / n`, in logarithms.
fn chances(mean: f64, last: usize) -> Vec<f64> {
    let mut logarithm = -mean;
    let mut chances = vec![logarithm.exp()];
    let mut n = 0.0;
    for _ in 0..last {
        n += 1.0;
        logarithm += (mean / n).ln();
        chances.push(logarithm.exp());
    }
    chances
}

/// What can be counted of a day.
#[derive(Clone, Copy)]
struct Day {
    letters: usize,
    withdrawn: usize,
}

/// A watcher, and days of all the other desks.
struct Watch {
    days: Vec<Day>,
    mean: f64,
    rng: StdRng,
}

impl Watch {
    /// Puts days of all together out of days of one, at random.
    fn new(others: usize, mean: f64, one: &[Day], mut rng: StdRng) -> Self {
        let mut all = |_| {
            let mut all = Day { letters: 0, withdrawn: 0 };
            for _ in 0..others {
                let Day { letters, withdrawn } = one[rng.gen_range(0..one.len())];
                all.letters += letters;
                all.withdrawn += withdrawn;
            }
            all
        };
        Self { days: (0..DAYS).map(&mut all).collect(), mean, rng }
    }

    /// A day of all the other desks.
    fn draw(&mut self) -> Day {
        self.days[self.rng.gen_range(0..self.days.len())]
    }

    /// Says "yes" to a day if its count is likelier with `more` than without.
    fn day(&mut self, more: usize, count: impl Fn(&Day) -> usize, mean: f64) -> f64 {
        let yes = |n: usize| ratio(n, mean, more) > 1.0;
        let mut right: i64 = 0;
        for _ in 0..DAYS {
            right += i64::from(yes(count(&self.draw()) + more));
            right -= i64::from(yes(count(&self.draw())));
        }
        share(right, DAYS)
    }

    /// Says "yes" to a month if its days are likelier with five letters on five of them. That sees
    /// more than the sum: it looks at each day by itself.
    fn month(&mut self) -> f64 {
        let mut right: i64 = 0;
        for _ in 0..MONTHS {
            let mut month: Vec<usize> = (0..MONTH).map(|_| self.draw().letters).collect();
            right -= i64::from(self.is_likelier_with_a_thread(&month));
            let mut month_with: Vec<usize> = (0..MONTH).map(|_| self.draw().letters).collect();
            std::mem::swap(&mut month, &mut month_with);
            for day in index::sample(&mut self.rng, MONTH, THREAD) {
                if let Some(letters) = month.get_mut(day) {
                    *letters += 1;
                }
            }
            right += i64::from(self.is_likelier_with_a_thread(&month));
        }
        share(right, MONTHS)
    }

    /// The mean, over all choices of five days, of the product of their ratios: an elementary
    /// symmetric polynomial over its number of terms.
    fn is_likelier_with_a_thread(&self, month: &[usize]) -> bool {
        let mut sums = [0.0; THREAD + 1];
        let mut terms = [0.0; THREAD + 1];
        (sums[0], terms[0]) = (1.0, 1.0);
        for letters in month {
            let ratio = ratio(*letters, self.mean, 1);
            for size in (1..=THREAD).rev() {
                sums[size] += sums[size - 1] * ratio;
                terms[size] += terms[size - 1];
            }
        }
        sums[THREAD] > terms[THREAD]
    }
}

/// How much likelier a count is with `more` than without: `n (n - 1) … / mean ^ more`.
#[expect(clippy::cast_precision_loss, reason = "letters of a day")]
fn ratio(n: usize, mean: f64, more: usize) -> f64 {
    if n < more {
        return 0.0;
    }
    (n - more + 1..=n).map(|factor| factor as f64 / mean).product()
}

#[expect(clippy::cast_precision_loss, reason = "some thousands")]
fn share(part: i64, whole: usize) -> f64 {
    part as f64 / whole as f64
}
