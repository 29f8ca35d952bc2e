//! A folder without keys: whoever will read makes them here, and has the card for the organisation.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use dauys_crypto::card::Card;
use dauys_wire::InstanceName;
use dauys_wire::roster::Localised;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::away::away;
use super::case::failed;
use super::{Here, on_to, page};
use crate::commands::init::{Person, make};
use crate::desk::{Away, Desk};
use crate::failure::Failure;
use crate::files::{self, FileError};
use crate::home::Home;
use crate::message;
use crate::passphrase::{Passphrase, PassphraseError};
use crate::text::Message;

/// Characters of a name or a position.
const TEXT_MAX: usize = 100;
/// Larger than any card.
const CARD_MAX: usize = 8_192;

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(flatten)]
    about: About,
    new: String,
    again: String,
}

/// What may stand on the page again.
#[derive(Default, Deserialize, Serialize)]
struct About {
    called: String,
    kk: String,
    ru: String,
    en: String,
    installation: String,
}

/// What was wrong, and in which field.
struct Wrong(&'static str, Message);

pub(super) fn shown(desk: &Desk) -> HttpResponse {
    filled_in(desk, &About::default(), None)
}

fn filled_in(desk: &Desk, about: &About, wrong: Option<&Wrong>) -> HttpResponse {
    let home = desk.home();
    let wrong =
        wrong.map(|Wrong(field, why)| json!({ "field": field, "words": desk.text().say(why) }));
    page(
        desk,
        "start.html",
        &json!({
            "folder": home.folder().display().to_string(), "about": about, "wrong": wrong,
            "most": TEXT_MAX,
        }),
    )
}

/// Makes them, once, and opens the desk.
pub(super) async fn begin(desk: Here, form: web::Form<Typed>) -> HttpResponse {
    if !desk.restoring().is_none() {
        return on_to("/restore");
    }
    let Typed { about, new, again } = form.into_inner();
    let [new, again] = [new, again].map(Passphrase::typed);
    let person = match about.person().and_then(|person| same_typed(&new, &again).map(|()| person)) {
        Ok(person) => person,
        Err(wrong) => return filled_in(&desk, &about, Some(&wrong)),
    };
    let made = web::block({
        let desk = desk.clone();
        move || desk.begin_with(person, &new)
    });
    match made.await {
        Ok(Ok(())) => on_to("/card"),
        Ok(Err(failure)) => failed(&desk, &failure),
        Err(_) => away(&desk, &Away::Locked),
    }
}

pub(super) async fn card(desk: Here) -> HttpResponse {
    match desk.card() {
        Err(why) => away(&desk, &why),
        Ok(Err(error)) => failed(&desk, &error.into()),
        Ok(Ok(card)) => {
            let number = Card::number(&card).to_string();
            page(&desk, "card.html", &json!({ "card": card, "number": number }))
        }
    }
}

pub(super) async fn save(desk: Here) -> HttpResponse {
    match desk.card() {
        Err(why) => away(&desk, &why),
        Ok(Err(error)) => failed(&desk, &error.into()),
        Ok(Ok(card)) => HttpResponse::Ok()
            .content_type("text/plain; charset=utf-8")
            .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"card.txt\""))
            .body(card),
    }
}

impl About {
    fn person(&self) -> Result<Person, Wrong> {
        let text = |field: &'static str, typed: &str| {
            let text = typed.trim();
            let is_there = (1..=TEXT_MAX).contains(&text.chars().count());
            if is_there {
                Ok(text.to_owned())
            } else {
                Err(Wrong(field, message!("desk-start-missing")))
            }
        };
        let name = text("called", &self.called)?;
        let role = Localised {
            kk: text("kk", &self.kk)?,
            ru: text("ru", &self.ru)?,
            en: text("en", &self.en)?,
        };
        let instance = InstanceName::parse(self.installation.trim())
            .map_err(|_| Wrong("installation", message!("desk-start-installation-wrong")))?;
        Ok(Person { name, role, instance })
    }
}

fn same_typed(new: &Passphrase, again: &Passphrase) -> Result<(), Wrong> {
    same(new, again).map_err(|why| Wrong(if new.is_short() { "new" } else { "again" }, why))
}

/// A new passphrase that was typed twice, or what is wrong with it.
pub(super) fn same(new: &Passphrase, again: &Passphrase) -> Result<(), Message> {
    if new.is_short() {
        return Err(Failure::from(PassphraseError::TooShort).message);
    }
    if new.expose() != again.expose() {
        return Err(message!("passphrases-differ"));
    }
    Ok(())
}

impl Desk {
    /// Whether there is something that a passphrase could open.
    pub(super) fn has_keys(&self) -> bool {
        self.home().keys().exists()
    }

    /// Without one the keys were brought from another machine.
    pub(super) fn has_vault(&self) -> bool {
        self.home().vault().exists()
    }

    pub(super) fn home(&self) -> Home {
        Home::locate(self.home.as_ref())
    }

    /// Never in place of keys that are there: another tab, or somebody at a terminal, was first.
    fn begin_with(&self, person: Person, passphrase: &Passphrase) -> Result<(), Failure> {
        let home = self.home();
        files::make_folder(home.folder())?;
        {
            let _lock = home.lock()?;
            if home.keys().exists() {
                return Err(FileError::Exists(home.keys()).into());
            }
            make(person, passphrase, &home)?;
        }
        self.unlock(passphrase)
    }

    fn card(&self) -> Result<Result<String, FileError>, Away> {
        self.look(|_, _| files::read_text(&self.home().card(), CARD_MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Done;
    use crate::text::Language;

    fn about(called: &str, en: &str, installation: &str) -> About {
        About {
            called: called.to_owned(),
            kk: "заңгер".to_owned(),
            ru: "юрист".to_owned(),
            en: en.to_owned(),
            installation: installation.to_owned(),
        }
    }

    #[test]
    fn keys_are_made_once_and_never_in_place_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("not/there/yet");
        let desk = Desk::new(1, Some(home.clone()), None, Language::En);
        let [own, another] = ["nine words in a row", "ten other words"]
            .map(|text| Passphrase::typed(text.to_owned()));
        let person = || about("Әлия", "lawyer", "dauys.example").person().ok().unwrap();
        assert!(!desk.has_keys());
        desk.begin_with(person(), &own).ok().unwrap();
        assert!(desk.has_keys());
        let card = desk.card().unwrap().unwrap();
        assert_eq!(Card::parse(&card).unwrap().name, "Әлия");
        desk.lock();
        assert!(desk.card().is_err(), "locked");
        let keys = std::fs::read(home.join("keys.age")).unwrap();
        assert!(desk.begin_with(person(), &another).is_err());
        assert_eq!(std::fs::read(home.join("keys.age")).unwrap(), keys);
        assert_eq!(std::fs::read_to_string(home.join("card.txt")).unwrap(), card);
        desk.unlock(&own).ok().unwrap();
    }

    #[test]
    fn whoever_locks_a_desk_that_is_at_work_opens_it_when_that_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::new(1, Some(folder.path().join("home")), None, Language::En);
        let own = Passphrase::typed("nine words in a row".to_owned());
        let person = about("Әлия", "lawyer", "dauys.example").person().ok().unwrap();
        desk.begin_with(person, &own).ok().unwrap();
        let _underway = desk.occupy().unwrap();
        let done = Done(&desk);
        assert!(matches!(desk.look(|_, _| ()), Err(Away::Busy(..))));
        desk.lock();
        assert_eq!(desk.look(|_, _| ()), Err(Away::Locked));
        assert_eq!(desk.unlock(&own).unwrap_err().message.key(), "desk-ends");
        drop(done);
        assert_eq!(desk.look(|_, _| ()), Err(Away::Locked), "nobody has opened it");
        desk.unlock(&own).ok().unwrap();
        assert_eq!(desk.look(|_, _| ()), Ok(()));
    }

    #[test]
    fn what_is_missing_too_long_or_no_installation_is_named_by_its_field() {
        let person = about(" Әлия ", "lawyer", " dauys.example ").person().ok().unwrap();
        assert_eq!((person.name.as_str(), person.role.en.as_str()), ("Әлия", "lawyer"));
        for (about, field) in [
            (about(" ", "lawyer", "dauys.example"), "called"),
            (about(&"ә".repeat(TEXT_MAX + 1), "lawyer", "dauys.example"), "called"),
            (about("Әлия", "", "dauys.example"), "en"),
            (about("Әлия", "lawyer", "https://dauys.example/#k="), "installation"),
        ] {
            assert_eq!(about.person().err().unwrap().0, field);
        }
    }
}
