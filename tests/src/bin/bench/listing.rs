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
    agent: Agent,
    origin: String,
    day: Day,
    id: Id,
    key: SigningKey,
}

impl Asked {
    fn start(place: &Place, day: Day) -> Self {
        let server = Server::start(&place.data(), place.address);
        let marat = place.stack.organisation.investigator(&MARAT);
        let id = Id::parse(&marat.id).expect("an id");
        let (agent, origin) = (Agent::new_with_defaults(), format!("http://{}", server.address));
        let asked = Self { server, agent, origin, day, id, key: marat.signing() };
        // Pages come from the disk once.
        assert!(asked.list() > 32 * LISTED as usize, "a whole day");
        assert_eq!(asked.fetch(), FETCHED as usize * (REPLY_BYTES + 16), "a whole bucket");
        asked
    }

    fn list(&self) -> usize {
        fetch_signed(&self.agent, &self.origin, &api::inbox_day_path(self.day), &self.id, &self.key)
    }

    fn fetch(&self) -> usize {
        let mut answer = self.agent.get(format!("{}{}", self.origin, api::bucket_path(0))).call();
        answer.as_mut().expect("a bucket").body_mut().read_to_vec().expect("a bucket").len()
    }
}

/// Milliseconds.
fn timed(work: impl Fn() -> usize) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e3
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
