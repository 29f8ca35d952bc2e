//! The three faces of a poster, which are part of the program (`fonts/README.md`), and the shaping of
//! text in them.

use std::cell::RefCell;
use std::collections::HashMap;

use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::PosterError;

/// A face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Face {
    /// For reading.
    Text,
    /// For what is seen first, and for addresses without a key.
    Bold,
    /// For keys and hashes: here nobody takes `l` for `I`, or `0` for `O`.
    Mono,
}

/// All of them.
pub(crate) struct Fonts {
    text: Loaded,
    bold: Loaded,
    mono: Loaded,
    /// A page is laid out several times, until it fits: with the same words.
    widths: RefCell<HashMap<(Face, String), f32>>,
}

struct Loaded {
    font: Font,
    reader: FontRef<'static>,
    shaper: ShaperData,
}

/// A stretch of text on one line, in the units of its face: times the size gives points.
pub(crate) struct Shaped {
    /// What is drawn.
    pub(crate) glyphs: Vec<KrillaGlyph>,
    /// How wide it is.
    pub(crate) width: f32,
}

impl Fonts {
    /// Reads the faces.
    pub(crate) fn load() -> Result<Self, PosterError> {
        Ok(Self {
            text: Loaded::new(include_bytes!("../../fonts/NotoSans-Regular.ttf"))?,
            bold: Loaded::new(include_bytes!("../../fonts/NotoSans-Bold.ttf"))?,
            mono: Loaded::new(include_bytes!("../../fonts/NotoSansMono-Regular.ttf"))?,
            widths: RefCell::default(),
        })
    }

    /// The face itself.
    pub(crate) fn font(&self, face: Face) -> Font {
        self.loaded(face).font.clone()
    }

    /// How wide a text is at this size, in points.
    pub(crate) fn width(&self, face: Face, size: f32, text: &str) -> Result<f32, PosterError> {
        let key = (face, text.to_owned());
        if let Some(width) = self.widths.borrow().get(&key) {
            return Ok(width * size);
        }
        let width = self.shape(face, text)?.width;
        self.widths.borrow_mut().insert(key, width);
        Ok(width * size)
    }

    /// Chooses and places the glyphs of a text that runs from the left.
    pub(crate) fn shape(&self, face: Face, text: &str) -> Result<Shaped, PosterError> {
        let Loaded { font, reader, shaper } = self.loaded(face);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = shaper.shaper(reader).build().shape(buffer, ShapeOptions::default());
        let infos = shaped.glyph_infos();
        let em = font.units_per_em();
        let mut glyphs = Vec::with_capacity(infos.len());
        for (info, place) in infos.iter().zip(shaped.glyph_positions()) {
            let start = info.cluster as usize;
            let later = infos.iter().map(|next| next.cluster as usize).filter(|at| *at > start);
            let end = later.min().unwrap_or(text.len());
            if info.glyph_id == 0 {
                let letter = text.get(start..).and_then(|rest| rest.chars().next());
                return Err(PosterError::Letter(letter.unwrap_or_default()));
            }
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                units(place.x_advance) / em,
                units(place.x_offset) / em,
                units(place.y_offset) / em,
                units(place.y_advance) / em,
                start..end,
                None,
            ));
        }
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Ok(Shaped { glyphs, width })
    }

    const fn loaded(&self, face: Face) -> &Loaded {
        match face {
            Face::Text => &self.text,
            Face::Bold => &self.bold,
            Face::Mono => &self.mono,
        }
    }
}

impl Loaded {
    fn new(bytes: &'static [u8]) -> Result<Self, PosterError> {
        let broken = || PosterError::Pdf("a font cannot be read".to_owned());
        let font = Font::new(bytes.into(), 0).ok_or_else(broken)?;
        let reader = FontRef::new(bytes).map_err(|_| broken())?;
        let shaper = ShaperData::new(&reader);
        Ok(Self { font, reader, shaper })
    }
}

/// Units of a face are small whole numbers.
#[expect(clippy::cast_precision_loss, reason = "an em has 1,000 units")]
const fn units(value: i32) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_text_faces_have_every_letter_of_the_three_languages() {
        let fonts = Fonts::load().unwrap();
        let letters = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
        let text = format!("{letters}{} abcxyz №«»—–“”„…₸’", letters.to_uppercase());
        for face in [Face::Text, Face::Bold] {
            let shaped = fonts.shape(face, &text).unwrap();
            assert_eq!(shaped.glyphs.len(), text.chars().count());
        }
        let ascii: String = (' '..='~').collect();
        fonts.shape(Face::Mono, &ascii).unwrap();
        let missing = fonts.shape(Face::Text, "Дала 株").err();
        assert_eq!(missing, Some(PosterError::Letter('株')));
    }

    #[test]
    fn digits_are_as_wide_as_each_other_so_that_numbers_can_be_compared() {
        let fonts = Fonts::load().unwrap();
        let width = |text: &str| fonts.width(Face::Bold, 10.0, text).unwrap();
        assert!((width("11111") - width("88088")).abs() < 0.001);
    }
}
