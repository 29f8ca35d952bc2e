//! The questions as data, so that one signed file changes the form, the check page and what
//! investigators read (docs/PROTOCOL.md, section 4, `questionnaire`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::json;
use crate::limits::QUESTIONNAIRE_MAX;
use crate::roster::{Localised, Roster};
use crate::text::Digest;

/// The value of `format`.
pub const FORMAT: &str = "dauys-questionnaire/1";

/// `questionnaire.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    /// Always [`FORMAT`].
    pub format: String,
    /// Name and version, such as `harassment-kz/1`.
    pub id: String,
    /// In the order in which they are asked.
    pub questions: Vec<Question>,
}

/// One question, one screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// A short name, unique in the questionnaire.
    pub id: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
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
}

/// One answer of a closed question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerOption {
    /// A short name, unique in the question.
    pub id: String,
    /// As it is read.
    pub label: Localised,
    /// Choosing it takes the others back ("not sure", "prefer not to say").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
}

/// What was answered: question id to text, option id, or option ids.
pub type Answers = BTreeMap<String, Answer>;

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// A text, or the id of one option.
    One(String),
    /// The ids of several options.
    Many(Vec<String>),
}

/// The questionnaire is not the one the roster names, or not one at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the questionnaire is not the one that was signed")]
pub struct WrongQuestionnaire;

impl Questionnaire {
    /// Parses `questionnaire.json` and holds it against the roster's hash and id.
    pub fn verify(bytes: &[u8], roster: &Roster) -> Result<Self, WrongQuestionnaire> {
        if Digest::of(bytes) != roster.questionnaire.sha256 {
            return Err(WrongQuestionnaire);
        }
        let questionnaire = Self::parse(bytes)?;
        (questionnaire.id == roster.questionnaire.id)
            .then_some(questionnaire)
            .ok_or(WrongQuestionnaire)
    }

    /// Parses and checks `questionnaire.json` without a roster, as the organisation does.
    pub fn parse(bytes: &[u8]) -> Result<Self, WrongQuestionnaire> {
        let questionnaire: Self =
            json::parse(bytes, QUESTIONNAIRE_MAX).map_err(|_| WrongQuestionnaire)?;
        questionnaire.holds().then_some(questionnaire).ok_or(WrongQuestionnaire)
    }

    /// The question of that id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Whether every answer belongs to a question and its options, and every required one is there.
    pub fn accepts(&self, answers: &Answers) -> bool {
        let known = answers
            .iter()
            .all(|(id, answer)| self.question(id).is_some_and(|question| question.accepts(answer)));
        let complete = self.questions.iter().all(|question| {
            !question.required || answers.get(&question.id).is_some_and(|a| !a.is_blank())
        });
        known && complete
    }

    fn holds(&self) -> bool {
        let ids: Vec<_> = self.questions.iter().map(|question| &question.id).collect();
        self.format == FORMAT
            && all_differ(&ids)
            && self.questions.iter().all(|question| {
                let options: Vec<_> = question.options.iter().map(|option| &option.id).collect();
                all_differ(&options) && options.is_empty() == (question.kind == QuestionKind::Text)
            })
    }
}

impl Question {
    fn accepts(&self, answer: &Answer) -> bool {
        let known = |id: &String| self.options.iter().any(|option| option.id == *id);
        match (self.kind, answer) {
            (QuestionKind::Text, Answer::One(_)) => true,
            (QuestionKind::One, Answer::One(id)) => known(id),
            (QuestionKind::Many, Answer::Many(ids)) => {
                ids.iter().all(known) && all_differ(&ids.iter().collect::<Vec<_>>())
            }
            _ => false,
        }
    }
}

impl Answer {
    fn is_blank(&self) -> bool {
        match self {
            Self::One(text) => text.trim().is_empty(),
            Self::Many(ids) => ids.is_empty(),
        }
    }
}

fn all_differ(ids: &[&String]) -> bool {
    ids.iter().enumerate().all(|(place, id)| !ids.iter().skip(place + 1).any(|other| other == id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Questionnaire {
        let text = r#"{"format":"dauys-questionnaire/1","id":"x/1","questions":[
            {"id":"story","kind":"text","required":true,"label":{"kk":"","ru":"","en":""}},
            {"id":"form","kind":"many","label":{"kk":"","ru":"","en":""},
             "options":[{"id":"a","label":{"kk":"","ru":"","en":""}}]}]}"#;
        Questionnaire::parse(text.replace('\n', "").as_bytes()).unwrap()
    }

    #[test]
    fn answers_belong_to_questions_and_required_ones_are_there() {
        let questionnaire = sample();
        let answers = |text: &str| serde_json::from_str::<Answers>(text).unwrap();
        assert!(questionnaire.accepts(&answers(r#"{"story":"x","form":["a"]}"#)));
        for wrong in [
            r#"{"story":"  "}"#,
            r#"{"form":["a"]}"#,
            r#"{"story":"x","form":"a"}"#,
            r#"{"story":"x","form":["a","a"]}"#,
            r#"{"story":"x","form":["b"]}"#,
            r#"{"story":"x","else":"y"}"#,
        ] {
            assert!(!questionnaire.accepts(&answers(wrong)), "{wrong}");
        }
    }
}
