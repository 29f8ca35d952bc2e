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
    /// Its place among the replies of the thread: after a restore two machines have counted them.
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

/// From the most urgent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Attempted,
    AnswerDue,
    Retaliation,
    Answer,
    Receipt,
}

impl WaitingReply {
    fn urgency(&self, place: usize, today: Day) -> Urgency {
        (self.rank(today), self.due.unwrap_or(Day::MAX), place)
    }

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

/// How urgent a thread is: rank, promised day, place in the order of waiting.
type Urgency = (Rank, Day, usize);

/// Replies that wait, in their order.
#[derive(Debug, Default)]
pub struct Order {
    /// The threads, the most urgent first: how urgent, and how many replies up to its end.
    threads: Vec<(Urgency, usize)>,
    /// The urgency of each thread, and its number of replies.
    by_thread: BTreeMap<Id, (Urgency, usize)>,
    places: BTreeMap<Id, usize>,
    ids: Vec<Id>,
}

impl Order {
    /// Answers that are due, then threads with a retaliation, then other answers (what was promised
    /// for the nearest day first), then receipts; whatever waited longer first. A thread's replies
    /// keep their order, and go with the most urgent of them.
    pub fn of(waiting: &[WaitingReply], today: Day) -> Self {
        let mut threads: BTreeMap<Id, (Urgency, Vec<&WaitingReply>)> = BTreeMap::new();
        for (place, reply) in waiting.iter().enumerate() {
            let urgency = reply.urgency(place, today);
            let (most, replies) = threads.entry(reply.thread).or_insert((urgency, Vec::new()));
            *most = urgency.min(*most);
            replies.push(reply);
        }
        let mut threads: Vec<_> = threads.into_values().collect();
        threads.sort_by_key(|(urgency, _)| *urgency);
        let mut order = Self::default();
        for (urgency, mut replies) in threads {
            replies.sort_by_key(|reply| reply.n);
            for reply in &replies {
                order.places.insert(reply.id, order.ids.len());
                order.ids.push(reply.id);
                order.by_thread.insert(reply.thread, (urgency, replies.len()));
            }
            order.threads.push((urgency, order.ids.len()));
        }
        order
    }

    /// The ids, in their order.
    pub fn ids(&self) -> &[Id] {
        &self.ids
    }

    /// How many go before a reply that waits.
    pub fn place(&self, id: &Id) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// How many would go before a reply that is written now.
    pub fn place_of_new(&self, reply: &WaitingReply, today: Day) -> usize {
        let own = self.by_thread.get(&reply.thread);
        let urgency = reply.urgency(usize::MAX, today);
        let moved = own.map_or(urgency, |(theirs, _)| urgency.min(*theirs));
        let before = self.threads.partition_point(|(other, _)| *other < moved);
        let ahead = before.checked_sub(1).and_then(|at| self.threads.get(at));
        // Those of its own thread go before it wherever they stood.
        ahead.map_or(0, |(_, up_to)| *up_to) + own.map_or(0, |(_, replies)| *replies)
    }
}
