//! `dauys label`: words by which cases are found again.

use std::collections::BTreeSet;

use dauys_crypto::event::{EventBody, EventKind};
use dauys_wire::Id;
use schemars::JsonSchema;
use serde::Serialize;

use super::act::{Act, Said};
use super::deliver;
use super::list::short;
use super::wording;
use crate::case::handling::take::OFF;
use crate::case::{Case, Handling};
use crate::cli::Label;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::{Print, clean_line, shorten};
use crate::schema::shape;
use crate::seat::Seat;
use crate::workplace::Workplace;

/// Characters of a label: it stands in a column.
const LONGEST: usize = 40;

/// What was written, or what there is.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "the shape of two views")]
pub(crate) enum View<'a> {
    Done(deliver::View),
    List(ListView<'a>),
}

/// The labels of a case, and those of the others.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "list")]
pub(crate) struct ListView<'a> {
    #[schemars(with = "shape::Id")]
    case: Id,
    labels: &'a BTreeSet<String>,
    elsewhere: &'a BTreeSet<String>,
}

pub(super) fn run(args: &Label, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    if args.labels.is_empty() && args.file.is_none() {
        return list(&args.case, &*seat.sit(print)?, print);
    }
    let act = Act { case: &args.case, posting: &args.posting, seat, print };
    act.add_saying(|case, _| {
        let labels = if args.file.is_some() {
            let text = wording::read(print, None, args.file.as_deref())?;
            text.lines().map(str::to_owned).collect()
        } else {
            args.labels.clone()
        };
        if args.off { take_off(case, &labels) } else { put_on(case, &labels) }
    })
}

/// The labels of the case, and those of the others, so that one thing gets one word.
fn list(prefix: &str, workplace: &Workplace, print: &Print) -> Result<(), Failure> {
    let case = workplace.case(prefix)?;
    let here = on(&case.handling());
    let mut elsewhere = BTreeSet::new();
    for other in workplace.cases().into_values().filter(|other| other.thread != case.thread) {
        elsewhere.extend(on(&other.handling()));
    }
    print.json(&ListView { case: case.thread, labels: &here, elsewhere: &elsewhere });
    print.say(&labels_now(&case, &here));
    if !elsewhere.is_empty() {
        print.say(&message!("label-elsewhere", labels = joined(&elsewhere)));
    }
    Ok(())
}

fn put_on(case: &Case<'_>, labels: &[String]) -> Result<Said, Failure> {
    let handling = case.handling();
    let labels = labels.iter().map(|label| checked(label)).collect::<Result<BTreeSet<_>, _>>()?;
    let settled = |label: &str| {
        let known = handling.labels.get(label);
        known.is_some_and(|set| set.value() == Some(&true) && set.contrary().next().is_none())
    };
    let new: Vec<String> = labels.iter().filter(|label| !settled(label)).cloned().collect();
    if new.is_empty() {
        return Ok((message!("already-so"), Vec::new()));
    }
    let now = on(&handling).into_iter().chain(new.iter().cloned()).collect();
    let event = |text| (EventKind::Label, EventBody { text, ..EventBody::default() });
    Ok((labels_now(case, &now), new.into_iter().map(event).collect()))
}

fn take_off(case: &Case<'_>, labels: &[String]) -> Result<Said, Failure> {
    let mut now = on(&case.handling());
    let before = joined(&now);
    let mut events = Vec::new();
    for label in labels.iter().map(|label| label.trim()) {
        if !now.remove(label) {
            let case = short(&case.thread);
            let label = shorten(label, LONGEST);
            let message = message!("label-not-on", case = case, label = label, labels = before);
            return Err(Failure::new(Exit::Usage, message));
        }
        let (text, status) = (label.to_owned(), Some(OFF.to_owned()));
        events.push((EventKind::Label, EventBody { text, status, ..EventBody::default() }));
    }
    Ok((labels_now(case, &now), events))
}

/// Short, on one line, and all of it can be seen.
fn checked(label: &str) -> Result<String, Failure> {
    let label = label.trim();
    let fits = !label.is_empty() && label.chars().count() <= LONGEST && clean_line(label) == label;
    let refused = || Failure::new(Exit::Usage, message!("label-malformed", most = LONGEST));
    if fits { Ok(label.to_owned()) } else { Err(refused()) }
}

fn on(handling: &Handling) -> BTreeSet<String> {
    handling.labels_on().map(str::to_owned).collect()
}

fn labels_now(case: &Case<'_>, labels: &BTreeSet<String>) -> crate::text::Message {
    let case = short(&case.thread);
    if labels.is_empty() {
        return message!("label-none", case = case);
    }
    message!("label-now", case = case, labels = joined(labels))
}

/// Labels of others are shown as short as ours are.
fn joined(labels: &BTreeSet<String>) -> String {
    labels.iter().map(|label| shorten(label, LONGEST)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::office::Office;

    fn words(labels: &[&str]) -> Vec<String> {
        labels.iter().map(|&label| label.to_owned()).collect()
    }

    #[test]
    fn labels_are_put_on_and_taken_off() {
        let mut office = Office::open();
        let labels = words(&[" жатақхана", "түнгі ауысым", "жатақхана "]);
        assert_eq!(office.add(|case, _| put_on(case, &labels)), Ok("label-now"));
        assert_eq!(on(&office.case().handling()).len(), 2, "one thing is one label");
        let again = words(&["жатақхана"]);
        assert_eq!(office.add(|case, _| put_on(case, &again)), Ok("already-so"));
        assert_eq!(office.add(|case, _| take_off(case, &again)), Ok("label-now"));
        assert_eq!(office.add(|case, _| take_off(case, &again)), Err("label-not-on"));
        let last = words(&["түнгі ауысым"]);
        assert_eq!(office.add(|case, _| take_off(case, &last)), Ok("label-none"));
    }

    #[test]
    fn a_label_is_short_and_all_of_it_can_be_seen() {
        let long = "x".repeat(41);
        for label in ["", " ", "a\nb", "a\u{202e}b", "a\u{200b}b", &long] {
            let refused = checked(label).map_err(|failure| failure.message.key());
            assert_eq!(refused, Err("label-malformed"), "{label:?}");
        }
    }
}
