//! `dauys reply`: an answer to the reporter, and the team's copy of it.

use crate::cli::{Global, Write};
use crate::compose::Desk;
use crate::failure::Failure;
use crate::print::Print;
use crate::vault::Record;
use crate::workplace::Workplace;
use crate::{ask, clock, message};

pub(super) fn run(args: &Write, global: &Global, print: &Print) -> Result<(), Failure> {
    let mut workplace = Workplace::unlock(global, print)?;
    let (connection, known) = workplace.connected()?;
    let (origin, hours) = (connection.origin.clone(), known.roster.release_hours);
    let case = workplace.case(&args.case)?;
    let text = ask::text(print, args.file.as_deref())?;
    let contents = workplace.vault.contents();
    let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
    let records = desk.answer(&case, &text)?;
    let parts = records.iter().filter(|record| matches!(record, Record::Reply(_))).count();
    super::keep_and_post(&mut workplace, records, &origin, args.proxy.as_deref(), print)?;
    print.say(&match hours {
        0 => message!("reply-sent-now"),
        hours => message!("reply-sent-later", hours = hours),
    });
    if parts > 1 {
        print.say(&message!("reply-split", parts = parts));
    }
    Ok(())
}
