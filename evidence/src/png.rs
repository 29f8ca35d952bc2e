//! PNG (third edition, 2025): chunks, each with its length, a name of four letters and a checksum.

mod pixels;

use crate::bytes::{Reader, length};
use crate::finding::{Finding, Findings, What};
use crate::{Cleaned, Cleaner, Pictures, Refused, check_pixels, check_size, exif};
use pixels::Header;

/// Cleans pictures of screens.
pub struct Png;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Whether a decoder needs a chunk of this name to show the right colours, and it holds just that.
fn is_colours(name: [u8; 4], body: &[u8]) -> bool {
    let numbers = |most: u32| {
        let (all, rest) = body.as_chunks::<4>();
        rest.is_empty() && all.iter().all(|number| u32::from_be_bytes(*number) <= most)
    };
    match &name {
        b"PLTE" => body.len() <= 768 && body.len().is_multiple_of(3),
        b"tRNS" => body.len() <= 256,
        // Hundred-thousandths: no text is as small a number.
        b"gAMA" => body.len() == 4 && numbers(1_000_000),
        b"cHRM" => body.len() == 32 && numbers(100_000),
        b"sRGB" => body.len() == 1,
        b"cICP" => body.len() == 4,
        b"sBIT" => body.len() <= 4 && body.iter().all(|bits| *bits <= 16),
        b"bKGD" => matches!(body.len(), 1 | 2 | 6),
        _ => false,
    }
}

#[derive(Clone, Copy)]
struct Chunk<'a> {
    name: [u8; 4],
    body: &'a [u8],
}

impl Cleaner for Png {
    fn read(&self, file: &[u8]) -> Result<Cleaned, Refused> {
        read(file)
    }
}

fn read(file: &[u8]) -> Result<Cleaned, Refused> {
    check_size(file)?;
    let (chunks, trailer) = chunks(file)?;
    let (first, rest) = chunks.split_first().ok_or(Refused::Damaged)?;
    let header = Header::read(first.name, first.body)?;
    check_pixels(header.width, header.height)?;
    let mut clean = SIGNATURE.to_vec();
    let mut findings = Findings::default();
    push(&mut clean, *b"IHDR", first.body)?;
    let mut at = 0;
    let mut is_there = false;
    let mut once: Vec<[u8; 4]> = Vec::new();
    let mut pictures = Pictures::default();
    while let Some(chunk) = rest.get(at) {
        at += 1;
        match &chunk.name {
            b"IDAT" if is_there => return Err(Refused::Damaged),
            b"IDAT" => {
                is_there = true;
                let run = run_of(rest, at - 1, *b"IDAT");
                at += run.len() - 1;
                let data: Vec<u8> = run.iter().flat_map(|chunk| chunk.body).copied().collect();
                push(&mut clean, *b"IDAT", header.cut(&data, &mut findings)?)?;
            }
            b"acTL" if chunk.body.len() == 8 && !once.contains(b"acTL") => {
                once.push(*b"acTL");
                push(&mut clean, chunk.name, chunk.body)?;
            }
            b"fcTL" => {
                let frame = header.frame(chunk.body)?;
                pictures.add(frame.width, frame.height)?;
                push(&mut clean, chunk.name, chunk.body)?;
                let run = run_of(rest, at, *b"fdAT");
                at += run.len();
                push_frame(&mut clean, run, frame, &mut findings)?;
            }
            b"fdAT" => return Err(Refused::Damaged),
            // One of a kind: what stands there a second time no decoder reads.
            name if is_colours(*name, chunk.body) && !once.contains(name) => {
                once.push(*name);
                push(&mut clean, *name, chunk.body)?;
            }
            _ => findings.extend(chunk.said()),
        }
    }
    if !is_there {
        return Err(Refused::Damaged);
    }
    push(&mut clean, *b"IEND", &[])?;
    if !trailer.is_empty() {
        findings.add(Finding::named(What::Trailer, ""));
    }
    Ok(Cleaned { findings: findings.into_list(), file: clean })
}

/// All but the last one, and what stands behind it.
fn chunks(file: &[u8]) -> Result<(Vec<Chunk<'_>>, &[u8]), Refused> {
    let mut reader = Reader::new(file);
    reader.expect(SIGNATURE)?;
    let mut chunks = Vec::new();
    loop {
        let size = length(reader.u32_be()?)?;
        let name: [u8; 4] = reader.array()?;
        let body = reader.take(size)?;
        if reader.u32_be()? != checksum(name, body) {
            return Err(Refused::Damaged);
        }
        if &name == b"IEND" {
            return Ok((chunks, reader.rest()));
        }
        chunks.push(Chunk { name, body });
    }
}

fn run_of<'a, 'b>(chunks: &'b [Chunk<'a>], from: usize, name: [u8; 4]) -> &'b [Chunk<'a>] {
    let rest = chunks.get(from..).unwrap_or_default();
    let count = rest.iter().take_while(|chunk| chunk.name == name).count();
    rest.get(..count).unwrap_or_default()
}

/// The pixels of a picture of a moving one; the first one may be the picture itself.
fn push_frame(
    clean: &mut Vec<u8>,
    run: &[Chunk<'_>],
    frame: Header,
    findings: &mut Findings,
) -> Result<(), Refused> {
    // Of the first picture they may be those of the still one.
    if run.is_empty() {
        return Ok(());
    }
    // Numbers count over all chunks of a moving picture: with fewer of them they would not fit.
    let mut data = Vec::new();
    for chunk in run {
        data.extend(chunk.body.get(4..).ok_or(Refused::Damaged)?);
    }
    if frame.cut(&data, findings)?.len() != data.len() {
        return Err(Refused::Strange);
    }
    run.iter().try_for_each(|chunk| push(clean, chunk.name, chunk.body))
}

fn push(file: &mut Vec<u8>, name: [u8; 4], body: &[u8]) -> Result<(), Refused> {
    file.extend(u32::try_from(body.len()).map_err(|_| Refused::Damaged)?.to_be_bytes());
    file.extend(name);
    file.extend(body);
    file.extend(checksum(name, body).to_be_bytes());
    Ok(())
}

fn checksum(name: [u8; 4], body: &[u8]) -> u32 {
    let mut checksum = crc32fast::Hasher::new();
    checksum.update(&name);
    checksum.update(body);
    checksum.finalize()
}

impl Chunk<'_> {
    /// What it says that no decoder needs.
    fn said(&self) -> Vec<Finding> {
        let (key, value) = self.body.split_at(self.body.iter().position(|b| *b == 0).unwrap_or(0));
        match &self.name {
            b"eXIf" => exif::reveals(self.body),
            b"tIME" => vec![Finding::named(What::Date, "")],
            b"iCCP" => vec![Finding::named(What::Other, "ICC")],
            // Compressed ones are not read: only what they are called.
            b"tEXt" => vec![Finding::new(what(key), value)],
            b"zTXt" | b"iTXt" => vec![Finding::new(what(key), key)],
            // How large it is to be printed.
            b"pHYs" => Vec::new(),
            name => vec![Finding::new(What::Other, name)],
        }
    }
}

/// The keywords that the standard names.
fn what(key: &[u8]) -> What {
    match key {
        b"Author" | b"Copyright" | b"Artist" => What::Author,
        b"Software" => What::Software,
        b"Source" | b"Make" | b"Model" => What::Device,
        b"Creation Time" | b"date:create" | b"date:modify" => What::Date,
        b"Title" | b"Description" | b"Comment" | b"Disclaimer" | b"Warning" => What::Comment,
        _ => What::Other,
    }
}
