//! `cargo xtask fuzz`: the fuzz targets, for as long as you like; `cargo xtask test` runs each for
//! ten seconds. How they are built, and why so: docs/decisions/fuzzing.md.

mod build;
mod target;

use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use anyhow::{Result, ensure};

use crate::tally::{Case, Tally};
use crate::{lanes, run, say, tools};
use build::For;
use target::Target;

/// How long each target runs in `cargo xtask test`.
const SECONDS_IN_TEST: u64 = 10;

/// What to fuzz, and for how long.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The targets; all, if none is named
    targets: Vec<String>,
    /// Seconds for each target
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// How many run at a time [default: as many as processors]
    #[arg(long)]
    jobs: Option<usize>,
    /// Try this one input instead: a reproducer of an earlier run
    #[arg(long, value_name = "FILE")]
    input: Option<PathBuf>,
}

/// The verb.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    tools::for_fuzzing()?;
    let chosen = choose(build::all(For::Hours)?, &options.targets)?;
    if let Some(input) = &options.input {
        ensure!(chosen.len() == 1, "say which target the input is for");
        let input = std::path::absolute(input)?;
        let held = chosen.iter().map(|it| run::stream(it.command()?.arg(&input)));
        let held = held.collect::<Result<Vec<_>>>()?.iter().all(|outcome| outcome.ok);
        return Ok(if held { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let mut tally = Tally::default();
    tally.cases("Fuzzing", || {
        each(chosen, options.seconds, options.jobs.unwrap_or_else(processors))
    });
    Ok(tally.close())
}

/// The step of `cargo xtask test`.
pub(crate) fn step(tally: &mut Tally) {
    tally.cases("Fuzzing", || each(build::all(For::Test)?, SECONDS_IN_TEST, processors()));
}

fn choose(all: Vec<Target>, wanted: &[String]) -> Result<Vec<Target>> {
    let names: Vec<&str> = all.iter().map(Target::name).collect();
    for name in wanted {
        ensure!(names.contains(&name.as_str()), "no target {name}; there are: {}", names.join(" "));
    }
    let chosen = |target: &Target| wanted.is_empty() || wanted.iter().any(|it| it == target.name());
    Ok(all.into_iter().filter(chosen).collect())
}

/// Runs every target for so long, so many at a time.
fn each(targets: Vec<Target>, seconds: u64, jobs: usize) -> Result<Vec<Case>> {
    ensure!(!targets.is_empty(), "there are no targets");
    Ok(lanes::each(targets, jobs, |target| {
        let case = target.run(seconds);
        say::line(&format!("{}: {}", case.name, case.summary));
        case
    }))
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}
