//! A client that sends exactly what it is told to, wrong things too.

use std::fmt::{Display, Write as _};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use dauys_wire::problem::{CONTENT_TYPE, Problem, ProblemCode};
use serde::de::DeserializeOwned;

/// A request that is being put together.
#[derive(Clone)]
pub(crate) struct Ask {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Ask {
    pub(crate) fn new(method: &str, path: impl Into<String>) -> Self {
        Self { method: method.into(), path: path.into(), headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new("GET", path)
    }

    pub(crate) fn header(mut self, name: &str, value: impl Display) -> Self {
        self.headers.push((name.into(), format!("{value}")));
        self
    }

    /// Takes a header away again.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends it on a connection of its own.
    pub(crate) fn send(&self, server: SocketAddr) -> Answer {
        let (head, verb) = (self.whole_head(), self.method == "HEAD");
        Answer::parse(&exchange(server, head.as_bytes(), &self.body), verb)
    }

    /// Sends it on a connection that is there.
    pub(crate) fn send_on(&self, stream: impl Read + Write) -> Answer {
        let (head, verb) = (self.whole_head(), self.method == "HEAD");
        Answer::parse(&exchange_on(stream, head.as_bytes(), &self.body), verb)
    }

    fn whole_head(&self) -> String {
        let mut text = self.start();
        if !self.body.is_empty() && !self.headers.iter().any(|(name, _)| name == "content-length") {
            write!(text, "content-length: {}\r\n", self.body.len()).unwrap();
        }
        text.push_str("connection: close\r\n\r\n");
        text
    }

    /// Its first line and its headers; the head is not ended.
    pub(crate) fn start(&self) -> String {
        let mut text = format!("{} {} HTTP/1.1\r\nhost: 127.0.0.1\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            write!(text, "{name}: {value}\r\n").unwrap();
        }
        text
    }
}

/// Sends raw bytes and reads the answer. A server that refuses early may close while we still write,
/// so a failed write is not a failed exchange.
pub(crate) fn exchange(server: SocketAddr, head: &[u8], body: &[u8]) -> Vec<u8> {
    let stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    exchange_on(stream, head, body)
}

fn exchange_on(mut stream: impl Read + Write, head: &[u8], body: &[u8]) -> Vec<u8> {
    stream.write_all(head).unwrap();
    let _ = stream.write_all(body);
    let _ = stream.flush();
    let (mut answer, mut chunk) = (Vec::new(), vec![0; 65_536]);
    while !is_whole(&answer) {
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => break,
            Ok(count) => answer.extend_from_slice(&chunk[..count]),
        }
    }
    answer
}

/// Whether all that the head announces is there; an answer without a body ends with the connection.
fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    if head.lines().any(|line| line == "transfer-encoding: chunked") {
        return answer.ends_with(b"\r\n0\r\n\r\n");
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.is_some_and(|length| answer.len() >= end + 4 + length.parse::<usize>().unwrap())
}

/// What came in chunks, each behind its length in hex.
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = chunks.windows(2).position(|two| two == b"\r\n").expect("a length");
        let length = std::str::from_utf8(&chunks[..end]).unwrap();
        let length = usize::from_str_radix(length, 16).unwrap();
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&chunks[end + 2..end + 2 + length]);
        chunks = &chunks[end + 4 + length..];
    }
}

impl Answer {
    fn parse(bytes: &[u8], head: bool) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let text = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = text.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<(String, String)> = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut answer = Self { status, headers, body: bytes[end + 4..].to_vec() };
        if head || status == 204 {
            assert!(answer.body.is_empty(), "no body in an answer to HEAD");
        } else if answer.header("transfer-encoding") == Some("chunked") {
            answer.body = joined(&answer.body);
        } else {
            let length: usize = answer.header("content-length").unwrap().parse().unwrap();
            assert_eq!(answer.body.len(), length, "the whole body");
        }
        answer
    }

    /// The one value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} stands once");
        value
    }

    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{}: {}", self.status, String::from_utf8_lossy(&self.body)))
    }

    /// The code of a refusal, which must be a whole problem.
    pub(crate) fn problem(&self) -> ProblemCode {
        assert_eq!(self.header("content-type"), Some(CONTENT_TYPE), "{self:?}");
        let problem: Problem = self.json();
        assert_eq!(problem, problem.code.problem());
        assert_eq!(problem.status, self.status);
        problem.code
    }
}
