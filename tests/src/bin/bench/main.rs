//! `cargo xtask bench`: the figures that the design promises, each beside its bound. Fails if one is
//! broken. Names of parts (`page`, `every-browser`, `files`, `load`, `listing`, `flood`, `sync`,
//! `search`, `desk`, `soak`) measure these alone.

#![expect(clippy::print_stdout, reason = "figures are for whoever runs it")]
#![expect(clippy::expect_used, reason = "what cannot be measured ends the measuring")]

mod desk;
mod discard;
mod files;
mod first;
mod flood;
mod judge;
mod listing;
mod load;
mod place;
mod raw;
mod reader;
mod search;
mod sender;
mod sending;
mod server;
mod slowly;
mod soak;
mod sync;
mod weight;

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use dauys_tests::stack::Stack;
use dauys_tests::{direct, node};
use dauys_wire::Day;
use serde::Deserialize;
use serde_json::json;

use place::Place;

/// Of the same length as people write: two thirds of a page.
const STORY: &str = include_str!("story.txt");
/// Visits in which sending is timed; their median is the figure.
const RUNS: usize = 5;

/// What can be measured alone.
const PARTS: [&str; 10] = [
    "page",
    "every-browser",
    "files",
    "load",
    "flood",
    "listing",
    "sync",
    "search",
    "desk",
    "soak",
];

/// What `weigh.mjs` saw.
#[derive(Deserialize)]
struct Weighed {
    parts: Vec<weight::Part>,
    sendings: Vec<f64>,
    firsts: Vec<first::First>,
}

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    if let Some(unknown) = asked.iter().find(|part| !PARTS.contains(&part.as_str())) {
        println!("{unknown} cannot be measured; these can: {}", PARTS.join(", "));
        return ExitCode::FAILURE;
    }
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|one| one == part);
    let mut holds = true;
    if wanted("page") {
        holds &= page();
    }
    if wanted("every-browser") {
        holds &= slowly::tell(STORY);
    }
    if wanted("files") {
        holds &= files::tell(STORY);
    }
    if wanted("load") || wanted("flood") {
        let place = Place::make();
        holds &= load::tell(&place, today());
        flood::tell(&place, today());
    }
    if wanted("listing") {
        holds &= listing::tell(&Place::make(), &Place::make(), today());
    }
    if wanted("sync") {
        holds &= sync::tell(&Place::make(), today(), STORY);
    }
    if wanted("search") {
        holds &= search::tell();
    }
    if wanted("desk") {
        holds &= desk::tell(today());
    }
    if wanted("soak") {
        holds &= soak::tell(&Place::make(), today());
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn page() -> bool {
    let stack = Stack::start();
    let input = json!({ "address": stack.address, "story": STORY, "runs": RUNS });
    let weighed = serde_json::from_value(node::run("weigh.mjs", &input));
    let Weighed { parts, sendings, firsts } = weighed.expect("what weigh.mjs saw");
    let direct: Vec<_> = (0..RUNS).map(|_| direct::report(&stack, STORY)).collect();
    let light = weight::tell(&parts);
    let soon = first::tell(&firsts);
    sending::tell(&sendings, &direct) && soon && light
}

fn today() -> Day {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock");
    Day::from_unix_seconds(now.as_secs())
}
