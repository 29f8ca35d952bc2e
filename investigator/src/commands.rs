//! One file for each verb.

mod accused;
mod act;
mod assign;
mod away;
pub(crate) mod backup;
mod bring;
mod check;
pub(crate) mod choices;
mod close;
mod completions;
mod counted;
mod deadlines;
mod declare;
mod delete;
pub(crate) mod deliver;
mod desk;
mod due;
pub(crate) mod export;
mod extend;
pub(crate) mod file;
mod finding;
mod form;
pub(crate) mod get;
pub(crate) mod glance;
pub(crate) mod init;
mod keep;
mod label;
pub(crate) mod link;
pub(crate) mod list;
mod log;
mod man;
mod mask;
mod note;
mod numbers;
#[cfg(test)]
mod office;
mod org;
pub(crate) mod organisation;
pub(crate) mod passphrase;
mod pause;
mod readdress;
mod recuse;
mod reopen;
mod reply;
mod report;
pub(crate) mod restore;
mod schema;
mod search;
mod share;
pub(crate) mod shares;
pub(crate) mod show;
mod start;
pub(crate) mod statistics;
mod status;
mod sync;
mod task;
mod tell;
pub(crate) mod templates;
mod thread;
pub(crate) mod verify_export;
mod verify_site;
mod visit;
mod watch;
mod who;
mod wording;
mod words;

pub use self::schema::schemas;
use crate::cli::{Cli, Command};
use crate::failure::Failure;
use crate::print::Print;
use crate::seat::Seat;

/// Does what was typed.
pub fn run(cli: Cli, print: &Print) -> Result<(), Failure> {
    let Cli { global, command } = cli;
    let Some(command) = command else { return start::run(&global, print) };
    match command {
        Command::Init(args) => init::run(args, &global, print),
        Command::Restore(args) => restore::run(&args, &global, print),
        Command::Shares(args) => shares::run(args, &global, print),
        Command::Passphrase(args) => passphrase::run(&args, &global, print),
        Command::Org(args) => org::run(args, &global, print),
        Command::Get(args) => get::run(&args, &global, print),
        Command::Desk(args) => desk::run(&args, &global, print),
        Command::Watch(args) => watch::run(&args, &global, print),
        Command::Templates(args) => templates::run(&args, print),
        Command::VerifyExport(args) => verify_export::run(&args, print),
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
        at_desk => give(at_desk, &Seat::Terminal(&global), print),
    }
}

/// Does what is done at an open desk. The others are of a terminal alone, and do nothing here.
pub(crate) fn give(command: Command, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    match command {
        Command::Sync(args) => sync::run(&args, seat, print),
        Command::List(args) => list::run(&args, seat, print),
        Command::Counted => counted::run(seat, print),
        Command::Due(args) => due::run(&args, seat, print),
        Command::Show(args) => show::run(&args, seat, print),
        Command::Log(args) => log::run(&args, seat, print),
        Command::Search(args) => search::run(&args, seat, print),
        Command::Reply(args) => reply::run(&args, seat, print),
        Command::Status(args) => status::run(&args, seat, print),
        Command::Close(args) => close::run(&args, seat, print),
        Command::Reopen(args) => reopen::run(&args, seat, print),
        Command::Pause(args) => pause::run(&args, seat, print),
        Command::Resume(args) => pause::resume(&args, seat, print),
        Command::Extend(args) => extend::run(&args, seat, print),
        Command::Assign(args) => assign::run(&args, seat, print),
        Command::Label(args) => label::run(&args, seat, print),
        Command::Task(args) => task::run(&args, seat, print),
        Command::Link(args) => link::run(&args, seat, print),
        Command::Declare(args) => declare::run(&args, seat, print),
        Command::Keep(args) => keep::run(&args, seat, print),
        Command::Accused(args) => accused::run(&args, seat, print),
        Command::Finding(args) => finding::run(&args, seat, print),
        Command::Check(args) => check::run(&args, seat, print),
        Command::Mask(args) => mask::run(&args, seat, print),
        Command::Export(args) => export::run(&args, seat, print),
        Command::Share(args) => share::run(&args, seat, print),
        Command::Recuse(args) => recuse::run(&args, seat, print),
        Command::Note(args) => note::run(&args, seat, print),
        Command::File(args) => file::run(&args, seat, print),
        Command::Delete(args) => delete::run(&args, seat, print),
        Command::Away(args) => away::run(&args, seat, print),
        Command::Backup(args) => backup::run(&args, seat, print),
        _ => Ok(()),
    }
}
