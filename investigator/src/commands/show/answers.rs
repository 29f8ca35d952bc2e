//! What a reporter answered, in the words of the questionnaire.

use dauys_crypto::experience;
use dauys_crypto::letter::ReporterLetter;
use dauys_wire::questionnaire::{Answer, Questionnaire};
use schemars::JsonSchema;
use serde::Serialize;

use crate::message;
use crate::text::Text;
use crate::vault::Contents;

/// A question and what was answered, in words and by their ids.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "answer")]
pub(in crate::commands) struct AnswerView {
    question: String,
    pub(in crate::commands) label: String,
    pub(in crate::commands) answers: Vec<String>,
    /// Whether these are the reporter's own words.
    #[serde(skip)]
    pub(in crate::commands) is_typed: bool,
}

/// In the order in which they were asked, in our words; what the questionnaire in force does not know
/// is shown by its id.
pub(in crate::commands) fn answers(
    letter: &ReporterLetter,
    contents: &Contents,
    text: &Text,
) -> Vec<AnswerView> {
    if experience::is_in(&letter.body) {
        return letter
            .body
            .answers
            .iter()
            .map(|(id, answer)| experienced(id, answer, text))
            .collect();
    }
    let questionnaire = contents
        .roster()
        .map(|known| &known.questionnaire)
        .filter(|questionnaire| questionnaire.id == letter.body.questionnaire);
    let place = |id: &str| {
        questionnaire.and_then(|q| q.questions.iter().position(|question| question.id == id))
    };
    let mut answers: Vec<_> = letter.body.answers.iter().collect();
    answers.sort_by_key(|(id, _)| (place(id).unwrap_or(usize::MAX), id.as_str()));
    answers.into_iter().map(|(id, answer)| view(questionnaire, id, answer, text)).collect()
}

fn view(
    questionnaire: Option<&Questionnaire>,
    id: &str,
    answer: &Answer,
    text: &Text,
) -> AnswerView {
    let question = questionnaire.and_then(|questionnaire| questionnaire.question(id));
    let label = question.map_or(id, |question| text.pick(&question.label));
    let word = |chosen: &String| {
        let asked = questionnaire.zip(question);
        let option = asked.and_then(|(questionnaire, question)| {
            questionnaire.options(question).find(|option| option.id == *chosen)
        });
        option.map_or(chosen.as_str(), |option| text.pick(&option.label)).to_owned()
    };
    seen(id, label.to_owned(), answer, word)
}

/// What is called as it was written is no choice.
fn seen(id: &str, label: String, answer: &Answer, word: impl Fn(&String) -> String) -> AnswerView {
    let (question, answers) = (id.to_owned(), chosen(answer).iter().map(word).collect::<Vec<_>>());
    let is_typed = chosen(answer).iter().zip(&answers).any(|(given, shown)| given == shown);
    AnswerView { question, label, answers, is_typed }
}

/// How it was for her. What these questions do not have is shown by its id.
fn experienced(id: &str, answer: &Answer, text: &Text) -> AnswerView {
    let label = match id {
        "taken-seriously" => text.say(&message!("experience-taken-seriously")),
        "kept-informed" => text.say(&message!("experience-kept-informed")),
        "report-again" => text.say(&message!("experience-report-again")),
        other => other.to_owned(),
    };
    let word = |chosen: &String| match chosen.as_str() {
        "yes" => text.say(&message!("experience-yes")),
        "partly" => text.say(&message!("experience-partly")),
        "no" => text.say(&message!("experience-no")),
        "prefer-not" => text.say(&message!("experience-prefer-not")),
        other => other.to_owned(),
    };
    seen(id, label, answer, word)
}

pub(in crate::commands) const fn chosen(answer: &Answer) -> &[String] {
    match answer {
        Answer::One(one) => std::slice::from_ref(one),
        Answer::Many(many) => many.as_slice(),
    }
}
