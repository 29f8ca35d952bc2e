//! `dauys status`: which step a case is at. The reporter is told, unless it is for colleagues alone.

use dauys_crypto::event::{EventBody, EventKind};

use super::act::Act;
use super::tell::{Filling, Text, tell};
use crate::case::step::Step;
use crate::cli::{Global, Status};
use crate::failure::Failure;
use crate::message;
use crate::print::Print;

pub(super) fn run(args: &Status, global: &Global, print: &Print) -> Result<(), Failure> {
    let codes = Step::OPEN.map(Step::code);
    let step = Step::OPEN.into_iter().find(|step| step.code() == args.step);
    let step = step.ok_or_else(|| Failure::no_code(&args.step, &codes))?;
    let status = Some(step.code().to_owned());
    let act = Act { case: &args.case, posting: &args.words.posting, global, print };
    if args.internal {
        let body = EventBody { status, internal: true, ..EventBody::default() };
        return act.add(&message!("status-done"), |_, _| Ok(vec![(EventKind::Status, body)]));
    }
    tell(&act, &args.words, Text::Optional, &Filling::default(), |desk, case, text| {
        let body = EventBody { status, ..EventBody::default() };
        Ok(desk.tell(case, text, EventKind::Status, body)?)
    })
}
