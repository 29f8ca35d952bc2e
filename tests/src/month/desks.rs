//! The desks: what everyone does every morning, and what the script has them do.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use dauys_crypto::letter::{Author, Letter};
use dauys_investigator::vault::Vault;
use dauys_wire::Id;
use serde_json::Value;

use super::script::{DAYS, Line, Scene};
use crate::investigator::Investigator;
use crate::terminal::Terminal;

/// Digits of a case's id that people type.
const TYPED: usize = 8;

/// Somebody at a desk.
pub struct Desk<'a> {
    /// Who.
    pub investigator: &'a Investigator,
    /// Their id.
    pub id: Id,
    /// Whether they type into a shell, as people do.
    pub types: bool,
    log: Mutex<Log>,
}

/// What a desk was told.
#[derive(Default)]
pub struct Log {
    /// What each `sync` said, by day.
    pub syncs: Vec<(u32, Value)>,
    /// Everything that was ever printed there.
    pub said: String,
    /// The last day of an absence.
    away_until: u32,
    /// Cases that were deleted there.
    pub deleted: Vec<Id>,
    /// Letters to colleagues that were written there: of those that were in the vault when a case was
    /// deleted, nothing may be left at the end.
    own: BTreeSet<Id>,
}

impl<'a> Desk<'a> {
    /// Nothing has happened yet.
    pub fn of(investigator: &'a Investigator, types: bool) -> Self {
        let id = Id::parse(&investigator.id).expect("an id");
        Self { investigator, id, types, log: Mutex::default() }
    }

    /// What was told.
    pub fn into_log(self) -> Log {
        self.log.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the last `sync` left something that has not gone.
    pub fn has_something_waiting(&self) -> bool {
        self.with(|log| log.syncs.last().is_some_and(|(_, said)| said["waiting"] != 0))
    }

    /// Whether somebody is there on that day.
    pub fn is_there(&self, day: u32) -> bool {
        self.with(|log| log.away_until < day)
    }

    /// Syncs, looks at the list, and reads what is new. After the month they only sync.
    pub fn begin_day(&self, day: u32, address: Option<&str>) {
        let said = match address {
            Some(address) => self.investigator.first_sync(address),
            None => self.investigator.sync(),
        };
        self.with(|log| {
            log.said.push_str(&said.to_string());
            log.syncs.push((day, said));
        });
        if day > DAYS {
            return;
        }
        let cases = self.ask(&["list"])["cases"].clone();
        let cases = cases.as_array().expect("cases").iter();
        for case in cases.filter(|case| case["unread"] != 0) {
            self.ask(&["show", case["case"].as_str().expect("a case")]);
        }
    }

    /// Has a command done, and what it reads typed.
    pub fn does(&self, line: &Line, case: &Id) {
        let (Scene::Tells(_, command) | Scene::Does(_, command)) = line.scene else { return };
        let text = line.text.as_str();
        let digits: String = case.to_string().chars().take(TYPED).collect();
        let fill = |word: &str| word.replace("{case}", &digits).replace("{text}", text);
        let words: Vec<String> = command.split(' ').map(fill).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if words.first() == Some(&"delete") {
            let vault = self.investigator.vault();
            self.with(|log| log.own.extend(own_letters(&vault, &self.id)));
        }
        if self.types {
            assert!(!command.contains("{text}"), "{command}: it would stand in the history");
            self.types_into_a_shell(&words, text);
        } else {
            // What is given as an argument is not typed as well.
            let typed = if let Scene::Tells(..) = line.scene { text } else { "" };
            let said = self.investigator.ask_with(&words, typed);
            self.with(|log| log.said.push_str(&said.to_string()));
        }
        match words.as_slice() {
            ["away", "--days", days] => {
                let days: u32 = days.parse().expect("a number");
                self.with(|log| log.away_until = line.day + days);
            }
            ["delete", ..] => self.with(|log| log.deleted.push(*case)),
            _ => {}
        }
    }

    /// As a person would: looks at the case, writes, looks again.
    fn types_into_a_shell(&self, words: &[&str], text: &str) {
        let mut terminal = Terminal::open(self.investigator);
        let mut said = terminal.run("dauys list", "");
        if let Some(case) = words.get(1) {
            said += &terminal.run(&format!("dauys show {case}"), "");
        }
        said += &terminal.run(&format!("dauys {}", words.join(" ")), text);
        terminal.close();
        self.with(|log| log.said.push_str(&said));
    }

    fn ask(&self, arguments: &[&str]) -> Value {
        let said = self.investigator.ask(arguments);
        self.with(|log| log.said.push_str(&said.to_string()));
        said
    }

    fn with<T>(&self, change: impl FnOnce(&mut Log) -> T) -> T {
        change(&mut self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Log {
    /// The letters to colleagues that were written at this desk, which has this vault now.
    pub fn own_letters(&self, vault: &Vault, desk: &Id) -> BTreeSet<Id> {
        own_letters(vault, desk).chain(self.own.iter().copied()).collect()
    }
}

fn own_letters(vault: &Vault, desk: &Id) -> impl Iterator<Item = Id> {
    let letters = vault.contents().letters().values();
    letters.filter_map(|kept| match &kept.letter {
        Letter::Investigator(letter) => {
            (letter.from == Author::Investigator(*desk)).then_some(letter.id)
        }
        Letter::Reporter(_) => None,
    })
}
