//! What `dauys sync` tells in the end.

use serde_json::json;

use super::super::deadlines::{self, Deadline};
use super::super::deliver::{QueueView, check_posted};
use super::super::list::{fault_message, notices};
use crate::case::chains;
use crate::clock;
use crate::failure::{Exit, Failure};
use crate::inbox::Fetched;
use crate::message;
use crate::post::Posted;
use crate::print::Print;
use crate::text::Message;
use crate::vault::record::{RejectedLetter, RejectionReason};
use crate::workplace::Workplace;

/// What came of a `sync`.
#[derive(Default)]
pub(super) struct Told {
    pub(super) fetched: Fetched,
    pub(super) posted: Posted,
    pub(super) missed_days: u32,
    pub(super) deadlines: Vec<Deadline>,
    pub(super) warnings: Vec<Message>,
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
        for notice in notices(&workplace.cases(), contents) {
            print.warn(&notice);
        }
        self.check_fetched(print)?;
        check_posted(&self.posted, print)
    }

    /// Fails if the server keeps letters back. Of two alarms both are raised.
    fn check_fetched(&self, print: &Print) -> Result<(), Failure> {
        let Fetched { withheld, undelivered, .. } = &self.fetched;
        let not_listed = message!("alarm-withheld", letters = *withheld);
        let not_handed_out = message!("alarm-undelivered", letters = undelivered.len());
        let alarm = match (*withheld > 0, !undelivered.is_empty()) {
            (false, false) => return Ok(()),
            (true, false) => not_listed,
            (is_withheld, true) => {
                if is_withheld {
                    print.alarm(&not_listed);
                }
                for id in undelivered {
                    print.line(&id.to_string());
                }
                not_handed_out
            }
        };
        Err(Failure { is_alarm: true, ..Failure::new(Exit::Refused, alarm) })
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
            |warning: &Message| json!({ "code": warning.key(), "text": print.text().say(warning) });
        print.json(&json!({
            "day": clock::today(),
            "opened": opened,
            "not_ours": not_ours,
            "rejected": rejected,
            "withheld": withheld,
            "undelivered": undelivered,
            "posted": self.posted.posted,
            "places": self.posted.places,
            "waiting": self.posted.waiting,
            "queue": queue,
            "missed_days": self.missed_days,
            "deadlines": self.deadlines,
            "faults": faults,
            "warnings": self.warnings.iter().map(warning).collect::<Vec<_>>(),
            "roster_version": contents.roster().map(|known| known.reference.version),
            "rejected_letters": listed,
        }));
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
