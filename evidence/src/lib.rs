//! What a file reveals beside what it shows, and a copy without it: bytes in, bytes out, on the device
//! of whoever sends it (docs/decisions/cleaning.md). No files, no network, no clock.
//!
//! - [`kind`]: what a file is, by its first bytes.
//! - [`finding`]: what was found.
//! - [`jpeg`], [`png`], [`webp`], [`gif`]: a [`Cleaner`] each.
//! - [`exif`]: the block of notes that most of them can carry.
//! - `blackout` (feature): parts of a picture destroyed.
//!
//! Cleaning keeps what a decoder needs and nothing else: what is not known is left out. The compressed
//! picture itself stays as it is, so that it looks the same pixel by pixel. Everything takes time and
//! memory in proportion to the file, whatever it claims to be.
//!
//! ```
//! use dauys_evidence::{Refused, cleaner, kind::Kind};
//!
//! let kind = Kind::of(b"\xff\xd8\xff\xe0 and no more");
//! let cleaner = cleaner(kind).expect("pictures can be cleaned");
//! assert_eq!(cleaner.clean(b"\xff\xd8\xff\xe0 and no more"), Err(Refused::Damaged));
//! ```

#[cfg(feature = "blackout")]
pub mod blackout;
mod bytes;
pub mod exif;
pub mod finding;
pub mod gif;
pub mod jpeg;
pub mod kind;
pub mod png;
mod text;
pub mod webp;

use finding::Finding;
use kind::Kind;

/// The largest picture that is cleaned, in bytes: it is held in memory, and its copy too.
pub const PICTURE_BYTES_MAX: u64 = 64 << 20;

/// The most pixels that a picture may claim: twice those of the largest telephone.
pub const PIXELS_MAX: u64 = 400_000_000;

/// The most pictures of a moving one, and the pixels of all of them together: some minutes of it.
const PICTURES_MAX: u32 = 5_000;
const MOVING_PIXELS_MAX: u64 = 2_000_000_000;

/// Why there is no cleaned copy. None of it means that there is nothing in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// More bytes than are held in memory.
    #[error("larger than can be cleaned")]
    TooLarge,
    /// More pixels than any picture has.
    #[error("more pixels than any picture has")]
    TooManyPixels,
    /// It is cut off, contradicts itself, or is not of its kind.
    #[error("cut off, or not of its kind")]
    Damaged,
    /// It is whole, and of a sort that is not understood well enough to say what is in it.
    #[error("of a sort that is not understood")]
    Strange,
}

/// Knows one kind of file.
pub trait Cleaner: Sync {
    /// The largest file of this kind that can be cleaned, in bytes.
    fn most_bytes(&self) -> u64 {
        PICTURE_BYTES_MAX
    }

    /// Reads a file through once.
    fn read(&self, file: &[u8]) -> Result<Cleaned, Refused>;

    /// What the file says beside what it shows; empty only if there is nothing.
    fn reveals(&self, file: &[u8]) -> Result<Vec<Finding>, Refused> {
        self.read(file).map(|cleaned| cleaned.findings)
    }

    /// The file without that. Cleaning it again gives the same.
    fn clean(&self, file: &[u8]) -> Result<Vec<u8>, Refused> {
        self.read(file).map(|cleaned| cleaned.file)
    }
}

/// A file that was read through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// What it says beside what it shows.
    pub findings: Vec<Finding>,
    /// A copy without that.
    pub file: Vec<u8>,
}

/// Who cleans files of this kind; nobody yet for most of them.
pub fn cleaner(kind: Kind) -> Option<&'static dyn Cleaner> {
    match kind {
        Kind::Jpeg => Some(&jpeg::Jpeg),
        Kind::Png => Some(&png::Png),
        Kind::Webp => Some(&webp::Webp),
        Kind::Gif => Some(&gif::Gif),
        _ => None,
    }
}

/// Whether a file may be held in memory, and the pixels that it claims decoded.
fn check_size(file: &[u8]) -> Result<(), Refused> {
    let bytes = u64::try_from(file.len()).unwrap_or(u64::MAX);
    if bytes > PICTURE_BYTES_MAX { Err(Refused::TooLarge) } else { Ok(()) }
}

fn check_pixels(width: u32, height: u32) -> Result<(), Refused> {
    if width == 0 || height == 0 {
        return Err(Refused::Damaged);
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS_MAX { Err(Refused::TooManyPixels) } else { Ok(()) }
}

/// What the pictures of a moving one add up to.
#[derive(Default)]
struct Pictures {
    count: u32,
    pixels: u64,
}

impl Pictures {
    fn add(&mut self, width: u32, height: u32) -> Result<(), Refused> {
        check_pixels(width, height)?;
        self.count += 1;
        self.pixels += u64::from(width) * u64::from(height);
        let is_bounded = self.count <= PICTURES_MAX && self.pixels <= MOVING_PIXELS_MAX;
        if is_bounded { Ok(()) } else { Err(Refused::TooManyPixels) }
    }
}
