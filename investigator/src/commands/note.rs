//! `dauys note`: a letter to the colleagues of a case, never to anyone whom the reporter shut out.

use super::act::Act;
use super::readdress::aside_if;
use crate::cli::Write;
use crate::failure::Failure;
use crate::print::Print;
use crate::seat::Seat;
use crate::{ask, message};

pub(super) fn run(args: &Write, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.posting, seat, print };
    let mut workplace = act.open()?;
    let typed = ask::is_typed(act.print, args.file.as_deref());
    let text = aside_if(typed, &mut workplace, print, |workplace| {
        // Whoever mistook the case is not left to type first.
        workplace.case(&args.case)?;
        ask::text(print, args.file.as_deref())
    })?;
    let mut readers = 0;
    let delivered = act.deliver_from(workplace, |desk, case, _, lang| {
        readers = case.readers().len();
        Ok(desk.note(case, &text, lang)?)
    })?;
    let said = if delivered.gone {
        message!("note-sent", readers = readers)
    } else {
        message!("note-waits", readers = readers)
    };
    delivered.tell(&said, print)
}
