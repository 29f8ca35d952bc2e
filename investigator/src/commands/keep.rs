//! `dauys keep`: until when the desks keep a case. Alone one can only keep a closed case for longer:
//! what needs two to be deleted must not run out by the word of one.

use dauys_crypto::event::{EventBody, EventKind};
use dauys_wire::Day;

use super::act::{Act, Said};
use super::list::short;
use crate::case::Case;
use crate::case::handling::Keeping;
use crate::cli::Keep;
use crate::failure::{Exit, Failure};
use crate::print::Print;
use crate::seat::Seat;
use crate::workplace::Workplace;
use crate::{clock, message};

pub(super) fn run(args: &Keep, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    still_to_come(args.until, clock::today())?;
    let act = Act { case: &args.case, posting: &args.posting, seat, print };
    act.add_saying(|case, workplace| {
        let reason = args.why.read_or_ask(print)?;
        keep(case, workplace, args.until, reason)
    })
}

/// A day that somebody sets is not over.
pub(super) fn still_to_come(day: Day, today: Day) -> Result<(), Failure> {
    if day < today {
        return Err(Failure::new(Exit::Usage, message!("day-over", day = day.to_string())));
    }
    Ok(())
}

fn keep(case: &Case<'_>, workplace: &Workplace, until: Day, text: String) -> Result<Said, Failure> {
    let roster = &workplace.connected()?.1.roster;
    let wish = Keeping { by: workplace.keys.id, until };
    let counts = case.kept_until_after(roster, Some(wish)) == Some(until);
    let (short, day) = (short(&case.thread), until.to_string());
    let said = if counts {
        message!("keep-done", case = short, day = day)
    } else {
        message!("keep-noted", case = short, day = day)
    };
    let body = EventBody { day: Some(until), text, ..EventBody::default() };
    Ok((said, vec![(EventKind::Retain, body)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::office::Office;
    use crate::fixtures::DAY;

    #[test]
    fn whoever_keeps_an_open_case_is_told_that_it_does_not_end() {
        let mut office = Office::open();
        let said = office.add(|case, workplace| keep(case, workplace, DAY, "сот".to_owned()));
        let set = office.case().handling().keeping;
        assert_eq!(
            (said, set),
            (Ok("keep-noted"), vec![Keeping { by: Office::AIGUL, until: DAY }])
        );
        let over = still_to_come(DAY.minus(1), DAY).map_err(|failure| failure.message.key());
        assert_eq!((over, still_to_come(DAY, DAY).is_ok()), (Err("day-over"), true));
    }
}
