//! Passphrases: asked at the terminal without an echo, or read from a file for scripts; and files
//! sealed with one, in the age format (scrypt), so that a stock `age -d` opens them.

use std::fmt;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};

use age::secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::files::{self, FileError};
use crate::message;
use crate::print::Print;
use crate::text::Message;

/// The scrypt work factor: 2^17 rounds over 128 MiB, half a second on a laptop. Fixed and not
/// measured, so that a busy moment at `init` does not make a weak file for years.
const WORK_FACTOR: u8 = 17;

/// The dearest file we open: 2^20 takes a gigabyte and some seconds.
const WORK_FACTOR_MAX: u8 = 20;

/// A passphrase of fewer characters can be guessed, scrypt or not.
pub const LENGTH_MIN: usize = 10;

/// More is not a passphrase.
const FILE_MAX: usize = 4_096;

/// A passphrase. Never printed, cleared when dropped.
pub struct Passphrase(SecretString);

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// Why there is no passphrase.
#[derive(Debug, thiserror::Error)]
pub enum PassphraseError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is no terminal to ask at.
    #[error("nobody to ask")]
    NobodyToAsk {
        /// What could be given instead.
        flag: &'static str,
    },
    /// Fewer than [`LENGTH_MIN`] characters.
    #[error("too short")]
    TooShort,
}

/// Where passphrases come from.
#[derive(Debug)]
pub struct PassphraseSource<'a> {
    file: Option<&'a Path>,
    flag: &'static str,
}

impl<'a> PassphraseSource<'a> {
    /// The file, or the terminal.
    pub fn new(file: Option<&'a PathBuf>) -> Self {
        Self::of(file, "--passphrase-file")
    }

    /// The same for another passphrase, whose file is named by this flag.
    pub fn of(file: Option<&'a PathBuf>, flag: &'static str) -> Self {
        Self { file: file.map(PathBuf::as_path), flag }
    }

    /// The passphrase of something that exists.
    pub fn existing(&self, print: &Print, prompt: &Message) -> Result<Passphrase, PassphraseError> {
        match self.file {
            Some(path) => from_file(path),
            None => self.type_in(print, prompt),
        }
    }

    /// A passphrase for something new: long enough, and typed twice. Whoever mistypes is asked again:
    /// much was asked of them before.
    pub fn chosen(&self, print: &Print, prompt: &Message) -> Result<Passphrase, PassphraseError> {
        loop {
            let first = self.existing(print, prompt)?;
            let is_short = first.is_short();
            if self.file.is_some() {
                return if is_short { Err(PassphraseError::TooShort) } else { Ok(first) };
            }
            if is_short {
                print.remark(&message!("passphrase-short", least = LENGTH_MIN));
            } else if first.expose() == self.type_in(print, &message!("ask-again"))?.expose() {
                return Ok(first);
            } else {
                print.remark(&message!("passphrases-differ"));
            }
        }
    }

    fn type_in(&self, print: &Print, prompt: &Message) -> Result<Passphrase, PassphraseError> {
        let nobody = PassphraseError::NobodyToAsk { flag: self.flag };
        if !io::stdin().is_terminal() {
            return Err(nobody);
        }
        print.question(prompt);
        let typed = rpassword::read_password().map_err(|_| nobody)?;
        Ok(Passphrase(SecretString::from(typed)))
    }
}

impl Passphrase {
    /// What somebody typed into a page.
    pub fn typed(text: String) -> Self {
        Self(SecretString::from(text))
    }

    /// Whether it can be guessed.
    pub fn is_short(&self) -> bool {
        self.expose().chars().count() < LENGTH_MIN
    }

    /// The characters, for the crates that derive keys from them.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// What an age file is sealed to.
    pub fn recipient(&self) -> age::scrypt::Recipient {
        let mut recipient = age::scrypt::Recipient::new(self.0.clone());
        recipient.set_work_factor(WORK_FACTOR);
        recipient
    }

    /// What opens it.
    pub fn identity(&self) -> age::scrypt::Identity {
        let mut identity = age::scrypt::Identity::new(self.0.clone());
        identity.set_max_work_factor(WORK_FACTOR_MAX);
        identity
    }

    /// Seals bytes into an age file.
    pub fn seal(&self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let recipient = self.recipient();
        let encryptor =
            age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
                .map_err(io::Error::other)?;
        let mut sealed = Vec::new();
        let mut writer = encryptor.wrap_output(&mut sealed)?;
        writer.write_all(bytes)?;
        writer.finish()?;
        Ok(sealed)
    }

    /// Opens an age file; `None` if this is not its passphrase, or it is not such a file.
    pub fn open(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let identity = self.identity();
        let decryptor = age::Decryptor::new_buffered(sealed).ok()?;
        let mut reader =
            decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).ok()?;
        // Room for everything at once: a vector that grows leaves copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(sealed.len()));
        reader.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }
}

fn from_file(path: &Path) -> Result<Passphrase, PassphraseError> {
    let text = Zeroizing::new(files::read_text(path, FILE_MAX)?);
    let line = text.lines().next().unwrap_or_default();
    Ok(Passphrase(SecretString::from(line.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_opens_with_its_passphrase_and_no_other() {
        let right = Passphrase(SecretString::from("correct horse".to_owned()));
        let wrong = Passphrase(SecretString::from("correct house".to_owned()));
        let sealed = right.seal(b"secret").unwrap();
        assert_eq!(right.open(&sealed).unwrap().as_slice(), b"secret");
        assert!(wrong.open(&sealed).is_none());
        assert!(right.open(b"not an age file").is_none());
        assert!(!format!("{right:?}").contains("horse"));
    }
}
