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

/// Along the way that the last option of each question leads to.
fn can_be_answered(questionnaire: &Questionnaire) {
    let mut answers = Answers::new();
    for question in &questionnaire.questions {
        if questionnaire.asked(&answers).contains(&question) {
            answers.insert(question.id.clone(), answer(question));
        }
    }
    assert!(questionnaire.accepts(&answers));
    assert_eq!(questionnaire.settle(answers.clone()), answers);
    let mut wordless = answers.clone();
    wordless.retain(|id, _| {
        questionnaire.question(id).is_some_and(|question| question.kind != QuestionKind::Text)
    });
    assert!(!questionnaire.accepts(&wordless), "what happened is missing");
    let unknown: String = questionnaire.questions.iter().map(|it| it.id.as_str()).collect();
    answers.insert(unknown + "?", Answer::One("x".into()));
    assert!(!questionnaire.accepts(&answers), "an answer without a question");
}

fn answer(question: &Question) -> Answer {
    let last = question.options.last().map(|option| option.id.clone()).unwrap_or_default();
    match question.kind {
        QuestionKind::Text => Answer::One("x".into()),
        QuestionKind::Number => Answer::One(question.least.unwrap_or_default().to_string()),
        QuestionKind::One => Answer::One(last),
        QuestionKind::Many => Answer::Many(vec![last]),
    }
}

fn seeds() -> Vec<Seed> {
    let real = include_str!("../../client-wasm/data/questionnaire.json");
    let real: serde_json::Value = serde_json::from_str(real).expect("JSON");
    let label = r#""label":{"kk":"a","ru":"b","en":"c"}"#;
    let other = r#""label":{"kk":"d","ru":"e","en":"f"}"#;
    let third = r#""label":{"kk":"g","ru":"h","en":"i"}"#;
    let text = format!(r#"{{"id":"a","kind":"text","required":true,"most":9,{label}}}"#);
    let options =
        format!(r#"[{{"id":"c",{label},"alone":true}},{{"id":"d",{other},"help":true}}]"#);
    let many = format!(r#"{{"id":"b","kind":"many",{label},"options":{options}}}"#);
    let when = r#""when":[{"question":"b","any":["d"]}]"#;
    let number = format!(r#"{{"id":"e","kind":"number","least":2,"most":9,{label},{when}}}"#);
    let opt_outs = format!(r#"[{{"id":"no",{third}}}]"#);
    let small = format!(
        r#"{{"format":"dauys-questionnaire/1","id":"x/1","opt_outs":{opt_outs},"questions":[{text},{many},{number}]}}"#
    );
    vec![
        Seed::taken(real.to_string()),
        Seed::taken(small.clone()),
        Seed::refused(small.replace(r#""many""#, r#""text""#)),
        Seed::refused(vectors::story("questionnaire")),
    ]
}

target!();
