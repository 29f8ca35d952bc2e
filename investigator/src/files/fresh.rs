//! A file that is not there before it is whole. Where the system can (Linux, on most disks), it has no
//! name until then, so that not even a loss of power leaves half of it; elsewhere it lies beside its
//! place under a name that says so, and goes again unless it is kept.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{FileError, private, sync_folder_of};

/// Behind the name of a file that is not whole.
const BESIDE: &str = ".dauys-part";

/// A new file, closed to others. Whatever is there by its name stays.
pub struct Fresh {
    path: PathBuf,
    file: File,
    /// Where it lies until then, if it has a name; it goes when this is dropped.
    beside: Option<PathBuf>,
    /// Why it could not be written.
    failed: Option<io::Error>,
}

impl Fresh {
    /// Begins it. Fails if something has its name.
    pub fn begin(path: &Path) -> Result<Self, FileError> {
        // Also a link that leads nowhere.
        if fs::symlink_metadata(path).is_ok() {
            return Err(FileError::Exists(path.to_owned()));
        }
        let (path, failed) = (path.to_owned(), None);
        if let Some(file) = unnamed::begin(&path) {
            return Ok(Self { path, file, beside: None, failed });
        }
        let (beside, file) = begin_beside(&path)?;
        Ok(Self { path, file, beside: Some(beside), failed })
    }

    /// It is whole: on the disk, and by its name.
    pub fn keep(mut self) -> Result<(), FileError> {
        self.file.sync_all().map_err(FileError::at(&self.path))?;
        match &self.beside {
            None => unnamed::name(&self.file, &self.path),
            Some(beside) => move_to(beside, &self.path),
        }
        .map_err(FileError::at(&self.path))?;
        self.beside = None;
        sync_folder_of(&self.path)
    }

    /// Why it could not be written, as far as that is known.
    pub fn why(&mut self) -> FileError {
        let reason = self.failed.take().unwrap_or_else(|| io::ErrorKind::Other.into());
        FileError::Io { path: self.path.clone(), reason }
    }
}

impl Write for Fresh {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes).map_err(|reason| {
            let kind = reason.kind();
            // Interrupted writes are tried again, by whoever writes.
            self.failed = Some(reason);
            kind.into()
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            let _ = fs::remove_file(beside);
        }
    }
}

/// Always a file of our own: whatever is there by that name, a link to another file or one that others may
/// read, is not written to. What a loss of power left of an earlier one goes; what another process writes
/// stays.
fn begin_beside(path: &Path) -> Result<(PathBuf, File), FileError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(BESIDE);
    let beside = PathBuf::from(beside);
    if fs::symlink_metadata(&beside).is_ok_and(|left| left.is_file()) {
        let left = File::open(&beside).map_err(FileError::at(&beside))?;
        left.try_lock().map_err(|_| FileError::InUse(beside.clone()))?;
        fs::remove_file(&beside).map_err(FileError::at(&beside))?;
    }
    let mut options = OpenOptions::new();
    let file = private(options.write(true).create_new(true)).open(&beside);
    let file = file.map_err(FileError::at(&beside))?;
    file.try_lock().map_err(|_| FileError::InUse(beside.clone()))?;
    Ok((beside, file))
}

/// Gives it its name. Fails if something has it: a disk that knows no second names is only asked before.
fn move_to(beside: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(beside, path) {
        Ok(()) => fs::remove_file(beside),
        Err(reason) if reason.kind() == io::ErrorKind::AlreadyExists => Err(reason),
        Err(_) if fs::symlink_metadata(path).is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(beside, path),
    }
}

/// Files without a name (`O_TMPFILE` of open(2); linkat(2) says how they get one).
#[cfg(target_os = "linux")]
mod unnamed {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd as _;
    use std::path::{Path, PathBuf};

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};

    use super::super::folder_of;

    /// Nothing where the file system knows no such files, or the system does not show them.
    pub(super) fn begin(path: &Path) -> Option<File> {
        let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
        let file = open(folder_of(path), flags, Mode::RUSR | Mode::WUSR).ok().map(File::from)?;
        shown(&file).exists().then_some(file)
    }

    /// Fails if something has this name.
    pub(super) fn name(file: &File, path: &Path) -> io::Result<()> {
        Ok(linkat(CWD, shown(file), CWD, path, AtFlags::SYMLINK_FOLLOW)?)
    }

    fn shown(file: &File) -> PathBuf {
        format!("/proc/self/fd/{}", file.as_raw_fd()).into()
    }
}

#[cfg(not(target_os = "linux"))]
mod unnamed {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    pub(super) fn begin(_: &Path) -> Option<File> {
        None
    }

    pub(super) fn name(_: &File, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// As on a system that knows no files without a name.
    fn named(path: &Path) -> Fresh {
        let (beside, file) = begin_beside(path).unwrap();
        Fresh { path: path.to_owned(), file, beside: Some(beside), failed: None }
    }

    #[test]
    fn a_file_is_there_when_it_is_whole_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("evidence-001.jpg");
        for begin in [|path: &Path| Fresh::begin(path).unwrap(), named] {
            let mut half = begin(&path);
            half.write_all(b"half").unwrap();
            assert!(!path.exists(), "half of it has not got its name");
            drop(half);
            assert_eq!(names(folder.path()), [""; 0]);
            let mut whole = begin(&path);
            whole.write_all(b"whole").unwrap();
            whole.keep().unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"whole");
            fs::remove_file(&path).unwrap();
        }
        #[cfg(target_os = "linux")]
        {
            let _begun = Fresh::begin(&path).unwrap();
            assert_eq!(names(folder.path()), [""; 0], "it has no name yet");
        }
    }

    #[test]
    fn what_is_there_stays_what_it_is_even_if_it_comes_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        let mut fresh = Fresh::begin(&path).unwrap();
        fresh.write_all(b"new").unwrap();
        let mut other = OpenOptions::new();
        other.write(true).create_new(true);
        other.open(&path).unwrap().write_all(b"theirs").unwrap();
        assert!(matches!(fresh.keep(), Err(FileError::Exists(_))));
        let elsewhere = folder.path().join("y");
        let mut fresh = named(&elsewhere);
        fresh.write_all(b"new").unwrap();
        assert!(matches!(begin_beside(&elsewhere), Err(FileError::InUse(_))), "of one at a time");
        fs::write(&elsewhere, b"theirs").unwrap();
        assert!(matches!(fresh.keep(), Err(FileError::Exists(_))));
        for path in [&path, &elsewhere] {
            assert_eq!(fs::read(path).unwrap(), b"theirs");
        }
        assert!(matches!(Fresh::begin(&path), Err(FileError::Exists(_))));
        #[cfg(unix)]
        {
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(folder.path().join("nowhere"), &link).unwrap();
            assert!(matches!(Fresh::begin(&link), Err(FileError::Exists(_))));
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_a_stranger_has_put_beside_it_is_not_written_to() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let [path, beside, other] = ["x", "x.dauys-part", "other"].map(|it| folder.path().join(it));
        fs::write(&other, b"theirs").unwrap();
        symlink(&other, &beside).unwrap();
        assert!(matches!(begin_beside(&path), Err(FileError::Exists(_))));
        assert_eq!(fs::read(&other).unwrap(), b"theirs");
        fs::remove_file(&beside).unwrap();

        fs::rename(&other, &beside).unwrap();
        fs::set_permissions(&beside, fs::Permissions::from_mode(0o666)).unwrap();
        let mut seen_by_others = File::open(&beside).unwrap();
        let mut fresh = named(&path);
        fresh.write_all(b"ours").unwrap();
        fresh.keep().unwrap();
        assert_eq!(io::read_to_string(&mut seen_by_others).unwrap(), "theirs");
        assert_eq!(fs::read(&path).unwrap(), b"ours");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told_as_one() {
        let file = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let path = PathBuf::from("evidence-001.jpg");
        let mut fresh = Fresh { path, file, beside: None, failed: None };
        fresh.write_all(b"x").unwrap_err();
        let FileError::Io { reason, .. } = fresh.why() else { unreachable!("not of a disk") };
        assert_eq!(reason.kind(), io::ErrorKind::StorageFull);
    }

    #[cfg(unix)]
    #[test]
    fn it_is_closed_to_others() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        Fresh::begin(&path).unwrap().keep().unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
