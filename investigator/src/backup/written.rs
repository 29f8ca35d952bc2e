//! Making a backup: everything goes through age into a file that has no name before it is whole.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use age::Encryptor;
use dauys_wire::Day;
use tar::{Builder, EntryType, Header};

use super::{ABOUT, About, BackupError, CARD, COVER, FORMAT, KEYS, VAULT};
use crate::files::{FileError, Fresh};
use crate::workplace::Workplace;

/// Seals keys and vault into a new file. The desk is open meanwhile, so that nobody writes to it.
pub fn write(
    workplace: &Workplace,
    recipient: &dyn age::Recipient,
    path: &Path,
    today: Day,
) -> Result<(), BackupError> {
    refuse_beside(workplace, path)?;
    let mut file = Fresh::begin(path)?;
    match seal(workplace, recipient, today, &mut file) {
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
enum Stopped {
    /// What is sealed cannot be read.
    Elsewhere(BackupError),
    /// The new file knows.
    Writing,
}

impl<E: Into<BackupError>> From<E> for Stopped {
    fn from(error: E) -> Self {
        Self::Elsewhere(error.into())
    }
}

fn seal(
    workplace: &Workplace,
    recipient: &dyn age::Recipient,
    today: Day,
    file: &mut Fresh,
) -> Result<(), Stopped> {
    let encryptor = Encryptor::with_recipients(std::iter::once(recipient));
    let sealed = encryptor.map_err(|_| BackupError::Damaged)?.wrap_output(file);
    let mut tar = Builder::new(sealed.map_err(|_| Stopped::Writing)?);
    let about = About { format: FORMAT.to_owned(), day: today, id: workplace.keys.id };
    let about = serde_json::to_vec(&about).map_err(|_| BackupError::NotABackup)?;
    entry(&mut tar, ABOUT, about.len() as u64, about.as_slice())?;
    let keys = workplace.keys.to_json()?;
    entry(&mut tar, KEYS, keys.len() as u64, keys.as_slice())?;
    let home = workplace.home();
    for (name, path) in [(CARD, home.card()), (VAULT, home.vault()), (COVER, home.cover())] {
        match File::open(&path) {
            Ok(file) => {
                let length = file.metadata().map_err(FileError::at(&path))?.len();
                let mut source = Source { file, failed: None };
                let written = entry(&mut tar, name, length, &mut source);
                if let Some(reason) = source.failed {
                    return Err(FileError::at(&path)(reason).into());
                }
                written?;
            }
            Err(reason) if reason.kind() == io::ErrorKind::NotFound && name != VAULT => {}
            Err(reason) => return Err(FileError::at(&path)(reason).into()),
        }
    }
    let sealed = tar.into_inner().map_err(|_| Stopped::Writing)?;
    sealed.finish().map(|_| ()).map_err(|_| Stopped::Writing)
}

/// A file that knows why it could not be read.
struct Source {
    file: File,
    failed: Option<io::Error>,
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
