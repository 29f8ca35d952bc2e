//! The server killed in the middle of writing, again and again.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Sender, channel};

use dauys_wire::api::letter_path;
use dauys_wire::{Digest, Id};
use rusqlite::Connection;

use crate::client::Ask;
use crate::process::{Installation, Process, file, letter};
use crate::stack::delete;

/// Letters in all.
const WRITES: u32 = 1_000;
/// Threads that send them.
const SENDERS: u32 = 8;
/// How often the server is killed while they are sent.
const KILLS: u32 = 8;

/// What the server has said of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Taken,
    Withdrawn,
}

fn id(number: u32) -> Id {
    let digest = Digest::of(&number.to_be_bytes());
    Id::from_bytes(digest.as_bytes()[..16].try_into().unwrap())
}

/// The status of the answer, if there was one before the server was gone.
fn try_send(ask: &Ask, server: SocketAddr) -> Option<u16> {
    let mut stream = TcpStream::connect(server).ok()?;
    let length = ask.body.len();
    let head = format!("{}content-length: {length}\r\nconnection: close\r\n\r\n", ask.start());
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&ask.body).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()
}

/// Sends letters until the server is gone or none is left, takes every tenth back, and reports what
/// was acknowledged.
fn sender(server: SocketAddr, next: &AtomicU32, said: &Sender<(u32, Said)>) {
    loop {
        let number = next.fetch_add(1, Ordering::SeqCst);
        if number >= WRITES {
            return;
        }
        match try_send(&letter(id(number)), server) {
            Some(201) => said.send((number, Said::Taken)).unwrap(),
            None => return,
            Some(status) => panic!("{status}"),
        }
        if number.is_multiple_of(10) {
            match try_send(&delete(id(number)), server) {
                Some(204) => said.send((number, Said::Withdrawn)).unwrap(),
                None => return,
                Some(status) => panic!("{status}"),
            }
        }
    }
}

/// Lets them send until so many are acknowledged, and kills the server at that moment, in the midst
/// of the letters of all the others.
fn send_and_kill(server: Process, next: &AtomicU32, kill_after: u32) -> HashMap<u32, Said> {
    let (sending, acknowledged) = channel();
    let address = server.address;
    std::thread::scope(|threads| {
        for _ in 0..SENDERS {
            let sending = sending.clone();
            threads.spawn(move || sender(address, next, &sending));
        }
        drop(sending);
        let mut said = HashMap::new();
        let mut running = Some(server);
        for (number, what) in acknowledged {
            said.insert(number, what);
            if said.len() >= kill_after as usize
                && let Some(server) = running.take()
            {
                server.kill();
            }
        }
        said
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

fn random_below(end: u32) -> u32 {
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
        let point = 1 + random_below(2 * WRITES / (KILLS + 2));
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
