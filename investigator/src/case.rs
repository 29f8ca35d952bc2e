//! A case: the letters of one thread, folded. A fold and nothing else: two investigators who have
//! the same letters see the same case, in whatever order these came. What only this desk knows
//! (what was read, what waits to be posted) is no part of it.
//!
//! Letters of investigators are carriers: what counts is each event in them, signed by itself, and
//! each letter of the reporter, whoever brought it.

pub mod chains;
pub mod graph;
pub mod handling;
mod people;
pub mod register;
pub mod step;
pub mod timing;

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::event::{EventKind, SignedEvent};
use dauys_crypto::experience;
use dauys_crypto::letter::{Lang, Letter, ReporterKind, ReporterLetter};
use dauys_crypto::state::{self, SignedState, State};
use dauys_crypto::thread::ReporterKeys;
use dauys_wire::limits::LETTER_JSON_MAX;
use dauys_wire::{Day, Digest, Id, json};
use schemars::JsonSchema;
use serde::Serialize;

use self::graph::Graph;
pub use self::handling::Handling;
pub use self::people::People;
use crate::vault::contents::VaultLetter;

/// The status of an event that says an old answer again: it answers nothing that came since.
pub const AGAIN: &str = "again";
/// The status of an answer that is the feedback which was promised.
pub const FEEDBACK: &str = "feedback";

/// The letters of one thread.
pub struct Case<'a> {
    /// The thread.
    pub thread: Id,
    /// Who reports; `None` if only colleagues' events are here.
    pub reporter: Option<Reporter<'a>>,
    /// Who takes part.
    pub people: People,
    /// What happened, causes before effects.
    pub entries: Vec<Entry<'a>>,
    /// What came before what, by the places of the entries.
    pub graph: Graph,
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
    /// Whom each letter of hers shuts out.
    pub always_out: BTreeSet<Id>,
    /// Whether her newest state says that she took the report back.
    pub withdrawn: bool,
    /// Her newest states; more than one if she wrote twice without knowing of it.
    pub states: Vec<&'a SignedState>,
}

/// One thing that happened.
#[derive(Clone)]
pub struct Entry<'a> {
    /// Its name: SHA-256 of the JSON of a letter of hers, or of an event's exact JSON.
    pub sha256: Digest,
    /// The letters that brought it here; one unless it was handed on.
    pub carriers: BTreeSet<Id>,
    /// Who has it, as far as its carriers tell.
    pub audience: BTreeSet<Id>,
    /// The day that its author wrote.
    pub day: Day,
    /// The day that counts, of an event: its author's word, and not before what it names as known.
    pub counts_on: Day,
    /// What.
    pub what: What<'a>,
}

/// What happened.
#[derive(Clone, Copy)]
pub enum What<'a> {
    /// The reporter wrote.
    Reporter(&'a ReporterLetter),
    /// An investigator did something.
    Event(&'a SignedEvent),
}

/// Where a case stands in the queue of a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "status")]
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
    let mut threads: BTreeMap<Id, Entries<'a>> = BTreeMap::new();
    for (thread, entry) in letters.into_iter().flat_map(entries_of) {
        add(threads.entry(thread).or_default(), entry);
    }
    let cases = threads.into_iter();
    cases.map(|(thread, entries)| (thread, Case::fold(thread, entries.into_values()))).collect()
}

/// One case, of the letters that tell of it.
pub fn fold_one<'a>(thread: Id, letters: impl IntoIterator<Item = &'a VaultLetter>) -> Case<'a> {
    let mut entries = Entries::new();
    let told = letters.into_iter().flat_map(entries_of);
    for (_, entry) in told.filter(|(of, _)| *of == thread) {
        add(&mut entries, entry);
    }
    Case::fold(thread, entries.into_values())
}

/// By their names.
type Entries<'a> = BTreeMap<Digest, Entry<'a>>;

/// What somebody else brought before is the same thing.
fn add<'a>(entries: &mut Entries<'a>, entry: Entry<'a>) {
    match entries.get_mut(&entry.sha256) {
        Some(known) => {
            known.carriers.extend(entry.carriers);
            known.audience.extend(entry.audience);
        }
        None => drop(entries.insert(entry.sha256, entry)),
    }
}

fn entries_of(kept: &VaultLetter) -> Vec<(Id, Entry<'_>)> {
    let carrier = *kept.letter.id();
    let entry = |sha256, to: &[Id], day, what| Entry {
        sha256,
        carriers: BTreeSet::from([carrier]),
        audience: to.iter().chain(kept.letter.to()).copied().collect(),
        day,
        counts_on: day,
        what,
    };
    match &kept.letter {
        // Nobody has the code of that thread: there is nothing to handle and nobody to answer.
        Letter::Reporter(letter) if letter.kind == ReporterKind::Count => Vec::new(),
        Letter::Reporter(letter) => {
            let what = What::Reporter(letter);
            vec![(letter.thread, entry(kept.sha256, &[], letter.day, what))]
        }
        Letter::Investigator(letter) => {
            let event = |event: &'_ SignedEvent| (event.event.thread, event.event.day);
            let events = letter.events.iter().map(|signed| {
                let (thread, day) = event(signed);
                (thread, entry(signed.sha256, &[], day, What::Event(signed)))
            });
            let shared = letter.shared.iter().filter(|one| one.letter.kind != ReporterKind::Count);
            let shared = shared.map(|one| {
                let hers = &one.letter;
                (hers.thread, entry(one.sha256, &hers.to, hers.day, What::Reporter(hers)))
            });
            events.chain(shared).collect()
        }
    }
}

impl<'a> Case<'a> {
    fn fold(thread: Id, entries: impl Iterator<Item = Entry<'a>>) -> Self {
        let (entries, graph) = graph::by_cause(entries.collect());
        let letters: Vec<&ReporterLetter> = reporter_letters(&entries).collect();
        let reporter = Reporter::fold(&letters);
        let people = People::fold(reporter.as_ref(), &entries, &graph);
        Self { thread, reporter, people, entries, graph }
    }

    /// As it would be with one event more, which all of its readers have.
    pub fn with<'b>(&self, event: &'b SignedEvent) -> Case<'b>
    where
        'a: 'b,
    {
        let more = Entry {
            sha256: event.sha256,
            carriers: BTreeSet::new(),
            audience: self.readers().into_iter().collect(),
            day: event.event.day,
            counts_on: event.event.day,
            what: What::Event(event),
        };
        let entries: Vec<Entry<'b>> = self.entries.iter().cloned().chain([more]).collect();
        Case::fold(self.thread, entries.into_iter())
    }

    /// The reporter's letters, causes before effects.
    pub fn reporter_letters(&self) -> impl DoubleEndedIterator<Item = &'a ReporterLetter> {
        reporter_letters(&self.entries)
    }

    /// The places of her letters that say that she is being punished.
    pub fn retaliation(&self) -> impl Iterator<Item = usize> {
        self.entries.iter().enumerate().filter_map(|(place, entry)| match entry.what {
            What::Reporter(letter) if letter.kind == ReporterKind::Retaliation => Some(place),
            What::Reporter(_) | What::Event(_) => None,
        })
    }

    /// Events by people who took part, with their places, causes before effects.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = (usize, &'a SignedEvent)> {
        self.entries.iter().enumerate().filter_map(|(place, entry)| match entry.what {
            What::Event(event) if !self.people.is_outsiders(place) => Some((place, event)),
            _ => None,
        })
    }

    /// The first day: that of her first letter. Events say so only where none is here.
    pub fn since(&self) -> Option<Day> {
        let hers = self.reporter_letters().map(|letter| letter.day).min();
        hers.or_else(|| self.entries.iter().map(|entry| entry.counts_on).min())
    }

    /// Where it stands, and from which day on somebody has been waiting for us.
    ///
    /// An answer answers what its author knew of: what she wrote at the same time still waits.
    pub fn status(&self) -> (Status, Option<Day>) {
        let answers: Vec<usize> = self
            .events()
            .filter(|(place, _)| !self.people.is_unheard(*place))
            .filter(|(_, event)| match event.event.kind {
                // An old answer once more answers nothing that she wrote since.
                EventKind::Answer => event.event.body.status.as_deref() != Some(AGAIN),
                EventKind::Close => true,
                _ => false,
            })
            .map(|(place, _)| place)
            .collect();
        let is_answered = |at| answers.iter().any(|answer| self.graph.is_before(at, *answer));
        let hers = self.entries.iter().enumerate().filter_map(|(at, entry)| match entry.what {
            What::Reporter(letter) => Some((at, letter)),
            What::Event(_) => None,
        });
        let waiting: Vec<&ReporterLetter> = hers
            .filter(|(at, letter)| !waits_for_nobody(letter) && !is_answered(*at))
            .map(|(_, letter)| letter)
            .collect();
        let since = waiting.iter().map(|letter| letter.day).min();
        let retaliates = |letter: &&ReporterLetter| letter.kind == ReporterKind::Retaliation;
        let status = if waiting.iter().any(retaliates) {
            Status::Retaliation
        } else if answers.is_empty() {
            Status::New
        } else if since.is_some() {
            Status::WaitingForUs
        } else if self.handling().is_closed() {
            Status::Closed
        } else {
            Status::WaitingForReporter
        };
        (status, since)
    }

    /// What its readers did about it.
    pub fn handling(&self) -> Handling {
        Handling::fold(self)
    }

    /// Whether she took her report back.
    pub fn is_withdrawn(&self) -> bool {
        let says = self.reporter_letters().any(|letter| letter.kind == ReporterKind::Withdraw);
        // Her state says it too: the letter itself may be on its way.
        says || self.reporter.as_ref().is_some_and(|reporter| reporter.withdrawn)
    }

    /// Who reads it now, ascending; nobody while her letters are not here.
    pub fn readers(&self) -> Vec<Id> {
        self.reporter.as_ref().map(|her| self.people.readers(her)).unwrap_or_default()
    }

    /// The letters that this case is told by.
    pub fn letter_ids(&self) -> BTreeSet<Id> {
        self.entries.iter().flat_map(|entry| entry.carriers.iter().copied()).collect()
    }
}

/// Nor does one that says how it was for her, if she added no words.
fn waits_for_nobody(letter: &ReporterLetter) -> bool {
    let says_how_it_was = experience::is_in(&letter.body) && letter.body.text.trim().is_empty();
    is_name_alone(letter) || says_how_it_was
}

/// A letter with her name and nothing else waits for no answer; it may be for one reader alone, and
/// an answer to all can not tell the others that there was one.
pub(crate) fn is_name_alone(letter: &ReporterLetter) -> bool {
    let body = &letter.body;
    letter.kind == ReporterKind::Message && body.text.trim().is_empty() && !body.name.is_empty()
}

impl<'a> Reporter<'a> {
    fn fold(letters: &[&'a ReporterLetter]) -> Option<Self> {
        let first = letters.first()?;
        let read = |letter: &&'a ReporterLetter| Some((read_state(&letter.state)?, &letter.state));
        let mut states: Vec<(State, &SignedState)> = letters.iter().filter_map(read).collect();
        let parsed: Vec<State> = states.iter().map(|(state, _)| state.clone()).collect();
        let newest = state::newest(&parsed)?;
        let always = |id: &Id| parsed.iter().all(|state| state.shut_out.contains(id));
        states.retain(|(state, _)| state.v == newest.v);
        states.sort_by(|(_, a), (_, b)| a.json.cmp(&b.json));
        states.dedup_by(|(_, a), (_, b)| a.json == b.json);
        Some(Self {
            keys: &first.reporter,
            lang: newest.lang,
            always_out: newest.shut_out.iter().copied().filter(always).collect(),
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
        What::Event(_) => None,
    })
}

#[cfg(test)]
mod tests;
