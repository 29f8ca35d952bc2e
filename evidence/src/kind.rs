//! What a file is, by its first bytes: never by its name, nor by what a browser says of it.

use serde::Serialize;

/// A kind of file that is told from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A photograph, most often.
    Jpeg,
    /// A picture of a screen, most often.
    Png,
    /// A picture.
    Webp,
    /// A picture that may move.
    Gif,
    /// A photograph of newer telephones.
    Heic,
    /// A film.
    Mp4,
    /// A film of older telephones.
    ThreeGp,
    /// A film or a recording of browsers.
    Webm,
    /// A recording.
    M4a,
    /// A recording.
    Mp3,
    /// A recording.
    Ogg,
    /// A recording.
    Wav,
    /// A recording of older telephones.
    Amr,
    /// A recording.
    Flac,
    /// A document.
    Pdf,
    /// A document of Word.
    Docx,
    /// A table of Excel.
    Xlsx,
    /// A document of `OpenOffice`.
    Odt,
    /// A document of older programs of Microsoft's.
    Ole,
    /// Several files in one.
    Zip,
    /// Plain text.
    Text,
    /// None of these.
    Other,
}

/// A beginning, where it stands, and the kind of what begins so.
const BEGINNINGS: [(&[u8], usize, Kind); 15] = [
    (b"\xff\xd8\xff", 0, Kind::Jpeg),
    (b"\x89PNG\r\n\x1a\n", 0, Kind::Png),
    (b"WEBP", 8, Kind::Webp),
    (b"GIF87a", 0, Kind::Gif),
    (b"GIF89a", 0, Kind::Gif),
    (b"\x1a\x45\xdf\xa3", 0, Kind::Webm),
    (b"ID3", 0, Kind::Mp3),
    (b"\xff\xfb", 0, Kind::Mp3),
    (b"OggS", 0, Kind::Ogg),
    (b"WAVE", 8, Kind::Wav),
    (b"#!AMR", 0, Kind::Amr),
    (b"fLaC", 0, Kind::Flac),
    (b"%PDF-", 0, Kind::Pdf),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, Kind::Ole),
    (b"PK\x03\x04", 0, Kind::Zip),
];

impl Kind {
    /// By the first bytes; some thousand are enough.
    pub fn of(head: &[u8]) -> Self {
        let begins =
            |bytes: &[u8], place| head.get(place..).is_some_and(|it| it.starts_with(bytes));
        let known = BEGINNINGS.iter().find(|(bytes, place, _)| begins(bytes, *place));
        match known.map(|(_, _, kind)| *kind) {
            Some(Self::Zip) => Self::of_zip(head),
            Some(Self::Webp | Self::Wav) if !head.starts_with(b"RIFF") => Self::Other,
            Some(kind) => kind,
            None if begins(b"ftyp", 4) => Self::of_brand(head.get(8..12).unwrap_or_default()),
            None if is_text(head) => Self::Text,
            None => Self::Other,
        }
    }

    /// ISO/IEC 14496-12, "File Type Box".
    fn of_brand(brand: &[u8]) -> Self {
        match brand {
            b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1" | b"avif" => Self::Heic,
            b"M4A " | b"M4B " => Self::M4a,
            [b'3', b'g', ..] => Self::ThreeGp,
            _ => Self::Mp4,
        }
    }

    /// Documents of offices are archives with names of their own in them.
    fn of_zip(head: &[u8]) -> Self {
        let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
        if has(b"word/") {
            Self::Docx
        } else if has(b"xl/") {
            Self::Xlsx
        } else if has(b"application/vnd.oasis.opendocument") {
            Self::Odt
        } else {
            Self::Zip
        }
    }

    /// As it stands in a letter.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Heic => "image/heic",
            Self::Mp4 => "video/mp4",
            Self::ThreeGp => "video/3gpp",
            Self::Webm => "video/webm",
            Self::M4a => "audio/mp4",
            Self::Mp3 => "audio/mpeg",
            Self::Ogg => "audio/ogg",
            Self::Wav => "audio/wav",
            Self::Amr => "audio/amr",
            Self::Flac => "audio/flac",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ole => "application/x-ole-storage",
            Self::Zip => "application/zip",
            Self::Text => "text/plain",
            Self::Other => "application/octet-stream",
        }
    }

    /// What a name of it ends with; empty where that is not known.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Heic => "heic",
            Self::Mp4 => "mp4",
            Self::ThreeGp => "3gp",
            Self::Webm => "webm",
            Self::M4a => "m4a",
            Self::Mp3 => "mp3",
            Self::Ogg => "ogg",
            Self::Wav => "wav",
            Self::Amr => "amr",
            Self::Flac => "flac",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Odt => "odt",
            Self::Ole => "doc",
            Self::Zip => "zip",
            Self::Text => "txt",
            Self::Other => "",
        }
    }
}

/// UTF-8 that may be cut off in a letter, without what no text has.
fn is_text(head: &[u8]) -> bool {
    let whole = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            let valid = head.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(valid).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !whole.is_empty() && whole.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_beginnings_alone() {
        let kinds: [(&[u8], Kind); 12] = [
            (b"\xff\xd8\xff\xe1", Kind::Jpeg),
            (b"RIFF\0\0\0\0WEBPVP8 ", Kind::Webp),
            (b"RIFF\0\0\0\0WAVEfmt ", Kind::Wav),
            (b"XXXX\0\0\0\0WEBPVP8 ", Kind::Other),
            (b"\0\0\0\x18ftypheic", Kind::Heic),
            (b"\0\0\0\x18ftypM4A ", Kind::M4a),
            (b"\0\0\0\x18ftypisom", Kind::Mp4),
            (b"PK\x03\x04....word/document.xml", Kind::Docx),
            (b"PK\x03\x04....photo.jpg", Kind::Zip),
            ("Айгүл айтты".as_bytes(), Kind::Text),
            (b"\x7fELF\x02\x01", Kind::Other),
            (b"", Kind::Other),
        ];
        for (head, kind) in kinds {
            assert_eq!(Kind::of(head), kind, "{head:?}");
        }
        // Cut off within a letter.
        assert_eq!(Kind::of(&"айтты".as_bytes()[..5]), Kind::Text);
    }
}
