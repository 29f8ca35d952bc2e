//! The compressed pixels of a PNG: whether they end where the picture ends.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_PARSE_ZLIB_HEADER,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::bytes::Reader;
use crate::finding::{Finding, Findings, What};
use crate::{Refused, check_pixels};

/// What deflate looks back at most, and a power of two for the inflater.
const WINDOW_BYTES: usize = 32_768;

/// First column, first row, and the distances between them, of the seven passes of Adam7.
const PASSES: [(u32, u32, u32, u32); 7] = [
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
];

/// What the header says.
#[derive(Clone, Copy)]
pub(super) struct Header {
    pub(super) width: u32,
    pub(super) height: u32,
    bits_per_pixel: u64,
    is_interlaced: bool,
}

impl Header {
    pub(super) fn read(name: [u8; 4], body: &[u8]) -> Result<Self, Refused> {
        if &name != b"IHDR" || body.len() != 13 {
            return Err(Refused::Damaged);
        }
        let mut reader = Reader::new(body);
        let (width, height) = (reader.u32_be()?, reader.u32_be()?);
        let [depth, colour, compression, filter, interlace] = reader.array()?;
        if (compression, filter) != (0, 0) {
            return Err(Refused::Damaged);
        }
        let channels = match colour {
            0 | 3 => 1,
            2 => 3,
            4 => 2,
            6 => 4,
            _ => return Err(Refused::Damaged),
        };
        if !matches!(depth, 1 | 2 | 4 | 8 | 16) || interlace > 1 {
            return Err(Refused::Damaged);
        }
        let bits_per_pixel = u64::from(depth) * channels;
        Ok(Self { width, height, bits_per_pixel, is_interlaced: interlace == 1 })
    }

    /// The same of one picture of a moving one, by its control chunk.
    pub(super) fn frame(self, control: &[u8]) -> Result<Self, Refused> {
        if control.len() != 26 {
            return Err(Refused::Damaged);
        }
        let mut reader = Reader::new(control);
        reader.take(4)?;
        let (width, height) = (reader.u32_be()?, reader.u32_be()?);
        check_pixels(width, height)?;
        if width > self.width || height > self.height {
            return Err(Refused::Damaged);
        }
        Ok(Self { width, height, ..self })
    }

    /// Bytes of the pixels, a filter byte before each row.
    fn bytes(self) -> u64 {
        let rows = |width: u32, height: u32| {
            if width == 0 || height == 0 {
                return 0;
            }
            let row = (u64::from(width) * self.bits_per_pixel).div_ceil(8) + 1;
            row * u64::from(height)
        };
        if !self.is_interlaced {
            return rows(self.width, self.height);
        }
        let pass = |(x, y, dx, dy): (u32, u32, u32, u32)| {
            let count = |size: u32, first, step| size.saturating_sub(first).div_ceil(step);
            rows(count(self.width, x, dx), count(self.height, y, dy))
        };
        PASSES.into_iter().map(pass).sum()
    }

    /// As much of the compressed data as makes up the pixels. What follows is left out; what makes up
    /// more or fewer pixels is no picture.
    pub(super) fn cut<'a>(
        self,
        data: &'a [u8],
        findings: &mut Findings,
    ) -> Result<&'a [u8], Refused> {
        let wanted = self.bytes();
        let mut inflater = Box::new(DecompressorOxide::new());
        let mut window = vec![0; WINDOW_BYTES];
        let (mut used, mut made, mut at) = (0, 0_u64, 0);
        let flags = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_HAS_MORE_INPUT;
        loop {
            let rest = data.get(used..).unwrap_or_default();
            let (status, read, written) = decompress(&mut inflater, rest, &mut window, at, flags);
            used += read;
            made += u64::try_from(written).unwrap_or(u64::MAX);
            at = (at + written) % WINDOW_BYTES;
            if made > wanted {
                return Err(Refused::Damaged);
            }
            match status {
                TINFLStatus::Done => break,
                TINFLStatus::HasMoreOutput => {}
                _ => return Err(Refused::Damaged),
            }
        }
        if made != wanted {
            return Err(Refused::Damaged);
        }
        if used < data.len() {
            findings.add(Finding::named(What::Other, "IDAT"));
        }
        data.get(..used).ok_or(Refused::Damaged)
    }
}
