//! `dauys declare`: whether a conflict of interest stands against whoever reads a case.

use dauys_crypto::event::{EventBody, EventKind};

use super::act::{Act, Said};
use super::list::short;
use super::wording;
use crate::case::Case;
use crate::case::handling::take::CONFLICT;
use crate::cli::{Declare, Interest};
use crate::failure::Failure;
use crate::message;
use crate::print::Print;
use crate::seat::Seat;

/// The status of a declaration that there is none.
const NONE: &str = "none";

pub(super) fn run(args: &Declare, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.posting, seat, print };
    act.add_saying(|case, _| {
        let text = wording::read_given(print, args.text.as_deref(), args.file.as_deref())?;
        Ok(declare(case, args.what, text.unwrap_or_default()))
    })
}

fn declare(case: &Case<'_>, what: Interest, text: String) -> Said {
    let short = short(&case.thread);
    let (status, said) = match what {
        Interest::None => (NONE, message!("declare-done-none", case = short)),
        Interest::Conflict => (CONFLICT, message!("declare-done-conflict", case = short)),
    };
    let body = EventBody { status: Some(status.to_owned()), text, ..EventBody::default() };
    (said, vec![(EventKind::Declare, body)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::office::Office;

    #[test]
    fn what_was_declared_last_counts_and_a_conflict_leads_to_stepping_out() {
        let mut office = Office::open();
        let said =
            office.add(|case, _| Ok(declare(case, Interest::Conflict, "бауырым".to_owned())));
        assert_eq!(said, Ok("declare-done-conflict"));
        let declared = |office: &Office| {
            let handling = office.case().handling();
            let own = handling.declared[&Office::AIGUL].value().unwrap();
            (own.conflict, own.text.clone())
        };
        assert_eq!(declared(&office), (true, "бауырым".to_owned()));
        let said = office.add(|case, _| Ok(declare(case, Interest::None, String::new())));
        assert_eq!((said, declared(&office)), (Ok("declare-done-none"), (false, String::new())));
    }
}
