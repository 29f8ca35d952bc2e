//! What a directory owes to those who rely on the names in it.

use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

/// For its account alone.
const PRIVATE: u32 = 0o700;

/// Makes a directory, and those above it that are missing, if it is not there.
pub fn make(directory: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = directory.ancestors().take_while(|it| !it.exists()).collect();
    DirBuilder::new().recursive(true).mode(PRIVATE).create(directory)?;
    missing.into_iter().filter_map(Path::parent).try_for_each(sync)
}

/// Puts the names in a directory on the disk: a file that was synced is found again after a loss of power
/// only if its name was synced too.
pub fn sync(directory: &Path) -> io::Result<()> {
    // The parent of a name alone.
    let here = directory.as_os_str().is_empty();
    File::open(if here { Path::new(".") } else { directory })?.sync_all()
}
