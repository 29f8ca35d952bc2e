//! What somebody else wrote: cleaned, and behind a bar on every line that a terminal makes of it.
//!
//! A line longer than the terminal would go on in its first column, where only this program speaks.

use std::io;

use terminal_size::{Width, terminal_size_of};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::paint::{Tone, paint};
use super::{Print, clean};

/// Before every line.
const BAR: &str = "  │ ";
/// Columns of the narrowest terminal that is still in use, and of what is no terminal: a pager shows
/// it, or an editor.
const WIDTH: usize = 80;
/// Wider lines are hard to read.
const WIDTH_MAX: usize = 100;
/// What is left of a terminal that says it is narrower than any.
const ROOM_MIN: usize = 8;
/// A tab.
const TAB: &str = "    ";

impl Print {
    /// What somebody else wrote: cleaned, and behind a bar that no text can imitate.
    pub fn passage(&self, text: &str) {
        let bar = paint(self.paint.out, Tone::Quiet, BAR.trim_end());
        let room = self.width().saturating_sub(BAR.width()).max(ROOM_MIN);
        for line in clean(text).lines().flat_map(|line| fold(line, room)) {
            self.row(format!("{bar} {line}").trim_end());
        }
    }

    /// Columns for what is read.
    fn width(&self) -> usize {
        let terminal = if self.is_kept() { None } else { terminal_size_of(io::stdout()) };
        terminal.map_or(WIDTH, |(Width(columns), _)| usize::from(columns).min(WIDTH_MAX))
    }
}

/// A line in pieces of at most so many columns, between words where that can be.
fn fold(line: &str, room: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for word in line.replace('\t', TAB).split_inclusive(' ') {
        let bare = word.trim_end();
        if !piece.is_empty() && columns(&piece) + columns(bare) > room {
            pieces.push(std::mem::take(&mut piece));
        }
        for c in word.chars() {
            piece.push(c);
            if columns(&piece) > room {
                piece.pop();
                // A space is not seen at the end of a full line, and would indent the next one.
                if c != ' ' {
                    pieces.push(std::mem::replace(&mut piece, c.to_string()));
                }
            }
        }
    }
    pieces.push(piece);
    pieces.into_iter().map(|piece| piece.trim_end().to_owned()).collect()
}

/// As many columns as any terminal takes for it: some join pictures to one, some do not.
fn columns(text: &str) -> usize {
    text.width().max(text.chars().filter_map(|c| c.width()).sum())
}

#[cfg(test)]
mod tests {
    use clap::ColorChoice;
    use proptest::prelude::*;

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

    #[test]
    fn words_stay_whole_and_lines_as_they_were_written() {
        assert_eq!(fold("one two three", 8), ["one two", "three"]);
        assert_eq!(fold("  - point", 80), ["  - point"]);
        assert_eq!(fold("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(fold("ab abcdefgh", 4), ["ab", "abcd", "efgh"]);
        assert_eq!(fold("", 4), [""]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_too_wide(text in r"[a-zә漢👩 \u{306}\u{200d}]{0,200}", room in 8_usize..40) {
            let pieces = fold(&clean(&text), room);
            prop_assert!(pieces.iter().all(|piece| columns(piece) <= room), "{:?}", pieces);
            let letters = |text: &str| text.replace(' ', "");
            prop_assert_eq!(letters(&pieces.concat()), letters(&clean(&text)));
        }
    }
}
