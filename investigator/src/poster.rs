//! What is hung up: a poster, and a sheet of slips to tear off, as PDF files for an office printer.
//!
//! Everything a reporter has to get right is on them: the address with its keys, as a QR code and in
//! letters, and the safety number. The same input makes the same bytes: no time, no chance, so that
//! whoever has the same folder can make the file again and compare.
//!
//! ```text
//! content    what stands on it, out of the verified roster
//! words      the sentences, in one language
//! fonts      three faces and their shaping      code    the QR code
//! block      lines that were laid out           sheet   what was laid out, on a tagged page
//! wall       the poster                         strips  the sheet of slips
//! key_sheet  a part of a key, which is kept and not hung up
//! ```

mod block;
mod code;
mod content;
pub(crate) mod fonts;
mod key_sheet;
mod sheet;
mod strips;
#[cfg(test)]
mod tests;
mod wall;
mod words;

pub(crate) use self::block::lines;
use self::code::Code;
pub use self::content::{FORM_MAX, NoPoster, Poster};
use self::fonts::Fonts;
pub use self::key_sheet::{KeySheet, Page};
use self::sheet::{Title, pdf};
use self::words::Words;
use crate::text::Language;

/// Why nothing is made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PosterError {
    /// This channel has no statement of its own that verifies, so no key of its own either.
    #[error("the channel {0} has no card that verifies")]
    NoCard(String),
    /// The fonts have no such letter.
    #[error("the fonts have no {0}")]
    Letter(char),
    /// The address has more than a QR code can carry, or than can be scanned from a slip.
    #[error("the address is too long for a QR code")]
    Address,
    /// More than a page takes, even in small letters.
    #[error("too much for one page")]
    Full,
    /// The library that writes PDF files refuses.
    #[error("no PDF file: {0}")]
    Pdf(String),
}

/// Makes the files of one poster.
pub struct Press {
    fonts: Fonts,
    code: Code,
    poster: Poster,
}

impl Press {
    /// Reads the fonts and makes the QR code.
    pub fn new(poster: Poster) -> Result<Self, PosterError> {
        Ok(Self { fonts: Fonts::load()?, code: Code::of(&poster.address)?, poster })
    }

    /// An A4 poster: a PDF file. With several languages each has a column, in this order.
    pub fn poster(&self, languages: &[Language]) -> Result<Vec<u8>, PosterError> {
        let words = self.words(languages);
        let title = title(words.first().map(|it| (it.language, it.poster_title())))?;
        pdf(&self.fonts, &title, |sheet| wall::draw(sheet, &self.poster, &self.code, &words))
    }

    /// An A4 sheet with slips to tear off at its lower end: a PDF file.
    pub fn slips(&self, languages: &[Language]) -> Result<Vec<u8>, PosterError> {
        let words = self.words(languages);
        let title = title(words.first().map(|it| (it.language, it.slips_title())))?;
        pdf(&self.fonts, &title, |sheet| strips::draw(sheet, &self.poster, &self.code, &words))
    }

    fn words(&self, languages: &[Language]) -> Vec<Words<'_>> {
        languages.iter().map(|language| Words::new(*language, &self.poster)).collect()
    }
}

/// Of the file, in its first language.
fn title(first: Option<(Language, String)>) -> Result<Title, PosterError> {
    let (language, text) = first.ok_or(PosterError::Full)?;
    Ok(Title { text, language })
}
