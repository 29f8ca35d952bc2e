//! One file for each verb.

mod away;
mod deadlines;
mod delete;
mod deliver;
mod init;
mod list;
mod note;
mod org;
mod readdress;
mod reply;
mod search;
mod show;
mod sync;

use crate::cli::{Cli, Command};
use crate::failure::Failure;
use crate::print::Print;

/// Does what was typed.
pub fn run(cli: Cli, print: &Print) -> Result<(), Failure> {
    let Cli { global, command } = cli;
    match command {
        Command::Init(args) => init::run(args, &global, print),
        Command::Org(args) => org::run(args, &global, print),
        Command::Sync(args) => sync::run(&args, &global, print),
        Command::List => list::run(&global, print),
        Command::Show(args) => show::run(&args, &global, print),
        Command::Search(args) => search::run(&args, &global, print),
        Command::Reply(args) => reply::run(&args, &global, print),
        Command::Note(args) => note::run(&args, &global, print),
        Command::Delete(args) => delete::run(&args, &global, print),
        Command::Away(args) => away::run(&args, &global, print),
    }
}
