//! What an event comes after: the newest entries of its case that this desk knows and that all of its
//! addressees have. What only some of them have is not named: a name that leads nowhere would tell
//! the others that there is something they were not shown. And nothing that an outsider wrote: to name
//! it would be to take it up.

use std::collections::BTreeMap;

use dauys_crypto::event::{AFTER_MAX, Event, EventBody, EventKind, SignedEvent};
use dauys_wire::{Digest, Id};

use super::{ComposeError, Desk};
use crate::case::{Case, Entry, What};

/// With what events are signed, for the log of a case.
const PROGRAM: &str = concat!("dauys ", env!("CARGO_PKG_VERSION"));

/// Names that are left for events where she wrote more letters than there are names.
const FOR_EVENTS: usize = 8;

/// An event before it is signed.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// In which thread.
    pub(super) thread: Id,
    /// What.
    pub(super) kind: EventKind,
    /// The particulars.
    pub(super) body: EventBody,
}

impl Draft {
    /// The same with another text.
    pub(super) fn saying(&self, text: &str) -> Self {
        let body = EventBody { text: text.to_owned(), ..self.body.clone() };
        Self { body, ..self.clone() }
    }
}

/// Of each case, what the next event comes after.
#[derive(Debug, Clone, Default)]
pub(super) struct Trail(BTreeMap<Id, Vec<Digest>>);

impl Trail {
    /// In place of an event: what that came after.
    pub(super) fn after(event: &SignedEvent) -> Self {
        Self(BTreeMap::from([(event.event.thread, event.event.after.clone())]))
    }

    /// For events of a case to these addressees.
    pub(super) fn of(case: &Case<'_>, to: &[Id]) -> Self {
        let is_common = |place: &usize| {
            let entry = case.entries.get(*place);
            let everybody_has = |entry: &Entry<'_>| to.iter().all(|id| entry.audience.contains(id));
            entry.is_some_and(everybody_has) && !case.people.is_outsiders(*place)
        };
        let common: Vec<usize> = (0..case.entries.len()).filter(is_common).collect();
        let newest = case.graph.newest(&common).into_iter();
        let newest = newest.filter_map(|place| case.entries.get(place));
        let (hers, events): (Vec<_>, Vec<_>) =
            newest.partition(|entry| matches!(entry.what, What::Reporter(_)));
        // If there are too many, hers first, the oldest of them: whoever floods a case with events
        // must not keep an answer from naming what it answers. Then the newest events, for what is
        // set anew must know of what was set. The next event names the others.
        let for_hers = AFTER_MAX - events.len().min(FOR_EVENTS);
        let entries = hers.into_iter().take(for_hers).chain(events.into_iter().rev());
        let names = entries.take(AFTER_MAX).map(|entry| entry.sha256);
        Self(BTreeMap::from([(case.thread, names.collect())]))
    }
}

impl Desk<'_> {
    /// Signs an event, which the next one of its case comes after.
    pub(super) fn sign_event(
        &self,
        draft: Draft,
        trail: &mut Trail,
    ) -> Result<SignedEvent, ComposeError> {
        let Draft { thread, kind, body } = draft;
        let after = trail.0.get(&thread).cloned().unwrap_or_default();
        let event = Event {
            thread,
            by: self.keys.id,
            device: self.contents.device(),
            day: self.today,
            program: PROGRAM.to_owned(),
            after,
            kind,
            body,
        };
        let signed = SignedEvent::sign(event, &self.keys.instance, &self.keys.signing);
        let signed = signed.ok_or(ComposeError::Seal)?;
        trail.0.insert(thread, vec![signed.sha256]);
        Ok(signed)
    }
}

#[cfg(test)]
mod tests {
    use dauys_crypto::letter::{Letter, ReporterKind};
    use dauys_crypto::thread::Reporter;

    use super::*;
    use crate::case::fold;
    use crate::compose::random_id;
    use crate::fixtures::{DAY, carrier, event, kept_event, kept_report, report, reporter, signed};
    use crate::vault::contents::VaultLetter;

    const A: Id = Id::from_bytes([1; 16]);
    const B: Id = Id::from_bytes([2; 16]);
    const OUTSIDER: Id = Id::from_bytes([3; 16]);

    /// Events that know of nothing, dated before all else.
    fn flood(by: Id, she: &Reporter, many: usize) -> Vec<VaultLetter> {
        let one = |n: usize| {
            let body = EventBody { text: n.to_string(), ..EventBody::default() };
            let note = event(by, EventKind::Note, she.thread());
            let note = Event { body, day: DAY.minus(9), ..note };
            kept_event(carrier(by, &[A, B], 1, vec![signed(note)]))
        };
        (0..many).map(one).collect()
    }

    fn after<'a>(letters: impl IntoIterator<Item = &'a VaultLetter>) -> Vec<Digest> {
        let cases = fold(letters);
        let case = cases.values().next().unwrap();
        Trail::of(case, &[A, B]).0.remove(&case.thread).unwrap()
    }

    #[test]
    fn whatever_others_pile_up_an_event_names_her_letters_first_and_the_oldest_of_them() {
        let she = reporter();
        let first = kept_report(report(&she, &[A, B], &[]));
        let letters = flood(B, &she, AFTER_MAX + 10);
        let named = after([&first].into_iter().chain(&letters));
        assert_eq!((named.len(), named[0]), (AFTER_MAX, first.sha256));

        let more = |n: usize| {
            let mut letter = report(&she, &[A, B], &[]);
            (letter.id, letter.kind) = (random_id(), ReporterKind::Message);
            letter.day = DAY.plus(u32::try_from(n).unwrap());
            kept_report(letter)
        };
        let hers: Vec<VaultLetter> = (1..AFTER_MAX + 5).map(more).collect();
        let named = after([&first].into_iter().chain(&letters).chain(&hers));
        let oldest = [&first].into_iter().chain(&hers).take(AFTER_MAX - FOR_EVENTS);
        let oldest: Vec<Digest> = oldest.map(|letter| letter.sha256).collect();
        assert_eq!((named.len(), &named[..oldest.len()]), (AFTER_MAX, oldest.as_slice()));
        let set = kept_event(carrier(
            A,
            &[A, B],
            1,
            vec![signed(event(A, EventKind::Status, she.thread()))],
        ));
        let named = after([&first, &set].into_iter().chain(&letters).chain(&hers));
        let Letter::Investigator(set) = &set.letter else { unreachable!("an event") };
        assert_eq!(named[oldest.len()], set.events[0].sha256, "what was done last");
    }

    #[test]
    fn what_outsiders_wrote_is_never_named() {
        let she = reporter();
        let first = kept_report(report(&she, &[A, B], &[]));
        let letters = flood(OUTSIDER, &she, AFTER_MAX);
        assert_eq!(after([&first].into_iter().chain(&letters)), [first.sha256]);
    }
}
