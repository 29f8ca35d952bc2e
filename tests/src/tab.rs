//! The browser that was let in, without a browser: what it is sent, byte by byte.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use crate::seat::Seat;

/// Nothing that is looked at takes as long.
const PATIENCE: Duration = Duration::from_mins(2);

/// How a browser sends a form, and what stands between the fields of one with files.
const FORM: &str = "application/x-www-form-urlencoded";
const BETWEEN: &str = "----of-the-form";

/// One that was let in.
pub struct Tab<'a> {
    seat: &'a Seat,
    cookie: String,
}

impl<'a> Tab<'a> {
    /// Let in, and unlocked.
    pub fn open(seat: &'a Seat, passphrase: &str) -> Self {
        let tab = Self::let_in(seat);
        tab.unlock(passphrase);
        tab
    }

    /// Let in, and no more.
    pub fn let_in(seat: &'a Seat) -> Self {
        Self { seat, cookie: seat.cookie() }
    }

    /// By which it is known.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Types the passphrase.
    pub fn unlock(&self, passphrase: &str) {
        self.post("/unlock", &format!("passphrase={}", passphrase.replace(' ', "+")));
    }

    /// Status, head in small letters, and content.
    pub fn get(&self, path: &str) -> (u16, String, Vec<u8>) {
        self.ask("GET", path, "", "")
    }

    /// The same, of the content only these bytes, as `Range` writes them.
    pub fn get_part(&self, path: &str, bytes: &str) -> (u16, String, Vec<u8>) {
        self.ask("GET", path, &format!("Range: bytes={bytes}\r\n"), "")
    }

    /// Sends a form that leads on.
    pub fn post(&self, path: &str, form: &str) {
        let (status, ..) = self.send(path, form);
        assert_eq!(status, 303, "{path}");
    }

    /// Sends a form: status, head in small letters, and content.
    pub fn send(&self, path: &str, form: &str) -> (u16, String, Vec<u8>) {
        self.ask("POST", path, "", form)
    }

    /// Sends a form with a file in it, after a field of this name and text; what is shown then.
    pub fn bring(&self, path: &str, [name, text]: [&str; 2], file: &[u8]) -> String {
        let fields = format!(
            "--{BETWEEN}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n\
             --{BETWEEN}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n",
        );
        let end = format!("\r\n--{BETWEEN}--\r\n");
        let body = [fields.as_bytes(), file, end.as_bytes()].concat();
        let kind = format!("multipart/form-data; boundary={BETWEEN}");
        let (status, _, shown) = answer(self.begin("POST", path, "", &kind, &body));
        assert_eq!(status, 200, "{path}");
        String::from_utf8(shown).expect("a page")
    }

    /// Sends a form and waits for nothing: its answer comes from there, when it comes.
    pub fn send_off(&self, path: &str, form: &str) -> TcpStream {
        self.begin("POST", path, "", FORM, form.as_bytes())
    }

    /// A page of a file, once it says how it ended.
    pub fn look(&self, path: &str) -> String {
        let begun = Instant::now();
        let mut path = path.to_owned();
        loop {
            let (status, head, body) = self.get(&path);
            assert_eq!(status, 200, "{path}");
            let Some(next) = head.lines().find_map(|line| line.strip_prefix("refresh: 1; url="))
            else {
                return String::from_utf8(body).expect("a page");
            };
            assert!(begun.elapsed() < PATIENCE, "{path} never ends");
            path = format!("{}{next}", path.split('?').next().expect("a page"));
        }
    }

    /// Fetches and posts, until it is done.
    pub fn sync(&self) {
        self.work("/sync", "", "/");
    }

    /// Sends a form by which something begins that takes long, and waits until `place` shows what came of it.
    pub fn work(&self, path: &str, form: &str, place: &str) -> String {
        let begun = Instant::now();
        self.post(path, form);
        loop {
            let (_, head, body) = self.get(place);
            // The page that tells how far it is asks to be loaded again.
            if !head.contains("refresh: ") {
                return String::from_utf8(body).expect("a page");
            }
            assert!(begun.elapsed() < PATIENCE, "it never ends");
            thread::yield_now();
        }
    }

    fn ask(&self, method: &str, path: &str, more: &str, body: &str) -> (u16, String, Vec<u8>) {
        answer(self.begin(method, path, more, FORM, body.as_bytes()))
    }

    /// What will be answered is still to be read.
    fn begin(&self, method: &str, path: &str, more: &str, kind: &str, body: &[u8]) -> TcpStream {
        let (host, cookie) = (self.seat.host(), &self.cookie);
        let mut line =
            TcpStream::connect(format!("127.0.0.1:{}", self.seat.port())).expect("a page");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
             Origin: http://{host}\r\nCookie: {cookie}\r\n{more}\
             Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            body.len(),
        );
        line.write_all(&[head.as_bytes(), body].concat()).expect("a page");
        line
    }
}

fn answer(mut line: TcpStream) -> (u16, String, Vec<u8>) {
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).expect("a page");
    let end = answer.windows(4).position(|it| it == b"\r\n\r\n").expect("a page");
    let content = answer.split_off(end + 4);
    let head = String::from_utf8(answer).expect("a page").to_lowercase();
    let status = head.split(' ').nth(1).expect("a page").parse().expect("a page");
    let is_chunked = head.contains("transfer-encoding: chunked");
    (status, head, if is_chunked { joined(&content) } else { content })
}

/// What came in chunks (RFC 9112, section 7.1), the last of them too.
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    loop {
        let end = chunks.windows(2).position(|it| it == b"\r\n").expect("a chunk");
        let (size, rest) = chunks.split_at(end);
        let size = std::str::from_utf8(size).expect("a size");
        let size = usize::from_str_radix(size, 16).expect("a size");
        if size == 0 {
            return content;
        }
        let (chunk, rest) = rest[2..].split_at(size);
        content.extend_from_slice(chunk);
        chunks = &rest[2..];
    }
}
