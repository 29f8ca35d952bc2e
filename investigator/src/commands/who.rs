//! People: how they are called, and who is meant by what was typed.

use dauys_crypto::desk::DeskId;
use dauys_wire::Id;
use schemars::JsonSchema;
use serde::Serialize;

use super::list::short;
use crate::case::Case;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::schema::shape;
use crate::text::Text;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotOne {
    /// Nobody.
    Nobody,
    /// More than one.
    Several,
}

/// The one of some people who is meant: by their whole name, else by the beginning of their id, of
/// their name or of a word in it. The case of letters does not matter.
pub(super) fn among(people: &[Id], typed: &str, contents: &Contents) -> Result<Id, NotOne> {
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
    let mut found = people.iter().filter(|id| fits(id));
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(*id),
        (None, _) => Err(NotOne::Nobody),
        (Some(_), Some(_)) => Err(NotOne::Several),
    }
}

/// The reader of a case who is meant.
pub(super) fn reader(case: &Case<'_>, typed: &str, contents: &Contents) -> Result<Id, Failure> {
    let readers = case.readers();
    among(&readers, typed, contents).map_err(|not_one| {
        let case = short(&case.thread);
        let message = match not_one {
            NotOne::Nobody => {
                let names = names(&readers, contents);
                message!("who-does-not-read", who = typed, case = case, names = names)
            }
            NotOne::Several => {
                let with_id = |id: &Id| format!("{} ({})", name(id, contents), short(id));
                let names = readers.iter().map(with_id).collect::<Vec<_>>().join(", ");
                message!("who-is-several", who = typed, names = names)
            }
        };
        Failure::new(Exit::Usage, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::office::Office;

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
