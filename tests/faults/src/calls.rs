//! What the kernel asks of a file system, answered from the tree.

use std::ffi::OsStr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use fuser::{
    AccessFlags, Errno, FileAttr, FileHandle, FileType, Filesystem, FopenFlags, Generation,
    INodeNo, LockOwner, OpenFlags, RenameFlags, ReplyAttr, ReplyCreate, ReplyData, ReplyDirectory,
    ReplyEmpty, ReplyEntry, ReplyOpen, ReplyStatfs, ReplyWrite, Request, TimeOrNow, WriteFlags,
};

use crate::Kind;
use crate::orders::Shared;
use crate::tree::{About, ROOT};

/// The kernel remembers nothing: what was flipped or lost is seen at once.
const REMEMBERED: Duration = Duration::ZERO;
const BLOCK_BYTES: u32 = 4_096;
const NAME_MAX: u32 = 255;

/// The disk while it is plugged in.
pub(crate) struct Calls(pub(crate) Arc<Shared>);

macro_rules! answer {
    ($reply:ident, $result:expr, $value:pat => $good:expr) => {
        match $result {
            Ok($value) => $good,
            Err(error) => $reply.error(error),
        }
    };
}

impl Calls {
    fn make(
        &self,
        request: &Request,
        (parent, name): (INodeNo, &OsStr),
        mode: u32,
        kind: FileType,
    ) -> Result<FileAttr, Errno> {
        let about = About::new(mode, request.uid(), request.gid());
        self.0.call(Kind::Write, |it| {
            let number = it.tree.make(parent.0, name, about, kind)?;
            it.tree.attributes(number)
        })
    }

    fn remove(&self, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        let done = self.0.call(Kind::Write, |it| it.tree.remove(parent.0, name));
        answer!(reply, done, () => reply.ok());
    }
}

impl Filesystem for Calls {
    fn lookup(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        let found = self.0.call(Kind::Look, |it| {
            let number = it.tree.find(parent.0, name)?;
            it.tree.attributes(number)
        });
        answer!(reply, found, found => reply.entry(&REMEMBERED, &found, Generation(0)));
    }

    fn getattr(&self, _: &Request, ino: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        let found = self.0.call(Kind::Look, |it| it.tree.attributes(ino.0));
        answer!(reply, found, found => reply.attr(&REMEMBERED, &found));
    }

    fn setattr(
        &self,
        _: &Request,
        ino: INodeNo,
        mode: Option<u32>,
        uid: Option<u32>,
        gid: Option<u32>,
        size: Option<u64>,
        atime: Option<TimeOrNow>,
        mtime: Option<TimeOrNow>,
        _: Option<SystemTime>,
        _: Option<FileHandle>,
        _: Option<SystemTime>,
        _: Option<SystemTime>,
        _: Option<SystemTime>,
        _: Option<fuser::BsdFileFlags>,
        reply: ReplyAttr,
    ) {
        let set = self.0.call(Kind::Write, |it| {
            if let Some(size) = size {
                it.tree.resize(ino.0, size)?;
            }
            let about = it.tree.about(ino.0)?;
            about.mode = mode.map_or(about.mode, |mode| mode & 0o7777);
            about.uid = uid.unwrap_or(about.uid);
            about.gid = gid.unwrap_or(about.gid);
            about.accessed = atime.map_or(about.accessed, moment);
            about.modified = mtime.map_or(about.modified, moment);
            it.tree.attributes(ino.0)
        });
        answer!(reply, set, set => reply.attr(&REMEMBERED, &set));
    }

    fn mkdir(
        &self,
        request: &Request,
        parent: INodeNo,
        name: &OsStr,
        mode: u32,
        umask: u32,
        reply: ReplyEntry,
    ) {
        let new = self.make(request, (parent, name), mode & !umask, FileType::Directory);
        answer!(reply, new, new => reply.entry(&REMEMBERED, &new, Generation(0)));
    }

    fn create(
        &self,
        request: &Request,
        parent: INodeNo,
        name: &OsStr,
        mode: u32,
        umask: u32,
        _: i32,
        reply: ReplyCreate,
    ) {
        let new = self.make(request, (parent, name), mode & !umask, FileType::RegularFile);
        answer!(reply, new, new => {
            let opened = FopenFlags::empty();
            reply.created(&REMEMBERED, &new, Generation(0), FileHandle(0), opened);
        });
    }

    fn unlink(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        self.remove(parent, name, reply);
    }

    fn rmdir(&self, _: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        self.remove(parent, name, reply);
    }

    fn rename(
        &self,
        _: &Request,
        parent: INodeNo,
        name: &OsStr,
        new_parent: INodeNo,
        new_name: &OsStr,
        flags: RenameFlags,
        reply: ReplyEmpty,
    ) {
        if !flags.is_empty() {
            return reply.error(Errno::EINVAL);
        }
        let (from, to) = ((parent.0, name), (new_parent.0, new_name));
        let done = self.0.call(Kind::Write, |it| it.tree.rename(from, to));
        answer!(reply, done, () => reply.ok());
    }

    fn read(
        &self,
        _: &Request,
        ino: INodeNo,
        _: FileHandle,
        offset: u64,
        size: u32,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyData,
    ) {
        let length = usize::try_from(size).unwrap_or(0);
        let read = self.0.call(Kind::Read, |it| Ok(it.tree.read(ino.0, offset, length)?.to_vec()));
        answer!(reply, read, read => reply.data(&read));
    }

    fn write(
        &self,
        _: &Request,
        ino: INodeNo,
        _: FileHandle,
        offset: u64,
        data: &[u8],
        _: WriteFlags,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyWrite,
    ) {
        let done = self.0.call(Kind::Write, |it| it.tree.write(ino.0, offset, data));
        answer!(reply, done, () => reply.written(u32::try_from(data.len()).unwrap_or(0)));
    }

    fn fallocate(
        &self,
        _: &Request,
        ino: INodeNo,
        _: FileHandle,
        offset: u64,
        length: u64,
        mode: i32,
        reply: ReplyEmpty,
    ) {
        if mode != 0 {
            return reply.error(Errno::EOPNOTSUPP);
        }
        let end = offset.saturating_add(length);
        let done = self.0.call(Kind::Write, |it| it.tree.reserve(ino.0, end));
        answer!(reply, done, () => reply.ok());
    }

    fn flush(&self, _: &Request, _: INodeNo, _: FileHandle, _: LockOwner, reply: ReplyEmpty) {
        // To close a file promises nothing.
        reply.ok();
    }

    fn fsync(&self, _: &Request, ino: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        answer!(reply, self.0.sync(ino.0), () => reply.ok());
    }

    fn fsyncdir(&self, _: &Request, ino: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        answer!(reply, self.0.sync(ino.0), () => reply.ok());
    }

    fn opendir(&self, _: &Request, ino: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        // Listed as it is now: what is removed while it is read must not hide what follows.
        let opened = self.0.call(Kind::Look, |it| {
            let listed = it.tree.list(ino.0)?;
            let handle = it.listings.last_key_value().map_or(1, |(last, _)| last + 1);
            it.listings.insert(handle, listed);
            Ok(handle)
        });
        answer!(reply, opened, it => reply.opened(FileHandle(it), FopenFlags::empty()));
    }

    fn readdir(
        &self,
        _: &Request,
        _: INodeNo,
        fh: FileHandle,
        offset: u64,
        mut reply: ReplyDirectory,
    ) {
        let listed = self.0.call(Kind::Look, |it| Ok(it.listings.get(&fh.0).cloned()));
        answer!(reply, listed, listed => {
            let rest = listed.into_iter().flatten().zip(1_u64..);
            let rest = rest.skip(usize::try_from(offset).unwrap_or(usize::MAX));
            for ((number, kind, name), next) in rest {
                if reply.add(INodeNo(number), next, kind, &name) {
                    break;
                }
            }
            reply.ok();
        });
    }

    fn releasedir(&self, _: &Request, _: INodeNo, fh: FileHandle, _: OpenFlags, reply: ReplyEmpty) {
        self.0.lock().listings.remove(&fh.0);
        reply.ok();
    }

    fn access(&self, _: &Request, ino: INodeNo, mask: AccessFlags, reply: ReplyEmpty) {
        let may = self.0.call(Kind::Look, |it| {
            let asks_to_write = mask.contains(AccessFlags::W_OK);
            if asks_to_write && it.orders.is_read_only { Err(Errno::EROFS) } else { Ok(()) }
                .and(it.tree.attributes(ino.0))
        });
        answer!(reply, may, _ => reply.ok());
    }

    fn statfs(&self, _: &Request, _: INodeNo, reply: ReplyStatfs) {
        let room = self.0.call(Kind::Look, |it| {
            let block = u64::from(BLOCK_BYTES);
            Ok((it.tree.room / block, it.tree.room.saturating_sub(it.tree.used()) / block))
        });
        answer!(reply, room, (all, free) => {
            let files = ROOT << 20;
            reply.statfs(all, free, free, files, files, BLOCK_BYTES, NAME_MAX, BLOCK_BYTES);
        });
    }
}

fn moment(time: TimeOrNow) -> SystemTime {
    match time {
        TimeOrNow::SpecificTime(time) => time,
        TimeOrNow::Now => SystemTime::now(),
    }
}
