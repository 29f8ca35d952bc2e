//! `dauys counted`: whoever wanted only to be counted, as numbers.

use dauys_wire::questionnaire::Questionnaire;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::Global;
use crate::counted::{About, Counted, QuestionCount, STEP};
use crate::failure::Failure;
use crate::message;
use crate::print::{Print, Tone};
use crate::workplace::Workplace;

/// The numbers.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// How many wanted only to be counted.
    counted: Range,
    /// How many of them answered other questions than those in force, or what these do not offer;
    /// they are in no table.
    others: Range,
    months: Vec<Month>,
    questions: Vec<Question>,
}

/// About how many.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "about")]
pub(super) struct Range {
    /// At least.
    least: usize,
    /// At most.
    most: usize,
}

/// How many letters came in a month.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "month")]
struct Month {
    /// Such as `2026-07`.
    month: String,
    count: Range,
}

/// What was answered to a question.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "question")]
struct Question {
    id: String,
    label: String,
    options: Vec<Chosen>,
    /// How many did not answer.
    unanswered: Range,
}

/// How often an answer was chosen.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "option")]
struct Chosen {
    id: String,
    label: String,
    count: Range,
}

pub(super) fn run(global: &Global, print: &Print) -> Result<(), Failure> {
    let workplace = Workplace::unlock(global, print)?;
    let questionnaire = &workplace.connected()?.1.questionnaire;
    let letters = workplace.vault.contents().letters().values();
    let view = View::of(Counted::fold(letters, questionnaire), questionnaire, print);
    print.json(&view);
    view.tell(print);
    Ok(())
}

impl From<About> for Range {
    fn from(About { least, most }: About) -> Self {
        Self { least, most }
    }
}

impl Range {
    pub(super) const fn about(self) -> About {
        About { least: self.least, most: self.most }
    }
}

impl View {
    fn of(counted: Counted<'_>, questionnaire: &Questionnaire, print: &Print) -> Self {
        let text = print.text();
        let question = |one: QuestionCount<'_>| {
            let labels = questionnaire.options(one.question);
            let options = labels.zip(&one.options).map(|(option, (id, count))| Chosen {
                id: (*id).to_owned(),
                label: text.pick(&option.label).to_owned(),
                count: (*count).into(),
            });
            Question {
                id: one.question.id.clone(),
                label: text.pick(&one.question.label).to_owned(),
                options: options.collect(),
                unanswered: one.unanswered.into(),
            }
        };
        let months =
            counted.months.into_iter().map(|(month, count)| Month { month, count: count.into() });
        Self {
            counted: counted.all.into(),
            others: counted.others.into(),
            months: months.collect(),
            questions: counted.questions.into_iter().map(question).collect(),
        }
    }

    fn tell(&self, print: &Print) {
        let [counted, others] = [self.counted, self.others].map(Range::about);
        print.say(&message!("counted-all", count = counted.to_string()));
        if !others.is_nobody() {
            print.say(&message!("counted-others", count = others.to_string()));
        }
        if self.questions.is_empty() {
            if !counted.is_nobody() {
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
        let chosen = self.options.iter().filter(|option| !option.count.about().is_nobody());
        let mut rows: Vec<Vec<String>> =
            chosen.map(|option| row(option.count, &option.label)).collect();
        if !self.unanswered.about().is_nobody() {
            let label = print.text().say(&message!("counted-unanswered"));
            rows.push(row(self.unanswered, &label));
        }
        print.table(&rows);
    }
}

fn row(count: Range, label: &str) -> Vec<String> {
    vec![format!("{:>9}", count.about().to_string()), label.to_owned()]
}
