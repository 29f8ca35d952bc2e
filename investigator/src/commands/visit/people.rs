//! The people of the roster, as the page shows them.

use dauys_crypto::roster::Trusted;
use dauys_wire::roster::{Channel, Investigator, Roster};
use dauys_wire::{Day, Id};

use super::arrive::standing;
use super::talk::{Talk, numbers};
use crate::failure::Failure;
use crate::text::Message;

/// Where a name stands, behind its number and mark.
const INDENT: usize = 9;

/// Everyone who may be chosen, each once, in the order of the channels.
pub(in crate::commands) fn everyone(roster: &Roster, day: Day) -> Vec<&Investigator> {
    let mut all: Vec<&Investigator> = Vec::new();
    for id in roster.channels.iter().flat_map(|channel| &channel.members) {
        let one = roster.investigator(id).filter(|_| roster.is_active(id, day));
        all.extend(one.filter(|one| all.iter().all(|other| other.id != one.id)));
    }
    all
}

/// Names and positions of those who may be chosen.
pub(in crate::commands) fn named(trusted: &Trusted, ids: &[Id], talk: &Talk<'_>) -> Vec<String> {
    let chosen =
        everyone(&trusted.roster, trusted.day).into_iter().filter(|one| ids.contains(&one.id));
    chosen.map(|one| talk.page.name_and_role(one)).collect()
}

pub(super) fn is_independent(trusted: &Trusted, id: &Id) -> bool {
    let own = |channel: &Channel| channel.independent && channel.members.contains(id);
    trusted.roster.channels.iter().any(own)
}

/// People with their numbers and marks, each below the first channel they belong to.
pub(in crate::commands) fn show(
    trusted: &Trusted,
    people: &[&Investigator],
    marked: &[Id],
    talk: &Talk<'_>,
) {
    let channels = &trusted.roster.channels;
    let mut before: Option<&str> = None;
    for (place, one) in people.iter().enumerate() {
        let Some(channel) = channels.iter().find(|it| it.members.contains(&one.id)) else {
            continue;
        };
        if before != Some(channel.id.as_str()) {
            let standing = standing(channel, trusted, talk);
            talk.print.paragraph("", 2, &format!("{}. {standing}", talk.pick(&channel.name)));
            before = Some(&channel.id);
        }
        let others =
            channels.iter().filter(|it| it.id != channel.id && it.members.contains(&one.id));
        let others: Vec<&str> = others.map(|it| talk.pick(&it.name)).collect();
        let mut name = talk.page.name_and_role(one);
        if !others.is_empty() {
            let also = talk.page.say("channel-also", &[("channels", others.join(", ").into())]);
            name = format!("{name}. {also}");
        }
        let mark = if marked.contains(&one.id) { 'x' } else { ' ' };
        talk.print.paragraph(&format!("{:>4} [{mark}]", place + 1), INDENT, &name);
    }
}

/// Asks which of these people.
pub(in crate::commands) fn choose(
    talk: &mut Talk<'_>,
    question: &Message,
    of: &[&Investigator],
    marked: &[Id],
) -> Result<Option<Vec<Id>>, Failure> {
    Ok(chosen(&talk.ask(question)?, of, marked))
}

/// What was typed for it: Enter leaves what is marked; `-` takes all marks away. Nothing if it was
/// neither, nor numbers.
pub(in crate::commands) fn chosen(
    typed: &str,
    of: &[&Investigator],
    marked: &[Id],
) -> Option<Vec<Id>> {
    match typed {
        "" => Some(marked.to_vec()),
        "-" => Some(Vec::new()),
        typed => numbers(typed, of.len()).map(|numbers| {
            let places = of.iter().enumerate();
            let chosen = places.filter(|(place, _)| numbers.contains(&(place + 1)));
            chosen.map(|(_, one)| one.id).collect()
        }),
    }
}
