//! A case on the terminal. What people wrote stands behind a bar, or shortened on one line.

use super::super::list::short;
use super::super::words;
use super::View;
use super::entry::EntryView;
use super::head::{ClosingView, Head, ReaderView, Since};
use crate::case::Status;
use crate::case::handling::Pause;
use crate::clocks::{Standing, State};
use crate::message;
use crate::print::{Print, Tone, clean_line, shorten};
use crate::text::{Message, Part, Text};

/// Characters of a label of somebody else's.
const LABEL: usize = 40;

/// First how it stands, then what happened, then what to do next.
pub(super) fn show(view: &View, hints: &[Message], print: &Print) {
    show_head(view, print);
    for entry in &view.entries {
        show_entry(entry, print);
    }
    if !hints.is_empty() {
        print.line("");
    }
    for hint in hints {
        print.say(hint);
    }
}

/// How it stands.
pub(super) fn show_head(view: &View, print: &Print) {
    let (case, status) = (short(&view.case), words::queue(view.head.status));
    let is_alarming = view.head.status == Status::Retaliation;
    let tone = if is_alarming { Tone::Alarm } else { Tone::Heading };
    print.say_in(tone, &message!("show-head", case = case.as_str(), status = status));
    let head = &view.head;
    if head.withdrawn {
        print.say_in(Tone::Urgent, &message!("case-withdrawn", case = case));
    }
    show_state(head, print);
    show_people(head, print);
    show_declared(head, print);
    show_work(head, print);
    show_days(head, print);
    for contrary in &head.contrary {
        print.alarm(&contrary.words);
    }
}

fn show_state(head: &Head, print: &Print) {
    match (head.step, head.told) {
        (Some(step), Some(told)) if step == told => {
            print.say(&message!("show-step", step = words::step(step)));
        }
        (Some(step), Some(told)) => {
            let (step, told) = (words::step(step), words::step(told));
            print.say(&message!("show-step-told", step = step, told = told));
        }
        (Some(step), None) => {
            print.say(&message!("show-step-untold", step = words::step(step)));
        }
        (None, _) => {}
    }
    if let Some(closing) = &head.closing {
        show_closing(closing, head.closed, print);
    }
    match &head.assigned {
        Some(person) => print.say(&message!("show-assigned", name = person.name.as_str())),
        None => print.say(&message!("show-assigned-nobody")),
    }
    if !head.labels.is_empty() {
        let labels: Vec<String> = head.labels.iter().map(|it| shorten(it, LABEL)).collect();
        print.say(&message!("show-labels", labels = labels.join(", ")));
    }
    if !head.links.is_empty() {
        let cases: Vec<String> = head.links.iter().map(short).collect();
        print.say(&message!("show-links", cases = cases.join(", ")));
    }
}

fn show_closing(closing: &ClosingView, is_closed: bool, print: &Print) {
    let (day, name) = (closing.day.to_string(), closing.by.name.as_str());
    let outcome = words::outcome(closing.outcome);
    print.say(&if is_closed {
        message!("show-closing", day = day, name = name, outcome = outcome)
    } else {
        message!("show-closing-before", day = day, name = name, outcome = outcome)
    });
    if !closing.measures.is_empty() {
        let measures = closing.measures.iter().map(|it| print.text().say(&words::measure(*it)));
        below(&words::measures_line(measures), print);
    }
    print.passage(&closing.text);
}

fn show_people(head: &Head, print: &Print) {
    let joined = |names: Vec<String>| names.join(", ");
    let readers = head.readers.iter().map(|reader| reader_name(reader, print.text()));
    print.say(&message!("show-readers", names = joined(readers.collect())));
    let since = |one: &Since| format!("{} ({})", one.person.name, one.day);
    if !head.without_place.is_empty() {
        let names = head.without_place.iter().map(since).collect();
        print.say(&message!("show-without-place", names = joined(names)));
    }
    if !head.stepped_out.is_empty() {
        let names = head.stepped_out.iter().map(since).collect();
        print.say(&message!("show-stepped-out", names = joined(names)));
    }
    if !head.shut_out.is_empty() {
        let names = head.shut_out.iter().map(|person| person.name.clone()).collect();
        print.say_in(Tone::Urgent, &message!("show-shut-out", names = joined(names)));
    }
    if !head.filed_by.is_empty() {
        let names = head.filed_by.iter().map(|person| person.name.clone()).collect();
        print.say(&message!("show-filed", names = joined(names)));
    }
    if !head.deletion_asked_by.is_empty() {
        let names = head.deletion_asked_by.iter().map(|person| person.name.clone()).collect();
        print.say(&message!("show-deletion", names = joined(names)));
    }
}

fn reader_name(reader: &ReaderView, text: &Text) -> String {
    let name = reader.person.name.as_str();
    match &reader.let_in_by {
        None => name.to_owned(),
        Some(Since { person, day }) => {
            let (by, day) = (person.name.as_str(), day.to_string());
            text.say(&message!("show-let-in", name = name, by = by, day = day))
        }
    }
}

fn show_declared(head: &Head, print: &Print) {
    let free: Vec<&str> =
        head.declared.iter().filter(|it| !it.conflict).map(|it| it.person.name.as_str()).collect();
    if !free.is_empty() {
        print.say(&message!("show-declared-none", names = free.join(", ")));
    }
    for one in head.declared.iter().filter(|it| it.conflict) {
        let (name, day) = (one.person.name.as_str(), one.day.to_string());
        print.say_in(Tone::Urgent, &message!("show-declared-conflict", name = name, day = day));
        print.passage(&one.text);
    }
}

fn show_work(head: &Head, print: &Print) {
    let open: Vec<_> = head.tasks.iter().filter(|task| !task.done).collect();
    if !open.is_empty() {
        print.say(&message!("show-tasks"));
        for task in open {
            task.show(print);
        }
    }
    if !head.findings.is_empty() {
        print.say(&message!("show-findings"));
        for finding in &head.findings {
            finding.show(print);
        }
    }
    for side in &head.accused {
        let what = if side.answered {
            message!("kind-accused-answered")
        } else {
            message!("kind-accused-asked")
        };
        dated(&side.day.to_string(), &what, print);
    }
}

fn show_days(head: &Head, print: &Print) {
    for promise in &head.promises {
        let Some(message) = promise_message(promise) else { continue };
        match promise.state {
            State::Overdue { .. } => print.say_in(Tone::Urgent, &message),
            _ => print.say(&message),
        }
    }
    for pause in &head.pauses {
        print.say(&pause_message(pause));
        print.passage(&pause.text);
    }
    for extension in &head.extensions {
        let (clock, day): (Part, _) =
            (words::clock_code(&extension.clock), extension.to.to_string());
        let what = message!("kind-extend", clock = clock, day = day);
        dated(&extension.said.to_string(), &what, print);
    }
    for (days, check) in &head.check_ins {
        let what = message!("kind-checkin", days = days.to_string());
        dated(&check.day.to_string(), &what, print);
        print.passage(&check.text);
    }
    if let Some(day) = head.kept_until {
        print.say(&message!("show-kept", day = day.to_string()));
    }
}

/// What is promised and not done yet.
fn promise_message(promise: &Standing) -> Option<Message> {
    let (clock, day) = (words::clock(promise.clock), promise.due.to_string());
    match promise.state {
        State::Running { .. } => Some(message!("show-promise", clock = clock, day = day)),
        State::Overdue { .. } => Some(message!("show-promise-late", clock = clock, day = day)),
        State::Paused => Some(message!("show-promise-paused", clock = clock)),
        State::Kept { .. } | State::Late { .. } => None,
    }
}

fn pause_message(pause: &Pause) -> Message {
    let from = pause.from.to_string();
    match pause.until {
        None => message!("show-paused", from = from),
        Some(until) => message!("show-pause", from = from, to = until.to_string()),
    }
}

fn show_entry(entry: &EntryView, print: &Print) {
    let label = match entry.number {
        None => print.text().say(&entry.label),
        Some(number) => {
            let what = entry.label.clone();
            print.text().say(&message!("show-letter", what = what, number = number))
        }
    };
    let mark = if entry.unread { "*" } else { " " };
    let name = clean_line(&entry.name);
    print.line("");
    print.line_in(Tone::Heading, &format!("{mark} {}  {name}: {label}", entry.day));
    show_inside(entry, print);
}

/// All of it but its heading.
pub(super) fn show_inside(entry: &EntryView, print: &Print) {
    if entry.other_roster {
        print.alarm(&message!("alarm-other-list"));
    }
    if entry.outsider {
        print.alarm(&message!("alarm-outsider", name = entry.name.as_str()));
    }
    if entry.waits {
        below(&message!("show-waits"), print);
    }
    if !entry.her_name.is_empty() {
        below(&message!("show-her-name"), print);
        print.passage(&entry.her_name);
    }
    for answer in &entry.answers {
        print.below(&answer.label);
        print.passage(&answer.answers.join("\n"));
    }
    for line in &entry.particulars {
        below(line, print);
    }
    if !entry.text.is_empty() {
        print.passage(&entry.text);
    }
    for attachment in &entry.attachments {
        attachment.show(print);
    }
}

/// Something, and when it was.
fn dated(day: &str, what: &Message, print: &Print) {
    print.line(&format!("{day}  {}", print.text().say(what)));
}

/// Below what it belongs to.
fn below(message: &Message, print: &Print) {
    print.below(&print.text().say(message));
}
