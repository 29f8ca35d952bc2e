//! Every way through the questionnaire, in both browsers: what is asked is what the rules say, and
//! what the investigator opens is what was answered, choice by choice.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use dauys_tests::device::{Browser, Device};
use dauys_tests::node;
use dauys_tests::organisation::MARAT;
use dauys_tests::paths::{covering, shipped};
use dauys_tests::stack::Stack;
use dauys_wire::questionnaire::{Answers, Question, Questionnaire};
use serde_json::{Value, json};

#[test]
fn in_chromium_every_choice_arrives_as_it_was_made() {
    every_choice_arrives(Browser::Chromium);
}

#[test]
fn in_firefox_every_choice_arrives_as_it_was_made() {
    every_choice_arrives(Browser::Firefox);
}

fn every_choice_arrives(browser: Browser) {
    let questionnaire = shipped();
    let ways = covering(&questionnaire);
    let stack = Stack::start();
    let device = Device::new(browser);
    let input = json!({ "device": device.settings(), "address": stack.address, "ways": ways });
    let seen = node::run("paths.mjs", &input);
    for (way, taken) in ways.iter().zip(seen["taken"].as_array().unwrap()) {
        let asked: Vec<&str> = questionnaire.asked(way).iter().map(|it| it.id.as_str()).collect();
        assert_eq!(taken["asked"], json!(asked), "{way:?}");
        assert_eq!(taken["complaints"], json!([]));
    }

    let union = stack.organisation.investigator(&MARAT);
    union.first_sync(&stack.address);
    let cases = union.list();
    assert_eq!(cases.len(), ways.len());
    let mut opened: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for case in cases {
        let shown = union.show(case["case"].as_str().unwrap());
        let answers = shown["entries"][0]["answers"].as_array().unwrap().clone();
        opened.insert(answers[0]["answers"][0].as_str().unwrap().to_owned(), answers);
    }
    for way in &ways {
        let story = way["seen"].chosen()[0].clone();
        assert_eq!(opened[&story], in_words(&questionnaire, way), "{story}");
    }
}

/// The answers as a desk that speaks Kazakh shows them.
fn in_words(questionnaire: &Questionnaire, way: &Answers) -> Vec<Value> {
    let answered = questionnaire.questions.iter().filter(|question| way.contains_key(&question.id));
    let words = |question: &Question, chosen: &String| {
        let mut options = questionnaire.options(question);
        let option = options.find(|option| option.id == *chosen);
        option.map_or(chosen.clone(), |option| option.label.kk.clone())
    };
    let row = |question: &Question| {
        let chosen = way[&question.id].chosen().iter();
        let answers: Vec<String> = chosen.map(|id| words(question, id)).collect();
        json!({ "question": question.id, "label": question.label.kk, "answers": answers })
    };
    answered.map(row).collect()
}
