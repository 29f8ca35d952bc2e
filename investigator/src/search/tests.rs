//! Word forms that must be found and must not be, queries, ranks, and hostile texts.

use proptest::prelude::*;

use super::words::WORD_MAX;
use super::*;

/// Pairs of forms, under headings.
const FORMS: &str = include_str!("forms.txt");

fn case(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn read<'t, P: Clone + PartialEq>(texts: impl IntoIterator<Item = Passage<'t, P>>) -> Index<P> {
    let mut index = Index::default();
    index.read(texts);
    index
}

/// Each text is a case of its own, numbered from 0.
fn index(texts: &[&str]) -> Index<u8> {
    read((0..).zip(texts).map(|(place, text)| Passage { case: case(place), place, text }))
}

/// The numbers of the texts that a query finds, the best first.
fn find(texts: &[&str], query: &str) -> Vec<u8> {
    let hits = index(texts).find(&Query::parse(query).unwrap());
    hits.into_iter().map(|hit| hit.place).collect()
}

fn pairs(heading: &str) -> Vec<(&'static str, &'static str)> {
    let mut lines = FORMS.lines().filter(|line| !line.starts_with('#'));
    lines.find(|line| *line == format!("[{heading}]")).expect("a heading");
    let pairs = lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.is_empty());
    pairs.map(|line| line.split_once(' ').map(|(a, b)| (a, b.trim())).expect("a pair")).collect()
}

/// The pairs under these headings of which that is not so.
fn wrong(headings: &[&str], is_found: bool) -> Vec<(&'static str, &'static str)> {
    let pairs = headings.iter().flat_map(|heading| pairs(heading));
    pairs.filter(|(query, text)| find(&[text], query).is_empty() == is_found).collect()
}

const KAZAKH: [&str; 2] = ["found, kk", "found, kk and ru"];
const RUSSIAN: &str = "found, ru";
const ENGLISH: &str = "found, en";
const KEYBOARD: &str = "found, from a Russian keyboard";

#[test]
fn a_word_is_found_in_its_other_forms() {
    let missed = wrong(&[KAZAKH[0], KAZAKH[1], RUSSIAN, ENGLISH, KEYBOARD], true);
    assert!(missed.is_empty(), "looked for and not found: {missed:?}");
}

#[test]
fn another_word_is_not_found() {
    let wrong = wrong(&["not found"], false);
    assert!(wrong.is_empty(), "looked for one and found the other: {wrong:?}");
}

#[test]
fn what_is_not_promised_is_known() {
    assert_eq!(wrong(&["not found, alas"], false), [], "found now");
    assert_eq!(wrong(&["found, alas"], true), [], "not found any more");
}

#[test]
fn the_list_of_forms_is_as_long_as_it_must_be() {
    assert!(pairs(KAZAKH[0]).len() >= 25 && pairs(RUSSIAN).len() >= 25);
    assert!(pairs(ENGLISH).len() >= 10 && pairs("not found").len() >= 20);
}

#[test]
fn a_found_form_is_graded() {
    let grade = |query: &str, text| {
        index(&[text]).find(&Query::parse(query).unwrap()).first().map(|hit| hit.grade)
    };
    assert_eq!(grade("Бастық", "бастық"), Some(Grade::Form));
    assert_eq!(grade("ёлка", "елка"), Some(Grade::Form));
    for heading in [KAZAKH[0], KAZAKH[1], RUSSIAN, ENGLISH] {
        for (query, text) in pairs(heading) {
            assert_eq!(grade(query, text), Some(Grade::Stem), "{query} {text}");
        }
    }
    for (query, text) in pairs(KEYBOARD) {
        assert_eq!(grade(query, text), Some(Grade::Keyboard), "{query} {text}");
    }
}

#[test]
fn all_words_must_be_found_in_one_case_though_not_in_one_text() {
    let texts = ["премию обещал", "начальник обещал премию", "начальник"];
    assert_eq!(find(&texts, "начальник премия"), [1]);
    let one = |number, text| Passage { case: case(0), place: number, text };
    let index = read([one(0, "премию обещал"), one(1, "ол кетті"), one(2, "начальник")]);
    let hits = index.find(&Query::parse("начальник премия").unwrap());
    assert_eq!(hits.iter().map(|hit| hit.place).collect::<Vec<_>>(), [2, 0]);
}

#[test]
fn a_phrase_is_found_as_it_was_typed() {
    let texts = ["Сказал: «Знай своё место»!", "место знай своё", "знай свои места"];
    assert_eq!(find(&texts, "\"знай свое место\""), [0]);
    assert_eq!(find(&texts, "«знай своё"), [0, 1], "an open quotation closes at the end");
    assert_eq!(find(&texts, "\"место\""), [0, 1]);
    assert_eq!(find(&texts, "место"), [0, 1, 2]);
    assert_eq!(find(&["құпия хат және хабар", "хат-хабарымыз"], "хат-хабар"), [1]);
}

#[test]
fn a_minus_takes_away_the_cases_that_the_word_alone_would_find() {
    let texts = ["премия и увольнение", "премию дали", "премия, об увольнении речи нет"];
    assert_eq!(find(&texts, "премия -увольнение"), [1]);
    assert_eq!(find(&texts, "-\"об увольнении\" премия"), [0, 1]);
}

#[test]
fn the_typed_form_comes_before_other_forms_and_these_before_the_keyboard() {
    let texts = ["бастыгым айтты", "бастығым айтты", "бастық айтты", "бастық деген"];
    assert_eq!(find(&texts, "бастық"), [2, 3, 1, 0]);
    assert_eq!(find(&texts, "бастық айту"), [2, 1, 0]);
}

#[test]
fn a_query_has_limits() {
    let refused = |typed: &str| Query::parse(typed).map(|_| ()).unwrap_err();
    assert_eq!(refused(" … - \"\" "), QueryError::Empty);
    assert_eq!(refused("-премия"), QueryError::OnlyExcluded);
    assert_eq!(refused(&"ж".repeat(QUERY_MAX + 1)), QueryError::TooLong);
    assert_eq!(refused(&"ж ".repeat(QUERY_WORDS_MAX + 1)), QueryError::TooManyWords);
    Query::parse(&"ж ".repeat(QUERY_WORDS_MAX)).unwrap();
    assert_eq!(format!("{:?}", Query::parse("құпия").unwrap()), "Query { .. }");
}

#[test]
fn one_place_in_three_languages_is_one_hit() {
    let texts = ["Сыйақыдан айырылу", "Потеря премии", "Lost a bonus"];
    let passage = |text| Passage { case: case(0), place: 0, text };
    let index = read(texts.map(passage));
    for word in ["сыйақы", "премия", "bonus"] {
        assert_eq!(index.find(&Query::parse(word).unwrap()).len(), 1, "{word}");
    }
    let hits = index.find(&Query::parse("премии сыйақы").unwrap());
    let [hit] = hits.as_slice() else { panic!("one hit") };
    assert_eq!(
        hit.excerpt(texts[hit.passage], 40).bracketed(),
        "Потеря [премии]",
        "the better one is shown"
    );
}

#[test]
fn a_case_that_changes_is_read_again_and_one_that_is_gone_is_not_found() {
    let mut index = index(&["премия", "начальник"]);
    let find = |index: &Index<u8>, word: &str| -> Vec<Id> {
        index.find(&Query::parse(word).unwrap()).into_iter().map(|hit| hit.case).collect()
    };
    index.forget(&case(0));
    assert!(find(&index, "премия").is_empty());
    let texts = ["увольнение", "начальника"];
    index.read(texts.map(|text| Passage { case: case(0), place: 0, text }));
    assert_eq!(find(&index, "увольнения"), [case(0)]);
    assert_eq!(find(&index, "начальник"), [case(1), case(0)]);
}

#[test]
fn hostile_letters_cost_what_their_length_costs() {
    let short = "я ".repeat(10_000);
    let giant = "ж".repeat(20_000);
    let endless = "лардың".repeat(3_000);
    let (same, index) = ("а-".repeat(QUERY_WORDS_MAX), index(&[&short, &giant, &endless]));
    assert_eq!(index.forms.len(), 3, "no more forms than words");
    assert!(index.found_by.len() < 200, "and a form is found by few stems");
    assert_eq!(index.find(&Query::parse(&same).unwrap()).len(), 0);
    let [hit] = index.find(&Query::parse("я").unwrap()).try_into().ok().unwrap();
    assert_eq!(hit.ranges(&short).len(), HIT_WORDS_MAX);
    assert_eq!(index.find(&Query::parse(&"ж".repeat(WORD_MAX)).unwrap()).len(), 1);
}

proptest! {
    /// Also such as consist of the endings that are taken off.
    #[test]
    fn each_word_of_a_text_finds_that_text(text in r"(\PC|[а-яәғқңөұүһі]{1,9}|[лдт]ар[ыі]м| |')*") {
        let index = index(&[&text]);
        let (mut words, mut word) = (Words::of(&text), String::new());
        while let Some(range) = words.next_into(&mut word) {
            let typed: String = text.get(range.clone()).unwrap().chars().take(QUERY_MAX).collect();
            for query in [&word, &typed] {
                let hits = index.find(&Query::parse(query).unwrap());
                let [hit] = hits.as_slice() else { panic!("{query:?} is not found") };
                prop_assert_eq!(hit.grade, Grade::Form);
                let ranges = hit.ranges(&text);
                prop_assert!(ranges.contains(&range) || ranges.len() == HIT_WORDS_MAX);
                hit.excerpt(&text, 20);
            }
        }
    }

    #[test]
    fn nothing_that_is_typed_panics(text in any::<String>(), typed in any::<String>()) {
        if let Ok(query) = Query::parse(&typed) {
            for hit in index(&[&text, &typed]).find(&query) {
                hit.excerpt([&text, &typed][usize::from(hit.place)], 7);
            }
        }
    }
}
