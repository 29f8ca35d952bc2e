//! A recording of our own, made of samples: a head of ours, and nothing but the samples behind it.

use std::ops::Range;

use zeroize::Zeroizing;

use super::{PART_SECONDS, RATE_MAX, RATE_MIN, RECORDING_SECONDS_MAX, SAMPLE, Told};

/// Of the head, in bytes.
const HEAD: usize = 44;

/// A recording of ours: one channel, 16 bits; as a file in one part or several.
#[derive(Debug)]
pub struct Recording {
    /// What is told of it.
    pub told: Told,
    samples: Zeroizing<Vec<u8>>,
}

impl Recording {
    /// None if it cannot be one. Of samples of two bytes, the lower one first.
    pub(super) fn of(told: Told, samples: Vec<u8>) -> Option<Self> {
        let samples = Zeroizing::new(samples);
        let is_one = !samples.is_empty() && Some(samples.len()) <= bytes_max(told.rate);
        let is_even = samples.len().is_multiple_of(SAMPLE);
        (is_one && is_even).then_some(Self { told, samples })
    }

    /// How long it takes, in seconds, begun ones included.
    pub fn seconds(&self) -> u64 {
        let count = u64::try_from(self.samples.len() / SAMPLE).unwrap_or(u64::MAX);
        count.div_ceil(u64::from(self.told.rate))
    }

    /// How many files it is.
    pub fn parts(&self) -> usize {
        self.samples.len().div_ceil(self.part_size())
    }

    /// One of them, in bytes; none beyond the last.
    pub fn bytes(&self, part: usize) -> Option<usize> {
        Some(HEAD + self.part(part)?.len())
    }

    /// A piece of one of them; of what lies beyond its end nothing.
    pub fn piece(&self, part: usize, place: Range<usize>) -> Option<Vec<u8>> {
        let samples = self.part(part)?;
        if place.start < HEAD {
            let file = self.head(samples.len()).into_iter().chain(samples.iter().copied());
            return Some(file.take(place.end).skip(place.start).collect());
        }
        let (start, end) = (place.start - HEAD, place.end.saturating_sub(HEAD).min(samples.len()));
        Some(samples.get(start..end).unwrap_or_default().to_vec())
    }

    fn part(&self, part: usize) -> Option<&[u8]> {
        self.samples.chunks(self.part_size()).nth(part)
    }

    fn part_size(&self) -> usize {
        usize::try_from(self.told.rate * PART_SECONDS).unwrap_or(usize::MAX).saturating_mul(SAMPLE)
    }

    /// How loud it is from its beginning to its end, in so many steps.
    pub fn loudness(&self, steps: usize) -> Vec<u16> {
        let count = (self.samples.len() / SAMPLE).div_ceil(steps.max(1));
        let loudest = |step: &[u8]| {
            let samples = step.as_chunks::<SAMPLE>().0.iter();
            samples.map(|it| i16::from_le_bytes(*it).unsigned_abs()).max().unwrap_or(0)
        };
        self.samples.chunks(count.max(1) * SAMPLE).map(loudest).collect()
    }

    /// RIFF, `fmt ` for samples as they are, `data`.
    fn head(&self, samples: usize) -> Vec<u8> {
        let long = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX).to_le_bytes();
        let two = 2_u16.to_le_bytes();
        let one = 1_u16.to_le_bytes();
        let fields: [&[u8]; 13] = [
            b"RIFF",
            &long(HEAD - 8 + samples),
            b"WAVE",
            b"fmt ",
            &long(16),
            &one,
            &one,
            &self.told.rate.to_le_bytes(),
            &(self.told.rate * 2).to_le_bytes(),
            &two,
            &16_u16.to_le_bytes(),
            b"data",
            &long(samples),
        ];
        fields.concat()
    }
}

/// Of samples at a rate; none at a rate that is not ours.
pub(super) fn bytes_max(rate: u32) -> Option<usize> {
    let is_ours = (RATE_MIN..=RATE_MAX).contains(&rate);
    let samples = is_ours.then(|| usize::try_from(rate * RECORDING_SECONDS_MAX).ok())??;
    Some(samples * SAMPLE)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// By hand, with whatever channels and rate.
    pub(crate) fn wav(channels: u16, rate: u32, samples: &[u8]) -> Vec<u8> {
        let long = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
        let mut file = [b"RIFF".as_slice(), &long(samples.len() + 36), b"WAVEfmt "].concat();
        file.extend(long(16));
        file.extend([1, 0]);
        file.extend(channels.to_le_bytes());
        file.extend(rate.to_le_bytes());
        file.extend((rate * u32::from(channels) * 2).to_le_bytes());
        file.extend((channels * 2).to_le_bytes());
        file.extend([16, 0]);
        file.extend(b"data");
        file.extend(long(samples.len()));
        file.extend(samples);
        file
    }

    fn of(rate: u32, samples: Vec<u8>) -> Option<Recording> {
        let told = Told { rate, is_cut: false, is_broken: false, is_film: false };
        Recording::of(told, samples)
    }

    #[test]
    fn it_is_a_file_of_ours_in_whatever_pieces_it_is_taken() {
        let samples: Vec<u8> = (0..=255).collect();
        let recording = of(8_000, samples.clone()).unwrap();
        let whole = wav(1, 8_000, &samples);
        assert_eq!((recording.parts(), recording.bytes(0)), (1, Some(whole.len())));
        for from in 0..=whole.len() {
            for size in [0, 1, 7, 300, 1_000] {
                let end = (from + size).min(whole.len());
                let piece = recording.piece(0, from..from + size).unwrap();
                assert_eq!(piece, &whole[from..end], "{from} {size}");
            }
        }
        assert_eq!(recording.piece(0, 900..1_000).unwrap(), [0_u8; 0]);
        assert!(recording.piece(1, 0..1).is_none());
    }

    #[test]
    fn a_long_one_is_in_parts_that_a_browser_keeps_in_memory() {
        const MEMORY: usize = 8 << 20;
        for rate in [RATE_MIN, RATE_MAX] {
            let noise = (0_u8..=250).cycle().take(bytes_max(rate).unwrap()).collect::<Vec<u8>>();
            let recording = of(rate, noise.clone()).unwrap();
            let files = (0..recording.parts()).map(|part| {
                let bytes = recording.bytes(part).unwrap();
                assert!(bytes < MEMORY, "{bytes}");
                recording.piece(part, 0..bytes).unwrap()
            });
            let heard: Vec<u8> = files.flat_map(|file| file[HEAD..].to_vec()).collect();
            assert!(heard == noise, "all of it, once");
            assert_eq!(recording.bytes(recording.parts()), None);
        }
    }

    #[test]
    fn its_shape_is_of_as_many_steps_as_are_asked_for() {
        let samples = [100_i16, -3, i16::MIN, 4, 0, 7].iter().flat_map(|it| it.to_le_bytes());
        let recording = of(16_000, samples.collect()).unwrap();
        assert_eq!(recording.loudness(3), [100, 32_768, 7]);
        assert_eq!(recording.loudness(100).len(), 6);
        assert_eq!(recording.seconds(), 1);
    }

    #[test]
    fn what_cannot_be_one_is_none() {
        for (rate, samples) in [(0, 2), (7_999, 2), (16_001, 2), (8_000, 0), (8_000, 3)] {
            assert!(of(rate, vec![0; samples]).is_none(), "{rate}");
        }
        let most = bytes_max(8_000).unwrap();
        assert!(of(8_000, vec![0; most]).is_some());
        assert!(of(8_000, vec![0; most + 2]).is_none());
    }
}
