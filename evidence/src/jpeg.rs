//! JPEG (ITU-T T.81, annex B): a row of segments, behind some of them the compressed picture.

use crate::bytes::Reader;
use crate::finding::{Finding, Findings, What};
use crate::{Cleaned, Cleaner, Refused, check_pixels, check_size, exif};

/// Cleans photographs.
pub struct Jpeg;

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/";
const ICC: &[u8] = b"ICC_PROFILE\0";

/// Markers, by the second byte.
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP13: u8 = 0xed;
const APP14: u8 = 0xee;
const COM: u8 = 0xfe;
const SOS: u8 = 0xda;
const EOI: u8 = 0xd9;

/// JFIF 1.01 without a thumbnail, pixels as wide as high.
const JFIF: &[u8] = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

/// A segment, and the compressed data behind it.
#[derive(Clone, Copy)]
struct Segment<'a> {
    marker: u8,
    body: &'a [u8],
    scan: &'a [u8],
}

/// A whole file, and what stands behind its end.
struct Parts<'a> {
    segments: Vec<Segment<'a>>,
    trailer: &'a [u8],
}

impl Cleaner for Jpeg {
    fn read(&self, file: &[u8]) -> Result<Cleaned, Refused> {
        let parts = Parts::read(file)?;
        Ok(Cleaned { findings: parts.reveals(), file: parts.clean()? })
    }
}

fn push(file: &mut Vec<u8>, marker: u8, body: &[u8]) -> Result<(), Refused> {
    let length = u16::try_from(body.len() + 2).map_err(|_| Refused::Damaged)?;
    file.extend([0xff, marker]);
    file.extend(length.to_be_bytes());
    file.extend(body);
    Ok(())
}

impl<'a> Parts<'a> {
    fn read(file: &'a [u8]) -> Result<Self, Refused> {
        check_size(file)?;
        let mut reader = Reader::new(file);
        reader.expect(b"\xff\xd8")?;
        let mut segments = Vec::new();
        let (mut frames, mut scans) = (0, 0);
        loop {
            let marker = marker(&mut reader)?;
            if marker == EOI {
                break;
            }
            let length = usize::from(reader.u16_be()?).checked_sub(2).ok_or(Refused::Damaged)?;
            let body = reader.take(length)?;
            match marker {
                0xc0..=0xc3 | 0xc9..=0xcb => {
                    check_frame(body)?;
                    frames += 1;
                }
                // Differential and hierarchical ones are in no picture that people have.
                0xc5..=0xc8 | 0xcd..=0xcf | 0xde | 0xdf => return Err(Refused::Strange),
                _ => {}
            }
            check_tables(marker, body)?;
            let scan = if marker == SOS { take_scan(&mut reader)? } else { &[] };
            scans += usize::from(marker == SOS);
            segments.push(Segment { marker, body, scan });
        }
        if frames != 1 || scans == 0 {
            return Err(Refused::Damaged);
        }
        Ok(Self { segments, trailer: reader.rest() })
    }
}

impl Parts<'_> {
    fn reveals(&self) -> Vec<Finding> {
        let mut findings = Findings::default();
        for segment in &self.segments {
            findings.extend(segment.reveals());
        }
        if self.trailer.starts_with(b"\xff\xd8") {
            findings.add(Finding::named(What::Trailer, "JPEG"));
        } else if !self.trailer.is_empty() {
            findings.add(Finding::named(What::Trailer, ""));
        }
        findings.into_list()
    }

    fn clean(&self) -> Result<Vec<u8>, Refused> {
        let segments = &self.segments;
        let mut clean = b"\xff\xd8".to_vec();
        let orientation = segments.iter().find_map(Segment::orientation);
        let is_jfif = segments.iter().any(|it| it.marker == APP0 && it.body.starts_with(b"JFIF\0"));
        if is_jfif {
            push(&mut clean, APP0, JFIF)?;
        }
        if let Some(orientation) = orientation {
            push(&mut clean, APP1, &[EXIF, &exif::only(orientation)].concat())?;
        }
        if let Some(adobe) = segments.iter().find_map(Segment::adobe) {
            push(&mut clean, APP14, &adobe)?;
        }
        for segment in segments.iter().filter(|segment| segment.is_needed()) {
            push(&mut clean, segment.marker, segment.body)?;
            clean.extend(segment.scan);
        }
        clean.extend([0xff, EOI]);
        Ok(clean)
    }
}

/// The next marker; any number of 0xff may stand before it.
fn marker(reader: &mut Reader<'_>) -> Result<u8, Refused> {
    reader.expect(b"\xff")?;
    loop {
        match reader.byte()? {
            0xff => {}
            // Without a length, or none at all: they cannot stand here.
            0x00..=0xbf | 0xd0..=0xd8 => return Err(Refused::Damaged),
            marker => return Ok(marker),
        }
    }
}

/// Whether a segment that is kept is as long as what it says is in it.
fn check_tables(marker: u8, body: &[u8]) -> Result<(), Refused> {
    let mut reader = Reader::new(body);
    match marker {
        0xc4 => {
            while !reader.is_empty() {
                reader.byte()?;
                let counts: [u8; 16] = reader.array()?;
                reader.take(counts.iter().map(|count| usize::from(*count)).sum())?;
            }
        }
        0xdb => {
            while !reader.is_empty() {
                let is_wide = reader.byte()? >> 4 != 0;
                reader.take(if is_wide { 128 } else { 64 })?;
            }
        }
        0xcc => {
            reader.take(body.len() / 2 * 2)?;
        }
        0xc0..=0xc3 | 0xc9..=0xcb => {
            reader.take(5)?;
            let components = usize::from(reader.byte()?);
            reader.take(3 * components)?;
        }
        SOS => {
            let components = usize::from(reader.byte()?);
            reader.take(2 * components + 3)?;
        }
        0xdc | 0xdd => {
            reader.take(2)?;
        }
        _ => return Ok(()),
    }
    if reader.is_empty() { Ok(()) } else { Err(Refused::Damaged) }
}

/// Of a frame header: height and width behind one byte.
fn check_frame(body: &[u8]) -> Result<(), Refused> {
    let mut reader = Reader::new(body);
    reader.byte()?;
    let (height, width) = (reader.u16_be()?, reader.u16_be()?);
    // A height that is told only behind the first scan is in no picture that people have.
    check_pixels(width.into(), height.into())
}

/// Compressed data up to the next marker: 0xff is followed by 0, or by the number of a restart.
fn take_scan<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Refused> {
    let bytes = reader.rest();
    let mut from = 0;
    loop {
        let rest = bytes.get(from..).unwrap_or_default();
        let place = rest.iter().position(|byte| *byte == 0xff).ok_or(Refused::Damaged)?;
        match rest.get(place + 1) {
            Some(0x00 | 0xd0..=0xd7) => from += place + 2,
            Some(_) => return reader.take(from + place),
            None => return Err(Refused::Damaged),
        }
    }
}

impl Segment<'_> {
    /// Whether a decoder needs it as it is.
    const fn is_needed(&self) -> bool {
        matches!(self.marker, 0xc0..=0xcc | 0xdb | SOS | 0xdc | 0xdd)
    }

    fn exif(&self) -> Option<&[u8]> {
        (self.marker == APP1).then_some(self.body)?.strip_prefix(EXIF)
    }

    fn orientation(&self) -> Option<u16> {
        self.exif().and_then(exif::orientation)
    }

    /// How colours are written, by Adobe: twelve bytes, of which the last one counts.
    fn adobe(&self) -> Option<[u8; 12]> {
        let body = (self.marker == APP14).then_some(self.body)?.strip_prefix(b"Adobe")?;
        let transform = *body.get(6)?;
        let mut adobe = *b"Adobe\0\x64\0\0\0\0\0";
        if let Some(last) = adobe.last_mut() {
            *last = transform.min(2);
        }
        Some(adobe)
    }

    fn reveals(&self) -> Vec<Finding> {
        let other = |name| vec![Finding::named(What::Other, name)];
        match self.marker {
            APP0 if self.body == JFIF => Vec::new(),
            // Version and how many pixels make an inch are no secret; a thumbnail is.
            APP0 if self.body.starts_with(b"JFIF\0") && self.body.len() == JFIF.len() => Vec::new(),
            APP0 => vec![Finding::named(What::Thumbnail, "")],
            APP1 if self.exif().is_some() => exif::reveals(self.exif().unwrap_or_default()),
            APP1 if self.body.starts_with(XMP) => other("XMP"),
            APP2 if self.body.starts_with(ICC) => other("ICC"),
            APP2 if self.body.starts_with(b"MPF\0") => other("MPF"),
            APP13 => other("IPTC"),
            APP14 if self.adobe().is_some_and(|adobe| adobe == self.body) => Vec::new(),
            APP14 => other("Adobe"),
            COM => vec![Finding::new(What::Comment, self.body)],
            _ if self.is_needed() => Vec::new(),
            _ => other(&format!("APP{}", self.marker & 0x0f)),
        }
    }
}
