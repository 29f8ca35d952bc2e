//! `dauys recuse`: stepping out of a case in one step: colleagues and the reporter are told, and what
//! is here of it is destroyed.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _};

use dauys_wire::Id;

use super::act::Act;
use super::list::short;
use super::tell::{Filling, Text, say, tell_and_keep};
use crate::case::Case;
use crate::cli::{Global, Recuse};
use crate::compose::Desk;
use crate::failure::{Exit, Failure};
use crate::print::Print;
use crate::vault::Record;
use crate::vault::record::{Ending, Tombstone};
use crate::{ask, clock, message};

pub(super) fn run(args: &Recuse, global: &Global, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.words.posting, global, print };
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
            left = Some((case.thread, forward_to(desk, case)));
            Ok(desk.recuse(case, text, &reason)?)
        },
    )?;
    let Some(((delivered, parts, mut workplace), (thread, forward_to))) = told.zip(left) else {
        return Ok(());
    };
    workplace.vault.append(vec![Record::Recused { thread, forward_to }])?;
    let (day, asked_by) = (clock::today(), vec![workplace.keys.id]);
    let tombstone = Tombstone { day, why: Ending::Recused, asked_by };
    workplace.vault.delete_case(&thread, Some(tombstone))?;
    say(&act, delivered, parts)?;
    print.say(&message!("recuse-done", case = short(&thread)));
    Ok(())
}

/// To whom this desk hands on what the reporter writes until she knows of it: those who were let in,
/// if nobody is left to whom she writes.
fn forward_to(desk: &Desk<'_>, case: &Case<'_>) -> Vec<Id> {
    let Some(her) = &case.reporter else { return Vec::new() };
    let others: BTreeSet<Id> =
        case.readers().into_iter().filter(|id| *id != desk.keys.id).collect();
    let is_chosen = others.iter().any(|id| her.readers.contains(id));
    if is_chosen { Vec::new() } else { others.into_iter().collect() }
}
