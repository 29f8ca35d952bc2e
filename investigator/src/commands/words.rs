//! What happens in a case, in words: steps, outcomes and measures as the reporter's page calls them,
//! and every kind of event. A code that this program does not know is shown as it is.

use dauys_crypto::event::{Event, EventKind};
use dauys_crypto::letter::ReporterKind;
use dauys_wire::{Day, Id};
use schemars::JsonSchema;
use serde::Serialize;

use super::list::short;
use super::{numbers, who};
use crate::case::handling::take::{ANSWERED, CONFLICT, DELETE, DONE, OFF};
use crate::case::step::{Measure, Outcome, Step};
use crate::case::{AGAIN, Case, FEEDBACK, Status};
use crate::clocks::Clock;
use crate::export::Variant;
use crate::message;
use crate::print::shorten;
use crate::schema::shape;
use crate::text::{Message, Part, Text};
use crate::vault::Contents;

/// Characters of a code that is not known.
const CODE_MAX: usize = 40;

/// What an entry is. No code is of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(with = "shape::Kind")]
pub(super) enum Kind {
    /// A letter of the reporter.
    Reporter(ReporterKind),
    /// An event.
    Event(EventKind),
}

/// Where a case stands in the queue.
pub(super) fn queue(status: Status) -> Message {
    match status {
        Status::Retaliation => message!("status-retaliation"),
        Status::New => message!("status-new"),
        Status::WaitingForUs => message!("status-waiting-for-us"),
        Status::WaitingForReporter => message!("status-waiting-for-reporter"),
        Status::Closed => message!("status-closed"),
    }
}

/// A step.
pub(super) fn step(step: Step) -> Message {
    match step {
        Step::Received => message!("step-received"),
        Step::Assessing => message!("step-assessing"),
        Step::Investigating => message!("step-investigating"),
        Step::Decision => message!("step-decision"),
        Step::Measures => message!("step-measures"),
        Step::FollowUp => message!("step-follow-up"),
        Step::Closed(end) => message!("step-closed", outcome = outcome(end)),
    }
}

/// How a case ended, or what was found of one thing.
pub(super) fn outcome(outcome: Outcome) -> Message {
    match outcome {
        Outcome::Confirmed => message!("outcome-confirmed"),
        Outcome::NotConfirmed => message!("outcome-not-confirmed"),
        Outcome::Insufficient => message!("outcome-insufficient"),
        Outcome::OutOfScope => message!("outcome-out-of-scope"),
        Outcome::Transferred => message!("outcome-transferred"),
        Outcome::Withdrawn => message!("outcome-withdrawn"),
    }
}

/// What was done.
pub(super) fn measure(measure: Measure) -> Message {
    match measure {
        Measure::Reprimand => message!("measure-reprimand"),
        Measure::Remark => message!("measure-remark"),
        Measure::Dismissal => message!("measure-dismissal"),
        Measure::Transfer => message!("measure-transfer"),
        Measure::Reinstatement => message!("measure-reinstatement"),
        Measure::BackPay => message!("measure-back-pay"),
        Measure::Apology => message!("measure-apology"),
        Measure::Training => message!("measure-training"),
        Measure::LabourInspection => message!("measure-labour-inspection"),
        Measure::Police => message!("measure-police"),
        Measure::Prosecutor => message!("measure-prosecutor"),
        Measure::Ombudsperson => message!("measure-ombudsperson"),
    }
}

/// What was found of one thing.
pub(super) fn found(found: Option<Outcome>) -> Message {
    found.map_or_else(|| message!("found-open"), outcome)
}

/// Something that is promised.
pub(super) fn clock(clock: Clock) -> Message {
    match clock {
        Clock::Acknowledge => message!("clock-acknowledge"),
        Clock::Answer => message!("clock-answer"),
        Clock::Close => message!("clock-close"),
    }
}

/// The same, by its code.
pub(super) fn clock_code(code: &str) -> Part {
    match code {
        "acknowledge" => clock(Clock::Acknowledge).into(),
        "answer" => clock(Clock::Answer).into(),
        "close" => clock(Clock::Close).into(),
        other => shorten(other, CODE_MAX).into(),
    }
}

/// A letter of the reporter.
pub(super) fn letter(kind: ReporterKind) -> Message {
    match kind {
        ReporterKind::Report => message!("kind-report"),
        ReporterKind::Message => message!("kind-message"),
        ReporterKind::Retaliation => message!("kind-retaliation"),
        ReporterKind::Withdraw => message!("kind-withdraw"),
        ReporterKind::Count => message!("kind-count"),
    }
}

/// An event: what was done.
pub(super) fn event(event: &Event, contents: &Contents) -> Message {
    let is = |code: &str| event.body.status.as_deref() == Some(code);
    match event.kind {
        EventKind::Note => message!("kind-note"),
        EventKind::Answer if is(AGAIN) => message!("kind-answer-again"),
        EventKind::Answer if is(FEEDBACK) => message!("kind-answer-feedback"),
        EventKind::Answer => message!("kind-answer"),
        EventKind::Status | EventKind::Close | EventKind::Reopen => of_steps(event),
        EventKind::Assign | EventKind::Share | EventKind::Recuse => of_people(event, contents),
        EventKind::Label if is(OFF) => message!("kind-label-off"),
        EventKind::Label => message!("kind-label"),
        EventKind::Task if is(DONE) => message!("kind-task-done"),
        EventKind::Task => message!("kind-task"),
        EventKind::Link => link(event.body.other, is(OFF)),
        EventKind::Declare if is(CONFLICT) => message!("kind-declare-conflict"),
        EventKind::Declare => message!("kind-declare-none"),
        EventKind::Consent if is(DELETE) => message!("kind-consent-delete"),
        EventKind::Consent => message!("kind-consent"),
        EventKind::Delete => message!("kind-delete"),
        EventKind::Retain | EventKind::Pause | EventKind::Resume | EventKind::Extend => {
            of_days(event)
        }
        EventKind::Accused if is(ANSWERED) => message!("kind-accused-answered"),
        EventKind::Accused => message!("kind-accused-asked"),
        EventKind::Finding => message!("kind-finding", found = found_code(event)),
        EventKind::Checkin => message!("kind-checkin", days = code(event)),
        EventKind::Opened => message!("kind-opened"),
        EventKind::Exported => message!("kind-exported"),
        EventKind::Filed => message!("kind-filed"),
        EventKind::Mask if is(OFF) => message!("kind-mask-off"),
        EventKind::Mask => message!("kind-mask"),
        EventKind::Unknown => message!("kind-unknown"),
    }
}

/// The particulars of an event, a line each; its text apart.
pub(super) fn particulars(
    event: &Event,
    case: &Case<'_>,
    contents: &Contents,
    text: &Text,
) -> Vec<Message> {
    let mut lines = Vec::new();
    if event.kind == EventKind::Task {
        lines.extend(for_whom(event.body.investigator.as_ref(), contents));
        lines.extend(event.body.day.map(until));
    }
    if !event.body.measures.is_empty() {
        let measures = event.body.measures.iter().map(|code| {
            let known = Measure::parse(code).map(measure);
            known.map_or_else(|| shorten(code, CODE_MAX), |message| text.say(&message))
        });
        lines.push(measures_line(measures));
    }
    lines.extend(evidence(&event.body.evidence, case));
    if event.kind == EventKind::Exported {
        let variant = event.body.status.as_deref().and_then(Variant::parse);
        lines.extend(variant.map(|it| message!("event-exported", variant = it.words())));
    }
    lines
}

/// Who is to do a task.
pub(super) fn for_whom(who: Option<&Id>, contents: &Contents) -> Option<Message> {
    who.map(|id| message!("event-for", name = who::name(id, contents)))
}

/// Until when.
pub(super) fn until(day: Day) -> Message {
    message!("event-until", day = day.to_string())
}

/// What was done, in words.
pub(super) fn measures_line(measures: impl IntoIterator<Item = String>) -> Message {
    message!("event-measures", measures = measures.into_iter().collect::<Vec<_>>().join(", "))
}

/// The evidence of a finding: letters by their numbers, other things by their ids.
pub(super) fn evidence(evidence: &[Id], case: &Case<'_>) -> Option<Message> {
    let letters = numbers::letters(case);
    let name = |id: &Id| numbers::of(&letters, id).map_or_else(|| short(id), |n| n.to_string());
    let names: Vec<String> = evidence.iter().map(name).collect();
    (!names.is_empty()).then(|| message!("event-evidence", numbers = names.join(", ")))
}

fn of_steps(event: &Event) -> Message {
    match event.kind {
        EventKind::Status if event.body.internal => {
            message!("kind-status-internal", step = step_code(event))
        }
        EventKind::Status => message!("kind-status", step = step_code(event)),
        EventKind::Close => message!("kind-close", outcome = outcome_code(event)),
        _ => message!("kind-reopen"),
    }
}

fn of_people(event: &Event, contents: &Contents) -> Message {
    let name = event.body.investigator.map(|id| who::name(&id, contents));
    match (event.kind, name) {
        (EventKind::Assign, Some(name)) => message!("kind-assign", name = name),
        (EventKind::Assign, None) => message!("kind-assign-nobody"),
        (EventKind::Share, Some(name)) => message!("kind-share", name = name),
        (EventKind::Recuse, _) => message!("kind-recuse"),
        _ => message!("kind-unknown"),
    }
}

fn of_days(event: &Event) -> Message {
    let day = event.body.day.map(|day| day.to_string());
    match (event.kind, day) {
        (EventKind::Retain, Some(day)) => message!("kind-retain", day = day),
        (EventKind::Pause, Some(day)) => message!("kind-pause-until", day = day),
        (EventKind::Pause, None) => message!("kind-pause"),
        (EventKind::Resume, _) => message!("kind-resume"),
        (EventKind::Extend, Some(day)) => {
            message!("kind-extend", clock = clock_code(&code(event)), day = day)
        }
        _ => message!("kind-unknown"),
    }
}

fn link(other: Option<Id>, off: bool) -> Message {
    match (other, off) {
        (Some(other), false) => message!("kind-link", case = short(&other)),
        (Some(other), true) => message!("kind-link-off", case = short(&other)),
        (None, _) => message!("kind-unknown"),
    }
}

fn step_code(event: &Event) -> Part {
    Step::parse(&code(event)).map_or_else(|| code(event).into(), |known| step(known).into())
}

fn outcome_code(event: &Event) -> Part {
    Outcome::parse(&code(event)).map_or_else(|| code(event).into(), |known| outcome(known).into())
}

fn found_code(event: &Event) -> Part {
    match event.body.status {
        None => found(None).into(),
        Some(_) => outcome_code(event),
    }
}

/// Whatever stands there: a newer program may know it, and a lying one may have written anything.
fn code(event: &Event) -> String {
    shorten(event.body.status.as_deref().unwrap_or_default(), CODE_MAX)
}
