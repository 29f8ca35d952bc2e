//! The questions as people edit them, with the real binary: what is told of a mistake, how they
//! look, and that nothing with a mistake is signed.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where it fails, and its helpers are no `#[test]` functions"
)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use dauys_wire::Digest;
use serde_json::Value;

const GOOD: &str = include_str!("questions.json");
const SERVER_KEY: &str = "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM";

struct Table {
    folder: tempfile::TempDir,
}

impl Table {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("passphrase"), "a passphrase for tests").unwrap();
        fs::write(folder.path().join("questions.json"), GOOD).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes the good file with this in the place of that.
    fn write(&self, name: &str, from: &str, to: &str) {
        assert!(GOOD.contains(from), "{from}");
        fs::write(self.path(name), GOOD.replacen(from, to, 1)).unwrap();
    }

    fn run(&self, line: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_dauys"))
            .current_dir(self.folder.path())
            .env_remove("DAUYS_HOME")
            .env("DAUYS_LANG", "en")
            .args(["--passphrase-file", "passphrase"])
            .args(line.split(' ').filter(|part| !part.is_empty()))
            .output()
            .unwrap()
    }

    /// Runs a command that must end with this code; what it printed, and its remark.
    fn says(&self, line: &str, code: i32) -> (String, String) {
        let output = self.run(line);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (printed, remark) = (text(output.stdout), text(output.stderr));
        assert_eq!(output.status.code(), Some(code), "{line}: {printed}{remark}");
        (printed, remark)
    }

    fn json(&self, line: &str, code: i32) -> Value {
        serde_json::from_str(&self.says(&format!("--json {line}"), code).0).unwrap()
    }

    fn organisation(&self) {
        let words = "--name-kk Ұйым --name-ru Организация --name-en Organisation";
        self.says(
            &format!(
                "org init --instance demo {words} --origin http://127.0.0.1:8080 \
                 --server-key {SERVER_KEY} --accused-inside no"
            ),
            0,
        );
        let words = "--name-kk қ --name-ru р --name-en e --about-kk қ --about-ru р --about-en e";
        self.says(&format!("org channel hr --kind hr {words}"), 0);
    }
}

/// Counted by other means than those under test.
fn line(of: &str) -> usize {
    GOOD.lines().position(|line| line.contains(of)).unwrap() + 1
}

#[test]
fn every_mistake_is_told_with_its_line_and_the_command_fails() {
    let table = Table::new();
    let cases = [
        ("\"most\": 99,", "\"most\": 99", "mistake-json-comma-missing", "\"when\": ["),
        ("\"kind\": \"one\"", "\"kind\": \"single\"", "mistake-choice", "\"kind\": \"one\""),
        (
            "\"id\": \"told\",",
            "\"id\": \"told\", \"id\": \"x\",",
            "mistake-twice",
            "\"id\": \"told\"",
        ),
        ("\"Не көрдіңіз?\"", "\"\"", "mistake-text-empty", "\"Не көрдіңіз?\""),
        ("\"people\", \"any\"", "\"form\", \"any\"", "mistake-when-later", "\"any\""),
        ("\"least\": 2", "\"least\": 100", "mistake-bounds-number", "\"least\": 2"),
    ];
    for (from, to, code, at) in cases {
        table.write("wrong.json", from, to);
        let told = table.json("org questionnaire check wrong.json", 1);
        let mistakes = told["mistakes"].as_array().unwrap();
        let first = (mistakes[0]["code"].as_str().unwrap(), &mistakes[0]["line"]);
        assert_eq!((mistakes.len(), first), (1, (code, &Value::from(line(at)))), "{to}");
        assert_eq!(told["sha256"], Value::Null);
    }
}

#[test]
fn a_mistake_is_told_in_three_languages_and_a_warning_stops_nothing() {
    let table = Table::new();
    table.write("wrong.json", "\"people\", \"any\"", "\"count\", \"any\"");
    let at = line("\"any\"");
    let words = [
        ("en", format!("line {at}, question \"count\": \"when\" must name a closed question")),
        ("ru", format!("строка {at}, вопрос \"count\": В \"when\" должен быть назван вопрос")),
        ("kk", format!("{at}-жол, \"count\" сұрағы: \"when\" алдыңғы экрандардың біріндегі")),
    ];
    for (lang, words) in words {
        let (printed, remark) =
            table.says(&format!("--lang {lang} org questionnaire check wrong.json"), 1);
        assert!(printed.starts_with(&words), "{printed}");
        assert!(remark.contains("wrong.json") && remark.contains('1'), "{remark}");
    }
    table.write("warned.json", "\"required\": true", "\"requierd\": true, \"required\": true");
    let (printed, remark) = table.says("org questionnaire check warned.json", 0);
    let warning =
        format!("Warning, line {}, question \"seen\": \"requierd\"", line("\"required\""));
    assert!(printed.starts_with(&warning) && remark.is_empty(), "{printed}{remark}");
}

#[test]
fn what_the_file_has_in_it_does_not_steer_the_terminal() {
    let table = Table::new();
    let hostile = "\"requ\\u001b[2Jired\\u202e\": true, \"requ\u{9b}x\": 1, \"required\": true";
    table.write("hostile.json", "\"required\": true", hostile);
    for line in ["org questionnaire check", "--json org questionnaire check"] {
        let (printed, _) = table.says(&format!("{line} hostile.json"), 0);
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(printed.contains("[2Jired") && !printed.contains(steers), "{printed:?}");
    }
    table.write("hostile.json", "\"In words\"", "\"In\\u001b[2J wor\\u202eds\"");
    let (printed, _) = table.says("org questionnaire preview hostile.json", 0);
    assert!(printed.contains("In�[2J wor�ds") && !printed.contains('\u{1b}'), "{printed:?}");
}

#[test]
fn the_questions_are_shown_screen_by_screen_as_they_are_asked() {
    let table = Table::new();
    let any = ["was answered with: Several.", "был ответ: Несколько.", "мына жауап берілсе ғана"];
    let whole = [
        ("en", ["Screens: 4", "3.  How many exactly? <count>", any[0]]),
        ("ru", ["Экранов: 4", "3.  Сколько именно? <count>", any[1]]),
        ("kk", ["Экрандар: 4", "3.  Нешеу? <count>", any[2]]),
    ];
    for (lang, words) in whole {
        let preview = format!("--lang {lang} org questionnaire preview questions.json");
        let (printed, _) = table.says(&preview, 0);
        assert!(words.iter().all(|words| printed.contains(words)), "{printed}");
        assert!(printed.lines().all(|line| line.chars().count() <= 80), "{printed}");
        assert!(printed.contains("<not-sure>") && !printed.contains("(x)"), "{printed}");
    }
    let way = "org questionnaire preview questions.json --answer people";
    assert_eq!(
        table.json(&format!("{way}=alone"), 0)["screens"],
        serde_json::json!([["seen", "told"], ["people"], ["form"]])
    );
    let ticks = format!("{way}=several --answer form=words --answer form=touch");
    let (printed, _) = table.says(&ticks, 0);
    assert!(printed.contains("(x) Several") && printed.contains("[x] By touch"), "{printed}");
    assert!(printed.contains("[ ] Nothing"), "{printed}");
    let failures = [
        ("=nobody", "preview-no-such-answer"),
        ("=alone --answer people=several", "preview-answered-twice"),
        ("=alone --answer count=5", "preview-not-asked"),
        ("=several --answer count=500", "preview-answer-refused"),
        ("=several --answer form=nothing --answer form=words", "preview-no-such-answer"),
        ("=several --answer colour=red", "preview-no-question"),
    ];
    for (rest, code) in failures {
        assert_eq!(table.json(&format!("{way}{rest}"), 2)["failure"], code, "{rest}");
    }
    table.write("wrong.json", "\"least\": 2", "\"least\": 100");
    let failure = &table.json("org questionnaire preview wrong.json", 1)["failure"];
    assert_eq!(failure, "org-questionnaire");
}

#[test]
fn questions_are_signed_as_they_were_written_and_never_with_a_mistake() {
    let table = Table::new();
    table.organisation();
    let own = table.path("organisation/questionnaire.json");
    let shipped = fs::read_to_string(&own).unwrap();
    assert!(shipped.lines().count() > 50, "laid out for people");

    table.write("wrong.json", "\"least\": 2", "\"least\": 100");
    let (_, remark) = table.says("org sign --questionnaire wrong.json", 1);
    let place = format!("wrong.json, line {}, question \"count\"", line("\"least\""));
    assert!(remark.starts_with(&place), "{remark}");
    assert!(remark.contains("`dauys org questionnaire check wrong.json`"), "{remark}");
    assert_eq!(fs::read_to_string(&own).unwrap(), shipped, "nothing was taken");
    assert!(!table.path("organisation/publish").exists());

    table.says("org sign --questionnaire questions.json", 0);
    assert_eq!(fs::read_to_string(&own).unwrap(), GOOD, "to the letter");
    let published = fs::read(table.path("organisation/publish/questionnaire.json")).unwrap();
    let begin = r#"{"format":"dauys-questionnaire/1","id":"small/1","opt_outs":[{"id":"not-sure","#;
    assert!(published.starts_with(begin.as_bytes()), "the keys as they were written");
    assert!(!published.contains(&b'\n'));
    let told = table.json("org questionnaire check", 0);
    assert_eq!(told["sha256"], Digest::of(&published).to_string());
    assert_eq!((&told["questions"], told["warnings"].as_array().unwrap().len()), (&5.into(), 0));
    let problems = |table: &Table| table.json("org check", 0)["problems"].to_string();
    assert!(!problems(&table).contains("problem-not-signed"));

    fs::write(&own, GOOD.replace("How was it?", "How did it go?")).unwrap();
    assert!(problems(&table).contains("problem-not-signed"), "edited, and not signed again");
    let warning = &table.json("org questionnaire check", 0)["warnings"][0];
    assert_eq!((&warning["code"], &warning["line"]), (&"warning-same-id".into(), &3.into()));
    assert!(table.says("org sign", 0).1.contains("small/1"), "told when it is signed too");

    fs::write(&own, GOOD.replacen("\"most\": 99", "\"most\": 1", 1)).unwrap();
    let (_, remark) = table.says("org sign", 1);
    assert!(remark.contains("`dauys org questionnaire check organisation/questionnaire.json`"));
    table.says("org questionnaire check", 1);
}
