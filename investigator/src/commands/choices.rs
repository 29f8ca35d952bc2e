//! Between what somebody can choose on the page of a case, in words.

use dauys_wire::Id;
use serde::Serialize;

use super::{show, task, who, words};
use crate::case::step::{Measure, Outcome, Step};
use crate::clock;
use crate::failure::Failure;
use crate::message;
use crate::print::{Print, shorten};
use crate::seat::Seat;
use crate::text::Text;

/// Characters of a task by which it is known.
const TASK: usize = 60;

/// One of them.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    value: String,
    words: String,
}

/// Everything that can be chosen in a case.
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
}

/// Those of a case.
pub(crate) fn choices(case: &str, seat: &Seat<'_>, print: &Print) -> Result<Choices, Failure> {
    let workplace = seat.sit(print)?;
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
    let is_active = |id: &Id| roster.is_some_and(|roster| roster.is_active(id, clock::today()));
    let others =
        listed.filter(|id| is_active(id) && !case.readers().contains(id) && !shut_out.contains(id));
    let handling = case.handling();
    let open = task::tasks(&case, &handling, contents).into_iter().filter(|task| !task.done);
    let is_open = show::may_see(&case, &workplace.keys.id, print);
    let open = open.filter(|_| is_open);
    Ok(Choices {
        steps: Step::OPEN.map(|step| named(step.code(), &words::step(step), text)).into(),
        outcomes: Outcome::ALL.map(|one| named(one.code(), &words::outcome(one), text)).into(),
        measures: Measure::ALL.map(|one| named(one.code(), &words::measure(one), text)).into(),
        readers: case.readers().iter().map(person).collect(),
        others: others.map(person).collect(),
        tasks: open
            .map(|task| Choice { value: task.number.to_string(), words: shorten(&task.text, TASK) })
            .collect(),
        sides: vec![
            named("asked", &message!("kind-accused-asked"), text),
            named("answered", &message!("kind-accused-answered"), text),
        ],
    })
}

fn named(code: &str, words: &crate::text::Message, text: &Text) -> Choice {
    Choice { value: code.to_owned(), words: text.say(words) }
}
