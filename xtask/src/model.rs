//! `cargo xtask model`: the claims of docs/model/, and what Verifpal finds about each of them.
//!
//! Beside every query stands what must come of it: `// must hold` or `// must fail`. What must fail
//! shows that Verifpal sees the attack that a rule of the protocol answers; a model in which nothing
//! fails may hold because nothing in it can happen.

mod verdicts;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};

use crate::tally::{Case, Tally};
use crate::tools::built::{Built, VERIFPAL};
use crate::{say, workspace};

/// How often everybody does everything. With one session nothing can be carried from one run into
/// another; every session more multiplies the time.
const SESSIONS: &str = "2";
/// The longest that a file may take. Each takes seconds; one that explodes must not stop the rest.
const SECONDS_MAX: &str = "60";
/// The exit code of `timeout`, if that was so.
const TIMED_OUT: i32 = 124;

/// The verb.
pub(crate) fn run() -> Result<ExitCode> {
    let verifpal = VERIFPAL.begin()?;
    let mut tally = Tally::default();
    step(&mut tally, verifpal);
    Ok(tally.close())
}

/// The step of `cargo xtask test`; each file counts.
pub(crate) fn step(tally: &mut Tally, verifpal: Built) {
    tally.cases("Model", || {
        let program = verifpal.wait().context("verifpal")?;
        Ok(files()?.iter().map(|file| case(&program, file)).collect())
    });
}

fn files() -> Result<Vec<PathBuf>> {
    let folder = workspace::root().join("docs/model");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.retain(|file| file.extension().is_some_and(|ending| ending == "vp"));
    files.sort();
    Ok(files)
}

fn case(program: &Path, file: &Path) -> Case {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (ok, summary, lines) = match judge(program, file) {
        Ok(verdicts) if verdicts.complaints.is_empty() => (true, verdicts.summary, Vec::new()),
        Ok(verdicts) => (false, verdicts.summary, verdicts.complaints),
        Err(error) => (false, format!("{error:#}"), Vec::new()),
    };
    say::line(&format!("{name}: {summary}"));
    for line in &lines {
        say::line(line);
    }
    Case { name, ok, summary, lines }
}

fn judge(program: &Path, file: &Path) -> Result<verdicts::Verdicts> {
    let mut verifpal = Command::new("timeout");
    verifpal.arg(SECONDS_MAX).arg(program).args(["verify", "--format", "json"]);
    let output = verifpal.args(["--sessions", SESSIONS]).arg(file).output()?;
    ensure!(output.status.code() != Some(TIMED_OUT), "not done within {SECONDS_MAX} seconds");
    // A model that it does not understand is told in the report, and not by the exit code alone.
    verdicts::compare(&fs::read_to_string(file)?, &String::from_utf8_lossy(&output.stdout))
}
