//! The page's words that are said here are the page's, and the way through the questions is its
//! way.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dauys_crypto::letter::Lang;
use dauys_wire::questionnaire::{Answer, Answers, Questionnaire};

use super::super::form::Form;
use super::*;
use crate::page::Page;
use crate::text::Language;

/// The questions that organisations begin with.
const QUESTIONS: &str = include_str!("../../../../client-wasm/data/questionnaire.json");

fn questions() -> Questionnaire {
    serde_json::from_str(QUESTIONS).unwrap()
}

/// Fills in the form with these lines; the answers, and what was said.
fn fill_in(language: Language, script: &str) -> (Answers, String) {
    let print = Print::kept(language, false);
    let mut input = script.as_bytes();
    let mut talk = Talk::new(&print, &mut input);
    let (questionnaire, mut answers) = (questions(), Answers::new());
    Form { questionnaire: &questionnaire, answers: &mut answers }.ask_all(&mut talk).unwrap();
    drop(talk);
    (answers, print.said())
}

#[test]
fn whatever_is_said_in_the_words_of_the_page_stands_in_its_catalogues() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands");
    let mut keys = BTreeSet::new();
    for file in ["bring.rs", "report.rs", "thread.rs"] {
        collect_keys(&fs::read_to_string(folder.join(file)).unwrap(), &mut keys);
    }
    for inner in ["visit", "thread"] {
        for entry in fs::read_dir(folder.join(inner)).unwrap() {
            let path = entry.unwrap().path();
            if !path.ends_with("tests.rs") {
                collect_keys(&fs::read_to_string(path).unwrap(), &mut keys);
            }
        }
    }
    assert!(keys.len() > 100, "{keys:?}");
    for lang in [Lang::Kk, Lang::Ru, Lang::En] {
        let page = Page::new(lang);
        let missing: Vec<_> = keys.iter().filter(|key| page.say(key, &[]) == **key).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}

/// Literals of words with hyphens between them that are no message of this program.
fn collect_keys(source: &str, keys: &mut BTreeSet<String>) {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim().starts_with("//")).collect();
    let code = code.join("\n").split("#[cfg(test)]").next().unwrap().to_owned();
    let mut pieces = code.split('"');
    let mut before = pieces.next().unwrap();
    while let (Some(literal), Some(after)) = (pieces.next(), pieces.next()) {
        let is_key = literal.contains('-')
            && literal.starts_with(|c: char| c.is_ascii_lowercase())
            && literal.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        if is_key && !before.ends_with("message!\u{28}") {
            keys.insert(literal.to_owned());
        }
        before = after;
    }
}

#[test]
fn she_answers_in_her_words_and_by_numbers_goes_back_and_passes_over() {
    let script = "He waits for me\nevery evening.\n.\n<\n?\nat the door\n.\n-\n1\n>\n";
    let (answers, said) = fill_in(Language::En, script);
    assert_eq!(answers["seen"], Answer::One("at the door".to_owned()));
    assert_eq!(answers["role"], Answer::One("experienced".to_owned()));
    assert_eq!(answers.len(), 2);
    assert!(said.contains("Step 1 of "), "{said}");
    assert!(said.contains("Why we ask: "), "{said}");
    assert!(said.contains("a line with a full stop alone ends it"), "{said}");
    assert!(!said.contains('{'), "every value is put in: {said}");
}

#[test]
fn what_must_be_answered_is_asked_again_and_what_is_no_answer_is_told() {
    let (answers, said) = fill_in(Language::Ru, ">\nслова\n.\n\n99\n1 2\n>\n");
    assert_eq!(answers.keys().collect::<Vec<_>>(), ["seen"]);
    assert!(said.contains("Напишите, что произошло"), "{said}");
    assert!(said.contains("Наберите номера от 1 до"), "{said}");
    assert!(said.contains("можно дать один ответ"), "{said}");
}

#[test]
fn what_was_left_out_can_be_answered_later_and_nothing_else_is_asked_then() {
    let print = Print::kept(Language::En, false);
    let mut input = "1\n>\n".as_bytes();
    let mut talk = Talk::new(&print, &mut input);
    let questionnaire = questions();
    let mut answers = Answers::from([("seen".to_owned(), Answer::One("words".to_owned()))]);
    answers.insert("told".to_owned(), Answer::One("more words".to_owned()));
    Form { questionnaire: &questionnaire, answers: &mut answers }.ask_left(&mut talk).unwrap();
    assert_eq!(answers["role"], Answer::One("experienced".to_owned()));
    assert!(!print.said().contains("Step 1 of "), "{}", print.said());
}

#[test]
fn no_program_stands_in_for_her() {
    let print = Print::kept(Language::En, true);
    let failure = visit(&print, |_| Ok(())).unwrap_err();
    assert_eq!((failure.exit, failure.message.key()), (Exit::Usage, "visit-no-json"));
}
