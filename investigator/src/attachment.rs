//! The attachments of a case as a desk names and tells them (docs/PROTOCOL.md, section 14).
//!
//! What a letter says of a file anybody could have written. So a file gets a name of this program:
//! its number in the case, and an ending out of a list by the kind that the letter claims. Nothing
//! that the letter calls it can become the name of a file, and no ending is one that systems run.

use dauys_crypto::letter::{BlobRef, ReporterLetter};
use schemars::JsonSchema;
use serde::Serialize;

use crate::case::Case;
use crate::message;
use crate::text::Message;

/// The ending of what is of no known kind: nothing opens it by itself.
const UNKNOWN: &str = "bin";

/// Media types (<https://www.iana.org/assignments/media-types/>), the ending that a file of the type
/// gets, what it is, and its name where one is better known. No SVG and no HTML: they can run scripts.
const TYPES: [(&str, &str, Sort, &str); 34] = [
    ("image/jpeg", "jpg", Sort::Picture, "JPEG"),
    ("image/png", "png", Sort::Picture, "PNG"),
    ("image/webp", "webp", Sort::Picture, "WebP"),
    ("image/gif", "gif", Sort::Picture, "GIF"),
    ("image/heic", "heic", Sort::Picture, "HEIC"),
    ("image/heif", "heif", Sort::Picture, "HEIF"),
    ("image/avif", "avif", Sort::Picture, "AVIF"),
    ("image/tiff", "tiff", Sort::Picture, "TIFF"),
    ("image/bmp", "bmp", Sort::Picture, "BMP"),
    ("audio/mpeg", "mp3", Sort::Sound, "MP3"),
    ("audio/mp4", "m4a", Sort::Sound, "MP4"),
    ("audio/aac", "aac", Sort::Sound, "AAC"),
    ("audio/ogg", "ogg", Sort::Sound, "Ogg"),
    ("audio/webm", "weba", Sort::Sound, "WebM"),
    ("audio/wav", "wav", Sort::Sound, "WAV"),
    ("audio/x-wav", "wav", Sort::Sound, "WAV"),
    ("audio/amr", "amr", Sort::Sound, "AMR"),
    ("audio/flac", "flac", Sort::Sound, "FLAC"),
    ("video/mp4", "mp4", Sort::Film, "MP4"),
    ("video/quicktime", "mov", Sort::Film, "QuickTime"),
    ("video/webm", "webm", Sort::Film, "WebM"),
    ("video/3gpp", "3gp", Sort::Film, "3GP"),
    ("video/ogg", "ogv", Sort::Film, "Ogg"),
    ("video/x-matroska", "mkv", Sort::Film, "Matroska"),
    ("video/x-msvideo", "avi", Sort::Film, "AVI"),
    ("application/pdf", "pdf", Sort::Document, "PDF"),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
        Sort::Document,
        "Word",
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        Sort::Document,
        "Excel",
    ),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
        Sort::Document,
        "PowerPoint",
    ),
    ("application/vnd.oasis.opendocument.text", "odt", Sort::Document, "OpenDocument"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods", Sort::Document, "OpenDocument"),
    ("application/x-ole-storage", "doc", Sort::Document, "Office"),
    ("text/plain", "txt", Sort::Text, "TXT"),
    ("application/zip", "zip", Sort::Archive, "ZIP"),
];

/// What a file is, by what the letter claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "sort")]
pub enum Sort {
    /// A picture.
    Picture,
    /// A recording of sound.
    Sound,
    /// A film.
    Film,
    /// Text with a layout, tables, slides.
    Document,
    /// Text without.
    Text,
    /// Several files in one.
    Archive,
    /// Of no kind that is known here.
    Unknown,
}

/// What a media type means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// What it is.
    pub sort: Sort,
    /// The ending that a file of it gets, without the full stop.
    pub ending: &'static str,
    /// The name of the format; empty if it is not known.
    format: &'static str,
}

/// One attachment of a case.
#[derive(Debug, Clone, Copy)]
pub struct Attachment<'a> {
    /// By which it is called: the first of the case has 1. It follows the order of the case, which is
    /// the same on every desk that has the same letters.
    pub number: usize,
    /// The letter that names it.
    pub letter: &'a ReporterLetter,
    /// What that letter says of it.
    pub blob: &'a BlobRef,
}

impl Kind {
    /// Of a media type, with or without parameters.
    pub fn of(media_type: &str) -> Self {
        let bare = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let known = TYPES.iter().find(|(known, ..)| *known == bare);
        known.map_or(
            Self { sort: Sort::Unknown, ending: UNKNOWN, format: "" },
            |(_, ending, sort, format)| Self { sort: *sort, ending, format },
        )
    }

    /// In words.
    pub fn words(self) -> Message {
        let format = self.format;
        match self.sort {
            Sort::Picture => message!("sort-picture", format = format),
            Sort::Sound => message!("sort-sound", format = format),
            Sort::Film => message!("sort-film", format = format),
            Sort::Document => message!("sort-document", format = format),
            Sort::Text => message!("sort-text"),
            Sort::Archive => message!("sort-archive", format = format),
            Sort::Unknown => message!("sort-unknown"),
        }
    }
}

impl<'a> Attachment<'a> {
    /// Of a case, in its order.
    pub fn all(case: &Case<'a>) -> Vec<Self> {
        let blobs = case
            .reporter_letters()
            .flat_map(|letter| letter.blobs.iter().map(move |blob| (letter, blob)));
        let numbered = (1..).zip(blobs);
        numbered.map(|(number, (letter, blob))| Self { number, letter, blob }).collect()
    }

    /// The one that somebody means who typed its number, or the name that this program gives it.
    pub fn find(case: &Case<'a>, typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let stem = typed.split('.').next().unwrap_or_default();
        let all = Self::all(case);
        let means = |one: &Self| match typed.parse::<usize>() {
            Ok(number) => number == one.number,
            Err(_) => typed == one.name() || stem == one.stem() && typed == stem,
        };
        all.into_iter().find(means)
    }

    /// What it is, as the letter claims.
    pub fn kind(&self) -> Kind {
        Kind::of(&self.blob.media_type)
    }

    /// The name that its file gets: `evidence-003.jpg`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.stem(), self.kind().ending)
    }

    fn stem(&self) -> String {
        name(self.number)
    }
}

/// Whether files get this ending.
pub fn is_ending(ending: &str) -> bool {
    ending == UNKNOWN || TYPES.iter().any(|(_, known, ..)| *known == ending)
}

/// How files are called, here and on her page: their places, and nothing of what they were called.
pub fn name(number: usize) -> String {
    format!("evidence-{number:03}")
}

/// A size in words, to a tenth.
pub fn size(bytes: u64) -> Message {
    let in_units = |unit: u64| {
        let tenths = bytes.saturating_add(unit / 20) / (unit / 10);
        (tenths / 10, tenths % 10)
    };
    // What is rounded up to the next unit is told in that.
    match bytes {
        0..1_000 => message!("size-bytes", bytes = bytes),
        1_000..999_950 => {
            let (whole, tenth) = in_units(1_000);
            message!("size-kilobytes", whole = whole, tenth = tenth)
        }
        999_950..999_950_000 => {
            let (whole, tenth) = in_units(1_000_000);
            message!("size-megabytes", whole = whole, tenth = tenth)
        }
        _ => {
            let (whole, tenth) = in_units(1_000_000_000);
            message!("size-gigabytes", whole = whole, tenth = tenth)
        }
    }
}

#[cfg(test)]
mod tests;
