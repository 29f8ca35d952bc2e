//! A case: the letters of one thread, folded. A fold and nothing else: two investigators who have
//! the same letters see the same case, in whatever order these came. What only this desk knows
//! (what was read, what waits to be posted) is no part of it.

pub mod chains;
mod order;

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::letter::{
    Author, Event, EventKind, InvestigatorLetter, Lang, Letter, ReporterKind, ReporterLetter,
};
use dauys_crypto::state::{self, SignedState, State};
use dauys_crypto::thread::ReporterKeys;
use dauys_wire::limits::LETTER_JSON_MAX;
use dauys_wire::{Day, Digest, Id, json};
use serde::Serialize;

use crate::vault::contents::VaultLetter;

/// The status of an event that says an old answer again: it answers nothing that came since.
pub const AGAIN: &str = "again";

/// The letters of one thread.
pub struct Case<'a> {
    /// The thread.
    pub thread: Id,
    /// Who reports; `None` if only colleagues' letters are here.
    pub reporter: Option<Reporter<'a>>,
    /// What happened, causes before effects.
    pub entries: Vec<Entry<'a>>,
}

/// The reporter, as her letters show her.
pub struct Reporter<'a> {
    /// Her public keys; all of her letters have the same, for they hash to the thread.
    pub keys: &'a ReporterKeys,
    /// The language of her newest state.
    pub lang: Lang,
    /// Whom she writes to now, ascending.
    pub readers: Vec<Id>,
    /// Whom she shut out, ascending.
    pub shut_out: Vec<Id>,
    /// Whom she ever wrote to.
    pub chosen: BTreeSet<Id>,
    /// Whether her newest state says that she took the report back.
    pub withdrawn: bool,
    /// Her newest states; more than one if she wrote twice without knowing of it.
    pub states: Vec<&'a SignedState>,
}

/// One thing that happened.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// The letter that tells it.
    pub letter: Id,
    /// SHA-256 of the letter's JSON.
    pub sha256: Digest,
    /// The place of the event in its letter.
    pub place: usize,
    /// The day that its author wrote.
    pub day: Day,
    /// What.
    pub what: What<'a>,
}

/// What happened.
#[derive(Clone, Copy)]
pub enum What<'a> {
    /// The reporter wrote.
    Reporter(&'a ReporterLetter),
    /// An investigator did something.
    Investigator(&'a InvestigatorLetter, &'a Event),
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Punished for reporting: above everything else.
    Retaliation,
    /// Nobody has answered yet.
    New,
    /// She has written since the last answer.
    WaitingForUs,
    /// Answered.
    WaitingForReporter,
    /// Closed.
    Closed,
}

/// All cases, by thread.
pub fn fold<'a>(letters: impl IntoIterator<Item = &'a VaultLetter>) -> BTreeMap<Id, Case<'a>> {
    let mut entries: BTreeMap<Id, Vec<Entry<'a>>> = BTreeMap::new();
    for kept in letters {
        for (thread, entry) in entries_of(kept) {
            entries.entry(thread).or_default().push(entry);
        }
    }
    entries.into_iter().map(|(thread, entries)| (thread, Case::fold(thread, entries))).collect()
}

fn entries_of(kept: &VaultLetter) -> Vec<(Id, Entry<'_>)> {
    let entry = |day, place, what| Entry {
        letter: *kept.letter.id(),
        sha256: kept.sha256,
        place,
        day,
        what,
    };
    match &kept.letter {
        Letter::Reporter(letter) => {
            vec![(letter.thread, entry(letter.day, 0, What::Reporter(letter)))]
        }
        Letter::Investigator(letter) => letter
            .events
            .iter()
            .enumerate()
            .map(|(place, event)| {
                (event.thread, entry(letter.day, place, What::Investigator(letter, event)))
            })
            .collect(),
    }
}

impl<'a> Case<'a> {
    fn fold(thread: Id, entries: Vec<Entry<'a>>) -> Self {
        let entries = order::by_cause(entries);
        let letters: Vec<&ReporterLetter> = reporter_letters(&entries).collect();
        Self { thread, reporter: Reporter::fold(&letters), entries }
    }

    /// The reporter's letters, causes before effects.
    pub fn reporter_letters(&self) -> impl DoubleEndedIterator<Item = &'a ReporterLetter> {
        reporter_letters(&self.entries)
    }

    /// The first day.
    pub fn since(&self) -> Option<Day> {
        self.entries.iter().map(|entry| entry.day).min()
    }

    /// Where it stands, and from which day on somebody has been waiting for us.
    pub fn status(&self) -> (Status, Option<Day>) {
        let mut status = Status::New;
        let mut waiting = None;
        for entry in &self.entries {
            match entry.what {
                What::Reporter(letter) => {
                    status = match (letter.kind, status) {
                        (ReporterKind::Retaliation, _) => Status::Retaliation,
                        (_, Status::New | Status::Retaliation) => status,
                        _ => Status::WaitingForUs,
                    };
                    waiting = waiting.or(Some(letter.day));
                }
                // Whoever she never wrote to can neither answer nor close.
                What::Investigator(letter, _) if self.is_outsider(letter) => {}
                What::Investigator(_, event) => {
                    status = match event.kind {
                        // An old answer once more answers nothing that she wrote since.
                        EventKind::Answer if event.body.status.as_deref() == Some(AGAIN) => {
                            continue;
                        }
                        EventKind::Answer => Status::WaitingForReporter,
                        EventKind::Close => Status::Closed,
                        _ => continue,
                    };
                    waiting = None;
                }
            }
        }
        (status, waiting)
    }

    /// Whether a letter about this case is by somebody to whom its reporter never wrote.
    pub fn is_outsider(&self, letter: &InvestigatorLetter) -> bool {
        match (&self.reporter, letter.from) {
            (Some(reporter), Author::Investigator(author)) => !reporter.chosen.contains(&author),
            _ => false,
        }
    }

    /// Whether she took her report back.
    pub fn is_withdrawn(&self) -> bool {
        let says = self.reporter_letters().any(|letter| letter.kind == ReporterKind::Withdraw);
        // Her state says it too: the letter itself may be on its way.
        says || self.reporter.as_ref().is_some_and(|reporter| reporter.withdrawn)
    }

    /// The readers who ask everybody to delete it.
    pub fn deletion_asked_by(&self) -> BTreeSet<Id> {
        let asks = |entry: &Entry<'a>| match entry.what {
            What::Investigator(letter, event) if event.kind == EventKind::Delete => {
                match letter.from {
                    Author::Investigator(author) if !self.is_outsider(letter) => Some(author),
                    _ => None,
                }
            }
            _ => None,
        };
        self.entries.iter().filter_map(asks).collect()
    }

    /// The letters that this case is told by.
    pub fn letter_ids(&self) -> BTreeSet<Id> {
        self.entries.iter().map(|entry| entry.letter).collect()
    }
}

impl<'a> Reporter<'a> {
    fn fold(letters: &[&'a ReporterLetter]) -> Option<Self> {
        let first = letters.first()?;
        let read = |letter: &&'a ReporterLetter| Some((read_state(&letter.state)?, &letter.state));
        let mut states: Vec<(State, &SignedState)> = letters.iter().filter_map(read).collect();
        let parsed: Vec<State> = states.iter().map(|(state, _)| state.clone()).collect();
        let newest = state::newest(&parsed)?;
        states.retain(|(state, _)| state.v == newest.v);
        states.sort_by(|(_, a), (_, b)| a.json.cmp(&b.json));
        states.dedup_by(|(_, a), (_, b)| a.json == b.json);
        Some(Self {
            keys: &first.reporter,
            lang: newest.lang,
            readers: newest.to,
            shut_out: newest.shut_out,
            withdrawn: newest.withdrawn.is_some(),
            chosen: letters.iter().flat_map(|letter| letter.to.iter().copied()).collect(),
            states: states.into_iter().map(|(_, signed)| signed).collect(),
        })
    }
}

/// A state whose signature was verified when its letter was opened.
fn read_state(signed: &SignedState) -> Option<State> {
    json::parse(signed.json.as_bytes(), LETTER_JSON_MAX).ok()
}

fn reporter_letters<'a>(
    entries: &[Entry<'a>],
) -> impl DoubleEndedIterator<Item = &'a ReporterLetter> {
    entries.iter().filter_map(|entry| match entry.what {
        What::Reporter(letter) => Some(letter),
        What::Investigator(..) => None,
    })
}

#[cfg(test)]
mod tests;
