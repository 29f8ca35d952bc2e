//! The binary: what was typed, what came of it, the exit code.

use std::process::ExitCode;

use clap::Parser as _;
use dauys_investigator::cli::Cli;
use dauys_investigator::commands;
use dauys_investigator::print::Print;
use dauys_investigator::text::{Language, Text};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let print = Print::new(Text::new(Language::choose(cli.global.lang)), cli.global.json);
    match commands::run(cli, &print) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            print.failure(&failure);
            ExitCode::from(failure.exit.code())
        }
    }
}
