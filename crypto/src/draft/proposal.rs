//! Who is proposed to read.

use dauys_wire::limits::ADDRESSEES_MAX;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};
use serde::Serialize;

/// Who is proposed to read, given whom she shut out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// Everyone who is left, while there are places: independent channels first.
    pub to: Vec<Id>,
    /// Whether somebody outside the organisation is among them.
    pub independent: bool,
    /// Whether somebody had to be left out because a letter has seven places.
    pub too_many: bool,
}

/// Proposes readers: everyone active and not shut out, independent channels first.
pub fn propose(roster: &Roster, shut_out: &[Id], day: Day) -> Proposal {
    let of = |independent| roster.channels.iter().filter(move |c| c.independent == independent);
    let mut to: Vec<Id> = Vec::new();
    for id in of(true).chain(of(false)).flat_map(|channel| &channel.members) {
        if !shut_out.contains(id) && !to.contains(id) && roster.is_active(id, day) {
            to.push(*id);
        }
    }
    let too_many = to.len() > ADDRESSEES_MAX;
    to.truncate(ADDRESSEES_MAX);
    let independent = of(true).any(|channel| channel.members.iter().any(|id| to.contains(id)));
    Proposal { to, independent, too_many }
}
