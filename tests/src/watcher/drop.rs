//! What the reply drop tells. The number of replies is exact on every day, so it tells nothing. But
//! all answers of a thread lie in one bucket, and cover in any: a bucket with more than its share
//! hints at a thread that is answered. Whoever watches does not know which bucket is hers.

use std::fmt::Write as _;

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rand_distr::{Binomial, Distribution as _};

use super::{COVER, DESKS, SEED};

/// Days that a reply is kept.
const REPLY_DAYS: usize = 35;
/// What `dauys org sign` aims at, cover included.
const REPLIES_PER_BUCKET: usize = 64;
/// Drops that are simulated, with a thread and without: an error of about two hundredths.
const DROPS: usize = 2_000;

/// The answers of a thread that are looked for.
pub const ANSWERS: [usize; 3] = [2, 5, 20];

/// The advantage of a watcher, for one number of desks.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Desks, the watcher's among them.
    pub desks: usize,
    /// Buckets.
    pub buckets: usize,
    /// By the answers of the thread, as [`ANSWERS`].
    pub simulated: [f64; 3],
}

/// The whole table.
pub fn table() -> Vec<Row> {
    DESKS.iter().map(|desks| row(*desks)).collect()
}

/// The table as docs/THREAT-MODEL.md has it.
pub fn to_markdown(rows: &[Row]) -> String {
    let mut text = String::from(
        "| desks | buckets | two answers | five answers | twenty answers |\n|---|---|---|---|---|\n",
    );
    for Row { desks, buckets, simulated: [two, five, twenty] } in rows {
        // Writing to a text does not fail.
        let _ = writeln!(text, "| {desks} | {buckets} | {two:.2} | {five:.2} | {twenty:.2} |");
    }
    text
}

fn row(desks: usize) -> Row {
    let a_day = COVER.replies_per_day as usize * REPLY_DAYS;
    let buckets = (desks * a_day).div_ceil(REPLIES_PER_BUCKET).next_power_of_two();
    // The watcher's own are known, and left out.
    let replies = (desks - 1) * a_day;
    let mut rng = StdRng::seed_from_u64(SEED + desks as u64);
    let simulated = ANSWERS.map(|answers| advantage(replies, buckets, answers, &mut rng));
    Row { desks, buckets, simulated }
}

fn advantage(replies: usize, buckets: usize, answers: usize, rng: &mut StdRng) -> f64 {
    let mut right: i32 = 0;
    for _ in 0..DROPS {
        let without = scatter(replies, buckets, rng);
        right -= i32::from(is_likelier_with_a_thread(&without, replies, answers));
        let mut with = scatter(replies - answers, buckets, rng);
        // Any will do: all are alike.
        with[0] += answers;
        right += i32::from(is_likelier_with_a_thread(&with, replies, answers));
    }
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    let share = f64::from(right) / DROPS as f64;
    // Less than guessing is the error of the simulation.
    share.max(0.0)
}

/// So many replies, each in any bucket: what is left is shared out bucket by bucket.
fn scatter(replies: usize, buckets: usize, rng: &mut StdRng) -> Vec<usize> {
    let mut left = replies as u64;
    (0..buckets)
        .rev()
        .map(|after| {
            #[expect(clippy::cast_precision_loss, reason = "some dozens")]
            let share = 1.0 / (after + 1) as f64;
            let taken = Binomial::new(left, share).expect("a share").sample(rng);
            left -= taken;
            usize::try_from(taken).expect("some hundreds")
        })
        .collect()
}

/// The mean over all buckets of how much likelier its count is if so many of all replies, whichever
/// they are, lie in it: `C(n, answers) / C(replies, answers) * buckets ^ answers`.
#[expect(clippy::cast_precision_loss, reason = "some thousands")]
fn is_likelier_with_a_thread(counts: &[usize], replies: usize, answers: usize) -> bool {
    let buckets = counts.len() as f64;
    let ratio = |count: &usize| -> f64 {
        (0..answers)
            .map(|place| count.saturating_sub(place) as f64 / (replies - place) as f64 * buckets)
            .product()
    };
    counts.iter().map(ratio).sum::<f64>() > buckets
}
