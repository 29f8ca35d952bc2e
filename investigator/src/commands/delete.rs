//! `dauys delete`: removes a case from this machine for good, and asks its other readers to do the
//! same.

use dauys_wire::Id;

use super::deliver::{Pace, deliver, outgoing};
use super::list::short;
use super::readdress::readdress_and_tell;
use crate::cli::{Delete, Global};
use crate::compose::{ComposeError, Desk};
use crate::failure::{Exit, Failure};
use crate::pace::Kind;
use crate::print::Print;
use crate::vault::Record;
use crate::vault::record::Place;
use crate::workplace::{self, Workplace};
use crate::{ask, clock, message};

pub(super) fn run(args: &Delete, global: &Global, print: &Print) -> Result<(), Failure> {
    let mut workplace = Workplace::unlock(global, print)?;
    readdress_and_tell(&mut workplace, print)?;
    let known = workplace.connected()?.1;
    let case = workplace.case(&args.case)?;
    let thread = case.thread;
    let contents = workplace.vault.contents();
    let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
    if desk.has_answer_waiting(&case) {
        let message = message!("delete-answer-waits", case = short(&thread));
        return Err(Failure::new(Exit::Failed, message));
    }
    if !args.yes {
        let question = message!("ask-delete", case = short(&thread));
        if !ask::yes_no(print, None, "--yes", &question)? {
            return Err(Failure::new(Exit::Failed, message!("delete-not-done")));
        }
    }
    let lang = workplace::lang(print.text().language());
    let records = match desk.delete(&case, &args.reason, lang) {
        // Nobody can be asked; what is here can be deleted all the same.
        Err(ComposeError::NoReporter | ComposeError::NotChosen | ComposeError::NotActive) => {
            Vec::new()
        }
        other => other?,
    };
    let asked = !records.is_empty();
    let new = outgoing(&records);
    workplace.vault.append(records)?;
    let dropped = needless(&workplace, &thread);
    workplace.vault.append(vec![Record::Dropped { ids: dropped }])?;
    workplace.vault.delete_case(&thread)?;
    let delivered =
        deliver(&mut workplace, &new, Pace::of(args.posting.now), args.posting.proxy.as_deref())?;
    let case = short(&thread);
    let said = if asked {
        message!("delete-done-asked", case = case)
    } else {
        message!("delete-done", case = case)
    };
    delivered.tell(&said, print)
}

/// Replies that have no place yet need not be posted any more.
fn needless(workplace: &Workplace, thread: &Id) -> Vec<Id> {
    let posting = workplace.vault.contents().posting();
    let waiting = posting.waiting(Kind::Reply).filter(|one| {
        matches!(&one.place, Place::Drop { thread: of } if of == thread)
            && posting.is_replaceable(&one.id, clock::today())
    });
    waiting.map(|one| one.id).collect()
}
