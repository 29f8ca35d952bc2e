//! The pace: how much a desk posts on a day, and in which order, whatever it has to say
//! (docs/PROTOCOL.md, section 7; docs/decisions/pace.md).
//!
//! Somebody whom a reporter shut out may list the inbox and watch the drop. So the number of letters
//! and replies of a day, and of those that are withdrawn again, is drawn before anyone looks at what
//! waits: real things take the places that there are, and cover fills the rest. Nothing here reads a
//! clock or a file, and randomness is a parameter: the same numbers drawn give the same counts with
//! and without work.

pub mod rounds;
pub mod urgency;

use dauys_wire::Id;
use dauys_wire::roster::Cover;
use rand::Rng;
use rand::distributions::Distribution as _;
use rand::seq::SliceRandom as _;
use rand_distr::Poisson;
use serde::{Deserialize, Serialize};

/// One letter place in so many is for cover that its desk takes back again: otherwise only
/// reporters would ever withdraw.
const WITHDRAWN_ONE_IN: u32 = 10;
/// Cover is taken back at most so many days after it was published.
const WITHDRAWN_DAYS_MAX: u32 = 28;

/// What is posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A letter, into the inbox.
    Letter,
    /// A reply, into the drop.
    Reply,
}

/// What waits, in the order in which it should go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// Letters.
    pub letters: Vec<Id>,
    /// Replies; see [`urgency::Order`].
    pub replies: Vec<Id>,
}

/// One thing to post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which kind.
    pub kind: Kind,
    /// What waited and goes now; `None` is cover.
    pub real: Option<Id>,
    /// Cover only: so many days after it was published its desk withdraws it.
    pub withdrawn_after: Option<u32>,
}

/// All that a desk posts on a day, in the order of posting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The places. Their number and their withdrawals do not depend on what waits.
    pub places: Vec<Place>,
}

impl Plan {
    /// A day's plan: a Poisson number of letters of mean `cover.letters_per_day` and exactly
    /// `cover.replies_per_day` replies, what waits in as many of them as there are, cover in the
    /// rest, in an order that tells nothing.
    ///
    /// How much is drawn from `rng` does not depend on `queue`.
    pub fn draw(cover: Cover, queue: &Queue, rng: &mut impl Rng) -> Self {
        let letters = Self::draw_letters(cover.letters_per_day, &queue.letters, rng);
        let replies = Self::draw_replies(cover.replies_per_day, &queue.replies, rng);
        let mut places = [letters.places, replies.places].concat();
        places.shuffle(rng);
        Self { places }
    }

    /// The letters alone: for days ahead.
    pub fn draw_letters(mean: u32, waiting: &[Id], rng: &mut impl Rng) -> Self {
        let count = poisson(mean, rng);
        let mut waiting = waiting.iter().copied();
        let mut places: Vec<Place> = (0..count)
            .map(|_| {
                // Both are drawn for every place: what is withdrawn must not depend on what waits.
                let withdrawn = rng.gen_ratio(1, WITHDRAWN_ONE_IN);
                let after = rng.gen_range(1..=WITHDRAWN_DAYS_MAX);
                let withdrawn_after = withdrawn.then_some(after);
                let real = if withdrawn { None } else { waiting.next() };
                Place { kind: Kind::Letter, real, withdrawn_after }
            })
            .collect();
        places.shuffle(rng);
        Self { places }
    }

    /// The replies alone: for a day whose letters were posted ahead.
    pub fn draw_replies(rate: u32, waiting: &[Id], rng: &mut impl Rng) -> Self {
        let mut waiting = waiting.iter().copied();
        let place = |_| Place { kind: Kind::Reply, real: waiting.next(), withdrawn_after: None };
        let mut places: Vec<Place> = (0..rate).map(place).collect();
        places.shuffle(rng);
        Self { places }
    }
}

/// Days in which so many waiting replies will have gone.
pub const fn reply_days(waiting: usize, cover: Cover) -> usize {
    days(waiting, cover.replies_per_day as usize)
}

/// Days in which so many waiting letters will have gone, if as many places come as are to be
/// expected; those of withdrawn cover carry nothing.
pub const fn letter_days(waiting: usize, cover: Cover) -> usize {
    let all = WITHDRAWN_ONE_IN as usize;
    days(waiting * all, cover.letters_per_day as usize * (all - 1))
}

/// Without cover of a kind it goes at once.
const fn days(waiting: usize, per_day: usize) -> usize {
    if per_day == 0 || waiting == 0 {
        return 0;
    }
    waiting.div_ceil(per_day)
}

fn poisson(mean: u32, rng: &mut impl Rng) -> u32 {
    match Poisson::new(f64::from(mean)) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number, not negative, and a cast saturates"
        )]
        Ok(poisson) => poisson.sample(rng) as u32,
        // A mean of 0.
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests;
