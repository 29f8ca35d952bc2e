//! Saying again what expired before she had fetched it. It goes as a new reply with the next
//! number: the same file under the same id once more would tell whoever watches the drop that it
//! was no cover.

use dauys_crypto::desk::DeskId;
use dauys_crypto::event::{Event, EventKind};
use dauys_crypto::letter::Letter;
use dauys_crypto::reply::ReplyKind;
use dauys_wire::Day;

use super::letters::Item;
use super::replies::{Last, Sent, Writing};
use super::trail::Trail;
use super::{ComposeError, Desk, split};
use crate::case::{AGAIN, Case, Reporter, Status};
use crate::vault::record::{Record, SentReply};

/// That a case was closed, and how, is said again for so many days: until the last check-in.
const CLOSED_SAID_AGAIN_DAYS: u32 = 180;

impl Desk<'_> {
    /// Replies of this desk that went out of the drop unseen, written once more, and the team's
    /// copies. Not in a case that she took back, and not longer than letters are kept.
    pub fn again(&self, case: &Case<'_>) -> Result<Vec<Record>, ComposeError> {
        let Ok(reporter) = self.reporter(case) else { return Ok(Vec::new()) };
        let expired: Vec<&SentReply> = self
            .contents
            .replies(&case.thread)
            .filter(|reply| self.is_worth_saying(reply, case))
            .filter(|reply| self.is_expired_unseen(reply, case))
            .collect();
        let (mut records, mut items) = (Vec::new(), Vec::new());
        let own = self.contents.own_replies(&case.thread).next_back().map(|r| (r.n, r.day));
        // A receipt that waits keeps its number.
        let mut last = self.at_least(own, case);
        for old in expired {
            let text = match old.kind {
                ReplyKind::Receipt if self.is_said_elsewhere(old, case) => continue,
                ReplyKind::Receipt | ReplyKind::Status => String::new(),
                ReplyKind::Answer => match self.copy_of(old) {
                    Some(event) => event.body.text.clone(),
                    None => continue,
                },
            };
            for (sent, part) in self.once_more(case, reporter, old, &text, last)? {
                if old.kind == ReplyKind::Answer {
                    let mut copy = sent.copy(case.thread, &part);
                    copy.body.status = Some(AGAIN.to_owned());
                    items.push(Item::New(copy));
                }
                last = Some(sent.last);
                records.extend(sent.records);
            }
        }
        let to = self.colleagues(case)?;
        let mut trail = Trail::of(case, &to);
        records.extend(self.letters(&to, items, reporter.lang, &mut trail)?);
        Ok(records)
    }

    /// One reply once more, with what each part of it says: there is less room than the first time
    /// if she has written since, for it names that too.
    fn once_more(
        &self,
        case: &Case<'_>,
        reporter: &Reporter<'_>,
        old: &SentReply,
        text: &str,
        mut last: Last,
    ) -> Result<Vec<(Sent, String)>, ComposeError> {
        let (mut parts, mut rest) = (Vec::new(), text);
        // A receipt says nothing, and goes all the same.
        while parts.is_empty() || !rest.is_empty() {
            let (repeats, acknowledges) = (Some(old.id), old.received.clone());
            let told = self.told(case, old.kind);
            let writing = Writing { kind: old.kind, last, repeats, acknowledges, told };
            let seal = |part: &str| self.reply(case, reporter, &writing, part);
            let (sent, part, after) = split::longest(rest, seal)?;
            (last, rest) = (Some(sent.last), after);
            parts.push((sent, part.to_owned()));
        }
        Ok(parts)
    }

    /// Of a case that is closed the end is said again, and what came with it, as long as somebody
    /// might still check how she is.
    fn is_worth_saying(&self, reply: &SentReply, case: &Case<'_>) -> bool {
        let is_kept = |day: Day| self.today.since(day) <= self.known.roster.retention_days;
        let is_end =
            |closed: Day| reply.day >= closed && self.today.since(closed) <= CLOSED_SAID_AGAIN_DAYS;
        let is_open = case.status().0 != Status::Closed;
        !case.is_withdrawn()
            && case.since().is_some_and(is_kept)
            && (is_open || case.days().closed.is_some_and(is_end))
    }

    fn is_expired_unseen(&self, reply: &SentReply, case: &Case<'_>) -> bool {
        let expired = self
            .contents
            .posting()
            .replied(&reply.id)
            .is_some_and(|posted| self.today.since(posted) > self.known.roster.reply_days);
        let repeated =
            self.contents.replies(&case.thread).any(|other| other.repeats == Some(reply.id));
        expired && !repeated && !self.is_seen(reply, case)
    }

    fn is_seen(&self, reply: &SentReply, case: &Case<'_>) -> bool {
        let seen = |n: u64| n >= reply.n;
        let desk = DeskId { device: self.contents.machines().wrote(&reply.id), ..self.id() };
        case.reporter_letters()
            .filter_map(|letter| letter.seen.get(&desk))
            .any(|newest| seen(newest.n))
    }

    /// A receipt need not be said again if a later reply acknowledges the same and she has that, or
    /// it is on its way.
    fn is_said_elsewhere(&self, receipt: &SentReply, case: &Case<'_>) -> bool {
        let mut later =
            self.contents.replies(&case.thread).rev().take_while(|it| it.id != receipt.id);
        later.any(|other| receipt.received.iter().all(|id| other.received.contains(id)))
    }

    fn copy_of(&self, reply: &SentReply) -> Option<&Event> {
        let events = self.contents.letters().values().filter_map(|kept| match &kept.letter {
            Letter::Investigator(letter) => Some(&letter.events),
            Letter::Reporter(_) => None,
        });
        let events = events.flatten().map(|signed| &signed.event);
        events
            .into_iter()
            .find(|event| event.kind == EventKind::Answer && event.body.reply == Some(reply.id))
    }
}
