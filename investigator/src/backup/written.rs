//! Making a backup: everything goes through age into a file that has no name before it is whole.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use age::Encryptor;
use dauys_wire::Day;
use tar::{Builder, EntryType, Header};
use zeroize::Zeroizing;

use super::{ABOUT, About, BackupError, CARD, COVER, FORMAT, KEYS, VAULT};
use crate::files::{FileError, Fresh};
use crate::workplace::Workplace;

/// What is to be sealed, as it was at one moment: a vault is only ever added to, or replaced as a whole, so that
/// nobody has to hold the desk while this is written.
pub struct Snapshot {
    about: Vec<u8>,
    keys: Zeroizing<Vec<u8>>,
    files: Vec<Source>,
}

/// Seals keys and vault into a new file.
pub fn write(
    workplace: &Workplace,
    recipient: &dyn age::Recipient,
    path: &Path,
    today: Day,
) -> Result<(), BackupError> {
    refuse_beside(workplace, path)?;
    let mut file = Fresh::begin(path)?;
    match Snapshot::take(workplace, today)?.seal(recipient, &mut file) {
        Ok(()) => Ok(file.keep()?),
        Err(Stopped::Elsewhere(error)) => Err(error),
        Err(Stopped::Writing) => Err(file.why().into()),
    }
}

/// What is lost with the folder is no backup of it.
fn refuse_beside(workplace: &Workplace, path: &Path) -> Result<(), BackupError> {
    let whole = |path: &Path| path.canonicalize().map_err(FileError::at(path));
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    if whole(parent.unwrap_or(Path::new(".")))?.starts_with(whole(workplace.home().folder())?) {
        return Err(BackupError::Beside(path.to_owned()));
    }
    Ok(())
}

/// Why not all of it was written.
pub enum Stopped {
    /// What is sealed cannot be read.
    Elsewhere(BackupError),
    /// Whoever takes it knows.
    Writing,
}

impl<E: Into<BackupError>> From<E> for Stopped {
    fn from(error: E) -> Self {
        Self::Elsewhere(error.into())
    }
}

impl Snapshot {
    /// Of an open desk.
    pub fn take(workplace: &Workplace, today: Day) -> Result<Self, BackupError> {
        let about = About { format: FORMAT.to_owned(), day: today, id: workplace.keys.id };
        let about = serde_json::to_vec(&about).map_err(|_| BackupError::NotABackup)?;
        let keys = workplace.keys.to_json()?;
        let home = workplace.home();
        let mut files = Vec::new();
        for (name, path) in [(CARD, home.card()), (VAULT, home.vault()), (COVER, home.cover())] {
            match File::open(&path) {
                Ok(file) => files.push(Source::of(name, path, file)?),
                Err(reason) if reason.kind() == io::ErrorKind::NotFound && name != VAULT => {}
                Err(reason) => return Err(FileError::at(&path)(reason).into()),
            }
        }
        Ok(Self { about, keys, files })
    }

    /// Writes all of it, sealed.
    pub fn seal(self, recipient: &dyn age::Recipient, output: impl Write) -> Result<(), Stopped> {
        let encryptor = Encryptor::with_recipients(std::iter::once(recipient));
        let sealed = encryptor.map_err(|_| BackupError::Damaged)?.wrap_output(output);
        let mut tar = Builder::new(sealed.map_err(|_| Stopped::Writing)?);
        entry(&mut tar, ABOUT, self.about.len() as u64, self.about.as_slice())?;
        entry(&mut tar, KEYS, self.keys.len() as u64, self.keys.as_slice())?;
        for mut source in self.files {
            let written = entry(&mut tar, source.name, source.length, &mut source);
            if let Some(reason) = source.failed {
                return Err(FileError::at(&source.path)(reason).into());
            }
            written?;
        }
        let sealed = tar.into_inner().map_err(|_| Stopped::Writing)?;
        sealed.finish().map(|_| ()).map_err(|_| Stopped::Writing)
    }
}

/// A file that knows why it could not be read.
struct Source {
    name: &'static str,
    path: PathBuf,
    file: File,
    length: u64,
    failed: Option<io::Error>,
}

impl Source {
    fn of(name: &'static str, path: PathBuf, file: File) -> Result<Self, BackupError> {
        let length = file.metadata().map_err(FileError::at(&path))?.len();
        Ok(Self { name, path, file, length, failed: None })
    }
}

impl Read for Source {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.file.read(bytes).map_err(|reason| {
            let kind = reason.kind();
            // Interrupted reads are tried again, by whoever reads.
            self.failed = (kind != io::ErrorKind::Interrupted).then_some(reason);
            kind.into()
        })
    }
}

/// One file of the tar, without a time or an owner.
fn entry(
    tar: &mut Builder<impl Write>,
    name: &str,
    length: u64,
    content: impl Read,
) -> Result<(), Stopped> {
    let mut header = Header::new_ustar();
    header.set_entry_type(EntryType::Regular);
    header.set_mode(0o600);
    header.set_size(length);
    // The names are ours, and short.
    header.set_path(name).map_err(|_| BackupError::NotABackup)?;
    header.set_cksum();
    tar.append(&header, content.take(length)).map_err(|_| Stopped::Writing)
}
