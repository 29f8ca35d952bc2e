//! The numbers by which things of a case are called. They follow the order of the case, which is the
//! same on every desk that has the same entries; ids are for programs.

use std::collections::BTreeSet;

use dauys_crypto::event::EventKind;
use dauys_wire::Id;

use crate::case::Case;

/// The reporter's letters; the first has the number 1.
pub(super) fn letters(case: &Case<'_>) -> Vec<Id> {
    case.reporter_letters().map(|letter| letter.id).collect()
}

/// The things of one kind, tasks or findings, in the order in which they were first said.
pub(super) fn items(case: &Case<'_>, kind: EventKind) -> Vec<Id> {
    let mut known = BTreeSet::new();
    let of_kind = case.events().filter(|(_, event)| event.event.kind == kind);
    of_kind.filter_map(|(_, it)| it.event.body.item).filter(|item| known.insert(*item)).collect()
}

/// What has this number.
pub(super) fn at(items: &[Id], number: usize) -> Option<Id> {
    number.checked_sub(1).and_then(|place| items.get(place)).copied()
}

/// The number of something.
pub(super) fn of(items: &[Id], item: &Id) -> Option<usize> {
    items.iter().position(|other| other == item).map(|place| place + 1)
}
