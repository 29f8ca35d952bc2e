//! The desks: what everyone does every morning, and what the script has them do.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use dauys_crypto::letter::{Author, Lang, Letter};
use dauys_investigator::pace::Kind;
use dauys_investigator::vault::Vault;
use dauys_wire::Id;
use serde_json::{Value, json};

use super::hand::{Habit, Hand};
use super::page::{AtPage, Seen, TimeLines};
use super::quiet::Words;
use super::script::{Line, Scene};
use crate::investigator::Investigator;
use crate::shell::Shell;

/// Digits of a case's id that people type.
const TYPED: usize = 8;

/// How `sync` ends, and what a page says, when the line is cut: so the server does if a colleague takes back a
/// letter that is just being fetched.
const CUT: (Option<i32>, &str) = (Some(3), "unreachable");
/// Letters that are taken back are few.
const TRIES: usize = 3;

/// The question that asks what happened.
const QUESTION: &str = "seen";

/// Somebody at a desk.
pub struct Desk<'a> {
    /// Who.
    pub investigator: &'a Investigator,
    /// Their id.
    pub id: Id,
    hand: Hand<'a>,
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
    /// Days on which the line was cut: what had come before that, no `sync` counted.
    pub cut: BTreeSet<u32>,
    /// What `due` said, by day.
    pub dues: Vec<(u32, Value)>,
    /// What a page said in a tone of haste, and what a browser complained of.
    pub urgent: Vec<String>,
    /// What was on a page in the end.
    pub time_lines: TimeLines,
    /// Cases of which it was said whether a conflict of interest stands against them.
    declared: BTreeSet<Id>,
    /// Letters to colleagues that were written there, also those of which nothing is left because a
    /// case was deleted.
    own: BTreeSet<Id>,
}

impl<'a> Desk<'a> {
    /// Nothing has happened yet.
    pub fn of(investigator: &'a Investigator, hand: Hand<'a>) -> Self {
        let id = Id::parse(&investigator.id).expect("an id");
        Self { investigator, id, hand, log: Mutex::default() }
    }

    /// What was told. Whoever sits at a page looks at every case once more, and leaves.
    pub fn into_log(self) -> Log {
        let mut log = self.log.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Hand::Page(page) = self.hand {
            let (lines, seen) = page.time_lines(self.investigator);
            log.time_lines = lines;
            log.keep(seen);
            log.urgent.extend(page.leave(self.investigator));
        }
        log
    }

    /// Whether the last `sync` had nothing to post and nothing to tell.
    pub fn is_quiet(&self) -> bool {
        let nothing = |said: &Value| ["opened", "posted", "waiting"].iter().all(|it| said[it] == 0);
        self.with(|log| log.syncs.last().is_none_or(|(_, said)| nothing(said)))
    }

    /// Whether somebody is there on that day.
    pub fn is_there(&self, day: u32) -> bool {
        self.with(|log| log.away_until < day)
    }

    /// Syncs, looks at what has a day and at the list, and reads what is new.
    pub fn begin_day(&self, day: u32, address: Option<&str>) {
        let vault = self.investigator.vault();
        self.with(|log| log.own.extend(own_letters(&vault, &self.id)));
        drop(vault);
        let said = match (address, &self.hand) {
            (Some(address), _) => self.investigator.first_sync(address),
            (None, Hand::Page(page)) => self.sync_on(page, day),
            (None, _) => self.sync(day),
        };
        self.with(|log| {
            log.said.push_str(&said.to_string());
            log.syncs.push((day, said));
        });
        if let Hand::Page(page) = &self.hand {
            if address.is_some() {
                let seen = page.sit(self.investigator);
                self.with(|log| log.keep(seen));
            }
            let seen = page.look_through(self.investigator);
            return self.with(|log| log.keep(seen));
        }
        let due = self.ask(&["due"]);
        self.with(|log| log.dues.push((day, due)));
        let cases = self.ask(&["list", "--all"])["cases"].clone();
        let cases = cases.as_array().expect("cases").iter();
        for case in cases.filter(|case| case["unread"] != 0) {
            let case = case["case"].as_str().expect("a case");
            if !self.looks_first(&Id::parse(case).expect("an id")) {
                self.ask(&["show", case]);
            }
        }
    }

    /// The first look at a case of somebody who says before it whether there is a conflict of interest;
    /// whether it was that.
    fn looks_first(&self, case: &Id) -> bool {
        let is_first = matches!(self.hand, Hand::Commands(Habit::DeclareFirst))
            && self.with(|log| log.declared.insert(*case));
        if is_first {
            let case = case.to_string();
            self.ask(&["declare", &case, "none"]);
            self.ask(&["show", &case]);
        }
        is_first
    }

    /// By the page, which says it in words: what came of it is seen in what this desk has.
    fn sync_on(&self, page: &AtPage<'_>, day: u32) -> Value {
        let has = || {
            let vault = self.investigator.vault();
            let (contents, posting) = (vault.contents(), vault.contents().posting());
            let waiting = [Kind::Letter, Kind::Reply].map(|kind| posting.waiting(kind).count());
            (contents.letters().len(), waiting.iter().sum::<usize>())
        };
        let (letters, waited) = has();
        let is_cut = |seen: &Seen| seen.urgent.iter().any(|said| Words::of(CUT.1).are_in(said));
        let got_through = (0..TRIES).any(|_| {
            let seen = page.fetch(self.investigator);
            let was_cut = is_cut(&seen);
            self.with(|log| {
                log.keep(seen);
                if was_cut {
                    log.cut.insert(day);
                }
            });
            !was_cut
        });
        assert!(got_through, "{}: the line is cut again and again", self.investigator.person.name);
        let (now, waiting) = has();
        json!({
            "opened": now.abs_diff(letters),
            "posted": waited.saturating_sub(waiting),
            "waiting": waiting,
        })
    }

    /// The line may be [`CUT`]; the program says to try again, and so one does.
    fn sync(&self, day: u32) -> Value {
        for _ in 0..TRIES {
            match self.investigator.try_sync() {
                Ok(said) => return said,
                Err((exit, failure)) if (exit, failure.as_str()) == CUT => {
                    self.with(|log| log.cut.insert(day));
                }
                Err(failed) => panic!("{}: {failed:?}", self.investigator.person.name),
            }
        }
        panic!("{}: the line is cut again and again", self.investigator.person.name)
    }

    /// Has a command done, and what it reads typed.
    pub fn does(&self, line: &Line, case: &Id) {
        let (Scene::Tells(_, command) | Scene::Does(_, command)) = line.scene else { return };
        let text = line.text.as_str();
        let digits: String = case.to_string().chars().take(TYPED).collect();
        let fill = |word: &str| word.replace("{case}", &digits).replace("{text}", text);
        let words: Vec<String> = command.split(' ').map(fill).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        // What is given as an argument is not typed as well.
        let typed = if let Scene::Tells(..) = line.scene { text } else { "" };
        match &self.hand {
            Hand::Shell => {
                assert!(!command.contains("{text}"), "{command}: it would stand in the history");
                self.types_into_a_shell(&words, typed);
            }
            Hand::Commands(_) => {
                // To be away is nothing that is done in a case.
                if words.get(1) == Some(&digits.as_str()) {
                    self.looks_first(case);
                }
                let said = self.investigator.ask_with(&words, typed);
                self.with(|log| log.said.push_str(&said.to_string()));
            }
            Hand::Page(page) => {
                let seen = page.does(self.investigator, case, &words, typed);
                self.with(|log| log.keep(seen));
            }
        }
        if let ["away", "--days", days] = words.as_slice() {
            let days: u32 = days.parse().expect("a number");
            self.with(|log| log.away_until = line.day + days);
        }
    }

    /// Takes down a report; the code, for her who told it.
    pub fn files(&self, line: &Line, lang: Lang, to: &[Id], shut_out: &[Id]) -> String {
        if let Hand::Page(page) = &self.hand {
            let told = json!({ "text": line.text, "lang": lang, "to": to, "out": shut_out });
            let (code, seen) = page.takes_down(self.investigator, &told);
            self.with(|log| log.keep(seen));
            return code;
        }
        let written = json!({
            "answers": { QUESTION: line.text },
            "to": to,
            "shut_out": shut_out,
            "lang": lang,
            "name": "",
        });
        let said = self.investigator.lines_with(&["file", "--file", "-", "--yes"], &written);
        let code = said[0]["code"].as_str().expect("a code").to_owned();
        // It is shown once, and handed over.
        self.with(|log| log.said.push_str(&said[1].to_string()));
        code
    }

    /// As a person would: looks at the list and at the case, and writes.
    fn types_into_a_shell(&self, words: &[&str], text: &str) {
        let mut shell = Shell::open(self.investigator);
        let mut said = shell.run("dauys list", "");
        if let Some(case) = words.get(1) {
            said += &shell.run(&format!("dauys show {case}"), "");
        }
        said += &shell.run(&format!("dauys {}", words.join(" ")), text);
        shell.close();
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
    fn keep(&mut self, seen: Seen) {
        self.said.push_str(&seen.words);
        self.urgent.extend(seen.urgent);
    }

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
