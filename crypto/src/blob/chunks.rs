//! A blob as it is sent: chunk by chunk, each as soon as there is enough for it.

use dauys_wire::Digest;
use dauys_wire::blob::{BlobSize, CHUNK_BYTES};
use sha2::{Digest as _, Sha256};

use super::{BlobError, Sealing, Secrets};

/// A file that is being sealed for the wire. Of what was handed over it holds less than a chunk and
/// what was written last.
pub struct Chunks {
    sealing: Sealing,
    /// What is sealed and not handed over.
    sealed: Vec<u8>,
    hash: Sha256,
}

/// The end of a blob.
pub struct Finished {
    /// The last chunk, unless that is handed over already.
    pub last: Vec<u8>,
    /// What the letter says of it.
    pub secrets: Secrets,
    /// SHA-256 of the whole blob, for `finish`.
    pub sha256: Digest,
}

impl Chunks {
    /// Begins with a file of so many bytes.
    pub fn begin(bytes: u64) -> Result<Self, BlobError> {
        let sealing = Sealing::begin(bytes)?;
        Ok(Self { sealing, sealed: Vec::new(), hash: Sha256::new() })
    }

    /// How large the blob will be.
    pub const fn size(&self) -> BlobSize {
        self.sealing.size()
    }

    /// Seals what comes next of the file.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), BlobError> {
        self.sealing.write(bytes)
    }

    /// Behind the file: seals zeros, some at a time; whether all are sealed.
    pub fn pad(&mut self) -> Result<bool, BlobError> {
        self.sealing.pad()
    }

    /// The next whole chunk, if there is enough for one.
    pub fn take(&mut self) -> Option<Vec<u8>> {
        let chunk = usize::try_from(CHUNK_BYTES).unwrap_or(usize::MAX);
        self.sealed.append(&mut self.sealing.take());
        if self.sealed.len() < chunk {
            return None;
        }
        let rest = self.sealed.split_off(chunk);
        let chunk = std::mem::replace(&mut self.sealed, rest);
        self.hash.update(&chunk);
        Some(chunk)
    }

    /// Seals the end. Everything that was written must have been taken before.
    pub fn finish(mut self) -> Result<Finished, BlobError> {
        let (mut end, secrets) = self.sealing.finish()?;
        self.sealed.append(&mut end);
        self.hash.update(&self.sealed);
        let sha256 = Digest::from_bytes(self.hash.finalize().into());
        Ok(Finished { last: self.sealed, secrets, sha256 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_those_of_the_size_and_hash_to_the_whole() {
        for bytes in [0_usize, 65_537, 1_040_000, 1 << 20, 3_000_000] {
            let mut chunks = Chunks::begin(bytes.try_into().unwrap()).unwrap();
            let size = chunks.size();
            let mut sent = Vec::new();
            for piece in vec![7; bytes].chunks(300_000) {
                chunks.write(piece).unwrap();
                sent.extend(chunks.take());
            }
            while !chunks.pad().unwrap() {
                sent.extend(chunks.take());
            }
            sent.extend(chunks.take());
            let Finished { last, sha256, .. } = chunks.finish().unwrap();
            if !last.is_empty() {
                sent.push(last);
            }
            let lengths: Vec<_> = sent.iter().map(|chunk| Some(chunk.len() as u64)).collect();
            let wanted: Vec<_> = (0..size.chunks()).map(|chunk| size.chunk_bytes(chunk)).collect();
            assert_eq!(lengths, wanted, "{bytes}");
            assert_eq!(sha256, Digest::of(&sent.concat()));
        }
    }
}
