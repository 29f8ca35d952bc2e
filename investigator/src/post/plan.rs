//! A day's plan, made and kept: which of the things that wait take its places, and the cover for
//! the others.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::reply::ReplyKind;
use dauys_crypto::seal;
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
        let queue = self.with_tried(queue(contents, self.today), &cover);
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
            let cover = self.add_cover(place.kind, place.withdrawn_after, &mut cover)?;
            if let Some(plan) = plans.iter_mut().find(|plan| plan.kind == place.kind) {
                plan.ids.push(place.real.unwrap_or(cover));
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

    /// What was refused leaves its place, for the number of a day must not tell that it was real.
    pub(super) fn replace_by_cover(
        &mut self,
        day: Day,
        kind: Kind,
        refused: &Id,
    ) -> Result<Sealed, Failure> {
        let mut all = self.vault.cover()?;
        let id = self.add_cover(kind, None, &mut all)?;
        let unposted = self.vault.contents().posting().unposted(day, kind).unwrap_or_default();
        let replace = |planned: &Id| if planned == refused { id } else { *planned };
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

    /// Cover that may be at the server already goes again before anything else, as something real
    /// would: that a line broke must not tell which of the two it was.
    fn with_tried(&self, queue: Queue, cover: &[Cover]) -> Queue {
        let posting = self.vault.contents().posting();
        let tried = |kind: Kind| {
            let ids = cover.iter().map(|cover| &cover.outgoing).filter(move |outgoing| {
                outgoing.place.kind() == kind
                    && posting.is_attempted(&outgoing.id)
                    && !posting.is_planned(&outgoing.id, self.today)
            });
            ids.map(|outgoing| outgoing.id).collect::<Vec<_>>()
        };
        Queue {
            letters: [tried(Kind::Letter), queue.letters].concat(),
            replies: [tried(Kind::Reply), queue.replies].concat(),
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

/// What waits and is in no plan of today or of a day ahead, in the order in which it should go.
fn queue(contents: &Contents, today: Day) -> Queue {
    let posting = contents.posting();
    let free = |outgoing: &&Outgoing| !posting.is_planned(&outgoing.id, today);
    let mut letters: Vec<Id> =
        posting.waiting(Kind::Letter).filter(free).map(|outgoing| outgoing.id).collect();
    letters.sort_by_key(|id| !posting.is_attempted(id));
    let replies = Order::of(&waiting_replies(contents, today), today).ids().to_vec();
    Queue { letters, replies }
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
    let sent = contents.replies(&thread).find(|reply| reply.id == outgoing.id);
    Some(WaitingReply {
        id: outgoing.id,
        thread,
        // Of a case that was deleted here nothing else is known; what waits still goes.
        n: sent.map_or(u64::MAX, |sent| sent.n),
        kind: sent.map_or(ReplyKind::Answer, |sent| sent.kind),
        due: sent.and_then(|sent| sent.due),
        retaliation: sent.is_some_and(|sent| sent.retaliation),
        attempted: contents.posting().is_attempted(&outgoing.id),
    })
}

/// Days since this desk's last plan on which it posted nothing: whoever counts sees that it was
/// away.
pub fn missed_days(planned: &BTreeSet<Day>, today: Day) -> u32 {
    match planned.range(..today).next_back() {
        Some(last) => today.since(*last).saturating_sub(1),
        None => 0,
    }
}
