//! Files that people write by hand and the organisation signs: the questions, the help directory.
//! Every mistake is told at once, with its line and reason; the file stays as they wrote it.

pub(super) mod shape;
pub(super) mod source;
mod syntax;
pub(super) mod words;

use self::source::{Found, Source};
use crate::message;
use crate::text::Message;

pub use self::source::Place;

/// A mistake or a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where.
    pub place: Place,
    /// What, and why.
    pub reason: Message,
}

/// The text without the mark that some editors begin a file with.
pub(super) fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The text as values with places, or why it is not JSON.
pub(super) fn read(text: &str) -> Result<Source<'_>, Box<Remark>> {
    Source::read(text).map_err(|error| Box::new(syntax::explain(&error, text)))
}

/// All mistakes and all warnings, each in the order of the file.
pub(super) fn remarks(found: Found, source: &Source<'_>) -> (Vec<Remark>, Vec<Remark>) {
    let remarks = |mut found: Vec<(usize, Message)>| {
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(at, reason)| Remark { place: source.place(at), reason }).collect()
    };
    (remarks(found.mistakes), remarks(found.warnings))
}

/// JSON without the white space between its parts: nothing else is written anew, so keys stay in
/// the order in which they were written. What is not JSON stays so.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let (mut is_quoted, mut is_escaped) = (false, false);
    for c in unmarked(text).chars() {
        if is_quoted || !matches!(c, ' ' | '\t' | '\n' | '\r') {
            line.push(c);
        }
        is_quoted ^= c == '"' && !is_escaped;
        is_escaped = is_quoted && c == '\\' && !is_escaped;
    }
    line
}

impl Remark {
    /// A rule is broken that has no words of its own.
    pub(super) fn other() -> Self {
        Self { place: Place::line(1), reason: message!("mistake-other") }
    }

    /// Where it is, in words.
    pub fn place(&self) -> Message {
        let Place { line, column, question, option, entry } = &self.place;
        let line = *line;
        if let Some(entry) = entry {
            return message!("place-entry", line = line, entry = entry.as_str());
        }
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
