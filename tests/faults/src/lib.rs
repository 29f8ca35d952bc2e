//! A disk of the tests, in memory, that does wrong what real disks do, when it is told to: it loses
//! power and what was not synced, fills up, slows down, fails, can only be read, turns bits over.
//!
//! It is a file system (FUSE), so any program can be tried on it as it is. What it promises is what
//! POSIX promises and no more, which is less than most file systems do: the content of a file is durable
//! after its `fsync`, a name after the `fsync` of its folder. The kernel passes every write on at once
//! and remembers nothing when the power comes back, because the disk is plugged in anew.
//!
//! - [`Disk`] is what a story holds.
//! - `tree`, `bytes`, `names`: what is kept, and what of it is durable.
//! - `orders`: what goes wrong.
//! - `calls`: what the kernel asks.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use fuser::{BackgroundSession, Config, INodeNo, MountOption, Session};
use rustix::io::Errno as SystemError;
use rustix::mount::{UnmountFlags, unmount};
use rustix::process::{getegid, geteuid};
use tempfile::TempDir;

mod bytes;
mod calls;
mod chance;
mod names;
mod orders;
mod tree;

#[cfg(test)]
mod tests;

use calls::Calls;
use orders::{Orders, Shared};
use tree::{About, Tree};

/// As large as it is, if it is not told otherwise: more than any story writes.
const ROOM_BYTES: u64 = 4 << 30;
/// A program that was killed lets go of its files within this time.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK: Duration = Duration::from_millis(10);
/// Calls that are answered at once.
const THREADS: usize = 4;

/// What can be told to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Names and what is known about files.
    Look,
    /// Reading a file.
    Read,
    /// Writing a file, making, renaming and removing one.
    Write,
    /// Syncing. What was not synced before is then lost with the power, whatever later syncs say.
    Sync,
}

/// What is lost with the power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Everything that was not synced.
    Everything,
    /// What chance takes: the seed of it.
    ByChance(u64),
}

/// Why there is no such disk here.
#[derive(Debug)]
pub struct NoDisk(io::Error);

impl std::fmt::Display for NoDisk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a file system of the tests cannot be mounted here ({})", self.0)
    }
}

/// The disk; unplugged when it is dropped.
pub struct Disk {
    folder: TempDir,
    shared: Arc<Shared>,
    session: Option<BackgroundSession>,
}

impl Disk {
    /// An empty one, where FUSE is there and permitted.
    pub fn plug_in() -> Result<Self, NoDisk> {
        let folder = tempfile::tempdir().map_err(NoDisk)?;
        let about = About::new(0o700, geteuid().as_raw(), getegid().as_raw());
        let shared = Arc::new(Shared::new(Tree::new(about, ROOM_BYTES)));
        let mut disk = Self { folder, shared, session: None };
        disk.mount().map_err(NoDisk)?;
        Ok(disk)
    }

    /// The same for a story, which is skipped where there is none, and says so even where the words of
    /// stories that pass are kept back.
    pub fn plug_in_or_say() -> Option<Self> {
        match Self::plug_in() {
            Ok(disk) => Some(disk),
            Err(why) => {
                // If nobody hears it there is nobody to tell.
                let _ = writeln!(io::stdout(), "Skipped: faults of the disk, because {why}.");
                None
            }
        }
    }

    /// Where its files are.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Now. Whatever is asked from now on fails.
    pub fn lose_power(&self, loss: Loss) {
        self.shared.lose_power(loss);
    }

    /// In the middle of what comes: so many more changes and syncs are done, and the next is not.
    pub fn lose_power_after(&self, changes: u64, loss: Loss) {
        self.shared.lock().orders.fuse = Some((changes, loss));
    }

    /// Whether the power goes within that time.
    pub fn wait_until_dark(&self, limit: Duration) -> bool {
        self.shared.wait_until_dark(limit)
    }

    /// Plugs it in again, with what is left and nothing wrong any more. Nobody may hold a file of it.
    pub fn restore_power(&mut self) -> io::Result<()> {
        self.unmount()?;
        let mut inner = self.shared.lock();
        inner.orders = Orders { changes: inner.orders.changes, ..Orders::default() };
        inner.listings.clear();
        drop(inner);
        self.mount()
    }

    /// Changes and syncs that it was asked for since the beginning.
    pub fn changes(&self) -> u64 {
        self.shared.lock().orders.changes
    }

    /// So many bytes are free from now on.
    pub fn leave_room(&self, bytes: u64) {
        let mut inner = self.shared.lock();
        inner.tree.room = inner.tree.used().saturating_add(bytes);
    }

    /// As much is free as at the beginning.
    pub fn make_room(&self) {
        self.shared.lock().tree.room = ROOM_BYTES;
    }

    /// Whether it can only be read.
    pub fn set_read_only(&self, is_read_only: bool) {
        self.shared.lock().orders.is_read_only = is_read_only;
    }

    /// Each call takes so long.
    pub fn slow_down(&self, delay: Duration) {
        self.shared.lock().orders.delay = delay;
    }

    /// Calls of this kind fail from now on.
    pub fn fail(&self, kind: Kind) {
        self.shared.lock().orders.failing.insert(kind);
    }

    /// Nothing fails any more.
    pub fn mend(&self) {
        self.shared.lock().orders.failing.clear();
    }

    /// Turns a bit over in a file, which is named by its path on this disk.
    pub fn flip(&self, file: impl AsRef<Path>, byte: usize, bit: u8) -> io::Result<()> {
        let mut inner = self.shared.lock();
        let number = inner.tree.at(file.as_ref()).map_err(|_| io::ErrorKind::NotFound)?;
        inner.tree.flip(number, byte, bit).map_err(|_| io::ErrorKind::IsADirectory)?;
        drop(inner);
        match self.session.as_ref().map(|it| it.notifier().inval_inode(INodeNo(number), 0, 0)) {
            // The kernel remembers nothing of a file that nobody has asked for yet.
            Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn mount(&mut self) -> io::Result<()> {
        let mut config = Config::default();
        config.mount_options = vec![MountOption::FSName("dauys-faults".into())];
        config.n_threads = Some(THREADS);
        let calls = Calls(Arc::clone(&self.shared));
        self.session = Some(Session::new(calls, self.path(), &config)?.spawn()?);
        Ok(())
    }

    fn unmount(&mut self) -> io::Result<()> {
        let Some(session) = self.session.take() else { return Ok(()) };
        let until = Instant::now() + PATIENCE;
        while let Err(error) = detach(self.path()) {
            if Instant::now() > until {
                return Err(error);
            }
            thread::sleep(LOOK);
        }
        match session.join() {
            // What the kernel says to a thread that was taking up a request when the disk was unplugged.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => Ok(()),
            ended => ended,
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A story that has failed already is not told of this too.
        let _ = self.unmount();
    }
}

/// Whoever is not root has mounted it through a program, which takes it away too.
fn detach(place: &Path) -> io::Result<()> {
    match unmount(place, UnmountFlags::empty()) {
        Err(SystemError::PERM) => {
            let place: PathBuf = place.to_owned();
            let status = Command::new("fusermount3").args(["-q", "-u"]).arg(place).status()?;
            if status.success() { Ok(()) } else { Err(io::ErrorKind::ResourceBusy.into()) }
        }
        done => Ok(done?),
    }
}
