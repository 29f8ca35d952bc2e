//! A diary as the file that she keeps, and back: in steps, because a passphrase costs many seconds
//! where there is no compiler.

use std::io::{Read as _, Write as _};

use age::{DecryptError, Decryptor, Encryptor};
use zeroize::Zeroizing;

use super::lock::{Key, Lock, Looking};
use super::scrypt::{NoMemory, Scrypt};
use super::{BadDiary, DIARY_JSON_MAX, Diary, Passphrase};

/// What a guess at her passphrase costs: 32 MiB of memory, and on a cheap telephone a second.
pub const LOG_N: u8 = 15;
/// What is opened at most: 64 MiB. More, and a telephone may end the page.
pub const LOG_N_MAX: u8 = 16;
/// Of a whole file: the JSON, its header, and 16 bytes for each chunk of 64 KiB.
pub const DIARY_FILE_MAX: usize = DIARY_JSON_MAX + 1_024;

/// Why there is no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// More than one file holds.
    #[error("more than one diary holds")]
    Full,
    /// Not enough memory for the passphrase.
    #[error("not enough memory")]
    Memory,
    /// The age crate failed.
    #[error("sealing failed")]
    Container,
}

/// Why a file is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Larger than any diary.
    #[error("larger than any diary")]
    TooBig,
    /// No age file that a passphrase opens, or none that is whole at its beginning.
    #[error("not a file that a passphrase opens")]
    Strange,
    /// Opening it would take more memory than a page should.
    #[error("opening it would take too much memory")]
    Work,
    /// Not enough memory for the passphrase.
    #[error("not enough memory")]
    Memory,
    /// Not the passphrase, or the one place is damaged that only the passphrase can tell.
    #[error("not the passphrase")]
    Passphrase,
    /// The passphrase is right, and the file was changed or is cut off.
    #[error("damaged")]
    Damaged,
    /// The passphrase is right, and what is in it is no diary.
    #[error("not a diary")]
    NotADiary,
}

impl From<NoMemory> for SealError {
    fn from(_: NoMemory) -> Self {
        Self::Memory
    }
}

impl From<NoMemory> for OpenError {
    fn from(_: NoMemory) -> Self {
        Self::Memory
    }
}

/// A diary that is being sealed.
pub struct Sealing {
    json: Zeroizing<String>,
    lock: Lock,
    derived: Scrypt,
}

impl Sealing {
    /// Writes it down; every file has a salt of its own.
    pub fn begin(diary: &Diary, passphrase: &Passphrase) -> Result<Self, SealError> {
        Self::with_work(diary, passphrase, LOG_N)
    }

    pub(super) fn with_work(
        diary: &Diary,
        passphrase: &Passphrase,
        log_n: u8,
    ) -> Result<Self, SealError> {
        let json = diary.to_json().map_err(|BadDiary| SealError::Full)?;
        let lock = Lock::new(log_n);
        Ok(Self { json, lock, derived: lock.begin(passphrase)? })
    }

    /// Mixes so many KiB more of twice 32,768; whether that is all.
    pub fn step(&mut self, kib: usize) -> bool {
        self.derived.step(kib)
    }

    /// How much of that is done.
    pub fn percent(&self) -> usize {
        self.derived.percent()
    }

    /// The file.
    pub fn finish(self) -> Result<Vec<u8>, SealError> {
        let key = Key::new(self.lock, self.derived);
        let recipients = std::iter::once(&key as &dyn age::Recipient);
        let written = || -> Option<Vec<u8>> {
            let encryptor = Encryptor::with_recipients(recipients).ok()?;
            let mut output = encryptor.wrap_output(Vec::new()).ok()?;
            output.write_all(self.json.as_bytes()).ok()?;
            output.finish().ok()
        };
        written().ok_or(SealError::Container)
    }
}

/// A diary that is being opened.
pub struct Opening {
    file: Vec<u8>,
    lock: Lock,
    derived: Scrypt,
}

impl Opening {
    /// Looks at the lock.
    pub fn begin(file: &[u8], passphrase: &Passphrase) -> Result<Self, OpenError> {
        if file.len() > DIARY_FILE_MAX {
            return Err(OpenError::TooBig);
        }
        let looking = Looking::default();
        let identities = std::iter::once(&looking as &dyn age::Identity);
        // It opens with nothing that is only looked through.
        let _ = container(file)?.decrypt(identities);
        let lock = looking.found().ok_or(OpenError::Strange)?;
        if lock.log_n > LOG_N_MAX {
            return Err(OpenError::Work);
        }
        Ok(Self { file: file.to_vec(), lock, derived: lock.begin(passphrase)? })
    }

    /// Mixes so many KiB more; whether that is all.
    pub fn step(&mut self, kib: usize) -> bool {
        self.derived.step(kib)
    }

    /// How much of that is done.
    pub fn percent(&self) -> usize {
        self.derived.percent()
    }

    /// What is in it.
    pub fn finish(self) -> Result<Diary, OpenError> {
        let key = Key::new(self.lock, self.derived);
        let identities = std::iter::once(&key as &dyn age::Identity);
        let opened = container(&self.file)?.decrypt(identities);
        let mut reader = opened.map_err(|error| match error {
            DecryptError::NoMatchingKeys => OpenError::Passphrase,
            _ => OpenError::Damaged,
        })?;
        // Reserved at once, so that no half-grown copy stays behind in freed memory.
        let mut json = Zeroizing::new(Vec::with_capacity(self.file.len()));
        reader.read_to_end(&mut json).map_err(|_| OpenError::Damaged)?;
        Diary::from_json(json).map_err(|BadDiary| OpenError::NotADiary)
    }
}

fn container(file: &[u8]) -> Result<Decryptor<&[u8]>, OpenError> {
    Decryptor::new_buffered(file).map_err(|_| OpenError::Strange)
}
