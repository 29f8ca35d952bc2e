//! The cases in columns that do not wrap at 80 characters, in any of the three languages.

use super::row::Row;
use crate::case::Status;
use crate::case::step::Step;
use crate::message;
use crate::print::shorten;
use crate::text::{Message, Text};

/// Characters of a line where nobody knows better.
const WIDTH: usize = 80;
/// What stands between two columns.
const BETWEEN: usize = 2;
/// The longest name that is shown whole.
const NAME: usize = 14;
/// Labels are cut to what is left, and to no less than this.
const LABELS_LEAST: usize = 8;

/// The head, then a line for each case, for a terminal of so many columns.
pub(super) fn lines(rows: &[Row], text: &Text, columns: Option<usize>) -> Vec<Vec<String>> {
    let head = [
        message!("column-case"),
        message!("column-status"),
        message!("column-step"),
        message!("column-assigned"),
        message!("column-unread"),
        message!("column-waits"),
        message!("column-due"),
    ];
    let mut lines = vec![head.map(|message| text.say(&message)).to_vec()];
    lines.extend(rows.iter().map(|row| cells(row, text).to_vec()));
    let left = columns.unwrap_or(WIDTH).saturating_sub(width(&lines) + BETWEEN).max(LABELS_LEAST);
    let labels = rows.iter().map(|row| shorten(&row.labels.join(", "), left));
    let last = std::iter::once(text.say(&message!("column-labels"))).chain(labels);
    lines.iter_mut().zip(last).for_each(|(line, labels)| line.push(labels));
    lines
}

fn cells(row: &Row, text: &Text) -> [String; 7] {
    let assigned = match &row.assigned {
        Some(_) if row.mine => text.say(&message!("assigned-me")),
        Some(person) => shorten(&person.name, NAME),
        None => String::new(),
    };
    // A mark beside what is new: files came with it. There is no room for a column.
    let files = if row.attachments > 0 { "@" } else { "" };
    // A mark beside the step: two did contrary things.
    let contrary = if row.contrary { "!" } else { "" };
    let step = row.step.map(|step| text.say(&step_message(step))).unwrap_or_default();
    [
        row.short.clone(),
        text.say(&status_message(row.status)),
        format!("{step}{contrary}"),
        assigned,
        format!("{}{files}", some(row.unread)),
        row.waiting_days.map(|days| days.to_string()).unwrap_or_default(),
        row.due_in_days.map(|days| days.to_string()).unwrap_or_default(),
    ]
}

/// A number, or nothing for none.
fn some(number: usize) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

fn width(lines: &[Vec<String>]) -> usize {
    let columns = lines.first().map_or(0, Vec::len);
    let longest = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    (0..columns).map(longest).sum::<usize>() + BETWEEN * columns.saturating_sub(1)
}

/// How a case stands, short.
fn status_message(status: Status) -> Message {
    match status {
        Status::Retaliation => message!("short-retaliation"),
        Status::New => message!("short-new"),
        Status::WaitingForUs => message!("short-waiting-for-us"),
        Status::WaitingForReporter => message!("short-waiting-for-reporter"),
        Status::Closed => message!("short-closed"),
    }
}

/// The step that it is at, short.
fn step_message(step: Step) -> Message {
    match step {
        Step::Received => message!("short-received"),
        Step::Assessing => message!("short-assessing"),
        Step::Investigating => message!("short-investigating"),
        Step::Decision => message!("short-decision"),
        Step::Measures => message!("short-measures"),
        Step::FollowUp => message!("short-follow-up"),
        Step::Closed(_) => message!("short-closed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::step::Outcome;
    use crate::commands::office::Office;
    use crate::commands::who::Person;
    use crate::fixtures::DAY;
    use crate::text::Language;

    #[test]
    fn no_line_is_wider_than_a_narrow_terminal() {
        let office = Office::open();
        let statuses = [
            Status::Retaliation,
            Status::New,
            Status::WaitingForUs,
            Status::WaitingForReporter,
            Status::Closed,
        ];
        let steps = Step::OPEN.into_iter().chain(Outcome::ALL.map(Step::Closed));
        let mut rows = Vec::new();
        for (step, status) in steps.zip(statuses.into_iter().cycle()) {
            let name = "Абдулғаппар Тұрсынмұхаммедұлы".to_owned();
            let mut row = Row::of(&office.case(), &office.workplace, DAY);
            (row.step, row.status, row.contrary) = (Some(step), status, true);
            row.assigned = Some(Person { id: Office::MARAT, name });
            row.mine = rows.len() % 2 == 0;
            row.labels = vec!["жатақхана".to_owned(), "түнгі ауысым".to_owned()];
            (row.unread, row.waiting_days, row.due_in_days) = (99, Some(999), Some(-999));
            row.attachments = 99;
            rows.push(row);
        }
        for language in Language::ALL {
            let lines = lines(&rows, &Text::new(language), None);
            assert!(width(&lines) <= WIDTH, "{} {lines:?}", language.code());
            let labels = lines[1].last().unwrap().chars().count();
            assert!(labels >= LABELS_LEAST, "{labels} of {}", language.code());
            let narrow = super::lines(&rows, &Text::new(language), Some(60));
            assert_eq!(narrow[1].last().unwrap().chars().count(), LABELS_LEAST);
        }
    }
}
