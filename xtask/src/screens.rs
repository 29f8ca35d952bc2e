//! `cargo xtask screens`: a picture of every page, for those who review how it looks.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::{run, tools, web, workspace};

/// Builds the page and lets a browser show it.
pub(crate) fn run() -> Result<ExitCode> {
    tools::for_testing()?;
    web::build()?;
    let programs = ["--package", "dauys-server", "--package", "dauys-investigator"];
    run::must(workspace::cargo().arg("build").args(programs))?;
    let mut node = Command::new("node");
    node.current_dir(workspace::root()).arg("tests/browser/screens.mjs");
    run::must(&mut node)?;
    Ok(ExitCode::SUCCESS)
}
