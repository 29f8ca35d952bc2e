//! `cargo xtask screens`: pictures of every screen of the page into `screens/`, and all of them side
//! by side, for those who review how it looks.

#![expect(clippy::print_stdout, reason = "says where the pictures are")]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "fails with the words that help to find out why"
)]

use std::path::Path;
use std::sync::Mutex;
use std::thread;

use dauys_tests::backups::Backups;
use dauys_tests::direct::{self, Visit};
use dauys_tests::node;
use dauys_tests::organisation::MARAT;
use dauys_tests::seat::Seat;
use dauys_tests::sent;
use dauys_tests::visits::Visits;
use dauys_wire::Id;
use serde_json::{Value, json};

/// What the pages are looked at with (`tests/browser/screens.mjs`).
const KINDS: [&str; 4] = ["telephone", "telephone-dark", "desktop", "desktop-dark"];
const STORY: &str = "Бастығым кешке қалдырып, қолымнан ұстады. Түнде жұмысқа шақырады.";
const ELSEWHERE: &str = "Асханада да солай болды.";
/// To be looked for.
const WORD: &str = "қолымнан";

/// A desk with cases, and its page.
struct Desk {
    visits: Visits,
    seat: Seat,
    /// Of a desk without keys.
    bare: Seat,
    /// Of one with keys and no cases.
    machine: Seat,
    backups: Backups,
    /// A case that everyone reads.
    hers: Id,
    /// One that nobody else does: a tie to it tells them that it exists.
    other: Id,
    /// One with files.
    files: Id,
}

impl Desk {
    fn open() -> Self {
        let visits = Visits::prepare();
        let marat = visits.stack.organisation.investigator(&MARAT);
        let hers = direct::report(&visits.stack, STORY).reporter.thread();
        let alone = vec![Id::parse(&marat.id).expect("an id")];
        let visit = Visit::arrive(&visits.stack.address);
        let other = visit.report(ELSEWHERE, alone, Vec::new()).reporter.thread();
        let files = sent::report_with_each_kind(&visits.stack);
        let backups = Backups::of(marat);
        let (seat, bare) = (Seat::take(marat), Seat::take_without_keys(marat));
        let machine = Seat::take_with_keys_alone(marat);
        Self { visits, seat, bare, machine, backups, hers, other, files }
    }

    fn input(&self) -> Value {
        let marat = self.visits.stack.organisation.investigator(&MARAT);
        let passphrase = marat.passphrase_text();
        let cases = json!({ "hers": self.hers, "other": self.other, "files": self.files });
        json!({
            "desk": self.seat.address, "bare": self.bare.address, "passphrase": passphrase,
            "words": WORD, "cases": cases,
            "machine": self.machine.address, "backups": self.backups.input(),
        })
    }
}

fn main() {
    let desks = KINDS.map(|_| Desk::open());
    let visits = Visits::prepare();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../screens");
    // Of screens that are no longer there no picture may stay.
    let _ = std::fs::remove_dir_all(&folder);
    // Two at a time: each takes minutes, and waits for its browser.
    let kinds = KINDS.into_iter().zip(&desks);
    let inputs = kinds.map(|(kind, desk)| input(&visits, &folder, kind, desk));
    let inputs = Mutex::new(inputs.collect::<Vec<_>>());
    let next = || inputs.lock().expect("what is to be taken").pop();
    let lane = || {
        let mut pictures = Vec::new();
        while let Some(input) = next() {
            pictures
                .extend(node::run("screens.mjs", &input).as_array().cloned().expect("pictures"));
        }
        pictures
    };
    let pictures: Vec<Value> = thread::scope(|threads| {
        let lanes = [threads.spawn(lane), threads.spawn(lane)];
        lanes.into_iter().flat_map(|lane| lane.join().expect("pictures")).collect()
    });
    println!("{} pictures in screens/, side by side in screens/index.html", pictures.len());
    let input = json!({ "folder": folder, "pictures": pictures });
    let laid = node::run("contact-sheets.mjs", &input);
    println!("{} contact sheets, screens/sheet-*.png, by language and device", laid["sheets"]);
}

fn input(visits: &Visits, folder: &Path, kind: &str, desk: &Desk) -> Value {
    let mut input = visits.input_for_looks();
    for (name, value) in [("folder", json!(folder)), ("kind", kind.into()), ("desk", desk.input())]
    {
        input[name] = value;
    }
    input
}
