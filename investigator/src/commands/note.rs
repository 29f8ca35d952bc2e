//! `dauys note`: a letter to the colleagues of a case, never to anyone whom the reporter shut out.

use crate::cli::{Global, Write};
use crate::compose::Desk;
use crate::failure::Failure;
use crate::print::Print;
use crate::workplace::{self, Workplace};
use crate::{ask, clock, message};

pub(super) fn run(args: &Write, global: &Global, print: &Print) -> Result<(), Failure> {
    let mut workplace = Workplace::unlock(global, print)?;
    let (connection, known) = workplace.connected()?;
    let origin = connection.origin.clone();
    let case = workplace.case(&args.case)?;
    let text = ask::text(print, args.file.as_deref())?;
    let contents = workplace.vault.contents();
    let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
    let records = desk.note(&case, &text, workplace::lang(print.text().language()))?;
    let readers = case.reporter.as_ref().map_or(0, |reporter| reporter.readers.len());
    super::keep_and_post(&mut workplace, records, &origin, args.proxy.as_deref(), print)?;
    print.say(&message!("note-sent", readers = readers));
    Ok(())
}
