//! What a listing costs while the store grows: the same day of the inbox and the same bucket, of the
//! same size, beside 1,000 letters and beside 100,000.

use std::time::Instant;

use dauys_tests::organisation::MARAT;
use dauys_wire::limits::REPLY_BYTES;
use dauys_wire::{Day, Id, api};
use rusqlite::Connection;

use crate::judge::{at_most, note, quantile};
use crate::place::Place;
use crate::reader::Reader;
use crate::server::Server;

/// Letters of the day that is listed, and replies of the bucket that is fetched.
const LISTED: u32 = 500;
const FETCHED: u32 = 32;
/// Letters in all, and a reply for every five of them.
const FEW: u32 = 1_000;
const MANY: u32 = 100_000;
/// Letters a day; they lie in the days before the one that is listed.
const A_DAY: u32 = 500;
/// How often each is measured.
const TIMES: usize = 300;
/// Flat: so many times the time it took beside a hundredth of the letters.
const CEILING: f64 = 1.5;

/// Measures and tells; whether both are flat. Both stores are asked by turns, so that whatever else
/// the machine does slows both down.
pub(crate) fn tell(small: &Place, large: &Place, today: Day) -> bool {
    println!("\nListings, while the store grows from {FEW} letters to {MANY}\n");
    let day = today.minus(1);
    for (place, letters) in [(small, FEW), (large, MANY)] {
        fill(place, day, 0..LISTED, |_| day.number());
        replies(place, today, 0..FETCHED, |_| 0);
        fill(place, day, LISTED..letters, |number| day.number() - 1 - number / A_DAY);
        replies(place, today, FETCHED..letters / 5, |number| 1 + number / FETCHED);
    }
    let asked = [small, large].map(|place| Asked::start(place, day));
    let mut times: [[Vec<f64>; 2]; 2] = Default::default();
    for _ in 0..TIMES {
        for (asked, [listing, fetching]) in asked.iter().zip(&mut times) {
            listing.push(timed(|| asked.list()));
            fetching.push(timed(|| asked.fetch()));
        }
    }
    for asked in asked {
        asked.server.stop();
    }
    let [few, many] = times.map(|both| both.map(|mut times| quantile(&mut times, 0.5)));
    let mut holds = true;
    for ((what, few), many) in ["a day of the inbox", "a bucket"].iter().zip(few).zip(many) {
        note(&format!("{what}, beside {FEW} letters, median"), few, "ms");
        note(&format!("{what}, beside {MANY} letters, median"), many, "ms");
        holds &= at_most(&format!("{what}: so many times as long"), many / few, CEILING, "");
    }
    holds
}

/// Letters of closed days. Their files are short: no listing reads them.
fn fill(place: &Place, listed: Day, numbers: std::ops::Range<u32>, day: impl Fn(u32) -> u32) {
    let mut file = Connection::open(place.data().join("closed.sqlite")).expect("the server's file");
    let rows = file.transaction().expect("a transaction");
    for number in numbers {
        rows.prepare_cached(
            "INSERT INTO letters VALUES (randomblob(16), ?1, ?2, randomblob(32), randomblob(32),
                                         zeroblob(1024))",
        )
        .and_then(|mut insert| insert.execute([day(number), listed.number() + 400]))
        .expect("a row");
    }
    rows.commit().expect("a commit");
}

fn replies(place: &Place, today: Day, numbers: std::ops::Range<u32>, bucket: impl Fn(u32) -> u32) {
    let mut file = Connection::open(place.data().join("closed.sqlite")).expect("the server's file");
    let rows = file.transaction().expect("a transaction");
    for number in numbers {
        rows.prepare_cached(&format!(
            "INSERT INTO replies VALUES (randomblob(16), ?1, ?2, ?3, randomblob(32),
                                         zeroblob({REPLY_BYTES}))"
        ))
        .and_then(|mut insert| {
            insert.execute([bucket(number), today.number() - 1, today.number() + 30])
        })
        .expect("a row");
    }
    rows.commit().expect("a commit");
}

/// A server that is asked for the same day and the same bucket again and again.
struct Asked {
    server: Server,
    reader: Reader,
    day: Day,
}

impl Asked {
    fn start(place: &Place, day: Day) -> Self {
        let server = Server::start(&place.data(), place.address);
        let marat = place.stack.organisation.investigator(&MARAT);
        let id = Id::parse(&marat.id).expect("an id");
        let reader = Reader::new(format!("http://{}", server.address), id, marat.signing());
        let asked = Self { server, reader, day };
        // Pages come from the disk once.
        assert!(asked.list() > 32 * LISTED as usize, "a whole day");
        assert_eq!(asked.fetch(), FETCHED as usize * (REPLY_BYTES + 16), "a whole bucket");
        asked
    }

    fn list(&self) -> usize {
        self.reader.list(self.day).len()
    }

    fn fetch(&self) -> usize {
        self.reader.anybody(&api::bucket_path(0)).len()
    }
}

/// Milliseconds.
fn timed(work: impl Fn() -> usize) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e3
}
