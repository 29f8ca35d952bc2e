//! What a listing costs while the store grows: the same day of the inbox and the same bucket, of the
//! same size, beside 1,000 letters and beside 100,000.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use dauys_tests::organisation::{INSTANCE, MARAT};
use dauys_wire::limits::REPLY_BYTES;
use dauys_wire::request::{self, Request};
use dauys_wire::{Day, Digest, Id, InstanceName, api};
use ed25519_dalek::SigningKey;
use rusqlite::Connection;
use ureq::Agent;

use crate::judge::{at_most, note, quantile};
use crate::place::Place;
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

/// Measures and tells; whether both are flat.
pub(crate) fn tell(place: &Place, today: Day) -> bool {
    println!("\nListings, while the store grows from {FEW} letters to {MANY}\n");
    let day = today.minus(1);
    fill(place, day, 0..LISTED, |_| day.number());
    replies(place, today, 0..FETCHED, |_| 0);
    let older = |number: u32| day.number() - 1 - number / A_DAY;
    fill(place, day, LISTED..FEW, older);
    let few = measure(place, day);
    fill(place, day, FEW..MANY, older);
    replies(place, today, FETCHED..MANY / 5, |number| 1 + number / FETCHED);
    let many = measure(place, day);

    let mut holds = true;
    for (what, few, many) in [("a day of the inbox", few.0, many.0), ("a bucket", few.1, many.1)] {
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

/// Medians in milliseconds: of listing the day, and of fetching the bucket.
fn measure(place: &Place, day: Day) -> (f64, f64) {
    let server = Server::start(&place.data(), place.address);
    let marat = place.stack.organisation.investigator(&MARAT);
    let id = Id::parse(&marat.id).expect("an id");
    let key = marat.signing();
    let agent = Agent::new_with_defaults();
    let origin = format!("http://{}", server.address);
    let list = || fetch_signed(&agent, &origin, &api::inbox_day_path(day), &id, &key);
    let bucket = || {
        let mut answer = agent.get(format!("{origin}{}", api::bucket_path(0))).call();
        answer.as_mut().expect("a bucket").body_mut().read_to_vec().expect("a bucket").len()
    };
    // Seconds of warming up: pages come from the disk once.
    let ids = list();
    assert!(ids > 32 * LISTED as usize, "{ids} bytes of ids");
    assert_eq!(bucket(), FETCHED as usize * (REPLY_BYTES + 16), "a whole bucket");
    let listing = median(list);
    let fetching = median(bucket);
    server.stop();
    (listing, fetching)
}

fn median(work: impl Fn() -> usize) -> f64 {
    let mut times: Vec<f64> = (0..TIMES)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    quantile(&mut times, 0.5)
}

fn fetch_signed(agent: &Agent, origin: &str, path: &str, id: &Id, key: &SigningKey) -> usize {
    let instance = InstanceName::parse(INSTANCE).expect("a name");
    let empty = Digest::of(b"");
    let request = Request { method: "GET", path, query: "", body: &empty, instance: &instance };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs();
    let signed = request::sign(&request, id, key, now).expect("a signature");
    let mut answer = agent
        .get(format!("{origin}{path}"))
        .header(api::INSTANCE_HEADER, INSTANCE)
        .header(request::CONTENT_DIGEST_HEADER, signed.content_digest)
        .header(request::SIGNATURE_INPUT_HEADER, signed.signature_input)
        .header(request::SIGNATURE_HEADER, signed.signature)
        .call()
        .expect("a listing");
    answer.body_mut().read_to_vec().expect("a listing").len()
}
