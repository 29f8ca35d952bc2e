//! What is said to her, in the words of the page and, where it has none, of this program; and what
//! she types.

use std::io::Read;

use dauys_crypto::letter::Lang;
use dauys_wire::roster::Localised;
use zeroize::Zeroizing;

use super::keyboard::Keyboard;
use crate::ask::yes_or_no;
use crate::cli::YesNo;
use crate::failure::{Exit, Failure};
use crate::files::FileError;
use crate::message;
use crate::page::{Page, Values};
use crate::print::{Print, Tone};
use crate::text::{Message, Text};
use crate::workplace;

/// Where a line of a list stands, behind its mark.
const INDENT: usize = 2;

/// A conversation with her.
pub(in crate::commands) struct Talk<'a> {
    pub(in crate::commands) print: &'a Print,
    pub(in crate::commands) page: Page,
    keyboard: Keyboard<'a>,
    /// Whether anything of hers stood on the screen.
    shown: bool,
}

impl<'a> Talk<'a> {
    pub(in crate::commands) fn new(print: &'a Print, input: &'a mut dyn Read) -> Self {
        let page = Page::new(workplace::lang(print.text().language()));
        Self { print, page, keyboard: Keyboard::new(input), shown: false }
    }

    /// The language of both.
    pub(in crate::commands) const fn lang(&self) -> Lang {
        workplace::lang(self.print.text().language())
    }

    /// The words of this program, for the order of its alphabet.
    pub(in crate::commands) const fn text(&self) -> &Text {
        self.print.text()
    }

    /// A text of the organisation.
    pub(in crate::commands) fn pick<'t>(&self, texts: &'t Localised) -> &'t str {
        self.page.pick(texts)
    }

    /// A paragraph in the page's words.
    pub(in crate::commands) fn tell(&self, key: &str) {
        self.tell_with(key, &[]);
    }

    /// The same with values.
    pub(in crate::commands) fn tell_with(&self, key: &str, values: &Values<'_>) {
        self.print.paragraph("", 0, &self.page.say(key, values));
    }

    /// A warning in the page's words.
    pub(in crate::commands) fn warn(&self, key: &str, values: &Values<'_>) {
        self.print.paragraph("!", INDENT, &self.page.say(key, values));
    }

    /// A line of a list, in the page's words.
    pub(in crate::commands) fn point(&self, key: &str) {
        self.print.paragraph("-", INDENT, &self.page.say(key, &[]));
    }

    /// A line of a list.
    pub(in crate::commands) fn item(&self, text: &str) {
        self.print.paragraph("-", INDENT, text);
    }

    /// What stands above something else, in the page's words.
    pub(in crate::commands) fn title(&self, key: &str) {
        self.heading(&self.page.say(key, &[]));
    }

    /// The same, already in words.
    pub(in crate::commands) fn heading(&self, text: &str) {
        self.print.line("");
        self.print.line_in(Tone::Heading, text);
    }

    /// A paragraph in the words of this program.
    pub(in crate::commands) fn say(&self, message: &Message) {
        self.print.paragraph("", 0, &self.print.text().say(message));
    }

    /// From now on the screen has something that nobody else should see.
    pub(in crate::commands) const fn shows(&mut self) {
        self.shown = true;
    }

    pub(in crate::commands) const fn has_shown(&self) -> bool {
        self.shown
    }

    /// What was typed after a question, without the spaces around it.
    pub(in crate::commands) fn ask(
        &mut self,
        question: &Message,
    ) -> Result<Zeroizing<String>, Failure> {
        loop {
            self.print.question(question);
            if let Some(line) = self.line()? {
                return Ok(trimmed(&line));
            }
        }
    }

    /// The same, without showing what is typed.
    pub(in crate::commands) fn ask_hidden(
        &mut self,
        question: &Message,
    ) -> Result<Zeroizing<String>, Failure> {
        self.print.question(question);
        let typed = self.keyboard.hidden();
        let typed = typed.map_err(FileError::at("-".as_ref()))?.ok_or_else(not_done)?;
        Ok(trimmed(&String::from_utf8_lossy(&typed)))
    }

    /// Asks until it is yes or no.
    pub(in crate::commands) fn agrees(&mut self, question: &Message) -> Result<bool, Failure> {
        loop {
            if let Some(answer) = yes_or_no(&self.ask(question)?) {
                return Ok(answer == YesNo::Yes);
            }
            self.say(&message!("ask-malformed"));
        }
    }

    /// The next line, as it was typed; `None`, and a word on it, if it is no text: keys that move
    /// the cursor leave such a line. The end of the input is the end of the conversation.
    pub(in crate::commands) fn line(&mut self) -> Result<Option<Zeroizing<String>>, Failure> {
        let typed = self.keyboard.line();
        let typed = typed.map_err(FileError::at("-".as_ref()))?.ok_or_else(not_done)?;
        let mut line = Zeroizing::new(String::with_capacity(typed.len()));
        for c in std::str::from_utf8(&typed).unwrap_or("\u{fffd}").trim_end_matches('\r').chars() {
            line.push(if c == '\t' { ' ' } else { c });
        }
        if line.contains(|c: char| c.is_control() || c == '\u{fffd}') {
            self.say(&message!("filing-not-text"));
            return Ok(None);
        }
        Ok(Some(line))
    }

    /// Lines up to one with a full stop alone, of at most so many characters. A line for which
    /// there is no room is not taken.
    pub(in crate::commands) fn text_from(
        &mut self,
        first: &str,
        most: usize,
    ) -> Result<Zeroizing<String>, Failure> {
        let mut text = Zeroizing::new(String::with_capacity(first.len() + 1));
        let mut next = Some(Zeroizing::new(first.to_owned()));
        loop {
            if let Some(line) = next.as_deref().map(|line| line.trim()) {
                if line == END {
                    return Ok(trimmed(&text));
                }
                let mut longer = Zeroizing::new(String::with_capacity(text.len() + line.len() + 1));
                longer.extend([text.as_str(), line, "\n"]);
                match longer.trim().chars().count().saturating_sub(most) {
                    0 => text = longer,
                    over => self.say(&message!("visit-text-long", over = over)),
                }
            }
            next = self.line()?;
        }
    }
}

/// A line with this alone ends a text.
pub(in crate::commands) const END: &str = ".";

fn trimmed(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.trim().to_owned())
}

/// Whoever tells, or types, does not go on.
pub(in crate::commands) const fn not_done() -> Failure {
    Failure::new(Exit::Failed, message!("filing-not-done"))
}

/// The numbers of a line: from 1 to `most`, each once, with spaces or commas between them.
pub(in crate::commands) fn numbers(line: &str, most: usize) -> Option<Vec<usize>> {
    let words = line.split([' ', ',', ';', '.']).filter(|word| !word.is_empty());
    let mut numbers = Vec::new();
    for word in words {
        let number = word.parse().ok().filter(|number| (1..=most).contains(number))?;
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    Some(numbers)
}

/// The one number of a line.
pub(in crate::commands) fn number(line: &str, most: usize) -> Option<usize> {
    match numbers(line, most).as_deref() {
        Some([number]) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn a_text_ends_with_a_full_stop_and_takes_no_line_too_many() {
        let print = Print::kept(Language::En, false);
        let mut input: &[u8] = "two \u{7}\nлишняя строка\n.\nnext\n".as_bytes();
        let mut talk = Talk::new(&print, &mut input);
        assert_eq!(*talk.text_from("one", 8).unwrap(), "one");
        assert_eq!(print.said().matches("arrow keys").count(), 1);
        assert_eq!(print.said().matches("no room").count(), 1);
        assert_eq!(*talk.ask(&message!("ask-name")).unwrap(), "next");
        assert_eq!(talk.line().unwrap_err().message.key(), "filing-not-done");
    }

    #[test]
    fn numbers_are_read_however_they_are_set_apart() {
        assert_eq!(numbers("3, 1 2;2", 3), Some(vec![3, 1, 2]));
        assert_eq!(numbers("", 3), Some(vec![]));
        for wrong in ["0", "4", "one", "-1", "1-2"] {
            assert_eq!(numbers(wrong, 3), None, "{wrong}");
        }
        assert_eq!(
            (number("2", 2), number("1 2", 2), number("3", 2), number("", 2)),
            (Some(2), None, None, None)
        );
    }
}
