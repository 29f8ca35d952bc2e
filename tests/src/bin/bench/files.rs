//! A film of two gibibytes with a report, in each browser, over a network that breaks off at ten
//! places: whether it is the same film behind `dauys get` and behind another age, what page and server
//! need for it, and how fast it is beside what the machine can do.

#![expect(
    clippy::indexing_slicing,
    reason = "what JSON lacks is null; a piece is as long as was read"
)]

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::time::Instant;

use dauys_crypto::hybrid::HybridIdentity;
use dauys_crypto::letter::{BlobRef, Letter};
use dauys_tests::device::{Browser, Device};
use dauys_tests::folder::Folder;
use dauys_tests::investigator::Investigator;
use dauys_tests::organisation::MARAT;
use dauys_tests::relay::Relay;
use dauys_tests::stack::Stack;
use dauys_tests::{film, memory, node};
use dauys_wire::Digest;
use rand::Rng as _;
use serde::Deserialize;
use serde_json::json;

use crate::discard::Discard;
use crate::judge::{at_least, at_most, note, number};
use crate::server::megabytes;

const FILM_BYTES: u64 = 2 << 30;
/// Enough to see how fast something is.
const CEILING_BYTES: u64 = 512 << 20;
const CUTS: usize = 10;
const PIECE: usize = 1 << 20;

const PAGE_CEILING_MB: f64 = 100.0;
const SERVER_CEILING_MB: f64 = 100.0;
/// Of the lowest ceiling.
const SHARE_FLOOR: f64 = 60.0;

/// What `large-file.mjs` saw: milliseconds, bytes of memory.
#[derive(Deserialize)]
struct Sent {
    took: f64,
    idle: Pss,
    peak: Pss,
}

/// Of all pages, and of the whole browser, bytes.
#[derive(Deserialize)]
struct Pss {
    pages: f64,
    whole: f64,
}

/// What a browser can do at most, bytes a second.
#[derive(Deserialize)]
struct Ceilings {
    sealing: f64,
    putting: f64,
}

/// Measures and tells; whether all bounds hold.
pub(crate) fn tell(story: &str) -> bool {
    let folder = Folder::make();
    let path = folder.path().join("film.mp4");
    let sha256 = film::write(&path, FILM_BYTES);
    let film = Film { path: &path, sha256 };
    let mut holds = true;
    for (browser, name) in [(Browser::Chromium, "Chromium"), (Browser::Firefox, "Firefox")] {
        println!("\nA film of {} MB from {name}, cut off {CUTS} times\n", FILM_BYTES / 1_000_000);
        holds &= send(browser, name, &film, story);
    }
    holds
}

struct Film<'a> {
    path: &'a Path,
    sha256: Digest,
}

fn send(browser: Browser, name: &str, film: &Film<'_>, story: &str) -> bool {
    let device = Device::new(browser);
    let before = ceilings(&device);
    let relay = Relay::forgetful();
    let stack = Stack::behind(&relay);
    let raw = write_raw(film.path, stack.folder());
    let mut places: Vec<u64> =
        (0..CUTS).map(|_| rand::thread_rng().gen_range(0..FILM_BYTES)).collect();
    places.sort_unstable();
    println!("bytes before each cut: {places:?}");
    relay.cut_at(places);
    let input = json!({
        "device": device.settings(),
        "address": stack.address,
        "story": story,
        "file": film.path,
    });
    let sent: Sent = serde_json::from_value(node::run("large-file.mjs", &input)).expect("a visit");
    assert_eq!(relay.cuts_left(), 0, "every cut came");
    let peak = megabytes(memory::peak_kib(stack.server.pid()));
    let after = ceilings(&device);
    let holds = judge(name, &sent, &[before, after], raw);
    let holds = holds & at_most("memory of the server, peak", peak, SERVER_CEILING_MB, "MB");
    holds & opens(&stack, film)
}

/// Through a relay as the film goes.
fn ceilings(device: &Device) -> Ceilings {
    let (relay, discard) = (Relay::forgetful(), Discard::start());
    relay.lead_to(discard.address);
    let input = json!({
        "device": device.settings(),
        "discarding": relay.origin(),
        "bytes": CEILING_BYTES,
    });
    serde_json::from_value(node::run("ceilings.mjs", &input)).expect("two rates")
}

/// The same bytes, as large a piece at a time as the store writes, until they are on the disk: bytes
/// a second.
fn write_raw(film: &Path, folder: &Path) -> f64 {
    let path = folder.join("raw");
    let (mut from, mut to) = (File::open(film).expect("it"), File::create(&path).expect("a file"));
    let mut piece = vec![0; PIECE];
    let start = Instant::now();
    while let read @ 1.. = from.read(&mut piece).expect("a disk") {
        to.write_all(&piece[..read]).expect("room for it");
    }
    to.sync_all().expect("a disk");
    let rate = bytes(FILM_BYTES) / start.elapsed().as_secs_f64();
    fs::remove_file(path).expect("a file to remove");
    rate
}

fn judge(name: &str, sent: &Sent, ceilings: &[Ceilings; 2], raw: f64) -> bool {
    let Sent { took, idle, peak, .. } = sent;
    let mean = |of: fn(&Ceilings) -> f64| ceilings.iter().map(of).sum::<f64>() / 2.0;
    let (sealing, putting) = (mean(|one| one.sealing), mean(|one| one.putting));
    let rate = bytes(FILM_BYTES) / took * 1e3;
    note("sealed in the page and thrown away, before and after: mean", sealing / 1e6, "MB/s");
    note("the browser's PUTs to a server that discards: mean", putting / 1e6, "MB/s");
    note("written raw and on the disk", raw / 1e6, "MB/s");
    note(&format!("send to code in {name}"), took / 1e3, "s");
    note("that is", rate / 1e6, "MB/s");
    let lowest = sealing.min(putting).min(raw);
    let fast =
        at_least("share of the lowest of the three", rate / lowest * 100.0, SHARE_FLOOR, "%");
    let grown = (peak.pages - idle.pages) / 1e6;
    note("growth of the whole browser (PSS)", (peak.whole - idle.whole) / 1e6, "MB");
    fast & at_most("growth of the page's process (PSS)", grown, PAGE_CEILING_MB, "MB")
}

/// Whether it is the same film, behind the desk and behind npm `age-encryption`.
fn opens(stack: &Stack, film: &Film<'_>) -> bool {
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    let blob = blob_of(marat);
    let start = Instant::now();
    let case = marat.list()[0]["case"].as_str().expect("a case").to_owned();
    let out = stack.folder().join("out");
    fs::create_dir(&out).expect("a folder");
    let got = marat.ask(&["get", &case, "1", "--to", out.to_str().expect("UTF-8")]);
    note("`dauys get`", bytes(FILM_BYTES) / start.elapsed().as_secs_f64() / 1e6, "MB/s");
    let path = Path::new(got["path"].as_str().expect("a path"));
    let ours = film::digest(path) == film.sha256;
    fs::remove_file(path).expect("a file to remove");
    let identity = HybridIdentity::from_seed(blob.key.as_bytes());
    let input = json!({
        "file": stack.data().join("blobs/open").join(blob.id.to_string()),
        "identity": &*identity.to_secret_text(),
        "size": blob.size,
    });
    let theirs = node::run("age-file.mjs", &input);
    let same = theirs["sha256"] == film.sha256.to_string() && theirs["padded"] == true;
    let differ = [ours, same].iter().filter(|same| !**same).count();
    at_most("films that differ, of `dauys get` and npm age-encryption", number(differ), 0.0, "")
}

fn blob_of(investigator: &Investigator) -> BlobRef {
    let vault = investigator.vault();
    let mut letters = vault.contents().letters().values();
    let blob = letters.find_map(|kept| match &kept.letter {
        Letter::Reporter(letter) => letter.blobs.first().cloned(),
        Letter::Investigator(_) => None,
    });
    blob.expect("a letter with a file")
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
const fn bytes(count: u64) -> f64 {
    count as f64
}
