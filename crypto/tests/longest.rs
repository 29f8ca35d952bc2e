//! The longest report that the shipped questions allow fits into a letter: nobody writes for an hour
//! and is then told to shorten it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Team, today};
use dauys_crypto::draft::ReportDraft;
use dauys_crypto::letter::Lang;
use dauys_crypto::seal::{OwnCopy, reporter_letter};
use dauys_wire::questionnaire::{Answer, Answers, Question, QuestionKind, Questionnaire};

#[test]
fn the_longest_answers_her_name_and_seven_readers_fit_into_a_letter() {
    let questionnaire: Questionnaire =
        serde_json::from_str(include_str!("../../client-wasm/data/questionnaire.json")).unwrap();
    let team = Team::of(14);
    let (she, mut trusted) = (team.reporter(), team.trusted());
    let mut answers = Answers::new();
    for question in &questionnaire.questions {
        if questionnaire.asked(&answers).contains(&question) {
            answers.insert(question.id.clone(), longest(question));
        }
    }
    trusted.questionnaire = questionnaire;
    let (to, shut_out) = (team.ids(&[0, 1, 2, 3, 4, 5, 6]), team.ids(&[7, 8, 9, 10, 11, 12, 13]));
    let draft = ReportDraft {
        answers,
        name_to: to.clone(),
        to,
        shut_out,
        lang: Lang::Kk,
        day: today(),
        name: "Ә".repeat(120),
        taken_by: Some(team.desks[0].id),
        only_counted: false,
        blobs: Vec::new(),
    };
    let letter = draft.write(&she, &trusted).unwrap();
    assert!(letter.body.answers.len() > 20, "most questions are asked");
    reporter_letter(&letter, &she, &trusted.roster, OwnCopy::Kept).unwrap();
}

/// Everything that can stand together, on the way that leads to the most questions.
fn longest(question: &Question) -> Answer {
    let most = question.most.unwrap_or_default();
    let together = question.options.iter().filter(|option| !option.alone);
    let ids = together.map(|option| option.id.clone());
    match (question.kind, question.id.as_str()) {
        (QuestionKind::Text, _) => Answer::One("ұ".repeat(usize::try_from(most).unwrap())),
        (QuestionKind::Number, _) => Answer::One(most.to_string()),
        (QuestionKind::One, "role") => Answer::One("on-behalf".into()),
        (QuestionKind::One, "appeal") => Answer::One("collective".into()),
        (QuestionKind::One, _) => Answer::One(ids.max_by_key(String::len).unwrap()),
        (QuestionKind::Many, _) => Answer::Many(ids.collect()),
    }
}
