//! Recordings that are larger than memory should hold.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use dauys_wire::Digest;
use sha2::{Digest as _, Sha256};

const PIECE: usize = 1 << 20;
/// What players look at first.
const BEGINNING: &[u8] = b"\0\0\0\x18ftypisom";

/// Writes a film of so many bytes, which nobody could send compressed; its hash.
pub fn write(path: &Path, bytes: u64) -> Digest {
    let random = File::open("/dev/urandom").expect("the system's randomness");
    let mut content = BEGINNING.chain(random).take(bytes);
    let mut file = File::create(path).expect("a file");
    io::copy(&mut content, &mut file).expect("room for it");
    digest(path)
}

/// The hash of a file of any size.
pub fn digest(path: &Path) -> Digest {
    let mut file = File::open(path).expect("a file");
    let (mut hash, mut piece) = (Sha256::new(), vec![0; PIECE]);
    while let read @ 1.. = file.read(&mut piece).expect("a disk") {
        hash.update(&piece[..read]);
    }
    Digest::from_bytes(hash.finalize().into())
}
