//! `cargo xtask bench`: the figures that the design promises, measured.

use std::process::ExitCode;

use anyhow::Result;

use crate::{run, tools, web, workspace};

/// What is passed on to the measuring program.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Arguments of the measuring program
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds what is measured as it is released, then measures it.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    tools::for_testing()?;
    web::build()?;
    let programs = ["--package", "dauys-server", "--package", "dauys-investigator"];
    run::must(workspace::cargo().args(["build", "--release"]).args(programs))?;
    let mut bench = workspace::cargo();
    bench.args(["run", "--release", "--package", "dauys-tests", "--bin", "bench", "--"]);
    let outcome = run::stream(bench.args(&options.arguments))?;
    Ok(if outcome.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
