//! The tar: names that a backup has and no others, the same owner and day for all.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use dauys_wire::{Day, Id};
use tar::{Archive, Builder, EntryType, Header};

use super::{BackupError, place};
use crate::store::sqlite::copies;

/// The last entry.
const END: &str = "end";
const SECONDS_PER_DAY: u64 = 86_400;
/// The largest file that is read back; the databases of years and the largest blob are below it.
const FILE_MAX: u64 = 1 << 40;

/// Digits of a count.
const END_MAX: u64 = 20;

/// Files on their way into an archive.
pub(super) struct Writer<W: Write> {
    tar: Builder<W>,
    midnight: u64,
    count: usize,
}

impl<W: Write> Writer<W> {
    pub(super) fn begin(output: W, today: Day) -> Self {
        let midnight = u64::from(today.number()).saturating_mul(SECONDS_PER_DAY);
        Self { tar: Builder::new(output), midnight, count: 0 }
    }

    /// As long as the file is now; one that grows meanwhile is cut there, one that shrinks is refused.
    pub(super) fn add(&mut self, name: &str, file: &File) -> Result<(), BackupError> {
        let length = file.metadata().map_err(BackupError::Archive)?.len();
        let mut header = self.header(length);
        self.count += 1;
        let added = self.tar.append_data(&mut header, name, Exact { file, left: length });
        added.map_err(BackupError::Archive)
    }

    fn header(&self, length: u64) -> Header {
        let mut header = Header::new_gnu();
        header.set_size(length);
        header.set_mode(0o600);
        header.set_mtime(self.midnight);
        header.set_entry_type(EntryType::Regular);
        header
    }

    /// With a last entry that says how many there were: what is cut off is seen to be.
    pub(super) fn finish(mut self) -> Result<(), BackupError> {
        let count = self.count.to_string();
        let mut header = self.header(count.len().try_into().unwrap_or(0));
        let last = self.tar.append_data(&mut header, END, count.as_bytes());
        last.map_err(BackupError::Archive)?;
        let finished = self.tar.into_inner().and_then(|mut output| output.flush());
        finished.map_err(BackupError::Archive)
    }
}

/// So many bytes, or an error: a shorter file would spoil all behind it.
struct Exact<'a> {
    file: &'a File,
    left: u64,
}

impl Read for Exact<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let Some(room) = buffer.get_mut(..most).filter(|room| !room.is_empty()) else {
            return Ok(0);
        };
        let read = self.file.read(room)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}

/// Writes every file of an archive into an empty directory; how many blobs there were.
pub(super) fn unpack(input: impl Read, data: &Path) -> Result<usize, BackupError> {
    let mut archive = Archive::new(input);
    let (mut count, mut blobs, mut end) = (0_usize, 0, None);
    for entry in archive.entries().map_err(BackupError::Archive)? {
        let mut entry = entry.map_err(BackupError::Archive)?;
        let name = entry.path().map_err(BackupError::Archive)?.display().to_string();
        let is_file = entry.header().entry_type() == EntryType::Regular;
        if name == END {
            let mut said = String::new();
            entry.take(END_MAX).read_to_string(&mut said).map_err(BackupError::Archive)?;
            end = said.parse().ok();
            break;
        }
        let size = entry.header().size().map_err(BackupError::Archive)?;
        let Some(path) = home_of(&name).filter(|_| is_file && size <= FILE_MAX) else {
            return Err(BackupError::Foreign(format!("it has an entry {name:?}")));
        };
        let path = data.join(path);
        let unusable = |error| BackupError::Place(path.clone(), error);
        let mut file = place::create(&path).map_err(unusable)?;
        io::copy(&mut entry, &mut file).map_err(BackupError::Archive)?;
        file.sync_all().map_err(unusable)?;
        count += 1;
        blobs += usize::from(name.starts_with("blobs/"));
    }
    if end != Some(count) {
        return Err(BackupError::Foreign("it is cut off".to_owned()));
    }
    // What is behind it is padding; who writes it need not be surprised by a closed pipe.
    io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(BackupError::Archive)?;
    Ok(blobs)
}

/// Where a file goes, by its name in the archive. Blobs go where those of today lie: the next day's work
/// puts them in order.
fn home_of(name: &str) -> Option<String> {
    if let Some(id) = name.strip_prefix("blobs/") {
        return Id::parse(id).ok().map(|id| format!("blobs/open/{id}"));
    }
    let names = super::snapshot::POSTED.into_iter().chain(copies::NAMES);
    names.into_iter().find(|known| *known == name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Cursor;

    use super::*;

    fn archive(add: impl FnOnce(&mut Writer<Vec<u8>>)) -> Writer<Vec<u8>> {
        let mut writer = Writer::begin(Vec::new(), Day::from_number(20_000));
        add(&mut writer);
        writer
    }

    fn unpacks(bytes: &[u8]) -> Result<usize, String> {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir_all(data.path().join("blobs/open")).unwrap();
        unpack(Cursor::new(bytes), data.path()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_cut_off_between_two_files_is_seen_to_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "content").unwrap();
        let file = || File::open(&path).unwrap();
        let mut writer = archive(|writer| {
            writer.add("help.json", &file()).unwrap();
            writer.add(&format!("blobs/{}", Id::from_bytes([1; 16])), &file()).unwrap();
        });
        let whole = {
            writer.count = 2;
            let count = "2";
            let mut header = writer.header(1);
            writer.tar.append_data(&mut header, END, count.as_bytes()).unwrap();
            writer.tar.into_inner().unwrap()
        };
        assert_eq!(unpacks(&whole), Ok(1));
        // Each entry here is a block of head and a block of content.
        for entries in 0..3 {
            assert!(
                unpacks(&whole[..entries * 1_024]).unwrap_err().contains("cut off"),
                "{entries}"
            );
        }
        // And if one in the middle is left out.
        let without = [&whole[..1_024], &whole[2_048..]].concat();
        assert!(unpacks(&without).unwrap_err().contains("cut off"));
    }

    #[test]
    fn names_that_no_backup_has_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let names =
            ["lock", "blobs/x", "blobs/../server.key", "help.json/x", "a/b", "open.sqlite-wal"];
        for name in names {
            let mut tar = Builder::new(Vec::new());
            let mut header = Header::new_gnu();
            header.set_size(0);
            // `append_data` would not write some of them.
            let place = header.as_gnu_mut().unwrap().name.iter_mut();
            place.zip(name.as_bytes()).for_each(|(to, from)| *to = *from);
            header.set_cksum();
            tar.append(&header, std::io::empty()).unwrap();
            let refused = unpacks(&tar.into_inner().unwrap()).unwrap_err();
            assert!(refused.contains("no backup"), "{name}: {refused}");
        }
        let mut link = Header::new_gnu();
        link.set_entry_type(EntryType::Symlink);
        link.set_size(0);
        let mut tar = Builder::new(Vec::new());
        tar.append_link(&mut link, "help.json", folder.path()).unwrap();
        assert!(unpacks(&tar.into_inner().unwrap()).unwrap_err().contains("no backup"));
    }
}
