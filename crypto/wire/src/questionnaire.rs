//! The questions as data, so that one signed file changes the form, the check page and what
//! investigators read (docs/PROTOCOL.md, section 4.1).
//!
//! Which questions are asked and which answers hold is decided here and nowhere else: the page, the
//! terminal and the desk go by the same rules.

mod answers;
mod check;
mod path;

use serde::{Deserialize, Serialize};

use crate::json;
use crate::limits::QUESTIONNAIRE_MAX;
use crate::roster::{Localised, Roster};
use crate::text::Digest;

pub use answers::{Answer, AnswerFault, Answers, Fault};
pub use check::{Mistake, Rule, is_id, is_line};

/// The value of `format`.
pub const FORMAT: &str = "dauys-questionnaire/1";

/// `questionnaire.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    /// Always [`FORMAT`].
    pub format: String,
    /// Name and version, such as `harassment-kz/1`.
    pub id: String,
    /// What every closed question offers after its own options: "not sure", "prefer not to say".
    /// Choosing one takes the others back.
    #[serde(default)]
    pub opt_outs: Vec<AnswerOption>,
    /// In the order in which they are asked.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// A short name, unique in the questionnaire.
    pub id: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// Whether it must be answered. A text may be answered on this screen under another question.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Whether it stands on the screen of the question before.
    #[serde(default, skip_serializing_if = "is_false")]
    pub beside: bool,
    /// What a screen of several questions is about; on the first of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Localised>,
    /// The question.
    pub label: Localised,
    /// A word of help under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Localised>,
    /// Why we ask, under a sensitive question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Localised>,
    /// The answers of a closed question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<AnswerOption>,
    /// Whether the options are shown in the order of the reader's alphabet.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sorted: bool,
    /// The smallest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// The greatest number; of a text, the most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// What must have been answered before, all of it; otherwise the question is skipped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuestionKind {
    /// In her own words.
    Text,
    /// One option.
    One,
    /// Any number of options.
    Many,
    /// A whole number, in decimal digits.
    Number,
}

/// One answer of a closed question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerOption {
    /// A short name, unique in the question.
    pub id: String,
    /// A heading that begins with this option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Localised>,
    /// As it is read.
    pub label: Localised,
    /// Choosing it takes the others back ("nobody", "nothing").
    #[serde(default, skip_serializing_if = "is_false")]
    pub alone: bool,
    /// Choosing it brings the help numbers forward.
    #[serde(default, skip_serializing_if = "is_false")]
    pub help: bool,
}

/// What an earlier closed question must have been answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Its id.
    pub question: String,
    /// One of these was chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<String>,
    /// None of these was chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub none: Vec<String>,
}

/// The questionnaire is not the one the roster names, or not one at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the questionnaire is not the one that was signed")]
pub struct WrongQuestionnaire;

impl Questionnaire {
    /// Parses `questionnaire.json` and holds it against the roster's hash and id. Whether it makes
    /// sense was checked before it was signed.
    pub fn verify(bytes: &[u8], roster: &Roster) -> Result<Self, WrongQuestionnaire> {
        if Digest::of(bytes) != roster.questionnaire.sha256 {
            return Err(WrongQuestionnaire);
        }
        let questionnaire: Self =
            json::parse(bytes, QUESTIONNAIRE_MAX).map_err(|_| WrongQuestionnaire)?;
        (questionnaire.format == FORMAT && questionnaire.id == roster.questionnaire.id)
            .then_some(questionnaire)
            .ok_or(WrongQuestionnaire)
    }

    /// Parses and checks `questionnaire.json` without a roster, as the organisation does.
    pub fn parse(bytes: &[u8]) -> Result<Self, WrongQuestionnaire> {
        let questionnaire: Self =
            json::parse(bytes, QUESTIONNAIRE_MAX).map_err(|_| WrongQuestionnaire)?;
        questionnaire.mistakes().is_empty().then_some(questionnaire).ok_or(WrongQuestionnaire)
    }

    /// The question of that id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// What can be chosen there: the question's own options, then the opt-outs.
    pub fn options<'q>(&'q self, question: &'q Question) -> impl Iterator<Item = &'q AnswerOption> {
        let opt_outs: &[AnswerOption] = if question.is_closed() { &self.opt_outs } else { &[] };
        question.options.iter().chain(opt_outs)
    }
}

impl Question {
    /// Whether it is answered by choosing.
    pub fn is_closed(&self) -> bool {
        matches!(self.kind, QuestionKind::One | QuestionKind::Many)
    }

    /// Whether it is answered in her own words.
    pub fn is_text(&self) -> bool {
        self.kind == QuestionKind::Text
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

#[cfg(test)]
mod tests;
