//! A question on the form: what is read out, and what was filled in.

use dauys_wire::questionnaire::{Answer, AnswerFault, Fault, Question, QuestionKind};
use serde::Serialize;

use super::super::question::options;
use super::Writing;
use crate::message;
use crate::text::{Message, Text};

/// One of them.
#[derive(Serialize)]
pub(super) struct Row {
    /// Of its field: how it is answered, and its id.
    field: String,
    id: String,
    kind: QuestionKind,
    title: Option<String>,
    label: String,
    hint: Option<String>,
    why: Option<String>,
    options: Vec<Choice>,
    /// A text, or a number.
    value: String,
    /// As it is read out again; one line for each answer of several.
    answer: Option<String>,
    /// It was not there before.
    is_new: bool,
    wrong: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    label: String,
    group: Option<String>,
    is_chosen: bool,
}

impl Row {
    pub(super) const fn is_settled(&self) -> bool {
        !self.is_new && self.wrong.is_none()
    }
}

impl Writing<'_, '_> {
    /// All that is asked, given what was answered.
    pub(super) fn rows(&self, theirs: &Text, is_first: bool, shown: &[String]) -> Vec<Row> {
        let (questionnaire, answers) = (self.check.questionnaire, &self.draft.answers);
        let faults = if is_first { Vec::new() } else { questionnaire.faults(answers) };
        let row = |question: &Question| {
            let fault = faults.iter().find(|fault| fault.question == question.id);
            Row {
                is_new: !is_first && !shown.contains(&question.id),
                wrong: fault.map(|fault| self.ours.say(&fault_of(question, fault))),
                ..self.row(question, theirs)
            }
        };
        questionnaire.asked(answers).into_iter().map(row).collect()
    }

    /// The fields of answers to what is not asked now.
    pub(super) fn unasked(&self) -> Vec<(String, String)> {
        let asked = self.check.questionnaire.asked(&self.draft.answers);
        let mut unasked = Vec::new();
        for (id, answer) in &self.draft.answers {
            if asked.iter().all(|question| question.id != *id) {
                let field = field(matches!(answer, Answer::Many(_)), id);
                unasked.extend(answer.chosen().iter().map(|it| (field.clone(), it.clone())));
            }
        }
        unasked
    }

    fn row(&self, question: &Question, theirs: &Text) -> Row {
        let pick = |texts| theirs.pick(texts).to_owned();
        let answer = self.draft.answers.get(&question.id);
        let chosen = answer.map(Answer::chosen).unwrap_or_default();
        let options = options(self.check.questionnaire, question, theirs).into_iter();
        let options: Vec<Choice> = options
            .map(|option| Choice {
                id: option.id.clone(),
                label: pick(&option.label),
                group: option.group.as_ref().map(pick),
                is_chosen: chosen.contains(&option.id),
            })
            .collect();
        let labels = options.iter().filter(|option| option.is_chosen);
        let labels: Vec<&str> = labels.map(|option| option.label.as_str()).collect();
        let (is_closed, value) = (question.is_closed(), chosen.join("\n"));
        let words = if is_closed { labels.join("; ") } else { value.clone() };
        let why = question.why.as_ref().map(|why| message!("preview-why", why = theirs.pick(why)));
        Row {
            field: field(question.kind == QuestionKind::Many, &question.id),
            id: question.id.clone(),
            kind: question.kind,
            title: question.title.as_ref().map(pick),
            label: pick(&question.label),
            hint: question.hint.as_ref().map(pick),
            why: why.map(|why| theirs.say(&why)),
            value: if is_closed { String::new() } else { value },
            answer: answer.map(|_| words),
            options,
            is_new: false,
            wrong: None,
        }
    }
}

/// The name of a field says whether there can be several answers.
fn field(is_many: bool, id: &str) -> String {
    format!("{}-{id}", if is_many { "many" } else { "one" })
}

fn fault_of(question: &Question, fault: &AnswerFault) -> Message {
    match (fault.fault, question.kind) {
        (Fault::Empty, QuestionKind::Text) => message!("filing-needed-text"),
        (Fault::Empty, _) => message!("filing-needed"),
        (Fault::Long, _) => message!("desk-filing-long", over = fault.over),
        (Fault::Number, _) => {
            let (least, most) = (question.least.unwrap_or(0), question.most.unwrap_or(u32::MAX));
            message!("filing-number", least = least, most = most)
        }
        (Fault::Unknown, _) => message!("filing-alone"),
    }
}
