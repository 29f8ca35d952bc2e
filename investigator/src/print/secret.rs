//! What must not stay in memory after it was printed: it is written at once and as it is, past the
//! buffer of the standard output, and whoever printed it learns whether it got out.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};

use serde::Serialize;
use zeroize::Zeroizing;

use super::{Print, Sink, steers};

/// The cursor to the first place, the screen cleared (ECMA-48, CUP and ED 2), and what can be
/// scrolled back (ED 3, of xterm and all that follow it).
const CLEAR: &str = "\u{1b}[H\u{1b}[2J\u{1b}[3J";

impl Print {
    /// Whole lines for people. Nothing in them may steer a terminal: they are not cleaned, because
    /// that would leave a copy behind.
    pub fn secret(&self, lines: &Zeroizing<String>) -> io::Result<()> {
        if self.json { Ok(()) } else { self.out_at_once(lines) }
    }

    /// The same for programs, on one line, of at most `room` bytes: a text that grows leaves copies
    /// behind.
    pub fn secret_json(&self, value: &impl Serialize, room: usize) -> io::Result<()> {
        if !self.json {
            return Ok(());
        }
        let mut json = Zeroizing::new(Vec::with_capacity(room));
        serde_json::to_writer(&mut *json, value)?;
        let json = std::str::from_utf8(&json).map_err(io::Error::other)?;
        let mut line = Zeroizing::new(String::with_capacity(json.len() + 1));
        let _ = writeln!(line, "{json}");
        self.out_at_once(&line)
    }

    /// Whether somebody looks at what is printed, on a screen that can be cleared.
    pub fn is_screen(&self) -> bool {
        match self.sink {
            Sink::Terminal => !self.json && io::stdout().is_terminal(),
            Sink::Page(_) => false,
            #[cfg(test)]
            Sink::Kept(_) | Sink::Broken(_) => !self.json,
        }
    }

    /// Clears the screen and what can be scrolled back.
    pub fn clear_screen(&self) {
        self.out(CLEAR);
        let _ = io::stdout().lock().flush();
    }

    fn out_at_once(&self, lines: &str) -> io::Result<()> {
        debug_assert!(!lines.chars().any(|c| c != '\n' && steers(c)), "nobody cleans it");
        let mut stdout = io::stdout().lock();
        // With an empty buffer whole lines go past it.
        stdout.flush()?;
        self.write(&mut stdout, lines)?;
        stdout.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn programs_get_one_line_and_people_get_theirs() {
        let lines = Zeroizing::new("1234 5678\n".to_owned());
        for (json, expected) in [(false, "1234 5678\n"), (true, "{\"a\":1}\n")] {
            let print = Print::kept(Language::En, json);
            print.secret(&lines).unwrap();
            print.secret_json(&serde_json::json!({ "a": 1 }), 16).unwrap();
            assert_eq!(print.said(), expected);
            assert_eq!(print.is_screen(), !json);
        }
    }

    #[test]
    fn a_cleared_screen_cannot_be_scrolled_back() {
        let print = Print::kept(Language::En, false);
        print.clear_screen();
        assert!(print.said().ends_with("\u{1b}[3J"));
    }
}
