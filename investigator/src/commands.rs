//! One file for each verb.

mod init;
mod list;
mod note;
mod org;
mod reply;
mod show;
mod sync;

use serde_json::json;

use crate::cli::{Cli, Command};
use crate::failure::{Exit, Failure, remote_message};
use crate::message;
use crate::post::{Posted, post_waiting};
use crate::print::Print;
use crate::vault::Record;
use crate::workplace::Workplace;

/// Does what was typed.
pub fn run(cli: Cli, print: &Print) -> Result<(), Failure> {
    let Cli { global, command } = cli;
    match command {
        Command::Init(args) => init::run(args, &global, print),
        Command::Org(args) => org::run(args, &global, print),
        Command::Sync(args) => sync::run(&args, &global, print),
        Command::List => list::run(&global, print),
        Command::Show(args) => show::run(&args, &global, print),
        Command::Reply(args) => reply::run(&args, &global, print),
        Command::Note(args) => note::run(&args, &global, print),
    }
}

/// Keeps what was written, all of it at once, and posts it. What cannot be posted waits in the
/// vault: that is no loss, but it has to be known.
fn keep_and_post(
    workplace: &mut Workplace,
    records: Vec<Record>,
    origin: &str,
    proxy: Option<&str>,
    print: &Print,
) -> Result<(), Failure> {
    workplace.vault.append(records)?;
    let posted = post_waiting(workplace, origin, proxy)?;
    print.json(&json!({ "posted": posted.posted, "waiting": posted.waiting }));
    check_posted(&posted, print)
}

/// Fails if something waits, and says why.
fn check_posted(posted: &Posted, print: &Print) -> Result<(), Failure> {
    let Some(reason) = &posted.reason else { return Ok(()) };
    print.remark(&remote_message(reason));
    Err(Failure::new(Exit::Network, message!("waiting", things = posted.waiting)))
}
