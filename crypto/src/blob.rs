//! Attachments: each an age file to a throwaway identity of its own, whose secret stands in the letter
//! (`blobs[].key`), so that whoever hands on the letter hands on the file (docs/PROTOCOL.md, section 14).
//!
//! Sealed and opened while it is read, piece by piece: a film of two hours passes through the memory
//! of a telephone 64 KiB at a time. What is padded is zeros behind the file, up to a size of the list
//! ([`BlobSize`]); how long the file is and its hash stand in the letter.

mod chunks;

#[cfg(feature = "open")]
use std::io::Read;
use std::io::Write;

use age::Encryptor;
use age::stream::StreamWriter;
use dauys_wire::blob::BlobSize;
use dauys_wire::{Digest, PublicKey};
use sha2::{Digest as _, Sha256};

use crate::hybrid::HybridIdentity;
use crate::sink::Sink;

pub use chunks::{Chunks, Finished};

/// What age seals at once (<https://age-encryption.org/v1>, "Payload").
const PIECE_BYTES: u64 = 65_536;
/// The authentication tag behind each piece.
const TAG_BYTES: u64 = 16;
/// Of each size of the list some few lengths of a header leave no plaintext that fills it; the length
/// changes with the grease stanza.
const TRIES: usize = 64;
/// Zeros that are sealed in one step.
static ZEROS: [u8; 65_536] = [0; 65_536];

/// Why a file is not sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// Larger than any blob.
    #[error("larger than any blob")]
    TooLarge,
    /// The file has become longer or shorter since it was chosen.
    #[error("the file has changed")]
    Changed,
    /// The age crate failed.
    #[error("sealing failed")]
    Container,
}

/// A file that is being sealed.
pub struct Sealing {
    identity: HybridIdentity,
    size: BlobSize,
    writer: StreamWriter<Sink>,
    sink: Sink,
    hash: Sha256,
    /// Bytes of the file, and zeros behind it, that are not sealed yet.
    left: u64,
    padding: u64,
}

/// What a letter says of a blob, beside its names.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    /// The seed of the throwaway identity.
    pub key: PublicKey,
    /// SHA-256 of the file itself.
    pub sha256: Digest,
}

impl Sealing {
    /// Begins with a file of so many bytes.
    pub fn begin(bytes: u64) -> Result<Self, BlobError> {
        for _ in 0..TRIES {
            let identity = HybridIdentity::generate();
            let recipient = identity.recipient();
            let recipients = std::iter::once(&recipient as &dyn age::Recipient);
            let encryptor = Encryptor::with_recipients(recipients);
            let encryptor = encryptor.map_err(|_| BlobError::Container)?;
            let sink = Sink::default();
            let writer = encryptor.wrap_output(sink.clone()).map_err(|_| BlobError::Container)?;
            if let Some((size, padding)) = fit(sink.len(), bytes)? {
                let hash = Sha256::new();
                return Ok(Self { identity, size, writer, sink, hash, left: bytes, padding });
            }
        }
        Err(BlobError::Container)
    }

    /// How large the blob will be.
    pub const fn size(&self) -> BlobSize {
        self.size
    }

    /// Seals what comes next of the file.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), BlobError> {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(length).ok_or(BlobError::Changed)?;
        self.hash.update(bytes);
        self.writer.write_all(bytes).map_err(|_| BlobError::Container)
    }

    /// Behind the file: seals zeros, some at a time; whether all are sealed.
    pub fn pad(&mut self) -> Result<bool, BlobError> {
        if self.left > 0 {
            return Err(BlobError::Changed);
        }
        let most = usize::try_from(self.padding).unwrap_or(usize::MAX).min(ZEROS.len());
        let zeros = ZEROS.get(..most).unwrap_or_default();
        self.writer.write_all(zeros).map_err(|_| BlobError::Container)?;
        self.padding -= u64::try_from(zeros.len()).unwrap_or(self.padding);
        Ok(self.padding == 0)
    }

    /// What is sealed and was not taken yet.
    pub fn take(&mut self) -> Vec<u8> {
        self.sink.take()
    }

    /// The end of the blob, and what the letter says of it.
    pub fn finish(mut self) -> Result<(Vec<u8>, Secrets), BlobError> {
        while !self.pad()? {}
        self.writer.finish().map_err(|_| BlobError::Container)?;
        let key = PublicKey::from_bytes(*self.identity.seed());
        let sha256 = Digest::from_bytes(self.hash.finalize().into());
        Ok((self.sink.take(), Secrets { key, sha256 }))
    }
}

/// The smallest blob that a file fits into behind a header of so many bytes, and how many zeros are
/// missing then; `None` if none is filled exactly.
fn fit(header: usize, bytes: u64) -> Result<Option<(BlobSize, u64)>, BlobError> {
    let header = u64::try_from(header).map_err(|_| BlobError::TooLarge)?;
    let pieces = bytes.div_ceil(PIECE_BYTES).max(1);
    let least = pieces.checked_mul(TAG_BYTES).and_then(|tags| tags.checked_add(bytes));
    let least = least.and_then(|least| least.checked_add(header)).ok_or(BlobError::TooLarge)?;
    let size = BlobSize::holding(least).map_err(|_| BlobError::TooLarge)?;
    let body = size.bytes() - header;
    let pieces = body.div_ceil(PIECE_BYTES + TAG_BYTES);
    let plaintext = body.saturating_sub(pieces * TAG_BYTES);
    let is_filled = plaintext.div_ceil(PIECE_BYTES) == pieces;
    Ok(plaintext.checked_sub(bytes).filter(|_| is_filled).map(|padding| (size, padding)))
}

/// Why a blob is not the file that the letter names.
#[cfg(feature = "open")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Its key does not open it.
    #[error("the key of the letter does not open it")]
    Key,
    /// It is cut off, or was changed.
    #[error("it is cut off, or was changed")]
    Damaged,
    /// It opens, and is another file: of other length, or with other bytes.
    #[error("it is not the file that the letter names")]
    AnotherFile,
    /// What is opened could not be written.
    #[error("what was opened could not be written")]
    Output,
}

/// Opens a blob while it is read. What was written before an error is part of a file, or of another:
/// it must not be kept.
#[cfg(feature = "open")]
pub fn open(
    blob: impl Read,
    secrets: &Secrets,
    bytes: u64,
    mut output: impl Write,
) -> Result<(), OpenError> {
    let identity = HybridIdentity::from_seed(secrets.key.as_bytes());
    let decryptor = age::Decryptor::new(blob).map_err(|_| OpenError::Damaged)?;
    let identities = std::iter::once(&identity as &dyn age::Identity);
    let mut reader = decryptor.decrypt(identities).map_err(|error| match error {
        age::DecryptError::NoMatchingKeys => OpenError::Key,
        _ => OpenError::Damaged,
    })?;
    let mut piece = zeroize::Zeroizing::new(vec![0; ZEROS.len()]);
    let (mut hash, mut left) = (Sha256::new(), bytes);
    loop {
        let read = reader.read(&mut piece).map_err(|_| OpenError::Damaged)?;
        if read == 0 {
            break;
        }
        let read = piece.get(..read).unwrap_or_default();
        let of_file = usize::try_from(left).unwrap_or(usize::MAX).min(read.len());
        let (file, padding) = read.split_at(of_file);
        if padding.iter().any(|byte| *byte != 0) {
            return Err(OpenError::AnotherFile);
        }
        hash.update(file);
        output.write_all(file).map_err(|_| OpenError::Output)?;
        left -= u64::try_from(of_file).unwrap_or(left);
    }
    let is_whole = left == 0 && hash.finalize().as_slice() == secrets.sha256.as_bytes();
    if is_whole { Ok(()) } else { Err(OpenError::AnotherFile) }
}

#[cfg(test)]
#[cfg(feature = "open")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seal(file: &[u8], piece: usize) -> (Vec<u8>, Secrets, BlobSize) {
        let mut sealing = Sealing::begin(file.len().try_into().unwrap()).unwrap();
        let mut blob = sealing.take();
        for piece in file.chunks(piece) {
            sealing.write(piece).unwrap();
            blob.extend(sealing.take());
        }
        let size = sealing.size();
        let (end, secrets) = sealing.finish().unwrap();
        blob.extend(end);
        (blob, secrets, size)
    }

    fn opened(blob: &[u8], secrets: &Secrets, bytes: usize) -> Result<Vec<u8>, OpenError> {
        let mut file = Vec::new();
        open(blob, secrets, bytes.try_into().unwrap(), &mut file).map(|()| file)
    }

    #[test]
    fn a_blob_opens_to_its_file_and_tells_no_more_than_its_size() {
        for length in [0, 1, 63_000, 65_535, 65_536, 65_537, 200_000, 1_500_000] {
            let file: Vec<u8> = (0..length).map(|n: u32| n.to_le_bytes()[1]).collect();
            let (blob, secrets, size) = seal(&file, 50_000);
            assert_eq!(blob.len() as u64, size.bytes(), "{length}");
            assert_eq!(BlobSize::try_from(size.bytes()), Ok(size));
            assert_eq!(secrets.sha256, Digest::of(&file));
            assert_eq!(opened(&blob, &secrets, file.len()), Ok(file), "{length}");
        }
    }

    #[test]
    fn what_is_cut_off_changed_or_another_file_is_told() {
        let (blob, secrets, _) = seal(b"a recording", 4);
        let (_, others, _) = seal(b"a recording", 4);
        let length = b"a recording".len();
        let cut = blob.get(..blob.len() - 1).unwrap();
        assert_eq!(opened(cut, &secrets, length), Err(OpenError::Damaged));
        let mut changed = blob.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(opened(&changed, &secrets, length), Err(OpenError::Damaged));
        assert_eq!(opened(&blob, &others, length), Err(OpenError::Key));
        for other in [length - 1, length + 1, blob.len()] {
            assert_eq!(opened(&blob, &secrets, other), Err(OpenError::AnotherFile), "{other}");
        }
        let lies = Secrets { sha256: Digest::of(b"another"), ..secrets };
        assert_eq!(opened(&blob, &lies, length), Err(OpenError::AnotherFile));
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_not_sealed() {
        let mut longer = Sealing::begin(3).unwrap();
        assert_eq!(longer.write(b"four"), Err(BlobError::Changed));
        let mut shorter = Sealing::begin(3).unwrap();
        shorter.write(b"ab").unwrap();
        assert_eq!(shorter.finish().map(drop), Err(BlobError::Changed));
        let most = dauys_wire::blob::BLOB_BYTES_MAX;
        assert!(matches!(Sealing::begin(most), Err(BlobError::TooLarge)), "with its header");
        assert!(matches!(Sealing::begin(u64::MAX), Err(BlobError::TooLarge)));
    }

    proptest! {
        #[test]
        fn whatever_the_header_a_size_that_fits_is_filled(
            header in 1_700_usize..2_300,
            bytes in 0_u64..5_000_000_000,
        ) {
            if let Ok(Some((size, padding))) = fit(header, bytes) {
                let plaintext = bytes + padding;
                let pieces = plaintext.div_ceil(PIECE_BYTES).max(1);
                let whole = header as u64 + plaintext + pieces * TAG_BYTES;
                prop_assert_eq!(whole, size.bytes());
            }
        }
    }
}
