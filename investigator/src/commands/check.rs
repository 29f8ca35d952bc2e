//! `dauys check`: some time after closing, whether the reporter is left in peace.

use dauys_crypto::event::{EventBody, EventKind};
use dauys_wire::roster::Roster;

use super::act::{Act, Said};
use super::list::short;
use crate::case::Case;
use crate::cli::Check;
use crate::clocks::Clocks;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::Print;
use crate::seat::Seat;

pub(super) fn run(args: &Check, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.posting, seat, print };
    act.add_saying(|case, workplace| {
        is_time_for(case, &workplace.connected()?.1.roster, args.days)?;
        Ok(check(case, args.days, args.wording.read(print)?))
    })
}

/// Only what is closed is checked, and on the days that the organisation says.
fn is_time_for(case: &Case<'_>, roster: &Roster, days: u32) -> Result<(), Failure> {
    if !case.handling().is_closed() {
        let message = message!("checkin-open", case = short(&case.thread));
        return Err(Failure::new(Exit::Failed, message));
    }
    let known = self::days(roster);
    if known.contains(&days) {
        return Ok(());
    }
    let known: Vec<String> = known.iter().map(u32::to_string).collect();
    Err(Failure::new(Exit::Usage, message!("checkin-no-day", days = known.join(", "))))
}

/// So many days after closing.
pub(super) fn days(roster: &Roster) -> Vec<u32> {
    let known = Clocks::of(&roster.clocks).check_ins;
    if known.is_empty() { Clocks::default().check_ins } else { known }
}

fn check(case: &Case<'_>, days: u32, text: String) -> Said {
    let said = message!("checkin-done", case = short(&case.thread), days = days);
    let body = EventBody { status: Some(days.to_string()), text, ..EventBody::default() };
    (said, vec![(EventKind::Checkin, body)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::office::Office;

    #[test]
    fn only_what_is_closed_is_checked_and_only_on_the_days_of_the_organisation() {
        let mut office = Office::open();
        let check = |office: &mut Office, days| {
            office.add(|case, workplace| {
                is_time_for(case, &workplace.connected()?.1.roster, days)?;
                Ok(check(case, days, "тыныш".to_owned()))
            })
        };
        assert_eq!(check(&mut office, 30), Err("checkin-open"));
        let status = Some("confirmed".to_owned());
        let body = EventBody { status, ..EventBody::default() };
        office.colleague_without_knowing(EventKind::Close, body);
        assert_eq!(check(&mut office, 31), Err("checkin-no-day"));
        for days in [30, 90] {
            assert_eq!(check(&mut office, days), Ok("checkin-done"));
        }
        let done: Vec<u32> = office.case().handling().check_ins.into_keys().collect();
        assert_eq!(done, [30, 90]);
    }
}
