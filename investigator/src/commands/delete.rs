//! `dauys delete`: a case goes when two of its readers ask for it, when its time is over, or when its
//! reporter took it back. Of one that nobody can be asked about what is here can always go.

use std::collections::BTreeSet;

use dauys_wire::{Day, Id};

use super::deliver::{Pace, deliver, outgoing};
use super::list::short;
use super::readdress::readdress_and_tell;
use crate::case::{Case, Status};
use crate::cli::Delete;
use crate::compose::Desk;
use crate::failure::{Exit, Failure};
use crate::pace::Kind;
use crate::print::Print;
use crate::seat::Seat;
use crate::vault::Record;
use crate::vault::record::{Ending, Place, Tombstone};
use crate::workplace::{self, Workplace};
use crate::{ask, clock, message};

pub(super) fn run(args: &Delete, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let mut workplace = seat.sit(print)?;
    readdress_and_tell(&mut workplace, print)?;
    let (thread, ending, asks, asked) = {
        let case = workplace.case(&args.case)?;
        let desk = desk(&workplace)?;
        if desk.has_answer_waiting(&case) {
            let message = message!("delete-answer-waits", case = short(&case.thread));
            return Err(Failure::new(Exit::Failed, message));
        }
        let ending = ending_with(&desk, &case, Some(desk.keys.id));
        let asks = desk.is_reader(&case);
        if ending.is_none() && case.readers() == [desk.keys.id] {
            return Err(Failure::new(Exit::Refused, message!("delete-alone")));
        }
        let asked = case.handling().deletion.contains(&desk.keys.id);
        (case.thread, ending, asks, asked)
    };
    let case = short(&thread);
    // Who has asked already and is alone in it need not be told twice.
    let is_news = !asked || ending.is_some();
    let reason = if asks && is_news { args.why.read(print)? } else { String::new() };
    if is_news && !args.yes {
        let question = match ending {
            Some(_) => message!("ask-delete", case = case.as_str()),
            None => message!("ask-delete-ask", case = case.as_str()),
        };
        if !ask::yes_no(print, None, "--yes", &question)? {
            return Err(Failure::new(Exit::Failed, message!("delete-not-done")));
        }
    }
    let records = if asks && is_news {
        let lang = workplace::lang(print.text().language());
        let case = workplace.case(&args.case)?;
        desk(&workplace)?.delete(&case, &reason, lang)?
    } else {
        Vec::new()
    };
    let new = outgoing(&records);
    workplace.vault.append(records)?;
    let is_gone = ending.is_some();
    if let Some(tombstone) = ending {
        remove(&mut workplace, &thread, tombstone)?;
    }
    let (pace, proxy) = (Pace::of(args.posting.now), args.posting.proxy.as_deref());
    let said = match (is_gone, is_news) {
        (true, _) => message!("delete-done", case = case.as_str()),
        (false, true) => message!("delete-asked", case = case.as_str()),
        (false, false) => message!("case-delete-asked-own", case = case.as_str()),
    };
    deliver(&mut workplace, &new, pace, proxy)?.tell(&said, print)
}

/// Removes what is to go: two readers asked for it, and this desk is one of its readers. The short
/// ids of the cases that went.
pub(super) fn remove_what_was_agreed(workplace: &mut Workplace) -> Result<Vec<Id>, Failure> {
    let agreed: Vec<(Id, Tombstone)> = {
        let (cases, desk) = (workplace.cases(), desk(workplace)?);
        let ending = |case: &Case<'_>| Some((case.thread, ending_with(&desk, case, None)?));
        let is_agreed = |(_, stone): &(Id, Tombstone)| stone.why == Ending::Agreed;
        cases.values().filter_map(ending).filter(is_agreed).collect()
    };
    let mut removed = Vec::new();
    for (thread, tombstone) in agreed {
        remove(workplace, &thread, tombstone)?;
        removed.push(thread);
    }
    Ok(removed)
}

/// Why a case may go now, if this reader asks for it too.
fn ending_with(desk: &Desk<'_>, case: &Case<'_>, and: Option<Id>) -> Option<Tombstone> {
    let mut asked_by: BTreeSet<Id> = case.handling().deletion;
    asked_by.extend(and.filter(|_| desk.is_reader(case)));
    let is_over = |day: Day| day < desk.today;
    // Time does not run out while she waits.
    let is_done = case.status().0 == Status::Closed;
    let why = if !desk.is_reader(case) {
        Ending::Foreign
    } else if asked_by.len() >= 2 {
        Ending::Agreed
    } else if case.is_withdrawn() {
        Ending::Withdrawn
    } else if is_done && case.kept_until(&desk.known.roster).is_some_and(is_over) {
        Ending::Expired
    } else {
        return None;
    };
    Some(Tombstone { day: desk.today, why, asked_by: asked_by.into_iter().collect() })
}

fn remove(workplace: &mut Workplace, thread: &Id, tombstone: Tombstone) -> Result<(), Failure> {
    let dropped = needless(workplace, thread);
    workplace.vault.append(vec![Record::Dropped { ids: dropped }])?;
    workplace.delete_case(thread, Some(tombstone))
}

/// Replies that have no place yet need not be posted any more.
fn needless(workplace: &Workplace, thread: &Id) -> Vec<Id> {
    let posting = workplace.vault.contents().posting();
    let waiting = posting.waiting(Kind::Reply).filter(|one| {
        matches!(&one.place, Place::Drop { thread: of } if of == thread)
            && posting.is_replaceable(&one.id, clock::today())
    });
    waiting.map(|one| one.id).collect()
}

fn desk(workplace: &Workplace) -> Result<Desk<'_>, Failure> {
    let (known, contents) = (workplace.connected()?.1, workplace.vault.contents());
    Ok(Desk { keys: &workplace.keys, known, contents, today: clock::today() })
}

#[cfg(test)]
mod tests {
    use dauys_crypto::event::{Event, EventBody, EventKind};
    use dauys_crypto::letter::ReporterKind;

    use super::*;
    use crate::commands::office::Office;
    use crate::fixtures::{DAY, event};

    /// The second does something, and knows of all there is.
    fn second_does(office: &mut Office, kind: EventKind, body: EventBody) {
        let case = office.case();
        let after = case.entries.iter().map(|entry| entry.sha256).collect();
        let event = Event { after, body, ..event(Office::MARAT, kind, case.thread) };
        drop(case);
        office.colleague(event);
    }

    /// The first keeps it until that day.
    fn first_keeps(office: &mut Office, day: Day) {
        let said = |_: &Case<'_>, _: &Workplace| {
            let body = EventBody { day: Some(day), ..EventBody::default() };
            Ok((message!("keep-done", case = "", day = ""), vec![(EventKind::Retain, body)]))
        };
        office.add(said).unwrap();
    }

    fn why(office: &Office) -> Option<Ending> {
        let (known, contents) =
            (office.workplace.connected().unwrap().1, office.workplace.vault.contents());
        let desk = Desk { keys: &office.workplace.keys, known, contents, today: DAY.plus(1) };
        ending_with(&desk, &office.case(), Some(Office::AIGUL)).map(|stone| stone.why)
    }

    #[test]
    fn nobody_alone_lets_a_case_run_out_and_no_case_does_that_is_open_or_waits() {
        let retain = EventBody { day: Some(DAY), ..EventBody::default() };
        let closed = EventBody { status: Some("confirmed".to_owned()), ..EventBody::default() };
        let mut office = Office::open();
        first_keeps(&mut office, DAY);
        assert_eq!(why(&office), None, "yesterday was its last day, by one alone");
        second_does(&mut office, EventKind::Retain, retain.clone());
        assert_eq!(why(&office), None, "it is open");
        second_does(&mut office, EventKind::Close, closed.clone());
        assert_eq!(why(&office), Some(Ending::Expired));
        office.she_writes(ReporterKind::Message);
        assert_eq!(why(&office), None, "she waits");

        let mut office = Office::open();
        second_does(&mut office, EventKind::Close, closed);
        first_keeps(&mut office, DAY);
        first_keeps(&mut office, DAY);
        assert_eq!(why(&office), None, "one who says it twice is one");
        second_does(&mut office, EventKind::Retain, retain);
        assert_eq!(why(&office), Some(Ending::Expired));
    }
}
