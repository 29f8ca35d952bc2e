//! `dauys check`: some time after closing, whether the reporter is left in peace.

use dauys_crypto::event::{EventBody, EventKind};

use super::act::{Act, Said};
use super::list::short;
use crate::case::Case;
use crate::cli::{Check, Global};
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::Print;

pub(super) fn run(args: &Check, global: &Global, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.posting, global, print };
    act.add_saying(|case, _| {
        closed(case)?;
        Ok(check(case, args.days.days(), args.wording.read(print)?))
    })
}

fn closed(case: &Case<'_>) -> Result<(), Failure> {
    if case.handling().is_closed() {
        return Ok(());
    }
    Err(Failure::new(Exit::Failed, message!("checkin-open", case = short(&case.thread))))
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
    fn only_what_is_closed_is_checked() {
        let mut office = Office::open();
        let check = |office: &mut Office, days| {
            let text = "тыныш".to_owned();
            office.add(|case, _| closed(case).map(|()| check(case, days, text)))
        };
        assert_eq!(check(&mut office, 30), Err("checkin-open"));
        let status = Some("confirmed".to_owned());
        let body = EventBody { status, ..EventBody::default() };
        office.colleague_without_knowing(EventKind::Close, body);
        for days in [30, 90] {
            assert_eq!(check(&mut office, days), Ok("checkin-done"));
        }
        let done: Vec<u32> = office.case().handling().check_ins.into_keys().collect();
        assert_eq!(done, [30, 90]);
    }
}
