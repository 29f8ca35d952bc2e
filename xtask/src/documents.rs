//! `cargo xtask documents`: the documents that are no one's to write by hand: `docs/desk.md`, which
//! is a first day at the desk as it really went, and `docs/schema/`, which is in the code. Tests hold
//! them to be true.

use std::process::ExitCode;

use anyhow::Result;

use crate::{run, tools, web, workspace};

/// Builds the programs and lets them tell.
pub(crate) fn run() -> Result<ExitCode> {
    tools::for_building()?;
    web::build()?;
    run::must(&mut workspace::program_of_tests("documents")?)?;
    Ok(ExitCode::SUCCESS)
}
