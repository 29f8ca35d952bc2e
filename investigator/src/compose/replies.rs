//! Sealing replies: their numbers, what they acknowledge, what they promise.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::event::{EventBody, EventKind, SignedEvent};
use dauys_crypto::letter::{Author, Letter};
use dauys_crypto::reply::{Previous, Reply, ReplyBody, ReplyKind};
use dauys_crypto::seal;
use dauys_wire::{Day, Digest, Id};

use super::trail::{Draft, Trail};
use super::{ComposeError, Desk, is_retaliation, joined, random_id};
use crate::case::{Case, Reporter};
use crate::deadline::Promise;
use crate::keys::Keys;
use crate::vault::contents::VaultLetter;
use crate::vault::record::{Outgoing, Place, Record, SentReply};

/// Letters that one reply acknowledges: 35 bytes each, so that most of a reply is text.
const RECEIVED_MAX: usize = 48;

/// The reply before the next one.
pub(super) type Last = Option<(u64, Day)>;

/// What decides a reply beside its text.
pub(super) struct Writing {
    pub(super) kind: ReplyKind,
    pub(super) last: Last,
    /// The reply that it says again.
    pub(super) repeats: Option<Id>,
    /// Her letters that it has to acknowledge; others too, while there is room.
    pub(super) acknowledges: Vec<Id>,
    /// What goes with it.
    pub(super) told: Told,
}

/// What goes with a reply: the step of the case, what is promised by when, and who reads it.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    pub(super) readers: Vec<Id>,
    pub(super) status: Option<String>,
    pub(super) due: BTreeMap<String, Day>,
    /// Promises that stand still.
    pub(super) paused: Vec<String>,
}

/// How the next reply in a thread goes on.
pub(super) struct Next {
    /// That a receipt is dropped, if one is.
    pub(super) records: Vec<Record>,
    /// The reply before.
    pub(super) last: Last,
    /// What it has to acknowledge.
    pub(super) acknowledges: Vec<Id>,
}

/// A sealed reply.
pub(super) struct Sent {
    pub(super) id: Id,
    pub(super) sha256: Digest,
    pub(super) last: (u64, Day),
    pub(super) records: Vec<Record>,
    /// As she will read it.
    pub(super) reply: Reply,
}

impl Sent {
    /// The team's copy.
    pub(super) fn copy(&self, thread: Id, text: &str) -> Draft {
        let body = EventBody {
            text: text.to_owned(),
            reply: Some(self.id),
            sha256: Some(self.sha256),
            ..EventBody::default()
        };
        Draft { thread, kind: EventKind::Answer, body }
    }

    /// That she wrote since does not make an answer less urgent than it was: it is promised by the
    /// same day, and she is still punished if she was.
    fn keeping_urgency_of(mut self, old: &SentReply) -> Self {
        for record in &mut self.records {
            if let Record::Reply(new) = record {
                new.due = new.due.into_iter().chain(old.due).min();
                new.retaliation |= old.retaliation;
            }
        }
        self
    }
}

impl Desk<'_> {
    pub(super) fn reply(
        &self,
        case: &Case<'_>,
        reporter: &Reporter<'_>,
        writing: &Writing,
        text: &str,
    ) -> Result<Sent, ComposeError> {
        let Writing { kind, last, repeats, ref acknowledges, ref told } = *writing;
        let n = last.map_or(1, |(n, _)| n + 1);
        // Of two states that she wrote without knowing of each other, her page needs both: they
        // are echoed in turns.
        let turn = usize::try_from(n).unwrap_or_default() % reporter.states.len().max(1);
        let reply = Reply {
            id: random_id(),
            thread: case.thread,
            from: Author::Investigator(self.keys.id),
            device: self.contents.device(),
            n,
            prev: last.map(|(n, day)| Previous { n, day }),
            day: self.today,
            kind,
            lang: reporter.lang,
            body: ReplyBody { text: text.to_owned() },
            status: told.status.clone(),
            due: told.due.clone(),
            paused: told.paused.clone(),
            received: received(acknowledges, case),
            readers: told.readers.clone(),
            state: reporter.states.get(turn).map(|state| (*state).clone()),
        };
        let Keys { instance, signing, .. } = self.keys;
        let sealed = seal::reply(&reply, instance, signing, &reporter.keys.recipient)?;
        let place = Place::Drop { thread: case.thread };
        let Reply { id, thread, n, day, kind, .. } = reply;
        let received = reply.received.clone();
        let (due, retaliation) = (self.due(case, writing), is_retaliation(case));
        let records = vec![
            Record::Reply(SentReply {
                id,
                thread,
                n,
                day,
                kind,
                received,
                due,
                retaliation,
                repeats,
            }),
            Record::Outgoing(Outgoing { id, place, file: sealed.bytes().to_vec() }),
        ];
        Ok(Sent { id, sha256: sealed.json_sha256(), last: (n, day), records, reply })
    }

    /// By when the reply itself was promised.
    fn due(&self, case: &Case<'_>, writing: &Writing) -> Option<Day> {
        if writing.kind != ReplyKind::Receipt {
            return self.answer_due(case);
        }
        // What is said again was said in time.
        let new = |id: &Id| writing.repeats.is_none() && writing.acknowledges.contains(id);
        let oldest = case.reporter_letters().filter(|letter| new(&letter.id));
        let oldest = oldest.map(|letter| letter.day).min()?;
        let kinds = case.kinds(&self.known.roster);
        Promise::for_kinds(&self.known.roster, &kinds).acknowledged(oldest)
    }

    /// A receipt that waits and has no place yet need not be posted by itself: it is dropped, and
    /// its number is taken by what says more, if that can say all of it.
    pub(super) fn next_reply(&self, case: &Case<'_>) -> Next {
        let mut replies = self.contents.own_replies(&case.thread).rev();
        let last = replies.next();
        let number = |reply: Option<&SentReply>| reply.map(|reply| (reply.n, reply.day));
        if let Some(receipt) = last.filter(|last| self.is_waiting_receipt(last))
            && let acknowledges = self.unacknowledged(case, Some(receipt))
            && acknowledges.len() <= RECEIVED_MAX
        {
            let records = vec![Record::Dropped { ids: vec![receipt.id] }];
            let last = self.at_least(number(replies.next()), case);
            return Next { records, last, acknowledges };
        }
        let last = self.at_least(number(last), case);
        Next { records: Vec::new(), last, acknowledges: self.unacknowledged(case, None) }
    }

    /// Whether a receipt that waits names so many that it takes no more: until it has gone there is
    /// no use in another one, and whoever sends hundreds of letters must not fill the queue.
    pub(super) fn is_receipt_full(&self, case: &Case<'_>) -> bool {
        let last = self.contents.own_replies(&case.thread).next_back();
        last.filter(|last| self.is_waiting_receipt(last))
            .is_some_and(|receipt| self.unacknowledged(case, Some(receipt)).len() > RECEIVED_MAX)
    }

    fn is_waiting_receipt(&self, reply: &SentReply) -> bool {
        reply.kind == ReplyKind::Receipt
            && self.contents.posting().is_replaceable(&reply.id, self.today)
    }

    /// Numbers never go back: not behind what was deleted here, nor behind what she has seen.
    pub(super) fn at_least(&self, last: Last, case: &Case<'_>) -> Last {
        let deleted = self.contents.deleted(&case.thread).and_then(|case| case.last);
        let seen = case
            .reporter_letters()
            .filter_map(|letter| letter.seen.get(&self.id()).map(|seen| (seen.n, letter.day)));
        last.into_iter().chain(deleted).chain(seen).fold(None, |most: Last, one| match most {
            Some(most) if most.0 >= one.0 => Some(most),
            _ => Some(one),
        })
    }

    /// An answer that waits, written again so that it acknowledges what came since, and its copy in
    /// a letter that waits too. `None` if either has a place already, or if it would get too long.
    pub(super) fn waiting_answer_with_receipt(
        &self,
        case: &Case<'_>,
        reporter: &Reporter<'_>,
    ) -> Result<Option<Vec<Record>>, ComposeError> {
        let posting = self.contents.posting();
        let mut replies = self.contents.own_replies(&case.thread).rev();
        let Some(old) = replies.next().filter(|reply| {
            reply.kind == ReplyKind::Answer && posting.is_replaceable(&reply.id, self.today)
        }) else {
            return Ok(None);
        };
        let acknowledges = self.unacknowledged(case, Some(old));
        if acknowledges.len() > RECEIVED_MAX {
            return Ok(None);
        }
        let is_copy = |event: &SignedEvent| event.event.body.reply == Some(old.id);
        let letter = self.contents.letters().values().find_map(|kept| match &kept.letter {
            Letter::Investigator(letter) if letter.events.iter().any(is_copy) => Some(letter),
            _ => None,
        });
        let Some(mut copy) = letter
            .and_then(|letter| self.waiting_letter(&BTreeSet::new(), &letter.to, letter.lang))
        else {
            return Ok(None);
        };
        let Some(event) = copy.letter.events.iter_mut().find(|event| is_copy(event)) else {
            return Ok(None);
        };
        // What was written after it names it: then it stays as it is.
        let names_it = |letter: &&VaultLetter| match &letter.letter {
            Letter::Investigator(letter) => {
                letter.events.iter().any(|other| other.event.after.contains(&event.sha256))
            }
            Letter::Reporter(_) => false,
        };
        if self.contents.letters().values().any(|letter| names_it(&letter)) {
            return Ok(None);
        }
        let last = replies.next().map(|reply| (reply.n, reply.day));
        let (last, repeats) = (self.at_least(last, case), old.repeats);
        let told = self.told(case, old.kind);
        let writing = Writing { kind: old.kind, last, repeats, acknowledges, told };
        let text = event.event.body.text.clone();
        let sent = match self.reply(case, reporter, &writing, &text) {
            Err(ComposeError::TooLong { .. }) => return Ok(None),
            sent => sent?.keeping_urgency_of(old),
        };
        let mut draft = sent.copy(case.thread, &text);
        draft.body.status.clone_from(&event.event.body.status);
        *event = self.sign_event(draft, &mut Trail::after(event))?;
        let (_, sealed) = self.seal_letter(&copy.letter)?;
        let dropped = Record::Dropped { ids: vec![old.id, copy.replaced] };
        Ok(Some(joined([vec![dropped], sent.records, sealed])))
    }
}

/// What a reply names: what it has to acknowledge, the oldest first, then the newest others.
fn received(acknowledges: &[Id], case: &Case<'_>) -> Vec<Id> {
    let others = case.reporter_letters().rev().map(|letter| letter.id);
    let others = others.filter(|id| !acknowledges.contains(id));
    acknowledges.iter().copied().chain(others).take(RECEIVED_MAX).collect()
}
