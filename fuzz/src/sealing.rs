//! Any bytes in a real age file of the right size, as an author without scruples can make it.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use age::{Encryptor, Recipient};
use dauys_wire::Signature;

/// The authentication tag of the only chunk.
const TAG_BYTES: usize = 16;

/// A plaintext: the lines of a letter or reply, whatever its JSON is.
pub fn framed(magic: &str, signature: &Signature, json: &[u8]) -> Vec<u8> {
    [magic.as_bytes(), b"\n", signature.to_string().as_bytes(), b"\n", json, b"\n"].concat()
}

/// The plaintext, padded and sealed into exactly so many bytes; none if it does not fit, or if age
/// does not write such a header.
pub fn seal(recipient: &dyn Recipient, plaintext: &[u8], size: usize) -> Option<Vec<u8>> {
    let encryptor = Encryptor::with_recipients(std::iter::once(recipient)).ok()?;
    let sink = Sink::default();
    let mut writer = encryptor.wrap_output(sink.clone()).ok()?;
    let room = size.checked_sub(sink.0.borrow().len() + TAG_BYTES)?;
    let padding = room.checked_sub(plaintext.len())?;
    writer.write_all(plaintext).ok()?;
    writer.write_all(&vec![b' '; padding]).ok()?;
    writer.finish().ok()?;
    Some(sink.0.take())
}

/// Where age writes to, while we look at how much it has written.
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
