//! A good file, laid out as people lay it out, and the same with one thing wrong: what is told, and
//! the very line.

use super::*;
use crate::org::edited::Place;
use crate::text::{Language, Text};

mod rules;

const GOOD: &str = include_str!("../../../tests/questions.json");

/// Line, question, option, and what is wrong there.
type Told = (usize, String, String, &'static str);

fn told(remarks: &[Remark]) -> Vec<Told> {
    let told = remarks.iter().map(|Remark { place, reason }| {
        let Place { line, question, option, .. } = place.clone();
        (line, question.unwrap_or_default(), option.unwrap_or_default(), reason.key())
    });
    told.collect()
}

/// The good file with each first text replaced by the second.
fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(GOOD.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

/// The line of the good file that has this in it: counted by other means than those under test.
fn line(of: &str) -> usize {
    let mut lines = GOOD.lines().enumerate().filter(|(_, line)| line.contains(of));
    let (number, _) = lines.next().unwrap_or_else(|| panic!("{of}"));
    assert_eq!(lines.next(), None, "{of} is in two lines");
    number + 1
}

#[test]
fn a_good_file_has_no_mistake_and_is_published_as_it_was_written_on_one_line() {
    let checked = check(GOOD);
    assert_eq!(told(&checked.mistakes), []);
    assert_eq!(told(&checked.warnings), []);
    assert_eq!((checked.questions, checked.id_line), (5, 3));
    assert_eq!(checked.outcome.unwrap(), Questionnaire::parse(&checked.published).unwrap());
    let line = String::from_utf8(checked.published).unwrap();
    assert!(line.starts_with(r#"{"format":"dauys-questionnaire/1","id":"small/1","opt_outs":[{"#));
    assert!(!line.contains('\n') && line.contains(r#""en":"How was it?""#), "{line}");
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(read(&line), read(GOOD));
    assert_eq!(one_line(&line), line);
    assert_eq!(
        one_line("\u{feff}{ \"a \\\" b\\\\\" :\t1,\r\n\"c\": 2}"),
        r#"{"a \" b\\":1,"c":2}"#
    );
    let by_notepad = check(&format!("\u{feff}{}", GOOD.replace('\n', "\r\n")));
    assert_eq!((told(&by_notepad.mistakes), by_notepad.published), (vec![], line.into_bytes()));
}

#[test]
fn what_has_not_the_right_shape_is_told_all_at_once() {
    let changes = [
        ("\"required\": true", "\"required\": \"yes\""),
        ("\"most\": 4000", "\"most\": 4000.5"),
        ("\"most\": 2000", "\"most\": \"2000\""),
        ("\"ru\": \"Один\", ", ""),
        ("\"kind\": \"number\",", ""),
        ("\"kind\": \"many\"", "\"kind\": \"several\""),
        ("\"any\": [\"several\"]", "\"any\": \"several\""),
        ("\"id\": \"several\",", "\"id\": \"several\", \"id\": \"more\","),
        ("\"none\": [\"not-sure\"]", "\"none\": [1]"),
        ("\"least\": 2", "\"least\": -2"),
        (
            "{\"kk\": \"Бәрін белгілеңіз.\", \"ru\": \"Отметьте всё.\", \"en\": \"Tick all of it.\"}",
            "\"x\"",
        ),
    ];
    let checked = check(&with(&changes));
    let expected = [
        ("\"required\"", "seen", "", "mistake-not-flag"),
        ("\"most\": 4000", "seen", "", "mistake-number"),
        ("\"most\": 2000", "told", "", "mistake-not-whole"),
        ("\"Один\"", "people", "alone", "mistake-no-language"),
        ("\"id\": \"several\"", "people", "several", "mistake-twice"),
        ("\"kind\": \"number\"", "count", "", "mistake-missing"),
        ("\"least\"", "count", "", "mistake-not-whole"),
        ("\"any\"", "count", "", "mistake-not-list"),
        ("\"kind\": \"many\"", "form", "", "mistake-choice"),
        ("\"hint\"", "form", "", "mistake-not-words"),
        ("\"none\"", "form", "", "mistake-not-text"),
    ];
    let expected = expected.map(|(at, question, option, key)| {
        // What is missing is told where it should be: at the bracket before.
        let at = if key == "mistake-missing" { line("\"id\": \"count\"") - 1 } else { line(at) };
        (at, question.to_owned(), option.to_owned(), key)
    });
    assert_eq!(told(&checked.mistakes), expected);
    assert!(!checked.is_whole && checked.outcome.is_err());
}

#[test]
fn whatever_this_check_lets_pass_is_a_questionnaire_and_only_that() {
    // Each changed so that a parser which is less strict than ours would take it.
    let cases = [
        ("\"least\": 2", "\"least\": null", false),
        ("\"hint\":", "\"hint\": null, \"Hint\":", true),
        ("\"required\": true", "\"required\": null", false),
        ("\"sorted\"", "\"sorted\"", true),
        ("\"id\": \"small/1\"", "\"id\": \"small/1\", \"x\": 1e3", false),
        ("\"id\": \"small/1\"", "\"id\": \"small/1\", \"x\": {\"a\": 1, \"\\u0061\": 2}", false),
    ];
    for (from, to, passes) in cases {
        let text = if from == to { GOOD.to_owned() } else { with(&[(from, to)]) };
        let checked = check(&text);
        assert_eq!(checked.outcome.is_ok(), passes, "{to}: {:?}", told(&checked.mistakes));
        assert_eq!(checked.mistakes.is_empty(), passes);
        assert_eq!(Questionnaire::parse(&checked.published).is_ok(), passes, "{to}");
        assert!(told(&checked.mistakes).iter().all(|told| told.3 != "mistake-other"));
    }
    let deep = format!("\"id\": \"small/1\", \"x\": {}{}", "[".repeat(16), "]".repeat(16));
    let checked = check(&with(&[("\"id\": \"small/1\"", &deep)]));
    assert_eq!(told(&checked.mistakes), [(3, String::new(), String::new(), "mistake-too-deep")]);
    let long = format!("\"x\": \"{}\", \"id\": \"small/1\"", "y".repeat(QUESTIONNAIRE_MAX));
    let checked = check(&with(&[("\"id\": \"small/1\"", &long)]));
    assert_eq!(told(&checked.mistakes), [(1, String::new(), String::new(), "mistake-too-large")]);
    for text in ["[]", "7", "\"x\""] {
        assert_eq!(told(&check(text).mistakes)[0].3, "mistake-no-questionnaire");
    }
}

#[test]
fn what_is_not_json_is_told_with_line_and_character() {
    let people = "\"kind\": \"one\",";
    let cases = [
        (people, "\"kind\": \"one\"", "How many people?", 7, "mistake-json-comma-missing"),
        (people, "\"kind\" \"one\",", people, 14, "mistake-json-colon"),
        (people, "\"kind\": one,", people, 15, "mistake-json-value"),
        (people, "\"kind\": \"one,", people, 19, "mistake-json-open-text"),
        (people, "\"kind\": \"o\tne\",", people, 17, "mistake-json-control"),
        (people, "\"kind\": \"o\\ne\\x\",", people, 21, "mistake-json-escape"),
        (people, "kind: \"one\",", people, 7, "mistake-json-key"),
        (people, "\"ә\": 01,", people, 13, "mistake-number"),
        ("[\"several\"]", "[\"several\",]", "\"several\"]", 0, "mistake-json-comma-needless"),
        ("\"help\": true}", "\"help\": true,}", "\"help\"", 0, "mistake-json-comma-needless"),
    ];
    for (from, to, at, column, key) in cases {
        let checked = check(&with(&[(from, to)]));
        let [Remark { place, reason }] = checked.mistakes.as_slice() else { panic!("{to}") };
        assert_eq!((place.line, reason.key()), (line(at), key), "{to}");
        if column > 0 {
            assert_eq!(place.column, Some(column), "{to}");
        }
        assert!(!checked.is_whole && checked.outcome.is_err());
    }
    let last = GOOD.lines().count();
    let ends = [
        (GOOD.trim_end().strip_suffix('}').unwrap().to_owned(), last - 1, "mistake-json-end"),
        (format!("{GOOD}}}"), last + 1, "mistake-json-after-end"),
        (String::new(), 1, "mistake-json-end"),
    ];
    for (text, line, key) in ends {
        let found = told(&check(&text).mistakes);
        assert_eq!((found[0].0.abs_diff(line) <= 1, found[0].3), (true, key), "{found:?}");
    }
}

#[test]
fn warnings_stop_nothing_and_have_their_line() {
    let long = format!("\"en\": \"{}\"", "word ".repeat(19));
    let cases: [(&str, &str, &str, &str, &str, &str); 9] = [
        (
            "\"required\": true",
            "\"requierd\": true, \"required\": true",
            "\"required\"",
            "seen",
            "",
            "warning-unknown-key",
        ),
        ("\"en\": \"Several\"", &long, "\"Several\"", "people", "several", "warning-long-label"),
        (
            "\"It tells us who can help, and nobody else learns what you ticked here.\"",
            "\"Так мы поймём, кто может помочь.\"",
            "It tells us",
            "form",
            "",
            "warning-same-text",
        ),
        (
            "\"Не көрдіңіз?\"",
            "\"What did you see?\"",
            "\"Не көрдіңіз?\"",
            "seen",
            "",
            "warning-not-cyrillic",
        ),
        (
            "\"Что вы видели?\"",
            "\"Чтo вы видели?\"",
            "\"Что вы видели?\"",
            "seen",
            "",
            "warning-mixed-letters",
        ),
        (
            "\"What did you see?\"",
            "\"What did\u{200b} you see?\"",
            "\"What did you see?\"",
            "seen",
            "",
            "warning-invisible",
        ),
        ("\"why\":", "\"Why\":", "\"why\"", "form", "", "warning-unknown-key"),
        ("\"why\":", "\"Why\":", "{before form", "form", "", "warning-help-without-why"),
        ("\"en\": \"Not sure\"", "\"en\": \"HR-бөлім 24/7\"", "", "", "", ""),
    ];
    for (from, to, at, question, option, key) in cases {
        let checked = check(&with(&[(from, to)]));
        assert_eq!(told(&checked.mistakes), []);
        let found = told(&checked.warnings);
        if key.is_empty() {
            assert_eq!(found, [], "a hyphen parts words");
            continue;
        }
        let at = if at == "{before form" { line("\"id\": \"form\"") - 1 } else { line(at) };
        let expected = (at, question.to_owned(), option.to_owned(), key);
        assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
    }
    let option = |n| {
        format!(
            ", {{\"id\": \"o{n}\", \"label\": {{\"kk\": \"қ{n}\", \"ru\": \"р{n}\", \"en\": \"e{n}\"}}}}"
        )
    };
    let more: String = (0..29).map(option).collect();
    let several = "\"en\": \"Several\"}\n        }";
    let checked = check(&with(&[(several, &format!("{several}{more}"))]));
    let many =
        (line("How many people?") + 1, "people".to_owned(), String::new(), "warning-many-options");
    assert_eq!((told(&checked.mistakes), told(&checked.warnings)), (vec![], vec![many]));
}

#[test]
fn the_place_is_told_in_words_and_the_words_of_the_file_steer_nothing() {
    let text = with(&[("\"id\": \"told\"", "\"id\": \"to\\u001b[2J\\nld\"")]);
    let remark = &check(&text).mistakes[0];
    let say = |language| Text::new(language).say(&remark.place());
    let expected = line("\"id\": \"told\"");
    assert_eq!(say(Language::En), format!("line {expected}, question \"to�[2J ld\""));
    assert_eq!(say(Language::Ru), format!("строка {expected}, вопрос \"to�[2J ld\""));
    assert_eq!(say(Language::Kk), format!("{expected}-жол, \"to�[2J ld\" сұрағы"));
}

const SHIPPED: &str = include_str!("../../../../client-wasm/data/questionnaire.json");

/// Everything that is told of a text, in words.
fn said(text: &str) -> Vec<String> {
    let Checked { mistakes, warnings, .. } = check(text);
    let text = Text::new(Language::En);
    let say =
        |remark: &Remark| format!("{}: {}", text.say(&remark.place()), text.say(&remark.reason));
    mistakes.iter().chain(&warnings).map(say).collect()
}

#[test]
fn the_shipped_questions_can_be_signed_and_have_no_warning() {
    assert_eq!(said(SHIPPED), Vec::<String>::new());
}

#[test]
fn the_example_in_the_guide_can_be_put_behind_the_shipped_questions() {
    let guide = include_str!("../../../../docs/ORGANISATION.md");
    let (_, example) = guide.split_once("```json\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let (before, end) = SHIPPED.rsplit_once(']').unwrap();
    let before = before.trim_end();
    let with = |comma| format!("{before}{comma}\n{example}]{end}");
    assert_eq!(said(&with(",")), Vec::<String>::new());
    let without = said(&with(""));
    let place = format!("line {}", before.lines().count() + 1);
    assert!(without[0].starts_with(&place) && without[0].contains("comma"), "{without:?}");
}

#[test]
fn a_character_less_anywhere_is_judged_as_it_is_by_whoever_reads_what_is_published() {
    for (at, c) in GOOD.char_indices().filter(|(at, _)| at % 5 == 0) {
        let (before, after) = GOOD.split_at(at);
        for text in [before.to_owned(), format!("{before}{}", after.strip_prefix(c).unwrap())] {
            let Checked { mistakes, outcome, published, .. } = check(&text);
            assert_eq!(outcome.is_ok(), mistakes.is_empty(), "{text}");
            assert_eq!(Questionnaire::parse(&published).is_ok(), outcome.is_ok(), "{text}");
            let lines = text.split('\n').count();
            assert!(mistakes.iter().all(|it| (1..=lines).contains(&it.place.line)), "{text}");
            let other = mistakes.iter().find(|it| it.reason.key() == "mistake-other");
            assert_eq!(other, None, "{text}");
        }
    }
}
