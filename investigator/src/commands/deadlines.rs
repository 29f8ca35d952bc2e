//! What the organisation promised and what will not be kept: answers that are due, and answers that
//! wait too far behind.

use dauys_crypto::reply::ReplyKind;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};
use serde::Serialize;

use super::list::short;
use crate::case::{Case, Status};
use crate::compose::{Desk, random_id};
use crate::deadline::{Urgency, urgency};
use crate::failure::Failure;
use crate::message;
use crate::pace::Kind;
use crate::pace::urgency::{Order, WaitingReply};
use crate::post::waiting_replies;
use crate::print::Print;
use crate::text::Message;
use crate::vault::Contents;
use crate::workplace::Workplace;

/// A promise that is in danger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Deadline {
    due: Day,
    case: Id,
    /// For scripts: `missed`, `only-now`, `today`.
    stands: Urgency,
    /// Whether the answer is written and waits.
    written: bool,
}

/// The promises in danger in cases that this desk reads, the nearest first.
pub(super) fn deadlines(workplace: &Workplace, today: Day) -> Result<Vec<Deadline>, Failure> {
    let known = workplace.connected()?.1;
    let contents = workplace.vault.contents();
    let desk = Desk { keys: &workplace.keys, known, contents, today };
    let waiting = waiting_replies(contents, today);
    let order = Order::of(&waiting, today);
    let readable = |place| readable(place, &known.roster, contents, today);
    let mut found = Vec::new();
    for case in workplace.cases().values() {
        let reads = case.reporter.as_ref().is_some_and(|her| her.readers.contains(&desk.keys.id));
        let Some(due) = desk.answer_due(case).filter(|_| reads) else { continue };
        let place = order.place_of_new(&an_answer(case, due), today);
        if let Some(stands) = urgency(due, readable(place), today) {
            found.push(Deadline { due, case: case.thread, stands, written: false });
        }
    }
    for reply in waiting.iter().filter(|reply| reply.kind == ReplyKind::Answer) {
        let Some((due, place)) = reply.due.zip(order.place(&reply.id)) else { continue };
        let stands = urgency(due, readable(place), today).filter(|one| *one != Urgency::Today);
        if let Some(stands) = stands {
            found.push(Deadline { due, case: reply.thread, stands, written: true });
        }
    }
    found.sort();
    Ok(found)
}

/// An answer that was written now.
fn an_answer(case: &Case<'_>, due: Day) -> WaitingReply {
    WaitingReply {
        id: random_id(),
        thread: case.thread,
        n: u64::MAX,
        kind: ReplyKind::Answer,
        due: Some(due),
        retaliation: case.status().0 == Status::Retaliation,
        attempted: false,
    }
}

/// From which day on she can read a reply before which so many others go.
fn readable(place: usize, roster: &Roster, contents: &Contents, today: Day) -> Day {
    let closed = u32::from(roster.release_hours >= 24);
    let Some(days) = place.checked_div(roster.cover.replies_per_day as usize) else {
        return today.plus(closed);
    };
    let days = u32::try_from(days).unwrap_or(u32::MAX);
    // Today's places are taken once there is a plan.
    let first = u32::from(contents.posting().unposted(today, Kind::Reply).is_some());
    today.plus(first).plus(days).plus(closed)
}

impl Deadline {
    pub(super) fn message(&self) -> Message {
        let (case, day) = (short(&self.case), self.due.to_string());
        match (self.stands, self.written) {
            (Urgency::Missed, false) => message!("deadline-missed", case = case, day = day),
            (Urgency::OnlyNow, false) => message!("deadline-only-now", case = case, day = day),
            (Urgency::Today, _) => message!("deadline-today", case = case, day = day),
            (Urgency::Missed | Urgency::OnlyNow, true) => {
                message!("deadline-waits", case = case, day = day)
            }
        }
    }
}

/// Tells them, beside the result.
pub(super) fn remark(deadlines: &[Deadline], print: &Print) {
    for deadline in deadlines {
        print.remark(&deadline.message());
    }
}

#[cfg(test)]
mod tests {
    use dauys_wire::roster::Cover;

    use super::*;
    use crate::deadline::Promise;
    use crate::fixtures::{self, DAY, kept_record, report, reporter, team};
    use crate::keys::Keys;
    use crate::vault::Record;
    use crate::vault::record::{Outgoing, Place, SentReply};

    /// A desk with one report of [`DAY`], to be answered in so many days, two replies a day, a
    /// closed period of a day, and so many replies that wait and are due sooner.
    fn stands(answer_days: u32, before: u8, today: Day) -> Vec<Urgency> {
        let folder = tempfile::tempdir().unwrap();
        let [keys]: [Keys; 1] = team();
        let mut settings = fixtures::settings(std::slice::from_ref(&keys));
        settings.cover = Cover { letters_per_day: 1, replies_per_day: 2 };
        settings.release_hours = 24;
        settings.clocks = Promise { acknowledge_days: None, answer_days: Some(answer_days) };
        let mut workplace = fixtures::workplace(folder.path(), keys, &settings);
        let own = workplace.keys.id;
        let mut records = vec![kept_record(&report(&reporter(), &[own], &[]))];
        for byte in 1..=before {
            let (id, thread) = (random_id(), Id::from_bytes([byte; 16]));
            records.push(Record::Outgoing(Outgoing {
                id,
                place: Place::Drop { thread },
                file: vec![1],
            }));
            let (kind, due, received) = (ReplyKind::Answer, Some(DAY.plus(1)), Vec::new());
            let reply = SentReply {
                id,
                thread,
                n: 1,
                day: DAY,
                kind,
                received,
                due,
                retaliation: false,
                repeats: None,
            };
            records.push(Record::Reply(reply));
        }
        workplace.vault.append(records).unwrap();
        let found = deadlines(&workplace, today).unwrap();
        found.iter().filter(|one| !one.written).map(|one| one.stands).collect()
    }

    #[test]
    fn a_promise_that_the_queue_would_break_is_told_in_time() {
        assert_eq!(stands(90, 0, DAY), []);
        assert_eq!(stands(2, 0, DAY), []);
        assert_eq!(stands(1, 0, DAY), [Urgency::Today], "readable tomorrow");
        assert_eq!(stands(0, 0, DAY), [Urgency::OnlyNow]);
        assert_eq!(stands(1, 0, DAY.plus(2)), [Urgency::Missed]);
        // Four before it are two days more.
        assert_eq!(stands(4, 4, DAY), []);
        assert_eq!(stands(3, 4, DAY), [Urgency::Today]);
        assert_eq!(stands(3, 6, DAY), [Urgency::OnlyNow]);
    }
}
