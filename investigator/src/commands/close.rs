//! `dauys close`: how a case ended, and what was done.

use std::io::{self, IsTerminal as _};

use dauys_crypto::event::{EventBody, EventKind};

use super::act::Act;
use super::tell::{Filling, Text, tell};
use super::words;
use crate::case::step::{Measure, Outcome};
use crate::cli::Close;
use crate::failure::Failure;
use crate::message;
use crate::print::Print;
use crate::seat::Seat;

pub(super) fn run(args: &Close, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let outcome = Outcome::parse(&args.outcome)
        .ok_or_else(|| Failure::no_code(&args.outcome, &Outcome::ALL.map(Outcome::code)))?;
    let measure = |code: &String| {
        Measure::parse(code).ok_or_else(|| Failure::no_code(code, &Measure::ALL.map(Measure::code)))
    };
    let measures: Vec<Measure> = args.measures.iter().map(measure).collect::<Result<_, _>>()?;
    let body = EventBody {
        status: Some(outcome.code().to_owned()),
        measures: measures.into_iter().map(|measure| measure.code().to_owned()).collect(),
        ..EventBody::default()
    };
    args.why.check(&args.words, io::stdin().is_terminal())?;
    let act = Act { case: &args.case, posting: &args.words.posting, seat, print };
    let done = message!("close-done", outcome = words::outcome(outcome));
    tell(&act, &args.words, Text::Optional, &Filling::default(), Some(&done), |desk, case, text| {
        let body = EventBody { text: args.why.read(&args.words, print)?, ..body };
        Ok(desk.tell(case, text, EventKind::Close, body)?)
    })
}
