//! Whether the questions can be signed: every mistake with its line and reason, and warnings of
//! what the page would bear badly. The rules are those of [`dauys_wire::questionnaire`]; here they
//! are told to the people who edit the file, which stays as they wrote it.

mod rules;
mod shape;
mod source;
mod syntax;
mod warnings;

use dauys_wire::limits::QUESTIONNAIRE_MAX;
use dauys_wire::questionnaire::Questionnaire;

use self::source::{Found, Source};
use crate::message;
use crate::text::Message;

pub use self::source::Place;

/// An edited file is longer than what is published of it, by its line breaks and indents.
pub const FILE_MAX: usize = 4 * QUESTIONNAIRE_MAX;

/// A mistake or a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where.
    pub place: Place,
    /// What, and why.
    pub reason: Message,
}

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
    // Some editors begin a file with this mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let published = one_line(text).into_bytes();
    match Source::read(text) {
        Ok(source) => check_source(&source, published),
        Err(error) => {
            let mistake = syntax::explain(&error, text);
            Checked {
                mistakes: vec![mistake.clone()],
                warnings: Vec::new(),
                questions: 0,
                id_line: 1,
                is_whole: false,
                published,
                outcome: Err(Box::new(mistake)),
            }
        }
    }
}

fn check_source(source: &Source<'_>, published: Vec<u8>) -> Checked {
    let mut found = Found::default();
    shape::check(source, &mut found);
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
    let mistakes = remarks(found.mistakes, source);
    Checked {
        questions: source.root.items("questions").len(),
        id_line: source.line(source.root.at_key(&["id"])),
        warnings: remarks(found.warnings, source),
        is_whole,
        outcome: match (mistakes.first(), outcome) {
            (None, Ok(questionnaire)) => Ok(questionnaire),
            (first, _) => Err(Box::new(first.cloned().unwrap_or_else(Remark::other))),
        },
        mistakes,
        published,
    }
}

fn remarks(mut found: Vec<(usize, Message)>, source: &Source<'_>) -> Vec<Remark> {
    found.sort_by_key(|(at, _)| *at);
    let remark = |(at, reason)| Remark { place: source.place(at), reason };
    found.into_iter().map(remark).collect()
}

/// JSON without the white space between its parts: nothing else is written anew, so keys stay in
/// the order in which they were written. What is not JSON stays so.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let (mut is_quoted, mut is_escaped) = (false, false);
    for c in text.strip_prefix('\u{feff}').unwrap_or(text).chars() {
        if is_quoted || !matches!(c, ' ' | '\t' | '\n' | '\r') {
            line.push(c);
        }
        is_quoted ^= c == '"' && !is_escaped;
        is_escaped = is_quoted && c == '\\' && !is_escaped;
    }
    line
}

impl Remark {
    fn other() -> Self {
        let place = Place { line: 1, column: None, question: None, option: None };
        Self { place, reason: message!("mistake-other") }
    }

    /// Where it is, in words.
    pub fn place(&self) -> Message {
        let Place { line, column, question, option } = &self.place;
        let line = *line;
        match (question.as_deref(), option.as_deref()) {
            (Some(question), Some(option)) => {
                message!("place-option", line = line, question = question, option = option)
            }
            (Some(question), None) => message!("place-question", line = line, question = question),
            (None, Some(option)) => message!("place-opt-out", line = line, option = option),
            (None, None) => match column {
                Some(column) => message!("place-column", line = line, column = *column),
                None => message!("place-line", line = line),
            },
        }
    }
}

#[cfg(test)]
mod tests;
