//! Whoever wanted only to be counted: about how often each answer was chosen, and never the answers
//! of one person together.
//!
//! **All numbers are told in steps of five**, also how many there are: of an exact one the rest could
//! be subtracted. It keeps a glance over a shoulder from recognising somebody, and makes no table that
//! is fit to be published: where nearly everything is small, little is left to guess.

use std::collections::BTreeMap;
use std::fmt;

use dauys_crypto::letter::{Letter, ReporterKind, ReporterLetter};
use dauys_wire::Id;
use dauys_wire::questionnaire::{Answer, Question, Questionnaire};
use schemars::JsonSchema;
use serde::Serialize;

use crate::vault::contents::VaultLetter;

/// The steps in which numbers are told, and the fewest of whom anything is (50-domain.md, section 5:
/// k = 5).
pub const STEP: usize = 5;

/// About how many: 0, 1 to 4, 5 to 9, 10 to 14, and so on.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "about")]
pub struct About {
    /// At least.
    pub least: usize,
    /// At most.
    pub most: usize,
}

/// All who wanted only to be counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counted<'q> {
    /// How many there are.
    pub all: About,
    /// How many of them answered other questions than those in force, or what these do not offer.
    pub others: About,
    /// By the month in which it was sent, `2026-07`; nothing while there are few.
    pub months: Vec<(String, About)>,
    /// The closed questions that somebody answered; nothing while there are few.
    pub questions: Vec<QuestionCount<'q>>,
}

/// What was answered to one question.
#[derive(Debug, PartialEq, Eq)]
pub struct QuestionCount<'q> {
    /// The question.
    pub question: &'q Question,
    /// Its options by their ids, in the order in which they are offered.
    pub options: Vec<(&'q str, About)>,
    /// How many did not answer it.
    pub unanswered: About,
}

impl<'q> Counted<'q> {
    /// From all letters of a vault; each thread counts once.
    pub fn fold<'a>(
        letters: impl IntoIterator<Item = &'a VaultLetter>,
        questionnaire: &'q Questionnaire,
    ) -> Self {
        Self::of(threads(letters).into_values(), questionnaire)
    }

    /// From one letter of each person or group who wrote.
    pub fn of<'a>(
        letters: impl IntoIterator<Item = &'a ReporterLetter>,
        questionnaire: &'q Questionnaire,
    ) -> Self {
        let letters: Vec<&ReporterLetter> = letters.into_iter().collect();
        let holds = |letter: &ReporterLetter| {
            let answers = questionnaire.coded(letter.body.answers.clone());
            letter.body.questionnaire == questionnaire.id
                && answers.as_ref() == Some(&letter.body.answers)
        };
        let all = letters.len();
        let letters: Vec<_> = letters.into_iter().filter(|letter| holds(letter)).collect();
        let (all, others) = (About::of(all), About::of(all - letters.len()));
        if letters.len() < STEP {
            return Self { all, others, ..Self::default() };
        }
        let questions = questionnaire.questions.iter().filter(|question| question.is_closed());
        let questions = questions.filter_map(|question| count(&letters, questionnaire, question));
        Self { all, others, months: months(&letters), questions: questions.collect() }
    }
}

/// About how many there are.
pub fn how_many<'a>(letters: impl IntoIterator<Item = &'a VaultLetter>) -> About {
    About::of(threads(letters).len())
}

fn threads<'a>(
    letters: impl IntoIterator<Item = &'a VaultLetter>,
) -> BTreeMap<Id, &'a ReporterLetter> {
    let mut threads = BTreeMap::new();
    for kept in letters {
        if let Letter::Reporter(letter) = &kept.letter
            && letter.kind == ReporterKind::Count
        {
            threads.entry(letter.thread).or_insert(&**letter);
        }
    }
    threads
}

fn months(letters: &[&ReporterLetter]) -> Vec<(String, About)> {
    let mut months: BTreeMap<String, usize> = BTreeMap::new();
    for letter in letters {
        let month: String = letter.day.to_string().chars().take("2026-07".len()).collect();
        *months.entry(month).or_default() += 1;
    }
    months.into_iter().map(|(month, count)| (month, About::of(count))).collect()
}

fn count<'q>(
    letters: &[&ReporterLetter],
    questionnaire: &'q Questionnaire,
    question: &'q Question,
) -> Option<QuestionCount<'q>> {
    let answers: Vec<&Answer> =
        letters.iter().filter_map(|letter| letter.body.answers.get(&question.id)).collect();
    if answers.is_empty() {
        return None;
    }
    let chosen = |id: &str| {
        answers.iter().filter(|answer| answer.chosen().iter().any(|one| one == id)).count()
    };
    let options = questionnaire.options(question).map(|option| option.id.as_str());
    let options = options.map(|id| (id, About::of(chosen(id)))).collect();
    let unanswered = About::of(letters.len() - answers.len());
    Some(QuestionCount { question, options, unanswered })
}

impl About {
    /// Of an exact number.
    pub(crate) const fn of(count: usize) -> Self {
        if count == 0 {
            return Self { least: 0, most: 0 };
        }
        let step = count - count % STEP;
        Self { least: if step == 0 { 1 } else { step }, most: step + STEP - 1 }
    }

    /// Whether there is nobody.
    pub const fn is_nobody(self) -> bool {
        self.most == 0
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_nobody() {
            f.write_str("0")
        } else {
            write!(f, "{}–{}", self.least, self.most)
        }
    }
}

#[cfg(test)]
mod tests;
