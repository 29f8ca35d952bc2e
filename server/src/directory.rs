//! What a directory owes to those who rely on the names in it.

use std::fs::File;
use std::io;
use std::path::Path;

/// Puts the names in a directory on the disk: a file that was synced is found again after a loss of power
/// only if its name was synced too.
pub fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}
