//! Browsers without WebAssembly and without a compiler for JavaScript, as Tor Browser at "Safer" and
//! iPhones in Lockdown Mode are: the same page, the same letters, only slower.
//!
//! In each browser a woman reports, is answered, comes back and writes more; the languages change on
//! the way. How long all this takes is for `cargo xtask bench every-browser`.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use dauys_tests::device::{Browser, Device};
use dauys_tests::node;
use dauys_tests::organisation::{ERLAN, MARAT};
use dauys_tests::reporter::{Answer, Watch};
use dauys_tests::stack::Stack;
use serde::Deserialize;
use serde_json::{Value, json};

const STORY: &str = "Жұмыстан кейін кабинетіне шақырып, есікті жауып алды.";
const ANSWER: &str = "Хабарламаңыз бізде. Ертең тағы қараңыз.";
const MESSAGE: &str = "Бүгін тағы да шақырды, мен бармадым.";

/// What the page says while it seals, where that takes a while.
const SEALING: [(&str, &str); 3] = [
    ("kk", "мөрленіп жатыр… Бұл браузерде"),
    ("ru", "Запечатываем на этом устройстве… В этом браузере"),
    ("en", "Sealing it on this device… In this browser"),
];

/// What was seen in a visit.
#[derive(Deserialize)]
struct Visit {
    #[serde(default)]
    code: String,
    #[serde(default)]
    answers: Vec<Answer>,
    /// What the page said of its progress, in order.
    said: Vec<String>,
    /// The type of `WebAssembly` in the page.
    wasm: String,
    faults: Vec<String>,
    #[serde(flatten)]
    watch: Watch,
}

#[test]
fn in_chromium_without_a_compiler_she_reports_is_answered_and_writes_more() {
    she_reports_is_answered_and_writes_more(Browser::Chromium, ["kk", "ru"]);
}

#[test]
fn in_firefox_without_a_compiler_she_reports_is_answered_and_writes_more() {
    she_reports_is_answered_and_writes_more(Browser::Firefox, ["en", "kk"]);
}

fn she_reports_is_answered_and_writes_more(browser: Browser, languages: [&str; 2]) {
    let stack = Stack::start();
    let union = stack.organisation.investigator(&MARAT);
    let device = Device::new(browser).hardened();
    let visit = |language: &str, input: Value| -> Visit {
        let mut whole = json!({
            "device": device.settings(),
            "address": stack.address,
            "language": language,
            "inspects": browser == Browser::Chromium,
        });
        whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
        let seen = serde_json::from_value(node::run("every-browser.mjs", &whole));
        let seen: Visit = seen.expect("what every-browser.mjs says");
        it_was_told_and_nothing_else_was_asked_for(&seen, language);
        seen
    };

    let reported = visit(
        languages[0],
        json!({ "story": STORY, "shutOut": [stack.organisation.investigator(&ERLAN).id] }),
    );
    assert_eq!(scripts(&reported), ["/dauys_report_plain.js"]);
    assert_eq!(union.first_sync(&stack.address)["opened"], 1);
    let case = union.list()[0]["case"].as_str().unwrap().to_owned();
    union.reply(&case, ANSWER);

    let returned = visit(languages[1], json!({ "code": reported.code, "message": MESSAGE }));
    assert_eq!(scripts(&returned), ["/dauys_report_plain.js", "/dauys_thread_plain.js"]);
    let read = returned.answers.iter().any(|answer| answer.text == ANSWER);
    assert!(read, "{:?}", returned.answers);
    union.sync();
    assert!(union.show(&case).to_string().contains(MESSAGE));
}

fn it_was_told_and_nothing_else_was_asked_for(seen: &Visit, language: &str) {
    assert_eq!(seen.wasm, "undefined", "the browser is not what it should be");
    assert_eq!(seen.faults, [""; 0]);
    seen.watch.assert_quiet();
    let (_, words) = SEALING.iter().find(|(of, _)| *of == language).unwrap();
    assert!(seen.said.iter().any(|said| said.contains(words)), "{:?}", seen.said);
    assert!(!seen.watch.requests.iter().any(|it| it.contains("_bg.wasm")), "{:?}", seen.watch);
}

/// The modules that were fetched, in order.
fn scripts(visit: &Visit) -> Vec<&str> {
    let at = |it: &str| it.find("/dauys_");
    visit.watch.requests.iter().filter_map(|it| Some(it.split_at(at(it)?).1)).collect()
}
