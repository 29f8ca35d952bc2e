//! A letter as the server sees it: a file of one size that it cannot open.

use bytes::Bytes;
use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::{Day, Digest, Id};

/// How every age file of ours begins: version line, then the first hybrid stanza. It keeps out what
/// was uploaded by mistake (a photograph, plaintext); it proves nothing about the rest.
pub const AGE_BEGINNING: &[u8] = b"age-encryption.org/v1\n-> mlkem768x25519 ";

/// The bytes are not a letter or reply: another size, or not an age file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a sealed file of this size")]
pub struct NotSealed;

/// The file of a letter: exactly [`LETTER_BYTES`], beginning as age files begin.
#[derive(Clone, PartialEq, Eq)]
pub struct LetterFile(Bytes);

impl LetterFile {
    /// From a request's body.
    pub fn parse(bytes: Bytes) -> Result<Self, NotSealed> {
        parse_sealed(bytes, LETTER_BYTES).map(Self)
    }

    /// The file.
    pub fn bytes(&self) -> &Bytes {
        &self.0
    }
}

/// Both kinds of sealed files, told apart by their size alone.
pub(super) fn parse_sealed(bytes: Bytes, size: usize) -> Result<Bytes, NotSealed> {
    let sealed = bytes.len() == size && bytes.starts_with(AGE_BEGINNING);
    if sealed { Ok(bytes) } else { Err(NotSealed) }
}

/// A letter that was sent and is not yet kept.
#[derive(Clone)]
pub struct SentLetter {
    /// From the path.
    pub id: Id,
    /// The value of `Dauys-Day`: the later day under which it is to be published.
    pub ahead: Option<Day>,
    /// The value of `Dauys-Withdraw`.
    pub withdraw: Digest,
    /// SHA-256 of the file.
    pub sha256: Digest,
    /// The file.
    pub file: LetterFile,
}

impl SentLetter {
    /// The day under which a letter that arrives `today` is published.
    ///
    /// Whether `Dauys-Day` was sent is not kept anywhere: it would mark the letters of desks.
    pub fn published(&self, today: Day) -> Day {
        self.ahead.map_or(today, |ahead| ahead.max(today))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_has_one_size_and_begins_like_an_age_file() {
        let mut file = AGE_BEGINNING.to_vec();
        file.resize(LETTER_BYTES, b'x');
        assert!(LetterFile::parse(file.clone().into()).is_ok());
        assert!(LetterFile::parse(file[1..].to_vec().into()).is_err(), "too short");
        file.push(0);
        assert!(LetterFile::parse(file.into()).is_err(), "too long");
        assert!(LetterFile::parse(vec![b'x'; LETTER_BYTES].into()).is_err(), "not age");
    }
}
