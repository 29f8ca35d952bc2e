//! `cargo xtask`: what is done with this project, each verb in a file of its own.
//!
//! Nothing here is part of what reporters, investigators or operators run.

mod bench;
mod beside;
mod check;
mod demo;
mod documents;
mod fuzz;
mod lanes;
mod model;
mod package;
mod run;
mod say;
mod screens;
mod spelling;
mod steps;
mod stories;
mod tally;
mod test;
mod tools;
mod twice;
mod vectors;
mod wasm;
mod web;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "What is done with this project")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Everything that must hold, with what it needs installed; the last line is `N passed, M failed`
    Test,
    /// The minutes' part of it: format, lints, unit tests, types of the page
    Check,
    /// Makes the demo organisation in demo/ and runs its server on this machine
    Demo(demo::Options),
    /// Builds the page that reporters load
    Web(web::Options),
    /// Builds what people install, into target/packages: static programs, Debian packages
    Package,
    /// Measures what the design promises in figures
    Bench(bench::Options),
    /// Fuzzes what comes from outside, for longer than the test does
    Fuzz(fuzz::Options),
    /// Has Verifpal look for attacks on the models of the protocol in docs/model/
    Model,
    /// Shows which words are missing from the lists in docs/words/, and which need not be there
    Words,
    /// Writes the documents that programs write: the first day at a desk, the schemas
    Documents,
    /// Takes pictures of every page, in every language, in a browser
    Screens,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Test => test::run(),
        Verb::Check => check::run(),
        Verb::Demo(options) => demo::run(&options),
        Verb::Web(options) => steps::web(&options),
        Verb::Package => package::run(),
        Verb::Bench(options) => bench::run(&options),
        Verb::Fuzz(options) => fuzz::run(&options),
        Verb::Model => model::run(),
        Verb::Words => spelling::words(),
        Verb::Documents => documents::run(),
        Verb::Screens => screens::run(),
    };
    done.unwrap_or_else(|error| {
        // The sentence and its causes; a stack trace would push them off the screen.
        say::line(&format!("\nError: {error:#}"));
        ExitCode::FAILURE
    })
}
