//! A reporter's side of her thread: the files of her bucket, tried one by one, folded into what she
//! is shown (docs/PROTOCOL.md, section 8).
//!
//! The server and any addressee may lie here. Whatever can be seen of it is given a name: of a file
//! that is not taken in [`Refused`], of a reply that is in [`Received`].

mod fetched;
mod promises;
mod reading;

use std::collections::{BTreeMap, BTreeSet};

use dauys_wire::limits::REPLY_RECORD_BYTES;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Digest, Id};

use crate::desk::DeskId;
use crate::letter::{Author, Seen};
use crate::open::{self, OpenError, Rejection};
use crate::reply::Reply;
use crate::state::{self, State};
use crate::thread::Reporter;

pub use fetched::{BUCKET_BYTES_MAX, Fetched, File};
pub use promises::{Moved, Promise, PromiseStanding};
pub use reading::{LetIn, ReadersWord, Standing};

/// What came back, as far as it can be told.
#[derive(Debug, Default)]
pub struct Conversation {
    /// Replies she is shown, in the order of their days, authors and numbers.
    pub replies: Vec<Received>,
    /// Her newest state as the replies echo it; `None` before the first reply.
    pub state: Option<State>,
    /// Files that were sealed to her and are not taken, each with its reason.
    pub refused: Vec<Refused>,
    /// The newest reply of each desk, for her next letter.
    pub seen: BTreeMap<DeskId, Seen>,
    /// Readers whom she chose and who say of themselves that they do not read any more.
    pub left: Vec<Id>,
    /// Who reads because readers of hers let them, each with one who does.
    pub let_in: Vec<LetIn>,
}

/// A reply as she is shown it.
#[derive(Debug)]
pub struct Received {
    /// Who wrote.
    pub author: Id,
    /// What they are to her; whoever is not chosen is shown apart.
    pub standing: Standing,
    /// The reply.
    pub reply: Reply,
    /// What is known about the author's reply just before this one.
    pub before: Before,
    /// What it says of her own state.
    pub echo: Echo,
    /// Whether the author wrote another reply with this number and other content.
    pub two_versions: bool,
    /// What it says of who reads; nothing if its author wrote again since.
    pub readers: ReadersWord,
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

/// What a reply says of her state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Echo {
    /// Nothing.
    Absent,
    /// A state that she signed, as new as its author can be shown to know.
    Hers,
    /// A state that she signed, although its author had a newer one of hers.
    RolledBack,
    /// Something that she never signed.
    Forged,
}

/// A file that was sealed to her and is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub why: Why,
    /// Who wrote it, where that is proven.
    pub author: Option<Id>,
}

/// Why a file that was sealed to her is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It does not hold.
    Rejected(Rejection),
    /// Its author is somebody she shut out: they know of her thread.
    ShutOut,
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
        Self::collect_after(&[], reporter, roster, today, bodies)
    }

    /// The same for somebody who has signed `states` in this visit already: nobody who answers can
    /// know them yet, and they count.
    pub fn collect_after(
        states: &[State],
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
            gathered.take(record, reporter, roster);
        }
        Ok(gathered.fold(states, roster, today))
    }

    /// All of her letters that somebody confirms to have.
    pub fn received(&self) -> BTreeSet<Id> {
        let chosen = |received: &&Received| received.standing == Standing::Chosen;
        let chosen = self.replies.iter().filter(chosen);
        chosen.flat_map(|received| received.reply.received.iter().copied()).collect()
    }

    /// Her letters, as far as the code and her newest state tell: the first one, then the others.
    pub fn letters(&self, reporter: &Reporter) -> Vec<Id> {
        let first = reporter.first_letter();
        let known = self.state.iter().flat_map(|state| &state.letters);
        std::iter::once(first).chain(known.copied().filter(|id| *id != first)).collect()
    }
}

/// A reply that opened, before all of them are known.
struct Entry {
    author: Id,
    reply: Reply,
    seen: Seen,
    state: Option<State>,
}

/// By id and what was signed: a file that the server shows twice is there once, and another reply
/// under the id of one does not take its place.
type Entries = BTreeMap<(Id, Digest), Entry>;

/// What was hers of the files that were tried so far, one after the other.
#[derive(Default)]
pub struct Gathered {
    entries: Entries,
    refused: Vec<Refused>,
}

impl Gathered {
    /// Tries one record of a bucket: the id of a file, and the file.
    pub fn take(
        &mut self,
        record: &[u8; REPLY_RECORD_BYTES],
        reporter: &Reporter,
        roster: &Roster,
    ) {
        if let Some((id, file)) = record.split_first_chunk::<16>() {
            self.try_file(&Id::from_bytes(*id), file, reporter, roster);
        }
    }

    fn try_file(&mut self, id: &Id, file: &[u8], reporter: &Reporter, roster: &Roster) {
        let opened = match open::reply(file, id, reporter, roster) {
            Ok(opened) => opened,
            Err(OpenError::NotOurs) => return,
            Err(OpenError::Rejected(why)) => {
                return self.refused.push(Refused { why: Why::Rejected(why), author: None });
            }
        };
        let Author::Investigator(author) = opened.value.from else { return };
        let seen = Seen { n: opened.value.n, sha256: opened.sha256 };
        // Her own signature makes a state true, whoever carries it.
        let key = &reporter.keys().signing_key;
        let signed = opened.value.state.as_ref();
        let state = signed.and_then(|signed| signed.verify(&roster.instance, key).ok());
        let entry = Entry { author, reply: opened.value, seen, state };
        self.entries.insert(entry.key(), entry);
    }

    /// What she is shown of it, if she has signed `own` in this visit.
    pub fn fold(&self, own: &[State], roster: &Roster, today: Day) -> Conversation {
        let echoed = self.entries.values().filter_map(|entry| entry.state.clone());
        let states: Vec<State> = own.iter().cloned().chain(echoed).collect();
        let state = state::newest(&states);
        let shut_out = |id: &Id| state.as_ref().is_some_and(|state| state.shut_out.contains(id));

        let mut conversation =
            Conversation { refused: self.refused.clone(), ..Conversation::default() };
        for entry in self.entries.values() {
            let author = entry.author;
            if shut_out(&author) {
                conversation.refused.push(Refused { why: Why::ShutOut, author: Some(author) });
                continue;
            }
            let newest = conversation.seen.entry(entry.desk()).or_insert(entry.seen);
            if entry.seen.n > newest.n {
                *newest = entry.seen;
            }
            let twins = || self.entries.values().filter(|other| entry.is_twin_of(other));
            if twins().any(|other| other.says_the_same(entry) && other.key() < entry.key()) {
                continue;
            }
            let (known, newest) = (entry.state.as_ref(), state.as_ref());
            conversation.replies.push(Received {
                author,
                // Without a state nobody has shown that she chose them.
                standing: Standing::of(&author, known, newest),
                reply: entry.reply.clone(),
                before: entry.before(&self.entries, roster, today),
                echo: entry.echo(&self.entries, &states),
                two_versions: twins().any(|other| !other.says_the_same(entry)),
                readers: ReadersWord::of(&entry.reply, known, newest),
            });
        }
        conversation.replies.sort_by_key(|received| {
            (received.reply.day, received.author, received.reply.n, received.reply.id)
        });
        conversation.state = state;
        conversation.weigh_readers();
        conversation
    }
}

impl Entry {
    fn key(&self) -> (Id, Digest) {
        (self.reply.id, self.seen.sha256)
    }

    fn desk(&self) -> DeskId {
        DeskId { investigator: self.author, device: self.reply.device }
    }

    /// Same desk, same number, another reply.
    fn is_twin_of(&self, other: &Self) -> bool {
        let same_place = self.desk() == other.desk() && self.reply.n == other.reply.n;
        same_place && self.key() != other.key()
    }

    /// A reply may be posted again; what it says may not change.
    fn says_the_same(&self, other: &Self) -> bool {
        let content = |it: &Self| {
            let Reply { kind, body, status, due, .. } = it.reply.clone();
            (kind, body, status, due)
        };
        content(self) == content(other)
    }

    fn before(&self, all: &Entries, roster: &Roster, today: Day) -> Before {
        let Some(previous) = self.reply.prev else { return Before::Here };
        let here = |other: &Self| other.desk() == self.desk() && other.reply.n == previous.n;
        if all.values().any(here) {
            Before::Here
        } else if today.since(previous.day) < roster.reply_days {
            Before::Withheld
        } else {
            Before::Expired
        }
    }

    /// An honest author echoes the newest state they have. They provably have a newer one if they
    /// echoed it before, or if they confirm the very letter that carried it.
    fn echo(&self, all: &Entries, states: &[State]) -> Echo {
        let Some(state) = &self.state else {
            return if self.reply.state.is_some() { Echo::Forged } else { Echo::Absent };
        };
        let before = |other: &Self| {
            other.desk() == self.desk()
                && other.reply.n < self.reply.n
                && other.state.as_ref().is_some_and(|earlier| earlier.v > state.v)
        };
        // The letter that carries a state is the last that it names.
        let confirmed = |newer: &State| {
            let carrier = newer.letters.last();
            newer.v > state.v && carrier.is_some_and(|id| self.reply.received.contains(id))
        };
        if all.values().any(before) || states.iter().any(confirmed) {
            Echo::RolledBack
        } else {
            Echo::Hers
        }
    }
}
