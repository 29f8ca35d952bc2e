//! One thing that happened, as it is shown: a letter of the reporter or an event.

use std::collections::BTreeSet;

use dauys_crypto::event::{EventBody, SignedEvent};
use dauys_crypto::experience;
use dauys_crypto::letter::{ReporterKind, ReporterLetter};
use dauys_wire::limits::ADDRESSEES_MAX;
use dauys_wire::{Day, Digest, Id};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::who::Person;
use super::super::words::Kind;
use super::super::{numbers, who, words};
use super::answers::{AnswerView, answers};
use super::files::{self, FileView};
use crate::case::{Case, Entry, What};
use crate::message;
use crate::schema::shape;
use crate::text::{Message, Text};
use crate::vault::Contents;
use crate::vault::record::Outgoing;

/// One thing that happened.
#[derive(Serialize, JsonSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the JSON")]
#[schemars(rename = "entry")]
pub(super) struct EntryView {
    /// The name of the entry.
    #[schemars(with = "shape::Digest")]
    pub(super) sha256: Digest,
    /// The letters that brought it.
    #[schemars(with = "Vec<shape::Id>")]
    letters: Vec<Id>,
    #[schemars(with = "shape::Day")]
    pub(super) day: Day,
    author: String,
    pub(super) name: String,
    kind: Kind,
    /// The number of a letter of the reporter.
    pub(super) number: Option<usize>,
    #[serde(skip)]
    pub(super) label: Message,
    /// The particulars of an event in words.
    #[serde(skip)]
    pub(super) particulars: Vec<Message>,
    pub(super) text: String,
    /// The particulars of an event but its text, as docs/PROTOCOL.md, section 6.3, names them.
    #[schemars(with = "Option<shape::EventBody>")]
    details: Option<EventBody>,
    /// Who took a report down for her, as it says; anybody can write that.
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_by: Option<TakenBy>,
    /// The name she gave in this letter.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) her_name: String,
    /// The reply that an answer is the copy of.
    #[schemars(with = "Option<shape::Id>")]
    reply: Option<Id>,
    pub(super) answers: Vec<AnswerView>,
    pub(super) attachments: Vec<FileView>,
    pub(super) unread: bool,
    /// She was shown another list of readers than this desk knows of that version.
    pub(super) other_roster: bool,
    /// By somebody to whom the reporter of this case never wrote.
    pub(super) outsider: bool,
    /// Sealed, and not posted yet.
    pub(super) waits: bool,
}

impl EntryView {
    /// Whether she wrote it.
    pub(super) const fn is_hers(&self) -> bool {
        matches!(self.kind, Kind::Reporter(_))
    }
}

/// Who took a report down.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "taken-by")]
struct TakenBy {
    #[serde(flatten)]
    person: Person,
    /// Whether they say so themselves.
    confirmed: bool,
}

/// What a case is read with.
pub(super) struct Reader<'a> {
    pub(super) contents: &'a Contents,
    pub(super) text: &'a Text,
    pub(super) unread: &'a BTreeSet<Digest>,
}

impl Reader<'_> {
    /// All that happened.
    pub(super) fn entries(&self, case: &Case<'_>) -> Vec<EntryView> {
        let letters = numbers::letters(case);
        let entries = case.entries.iter().enumerate();
        entries.map(|(place, entry)| self.entry(case, &letters, place, entry)).collect()
    }

    fn entry(&self, case: &Case<'_>, letters: &[Id], place: usize, entry: &Entry<'_>) -> EntryView {
        let view = match entry.what {
            What::Reporter(letter) => {
                let number = numbers::of(letters, &letter.id);
                EntryView { number, ..self.letter(case, entry, letter) }
            }
            What::Event(event) => self.event(case, entry, event),
        };
        let waiting = |outgoing: &Outgoing| {
            entry.carriers.contains(&outgoing.id) || Some(outgoing.id) == view.reply
        };
        EntryView {
            letters: entry.carriers.iter().copied().collect(),
            unread: self.unread.contains(&entry.sha256),
            outsider: case.people.is_outsiders(place),
            waits: self.contents.outgoing().iter().any(waiting),
            ..view
        }
    }

    fn letter(&self, case: &Case<'_>, entry: &Entry<'_>, letter: &ReporterLetter) -> EntryView {
        let taken_by = self.taken_by(case, letter);
        let mut particulars: Vec<_> = taken_by.iter().map(TakenBy::words).collect();
        if experience::is_in(&letter.body) {
            particulars.push(message!("experience-told"));
        }
        let asked = letter
            .body
            .share_with
            .iter()
            .take(ADDRESSEES_MAX)
            .map(|id| who::person(id, self.contents).name);
        particulars.extend(asked.map(|name| message!("share-asked", name = name.as_str())));
        EntryView {
            particulars,
            taken_by,
            author: letter.from.to_string(),
            name: self.text.say(&message!("reporter")),
            text: letter.body.text.clone(),
            her_name: letter.body.name.clone(),
            answers: answers(letter, self.contents, self.text),
            attachments: files::of(letter, case),
            other_roster: self.contents.is_other_roster(&letter.roster),
            ..nothing(entry, Kind::Reporter(letter.kind), words::letter(letter.kind))
        }
    }

    /// In every other letter than a report it means nothing.
    fn taken_by(&self, case: &Case<'_>, letter: &ReporterLetter) -> Option<TakenBy> {
        let by = letter.body.taken_by.filter(|_| letter.kind == ReporterKind::Report)?;
        let confirmed = case.handling().filed_by.contains(&by);
        Some(TakenBy { person: who::person(&by, self.contents), confirmed })
    }

    fn event(&self, case: &Case<'_>, entry: &Entry<'_>, signed: &SignedEvent) -> EntryView {
        let event = &signed.event;
        EntryView {
            author: format!("investigator/{}", event.by),
            name: who::desk(signed.desk(), self.contents, self.text),
            particulars: words::particulars(event, case, self.contents, self.text),
            text: event.body.text.clone(),
            details: Some(EventBody { text: String::new(), ..event.body.clone() }),
            reply: event.body.reply,
            ..nothing(entry, Kind::Event(event.kind), words::event(event, self.contents))
        }
    }
}

impl TakenBy {
    fn words(&self) -> Message {
        let name = self.person.name.as_str();
        if self.confirmed {
            message!("taken-by-confirmed", name = name)
        } else {
            message!("taken-by-claimed", name = name)
        }
    }
}

/// An entry that says nothing yet.
fn nothing(entry: &Entry<'_>, kind: Kind, label: Message) -> EntryView {
    EntryView {
        sha256: entry.sha256,
        letters: Vec::new(),
        day: entry.day,
        author: String::new(),
        name: String::new(),
        kind,
        number: None,
        label,
        particulars: Vec::new(),
        text: String::new(),
        details: None,
        taken_by: None,
        her_name: String::new(),
        reply: None,
        answers: Vec::new(),
        attachments: Vec::new(),
        unread: false,
        other_roster: false,
        outsider: false,
        waits: false,
    }
}
