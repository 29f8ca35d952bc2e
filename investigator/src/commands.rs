//! One file for each verb.

pub use self::schema::schemas;

mod act;
mod away;
mod completions;
mod deadlines;
mod delete;
mod deliver;
mod init;
mod list;
mod man;
mod note;
mod org;
mod readdress;
mod reply;
mod schema;
mod show;
mod start;
mod sync;

use crate::cli::{Cli, Command};
use crate::failure::Failure;
use crate::print::Print;

/// Does what was typed.
pub fn run(cli: Cli, print: &Print) -> Result<(), Failure> {
    let Cli { global, command } = cli;
    let Some(command) = command else { return start::run(&global, print) };
    match command {
        Command::Init(args) => init::run(args, &global, print),
        Command::Org(args) => org::run(args, &global, print),
        Command::Sync(args) => sync::run(&args, &global, print),
        Command::List => list::run(&global, print),
        Command::Show(args) => show::run(&args, &global, print),
        Command::Reply(args) => reply::run(&args, &global, print),
        Command::Note(args) => note::run(&args, &global, print),
        Command::Delete(args) => delete::run(&args, &global, print),
        Command::Away(args) => away::run(&args, &global, print),
        Command::Completions(args) => {
            completions::run(&args, print);
            Ok(())
        }
        Command::Man(args) => man::run(&args, print),
        Command::Schema(args) => schema::run(&args, print),
    }
}
