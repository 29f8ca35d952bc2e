//! The tests of whole programs, and the stories of those who use them: the programs that cargo makes of
//! the folders `tests/`, some at a time. They wait for browsers more than they work.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::run::{self, Outcome};
use crate::tally::Tally;
use crate::tools::{debian, python};
use crate::{lanes, package, say, workspace};

/// How many at a time. With two a processor had nothing to do for a tenth of the time or more.
const LANES: usize = 3;

/// Those that take minutes: begun first, so that none of them is left alone at the end.
const LONG: [&str; 6] = ["a_month", "the_page", "stories", "the_desk_page", "the_files", "altered"];

/// The one that makes a new Debian.
const INSTALLED: &str = "installed";

/// The step of `cargo xtask test`.
pub(crate) fn step(tally: &mut Tally) {
    tally.tests("Stories", || {
        let mut programs = build()?;
        if !debian::is_root()? {
            say::line(&format!("Skipped: {INSTALLED}, because only root may make a new Debian."));
            programs.retain(|program| program.name != INSTALLED);
        }
        each(order(programs)?)
    });
}

/// A program of tests, and the folder of its package, in which it is run.
struct Program {
    name: String,
    file: PathBuf,
    folder: PathBuf,
}

/// Everything, as cargo tells it. The programs are not run by cargo: for some of them alone it would
/// choose other features and build half of what they are made of once more.
fn build() -> Result<Vec<Program>> {
    let mut cargo = workspace::cargo();
    cargo.arg("build").args(workspace::ALL).arg("--all-targets");
    let said = run::must_with_messages(cargo.arg("--message-format=json-render-diagnostics"))?;
    let messages = said.lines.iter().filter(|line| line.starts_with('{'));
    let mut programs = Vec::new();
    for message in messages {
        let message: Message = serde_json::from_str(message)?;
        let is_test = |target: &Target| target.kind.iter().any(|kind| kind == "test");
        let Some(target) = message.target.filter(is_test) else { continue };
        let manifest = message.manifest_path.context("a program of no package")?;
        programs.push(Program {
            name: target.name,
            file: message.executable.context("a test that is no program")?,
            folder: manifest.parent().context("a package in no folder")?.to_owned(),
        });
    }
    Ok(programs)
}

/// Of what cargo says while it builds: what it has made.
#[derive(Deserialize)]
struct Message {
    target: Option<Target>,
    manifest_path: Option<PathBuf>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// Those that take long first.
fn order(mut programs: Vec<Program>) -> Result<VecDeque<Program>> {
    let mut ordered = VecDeque::new();
    for name in LONG {
        let place = programs.iter().position(|program| program.name == name);
        ordered.push_back(programs.remove(place.with_context(|| format!("no tests {name}"))?));
    }
    ordered.extend(programs);
    Ok(ordered)
}

/// Runs them all. What one says is shown when it has ended, so that it stays together.
fn each(programs: VecDeque<Program>) -> Result<Outcome> {
    let outcomes = lanes::each(programs, LANES, |program| -> Result<Outcome> {
        // One that hangs is found by this.
        say::line(&format!("{} begins", program.name));
        let one = program.run()?;
        say::block(&program.name, &one.lines);
        Ok(one)
    });
    let mut all = Outcome { ok: true, lines: Vec::new() };
    for one in outcomes {
        let one = one?;
        all.ok &= one.ok;
        all.lines.extend(one.lines);
    }
    Ok(all)
}

impl Program {
    fn run(&self) -> Result<Outcome> {
        let programs = workspace::target()?.join("debug");
        run::quiet(
            Command::new(&self.file)
                .current_dir(&self.folder)
                .env("DAUYS_PROGRAMS", programs)
                .env("DAUYS_PACKAGES", package::folder()?)
                .env("DAUYS_PYTHON", python::programs()?.join("python")),
        )
    }
}
