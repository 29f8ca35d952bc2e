//! Exif: the block of notes that cameras write into pictures (CIPA DC-008), read by the package
//! `kamadak-exif`. Of all of it a cleaned copy keeps one number: which side is up.

use exif::{Context, Exif, In, Reader, Tag, Value};

use crate::finding::{Finding, Findings, What};

/// Which side is up, from 2 to 8; nothing where it is as it lies.
pub(crate) fn orientation(block: &[u8]) -> Option<u16> {
    let exif = Reader::new().read_raw(block.to_vec()).ok()?;
    let field = exif.get_field(Tag::Orientation, In::PRIMARY)?;
    let value = field.value.get_uint(0)?;
    u16::try_from(value).ok().filter(|value| (2..=8).contains(value))
}

/// A block that says only which side is up.
pub(crate) fn only(orientation: u16) -> Vec<u8> {
    let mut block = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    block.extend(orientation.to_be_bytes());
    // The second half of the value, and no further directory.
    block.extend([0; 6]);
    block
}

/// Whether a block says only that.
pub(crate) fn is_only_orientation(block: &[u8]) -> bool {
    orientation(block).is_some_and(|orientation| only(orientation) == block)
}

/// What a block says.
pub(crate) fn reveals(block: &[u8]) -> Vec<Finding> {
    if is_only_orientation(block) {
        return Vec::new();
    }
    let mut reader = Reader::new();
    // What is broken in it is left out, not all of it.
    reader.continue_on_error(true);
    let exif = reader.read_raw(block.to_vec());
    let mut findings = Findings::default();
    let exif = exif.or_else(|error| {
        error.distill_partial_result(|_| findings.add(Finding::named(What::Other, "Exif")))
    });
    let Ok(exif) = exif else { return vec![Finding::named(What::Other, "Exif")] };
    let place = place(&exif);
    let is_placed = |field: &exif::Field| field.tag.context() == Context::Gps;
    if let Some(place) = place {
        findings.add(place);
    } else if exif.fields().any(is_placed) {
        findings.add(Finding::named(What::Place, ""));
    }
    for field in exif.fields() {
        if field.ifd_num == In::THUMBNAIL {
            findings.add(Finding::named(What::Thumbnail, ""));
        } else if let Some(what) = what(field.tag) {
            findings.add(Finding::new(what, &value(&field.value)));
        }
    }
    let mut list = findings.into_list();
    if list.is_empty() {
        list.push(Finding::named(What::Other, "Exif"));
    }
    list
}

/// What a field is about; nothing for how the picture was exposed, which goes all the same.
fn what(tag: Tag) -> Option<What> {
    // What Windows writes, in an encoding of its own.
    if tag.context() == Context::Tiff {
        match tag.number() {
            0x9c9d => return Some(What::Author),
            0x9c9b | 0x9c9c | 0x9c9e | 0x9c9f => return Some(What::Comment),
            // The name of the computer.
            0x013c => return Some(What::Device),
            _ => {}
        }
    }
    Some(match tag {
        Tag::Make
        | Tag::Model
        | Tag::BodySerialNumber
        | Tag::LensMake
        | Tag::LensModel
        | Tag::LensSerialNumber
        | Tag::ImageUniqueID
        | Tag::MakerNote => What::Device,
        Tag::Artist | Tag::Copyright | Tag::CameraOwnerName => What::Author,
        Tag::DateTime | Tag::DateTimeOriginal | Tag::DateTimeDigitized | Tag::GPSDateStamp => {
            What::Date
        }
        Tag::Software => What::Software,
        Tag::ImageDescription | Tag::UserComment => What::Comment,
        _ => return None,
    })
}

fn value(value: &Value) -> Vec<u8> {
    match value {
        Value::Ascii(parts) => parts.concat(),
        // In front stands the name of the encoding.
        Value::Undefined(bytes, _) if bytes.starts_with(b"ASCII\0") => {
            bytes.get(8..).unwrap_or_default().to_vec()
        }
        _ => Vec::new(),
    }
}

/// Degrees, to a few hundred metres: enough to know it again.
fn place(exif: &Exif) -> Option<Finding> {
    let degrees = |tag, reference, negative: u8| {
        let field = exif.get_field(tag, In::PRIMARY)?;
        let Value::Rational(parts) = &field.value else { return None };
        let part = |place: usize| parts.get(place).map_or(0.0, exif::Rational::to_f64);
        let degrees = part(0) + part(1) / 60.0 + part(2) / 3_600.0;
        let sign = exif.get_field(reference, In::PRIMARY).map(|field| value(&field.value));
        let is_negative = sign.is_some_and(|sign| sign.first() == Some(&negative));
        Some(if is_negative { -degrees } else { degrees })
    };
    let latitude = degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?;
    let longitude = degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?;
    Some(Finding::new(What::Place, format!("{latitude:.3}, {longitude:.3}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_that_says_only_which_side_is_up_is_read_as_that() {
        for side in 2..=8 {
            assert_eq!(orientation(&only(side)), Some(side));
            assert!(is_only_orientation(&only(side)));
            assert_eq!(reveals(&only(side)), []);
        }
        assert_eq!(orientation(&only(1)), None, "as it lies");
        assert_eq!(orientation(&only(9)), None, "there is no such side");
        assert_eq!(reveals(b"broken").len(), 1, "what cannot be read is said");
    }
}
