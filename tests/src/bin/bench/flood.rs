//! What a flood costs, both sides: who sends it pays with work, who takes it with work, bytes on the
//! wire and bytes on the disk.

use std::time::Instant;

use dauys_tests::organisation::INSTANCE;
use dauys_wire::api::letter_path;
use dauys_wire::limits::STAMP_NONCES;
use dauys_wire::stamp::{Stamp, StampSearch, Subject};
use dauys_wire::{Day, Digest, InstanceName};
use rusqlite::Connection;

use crate::judge::{note, number};
use crate::place::Place;
use crate::sender::{Letters, random_id};

/// Prices that are measured.
const BITS: [u8; 3] = [14, 18, 22];
/// A flood is of one day, against a price that begins here.
const AT_REST: u32 = 14;
/// Letters that raise the price by a step: `server/src/domain/price.rs`.
const STEP: u32 = 1_000;
/// The dearest that is asked for.
const DEAREST: u32 = 22;
/// Rough enough, and quick.
const CHECKS: usize = 2_000;

/// Measures and tells; there is nothing to hold.
pub(crate) fn tell(place: &Place, today: Day) {
    println!("\nWhat a flood costs, both sides (one core each, native code)\n");
    let letters = Letters::new(today);
    let mut second = 0.0;
    for bits in BITS {
        let tries = if bits > 20 { 1 } else { 8 };
        let each = stamp_seconds(&letters, today, bits, tries);
        note(&format!("sender: a stamp of {bits} bits"), each * 1e3, "ms");
        let hashes = number(STAMP_NONCES) * f64::from(1_u32 << (bits - 4));
        second = hashes / each;
    }
    note("sender: hashes a second", second / 1e6, "M");
    note("server: to check a letter's stamp and hash", check_micros(&letters, today), "µs");
    note("bytes on the wire, a letter", number(letters.wire_bytes()), "B");
    let (rows, bytes) = stored(place);
    note("bytes on the disk, a letter", bytes / rows, "B");
    println!(
        "\n{:>10} {:>22} {:>14} {:>14}",
        "letters", "work of the sender, h", "wire, MB", "disk, MB"
    );
    for flood in [1_000_u32, 10_000, 100_000, 1_000_000] {
        let hashes: f64 = (0..flood).map(hashes_for).sum();
        let wire = f64::from(flood) * number(letters.wire_bytes()) / 1e6;
        let disk = f64::from(flood) * bytes / rows / 1e6;
        println!("{flood:>10} {:>22.2} {wire:>14.0} {disk:>14.0}", hashes / second / 3_600.0);
    }
}

/// Of the letter that follows so many of its day: one step below the price that is told is taken.
fn hashes_for(before: u32) -> f64 {
    let asked = (AT_REST + (1 + before / STEP).ilog2()).min(DEAREST);
    let taken = asked.saturating_sub(1).max(AT_REST);
    number(STAMP_NONCES) * f64::from(1_u32 << (taken - 4))
}

fn subject<'a>(letters: &'a Letters, instance: &'a InstanceName, path: &'a str) -> Subject<'a> {
    let (withdraw, body) = (&letters.withdraw, &letters.sha256);
    Subject { instance, method: "PUT", path, ahead: None, withdraw, body }
}

fn search(letters: &Letters, today: Day, bits: u8) -> (String, Stamp) {
    let (instance, path) = (InstanceName::parse(INSTANCE), letter_path(&random_id()));
    let instance = instance.expect("a name");
    let search = StampSearch::begin(&subject(letters, &instance, &path), today, bits);
    let stamp = search.expect("a price").finish();
    (path, stamp)
}

fn stamp_seconds(letters: &Letters, today: Day, bits: u8, tries: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..tries {
        search(letters, today, bits);
    }
    start.elapsed().as_secs_f64() / f64::from(tries)
}

/// Hash of the body, reading of the header, sixteen hashes.
fn check_micros(letters: &Letters, today: Day) -> f64 {
    let (path, stamp) = search(letters, today, 14);
    let (text, instance) = (stamp.to_string(), InstanceName::parse(INSTANCE).expect("a name"));
    let start = Instant::now();
    for _ in 0..CHECKS {
        let body = Digest::of(&letters.file);
        let subject = Subject { body: &body, ..subject(letters, &instance, &path) };
        let stamp = Stamp::parse(&text).expect("a stamp");
        stamp.verify(&subject, 14, today).expect("a stamp that is paid");
    }
    start.elapsed().as_secs_f64() / number(CHECKS) * 1e6
}

/// Letters in the open file after the load, and its bytes.
fn stored(place: &Place) -> (f64, f64) {
    let path = place.data().join("open.sqlite");
    let open = Connection::open(&path).expect("the server's file");
    let rows: u32 = open
        .query_row("SELECT count(*) FROM letters", [], |row| row.get(0))
        .expect("a count of letters");
    assert!(rows > 0, "the load comes first");
    let bytes = std::fs::metadata(path).expect("its size").len();
    (f64::from(rows), f64::from(u32::try_from(bytes / 1_024).unwrap_or(u32::MAX)) * 1_024.0)
}
