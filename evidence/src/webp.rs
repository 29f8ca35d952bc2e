//! WebP (RFC 9649): chunks in a RIFF file, each with a name of four letters and its length.

use crate::bytes::{Reader, length};
use crate::finding::{Finding, Findings, What};
use crate::{Cleaned, Cleaner, Pictures, Refused, check_pixels, check_size, exif};

/// Cleans pictures.
pub struct Webp;

/// Of the flags of `VP8X`: it moves, and it is seen through. What else they tell is taken out.
const KEPT_FLAGS: u8 = 0x02 | 0x10;

impl Cleaner for Webp {
    fn read(&self, file: &[u8]) -> Result<Cleaned, Refused> {
        read(file)
    }
}

fn read(file: &[u8]) -> Result<Cleaned, Refused> {
    check_size(file)?;
    let mut reader = Reader::new(file);
    reader.expect(b"RIFF")?;
    let size = length(reader.u32_le()?)?;
    let mut inside = Reader::new(reader.take(size)?);
    inside.expect(b"WEBP")?;
    let mut findings = Findings::default();
    let mut chunks = Vec::with_capacity(file.len());
    let mut pictures = Pictures::default();
    let mut once = Vec::new();
    while !inside.is_empty() {
        let (name, body) = take_chunk(&mut inside)?;
        // A second picture of one that does not move would be seen by nobody.
        if matches!(&name, b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM") {
            if once.contains(&name) {
                return Err(Refused::Damaged);
            }
            once.push(name);
        }
        match &name {
            b"VP8X" => push(&mut chunks, *b"VP8X", &extended(body)?)?,
            b"VP8 " | b"VP8L" => {
                add_picture(&mut pictures, name, body)?;
                push(&mut chunks, name, body)?;
            }
            b"ANMF" => push(&mut chunks, name, &frame(body, &mut pictures, &mut findings)?)?,
            b"ALPH" => push(&mut chunks, name, body)?,
            // Colour behind it, and how often it moves.
            b"ANIM" if body.len() == 6 => push(&mut chunks, name, body)?,
            _ => findings.extend(said(name, body)),
        }
    }
    let moves = once.contains(b"ANIM");
    if pictures.count == 0 || !moves && pictures.count > 1 {
        return Err(Refused::Damaged);
    }
    if !reader.is_empty() {
        findings.add(Finding::named(What::Trailer, ""));
    }
    let size = u32::try_from(chunks.len() + 4).map_err(|_| Refused::Damaged)?;
    let clean = [b"RIFF".as_slice(), &size.to_le_bytes(), b"WEBP", &chunks].concat();
    Ok(Cleaned { findings: findings.into_list(), file: clean })
}

fn take_chunk<'a>(reader: &mut Reader<'a>) -> Result<([u8; 4], &'a [u8]), Refused> {
    let name = reader.array()?;
    let size = reader.u32_le()?;
    let body = reader.take(length(size)?)?;
    // Lengths are even on the whole; writers forget it at the end.
    if size % 2 == 1 && !reader.is_empty() {
        reader.byte()?;
    }
    Ok((name, body))
}

fn push(file: &mut Vec<u8>, name: [u8; 4], body: &[u8]) -> Result<(), Refused> {
    file.extend(name);
    file.extend(u32::try_from(body.len()).map_err(|_| Refused::Damaged)?.to_le_bytes());
    file.extend(body);
    if body.len() % 2 == 1 {
        file.push(0);
    }
    Ok(())
}

/// Flags, three reserved bytes, and the size of the canvas less one in three bytes each.
fn extended(body: &[u8]) -> Result<[u8; 10], Refused> {
    let [flags, _, _, _, w0, w1, w2, h0, h1, h2] =
        *body.first_chunk::<10>().ok_or(Refused::Damaged)?;
    let (width, height) =
        (u32::from_le_bytes([w0, w1, w2, 0]), u32::from_le_bytes([h0, h1, h2, 0]));
    check_pixels(width + 1, height + 1)?;
    Ok([flags & KEPT_FLAGS, 0, 0, 0, w0, w1, w2, h0, h1, h2])
}

/// RFC 6386, section 9.1, and RFC 9649, section 3.4.
fn add_picture(pictures: &mut Pictures, name: [u8; 4], body: &[u8]) -> Result<(), Refused> {
    let mut reader = Reader::new(body);
    let (width, height) = if &name == b"VP8L" {
        reader.expect(b"\x2f")?;
        let bits = reader.u32_le()?;
        ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)
    } else {
        reader.take(3)?;
        reader.expect(b"\x9d\x01\x2a")?;
        (u32::from(reader.u16_le()? & 0x3fff), u32::from(reader.u16_le()? & 0x3fff))
    };
    pictures.add(width, height)
}

/// One picture of a moving one: sixteen bytes, then chunks.
fn frame(
    body: &[u8],
    pictures: &mut Pictures,
    findings: &mut Findings,
) -> Result<Vec<u8>, Refused> {
    let mut reader = Reader::new(body);
    let mut frame = reader.take(16)?.to_vec();
    let before = pictures.count;
    let mut is_seen_through = false;
    while !reader.is_empty() {
        let (name, body) = take_chunk(&mut reader)?;
        match &name {
            b"VP8 " | b"VP8L" => {
                add_picture(pictures, name, body)?;
                push(&mut frame, name, body)?;
            }
            b"ALPH" if is_seen_through => return Err(Refused::Damaged),
            b"ALPH" => {
                is_seen_through = true;
                push(&mut frame, name, body)?;
            }
            _ => findings.extend(said(name, body)),
        }
    }
    if pictures.count == before + 1 { Ok(frame) } else { Err(Refused::Damaged) }
}

/// What a chunk says that no decoder needs.
fn said(name: [u8; 4], body: &[u8]) -> Vec<Finding> {
    match &name {
        // Some programs write the beginning that it has in photographs.
        b"EXIF" => exif::reveals(body.strip_prefix(b"Exif\0\0").unwrap_or(body)),
        b"XMP " => vec![Finding::named(What::Other, "XMP")],
        b"ICCP" => vec![Finding::named(What::Other, "ICC")],
        _ => vec![Finding::new(What::Other, &name)],
    }
}
