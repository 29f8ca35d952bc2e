//! Folders of tests. They go when the test ends; what a killed test left behind goes with the next
//! one that starts.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Once;

use tempfile::TempDir;

const PREFIX: &str = "dauys-test-";
/// Locked for as long as the test lives, however it ends: the system gives the lock back.
const ALIVE: &str = "alive";
/// Enough for what one broken run leaves, and quickly done.
const SWEPT_MAX: usize = 32;

/// A folder of a test.
pub struct Folder {
    // In this order, so that nobody sweeps it while it is being removed.
    folder: TempDir,
    _alive: File,
}

impl Folder {
    /// A new one, empty but for its lock.
    pub fn make() -> Self {
        static SWEEP: Once = Once::new();
        SWEEP.call_once(|| sweep(&std::env::temp_dir()));
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir().expect("a folder");
        let alive = File::create(folder.path().join(ALIVE)).expect("a file");
        alive.try_lock().expect("a lock that nobody else knows");
        Self { folder, _alive: alive }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes folders whose tests are gone. What cannot be looked into or removed is left.
fn sweep(place: &Path) {
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    let ours =
        entries.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(PREFIX.as_bytes()));
    for entry in ours.take(SWEPT_MAX) {
        let alive = File::open(entry.path().join(ALIVE));
        if alive.is_ok_and(|alive| alive.try_lock().is_ok()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_test_left_is_swept_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let make = |name: &str| {
            let folder = place.path().join(name);
            fs::create_dir_all(folder.join("deep")).unwrap();
            (File::create(folder.join(ALIVE)).unwrap(), folder)
        };
        let (killed, left) = make("dauys-test-1");
        drop(killed);
        let (living, kept) = make("dauys-test-2");
        living.lock().unwrap();
        let (_, other) = make("somebody-elses");
        sweep(place.path());
        assert!(!left.exists() && kept.exists() && other.exists());
    }
}
