//! A line of a text around what was found in it.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

/// Stands where a text goes on.
const CUT: &str = "…";

/// A line of a text, in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(rename = "excerpt")]
pub struct Excerpt {
    /// One after the other.
    pub pieces: Vec<Piece>,
}

/// A piece of an excerpt.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "piece")]
pub struct Piece {
    /// Its text, as hostile as the whole.
    pub text: String,
    /// Whether it was looked for.
    #[serde(rename = "found")]
    pub is_found: bool,
}

impl Excerpt {
    /// About so many characters around the first of these ranges; any run of spaces and line ends is
    /// one space.
    pub(super) fn around(text: &str, found: &[Range<usize>], width: usize) -> Self {
        let window = window(text, found.first().map_or(0, |range| range.start), width);
        let mut pieces = Vec::new();
        if window.start > 0 {
            push(&mut pieces, CUT, false);
        }
        let inside = text.get(window.clone()).unwrap_or_default();
        let mut found = found.iter().peekable();
        for (place, letter) in inside.char_indices() {
            let place = window.start + place;
            while found.next_if(|range| range.end <= place).is_some() {}
            let is_found = found.peek().is_some_and(|range| range.contains(&place));
            if !letter.is_whitespace() {
                push(&mut pieces, letter.encode_utf8(&mut [0; 4]), is_found);
            } else if !ends_with_space(&pieces) {
                push(&mut pieces, " ", is_found);
            }
        }
        if window.end < text.len() {
            push(&mut pieces, CUT, false);
        }
        Self { pieces }
    }

    /// The line, with what was found between brackets.
    pub fn bracketed(&self) -> String {
        let piece = |piece: &Piece| {
            if piece.is_found { format!("[{}]", piece.text) } else { piece.text.clone() }
        };
        self.pieces.iter().map(piece).collect()
    }
}

/// A third of the width before the place, the rest behind, from the beginning of a word on.
fn window(text: &str, place: usize, width: usize) -> Range<usize> {
    let (before, behind) = text.split_at_checked(place).unwrap_or(("", text));
    let mut start = before.char_indices().rev().nth(width / 3).map_or(0, |(start, _)| start);
    if start > 0 {
        let cut = text.get(start..place).and_then(|cut| cut.find(char::is_whitespace));
        start += cut.unwrap_or(place - start);
    }
    let left =
        width.saturating_sub(text.get(start..place).map_or(0, |taken| taken.chars().count()));
    let end = behind.char_indices().nth(left).map_or(text.len(), |(end, _)| place + end);
    start..end
}

fn push(pieces: &mut Vec<Piece>, text: &str, is_found: bool) {
    match pieces.last_mut() {
        Some(last) if last.is_found == is_found => last.text.push_str(text),
        _ => pieces.push(Piece { text: text.to_owned(), is_found }),
    }
}

fn ends_with_space(pieces: &[Piece]) -> bool {
    pieces.last().is_none_or(|last| last.text.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, found: &str, width: usize) -> String {
        let start = text.find(found).unwrap();
        Excerpt::around(text, std::slice::from_ref(&(start..start + found.len())), width)
            .bracketed()
    }

    #[test]
    fn an_excerpt_stands_around_what_was_found() {
        let text = "Ол маған сыйақы туралы\n\n шешім   өзіне байланысты екенін айтты.";
        assert_eq!(line(text, "Ол", 12), "[Ол] маған сый…");
        assert_eq!(line(text, "шешім", 36), "… туралы [шешім] өзіне байланысты е…");
        assert_eq!(
            line(text, "айтты", 200),
            text.split_whitespace().collect::<Vec<_>>().join(" ").replace("айтты", "[айтты]")
        );
    }

    #[test]
    fn a_giant_word_is_cut() {
        let giant = "ұ".repeat(1_000);
        assert_eq!(line(&giant, &giant, 5), "[ұұұұұ]…");
        assert_eq!(line(&format!("{giant} ия"), "ия", 9), "… [ия]");
        assert_eq!(Excerpt::around("", &[], 9).pieces, []);
    }
}
