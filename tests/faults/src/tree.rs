//! Folders and files, and what is left of them when the power goes.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::time::SystemTime;

use fuser::{Errno, FileAttr, FileType, INodeNo};

use crate::bytes::Bytes;
use crate::chance::Chance;
use crate::names::Names;

pub(crate) const ROOT: u64 = 1;
const BLOCK_BYTES: u64 = 512;

/// Whose a node is and since when: on the disk at once, because nothing of ours relies on it.
#[derive(Clone, Copy)]
pub(crate) struct About {
    pub(crate) mode: u32,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    pub(crate) accessed: SystemTime,
    pub(crate) modified: SystemTime,
}

impl About {
    pub(crate) fn new(mode: u32, uid: u32, gid: u32) -> Self {
        let now = SystemTime::now();
        Self { mode: mode & 0o7777, uid, gid, accessed: now, modified: now }
    }
}

enum Content {
    File(Bytes),
    Folder(Names),
}

struct Node {
    about: About,
    content: Content,
}

pub(crate) struct Tree {
    nodes: BTreeMap<u64, Node>,
    next: u64,
    /// Bytes that files take in all.
    used: u64,
    /// Bytes that there are for them.
    pub(crate) room: u64,
}

/// What is listed of a folder.
pub(crate) type Listed = Vec<(u64, FileType, OsString)>;

impl Tree {
    pub(crate) fn new(about: About, room: u64) -> Self {
        let nothing = Node { about, content: Content::Folder(Names::default()) };
        Self { nodes: BTreeMap::from([(ROOT, nothing)]), next: ROOT + 1, used: 0, room }
    }

    pub(crate) fn used(&self) -> u64 {
        self.used
    }

    pub(crate) fn find(&self, folder: u64, name: &OsStr) -> Result<u64, Errno> {
        self.names(folder)?.find(name).ok_or(Errno::ENOENT)
    }

    /// The file or folder at a path.
    pub(crate) fn at(&self, path: &Path) -> Result<u64, Errno> {
        path.iter().try_fold(ROOT, |folder, name| self.find(folder, name))
    }

    pub(crate) fn attributes(&self, number: u64) -> Result<FileAttr, Errno> {
        let node = self.node(number)?;
        let (kind, size) = match &node.content {
            Content::File(bytes) => (FileType::RegularFile, long(bytes.len())),
            Content::Folder(_) => (FileType::Directory, 0),
        };
        let About { mode, uid, gid, accessed, modified } = node.about;
        Ok(FileAttr {
            ino: INodeNo(number),
            size,
            blocks: size.div_ceil(BLOCK_BYTES),
            atime: accessed,
            mtime: modified,
            ctime: modified,
            crtime: modified,
            kind,
            perm: u16::try_from(mode).unwrap_or(0),
            nlink: 1,
            uid,
            gid,
            rdev: 0,
            blksize: 4_096,
            flags: 0,
        })
    }

    pub(crate) fn about(&mut self, number: u64) -> Result<&mut About, Errno> {
        Ok(&mut self.node_mut(number)?.about)
    }

    pub(crate) fn list(&self, folder: u64) -> Result<Listed, Errno> {
        let inside = self.names(folder)?.list().iter().map(|(name, number)| {
            let kind = match self.node(*number)?.content {
                Content::File(_) => FileType::RegularFile,
                Content::Folder(_) => FileType::Directory,
            };
            Ok((*number, kind, name.clone()))
        });
        let dots = [".", ".."].map(|dot| Ok((folder, FileType::Directory, dot.into())));
        dots.into_iter().chain(inside).collect()
    }

    pub(crate) fn make(
        &mut self,
        folder: u64,
        name: &OsStr,
        about: About,
        kind: FileType,
    ) -> Result<u64, Errno> {
        if self.names(folder)?.find(name).is_some() {
            return Err(Errno::EEXIST);
        }
        let content = match kind {
            FileType::Directory => Content::Folder(Names::default()),
            _ => Content::File(Bytes::default()),
        };
        let number = self.next;
        self.next += 1;
        self.nodes.insert(number, Node { about, content });
        self.names_mut(folder)?.change(|list| {
            list.insert(name.to_owned(), number);
        });
        Ok(number)
    }

    pub(crate) fn remove(&mut self, folder: u64, name: &OsStr) -> Result<(), Errno> {
        let number = self.find(folder, name)?;
        if let Content::Folder(names) = &self.node(number)?.content
            && !names.list().is_empty()
        {
            return Err(Errno::ENOTEMPTY);
        }
        self.give_room_of(number);
        self.names_mut(folder)?.change(|list| {
            list.remove(name);
        });
        Ok(())
    }

    pub(crate) fn rename(
        &mut self,
        (from, name): (u64, &OsStr),
        (to, new_name): (u64, &OsStr),
    ) -> Result<(), Errno> {
        let number = self.find(from, name)?;
        if let Some(replaced) = self.names(to)?.find(new_name) {
            self.give_room_of(replaced);
        }
        if from != to {
            self.names_mut(from)?.change(|list| {
                list.remove(name);
            });
        }
        self.names_mut(to)?.change(|list| {
            if from == to {
                list.remove(name);
            }
            list.insert(new_name.to_owned(), number);
        });
        Ok(())
    }

    pub(crate) fn read(&self, file: u64, start: u64, length: usize) -> Result<&[u8], Errno> {
        Ok(self.bytes(file)?.read(short(start)?, length))
    }

    pub(crate) fn write(&mut self, file: u64, start: u64, bytes: &[u8]) -> Result<(), Errno> {
        let end = start.saturating_add(long(bytes.len()));
        self.take_room(file, end)?;
        self.bytes_mut(file)?.write(short(start)?, bytes);
        self.about(file)?.modified = SystemTime::now();
        Ok(())
    }

    pub(crate) fn resize(&mut self, file: u64, length: u64) -> Result<(), Errno> {
        self.take_room(file, length)?;
        let before = long(self.bytes(file)?.len());
        self.used = self.used.saturating_sub(before.saturating_sub(length));
        self.bytes_mut(file)?.resize(short(length)?);
        self.about(file)?.modified = SystemTime::now();
        Ok(())
    }

    /// Makes a file at least so long.
    pub(crate) fn reserve(&mut self, file: u64, end: u64) -> Result<(), Errno> {
        if end > long(self.bytes(file)?.len()) { self.resize(file, end) } else { Ok(()) }
    }

    pub(crate) fn sync(&mut self, number: u64) -> Result<(), Errno> {
        match &mut self.node_mut(number)?.content {
            Content::File(bytes) => bytes.sync(),
            Content::Folder(names) => names.sync(),
        }
        Ok(())
    }

    pub(crate) fn fail_to_sync(&mut self, number: u64) {
        if let Ok(bytes) = self.bytes_mut(number) {
            bytes.forget_unsynced();
        }
    }

    pub(crate) fn flip(&mut self, file: u64, byte: usize, bit: u8) -> Result<(), Errno> {
        self.bytes_mut(file)?.flip(byte, bit);
        Ok(())
    }

    /// The power goes: what is not durable is gone, or, with chance, most of it.
    pub(crate) fn lose(&mut self, mut chance: Option<&mut Chance>) {
        for node in self.nodes.values_mut() {
            match &mut node.content {
                Content::File(bytes) => bytes.lose(chance.as_deref_mut()),
                Content::Folder(names) => names.lose(chance.as_deref_mut()),
            }
        }
        let mut reached = BTreeSet::new();
        let mut next = vec![ROOT];
        while let Some(number) = next.pop() {
            if reached.insert(number)
                && let Ok(names) = self.names(number)
            {
                next.extend(names.list().values());
            }
        }
        self.nodes.retain(|number, _| reached.contains(number));
        let length = |node: &Node| match &node.content {
            Content::File(bytes) => long(bytes.len()),
            Content::Folder(_) => 0,
        };
        self.used = self.nodes.values().map(length).sum();
    }

    fn take_room(&mut self, file: u64, end: u64) -> Result<(), Errno> {
        let more = end.saturating_sub(long(self.bytes(file)?.len()));
        if more > 0 && self.used.saturating_add(more) > self.room {
            return Err(Errno::ENOSPC);
        }
        self.used += more;
        Ok(())
    }

    fn give_room_of(&mut self, number: u64) {
        let bytes = self.bytes(number).map_or(0, |bytes| long(bytes.len()));
        self.used = self.used.saturating_sub(bytes);
    }

    fn node(&self, number: u64) -> Result<&Node, Errno> {
        self.nodes.get(&number).ok_or(Errno::ENOENT)
    }

    fn node_mut(&mut self, number: u64) -> Result<&mut Node, Errno> {
        self.nodes.get_mut(&number).ok_or(Errno::ENOENT)
    }

    fn names(&self, number: u64) -> Result<&Names, Errno> {
        match &self.node(number)?.content {
            Content::Folder(names) => Ok(names),
            Content::File(_) => Err(Errno::ENOTDIR),
        }
    }

    fn names_mut(&mut self, number: u64) -> Result<&mut Names, Errno> {
        match &mut self.node_mut(number)?.content {
            Content::Folder(names) => Ok(names),
            Content::File(_) => Err(Errno::ENOTDIR),
        }
    }

    fn bytes(&self, number: u64) -> Result<&Bytes, Errno> {
        match &self.node(number)?.content {
            Content::File(bytes) => Ok(bytes),
            Content::Folder(_) => Err(Errno::EISDIR),
        }
    }

    fn bytes_mut(&mut self, number: u64) -> Result<&mut Bytes, Errno> {
        match &mut self.node_mut(number)?.content {
            Content::File(bytes) => Ok(bytes),
            Content::Folder(_) => Err(Errno::EISDIR),
        }
    }
}

fn long(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

fn short(length: u64) -> Result<usize, Errno> {
    usize::try_from(length).map_err(|_| Errno::EFBIG)
}
