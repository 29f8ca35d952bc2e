//! Running other programs: their output is passed on line by line, or not, and kept for the end.

use std::io::{BufRead, BufReader, Read, Write as _};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;

use anyhow::{Context, Result, bail};

use crate::say;

/// Lines of a failed program that its error repeats: a compiler's message fits.
const LINES_IN_ERROR: usize = 40;

/// What a program said on both its streams, and whether it was content.
pub(crate) struct Outcome {
    pub(crate) ok: bool,
    pub(crate) lines: Vec<String>,
}

/// Runs a program and shows what it says.
pub(crate) fn stream(command: &mut Command) -> Result<Outcome> {
    watch(command, say::line)
}

/// Runs a program and keeps what it says to ourselves.
pub(crate) fn quiet(command: &mut Command) -> Result<Outcome> {
    watch(command, |_| {})
}

fn watch(command: &mut Command, show: impl Fn(&str) + Sync) -> Result<Outcome> {
    let lines = Mutex::new(Vec::new());
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} does not start", name(command)))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    std::thread::scope(|threads| {
        threads.spawn(|| pass_on(out, &show, &lines));
        threads.spawn(|| pass_on(err, &show, &lines));
    });
    let ok = child.wait()?.success();
    Ok(Outcome { ok, lines: lines.into_inner().unwrap_or_default() })
}

/// Runs a program that has to succeed, and shows what it says; the end of it is in the error.
pub(crate) fn must(command: &mut Command) -> Result<Outcome> {
    let outcome = stream(command)?;
    content(command, outcome)
}

/// The same of one beside which others are shown.
pub(crate) fn must_beside(command: &mut Command) -> Result<Outcome> {
    let outcome = quiet(command)?;
    content(command, outcome)
}

/// The same of one that tells us something in JSON between what it shows.
pub(crate) fn must_with_messages(command: &mut Command) -> Result<Outcome> {
    let outcome = watch(command, |text| {
        if !text.starts_with('{') {
            say::line(text);
        }
    })?;
    content(command, outcome)
}

/// What a program said that had to succeed; an error with the end of it if it did not.
fn content(command: &Command, outcome: Outcome) -> Result<Outcome> {
    if !outcome.ok {
        let last = outcome.lines.iter().rev().take(LINES_IN_ERROR).rev();
        let last: Vec<&str> = last.map(String::as_str).collect();
        bail!("{} failed:\n{}", name(command), last.join("\n"));
    }
    Ok(outcome)
}

/// Runs a program that has to succeed, and returns what it says; its complaints are shown only
/// when it fails.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{} does not start", name(command)))?;
    said(command, output)
}

/// The same of a program that is told something.
pub(crate) fn ask(command: &mut Command, question: &str) -> Result<String> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} does not start", name(command)))?;
    let stdin = child.stdin.take();
    // At the same time: a program that answers while it is still being told would block.
    let output = std::thread::scope(|threads| {
        // A program that fails before it has read everything is told by its exit code.
        threads.spawn(|| stdin.map(|mut pipe| pipe.write_all(question.as_bytes())));
        child.wait_with_output()
    })?;
    said(command, output)
}

fn said(command: &Command, output: Output) -> Result<String> {
    if !output.status.success() {
        bail!("{} failed:\n{}", name(command), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Is a program of this name on the path?
pub(crate) fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn pass_on(stream: Option<impl Read>, show: &impl Fn(&str), lines: &Mutex<Vec<String>>) {
    let Some(stream) = stream else { return };
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        let text = String::from_utf8_lossy(&line).into_owned();
        show(&text);
        if let Ok(mut all) = lines.lock() {
            all.push(text);
        }
    }
}
