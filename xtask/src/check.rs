//! `cargo xtask check`: what can be known in minutes.

use std::process::ExitCode;

use anyhow::Result;

use crate::tally::Tally;
use crate::{steps, tools};

/// Runs the quick steps.
pub(crate) fn run() -> Result<ExitCode> {
    tools::for_testing()?;
    let mut tally = Tally::default();
    steps::format(&mut tally);
    steps::types(&mut tally);
    steps::lints(&mut tally);
    steps::unit_tests(&mut tally);
    Ok(tally.close())
}
