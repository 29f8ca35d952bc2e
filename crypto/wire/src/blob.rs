//! The sizes of attachments. All that a server sees of one is how large it is, rounded up.
//!
//! A blob has a size of the list that Padmé makes ("Reducing Metadata Leakage from Encrypted Files
//! and Communication with PURBs", 2019, algorithm 1): of a size's binary digits only as many after
//! the first one may differ from zero as it takes to write down how many there are. So at most 12 %
//! are added, and of sizes between 1 MiB and 2 GiB there are 352.

use serde::{Deserialize, Serialize};

use crate::limits::STAMP_BITS_MAX;

/// The smallest blob: what is shorter looks like it.
pub const BLOB_BYTES_MIN: u64 = 65_536;
/// The largest: an hour of film from a telephone, and more than a cheap one has free.
pub const BLOB_BYTES_MAX: u64 = 4 << 30;
/// What is sent at once, and again if it does not arrive.
pub const CHUNK_BYTES: u64 = 1 << 20;

/// Bytes of a blob as it is stored: one of the sizes that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct BlobSize(u64);

/// No blob has this size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no blob has this size")]
pub struct NotASize;

impl BlobSize {
    /// The smallest one that holds so many bytes.
    pub fn holding(bytes: u64) -> Result<Self, NotASize> {
        if bytes > BLOB_BYTES_MAX {
            Err(NotASize)
        } else {
            Ok(Self(padme(bytes.max(BLOB_BYTES_MIN))))
        }
    }

    /// In bytes.
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// How many chunks that is, at most 4,096.
    pub fn chunks(self) -> u32 {
        u32::try_from(self.0.div_ceil(CHUNK_BYTES)).unwrap_or(u32::MAX)
    }

    /// The bytes of a chunk, counted from 0; `None` if there is none of that number. All have
    /// [`CHUNK_BYTES`] but the last.
    pub fn chunk_bytes(self, chunk: u32) -> Option<u64> {
        let before = u64::from(chunk).checked_mul(CHUNK_BYTES)?;
        let left = self.0.checked_sub(before).filter(|left| *left > 0)?;
        Some(left.min(CHUNK_BYTES))
    }

    /// What its announcement costs when a letter costs so many bits: for four times as many chunks
    /// one bit more, so that the largest costs what 64 letters do. At most [`STAMP_BITS_MAX`].
    pub fn stamp_bits(self, letter: u8) -> u8 {
        let more = self.chunks().ilog2().div_ceil(2);
        letter.saturating_add(u8::try_from(more).unwrap_or(u8::MAX)).min(STAMP_BITS_MAX)
    }
}

impl TryFrom<u64> for BlobSize {
    type Error = NotASize;

    fn try_from(bytes: u64) -> Result<Self, NotASize> {
        Self::holding(bytes).ok().filter(|size| size.0 == bytes).ok_or(NotASize)
    }
}

impl From<BlobSize> for u64 {
    fn from(size: BlobSize) -> Self {
        size.0
    }
}

/// Of at least 2.
fn padme(bytes: u64) -> u64 {
    let exponent = bytes.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1_u64 << (exponent - kept)) - 1;
    (bytes + mask) & !mask
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_size_is_one_of_a_list_and_small_ones_are_alike() {
        let holding = |bytes| BlobSize::holding(bytes).map(BlobSize::bytes);
        assert_eq!((holding(0), holding(65_536)), (Ok(65_536), Ok(65_536)));
        // From 2^16 on, five digits after the first: steps of 2^11.
        assert_eq!((holding(65_537), holding(67_585)), (Ok(67_584), Ok(69_632)));
        assert_eq!(
            (holding(BLOB_BYTES_MAX), holding(BLOB_BYTES_MAX + 1)),
            (Ok(4 << 30), Err(NotASize))
        );
        let mut sizes = 0;
        let mut next = 1_u64 << 20;
        while next < 2 << 30 {
            sizes += 1;
            next = holding(next + 1).unwrap();
        }
        assert_eq!(sizes, 352, "as is said above");
    }

    #[test]
    fn chunks_make_up_the_whole_and_there_are_no_others() {
        let size = BlobSize::holding(5 << 19).unwrap();
        assert_eq!(size.chunks(), 3);
        let chunks = [0, 1, 2, 3, u32::MAX].map(|chunk| size.chunk_bytes(chunk));
        assert_eq!(chunks, [Some(1 << 20), Some(1 << 20), Some(1 << 19), None, None]);
    }

    #[test]
    fn what_is_larger_costs_more() {
        let cost = |mib: u64, letter| BlobSize::holding(mib << 20).unwrap().stamp_bits(letter);
        let costs = [0, 1, 2, 4, 128, 2_048, 4_096].map(|mib| cost(mib, 14));
        assert_eq!(costs, [14, 14, 15, 15, 18, 20, 20]);
        assert_eq!((cost(4_096, 18), cost(4_096, 0)), (STAMP_BITS_MAX, 6));
    }

    #[test]
    fn in_json_only_sizes_that_there_are_can_stand() {
        let read = |json: &str| serde_json::from_str::<BlobSize>(json).map(BlobSize::bytes);
        assert_eq!(read("67584").unwrap(), 67_584);
        for wrong in ["67585", "65535", "-1", "\"67584\"", "18446744073709551615"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(serde_json::to_string(&BlobSize::holding(1).unwrap()).unwrap(), "65536");
    }

    proptest! {
        #[test]
        fn at_most_an_eighth_is_added(bytes in BLOB_BYTES_MIN..=BLOB_BYTES_MAX) {
            let size = BlobSize::holding(bytes).unwrap();
            prop_assert!(size.bytes() >= bytes && size.bytes() - bytes <= bytes / 8);
            prop_assert_eq!(BlobSize::try_from(size.bytes()), Ok(size));
            let whole: u64 = (0..size.chunks()).filter_map(|chunk| size.chunk_bytes(chunk)).sum();
            prop_assert_eq!(whole, size.bytes());
        }
    }
}
