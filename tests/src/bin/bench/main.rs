//! `cargo xtask bench`: the figures that the design promises, each beside its ceiling. Fails if one
//! is above.

#![expect(clippy::print_stdout, reason = "figures are for whoever runs it")]

mod sending;
mod weight;

use std::process::ExitCode;

use dauys_tests::stack::Stack;
use dauys_tests::{direct, node};
use serde::Deserialize;
use serde_json::json;

/// Of the same length as people write: two thirds of a page.
const STORY: &str = include_str!("story.txt");
/// Visits in which sending is timed; their median is the figure.
const RUNS: usize = 5;

/// What `weigh.mjs` saw.
#[derive(Deserialize)]
struct Weighed {
    parts: Vec<weight::Part>,
    sendings: Vec<f64>,
}

fn main() -> ExitCode {
    let stack = Stack::start();
    let input = json!({ "address": stack.address, "story": STORY, "runs": RUNS });
    let weighed: Result<Weighed, _> = serde_json::from_value(node::run("weigh.mjs", &input));
    let Ok(Weighed { parts, sendings }) = weighed else { return ExitCode::FAILURE };
    let direct: Vec<_> = (0..RUNS).map(|_| direct::report(&stack, STORY)).collect();
    let holds = [weight::tell(&parts), sending::tell(&sendings, &direct)];
    if holds.iter().all(|holds| *holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// `figure (at most ceiling)`, and whether it holds.
fn judge(what: &str, figure: f64, ceiling: f64, unit: &str) -> bool {
    let holds = figure <= ceiling;
    let verdict = if holds { "holds" } else { "TOO MUCH" };
    println!("{what:<44}{figure:>9.1} {unit:<4} of {ceiling:>6.1} at most: {verdict}");
    holds
}
