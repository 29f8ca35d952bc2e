//! The questionnaire that the organisation posts (docs/PROTOCOL.md, section 4).
//!
//! What is taken says the same when it is written again, is the one of a roster that names its hash
//! and of no other, and can be answered: by what it asks for, and by nothing beside it.

#![no_main]

use dauys_fuzz::organisation::roster;
use dauys_fuzz::{Seed, spoil, target, vectors};
use dauys_wire::limits::QUESTIONNAIRE_MAX;
use dauys_wire::questionnaire::{Answer, Answers, Question, QuestionKind, Questionnaire};
use dauys_wire::{Digest, json};

fn check(input: &[u8]) -> bool {
    let Ok(questionnaire) = Questionnaire::parse(input) else { return false };
    let written = serde_json::to_vec(&questionnaire).expect("JSON");
    let again = json::parse::<Questionnaire>(&written, 2 * QUESTIONNAIRE_MAX);
    assert_eq!(again.as_ref(), Ok(&questionnaire));

    let mut roster = roster().clone();
    roster.questionnaire.sha256 = Digest::of(input);
    roster.questionnaire.id.clone_from(&questionnaire.id);
    assert_eq!(Questionnaire::verify(input, &roster).as_ref(), Ok(&questionnaire));
    assert!(Questionnaire::verify(&spoil::one_bit(input), &roster).is_err());
    can_be_answered(&questionnaire);
    true
}

fn can_be_answered(questionnaire: &Questionnaire) {
    let answers = questionnaire.questions.iter().map(|it| (it.id.clone(), answer(it)));
    let mut answers: Answers = answers.collect();
    assert!(questionnaire.accepts(&answers));
    for question in questionnaire.questions.iter().filter(|question| question.required) {
        let mut fewer = answers.clone();
        fewer.remove(&question.id);
        assert!(!questionnaire.accepts(&fewer), "a required answer is missing");
    }
    let unknown: String = questionnaire.questions.iter().map(|it| it.id.as_str()).collect();
    answers.insert(unknown + "?", Answer::One("x".into()));
    assert!(!questionnaire.accepts(&answers), "an answer without a question");
}

fn answer(question: &Question) -> Answer {
    let mut options = question.options.iter().map(|option| option.id.clone());
    match question.kind {
        QuestionKind::Text => Answer::One("x".into()),
        QuestionKind::One => Answer::One(options.next_back().expect("options")),
        QuestionKind::Many => Answer::Many(options.collect()),
    }
}

fn seeds() -> Vec<Seed> {
    let real = include_str!("../../client-wasm/data/questionnaire.json");
    let real: serde_json::Value = serde_json::from_str(real).expect("JSON");
    let small = r#"{"format":"dauys-questionnaire/1","id":"x/1","questions":[{"id":"a","kind":"one","required":true,"label":{"kk":"","ru":"","en":""},"options":[{"id":"b","label":{"kk":"","ru":"","en":""},"alone":true}]}]}"#;
    vec![
        Seed::taken(vectors::story("questionnaire")),
        Seed::taken(real.to_string()),
        Seed::taken(small),
        Seed::refused(small.replace(r#""one""#, r#""text""#)),
    ]
}

target!();
