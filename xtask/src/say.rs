//! The only place of xtask that writes to the terminal.
//!
//! Everything goes to standard output, so that what a step said stays under its heading when both
//! streams end up in one file. A closed pipe is not our failure: nothing is left to tell then.

use std::io::Write;
use std::time::Duration;

/// A line as it is.
pub(crate) fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

/// A heading and lines that stay under it, whoever else has something to say.
pub(crate) fn block(text: &str, lines: &[String]) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "\n=== {text}");
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
    let _ = out.flush();
}

/// The beginning of a step.
pub(crate) fn heading(text: &str) {
    line(&format!("\n=== {text}"));
}

/// The end of a step: what came of it and how long it took.
pub(crate) fn ending(text: &str, took: Duration) {
    line(&format!("--- {text} ({:.1} s)", took.as_secs_f32()));
}
