//! Texts of a case: typed on the line, read from a file, or asked for. What they say may be for its
//! readers alone, and a line stays in the shell's history.

use std::path::{Path, PathBuf};

use crate::cli::{Beside, Reason, Wording, Words};
use crate::compose::ComposeError;
use crate::failure::{Exit, Failure};
use crate::print::Print;
use crate::{ask, message};

/// Standard input, instead of a file.
const STANDARD_INPUT: &str = "-";

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

impl Reason {
    /// What colleagues read; empty if nothing was given.
    pub(super) fn read(&self, print: &Print) -> Result<String, Failure> {
        reason(print, self.reason.as_deref(), self.file.as_deref())
    }

    /// The same, which is asked for if it was not given.
    pub(super) fn read_or_ask(&self, print: &Print) -> Result<String, Failure> {
        let file = self.file.as_deref().unwrap_or(Path::new(STANDARD_INPUT));
        let text = reason(print, self.reason.as_deref(), Some(file))?;
        if text.is_empty() { Err(ComposeError::Empty.into()) } else { Ok(text) }
    }
}

impl Beside {
    /// What colleagues read; empty if nothing was given. Of what is only shown she sees nothing of it.
    pub(super) fn read(&self, words: &Words, print: &Print) -> Result<String, Failure> {
        if words.preview {
            return Ok(String::new());
        }
        reason(print, self.reason.as_deref(), self.reason_file.as_deref())
    }

    /// Two texts can be typed one after the other, and not come out of one pipe.
    pub(super) fn check(&self, words: &Words, is_terminal: bool) -> Result<(), Failure> {
        let stdin = |file: &Option<PathBuf>| file.as_deref() == Some(Path::new(STANDARD_INPUT));
        if stdin(&self.reason_file) && stdin(&words.file) && !is_terminal {
            return Err(Failure::new(Exit::Usage, message!("stdin-twice")));
        }
        Ok(())
    }
}

/// Typed on the line, else read.
fn reason(print: &Print, text: Option<&str>, file: Option<&Path>) -> Result<String, Failure> {
    let read = || {
        file.map_or(Ok(String::new()), |file| {
            ask::text_for(print, Some(file), &message!("ask-reason"))
        })
    };
    bounded(text.map_or_else(read, |text| Ok(text.to_owned()))?.trim())
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
    fn why_stands_in_a_file_as_well_as_on_the_line_and_is_asked_of_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("why");
        std::fs::write(&path, " қате ашылды \n").unwrap();
        let print = Print::kept(Language::En, false);
        let words = Words::default();
        let read = |beside: Beside| beside.read(&words, &print).unwrap();
        assert_eq!(read(Beside::default()), "");
        assert_eq!(read(Beside { reason: Some("сот ".to_owned()), reason_file: None }), "сот");
        let from_file = Beside { reason: None, reason_file: Some(path.clone()) };
        let preview = Words { preview: true, ..Words::default() };
        assert_eq!(from_file.read(&preview, &print).unwrap(), "", "what is shown is for her");
        assert_eq!(read(from_file), "қате ашылды");
        let given = Reason { reason: None, file: Some(path) };
        assert_eq!(given.read(&print).unwrap(), given.read_or_ask(&print).unwrap());
        assert_eq!(print.said(), "");
    }

    #[test]
    fn one_pipe_brings_one_text() {
        let stdin = || Some(PathBuf::from(STANDARD_INPUT));
        let words = Words { file: stdin(), ..Words::default() };
        let beside = Beside { reason: None, reason_file: stdin() };
        let failure = beside.check(&words, false).err().map(|failure| failure.message.key());
        assert_eq!(failure, Some("stdin-twice"));
        assert!(beside.check(&words, true).is_ok(), "typed one after the other");
        assert!(beside.check(&Words::default(), false).is_ok());
        assert!(Beside::default().check(&words, false).is_ok());
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
