//! The ZIP of an export. There is one for each list of files, byte by byte: stored as they are, in
//! their order, without times, comments or extra fields. A test holds its bytes, for an export of
//! today must still be verified when the library that writes them is a newer one.

use std::io::{self, Write};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// A file of so many bytes, or more, needs 64 bits for its length.
const LARGE: u64 = u32::MAX as u64;

/// The ZIP while it is written, from its beginning to its end: nothing is gone back to.
pub struct Container<W: Write> {
    zip: ZipWriter<StreamWriter<Guard<W>>>,
}

/// What has failed once is not written to again. The library ends every file that it drops, and would
/// complain on the terminal, where nobody but us writes.
struct Guard<W> {
    output: W,
    has_failed: bool,
}

impl<W: Write> Write for Guard<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.has_failed {
            return Ok(bytes.len());
        }
        let written = self.output.write(bytes);
        self.has_failed =
            written.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.has_failed { Ok(()) } else { self.output.flush() }
    }
}

impl<W: Write> Container<W> {
    /// Nothing is in it yet.
    pub fn begin(output: W) -> Self {
        Self { zip: ZipWriter::new_stream(Guard { output, has_failed: false }) }
    }

    /// The next file, of so many bytes; they are written to what is returned.
    pub fn file(&mut self, name: &str, bytes: u64) -> io::Result<&mut impl Write> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o600)
            .system(System::Unix)
            .large_file(bytes >= LARGE);
        self.zip.start_file(name, options)?;
        Ok(&mut self.zip)
    }

    /// The list of what is in it; what it was written to.
    pub fn finish(self) -> io::Result<W> {
        let Guard { output, has_failed } = self.zip.finish()?.into_inner();
        if has_failed { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(output) }
    }
}

#[cfg(test)]
mod tests {
    use dauys_wire::Digest;

    use super::*;

    #[test]
    fn the_bytes_of_a_container_are_the_same_for_all_time() {
        let mut container = Container::begin(Vec::new());
        for (name, content) in [("a", "one".as_bytes()), ("evidence/ә", b"")] {
            container.file(name, content.len() as u64).unwrap().write_all(content).unwrap();
        }
        let bytes = container.finish().unwrap();
        let sha256 = "91f4429d9e9065947922e6d63a85aebdab1e77bf886ac66c699d0c7914cb526f";
        assert_eq!((bytes.len(), Digest::of(&bytes).to_string().as_str()), (233, sha256));
    }
}
