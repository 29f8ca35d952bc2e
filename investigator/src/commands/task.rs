//! `dauys task`: what is to be done in a case, by whom and until when.

use dauys_crypto::event::{EventBody, EventKind};
use dauys_wire::{Day, Id};
use schemars::JsonSchema;
use serde::Serialize;

use super::act::{Act, Said};
use super::deliver;
use super::keep::still_to_come;
use super::list::short;
use super::who::{self, Person};
use super::{numbers, words};
use crate::case::handling::{self, take::DONE};
use crate::case::{Case, Handling};
use crate::cli::Task;
use crate::compose::random_id;
use crate::failure::{Exit, Failure};
use crate::print::{Print, shorten};
use crate::schema::shape;
use crate::seat::Seat;
use crate::vault::Contents;
use crate::workplace::Workplace;
use crate::{clock, message};

/// Characters of a task that are said again.
const SAID: usize = 60;

/// A task as it is shown.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "task")]
pub(super) struct TaskView {
    pub(super) number: usize,
    #[schemars(with = "shape::Id")]
    item: Id,
    pub(super) text: String,
    assigned: Option<Person>,
    #[schemars(with = "Option<shape::Day>")]
    until: Option<Day>,
    pub(super) done: bool,
}

/// What was written, or what there is.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "the shape of two views")]
pub(crate) enum View {
    Done(deliver::View),
    List(ListView),
}

/// What there is in a case.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "list")]
pub(crate) struct ListView {
    #[schemars(with = "shape::Id")]
    case: Id,
    tasks: Vec<TaskView>,
}

pub(super) fn run(args: &Task, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let is_new = args.wording.is_given() || args.whom.is_some() || args.until.is_some();
    if !is_new && args.done.is_none() {
        return list(&args.case, &*seat.sit(print)?, print);
    }
    if let Some(day) = args.until {
        still_to_come(day, clock::today())?;
    }
    let act = Act { case: &args.case, posting: &args.posting, seat, print };
    act.add_saying(|case, workplace| {
        if let Some(number) = args.done {
            return finish(case, number);
        }
        let read = |typed: &String| who::reader(case, typed, workplace.vault.contents());
        let whom = args.whom.as_ref().map(read).transpose()?;
        let text = args.wording.read(print)?;
        Ok(set(case, handling::Task { text, assigned: whom, due: args.until, done: false }))
    })
}

fn list(prefix: &str, workplace: &Workplace, print: &Print) -> Result<(), Failure> {
    let case = workplace.case(prefix)?;
    let tasks = tasks(&case, &case.handling(), workplace.vault.contents());
    let view = ListView { case: case.thread, tasks };
    print.json(&view);
    let tasks = view.tasks;
    if tasks.is_empty() {
        print.say(&message!("task-none", case = short(&case.thread)));
    }
    for task in &tasks {
        task.show(print);
    }
    Ok(())
}

/// The tasks of a case, by number.
pub(super) fn tasks(case: &Case<'_>, handling: &Handling, contents: &Contents) -> Vec<TaskView> {
    let items = numbers::items(case, EventKind::Task);
    let view = |(place, item): (usize, &Id)| {
        let task = handling.tasks.get(item)?.value()?;
        Some(TaskView {
            number: place + 1,
            item: *item,
            text: task.text.clone(),
            assigned: task.assigned.map(|id| who::person(&id, contents)),
            until: task.due,
            done: task.done,
        })
    };
    items.iter().enumerate().filter_map(view).collect()
}

impl TaskView {
    pub(super) fn show(&self, print: &Print) {
        let say = |message| print.text().say(&message);
        let whom = self.assigned.as_ref();
        let whom = whom.map(|person| message!("event-for", name = person.name.as_str()));
        let done = self.done.then(|| message!("task-is-done"));
        let about = [done, whom, self.until.map(words::until)];
        let about: Vec<String> = about.into_iter().flatten().map(say).collect();
        print.line(format!("  {}. {}", self.number, about.join(" ")).trim_end());
        print.passage(&self.text);
    }
}

fn set(case: &Case<'_>, task: handling::Task) -> Said {
    let number = numbers::items(case, EventKind::Task).len() + 1;
    let said = message!("task-set", case = short(&case.thread), number = number);
    (said, vec![(EventKind::Task, body(random_id(), task))])
}

fn finish(case: &Case<'_>, number: usize) -> Result<Said, Failure> {
    let short = short(&case.thread);
    let items = numbers::items(case, EventKind::Task);
    let handling = case.handling();
    let known = numbers::at(&items, number)
        .and_then(|item| Some((item, handling.tasks.get(&item)?)))
        .and_then(|(item, set)| Some((item, set, set.value()?)));
    let Some((item, set, task)) = known else {
        let message = message!("task-no-number", case = short, number = number);
        return Err(Failure::new(Exit::Usage, message));
    };
    if task.done && set.contrary().next().is_none() {
        return Ok((message!("already-so"), Vec::new()));
    }
    let text = shorten(&task.text, SAID);
    let said = message!("task-finished", case = short, number = number, text = text);
    // It replaces the one before, so it says all of it.
    let done = handling::Task { done: true, ..task.clone() };
    Ok((said, vec![(EventKind::Task, body(item, done))]))
}

fn body(item: Id, task: handling::Task) -> EventBody {
    let handling::Task { text, assigned, due, done } = task;
    EventBody {
        item: Some(item),
        text,
        investigator: assigned,
        day: due,
        status: done.then(|| DONE.to_owned()),
        ..EventBody::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::office::Office;
    use crate::fixtures::DAY;

    fn task(text: &str) -> handling::Task {
        handling::Task { text: text.to_owned(), assigned: None, due: None, done: false }
    }

    fn shown(office: &Office) -> Vec<(usize, String, bool)> {
        let (case, contents) = (office.case(), office.workplace.vault.contents());
        let tasks = tasks(&case, &case.handling(), contents);
        tasks.into_iter().map(|task| (task.number, task.text, task.done)).collect()
    }

    #[test]
    fn tasks_have_numbers_in_the_order_in_which_they_were_set_and_keep_them() {
        let mut office = Office::open();
        let first = handling::Task {
            assigned: Some(Office::MARAT),
            due: Some(DAY.plus(3)),
            ..task("күзетшімен сөйлесу")
        };
        assert_eq!(office.add(|case, _| Ok(set(case, first.clone()))), Ok("task-set"));
        assert_eq!(office.add(|case, _| Ok(set(case, task("кестені алу")))), Ok("task-set"));
        assert_eq!(office.add(|case, _| finish(case, 1)), Ok("task-finished"));
        let expected =
            [(1, first.text.clone(), true), (2, "кестені алу".to_owned(), false)].to_vec();
        assert_eq!(shown(&office), expected);
        let handling = office.case().handling();
        let done = handling.tasks.values().filter_map(|it| it.value()).find(|it| it.done).cloned();
        assert_eq!(done, Some(handling::Task { done: true, ..first }), "nothing of it is lost");
        assert_eq!(office.add(|case, _| finish(case, 1)), Ok("already-so"));
        for number in [0, 3] {
            assert_eq!(office.add(|case, _| finish(case, number)), Err("task-no-number"));
        }
    }

    #[test]
    fn the_longest_task_goes_into_one_letter() {
        let mut office = Office::open();
        office.add(|case, _| Ok(set(case, task(&"ә".repeat(5_999))))).unwrap();
        assert_eq!(shown(&office).len(), 1);
        assert_eq!(shown(&office)[0].1.chars().count(), 5_999, "it was not split");
    }
}
