//! `dauys accused`: the side of the accused, written down. Nothing goes to them from here.

use dauys_crypto::event::{EventBody, EventKind};

use super::act::{Act, Said};
use super::list::short;
use super::wording;
use crate::case::Case;
use crate::case::handling::take::ANSWERED;
use crate::cli::{Accused, Side};
use crate::failure::Failure;
use crate::message;
use crate::print::Print;
use crate::seat::Seat;

/// The status of an entry on the accused's side: they were asked.
const ASKED: &str = "asked";

pub(super) fn run(args: &Accused, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    print.warn(&message!("accused-warning"));
    let act = Act { case: &args.case, posting: &args.posting, seat, print };
    act.add_saying(|case, _| {
        let file = args.file.as_deref();
        // That they were asked is enough; that they answered says nothing without the answer.
        let text = match args.what {
            Side::Asked => wording::read_any(print, None, file)?,
            Side::Answered => wording::read(print, None, file)?,
        };
        Ok(accused(case, args.what, text))
    })
}

fn accused(case: &Case<'_>, what: Side, text: String) -> Said {
    let short = short(&case.thread);
    let (status, said) = match what {
        Side::Asked => (ASKED, message!("accused-done-asked", case = short)),
        Side::Answered => (ANSWERED, message!("accused-done-answered", case = short)),
    };
    let body = EventBody { status: Some(status.to_owned()), text, ..EventBody::default() };
    (said, vec![(EventKind::Accused, body)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::office::Office;

    #[test]
    fn both_sides_of_it_are_kept_in_order() {
        let mut office = Office::open();
        for (what, key) in
            [(Side::Asked, "accused-done-asked"), (Side::Answered, "accused-done-answered")]
        {
            let said = office.add(|case, _| Ok(accused(case, what, format!("{what:?}"))));
            assert_eq!(said, Ok(key));
        }
        let sides = office.case().handling().accused;
        let sides: Vec<_> = sides.iter().map(|it| (it.answered, it.text.as_str())).collect();
        assert_eq!(sides, [(false, "Asked"), (true, "Answered")]);
    }
}
