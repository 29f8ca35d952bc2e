//! What `dauys sync` tells in the end, and what of it `dauys watch` must not keep to itself.

use std::collections::BTreeSet;

use dauys_wire::{Day, Id};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::deadlines::{self, Deadline};
use super::super::deliver::{QueueView, check_posted, not_proven};
use super::super::list::{fault_message, notices};
use crate::case::chains::{self, ChainFault};
use crate::clock;
use crate::failure::{Exit, Failure, remote_message};
use crate::inbox::Fetched;
use crate::message;
use crate::post::Posted;
use crate::print::Print;
use crate::remote::RemoteError;
use crate::schema::shape;
use crate::text::Message;
use crate::vault::record::{RejectedLetter, RejectionReason};
use crate::workplace::Workplace;

/// What came of a `sync`.
#[derive(Default)]
pub(in crate::commands) struct Told {
    pub(super) fetched: Fetched,
    pub(super) posted: Posted,
    pub(super) missed_days: u32,
    pub(super) deadlines: Vec<Deadline>,
    pub(super) warnings: Vec<Message>,
}

/// The same for programs.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View<'a> {
    /// Today, as this machine has it.
    #[schemars(with = "shape::Day")]
    day: Day,
    /// New letters that are ours.
    opened: usize,
    /// New letters that are not.
    not_ours: usize,
    /// New letters that are sealed to us and were refused.
    rejected: usize,
    /// Letters that the server took from us and does not list.
    withheld: usize,
    /// Letters that the server lists and did not hand out, twice.
    #[schemars(with = "Vec<shape::Id>")]
    undelivered: &'a BTreeSet<Id>,
    /// Things posted now that had waited.
    posted: usize,
    /// All that was posted now, empty letters and replies among it.
    places: usize,
    /// Things that could not be posted.
    waiting: usize,
    queue: QueueView,
    /// Days since the last `sync` on which this desk posted nothing.
    missed_days: u32,
    deadlines: &'a [Deadline],
    /// What is wrong with the letters of colleagues.
    faults: Vec<ChainFault>,
    warnings: Vec<Warning>,
    /// The version of the roster in force.
    roster_version: Option<u64>,
    /// All that were ever refused, with `--rejected`.
    rejected_letters: &'a [&'a RejectedLetter],
}

/// Something to know about.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "warning")]
struct Warning {
    /// Its name. Names stay; their words may change.
    code: &'static str,
    /// For people, in the language of the program.
    text: String,
}

impl Told {
    /// Says it; fails if something does not verify or could not be posted.
    pub(super) fn tell(
        &self,
        workplace: &Workplace,
        rejected: bool,
        print: &Print,
    ) -> Result<(), Failure> {
        let contents = workplace.vault.contents();
        let listed: Vec<&RejectedLetter> =
            if rejected { contents.rejected().values().collect() } else { Vec::new() };
        let queue = QueueView::of(workplace)?;
        self.tell_programs(workplace, &listed, queue, print);
        self.tell_people(&listed, queue, print);
        deadlines::remark(&self.deadlines, print);
        for fault in chains::faults(contents.letters().values()) {
            print.warn(&fault_message(&fault, contents));
        }
        for notice in notices(&workplace.cases(), contents, &workplace.keys.id) {
            print.warn(&notice);
        }
        self.check_fetched(print)?;
        check_posted(&self.posted, print)
    }

    /// Fails if the server keeps letters back. Of two alarms both are raised.
    fn check_fetched(&self, print: &Print) -> Result<(), Failure> {
        let mut alarms = self.alarms();
        let Some(last) = alarms.pop() else { return Ok(()) };
        for alarm in &alarms {
            print.alarm(&alarm.message);
        }
        self.name_undelivered(print);
        Err(last)
    }

    /// That the server keeps letters back.
    fn alarms(&self) -> Vec<Failure> {
        let Fetched { withheld, undelivered, .. } = &self.fetched;
        let not_listed = message!("alarm-withheld", letters = *withheld);
        let not_handed_out = message!("alarm-undelivered", letters = undelivered.len());
        let alarms = [(*withheld > 0, not_listed), (!undelivered.is_empty(), not_handed_out)];
        let alarm = |message| Failure { is_alarm: true, ..Failure::new(Exit::Refused, message) };
        alarms.into_iter().filter(|(is_so, _)| *is_so).map(|(_, message)| alarm(message)).collect()
    }

    /// The letters that are never handed out.
    pub(in crate::commands) fn name_undelivered(&self, print: &Print) {
        for id in &self.fetched.undelivered {
            print.line(&id.to_string());
        }
    }

    /// Why it was not done whole.
    pub(in crate::commands) fn failures(&self) -> Vec<Failure> {
        let mut failures = self.alarms();
        failures.extend(self.posted.reason.as_ref().map(|reason| match reason {
            RemoteError::Unproven => not_proven(),
            _ => Failure::new(Exit::Network, remote_message(reason)),
        }));
        failures
    }

    /// What is told by no other command later on.
    pub(in crate::commands) fn remarks(&self) -> Vec<Message> {
        let Fetched { rejected, .. } = self.fetched;
        let refused = (rejected > 0).then(|| message!("sync-rejected", rejected = rejected));
        let days = self.missed_days;
        let missed = (days > 0).then(|| message!("sync-missed", days = days));
        self.warnings.iter().cloned().chain(refused).chain(missed).collect()
    }

    fn tell_programs(
        &self,
        workplace: &Workplace,
        listed: &[&RejectedLetter],
        queue: QueueView,
        print: &Print,
    ) {
        let contents = workplace.vault.contents();
        let Fetched { opened, not_ours, rejected, withheld, undelivered } = &self.fetched;
        let faults: Vec<_> = chains::faults(contents.letters().values()).into_iter().collect();
        let warning =
            |warning: &Message| Warning { code: warning.key(), text: print.text().say(warning) };
        print.json(&View {
            day: clock::today(),
            opened: *opened,
            not_ours: *not_ours,
            rejected: *rejected,
            withheld: *withheld,
            undelivered,
            posted: self.posted.posted,
            places: self.posted.places,
            waiting: self.posted.waiting,
            queue,
            missed_days: self.missed_days,
            deadlines: &self.deadlines,
            faults,
            warnings: self.warnings.iter().map(warning).collect(),
            roster_version: contents.roster().map(|known| known.reference.version),
            rejected_letters: listed,
        });
    }

    fn tell_people(&self, listed: &[&RejectedLetter], queue: QueueView, print: &Print) {
        for warning in &self.warnings {
            print.warn(warning);
        }
        let Fetched { opened, not_ours, rejected, .. } = self.fetched;
        print.say(&message!("sync-done", opened = opened, others = not_ours));
        if rejected > 0 {
            print.say(&message!("sync-rejected", rejected = rejected));
        }
        let Posted { posted, places, .. } = self.posted;
        if places > posted {
            print.say(&message!("sync-posted-places", posted = posted, places = places));
        } else if posted > 0 {
            print.say(&message!("sync-posted", posted = posted));
        }
        queue.say(print);
        if self.missed_days > 0 {
            print.warn(&message!("sync-missed", days = self.missed_days));
        }
        for letter in listed {
            let reason = print.text().say(&reason_message(letter.reason));
            print.line(&format!("{}  {}  {reason}", letter.day, letter.id));
        }
    }
}

fn reason_message(reason: RejectionReason) -> Message {
    match reason {
        RejectionReason::Malformed => message!("rejected-malformed"),
        RejectionReason::Signature => message!("rejected-signature"),
        RejectionReason::UnknownAuthor => message!("rejected-unknown-author"),
        RejectionReason::IdMismatch => message!("rejected-id-mismatch"),
        RejectionReason::NotAddressed => message!("rejected-not-addressed"),
        RejectionReason::Thread => message!("rejected-thread"),
        RejectionReason::State => message!("rejected-state"),
    }
}
