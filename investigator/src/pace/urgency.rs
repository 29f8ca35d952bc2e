//! Which replies go first when more wait than a day has places.

use std::collections::BTreeMap;

use dauys_crypto::reply::ReplyKind;
use dauys_wire::{Day, Id};

/// An answer that is due within so many days goes before everything else.
const DUE_SOON_DAYS: u32 = 2;

/// A reply that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingReply {
    /// Its id.
    pub id: Id,
    /// Its thread.
    pub thread: Id,
    /// Its number in the thread.
    pub n: u64,
    /// What it is.
    pub kind: ReplyKind,
    /// By which day the organisation promised it.
    pub due: Option<Day>,
    /// Whether the reporter wrote that she is being punished for reporting.
    pub retaliation: bool,
    /// Whether it may have reached the server already.
    pub attempted: bool,
}

/// From the most urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Attempted,
    AnswerDue,
    Retaliation,
    Answer,
    Receipt,
}

impl WaitingReply {
    fn rank(&self, today: Day) -> Rank {
        let due = self.due.is_some_and(|due| due <= today.plus(DUE_SOON_DAYS));
        match self.kind {
            _ if self.attempted => Rank::Attempted,
            ReplyKind::Answer | ReplyKind::Status if due => Rank::AnswerDue,
            _ if self.retaliation => Rank::Retaliation,
            ReplyKind::Answer | ReplyKind::Status => Rank::Answer,
            ReplyKind::Receipt => Rank::Receipt,
        }
    }
}

/// Their ids: answers that are due, then threads with a retaliation, then other answers (what was
/// promised for the nearest day first), then receipts; whatever waited longer first. A thread's
/// replies keep their order, and go with the most urgent of them.
pub fn by_urgency(waiting: &[WaitingReply], today: Day) -> Vec<Id> {
    let mut threads: BTreeMap<Id, Vec<(usize, &WaitingReply)>> = BTreeMap::new();
    for (place, reply) in waiting.iter().enumerate() {
        threads.entry(reply.thread).or_default().push((place, reply));
    }
    let urgency = |(place, reply): &(usize, &WaitingReply)| {
        (reply.rank(today), reply.due.unwrap_or(Day::MAX), *place)
    };
    let mut threads: Vec<_> = threads.into_values().collect();
    threads.sort_by_key(|replies| replies.iter().map(urgency).min());
    for replies in &mut threads {
        replies.sort_by_key(|(_, reply)| reply.n);
    }
    threads.into_iter().flatten().map(|(_, reply)| reply.id).collect()
}
