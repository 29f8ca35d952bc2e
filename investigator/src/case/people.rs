//! Who takes part in a case: whom the reporter chose, whom these let in, who stepped out; and which
//! events count. All of it follows from what each author can be shown to have known, and from her
//! newest state, never from what came first:
//!
//! - Whom she shut out, and who stepped out, can leave out of an event what they know. So of theirs
//!   counts what others took up before: what an entry of hers or an event that counts names, or
//!   what they knew of themselves when they stepped out. The rest is shown, as an outsider's.
//! - Whoever lets somebody in answers for it: it holds while they read, or once they stepped out
//!   knowing of it. In doubt fewer read, and any reader can let the same person in again.
//! - A letter has places for seven. Who was let in beyond that reads nothing until there is one.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::event::{Event, EventKind};
use dauys_wire::Id;
use dauys_wire::limits::ADDRESSEES_MAX;

use super::graph::Graph;
use super::{Entry, Reporter, What};

/// Who takes part, or took part.
#[derive(Debug, Default)]
pub struct People {
    let_in: BTreeMap<Id, usize>,
    without_place: BTreeMap<Id, usize>,
    recused: BTreeMap<Id, usize>,
    outsiders: BTreeSet<usize>,
    former: BTreeSet<usize>,
    unheard: BTreeSet<usize>,
}

impl People {
    pub(super) fn fold(
        reporter: Option<&Reporter<'_>>,
        entries: &[Entry<'_>],
        graph: &Graph,
    ) -> Self {
        let mut folding = Folding::new(reporter, entries, graph);
        for (place, event) in events(entries) {
            folding.take(place, event);
        }
        folding.finish()
    }

    /// Whether an entry is by somebody who took no part in the case, and changes nothing.
    pub fn is_outsiders(&self, place: usize) -> bool {
        self.outsiders.contains(&place)
    }

    /// Whether an entry is by somebody who takes part no more, and counts because others took it up
    /// before. It is no word in what needs two readers.
    pub fn is_former(&self, place: usize) -> bool {
        self.former.contains(&place)
    }

    /// Whether an entry of that kind is known to no letter of hers: her page may drop what came with
    /// it, so that it answers nothing.
    pub fn is_unheard(&self, place: usize) -> bool {
        self.unheard.contains(&place)
    }

    /// Who was let in and has not stepped out, with the place of the event.
    pub const fn let_in(&self) -> &BTreeMap<Id, usize> {
        &self.let_in
    }

    /// Who was let in when there was no place left, with the place of the event.
    pub const fn without_place(&self) -> &BTreeMap<Id, usize> {
        &self.without_place
    }

    /// Who stepped out, with the place of the event.
    pub const fn recused(&self) -> &BTreeMap<Id, usize> {
        &self.recused
    }

    /// Who reads now: whom she writes to and who was let in, without those who stepped out and whom
    /// she shut out; ascending, seven at most.
    pub fn readers(&self, reporter: &Reporter<'_>) -> Vec<Id> {
        let mut readers: BTreeSet<Id> = reporter.readers.iter().copied().collect();
        readers.extend(self.let_in.keys());
        readers.retain(|id| !self.recused.contains_key(id) && !reporter.shut_out.contains(id));
        readers.into_iter().collect()
    }
}

/// What an event is, as far as its author goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// Somebody who took part, by all that is known.
    Participant,
    /// Somebody who takes part no more, or who stepped out at the same time.
    Former,
    /// Somebody who had stepped out, and knew it.
    Left,
}

/// The entries on the way to what they say of people.
struct Folding<'f> {
    reporter: Option<&'f Reporter<'f>>,
    entries: &'f [Entry<'f>],
    graph: &'f Graph,
    /// Everyone's own word that they step out.
    recusals: BTreeMap<Id, Vec<usize>>,
    /// The events that let somebody in, and hold.
    shares: BTreeMap<Id, Vec<usize>>,
    /// Of each event, by whom it is.
    by: BTreeMap<usize, By>,
}

impl<'f> Folding<'f> {
    fn new(reporter: Option<&'f Reporter<'f>>, entries: &'f [Entry<'f>], graph: &'f Graph) -> Self {
        let mut recusals: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
        for (place, event) in events(entries) {
            if event.kind == EventKind::Recuse {
                recusals.entry(event.by).or_default().push(place);
            }
        }
        let (shares, by) = (BTreeMap::new(), BTreeMap::new());
        Self { reporter, entries, graph, recusals, shares, by }
    }

    /// Places must come ascending.
    fn take(&mut self, place: usize, event: &Event) {
        let by = self.author_of(place, event);
        self.by.insert(place, by);
        let Some(reader) = event.body.investigator.filter(|_| event.kind == EventKind::Share)
        else {
            return;
        };
        let holds = by == By::Participant && self.answers_for_it(&event.by);
        if holds && !self.is_shut_out(&reader) {
            self.shares.entry(reader).or_default().push(place);
        }
    }

    fn author_of(&self, place: usize, event: &Event) -> By {
        let (graph, who) = (self.graph, &event.by);
        let left = self.recusals.get(who).into_iter().flatten().filter(|left| **left != place);
        let mut left = left.filter(|left| !self.is_let_in_since(who, **left));
        let takes_part = self.was_chosen(who) || self.shares.contains_key(who);
        if left.clone().any(|left| graph.is_before(*left, place)) {
            return By::Left;
        }
        if left.any(|left| !graph.is_before(place, *left)) {
            return By::Former;
        }
        if takes_part && !self.is_shut_out(who) { By::Participant } else { By::Former }
    }

    /// Whether somebody who stepped out there was let in by one who knew of it.
    fn is_let_in_since(&self, who: &Id, left: usize) -> bool {
        let mut shares = self.shares.get(who).into_iter().flatten();
        shares.any(|share| self.graph.is_before(left, *share))
    }

    /// Whether somebody can let others in: whom she does not write to any more cannot, unless they
    /// stepped out by themselves.
    fn answers_for_it(&self, who: &Id) -> bool {
        let reads = self.reporter.is_none_or(|her| her.readers.contains(who));
        reads || self.shares.contains_key(who) || self.recusals.contains_key(who)
    }

    /// Without her letters nobody can tell whom she chose.
    fn was_chosen(&self, who: &Id) -> bool {
        self.reporter.is_none_or(|her| her.chosen.contains(who))
    }

    fn is_shut_out(&self, who: &Id) -> bool {
        self.reporter.is_some_and(|her| her.shut_out.contains(who))
    }

    fn finish(mut self) -> People {
        let mut people = People { recused: self.recused(), ..People::default() };
        let reads = |id: &&Id| !people.recused.contains_key(*id);
        let chosen: BTreeSet<&Id> = self.reporter.iter().flat_map(|her| &her.readers).collect();
        let mut places =
            ADDRESSEES_MAX.saturating_sub(chosen.iter().copied().filter(reads).count());
        let mut let_in: Vec<(usize, Id)> = self
            .shares
            .keys()
            .filter(reads)
            .filter_map(|id| Some((self.let_in(id)?, *id)))
            .collect();
        let_in.sort_unstable();
        for (place, id) in let_in {
            if chosen.contains(&id) {
                people.let_in.insert(id, place);
            } else if places > 0 {
                places -= 1;
                people.let_in.insert(id, place);
            } else {
                people.without_place.insert(id, place);
            }
        }
        self.take_places(&people.without_place);
        self.judge(&mut people);
        people
    }

    /// Who stepped out and was not let in again, with the last place where they did.
    fn recused(&self) -> BTreeMap<Id, usize> {
        let part = |id: &Id| self.was_chosen(id) || self.shares.contains_key(id);
        let left = self.recusals.iter().filter(|(id, _)| part(id));
        let last = left.filter_map(|(id, all)| {
            let mut still = all.iter().filter(|left| !self.is_let_in_since(id, **left));
            Some((*id, *still.next_back()?))
        });
        last.collect()
    }

    /// The event that let somebody in who reads: the first since they stepped out, if they did.
    fn let_in(&self, id: &Id) -> Option<usize> {
        let shares = self.shares.get(id)?;
        let left = self.recusals.get(id).map(Vec::as_slice).unwrap_or_default();
        let is_over = |share: &usize| left.iter().any(|left| self.graph.is_before(*share, *left));
        shares.iter().find(|share| !is_over(share)).or(shares.last()).copied()
    }

    /// Who has no place takes part no more than whom nobody let in.
    fn take_places(&mut self, without: &BTreeMap<Id, usize>) {
        for (place, event) in events(self.entries) {
            if without.contains_key(&event.by) && !self.was_chosen(&event.by) {
                self.by.entry(place).and_modify(|by| {
                    if *by == By::Participant {
                        *by = By::Former;
                    }
                });
            }
        }
    }

    /// What counts of those who take part no more.
    fn judge(&self, people: &mut People) {
        // Without her letters nobody can tell who is an outsider.
        let Some(her) = self.reporter else { return };
        let hers = self.entries.iter().enumerate();
        let hers = hers.filter(|(_, entry)| matches!(entry.what, What::Reporter(_)));
        let heard = self.graph.known_to(hers.map(|(place, _)| place));
        let taking_part = self.by.iter().filter(|(_, by)| **by == By::Participant);
        let taken_up = self.graph.known_to(taking_part.map(|(place, _)| *place));
        // Whom she shut out from the first letter on never took part.
        let mut known: BTreeSet<Id> = her.chosen.clone();
        for (place, event) in events(self.entries) {
            let by = self.by.get(&place).copied().unwrap_or(By::Left);
            let (is_heard, is_taken_up) = (heard.contains(place), taken_up.contains(place));
            let counts = by == By::Former && known.contains(&event.by) && (is_heard || is_taken_up);
            if counts {
                people.former.insert(place);
                people.unheard.extend((!is_heard).then_some(place));
            } else if by != By::Participant {
                people.outsiders.insert(place);
                continue;
            }
            if event.kind == EventKind::Share {
                known.extend(event.body.investigator.filter(|id| !her.always_out.contains(id)));
            }
        }
    }
}

fn events<'e>(entries: &'e [Entry<'_>]) -> impl Iterator<Item = (usize, &'e Event)> {
    entries.iter().enumerate().filter_map(|(place, entry)| match entry.what {
        What::Event(signed) => Some((place, &signed.event)),
        What::Reporter(_) => None,
    })
}
