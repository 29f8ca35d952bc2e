//! What this desk posts, in memory: what waits, what each day's plan still has to bring, what the
//! server took and has to list.

use std::collections::{BTreeMap, BTreeSet};

use dauys_wire::limits::AHEAD_DAYS_MAX;
use dauys_wire::{Day, Id};

use super::record::{DayPlan, Outgoing, Record, Withdrawal};
use crate::pace::Kind;

/// What waits, what is planned, what was posted.
#[derive(Default)]
pub struct Posting {
    outgoing: Vec<Outgoing>,
    attempted: BTreeSet<Id>,
    /// Days that ever had a plan.
    planned: BTreeSet<Day>,
    /// Of each day that is not long over, by kind: what is not posted yet.
    plans: BTreeMap<(Day, Kind), Vec<Id>>,
    /// Letters that the server took, by the day under which it must list them.
    accepted: BTreeMap<Day, BTreeSet<Id>>,
    /// The day on which each reply was posted.
    replied: BTreeMap<Id, Day>,
    withdrawals: BTreeMap<Id, Withdrawal>,
    spent_bytes: u64,
}

impl Posting {
    /// What waits to be posted, oldest first.
    pub fn outgoing(&self) -> &[Outgoing] {
        &self.outgoing
    }

    /// What waits, of one kind, oldest first.
    pub fn waiting(&self, kind: Kind) -> impl Iterator<Item = &Outgoing> {
        self.outgoing.iter().filter(move |outgoing| outgoing.place.kind() == kind)
    }

    /// Whether the server may have this already. It must not be changed any more then: the same
    /// thing in two versions would look like a lie.
    pub fn is_attempted(&self, id: &Id) -> bool {
        self.attempted.contains(id)
    }

    /// What the server may have, and has not proved to have.
    pub const fn attempted(&self) -> &BTreeSet<Id> {
        &self.attempted
    }

    /// Whether something has a place in the plan of that day or a later one.
    pub fn is_planned(&self, id: &Id, today: Day) -> bool {
        self.plans.range((today, Kind::Letter)..).any(|(_, ids)| ids.contains(id))
    }

    /// Whether something of this id waits and can still be replaced by something else. What has a
    /// place keeps it: the number of things posted on a day must not depend on what is written.
    pub fn is_replaceable(&self, id: &Id, today: Day) -> bool {
        self.outgoing.iter().any(|outgoing| outgoing.id == *id)
            && !self.is_attempted(id)
            && !self.is_planned(id, today)
    }

    /// What of a day's plan is not posted yet; `None` without a plan.
    pub fn unposted(&self, day: Day, kind: Kind) -> Option<&[Id]> {
        self.plans.get(&(day, kind)).map(Vec::as_slice)
    }

    /// The days that have a plan, ascending; days ahead among them.
    pub const fn planned_days(&self) -> &BTreeSet<Day> {
        &self.planned
    }

    /// Letters that the server has to list, by day.
    pub const fn accepted(&self) -> &BTreeMap<Day, BTreeSet<Id>> {
        &self.accepted
    }

    /// The day on which a reply was posted; `None` while it waits.
    pub fn replied(&self, id: &Id) -> Option<Day> {
        self.replied.get(id).copied()
    }

    /// Cover that is to be taken back on that day or was to be before.
    pub fn withdrawals(&self, today: Day) -> Vec<Withdrawal> {
        self.withdrawals.values().filter(|withdrawal| withdrawal.on <= today).cloned().collect()
    }

    /// Bytes in the vault's file that hold nothing but what was posted or dropped.
    pub const fn spent_bytes(&self) -> u64 {
        self.spent_bytes
    }

    pub(super) fn wait(&mut self, outgoing: Outgoing) {
        // What was posted before the vault was rewritten has no file any more.
        if !outgoing.file.is_empty() {
            self.outgoing.push(outgoing);
        }
    }

    pub(super) fn apply(&mut self, record: Record) {
        match record {
            Record::Plan(DayPlan { day, kind, ids }) => {
                self.planned.insert(day);
                self.plans.retain(|(old, _), _| old.plus(AHEAD_DAYS_MAX) >= day);
                self.plans.insert((day, kind), ids);
            }
            Record::Attempted { id } => {
                self.attempted.insert(id);
            }
            Record::Posted { id, taken } => self.posted(id, taken),
            Record::Withdrawal(withdrawal) => {
                self.withdrawals.insert(withdrawal.id, withdrawal);
            }
            Record::Withdrawn { id } => {
                self.withdrawals.remove(&id);
                self.no_longer_expected(&[id]);
            }
            Record::Withheld { ids } => self.no_longer_expected(&ids),
            _ => {}
        }
    }

    fn posted(&mut self, id: Id, taken: Option<(Kind, Day)>) {
        match taken {
            Some((Kind::Letter, day)) => {
                self.accepted.entry(day).or_default().insert(id);
            }
            Some((Kind::Reply, day)) => {
                self.replied.insert(id, day);
            }
            None => {}
        }
        self.forget(&[id]);
    }

    /// Posted or dropped: it waits no longer.
    pub(super) fn forget(&mut self, ids: &[Id]) {
        let spent = |outgoing: &&Outgoing| ids.contains(&outgoing.id);
        // In base64.
        let bytes = |outgoing: &Outgoing| outgoing.file.len() as u64 * 4 / 3;
        self.spent_bytes += self.outgoing.iter().filter(spent).map(bytes).sum::<u64>();
        self.outgoing.retain(|outgoing| !ids.contains(&outgoing.id));
        self.attempted.retain(|id| !ids.contains(id));
        for planned in self.plans.values_mut() {
            planned.retain(|id| !ids.contains(id));
        }
    }

    pub(super) fn complete(&mut self, days: &[Day]) {
        self.accepted.retain(|day, _| !days.contains(day));
    }

    fn no_longer_expected(&mut self, ids: &[Id]) {
        for expected in self.accepted.values_mut() {
            expected.retain(|id| !ids.contains(id));
        }
        self.accepted.retain(|_, expected| !expected.is_empty());
    }
}
