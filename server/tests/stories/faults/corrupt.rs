//! A bit turns over at rest: it is found, and what to do is said.

use std::fs;

use dauys_wire::Id;
use dauys_wire::api::{self, letter_path};

use crate::client::Ask;
use crate::killed::id;
use crate::process::file;

use super::machine::Machine;
use super::sent::{At, Sent, put};

/// A letter that stays, and a blob.
const LETTER: u32 = 1;
const BLOB: u32 = 7;
/// One that comes after the damage.
const APART: u32 = 100_001;

/// A machine on which a day is over, so that nothing is in a log any more.
fn lived() -> Option<Machine> {
    let machine = Machine::make(&[])?;
    let server = machine.start();
    let mut sent = Sent::default();
    sent.send(&machine, &server, 30);
    server.stop();
    machine.next_day();
    machine.start().stop();
    Some(machine)
}

fn place_of(machine: &Machine, name: &str, needle: &[u8]) -> usize {
    let bytes = fs::read(machine.data().join(name)).unwrap();
    bytes.windows(needle.len()).position(|window| window == needle).unwrap()
}

#[test]
fn a_bit_that_turned_over_in_a_letter_or_a_blob_is_found_by_the_doctor_who_says_what_to_do() {
    let Some(machine) = lived() else { return };
    assert!(machine.doctor("content").starts_with("good"), "{}", machine.doctor("content"));
    let mark = Id::to_string(&id(LETTER));
    let place = place_of(&machine, "closed.sqlite", mark.as_bytes());
    machine.disk.flip("data/closed.sqlite", place + 30, 2).unwrap();
    let server = machine.start();
    for runs in [true, false] {
        let doctor = machine.doctor("content");
        assert!(doctor.contains("1 of ") && doctor.contains("letters"), "{runs}: {doctor}");
        assert!(doctor.contains("do: ") && doctor.contains("backup"), "{runs}: {doctor}");
        if runs {
            let answer = server.send(&Ask::get(letter_path(&id(LETTER))));
            assert!(answer.status == 500 || answer.body != file(id(LETTER)), "it is damaged");
            assert!(put(APART, At::of(&machine, &server)), "everything else goes on");
        }
    }
    server.stop();
    machine.disk.flip("data/closed.sqlite", place + 30, 2).unwrap();
    machine.disk.flip(format!("data/blobs/closed/{}", id(BLOB)), 5_000, 0).unwrap();
    let doctor = machine.doctor("content");
    assert!(doctor.contains("0 of 13 letters") && doctor.contains("1 of 6 files"), "{doctor}");
}

#[test]
fn a_database_that_is_damaged_is_not_started_on_or_refuses_and_the_doctor_says_what_to_do() {
    let Some(machine) = lived() else { return };
    // In the first bytes, which say what it is; and in the page from which all others are found.
    for byte in [3, 101] {
        machine.disk.flip("data/closed.sqlite", byte, 4).unwrap();
        match machine.try_start() {
            None => assert!(machine.said().contains("doctor"), "{}", machine.said()),
            Some(server) => {
                assert_eq!(server.send(&Ask::get(api::health_path())).status, 200);
                server.stop();
            }
        }
        let doctor = machine.doctor("database") + &machine.doctor("content");
        assert!(doctor.contains("NOW") && doctor.contains("the last backup"), "{byte}: {doctor}");
        machine.disk.flip("data/closed.sqlite", byte, 4).unwrap();
    }
    machine.start().stop();
    machine.check_database();
}
