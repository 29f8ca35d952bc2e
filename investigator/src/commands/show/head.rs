//! How a case stands: who has to do with it, what was decided, what is open. It is the same on every
//! desk that has the same entries.

use std::collections::BTreeMap;

use dauys_crypto::event::Event;
use dauys_crypto::letter::Lang;
use dauys_wire::{Day, Digest, Id};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::finding::{FindingView, findings};
use super::super::task::{TaskView, tasks};
use super::super::who::{self, Person};
use super::super::words;
use crate::case::handling::{AccusedSide, CheckIn, Contrary, Extension, Pause};
use crate::case::step::{Measure, Outcome, Step};
use crate::case::{Case, Entry, Handling, Status, What};
use crate::clocks::Standing;
use crate::message;
use crate::print::shorten;
use crate::schema::shape;
use crate::text::{Message, Text};
use crate::vault::Contents;

/// Characters of a text by which two contrary entries are told apart.
const SAID: usize = 30;

/// How a case stands.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "head")]
pub(super) struct Head {
    pub(super) status: Status,
    #[schemars(with = "Option<shape::Day>")]
    waiting_since: Option<Day>,
    pub(super) withdrawn: bool,
    pub(super) step: Option<Step>,
    pub(super) told: Option<Step>,
    #[schemars(with = "Option<shape::Lang>")]
    lang: Option<Lang>,
    /// Nobody, or nobody any more, if there is none.
    pub(super) assigned: Option<Person>,
    pub(super) labels: Vec<String>,
    #[schemars(with = "Vec<shape::Id>")]
    pub(super) links: Vec<Id>,
    pub(super) readers: Vec<ReaderView>,
    /// Let in when seven read already: they get nothing until there is a place.
    pub(super) without_place: Vec<Since>,
    pub(super) stepped_out: Vec<Since>,
    pub(super) shut_out: Vec<Person>,
    pub(super) filed_by: Vec<Person>,
    pub(super) declared: Vec<DeclarationView>,
    pub(super) tasks: Vec<TaskView>,
    pub(super) findings: Vec<FindingView>,
    pub(super) accused: Vec<AccusedSide>,
    /// How the promised days stand.
    pub(super) promises: Vec<Standing>,
    pub(super) pauses: Vec<Pause>,
    pub(super) extensions: Vec<Extension>,
    /// Whether it is closed now: it may have been taken up again.
    pub(super) closed: bool,
    pub(super) closing: Option<ClosingView>,
    /// By days after closing.
    pub(super) check_ins: BTreeMap<u32, CheckIn>,
    #[schemars(with = "Option<shape::Day>")]
    pub(super) kept_until: Option<Day>,
    pub(super) deletion_asked_by: Vec<Person>,
    pub(super) contrary: Vec<ContraryView>,
}

/// Who reads a case.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "reader")]
pub(super) struct ReaderView {
    #[serde(flatten)]
    pub(super) person: Person,
    /// Who let them in; whom the reporter chose needs nobody to.
    pub(super) let_in_by: Option<Since>,
    /// Since when they have seen it.
    #[schemars(with = "Option<shape::Day>")]
    pub(super) opened: Option<Day>,
}

/// Somebody, and a day.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "since")]
pub(super) struct Since {
    #[serde(flatten)]
    pub(super) person: Person,
    #[schemars(with = "shape::Day")]
    pub(super) day: Day,
}

/// What somebody says of a conflict of interest.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "declaration")]
pub(super) struct DeclarationView {
    #[serde(flatten)]
    pub(super) person: Person,
    pub(super) conflict: bool,
    pub(super) text: String,
    #[schemars(with = "shape::Day")]
    pub(super) day: Day,
}

/// How it was closed, the last time that it was.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "closing")]
pub(super) struct ClosingView {
    #[schemars(with = "shape::Day")]
    pub(super) day: Day,
    pub(super) by: Person,
    pub(super) outcome: Outcome,
    pub(super) measures: Vec<Measure>,
    pub(super) text: String,
}

/// Two things that were done without knowing of each other; the first counts.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "contrary")]
pub(super) struct ContraryView {
    #[schemars(with = "shape::Digest")]
    counts: Digest,
    #[schemars(with = "shape::Digest")]
    against: Digest,
    #[serde(skip)]
    pub(super) words: Message,
}

impl Head {
    pub(super) fn of(case: &Case<'_>, contents: &Contents, text: &Text, today: Day) -> Self {
        let handling = case.handling();
        let person = |id: &Id| who::person(id, contents);
        let (status, waiting_since) = case.status();
        let reporter = case.reporter.as_ref();
        let roster = contents.roster().map(|known| &known.roster);
        Self {
            status,
            waiting_since,
            withdrawn: case.is_withdrawn(),
            step: handling.step.value().copied(),
            told: handling.told.value().copied(),
            lang: reporter.map(|her| her.lang),
            assigned: handling.assigned.value().copied().flatten().map(|id| person(&id)),
            labels: handling.labels_on().map(str::to_owned).collect(),
            links: handling.linked().copied().collect(),
            readers: readers(case, &handling, contents),
            without_place: since(case, case.people.without_place(), contents),
            stepped_out: since(case, case.people.recused(), contents),
            shut_out: reporter.iter().flat_map(|her| &her.shut_out).map(person).collect(),
            filed_by: handling.filed_by.iter().map(person).collect(),
            declared: declared(&handling, contents),
            tasks: tasks(case, &handling, contents),
            findings: findings(case, &handling),
            closed: handling.is_closed(),
            closing: closing(&handling, contents),
            promises: roster.map(|roster| case.standings(roster, today)).unwrap_or_default(),
            kept_until: roster.and_then(|roster| case.kept_until(roster)),
            deletion_asked_by: handling.deletion.iter().map(person).collect(),
            contrary: contrary(case, &handling, contents, text),
            accused: handling.accused,
            pauses: handling.pauses,
            extensions: handling.extensions,
            check_ins: handling.check_ins,
        }
    }
}

fn readers(case: &Case<'_>, handling: &Handling, contents: &Contents) -> Vec<ReaderView> {
    let let_in = |id: &Id| {
        let event = event_at(case, *case.people.let_in().get(id)?)?;
        Some(Since { person: who::person(&event.by, contents), day: event.day })
    };
    let view = |id: &Id| ReaderView {
        person: who::person(id, contents),
        let_in_by: let_in(id),
        opened: handling.opened.get(id).copied(),
    };
    case.readers().iter().map(view).collect()
}

/// Of whom something is so, and since the event at that place.
fn since(case: &Case<'_>, people: &BTreeMap<Id, usize>, contents: &Contents) -> Vec<Since> {
    let since = |(id, place): (&Id, &usize)| {
        let event = event_at(case, *place)?;
        Some(Since { person: who::person(id, contents), day: event.day })
    };
    people.iter().filter_map(since).collect()
}

fn declared(handling: &Handling, contents: &Contents) -> Vec<DeclarationView> {
    let view = |(id, set): (&Id, &crate::case::register::Register<_>)| {
        let said: &crate::case::handling::Declaration = set.value()?;
        Some(DeclarationView {
            person: who::person(id, contents),
            conflict: said.conflict,
            text: said.text.clone(),
            day: said.day,
        })
    };
    handling.declared.iter().filter_map(view).collect()
}

fn closing(handling: &Handling, contents: &Contents) -> Option<ClosingView> {
    let closing = handling.closing.as_ref()?;
    Some(ClosingView {
        day: closing.day,
        by: who::person(&closing.by, contents),
        outcome: closing.outcome,
        measures: closing.measures.clone(),
        text: closing.text.clone(),
    })
}

fn contrary(
    case: &Case<'_>,
    handling: &Handling,
    contents: &Contents,
    text: &Text,
) -> Vec<ContraryView> {
    let view = |one: &Contrary| {
        let [counts, against] = [one.counts, one.against].map(|at| case.entries.get(at));
        let (counts, against) = counts.zip(against)?;
        let [(name, did), (other, other_did)] =
            [counts, against].map(|entry| who_did_what(entry, contents, text));
        let words =
            message!("contrary", name = name, did = did, other = other, otherdid = other_did);
        Some(ContraryView { counts: counts.sha256, against: against.sha256, words })
    };
    handling.contrary().iter().filter_map(view).collect()
}

/// An entry in a few words; of a label or a task the first of its own.
fn who_did_what(entry: &Entry<'_>, contents: &Contents, text: &Text) -> (String, String) {
    match entry.what {
        What::Reporter(letter) => {
            (text.say(&message!("reporter")), text.say(&words::letter(letter.kind)))
        }
        What::Event(signed) => {
            let did = text.say(&words::event(&signed.event, contents));
            let said = shorten(&signed.event.body.text, SAID);
            let did = if said.is_empty() { did } else { format!("{did}, «{said}»") };
            (who::desk(signed.desk(), contents, text), did)
        }
    }
}

fn event_at<'a>(case: &Case<'a>, place: usize) -> Option<&'a Event> {
    match case.entries.get(place)?.what {
        What::Event(signed) => Some(&signed.event),
        What::Reporter(_) => None,
    }
}
