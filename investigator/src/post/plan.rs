//! A day's plan, made and kept: which of the things that wait take its places, and the cover for
//! the others.

use std::collections::{BTreeMap, BTreeSet};
use std::slice;

use dauys_crypto::letter::Letter;
use dauys_crypto::reply::ReplyKind;
use dauys_crypto::seal;
use dauys_wire::limits::AHEAD_DAYS_MAX;
use dauys_wire::{Day, Id};
use rand::rngs::OsRng;
use rand::{Rng, RngCore as _};

use super::{Poster, rate};
use crate::compose::{ComposeError, random_id};
use crate::failure::Failure;
use crate::pace::urgency::{Order, WaitingReply};
use crate::pace::{Kind, Plan, Queue};
use crate::vault::record::{Cover, DayPlan, Outgoing, Place, Withdrawal};
use crate::vault::{Contents, Record};

/// Something of the plan.
pub(super) enum Sealed {
    /// It waited.
    Real(Outgoing),
    /// It is for nobody.
    Cover(Cover),
}

impl Sealed {
    pub(super) const fn outgoing(&self) -> &Outgoing {
        match self {
            Self::Real(outgoing) | Self::Cover(Cover { outgoing, .. }) => outgoing,
        }
    }

    /// When it is to be taken back, if published on that day.
    pub(super) fn withdrawal(&self, published: Day) -> Option<Withdrawal> {
        let Self::Cover(Cover { outgoing: Outgoing { id, place, .. }, withdrawn_after }) = self
        else {
            return None;
        };
        let Place::Inbox { token } = place else { return None };
        let on = published.plus((*withdrawn_after)?);
        Some(Withdrawal { id: *id, token: token.clone(), on })
    }
}

impl<C> Poster<'_, C> {
    /// Plans those kinds for a day that have cover and no plan yet. The cover is on the disk before
    /// the plan is, and the plan before anything of it is posted.
    pub(super) fn plan(
        &mut self,
        day: Day,
        kinds: &[Kind],
        rng: &mut impl Rng,
    ) -> Result<(), Failure> {
        let contents = self.vault.contents();
        let posting = contents.posting();
        let is_open =
            |kind: &&Kind| rate(self.roster, **kind) > 0 && posting.unposted(day, **kind).is_none();
        let open: Vec<Kind> = kinds.iter().filter(is_open).copied().collect();
        if open.is_empty() {
            return Ok(());
        }
        let kept = self.vault.cover()?;
        let mut cover: Vec<Cover> = kept.into_iter().filter(|one| self.is_due(one)).collect();
        let queue = self.queue(day, &cover);
        let places = match open.as_slice() {
            [Kind::Letter] => {
                Plan::draw_letters(rate(self.roster, Kind::Letter), &queue.letters, rng)
            }
            [Kind::Reply] => {
                Plan::draw_replies(rate(self.roster, Kind::Reply), &queue.replies, rng)
            }
            _ => Plan::draw(self.roster.cover, &queue, rng),
        };
        let mut plans: Vec<DayPlan> =
            open.iter().map(|kind| DayPlan { day, kind: *kind, ids: Vec::new() }).collect();
        for place in places.places {
            // Cover is sealed and kept for every place, also for what is real: how long it takes
            // until the first thing is posted must not tell the server how much is.
            let id = self.add_cover(place.kind, place.withdrawn_after, &mut cover)?;
            if let Some(plan) = plans.iter_mut().find(|plan| plan.kind == place.kind) {
                plan.ids.push(place.real.unwrap_or(id));
            }
        }
        self.vault.keep_cover(&cover)?;
        Ok(self.vault.append(plans.into_iter().map(Record::Plan).collect())?)
    }

    /// What each place of the plan holds; `None` where there is nothing any more.
    pub(super) fn sealed(&self, ids: &[Id]) -> Result<Vec<Option<Sealed>>, Failure> {
        let mut things: BTreeMap<Id, Sealed> = self
            .vault
            .cover()?
            .into_iter()
            .map(|cover| (cover.outgoing.id, Sealed::Cover(cover)))
            .collect();
        let waiting = self.vault.contents().outgoing().iter();
        let planned: BTreeSet<&Id> = ids.iter().collect();
        let planned = waiting.filter(|outgoing| planned.contains(&outgoing.id)).cloned();
        things.extend(planned.map(|outgoing| (outgoing.id, Sealed::Real(outgoing))));
        Ok(ids.iter().map(|id| things.remove(id)).collect())
    }

    /// What waits in the plan of a day from `first` on leaves its place to cover.
    pub fn give_places_to_cover(&mut self, ids: &BTreeSet<Id>, first: Day) -> Result<(), Failure> {
        for ahead in 0..=AHEAD_DAYS_MAX {
            let day = first.plus(ahead);
            let posting = self.vault.contents().posting();
            let planned = posting.unposted(day, Kind::Letter).unwrap_or_default();
            let leaving: Vec<Id> = planned.iter().filter(|id| ids.contains(id)).copied().collect();
            for id in leaving {
                self.replace_by_cover(day, Kind::Letter, &id)?;
            }
        }
        Ok(())
    }

    /// Whether something waits before it in its row: posted now it would look as if that had been
    /// withheld. What may be at the server already would look so all the same.
    pub(super) fn is_out_of_turn(&self, outgoing: &Outgoing) -> bool {
        let contents = self.vault.contents();
        let Some(in_row) = row(outgoing, contents) else { return false };
        let mut before = contents.outgoing().iter().take_while(|one| one.id != outgoing.id);
        !contents.posting().is_attempted(&outgoing.id)
            && before.any(|one| row(one, contents) == Some(in_row))
    }

    /// The day ahead in whose plan a letter is.
    pub(super) fn planned_ahead(&self, id: &Id) -> Option<Day> {
        let posting = self.vault.contents().posting();
        let mut days = (1..=AHEAD_DAYS_MAX).map(|ahead| self.today.plus(ahead));
        days.find(|day| posting.unposted(*day, Kind::Letter).is_some_and(|ids| ids.contains(id)))
    }

    /// Something leaves its place, for the number of a day must not tell that it was real.
    pub(super) fn replace_by_cover(
        &mut self,
        day: Day,
        kind: Kind,
        leaving: &Id,
    ) -> Result<Sealed, Failure> {
        let mut all = self.vault.cover()?;
        let id = self.add_cover(kind, None, &mut all)?;
        let unposted = self.vault.contents().posting().unposted(day, kind).unwrap_or_default();
        let replace = |planned: &Id| if planned == leaving { id } else { *planned };
        let ids = unposted.iter().map(replace).collect();
        self.vault.keep_cover(&all)?;
        self.vault.append(vec![Record::Plan(DayPlan { day, kind, ids })])?;
        all.pop().map(Sealed::Cover).ok_or_else(|| ComposeError::Seal.into())
    }

    /// Whether cover that was kept is still to be posted: planned for today or a day ahead, or
    /// perhaps at the server already.
    fn is_due(&self, cover: &Cover) -> bool {
        let id = &cover.outgoing.id;
        let posting = self.vault.contents().posting();
        posting.is_attempted(id) || posting.is_planned(id, self.today)
    }

    /// What may take places on a day, in the order in which it should go.
    ///
    /// Cover that may be at the server already goes again before anything else, as something real
    /// does: that a line broke must not tell which of the two it was. Neither goes on a day ahead:
    /// the server may have it under another day, and would refuse it under this one.
    fn queue(&self, day: Day, cover: &[Cover]) -> Queue {
        let contents = self.vault.contents();
        let letters = free_letters(contents, self.today, day);
        if day > self.today {
            return Queue { letters, replies: Vec::new() };
        }
        let replies = Order::of(&waiting_replies(contents, self.today), self.today).ids().to_vec();
        let posting = contents.posting();
        let tried = |kind: Kind| {
            let ids = cover.iter().map(|cover| &cover.outgoing).filter(move |outgoing| {
                outgoing.place.kind() == kind
                    && posting.is_attempted(&outgoing.id)
                    && !posting.is_planned(&outgoing.id, self.today)
            });
            ids.map(|outgoing| outgoing.id).collect::<Vec<_>>()
        };
        Queue {
            letters: [tried(Kind::Letter), letters].concat(),
            replies: [tried(Kind::Reply), replies].concat(),
        }
    }

    fn add_cover(
        &self,
        kind: Kind,
        withdrawn_after: Option<u32>,
        all: &mut Vec<Cover>,
    ) -> Result<Id, Failure> {
        let id = random_id();
        let failed = |_| Failure::from(ComposeError::Seal);
        let (file, place) = match kind {
            Kind::Letter => {
                let mut token = vec![0; 32];
                OsRng.fill_bytes(&mut token);
                (seal::cover_letter().map_err(failed)?.bytes().to_vec(), Place::Inbox { token })
            }
            Kind::Reply => {
                let bucket = OsRng.gen_range(0..self.roster.reply_buckets.count.max(1));
                (seal::cover_reply().map_err(failed)?.bytes().to_vec(), Place::Bucket { bucket })
            }
        };
        all.push(Cover { outgoing: Outgoing { id, place, file }, withdrawn_after });
        Ok(id)
    }
}

/// Letters that wait and may take places on a day: those that may be at the server already, then the
/// oldest. None goes before an earlier one to the same colleagues, who would miss that one.
fn free_letters(contents: &Contents, today: Day, day: Day) -> Vec<Id> {
    let posting = contents.posting();
    let mut held: BTreeSet<&[Id]> = BTreeSet::new();
    let mut free = Vec::new();
    for outgoing in posting.waiting(Kind::Letter) {
        let id = &outgoing.id;
        let to = row(outgoing, contents);
        let tried = posting.is_attempted(id);
        if posting.is_planned(id, today) || (tried && day > today) {
            held.extend(to);
        } else if tried || to.is_none_or(|to| !held.contains(to)) {
            free.push(*id);
        }
    }
    free.sort_by_key(|id| !posting.is_attempted(id));
    free
}

/// The row in which something is numbered: its thread's, or that of the letters to the same colleagues.
pub fn row<'a>(outgoing: &'a Outgoing, contents: &'a Contents) -> Option<&'a [Id]> {
    if let Place::Drop { thread } = &outgoing.place {
        return Some(slice::from_ref(thread));
    }
    contents.letters().get(&outgoing.id).and_then(|kept| match &kept.letter {
        Letter::Investigator(letter) => Some(letter.to.as_slice()),
        Letter::Reporter(_) => None,
    })
}

/// Replies that wait and are in no plan, oldest first.
pub fn waiting_replies(contents: &Contents, today: Day) -> Vec<WaitingReply> {
    let posting = contents.posting();
    let waiting = posting.waiting(Kind::Reply);
    let free = waiting.filter(|outgoing| !posting.is_planned(&outgoing.id, today));
    free.filter_map(|outgoing| waiting_reply(outgoing, contents)).collect()
}

fn waiting_reply(outgoing: &Outgoing, contents: &Contents) -> Option<WaitingReply> {
    let Place::Drop { thread } = outgoing.place else { return None };
    let mut replies = contents.replies(&thread).zip(0..);
    let (sent, place) = replies.find(|(reply, _)| reply.id == outgoing.id).unzip();
    Some(WaitingReply {
        id: outgoing.id,
        thread,
        // Of a case that was deleted here nothing else is known; what waits still goes.
        n: place.unwrap_or(u64::MAX),
        kind: sent.map_or(ReplyKind::Answer, |sent| sent.kind),
        due: sent.and_then(|sent| sent.due),
        retaliation: sent.is_some_and(|sent| sent.retaliation),
        attempted: contents.posting().is_attempted(&outgoing.id),
    })
}

/// Days since this desk's last plan on which it posted nothing: whoever counts sees that it was
/// away. None once today has a plan: they were told when it was made.
pub fn missed_days(planned: &BTreeSet<Day>, today: Day) -> u32 {
    match planned.range(..=today).next_back() {
        Some(last) => today.since(*last).saturating_sub(1),
        None => 0,
    }
}
