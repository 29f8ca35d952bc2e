//! `dauys pause` and `dauys resume`: the clocks of a case stand still, and run on.

use dauys_crypto::event::{EventBody, EventKind};

use super::act::Act;
use super::tell::{Filling, Text, tell};
use crate::cli::{Again, Pause};
use crate::failure::{Exit, Failure};
use crate::print::Print;
use crate::seat::Seat;
use crate::{clock, message};

pub(super) fn run(args: &Pause, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    if args.until.is_some_and(|until| until <= clock::today()) {
        return Err(Failure::new(Exit::Usage, message!("day-past")));
    }
    let act = Act { case: &args.case, posting: &args.words.posting, seat, print };
    let filling = Filling { day: args.until, ..Filling::default() };
    let done = args.until.map_or_else(
        || message!("pause-done"),
        |until| message!("pause-done-until", day = until.to_string()),
    );
    // Whoever stops a clock says why.
    tell(&act, &args.words, Text::Needed, &filling, Some(&done), |desk, case, text| {
        let body = EventBody { day: args.until, ..EventBody::default() };
        Ok(desk.tell(case, crate::compose::not_empty(text)?, EventKind::Pause, body)?)
    })
}

pub(super) fn resume(args: &Again, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.words.posting, seat, print };
    let done = message!("resume-done");
    tell(&act, &args.words, Text::Optional, &Filling::default(), Some(&done), |desk, case, text| {
        Ok(desk.tell(case, text, EventKind::Resume, EventBody::default())?)
    })
}
