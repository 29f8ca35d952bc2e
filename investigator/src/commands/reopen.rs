//! `dauys reopen`: a closed case is taken up again.

use dauys_crypto::event::{EventBody, EventKind};

use super::act::Act;
use super::list::short;
use super::tell::{Filling, Text, tell};
use crate::cli::Again;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::Print;
use crate::seat::Seat;

pub(super) fn run(args: &Again, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.words.posting, seat, print };
    let done = message!("reopen-done");
    tell(&act, &args.words, Text::Optional, &Filling::default(), Some(&done), |desk, case, text| {
        if !case.handling().is_closed() {
            let message = message!("not-closed", case = short(&case.thread));
            return Err(Failure::new(Exit::Usage, message));
        }
        Ok(desk.tell(case, text, EventKind::Reopen, EventBody::default())?)
    })
}
