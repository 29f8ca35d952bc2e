//! What `--json` prints is what its schema says (`docs/schema/`), of every command that has one, and
//! of failures.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dauys_tests::attached::Attaching;
use dauys_tests::direct::Visit;
use dauys_tests::folder::Folder;
use dauys_tests::investigator::{Investigator, Person};
use dauys_tests::organisation::{MARAT, Organisation};
use dauys_tests::stack::Stack;
use dauys_tests::{paper, programs};
use dauys_wire::Id;
use jsonschema::Validator;
use serde_json::{Value, json};

const STORY: &str = "Бастығым кешке қалдырып, қолымнан ұстады.";
const PASSPHRASE: &str = "тоғыз сөзден тұратын құпия";
const KEY: &str = "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM";

/// Somebody in a channel of the one kind whose answers may be promised for a later day.
const INSPECTOR: Person = Person {
    folder: "sabina",
    name: "Сабина Төлеген",
    role: ["еңбек инспекторы", "инспектор труда", "labour inspector"],
    channel: "labour",
};

#[test]
fn everything_that_programs_are_told_keeps_to_its_schema() {
    let mut schemas = Schemas::printed();
    ceremony(&mut schemas);
    desk(&mut schemas);
    let unheard: BTreeSet<&String> = schemas.by_name.keys().collect::<BTreeSet<_>>();
    let unheard: Vec<_> =
        unheard.into_iter().filter(|name| !schemas.heard.contains(*name)).collect();
    assert!(unheard.is_empty(), "{unheard:?}");
}

#[test]
fn what_does_not_keep_to_a_schema_is_found() {
    let schemas = Schemas::printed();
    let told = json!({ "id": "00".repeat(16), "channel": "hr" });
    let is_valid = |told: &Value| schemas.by_name["org-add"].is_valid(told);
    assert!(is_valid(&told));
    for (key, value) in [("id", json!("00")), ("channel", json!(7)), ("more", json!(true))] {
        let mut told = told.clone();
        told[key] = value;
        assert!(!is_valid(&told), "{told}");
    }
    assert!(!is_valid(&json!({ "id": "00".repeat(16) })), "something is missing");
}

/// The schemas, and of which something was heard.
struct Schemas {
    by_name: BTreeMap<String, Validator>,
    heard: BTreeSet<String>,
}

impl Schemas {
    /// As `dauys schema` prints them, and stricter: whatever a schema does not name is wrong.
    fn printed() -> Self {
        let names = programs::must(programs::dauys().arg("schema"));
        let one = |name: &str| {
            let text = programs::must(programs::dauys().args(["schema", name]));
            let mut schema: Value = serde_json::from_str(&text).unwrap();
            assert!(jsonschema::meta::is_valid(&schema), "{name}");
            close(&mut schema);
            (name.to_owned(), jsonschema::validator_for(&schema).unwrap())
        };
        Self { by_name: names.lines().map(one).collect(), heard: BTreeSet::new() }
    }

    fn hear(&mut self, name: &str, told: &Value) {
        let schema = self.by_name.get(name).unwrap_or_else(|| panic!("no schema {name}"));
        let wrong: Vec<String> =
            schema.iter_errors(told).map(|it| format!("{it} at {}", it.instance_path())).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}\n{told:#}");
        self.heard.insert(name.to_owned());
    }
}

/// Objects with named fields have no others, wherever a whole value is described: what stands in a
/// branch is only a part of one.
fn close(schema: &mut Value) {
    let Value::Object(members) = schema else { return };
    let names_fields =
        ["properties", "oneOf", "anyOf"].iter().any(|key| members.contains_key(*key));
    if names_fields && !members.contains_key("additionalProperties") {
        members.insert("unevaluatedProperties".to_owned(), json!(false));
    }
    for (key, member) in members {
        match key.as_str() {
            "properties" | "$defs" => member.as_object_mut().unwrap().values_mut().for_each(close),
            "items" | "additionalProperties" => close(member),
            "oneOf" | "anyOf" => member.as_array_mut().unwrap().iter_mut().for_each(close_below),
            _ => {}
        }
    }
}

/// The fields of a branch.
fn close_below(branch: &mut Value) {
    for key in ["properties", "$defs"] {
        if let Some(Value::Object(members)) = branch.get_mut(key) {
            members.values_mut().for_each(close);
        }
    }
    if let Some(items) = branch.get_mut("items") {
        close(items);
    }
}

/// Keys and the organisation's steps, in a folder.
fn ceremony(schemas: &mut Schemas) {
    let folder = Folder::make();
    let run = |line: &str| run(folder.path(), line);
    fs::write(folder.path().join("passphrase"), PASSPHRASE).unwrap();
    let role = "--role-kk a --role-ru b --role-en c";
    let init = format!("--home desk init --instance demo --name A {role}");
    schemas.hear("init", &run(&init));
    let name = "--name-kk a --name-ru b --name-en c";
    let origin = "--origin http://127.0.0.1:8080 --accused-inside yes --server-key";
    schemas.hear("org-init", &run(&format!("org init --instance demo {name} {origin} {KEY}")));
    let about = "--about-kk a --about-ru b --about-en c";
    let channel = format!("org channel hr --kind hr {name} {about}");
    schemas.hear("org-channel", &run(&channel));
    let added = run("org add desk/card.txt --channel hr");
    schemas.hear("org-add", &added);
    schemas.hear("org-questionnaire-check", &run("org questionnaire check"));
    schemas.hear("org-questionnaire-preview", &run("org questionnaire preview"));
    schemas.hear("org-help-check", &run("org help check"));
    schemas.hear("org-sign", &run("org sign"));
    schemas.hear("org-check", &run("org check --cases 20"));
    let list = json!({
        "format": "dauys-site/1", "version": "1", "fallback": "index.html",
        "headers": {}, "document_headers": {},
        "files": [{
            "path": "index.html", "type": "text/html", "bytes": 0, "sha256": "0".repeat(64),
        }],
    });
    fs::write(folder.path().join("site.json"), list.to_string()).unwrap();
    schemas.hear("org-site", &run("org site site.json"));
    schemas.hear("org-form", &run("org form"));
    schemas.hear("org-poster", &run("org poster --language kk"));
    let card = "org channel-card hr --instance demo --key own.key --member desk/card.txt";
    schemas.hear("org-channel-card", &run(&format!("{card} --out statement.json")));
    let id = added["id"].as_str().unwrap();
    schemas.hear("org-remove", &run(&format!("org remove {id}")));

    // Mistakes have a form too, and what fails after it was told is not told twice.
    let questions = folder.path().join("organisation/questionnaire.json");
    let text = fs::read_to_string(&questions).unwrap();
    fs::write(&questions, text.replacen("\"kind\"", "\"knid\"", 1)).unwrap();
    let told = run("org questionnaire check");
    assert!(!told["mistakes"].as_array().unwrap().is_empty());
    schemas.hear("org-questionnaire-check", &told);
    schemas.hear("failure", &run("org sign"));
}

/// The last line that a command prints; a `dauys` that is not content is one, too.
fn run(folder: &Path, line: &str) -> Value {
    let mut dauys = programs::dauys();
    dauys.current_dir(folder).args(["--json", "--passphrase-file", "passphrase"]);
    let output = programs::run(dauys.args(line.split(' ')));
    let said = String::from_utf8(output.stdout).unwrap();
    let last = said.lines().last();
    let last =
        last.unwrap_or_else(|| panic!("{line}: {}", String::from_utf8_lossy(&output.stderr)));
    serde_json::from_str(last).unwrap()
}

/// A desk with cases, alone in its channel, and a colleague in another.
struct Desk {
    stack: Stack,
    inspector: Investigator,
    folder: Folder,
}

impl Desk {
    fn open() -> Self {
        let folder = Folder::make();
        let passphrase = folder.path().join("passphrase");
        fs::write(&passphrase, PASSPHRASE).unwrap();
        let inspector = Investigator::init(folder.path(), &passphrase, INSPECTOR);
        let stack = Stack::settled(|organisation| {
            channel(organisation);
            organisation.add(&inspector.card(), INSPECTOR.channel);
            organisation.keep_pace();
        });
        Self { stack, inspector, folder }
    }

    /// The id of a new case that nobody else reads.
    fn case(&self) -> String {
        let visit = Visit::arrive(&self.stack.address);
        let to = vec![Id::parse(&self.inspector.id).unwrap()];
        let mut she = Attaching::new(&visit, self.stack.origin());
        she.attach(STORY.len() as u64, STORY.as_bytes());
        she.report(STORY, to).thread.to_string()
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// Every line that a command prints.
    fn told(&self, line: &str) -> Vec<Value> {
        self.inspector.lines(&line.split(' ').collect::<Vec<_>>())
    }

    /// The first line of a command that goes on until somebody ends it.
    fn first_line(&self, command: &str) -> Value {
        let mut dauys = self.inspector.command("ru", &["--json", command]);
        let mut dauys = dauys.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut told = String::new();
        BufReader::new(dauys.stdout.take().unwrap()).read_line(&mut told).unwrap();
        dauys.kill().and_then(|()| dauys.wait()).unwrap();
        serde_json::from_str(&told).unwrap()
    }

    /// How a command says that it failed.
    fn failure(&self, line: &str) -> Value {
        let mut dauys = self.inspector.command("ru", &line.split(' ').collect::<Vec<_>>());
        let output = programs::run(dauys.arg("--json"));
        assert!(!output.status.success(), "{line}");
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(told["exit"], output.status.code().unwrap(), "{line}");
        told
    }
}

fn channel(organisation: &Organisation) {
    let texts = ["--name-kk", "--name-ru", "--name-en", "--about-kk", "--about-ru", "--about-en"];
    let texts = texts.map(|flag| [flag, "Еңбек инспекциясы"]).concat();
    let id = ["channel", INSPECTOR.channel, "--kind", "inspectorate"];
    organisation.org(&[id.as_slice(), &texts].concat());
}

fn desk(schemas: &mut Schemas) {
    let desk = Desk::open();
    let (case, other) = (desk.case(), desk.case());
    let words = desk.file("words.txt", "Хабарламаңызды алдым.").display().to_string();
    let day = Visit::arrive(&desk.stack.address).trusted.day.plus(50);
    let named = Id::parse(&desk.stack.organisation.investigator(&MARAT).id).unwrap();
    let answers = json!({
        "answers": { "seen": STORY, "role": "experienced" },
        "to": [named], "shut_out": [], "lang": "kk", "name": "",
    });
    let answers = desk.file("answers.json", &answers.to_string()).display().to_string();
    let exported = desk.folder.path().join("case.zip").display().to_string();
    let lines = [
        ("sync", format!("sync {}", desk.stack.address)),
        ("search", "search қолымнан".to_owned()),
        ("get", format!("get {case} 1 --to {}", desk.folder.path().join("taken").display())),
        ("declare", format!("declare {case} none")),
        ("mask", format!("mask {case} --file {words}")),
        ("mask", format!("mask {case}")),
        ("export", format!("export {case} {exported} --variant full")),
        ("assign", format!("assign {case} --me")),
        ("label", format!("label {case} түн")),
        ("label", format!("label {case}")),
        ("task", format!("task {case} --file {words} --until {day}")),
        ("task", format!("task {case}")),
        ("finding", format!("finding {case} --file {words} --evidence 1 --found confirmed")),
        ("finding", format!("finding {case}")),
        ("accused", format!("accused {case} asked --file {words}")),
        ("link", format!("link {case} {other} --yes")),
        ("keep", format!("keep {case} --until {day} --file {words}")),
        ("templates", "templates".to_owned()),
        ("templates", "templates received-thanks".to_owned()),
        ("reply", format!("reply {case} --file {words} --preview")),
        ("reply", format!("reply {case} --file {words} --yes")),
        ("status", format!("status {case} assessing --internal")),
        ("status", format!("status {case} investigating --yes")),
        ("extend", format!("extend {case} --to {day} --file {words} --yes")),
        ("pause", format!("pause {case} --file {words} --yes")),
        ("resume", format!("resume {case} --yes")),
        ("log", format!("log {case}")),
        ("share", format!("share {case} {named} --yes")),
        ("note", format!("note {case} --file {words}")),
        ("due", "due --days 90".to_owned()),
        ("list", "list --all".to_owned()),
        ("counted", "counted".to_owned()),
        ("close", format!("close {case} confirmed --measure apology --yes --now")),
        ("check", format!("check {case} 30 --file {words}")),
        ("show", format!("show {case}")),
        ("reopen", format!("reopen {case} --yes --now")),
        ("show", format!("show {case}")),
        ("share", format!("share {other} {named} --yes --now")),
        ("delete", format!("delete {other} --yes --now")),
        ("file", format!("file --file {answers} --yes")),
        ("away", "away --days 2".to_owned()),
        ("recuse", format!("recuse {case} --yes --now")),
        ("sync", "sync --rejected".to_owned()),
    ];
    for (name, line) in lines {
        for told in desk.told(&line) {
            schemas.hear(name, &told);
        }
    }
    schemas.hear("watch", &desk.first_line("watch"));
    schemas.hear("verify-export", &run(desk.folder.path(), &format!("verify-export {exported}")));
    let mut unpack = Command::new("python3");
    unpack.args(["-m", "zipfile", "-e", &exported]).arg(desk.folder.path());
    programs::must(&mut unpack);
    for (name, file) in [("exported-case", "case.json"), ("exported-manifest", "manifest.json")] {
        let told = fs::read(desk.folder.path().join(file)).unwrap();
        schemas.hear(name, &serde_json::from_slice(&told).unwrap());
    }
    // With a finding: nobody vouches for the page.
    let verify = format!("verify-site {}", desk.stack.address);
    let told = run(desk.folder.path(), &verify);
    assert_eq!(told["findings"][0]["code"], "unvouched", "{told}");
    schemas.hear("verify-site", &told);
    for line in ["show 00ff", "reply 00ff", "close 00ff nowhere"] {
        schemas.hear("failure", &desk.failure(line));
    }
    kept(&desk, schemas);
}

/// What keeps a desk from being lost.
fn kept(desk: &Desk, schemas: &mut Schemas) {
    let path = |name: &str| desk.folder.path().join(name).display().to_string();
    desk.file("another", "он сөзден тұратын құпия");
    let (backup, for_sheets) = (path("desk.backup"), path("sheets.backup"));
    let backup_file = format!("backup {backup} --backup-passphrase-file {}", path("another"));
    let sheets = desk.told(&format!("shares make {} --need 2 --of 2", path("sheets"))).remove(0);
    schemas.hear("shares-make", &sheets);
    for line in [backup_file, format!("backup {for_sheets} --for-sheets")] {
        schemas.hear("backup", &desk.told(&line)[0]);
    }
    let run = |line: &str| run(desk.folder.path(), line);
    let restore = format!("--home new restore {backup} --backup-passphrase-file another");
    schemas.hear("restore", &run(&restore));
    let read = sheets["files"].as_array().unwrap().iter().map(|file| {
        let file = Path::new(file.as_str().unwrap());
        desk.file(&file.file_stem().unwrap().to_string_lossy(), &paper::scan(&paper::print(file)))
    });
    let read: Vec<String> = read.map(|file| format!("--sheet {}", file.display())).collect();
    let join = format!("--home another-new shares join {for_sheets} {}", read.join(" "));
    schemas.hear("shares-join", &run(&join));
    schemas.hear("passphrase", &run("--home new passphrase --new-passphrase-file another"));
}
