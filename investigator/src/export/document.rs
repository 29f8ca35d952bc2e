//! The case as a text with headings, which both the page and the printed file show. What somebody wrote
//! stands in passages of its own, so that nobody can write what looks like ours.

use super::case_file::{CaseFile, EntryOf, EvidenceOf, Missing, Variant};
use super::cloak::{BLOCK, Covered};
use super::manifest::Manifest;
use crate::attachment::{self, Sort};
use crate::message;
use crate::print::clean_line;
use crate::text::{Language, Message, Text};

/// A text with headings.
#[derive(Debug)]
pub struct Document {
    /// Of all of it.
    pub title: String,
    /// Of our words.
    pub language: Language,
    /// In their order.
    pub parts: Vec<Part>,
}

/// A part of it.
#[derive(Debug)]
pub struct Part {
    /// What it is.
    pub kind: Kind,
    /// What stands there.
    pub text: String,
}

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The heading of a chapter.
    Chapter,
    /// The heading of an entry.
    Entry,
    /// What a passage is.
    Label,
    /// In our words.
    Text,
    /// One of a list.
    Item,
    /// In somebody's words.
    Passage,
}

/// Of a case, and of who had it in hand.
pub fn document(case: &CaseFile, manifest: &Manifest, text: &Text) -> Document {
    let short: String = case.case.to_string().chars().take(8).collect();
    let title = text.say(&message!("export-title", case = short));
    let mut pages = Pages { text, parts: Vec::new() };
    pages.head(case);
    pages.say(Kind::Chapter, &message!("export-happened"));
    for entry in &case.entries {
        pages.entry(entry, case);
    }
    if !case.evidence.is_empty() {
        pages.say(Kind::Chapter, &message!("export-files"));
        for file in &case.evidence {
            pages.item(&evidence(file));
        }
    }
    pages.custody(manifest);
    Document { title, language: text.language(), parts: pages.parts }
}

struct Pages<'a> {
    text: &'a Text,
    parts: Vec<Part>,
}

impl Pages<'_> {
    /// Only passages have lines of their own: what somebody is called cannot begin one.
    fn add(&mut self, kind: Kind, text: &str) {
        let text = if kind == Kind::Passage { text.to_owned() } else { clean_line(text) };
        self.parts.push(Part { kind, text });
    }

    fn say(&mut self, kind: Kind, message: &Message) {
        let text = self.text.say(message);
        self.add(kind, &text);
    }

    fn item(&mut self, message: &Message) {
        self.say(Kind::Item, message);
    }

    fn passage(&mut self, passage: &Covered) {
        if !passage.is_empty() {
            self.add(Kind::Passage, passage.as_str());
        }
    }

    fn head(&mut self, case: &CaseFile) {
        self.say(Kind::Text, &made_for(case.variant));
        let (name, day) = (case.by.name.as_str(), case.day.to_string());
        self.item(&message!("export-by", name = name, day = day));
        self.item(&message!("export-organisation", name = case.organisation.as_str()));
        self.item(&message!("export-case", case = case.case.to_string()));
        if let Some(since) = case.since {
            self.item(&message!("export-since", day = since.to_string()));
        }
        if let Some(step) = &case.step {
            self.item(&message!("export-step", step = step.as_str()));
        }
        if !case.measures.is_empty() {
            self.item(&message!("event-measures", measures = joined(&case.measures)));
        }
        if case.withdrawn {
            self.item(&message!("export-withdrawn"));
        }
        let names: Vec<&str> = case.readers.iter().map(|one| one.name.as_str()).collect();
        self.item(&message!("export-readers", names = names.join(", ")));
        let names: Vec<&str> = case.shut_out.iter().map(|one| one.name.as_str()).collect();
        if !names.is_empty() {
            self.item(&message!("export-shut-out", names = names.join(", ")));
        }
        if case.variant.is_full() {
            if !case.masks.is_empty() {
                self.say(Kind::Label, &message!("export-masks"));
                for mask in &case.masks {
                    self.passage(mask);
                }
            }
        } else {
            self.item(&message!("export-covered", block = BLOCK));
        }
    }

    fn entry(&mut self, entry: &EntryOf, case: &CaseFile) {
        let day = entry.day.to_string();
        let (number, name, what) = (entry.number, entry.name.as_str(), entry.what.as_str());
        self.add(Kind::Entry, &format!("{number}. {day}  {name}: {what}"));
        if !entry.verified {
            self.say(Kind::Text, &message!("export-unverified"));
        }
        if entry.outsider {
            self.say(Kind::Text, &message!("alarm-outsider", name = name));
        }
        for line in &entry.particulars {
            self.add(Kind::Text, line.as_str());
        }
        if !entry.her_name.is_empty() {
            self.say(Kind::Label, &message!("show-her-name"));
            self.passage(&entry.her_name);
        }
        for answer in &entry.answers {
            self.add(Kind::Label, answer.question.as_str());
            let answers: Vec<&str> = answer.answers.iter().map(Covered::as_str).collect();
            self.add(Kind::Passage, &answers.join("\n"));
        }
        self.passage(&entry.text);
        for number in &entry.files {
            if let Some(file) = case.evidence.iter().find(|file| file.number == *number) {
                self.say(Kind::Text, &evidence(file));
            }
        }
    }

    fn link(&mut self, day: &str, name: &str, did: &Message) {
        let did = self.text.say(did);
        self.add(Kind::Item, &format!("{day}: {name}, {did}"));
    }

    fn custody(&mut self, manifest: &Manifest) {
        self.say(Kind::Chapter, &message!("export-custody"));
        for link in &manifest.custody {
            let what = link.what.as_deref().unwrap_or_default();
            let did = match link.did.as_str() {
                "opened" => message!("kind-opened"),
                "exported" => message!("export-exported", variant = variant_code(what)),
                "share" => message!("kind-share", name = what),
                "recuse" => message!("kind-recuse"),
                _ => message!("kind-filed"),
            };
            let (day, name) = (link.day.to_string(), link.name.as_str());
            self.link(&day, name, &did);
        }
        let (day, name) = (manifest.day.to_string(), manifest.by.name.as_str());
        let did = message!("export-exported", variant = manifest.variant.words());
        self.link(&day, name, &did);
    }
}

fn variant_code(code: &str) -> crate::text::Part {
    match Variant::parse(code) {
        Some(known) => known.words().into(),
        None => code.into(),
    }
}

fn made_for(variant: Variant) -> Message {
    match variant {
        Variant::Full => message!("export-for-full"),
        Variant::Redacted => message!("export-for-redacted"),
        Variant::Authority => message!("export-for-authority"),
    }
}

/// A file of the reporter.
fn evidence(file: &EvidenceOf) -> Message {
    let (number, size) = (file.number, attachment::size(file.size.unwrap_or_default()));
    let why = match (&file.file, file.missing) {
        (Some(name), _) => {
            let name = name.as_str();
            return if file.cleaned {
                message!("export-file", number = number, name = name, size = size)
            } else {
                message!("export-file-not-cleaned", number = number, name = name, size = size)
            };
        }
        (None, Some(Missing::Gone)) => message!("missing-gone"),
        (None, Some(Missing::Unreachable)) => message!("missing-unreachable"),
        (None, Some(Missing::Damaged)) => message!("missing-damaged"),
        (None, Some(Missing::LeftOut) | None) => message!("missing-left-out"),
    };
    message!("export-no-file", number = number, why = why)
}

/// What a file is, in one word of the manifest.
pub fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Picture => "picture",
        Sort::Sound => "sound",
        Sort::Film => "film",
        Sort::Document => "document",
        Sort::Text => "text",
        Sort::Archive => "archive",
        Sort::Unknown => "unknown",
    }
}

fn joined(texts: &[Covered]) -> String {
    texts.iter().map(Covered::as_str).collect::<Vec<_>>().join(", ")
}
