//! Who takes part in a case: whom the reporter chose, whom these let in, who stepped out.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::event::{Event, EventKind};
use dauys_wire::Id;

use super::graph::Graph;
use super::{Entry, Reporter, What};

/// Who takes part, or took part.
#[derive(Debug, Default)]
pub struct People {
    /// Whom she ever wrote to.
    chosen: BTreeSet<Id>,
    /// Who was let in, and by whom; places of the events.
    let_in: BTreeMap<Id, usize>,
    /// Who stepped out, each with the place of that event.
    recused: BTreeMap<Id, usize>,
    /// Places of events that change nothing: by somebody who took no part when they wrote.
    outsiders: BTreeSet<usize>,
}

impl People {
    pub(super) fn fold(
        reporter: Option<&Reporter<'_>>,
        entries: &[Entry<'_>],
        graph: &Graph,
    ) -> Self {
        let chosen = reporter.map(|reporter| reporter.chosen.clone()).unwrap_or_default();
        let mut people = Self { chosen, ..Self::default() };
        for (place, entry) in entries.iter().enumerate() {
            if let What::Event(event) = entry.what {
                people.take(place, &event.event, reporter, graph);
            }
        }
        people
    }

    fn take(
        &mut self,
        place: usize,
        event: &Event,
        reporter: Option<&Reporter<'_>>,
        graph: &Graph,
    ) {
        // Without her letters nobody can tell who is an outsider.
        if reporter.is_some() && !self.takes_part(&event.by, place, graph) {
            self.outsiders.insert(place);
            return;
        }
        match (event.kind, event.body.investigator) {
            (EventKind::Share, Some(reader)) => {
                let shut_out = reporter.is_some_and(|her| her.shut_out.contains(&reader));
                // Who stepped out at the same time stays out.
                let known = |left: &usize| graph.is_before(*left, place);
                if !shut_out && self.recused.get(&reader).is_none_or(known) {
                    self.recused.remove(&reader);
                    self.let_in.insert(reader, place);
                }
            }
            (EventKind::Recuse, _) => {
                self.recused.insert(event.by, place);
            }
            _ => {}
        }
    }

    fn takes_part(&self, who: &Id, place: usize, graph: &Graph) -> bool {
        let left = self.recused.get(who).is_some_and(|left| graph.is_before(*left, place));
        !left && (self.chosen.contains(who) || self.let_in.contains_key(who))
    }

    /// Whether an entry is by somebody who took no part in the case when they wrote it.
    pub fn is_outsiders(&self, place: usize) -> bool {
        self.outsiders.contains(&place)
    }

    /// Who was let in and has not stepped out, with the place of the event.
    pub const fn let_in(&self) -> &BTreeMap<Id, usize> {
        &self.let_in
    }

    /// Who stepped out, with the place of the event.
    pub const fn recused(&self) -> &BTreeMap<Id, usize> {
        &self.recused
    }

    /// Who reads now: whom she writes to and who was let in, without those who stepped out and whom
    /// she shut out; ascending.
    pub fn readers(&self, reporter: &Reporter<'_>) -> Vec<Id> {
        let mut readers: BTreeSet<Id> = reporter.readers.iter().copied().collect();
        readers.extend(self.let_in.keys());
        readers.retain(|id| !self.recused.contains_key(id) && !reporter.shut_out.contains(id));
        readers.into_iter().collect()
    }
}
