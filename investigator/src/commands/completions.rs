//! `dauys completions`: what completes commands and flags in a shell. Nothing of a vault is in it:
//! ids of cases cannot be completed, for they are sealed.

use clap_complete::{generate, shells};

use crate::cli::{self, Completions, Shell};
use crate::print::Print;

pub(super) fn run(args: &Completions, print: &Print) {
    let mut command = cli::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    match args.shell {
        Shell::Bash => generate(shells::Bash, &mut command, name, &mut script),
        Shell::Zsh => generate(shells::Zsh, &mut command, name, &mut script),
        Shell::Fish => generate(shells::Fish, &mut command, name, &mut script),
    }
    print.document(&String::from_utf8_lossy(&script));
}
