//! What the page promises beside the story, seen in a real Chromium: that one can leave it, that it
//! speaks three languages, that it refuses, that everyone can use it.
//!
//! All is looked at once, in one browser for the promises and one for the screens; each test judges
//! its part of what was seen.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use dauys_tests::node;
use dauys_tests::once;
use dauys_tests::visits::Visits;
use serde::Deserialize;
use serde_json::{Value, json};

const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// Where the exit leads from the page in Kazakh.
const WEATHER: &str = "https://www.kazhydromet.kz/";

/// Screens and states that each language has: fewer would be a walk that lost its way.
const SCREENS: usize = 120;

struct Seen {
    /// None if the browser's part came to no end; it has said why.
    promises: Option<Value>,
    screens: Option<Screens>,
    keyboard: Option<Value>,
    safety_number: String,
    origin: String,
    fragment: String,
}

#[derive(Deserialize)]
struct Screens {
    /// By screen and language.
    found: BTreeMap<String, Found>,
    /// Faults found after some were made on purpose.
    planted: Vec<String>,
}

#[derive(Deserialize)]
struct Found {
    faults: Vec<String>,
    /// At how much of the screen each check looked.
    looked: BTreeMap<String, usize>,
}

/// How the faults begin that `planted.mjs` puts into a screen: what finds nothing elsewhere finds
/// these.
const PLANTED: [&str; 37] = [
    "at 320 px: image-alt",
    "at 320 px: wider than the screen: 400",
    "at 320 px: too small to touch: <button class=\"tiny\"",
    "at 320 px: too small to touch: <a class=\"alone\"",
    "at 320 px: before the exit: <button",
    "at 320 px: out of reach: <a class=\"exit\"",
    "at 320 px: moves: <p class=\"gliding\"",
    "at 320 px: nameless: navigation",
    "at 320 px: nameless: group",
    "at 320 px: nameless: button",
    "at 320 px: nameless: progressbar",
    "at 320 px: 2 times: h1",
    "at 320 px: 2 times: navigation",
    "at 320 px: 0 times: contentinfo",
    "at 320 px: no alert",
    "at 320 px: 1 times: group",
    "at 320 px: 1 times: progressbar",
    "at 320 px: hidden from the tree",
    "at 320 px in the dark: color-contrast: <p class=\"pale\"",
    "at 320 px in few colours: without an edge: <button class=\"button flat\"",
    "at 320 px in few colours: without an edge: <button class=\"button drowned\"",
    "at 320 px in few colours: without a ring: <button class=\"button dull\"",
    "at 320 px in few colours: without a ring: <div class=\"errors\"",
    "at 320 px without motion: moves: <p class=\"turning\"",
    "at 320 px without motion: is moving: <p class=\"turning\"",
    "at 320 px on paper: printed: <button class=\"button on-paper\"",
    "at 320 px on paper: beside the code",
    // 19 rem: the letters were made larger, and nothing else.
    "at 320 px with letters twice as large: wider than the screen: 608",
    "at 640 px: wider than the screen: 700",
    "at 640 px: too small to touch: <button class=\"tiny\"",
    "at 1280 px: image-alt",
    "at 1280 px: wider than the screen: 1400",
    "at 1280 px: too small to touch: <button class=\"tiny\"",
    "at 1280 px: before the exit: <button",
    "at 1280 px: out of reach: <a class=\"exit\"",
    "at 1280 px: moves: <p class=\"broad\"",
    "at 1280 px in the dark: color-contrast: <p class=\"pale\"",
];

#[test]
fn the_exit_leaves_at_once_and_takes_everything_along() {
    for way in ["exit_by_button", "exit_by_shift", "exit_by_first_tab"] {
        let seen = promise(way);
        assert_eq!(seen["url"], WEATHER, "{way}");
        assert_eq!(seen["shown"], "Sunny");
        assert_eq!(seen["asked"][0], WEATHER, "nothing before it");
        assert_eq!(seen["referrer"], "none", "{way}");
        let meanwhile = &seen["meanwhile"];
        assert_eq!(
            meanwhile["seen"],
            json!(["cover", "cover", "cover", "cover", "cover"]),
            "{way}"
        );
        assert_eq!((&meanwhile["main"], &meanwhile["title"]), (&json!(""), &json!("Құжат")));
        assert_eq!(seen["entries"], 0, "it takes the place of the page in the history");
        assert!(!text(&seen["behind"]).contains("ешкім көрмеуі"), "{way}: Back shows it");
        assert_eq!(seen["complaints"], json!([]), "{way}");
    }
}

#[test]
fn three_presses_of_shift_are_meant_and_nothing_else_leaves() {
    let seen = promise("exit_not_by_shift");
    let after = seen["after"].as_object().unwrap();
    assert_eq!(after.len(), 9, "{after:?}");
    for (attempt, left) in after {
        assert!(text(&left["url"]).starts_with(&all().origin), "{attempt}: {left}");
        assert!(text(&left["story"]).contains("ешкім көрмеуі"), "{attempt}: {left}");
    }
    // Five seconds after a press it is told that they are over; a moment before, they are not.
    assert!(text(&seen["told"]).contains("уақытында басылмады"), "{seen}");
    assert!(text(&seen["first"]).contains("тағы 2 рет"), "{seen}");
    assert!(text(&seen["second"]).contains("тағы 1 рет"), "{seen}");
    assert_eq!(seen["url"], WEATHER, "at the third");
}

#[test]
fn a_page_that_the_browser_kept_is_uncovered_and_empty_when_it_is_shown_again() {
    let seen = quiet("exit_shown_again");
    assert_eq!((&seen["before"], &seen["uncovered"]), (&json!(1), &json!(0)));
    let shown = text(&seen["shown"]);
    assert!(shown.len() > 1_000 && !shown.contains("ешкім көрмеуі"), "{shown}");
}

#[test]
fn without_javascript_the_exit_is_a_link() {
    let seen = promise("exit_without_scripts");
    assert_eq!((&seen["url"], &seen["asked"]), (&json!(WEATHER), &json!([WEATHER])));
}

#[test]
fn changing_the_language_keeps_what_was_written_and_the_key_in_the_address() {
    let seen = quiet("languages");
    assert_eq!(seen["first"], "kk");
    let questions = [("kk", "Не болды?"), ("ru", "Что произошло?"), ("en", "What happened?")];
    for (language, question) in questions {
        let kept = &seen["kept"][language];
        assert_eq!(kept["value"], seen["story"], "{language}");
        assert_eq!(kept["question"], question);
        assert_eq!(kept["url"], format!("{}/{language}/#{}", all().origin, all().fragment));
    }
    let check = text(&seen["check"]);
    assert!(
        check.contains("Check your answers") && check.contains(text(&seen["story"])),
        "{check}"
    );
}

#[test]
fn a_mistyped_code_is_told_before_anything_of_it_could_be_sent() {
    let seen = quiet("mistyped");
    assert!(text(&seen["told"]).contains("Ештеңе жіберілген жоқ"), "{seen}");
    assert!(text(&seen["beside"]).contains("Ештеңе жіберілген жоқ"), "{seen}");
    assert!(text(&seen["title"]).starts_with("Қате:"), "{seen}");
    let files = ["thread.js", "kk/thread.html", "dauys_thread_bg.wasm"];
    let files = files.map(|it| format!("{}/{it}", all().origin));
    let asked: Vec<&str> = seen["after"].as_array().unwrap().iter().map(text).collect();
    assert_eq!(asked, files, "what reads codes, and nothing that depends on one");
}

#[test]
fn with_another_organisations_key_there_is_no_form_and_no_way_on() {
    let seen = quiet("wrong_root");
    let words = [
        ("kk", "ұйымның кілтімен"),
        ("ru", "ключом организации"),
        ("en", "not signed with the organisation’s key"),
    ];
    for (language, reason) in words {
        let seen = &seen["seen"][language];
        assert!(text(&seen["shown"]).contains(reason), "{seen}");
        assert_eq!(seen["ways"], 0, "{language}");
    }
}

#[test]
fn without_a_key_in_the_address_it_says_that_nothing_was_checked_and_shows_the_safety_number() {
    let seen = quiet("without_fragment");
    let words = [
        ("kk", "Ештеңе тексерілген жоқ"),
        ("ru", "Ничего не проверено"),
        ("en", "Nothing was checked"),
    ];
    for (language, plainly) in words {
        let seen = text(&seen["seen"][language]);
        assert!(seen.contains(plainly), "{seen}");
        assert!(seen.contains(&all().safety_number), "{seen}");
    }
}

#[test]
fn without_javascript_it_explains_itself_and_has_nothing_that_could_send() {
    let seen = quiet("without_javascript");
    for (language, first) in
        [("kk", "JavaScript өшірулі"), ("ru", "JavaScript"), ("en", "JavaScript is off")]
    {
        let seen = &seen["seen"][language];
        let shown = text(&seen["shown"]);
        assert!(shown.contains(first) && shown.contains("Tor Browser"), "{shown}");
        assert!(shown.contains("111"), "help numbers: {shown}");
        assert_eq!((&seen["forms"], &seen["pressable"]), (&json!(0), &json!(0)), "{language}");
        let html = text(&seen["html"]);
        assert!(!html.contains("action=") && !html.contains("method="), "{language}");
    }
    let methods = seen["methods"].as_array().unwrap();
    assert!(!methods.is_empty() && methods.iter().all(|method| method == "GET"));
}

#[test]
fn once_the_code_is_confirmed_back_leads_to_nothing_that_was_written() {
    let seen = quiet("forgotten");
    let (story, code) = (text(&seen["story"]), text(&seen["code"]));
    let behind = seen["behind"].as_array().unwrap();
    assert_eq!(behind.len(), 4);
    for document in behind.iter().map(text) {
        assert!(document.len() > 1_000, "{document}");
        for part in [story, code, &code.replace(' ', "")] {
            assert!(!document.contains(part), "{part} is still there");
        }
    }
}

#[test]
fn every_screen_in_every_language_is_for_everyone_however_their_device_is_set_up() {
    let Screens { found, .. } = all().screens.as_ref().expect("a whole walk");
    for language in LANGUAGES {
        let suffix = format!(" {language}");
        let screens = found.keys().filter(|name| name.ends_with(&suffix)).count();
        assert_eq!(screens, SCREENS, "{language}: {:?}", found.keys());
    }
    let faults: Vec<_> = found.iter().map(|(name, it)| (name, &it.faults)).collect();
    let faults: Vec<_> = faults.into_iter().filter(|(_, faults)| !faults.is_empty()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn each_check_of_the_screens_looks_at_something_and_finds_what_was_planted() {
    let Screens { found, planted } = all().screens.as_ref().expect("a whole walk");
    let mut looked: BTreeMap<&str, usize> = BTreeMap::new();
    for (check, times) in found.values().flat_map(|screen| &screen.looked) {
        *looked.entry(check).or_default() += times;
    }
    let idle: Vec<_> = looked.iter().filter(|(_, times)| **times == 0).collect();
    assert!(!looked.is_empty() && idle.is_empty(), "{looked:?}");
    // The code is printed by the page and by the form, in each language.
    assert_eq!(looked["besideTheCode"], 2 * LANGUAGES.len());
    for fault in PLANTED {
        assert!(planted.iter().any(|found| found.starts_with(fault)), "{fault}: {planted:#?}");
    }
}

#[test]
fn the_whole_way_can_be_gone_with_a_keyboard_alone() {
    let seen = all().keyboard.as_ref().expect("a whole walk");
    assert_eq!(text(&seen["code"]).len(), 7 * 4 + 6, "{seen}");
    // Written without a copy of her own: first without a browser, then with the tick left off.
    assert_eq!(seen["own"], json!(["no-copy", "no-copy"]));
    assert_eq!(seen["erased"], json!(["erased", "erased"]));
}

fn promise(name: &str) -> &'static Value {
    let seen = &all().promises.as_ref().expect("all promises looked at")[name];
    assert_eq!(seen.get("failed"), None, "{name}");
    seen
}

/// One during which the browser asked nobody else, and complained of nothing.
fn quiet(name: &str) -> &'static Value {
    let seen = promise(name);
    assert_eq!((&seen["foreign"], &seen["complaints"]), (&json!([]), &json!([])), "{name}");
    assert_ne!(seen["requests"], json!([]));
    seen
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

fn all() -> &'static Seen {
    static SEEN: OnceLock<Option<Seen>> = OnceLock::new();
    once::look(&SEEN, look)
}

/// The server is gone when all is seen: nothing of a test may outlive it.
fn look() -> Seen {
    let visits = Visits::prepare();
    let (stack, input) = (&visits.stack, visits.input());
    let (looks, keys) = (visits.input_for_looks(), visits.input_for_keys());
    let (promises, screens, keyboard) = std::thread::scope(|threads| {
        let promises = threads.spawn(|| node::run("page.mjs", &input));
        let screens = threads.spawn(|| node::run("accessible.mjs", &looks));
        let keyboard = threads.spawn(|| node::run("keyboard.mjs", &keys));
        (promises.join().ok(), screens.join().ok(), keyboard.join().ok())
    });
    let (_, fragment) = stack.address.split_once('#').unwrap();
    Seen {
        promises,
        screens: screens.and_then(|screens| serde_json::from_value(screens).ok()),
        keyboard,
        safety_number: stack.safety_number.clone(),
        origin: stack.origin().to_owned(),
        fragment: fragment.to_owned(),
    }
}
