//! `dauys share`: another investigator is let into a case, with all that belongs to it.

use super::act::Act;
use super::who;
use crate::cli::Share;
use crate::compose::share::Name;
use crate::failure::{Exit, Failure};
use crate::print::Print;
use crate::seat::Seat;
use crate::{ask, message};

pub(super) fn run(args: &Share, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.posting, seat, print };
    let name = if args.name_too { Name::Agreed } else { Name::Kept };
    let mut reader = String::new();
    let delivered = act.deliver(|desk, case, workplace, lang| {
        let contents = workplace.vault.contents();
        let found = who::listed(&desk.known.roster, desk.today, &args.reader, contents)?;
        reader = who::name(&found, contents);
        let reason = args.why.read(print)?;
        let records = desk.share(case, &found, &reason, name, lang)?;
        let question = message!("ask-share", name = reader.as_str());
        if ask::is_asked(print, args.yes) && !ask::yes_no(print, None, "--yes", &question)? {
            return Err(Failure::new(Exit::Failed, message!("tell-not-done")));
        }
        Ok(records)
    })?;
    delivered.tell(&message!("share-done", name = reader), print)
}
