//! The organisation's ceremony with the real binary, and a stock `minisign` as witness.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test ends where it fails, and its helpers are no `#[test]` functions"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use dauys_crypto::roster::{Fragment, Visit, trust};
use dauys_wire::roster::Roster;
use serde_json::Value;

const PASSPHRASE: &str = "a passphrase for tests";
const SERVER_KEY: &str = "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM";

struct Table {
    folder: tempfile::TempDir,
}

impl Table {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("passphrase"), PASSPHRASE).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, line: &str) -> Output {
        let arguments = line.split(' ').filter(|part| !part.is_empty());
        Command::new(env!("CARGO_BIN_EXE_dauys"))
            .current_dir(self.folder.path())
            .env_remove("DAUYS_HOME")
            .args(["--json", "--passphrase-file", "passphrase"])
            .args(if line.contains("--lang") { &[][..] } else { &["--lang", "en"] })
            .args(arguments)
            .output()
            .unwrap()
    }

    /// Runs a command that must succeed; its JSON.
    fn done(&self, line: &str) -> Value {
        let output = self.run(line);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{line}: {error}");
        serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
    }

    /// Runs a command that must succeed; its words in this language.
    fn says(&self, lang: &str, line: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dauys"));
        command.current_dir(self.folder.path()).args(["--lang", lang]).args(line.split(' '));
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    }

    /// Runs a command that must fail with this code; its message's name.
    fn fails(&self, line: &str, code: i32) -> String {
        let output = self.run(line);
        assert_eq!(output.status.code(), Some(code), "{line}");
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        json["failure"].as_str().unwrap().to_owned()
    }

    fn investigator(&self, name: &str) -> Value {
        let role = "--role-kk қ --role-ru р --role-en e --instance demo";
        self.done(&format!("--home {name} init --name {name} {role}"))
    }

    fn channel(&self, id: &str, kind: &str) {
        let words = "--name-kk қ --name-ru р --name-en e --about-kk қ --about-ru р --about-en e";
        self.done(&format!("org channel {id} --kind {kind} {words}"));
    }

    fn organisation(&self, accused_inside: &str) -> Value {
        self.done(&format!(
            "org init --instance demo --name-kk Ұйым --name-ru Организация --name-en Organisation \
             --origin http://127.0.0.1:8080 --server-key {SERVER_KEY} \
             --accused-inside {accused_inside}"
        ))
    }

    fn published(&self, name: &str) -> Vec<u8> {
        fs::read(self.path("organisation/publish").join(name)).unwrap()
    }

    fn roster(&self) -> Roster {
        serde_json::from_slice(&self.published("roster.json")).unwrap()
    }

    /// `minisign -V`, as the organisation's offline machine has it.
    fn stock_minisign_verifies(&self, message: &Path) -> bool {
        let verified = Command::new("minisign")
            .args(["-V", "-p"])
            .arg(self.path("organisation/root.pub"))
            .arg("-m")
            .arg(message)
            .arg("-x")
            .arg(self.path("organisation/publish/roster.json.minisig"))
            .output()
            .expect("minisign must be installed: apt-get install minisign");
        verified.status.success()
    }
}

#[test]
fn a_roster_is_made_signed_verified_by_a_stock_minisign_and_by_a_page() {
    let table = Table::new();
    for name in ["anna", "bota", "dana"] {
        table.investigator(name);
    }
    let made = table.organisation("yes");
    assert_eq!(made["release_hours"], 24);
    assert_eq!(made["cover"]["letters_per_day"], 12);
    table.channel("hr", "hr");
    table.channel("union", "union");
    table.done("org add anna/card.txt --channel hr");
    table.done("org add bota/card.txt --channel hr");
    table.done("org add dana/card.txt --channel union");
    assert_eq!(table.fails("org check", 2), "org-not-signed");
    assert_eq!(table.done("org sign --days 60")["version"], 1);

    let json = table.published("roster.json");
    assert!(!json.contains(&b'\n'), "on one line");
    assert!(table.stock_minisign_verifies(&table.path("organisation/publish/roster.json")));
    let mut changed = json.clone();
    let place = json.windows(6).position(|window| window == b"Organi").unwrap();
    changed[place] = b'U';
    fs::write(table.path("changed.json"), &changed).unwrap();
    assert!(!table.stock_minisign_verifies(&table.path("changed.json")));

    let roster = table.roster();
    let check = table.done("org check");
    let address = check["addresses"][0].as_str().unwrap();
    let (origin, fragment) = address.split_once("/#").unwrap();
    let visit = Visit {
        fragment: &Fragment::parse(fragment).unwrap(),
        origin: Some(origin),
        server_day: roster.issued,
        device_day: roster.issued,
        seen_version: None,
    };
    let minisig = String::from_utf8(table.published("roster.json.minisig")).unwrap();
    let trusted = trust(&json, &minisig, &table.published("questionnaire.json"), &visit).unwrap();
    assert!(trusted.root_checked);
    assert_eq!(trusted.roster.channels.len(), 2);
    assert!(trusted.roster.channels[1].independent, "a union is, if nothing else is said");
    assert_eq!(check["safety_number"].as_str().unwrap().len(), 35);
    assert_eq!(roster.clocks["answer_days"], 92, "what is promised is signed too");
    let state = &roster.clocks["profiles"]["inspectorate"]["answer"];
    assert_eq!((&state["working_days"], &state["notice_days"]), (&15.into(), &3.into()));
    assert_eq!(check["clocks"], Value::Object(roster.clocks.clone()));
    let hr = &check["channels"][0]["capacity"];
    assert_eq!((&hr["replies_per_desk"], &hr["cases"]), (&Value::from(120), &Value::from(80)));
    let load = &table.done("org check --cases 100")["load"]["hr"];
    assert_eq!(load["days_more_each_month"], 8, "20 cases too many are 60 replies of 8 a day");
}

#[test]
fn what_is_wrong_with_a_roster_is_told_and_what_was_tampered_with_does_not_pass() {
    let table = Table::new();
    table.investigator("anna");
    table.organisation("no");
    table.channel("hr", "hr");
    table.channel("ngo", "ngo");
    table.done("org add anna/card.txt --channel hr");
    table.done("org sign --days 10");
    let codes = |check: &Value| -> Vec<String> {
        let problems = check["problems"].as_array().unwrap().iter();
        problems.map(|problem| problem["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        codes(&table.done("org check")),
        [
            "problem-expires",
            "problem-channel-empty",
            "problem-no-statement",
            "problem-few-independent"
        ]
    );
    table.done("org remove anna");
    assert!(codes(&table.done("org check")).contains(&"problem-not-signed".to_owned()));

    let help = table.path("organisation/publish/help.json");
    let before = fs::read(&help).unwrap();
    fs::write(&help, b"{}").unwrap();
    assert_eq!(table.fails("org check", 4), "verify-help");
    fs::write(&help, before).unwrap();
    let signature = table.path("organisation/publish/roster.json");
    let text = fs::read_to_string(&signature).unwrap();
    fs::write(&signature, text.replace("\"retention_days\":365", "\"retention_days\":366"))
        .unwrap();
    assert_eq!(table.fails("org check", 4), "verify-signature");
}

#[test]
fn cover_that_hides_nothing_because_letters_are_shown_before_their_day_is_over_is_a_problem() {
    let table = Table::new();
    table.organisation("yes");
    table.channel("hr", "hr");
    let settings = table.path("organisation/organisation.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let named = |hours: &str, cover: &str| {
        let changed = text
            .replace("release_hours = 24", &format!("release_hours = {hours}"))
            .replace("letters_per_day = 12", &format!("letters_per_day = {cover}"))
            .replace("replies_per_day = 4", &format!("replies_per_day = {cover}"));
        fs::write(&settings, changed).unwrap();
        table.done("org sign --days 60");
        let check = table.done("org check");
        let problems = check["problems"].as_array().unwrap().iter();
        problems.filter(|problem| problem["code"] == "problem-shown-early").count()
    };
    assert_eq!([named("24", "12"), named("0", "0"), named("1", "0")], [0, 0, 0]);
    assert_eq!([named("1", "12"), named("0", "12")], [1, 1]);
    let said = |lang: &str| {
        let output = table.run(&format!("--lang {lang} org check"));
        String::from_utf8(output.stdout).unwrap()
    };
    let words = ["kk", "ru", "en"].map(said);
    assert!(words.iter().all(|said| said.contains("release_hours = 24")), "{words:?}");
}

#[test]
fn what_is_promised_is_told_in_words_and_what_nobody_can_read_is_not_signed() {
    let table = Table::new();
    table.organisation("no");
    table.channel("hr", "hr");
    table.done("org sign");
    let words = ["kk", "ru", "en"].map(|lang| table.says(lang, "org check"));
    let promised = ["15 жұмыс күні", "15 рабочих дней", "15 working days"];
    for (said, promised) in words.iter().zip(promised) {
        assert!(said.contains(promised) && said.contains("kz"), "{said}");
    }

    // As it was before there were profiles.
    let settings = table.path("organisation/organisation.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let (before, rest) = text.split_once("[clocks]").unwrap();
    let (_, after) = rest.split_once("[reply_buckets]").unwrap();
    let with = |clocks: &str| {
        let text = format!("{before}[clocks]\n{clocks}\n[reply_buckets]{after}");
        fs::write(&settings, text).unwrap();
    };
    with("acknowledge_days = 5\nanswer_days = 60");
    assert!(table.done("org check").to_string().contains("problem-not-signed"));
    table.done("org sign");
    let clocks = table.roster().clocks;
    assert_eq!((&clocks["acknowledge_days"], &clocks["answer_days"]), (&5.into(), &60.into()));
    assert!(!table.done("org check").to_string().contains("problem-not-signed"));

    with("calendar = \"uz\"\nprofiles.default.answer.working_days = 15");
    table.done("org sign");
    assert!(table.done("org check").to_string().contains("problem-calendar"));
    assert!(!table.done("org check")["doubtful_days"].as_array().unwrap().is_empty());
    with("answer_day = 60");
    assert_eq!(table.fails("org sign", 1), "org-clocks");
    with("answer_days = \"soon\"");
    assert_eq!(table.fails("org sign", 1), "org-clocks");
}

#[test]
fn investigators_are_never_removed_from_the_roster_or_given_other_keys() {
    let table = Table::new();
    let anna = table.investigator("anna");
    table.organisation("no");
    table.channel("hr", "hr");
    assert_eq!(table.fails("org add anna/card.txt --channel board", 2), "org-no-channel");
    table.done("org add anna/card.txt --channel hr");
    table.done("org sign");
    assert_eq!(table.done("org remove anna")["id"], anna["id"]);
    assert_eq!(table.fails("org remove nobody", 2), "org-no-investigator");
    table.done("org sign");

    let roster = table.roster();
    assert_eq!(roster.version, 2);
    let entry = &roster.investigators[0];
    assert_eq!(anna["id"], entry.id.to_string());
    assert!(entry.valid_until <= roster.issued);
    assert!(roster.channels[0].members.is_empty());

    let card = fs::read_to_string(table.path("anna/card.txt")).unwrap();
    fs::write(table.path("forged.txt"), card.replace("anna", "enna")).unwrap();
    assert_eq!(table.fails("org add forged.txt --channel hr", 4), "org-not-a-card");
    assert_eq!(table.fails("org sign --days 121", 2), "org-days");
}

#[test]
fn an_independent_channel_signs_its_own_entry_and_nobody_can_be_added_behind_its_back() {
    let table = Table::new();
    table.investigator("anna");
    table.investigator("ghost");
    table.organisation("no");
    table.channel("union", "union");
    table.done("org add anna/card.txt --channel union");
    let statement = "org channel-card union --instance demo --key union.key --out union.txt";
    let made = table.done(&format!("{statement} --member anna/card.txt"));
    table.done("org channel union --card union.txt");
    table.done("org sign");
    let check = table.done("org check");
    assert_eq!(check["channels"][0]["signed_by_itself"], true);
    let address = check["addresses"][0].as_str().unwrap();
    assert!(address.ends_with(made["fragment"].as_str().unwrap()));

    table.done("org add ghost/card.txt --channel union");
    assert_eq!(table.fails("org sign", 4), "org-statement-differs");
    let again = table.done(&format!("{statement} --member anna/card.txt --member ghost/card.txt"));
    assert_eq!(again["key"], made["key"], "the key stays");
    table.done("org channel union --card union.txt");
    table.done("org sign");
}

#[test]
fn wrong_passphrases_and_missing_flags_have_exit_codes_of_their_own() {
    let table = Table::new();
    table.investigator("anna");
    table.organisation("no");
    table.channel("hr", "hr");
    fs::write(table.path("passphrase"), "another passphrase").unwrap();
    assert_eq!(table.fails("org sign", 5), "wrong-passphrase");
    assert_eq!(table.fails("--home anna list", 5), "wrong-passphrase");
    assert_eq!(table.fails("--home bota list", 1), "no-keys");
    assert_eq!(table.fails("--home bota init --name bota", 2), "flag-missing");
    fs::write(table.path("passphrase"), "short").unwrap();
    let role = "--role-kk қ --role-ru р --role-en e --instance demo";
    assert_eq!(table.fails(&format!("--home bota init --name bota {role}"), 2), "passphrase-short");
}

#[test]
fn nothing_of_the_keys_is_in_clear_on_the_disk() {
    let table = Table::new();
    table.investigator("anna");
    table.organisation("no");
    let keys = fs::read(table.path("anna/keys.age")).unwrap();
    assert!(keys.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    for name in ["anna/keys.age", "anna/vault", "organisation/root.key"] {
        let bytes = fs::read(table.path(name)).unwrap();
        for secret in ["AGE-SECRET-KEY", "dauys-keys", "demo"] {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{name} has {secret}");
        }
    }
    let list = table.done("--home anna list");
    assert_eq!(list["cases"], Value::Array(Vec::new()));
}
