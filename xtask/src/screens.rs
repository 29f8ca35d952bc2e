//! `cargo xtask screens`: a picture of every page, and all side by side, for those who review how it
//! looks.

use std::process::ExitCode;

use anyhow::Result;

use crate::{run, tools, web, workspace};

/// Builds the page and lets a browser show it.
pub(crate) fn run() -> Result<ExitCode> {
    tools::for_testing()?;
    web::build()?;
    run::must(&mut workspace::program_of_tests("screens")?)?;
    Ok(ExitCode::SUCCESS)
}
