//! What is said at the terminal while somebody tells: to the one who takes it down in the language
//! of the program, to the one who tells in theirs, and what is typed.

use std::io::BufRead;

use dauys_wire::roster::Localised;

use super::super::visit::talk::not_done;
use crate::ask::yes_or_no;
use crate::cli::YesNo;
use crate::failure::Failure;
use crate::files::FileError;
use crate::message;
use crate::print::Print;
use crate::text::{Language, Message, Text};

/// Nobody types a longer line; a terminal itself gives up at 4,095 bytes.
const LINE_MAX: u64 = 65_536;
/// Before what is to be read out.
const MARK: &str = "»";

/// A conversation of three: who tells, who types, and this program.
pub(super) struct Talk<'a> {
    pub(super) print: &'a Print,
    theirs: Text,
    input: &'a mut dyn BufRead,
}

impl<'a> Talk<'a> {
    /// In the language of the program, until that of the person is known.
    pub(super) fn new(print: &'a Print, input: &'a mut dyn BufRead) -> Self {
        Self { print, theirs: Text::new(print.text().language()), input }
    }

    /// With a person who reads this language.
    pub(super) fn speak(&mut self, language: Language) {
        self.theirs = Text::new(language);
    }

    /// A text in the language of the person.
    pub(super) fn pick<'t>(&self, texts: &'t Localised) -> &'t str {
        self.theirs.pick(texts)
    }

    /// The words of the person.
    pub(super) const fn theirs(&self) -> &Text {
        &self.theirs
    }

    /// Something to be read out.
    pub(super) fn aloud(&self, message: &Message) {
        self.print.paragraph(MARK, 2, &self.theirs.say(message));
    }

    /// Something for the one who types.
    pub(super) fn say(&self, message: &Message) {
        self.print.paragraph("", 0, &self.print.text().say(message));
    }

    /// What was typed after a question, without the spaces around it.
    pub(super) fn ask(&mut self, question: &Message) -> Result<String, Failure> {
        loop {
            self.print.question(question);
            if let Some(line) = self.line()? {
                return Ok(line.trim().to_owned());
            }
        }
    }

    /// Asks until it is yes or no.
    pub(super) fn agrees(&mut self, question: &Message) -> Result<bool, Failure> {
        loop {
            if let Some(answer) = yes_or_no(&self.ask(question)?) {
                return Ok(answer == YesNo::Yes);
            }
            self.say(&message!("ask-malformed"));
        }
    }

    /// The next line, as it was typed; `None`, and a word on it, if it is no text: keys that move
    /// the cursor leave such a line. The end of the input is the end of the conversation.
    pub(super) fn line(&mut self) -> Result<Option<String>, Failure> {
        let mut bytes = Vec::new();
        let mut input = std::io::Read::take(&mut *self.input, LINE_MAX);
        let read = input.read_until(b'\n', &mut bytes);
        if read.map_err(FileError::at("-".as_ref()))? == 0 {
            return Err(not_done());
        }
        let line = String::from_utf8(bytes).unwrap_or_else(|_| "\u{fffd}".to_owned());
        let line = line.trim_end_matches(['\n', '\r']).replace('\t', " ");
        if line.contains(|c: char| c.is_control() || c == '\u{fffd}') {
            self.say(&message!("filing-not-text"));
            return Ok(None);
        }
        Ok(Some(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_no_text_is_asked_for_again_and_the_end_ends_it() {
        let print = Print::kept(Language::En, false);
        let mut input: &[u8] = b"\x1b[A\n\xd0\n  \xd2\x9b \r\n";
        let mut talk = Talk::new(&print, &mut input);
        assert_eq!(talk.ask(&message!("ask-name")).unwrap(), "қ");
        let end = talk.ask(&message!("ask-name")).unwrap_err();
        assert_eq!(end.message.key(), "filing-not-done");
        assert_eq!(print.said().matches("Your name").count(), 4);
    }
}
