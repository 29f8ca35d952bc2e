//! A case on the desk's page: the same words as on paper.

use dauys_wire::{Day, Id};
use serde::Serialize;

use super::super::list::short;
use super::entry::EntryView;
use super::files::FileView;
use super::{look, paper};
use crate::case::Case;
use crate::failure::Failure;
use crate::message;
use crate::print::{Print, Said};
use crate::seat::Seat;
use crate::text::Text;

/// A case.
#[derive(Serialize)]
pub(crate) struct Sheet {
    case: String,
    short: String,
    /// Whether whoever looks has said if there is a conflict of interest; before, they see no entry.
    is_declared: bool,
    /// How it stands.
    head: Vec<Said>,
    entries: Vec<Item>,
    hints: Vec<String>,
}

/// One thing that happened.
#[derive(Serialize)]
struct Item {
    day: Day,
    name: String,
    what: String,
    /// Of her, and not of a colleague.
    is_hers: bool,
    is_unread: bool,
    /// Everything else, in its order.
    lines: Vec<Said>,
    files: Vec<File>,
}

/// Something that can be looked at.
#[derive(Serialize)]
struct File {
    number: usize,
    name: String,
}

/// What a page shows of a case. What is shown counts as read.
pub(crate) fn sheet(case: &str, seat: &Seat<'_>, print: &Print) -> Result<Sheet, Failure> {
    let mut workplace = seat.sit(print)?;
    let declared = {
        let case = workplace.case(case)?;
        has_conflict(&case, &workplace.keys.id)
    };
    if declared.is_none() {
        let id = workplace.case(case)?.thread;
        let (head, entries, hints) = (Vec::new(), Vec::new(), Vec::new());
        let (case, short) = (id.to_string(), short(&id));
        return Ok(Sheet { case, short, is_declared: false, head, entries, hints });
    }
    let mut sheet = None;
    look(case, &mut workplace, print, |view, hints| {
        paper::show_head(view, print);
        let head = print.take_said();
        let text = print.text();
        let entries = view.entries.iter().map(|entry| Item::of(entry, print)).collect();
        sheet = Some(Sheet {
            case: view.case.to_string(),
            short: short(&view.case),
            is_declared: true,
            head,
            entries,
            hints: hints.iter().map(|hint| text.say(hint)).collect(),
        });
    })?;
    sheet.ok_or_else(|| Failure::no_case(case))
}

/// Whether what was written in a case may be seen: on a page not before whoever looks has said whether a
/// conflict of interest stands against them. A terminal reminds them.
pub(crate) fn may_see(case: &Case<'_>, own: &Id, print: &Print) -> bool {
    !print.is_on_page() || has_conflict(case, own).is_some()
}

/// What this investigator has said of themselves; nothing if they have not yet.
pub(crate) fn has_conflict(case: &Case<'_>, own: &Id) -> Option<bool> {
    let handling = case.handling();
    let said = handling.declared.get(own).and_then(|set| set.value());
    said.map(|said| said.conflict)
}

impl Item {
    fn of(entry: &EntryView, print: &Print) -> Self {
        paper::show_inside(entry, print);
        Self {
            day: entry.day,
            name: entry.name.clone(),
            what: what(entry, print.text()),
            is_hers: entry.is_hers(),
            is_unread: entry.unread,
            lines: print.take_said(),
            files: entry.attachments.iter().map(File::of).collect(),
        }
    }
}

impl File {
    fn of(view: &FileView) -> Self {
        Self { number: view.number, name: view.file.clone() }
    }
}

fn what(entry: &EntryView, text: &Text) -> String {
    match entry.number {
        None => text.say(&entry.label),
        Some(number) => {
            text.say(&message!("show-letter", what = entry.label.clone(), number = number))
        }
    }
}
