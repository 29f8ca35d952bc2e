//! Files and folders of this program: folders are closed to others, files are written whole or not
//! at all. What is secret comes here sealed already.

mod fresh;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
#[cfg(unix)]
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

pub use self::fresh::Fresh;

/// A file cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is not there.
    #[error("{0} is missing")]
    Missing(PathBuf),
    /// It is there, and must not be replaced.
    #[error("{0} exists")]
    Exists(PathBuf),
    /// It is larger than anything we would write.
    #[error("{0} is too large")]
    TooLarge(PathBuf),
    /// It is not text in UTF-8.
    #[error("{0} is not text")]
    NotText(PathBuf),
    /// Another process works with it.
    #[error("{0} is in use")]
    InUse(PathBuf),
    /// Anything else.
    #[error("{path}: {reason}")]
    Io {
        /// Of what.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
}

impl FileError {
    /// For `map_err`: says of which file the system speaks.
    pub fn at(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |reason| match reason.kind() {
            io::ErrorKind::NotFound => Self::Missing(path.to_owned()),
            io::ErrorKind::AlreadyExists => Self::Exists(path.to_owned()),
            _ => Self::Io { path: path.to_owned(), reason },
        }
    }
}

/// Makes a folder, and those above it, that only its owner may enter.
pub fn make_folder(path: &Path) -> Result<(), FileError> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    builder.mode(0o700);
    builder.recursive(true).create(path).map_err(FileError::at(path))
}

/// Reads a file of at most `max` bytes.
pub fn read(path: &Path, max: usize) -> Result<Vec<u8>, FileError> {
    let file = File::open(path).map_err(FileError::at(path))?;
    let mut bytes = Vec::new();
    file.take(max as u64 + 1).read_to_end(&mut bytes).map_err(FileError::at(path))?;
    if bytes.len() > max { Err(FileError::TooLarge(path.to_owned())) } else { Ok(bytes) }
}

/// Reads a text file of at most `max` bytes.
pub fn read_text(path: &Path, max: usize) -> Result<String, FileError> {
    String::from_utf8(read(path, max)?).map_err(|_| FileError::NotText(path.to_owned()))
}

/// Writes a file whole, replacing what was there: to a neighbour first, which then takes its name.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut neighbour = path.as_os_str().to_owned();
    neighbour.push(".new");
    let neighbour = PathBuf::from(neighbour);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    let file = private(&mut options).open(&neighbour).map_err(FileError::at(&neighbour))?;
    write(file, &neighbour, bytes)?;
    fs::rename(&neighbour, path).map_err(FileError::at(path))?;
    sync_folder_of(path)
}

/// Writes a file that holds nothing of ours, and its folder, as any program would: the system says
/// who may read them.
pub fn publish(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(path, bytes)).map_err(FileError::at(path))
}

/// Whether a process that lives has it, this one too.
pub fn is_locked(path: &Path) -> bool {
    let opened = OpenOptions::new().read(true).write(true).open(path);
    opened.is_ok_and(|file| file.try_lock().is_err())
}

/// Removes a file, if it is there.
pub fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => Err(FileError::at(path)(reason)),
        _ => sync_folder_of(path),
    }
}

/// Writes a file that must not exist yet.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let file = private(&mut options).open(path).map_err(FileError::at(path))?;
    write(file, path, bytes).inspect_err(|_| {
        // Half of it would be in the way of whoever tries again.
        let _ = fs::remove_file(path);
    })?;
    sync_folder_of(path)
}

fn write(mut file: File, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(FileError::at(path))
}

/// Closed to others. On Windows a person's own folders are so already.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    options.mode(0o600);
    options
}

/// A new name is on the disk only when its folder is. Windows knows no such thing.
pub(crate) fn sync_folder_of(path: &Path) -> Result<(), FileError> {
    if cfg!(windows) {
        return Ok(());
    }
    let folder = folder_of(path);
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(FileError::at(folder))
}

/// In which folder it is.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(unix)]
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn files_are_closed_to_others_and_never_overwritten_by_chance() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        make_folder(&inner).unwrap();
        let path = inner.join("x");
        create(&path, b"one").unwrap();
        assert!(matches!(create(&path, b"two"), Err(FileError::Exists(_))));
        replace(&path, b"three").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"three");
        assert!(matches!(read(&path, 4), Err(FileError::TooLarge(_))));
        assert_eq!(fs::read_dir(&inner).unwrap().count(), 1, "no neighbour is left");
        #[cfg(unix)]
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        #[cfg(unix)]
        assert_eq!((mode(&inner), mode(&path)), (0o700, 0o600));
    }
}
