//! A desk that comes to a full inbox for the first time: `dauys sync` as it is released, against a
//! server with 10,000 letters; and the first command after it, which opens the vault.

use std::thread;
use std::time::Instant;

use dauys_crypto::hybrid::HybridIdentity;
use dauys_crypto::{open, seal};
use dauys_tests::direct;
use dauys_tests::organisation::MARAT;
use dauys_wire::limits::LETTER_STANZAS;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};

use crate::judge::{at_least, at_most, note, number};
use crate::place::Place;
use crate::sender::{Letters, Sender, random_id};
use crate::server::Server;

const LETTERS: usize = 10_000;
/// Sealed files that differ: each is sent under many ids, and costs a desk the same each time.
const FILES: usize = 32;
/// Letters of these that are for the desk: a busy year.
const REPORTS: usize = 40;
/// Of what all cores open.
const SHARE_FLOOR: f64 = 60.0;
const UNLOCK_CEILING: f64 = 5.0;
/// Letters that are tried to learn how fast a core is.
const TRIED: usize = 150;

/// Measures and tells; whether both bounds hold.
pub(crate) fn tell(place: &Place, today: Day, story: &str) -> bool {
    println!("\nThe first sync of {LETTERS} letters\n");
    let server = Server::start(&place.data(), place.address);
    for _ in 0..REPORTS {
        direct::report(&place.stack, story);
    }
    let files: Vec<Letters> = (0..FILES).map(|_| Letters::new(today)).collect();
    let each = (LETTERS - REPORTS).div_ceil(FILES);
    thread::scope(|threads| {
        for letters in &files {
            let address = place.address;
            threads.spawn(move || {
                let mut sender = Sender::connect(address, letters).expect("a server");
                for _ in 0..each {
                    sender.send().expect("a letter that is taken");
                }
            });
        }
    });
    let sent = REPORTS + each * FILES;

    let marat = place.stack.organisation.investigator(&MARAT);
    let one_core = openings_per_second(place, &marat.identity());
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let start = Instant::now();
    marat.first_sync(&place.stack.address);
    let took = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let cases = marat.list().len();
    let unlock = start.elapsed().as_secs_f64();
    server.stop();

    assert_eq!(cases, REPORTS, "every report became a case");
    let stanzas = number(LETTER_STANZAS);
    let rate = number(sent) * stanzas / took;
    note("keys tried a second by one core, measured alone", one_core * stanzas, "/s");
    note("sync took", took, "s");
    note("letters a second", number(sent) / took, "/s");
    let share = rate / (one_core * stanzas * number(cores)) * 100.0;
    let holds = at_least(&format!("share of what {cores} cores can try"), share, SHARE_FLOOR, "%");
    holds
        & at_most(
            "opening the vault afterwards: the whole of `dauys list`",
            unlock,
            UNLOCK_CEILING,
            "s",
        )
}

/// Letters a second that one core finds to be somebody else's.
fn openings_per_second(place: &Place, identity: &HybridIdentity) -> f64 {
    let roster = std::fs::read(place.data().join("roster.json")).expect("a roster");
    let roster: Roster = serde_json::from_slice(&roster).expect("a roster");
    let files: Vec<_> = (0..4).map(|_| seal::cover_letter().expect("a letter")).collect();
    let (id, reader): (Id, Id) = (random_id(), random_id());
    let start = Instant::now();
    for file in files.iter().cycle().take(TRIED) {
        let opened = open::letter(file.bytes(), &id, identity, &reader, &roster);
        assert!(opened.is_err(), "cover opens for nobody");
    }
    number(TRIED) / start.elapsed().as_secs_f64()
}
