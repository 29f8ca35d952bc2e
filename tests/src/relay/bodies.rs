//! The bodies on a wire that stand there otherwise than they were meant: in chunks, or compressed. A hunt
//! that read only the wire would miss a word that is cut in two by a chunk's length.

use std::io::Read as _;

const HEAD_END: &[u8] = b"\r\n\r\n";
const LINE_END: &[u8] = b"\r\n";

/// As they were meant, one after the other. A body that was broken off gives what came of it.
pub(super) fn plain(wire: &[u8]) -> Vec<u8> {
    let ends = wire.windows(HEAD_END.len()).enumerate().filter(|(_, end)| *end == HEAD_END);
    let mut plain = Vec::new();
    let mut before = 0;
    for (end, _) in ends {
        let rest = &wire[end + HEAD_END.len()..];
        let head = String::from_utf8_lossy(&wire[before..end]).to_lowercase();
        before = end + HEAD_END.len();
        assert!(!head.contains("content-encoding: gzip"), "nobody here asks for gzip alone");
        let chunks = head.contains("transfer-encoding: chunked").then(|| join(rest));
        if head.contains("content-encoding: br") {
            let body = chunks.as_deref().unwrap_or(rest);
            // A compressed stream tells its own end. An answer to HEAD, or to somebody who left, has none.
            let _ = brotli::Decompressor::new(body, 4_096).read_to_end(&mut plain);
        } else {
            plain.extend(chunks.unwrap_or_default());
        }
    }
    plain
}

/// A body in chunks (RFC 9112, section 7.1), without their lengths.
fn join(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some((length, after)) = chunk_length(rest) {
        let chunk = &after[..length.min(after.len())];
        body.extend_from_slice(chunk);
        let Some(next) = after.get(length + LINE_END.len()..) else { break };
        rest = next;
    }
    body
}

/// How long the next chunk is, and what follows its first line; none after the last one.
fn chunk_length(rest: &[u8]) -> Option<(usize, &[u8])> {
    let end = rest.windows(LINE_END.len()).position(|line| line == LINE_END)?;
    let length = std::str::from_utf8(&rest[..end]).ok()?;
    let length = usize::from_str_radix(length, 16).ok().filter(|length| *length > 0)?;
    Some((length, &rest[end + LINE_END.len()..]))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn compressed(text: &[u8]) -> Vec<u8> {
        let mut body = Vec::new();
        brotli::CompressorWriter::new(&mut body, 4_096, 5, 20).write_all(text).unwrap();
        body
    }

    #[test]
    fn a_compressed_answer_is_read_in_clear() {
        let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n".as_slice();
        let sent =
            [head, &compressed(b"hidden words"), b"HTTP/1.1 204 No Content\r\n\r\n"].concat();
        assert_eq!(plain(&sent), b"hidden words");
    }

    #[test]
    fn chunks_are_joined_and_then_decompressed() {
        let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n".as_slice();
        let cut = b"\r\n7\r\nhidden \r\n5\r\nwords\r\n0\r\n\r\n".as_slice();
        assert_eq!(plain(&[head, cut].concat()), b"hidden words");
        let body = compressed(b"hidden words");
        let (a, b) = body.split_at(5);
        let (first, second) = (format!("{:x}\r\n", a.len()), format!("\r\n{:X}\r\n", b.len()));
        let body = [first.as_bytes(), a, second.as_bytes(), b, b"\r\n0\r\n\r\n"].concat();
        let sent = [head, b"Content-Encoding: br\r\n\r\n", &body].concat();
        assert_eq!(plain(&sent), b"hidden words");
    }

    #[test]
    fn what_was_broken_off_gives_what_came() {
        let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".as_slice();
        assert_eq!(plain(&[head, b"ff\r\nhidden"].concat()), b"hidden");
        assert_eq!(plain(&[head, b"6\r\nhidden"].concat()), b"hidden");
        assert!(plain(&[head, b"no number\r\nhidden"].concat()).is_empty());
    }
}
