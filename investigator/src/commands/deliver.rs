//! What every command that writes does in the end: keeps what was written, posts what may go now,
//! and tells what waits and for how long.

use std::collections::BTreeSet;

use dauys_wire::Id;
use schemars::JsonSchema;
use serde::Serialize;

use crate::failure::{Exit, Failure, remote_message};
use crate::pace::{Kind, letter_days, reply_days};
use crate::post::{Line, Posted, Poster, rate, row};
use crate::print::Print;
use crate::remote::{Remote, RemoteError};
use crate::seat::Seat;
use crate::text::Message;
use crate::vault::record::Outgoing;
use crate::vault::{Contents, Record};
use crate::workplace::Workplace;
use crate::{clock, message};

/// What waits, and in how many days it will have gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "queue")]
pub(super) struct QueueView {
    /// Replies that wait.
    replies: usize,
    /// In how many days they will have gone, with a `sync` on every day.
    reply_days: usize,
    /// Letters that wait.
    letters: usize,
    /// In how many days they will have gone.
    letter_days: usize,
}

/// What was written, and what came of it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "done")]
pub(crate) struct View {
    /// The name of what is told: whether it is posted, or waits for its place.
    done: &'static str,
    /// Things posted now.
    posted: usize,
    /// Things that could not be posted.
    waiting: usize,
    queue: QueueView,
    /// The name of a warning about what posting now has shown.
    warning: Option<&'static str>,
}

impl QueueView {
    pub(super) fn of(workplace: &Workplace) -> Result<Self, Failure> {
        let cover = workplace.connected()?.1.roster.cover;
        let posting = workplace.vault.contents().posting();
        let (replies, letters) =
            (posting.waiting(Kind::Reply).count(), posting.waiting(Kind::Letter).count());
        let (reply_days, letter_days) = (reply_days(replies, cover), letter_days(letters, cover));
        Ok(Self { replies, reply_days, letters, letter_days })
    }

    pub(super) fn say(&self, print: &Print) {
        let days = self.reply_days.max(self.letter_days);
        if days > 0 {
            let (replies, letters) = (self.replies, self.letters);
            print.say(&message!("queue", replies = replies, letters = letters, days = days));
        }
    }
}

/// Says what waits, if the server is known; whether it is.
pub(crate) fn waiting(seat: &Seat<'_>, print: &Print) -> Result<bool, Failure> {
    let workplace = seat.sit(print)?;
    if workplace.vault.contents().connection().is_none() {
        return Ok(false);
    }
    QueueView::of(&workplace)?.say(print);
    Ok(true)
}

/// How a command posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// With the first `sync` of a day, if the organisation chose cover.
    Planned,
    /// At once, whatever it tells a watcher.
    Now,
}

impl Pace {
    pub(super) const fn of(now: bool) -> Self {
        if now { Self::Now } else { Self::Planned }
    }
}

/// What came of it.
pub(super) struct Delivered {
    pub(super) posted: Posted,
    /// Whether all of what is new went.
    pub(super) gone: bool,
    /// The closed period of the organisation.
    pub(super) hours: u32,
    queue: QueueView,
    warning: Option<Message>,
}

/// Posts what may go now of what was kept as `new`. What waits is safe in the vault.
pub(super) fn deliver(
    workplace: &mut Workplace,
    new: &BTreeSet<Id>,
    pace: Pace,
    proxy: Option<&str>,
) -> Result<Delivered, Failure> {
    let with = with_those_before(new, workplace.vault.contents());
    let posted = on_line(workplace, proxy, |poster| match pace {
        Pace::Now => poster.now(Some(&with)),
        Pace::Planned => poster.unpaced(),
    })?;
    // What has gone of a case that was deleted leaves the file too.
    workplace.vault.compact()?;
    let gone = !workplace.vault.contents().outgoing().iter().any(|one| new.contains(&one.id));
    let warning = now_warning(workplace, pace)?;
    let hours = workplace.connected()?.1.roster.release_hours;
    Ok(Delivered { posted, gone, hours, queue: QueueView::of(workplace)?, warning })
}

impl Delivered {
    /// Tells it; fails if something could not be posted.
    pub(super) fn tell(self, said: &Message, print: &Print) -> Result<(), Failure> {
        print.json(&View {
            done: said.key(),
            posted: self.posted.posted,
            waiting: self.posted.waiting,
            queue: self.queue,
            warning: self.warning.as_ref().map(Message::key),
        });
        if let Some(warning) = &self.warning {
            print.warn(warning);
        }
        check_posted(&self.posted, print)?;
        print.say(said);
        self.queue.say(print);
        Ok(())
    }
}

/// Posts over a fresh line.
pub(super) fn on_line<T>(
    workplace: &mut Workplace,
    proxy: Option<&str>,
    post: impl FnOnce(&mut Poster<'_, Line<'_>>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let (connection, known) = workplace.connected()?;
    let (origin, roster) = (connection.origin.clone(), known.roster.clone());
    let Workplace { keys, vault, proxy: usual, .. } = workplace;
    let proxy = proxy.or(usual.as_deref());
    let tried = vault.contents().posting().attempted().clone();
    let remote = Remote::new(&origin, proxy, keys.signer())?.having_tried(tried);
    let today = clock::today();
    let line = Line { remote, roster: &roster, today };
    post(&mut Poster { vault, roster: &roster, today, carrier: &line })
}

/// What posting outside of the plan tells; nothing where there is no plan.
pub(super) fn now_warning(workplace: &Workplace, pace: Pace) -> Result<Option<Message>, Failure> {
    let roster = &workplace.connected()?.1.roster;
    let paced = [Kind::Letter, Kind::Reply].into_iter().any(|kind| rate(roster, kind) > 0);
    Ok((paced && pace == Pace::Now).then(|| message!("now-warning")))
}

/// Fails if something could not be posted, and says why.
pub(super) fn check_posted(posted: &Posted, print: &Print) -> Result<(), Failure> {
    let Some(reason) = &posted.reason else { return Ok(()) };
    if matches!(reason, RemoteError::Unproven) {
        return Err(not_proven());
    }
    print.warn(&remote_message(reason));
    Err(Failure::new(Exit::Network, message!("waiting", things = posted.waiting)))
}

/// The server says that it took a letter, and does not prove it.
pub(super) fn not_proven() -> Failure {
    let message = remote_message(&RemoteError::Unproven);
    Failure { is_alarm: true, ..Failure::new(Exit::Refused, message) }
}

/// The ids of what is to be posted.
pub(super) fn outgoing(records: &[Record]) -> BTreeSet<Id> {
    let id = |record: &Record| match record {
        Record::Outgoing(outgoing) => Some(outgoing.id),
        _ => None,
    };
    records.iter().filter_map(id).collect()
}

/// These and what waits before them in the same thread, or to the same colleagues: out of order
/// they would look as if something had been withheld.
fn with_those_before(new: &BTreeSet<Id>, contents: &Contents) -> BTreeSet<Id> {
    let waiting = contents.outgoing();
    let rows: BTreeSet<_> = waiting
        .iter()
        .filter(|one| new.contains(&one.id))
        .filter_map(|one| row(one, contents))
        .collect();
    // A report that was taken down for somebody is in no row.
    let goes = |one: &&Outgoing| {
        new.contains(&one.id) || row(one, contents).is_some_and(|row| rows.contains(row))
    };
    waiting.iter().filter(goes).map(|one| one.id).collect()
}

#[cfg(test)]
mod tests {
    use dauys_crypto::event::EventKind;
    use dauys_crypto::letter::Letter;
    use dauys_wire::{Digest, Signature};

    use super::*;
    use crate::compose::random_id;
    use crate::fixtures::{DAY, event_letter};
    use crate::vault::record::{KeptLetter, Place};

    #[test]
    fn what_goes_takes_along_what_waits_before_it_in_its_row_and_goes_itself_without_one() {
        let mut contents = Contents::default();
        let (me, other) = (random_id(), random_id());
        let mut to = [me, other];
        to.sort_unstable();
        let mut wait = |letter: Option<u64>| {
            let mut id = random_id();
            let mut place = Place::Filed { withdraw: Digest::of(b"hers") };
            if let Some(n) = letter {
                let letter = event_letter(me, &to, n, EventKind::Note, random_id());
                id = letter.id;
                place = Place::Inbox { token: vec![1; 32] };
                let json = letter.to_json().unwrap().to_string();
                let signature = Signature::from_bytes([0; 64]);
                let kept = KeptLetter { id, day: DAY, signature, json, whole: None };
                contents.apply(Record::Letter(kept)).unwrap();
                assert!(matches!(contents.letters()[&id].letter, Letter::Investigator(_)));
            }
            contents.apply(Record::Outgoing(Outgoing { id, place, file: vec![1] })).unwrap();
            id
        };
        let [first, filed, second] = [wait(Some(1)), wait(None), wait(Some(2))];
        let with = |id| with_those_before(&BTreeSet::from([id]), &contents);
        assert_eq!(with(filed), BTreeSet::from([filed]));
        assert_eq!(with(second), BTreeSet::from([first, second]));
    }
}
