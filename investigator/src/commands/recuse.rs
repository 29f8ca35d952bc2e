//! `dauys recuse`: stepping out of a case in one step: colleagues and the reporter are told, and what
//! is here of it is destroyed. That it is so is kept with what is told: if this machine stops in
//! between, the next `sync` destroys it.

use std::io::{self, IsTerminal as _};

use super::act::Act;
use super::list::short;
use super::tell::{Filling, Text, say, tell_and_keep};
use crate::cli::Recuse;
use crate::failure::{Exit, Failure};
use crate::print::Print;
use crate::seat::Seat;
use crate::vault::record::{Ending, Tombstone};
use crate::{ask, clock, message};

pub(super) fn run(args: &Recuse, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.words.posting, seat, print };
    args.why.check(&args.words, io::stdin().is_terminal())?;
    let mut left = None;
    let told = tell_and_keep(
        &act,
        &args.words,
        Text::Optional,
        &Filling::default(),
        None,
        |desk, case, text| {
            let reason = args.why.read(&args.words, print)?;
            let question = message!("ask-recuse", case = short(&case.thread));
            let asks = ask::is_asked(print, args.words.yes) && !args.words.preview;
            if asks && !ask::yes_no(print, None, "--yes", &question)? {
                return Err(Failure::new(Exit::Failed, message!("tell-not-done")));
            }
            left = Some(case.thread);
            Ok(desk.recuse(case, text, &reason)?)
        },
    )?;
    let Some(((delivered, parts, mut workplace), thread)) = told.zip(left) else {
        return Ok(());
    };
    let (day, asked_by) = (clock::today(), vec![workplace.keys.id]);
    let tombstone = Tombstone { day, why: Ending::Recused, asked_by };
    workplace.delete_case(&thread, Some(tombstone))?;
    say(&act, delivered, parts)?;
    print.say(&message!("recuse-done", case = short(&thread)));
    Ok(())
}
