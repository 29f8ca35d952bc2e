//! What an event comes after: the newest entries of its case that this desk knows and that all of its
//! addressees have. What only some of them have is not named: a name that leads nowhere would tell
//! the others that there is something they were not shown.

use std::collections::BTreeMap;

use dauys_crypto::event::{AFTER_MAX, Event, EventBody, EventKind, SignedEvent};
use dauys_wire::{Digest, Id};

use super::{ComposeError, Desk};
use crate::case::{Case, What};

/// With what events are signed, for the log of a case.
const PROGRAM: &str = concat!("dauys ", env!("CARGO_PKG_VERSION"));

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
        let everybody_has = |place: &usize| {
            let entry = case.entries.get(*place);
            entry.is_some_and(|entry| to.iter().all(|id| entry.audience.contains(id)))
        };
        let common: Vec<usize> = (0..case.entries.len()).filter(everybody_has).collect();
        let newest = case.graph.newest(&common).into_iter();
        let mut newest: Vec<_> = newest.filter_map(|place| case.entries.get(place)).collect();
        // If there are too many of hers, the oldest: the next answer names the others.
        newest.sort_by_key(|entry| matches!(entry.what, What::Reporter(_)));
        let names = newest.into_iter().take(AFTER_MAX).map(|entry| entry.sha256);
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
