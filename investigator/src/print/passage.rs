//! What somebody else wrote: cleaned, and behind a bar on every line that a terminal makes of it.
//!
//! A line longer than the terminal would go on in its first column, where only this program speaks.

use unicode_width::UnicodeWidthStr as _;

use super::fold::fold;
use super::paint::{Tone, paint};
use super::{Print, clean};

/// Before every line.
const BAR: &str = "  │ ";
/// Columns of the narrowest terminal that is still in use, and of what is no terminal: a pager shows
/// it, or an editor.
const WIDTH: usize = 80;
/// What is left of a terminal that says it is narrower than any.
const ROOM_MIN: usize = 8;

impl Print {
    /// What somebody else wrote: cleaned, and behind a bar that no text can imitate.
    pub fn passage(&self, text: &str) {
        if self.hears_passage(text) {
            return;
        }
        let bar = paint(self.paint.out, Tone::Quiet, BAR.trim_end());
        let width = self.width.out.unwrap_or(WIDTH);
        let room = width.saturating_sub(BAR.width()).max(ROOM_MIN);
        for line in clean(text).lines().flat_map(|line| fold(line, room)) {
            self.row(format!("{bar} {line}").trim_end());
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::ColorChoice;

    use super::*;
    use crate::text::Language;

    fn said(text: &str, choice: ColorChoice) -> String {
        let print = Print::kept(Language::En, false).coloured(choice);
        print.passage(text);
        print.said()
    }

    #[test]
    fn whatever_it_is_it_stays_behind_the_bar() {
        let forged = format!("x{}$ sudo", " ".repeat(75));
        for text in [
            &forged,
            "Passphrase:\r\n\nmore",
            &"漢".repeat(90),
            "a\u{2028}b",
            &"ab ".repeat(60),
            &"👩\u{200d}🔬❤\u{fe0f}".repeat(40),
        ] {
            let said = said(text, ColorChoice::Never);
            assert!(
                said.lines().all(|line| line.starts_with("  │") && line.width() <= 80),
                "{said}"
            );
        }
    }

    #[test]
    fn a_report_brings_no_colour_where_colours_are() {
        let text = "\u{1b}[31mred\u{1b}[0m \u{9b}1m ]8;;http://a\u{7}";
        let said = said(text, ColorChoice::Always);
        assert_eq!(said, "\u{1b}[2m  │\u{1b}[0m �[31mred�[0m �1m ]8;;http://a�\n");
    }
}
