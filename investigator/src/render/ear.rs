//! What makes sound of the packets of a recording: the decoders of `symphonia`, and for Opus, of which it has
//! none, another one.

use opus_decoder::OpusDecoder;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::packet::Packet;
use symphonia::default::get_codecs;

use super::RATE_MAX;
use super::said::Reason;

/// What hears one recording.
pub(super) struct Ear {
    decoder: Decoder,
    samples: Vec<f32>,
}

enum Decoder {
    Named(Box<dyn AudioDecoder>),
    /// In one channel, at [`RATE_MAX`]: it can be asked for no more than is kept.
    Opus(Box<OpusDecoder>),
}

/// The sound of one packet.
pub(super) struct Sound<'a> {
    /// Samples in a second, of each channel.
    pub(super) rate: u32,
    pub(super) channels: usize,
    /// Those of all channels, side by side.
    pub(super) samples: &'a [f32],
}

impl Ear {
    pub(super) fn of(kind: &AudioCodecParameters) -> Result<Self, Error> {
        let decoder = if kind.codec == CODEC_ID_OPUS {
            let opus = OpusDecoder::new(RATE_MAX, 1);
            Decoder::Opus(Box::new(opus.map_err(|_| Error::Unsupported("opus"))?))
        } else {
            let how = AudioDecoderOptions::default();
            Decoder::Named(get_codecs().make_audio_decoder(kind, &how)?)
        };
        Ok(Self { decoder, samples: Vec::new() })
    }

    pub(super) fn hear(&mut self, packet: &Packet) -> Result<Sound<'_>, Error> {
        match &mut self.decoder {
            Decoder::Named(decoder) => {
                let sound = decoder.decode(packet)?;
                let (rate, channels) = (sound.spec().rate(), sound.spec().channels().count());
                sound.copy_to_vec_interleaved(&mut self.samples);
                Ok(Sound { rate, channels, samples: &self.samples })
            }
            Decoder::Opus(decoder) => {
                // One without anything in it would be taken for one that was lost.
                if packet.data.is_empty() {
                    return Err(Error::DecodeError("opus: an empty packet"));
                }
                self.samples.resize(decoder.max_frame_size_per_channel(), 0.0);
                let count = decoder.decode_float(&packet.data, &mut self.samples, false);
                let count = count.map_err(|_| Error::DecodeError("opus"))?;
                let samples = self.samples.get(..count).unwrap_or_default();
                Ok(Sound { rate: RATE_MAX, channels: 1, samples })
            }
        }
    }
}

/// Whether nobody here plays it, there is too much of it, or it is damaged.
pub(super) fn reason(error: &Error) -> Reason {
    match error {
        Error::Unsupported(_) => Reason::Unplayable,
        Error::LimitError(_) => Reason::TooLarge,
        _ => Reason::Damaged,
    }
}
