//! From what she typed to a letter: the rules of the form, the same in the page and in a terminal.

mod proposal;
mod readers;

use std::collections::BTreeMap;

use dauys_wire::limits::LETTER_BLOBS_MAX;
use dauys_wire::questionnaire::{Answers, Questionnaire};
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};
use rand::RngCore as _;
use rand::rngs::OsRng;
use serde::Deserialize;

use crate::desk::DeskId;
use crate::experience;
use crate::letter::{
    Author, BlobRef, Lang, ReporterBody, ReporterKind, ReporterLetter, RosterRef, Seen,
};
use crate::roster::Trusted;
use crate::state::{STATE_LETTERS_MAX, State};
use crate::thread::Reporter;

use readers::Readers;

pub use proposal::{Proposal, propose};

/// Characters of a name; the longest full names have some eighty.
const NAME_MAX: usize = 120;

/// A report before it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReportDraft {
    /// What she answered; what she answered to questions that are not asked any more is left out.
    pub answers: Answers,
    /// Who may read it.
    pub to: Vec<Id>,
    /// Who must not.
    pub shut_out: Vec<Id>,
    /// The language she reads.
    pub lang: Lang,
    /// The server's day.
    pub day: Day,
    /// Her name, if she wants to give it.
    #[serde(default)]
    pub name: String,
    /// Those of `to` who are to have it.
    #[serde(default)]
    pub name_to: Vec<Id>,
    /// The investigator who takes it down for her; the page never says so.
    #[serde(default)]
    pub taken_by: Option<Id>,
    /// Whether nothing but the coded answers is sent.
    #[serde(default)]
    pub only_counted: bool,
    /// Attachments, which are on the server already.
    #[serde(default)]
    pub blobs: Vec<BlobRef>,
}

/// What a letter is written on: a roster that was verified, and the questions that it names.
#[derive(Debug, Clone, Copy)]
pub struct Published<'a> {
    /// The roster.
    pub roster: &'a Roster,
    /// Its questionnaire.
    pub questionnaire: &'a Questionnaire,
    /// Its version and hash.
    pub reference: RosterRef,
}

impl<'a> From<&'a Trusted> for Published<'a> {
    fn from(trusted: &'a Trusted) -> Self {
        let Trusted { roster, questionnaire, reference, .. } = trusted;
        Self { roster, questionnaire, reference: *reference }
    }
}

/// A later letter before it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MessageDraft {
    /// What she wrote; may be empty where she takes the report back, for nobody owes a reason, and
    /// where she says that she is being punished.
    pub text: String,
    /// What it is.
    pub kind: ReporterKind,
    /// Who may read it.
    pub to: Vec<Id>,
    /// Who must not.
    pub shut_out: Vec<Id>,
    /// The language she reads.
    pub lang: Lang,
    /// The server's day.
    pub day: Day,
    /// Her name, if that is what she sends.
    #[serde(default)]
    pub name: String,
    /// Those of `to` whom this letter alone is sealed to; everyone in `to` if it is empty.
    #[serde(default)]
    pub only_to: Vec<Id>,
    /// Its id, where attachments bear names that are derived from it; otherwise one is drawn.
    #[serde(default)]
    pub id: Option<Id>,
    /// Attachments, which are on the server already.
    #[serde(default)]
    pub blobs: Vec<BlobRef>,
}

/// What a later letter says beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Beside {
    /// Those of its readers who are to be handed on what came before.
    #[serde(default)]
    pub share_with: Vec<Id>,
    /// How it was for her ([`experience`]).
    #[serde(default)]
    pub experience: Answers,
}

/// What a later letter is written on top of: what came back.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Her newest state, if any reply has echoed one.
    pub state: Option<State>,
    /// The newest reply of each desk.
    pub seen: BTreeMap<DeskId, Seen>,
}

/// Why there is no letter yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// Nobody would read it.
    #[error("nobody would read it")]
    NobodyReads,
    /// More readers than a letter has places.
    #[error("more readers than a letter has places")]
    TooManyReaders,
    /// Somebody is chosen who is shut out, or is not in a channel today.
    #[error("somebody is chosen who cannot be")]
    Reader,
    /// The roster was good when the page was opened, and is out of its time now.
    #[error("the roster has expired")]
    RosterExpired,
    /// A required answer is missing, or one is not of the questionnaire.
    #[error("an answer is missing")]
    Answers,
    /// There is no text.
    #[error("there is no text")]
    Empty,
    /// A name longer than any.
    #[error("the name is too long")]
    Name,
    /// More attachments than a letter names, or with a letter that names none.
    #[error("too many attachments")]
    Blobs,
    /// The state could not be signed.
    #[error("the state could not be signed")]
    State,
}

impl ReportDraft {
    /// The first letter of her thread. Her name is in it if all of its readers are to have it.
    pub fn write<'a>(
        self,
        author: &Reporter,
        published: impl Into<Published<'a>>,
    ) -> Result<ReporterLetter, DraftError> {
        let Published { roster, questionnaire, reference } = published.into();
        let is_nameless = self.only_counted || self.names_apart();
        let name = if is_nameless { String::new() } else { self.named()?.to_owned() };
        let (kind, answers) = if self.only_counted {
            (ReporterKind::Count, questionnaire.coded(self.answers))
        } else {
            let answers = questionnaire.settle(self.answers);
            let holds = questionnaire.accepts(&answers);
            (ReporterKind::Report, holds.then_some(answers))
        };
        let answers = answers.ok_or(DraftError::Answers)?;
        if self.only_counted && !self.blobs.is_empty() {
            return Err(DraftError::Blobs);
        }
        let id = author.first_letter();
        let body = ReporterBody {
            text: String::new(),
            answers,
            questionnaire: questionnaire.id.clone(),
            name,
            share_with: Vec::new(),
            taken_by: self.taken_by,
        };
        let written = Written {
            id,
            kind,
            day: self.day,
            lang: self.lang,
            body,
            blobs: self.blobs,
            mine: Vec::new(),
            seen: BTreeMap::new(),
            withdrawn: None,
        };
        let readers = Readers::choose(self.to, self.shut_out, roster, self.day)?;
        written.sign(author, readers, 1, reference)
    }

    /// The letter with her name, if only some of the readers are to have it.
    pub fn name_letter(&self) -> Option<MessageDraft> {
        self.names_apart().then(|| MessageDraft {
            text: String::new(),
            kind: ReporterKind::Message,
            to: self.to.clone(),
            shut_out: self.shut_out.clone(),
            lang: self.lang,
            day: self.day,
            name: self.name.clone(),
            only_to: self.name_to.clone(),
            id: None,
            blobs: Vec::new(),
        })
    }

    fn names_apart(&self) -> bool {
        let all = self.to.iter().all(|id| self.name_to.contains(id));
        !self.only_counted && !self.name.trim().is_empty() && !self.name_to.is_empty() && !all
    }

    /// Nothing if nobody is to have it.
    fn named(&self) -> Result<&str, DraftError> {
        if self.name_to.is_empty() { Ok("") } else { checked_name(&self.name) }
    }
}

fn checked_name(name: &str) -> Result<&str, DraftError> {
    let name = name.trim();
    if name.chars().count() > NAME_MAX { Err(DraftError::Name) } else { Ok(name) }
}

impl MessageDraft {
    /// A later letter of her thread.
    pub fn write(
        self,
        author: &Reporter,
        trusted: &Trusted,
        known: &Known,
    ) -> Result<ReporterLetter, DraftError> {
        self.write_beside(Beside::default(), author, trusted, known)
    }

    /// The same, with what stands beside its text.
    pub fn write_beside(
        self,
        beside: Beside,
        author: &Reporter,
        trusted: &Trusted,
        known: &Known,
    ) -> Result<ReporterLetter, DraftError> {
        let withdraws = self.kind == ReporterKind::Withdraw;
        let body = self.body(beside)?;
        let id = self.id.unwrap_or_else(generate_id);
        let before = known.state.as_ref().and_then(|state| state.withdrawn);
        // The first letter's id is derived, so that it is hers even before any reply names it.
        let mut mine = known.state.as_ref().map(|state| state.letters.clone()).unwrap_or_default();
        if !mine.contains(&author.first_letter()) {
            mine.push(author.first_letter());
        }
        // Before the first reply a page that stores nothing cannot count her letters: what it
        // writes then is the second, and `state::newest` joins two seconds.
        let v = known.state.as_ref().map_or(2, |state| state.v.saturating_add(1));
        let written = Written {
            id,
            kind: self.kind,
            day: self.day,
            lang: self.lang,
            body,
            blobs: self.blobs,
            mine,
            seen: known.seen.clone(),
            withdrawn: before.or(withdraws.then_some(id)),
        };
        let mut readers = Readers::choose(self.to, self.shut_out, &trusted.roster, self.day)?;
        readers.narrow(self.only_to)?;
        written.sign(author, readers, v, trusted.reference)
    }

    fn body(&self, beside: Beside) -> Result<ReporterBody, DraftError> {
        let name = checked_name(&self.name)?.to_owned();
        let Beside { mut share_with, experience: answers } = beside;
        share_with.sort_unstable();
        share_with.dedup();
        if !share_with.iter().all(|id| self.to.contains(id)) {
            return Err(DraftError::Reader);
        }
        let has_answers = !answers.is_empty();
        if has_answers && !experience::accepts(&answers) {
            return Err(DraftError::Answers);
        }
        let may_be_empty = matches!(self.kind, ReporterKind::Withdraw | ReporterKind::Retaliation);
        let says_other = !name.is_empty() || has_answers || !self.blobs.is_empty();
        let needs_text = !may_be_empty && !says_other;
        if needs_text && self.text.trim().is_empty() {
            return Err(DraftError::Empty);
        }
        let questionnaire =
            if has_answers { experience::QUESTIONNAIRE.to_owned() } else { String::new() };
        let text = self.text.clone();
        Ok(ReporterBody { text, answers, questionnaire, name, share_with, taken_by: None })
    }
}

/// The id of a later letter.
pub fn generate_id() -> Id {
    let mut id = [0; 16];
    OsRng.fill_bytes(&mut id);
    Id::from_bytes(id)
}

/// What differs between a report and a message.
struct Written {
    id: Id,
    kind: ReporterKind,
    day: Day,
    lang: Lang,
    body: ReporterBody,
    blobs: Vec<BlobRef>,
    mine: Vec<Id>,
    seen: BTreeMap<DeskId, Seen>,
    withdrawn: Option<Id>,
}

impl Written {
    fn sign(
        self,
        author: &Reporter,
        readers: Readers,
        v: u64,
        roster: RosterRef,
    ) -> Result<ReporterLetter, DraftError> {
        if self.blobs.len() > LETTER_BLOBS_MAX {
            return Err(DraftError::Blobs);
        }
        let mut letters = self.mine.clone();
        letters.push(self.id);
        let surplus = letters.len().saturating_sub(STATE_LETTERS_MAX);
        letters.drain(..surplus);
        let state = State {
            v,
            to: readers.to,
            shut_out: readers.shut_out,
            lang: self.lang,
            letters,
            roster: roster.version,
            withdrawn: self.withdrawn,
        };
        let state = state.sign(author).map_err(|_| DraftError::State)?;
        Ok(ReporterLetter {
            id: self.id,
            thread: author.thread(),
            from: Author::Reporter,
            kind: self.kind,
            day: self.day,
            to: readers.addressees,
            roster,
            lang: self.lang,
            body: self.body,
            blobs: self.blobs,
            reporter: author.keys().clone(),
            mine: self.mine,
            seen: self.seen,
            state,
        })
    }
}
