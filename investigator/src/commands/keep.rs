//! `dauys keep`: until when the desks keep a case.

use dauys_crypto::event::{EventBody, EventKind};
use dauys_wire::Day;

use super::act::{Act, Said};
use super::list::short;
use crate::case::Case;
use crate::cli::{Global, Keep};
use crate::failure::{Exit, Failure};
use crate::print::Print;
use crate::{clock, message};

pub(super) fn run(args: &Keep, global: &Global, print: &Print) -> Result<(), Failure> {
    still_to_come(args.until, clock::today())?;
    let act = Act { case: &args.case, posting: &args.posting, global, print };
    act.add_saying(|case, _| {
        let reason = args.why.read_or_ask(print)?;
        Ok(keep(case, args.until, reason))
    })
}

/// A day that somebody sets is not over.
pub(super) fn still_to_come(day: Day, today: Day) -> Result<(), Failure> {
    if day < today {
        return Err(Failure::new(Exit::Usage, message!("day-over", day = day.to_string())));
    }
    Ok(())
}

fn keep(case: &Case<'_>, until: Day, text: String) -> Said {
    let said = message!("keep-done", case = short(&case.thread), day = until.to_string());
    (said, vec![(EventKind::Retain, EventBody { day: Some(until), text, ..EventBody::default() })])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::office::Office;
    use crate::fixtures::DAY;

    #[test]
    fn the_day_that_was_set_last_counts() {
        let mut office = Office::open();
        for day in [DAY.plus(400), DAY.plus(100)] {
            let said = office.add(|case, _| Ok(keep(case, day, "сот".to_owned())));
            let kept = office.case().handling().kept_until.value().copied();
            assert_eq!((said, kept), (Ok("keep-done"), Some(day)));
        }
        let over = still_to_come(DAY.minus(1), DAY).map_err(|failure| failure.message.key());
        assert_eq!((over, still_to_come(DAY, DAY).is_ok()), (Err("day-over"), true));
    }
}
