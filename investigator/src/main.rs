//! The binary: what was typed, what came of it, the exit code.

use std::process::ExitCode;

use dauys_investigator::print::Print;
use dauys_investigator::text::{Language, Text};
use dauys_investigator::{cli, commands, memory, render};

fn main() -> ExitCode {
    memory::leave_no_core();
    if let Some(ended) = render::run_if_asked() {
        return ended;
    }
    let cli = cli::parse();
    let text = Text::new(Language::choose(cli.global.lang));
    let print = Print::new(text, cli.global.json).coloured(cli.global.color);
    match commands::run(cli, &print).and_then(|()| print.check_written()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            print.failure(&failure);
            ExitCode::from(failure.exit.code())
        }
    }
}
