//! `dauys share`: another investigator is let into a case, with all that belongs to it.

use dauys_wire::Id;
use dauys_wire::roster::{Investigator, Roster};

use super::act::Act;
use crate::cli::{Global, Share};
use crate::compose::share::Name;
use crate::failure::{Exit, Failure};
use crate::print::Print;
use crate::{ask, message};

pub(super) fn run(args: &Share, global: &Global, print: &Print) -> Result<(), Failure> {
    let act = Act { case: &args.case, posting: &args.posting, global, print };
    let name = if args.name_too { Name::Agreed } else { Name::Kept };
    let mut reader = String::new();
    let delivered = act.deliver(|desk, case, workplace, lang| {
        let found = named(&workplace.connected()?.1.roster, &args.reader)?;
        found.name.clone_into(&mut reader);
        let records = desk.share(case, &found.id, &args.reason, name, lang)?;
        let question = message!("ask-share", name = reader.as_str());
        if ask::is_asked(print, args.yes) && !ask::yes_no(print, None, "--yes", &question)? {
            return Err(Failure::new(Exit::Failed, message!("tell-not-done")));
        }
        Ok(records)
    })?;
    delivered.tell(&message!("share-done", name = reader), print)
}

/// Who is meant: by a name, or a part of it, or the first digits of an id.
pub(super) fn named<'r>(roster: &'r Roster, who: &str) -> Result<&'r Investigator, Failure> {
    let sought = who.to_lowercase();
    let is_named = |one: &&Investigator| one.name.to_lowercase().contains(&sought);
    let begins = |id: &Id| id.to_string().starts_with(&sought);
    let by_id = roster.investigators.iter().filter(|one| begins(&one.id));
    let found: Vec<&Investigator> = match roster.investigators.iter().filter(is_named).collect() {
        named if !Vec::is_empty(&named) => named,
        _ => by_id.collect(),
    };
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(Failure::new(Exit::Usage, message!("nobody-named", who = who))),
        _ => Err(Failure::new(Exit::Usage, message!("several-named", who = who))),
    }
}
