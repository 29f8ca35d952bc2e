//! A file with sealed letters: the offline form saves one, and anybody can bring it in, who cannot read what
//! is in it (docs/PROTOCOL.md, section 16).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::json;
use crate::limits::{LETTER_BYTES, SEALED_FILE_MAX};
use crate::text::{Digest, Id, InstanceName};

/// `format` of a file.
pub const FORMAT: &str = "dauys-sealed/1";

/// A report, and the letter with her name.
pub const LETTERS_MAX: usize = 2;

/// What somebody brings in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SealedFile {
    /// [`FORMAT`].
    pub format: String,
    /// The installation that the letters are for.
    pub instance: InstanceName,
    /// One or two, the report first.
    pub letters: Vec<SealedLetter>,
}

/// A letter as it is put.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SealedLetter {
    /// Its id.
    pub id: Id,
    /// The value of `Dauys-Withdraw`: with it nothing can be withdrawn.
    pub withdraw: Digest,
    /// The age file; standard base64 with padding in JSON.
    #[serde(deserialize_with = "letter_file")]
    pub file: Vec<u8>,
}

/// Not such a file, or not a whole one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a file with sealed letters")]
pub struct NotSealed;

impl SealedFile {
    /// Reads one of at most [`SEALED_FILE_MAX`] bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, NotSealed> {
        let file: Self = json::parse(bytes, SEALED_FILE_MAX).map_err(|_| NotSealed)?;
        let count = file.letters.len();
        let is_whole = file.format == FORMAT && (1..=LETTERS_MAX).contains(&count);
        if is_whole { Ok(file) } else { Err(NotSealed) }
    }
}

/// Every letter has one size.
fn letter_file<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let file = STANDARD.decode(text).map_err(|_| D::Error::custom("not base64"))?;
    if file.len() == LETTER_BYTES { Ok(file) } else { Err(D::Error::custom("not a letter")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(format: &str, letters: &[usize]) -> String {
        let letters = letters.iter().map(|bytes| {
            let (id, withdraw) = ("5".repeat(32), "a".repeat(64));
            let file = STANDARD.encode(vec![7; *bytes]);
            format!(r#"{{"id":"{id}","withdraw":"{withdraw}","file":"{file}"}}"#)
        });
        let letters = letters.collect::<Vec<_>>().join(",");
        format!(r#"{{"format":"{format}","instance":"example","letters":[{letters}]}}"#)
    }

    #[test]
    fn one_or_two_whole_letters_are_taken_and_nothing_else() {
        for letters in [vec![LETTER_BYTES], vec![LETTER_BYTES; LETTERS_MAX]] {
            let parsed = SealedFile::parse(file(FORMAT, &letters).as_bytes()).unwrap();
            assert_eq!(parsed.letters.len(), letters.len());
            assert_eq!(parsed.letters[0].file, vec![7; LETTER_BYTES]);
        }
        for (format, letters) in [
            ("dauys-sealed/2", vec![LETTER_BYTES]),
            (FORMAT, vec![]),
            (FORMAT, vec![LETTER_BYTES; LETTERS_MAX + 1]),
            (FORMAT, vec![LETTER_BYTES - 1]),
            (FORMAT, vec![LETTER_BYTES + 1]),
        ] {
            assert_eq!(SealedFile::parse(file(format, &letters).as_bytes()), Err(NotSealed));
        }
        assert_eq!(
            SealedFile::parse(&file(FORMAT, &[LETTER_BYTES]).as_bytes()[1..]),
            Err(NotSealed)
        );
    }
}
