//! What was answered, and whether it holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Question, QuestionKind, Questionnaire};

/// What was answered: question id to text, number, option id, or option ids.
pub type Answers = BTreeMap<String, Answer>;

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// A text, a number in digits, or the id of one option.
    One(String),
    /// The ids of several options.
    Many(Vec<String>),
}

/// An answer that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerFault {
    /// The question's id.
    pub question: String,
    /// What is wrong.
    pub fault: Fault,
    /// Characters too many.
    pub over: usize,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    /// Required, and not there.
    Empty,
    /// A text with more characters than there is room for.
    Long,
    /// Not a whole number between the question's bounds.
    Number,
    /// Nothing that the question offers.
    Unknown,
}

impl Questionnaire {
    /// What is wrong with the answers to the questions that are asked, in order.
    pub fn faults(&self, answers: &Answers) -> Vec<AnswerFault> {
        let asked = self.asked(answers);
        let faults = asked.iter().filter_map(|question| {
            let answer = answers.get(&question.id).filter(|answer| !answer.is_blank());
            let (fault, over) = match answer {
                Some(answer) => self.fault(question, answer)?,
                None if question.required
                    && !self.is_answered_beside(question, &asked, answers) =>
                {
                    (Fault::Empty, 0)
                }
                None => return None,
            };
            Some(AnswerFault { question: question.id.clone(), fault, over })
        });
        faults.collect()
    }

    /// Whether every answer holds, every required one is there, and none is to a question that is
    /// not asked.
    pub fn accepts(&self, answers: &Answers) -> bool {
        let asked = self.asked(answers);
        let known = answers.keys().all(|id| asked.iter().any(|question| question.id == *id));
        known && self.faults(answers).is_empty()
    }

    /// Whether it is an answer to that question, whatever else was answered.
    pub fn can_be_given(&self, question: &Question, answer: &Answer) -> bool {
        self.fault(question, answer).is_none()
    }

    /// What counts of the answers of somebody who is only to be counted: nothing in their own words.
    /// `None` if that is nothing, or does not hold.
    pub fn coded(&self, answers: Answers) -> Option<Answers> {
        let is_text = |id: &str| self.question(id).is_some_and(Question::is_text);
        let mut answers = self.settle(answers);
        answers.retain(|id, _| !is_text(id));
        let holds = self.faults(&answers).iter().all(|fault| is_text(&fault.question));
        (holds && !answers.is_empty()).then_some(answers)
    }

    fn fault(&self, question: &Question, answer: &Answer) -> Option<(Fault, usize)> {
        let known = |id: &String| self.options(question).any(|option| option.id == *id);
        let fault = match (question.kind, answer) {
            (QuestionKind::Text, Answer::One(text)) => {
                let over = text.chars().count().saturating_sub(limit(question.most));
                return (over > 0).then_some((Fault::Long, over));
            }
            (QuestionKind::Number, Answer::One(digits)) if question.holds_number(digits) => None,
            (QuestionKind::Number, _) => Some(Fault::Number),
            (QuestionKind::One, Answer::One(id)) if known(id) => None,
            (QuestionKind::Many, Answer::Many(ids)) if self.can_stand_together(question, ids) => {
                None
            }
            _ => Some(Fault::Unknown),
        };
        fault.map(|fault| (fault, 0))
    }

    /// Whether another text that is asked on its screen was written.
    fn is_answered_beside(
        &self,
        question: &Question,
        asked: &[&Question],
        answers: &Answers,
    ) -> bool {
        let place = self.questions.iter().position(|other| other.id == question.id).unwrap_or(0);
        let before = self.questions.get(..=place).unwrap_or_default();
        let start = before.iter().rposition(|other| !other.beside).unwrap_or(0);
        let others = self.questions.iter().enumerate().skip(start);
        let mut screen = others.take_while(|(n, other)| *n == start || other.beside);
        question.is_text()
            && screen.any(|(_, other)| {
                let written = answers.get(&other.id).is_some_and(|answer| !answer.is_blank());
                written && other.is_text() && asked.contains(&other)
            })
    }

    /// Whether these are options of the question, each once, and none that takes the others back.
    fn can_stand_together(&self, question: &Question, ids: &[String]) -> bool {
        let alone = |id: &String| self.opt_outs.iter().any(|option| option.id == *id);
        let known = ids.iter().all(|id| {
            let own = question.options.iter().find(|option| option.id == *id);
            own.map_or(alone(id), |option| !option.alone || ids.len() == 1)
        });
        known && (ids.len() == 1 || !ids.iter().any(alone)) && differ(ids)
    }
}

impl Question {
    fn holds_number(&self, digits: &str) -> bool {
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse::<u32>().ok().filter(|_| plain);
        number.is_some_and(|number| {
            number >= self.least.unwrap_or(0) && number <= self.most.unwrap_or(u32::MAX)
        })
    }
}

impl Answer {
    /// The ids of what was chosen; of a text, the text.
    pub fn chosen(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }

    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::One(text) => text.trim().is_empty(),
            Self::Many(ids) => ids.is_empty(),
        }
    }
}

fn limit(most: Option<u32>) -> usize {
    most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX)
}

fn differ(ids: &[String]) -> bool {
    ids.iter().enumerate().all(|(place, id)| !ids.iter().skip(place + 1).any(|other| other == id))
}
