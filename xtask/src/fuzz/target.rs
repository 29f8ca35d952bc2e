//! One target: its seeds, its run, and what it found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::build;
use crate::run::{self, Outcome};
use crate::tally::Case;

/// Seconds for one input; more is a fault as much as a panic is.
const INPUT_SECONDS: u32 = 10;
/// Memory of a target, in MiB; more is a fault too.
const MEMORY_MIB: u32 = 512;
/// Inputs are at least as long as this, and somewhat longer than the longest seed.
const LENGTH_MIN: u64 = 1_024;

/// A target that was built.
pub(super) struct Target {
    name: String,
    program: PathBuf,
}

impl Target {
    pub(super) fn new(name: String, programs: &Path) -> Self {
        Self { program: programs.join(&name), name }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Fuzzes for so many seconds. What an earlier run found is tried first.
    pub(super) fn run(&self, seconds: u64) -> Case {
        let (ok, summary, lines) = match self.fuzz(seconds) {
            Ok(outcome) if outcome.ok => (true, figures(&outcome.lines), outcome.lines),
            Ok(outcome) => (false, self.finding(&outcome.lines), outcome.lines),
            Err(error) => (false, format!("FAILED: {error:#}"), Vec::new()),
        };
        Case { name: self.name.clone(), ok, summary, lines }
    }

    fn fuzz(&self, seconds: u64) -> Result<Outcome> {
        let (corpus, findings) = (self.folder("corpus")?, self.folder("artifacts")?);
        self.write_seeds(&corpus)?;
        let mut fuzz = self.command()?;
        fuzz.arg(&corpus).arg(&findings).args([
            format!("-max_total_time={seconds}"),
            format!("-max_len={}", longest(&corpus)?),
            format!("-timeout={INPUT_SECONDS}"),
            format!("-rss_limit_mb={MEMORY_MIB}"),
            format!("-artifact_prefix={}/", findings.display()),
            "-print_final_stats=1".to_owned(),
        ]);
        let dictionary = build::package().join("dictionaries").join(format!("{}.dict", self.name));
        if dictionary.is_file() {
            fuzz.arg(format!("-dict={}", dictionary.display()));
        }
        run::quiet(&mut fuzz)
    }

    /// The program, with an empty folder for what it does not clean up: libFuzzer ends without
    /// letting anything drop.
    pub(super) fn command(&self) -> Result<Command> {
        let mut folder = self.program.clone().into_os_string();
        folder.push("-temporary");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        let mut command = Command::new(&self.program);
        command.env("TMPDIR", folder);
        Ok(command)
    }

    /// The target makes them out of docs/vectors, and checks that it takes what is real.
    fn write_seeds(&self, corpus: &Path) -> Result<()> {
        let outcome = run::quiet(self.command()?.env("DAUYS_FUZZ_SEEDS", corpus))?;
        ensure!(outcome.ok, "the seeds do not hold:\n{}", outcome.lines.join("\n"));
        Ok(())
    }

    /// A folder of the layout that cargo-fuzz has, too; git ignores it.
    fn folder(&self, kind: &str) -> Result<PathBuf> {
        let folder = build::package().join(kind).join(&self.name);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// The reproducer, and how to try it.
    fn finding(&self, lines: &[String]) -> String {
        let written = |line: &String| Some(line.split_once("Test unit written to ")?.1.to_owned());
        match lines.iter().find_map(written) {
            Some(file) => {
                format!("FAILED. Again: cargo xtask fuzz {} --input {file}", self.name)
            }
            None => "FAILED".to_owned(),
        }
    }
}

fn longest(corpus: &Path) -> Result<u64> {
    let mut longest = 0;
    for entry in fs::read_dir(corpus)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("seed-") {
            longest = entry.metadata()?.len().max(longest);
        }
    }
    Ok((longest + longest / 4).max(LENGTH_MIN))
}

/// `stat::number_of_executed_units: 1234` and the last count of edges, in a few words.
fn figures(lines: &[String]) -> String {
    let runs = lines.iter().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    let edges = lines.iter().rev().find_map(|line| line.split_once(" cov: ")).map(|(_, rest)| rest);
    let edges = edges.and_then(|rest| rest.split(' ').next()).context("no coverage");
    format!("{} runs, {} edges", runs.unwrap_or("no").trim(), edges.unwrap_or("no"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_finding_names_the_command_that_repeats_it() {
        let target = Target::new("code".into(), Path::new("/x"));
        let said = lines("panicked\nartifact_prefix='a/'; Test unit written to a/crash-1\n");
        let finding = target.finding(&said);
        assert_eq!(finding, "FAILED. Again: cargo xtask fuzz code --input a/crash-1");
        assert_eq!(target.finding(&[]), "FAILED");
    }

    #[test]
    fn the_figures_are_those_of_the_end() {
        let said = "#2 INITED cov: 10 ft: 1\n#9 DONE   cov: 25 ft: 2\n\
            stat::number_of_executed_units: 9";
        assert_eq!(figures(&lines(said)), "9 runs, 25 edges");
    }
}
