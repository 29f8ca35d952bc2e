//! `dauys counted`: whoever wanted only to be counted, as numbers.

use dauys_wire::questionnaire::Questionnaire;
use schemars::JsonSchema;
use serde::Serialize;

use crate::counted::{About, Counted, QuestionCount, STEP};
use crate::failure::Failure;
use crate::message;
use crate::print::{Print, Tone};
use crate::seat::Seat;

/// The numbers.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// How many wanted only to be counted.
    counted: About,
    /// How many of them answered other questions than those in force, or what these do not offer;
    /// they are in no table.
    others: About,
    months: Vec<Month>,
    questions: Vec<Question>,
}

/// How many letters came in a month.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "month")]
struct Month {
    /// Such as `2026-07`.
    month: String,
    count: About,
}

/// What was answered to a question.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "question")]
struct Question {
    id: String,
    label: String,
    options: Vec<Chosen>,
    /// How many did not answer.
    unanswered: About,
}

/// How often an answer was chosen.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "option")]
struct Chosen {
    id: String,
    label: String,
    count: About,
}

pub(super) fn run(seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let workplace = seat.sit(print)?;
    let questionnaire = &workplace.connected()?.1.questionnaire;
    let letters = workplace.vault.contents().letters().values();
    let view = View::of(Counted::fold(letters, questionnaire), questionnaire, print);
    print.json(&view);
    view.tell(print);
    Ok(())
}

impl View {
    fn of(counted: Counted<'_>, questionnaire: &Questionnaire, print: &Print) -> Self {
        let text = print.text();
        let question = |one: QuestionCount<'_>| {
            let labels = questionnaire.options(one.question);
            let options = labels.zip(&one.options).map(|(option, (id, count))| Chosen {
                id: (*id).to_owned(),
                label: text.pick(&option.label).to_owned(),
                count: *count,
            });
            Question {
                id: one.question.id.clone(),
                label: text.pick(&one.question.label).to_owned(),
                options: options.collect(),
                unanswered: one.unanswered,
            }
        };
        let months = counted.months.into_iter().map(|(month, count)| Month { month, count });
        Self {
            counted: counted.all,
            others: counted.others,
            months: months.collect(),
            questions: counted.questions.into_iter().map(question).collect(),
        }
    }

    fn tell(&self, print: &Print) {
        print.say(&message!("counted-all", count = self.counted.to_string()));
        if !self.others.is_nobody() {
            print.say(&message!("counted-others", count = self.others.to_string()));
        }
        if self.questions.is_empty() {
            if !self.counted.is_nobody() {
                print.say(&message!("counted-few", least = STEP));
            }
            return;
        }
        let months = self.months.iter().map(|month| row(month.count, &month.month));
        print.table(&months.collect::<Vec<_>>());
        for question in &self.questions {
            question.tell(print);
        }
        print.say_in(Tone::Quiet, &message!("counted-legend", step = STEP));
    }
}

impl Question {
    /// What nobody chose is left out.
    fn tell(&self, print: &Print) {
        print.line("");
        print.line_in(Tone::Heading, &self.label);
        let chosen = self.options.iter().filter(|option| !option.count.is_nobody());
        let mut rows: Vec<Vec<String>> =
            chosen.map(|option| row(option.count, &option.label)).collect();
        if !self.unanswered.is_nobody() {
            let label = print.text().say(&message!("counted-unanswered"));
            rows.push(row(self.unanswered, &label));
        }
        print.table(&rows);
    }
}

fn row(count: About, label: &str) -> Vec<String> {
    vec![format!("{:>9}", count.to_string()), label.to_owned()]
}
