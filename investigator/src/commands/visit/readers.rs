//! Who must not read, then who may, and who may know her name: for a first report and, with the
//! same questions, for what she writes later. Nobody is ever marked beforehand as someone who
//! must not.

use dauys_crypto::draft;
use dauys_crypto::roster::Trusted;
use dauys_wire::Id;
use dauys_wire::limits::ADDRESSEES_MAX;

use super::people::{choose, everyone, is_independent, named, show};
use super::talk::Talk;
use crate::failure::Failure;
use crate::message;

/// Whom she chose so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::commands) struct Choice {
    /// Who may read; nobody was asked for yet if it is `None`.
    pub(in crate::commands) to: Option<Vec<Id>>,
    pub(in crate::commands) shut_out: Vec<Id>,
}

/// Her name, and who may know it.
#[derive(Default)]
pub(in crate::commands) struct Naming {
    pub(in crate::commands) name: String,
    pub(in crate::commands) to: Vec<Id>,
}

/// Asks for both; `again` if she may have chosen before, and nothing here knows whom.
pub(in crate::commands) fn ask(
    trusted: &Trusted,
    choice: &mut Choice,
    again: bool,
    talk: &mut Talk<'_>,
) -> Result<(), Failure> {
    ask_shut_out(trusted, choice, again, talk)?;
    ask_readers(trusted, choice, talk)
}

fn ask_shut_out(
    trusted: &Trusted,
    choice: &mut Choice,
    again: bool,
    talk: &mut Talk<'_>,
) -> Result<(), Failure> {
    talk.title("shut-out-title");
    if again {
        talk.tell("shut-out-again");
    }
    talk.tell("shut-out-what");
    talk.tell("shut-out-nobody");
    let all = everyone(&trusted.roster, trusted.day);
    loop {
        show(trusted, &all, &choice.shut_out, talk);
        let question = message!("filing-ask-shut-out");
        match choose(talk, &question, &all, &choice.shut_out)? {
            Some(ids) if all.iter().any(|one| !ids.contains(&one.id)) => {
                // Whoever is not on the list today stays shut out.
                let is_shown = |id: &Id| all.iter().any(|one| one.id == *id);
                choice.shut_out.retain(|id| !is_shown(id));
                choice.shut_out.extend(ids);
                if let Some(to) = &mut choice.to {
                    to.retain(|id| !choice.shut_out.contains(id));
                }
                return Ok(());
            }
            Some(_) => tell_nobody_left(trusted, talk),
            None => talk.say(&message!("filing-options", most = all.len())),
        }
    }
}

/// Nobody is left: names the channels that do not depend on the organisation.
fn tell_nobody_left(trusted: &Trusted, talk: &Talk<'_>) {
    let independent = trusted.roster.channels.iter().filter(|channel| channel.independent);
    let names: Vec<&str> = independent.map(|channel| talk.pick(&channel.name)).collect();
    if names.is_empty() {
        talk.warn("shut-out-all-inside", &[]);
    } else {
        talk.warn("shut-out-all", &[("channels", names.join(", ").into())]);
    }
}

fn ask_readers(trusted: &Trusted, choice: &mut Choice, talk: &mut Talk<'_>) -> Result<(), Failure> {
    talk.title("readers-title");
    talk.tell("readers-what");
    let mut left = everyone(&trusted.roster, trusted.day);
    left.retain(|one| !choice.shut_out.contains(&one.id));
    let proposal = draft::propose(&trusted.roster, &choice.shut_out, trusted.day);
    if proposal.too_many {
        talk.tell("readers-choose");
    }
    // Nobody is proposed where she has chosen before, even if none of those is left.
    let mut marked = choice.to.take().unwrap_or(proposal.to);
    marked.retain(|id| left.iter().any(|one| one.id == *id));
    loop {
        show(trusted, &left, &marked, talk);
        match choose(talk, &message!("filing-ask-readers"), &left, &marked)? {
            Some(ids) if ids.is_empty() => talk.warn("readers-none", &[]),
            Some(ids) if ids.len() > ADDRESSEES_MAX => talk.warn("readers-too-many", &[]),
            Some(ids) => {
                tell_count(trusted, &ids, talk);
                choice.to = Some(ids);
                return Ok(());
            }
            None => talk.say(&message!("filing-options", most = left.len())),
        }
    }
}

fn tell_count(trusted: &Trusted, ids: &[Id], talk: &Talk<'_>) {
    let independent = ids.iter().filter(|id| is_independent(trusted, id)).count();
    let values = [("count", ids.len().into()), ("independent", independent.into())];
    talk.tell_with("readers-count", &values);
    match independent {
        0 => talk.warn("readers-dependent", &[]),
        1 => talk.warn("readers-one-independent", &[]),
        _ => {}
    }
}

/// Who may read and who will not, as a list.
pub(in crate::commands) fn tell_choice(trusted: &Trusted, choice: &Choice, talk: &Talk<'_>) {
    talk.tell("check-readers");
    let to = named(trusted, choice.to.as_deref().unwrap_or_default(), talk);
    list(&to, talk);
    let out = named(trusted, &choice.shut_out, talk);
    if !out.is_empty() {
        talk.tell("check-out");
        list(&out, talk);
    }
}

fn list(names: &[String], talk: &Talk<'_>) {
    for name in names {
        talk.item(name);
    }
}

/// Her name, if she wants to give it, and to whom of her readers.
pub(in crate::commands) fn ask_name(
    trusted: &Trusted,
    readers: &[Id],
    naming: &mut Naming,
    talk: &mut Talk<'_>,
) -> Result<(), Failure> {
    talk.title("name-title");
    talk.tell("name-what");
    talk.tell("name-price");
    if !naming.name.is_empty() {
        talk.say(&message!("filing-so-far"));
        talk.item(&naming.name);
    }
    match talk.ask(&message!("filing-ask-name"))?.as_str() {
        "" => {}
        "-" => *naming = Naming::default(),
        name => name.clone_into(&mut naming.name),
    }
    if naming.name.is_empty() {
        return Ok(());
    }
    let mut offered = everyone(&trusted.roster, trusted.day);
    offered.retain(|one| readers.contains(&one.id));
    naming.to.retain(|id| readers.contains(id));
    talk.tell("name-readers");
    loop {
        show(trusted, &offered, &naming.to, talk);
        match choose(talk, &message!("visit-ask-name-readers"), &offered, &naming.to)? {
            Some(ids) if ids.is_empty() => talk.warn("name-nobody", &[]),
            Some(ids) => {
                naming.to = ids;
                return Ok(());
            }
            None => talk.say(&message!("filing-options", most = offered.len())),
        }
    }
}

/// What of her name will be known to whom.
pub(in crate::commands) fn tell_name(
    trusted: &Trusted,
    naming: &Naming,
    readers: &[Id],
    talk: &Talk<'_>,
) {
    let to: Vec<Id> = naming.to.iter().copied().filter(|id| readers.contains(id)).collect();
    if naming.name.is_empty() || to.is_empty() {
        return talk.tell("check-nameless");
    }
    talk.tell_with("check-name", &[("name", naming.name.as_str().into())]);
    list(&named(trusted, &to, talk), talk);
}
