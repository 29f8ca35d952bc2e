//! The count of all that was tried.
//!
//! A test that cargo ran counts as itself; any other step counts as one. A test that was ignored
//! has failed, and so has a step that found no test to run: nothing is skipped silently.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::run::Outcome;
use crate::say;

/// Lines of a failed step that are shown again at the end.
const LINES_AGAIN: usize = 60;

/// How many passed and failed so far.
#[derive(Default)]
pub(crate) struct Tally {
    counts: Counts,
    failures: Vec<Failure>,
    durations: Vec<(String, Duration)>,
}

/// One of the cases of a step, each of which counts.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) ok: bool,
    /// What came of it, in a line.
    pub(crate) summary: String,
    pub(crate) lines: Vec<String>,
}

struct Failure {
    step: String,
    lines: Vec<String>,
}

/// What the lines `test result: …` of one or more test programs add up to.
#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
struct Counts {
    passed: u64,
    failed: u64,
}

impl Tally {
    /// Runs a step that either holds or does not.
    pub(crate) fn check(&mut self, step: &str, work: impl FnOnce() -> Result<Outcome>) {
        self.step(step, |tally| {
            let (ok, lines) = match work() {
                Ok(outcome) => (outcome.ok, last(outcome.lines)),
                Err(error) => (false, vec![format!("{error:#}")]),
            };
            tally.counts.add(if ok { Counts::PASS } else { Counts::FAIL });
            if !ok {
                tally.failures.push(Failure::of(step, lines));
            }
            if ok { "ok".to_owned() } else { "FAILED".to_owned() }
        });
    }

    /// Runs a step of test programs, each test of which counts.
    pub(crate) fn tests(&mut self, step: &str, work: impl FnOnce() -> Result<Outcome>) {
        self.step(step, |tally| {
            let (counts, lines) = match work() {
                Ok(outcome) => (count(&outcome), outcome.lines),
                Err(error) => (Counts::FAIL, vec![format!("{error:#}")]),
            };
            tally.counts.add(counts);
            if counts.failed > 0 {
                tally.failures.push(Failure::of(step, complaints(lines)));
            }
            format!("{} passed, {} failed", counts.passed, counts.failed)
        });
    }

    /// Runs a step of cases, each of which counts.
    pub(crate) fn cases(&mut self, step: &str, work: impl FnOnce() -> Result<Vec<Case>>) {
        self.step(step, |tally| {
            let (counts, failures) = match work() {
                Ok(cases) => count_cases(step, cases),
                Err(error) => (Counts::FAIL, vec![Failure::of(step, vec![format!("{error:#}")])]),
            };
            tally.counts.add(counts);
            tally.failures.extend(failures);
            format!("{} passed, {} failed", counts.passed, counts.failed)
        });
    }

    /// Shows the failures again and the sum, which is the last line of all.
    pub(crate) fn close(self) -> ExitCode {
        say::heading("Where the time went");
        for (step, took) in &self.durations {
            say::line(&format!("{:>7.1} s  {step}", took.as_secs_f32()));
        }
        for failure in &self.failures {
            say::heading(&format!("FAILED: {}", failure.step));
            failure.lines.iter().for_each(|line| say::line(line));
        }
        let Counts { passed, failed } = self.counts;
        say::line(&format!("\n{passed} passed, {failed} failed"));
        if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn step(&mut self, step: &str, work: impl FnOnce(&mut Self) -> String) {
        say::heading(step);
        let start = Instant::now();
        let ending = work(self);
        say::ending(&format!("{step}: {ending}"), start.elapsed());
        self.durations.push((step.to_owned(), start.elapsed()));
    }
}

impl Failure {
    fn of(step: &str, lines: Vec<String>) -> Self {
        Self { step: step.to_owned(), lines }
    }
}

impl Counts {
    const PASS: Self = Self { passed: 1, failed: 0 };
    const FAIL: Self = Self { passed: 0, failed: 1 };

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

fn count_cases(step: &str, cases: Vec<Case>) -> (Counts, Vec<Failure>) {
    let (mut counts, mut failures) = (Counts::default(), Vec::new());
    for case in cases {
        counts.add(if case.ok { Counts::PASS } else { Counts::FAIL });
        if !case.ok {
            let mut lines = last(case.lines);
            lines.push(case.summary);
            failures.push(Failure::of(&format!("{step}, {}", case.name), lines));
        }
    }
    if counts == Counts::default() {
        counts.add(Counts::FAIL);
    }
    (counts, failures)
}

fn count(outcome: &Outcome) -> Counts {
    let mut counts = Counts::default();
    outcome.lines.iter().filter_map(|line| result_line(line)).for_each(|one| counts.add(one));
    let failed_otherwise = !outcome.ok && counts.failed == 0;
    let found_nothing = counts == Counts::default();
    if failed_otherwise || found_nothing {
        counts.failed += 1;
    }
    counts
}

/// `test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s`
fn result_line(line: &str) -> Option<Counts> {
    let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut counts = Counts::default();
    for part in numbers.split(';') {
        let mut words = part.split_whitespace();
        let (Some(number), Some(word)) = (words.next(), words.next()) else { continue };
        let Ok(number) = number.parse::<u64>() else { continue };
        match word {
            "passed" => counts.passed += number,
            "failed" | "ignored" | "filtered" => counts.failed += number,
            _ => {}
        }
    }
    Some(counts)
}

/// Of test programs: from each `failures:` to the next result. Of a build that broke: the end.
fn complaints(lines: Vec<String>) -> Vec<String> {
    let mut kept = Vec::new();
    let mut inside = false;
    for line in &lines {
        inside |= line.trim_end() == "failures:";
        let result = line.starts_with("test result: ");
        let ignored = line.starts_with("test ") && line.contains("... ignored");
        if inside || ignored {
            kept.push(line.clone());
        }
        inside &= !result;
    }
    if kept.is_empty() { last(lines) } else { kept }
}

fn last(mut lines: Vec<String>) -> Vec<String> {
    lines.split_off(lines.len().saturating_sub(LINES_AGAIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(ok: bool, text: &str) -> Outcome {
        Outcome { ok, lines: text.lines().map(str::to_owned).collect() }
    }

    #[test]
    fn the_results_of_several_programs_add_up() {
        let text = "test a ... ok\n\
            test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(count(&outcome(false, text)), Counts { passed: 7, failed: 1 });
    }

    #[test]
    fn an_ignored_test_has_failed() {
        let text = "test result: ok. 5 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out";
        assert_eq!(count(&outcome(true, text)), Counts { passed: 5, failed: 2 });
    }

    #[test]
    fn a_step_without_a_test_has_failed() {
        let text = "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(count(&outcome(true, text)), Counts::FAIL);
        assert_eq!(count(&outcome(true, "")), Counts::FAIL);
    }

    #[test]
    fn a_build_that_breaks_has_failed_though_other_tests_passed() {
        let text = "test result: ok. 5 passed; 0 failed; 0 ignored\nerror: could not compile";
        assert_eq!(count(&outcome(false, text)), Counts { passed: 5, failed: 1 });
    }

    #[test]
    fn each_case_counts_and_none_at_all_has_failed() {
        let case = |ok| Case { name: "x".into(), ok, summary: "how".into(), lines: Vec::new() };
        let (counts, failures) = count_cases("step", vec![case(true), case(false), case(true)]);
        assert_eq!(counts, Counts { passed: 2, failed: 1 });
        let shown: Vec<_> = failures.iter().map(|it| (it.step.as_str(), it.lines.len())).collect();
        assert_eq!(shown, [("step, x", 1)]);
        assert_eq!(count_cases("step", Vec::new()).0, Counts::FAIL);
    }

    #[test]
    fn failures_are_shown_again_without_what_passed() {
        let text = "test a ... ok\n\nfailures:\n\n---- b stdout ----\nboom\n\nfailures:\n    b\n\n\
            test result: FAILED. 1 passed; 1 failed\ntest c ... ok";
        let again = complaints(outcome(false, text).lines).join("\n");
        assert!(again.starts_with("failures:") && again.contains("boom"));
        assert!(!again.contains("... ok"));
    }
}
