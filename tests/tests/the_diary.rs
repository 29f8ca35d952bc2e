//! Written down now, decided later: entries in one file that she keeps, opened again days later and
//! gone on with, until she sends what is in it. All of it with a keyboard, in both browsers, each visit
//! in another language; and once more in a browser without a compiler.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use dauys_tests::canary::Canary;
use dauys_tests::device::{Browser, Device};
use dauys_tests::hunt::Hunt;
use dauys_tests::node;
use dauys_tests::organisation::MARAT;
use dauys_tests::reporter::Watch;
use dauys_tests::stack::Stack;
use serde::Deserialize;
use serde_json::{Value, json};

const PASSPHRASE: &str = "жылқы көпір нан қар";
const WRONG: &str = "жылқы көпір нан мұз";
const FIRST: &str = "Тексеруден кейін кабинетіне шақырып, есікті жапты.";
const SECOND: &str = "Коридорда қолымнан ұстап алды, айқайладым.";
const THIRD: &str = "Бүгін жұмыс кестемді өзгертіп жіберді.";
const CHANGED: &str = " Сағат алтыда болды.";
const UNFINISHED: [&str; 2] = [" Қасымда куә болды.", "Ертең тағы жазамын."];
const BESIDE: &str = "Бұл туралы осында да жаздым.";
const REMOVED: &str = "Мұны кейін өшіремін, керек емес.";

/// What a visit said, beside what it is asked about.
#[derive(Debug, Deserialize)]
struct Visit {
    seen: Value,
    files: Vec<File>,
    #[serde(flatten)]
    watch: Watch,
}

#[derive(Debug, Deserialize)]
struct File {
    name: String,
    /// In Base64.
    file: String,
}

impl Visit {
    /// The file that was saved last.
    fn file(&self) -> &str {
        &self.files.last().expect("a file was saved").file
    }

    /// The words of its entries, and their days.
    fn read(&self) -> (Vec<&str>, Vec<&str>) {
        let entries = self.seen["read"].as_array().unwrap().iter();
        entries.map(|entry| (text(&entry[1]), text(&entry[0]))).unzip()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn visit(stack: &Stack, device: &Device, walk: &str, language: &str, input: &Value) -> Visit {
    let seen = any_visit(stack, device, walk, language, input);
    seen.watch.assert_quiet();
    seen
}

fn any_visit(stack: &Stack, device: &Device, walk: &str, language: &str, input: &Value) -> Visit {
    let mut whole = json!({
        "device": device.settings(),
        "address": stack.address,
        "walk": walk,
        "language": language,
        "passphrase": PASSPHRASE,
    });
    whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
    let seen = serde_json::from_value(node::run("diary.mjs", &whole));
    seen.expect("what diary.mjs says")
}

#[test]
fn in_chromium_what_she_wrote_down_is_kept_gone_on_with_and_sent() {
    what_she_wrote_down_is_kept_gone_on_with_and_sent(Browser::Chromium, ["kk", "ru", "en"]);
}

#[test]
fn in_firefox_what_she_wrote_down_is_kept_gone_on_with_and_sent() {
    what_she_wrote_down_is_kept_gone_on_with_and_sent(Browser::Firefox, ["ru", "en", "kk"]);
}

fn what_she_wrote_down_is_kept_gone_on_with_and_sent(browser: Browser, languages: [&str; 3]) {
    let stack = Stack::start();
    let device = Device::new(browser);
    let union = stack.organisation.investigator(&MARAT);
    union.first_sync(&stack.address);

    let input = json!({ "entries": [FIRST, SECOND] });
    let begun = visit(&stack, &device, "begin", languages[0], &input);
    it_is_said_what_a_diary_is(&begun);
    the_file_says_nothing_and_opens_anywhere(&begun);

    let input = json!({
        "file": begun.file(),
        "wrong": WRONG,
        "changed": CHANGED,
        "unfinished": UNFINISHED,
        "removed": REMOVED,
        "entries": [THIRD],
    });
    let gone_on = visit(&stack, &device, "goOn", languages[1], &input);
    assert_eq!(gone_on.seen["refused"]["beside"], json!(["passphrase"]));
    assert_eq!(gone_on.read().0, [FIRST, SECOND]);
    let told = ["all", "unsaved", "after"].map(|key| gone_on.seen[key].as_bool().unwrap());
    assert_eq!(told, [false, true, false], "all of it is in the file; then it is not; then it is");
    let second = format!("{SECOND}{}", UNFINISHED[0]);
    let begun = json!({ "warned": true, "first": FIRST, "second": second });
    assert_eq!(gone_on.seen["begun"], begun, "each where it was begun");
    assert_eq!(gone_on.seen["asked"], 0, "the passphrase is not asked for again");

    let changed = format!("{FIRST}{CHANGED}");
    let words = [changed.as_str(), &second, THIRD, UNFINISHED[1]];
    let input = json!({ "file": gone_on.file(), "sends": false });
    let carried = visit(&stack, &device, "report", languages[2], &input);
    let (read, days) = carried.read();
    assert_eq!(read, words);
    let under_days: Vec<String> =
        days.iter().zip(read).map(|(day, words)| format!("{day}\n{words}")).collect();
    assert_eq!(carried.seen["words"], under_days.join("\n\n"));
    assert_eq!((&carried.seen["before"], carried.files.len()), (&json!([]), 1));
    let input = json!({ "file": gone_on.file(), "words": BESIDE });
    let between = visit(&stack, &device, "between", languages[1], &input);
    what_she_chose_before_she_opened_it_stays(&between, &words);
    assert_eq!(union.sync()["opened"], 0, "nothing was sent");

    // Once more out of the file that was saved in the middle of the questions.
    let input = json!({ "file": carried.file(), "sends": true });
    let sent = visit(&stack, &device, "report", languages[0], &input);
    assert_eq!(sent.seen["words"], carried.seen["words"], "they are put there once");
    assert_eq!(sent.seen["before"], carried.seen["after"], "what was ticked is ticked");
    assert_ne!(sent.seen["before"], json!([]));
    assert_eq!(sent.seen["lost"], "", "all of it is in the file and in the report");
    assert_eq!(union.sync()["opened"], 1);
    let case = union.show(text(&union.list()[0]["case"])).to_string();
    for words in words {
        assert!(case.contains(words), "{words} in {case}");
    }
    assert!(!case.contains(REMOVED), "{case}");
}

fn what_she_chose_before_she_opened_it_stays(between: &Visit, words: &[&str]) {
    let seen = &between.seen;
    assert_ne!(seen["shutOut"], json!([]));
    assert_eq!(seen["after"], seen["shutOut"], "whom she shut out stays shut out");
    assert!(!text(&seen["told"]).is_empty(), "that her words are not counted: {seen}");
    assert_eq!(between.read().0, [words, &[BESIDE]].concat());
    assert_eq!(seen["unsaved"], true, "what she wrote in this visit is not in the file");
    assert!(words.iter().all(|words| text(&seen["carried"]).contains(words)), "{seen}");
    assert_eq!(seen["again"], seen["carried"], "what was taken out is taken in again");
    assert!(!text(&seen["lost"]).is_empty(), "that not all of it is in the file: {seen}");
}

fn it_is_said_what_a_diary_is(begun: &Visit) {
    let seen = &begun.seen;
    assert_eq!((&seen["unsaved"], &seen["after"]), (&json!(true), &json!(false)));
    let beside = |n: usize| &seen["refused"][n]["beside"];
    assert_eq!((beside(0), beside(1)), (&json!(["passphrase"]), &json!(["again"])));
    assert_eq!(seen["shown"], true, "what she types can be shown");
    // Of a password, browsers ask whether they may keep it.
    assert_eq!(seen["kinds"], json!(["text", "text", "checkbox"]));
    for screen in ["start", "facts", "saved"] {
        assert!(text(&seen[screen]).chars().count() > 200, "{screen}: {seen}");
    }
    let [file] = begun.files.as_slice() else { panic!("one file: {:?}", begun.files) };
    assert!(text(&seen["saved"]).contains(&file.name), "{seen}");
}

fn the_file_says_nothing_and_opens_anywhere(begun: &Visit) {
    let bytes = BASE64_STANDARD.decode(begun.file()).unwrap();
    let name = begun.files[0].name.as_bytes();
    let canaries = [FIRST, SECOND, PASSPHRASE].map(Canary::new);
    for (what, bytes) in [("the file", bytes.as_slice()), ("its name", name)] {
        Hunt::new(&canaries).in_bytes(what, bytes).assert_nothing(what);
        Hunt::new(&[Canary::new("dauys-diary")]).in_bytes(what, bytes).assert_nothing(what);
    }
    let open = |passphrase: &str| {
        let job = json!({ "file": begun.file(), "passphrase": passphrase });
        node::run("age.mjs", &json!({ "open": [job] }))["opened"][0].clone()
    };
    assert_eq!(open(WRONG), Value::Null);
    let opened = open(PASSPHRASE);
    let json: Value = serde_json::from_str(text(&opened)).unwrap();
    assert_eq!(json["format"], "dauys-diary/1");
    assert_eq!(json["entries"][1]["text"], SECOND);
    assert!(text(&opened).contains(&format!("\n      \"text\": \"{FIRST}\"")), "{opened}");
}

#[test]
fn what_does_not_come_at_first_is_asked_for_again() {
    let stack = Stack::start();
    let device = Device::new(Browser::Chromium);
    let seen = any_visit(&stack, &device, "brokenOff", "en", &json!({}));
    assert!(text(&seen.seen["start"]).chars().count() > 200, "{seen:?}");
    let asked = |end: &str| seen.watch.requests.iter().any(|it| it.ends_with(end));
    assert!(asked("/thread.js") && asked("/thread.js?2") && !asked("?3"), "{seen:?}");
}

/// How long the page did not listen is for `cargo xtask bench every-browser`.
#[test]
fn without_a_compiler_it_is_saved_and_opened_all_the_same() {
    let stack = Stack::start();
    let device = Device::new(Browser::Chromium).hardened();
    let begun = visit(&stack, &device, "begin", "ru", &json!({ "entries": [FIRST] }));
    let opened = visit(&stack, &device, "read", "kk", &json!({ "file": begun.file() }));
    assert_eq!(opened.read().0, [FIRST]);
    assert!(!opened.watch.requests.iter().any(|it| it.contains("_bg.wasm")), "{opened:?}");
}
