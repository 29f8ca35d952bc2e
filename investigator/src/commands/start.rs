//! `dauys` alone: what to do first, or what to do today.

use crate::cli::Global;
use crate::failure::{Exit, Failure};
use crate::home::Home;
use crate::message;
use crate::print::Print;

pub(super) fn run(global: &Global, print: &Print) -> Result<(), Failure> {
    if print.is_json() {
        return Err(Failure::new(Exit::Usage, message!("no-command")));
    }
    let home = Home::locate(global.home.as_ref());
    if home.keys().exists() {
        let line = |command: &str, what| vec![format!("  {command}"), print.text().say(&what)];
        print.say(&message!("start-every-day"));
        print.table(&[
            line("dauys sync", message!("start-sync")),
            line("dauys list", message!("start-list")),
            line("dauys show 3f9a", message!("start-show")),
        ]);
    } else {
        print.say(&message!("start-first", folder = home.folder().display().to_string()));
    }
    print.say(&message!("start-more"));
    Ok(())
}
