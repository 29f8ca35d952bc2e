//! Texts of a case: typed on the line, read from a file, or asked for. What they say may be for its
//! readers alone, and a line stays in the shell's history.

use std::path::Path;

use crate::ask;
use crate::cli::Wording;
use crate::compose::ComposeError;
use crate::failure::Failure;
use crate::print::Print;

/// Bytes of a text as it stands in JSON. The events whose text this is replace each other whole, so
/// that it must not be split: with everything around it it fits into one letter.
const BYTES_MAX: usize = 12_000;

/// A text that must be there.
pub(super) fn read(
    print: &Print,
    text: Option<&str>,
    file: Option<&Path>,
) -> Result<String, Failure> {
    let text = read_any(print, text, file)?;
    if text.is_empty() { Err(ComposeError::Empty.into()) } else { Ok(text) }
}

/// The same, possibly empty.
pub(super) fn read_any(
    print: &Print,
    text: Option<&str>,
    file: Option<&Path>,
) -> Result<String, Failure> {
    let text = text.map_or_else(|| ask::text(print, file), |text| Ok(text.to_owned()))?;
    bounded(text.trim())
}

/// A text that may be left out; nobody is asked for it.
pub(super) fn read_given(
    print: &Print,
    text: Option<&str>,
    file: Option<&Path>,
) -> Result<Option<String>, Failure> {
    if text.is_none() && file.is_none() {
        return Ok(None);
    }
    read(print, text, file).map(Some)
}

impl Wording {
    /// Whether it is typed, or is to be read.
    pub(super) const fn is_given(&self) -> bool {
        self.text.is_some() || self.file.is_some()
    }

    /// A text that must be there.
    pub(super) fn read(&self, print: &Print) -> Result<String, Failure> {
        read(print, self.text.as_deref(), self.file.as_deref())
    }

    /// One that may be left out.
    pub(super) fn read_given(&self, print: &Print) -> Result<Option<String>, Failure> {
        read_given(print, self.text.as_deref(), self.file.as_deref())
    }
}

fn bounded(text: &str) -> Result<String, Failure> {
    let bytes = serde_json::to_string(text).map_or(usize::MAX, |json| json.len());
    match bytes.checked_sub(BYTES_MAX) {
        None | Some(0) => Ok(text.to_owned()),
        Some(over) => Err(ComposeError::TooLong { over }.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Text};

    fn read_text(text: &str) -> Result<String, &'static str> {
        let print = Print::new(Text::new(Language::En), true);
        read(&print, Some(text), None).map_err(|failure| failure.message.key())
    }

    #[test]
    fn a_text_is_trimmed_and_has_an_end() {
        assert_eq!(read_text(" text \n"), Ok("text".to_owned()));
        assert_eq!(read_text(" \n"), Err("text-empty"));
        assert!(read_text(&"ә".repeat(5_999)).is_ok());
        assert_eq!(read_text(&"ә".repeat(6_000)), Err("text-too-long"), "with its quotation marks");
        assert_eq!(read_text(&"\u{1}".repeat(2_001)), Err("text-too-long"), "six bytes each");
    }
}
