//! `dauys show`: one case as a time line: who wrote, on which day, what; answers with the words of
//! the questionnaire. Everything in it may be hostile, and goes through [`Print::passage`].

use std::collections::BTreeSet;

use dauys_crypto::event::{Event, EventKind, SignedEvent};
use dauys_crypto::letter::{BlobRef, Lang, ReporterKind, ReporterLetter};
use dauys_wire::questionnaire::{Answer, Questionnaire};
use dauys_wire::{Day, Digest, Id};
use serde::Serialize;

use super::list::{short, status_message, unread};
use crate::case::{AGAIN, Case, Entry, Status, What};
use crate::cli::{Global, Show};
use crate::compose::Desk;
use crate::failure::Failure;
use crate::print::{Print, Tone};
use crate::text::{Message, Text};
use crate::vault::record::Outgoing;
use crate::vault::{Contents, Record};
use crate::workplace::{self, Workplace};
use crate::{clock, message};

/// A case as it is shown.
#[derive(Serialize)]
struct View {
    case: Id,
    status: Status,
    lang: Option<Lang>,
    readers: Vec<Person>,
    shut_out: Vec<Person>,
    entries: Vec<EntryView>,
}

/// An investigator, by the name in the roster.
#[derive(Serialize)]
struct Person {
    id: Id,
    name: String,
}

/// One thing that happened.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the JSON")]
struct EntryView {
    /// The name of the entry.
    sha256: Digest,
    /// The letters that brought it.
    letters: Vec<Id>,
    day: Day,
    author: String,
    name: String,
    kind: &'static str,
    #[serde(skip)]
    label: Message,
    text: String,
    /// The name she gave in this letter.
    #[serde(skip_serializing_if = "String::is_empty")]
    her_name: String,
    /// The reply that an answer is the copy of.
    reply: Option<Id>,
    answers: Vec<AnswerView>,
    attachments: Vec<String>,
    unread: bool,
    /// She was shown another list of readers than this desk knows of that version.
    other_roster: bool,
    /// By somebody to whom the reporter of this case never wrote.
    outsider: bool,
    /// Sealed, and not posted yet.
    waits: bool,
}

/// A question and what was answered, in words and by their ids.
#[derive(Serialize)]
struct AnswerView {
    question: String,
    label: String,
    answers: Vec<String>,
}

pub(super) fn run(args: &Show, global: &Global, print: &Print) -> Result<(), Failure> {
    let mut workplace = Workplace::unlock(global, print)?;
    let case = workplace.case(&args.case)?;
    let unread = unread(&case, workplace.vault.contents(), &workplace.keys.id);
    let view = Reader { contents: workplace.vault.contents(), text: print.text(), unread: &unread }
        .view(&case);
    print.json(&view);
    show(&view, print);
    let opened = opened(&workplace, &case, print)?;
    let fresh = case.entries.iter().filter(|entry| unread.contains(&entry.sha256));
    let ids: Vec<Id> = fresh.flat_map(|entry| entry.carriers.iter().copied()).collect();
    let mut records = opened;
    records.extend((!ids.is_empty()).then_some(Record::Read { ids }));
    workplace.vault.append(records)?;
    Ok(())
}

/// Colleagues learn with the next letter that this investigator has seen it. Before the first `sync`
/// there is nobody to tell.
fn opened(workplace: &Workplace, case: &Case<'_>, print: &Print) -> Result<Vec<Record>, Failure> {
    let contents = workplace.vault.contents();
    let Some(known) = contents.roster() else { return Ok(Vec::new()) };
    let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
    Ok(desk.opened(case, workplace::lang(print.text().language()))?)
}

/// An investigator's name, or the id of somebody who is not in the roster.
pub(super) fn who(id: &Id, contents: &Contents) -> String {
    let entry = contents.roster().and_then(|known| known.roster.investigator(id));
    entry.map_or_else(|| id.to_string(), |entry| entry.name.clone())
}

/// What a case is read with.
struct Reader<'a> {
    contents: &'a Contents,
    text: &'a Text,
    unread: &'a BTreeSet<Digest>,
}

impl Reader<'_> {
    fn view(&self, case: &Case<'_>) -> View {
        let person = |id: &Id| Person { id: *id, name: who(id, self.contents) };
        let people = |ids: &[Id]| ids.iter().map(person).collect();
        let reporter = case.reporter.as_ref();
        View {
            case: case.thread,
            status: case.status().0,
            lang: reporter.map(|reporter| reporter.lang),
            readers: people(&case.readers()),
            shut_out: reporter.map(|reporter| people(&reporter.shut_out)).unwrap_or_default(),
            entries: self.entries(case),
        }
    }

    fn entries(&self, case: &Case<'_>) -> Vec<EntryView> {
        let entries = case.entries.iter().enumerate();
        entries.map(|(place, entry)| self.entry(case, place, entry)).collect()
    }

    fn entry(&self, case: &Case<'_>, place: usize, entry: &Entry<'_>) -> EntryView {
        let mut view = match entry.what {
            What::Reporter(letter) => self.reporter_entry(letter),
            What::Event(event) => self.event_entry(event),
        };
        view.sha256 = entry.sha256;
        view.letters = entry.carriers.iter().copied().collect();
        view.unread = self.unread.contains(&entry.sha256);
        view.outsider = case.people.is_outsiders(place);
        let waiting = |outgoing: &Outgoing| {
            entry.carriers.contains(&outgoing.id) || Some(outgoing.id) == view.reply
        };
        view.waits = self.contents.outgoing().iter().any(waiting);
        view
    }

    fn reporter_entry(&self, letter: &ReporterLetter) -> EntryView {
        let (kind, label) = match letter.kind {
            ReporterKind::Report => ("report", message!("kind-report")),
            ReporterKind::Message => ("message", message!("kind-message")),
            ReporterKind::Retaliation => ("retaliation", message!("kind-retaliation")),
            ReporterKind::Withdraw => ("withdraw", message!("kind-withdraw")),
        };
        EntryView {
            sha256: Digest::of(&[]),
            letters: Vec::new(),
            day: letter.day,
            author: letter.from.to_string(),
            name: self.text.say(&message!("reporter")),
            kind,
            label,
            text: letter.body.text.clone(),
            her_name: letter.body.name.clone(),
            answers: self.answers(letter),
            attachments: letter.blobs.iter().map(attachment).collect(),
            unread: false,
            other_roster: self.contents.is_other_roster(&letter.roster),
            outsider: false,
            waits: false,
            reply: None,
        }
    }

    fn event_entry(&self, signed: &SignedEvent) -> EntryView {
        let event = &signed.event;
        let (kind, label) = event_kind(event);
        let concerned = event.body.investigator.map(|id| who(&id, self.contents));
        let status = event.body.status.clone().filter(|_| event.kind != EventKind::Answer);
        let parts = [Some(event.body.text.clone()), status, concerned];
        let parts: Vec<String> =
            parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        EntryView {
            sha256: signed.sha256,
            letters: Vec::new(),
            day: event.day,
            author: format!("investigator/{}", event.by),
            name: who(&event.by, self.contents),
            kind,
            label,
            text: parts.join("\n"),
            her_name: String::new(),
            answers: Vec::new(),
            attachments: Vec::new(),
            unread: false,
            other_roster: false,
            outsider: false,
            waits: false,
            reply: event.body.reply,
        }
    }

    /// In the order in which they were asked, in our words; what the questionnaire in force does
    /// not know is shown by its id.
    fn answers(&self, letter: &ReporterLetter) -> Vec<AnswerView> {
        let questionnaire = self
            .contents
            .roster()
            .map(|known| &known.questionnaire)
            .filter(|questionnaire| questionnaire.id == letter.body.questionnaire);
        let place = |id: &str| {
            questionnaire.and_then(|q| q.questions.iter().position(|question| question.id == id))
        };
        let mut answers: Vec<_> = letter.body.answers.iter().collect();
        answers.sort_by_key(|(id, _)| (place(id).unwrap_or(usize::MAX), id.as_str()));
        answers.into_iter().map(|(id, answer)| self.answer(questionnaire, id, answer)).collect()
    }

    fn answer(
        &self,
        questionnaire: Option<&Questionnaire>,
        id: &str,
        answer: &Answer,
    ) -> AnswerView {
        let question = questionnaire.and_then(|questionnaire| questionnaire.question(id));
        let label = question.map_or(id, |question| self.text.pick(&question.label));
        let chosen = match answer {
            Answer::One(one) => std::slice::from_ref(one),
            Answer::Many(many) => many.as_slice(),
        };
        let word = |chosen: &String| {
            let asked = questionnaire.zip(question);
            let option = asked.and_then(|(questionnaire, question)| {
                questionnaire.options(question).find(|option| option.id == *chosen)
            });
            option.map_or(chosen.as_str(), |option| self.text.pick(&option.label)).to_owned()
        };
        AnswerView {
            question: id.to_owned(),
            label: label.to_owned(),
            answers: chosen.iter().map(word).collect(),
        }
    }
}

fn attachment(blob: &BlobRef) -> String {
    format!("{} ({}, {} B)", blob.name, blob.media_type, blob.size)
}

/// The kind of an event, and its words.
pub(super) fn event_kind(event: &Event) -> (&'static str, Message) {
    match event.kind {
        EventKind::Answer if event.body.status.as_deref() == Some(AGAIN) => {
            ("answer", message!("kind-answer-again"))
        }
        EventKind::Note => ("note", message!("kind-note")),
        EventKind::Answer => ("answer", message!("kind-answer")),
        EventKind::Status => ("status", message!("kind-status")),
        EventKind::Assign => ("assign", message!("kind-assign")),
        EventKind::Label => ("label", message!("kind-label")),
        EventKind::Recuse => ("recuse", message!("kind-recuse")),
        EventKind::Share => ("share", message!("kind-share")),
        EventKind::Close => ("close", message!("kind-close")),
        EventKind::Consent => ("consent", message!("kind-consent")),
        EventKind::Delete => ("delete", message!("kind-delete")),
        _ => ("unknown", message!("kind-unknown")),
    }
}

fn show(view: &View, print: &Print) {
    let names = |people: &[Person]| {
        people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let status = print.text().say(&status_message(view.status));
    let head = message!("show-head", case = short(&view.case), status = status);
    let is_alarming = view.status == Status::Retaliation;
    print.say_in(if is_alarming { Tone::Alarm } else { Tone::Heading }, &head);
    print.say(&message!("show-readers", names = names(&view.readers)));
    if !view.shut_out.is_empty() {
        print.say_in(Tone::Urgent, &message!("show-shut-out", names = names(&view.shut_out)));
    }
    for entry in &view.entries {
        show_entry(entry, print);
    }
}

fn show_entry(entry: &EntryView, print: &Print) {
    let label = print.text().say(&entry.label);
    let mark = if entry.unread { "*" } else { " " };
    let name = crate::print::clean_line(&entry.name);
    print.line("");
    print.line_in(Tone::Heading, &format!("{mark} {}  {name}: {label}", entry.day));
    if entry.other_roster {
        print.alarm(&message!("alarm-other-list"));
    }
    if entry.outsider {
        print.alarm(&message!("alarm-outsider", name = entry.name.as_str()));
    }
    if entry.waits {
        print.line(&format!("    {}", print.text().say(&message!("show-waits"))));
    }
    if !entry.her_name.is_empty() {
        print.line(&format!("    {}", print.text().say(&message!("show-her-name"))));
        print.passage(&entry.her_name);
    }
    for answer in &entry.answers {
        print.line(&format!("    {}", crate::print::clean_line(&answer.label)));
        print.passage(&answer.answers.join("\n"));
    }
    if !entry.text.is_empty() {
        print.passage(&entry.text);
    }
    for attachment in &entry.attachments {
        print.passage(attachment);
    }
}
