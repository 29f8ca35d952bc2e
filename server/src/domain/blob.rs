//! A blob as the server sees it: a size of the list, and which of its chunks are there.

use dauys_wire::blob::BlobSize;
use dauys_wire::{Day, Digest, Id};

/// The text is not the number of a chunk: decimal, without leading zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the number of a chunk")]
pub struct NotAChunk;

/// The number of a chunk, from 0. Whether the blob has such a one its size tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkNumber(u32);

impl ChunkNumber {
    /// From a path.
    pub fn parse(text: &str) -> Result<Self, NotAChunk> {
        let number: u32 = text.parse().map_err(|_| NotAChunk)?;
        if number.to_string() == text { Ok(Self(number)) } else { Err(NotAChunk) }
    }

    /// The number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// A blob that was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announcement {
    /// From the path.
    pub id: Id,
    /// Its size.
    pub size: BlobSize,
    /// The value of `Dauys-Withdraw`.
    pub withdraw: Digest,
}

/// A blob that is not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// As it was announced.
    pub size: BlobSize,
    /// One bit for each chunk that is there, the lowest of each byte first.
    pub chunks: Vec<u8>,
}

impl Upload {
    /// Before any chunk has come.
    pub fn begin(size: BlobSize) -> Self {
        let bytes = usize::try_from(size.chunks().div_ceil(8)).unwrap_or(usize::MAX);
        Self { size, chunks: vec![0; bytes] }
    }

    /// Whether this chunk is there.
    pub fn has(&self, chunk: u32) -> bool {
        let (byte, bit) = place(chunk);
        self.chunks.get(byte).is_some_and(|byte| byte & bit != 0)
    }

    /// Notes that this chunk is there; one that the blob has.
    pub fn add(&mut self, chunk: u32) {
        let (byte, bit) = place(chunk);
        if let Some(byte) = self.chunks.get_mut(byte) {
            *byte |= bit;
        }
    }

    /// What is still to be sent: the first and the last chunk of each gap.
    pub fn missing(&self) -> Vec<(u32, u32)> {
        let mut gaps: Vec<(u32, u32)> = Vec::new();
        for chunk in (0..self.size.chunks()).filter(|chunk| !self.has(*chunk)) {
            match gaps.last_mut() {
                Some((_, last)) if last.checked_add(1) == Some(chunk) => *last = chunk,
                _ => gaps.push((chunk, chunk)),
            }
        }
        gaps
    }
}

fn place(chunk: u32) -> (usize, u8) {
    (usize::try_from(chunk / 8).unwrap_or(usize::MAX), 1 << (chunk % 8))
}

/// A blob that is finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FinishedBlob {
    /// On which it was finished.
    pub day: Day,
    /// Of the whole.
    pub sha256: Digest,
    /// The value of `Dauys-Withdraw`.
    pub withdraw: Digest,
    /// In bytes.
    pub size: BlobSize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_has_one_spelling() {
        assert_eq!(ChunkNumber::parse("0").map(ChunkNumber::number), Ok(0));
        assert_eq!(ChunkNumber::parse("4095").map(ChunkNumber::number), Ok(4_095));
        for wrong in ["", "00", "01", "+1", "-1", "1.0", "4294967296", "chunks"] {
            assert_eq!(ChunkNumber::parse(wrong), Err(NotAChunk), "{wrong}");
        }
    }

    #[test]
    fn what_is_missing_is_told_in_gaps() {
        let mut upload = Upload::begin(BlobSize::holding(10 << 20).unwrap());
        assert_eq!(upload.missing(), [(0, 9)]);
        for chunk in [0, 3, 4, 9] {
            upload.add(chunk);
        }
        assert_eq!(upload.missing(), [(1, 2), (5, 8)]);
        for chunk in 0..10 {
            upload.add(chunk);
        }
        assert_eq!(upload.missing(), []);
        upload.add(u32::MAX);
        assert!(!upload.has(u32::MAX), "there is no such chunk");
    }
}
