//! The only place that writes to the terminal.
//!
//! What reporters and colleagues wrote is hostile input: a control sequence in it could repaint the
//! screen, an overriding direction could turn a name round, and a clever line could look as if this
//! program had said it. So such text is cleaned, and set behind a bar, line by line. Colours come
//! last, and from here alone.

mod answers;
mod clean;
mod fold;
mod heard;
mod paint;
mod paragraph;
mod passage;
mod secret;
mod table;
mod transfer;

use std::cell::{Cell, RefCell};
use std::io::{self, IsTerminal as _};
use std::sync::Arc;

use indicatif::ProgressBar;
use schemars::JsonSchema;
use serde::Serialize;

pub use self::answers::Answers;
pub(crate) use self::clean::escape_json;
use self::clean::steers;
pub use self::clean::{clean, clean_line, shorten};
use self::fold::{Width, folded};
use self::heard::Heard;
pub use self::heard::Said;
pub use self::paint::Tone;
use self::paint::{Paint, paint};
pub use self::transfer::{Transfer, Underway, told};
use crate::failure::{Exit, Failure};
use crate::message;
use crate::text::{Message, Text};

/// Speaks one language, for people or, with `--json`, for programs.
pub struct Print {
    text: Text,
    json: bool,
    paint: Paint,
    width: Width,
    sink: Sink,
    /// Whether the output has not got all of it.
    lost: Cell<bool>,
    /// Who follows what is on its way.
    underway: Option<Arc<Underway>>,
}

/// Before what belongs to the line above it.
const SET_IN: &str = "    ";

/// Where it goes.
enum Sink {
    Terminal,
    /// The page of a desk shows it.
    Page(RefCell<Heard>),
    /// Nothing can be written.
    #[cfg(test)]
    Broken(io::ErrorKind),
    /// A test reads it.
    #[cfg(test)]
    Kept(RefCell<String>),
}

/// How a command failed, on its last line; a command that did part of its work has said so in a line
/// before. `log` and `org questionnaire check` have said in their line what is wrong, and say no more.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FailureView {
    /// The name of the failure. Names stay; their words may change.
    failure: &'static str,
    /// For people, in the language of the program.
    text: String,
    /// The exit code.
    exit: u8,
}

impl Print {
    /// For people, or for programs. Without colours.
    pub fn new(text: Text, json: bool) -> Self {
        let (paint, width) = (Paint::default(), Width::of_terminals());
        Self {
            text,
            json,
            paint,
            width,
            sink: Sink::Terminal,
            lost: Cell::new(false),
            underway: None,
        }
    }

    /// The same with colours for people, if they are asked for, or wherever they can be seen.
    #[must_use]
    pub fn coloured(self, asked: clap::ColorChoice) -> Self {
        let paint = if self.json { Paint::default() } else { Paint::of(asked) };
        Self { paint, ..self }
    }

    /// For a test, in this language.
    #[cfg(test)]
    pub(crate) fn kept(language: crate::text::Language, json: bool) -> Self {
        let (width, sink) = (Width::default(), Sink::Kept(RefCell::default()));
        Self { width, sink, ..Self::new(Text::new(language), json) }
    }

    /// What was said so far, to a test.
    #[cfg(test)]
    pub(crate) fn said(&self) -> String {
        match &self.sink {
            Sink::Terminal | Sink::Page(_) | Sink::Broken(_) => String::new(),
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
        !self.json && !self.is_on_page() && io::stderr().is_terminal()
    }

    /// A result for people; programs get [`Print::json`] instead.
    pub fn say(&self, message: &Message) {
        self.line(&folded(&self.text.say(message), self.width.out));
    }

    /// The same in a tone.
    pub fn say_in(&self, tone: Tone, message: &Message) {
        self.line_in(tone, &folded(&self.text.say(message), self.width.out));
    }

    /// A line that is the same in all languages: an address, a card, a row.
    pub fn line(&self, line: &str) {
        self.row(&clean(line));
    }

    /// Something that belongs to the line above it, set in.
    pub fn below(&self, text: &str) {
        let width = self.width.out.map(|width| width.saturating_sub(SET_IN.len()));
        for line in folded(&clean_line(text), width).lines() {
            self.line(&format!("{SET_IN}{line}"));
        }
    }

    /// Columns of the terminal that it goes to; `None` if it goes elsewhere.
    pub const fn columns(&self) -> Option<usize> {
        self.width.out
    }

    /// [`Print::line`] in a tone.
    pub fn line_in(&self, tone: Tone, line: &str) {
        self.row_in(tone, &clean(line));
    }

    /// A whole text for people or programs: a script, a page, a schema.
    pub fn document(&self, text: &str) {
        self.out(&clean(text));
    }

    /// A result for programs, on one line.
    pub fn json(&self, value: &impl Serialize) {
        if self.json
            && let Ok(text) = serde_json::to_string(value)
        {
            self.out(&format!("{}\n", escape_json(&text)));
        }
    }

    /// A bar for so many steps, if somebody watches.
    pub fn progress(&self, steps: usize) -> Progress {
        let bar = (self.is_watched() && steps > 0).then(|| ProgressBar::new(steps as u64));
        if let Some(underway) = &self.underway {
            underway.begin(steps as u64);
        }
        Progress { bar, underway: self.underway.clone() }
    }

    /// A result that is not part of what may be sent to a file, so to the standard error.
    pub fn beside(&self, message: &Message) {
        if !self.hears(None, message) {
            self.err(&format!("{}\n", self.told(message)));
        }
    }

    /// A remark beside the result, to the standard error.
    pub fn remark(&self, message: &Message) {
        self.beside_in(Tone::Quiet, message);
    }

    /// A remark that needs somebody today, to the standard error.
    pub fn warn(&self, message: &Message) {
        self.beside_in(Tone::Urgent, message);
    }

    /// A question, to the standard error, without a line's end.
    pub fn question(&self, message: &Message) {
        if !self.is_on_page() {
            self.err(&format!("{} ", self.text.say(message)));
        }
    }

    /// How a command failed: a sentence for people, and for programs the code of the message too.
    pub fn failure(&self, failure: &Failure) {
        if !failure.is_told {
            self.json(&FailureView {
                failure: failure.message.key(),
                text: self.text.say(&failure.message),
                exit: failure.exit.code(),
            });
        }
        if failure.is_alarm {
            self.alarm(&failure.message);
        } else if !self.hears(Some(Tone::Urgent), &failure.message) {
            self.beside(&failure.message);
        }
    }

    /// Something that must not be overlooked.
    pub fn alarm(&self, message: &Message) {
        if self.hears(Some(Tone::Alarm), message) {
            return;
        }
        let bar = "!".repeat(72);
        let text = format!("{bar}\n{}\n{bar}\n", self.told(message));
        self.err(&paint(self.paint.err, Tone::Alarm, &text));
    }

    fn beside_in(&self, tone: Tone, message: &Message) {
        if self.hears(Some(tone), message) {
            return;
        }
        let line = paint(self.paint.err, tone, &self.told(message));
        self.err(&format!("{line}\n"));
    }

    /// A message as the standard error shows it.
    fn told(&self, message: &Message) -> String {
        folded(&self.text.say(message), self.width.err)
    }

    /// A line for people that is clean already, and has its colours.
    fn row(&self, line: &str) {
        if !self.json {
            self.out(&format!("{line}\n"));
        }
    }

    /// The same in a tone, without it as yet.
    fn row_in(&self, tone: Tone, line: &str) {
        let Sink::Page(heard) = &self.sink else {
            return self.row(&paint(self.paint.out, tone, line));
        };
        heard.borrow_mut().keep(Some(tone), false, line.to_owned());
    }

    /// Fails if the output has not got all of it: a log that was cut off must not pass for whole.
    pub fn check_written(&self) -> Result<(), Failure> {
        if self.lost.get() {
            return Err(Failure::new(Exit::Failed, message!("output-lost")));
        }
        Ok(())
    }

    /// A pipe that was closed is the reader's wish and not a failure of ours.
    fn out(&self, text: &str) {
        if let Err(reason) = self.write(&mut io::stdout().lock(), text)
            && reason.kind() != io::ErrorKind::BrokenPipe
        {
            self.lost.set(true);
        }
    }

    /// Nobody can be told of what is lost of this.
    fn err(&self, text: &str) {
        let _ = self.write(&mut io::stderr().lock(), text);
    }

    fn write(&self, to: &mut dyn io::Write, text: &str) -> io::Result<()> {
        match &self.sink {
            Sink::Page(heard) => {
                heard.borrow_mut().keep(None, false, text.trim_end_matches('\n').to_owned());
                Ok(())
            }
            Sink::Terminal => to.write_all(text.as_bytes()).and_then(|()| to.flush()),
            #[cfg(test)]
            Sink::Broken(kind) => Err((*kind).into()),
            #[cfg(test)]
            Sink::Kept(said) => {
                said.borrow_mut().push_str(text);
                Ok(())
            }
        }
    }
}

/// A bar that goes away when it is done.
pub struct Progress {
    bar: Option<ProgressBar>,
    underway: Option<Arc<Underway>>,
}

impl Progress {
    /// So many steps more are done.
    pub fn advance(&self, steps: usize) {
        if let Some(bar) = &self.bar {
            bar.inc(steps as u64);
        }
        if let Some(underway) = &self.underway {
            underway.advance(steps as u64);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests;
