//! What is told of a case, by variant: what is covered, what is left out, what proves it.

use dauys_crypto::event::{EventKind, SignedEvent};
use dauys_crypto::letter::ReporterLetter;
use dauys_wire::{Day, Id};

use super::super::log::verify::{Proof, proof};
use super::super::show::answers::answers;
use super::super::words::Kind;
use super::super::{who, words};
use crate::attachment::Attachment;
use crate::case::{Case, Entry, Handling, What};
use crate::cli::Takes;
use crate::export::{
    AnswerOf, CASE_FORMAT, CaseFile, Cloak, Covered, Custody, EntryOf, EvidenceOf, PersonOf,
    ProofOf, Variant,
};
use crate::failure::Failure;
use crate::message;
use crate::text::{Message, Text};
use crate::vault::Contents;
use crate::vault::contents::KnownRoster;
use crate::workplace::Workplace;

/// What is left out where it is not for colleagues: what is told is `internal`.
const INTERNAL: &str = "internal";

/// Tells a case.
pub(super) struct Gather<'a> {
    own: Id,
    case: &'a Case<'a>,
    handling: Handling,
    known: &'a KnownRoster,
    contents: &'a Contents,
    takes: &'a Takes,
    text: &'a Text,
    today: Day,
    /// Of what the program says, and people are called.
    cloak: Cloak,
    /// Of what somebody wrote.
    written: Cloak,
}

impl<'a> Gather<'a> {
    pub(super) fn new(
        workplace: &'a Workplace,
        case: &'a Case<'a>,
        takes: &'a Takes,
        text: &'a Text,
        today: Day,
    ) -> Result<Self, Failure> {
        let (known, contents) = (workplace.connected()?.1, workplace.vault.contents());
        let handling = case.handling();
        let (mut cloak, mut written) = (Cloak::default(), Cloak::default());
        if !takes.variant.is_full() {
            cloak = Cloak::of(handling.masks_on());
            written = Cloak::of(handling.masks_on());
        }
        if !takes.variant.is_full() && !takes.name_too {
            // A name that is left out in its place is not left in what somebody wrote.
            let others = known.roster.investigators.iter().map(|one| one.name.as_str());
            written = written.and_names(names(case), others);
        }
        let own = workplace.keys.id;
        Ok(Self { own, case, handling, known, contents, takes, text, today, cloak, written })
    }

    /// All of it.
    pub(super) fn case_file(&self, evidence: Vec<EvidenceOf>) -> CaseFile {
        let is_full = self.takes.variant.is_full();
        let told = if is_full { &self.handling.step } else { &self.handling.told };
        let closing = self.handling.closing.as_ref().filter(|_| self.handling.is_closed());
        let measures = closing.iter().flat_map(|closing| &closing.measures);
        // Colleagues see them, the reporter does not; an authority asks for them.
        let measures = measures.filter(|_| self.takes.variant != Variant::Redacted);
        let her = self.case.reporter.as_ref();
        let shut_out = her.iter().flat_map(|her| &her.shut_out).filter(|_| is_full);
        let masks = self.handling.masks_on().filter(|_| is_full);
        CaseFile {
            format: CASE_FORMAT.to_owned(),
            case: self.case.thread,
            instance: self.known.roster.instance.clone(),
            organisation: self.cover(self.text.pick(&self.known.roster.organisation.name)),
            variant: self.takes.variant,
            lang: self.text.language().code().to_owned(),
            day: self.today,
            by: self.person(&self.own),
            since: self.case.since(),
            step: told.value().map(|step| self.say(&words::step(*step))),
            measures: measures.map(|measure| self.say(&words::measure(*measure))).collect(),
            withdrawn: self.case.is_withdrawn(),
            readers: self.case.readers().iter().map(|id| self.person(id)).collect(),
            shut_out: shut_out.map(|id| self.person(id)).collect(),
            masks: masks.map(|mask| self.cover(mask)).collect(),
            entries: self.entries(),
            evidence,
        }
    }

    fn entries(&self) -> Vec<EntryOf> {
        let files = Attachment::all(self.case);
        let entries = self.case.entries.iter().enumerate();
        entries
            .map(|(place, entry)| {
                let mut told = match entry.what {
                    What::Reporter(letter) => self.letter(entry, letter, &files),
                    What::Event(signed) if self.is_left_out(signed) => self.internal(entry, signed),
                    What::Event(signed) => self.event(entry, signed),
                };
                told.number = place + 1;
                told.outsider = self.case.people.is_outsiders(place);
                told
            })
            .collect()
    }

    /// What proves it goes along where nothing is covered: from a signature or a hash of what was
    /// covered it could be told whether somebody has guessed it.
    fn begun(&self, entry: &Entry<'_>, kind: Kind, what: &Message) -> EntryOf {
        let Proof { fault, signed_as, key, signature, json } =
            proof(entry, self.known, self.contents);
        let signed_as = signed_as.to_owned();
        let sha256 = entry.sha256;
        let is_full = self.takes.variant.is_full();
        EntryOf {
            number: 0,
            day: entry.day,
            author: String::new(),
            name: Covered::default(),
            kind: serde_json::to_value(kind)
                .ok()
                .and_then(|code| code.as_str().map(str::to_owned))
                .unwrap_or_default(),
            what: self.say(what),
            left_out: false,
            outsider: false,
            verified: fault.is_none(),
            particulars: Vec::new(),
            her_name: Covered::default(),
            answers: Vec::new(),
            text: Covered::default(),
            files: Vec::new(),
            proof: is_full.then_some(ProofOf { sha256, signed_as, key, signature, json }),
        }
    }

    fn letter(
        &self,
        entry: &Entry<'_>,
        letter: &ReporterLetter,
        files: &[Attachment<'_>],
    ) -> EntryOf {
        let named = self.takes.variant.is_full() || self.takes.name_too;
        let name = if named { letter.body.name.as_str() } else { "" };
        let answers = answers(letter, self.contents, self.text).into_iter().map(|one| AnswerOf {
            question: self.cover(&one.label),
            answers: one
                .answers
                .iter()
                .map(|answer| self.cover_answer(answer, one.is_typed))
                .collect(),
        });
        let hers = files.iter().filter(|one| std::ptr::eq(one.letter, letter));
        EntryOf {
            author: letter.from.to_string(),
            name: self.say(&message!("reporter")),
            her_name: self.cover(name),
            answers: answers.collect(),
            text: self.written.cover(&letter.body.text),
            files: hers.map(|one| one.number).collect(),
            ..self.begun(entry, Kind::Reporter(letter.kind), &words::letter(letter.kind))
        }
    }

    fn event(&self, entry: &Entry<'_>, signed: &SignedEvent) -> EntryOf {
        let event = &signed.event;
        let lines = words::particulars(event, self.case, self.contents, self.text);
        // What is written beside these is written to colleagues.
        let is_beside =
            matches!(event.kind, EventKind::Close | EventKind::Share | EventKind::Recuse);
        let is_told = self.takes.variant != Variant::Redacted || event.kind != EventKind::Close;
        let text =
            if self.takes.variant.is_full() || !is_beside { event.body.text.as_str() } else { "" };
        EntryOf {
            author: self.author(&event.by),
            name: self.cover(&who::desk(signed.desk(), self.contents, self.text)),
            particulars: lines.iter().filter(|_| is_told).map(|line| self.say(line)).collect(),
            text: self.written.cover(text),
            ..self.begun(entry, Kind::Event(event.kind), &words::event(event, self.contents))
        }
    }

    /// That there was something between colleagues, when and by whom.
    fn internal(&self, entry: &Entry<'_>, signed: &SignedEvent) -> EntryOf {
        EntryOf {
            author: self.author(&signed.event.by),
            name: self.cover(&who::desk(signed.desk(), self.contents, self.text)),
            kind: INTERNAL.to_owned(),
            left_out: true,
            ..self.begun(entry, Kind::Event(signed.event.kind), &message!("export-internal"))
        }
    }

    fn is_left_out(&self, signed: &SignedEvent) -> bool {
        let event = &signed.event;
        let is_found = event.kind == EventKind::Finding && self.takes.variant == Variant::Redacted;
        let is_between = event.body.internal || is_internal(event.kind) || is_found;
        !self.takes.variant.is_full() && is_between
    }

    fn person(&self, id: &Id) -> PersonOf {
        PersonOf { id: self.named(id), name: self.cover(&who::name(id, self.contents)) }
    }

    fn author(&self, id: &Id) -> String {
        self.named(id).map_or_else(|| "investigator".to_owned(), |id| format!("investigator/{id}"))
    }

    /// Their id; none of somebody whose name is covered, for the list of the organisation has it beside the
    /// name.
    fn named(&self, id: &Id) -> Option<Id> {
        let name = who::name(id, self.contents);
        (self.cover(&name).as_str() == name).then_some(*id)
    }

    fn say(&self, message: &Message) -> Covered {
        self.cover(&self.text.say(message))
    }

    /// Whoever reads it knows by heart what can be chosen.
    fn cover_answer(&self, answer: &str, is_typed: bool) -> Covered {
        if is_typed { self.written.cover(answer) } else { self.cover(answer) }
    }

    fn cover(&self, text: &str) -> Covered {
        self.cloak.cover(text)
    }
}

/// As the reporter gave it, in whichever letters.
fn names<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c str> {
    let letters = case.entries.iter().filter_map(|entry| match entry.what {
        What::Reporter(letter) => Some(letter.body.name.as_str()),
        What::Event(_) => None,
    });
    letters.filter(|name| !name.is_empty())
}

/// Between colleagues; also what a newer program writes.
const fn is_internal(kind: EventKind) -> bool {
    match kind {
        EventKind::Note
        | EventKind::Assign
        | EventKind::Label
        | EventKind::Task
        | EventKind::Link
        | EventKind::Declare
        | EventKind::Consent
        | EventKind::Delete
        | EventKind::Retain
        | EventKind::Mask
        | EventKind::Checkin
        | EventKind::Unknown => true,
        EventKind::Answer
        | EventKind::Status
        | EventKind::Recuse
        | EventKind::Share
        | EventKind::Close
        | EventKind::Reopen
        | EventKind::Pause
        | EventKind::Resume
        | EventKind::Extend
        | EventKind::Accused
        | EventKind::Finding
        | EventKind::Opened
        | EventKind::Exported
        | EventKind::Filed => false,
    }
}

/// Who had the case in hand.
pub(super) fn custody(case: &Case<'_>, gather: &Gather<'_>) -> Vec<Custody> {
    let link = |signed: &SignedEvent| {
        let event = &signed.event;
        let (did, what) = match event.kind {
            EventKind::Opened => ("opened", None),
            EventKind::Exported => ("exported", event.body.status.clone()),
            EventKind::Recuse => ("recuse", None),
            EventKind::Filed => ("filed", None),
            EventKind::Share => {
                ("share", event.body.investigator.map(|id| who::name(&id, gather.contents)))
            }
            _ => return None,
        };
        let cover = |text: &str| gather.cover(text).as_str().chars().take(200).collect::<String>();
        Some(Custody {
            day: event.day,
            by: gather.named(&event.by),
            name: cover(&who::name(&event.by, gather.contents)),
            did: did.to_owned(),
            what: what.map(|what| cover(&what)),
        })
    };
    case.events().filter_map(|(_, signed)| link(signed)).collect()
}
