//! `dauys bring`: a sealed file of the offline form, brought in by whoever has it.

use dauys_wire::limits::SEALED_FILE_MAX;
use dauys_wire::sealed_file::SealedFile;

use super::visit::arrive;
use super::visit::send::{Outgoing, Unsent, deliver, price};
use super::visit::visit;
use crate::cli::Bring;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::message;
use crate::print::Print;

/// The file can be brought in at another time.
const TRIES: usize = 4;

pub(super) fn run(args: Bring, print: &Print) -> Result<(), Failure> {
    let bytes = files::read(&args.file, SEALED_FILE_MAX)?;
    let not_sealed = |_| Failure::new(Exit::Usage, message!("bring-not-sealed"));
    let sealed = SealedFile::parse(&bytes).map_err(not_sealed)?;
    visit(print, |talk| {
        let arrived = arrive::arrive(args.reach, talk)?;
        if sealed.instance != arrived.trusted.roster.instance {
            return Err(Failure::new(Exit::Usage, message!("bring-for-others")));
        }
        let mut price_now = price(&arrived, talk, Some(TRIES)).map_err(failed)?;
        for letter in sealed.letters {
            let letter = Outgoing::brought(letter);
            deliver(&letter, price_now, &arrived, talk, Some(TRIES)).map_err(failed)?;
            price_now = price(&arrived, talk, Some(TRIES)).map_err(failed)?;
        }
        talk.title("brought-title");
        talk.tell("brought-what");
        Ok(())
    })
}

fn failed(unsent: Unsent) -> Failure {
    match unsent {
        Unsent::Failed(failure) => failure,
        _ => Failure::new(Exit::Refused, message!("bring-refused")),
    }
}
