//! Copies of a folder that are the same, byte for byte, and on the stick when it is taken out.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::files::{self, FileError};

/// The most that a file of an organisation's folder has: a poster.
const FILE_MAX: usize = 16 << 20;

/// Copies everything, reads it back and compares. Returns how many files it is.
pub(super) fn copy(from: &Path, to: &Path) -> Result<usize, FileError> {
    files::make_folder(to)?;
    let mut count = 0;
    for entry in fs::read_dir(from).map_err(FileError::at(from))? {
        let source = entry.map_err(FileError::at(from))?.path();
        let target = to.join(source.file_name().unwrap_or_default());
        if source.is_dir() {
            count += copy(&source, &target)?;
        } else {
            copy_file(&source, &target)?;
            count += 1;
        }
    }
    Ok(count)
}

/// With the rights of the original: the key is closed to others there too, where the stick knows of rights.
fn copy_file(from: &Path, to: &Path) -> Result<(), FileError> {
    fs::copy(from, to).map_err(FileError::at(to))?;
    File::open(to).and_then(|file| file.sync_all()).map_err(FileError::at(to))?;
    if files::read(from, FILE_MAX)? == files::read(to, FILE_MAX)? {
        return Ok(());
    }
    Err(FileError::at(to)(io::Error::from(io::ErrorKind::InvalidData)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_every_file_and_says_how_many() {
        let place = tempfile::tempdir().unwrap();
        let (from, to) = (place.path().join("from"), place.path().join("safe/from"));
        fs::create_dir_all(from.join("publish")).unwrap();
        fs::write(from.join("root.key"), "sealed").unwrap();
        fs::write(from.join("publish/roster.json"), "{}").unwrap();
        assert_eq!(copy(&from, &to).unwrap(), 2);
        assert_eq!(fs::read(to.join("publish/roster.json")).unwrap(), b"{}");
        // Once more: what was there is replaced.
        fs::write(from.join("root.key"), "sealed anew").unwrap();
        assert_eq!(copy(&from, &to).unwrap(), 2);
        assert_eq!(fs::read(to.join("root.key")).unwrap(), b"sealed anew");
    }
}
