//! What a file of a case looks like, made by a process that can do nothing else.
//!
//! Whoever sends a file may mean harm, and programs that read pictures and documents have had holes at all
//! times. So no file is read by the process that has the keys, nor by a browser. This program starts itself
//! once more, in a process that has given up files, network and other processes before it reads a byte. What
//! it sees it says in pixels, letters and samples of sound, which are nothing but that whatever has happened
//! to it; pictures and recordings are made of them on this side (docs/decisions/previews.md).
//!
//! ```text
//! outside   starts it, waits, ends it, and takes what it said
//! inside    reads a file, says what is seen
//! confine   what it gives up
//! said      what goes from inside to outside
//! document, picture, recording, writing   how each is read
//! ear       what makes sound of a recording's packets
//! wav       a recording of ours
//! ```

mod confine;
mod document;
mod ear;
mod inside;
mod outside;
mod picture;
mod recording;
mod said;
mod wav;
mod writing;

use zeroize::Zeroizing;

pub use self::confine::{Unconfined, confine};
pub use self::inside::run_if_asked;
pub use self::outside::Renderer;
pub use self::said::{Reason, Told};
pub use self::wav::Recording;

/// The largest file that is looked at, in bytes: it is held in memory twice. As large as a picture that is
/// cleaned may be.
pub const FILE_BYTES_MAX: u64 = dauys_evidence::PICTURE_BYTES_MAX;

/// The longer side of what is shown, in pixels: more than a window has.
const SIDE_MAX: u32 = 1_600;

/// The most pages of a document that are shown.
const PAGES_MAX: usize = 20;

/// The most bytes of a text that are shown: some fifty pages.
const TEXT_MAX: usize = 200_000;

/// Samples in a second of a recording: as sharp as a voice needs, and no less than browsers take.
const RATE_MAX: u32 = 16_000;
const RATE_MIN: u32 = 8_000;

/// So much of a recording is heard: 29 MB of samples, which lie in memory while somebody listens.
pub const RECORDING_SECONDS_MAX: u32 = 15 * 60;

/// A recording is handed to browsers in parts of so many seconds. Firefox keeps sound in memory only up to 8 MiB
/// (`media.memory_cache_max_size`), and writes the rest into a temporary file.
pub const PART_SECONDS: u32 = 4 * 60;

/// Bytes of a sample.
const SAMPLE: usize = 2;

/// Whether the system lets a process give up everything that we want it to.
pub const IS_CONFINED: bool = cfg!(target_os = "linux");

/// What is seen of a file.
#[derive(Debug)]
pub enum Shown {
    /// A picture, or pages of a document.
    Pictures {
        /// How many there are; not all of them are here.
        all: u64,
        /// The first ones.
        pictures: Vec<Picture>,
        /// Whether they are the pages of a document, and not the pictures of one that moves.
        are_pages: bool,
    },
    /// Writing.
    Writing {
        /// As it is written, which nobody has cleaned.
        text: Zeroizing<String>,
        /// How its letters are written as bytes.
        encoding: &'static str,
        /// Whether that was found by the look of it.
        is_guessed: bool,
        /// Whether there is more.
        is_cut: bool,
    },
    /// Sound.
    Recording(Recording),
}

/// A picture of ours.
#[derive(Debug)]
pub struct Picture {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// As a file, with nothing in it but the pixels.
    pub png: Zeroizing<Vec<u8>>,
}

/// Why nothing is seen of a file. It may be whole all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unseen {
    /// Whoever read it says so.
    #[error("it cannot be read")]
    Said(Reason),
    /// Whoever read it broke down, was stopped by the system, or said what makes no sense.
    #[error("the process that read it was stopped")]
    Stopped,
    /// It was still being read when the time was over.
    #[error("it takes too long")]
    TooLong,
    /// The process could not be started.
    #[error("no process could be started")]
    NotStarted,
}
