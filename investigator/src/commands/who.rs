//! People: how they are called, and who is meant by what was typed.

use dauys_crypto::desk::DeskId;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};
use schemars::JsonSchema;
use serde::Serialize;

use super::list::short;
use crate::case::Case;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::schema::shape;
use crate::text::{Message, Text};
use crate::vault::Contents;

/// An investigator, by the name in the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "person")]
pub(super) struct Person {
    #[schemars(with = "shape::Id")]
    pub(super) id: Id,
    pub(super) name: String,
}

/// With their name.
pub(super) fn person(id: &Id, contents: &Contents) -> Person {
    Person { id: *id, name: name(id, contents) }
}

/// An investigator's name, or the id of somebody who is not in the roster.
pub(super) fn name(id: &Id, contents: &Contents) -> String {
    let entry = contents.roster().and_then(|known| known.roster.investigator(id));
    entry.map_or_else(|| id.to_string(), |entry| entry.name.clone())
}

/// Several names.
pub(super) fn names<'i>(ids: impl IntoIterator<Item = &'i Id>, contents: &Contents) -> String {
    ids.into_iter().map(|id| name(id, contents)).collect::<Vec<_>>().join(", ")
}

/// The name of whoever works on a desk, with the machine if it is not their first.
pub(super) fn desk(desk: DeskId, contents: &Contents, text: &Text) -> String {
    let name = name(&desk.investigator, contents);
    match desk.device {
        0 => name,
        device => text.say(&message!("machine-of", name = name, n = u32::from(device) + 1)),
    }
}

/// Nobody, or more than one, is meant.
#[derive(Debug, PartialEq, Eq)]
enum NotOne {
    /// Nobody.
    Nobody,
    /// These.
    Several(Vec<Id>),
}

/// The one of some people who is meant: by their whole name, else by the beginning of their id, of
/// their name or of a word in it. The case of letters does not matter.
fn among(people: &[Id], typed: &str, contents: &Contents) -> Result<Id, NotOne> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Err(NotOne::Nobody);
    }
    let called = |id: &Id| name(id, contents).to_lowercase();
    let begins = |id: &Id| {
        let called = called(id);
        let word = |word: &str| word.starts_with(&typed);
        id.to_string().starts_with(&typed) || word(&called) || called.split(' ').any(word)
    };
    match one(people, |id| called(id) == typed) {
        Err(NotOne::Nobody) => one(people, begins),
        found => found,
    }
}

fn one(people: &[Id], fits: impl Fn(&Id) -> bool) -> Result<Id, NotOne> {
    let found: Vec<Id> = people.iter().copied().filter(|id| fits(id)).collect();
    match found.as_slice() {
        [id] => Ok(*id),
        [] => Err(NotOne::Nobody),
        _ => Err(NotOne::Several(found)),
    }
}

/// The reader of a case who is meant.
pub(super) fn reader(case: &Case<'_>, typed: &str, contents: &Contents) -> Result<Id, Failure> {
    let readers = case.readers();
    among(&readers, typed, contents).map_err(|not_one| {
        not_one.told(typed, contents, || {
            let (case, names) = (short(&case.thread), names(&readers, contents));
            message!("who-does-not-read", who = typed, case = case, names = names)
        })
    })
}

/// The one in the organisation's list who is meant; those who are in no channel on this day too, so
/// that it can be said why they cannot be let in.
pub(super) fn listed(
    roster: &Roster,
    today: Day,
    typed: &str,
    contents: &Contents,
) -> Result<Id, Failure> {
    let people: Vec<Id> = roster.investigators.iter().map(|one| one.id).collect();
    among(&people, typed, contents).map_err(|not_one| {
        not_one.told(typed, contents, || {
            let active = people.iter().filter(|id| roster.is_active(id, today));
            message!("nobody-named", who = typed, names = names(active, contents))
        })
    })
}

impl NotOne {
    fn told(self, typed: &str, contents: &Contents, nobody: impl FnOnce() -> Message) -> Failure {
        let message = match self {
            Self::Nobody => nobody(),
            Self::Several(found) => {
                let with_id = |id: &Id| format!("{} ({})", name(id, contents), short(id));
                let names = found.iter().map(with_id).collect::<Vec<_>>().join(", ");
                message!("who-is-several", who = typed, names = names)
            }
        };
        Failure::new(Exit::Usage, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::office::Office;
    use crate::fixtures::DAY;

    #[test]
    fn a_reader_is_found_by_name_or_id_and_nobody_else_is() {
        let office = Office::open();
        let contents = office.workplace.vault.contents();
        let find = |typed: &str| {
            reader(&office.case(), typed, contents).map_err(|failure| failure.message.key())
        };
        let [aigul, marat, dina] = office.ids;
        assert_eq!(find("Айгүл Сейтқали"), Ok(aigul));
        assert_eq!(find("марат"), Ok(marat), "a word of the name, whatever its case");
        assert_eq!(find("Оспанов"), Ok(marat));
        assert_eq!(find(&short(&marat)), Ok(marat));
        assert_eq!(find("0"), Err("who-is-several"), "both ids begin so");
        let roster = &office.workplace.connected().unwrap().1.roster;
        let listed = |typed: &str| {
            listed(roster, DAY, typed, contents).map_err(|failure| failure.message.key())
        };
        assert_eq!(
            (listed("дина"), listed("02020")),
            (Ok(dina), Ok(marat)),
            "whether they read it or not"
        );
        assert_eq!(listed("0"), Err("who-is-several"));
        for nobody in ["", "Dina", "ина"] {
            assert_eq!(listed(nobody), Err("nobody-named"), "{nobody:?}");
        }
        for nobody in ["Дина", &dina.to_string(), "", " ", "арат"] {
            assert_eq!(find(nobody), Err("who-does-not-read"), "{nobody:?}");
        }
    }

    #[test]
    fn a_whole_name_is_meant_though_another_begins_with_it() {
        let office = Office::with_names(["Дана", "Дана Ким", "x"]);
        let contents = office.workplace.vault.contents();
        let found = ["дана", "Дана К"].map(|typed| reader(&office.case(), typed, contents));
        assert_eq!(found.map(Result::ok), [Some(office.ids[0]), Some(office.ids[1])]);
    }
}
