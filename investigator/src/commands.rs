//! One file for each verb.

mod accused;
mod act;
mod assign;
mod away;
mod bring;
mod check;
mod close;
mod completions;
mod counted;
mod deadlines;
mod declare;
mod delete;
mod deliver;
mod due;
mod extend;
mod file;
mod finding;
mod form;
mod get;
mod init;
mod keep;
mod label;
mod link;
mod list;
mod log;
mod man;
mod note;
mod numbers;
#[cfg(test)]
mod office;
mod org;
mod pause;
mod readdress;
mod recuse;
mod reopen;
mod reply;
mod report;
mod schema;
mod search;
mod share;
mod show;
mod start;
mod status;
mod sync;
mod task;
mod tell;
mod templates;
mod thread;
mod verify_site;
mod visit;
mod who;
mod wording;
mod words;

pub use self::schema::schemas;
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
        Command::List(args) => list::run(&args, &global, print),
        Command::Counted => counted::run(&global, print),
        Command::Due(args) => due::run(&args, &global, print),
        Command::Show(args) => show::run(&args, &global, print),
        Command::Get(args) => get::run(&args, &global, print),
        Command::Log(args) => log::run(&args, &global, print),
        Command::Search(args) => search::run(&args, &global, print),
        Command::Reply(args) => reply::run(&args, &global, print),
        Command::Status(args) => status::run(&args, &global, print),
        Command::Close(args) => close::run(&args, &global, print),
        Command::Reopen(args) => reopen::run(&args, &global, print),
        Command::Pause(args) => pause::run(&args, &global, print),
        Command::Resume(args) => pause::resume(&args, &global, print),
        Command::Extend(args) => extend::run(&args, &global, print),
        Command::Assign(args) => assign::run(&args, &global, print),
        Command::Label(args) => label::run(&args, &global, print),
        Command::Task(args) => task::run(&args, &global, print),
        Command::Link(args) => link::run(&args, &global, print),
        Command::Declare(args) => declare::run(&args, &global, print),
        Command::Keep(args) => keep::run(&args, &global, print),
        Command::Accused(args) => accused::run(&args, &global, print),
        Command::Finding(args) => finding::run(&args, &global, print),
        Command::Check(args) => check::run(&args, &global, print),
        Command::Share(args) => share::run(&args, &global, print),
        Command::Recuse(args) => recuse::run(&args, &global, print),
        Command::Note(args) => note::run(&args, &global, print),
        Command::File(args) => file::run(&args, &global, print),
        Command::Delete(args) => delete::run(&args, &global, print),
        Command::Away(args) => away::run(&args, &global, print),
        Command::Templates(args) => templates::run(&args, print),
        Command::VerifySite(args) => verify_site::run(&args, &global, print),
        Command::Report(args) => report::run(args, print),
        Command::Thread(args) => thread::run(args, print),
        Command::Bring(args) => bring::run(args, print),
        Command::Completions(args) => {
            completions::run(&args, print);
            Ok(())
        }
        Command::Man(args) => man::run(&args, print),
        Command::Schema(args) => schema::run(&args, print),
    }
}
