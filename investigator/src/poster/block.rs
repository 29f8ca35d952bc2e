//! Text that was laid out: broken into lines, and placed below each other.

use super::PosterError;
use super::fonts::{Face, Fonts};
use crate::text::Language;

/// What a piece of text is, for those who listen to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The one heading.
    Heading,
    /// The heading of a part.
    Label,
    /// A paragraph.
    Text,
    /// One of several that stand below each other; neighbours make a list.
    Entry,
    /// To be copied letter by letter.
    Literal,
}

/// How dark. There is nothing lighter than a grey that an office printer still shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Black,
    Grey,
}

/// A piece of text that is not laid out yet. Lengths are points, before they are scaled.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) role: Role,
    pub(super) language: Language,
    pub(super) face: Face,
    pub(super) tone: Tone,
    pub(super) size: f32,
    /// From one line to the next, in sizes.
    pub(super) leading: f32,
    /// Above it.
    pub(super) before: f32,
    /// Whether it is rather made smaller than broken.
    pub(super) is_whole: bool,
    /// Stands before it, and what follows is set in behind.
    pub(super) mark: Option<String>,
    pub(super) text: String,
}

impl Item {
    /// A paragraph.
    pub(super) const fn new(role: Role, language: Language, size: f32, text: String) -> Self {
        let (face, leading) = match role {
            Role::Heading => (Face::Bold, 1.14),
            Role::Label => (Face::Bold, 1.3),
            Role::Text | Role::Entry => (Face::Text, 1.36),
            Role::Literal => (Face::Mono, 1.3),
        };
        let (tone, before, is_whole) = (Tone::Black, 0.0, false);
        Self { role, language, face, tone, size, leading, before, is_whole, mark: None, text }
    }

    /// With so many points above it.
    pub(super) const fn below(mut self, before: f32) -> Self {
        self.before = before;
        self
    }

    /// On one line: what is compared or typed in two halves is compared or typed in part.
    pub(super) const fn whole(mut self) -> Self {
        self.is_whole = true;
        self
    }

    /// In another face.
    pub(super) const fn set_in(mut self, face: Face) -> Self {
        self.face = face;
        self
    }

    /// Less loud.
    pub(super) const fn grey(mut self) -> Self {
        self.tone = Tone::Grey;
        self
    }

    /// Behind a number or a dash.
    pub(super) fn marked(mut self, mark: String) -> Self {
        self.mark = Some(mark);
        self
    }
}

/// Nobody reads smaller letters, whatever there is to say.
const SIZE_LEAST: f32 = 6.0;

/// A line with its place: from the left edge of the block, and its baseline from the upper one.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) face: Face,
    pub(super) tone: Tone,
    pub(super) size: f32,
    pub(super) text: String,
}

/// An [`Item`] that was laid out.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) role: Role,
    pub(super) language: Language,
    pub(super) mark: Option<Line>,
    pub(super) lines: Vec<Line>,
}

/// Pieces below each other.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) pieces: Vec<Piece>,
    pub(super) height: f32,
}

impl Block {
    /// Lays out, all of it larger or smaller by `scale`, within `width` points.
    pub(super) fn lay(
        fonts: &Fonts,
        items: &[Item],
        width: f32,
        scale: f32,
    ) -> Result<Self, PosterError> {
        let mut block = Self::default();
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                block.height += item.before * scale;
            }
            block.add(fonts, item, width, scale)?;
        }
        Ok(block)
    }

    fn add(
        &mut self,
        fonts: &Fonts,
        item: &Item,
        width: f32,
        scale: f32,
    ) -> Result<(), PosterError> {
        let Item { role, language, face, tone, size, leading, .. } = *item;
        let mut size = (size * scale).max(size.min(SIZE_LEAST));
        if item.is_whole {
            size *= (width / fonts.width(face, size, &item.text)?).min(1.0);
        }
        let hang = if item.mark.is_some() { size * 1.5 } else { 0.0 };
        let place = |x, face, text, top| {
            // Small letters stand in the middle of their line.
            let y = top + size * (leading / 2.0 + 0.34);
            Line { x, y, face, tone, size, text }
        };
        let mark = item.mark.clone().map(|mark| place(0.0, Face::Bold, mark, self.height));
        let broken = if item.is_whole {
            vec![item.text.clone()]
        } else {
            Breaker { fonts, face, size }.lines(&item.text, width - hang, role)?
        };
        let mut lines = Vec::new();
        for text in broken {
            lines.push(place(hang, face, text, self.height));
            self.height += size * leading;
        }
        self.pieces.push(Piece { role, language, mark, lines });
        Ok(())
    }
}

/// A text in lines of so many points, for whoever lays out pages of their own.
pub(crate) fn lines(
    fonts: &Fonts,
    face: Face,
    size: f32,
    text: &str,
    width: f32,
) -> Result<Vec<String>, PosterError> {
    Breaker { fonts, face, size }.lines(text, width, Role::Text)
}

/// Breaks a text into lines.
struct Breaker<'a> {
    fonts: &'a Fonts,
    face: Face,
    size: f32,
}

impl Breaker<'_> {
    fn lines(&self, text: &str, width: f32, role: Role) -> Result<Vec<String>, PosterError> {
        let mut words = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            self.cut(word, width, &mut words)?;
        }
        let space = self.fonts.width(self.face, self.size, " ")?;
        let greedy = fill(&words, space, width);
        // A heading whose last line is one short word looks like an accident: as many lines, but
        // all about as long.
        let mut narrow = (width, greedy);
        while role == Role::Heading && narrow.1.len() > 1 {
            let width = narrow.0 * 0.97;
            let lines = fill(&words, space, width);
            if lines.len() > narrow.1.len() || words.iter().any(|(_, word)| *word > width) {
                break;
            }
            narrow = (width, lines);
        }
        Ok(narrow.1)
    }

    /// A word with its width; one that is wider than a line, such as an address, in pieces.
    fn cut(
        &self,
        word: &str,
        width: f32,
        words: &mut Vec<(String, f32)>,
    ) -> Result<(), PosterError> {
        let whole = self.fonts.width(self.face, self.size, word)?;
        if whole <= width {
            words.push((word.to_owned(), whole));
            return Ok(());
        }
        let mut piece = (String::new(), 0.0);
        for letter in word.chars() {
            let longer = format!("{}{letter}", piece.0);
            let longer = (self.fonts.width(self.face, self.size, &longer)?, longer);
            if longer.0 > width && !piece.0.is_empty() {
                let own =
                    self.fonts.width(self.face, self.size, letter.encode_utf8(&mut [0; 4]))?;
                words.push(std::mem::replace(&mut piece, (letter.to_string(), own)));
            } else {
                piece = (longer.1, longer.0);
            }
        }
        words.push(piece);
        Ok(())
    }
}

/// As many words on each line as fit.
fn fill(words: &[(String, f32)], space: f32, width: f32) -> Vec<String> {
    let mut lines: Vec<(String, f32)> = Vec::new();
    for (word, wide) in words {
        match lines.last_mut() {
            Some((line, used)) if *used + space + wide <= width => {
                line.push(' ');
                line.push_str(word);
                *used += space + wide;
            }
            _ => lines.push((word.clone(), *wide)),
        }
    }
    lines.into_iter().map(|(line, _)| line).collect()
}
