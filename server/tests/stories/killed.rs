//! The server killed in the middle of writing, again and again.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU32, Ordering};

use dauys_wire::api::letter_path;
use dauys_wire::{Digest, Id};
use rusqlite::Connection;

use crate::client::Ask;
use crate::process::{Installation, Process, file, letter};
use crate::stack::delete;

/// Letters in all.
const WRITES: u32 = 1_000;
/// Threads that send them: so many that the server writes them in large groups.
const SENDERS: u32 = 48;
/// How often the server is killed while they are sent.
const KILLS: u32 = 6;

/// What the server has said of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Taken,
    Withdrawn,
}

pub(crate) fn id(number: u32) -> Id {
    let digest = Digest::of(&number.to_be_bytes());
    Id::from_bytes(digest.as_bytes()[..16].try_into().unwrap())
}

/// The status of the answer, if there was one before the server was gone.
pub(crate) fn try_send(ask: &Ask, server: SocketAddr) -> Option<u16> {
    let mut stream = TcpStream::connect(server).ok()?;
    let length = ask.body.len();
    let head = format!("{}content-length: {length}\r\nconnection: close\r\n\r\n", ask.start());
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&ask.body).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()
}

/// What the threads that send have in common.
struct Shift<'a> {
    server: Process,
    /// The number of the next letter.
    next: &'a AtomicU32,
    /// How many were acknowledged since the server was started.
    acknowledged: AtomicU32,
    /// With so many it is killed.
    kill_at: u32,
}

impl Shift<'_> {
    /// Sends letters until the server is gone or none is left, takes every tenth back, and tells what
    /// was acknowledged.
    fn send(&self) -> Vec<(u32, Said)> {
        let mut said = Vec::new();
        loop {
            let number = self.next.fetch_add(1, Ordering::SeqCst);
            if number >= WRITES {
                return said;
            }
            match try_send(&letter(id(number)), self.server.address) {
                Some(201) => said.push((number, Said::Taken)),
                None => return said,
                Some(status) => panic!("{status}"),
            }
            // With nothing between the acknowledgement and the blow.
            if self.acknowledged.fetch_add(1, Ordering::SeqCst) + 1 == self.kill_at {
                self.server.kill_now();
            }
            if number.is_multiple_of(10) {
                match try_send(&delete(id(number)), self.server.address) {
                    Some(204) => said.push((number, Said::Withdrawn)),
                    None => return said,
                    Some(status) => panic!("{status}"),
                }
            }
        }
    }
}

/// Has them all send, and the server killed in the midst of the letters of all but one.
fn send_and_kill(server: Process, next: &AtomicU32, kill_at: u32) -> HashMap<u32, Said> {
    let shift = Shift { server, next, acknowledged: AtomicU32::new(0), kill_at };
    std::thread::scope(|threads| {
        let senders: Vec<_> = (0..SENDERS).map(|_| threads.spawn(|| shift.send())).collect();
        senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect()
    })
}

/// Every letter that was acknowledged is there byte for byte, or gone if that was acknowledged. Of
/// one that was not acknowledged there is all or nothing.
fn check(server: &Process, numbers: u32, said: &HashMap<u32, Said>) -> u32 {
    let mut unsaid = 0;
    for number in 0..numbers {
        let kept = server.send(&Ask::get(letter_path(&id(number))));
        match (said.get(&number), kept.status) {
            (Some(Said::Withdrawn), status) => assert_eq!(status, 410, "{number} came back"),
            // Its withdrawal may be on the disk, and its acknowledgement lost.
            (Some(Said::Taken), 410) => assert_eq!(number % 10, 0, "{number} was taken back"),
            (Some(Said::Taken), status) => {
                assert_eq!(status, 200, "{number} was acknowledged and is lost");
                assert_eq!(kept.body, file(id(number)), "{number}");
            }
            (None, 404) => unsaid += 1,
            (None, status) => {
                assert_eq!(
                    (status, kept.body),
                    (200, file(id(number))),
                    "{number}: all or nothing"
                );
                unsaid += 1;
            }
        }
    }
    unsaid
}

pub(crate) fn random_below(end: u32) -> u32 {
    let mut bytes = [0; 4];
    getrandom::getrandom(&mut bytes).unwrap();
    u32::from_le_bytes(bytes) % end
}

#[test]
fn killed_at_random_points_of_a_thousand_writes_it_loses_no_letter_that_was_acknowledged() {
    let installation = Installation::make(&[]);
    let next = AtomicU32::new(0);
    let mut said = HashMap::new();
    let mut points = Vec::new();
    for _ in 0..KILLS {
        let server = installation.start();
        check(&server, next.load(Ordering::SeqCst).min(WRITES), &said);
        let point = 1 + random_below(WRITES / KILLS);
        points.push(point);
        said.extend(send_and_kill(server, &next, point));
    }
    let server = installation.start();
    said.extend(send_and_kill(server, &next, u32::MAX));

    let server = installation.start();
    assert!(next.load(Ordering::SeqCst) >= WRITES, "killed after {points:?}");
    let unsaid = check(&server, WRITES, &said);
    assert!(unsaid > 0, "killed after {points:?}: no kill fell into a write");
    // Whoever was not answered sends it again, and is told that it is there now.
    for number in (0..WRITES).filter(|number| !said.contains_key(number)) {
        let status = server.send(&letter(id(number))).status;
        assert!([200, 201].contains(&status), "{number}: {status}");
    }
    server.kill();
    for name in ["open.sqlite", "closed.sqlite"] {
        let file = Connection::open(installation.data().join(name)).unwrap();
        let verdict: String =
            file.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(verdict, "ok", "{name}");
    }
}
