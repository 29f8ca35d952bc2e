//! Whether the questions can be signed: every mistake with its line and reason, and warnings of
//! what the page would bear badly. The rules are those of [`dauys_wire::questionnaire`]; here they
//! are told to the people who edit the file, which stays as they wrote it.

mod rules;
mod shape;
mod warnings;

use dauys_wire::limits::QUESTIONNAIRE_MAX;
use dauys_wire::questionnaire::{FORMAT, Questionnaire};

use super::edited::source::{Found, Source};
use super::edited::{self, Remark, one_line, unmarked};
use crate::message;

/// An edited file is longer than what is published of it, by its line breaks and indents.
pub const FILE_MAX: usize = 4 * QUESTIONNAIRE_MAX;

/// What came of checking a file.
#[derive(Debug)]
pub struct Checked {
    /// What stops it from being signed, in the order of the file.
    pub mistakes: Vec<Remark>,
    /// What does not, in the same order.
    pub warnings: Vec<Remark>,
    /// How many questions were found.
    pub questions: usize,
    /// The line of the questionnaire's own id.
    pub id_line: usize,
    /// Whether the rules could be looked at: they cannot while the file has not the right shape.
    pub is_whole: bool,
    /// What is published: the file on one line.
    pub published: Vec<u8>,
    /// The questions, or the first mistake.
    pub outcome: Result<Questionnaire, Box<Remark>>,
}

/// Checks the text of a `questionnaire.json`, however it is laid out.
pub fn check(text: &str) -> Checked {
    let text = unmarked(text);
    let published = one_line(text).into_bytes();
    match edited::read(text) {
        Ok(source) => check_source(&source, published),
        Err(mistake) => Checked {
            mistakes: vec![(*mistake).clone()],
            warnings: Vec::new(),
            questions: 0,
            id_line: 1,
            is_whole: false,
            published,
            outcome: Err(mistake),
        },
    }
}

fn check_source(source: &Source<'_>, published: Vec<u8>) -> Checked {
    let mut found = Found::default();
    let no_file = message!("mistake-no-questionnaire", format = FORMAT);
    edited::shape::check(source, shape::QUESTIONNAIRE, no_file, &mut found);
    // Without the limit of size, so that this mistake does not hide the others.
    let parsed: Option<Questionnaire> = serde_json::from_slice(&published).ok();
    let parsed = parsed.filter(|_| found.mistakes.is_empty());
    let is_whole = parsed.is_some();
    if let Some(questionnaire) = parsed {
        rules::check(&questionnaire, source, &mut found);
        warnings::check(source, &mut found);
    }
    let over = published.len().saturating_sub(QUESTIONNAIRE_MAX);
    if over > 0 {
        found.mistake(0, message!("mistake-too-large", most = QUESTIONNAIRE_MAX, over = over));
    }
    let outcome = Questionnaire::parse(&published);
    if outcome.is_err() && found.mistakes.is_empty() {
        found.mistake(0, message!("mistake-other"));
    }
    let (mistakes, warnings) = edited::remarks(found, source);
    Checked {
        questions: source.root.items("questions").len(),
        id_line: source.line(source.root.at_key(&["id"])),
        warnings,
        is_whole,
        outcome: match (mistakes.first(), outcome) {
            (None, Ok(questionnaire)) => Ok(questionnaire),
            (first, _) => Err(Box::new(first.cloned().unwrap_or_else(Remark::other))),
        },
        mistakes,
        published,
    }
}

#[cfg(test)]
mod tests;
