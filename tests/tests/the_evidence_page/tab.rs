//! The browser that was let in, without a browser: what it is sent, byte by byte.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use dauys_tests::seat::Seat;

/// Nothing that is looked at takes as long.
const PATIENCE: Duration = Duration::from_mins(2);

pub(crate) struct Tab<'a> {
    seat: &'a Seat,
    cookie: String,
}

impl<'a> Tab<'a> {
    /// Let in, and unlocked.
    pub(crate) fn open(seat: &'a Seat, passphrase: &str) -> Self {
        let mut tab = Self { seat, cookie: String::new() };
        let (_, head, _) = tab.get(seat.launch());
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        cookie.split(';').next().unwrap().clone_into(&mut tab.cookie);
        tab.unlock(passphrase);
        tab
    }

    pub(crate) fn unlock(&self, passphrase: &str) {
        self.post("/unlock", &format!("passphrase={}", passphrase.replace(' ', "+")));
    }

    pub(crate) fn get(&self, path: &str) -> (u16, String, Vec<u8>) {
        self.ask("GET", path, "")
    }

    pub(crate) fn post(&self, path: &str, form: &str) {
        let (status, ..) = self.ask("POST", path, form);
        assert_eq!(status, 303, "{path}");
    }

    /// A page of a file, once it says how it ended.
    pub(crate) fn look(&self, path: &str) -> String {
        let begun = Instant::now();
        let mut path = path.to_owned();
        loop {
            let (status, head, body) = self.get(&path);
            assert_eq!(status, 200, "{path}");
            let Some(next) = head.lines().find_map(|line| line.strip_prefix("refresh: 1; url="))
            else {
                return String::from_utf8(body).unwrap();
            };
            assert!(begun.elapsed() < PATIENCE, "{path} never ends");
            path = format!("{}{next}", path.split('?').next().unwrap());
        }
    }

    /// Fetches and posts, until it is done.
    pub(crate) fn sync(&self) {
        let begun = Instant::now();
        self.post("/sync", "");
        // The page that tells how far it is asks to be loaded again.
        while self.get("/").1.contains("refresh: ") {
            assert!(begun.elapsed() < PATIENCE, "it never ends");
            thread::yield_now();
        }
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> (u16, String, Vec<u8>) {
        let (host, cookie) = (self.seat.host(), &self.cookie);
        let mut line = TcpStream::connect(format!("127.0.0.1:{}", self.seat.port())).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
             Origin: http://{host}\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len(),
        );
        line.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head, answer.split_off(end + 4))
    }
}
