//! `cargo xtask screens`: pictures of every screen of the page into `screens/`, and all of them side
//! by side, for those who review how it looks.

#![expect(clippy::print_stdout, reason = "says where the pictures are")]
#![expect(clippy::expect_used, reason = "fails with the words that help to find out why")]

use std::path::Path;

use dauys_tests::direct::{self, Visit};
use dauys_tests::node;
use dauys_tests::organisation::MARAT;
use dauys_tests::seat::Seat;
use dauys_tests::visits::Visits;
use dauys_wire::Id;
use serde_json::{Value, json};

/// A telephone and a desktop, each in the light and in the dark (`tests/browser/screens.mjs`).
const KINDS: usize = 4;
const STORY: &str = "Бастығым кешке қалдырып, қолымнан ұстады. Түнде жұмысқа шақырады.";
const ELSEWHERE: &str = "Асханада да солай болды.";
/// To be looked for.
const WORD: &str = "қолымнан";

/// A desk with cases, and its page.
struct Desk {
    visits: Visits,
    seat: Seat,
    /// A case that everyone reads.
    hers: Id,
    /// One that nobody else does: a tie to it tells them that it exists.
    other: Id,
}

impl Desk {
    fn open() -> Self {
        let visits = Visits::prepare();
        let marat = visits.stack.organisation.investigator(&MARAT);
        let hers = direct::report(&visits.stack, STORY).reporter.thread();
        let alone = vec![Id::parse(&marat.id).expect("an id")];
        let visit = Visit::arrive(&visits.stack.address);
        let other = visit.report(ELSEWHERE, alone, Vec::new()).reporter.thread();
        let seat = Seat::take(marat);
        Self { visits, seat, hers, other }
    }

    fn input(&self) -> Value {
        let marat = self.visits.stack.organisation.investigator(&MARAT);
        let passphrase = marat.passphrase_text();
        let cases = json!({ "hers": self.hers, "other": self.other });
        let (desk, words) = (&self.seat.address, WORD);
        json!({ "desk": desk, "passphrase": passphrase, "words": words, "cases": cases })
    }
}

fn main() {
    let desks = [(); KINDS].map(|()| Desk::open());
    let visits = Visits::prepare();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../screens");
    // Of screens that are no longer there no picture may stay.
    let _ = std::fs::remove_dir_all(&folder);
    let mut input = visits.input_for_looks();
    if let Some(input) = input.as_object_mut() {
        input.insert("folder".to_owned(), json!(folder));
        input.insert("desks".to_owned(), desks.each_ref().map(Desk::input).into());
    }
    let said = node::run("screens.mjs", &input);
    if let (Some(pictures), Some(sheets)) = (said.get("pictures"), said.get("sheets")) {
        println!("{pictures} pictures in screens/, side by side in screens/index.html");
        println!("{sheets} contact sheets, screens/sheet-*.png, by language and device");
    }
}
