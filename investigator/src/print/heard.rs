//! What a command says where no terminal is: kept for the page on which it was given.

use std::cell::RefCell;
use std::mem;

use dauys_wire::Id;
use serde::Serialize;

use super::fold::Width;
use super::paint::{Paint, Tone};
use super::{Print, Sink, clean};
use crate::text::{Message, Text};

/// One thing that was said. It is clean, and not yet HTML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// How it looks.
    pub tone: Option<Tone>,
    /// Whether somebody else wrote it.
    pub is_passage: bool,
    /// The words.
    pub text: String,
    /// The case that it is about, if a page should lead there.
    pub case: Option<Id>,
}

/// What came from a page, and what goes back to it.
#[derive(Default)]
pub(super) struct Heard {
    /// Instead of what is typed at a terminal.
    typed: Option<String>,
    said: Vec<Said>,
    /// What the next line is about.
    case: Option<Id>,
}

impl Heard {
    pub(super) fn keep(&mut self, tone: Option<Tone>, is_passage: bool, text: String) {
        let case = self.case.take();
        self.said.push(Said { tone, is_passage, text, case });
    }
}

impl Print {
    /// For a page: nobody is asked anything, and what is said is kept. `typed` is the text that somebody
    /// wrote on it.
    pub fn on_page(text: Text, typed: Option<String>) -> Self {
        let sink = Sink::Page(RefCell::new(Heard { typed, ..Heard::default() }));
        let text = text.on_page();
        Self { paint: Paint::default(), width: Width::default(), sink, ..Self::new(text, false) }
    }

    /// The next line is about this case: a page leads there.
    pub fn about(&self, case: Id) {
        if let Sink::Page(heard) = &self.sink {
            heard.borrow_mut().case = Some(case);
        }
    }

    /// What was said since this was asked last.
    pub fn take_said(&self) -> Vec<Said> {
        let Sink::Page(heard) = &self.sink else { return Vec::new() };
        mem::take(&mut heard.borrow_mut().said)
    }

    /// Whether a page shows it.
    pub const fn is_on_page(&self) -> bool {
        matches!(self.sink, Sink::Page(_))
    }

    /// The text that came with the page; nothing if there is a terminal, or it was asked for before.
    pub fn take_typed(&self) -> Option<String> {
        let Sink::Page(heard) = &self.sink else { return None };
        heard.borrow_mut().typed.take()
    }

    /// Keeps what is for people beside the result; whether there is a page.
    pub(super) fn hears(&self, tone: Option<Tone>, message: &Message) -> bool {
        let Sink::Page(heard) = &self.sink else { return false };
        heard.borrow_mut().keep(tone, false, self.text.say(message));
        true
    }

    /// Keeps what somebody else wrote; whether there is a page.
    pub(super) fn hears_passage(&self, text: &str) -> bool {
        let Sink::Page(heard) = &self.sink else { return false };
        // Where nothing was written, nothing is quoted.
        if !text.is_empty() {
            heard.borrow_mut().keep(None, true, clean(text));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message;
    use crate::text::Language;

    #[test]
    fn a_page_gets_what_was_said_in_its_order_and_once() {
        let print = Print::on_page(Text::new(Language::En), None);
        print.say(&message!("ceremony-end"));
        print.passage("hers\u{202e}\nmore");
        print.alarm(&message!("ceremony-end"));
        let said = print.take_said();
        let shown: Vec<_> = said.iter().map(|it| (it.tone, it.is_passage, &*it.text)).collect();
        assert_eq!(
            shown,
            [
                (None, false, "Done."),
                (None, true, "hers\u{fffd}\nmore"),
                (Some(Tone::Alarm), false, "Done.")
            ]
        );
        assert!(print.take_said().is_empty());
    }
}
