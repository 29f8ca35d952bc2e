//! `dauys assign`: who leads a case. It gives nobody access.

use dauys_crypto::event::{EventBody, EventKind};
use dauys_wire::Id;

use super::act::{Act, Said};
use super::list::short;
use super::who;
use crate::case::Case;
use crate::cli::Assign;
use crate::failure::Failure;
use crate::message;
use crate::print::Print;
use crate::seat::Seat;
use crate::workplace::Workplace;

pub(super) fn run(args: &Assign, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.posting, seat, print };
    act.add_saying(|case, workplace| assign(case, workplace, args))
}

fn assign(case: &Case<'_>, workplace: &Workplace, args: &Assign) -> Result<Said, Failure> {
    let contents = workplace.vault.contents();
    let to: Option<Id> = match &args.who {
        Some(typed) => Some(who::reader(case, typed, contents)?),
        None => args.me.then_some(workplace.keys.id),
    };
    let assigned = case.handling().assigned;
    let is_so = assigned.value().copied().flatten() == to;
    let short = short(&case.thread);
    if is_so && assigned.contrary().next().is_none() {
        return Ok((message!("already-so"), Vec::new()));
    }
    let said = match to {
        Some(id) => message!("assign-done", case = short, name = who::name(&id, contents)),
        None => message!("assign-done-nobody", case = short),
    };
    let body = EventBody { investigator: to, ..EventBody::default() };
    Ok((said, vec![(EventKind::Assign, body)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::office::{Office, posting};

    fn to(who: Option<&str>, nobody: bool, me: bool) -> Assign {
        let (case, who) = (String::new(), who.map(str::to_owned));
        Assign { case, who, nobody, me, posting: posting() }
    }

    #[test]
    fn a_case_goes_to_a_reader_to_oneself_or_to_nobody() {
        let mut office = Office::open();
        let mut add = |args: &Assign| {
            let said = office.add(|case, workplace| assign(case, workplace, args));
            (said, office.case().handling().assigned.value().copied())
        };
        let (aigul, marat) = (Office::AIGUL, Office::MARAT);
        assert_eq!(add(&to(None, true, false)), (Ok("already-so"), None), "nobody has it");
        assert_eq!(add(&to(Some("Марат"), false, false)), (Ok("assign-done"), Some(Some(marat))));
        assert_eq!(add(&to(Some("Марат"), false, false)).0, Ok("already-so"));
        assert_eq!(add(&to(None, false, true)), (Ok("assign-done"), Some(Some(aigul))));
        let refused = add(&to(Some("Дина"), false, false));
        assert_eq!(refused, (Err("who-does-not-read"), Some(Some(aigul))), "she does not read it");
        assert_eq!(add(&to(None, true, false)), (Ok("assign-done-nobody"), Some(None)));
    }

    #[test]
    fn what_two_did_at_the_same_time_can_be_settled_by_saying_it_once_more() {
        let mut office = Office::open();
        office.add(|case, workplace| assign(case, workplace, &to(None, false, true))).unwrap();
        let body = EventBody { investigator: Some(Office::MARAT), ..EventBody::default() };
        office.colleague_without_knowing(EventKind::Assign, body);
        assert_eq!(office.case().handling().contrary().len(), 1);
        let counts = office.case().handling().assigned.value().copied().flatten().unwrap();
        let same = counts.to_string();
        let said =
            office.add(|case, workplace| assign(case, workplace, &to(Some(&same), false, false)));
        assert_eq!((said, office.case().handling().contrary().len()), (Ok("assign-done"), 0));
    }
}
