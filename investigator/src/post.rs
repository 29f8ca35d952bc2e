//! Posting. Everything is sealed and kept before it is posted, and posting the same thing twice is
//! taken once: so a crash or a dead line at any moment loses nothing, and adds nothing.
//!
//! Where the organisation chose cover, a day's places are planned before the first of them is used
//! ([`crate::pace`]), and the plan is carried out whatever happens: what waits and cover go the same
//! way, and what the server refuses leaves its place to cover. Where it chose speed, what waits goes
//! at once.

mod plan;

use std::collections::BTreeSet;

use dauys_crypto::thread;
use dauys_wire::problem::ProblemCode;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};
use rand::Rng;
use rand::seq::SliceRandom as _;

use self::plan::Sealed;
use crate::failure::Failure;
use crate::pace::Kind;
use crate::remote::{Remote, RemoteError, Stamped};
use crate::vault::record::{Outgoing, Place, Withdrawal};
use crate::vault::{Record, Vault};

pub use self::plan::{missed_days, row, waiting_replies};

/// What takes things to the server: the network, or a test's idea of it.
pub trait Carrier {
    /// What something is posted with.
    type Prepared;

    /// Whatever must be known and worked before something is posted, for a day ahead if one is
    /// named. Nothing of it gets to the server.
    fn prepare(
        &self,
        outgoing: &Outgoing,
        ahead: Option<Day>,
    ) -> Result<Self::Prepared, RemoteError>;

    /// Posts a letter or a reply. The day under which it is published, which for a letter the
    /// server has signed.
    fn post(&self, outgoing: &Outgoing, prepared: &Self::Prepared) -> Result<Day, RemoteError>;

    /// Takes a letter back.
    fn withdraw(&self, id: &Id, token: &[u8]) -> Result<(), RemoteError>;
}

/// The server, on a day.
pub struct Line<'a> {
    /// The connection.
    pub remote: Remote<'a>,
    /// The roster in force.
    pub roster: &'a Roster,
    /// Today.
    pub today: Day,
}

impl Carrier for Line<'_> {
    /// A letter's stamp; a reply has none.
    type Prepared = Option<Stamped>;

    fn prepare(
        &self,
        outgoing: &Outgoing,
        ahead: Option<Day>,
    ) -> Result<Self::Prepared, RemoteError> {
        let Outgoing { id, place, file } = outgoing;
        let Some(withdraw) = place.withdraw() else { return Ok(None) };
        self.remote.stamp_letter(id, file, withdraw, ahead).map(Some)
    }

    fn post(&self, outgoing: &Outgoing, prepared: &Self::Prepared) -> Result<Day, RemoteError> {
        let Outgoing { id, place, file } = outgoing;
        if let Some(stamped) = prepared {
            let key = &self.roster.server_key;
            return self.remote.put_letter(id, file, stamped, key).map(|accepted| accepted.day);
        }
        let count = self.roster.reply_buckets.count;
        let bucket = match place {
            Place::Inbox { .. } | Place::Filed { .. } => return Err(RemoteError::Unexpected),
            Place::Drop { thread } => thread::bucket(thread, count),
            // Their number may have changed since it was drawn.
            Place::Bucket { bucket } => bucket % count.max(1),
        };
        self.remote.put_reply(bucket, id, file).map(|()| self.today)
    }

    fn withdraw(&self, id: &Id, token: &[u8]) -> Result<(), RemoteError> {
        self.remote.delete_letter(id, token)
    }
}

/// What came of posting.
#[derive(Debug, Default)]
pub struct Posted {
    /// Things posted now that had waited.
    pub posted: usize,
    /// All that was posted now, cover included.
    pub places: usize,
    /// Things that still wait.
    pub waiting: usize,
    /// Why something was not posted, of the first.
    pub reason: Option<RemoteError>,
}

/// A desk that posts, on one day.
pub struct Poster<'a, C> {
    /// What it knows.
    pub vault: &'a mut Vault,
    /// The roster in force.
    pub roster: &'a Roster,
    /// Today.
    pub today: Day,
    /// The way to the server.
    pub carrier: &'a C,
}

/// Whether there is any use in going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Go,
    Stop,
}

impl<C: Carrier> Poster<'_, C> {
    /// What belongs to today: makes the day's plan if there is none, carries it out, and posts at
    /// once what has no cover. A second time on one day it only finishes what was left.
    pub fn day(&mut self, rng: &mut impl Rng) -> Result<Posted, Failure> {
        let mut posted = Posted::default();
        self.plan(self.today, &[Kind::Letter, Kind::Reply], rng)?;
        if self.carry_out(self.today, rng, &mut posted)? == Next::Go {
            self.without_cover(&mut posted)?;
        }
        Ok(self.told(posted))
    }

    /// What has no cover, and so goes at once; nothing of a plan.
    pub fn unpaced(&mut self) -> Result<Posted, Failure> {
        let mut posted = Posted::default();
        self.without_cover(&mut posted)?;
        Ok(self.told(posted))
    }

    /// The letters of a day ahead.
    pub fn ahead(&mut self, day: Day, rng: &mut impl Rng) -> Result<Posted, Failure> {
        let mut posted = Posted::default();
        self.plan(day, &[Kind::Letter], rng)?;
        self.carry_out(day, rng, &mut posted)?;
        Ok(self.told(posted))
    }

    /// Outside of any plan: these, or whatever waits.
    pub fn now(&mut self, only: Option<&BTreeSet<Id>>) -> Result<Posted, Failure> {
        let mut posted = Posted::default();
        let chosen = |outgoing: &Outgoing| only.is_none_or(|only| only.contains(&outgoing.id));
        self.at_once(chosen, &mut posted)?;
        Ok(self.told(posted))
    }

    /// Takes back the cover whose day has come. Why not all of it, if so.
    pub fn withdraw(&mut self) -> Result<Option<RemoteError>, Failure> {
        let mut reason = None;
        for Withdrawal { id, token, .. } in self.vault.contents().posting().withdrawals(self.today)
        {
            match self.carrier.withdraw(&id, &token) {
                Ok(()) => self.vault.append(vec![Record::Withdrawn { id }])?,
                Err(RemoteError::Problem(code)) if is_final(code) => {
                    self.vault.append(vec![Record::Withdrawn { id }])?;
                }
                // What the server cannot do now it can do later, and another one perhaps now.
                Err(error @ RemoteError::Problem(_)) => {
                    reason.get_or_insert(error);
                }
                Err(error) => return Ok(Some(error)),
            }
        }
        Ok(reason)
    }

    fn without_cover(&mut self, posted: &mut Posted) -> Result<(), Failure> {
        let roster = self.roster;
        self.at_once(|outgoing| rate(roster, outgoing.place.kind()) == 0, posted)
    }

    fn told(&self, posted: Posted) -> Posted {
        Posted { waiting: self.vault.contents().outgoing().len(), ..posted }
    }

    /// Posts what is left of a day's plan, in an order that tells nothing.
    fn carry_out(
        &mut self,
        day: Day,
        rng: &mut impl Rng,
        posted: &mut Posted,
    ) -> Result<Next, Failure> {
        let posting = self.vault.contents().posting();
        let kinds = [Kind::Letter, Kind::Reply];
        let left = |kind| posting.unposted(day, kind).unwrap_or_default().iter().copied();
        let mut ids: Vec<(Kind, Id)> =
            kinds.into_iter().flat_map(|kind| left(kind).map(move |id| (kind, id))).collect();
        ids.shuffle(rng);
        in_turn(&mut ids, self.vault.contents().outgoing());
        // All of it is read before the first is posted: what is cover takes as long as what is not.
        let things = self.sealed(&ids.iter().map(|(_, id)| *id).collect::<Vec<_>>())?;
        let mut refused = BTreeSet::new();
        for ((kind, _), sealed) in ids.iter().zip(things) {
            let Some(sealed) = sealed.filter(|_| !refused.contains(kind)) else { continue };
            let sealed = self.in_turn_or_cover(day, *kind, sealed)?;
            if self.fill(day, *kind, &sealed, posted, &mut refused)? == Next::Stop {
                return Ok(Next::Stop);
            }
        }
        Ok(Next::Go)
    }

    /// What goes in a place: cover, if what has it would go before something that was refused. It
    /// goes after that on the next day.
    fn in_turn_or_cover(
        &mut self,
        day: Day,
        kind: Kind,
        sealed: Sealed,
    ) -> Result<Sealed, Failure> {
        match sealed {
            Sealed::Real(one) if self.is_out_of_turn(&one) => {
                self.replace_by_cover(day, kind, &one.id)
            }
            sealed => Ok(sealed),
        }
    }

    /// Posts one thing of the plan; other cover instead, if the server refuses it. It goes first on
    /// the next day, whether it was real or not: that it was refused must not tell which. If the
    /// cover is refused too, there is no use in trying more of the kind.
    fn fill(
        &mut self,
        day: Day,
        kind: Kind,
        sealed: &Sealed,
        posted: &mut Posted,
        refused: &mut BTreeSet<Kind>,
    ) -> Result<Next, Failure> {
        let ahead = (day > self.today).then_some(day);
        let Some(error) = self.attempt(sealed, ahead, posted)? else { return Ok(Next::Go) };
        let is_refused = is_refusal(&error);
        posted.reason.get_or_insert(error);
        if !is_refused {
            return Ok(Next::Stop);
        }
        let cover = self.replace_by_cover(day, kind, &sealed.outgoing().id)?;
        match self.attempt(&cover, ahead, posted)? {
            None => Ok(Next::Go),
            Some(error) if is_refusal(&error) => {
                refused.insert(kind);
                Ok(Next::Go)
            }
            Some(_) => Ok(Next::Stop),
        }
    }

    /// Posts what waits, oldest first. A refusal of one thing keeps back what comes after it in the
    /// same row, and nothing else; without a line there is no use in going on.
    fn at_once(
        &mut self,
        chosen: impl Fn(&Outgoing) -> bool,
        posted: &mut Posted,
    ) -> Result<(), Failure> {
        let waiting = self.vault.contents().outgoing().iter();
        let chosen: Vec<Outgoing> = waiting.filter(|outgoing| chosen(outgoing)).cloned().collect();
        let posting = self.vault.contents().posting();
        let untried = chosen.iter().map(|one| one.id).filter(|id| !posting.is_attempted(id));
        // The number of a day ahead stays what was drawn.
        self.give_places_to_cover(&untried.collect(), self.today.plus(1))?;
        for outgoing in chosen {
            if self.is_out_of_turn(&outgoing) {
                continue;
            }
            // The server may have it under the day for which it was tried.
            let ahead = self.planned_ahead(&outgoing.id);
            let Some(error) = self.attempt(&Sealed::Real(outgoing), ahead, posted)? else {
                continue;
            };
            let is_refused = is_refusal(&error);
            posted.reason.get_or_insert(error);
            if !is_refused {
                break;
            }
        }
        Ok(())
    }

    /// What went wrong, if anything did. That it was tried is kept before, that it succeeded after:
    /// what may be there already is never changed, and goes again as it was. What did not even get
    /// so far was not tried, or a letter could not be kept from somebody who is shut out before it
    /// goes.
    fn attempt(
        &mut self,
        sealed: &Sealed,
        ahead: Option<Day>,
        posted: &mut Posted,
    ) -> Result<Option<RemoteError>, Failure> {
        let outgoing = sealed.outgoing();
        let id = outgoing.id;
        let prepared = match self.carrier.prepare(outgoing, ahead) {
            Ok(prepared) => prepared,
            Err(error) => return Ok(Some(error)),
        };
        self.vault.append(vec![Record::Attempted { id }])?;
        let day = match self.carrier.post(outgoing, &prepared) {
            Ok(day) => day,
            Err(error) => return Ok(Some(error)),
        };
        let taken = Some((outgoing.place.kind(), day));
        let mut records = vec![Record::Posted { id, taken }];
        records.extend(sealed.withdrawal(day).map(Record::Withdrawal));
        self.vault.append(records)?;
        posted.places += 1;
        posted.posted += usize::from(matches!(sealed, Sealed::Real(_)));
        Ok(None)
    }
}

/// The server answered, and the answer was no.
const fn is_refusal(error: &RemoteError) -> bool {
    matches!(error, RemoteError::Problem(_))
}

/// Whether there is nothing that could be taken back any more, or never will be a way to.
const fn is_final(code: ProblemCode) -> bool {
    matches!(code, ProblemCode::NotFound | ProblemCode::Withdrawn | ProblemCode::WrongToken)
}

/// What waited keeps its order among the places that it has: a line that breaks between two things
/// to the same people leaves none without the one before it.
fn in_turn(ids: &mut [(Kind, Id)], waiting: &[Outgoing]) {
    for kind in [Kind::Letter, Kind::Reply] {
        let planned: BTreeSet<Id> = ids.iter().map(|(_, id)| *id).collect();
        let of_kind = waiting.iter().filter(|one| one.place.kind() == kind);
        let in_turn: Vec<Id> =
            of_kind.map(|one| one.id).filter(|id| planned.contains(id)).collect();
        let places = ids.iter_mut().map(|(_, id)| id).filter(|id| in_turn.contains(id));
        places.zip(&in_turn).for_each(|(place, id)| *place = *id);
    }
}

/// How many of a kind this organisation's desks post on a day; 0 is at once.
pub const fn rate(roster: &Roster, kind: Kind) -> u32 {
    match kind {
        Kind::Letter => roster.cover.letters_per_day,
        Kind::Reply => roster.cover.replies_per_day,
    }
}

#[cfg(test)]
mod tests;
