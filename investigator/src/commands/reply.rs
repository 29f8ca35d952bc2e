//! `dauys reply`: an answer to the reporter, and the team's copy of it.

use super::act::Act;
use super::tell::{Filling, Text, tell};
use crate::cli::Reply;
use crate::failure::Failure;
use crate::print::Print;
use crate::seat::Seat;

pub(super) fn run(args: &Reply, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.words.posting, seat, print };
    tell(&act, &args.words, Text::Needed, &Filling::default(), None, |desk, case, text| {
        Ok(desk.answer(case, text, args.feedback)?)
    })
}
