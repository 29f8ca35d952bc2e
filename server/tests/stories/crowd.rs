//! Thousands of connections that do nothing, or nothing good, and the memory of the program with
//! them: measured on the program in its own process.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use dauys_server::descriptors;
use dauys_wire::api::{self, letter_path};
use dauys_wire::limits::LETTER_BYTES;

use crate::client::Ask;
use crate::process::{Installation, Process, file, letter};
use crate::stack::{id, sealed};

/// Connections held at a time. This test and the program each need so many open files: both ask for
/// more than the usual 1,024, and a system that allows neither 2,756 fails here with these words.
const CROWD: usize = 2_500;
/// What a connection may cost while its head has not come.
const EACH: u64 = 16 << 10;
/// And while its body has not: the body so far, the piece that was read last, and the piece that the
/// head came with, which the headers are parts of.
const EACH_WITH_BODY: u64 = 3 * LETTER_BYTES as u64 + 2 * EACH;
/// What the program may have at all, whatever is done to it.
const CEILING: u64 = 100 << 20;

/// So many connections, each with these bytes sent.
fn crowd(server: &Process, count: usize, bytes: &[u8]) -> Vec<TcpStream> {
    let connect = |_| {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(bytes).unwrap();
        stream
    };
    (0..count).map(connect).collect()
}

/// Someone else is served meanwhile: a letter is taken, and there.
fn others_are_served(server: &Process, number: u8) {
    assert_eq!(server.send(&letter(id(number))).status, 201);
    assert_eq!(server.send(&Ask::get(letter_path(&id(number)))).body, file(id(number)));
    assert_eq!(server.send(&Ask::get(api::health_path())).status, 200);
}

/// The server has not hung up: what was measured is what a connection costs while it lasts.
fn is_held(stream: &TcpStream) {
    stream.set_nonblocking(true).unwrap();
    let nothing = stream.peek(&mut [0]).map_err(|error| error.kind());
    stream.set_nonblocking(false).unwrap();
    // What is left of an answer may be there to read; the end of the connection, as 0, may not.
    assert!(matches!(nothing, Ok(1) | Err(std::io::ErrorKind::WouldBlock)), "{nothing:?}");
}

fn bytes(count: usize) -> u64 {
    u64::try_from(count).unwrap()
}

#[test]
fn thousands_of_idle_connections_take_little_memory_and_others_are_served() {
    descriptors::provide(CROWD).unwrap();
    let installation = Installation::make(&["--head-seconds", "120", "--idle-seconds", "120"]);
    let server = installation.start();
    others_are_served(&server, 1);
    let before = server.memory();

    let silent = crowd(&server, CROWD / 2, b"");
    let half_a_head = crowd(&server, CROWD / 4, b"GET / HTTP/1.1\r\nx-slow: ");
    let health = format!("GET {} HTTP/1.1\r\nhost: x\r\n\r\n", api::health_path());
    let idle = crowd(&server, CROWD / 4, health.as_bytes());
    others_are_served(&server, 2);
    for mut stream in &idle {
        // Answered, and from now on idle.
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200");
    }
    let (grown, now) = (server.memory().saturating_sub(before), server.memory());
    println!("{CROWD} connections: {} kB more, {} kB in all", grown >> 10, now >> 10);
    assert!(grown <= bytes(CROWD) * EACH, "{grown} bytes more");
    for stream in silent.iter().chain(&half_a_head).chain(&idle) {
        is_held(stream);
    }
    others_are_served(&server, 3);
    drop((silent, half_a_head, idle));
    others_are_served(&server, 4);
}

#[test]
fn a_crowd_of_half_bodies_and_endless_ones_is_bounded_and_let_go() {
    const HALVES: usize = 400;
    descriptors::provide(CROWD).unwrap();
    let installation = Installation::make(&["--body-seconds", "15"]);
    let server = installation.start();
    others_are_served(&server, 1);
    let before = server.memory();
    let ask = letter(id(9)).header("content-length", LETTER_BYTES);
    let half = &sealed("", LETTER_BYTES)[..LETTER_BYTES - 1];
    let halves =
        crowd(&server, HALVES, &[format!("{}\r\n", ask.start()).as_bytes(), half].concat());
    // As long as anyone goes on sending, whatever the server says to that.
    let endless = letter(id(9)).header("content-length", 1_u64 << 40);
    let mut flood = crowd(&server, 50, format!("{}\r\n", endless.start()).as_bytes());
    let drops = vec![b'x'; 1 << 20];
    for stream in &mut flood {
        stream.set_write_timeout(Some(Duration::from_millis(10))).unwrap();
        // Refused, closed, or not read: all are well, and none costs memory.
        let _ = stream.write_all(&drops);
    }
    others_are_served(&server, 2);
    let (grown, now) = (server.memory().saturating_sub(before), server.memory());
    println!("{HALVES} half letters: {} kB more, {} kB in all", grown >> 10, now >> 10);
    assert!(grown <= bytes(HALVES) * EACH_WITH_BODY, "{grown} bytes more");
    halves.iter().for_each(is_held);
    assert!(now <= CEILING, "{now} bytes");

    for (mut stream, expected) in
        halves.into_iter().map(|one| (one, "408")).chain(flood.into_iter().map(|one| (one, "413")))
    {
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let mut answer = Vec::new();
        match stream.read_to_end(&mut answer) {
            Ok(_) => {}
            Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "let go"),
        }
        let text = String::from_utf8_lossy(&answer);
        assert!(text.is_empty() || text.starts_with(&format!("HTTP/1.1 {expected}")), "{text}");
    }
    let absent = server.send(&Ask::get(letter_path(&id(9))));
    assert_eq!(absent.status, 404, "nothing of them is kept");
    others_are_served(&server, 3);
}
