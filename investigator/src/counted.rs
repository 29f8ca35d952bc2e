//! Whoever wanted only to be counted: how often each answer was chosen, and never the answers of
//! one person together.
//!
//! **Small numbers are hidden**, and further ones until what is hidden cannot be computed from what
//! is shown. That keeps a colleague's shoulder from recognising somebody; it does not make the table
//! fit to be published, for two tables of different days can still be subtracted.

use std::collections::BTreeMap;

use dauys_crypto::letter::{Letter, ReporterKind, ReporterLetter};
use dauys_wire::Id;
use dauys_wire::questionnaire::{Answer, Question, QuestionKind, Questionnaire};

use crate::vault::contents::VaultLetter;

/// What is smaller is hidden (50-domain.md, section 5: k = 5).
pub const SHOWN_FROM: usize = 5;

/// How many; `None` where that is hidden.
pub type Cell = Option<usize>;

/// All who wanted only to be counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counted<'q> {
    /// How many there are. Never hidden: everybody who has the letters knows it.
    pub all: usize,
    /// How many of them answered to other questions than those in force.
    pub others: usize,
    /// By the month in which it was sent, `2026-07`; nothing while there are few.
    pub months: Vec<(String, Cell)>,
    /// The questions that somebody answered; nothing while there are few.
    pub questions: Vec<QuestionCount<'q>>,
}

/// What was answered to one question.
#[derive(Debug, PartialEq, Eq)]
pub struct QuestionCount<'q> {
    /// The question.
    pub question: &'q Question,
    /// Its options by their ids, in the order in which they are offered.
    pub options: Vec<(&'q str, Cell)>,
    /// How many did not answer it.
    pub unanswered: Cell,
    /// Of a number: all of them together.
    pub sum: Cell,
}

impl<'q> Counted<'q> {
    /// From all letters of a vault; each thread counts once.
    pub fn fold<'a>(
        letters: impl IntoIterator<Item = &'a VaultLetter>,
        questionnaire: &'q Questionnaire,
    ) -> Self {
        let threads = threads(letters);
        let holds = |letter: &ReporterLetter| {
            let answers = questionnaire.coded(letter.body.answers.clone());
            letter.body.questionnaire == questionnaire.id
                && answers.as_ref() == Some(&letter.body.answers)
        };
        let all = threads.len();
        let letters: Vec<&ReporterLetter> =
            threads.into_values().filter(|letter| holds(letter)).collect();
        let others = all - letters.len();
        if letters.len() < SHOWN_FROM {
            return Self { all, others, ..Self::default() };
        }
        let questions = questionnaire.questions.iter();
        let questions = questions.filter_map(|question| count(&letters, questionnaire, question));
        Self { all, others, months: months(&letters), questions: questions.collect() }
    }
}

/// How many there are.
pub fn how_many<'a>(letters: impl IntoIterator<Item = &'a VaultLetter>) -> usize {
    threads(letters).len()
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

fn months(letters: &[&ReporterLetter]) -> Vec<(String, Cell)> {
    let mut months: BTreeMap<String, usize> = BTreeMap::new();
    for letter in letters {
        let month: String = letter.day.to_string().chars().take("2026-07".len()).collect();
        *months.entry(month).or_default() += 1;
    }
    let (names, counts): (Vec<_>, Vec<_>) = months.into_iter().unzip();
    names.into_iter().zip(hide(&counts)).collect()
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
    let ids: Vec<&str> = questionnaire.options(question).map(|option| option.id.as_str()).collect();
    let chosen = |id: &str| {
        answers.iter().filter(|answer| answer.chosen().iter().any(|one| one == id)).count()
    };
    let mut counts: Vec<usize> = ids.iter().map(|id| chosen(id)).collect();
    // One answer each: with those who gave none they add up to all, which is known.
    counts.push(letters.len() - answers.len());
    let mut cells = match question.kind {
        QuestionKind::One => hide(&counts),
        QuestionKind::Many | QuestionKind::Number | QuestionKind::Text => {
            counts.iter().map(|count| shown(*count)).collect()
        }
    };
    let unanswered = cells.pop().flatten();
    let sum = (question.kind == QuestionKind::Number && answers.len() >= SHOWN_FROM)
        .then(|| answers.iter().filter_map(|answer| number(answer)).sum());
    Some(QuestionCount { question, options: ids.into_iter().zip(cells).collect(), unanswered, sum })
}

fn number(answer: &Answer) -> Option<usize> {
    answer.chosen().first()?.parse().ok()
}

fn shown(count: usize) -> Cell {
    Some(count).filter(|count| *count == 0 || *count >= SHOWN_FROM)
}

/// Of numbers whose sum is known: the small ones, and of the others the smallest, until those that
/// are hidden are together no small number either.
fn hide(counts: &[usize]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = counts.iter().map(|count| shown(*count)).collect();
    loop {
        let hidden = counts.iter().zip(&cells).filter(|(_, cell)| cell.is_none());
        let hidden: Vec<usize> = hidden.map(|(count, _)| *count).collect();
        let is_safe = hidden.len() > 1 && hidden.iter().sum::<usize>() >= SHOWN_FROM;
        let shown = cells.iter_mut().filter(|cell| cell.is_some_and(|count| count > 0));
        let Some(smallest) = shown.min_by_key(|cell| **cell) else { return cells };
        if hidden.is_empty() || is_safe {
            return cells;
        }
        *smallest = None;
    }
}

#[cfg(test)]
mod tests;
