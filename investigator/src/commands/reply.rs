//! `dauys reply`: an answer to the reporter, and the team's copy of it.

use super::deliver::{Pace, deliver, outgoing};
use super::readdress::readdress_and_tell;
use crate::cli::{Global, Write};
use crate::compose::Desk;
use crate::failure::Failure;
use crate::print::Print;
use crate::vault::Record;
use crate::workplace::Workplace;
use crate::{ask, clock, message};

pub(super) fn run(args: &Write, global: &Global, print: &Print) -> Result<(), Failure> {
    let mut workplace = Workplace::unlock(global, print)?;
    readdress_and_tell(&mut workplace, print)?;
    let known = workplace.connected()?.1;
    let hours = known.roster.release_hours;
    let case = workplace.case(&args.case)?;
    let text = ask::text(print, args.file.as_deref())?;
    let contents = workplace.vault.contents();
    let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
    let records = desk.answer(&case, &text, false)?.records;
    let parts = records.iter().filter(|record| matches!(record, Record::Reply(_))).count();
    let new = outgoing(&records);
    workplace.vault.append(records)?;
    let delivered =
        deliver(&mut workplace, &new, Pace::of(args.posting.now), args.posting.proxy.as_deref())?;
    let said = match (delivered.gone, hours) {
        (false, _) => message!("reply-waits"),
        (true, 0) => message!("reply-sent-now"),
        (true, hours) => message!("reply-sent-later", hours = hours),
    };
    delivered.tell(&said, print)?;
    if parts > 1 {
        print.say(&message!("reply-split", parts = parts));
    }
    Ok(())
}
