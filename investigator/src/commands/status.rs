//! `dauys status`: which step a case is at. The reporter is told, unless it is for colleagues alone.

use dauys_crypto::event::{EventBody, EventKind};

use super::act::Act;
use super::tell::{Filling, Text, tell};
use super::words;
use crate::case::step::{Outcome, Step};
use crate::cli::Status;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::Print;
use crate::seat::Seat;

pub(super) fn run(args: &Status, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let codes = Step::OPEN.map(Step::code);
    let step = Step::OPEN.into_iter().find(|step| step.code() == args.step);
    let step = step.ok_or_else(|| no_step(args, &codes))?;
    let status = Some(step.code().to_owned());
    let act = Act { case: &args.case, posting: &args.words.posting, seat, print };
    if args.internal {
        let body = EventBody { status, internal: true, ..EventBody::default() };
        return act.add(&message!("status-done"), |_, _| Ok(vec![(EventKind::Status, body)]));
    }
    let done = message!("status-told", step = words::step(step));
    tell(&act, &args.words, Text::Optional, &Filling::default(), Some(&done), |desk, case, text| {
        let body = EventBody { status, ..EventBody::default() };
        Ok(desk.tell(case, text, EventKind::Status, body)?)
    })
}

/// Closing is a verb of its own, with an outcome.
fn no_step(args: &Status, codes: &[&str]) -> Failure {
    let code = args.step.as_str();
    if code == "closed" || Outcome::parse(code).is_some() {
        let message = message!("status-close-instead", code = code, case = args.case.as_str());
        return Failure::new(Exit::Usage, message);
    }
    Failure::no_code(code, codes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Words;

    #[test]
    fn whoever_takes_an_end_for_a_step_is_told_how_to_close() {
        let key = |step: &str| {
            let (case, step) = ("3f9a".to_owned(), step.to_owned());
            let args = Status { case, step, internal: false, words: Words::default() };
            no_step(&args, &[]).message.key()
        };
        assert_eq!(
            ["closed", "confirmed", "done"].map(key),
            ["status-close-instead", "status-close-instead", "no-code"]
        );
    }
}
