//! The binary: what was typed, what came of it, the exit code.

use std::process::ExitCode;

use clap::Parser as _;
use dauys_investigator::cli::Cli;

fn main() -> ExitCode {
    let _ = Cli::parse();
    ExitCode::SUCCESS
}
