//! `dauys link`: ties a case to another one.
//!
//! The link is told to the readers of the first case, and so is that the other one exists. Whoever is
//! shut out of the other case must not learn that; whoever merely does not read it may be the one
//! that it is about. So the first is refused, and the second asked.

use std::collections::BTreeSet;

use dauys_crypto::event::{EventBody, EventKind};
use dauys_wire::Id;

use super::act::{Act, Said};
use super::list::short;
use super::who;
use crate::case::Case;
use crate::case::handling::take::OFF;
use crate::case::register::Register;
use crate::cli::Link;
use crate::failure::{Exit, Failure};
use crate::print::Print;
use crate::seat::Seat;
use crate::text::Message;
use crate::vault::Contents;
use crate::workplace::Workplace;
use crate::{ask, message};

pub(super) fn run(args: &Link, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.posting, seat, print };
    act.add_saying(|case, workplace| {
        if args.off {
            return untie(case, &args.other);
        }
        let other = other(case, &args.other, workplace)?;
        let learn = who_learns(case, &other, workplace.vault.contents())?;
        if !learn.is_empty() {
            agree(case, &other, &learn, args.yes, workplace.vault.contents(), print)?;
        }
        Ok(tie(case, &other, &learn))
    })
}

/// What has to be said before they are tied; nothing if nobody would learn of the other one by that.
pub(crate) fn warning(
    case: &str,
    other: &str,
    seat: &Seat<'_>,
    print: &Print,
) -> Result<Option<Message>, Failure> {
    let workplace = seat.sit(print)?;
    let (case, contents) = (workplace.case(case)?, workplace.vault.contents());
    let other = self::other(&case, other, &workplace)?;
    let learn = who_learns(&case, &other, contents)?;
    Ok((!learn.is_empty()).then(|| who_would(&case, &other, &learn, contents)))
}

fn other<'w>(case: &Case<'_>, prefix: &str, workplace: &'w Workplace) -> Result<Case<'w>, Failure> {
    let other = workplace.case(prefix)?;
    if other.thread == case.thread {
        return Err(Failure::new(Exit::Usage, message!("link-itself")));
    }
    Ok(other)
}

/// The readers of the case who would learn from a link that the other one exists: they neither read
/// it nor ever did. Refused if its reporter shut one of them out.
fn who_learns(
    case: &Case<'_>,
    other: &Case<'_>,
    contents: &Contents,
) -> Result<BTreeSet<Id>, Failure> {
    let readers: BTreeSet<Id> = case.readers().into_iter().collect();
    let shut_out: BTreeSet<Id> = match &other.reporter {
        Some(her) => her.shut_out.iter().copied().collect(),
        // Without a letter of hers nobody can tell who must not know.
        None => readers.clone(),
    };
    let must_not: Vec<Id> = readers.intersection(&shut_out).copied().collect();
    if !must_not.is_empty() {
        let (names, case) = (who::names(&must_not, contents), short(&case.thread));
        let other = short(&other.thread);
        let message = message!("link-shut-out", names = names, case = case, other = other);
        return Err(Failure::new(Exit::Refused, message));
    }
    let mut know: BTreeSet<Id> = other.readers().into_iter().collect();
    know.extend(other.people.recused().keys());
    know.extend(other.people.without_place().keys());
    know.extend(other.reporter.iter().flat_map(|her| her.chosen.iter()));
    Ok(readers.difference(&know).copied().collect())
}

fn agree(
    case: &Case<'_>,
    other: &Case<'_>,
    learn: &BTreeSet<Id>,
    yes: bool,
    contents: &Contents,
    print: &Print,
) -> Result<(), Failure> {
    print.warn(&who_would(case, other, learn, contents));
    if yes || ask::yes_no(print, None, "--yes", &message!("ask-link"))? {
        return Ok(());
    }
    Err(Failure::new(Exit::Failed, message!("link-not-done")))
}

fn who_would(
    case: &Case<'_>,
    other: &Case<'_>,
    learn: &BTreeSet<Id>,
    contents: &Contents,
) -> Message {
    let (names, case, other) =
        (who::names(learn, contents), short(&case.thread), short(&other.thread));
    message!("link-warning", names = names, case = case, other = other)
}

fn tie(case: &Case<'_>, other: &Case<'_>, learn: &BTreeSet<Id>) -> Said {
    let linked = case.handling().links;
    let (id, short, other_id) = (other.thread, short(&case.thread), short(&other.thread));
    let is_so =
        |set: &Register<bool>| set.value() == Some(&true) && set.contrary().next().is_none();
    if linked.get(&id).is_some_and(is_so) {
        return (message!("already-so"), Vec::new());
    }
    let said = if learn.is_empty() {
        message!("link-done-all", case = short, other = other_id)
    } else {
        message!("link-done", case = short, other = other_id)
    };
    (said, vec![(EventKind::Link, EventBody { other: Some(id), ..EventBody::default() })])
}

/// The other case need not be here: a colleague may have tied it.
fn untie(case: &Case<'_>, prefix: &str) -> Result<Said, Failure> {
    let prefix = prefix.to_ascii_lowercase();
    let handling = case.handling();
    let mut found = handling.linked().filter(|id| id.to_string().starts_with(&prefix));
    let other = match (found.next(), found.next()) {
        (Some(other), None) => *other,
        (Some(_), Some(_)) => return Err(Failure::several_cases(&prefix)),
        (None, _) => {
            let message = message!("link-not-on", case = short(&case.thread), other = prefix);
            return Err(Failure::new(Exit::Usage, message));
        }
    };
    let said = message!("link-done-off", case = short(&case.thread), other = short(&other));
    let status = Some(OFF.to_owned());
    let body = EventBody { other: Some(other), status, ..EventBody::default() };
    Ok((said, vec![(EventKind::Link, body)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::office::Office;

    /// The keys of what is said, and how many would learn of the other case.
    fn link(office: &mut Office, other: &Id) -> Result<(&'static str, usize), &'static str> {
        let mut learning = 0;
        let said = office.add(|case, workplace| {
            let other = super::other(case, &other.to_string(), workplace)?;
            let learn = who_learns(case, &other, workplace.vault.contents())?;
            learning = learn.len();
            Ok(tie(case, &other, &learn))
        })?;
        Ok((said, learning))
    }

    #[test]
    fn a_case_that_all_its_readers_read_is_tied_and_untied() {
        let mut office = Office::open();
        let other = office.another(&[Office::AIGUL, Office::MARAT], &[]);
        assert_eq!(link(&mut office, &other), Ok(("link-done-all", 0)));
        assert_eq!(office.case().handling().linked().collect::<Vec<_>>(), [&other]);
        assert_eq!(link(&mut office, &other), Ok(("already-so", 0)));
        let prefix = other.to_string();
        assert_eq!(office.add(|case, _| untie(case, &prefix)), Ok("link-done-off"));
        assert_eq!(office.add(|case, _| untie(case, &prefix)), Err("link-not-on"));
        let own = office.case().thread;
        assert_eq!(link(&mut office, &own), Err("link-itself"));
    }

    #[test]
    fn whoever_is_shut_out_of_a_case_does_not_learn_by_a_link_that_it_exists() {
        let mut office = Office::open();
        let shut_out = office.another(&[Office::AIGUL], &[Office::MARAT]);
        assert_eq!(link(&mut office, &shut_out), Err("link-shut-out"));
        let not_chosen = office.another(&[Office::AIGUL], &[]);
        assert_eq!(link(&mut office, &not_chosen), Ok(("link-done", 1)), "asked before");
    }
}
