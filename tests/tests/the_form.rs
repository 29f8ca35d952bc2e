//! The offline form: the page as one file, which an organisation makes and signs. Opened from a stick it asks
//! nobody for anything, seals on the device, and sends by itself or saves a file that anybody can bring in.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use dauys_crypto::letter::{Letter, ReporterKind};
use dauys_tests::device::{Browser, Device};
use dauys_tests::folder::Folder;
use dauys_tests::organisation::MARAT;
use dauys_tests::stack::Stack;
use dauys_tests::terminal::Terminal;
use dauys_tests::{node, once, programs};
use dauys_wire::Digest;
use serde_json::{Value, json};

const SENT: [&str; 3] = ["Көлікте қолымнан ұстады.", "Он пишет мне ночью.", "He follows me."];
const SAVED: [&str; 3] = ["Есікті іштен жапты.", "Он запер дверь.", "He locked the door."];

struct Seen {
    /// Where the page lives.
    origin: String,
    safety_number: String,
    /// Where the form and its signature are; gone with the organisation.
    form: [Vec<u8>; 2],
    public: Vec<u8>,
    made: Value,
    visits: Vec<Value>,
    /// What the desk opened.
    stories: BTreeSet<String>,
}

#[test]
fn it_is_signed_by_the_organisation_and_says_its_hash() {
    let Seen { made, form: [form, signature], public, .. } = all();
    assert_eq!(Digest::of(form).to_string(), text(&made["sha256"]));
    let folder = Folder::make();
    let place = |name: &str| folder.path().join(name);
    fs::write(place("root.pub"), public).unwrap();
    fs::write(place("form.minisig"), signature).unwrap();
    let minisign = |form: &[u8]| {
        fs::write(place("form.html"), form).unwrap();
        let mut minisign = Command::new("minisign");
        minisign.arg("-Vm").arg(place("form.html")).arg("-p").arg(place("root.pub"));
        minisign.arg("-x").arg(place("form.minisig")).output().unwrap().status.success()
    };
    assert!(minisign(form));
    let mut altered = form.clone();
    altered.push(b' ');
    assert!(!minisign(&altered));
}

#[test]
fn nothing_is_asked_of_the_network_before_she_sends_and_nothing_at_all_when_she_saves() {
    for visit in &all().visits {
        assert_eq!(visit["sent"]["before"], json!([]), "{visit}");
        assert_eq!((&visit["saved"]["before"], &visit["saved"]["after"]), (&json!([]), &json!([])));
        let asked: Vec<_> = visit["sent"]["after"].as_array().unwrap().iter().map(text).collect();
        let origin = all().origin.as_str();
        assert!(asked.len() >= 2, "{asked:?}");
        assert!(asked.iter().all(|it| it.contains(origin)), "{asked:?}");
    }
}

#[test]
fn the_desk_reads_what_was_sent_and_what_others_brought_in() {
    let stories: BTreeSet<String> =
        SENT.iter().chain(&SAVED).map(|&story| story.to_owned()).collect();
    assert_eq!(all().stories, stories);
}

#[test]
fn it_says_what_it_is_where_answers_are_and_what_is_left_to_do() {
    let Seen { origin, safety_number, visits, .. } = all();
    let address = format!("{origin}/");
    for visit in visits {
        let (sent, saved, brought) = (&visit["sent"], &visit["saved"], &visit["brought"]);
        for place in [&sent["landing"], &saved["done"]] {
            assert!(text(place).contains(&address), "{place}");
        }
        assert!(text(&sent["landing"]).contains(safety_number), "{sent}");
        assert_ne!(sent["arrived"], saved["arrived"]);
        assert_ne!(sent["done"], saved["done"]);
        assert_eq!(text(&saved["name"]), "document.json", "says nothing");
        assert_ne!(brought["refused"], json!(""));
        for complaints in [sent, saved, brought].map(|it| &it["complaints"]) {
            assert_eq!(*complaints, json!([]), "{visit}");
        }
        assert_eq!(brought["foreign"], json!([]));
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("words")
}

fn all() -> &'static Seen {
    static SEEN: OnceLock<Option<Seen>> = OnceLock::new();
    once::look(&SEEN, look)
}

fn look() -> Seen {
    let stack = Stack::start();
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    let made = serde_json::from_str(&stack.organisation.org(&["form", "--json"])).unwrap();
    let folder = stack.organisation.published().parent().unwrap().join("form");
    let form = folder.join("offline-form.html");
    let devices = [
        (Device::new(Browser::Chromium), "kk"),
        (Device::new(Browser::Firefox), "ru"),
        (Device::new(Browser::Chromium).hardened(), "en"),
    ];
    let visits = devices.iter().zip(SENT.iter().zip(SAVED)).map(|((device, language), stories)| {
        let file = folder.join(format!("{language}.json"));
        let input = json!({
            "device": device.settings(), "form": form, "address": stack.address,
            "language": language, "stories": stories, "file": file,
        });
        node::run("form.mjs", &input)
    });
    let visits = visits.collect();
    bring_in_a_terminal(&stack, &folder.join("kk.json"));
    marat.sync();
    let vault = marat.vault();
    let stories = vault.contents().letters().values().filter_map(|kept| match &kept.letter {
        Letter::Reporter(letter) if letter.kind == ReporterKind::Report => {
            Some(serde_json::to_value(&letter.body.answers["seen"]).unwrap())
        }
        _ => None,
    });
    let stories = stories.map(|story| text(&story).to_owned()).collect();
    let signature = form.with_extension("html.minisig");
    Seen {
        origin: stack.origin().to_owned(),
        safety_number: stack.safety_number.clone(),
        form: [form, signature].map(|path| fs::read(path).unwrap()),
        public: fs::read(folder.with_file_name("root.pub")).unwrap(),
        made,
        visits,
        stories,
    }
}

/// A second time: the server has it already, and says so again.
fn bring_in_a_terminal(stack: &Stack, file: &Path) {
    let mut dauys = programs::dauys();
    dauys.args(["--lang", "en", "bring"]).arg(file).arg(&stack.address);
    let (status, said) = Terminal::open(dauys).end();
    assert!(status.success() && said.contains("It has arrived"), "{said}");
}
