//! The first numbers, for the desk's page: tables with a bar beside each number.

use serde::Serialize;

use super::words;
use crate::clock;
use crate::counted::About;
use crate::failure::Failure;
use crate::message;
use crate::print::Print;
use crate::seat::Seat;
use crate::statistics::Statistics;
use crate::text::Text;

/// Of the questions, what is told of first (`data/questionnaire.json`).
const QUESTIONS: [&str; 3] = ["form", "who", "where"];

/// Everything.
#[derive(Serialize)]
pub(crate) struct Numbers {
    all: String,
    /// Whether there are too few to tell more.
    is_few: bool,
    tables: Vec<Table>,
}

#[derive(Serialize)]
struct Table {
    heading: String,
    rows: Vec<Row>,
}

/// A number in its step.
#[derive(Serialize)]
struct Row {
    label: String,
    count: String,
    /// Of the longest bar, in percent.
    percent: usize,
}

pub(crate) fn numbers(seat: &Seat<'_>, print: &Print) -> Result<Numbers, Failure> {
    let mut workplace = seat.sit(print)?;
    workplace.glance(clock::today());
    let (known, text) = (workplace.connected()?.1, print.text());
    let found = Statistics::of(
        workplace.glances().all().map(|glance| &glance.told),
        workplace.vault.contents(),
        known,
    );
    let mut tables = vec![table(
        text.say(&message!("desk-numbers-status")),
        found.statuses.iter().map(|(status, count)| (text.say(&words::queue(*status)), *count)),
    )];
    tables.extend(found.promises.iter().map(|one| promise(one, text)));
    let months = found.reports.months.iter().map(|(month, count)| (month.clone(), *count));
    tables.push(table(text.say(&message!("desk-numbers-month")), months));
    for id in QUESTIONS {
        let Some(one) = found.reports.questions.iter().find(|one| one.question.id == id) else {
            continue;
        };
        let labels = known.questionnaire.options(one.question);
        let rows = labels.zip(&one.options);
        let rows = rows.map(|(option, (_, count))| (text.pick(&option.label).to_owned(), *count));
        tables.push(table(text.pick(&one.question.label).to_owned(), rows));
    }
    tables.retain(|table| !table.rows.is_empty());
    Ok(Numbers {
        all: found.reports.all.to_string(),
        is_few: found.reports.questions.is_empty(),
        tables,
    })
}

fn promise(one: &crate::statistics::Promise, text: &Text) -> Table {
    let rows = [
        (message!("desk-numbers-kept"), one.kept),
        (message!("desk-numbers-late"), one.late),
        (message!("desk-numbers-overdue"), one.overdue),
        (message!("desk-numbers-running"), one.running),
    ];
    let clock = words::clock(one.clock);
    let heading = text.say(&message!("desk-numbers-promise", clock = clock));
    table(heading, rows.into_iter().map(|(message, count)| (text.say(&message), count)))
}

/// What nobody is counted under is left out.
fn table(heading: String, rows: impl Iterator<Item = (String, About)>) -> Table {
    let rows: Vec<_> = rows.filter(|(_, count)| !count.is_nobody()).collect();
    let most = rows.iter().map(|(_, count)| count.most).max().unwrap_or(1);
    let rows = rows.into_iter().map(|(label, count)| Row {
        label,
        count: count.to_string(),
        percent: count.most * 100 / most,
    });
    Table { heading, rows: rows.collect() }
}
