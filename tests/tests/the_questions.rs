//! What the questions promise beside their answers, in a real Chromium: her name goes only where she
//! wants it, what may give her away is shown to her first, nothing typed is lost.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::sync::OnceLock;

use dauys_tests::node;
use dauys_tests::once;
use dauys_tests::organisation::{AIGUL, DINA, ERLAN, MARAT};
use dauys_tests::stack::Stack;
use serde_json::{Value, json};

const STORY: &str = "Ол маған әңгіме кезінде ұятсыз сөз айтты, үшінші рет.";
const REVEALING: &str = "Менің атым Ақбота, телефоным +7 701 000 00 00, поштам aq@example.org, \
    ЖСН 950101300000. Ол маған ұятсыз сөз айтты.";
const NAME: &str = "Ақбота Сынақова";

struct Seen {
    /// None if the browser came to no end; it has said why.
    parts: Option<Value>,
    /// The name, as each of them has it: in the first letter, in a later one.
    names: Vec<(&'static str, Vec<String>)>,
}

#[test]
fn what_may_tell_who_she_is_is_shown_before_anything_is_sent() {
    let warned = text(&part("named")["warned"]);
    for passage in ["Ақбота", "+7 701 000 00 00", "aq@example.org", "950101300000"] {
        assert!(warned.contains(passage), "{passage}: {warned}");
    }
    for kind in ["телефон", "пошта", "ЖСН", "аты-жөн"] {
        assert!(warned.to_lowercase().contains(&kind.to_lowercase()), "{kind}: {warned}");
    }
    let check = text(&part("named")["check"]);
    assert!(check.contains(STORY) && !check.contains("+7 701"), "she changed it: {check}");
}

#[test]
fn her_name_goes_to_the_readers_she_ticks_and_to_nobody_else() {
    let seen = part("named");
    let check = text(&seen["check"]);
    assert!(check.contains(NAME) && check.contains(MARAT.name), "{check}");
    let expected = [
        (MARAT.name, vec![NAME.to_owned()]),
        (DINA.name, vec![NAME.to_owned()]),
        (AIGUL.name, vec![]),
        (ERLAN.name, vec![]),
    ];
    assert_eq!(all().names, expected);
}

#[test]
fn the_days_to_expect_an_answer_are_told() {
    let done = text(&part("named")["done"]);
    for promised in ["күніне дейін расталатынына", "күнінен кешіктірмей жауап"]
    {
        assert!(done.contains(promised), "{done}");
    }
}

#[test]
fn the_form_can_be_filled_in_before_the_module_has_come() {
    let seen = part("early");
    assert!(seen["screens"].as_u64().unwrap() >= 7, "{seen}");
    assert!(text(&seen["waiting"]).contains("тексеріл"), "{seen}");
    assert_ne!(seen["after"], "", "it goes on by itself: {seen}");
    part("earlyAhead");
}

#[test]
fn regions_stand_in_the_order_of_each_alphabet() {
    for language in ["kk", "ru", "en"] {
        let seen = &part("sorted")["seen"][language];
        assert_eq!(seen["regions"].as_array().unwrap().len(), 20, "{seen}");
        assert_eq!(seen["regions"], seen["expected"], "{language}");
    }
    let first = |language: &str| part("sorted")["seen"][language]["regions"][1].clone();
    assert_ne!(first("kk"), first("ru"), "each in its own words");
}

#[test]
fn another_language_keeps_what_was_ticked_chosen_and_typed() {
    let seen = part("kept");
    let everywhere = |values: Value| json!([values, values, values]);
    assert_eq!(seen["first"], everywhere(json!([STORY, seen["told"]])));
    assert_eq!(seen["role"], everywhere(json!(["witness"])));
    assert_eq!(seen["when"], everywhere(json!(["month", "week", "қыркүйек"])));
}

#[test]
fn a_changed_answer_asks_what_it_leads_to_and_takes_back_what_it_does_not() {
    let seen = part("changed");
    assert_eq!(seen["asked"], "people");
    assert_eq!(seen["both"], json!(["job", "health"]), "everything that it opens: {seen}");
    assert!(text(&seen["refused"]).contains("9999"), "{seen}");
    assert!(text(&seen["collective"]).contains("\n12\n"), "{seen}");
    assert!(!text(&seen["alone"]).contains("\n12\n"), "{seen}");
    let steps = seen["steps"].as_u64().unwrap();
    assert!((20..60).contains(&steps), "Back leads to the beginning: {seen}");
}

#[test]
fn if_nobody_is_left_the_independent_channels_are_named() {
    let told = text(&part("emptied")["told"]);
    assert!(told.contains("Кәсіподақ"), "{told}");
}

#[test]
fn distress_brings_the_help_numbers_forward() {
    for seen in ["distressed", "distressedBeside"].map(part) {
        assert_eq!((&seen["before"], &seen["again"]), (&json!(""), &json!("")));
        assert!(text(&seen["after"]).contains("111"), "{seen}");
    }
}

#[test]
fn inside_a_messenger_a_hint_says_so() {
    let seen = part("inApp");
    assert_eq!((&seen["outside"], &seen["inside"]), (&json!(false), &json!(true)));
    assert_eq!(seen["doors"], 3, "and nothing is closed");
}

#[test]
fn a_text_and_the_readers_are_enough() {
    let seen = part("ahead");
    assert_eq!(seen["readers"], 4);
    assert_eq!(seen["ticked"], 2, "whom she unticked stays so: {seen}");
    assert_eq!(seen["focused"], json!(["H1", "H1", "H1", "H1", "H1"]), "each screen is read out");
    assert_eq!(text(&seen["code"]).len(), 7 * 4 + 6, "{seen}");
}

fn part(name: &str) -> &'static Value {
    let seen = &all().parts.as_ref().expect("all parts looked at")[name];
    assert_eq!(seen["complaints"], json!([]), "{name}");
    seen
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

fn all() -> &'static Seen {
    static SEEN: OnceLock<Option<Seen>> = OnceLock::new();
    once::look(&SEEN, look)
}

fn look() -> Seen {
    let stack = Stack::start();
    let input = json!({
        "address": stack.address,
        "story": STORY,
        "revealing": REVEALING,
        "name": NAME,
        "first": MARAT.name,
        "second": DINA.name,
    });
    let parts = std::thread::scope(|threads| {
        threads.spawn(|| node::run("questions.mjs", &input)).join().ok()
    });
    let names = [&MARAT, &DINA, &AIGUL, &ERLAN].map(|person| {
        let desk = stack.organisation.investigator(person);
        desk.first_sync(&stack.address);
        let given = desk.list().into_iter().flat_map(|case| {
            let shown = desk.show(case["case"].as_str().unwrap());
            let entries = shown["entries"].as_array().unwrap().clone();
            entries.into_iter().filter_map(|entry| Some(entry["her_name"].as_str()?.to_owned()))
        });
        (person.name, given.collect())
    });
    Seen { parts, names: names.into() }
}
