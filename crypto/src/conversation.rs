//! A reporter's side of her thread: the files of her bucket, tried one by one, folded into what she
//! is shown (docs/PROTOCOL.md, section 8).

use std::collections::{BTreeMap, BTreeSet};

use dauys_wire::limits::REPLY_RECORD_BYTES;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};

use crate::letter::{Author, Seen};
use crate::open::{self, OpenError};
use crate::reply::Reply;
use crate::state::{self, State};
use crate::thread::Reporter;

/// What came back, as far as it can be told.
#[derive(Debug, Default)]
pub struct Conversation {
    /// Replies she is shown, in the order of their days, authors and numbers.
    pub replies: Vec<Received>,
    /// Her newest state as the replies echo it; `None` before the first reply.
    pub state: Option<State>,
    /// Files that were sealed to her and are not taken: forged, repeated, or by someone she shut
    /// out.
    pub dropped: usize,
    /// The newest reply of each author, for her next letter.
    pub seen: BTreeMap<Id, Seen>,
}

/// A reply as she is shown it.
#[derive(Debug)]
pub struct Received {
    /// Who wrote.
    pub author: Id,
    /// Whether she chose this reader; if not, it is shown apart.
    pub chosen: bool,
    /// The reply.
    pub reply: Reply,
    /// What is known about the author's reply just before this one.
    pub before: Before,
}

/// Whether the author's reply just before one is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// It is, or there was none.
    Here,
    /// It is older than replies are kept.
    Expired,
    /// It should be here: the server keeps it back, or its author never sent it.
    Withheld,
}

/// A bucket's body is not a list of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a bucket")]
pub struct NotABucket;

impl Conversation {
    /// Tries every file of the bucket bodies, which may be concatenated.
    pub fn collect(
        reporter: &Reporter,
        roster: &Roster,
        today: Day,
        bodies: &[u8],
    ) -> Result<Self, NotABucket> {
        let (records, rest) = bodies.as_chunks::<REPLY_RECORD_BYTES>();
        if !rest.is_empty() {
            return Err(NotABucket);
        }
        let mut gathered = Gathered::default();
        for record in records {
            let (id, file) = record.split_first_chunk::<16>().ok_or(NotABucket)?;
            gathered.try_file(&Id::from_bytes(*id), file, reporter, roster);
        }
        Ok(gathered.fold(roster, today))
    }

    /// All of her letters that somebody confirms to have.
    pub fn received(&self) -> BTreeSet<Id> {
        let chosen = self.replies.iter().filter(|received| received.chosen);
        chosen.flat_map(|received| received.reply.received.iter().copied()).collect()
    }
}

#[derive(Default)]
struct Gathered {
    replies: BTreeMap<Id, (Id, Reply, Seen)>,
    states: Vec<State>,
    dropped: usize,
}

impl Gathered {
    fn try_file(&mut self, id: &Id, file: &[u8], reporter: &Reporter, roster: &Roster) {
        let opened = match open::reply(file, id, reporter, roster) {
            Ok(opened) => opened,
            Err(OpenError::NotOurs) => return,
            Err(OpenError::Rejected(_)) => return self.dropped += 1,
        };
        let Author::Investigator(author) = opened.value.from else { return };
        // Her own signature makes a state true, whoever carries it.
        if let Some(signed) = &opened.value.state {
            let key = &reporter.keys().signing_key;
            if let Ok(state) = signed.verify(&roster.instance, key) {
                self.states.push(state);
            }
        }
        let seen = Seen { n: opened.value.n, sha256: opened.sha256 };
        self.replies.insert(*id, (author, opened.value, seen));
    }

    fn fold(self, roster: &Roster, today: Day) -> Conversation {
        let state = state::newest(&self.states);
        let shut_out = |id: &Id| state.as_ref().is_some_and(|state| state.shut_out.contains(id));
        // Without a state nobody has shown that she chose them.
        let chosen = |id: &Id| state.as_ref().is_some_and(|state| state.to.contains(id));
        let mut conversation = Conversation { dropped: self.dropped, ..Conversation::default() };
        let numbers: BTreeSet<(Id, u64)> =
            self.replies.values().map(|(author, reply, _)| (*author, reply.n)).collect();
        for (author, reply, seen) in self.replies.into_values() {
            if shut_out(&author) {
                conversation.dropped += 1;
                continue;
            }
            let newest = conversation.seen.entry(author).or_insert(seen);
            if seen.n > newest.n {
                *newest = seen;
            }
            let before = before(&reply, &author, &numbers, roster, today);
            let chosen = chosen(&author);
            conversation.replies.push(Received { author, chosen, reply, before });
        }
        conversation.replies.sort_by_key(|received| {
            (received.reply.day, received.author, received.reply.n, received.reply.id)
        });
        conversation.state = state;
        conversation
    }
}

fn before(
    reply: &Reply,
    author: &Id,
    numbers: &BTreeSet<(Id, u64)>,
    roster: &Roster,
    today: Day,
) -> Before {
    match reply.prev {
        Some(previous) if !numbers.contains(&(*author, previous.n)) => {
            if today.since(previous.day) < roster.reply_days {
                Before::Withheld
            } else {
                Before::Expired
            }
        }
        _ => Before::Here,
    }
}
