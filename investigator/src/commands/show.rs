//! `dauys show`: how a case stands, and all that happened in it as a time line; answers with the words
//! of the questionnaire. Everything in it may be hostile, and goes through [`Print::passage`].

pub(super) mod answers;
mod entry;
mod files;
mod head;
mod paper;
mod sheet;

use dauys_wire::{Day, Id};
use schemars::JsonSchema;
use serde::Serialize;

use self::entry::{EntryView, Reader};
use self::head::Head;
pub(crate) use self::sheet::{has_conflict, may_see, sheet};
use super::list::{short, unread};
use super::who;
use crate::case::Case;
use crate::cli::Show;
use crate::clocks::CheckInState;
use crate::compose::Desk;
use crate::failure::Failure;
use crate::print::Print;
use crate::schema::shape;
use crate::seat::Seat;
use crate::text::Message;
use crate::vault::Record;
use crate::workplace::{self, Workplace};
use crate::{clock, message};

/// A case as it is shown.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    #[schemars(with = "shape::Id")]
    case: Id,
    #[serde(flatten)]
    head: Head,
    entries: Vec<EntryView>,
    /// What whoever asks should do next: keys of messages.
    hints: Vec<&'static str>,
}

pub(super) fn run(args: &Show, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let mut workplace = seat.sit(print)?;
    look(&args.case, &mut workplace, print, |view, hints| {
        print.json(view);
        paper::show(view, hints, print);
    })
}

/// Shows a case to whoever asks; what is shown counts as read.
fn look(
    case: &str,
    workplace: &mut Workplace,
    print: &Print,
    show: impl FnOnce(&View, &[Message]),
) -> Result<(), Failure> {
    let case = workplace.case(case)?;
    let contents = workplace.vault.contents();
    let unread = unread(&case, contents, &workplace.keys.id);
    let hints = hints(&case, workplace, clock::today());
    let view = View {
        case: case.thread,
        head: Head::of(&case, contents, print.text(), clock::today()),
        entries: Reader { contents, text: print.text(), unread: &unread }.entries(&case),
        hints: hints.iter().map(Message::key).collect(),
    };
    show(&view, &hints);
    let mut records = opened(workplace, &case, print)?;
    let fresh = case.entries.iter().filter(|entry| unread.contains(&entry.sha256));
    let ids: Vec<Id> = fresh.flat_map(|entry| entry.carriers.iter().copied()).collect();
    records.extend((!ids.is_empty()).then_some(Record::Read { ids }));
    workplace.vault.append(records)?;
    Ok(())
}

/// Colleagues learn with the next letter that this investigator has seen it. Before the first `sync`
/// there is nobody to tell.
pub(super) fn opened(
    workplace: &Workplace,
    case: &Case<'_>,
    print: &Print,
) -> Result<Vec<Record>, Failure> {
    let contents = workplace.vault.contents();
    let Some(known) = contents.roster() else { return Ok(Vec::new()) };
    let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
    Ok(desk.opened(case, workplace::lang(print.text().language()))?)
}

/// What whoever asks has not done yet, and should.
fn hints(case: &Case<'_>, workplace: &Workplace, today: Day) -> Vec<Message> {
    let own = &workplace.keys.id;
    if !case.readers().contains(own) {
        return Vec::new();
    }
    let short = short(&case.thread);
    let mut hints = match has_conflict(case, own) {
        None => vec![message!("hint-declare", case = short.as_str())],
        Some(true) => vec![message!("hint-recuse", case = short.as_str())],
        Some(false) => Vec::new(),
    };
    let contents = workplace.vault.contents();
    if let Some(known) = contents.roster() {
        let desk = Desk { keys: &workplace.keys, known, contents, today };
        let asked = desk.asked_to_share(case).into_iter().map(|id| who::person(&id, contents).name);
        hints.extend(
            asked.map(|name| message!("hint-share", name = name.as_str(), case = short.as_str())),
        );
    }
    let roster = contents.roster().map(|known| &known.roster);
    let checks = roster.map(|roster| case.check_ins(roster, today)).unwrap_or_default();
    let due = checks.iter().find(|check| matches!(check.state, CheckInState::Due { .. }));
    hints.extend(due.map(|it| message!("hint-check", case = short.as_str(), days = it.after_days)));
    hints
}

#[cfg(test)]
mod tests;
