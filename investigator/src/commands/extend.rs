//! `dauys extend`: more time for an answer, where the organisation promised that it may be taken, and
//! only if it is said early enough.

use dauys_crypto::event::{EventBody, EventKind};
use dauys_wire::Day;

use super::act::Act;
use super::tell::{Filling, Text, tell};
use crate::case::Case;
use crate::cli::Extend;
use crate::clocks::{Clock, Standing, Why};
use crate::compose::Desk;
use crate::compose::tell::Telling;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::Print;
use crate::seat::Seat;
use crate::text::Message;

/// The clock that can be moved, as an event names it.
const ANSWER: &str = "answer";

pub(super) fn run(args: &Extend, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.words.posting, seat, print };
    let filling = Filling { day: Some(args.to), ..Filling::default() };
    let done = message!("extend-done", day = args.to.to_string());
    tell(&act, &args.words, Text::Needed, &filling, Some(&done), |desk, case, text| {
        extend(desk, case, text, args.to)
    })
}

/// Tries it before it is written: what the clocks refuse is told to nobody.
fn extend(desk: &Desk<'_>, case: &Case<'_>, text: &str, to: Day) -> Result<Telling, Failure> {
    let text = crate::compose::not_empty(text)?;
    let body = EventBody { status: Some(ANSWER.to_owned()), day: Some(to), ..EventBody::default() };
    let standings = desk.standings_after(case, EventKind::Extend, body.clone())?;
    match standings.iter().find(|standing| standing.clock == Clock::Answer) {
        Some(standing) if standing.due == to => {
            Ok(desk.tell(case, text, EventKind::Extend, body)?)
        }
        standing => Err(Failure::new(Exit::Refused, refusal(standing, to))),
    }
}

fn refusal(standing: Option<&Standing>, to: Day) -> Message {
    let due = standing.map(|standing| standing.due.to_string()).unwrap_or_default();
    let refused = standing.and_then(|standing| {
        standing.refused.iter().rev().find(|refused| refused.extension.to == to)
    });
    match refused.map(|refused| refused.why) {
        None | Some(Why::NotAllowed) => message!("extend-not-allowed"),
        Some(Why::TooLate) => message!("extend-too-late", day = due),
        Some(Why::TooFar) => message!("extend-too-far", day = due),
        Some(Why::NotLater) => message!("extend-not-later", day = due),
    }
}
