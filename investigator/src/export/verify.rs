//! Holds an export against its manifest, and the manifest against the key in it. No ZIP is read: the
//! manifest says which files there must be, the one container that they make is written again, and
//! every byte of the file is compared with it. So nothing in it can be changed, added, hidden or
//! double, and nothing is unpacked that could be too large.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::rc::Rc;

use dauys_wire::{Digest, json};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use super::container::Container;
use super::manifest::{MANIFEST, Manifest, SIGNATURE, is_bounded};
use crate::files::FileError;
use crate::schema::shape;

/// What a file that age has sealed begins with (<https://c2sp.org/age>).
const SEALED: &[u8] = b"age-encryption.org/v1\n";
/// Bytes of a manifest: of a case with two thousand files and as many who had it in hand.
const MANIFEST_MAX: usize = 4 << 20;
/// Bytes of a signature in base64url, and the end of a line.
const SIGNATURE_BYTES: u64 = 87;
/// Read at once.
const PIECE: usize = 65_536;

/// Why a file is not looked at any further.
#[derive(Debug, thiserror::Error)]
pub enum NotAnExport {
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is sealed: it has to be opened first.
    #[error("sealed by age")]
    Sealed,
    /// It does not begin as an export does.
    #[error("not an export")]
    Other,
    /// Its manifest was changed, or is not signed with the key in it.
    #[error("the signature does not hold")]
    Signature,
}

/// Something that is not as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "what")]
#[schemars(rename = "change")]
pub enum Change {
    /// The bytes of a file are others.
    File {
        /// Which.
        name: String,
    },
    /// The file ends before it, or in it.
    Cut {
        /// Which.
        name: String,
    },
    /// What holds the files together is another.
    Container {
        /// From which byte on.
        at: u64,
    },
    /// There is more behind the end.
    More {
        /// So many bytes.
        bytes: u64,
    },
}

/// A file that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "checked")]
pub struct Checked {
    /// Which.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// As it was signed.
    #[schemars(with = "shape::Digest")]
    pub sha256: Digest,
    /// Whether it is so.
    pub whole: bool,
}

/// What was found.
#[derive(Debug)]
pub struct Verdict {
    /// Signed with the key in it. Whose key that is, nobody can tell from the file.
    pub manifest: Manifest,
    /// SHA-256 of the manifest: the log of the case names it.
    pub sha256: Digest,
    /// The files.
    pub files: Vec<Checked>,
    /// What is not as it was signed; nothing if all is.
    pub changes: Vec<Change>,
}

/// Looks at a file.
pub fn verify(path: &Path) -> Result<Verdict, NotAnExport> {
    let open = || File::open(path).map_err(FileError::at(path));
    verify_in(path, open()?, open()?)
}

/// Looks at what is in memory: a file that was brought to the desk's page, and lies on no disk of ours.
pub fn verify_bytes(bytes: &[u8]) -> Result<Verdict, NotAnExport> {
    verify_in(Path::new("-"), Cursor::new(bytes), Cursor::new(bytes))
}

/// The same bytes twice: what is in the container, and the container.
fn verify_in<R: Read + Seek>(path: &Path, mut file: R, other: R) -> Result<Verdict, NotAnExport> {
    let here = |reason| FileError::at(path)(reason);
    let length = file.seek(SeekFrom::End(0)).map_err(here)?;
    file.rewind().map_err(here)?;
    let manifest = read_manifest(&mut file).map_err(here)??;
    let read: Manifest =
        json::parse(manifest.as_bytes(), MANIFEST_MAX).map_err(|_| NotAnExport::Other)?;
    let mut again = Again::begin(file, other);
    again.file(MANIFEST, manifest.len() as u64).map_err(here)?;
    let signature = again.small(SIGNATURE, SIGNATURE_BYTES).map_err(here)?;
    if !read.is_signed(manifest.as_bytes(), &signature) {
        return Err(NotAnExport::Signature);
    }
    if !is_bounded(&read) {
        return Err(NotAnExport::Other);
    }
    let (mut files, mut changes) = (Vec::new(), Vec::new());
    for file in &read.files {
        let whole = match again.file(&file.name, file.size).map_err(here)? {
            None => {
                changes.push(Change::Cut { name: file.name.clone() });
                false
            }
            Some(sha256) if sha256 == file.sha256 => true,
            Some(_) => {
                changes.push(Change::File { name: file.name.clone() });
                false
            }
        };
        let (name, size, sha256) = (file.name.clone(), file.size, file.sha256);
        files.push(Checked { name, size, sha256, whole });
        if changes.iter().any(|change| matches!(change, Change::Cut { .. })) {
            break;
        }
    }
    let is_cut = changes.iter().any(|change| matches!(change, Change::Cut { .. }));
    if !is_cut {
        changes.extend(again.end(length, changes.is_empty()).map_err(here)?);
    }
    let sha256 = Digest::of(manifest.as_bytes());
    Ok(Verdict { manifest: read, sha256, files, changes })
}

/// The exact text of the manifest, which is the first file and says itself where it ends.
fn read_manifest(file: &mut impl Read) -> io::Result<Result<String, NotAnExport>> {
    let mut begin = Vec::new();
    file.take(MANIFEST_MAX as u64).read_to_end(&mut begin)?;
    if begin.starts_with(SEALED) {
        return Ok(Err(NotAnExport::Sealed));
    }
    let rest = begin.get(head_of(MANIFEST)?..).unwrap_or_default();
    let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<&RawValue>();
    let first = values.next().and_then(Result::ok);
    Ok(first.map(|value| value.get().to_owned()).ok_or(NotAnExport::Other))
}

/// How many bytes stand before the content of the first file.
fn head_of(name: &str) -> io::Result<usize> {
    let written = Rc::new(RefCell::new(0));
    let mut container = Container::begin(Counting(Rc::clone(&written)));
    container.file(name, 0)?;
    let head = *written.borrow();
    Ok(head)
}

/// Counts what is written.
struct Counting(Rc<RefCell<usize>>);

impl Write for Counting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        *self.0.borrow_mut() += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The container, written again and compared while it is.
struct Again<R: Read + Seek> {
    content: R,
    container: Container<Comparer<R>>,
    compared: Rc<RefCell<Compared>>,
}

/// What is written is held against the file.
struct Comparer<R> {
    file: BufReader<R>,
    compared: Rc<RefCell<Compared>>,
}

/// How far it is.
#[derive(Default)]
struct Compared {
    at: u64,
    /// The first byte that is another.
    differs: Option<u64>,
}

impl<R: Read> Write for Comparer<R> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut compared = self.compared.borrow_mut();
        let mut there = Vec::new();
        self.file.by_ref().take(bytes.len() as u64).read_to_end(&mut there)?;
        let same = bytes.iter().zip(&there).take_while(|(wanted, is)| wanted == is).count();
        if same < bytes.len() && compared.differs.is_none() {
            compared.differs = Some(compared.at + same as u64);
        }
        compared.at += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<R: Read + Seek> Again<R> {
    fn begin(content: R, other: R) -> Self {
        let compared = Rc::<RefCell<Compared>>::default();
        let file = BufReader::with_capacity(PIECE, other);
        let output = Comparer { file, compared: Rc::clone(&compared) };
        Self { content, container: Container::begin(output), compared }
    }

    /// The next file, taken from where it must stand; nothing if the file ends before it does.
    fn file(&mut self, name: &str, bytes: u64) -> io::Result<Option<Digest>> {
        let mut hash = Sha256::new();
        let is_there = self.each(name, bytes, |piece| hash.update(piece))?;
        Ok(is_there.then(|| Digest::from_bytes(hash.finalize().into())))
    }

    /// The same of one that fits into memory: its bytes, as many as there are.
    fn small(&mut self, name: &str, bytes: u64) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        self.each(name, bytes, |piece| content.extend_from_slice(piece))?;
        Ok(content)
    }

    fn each(&mut self, name: &str, bytes: u64, mut take: impl FnMut(&[u8])) -> io::Result<bool> {
        let output = self.container.file(name, bytes)?;
        let at = self.compared.borrow().at;
        self.content.seek(SeekFrom::Start(at))?;
        let mut rest = self.content.by_ref().take(bytes);
        let mut piece = vec![0; PIECE];
        let mut left = bytes;
        while left > 0 {
            let read = rest.read(&mut piece)?;
            if read == 0 {
                return Ok(false);
            }
            let part = piece.get(..read).unwrap_or_default();
            take(part);
            output.write_all(part)?;
            left = left.saturating_sub(read as u64);
        }
        Ok(true)
    }

    /// What is wrong with the container itself. The sums in it differ, too, where a file was changed:
    /// then that was told.
    fn end(self, length: u64, is_whole: bool) -> io::Result<Vec<Change>> {
        let Self { container, compared, .. } = self;
        container.finish()?;
        let Compared { at, differs } = *compared.borrow();
        let differs = differs.filter(|_| is_whole);
        let mut changes: Vec<Change> =
            differs.into_iter().map(|at| Change::Container { at }).collect();
        changes.extend((length > at).then(|| Change::More { bytes: length - at }));
        Ok(changes)
    }
}

#[cfg(test)]
mod tests;
