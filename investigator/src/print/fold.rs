//! Lines as wide as a terminal: it would break them between any two letters.

use std::io;

use terminal_size::{Width as Columns, terminal_size_of};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr as _};

/// Wider lines are hard to read.
const WIDTH_MAX: usize = 100;
/// A tab.
const TAB: &str = "    ";

/// Columns of the two outputs, where they are terminals.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Width {
    pub(super) out: Option<usize>,
    pub(super) err: Option<usize>,
}

impl Width {
    /// As they are now.
    pub(super) fn of_terminals() -> Self {
        let columns = |size| {
            let (Columns(columns), _) = size?;
            Some(usize::from(columns).min(WIDTH_MAX))
        };
        Self {
            out: columns(terminal_size_of(io::stdout())),
            err: columns(terminal_size_of(io::stderr())),
        }
    }
}

/// A text folded for a terminal; for anything else its lines stay as long as they are.
pub(super) fn folded(text: &str, width: Option<usize>) -> String {
    let Some(width) = width else { return text.to_owned() };
    let lines = text.split('\n').flat_map(|line| fold(line, width));
    lines.collect::<Vec<_>>().join("\n")
}

/// A line in pieces of at most so many columns, between words where that can be.
pub(super) fn fold(line: &str, room: usize) -> Vec<String> {
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
    text.width().max(text.chars().filter_map(UnicodeWidthChar::width).sum())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::print::clean;

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
