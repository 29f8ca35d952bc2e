//! What browsers keep compressed, unpacked so that it can be searched: caches keep answers as they
//! came, and Firefox its sessions in a form of its own.

use std::io::Read;

use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};

/// More than any file of the page or of a session: what claims to be larger is met by chance.
const MAX: usize = 16 << 20;
/// Shorter than what is looked for.
const MIN: usize = 16;
/// How Firefox marks its own; the size follows.
const MOZ_LZ4: &[u8] = b"mozLz40\0";
/// How an entry of Chromium's caches begins; the key, and behind it the answer, follow the head.
const CHROMIUM_ENTRY: &[u8] = &0xfcfb_6d1b_a772_5c30_u64.to_le_bytes();
const CHROMIUM_HEAD: usize = 24;

/// Everything that can be unpacked, by what it was packed with and where. Streams that break off
/// count up to there.
pub(crate) fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut add = |kind: &str, at: usize, unpacked: Vec<u8>| {
        if unpacked.len() >= MIN {
            all.push((format!("{kind} at {at}"), unpacked));
        }
    };
    if let Some(rest) = bytes.strip_prefix(MOZ_LZ4) {
        add("mozlz4", 0, lz4(rest.get(4..).unwrap_or_default()));
    }
    // These two say what they are, wherever they stand.
    for (at, head) in bytes.windows(3).enumerate() {
        let packed = &bytes[at..];
        match *head {
            [0x1f, 0x8b, 8] => add("gzip", at, read(GzDecoder::new(packed))),
            [0x78, 0x01 | 0x5e | 0x9c | 0xda, _] => {
                add("zlib", at, read(ZlibDecoder::new(packed)));
            }
            _ => {}
        }
    }
    // These do not, so they are tried where an answer begins.
    for at in [Some(0), chromium_body(bytes)].into_iter().flatten() {
        let packed = bytes.get(at..).unwrap_or_default();
        add("brotli", at, read(brotli::Decompressor::new(packed, 4096)));
        add("deflate", at, read(DeflateDecoder::new(packed)));
    }
    all
}

fn chromium_body(bytes: &[u8]) -> Option<usize> {
    let head = bytes.get(..CHROMIUM_HEAD)?.strip_prefix(CHROMIUM_ENTRY)?;
    let key = u32::from_le_bytes(head.get(4..8)?.try_into().ok()?);
    Some(CHROMIUM_HEAD + usize::try_from(key).ok()?)
}

/// Up to the first error.
fn read(packed: impl Read) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let _ = packed.take(MAX as u64).read_to_end(&mut unpacked);
    unpacked
}

/// A block of LZ4: literals, and what was there before, in turns.
fn lz4(packed: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let mut rest = packed.iter().copied();
    while let Some(token) = rest.next() {
        let literals = length(token >> 4, &mut rest);
        unpacked.extend(rest.by_ref().take(literals));
        let (Some(low), Some(high)) = (rest.next(), rest.next()) else { break };
        let distance = usize::from(u16::from_le_bytes([low, high]));
        let copied = length(token & 15, &mut rest) + 4;
        if distance == 0 || distance > unpacked.len() || unpacked.len() + copied > MAX {
            break;
        }
        // Byte by byte: it may reach into what it has just written.
        for _ in 0..copied {
            unpacked.push(unpacked[unpacked.len() - distance]);
        }
    }
    unpacked
}

/// Fifteen says that more follows, and 255 that more follows that.
fn length(nibble: u8, rest: &mut impl Iterator<Item = u8>) -> usize {
    let mut sum = usize::from(nibble);
    let mut last = if nibble == 15 { 255 } else { 0 };
    while last == 255 {
        last = rest.next().unwrap_or_default();
        sum += usize::from(last);
    }
    sum
}

#[test]
fn a_block_of_lz4_is_unpacked_with_long_literals_and_copies_of_what_it_just_wrote() {
    // Two literals, then 4 + 15 + 3 bytes from two before; sixteen literals end it.
    let packed = [&[0x2f, b'a', b'b', 2, 0, 3, 0xf0, 1][..], b"0123456789abcdef"].concat();
    assert_eq!(lz4(&packed), ["ab".repeat(12).as_bytes(), b"0123456789abcdef"].concat());
    assert_eq!(lz4(&[0x10, b'a', 9, 0]), b"a", "a copy from before the beginning");
}
