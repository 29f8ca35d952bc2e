//! What her readers promised by which day, and what became of it (docs/PROTOCOL.md, section 8).
//!
//! Nobody is accused wrongly: an answer by any of her readers keeps a promise of any other, a date
//! that was kept is not promised again by somebody who had not heard of it, and the newest reply may
//! be on its way or kept back, which nobody can see. So a day that has passed is told as just that.

use std::collections::BTreeMap;

use dauys_wire::{Day, Id};

use super::{Conversation, Received, Standing};
use crate::desk::DeskId;
use crate::reply::{Reply, ReplyKind};

/// The clock of the acknowledgement, as `due` of a receipt names it.
const ACKNOWLEDGE: &str = "acknowledge";

/// Every status that ends a case begins so.
const CLOSED: &str = "closed-";

/// A promise, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Its name in a reply's `due`.
    pub clock: String,
    /// By which day; as the newest reply that names it says.
    pub until: Day,
    /// The day before it was moved, and when that was said.
    pub moved: Option<Moved>,
    /// Who said so last.
    pub by: Id,
    /// How it stands.
    pub standing: PromiseStanding,
}

/// That a promise was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The day before.
    pub from: Day,
    /// When it was said.
    pub said: Day,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseStanding {
    /// There is time.
    Open,
    /// It stands still, as somebody said on that day.
    Paused(Day),
    /// Done in time.
    Kept(Day),
    /// Done, and later than promised.
    Late(Day),
    /// The day is over, and nothing that could have come shows that it was done.
    Passed,
}

impl Conversation {
    /// All promises of her present readers, in the order of their days. `on_its_way` is after how many
    /// days a reply can be read at the latest.
    pub fn promises(&self, today: Day, on_its_way: u32) -> Vec<Promise> {
        let mut clocks: BTreeMap<&str, Vec<Episode<'_>>> = BTreeMap::new();
        let told: Vec<&Received> = self.replies.iter().filter(|it| counts(it)).collect();
        for (place, received) in told.iter().enumerate() {
            let earlier = told.get(..place).unwrap_or_default();
            for episodes in clocks.values_mut() {
                close(episodes, received, earlier);
            }
            if received.standing != Standing::Before {
                open(&mut clocks, received, earlier);
            }
        }
        let withdrawn = self.state.as_ref().is_some_and(|state| state.withdrawn.is_some());
        let all = clocks.into_values().flatten();
        let mut promises: Vec<Promise> = all
            .filter(|episode| episode.done.is_some() || !withdrawn)
            .map(|episode| episode.judge(today, on_its_way))
            .collect();
        promises.sort_by_key(|promise| promise.until);
        promises
    }

    /// Whether she has been told what became of her report: then she is asked how that was for her.
    pub fn has_outcome(&self) -> bool {
        let is_closing =
            |it: &&Received| it.reply.status.as_deref().is_some_and(|it| it.starts_with(CLOSED));
        let closed = self.replies.iter().filter(|it| counts(it)).any(|it| is_closing(&it));
        let done = |promise: &Promise| {
            let is_done =
                matches!(promise.standing, PromiseStanding::Kept(_) | PromiseStanding::Late(_));
            is_done && promise.clock != ACKNOWLEDGE
        };
        closed || self.promises(Day::from_number(0), 0).iter().any(done)
    }

    /// Where her case stands, as the newest reply of a present reader says.
    pub fn status(&self) -> Option<&str> {
        let present = self.replies.iter().filter(|it| it.standing == Standing::Chosen);
        present.rev().find_map(|it| it.reply.status.as_deref())
    }
}

/// A stranger neither promises nor keeps anything.
fn counts(received: &Received) -> bool {
    received.standing != Standing::Stranger
}

/// A promise from the reply that first names it.
struct Episode<'r> {
    clock: &'r str,
    until: Day,
    moved: Option<Moved>,
    paused: Option<Day>,
    done: Option<Day>,
    /// The newest that names it.
    named: &'r Received,
}

impl Episode<'_> {
    fn judge(self, today: Day, on_its_way: u32) -> Promise {
        let Self { until, moved, .. } = self;
        let standing = match (self.done, self.paused) {
            (Some(day), _) if day <= until => PromiseStanding::Kept(day),
            (Some(day), _) => PromiseStanding::Late(day),
            (None, Some(day)) => PromiseStanding::Paused(day),
            (None, None) if today > until.plus(on_its_way) => PromiseStanding::Passed,
            (None, None) => PromiseStanding::Open,
        };
        Promise { clock: self.clock.to_owned(), until, moved, by: self.named.author, standing }
    }
}

/// What a reply promises, or moves.
fn open<'r>(
    clocks: &mut BTreeMap<&'r str, Vec<Episode<'r>>>,
    received: &'r Received,
    earlier: &[&'r Received],
) {
    for (clock, until) in &received.reply.due {
        let episodes = clocks.entry(clock).or_default();
        if let Some(episode) = episodes.last_mut().filter(|episode| episode.done.is_none()) {
            if *until > episode.until {
                episode.moved = Some(Moved { from: episode.until, said: received.reply.day });
            }
            (episode.until, episode.paused, episode.named) = (*until, None, received);
            continue;
        }
        if episodes.iter().any(|episode| episode.until == *until) {
            continue;
        }
        // A receipt is written by a program that may not have heard of a colleague's answer.
        let known = earlier.iter().find(|before| {
            received.reply.kind == ReplyKind::Receipt
                && desk(before) != desk(received)
                && is_done_by(clock, &before.reply)
                && has_all(before, received)
        });
        episodes.push(Episode {
            clock,
            until: *until,
            moved: None,
            paused: None,
            done: known.map(|before| before.reply.day),
            named: received,
        });
    }
}

/// What a reply keeps, or says to stand still.
fn close<'r>(episodes: &mut [Episode<'r>], received: &'r Received, earlier: &[&'r Received]) {
    let Some(episode) = episodes.last_mut().filter(|episode| episode.done.is_none()) else {
        return;
    };
    let reply = &received.reply;
    if reply.paused.iter().any(|clock| clock == episode.clock) {
        episode.paused.get_or_insert(reply.day);
    } else if is_done_by(episode.clock, reply)
        && !is_said_again(received, earlier)
        && is_after(received, episode.named)
    {
        episode.done = Some(reply.day);
    }
}

/// Whether a reply says that nothing of it is open any more. A receipt is written by a program.
fn is_done_by(clock: &str, reply: &Reply) -> bool {
    let names = |clock: &str| {
        reply.due.contains_key(clock) || reply.paused.iter().any(|paused| paused == clock)
    };
    let closes = || reply.status.as_deref().is_some_and(|status| status.starts_with(CLOSED));
    match reply.kind {
        ReplyKind::Receipt => false,
        // A change of status without words acknowledges nothing.
        ReplyKind::Status if clock == ACKNOWLEDGE => closes(),
        ReplyKind::Answer | ReplyKind::Status => !names(clock),
    }
}

/// An old answer that is posted once more answers nothing that she wrote since.
fn is_said_again(received: &Received, earlier: &[&Received]) -> bool {
    let text = &received.reply.body.text;
    let same =
        |before: &&Received| before.author == received.author && before.reply.body.text == *text;
    !text.is_empty() && earlier.iter().any(same)
}

/// Whether a reply was written knowing what another was written for.
fn is_after(received: &Received, promise: &Received) -> bool {
    let (one, other) = (&received.reply, &promise.reply);
    let same_desk = desk(received) == desk(promise);
    (same_desk && one.n > other.n) || one.day > other.day || has_all(received, promise)
}

/// Whether all of her letters that one names are in the other too.
fn has_all(received: &Received, other: &Received) -> bool {
    let named = &other.reply.received;
    !named.is_empty() && named.iter().all(|id| received.reply.received.contains(id))
}

const fn desk(received: &Received) -> DeskId {
    DeskId { investigator: received.author, device: received.reply.device }
}
