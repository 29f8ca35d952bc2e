//! What the organisation promised and what will not be kept: answers that are due, and answers and
//! receipts that wait too far behind.

use std::collections::BTreeSet;

use dauys_crypto::reply::ReplyKind;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};
use schemars::JsonSchema;
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
use crate::schema::shape;
use crate::text::Message;
use crate::vault::Contents;
use crate::workplace::Workplace;

/// What was promised; an answer is a receipt too, and matters more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "promised")]
enum Promised {
    Answer,
    Receipt,
}

/// A promise that is in danger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[schemars(rename = "deadline")]
pub(super) struct Deadline {
    promised: Promised,
    /// The last day on which it is kept.
    #[schemars(with = "shape::Day")]
    due: Day,
    #[schemars(with = "shape::Id")]
    case: Id,
    stands: Urgency,
    /// Whether the reply is written and waits.
    written: bool,
}

/// An answer that somebody who reads a case owes.
#[derive(Clone, Copy)]
pub(super) struct Owed {
    case: Id,
    due: Day,
    retaliation: bool,
}

impl Owed {
    /// If one is due, and this desk reads the case. Whoever was let in has to keep what was promised as
    /// well.
    pub(super) fn of(case: &Case<'_>, due: Option<Day>, own: &Id) -> Option<Self> {
        let due = due.filter(|_| case.readers().contains(own))?;
        let retaliation = case.status().0 == Status::Retaliation;
        Some(Self { case: case.thread, due, retaliation })
    }
}

/// The promises in danger in cases that this desk reads, one for each case, answers first and the
/// nearest first.
pub(super) fn deadlines(workplace: &Workplace, today: Day) -> Result<Vec<Deadline>, Failure> {
    let known = workplace.connected()?.1;
    let contents = workplace.vault.contents();
    let desk = Desk { keys: &workplace.keys, known, contents, today };
    let cases = workplace.cases();
    let owed =
        cases.values().filter_map(|case| Owed::of(case, desk.answer_due(case), &desk.keys.id));
    in_danger(workplace, owed, today)
}

/// The same, of what is known to be owed.
pub(super) fn in_danger(
    workplace: &Workplace,
    owed: impl IntoIterator<Item = Owed>,
    today: Day,
) -> Result<Vec<Deadline>, Failure> {
    let known = workplace.connected()?.1;
    let contents = workplace.vault.contents();
    let waiting = waiting_replies(contents, today);
    let order = Order::of(&waiting, today);
    let readable = |place| readable(place, &known.roster, contents, today);
    let mut found = Vec::new();
    for owed in owed {
        let Owed { case, due, .. } = owed;
        let place = order.place_of_new(&an_answer(&owed), today);
        if let Some(stands) = urgency(due, readable(place), today) {
            let promised = Promised::Answer;
            found.push(Deadline { promised, due, case, stands, written: false });
        }
    }
    for reply in &waiting {
        let promised = match reply.kind {
            ReplyKind::Answer => Promised::Answer,
            ReplyKind::Receipt => Promised::Receipt,
            ReplyKind::Status => continue,
        };
        let Some((due, place)) = reply.due.zip(order.place(&reply.id)) else { continue };
        let stands = urgency(due, readable(place), today).filter(|one| *one != Urgency::Today);
        if let Some(stands) = stands {
            found.push(Deadline { promised, due, case: reply.thread, stands, written: true });
        }
    }
    found.sort();
    let mut told = BTreeSet::new();
    found.retain(|deadline| told.insert(deadline.case));
    Ok(found)
}

/// An answer that was written now.
fn an_answer(owed: &Owed) -> WaitingReply {
    WaitingReply {
        id: random_id(),
        thread: owed.case,
        n: u64::MAX,
        kind: ReplyKind::Answer,
        due: Some(owed.due),
        retaliation: owed.retaliation,
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
        if self.promised == Promised::Receipt {
            return message!("deadline-receipt", case = case, day = day);
        }
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
        print.warn(&deadline.message());
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use dauys_wire::roster::Cover;

    use super::*;
    use crate::clocks::Clocks;
    use crate::fixtures::{self, DAY, kept_record, promise, report, reporter, team};
    use crate::keys::Keys;
    use crate::vault::Record;
    use crate::vault::record::{Outgoing, Place, SentReply};

    /// A desk with one report of [`DAY`] and a closed period of a day, two replies a day, in an
    /// organisation that promises this; and replies that wait.
    fn desk(folder: &Path, promise: Clocks, waiting: Vec<SentReply>) -> Workplace {
        let [keys]: [Keys; 1] = team();
        let mut settings = fixtures::settings(std::slice::from_ref(&keys));
        settings.cover = Cover { letters_per_day: 1, replies_per_day: 2 };
        settings.release_hours = 24;
        settings.clocks = promise;
        let mut workplace = fixtures::workplace(folder, keys, &settings);
        let own = workplace.keys.id;
        let mut records = vec![kept_record(&report(&reporter(), &[own], &[]))];
        for reply in waiting {
            let (id, place) = (reply.id, Place::Drop { thread: reply.thread });
            records.push(Record::Outgoing(Outgoing { id, place, file: vec![1] }));
            records.push(Record::Reply(reply));
        }
        workplace.vault.append(records).unwrap();
        workplace
    }

    /// A reply to somebody else, which waits.
    fn waits(thread: u8, n: u64, kind: ReplyKind, due: Day) -> SentReply {
        SentReply {
            id: random_id(),
            thread: Id::from_bytes([thread; 16]),
            n,
            day: DAY,
            kind,
            received: Vec::new(),
            due: Some(due),
            retaliation: false,
            repeats: None,
        }
    }

    /// How the answer to the report stands that is to be answered in so many days, behind so many
    /// that are due sooner.
    fn stands(answer_days: u32, before: u8, today: Day) -> Vec<Urgency> {
        let folder = tempfile::tempdir().unwrap();
        let sooner = |thread| waits(thread, 1, ReplyKind::Answer, DAY.plus(1));
        let promise = promise(None, Some(answer_days));
        let workplace = desk(folder.path(), promise, (1..=before).map(sooner).collect());
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

    /// Threads, and what is told of them, of replies that wait behind as many as three days bring.
    fn told(waiting: Vec<SentReply>) -> Vec<(u8, &'static str)> {
        let folder = tempfile::tempdir().unwrap();
        let nothing = promise(None, None);
        let before = (101..=106).map(|thread| waits(thread, 1, ReplyKind::Answer, DAY.plus(9)));
        let workplace = desk(folder.path(), nothing, before.chain(waiting).collect());
        let found = deadlines(&workplace, DAY).unwrap();
        found.iter().map(|one| (one.case.as_bytes()[0], one.message().key())).collect()
    }

    #[test]
    fn receipts_go_last_so_the_promise_to_acknowledge_is_in_danger_first_and_is_told() {
        let receipt = |thread, due| waits(thread, 1, ReplyKind::Receipt, DAY.plus(due));
        assert_eq!(told(vec![receipt(1, 9)]), []);
        assert_eq!(told(vec![receipt(1, 3)]), [(1, "deadline-receipt")]);
        let late = waits(1, 1, ReplyKind::Receipt, DAY.minus(1));
        assert_eq!(told(vec![late]), [(1, "deadline-receipt")]);
    }

    #[test]
    fn one_case_is_told_once_however_many_replies_of_it_wait() {
        let part = |n| waits(1, n, ReplyKind::Answer, DAY.plus(1));
        let after = waits(1, 6, ReplyKind::Receipt, DAY.plus(1));
        let long: Vec<SentReply> = (1..=5).map(part).chain([after]).collect();
        assert_eq!(told(long), [(1, "deadline-waits")]);
    }
}
