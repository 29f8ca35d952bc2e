//! `dauys note`: a letter to the colleagues of a case, never to anyone whom the reporter shut out.

use super::deliver::{Pace, deliver, outgoing};
use super::readdress::readdress_and_tell;
use crate::cli::{Global, Write};
use crate::compose::Desk;
use crate::failure::Failure;
use crate::print::Print;
use crate::workplace::{self, Workplace};
use crate::{ask, clock, message};

pub(super) fn run(args: &Write, global: &Global, print: &Print) -> Result<(), Failure> {
    let mut workplace = Workplace::unlock(global, print)?;
    readdress_and_tell(&mut workplace, print)?;
    let known = workplace.connected()?.1;
    let case = workplace.case(&args.case)?;
    let text = ask::text(print, args.file.as_deref())?;
    let contents = workplace.vault.contents();
    let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
    let records = desk.note(&case, &text, workplace::lang(print.text().language()))?;
    let readers = case.reporter.as_ref().map_or(0, |reporter| reporter.readers.len());
    let new = outgoing(&records);
    workplace.vault.append(records)?;
    let delivered = deliver(&mut workplace, &new, Pace::of(args.now), args.proxy.as_deref())?;
    let said = if delivered.gone {
        message!("note-sent", readers = readers)
    } else {
        message!("note-waits", readers = readers)
    };
    delivered.tell(&said, print)
}
