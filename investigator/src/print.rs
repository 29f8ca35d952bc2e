//! The only place that writes to the terminal.
//!
//! What reporters and colleagues wrote is hostile input: a control sequence in it could repaint the
//! screen, an overriding direction could turn a name round, and a clever line could look as if this
//! program had said it. So such text is cleaned, and set behind a bar, line by line.

mod paragraph;
mod secret;

#[cfg(test)]
use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};

use indicatif::ProgressBar;
use serde::Serialize;
use serde_json::json;

use crate::failure::Failure;
use crate::text::{Message, Text};

/// What stands for a character that was taken out, so that it is seen that there was one.
const TAKEN_OUT: char = '\u{fffd}';

/// Speaks one language, for people or, with `--json`, for programs.
pub struct Print {
    text: Text,
    json: bool,
    sink: Sink,
}

/// Where it goes.
enum Sink {
    Terminal,
    /// A test reads it.
    #[cfg(test)]
    Kept(RefCell<String>),
}

impl Print {
    /// For people, or for programs.
    pub const fn new(text: Text, json: bool) -> Self {
        Self { text, json, sink: Sink::Terminal }
    }

    /// For a test, in this language.
    #[cfg(test)]
    pub(crate) fn kept(language: crate::text::Language, json: bool) -> Self {
        Self { sink: Sink::Kept(RefCell::default()), ..Self::new(Text::new(language), json) }
    }

    /// What was said so far, to a test.
    #[cfg(test)]
    pub(crate) fn said(&self) -> String {
        match &self.sink {
            Sink::Terminal => String::new(),
            Sink::Kept(said) => said.borrow().clone(),
        }
    }

    /// The words.
    pub const fn text(&self) -> &Text {
        &self.text
    }

    /// Whether a program reads.
    pub const fn is_json(&self) -> bool {
        self.json
    }

    /// Whether somebody watches the standard error, where progress is shown.
    pub fn is_watched(&self) -> bool {
        !self.json && io::stderr().is_terminal()
    }

    /// A result for people; programs get [`Print::json`] instead.
    pub fn say(&self, message: &Message) {
        self.line(&self.text.say(message));
    }

    /// A line that is the same in all languages: an address, a card, a row.
    pub fn line(&self, line: &str) {
        if !self.json {
            self.out(&format!("{}\n", clean(line)));
        }
    }

    /// A result for programs, on one line.
    pub fn json(&self, value: &impl Serialize) {
        if self.json
            && let Ok(text) = serde_json::to_string(value)
        {
            self.out(&format!("{}\n", escape_json(&text)));
        }
    }

    /// What somebody else wrote: cleaned, and behind a bar that no text can imitate.
    pub fn passage(&self, text: &str) {
        for line in clean(text).lines() {
            self.line(&format!("  │ {line}"));
        }
    }

    /// Columns as wide as their widest cell.
    pub fn table(&self, rows: &[Vec<String>]) {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| clean_line(cell)).collect()).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
        };
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
        for row in &rows {
            let cells: Vec<String> =
                row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}")).collect();
            self.line(cells.join("  ").trim_end());
        }
    }

    /// A bar for so many steps, if somebody watches.
    pub fn progress(&self, steps: usize) -> Progress {
        let bar = (self.is_watched() && steps > 0).then(|| ProgressBar::new(steps as u64));
        Progress(bar)
    }

    /// A remark beside the result, to the standard error.
    pub fn remark(&self, message: &Message) {
        self.err(&format!("{}\n", self.text.say(message)));
    }

    /// A question, to the standard error, without a line's end.
    pub fn question(&self, message: &Message) {
        self.err(&format!("{} ", self.text.say(message)));
    }

    /// How a command failed: a sentence for people, and for programs the code of the message too.
    pub fn failure(&self, failure: &Failure) {
        if !failure.is_told {
            self.json(&json!({
                "failure": failure.message.key(),
                "text": self.text.say(&failure.message),
                "exit": failure.exit.code(),
            }));
        }
        if failure.is_alarm {
            self.alarm(&failure.message);
        } else {
            self.remark(&failure.message);
        }
    }

    /// Something that must not be overlooked.
    pub fn alarm(&self, message: &Message) {
        let bar = "!".repeat(72);
        self.err(&format!("{bar}\n{}\n{bar}\n", self.text.say(message)));
    }

    /// A pipe that was closed is the reader's wish and not a failure of ours.
    fn out(&self, text: &str) {
        let _ = self.write(&mut io::stdout().lock(), text);
    }

    /// As [`Print::out`].
    fn err(&self, text: &str) {
        let _ = self.write(&mut io::stderr().lock(), text);
    }

    #[cfg_attr(not(test), expect(clippy::unused_self, reason = "a test's goes elsewhere"))]
    fn write(&self, to: &mut dyn io::Write, text: &str) -> io::Result<()> {
        #[cfg(test)]
        if let Sink::Kept(said) = &self.sink {
            said.borrow_mut().push_str(text);
            return Ok(());
        }
        to.write_all(text.as_bytes())
    }
}

/// A bar that goes away when it is done.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// So many steps more are done.
    pub fn advance(&self, steps: usize) {
        if let Some(bar) = &self.0 {
            bar.inc(steps as u64);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// Text without anything that steers a terminal or turns the reading direction; lines and tabs stay.
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let kept = |c: char| c == '\n' || c == '\t' || !steers(c);
    text.chars().map(|c| if kept(c) { c } else { TAKEN_OUT }).collect()
}

/// As [`clean`], on one line.
pub fn clean_line(text: &str) -> String {
    clean(text).replace(['\n', '\t'], " ")
}

/// One line of at most so many characters; what is cut away is seen to be.
pub fn shorten(text: &str, characters: usize) -> String {
    let text = clean_line(text);
    if text.chars().count() <= characters {
        return text;
    }
    let kept: String = text.chars().take(characters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Whether a character is not shown but does something: all controls (with the ESC and CSI that
/// begin a terminal's sequences), directional marks, separators, invisible format characters and
/// tags. The joiners stay: Persian and emoji need them, and they move nothing.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// JSON in which nothing steers a terminal, and nothing is lost: `\u` escapes.
fn escape_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if steers(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "a\u{1b}[2J\u{9b}31m\u{7}\u{202e}b\u{2066}\u{200f}\u{e0041}\rc\u{0}";

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        assert_eq!(clean(HOSTILE), "a�[2J�31m��b����c�", "and it is seen that it was there");
        assert_eq!(clean("әғқңөұүһі\r\nx\ty"), "әғқңөұүһі\nx\ty");
        assert_eq!(clean_line("one\ntwo"), "one two");
        assert_eq!([shorten("жатақхана", 9), shorten("түнгі ауысым", 7)], ["жатақхана", "түнгі…"]);
    }

    #[test]
    fn json_loses_nothing_and_steers_nothing() {
        let json = escape_json(&serde_json::to_string(HOSTILE).unwrap());
        assert!(json.is_ascii() && !json.contains(|c: char| c.is_ascii_control()), "{json:?}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), HOSTILE);
    }
}
