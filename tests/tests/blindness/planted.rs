//! The hunt finds: whatever it looks for is put into each place where it looks, in each spelling.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use dauys_crypto::code::Code;
use dauys_tests::canary::Canary;
use dauys_tests::direct::Visit;
use dauys_tests::hunt::Hunt;
use dauys_tests::organisation::INSTANCE;
use dauys_tests::relay::Relay;
use dauys_tests::stack::Stack;
use dauys_tests::{plant, raw, secrets};
use dauys_wire::{Digest, Id, api};

use crate::{HER_BROWSER, HERS, STORY, traces};

/// Looks into memory before what was sent must have got there.
const LOOKS: usize = 50;

#[test]
fn the_hunt_finds_what_is_planted_in_memory_on_the_wire_and_in_every_place_of_the_disk() {
    let relay = Relay::start();
    let mut stack = Stack::behind(&relay);
    let hunt = Hunt::new(&canaries());
    let files = plant::letters(hunt.needles());
    let letters = Letters::pay(&stack, &files);

    relay.come_from(HERS);
    let held = letters.hold_open();
    in_memory(&stack, &relay, &hunt);
    letters.finish_and_fetch(held);
    on_the_wire(&relay, &hunt);
    let found = hunt.in_files(&stack.data());
    hunt.assert_all_in(&found, "the files of the running server");

    stack.server.stop();
    on_the_disk(&stack, &hunt);
}

/// One of each kind.
fn canaries() -> Vec<Canary> {
    let mut canaries = Canary::of_each_line(STORY);
    let code = Code::generate().grouped().to_string();
    canaries.extend(secrets::of_code(&code, INSTANCE));
    canaries.extend(secrets::tokens(&code, INSTANCE, &[Id::from_bytes([7; 16])]));
    canaries.extend([Canary::of_address(HERS, &[4_711]), Canary::new(HER_BROWSER)]);
    canaries
}

/// Letters that are all canaries, paid for.
struct Letters<'a> {
    stack: &'a Stack,
    /// Path, head of the request, file.
    all: Vec<(String, String, &'a [u8])>,
}

impl<'a> Letters<'a> {
    fn pay(stack: &'a Stack, files: &'a [Vec<u8>]) -> Self {
        let visit = Visit::arrive(&stack.address);
        let withdraw = Digest::of(b"never withdrawn");
        let all = files.iter().enumerate().map(|(n, file)| {
            let path = api::letter_path(&Id::from_bytes([u8::try_from(n).unwrap(); 16]));
            let headers = [
                format!("{}: {}", api::STAMP_HEADER, visit.pay(&path, &withdraw, file)),
                format!("{}: {withdraw}", api::WITHDRAW_HEADER),
                format!("Content-Type: {}", api::OCTETS),
                format!("Content-Length: {}", file.len()),
                format!("User-Agent: {HER_BROWSER}"),
            ];
            let head = raw::head("PUT", &path, host(stack), &headers);
            (path, head, file.as_slice())
        });
        Self { stack, all: all.collect() }
    }

    /// Sends all but the last byte of each: the server holds the rest in its memory.
    fn hold_open(&self) -> Vec<TcpStream> {
        let each = self.all.iter().map(|(_, head, file)| {
            let mut connection = TcpStream::connect(host(self.stack)).unwrap();
            connection.write_all(head.as_bytes()).unwrap();
            connection.write_all(&file[..file.len() - 1]).unwrap();
            connection
        });
        each.collect()
    }

    /// Sends the last byte of each, and fetches them again.
    fn finish_and_fetch(&self, held: Vec<TcpStream>) {
        for (mut connection, (path, _, file)) in held.into_iter().zip(&self.all) {
            connection.write_all(&file[file.len() - 1..]).unwrap();
            let taken = answer(connection);
            assert!(taken.starts_with(b"HTTP/1.1 201"), "{}", String::from_utf8_lossy(&taken));
            let mut connection = TcpStream::connect(host(self.stack)).unwrap();
            let fetch = raw::head("GET", path, host(self.stack), &[]);
            connection.write_all(fetch.as_bytes()).unwrap();
            assert!(answer(connection).ends_with(file), "the whole file");
        }
    }
}

fn in_memory(stack: &Stack, relay: &Relay, hunt: &Hunt) {
    let pid = stack.server.pid();
    let mut looks = (0..LOOKS).map(|_| hunt.in_memory(pid));
    let found = looks.find(|found| hunt.missed_in(found).is_empty());
    hunt.assert_all_in(&found.unwrap_or_else(|| hunt.in_memory(pid)), "memory");
    // What nobody planted, and a server cannot but know as long as she is connected.
    for canary in traces(relay) {
        let found = Hunt::new(&[canary]).in_memory(pid);
        assert!(found.times() > 0, "her address and browser in memory");
    }
}

fn on_the_wire(relay: &Relay, hunt: &Hunt) {
    for (place, bytes) in [("received", relay.received()), ("sent", relay.sent())] {
        hunt.assert_all_in(&hunt.in_bytes("wire", &bytes), place);
    }
}

/// In copies, each of which has only what is planted in it.
fn on_the_disk(stack: &Stack, hunt: &Hunt) {
    let folder = tempfile::tempdir().unwrap();
    let copies = ["untouched", "row", "log of the database", "freed", "log"];
    let [untouched, row, wal, freed, log] = copies.map(|name| folder.path().join(name));
    for copy in [&untouched, &row, &wal, &freed, &log] {
        plant::copy(&stack.data(), copy);
    }
    plant::in_a_row(&row, hunt.needles());
    let connection = plant::in_the_log_of_the_database(&wal, hunt.needles());
    plant::in_freed_pages(&freed, hunt.needles());
    plant::in_the_log(&log, hunt.needles());
    hunt.in_files(&untouched).assert_nothing("a copy without plants");
    for copy in [&row, &wal, &freed, &log] {
        hunt.assert_all_in(&hunt.in_files(copy), &copy.to_string_lossy());
    }
    drop(connection);
}

fn host(stack: &Stack) -> &str {
    stack.origin().trim_start_matches("http://")
}

fn answer(mut connection: TcpStream) -> Vec<u8> {
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).unwrap();
    answer
}
