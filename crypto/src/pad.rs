//! The plaintext inside a letter or reply: a first line that names the format, a line with the
//! author's signature, the JSON on one line, then spaces up to the fixed size. So
//! `age -d … | sed -n 3p` gives the JSON.

use dauys_wire::Signature;
use zeroize::Zeroizing;

/// What is written around a JSON: three newlines and the signature's 86 characters.
pub const FRAME_BYTES: usize = 86 + 3;

/// The parts of a plaintext.
pub struct Framed {
    /// Of the author, not yet verified.
    pub signature: Signature,
    /// The exact JSON.
    pub json: Zeroizing<String>,
}

/// Writes a plaintext without its padding.
pub fn frame(magic: &str, signature: &Signature, json: &str) -> Zeroizing<Vec<u8>> {
    let mut plaintext = Zeroizing::new(Vec::with_capacity(magic.len() + FRAME_BYTES + json.len()));
    for line in [magic, &signature.to_string(), json] {
        plaintext.extend_from_slice(line.as_bytes());
        plaintext.push(b'\n');
    }
    plaintext
}

/// Reads a plaintext; `None` if it is not exactly of the form.
pub fn unframe(magic: &str, plaintext: &[u8]) -> Option<Framed> {
    let text = std::str::from_utf8(plaintext).ok()?;
    let mut lines = text.splitn(4, '\n');
    let (first, signature, json, padding) =
        (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
    let whole = first == magic && padding.bytes().all(|byte| byte == b' ');
    let signature = Signature::parse(signature).ok()?;
    whole.then(|| Framed { signature, json: Zeroizing::new(json.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_read_back_and_nothing_like_it() {
        let signature = Signature::from_bytes([7; 64]);
        let mut plaintext = frame("magic", &signature, "{}");
        assert_eq!(plaintext.len(), "magic".len() + FRAME_BYTES + 2);
        plaintext.extend_from_slice(b"   ");
        let framed = unframe("magic", &plaintext).unwrap();
        assert_eq!((framed.signature, framed.json.as_str()), (signature, "{}"));
        assert!(unframe("other", &plaintext).is_none());
        for wrong in [&b""[..], b"magic\n", b"magic\nsig\n{}\n", &[0xff; 10]] {
            assert!(unframe("magic", wrong).is_none());
        }
        plaintext.push(b'x');
        assert!(unframe("magic", &plaintext).is_none(), "something behind the JSON");
    }
}
