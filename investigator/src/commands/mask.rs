//! `dauys mask`: names and passages that are covered in what is taken out of a case. It is an entry of
//! the case, so that a colleague covers the same.

use std::collections::BTreeSet;

use dauys_crypto::event::{EventBody, EventKind};
use dauys_wire::Id;
use schemars::JsonSchema;
use serde::Serialize;

use super::act::{Act, Said};
use super::list::short;
use super::show::answers::chosen;
use super::{deliver, wording};
use crate::case::handling::take::OFF;
use crate::case::{Case, Handling, What};
use crate::cli::Mask;
use crate::export::{Cloak, MASK_MAX, is_mask};
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::{Print, clean_line};
use crate::schema::shape;
use crate::seat::Seat;
use crate::workplace::Workplace;

/// What was written, or what there is.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "the shape of two views")]
pub(crate) enum View {
    Done(deliver::View),
    List(ListView),
}

/// What is covered in a case.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "list")]
pub(crate) struct ListView {
    #[schemars(with = "shape::Id")]
    case: Id,
    masks: Vec<MaskView>,
}

/// One passage.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "mask")]
struct MaskView {
    text: String,
    /// How often it stands in what was written in the case.
    found: usize,
}

pub(super) fn run(args: &Mask, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    if args.text.is_none() && args.file.is_none() {
        return list(&args.case, &*seat.sit(print)?, print);
    }
    let act = Act { case: &args.case, posting: &args.posting, seat, print };
    act.add_saying(|case, _| {
        let text = wording::read(print, args.text.as_deref(), args.file.as_deref())?;
        let masks: BTreeSet<&str> =
            text.lines().map(str::trim).filter(|mask| !mask.is_empty()).collect();
        if args.off { take_off(case, &masks) } else { put_on(case, &masks) }
    })
}

fn list(prefix: &str, workplace: &Workplace, print: &Print) -> Result<(), Failure> {
    let case = workplace.case(prefix)?;
    let handling = case.handling();
    let masks = handling
        .masks_on()
        .map(|text| MaskView { text: text.to_owned(), found: found(&case, text) });
    let view = ListView { case: case.thread, masks: masks.collect() };
    print.json(&view);
    if view.masks.is_empty() {
        print.say(&message!("mask-none", case = short(&case.thread)));
    }
    for mask in &view.masks {
        print.say(&message!("mask-found", count = mask.found));
        print.passage(&mask.text);
    }
    Ok(())
}

fn put_on(case: &Case<'_>, masks: &BTreeSet<&str>) -> Result<Said, Failure> {
    let handling = case.handling();
    if masks.iter().any(|mask| !is_mask(mask) || clean_line(mask) != **mask) {
        let message = message!("mask-malformed", most = MASK_MAX);
        return Err(Failure::new(Exit::Usage, message));
    }
    let new: Vec<&str> =
        masks.iter().copied().filter(|mask| !is_settled(&handling, mask)).collect();
    if new.is_empty() {
        return Ok((message!("already-so"), Vec::new()));
    }
    let found: usize = new.iter().map(|mask| found(case, mask)).sum();
    let case = short(&case.thread);
    let said = if found == 0 {
        message!("mask-not-found", case = case)
    } else {
        message!("mask-done", case = case, count = found)
    };
    Ok((said, new.into_iter().map(|mask| event(mask, None)).collect()))
}

fn take_off(case: &Case<'_>, masks: &BTreeSet<&str>) -> Result<Said, Failure> {
    let handling = case.handling();
    let on: BTreeSet<&str> = handling.masks_on().collect();
    let short = short(&case.thread);
    if !masks.is_subset(&on) {
        return Err(Failure::new(Exit::Usage, message!("mask-not-on", case = short)));
    }
    let events = masks.iter().map(|mask| event(mask, Some(OFF.to_owned())));
    Ok((message!("mask-off", case = short), events.collect()))
}

fn event(mask: &str, status: Option<String>) -> (EventKind, EventBody) {
    (EventKind::Mask, EventBody { text: mask.to_owned(), status, ..EventBody::default() })
}

fn is_settled(handling: &Handling, mask: &str) -> bool {
    let known = handling.masks.get(mask);
    known.is_some_and(|set| set.value() == Some(&true) && set.contrary().next().is_none())
}

/// How often a passage stands in what was written; masks are not counted.
fn found(case: &Case<'_>, mask: &str) -> usize {
    let cloak = Cloak::of([mask]);
    for entry in &case.entries {
        match entry.what {
            What::Reporter(letter) => {
                cloak.cover(&letter.body.text);
                cloak.cover(&letter.body.name);
                let answers = letter.body.answers.values();
                let texts = answers.flat_map(chosen);
                texts.for_each(|text| drop(cloak.cover(text)));
            }
            What::Event(signed) if signed.event.kind == EventKind::Mask => {}
            What::Event(signed) => drop(cloak.cover(&signed.event.body.text)),
        }
    }
    cloak.found()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::office::Office;

    fn on(office: &Office) -> Vec<String> {
        office.case().handling().masks_on().map(str::to_owned).collect()
    }

    #[test]
    fn passages_are_covered_and_not_any_more() {
        let mut office = Office::open();
        let masks = BTreeSet::from(["Асқаров", "2-бөлім"]);
        assert_eq!(office.add(|case, _| put_on(case, &masks)), Ok("mask-not-found"));
        assert_eq!(on(&office), ["2-бөлім", "Асқаров"]);
        assert_eq!(office.add(|case, _| put_on(case, &masks)), Ok("already-so"));
        let one = BTreeSet::from(["Асқаров"]);
        assert_eq!(office.add(|case, _| take_off(case, &one)), Ok("mask-off"));
        assert_eq!(office.add(|case, _| take_off(case, &one)), Err("mask-not-on"));
        assert_eq!(on(&office), ["2-бөлім"]);
        for wrong in ["а", "a\u{202e}b", &"x".repeat(MASK_MAX + 1)] {
            let wrong = BTreeSet::from([wrong]);
            assert_eq!(office.add(|case, _| put_on(case, &wrong)), Err("mask-malformed"));
        }
    }
}
