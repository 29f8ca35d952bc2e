//! Asks as a browser does, for whoever checks what a server shows to browsers: the head of a request
//! goes out byte for byte as it is given, and of an answer every header is told. `ureq` writes all names
//! in lower case and in an order of its own, by which a server could tell the check from a visitor.
//!
//! Only HTTP/1.1, and a TLS handshake that is rustls's: docs/THREAT-MODEL.md says what a server can make
//! of that.

#[cfg(test)]
mod tests;

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

use dauys_wire::Id;
use rand::RngCore as _;
use rand::rngs::OsRng;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::{CALL_SECONDS, CONNECT_SECONDS, RemoteError, unreachable};

/// Twice what the heads of our server have; a proxy in front of it adds some.
const HEAD_MAX: usize = 16_384;
const HEADERS_MAX: usize = 64;
/// The largest file of the page is a module of 700 kB in JavaScript.
const BODY_MAX: usize = 8 << 20;
/// A line with the length of a chunk, and no extensions worth the name.
const CHUNK_LINE_MAX: usize = 128;

trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

/// A connection for one visitor after the other, opened when it is needed.
pub struct Browser {
    host: String,
    port: u16,
    tls: Option<Arc<ClientConfig>>,
    socks: Option<String>,
    /// For the proxy: nobody else's.
    name: String,
    line: Option<Line>,
}

/// An answer, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The status.
    pub status: u16,
    /// In their order; names in lower case.
    pub headers: Vec<(String, String)>,
    /// Without the lengths of chunks; compressed if it came so.
    pub body: Vec<u8>,
}

struct Line {
    stream: Box<dyn Stream>,
    /// What came behind what was read so far.
    ahead: Vec<u8>,
    until: Instant,
}

impl Seen {
    /// The value of the first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(there, _)| there == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Browser {
    /// For an origin; `proxy` is `socks5://host:port`. Nothing is sent yet.
    pub fn new(origin: &str, proxy: Option<&str>) -> Result<Self, RemoteError> {
        let (scheme, authority) = origin.split_once("://").ok_or(RemoteError::Unexpected)?;
        let is_tls = scheme == "https";
        let usual = if is_tls { 443 } else { 80 };
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(unreachable)?),
            None => (authority, usual),
        };
        let socks = proxy.map(|proxy| {
            let rest = proxy.strip_prefix("socks5://").or(proxy.strip_prefix("socks5h://"));
            rest.map(str::to_owned).ok_or(RemoteError::Proxy)
        });
        let tls = is_tls.then(tls_config).transpose()?;
        let mut name = [0; 16];
        OsRng.fill_bytes(&mut name);
        let name = Id::from_bytes(name).to_string();
        Ok(Self { host: host.to_owned(), port, tls, socks: socks.transpose()?, name, line: None })
    }

    /// What stands behind `Host:`.
    pub fn authority(&self) -> String {
        let usual = if self.tls.is_some() { 443 } else { 80 };
        if self.port == usual { self.host.clone() } else { format!("{}:{}", self.host, self.port) }
    }

    /// The next question comes over a connection of its own.
    pub fn hang_up(&mut self) {
        self.line = None;
    }

    /// Sends the head of a request, which has to end with an empty line, and reads the answer. A
    /// connection that the server has meanwhile closed is opened anew.
    pub fn ask(&mut self, head: &str) -> Result<Seen, RemoteError> {
        if let Some(mut line) = self.line.take()
            && let Ok(seen) = line.ask(head)
        {
            self.keep(line, &seen);
            return Ok(seen);
        }
        let mut line = self.open().map_err(unreachable)?;
        let seen = line.ask(head).map_err(unreachable)?;
        self.keep(line, &seen);
        Ok(seen)
    }

    fn keep(&mut self, line: Line, seen: &Seen) {
        let has_end = seen.header("content-length").or(seen.header("transfer-encoding")).is_some();
        let closes = seen.header("connection").is_some_and(|it| it.eq_ignore_ascii_case("close"));
        self.line = (has_end && !closes).then_some(line);
    }

    fn open(&self) -> io::Result<Line> {
        let patience = Some(Duration::from_secs(CONNECT_SECONDS));
        let stream = match &self.socks {
            Some(proxy) => {
                let mut stream = TcpStream::connect(proxy.as_str())?;
                stream.set_read_timeout(patience)?;
                through_socks(&mut stream, &self.host, self.port, &self.name)?;
                stream
            }
            None => TcpStream::connect((self.host.as_str(), self.port))?,
        };
        stream.set_read_timeout(patience)?;
        stream.set_write_timeout(patience)?;
        let stream: Box<dyn Stream> = match &self.tls {
            None => Box::new(stream),
            Some(config) => {
                let name = ServerName::try_from(self.host.clone()).map_err(io::Error::other)?;
                let client = ClientConnection::new(Arc::clone(config), name);
                Box::new(StreamOwned::new(client.map_err(io::Error::other)?, stream))
            }
        };
        Ok(Line { stream, ahead: Vec::new(), until: Instant::now() })
    }
}

/// The roots built into this program, as for every other call.
fn tls_config() -> Result<Arc<ClientConfig>, RemoteError> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(Arc::new(config.map_err(unreachable)?.with_root_certificates(roots).with_no_client_auth()))
}

/// SOCKS 5 with the server's name as it is (RFC 1928), and with a name and a word of its own for whoever
/// asks (RFC 1929), for which Tor builds a way of its own. A proxy that knows no names is content without.
fn through_socks(stream: &mut TcpStream, host: &str, port: u16, name: &str) -> io::Result<()> {
    let refused = || io::Error::other("the proxy refuses");
    let length = u8::try_from(host.len()).map_err(|_| refused())?;
    stream.write_all(&[5, 2, 0, 2])?;
    let mut chosen = [0; 2];
    stream.read_exact(&mut chosen)?;
    match chosen {
        [5, 0] => {}
        [5, 2] => {
            let bytes = name.as_bytes();
            let size = u8::try_from(bytes.len()).map_err(|_| refused())?;
            stream.write_all(&[&[1, size], bytes, &[size], bytes].concat())?;
            stream.read_exact(&mut chosen)?;
            if chosen != [1, 0] {
                return Err(refused());
            }
        }
        _ => return Err(refused()),
    }
    let mut wanted = vec![5, 1, 0, 3, length];
    wanted.extend_from_slice(host.as_bytes());
    wanted.extend_from_slice(&port.to_be_bytes());
    stream.write_all(&wanted)?;
    let mut answer = [0; 5];
    stream.read_exact(&mut answer)?;
    let [5, 0, _, kind, first] = answer else { return Err(refused()) };
    // Of the address it came from, which is of no use here, one byte is read already.
    let rest = match kind {
        1 => 3,
        3 => usize::from(first),
        4 => 15,
        _ => return Err(refused()),
    };
    io::copy(&mut stream.take(rest as u64 + 2), &mut io::sink()).map(drop)
}

impl Line {
    fn ask(&mut self, head: &str) -> io::Result<Seen> {
        self.until = Instant::now() + Duration::from_secs(CALL_SECONDS);
        self.stream.write_all(head.as_bytes())?;
        self.stream.flush()?;
        let bytes = self.head()?;
        let (status, headers) = parse_head(&bytes)?;
        let mut seen = Seen { status, headers, body: Vec::new() };
        if !head.starts_with("HEAD ") && !matches!(status, 204 | 304) {
            seen.body = self.body(&seen)?;
        }
        Ok(seen)
    }

    fn head(&mut self) -> io::Result<Vec<u8>> {
        self.take_until(b"\r\n\r\n", HEAD_MAX)
    }

    fn body(&mut self, seen: &Seen) -> io::Result<Vec<u8>> {
        if seen.header("transfer-encoding").is_some_and(|it| it.eq_ignore_ascii_case("chunked")) {
            return self.chunks();
        }
        match seen.header("content-length").map(str::parse::<usize>) {
            Some(Ok(length)) if length <= BODY_MAX => self.take(length),
            Some(_) => Err(not_http()),
            None => self.rest(),
        }
    }

    fn chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.take_until(b"\r\n", CHUNK_LINE_MAX)?;
            let text = std::str::from_utf8(&line).map_err(|_| not_http())?;
            let length = text.split(';').next().unwrap_or_default().trim();
            let length = usize::from_str_radix(length, 16).map_err(|_| not_http())?;
            if length > BODY_MAX - body.len() {
                return Err(not_http());
            }
            body.extend(self.take(length)?);
            // What would stand behind the last one as further headers is refused.
            if self.take(2)? != b"\r\n" {
                return Err(not_http());
            }
            if length == 0 {
                return Ok(body);
            }
        }
    }

    fn rest(&mut self) -> io::Result<Vec<u8>> {
        while self.ahead.len() <= BODY_MAX {
            if !self.read_more()? {
                return Ok(std::mem::take(&mut self.ahead));
            }
        }
        Err(not_http())
    }

    fn take(&mut self, length: usize) -> io::Result<Vec<u8>> {
        while self.ahead.len() < length {
            self.must_read_more()?;
        }
        let rest = self.ahead.split_off(length);
        Ok(std::mem::replace(&mut self.ahead, rest))
    }

    /// With what it ends with.
    fn take_until(&mut self, end: &[u8], max: usize) -> io::Result<Vec<u8>> {
        let mut looked = 0_usize;
        loop {
            let from = looked.saturating_sub(end.len());
            let new = self.ahead.get(from..).unwrap_or_default();
            if let Some(place) = new.windows(end.len()).position(|window| window == end) {
                return self.take(from + place + end.len());
            }
            looked = self.ahead.len();
            if looked > max {
                return Err(not_http());
            }
            self.must_read_more()?;
        }
    }

    fn must_read_more(&mut self) -> io::Result<()> {
        if self.read_more()? { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn read_more(&mut self) -> io::Result<bool> {
        if Instant::now() > self.until {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let mut buffer = [0; 16_384];
        let read = self.stream.read(&mut buffer)?;
        self.ahead.extend(buffer.iter().take(read));
        Ok(read > 0)
    }
}

fn parse_head(bytes: &[u8]) -> io::Result<(u16, Vec<(String, String)>)> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS_MAX];
    let mut answer = httparse::Response::new(&mut headers);
    answer.parse(bytes).map_err(|_| not_http())?;
    let status = answer.code.ok_or_else(not_http)?;
    let header = |header: &httparse::Header<'_>| {
        let value = String::from_utf8_lossy(header.value).into_owned();
        (header.name.to_ascii_lowercase(), value)
    };
    Ok((status, answer.headers.iter().map(header).collect()))
}

fn not_http() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not an answer of a server")
}
