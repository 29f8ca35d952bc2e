//! Between what somebody can choose on the page of a case, in words.

use clap::ValueEnum;
use dauys_wire::Id;
use dauys_wire::roster::Roster;
use serde::Serialize;

use super::list::{Row, short};
use super::{check, finding, show, task, who, words};
use crate::case::Case;
use crate::case::handling::Handling;
use crate::case::step::{Measure, Outcome, Step};
use crate::cli::Interest;
use crate::clock;
use crate::failure::Failure;
use crate::message;
use crate::print::{Print, shorten};
use crate::seat::Seat;
use crate::text::{Message, Text};
use crate::workplace::Workplace;

/// Characters of a task or a finding by which it is known.
const KNOWN: usize = 60;

/// One of them.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    value: String,
    words: String,
}

/// Everything that can be chosen in a case.
#[derive(Default)]
pub(crate) struct Choices {
    pub(crate) steps: Vec<Choice>,
    pub(crate) outcomes: Vec<Choice>,
    pub(crate) measures: Vec<Choice>,
    /// Who reads it.
    pub(crate) readers: Vec<Choice>,
    /// Who could be let in.
    pub(crate) others: Vec<Choice>,
    /// Tasks that are not done.
    pub(crate) tasks: Vec<Choice>,
    /// What happened about the side of the accused.
    pub(crate) sides: Vec<Choice>,
    /// Letters of the reporter, by their numbers.
    pub(crate) letters: Vec<Choice>,
    /// What is alleged, by its numbers.
    pub(crate) findings: Vec<Choice>,
    /// What can be found about it.
    pub(crate) found: Vec<Choice>,
    /// Whether there is a conflict of interest.
    pub(crate) interests: Vec<Choice>,
    /// Cases to which it could be tied.
    pub(crate) others_here: Vec<Choice>,
    /// Cases to which it is tied.
    pub(crate) tied: Vec<Choice>,
    /// Checks that are not done, if it is closed.
    pub(crate) check_ins: Vec<Choice>,
}

/// Those of a case.
pub(crate) fn choices(case: &str, seat: &Seat<'_>, print: &Print) -> Result<Choices, Failure> {
    let mut workplace = seat.sit(print)?;
    let today = clock::today();
    workplace.glance(today);
    let case = workplace.case(case)?;
    let (contents, text) = (workplace.vault.contents(), print.text());
    let person = |id: &Id| {
        let words = who::name(id, contents);
        Choice { value: id.to_string(), words }
    };
    let shut_out = case.reporter.iter().flat_map(|her| &her.shut_out).collect::<Vec<_>>();
    let roster = contents.roster().map(|known| &known.roster);
    let listed =
        roster.into_iter().flat_map(|roster| roster.investigators.iter().map(|one| &one.id));
    let is_active = |id: &Id| roster.is_some_and(|roster| roster.is_active(id, today));
    let others =
        listed.filter(|id| is_active(id) && !case.readers().contains(id) && !shut_out.contains(id));
    let handling = case.handling();
    let open = task::tasks(&case, &handling, contents).into_iter().filter(|task| !task.done);
    let is_open = show::may_see(&case, &workplace.keys.id, print);
    let open = open.filter(|_| is_open);
    let findings = finding::findings(&case, &handling).into_iter().filter(|_| is_open);
    Ok(Choices {
        steps: Step::OPEN.map(|step| named(step.code(), &words::step(step), text)).into(),
        outcomes: Outcome::ALL.map(|one| named(one.code(), &words::outcome(one), text)).into(),
        measures: Measure::ALL.map(|one| named(one.code(), &words::measure(one), text)).into(),
        readers: case.readers().iter().map(person).collect(),
        others: others.map(person).collect(),
        tasks: open.map(|task| numbered(task.number, shorten(&task.text, KNOWN))).collect(),
        sides: vec![
            named("asked", &message!("kind-accused-asked"), text),
            named("answered", &message!("kind-accused-answered"), text),
        ],
        letters: letters(&case, text),
        findings: findings
            .map(|finding| numbered(finding.number, shorten(&finding.text, KNOWN)))
            .collect(),
        found: of_codes(|found| words::found(finding::outcome(found)), text),
        interests: of_codes(interest, text),
        others_here: others_here(&case, &workplace, text),
        tied: handling.linked().filter(|_| is_open).map(tied).collect(),
        check_ins: roster.map(|roster| check_ins(&handling, roster, text)).unwrap_or_default(),
    })
}

/// What the queue says of each: nothing that was written in it.
fn others_here(case: &Case<'_>, workplace: &Workplace, text: &Text) -> Vec<Choice> {
    let rows = workplace.glances().all().map(|glance| &glance.row);
    let others = rows.filter(|row| row.case != case.thread);
    let choice = |row: &Row| {
        let (case, status) = (short(&row.case), words::queue(row.status));
        let words = text.say(&message!("show-head", case = case, status = status));
        Choice { value: row.case.to_string(), words }
    };
    others.map(choice).collect()
}

fn tied(other: &Id) -> Choice {
    Choice { value: other.to_string(), words: short(other) }
}

/// Of a closed case the checks that nobody has written down yet.
fn check_ins(handling: &Handling, roster: &Roster, text: &Text) -> Vec<Choice> {
    let days = check::days(roster).into_iter().filter(|_| handling.is_closed());
    let open = days.filter(|days| !handling.check_ins.contains_key(days));
    let choice = |days: u32| {
        let words = text.say(&message!("kind-checkin", days = days.to_string()));
        Choice { value: days.to_string(), words }
    };
    open.map(choice).collect()
}

fn letters(case: &Case<'_>, text: &Text) -> Vec<Choice> {
    let letters = case.reporter_letters().enumerate().map(|(place, letter)| {
        let (what, number) = (words::letter(letter.kind), place + 1);
        numbered(number, text.say(&message!("show-letter", what = what, number = number)))
    });
    letters.collect()
}

const fn interest(interest: Interest) -> Message {
    match interest {
        Interest::None => message!("desk-declare-none"),
        Interest::Conflict => message!("desk-declare-conflict"),
    }
}

/// By the codes that are typed at a terminal.
fn of_codes<T: ValueEnum + Copy>(words: impl Fn(T) -> Message, text: &Text) -> Vec<Choice> {
    let all = T::value_variants().iter();
    let choice = |one: &T| {
        let value = one.to_possible_value()?;
        Some(named(value.get_name(), &words(*one), text))
    };
    all.filter_map(choice).collect()
}

fn numbered(number: usize, words: String) -> Choice {
    Choice { value: number.to_string(), words }
}

fn named(code: &str, words: &Message, text: &Text) -> Choice {
    Choice { value: code.to_owned(), words: text.say(words) }
}
