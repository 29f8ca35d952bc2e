//! What is promised, in words, and the days on which no source agrees.

use dauys_wire::roster::ChannelKind;

use crate::calendar::{Calendar, Note};
use crate::clocks::{Clock, Clocks, Profile, Span, Term};
use crate::message;
use crate::org::check::Report;
use crate::print::Print;
use crate::text::Message;

/// The days of a roster's validity that no source settles.
pub(super) fn doubtful(report: &Report) -> Vec<Note> {
    let calendar = Clocks::of(&report.roster.clocks).calendar();
    calendar.notes_between(report.roster.issued, report.roster.expires)
}

pub(super) fn show(report: &Report, print: &Print) {
    let clocks = Clocks::of(&report.roster.clocks);
    let profiles = clocks.profiles.all();
    if profiles.is_empty() {
        print.say(&message!("check-clocks-nothing"));
        return;
    }
    print.say(&message!("check-clocks"));
    for (kind, profile) in &profiles {
        let whose = if profiles.len() == 1 { message!("promise-all") } else { whose(*kind) };
        for line in lines(&whose, profile) {
            say_below(&line, print);
        }
    }
    show_after(&clocks, print);
    for clock in Clock::ALL {
        if let Some(days) = clocks.days_at_most(clock).filter(|_| clock != Clock::Close) {
            let days = message!("days", days = days);
            let clock = clock_message(clock);
            say_below(&message!("check-bound", clock = clock, days = days), print);
        }
    }
    show_calendar(clocks.calendar(), report, print);
}

/// Each clock of a profile.
fn lines(whose: &Message, profile: &Profile) -> Vec<Message> {
    let line = |clock| {
        let Term { within, extended, notice_days } = profile.term(clock)?;
        let (whose, clock, within) = (whose.clone(), clock_message(clock), span(within));
        Some(match extended {
            None => message!("promise-line", whose = whose, clock = clock, within = within),
            Some(extended) => message!(
                "promise-line-extended",
                whose = whose,
                clock = clock,
                within = within,
                extended = span(extended),
                notice = message!("days", days = notice_days),
            ),
        })
    };
    Clock::ALL.into_iter().filter_map(line).collect()
}

fn show_after(clocks: &Clocks, print: &Print) {
    if !clocks.check_ins.is_empty() {
        let days: Vec<String> = clocks.check_ins.iter().map(u32::to_string).collect();
        say_below(&message!("check-check-ins", days = days.join(", ")), print);
    }
    if let Some(days) = clocks.keep_days {
        say_below(&message!("check-kept", days = days), print);
    }
}

fn show_calendar(calendar: &Calendar, report: &Report, print: &Print) {
    if !calendar.days.is_empty() {
        let (id, day) = (calendar.id.as_str(), calendar.last_checked.to_string());
        print.say(&if calendar.lawyer_checked {
            message!("check-calendar", calendar = id, day = day)
        } else {
            message!("check-calendar-unchecked", calendar = id, day = day)
        });
    }
    let doubtful = doubtful(report);
    if !doubtful.is_empty() {
        print.say(&message!("check-doubtful", day = report.roster.expires.to_string()));
    }
    for Note { from, to, name, why } in &doubtful {
        let text = print.text();
        let when = if from == to {
            from.to_string()
        } else {
            text.say(&message!("days-from-to", from = from.to_string(), to = to.to_string()))
        };
        let name = name.as_ref().map(|name| format!(", {}", text.pick(name))).unwrap_or_default();
        print.line(&format!("  {when}{name}: {}", text.pick(why)));
    }
}

/// Below a heading: a catalogue keeps no blanks at the beginning of a line.
fn say_below(message: &Message, print: &Print) {
    print.line(&format!("  {}", print.text().say(message)));
}

fn whose(kind: Option<ChannelKind>) -> Message {
    match kind {
        None => message!("promise-default"),
        Some(ChannelKind::Hr) => message!("promise-hr"),
        Some(ChannelKind::Ethics) => message!("promise-ethics"),
        Some(ChannelKind::Union) => message!("promise-union"),
        Some(ChannelKind::Inspectorate) => message!("promise-inspectorate"),
        Some(ChannelKind::Ngo) => message!("promise-ngo"),
        Some(ChannelKind::Lawyer) => message!("promise-lawyer"),
        Some(ChannelKind::Board) => message!("promise-board"),
    }
}

fn clock_message(clock: Clock) -> Message {
    match clock {
        Clock::Acknowledge => message!("clock-acknowledge"),
        Clock::Answer => message!("clock-answer"),
        Clock::Close => message!("clock-close"),
    }
}

/// A span in words; of several lengths all are said.
fn span(span: Span) -> Message {
    let Span { working_days, days, months } = span;
    let lengths = [
        working_days.map(|days| message!("span-working-days", days = days)),
        days.map(|days| message!("span-days", days = days)),
        months.map(|months| message!("span-months", months = months)),
    ];
    let or = |first, second| message!("span-earlier", first = first, second = second);
    lengths.into_iter().flatten().reduce(or).unwrap_or_else(|| message!("check-clocks-nothing"))
}
