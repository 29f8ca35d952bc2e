//! GIF (`GIF89a` specification, 1990): pictures in blocks, each behind one byte that says what it is.

use weezl::decode::Decoder;
use weezl::{BitOrder, LzwStatus};

use crate::bytes::Reader;
use crate::finding::{Finding, Findings, What};
use crate::{Cleaned, Cleaner, Pictures, Refused, check_pixels, check_size};

/// Cleans pictures that may move.
pub struct Gif;

/// How often a moving picture is shown: the two names that programs know.
const LOOPS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

impl Cleaner for Gif {
    fn read(&self, file: &[u8]) -> Result<Cleaned, Refused> {
        read(file)
    }
}

fn read(file: &[u8]) -> Result<Cleaned, Refused> {
    check_size(file)?;
    let mut reader = Reader::new(file);
    let mut clean = Vec::with_capacity(file.len());
    let mut findings = Findings::default();
    let head = reader.take(6)?;
    if !matches!(head, b"GIF87a" | b"GIF89a") {
        return Err(Refused::Damaged);
    }
    clean.extend(head);
    let screen: [u8; 7] = reader.array()?;
    let mut sizes = Reader::new(&screen);
    check_pixels(sizes.u16_le()?.into(), sizes.u16_le()?.into())?;
    clean.extend(screen);
    let [.., packed, _, _] = screen;
    clean.extend(take_colours(&mut reader, packed)?);
    let mut pictures = Pictures::default();
    let mut said = Said::default();
    loop {
        match reader.byte()? {
            0x2c => {
                take_picture(&mut reader, &mut clean, &mut pictures, &mut findings)?;
                said.control = false;
            }
            0x21 => take_extension(&mut reader, &mut clean, &mut said, &mut findings)?,
            0x3b => break,
            _ => return Err(Refused::Damaged),
        }
    }
    if pictures.count == 0 {
        return Err(Refused::Damaged);
    }
    clean.push(0x3b);
    if !reader.is_empty() {
        findings.add(Finding::named(What::Trailer, ""));
    }
    Ok(Cleaned { findings: findings.into_list(), file: clean })
}

/// What may be said once: of a picture how it is shown, of all how often.
#[derive(Default)]
struct Said {
    control: bool,
    repeats: bool,
}

/// A table of colours, if the packed byte says that there is one.
fn take_colours<'a>(reader: &mut Reader<'a>, packed: u8) -> Result<&'a [u8], Refused> {
    let colours = if packed & 0x80 == 0 { 0 } else { 2_usize << (packed & 7) };
    reader.take(3 * colours)
}

/// The parts of a row of sub-blocks, put together.
fn take_blocks(reader: &mut Reader<'_>) -> Result<Vec<u8>, Refused> {
    let mut data = Vec::new();
    loop {
        match reader.byte()? {
            0 => return Ok(data),
            length => data.extend(reader.take(length.into())?),
        }
    }
}

fn push_blocks(file: &mut Vec<u8>, data: &[u8]) {
    for block in data.chunks(255) {
        file.push(u8::try_from(block.len()).unwrap_or(u8::MAX));
        file.extend(block);
    }
    file.push(0);
}

fn take_picture(
    reader: &mut Reader<'_>,
    clean: &mut Vec<u8>,
    pictures: &mut Pictures,
    findings: &mut Findings,
) -> Result<(), Refused> {
    let descriptor: [u8; 9] = reader.array()?;
    let mut sizes = Reader::new(&descriptor);
    sizes.take(4)?;
    let (width, height) = (sizes.u16_le()?, sizes.u16_le()?);
    pictures.add(width.into(), height.into())?;
    clean.push(0x2c);
    clean.extend(descriptor);
    let [.., packed] = descriptor;
    clean.extend(take_colours(reader, packed)?);
    let bits = reader.byte()?;
    if !(1..=8).contains(&bits) {
        return Err(Refused::Damaged);
    }
    clean.push(bits);
    let data = take_blocks(reader)?;
    let used = used(&data, bits, usize::from(width) * usize::from(height))?;
    if used < data.len() {
        findings.add(Finding::named(What::Other, "LZW"));
    }
    push_blocks(clean, data.get(..used).unwrap_or_default());
    Ok(())
}

/// How much of the compressed data makes up the pixels and says that they end.
fn used(data: &[u8], bits: u8, pixels: usize) -> Result<usize, Refused> {
    let mut decoder = Decoder::new(BitOrder::Lsb, bits);
    let (mut used, mut made) = (0, 0_usize);
    let mut buffer = vec![0; 65_536];
    loop {
        let rest = data.get(used..).unwrap_or_default();
        let step = decoder.decode_bytes(rest, &mut buffer);
        used += step.consumed_in;
        made += step.consumed_out;
        match step.status {
            Ok(LzwStatus::Done) => break,
            Ok(LzwStatus::NoProgress) | Err(_) => return Err(Refused::Damaged),
            Ok(LzwStatus::Ok) if made > pixels => return Err(Refused::Damaged),
            Ok(LzwStatus::Ok) => {}
        }
    }
    if made == pixels { Ok(used) } else { Err(Refused::Damaged) }
}

fn take_extension(
    reader: &mut Reader<'_>,
    clean: &mut Vec<u8>,
    said: &mut Said,
    findings: &mut Findings,
) -> Result<(), Refused> {
    match reader.byte()? {
        0xf9 if said.control => return Err(Refused::Damaged),
        0xf9 => {
            said.control = true;
            // How long a picture is shown, and what is seen through it.
            reader.expect(b"\x04")?;
            let control: [u8; 4] = reader.array()?;
            reader.expect(b"\0")?;
            clean.extend(b"\x21\xf9\x04");
            clean.extend(control);
            clean.push(0);
        }
        0xff => take_application(reader, clean, said, findings)?,
        0xfe => findings.add(Finding::new(What::Comment, &take_blocks(reader)?)),
        0x01 => {
            take_blocks(reader)?;
            findings.add(Finding::named(What::Comment, ""));
        }
        _ => {
            take_blocks(reader)?;
            findings.add(Finding::named(What::Other, ""));
        }
    }
    Ok(())
}

fn take_application(
    reader: &mut Reader<'_>,
    clean: &mut Vec<u8>,
    said: &mut Said,
    findings: &mut Findings,
) -> Result<(), Refused> {
    let length = reader.byte()?;
    let name = reader.take(length.into())?;
    let data = take_blocks(reader)?;
    match (LOOPS.contains(&name), data.as_slice()) {
        (true, [1, low, high]) if !said.repeats => {
            said.repeats = true;
            clean.extend(b"\x21\xff\x0bNETSCAPE2.0\x03\x01");
            clean.extend([*low, *high, 0]);
        }
        _ => findings.add(Finding::new(What::Other, name)),
    }
    Ok(())
}
