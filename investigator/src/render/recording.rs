//! Recordings: one channel, as sharp as a voice needs, as far as there is room for it.

use std::io::{Cursor, ErrorKind};
use std::time::{Duration, Instant};

use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::default::get_probe;

use super::ear::{Ear, Sound, reason};
use super::said::{Reason, Said, Told};
use super::{RATE_MAX, RATE_MIN, RECORDING_SECONDS_MAX, SAMPLE};

/// Milliseconds by which a recording may be shorter than it says: some kinds come in blocks.
const FILLED_MS: u64 = 100;

/// After so long no more is read: what was read is heard rather than nothing.
const ENOUGH: Duration = Duration::from_secs(8);

/// Listens to a file that begins as a recording, or as a film, which may have sound.
pub(super) fn listen(file: &[u8]) -> Result<Said, Reason> {
    let source = Box::new(Cursor::new(file.to_vec()));
    let stream = MediaSourceStream::new(source, MediaSourceStreamOptions::default());
    let (how, told) = (FormatOptions::default(), MetadataOptions::default());
    let mut format =
        get_probe().probe(&Hint::new(), stream, how, told).map_err(|error| reason(&error))?;
    let is_film = format.default_track(TrackType::Video).is_some();
    let track = format.default_track(TrackType::Audio).ok_or(Reason::Unknown)?;
    let id = track.id;
    let kind = track.codec_params.as_ref().and_then(|it| it.audio()).ok_or(Reason::Unplayable)?;
    let mut ear = Ear::of(kind).map_err(|error| reason(&error))?;
    let mut heard = None;
    let wanted = track.num_frames.zip(kind.sample_rate);
    let mut end = read(&mut *format, &mut ear, id, &mut heard)?;
    let Heard { rate, samples, .. } = heard.ok_or(Reason::Damaged)?;
    let heard = samples.len() / SAMPLE;
    end.is_broken |= end.is_sudden && wanted.is_some_and(|wanted| is_short(heard, rate, wanted));
    if samples.is_empty() {
        return Err(Reason::Damaged);
    }
    let told = Told { rate, is_cut: end.is_early, is_broken: end.is_broken, is_film };
    Ok(Said::Recording { told, samples })
}

/// How far it was read.
#[derive(Default)]
struct End {
    /// There was more than is heard.
    is_early: bool,
    /// There were places that nobody could read.
    is_broken: bool,
    /// The file ended where more was looked for. What browsers record and what is written into a pipe does not say
    /// how long it is, and always ends so.
    is_sudden: bool,
}

/// Whether there is less than so many samples at so many in a second, by more than what a coder fills up.
fn is_short(heard: usize, rate: u32, (samples, in_second): (u64, u32)) -> bool {
    const MS: u64 = 1_000;
    let length = |samples: u64, rate: u32| samples.saturating_mul(MS) / u64::from(rate.max(1));
    let heard = length(u64::try_from(heard).unwrap_or(u64::MAX), rate);
    heard + FILLED_MS < length(samples, in_second)
}

/// One that breaks off is heard as far as it goes.
fn read(
    format: &mut dyn FormatReader,
    ear: &mut Ear,
    track: u32,
    heard: &mut Option<Heard>,
) -> Result<End, Reason> {
    let begun = Instant::now();
    let mut end = End::default();
    loop {
        let packet = match format.next_packet() {
            Ok(Some(packet)) => packet,
            Ok(None) => return Ok(end),
            Err(Error::IoError(error)) if error.kind() == ErrorKind::UnexpectedEof => {
                return Ok(End { is_sudden: true, ..end });
            }
            Err(_) => return Ok(End { is_broken: true, ..end }),
        };
        if begun.elapsed() > ENOUGH {
            return Ok(End { is_early: true, ..end });
        }
        if packet.track_id != track {
            continue;
        }
        match ear.hear(&packet) {
            Ok(sound) => {
                let heard = heard.get_or_insert_with(|| Heard::at(sound.rate));
                heard.take(&sound)?;
                if heard.is_full() {
                    return Ok(End { is_early: true, ..end });
                }
            }
            // Other programs go on after such a place.
            Err(Error::DecodeError(_)) => end.is_broken = true,
            Err(_) => return Ok(End { is_broken: true, ..end }),
        }
    }
}

/// What is heard so far.
struct Heard {
    /// Samples in a second.
    rate: u32,
    /// Two bytes each.
    samples: Vec<u8>,
    most: usize,
    /// Of what becomes the next sample: the sum, and how many there are.
    sum: f32,
    count: f32,
    /// How near the next sample is.
    phase: u64,
}

impl Heard {
    fn at(rate: u32) -> Self {
        let rate = rate.clamp(RATE_MIN, RATE_MAX);
        let most = usize::try_from(rate * RECORDING_SECONDS_MAX).unwrap_or(0) * SAMPLE;
        Self { rate, samples: Vec::new(), most, sum: 0.0, count: 0.0, phase: 0 }
    }

    fn take(&mut self, sound: &Sound<'_>) -> Result<(), Reason> {
        let Sound { rate, channels, samples } = *sound;
        if rate == 0 || channels == 0 {
            return Err(Reason::Damaged);
        }
        for each in samples.chunks_exact(channels) {
            let sum: f32 = each.iter().sum();
            #[expect(clippy::cast_precision_loss, reason = "a few channels")]
            self.hear(sum / channels as f32, rate);
        }
        Ok(())
    }

    /// The mean of all that lies between two samples: what is too high for them is dampened by it.
    fn hear(&mut self, sound: f32, rate: u32) {
        self.sum += sound;
        self.count += 1.0;
        self.phase += u64::from(self.rate);
        if self.phase < u64::from(rate) {
            return;
        }
        let mean = self.sum / self.count;
        (self.sum, self.count) = (0.0, 0.0);
        #[expect(clippy::cast_possible_truncation, reason = "what is louder is as loud as can be")]
        let sample = (mean * f32::from(i16::MAX)) as i16;
        while self.phase >= u64::from(rate) && !self.is_full() {
            self.phase -= u64::from(rate);
            self.samples.extend(sample.to_le_bytes());
        }
    }

    const fn is_full(&self) -> bool {
        self.samples.len() >= self.most
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::render::wav::bytes_max;
    use crate::render::wav::tests::wav;

    /// A tone, of as many samples as are asked for.
    fn tone(samples: usize, channels: usize) -> Vec<u8> {
        let wave = [0_i16, 9_000, 12_000, 9_000, 0, -9_000, -12_000, -9_000];
        let all = wave.iter().cycle().take(samples);
        all.flat_map(|it| it.to_le_bytes().repeat(channels)).collect()
    }

    fn heard(file: &[u8]) -> (Told, Vec<u8>) {
        match listen(file) {
            Ok(Said::Recording { told, samples }) if !told.is_film => (told, samples),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_recording_is_heard_in_one_channel_and_as_sharp_as_a_voice_needs() {
        for (rate, channels, kept) in [(8_000, 1, 8_000), (16_000, 2, 16_000), (48_000, 2, 16_000)]
        {
            let count = usize::try_from(rate).unwrap();
            let file = wav(channels, rate, &tone(count, channels.into()));
            let (told, samples) = heard(&file);
            assert!(told.rate == kept && samples.len() / SAMPLE == kept as usize, "{told:?}");
            assert!(!told.is_cut && !told.is_broken, "{told:?}");
        }
        let file = wav(1, 16_000, &tone(16_000, 1));
        let (_, samples) = heard(&file);
        let loudest = samples.chunks(2).map(|it| i16::from_le_bytes([it[0], it[1]])).max();
        assert!((11_900..=12_000).contains(&loudest.unwrap()), "{loudest:?}");
    }

    #[test]
    fn what_is_longer_is_cut() {
        let most = usize::try_from(RECORDING_SECONDS_MAX * 8_000).unwrap();
        let (told, samples) = heard(&wav(1, 8_000, &tone(most + 8_000, 1)));
        assert!(
            told.is_cut && !told.is_broken && samples.len() == most * SAMPLE,
            "{}",
            samples.len()
        );
    }

    #[test]
    fn one_that_breaks_off_is_heard_as_far_as_it_goes() {
        let wav = wav(1, 8_000, &tone(8_000, 1));
        // Of MP3 nobody can know: it has no end. Of the others here nothing is heard without all of it.
        for (kind, file) in [("WAV", wav.as_slice()), TONES[2]] {
            let (told, samples) = heard(&file[..file.len() * 3 / 4]);
            assert!(samples.len() >= 3_000 && told.is_broken, "{kind}: {told:?} {}", samples.len());
        }
    }

    #[test]
    fn what_makes_no_sense_is_not_heard() {
        let good = wav(1, 8_000, &tone(800, 1));
        let with = |place: usize, bytes: &[u8]| {
            let mut file = good.clone();
            file[place..place + bytes.len()].copy_from_slice(bytes);
            file
        };
        for (what, file) in [
            ("no channels", with(22, &[0, 0])),
            ("no rate", with(24, &[0; 4])),
            ("no sound", good[..44].to_vec()),
            ("a kind that nobody has", with(20, &[0x77, 0x77])),
            ("cut off in its head", good[..30].to_vec()),
            ("nothing behind the beginning", b"OggS".to_vec()),
            ("a beginning and noise", [b"ID3".as_slice(), &[0xa5; 9_000]].concat()),
            ("a box that is larger than all", b"\xff\xff\xff\xffftypM4A \0\0\0\0".to_vec()),
        ] {
            assert!(listen(&file).is_err(), "{what}");
        }
        // It claims more than there is, or a rate that no machine has: what is there is bounded all the same.
        for file in [with(40, &[0xff; 4]), with(4, &[0xff; 4]), with(24, &[0xff; 4])] {
            if let Ok(Said::Recording { told: Told { rate, .. }, samples }) = listen(&file) {
                assert!((RATE_MIN..=RATE_MAX).contains(&rate) && samples.len() <= 1_600);
            }
        }
        // A rate of one in a second, which would make hours of few bytes.
        if let Ok(Said::Recording { told: Told { rate, .. }, samples }) =
            listen(&with(24, &[1, 0, 0, 0]))
        {
            let most = usize::try_from(rate * RECORDING_SECONDS_MAX).unwrap() * SAMPLE;
            assert!(samples.len() <= most, "{}", samples.len());
        }
    }

    /// Half a second of 440 Hz, made by ffmpeg: `sine=frequency=440:duration=0.5,volume=4`.
    const TONES: [(&str, &[u8]); 6] = [
        ("MP3", include_bytes!("../../tests/tones/tone.mp3")),
        ("AAC", include_bytes!("../../tests/tones/tone.m4a")),
        ("FLAC", include_bytes!("../../tests/tones/tone.flac")),
        ("Vorbis", include_bytes!("../../tests/tones/tone.ogg")),
        ("Opus", include_bytes!("../../tests/tones/tone.opus")),
        ("Opus in WebM", include_bytes!("../../tests/tones/tone.webm")),
    ];

    #[test]
    fn a_tone_is_heard_as_high_and_as_long_as_it_is_whatever_it_is_recorded_in() {
        for (kind, file) in TONES {
            let (told, samples) = heard(file);
            let sound: Vec<i16> =
                samples.chunks(SAMPLE).map(|it| i16::from_le_bytes([it[0], it[1]])).collect();
            let waves = sound.windows(2).filter(|two| two[0] < 0 && two[1] >= 0).count();
            let length = sound.len() * 1_000 / usize::try_from(told.rate).unwrap();
            // Some kinds come in blocks, the last of which is filled up.
            assert!(!told.is_cut && !told.is_broken, "{kind}: {told:?}");
            assert!((495..=600).contains(&length), "{kind}: {length} ms");
            let pitch = waves * 1_000 / length;
            assert!((430..=445).contains(&pitch), "{kind}: {pitch} Hz");
        }
    }

    #[test]
    fn one_that_does_not_say_how_long_it_is_is_not_taken_to_break_off() {
        // As browsers record: the segment goes on until it ends.
        const SEGMENT: &[u8] = b"\x18\x53\x80\x67\x01";
        let mut live = TONES[5].1.to_vec();
        let at = live.windows(SEGMENT.len()).position(|it| it == SEGMENT).unwrap() + SEGMENT.len();
        live[at..at + 7].fill(0xff);
        let mut piped = wav(1, 8_000, &tone(8_000, 1));
        piped[4..8].fill(0xff);
        piped[40..44].fill(0xff);
        for (kind, file) in [("WebM", live), ("WAV", piped)] {
            let (told, samples) = heard(&file);
            assert!(samples.len() >= 8_000 && !told.is_broken, "{kind}: {told:?}");
        }
    }

    #[test]
    fn opus_is_heard() {
        let (told, samples) = heard(&opus());
        // One packet of twenty milliseconds.
        assert_eq!((told.rate, told.is_broken, samples.len() / SAMPLE), (16_000, false, 320));
    }

    /// A stream of Ogg with a packet of Opus.
    fn opus() -> Vec<u8> {
        let head = b"OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0";
        let tags = b"OpusTags\0\0\0\0\0\0\0\0";
        let page = |number: u8, flags: u8, packet: &[u8]| {
            let mut page = [b"OggS\0".as_slice(), &[flags], &[0; 8], b"dauy"].concat();
            page.extend([number, 0, 0, 0, 0, 0, 0, 0, 1, u8::try_from(packet.len()).unwrap()]);
            page.extend(packet);
            let sum = crc(&page).to_le_bytes();
            page[22..26].copy_from_slice(&sum);
            page
        };
        [page(0, 2, head), page(1, 0, tags), page(2, 4, &[0xfc; 8])].concat()
    }

    /// As pages of Ogg have it: RFC 3533, section 6.
    fn crc(page: &[u8]) -> u32 {
        page.iter().fold(0, |sum, byte| {
            (0..8).fold(sum ^ (u32::from(*byte) << 24), |sum, _| {
                (sum << 1) ^ if sum >> 31 == 1 { 0x04c1_1db7 } else { 0 }
            })
        })
    }

    proptest! {
        /// The library has sums that overflow: where that is looked after, the process ends by it.
        #[test]
        fn whatever_the_bytes_are_what_is_heard_is_bounded(
            noise: Vec<u8>,
            places: Vec<(u16, u8)>,
        ) {
            let mut files = [noise, wav(2, 44_100, &tone(500, 2)), opus()];
            for file in &mut files[1..] {
                for (place, byte) in &places {
                    let place = usize::from(*place) % file.len();
                    file[place] = *byte;
                }
            }
            for file in files {
                let heard = std::panic::catch_unwind(|| listen(&file));
                if let Ok(Ok(Said::Recording { told, samples })) = heard {
                    prop_assert!(bytes_max(told.rate).is_some_and(|most| samples.len() <= most));
                    prop_assert!(!samples.is_empty() && samples.len().is_multiple_of(SAMPLE));
                }
            }
        }
    }
}
