//! Whether the help directory can be signed: every mistake with its line and reason, and warnings.
//! A number that is wrong, or that nobody answers any more, is worse than none; so whatever the
//! organisation adds says from where it is known and when somebody last made sure.

mod rules;
mod warnings;

use dauys_wire::Day;
use dauys_wire::help::{Directory, FORMAT, Kind};
use dauys_wire::limits::HELP_MAX;

use super::edited::shape::{Field, Shape, may, may_or_null, must};
use super::edited::source::{Found, Source};
use super::edited::{self, Remark, one_line, unmarked};
use crate::message;

/// An edited file is longer than what is published of it, by its line breaks and indents.
pub const FILE_MAX: usize = 4 * HELP_MAX;

/// What came of checking a file.
#[derive(Debug)]
pub struct Checked {
    /// What stops it from being signed, in the order of the file.
    pub mistakes: Vec<Remark>,
    /// What does not, in the same order.
    pub warnings: Vec<Remark>,
    /// How many entries were found.
    pub entries: usize,
    /// Whether the rules could be looked at: they cannot while the file has not the right shape.
    pub is_whole: bool,
    /// What is published: the file on one line.
    pub published: Vec<u8>,
}

const REGION: Shape = Shape::Object(&[must("id", Shape::Text), must("name", Shape::Words)]);

const ENTRY: Shape = Shape::Object(&[
    must("id", Shape::Text),
    must("kind", Shape::Choice(&Kind::ALL)),
    must("name", Shape::Words),
    must("about", Shape::Words),
    may_or_null("phone", Shape::Text),
    may_or_null("address", Shape::Words),
    may_or_null("hours", Shape::Words),
    may("regions", Shape::List(&Shape::Text)),
    may("languages", Shape::List(&Shape::Choice(&edited::words::LANGUAGES))),
    may_or_null("anonymous", Shape::Flag),
    may_or_null("source", Shape::Text),
    may_or_null("checked", Shape::Text),
]);

const DIRECTORY: &[Field] = &[
    must("format", Shape::Text),
    may("regions", Shape::List(&REGION)),
    must("entries", Shape::List(&ENTRY)),
];

/// Checks the text of a `help.json`, however it is laid out.
pub fn check(text: &str, today: Day) -> Checked {
    let text = unmarked(text);
    let published = one_line(text).into_bytes();
    match edited::read(text) {
        Ok(source) => check_source(&source, published, today),
        Err(mistake) => Checked {
            mistakes: vec![*mistake],
            warnings: Vec::new(),
            entries: 0,
            is_whole: false,
            published,
        },
    }
}

fn check_source(source: &Source<'_>, published: Vec<u8>, today: Day) -> Checked {
    let mut found = Found::default();
    let no_file = message!("mistake-no-help", format = FORMAT);
    edited::shape::check(source, DIRECTORY, no_file, &mut found);
    let is_whole = found.mistakes.is_empty();
    if is_whole {
        rules::check(source, today, &mut found);
        warnings::check(source, today, &mut found);
    }
    let over = published.len().saturating_sub(HELP_MAX);
    if over > 0 {
        found.mistake(0, message!("mistake-help-too-large", most = HELP_MAX, over = over));
    }
    // Whoever reads it may find more wrong than was found here: that is not to be signed either.
    let is_read = serde_json::from_slice::<Directory>(&published).is_ok();
    if !is_read && found.mistakes.is_empty() {
        found.mistake(0, message!("mistake-other"));
    }
    let (mistakes, warnings) = edited::remarks(found, source);
    let entries = source.root.items("entries").len();
    Checked { mistakes, warnings, entries, is_whole, published }
}

#[cfg(test)]
mod tests;
