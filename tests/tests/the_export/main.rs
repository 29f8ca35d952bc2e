//! A case leaves the desk as a file: in every variant it is read, checked and opened by programs that have
//! nothing to do with us, on a machine that has no keys; and what was covered is in none of its bytes.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

mod page;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dauys_tests::attached::Attaching;
use dauys_tests::direct::Visit;
use dauys_tests::folder::Folder;
use dauys_tests::investigator::Investigator;
use dauys_tests::organisation::{DINA, MARAT};
use dauys_tests::programs;
use dauys_tests::stack::Stack;
use dauys_wire::Id;
use serde_json::Value;

/// A name in two of its forms, over the end of a line too, with all that could steer or run.
const STORY: &str = "Бастығым Ерлан\nСерікұлы кешке қалдырды: ә ғ қ ң ө ұ ү һ і. ЕРЛАН СЕРІКҰЛЫНЫҢ өзі айтты.\n\
    <script>alert(1)</script> \u{202e}txt.exe\u{7} =cmd()";
const NAME: &str = "Ерлан Серікұлы";
const NOTE: &str = "Тек әріптестерге: куәгер — күзетші.";
/// What came as a file, with the name in it.
const FILE: &[u8] = "Ерлан Серікұлы 14-бөлмеге шақырды.".as_bytes();

/// `dauys` ends with these.
const REFUSED: Option<i32> = Some(4);

struct Office {
    stack: Stack,
    case: String,
    folder: Folder,
}

impl Office {
    fn open() -> Self {
        let office = Self::undeclared();
        let said = office.marat().attempt(&office.export("early.zip", "full"));
        assert_eq!(said, (Some(2), "export-declare".to_owned()));
        office.marat().ask(&["declare", &office.case, "none"]);
        office.marat().note(&office.case, NOTE, &[]);
        office.marat().ask_with(&["mask", &office.case, "--file", "-"], NAME);
        office
    }

    fn undeclared() -> Self {
        let stack = Stack::start();
        let visit = Visit::arrive(&stack.address);
        let mut attaching = Attaching::new(&visit, stack.origin());
        attaching.attach(FILE.len() as u64, FILE);
        attaching.attach(70_000, vec![7; 70_000].as_slice());
        let to = |people: [_; 2]| {
            let mut ids =
                people.map(|one| Id::parse(&stack.organisation.investigator(&one).id).unwrap());
            ids.sort();
            ids.to_vec()
        };
        let case = attaching.report(STORY, to([MARAT, DINA])).thread.to_string();
        let office = Self { case, folder: Folder::make(), stack };
        for desk in [office.marat(), office.dina()] {
            desk.first_sync(&office.stack.address);
        }
        office
    }

    fn marat(&self) -> &Investigator {
        self.stack.organisation.investigator(&MARAT)
    }

    fn dina(&self) -> &Investigator {
        self.stack.organisation.investigator(&DINA)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn export(&self, name: &str, variant: &str) -> [&'static str; 5] {
        let path = self.path(name).to_str().unwrap().to_owned();
        let leak = |text: String| -> &'static str { text.leak() };
        ["export", leak(self.case.clone()), leak(path), "--variant", leak(variant.to_owned())]
    }

    fn take_out(&self, name: &str, variant: &str, flags: &[&str]) -> PathBuf {
        let said = self.marat().ask(&[&self.export(name, variant)[..], flags].concat());
        assert_eq!(said["done"], "export-done", "{said}");
        self.path(name)
    }
}

/// Elsewhere: no keys, no folder, no network that anything could be asked on.
fn verify(file: &Path, flags: &[&str]) -> (Option<i32>, Value) {
    let elsewhere = Folder::make();
    let mut dauys = programs::dauys();
    dauys.env_clear().env("HOME", elsewhere.path()).env("https_proxy", "http://127.0.0.1:1");
    dauys.current_dir(elsewhere.path());
    let output = programs::run(dauys.args(["--json", "verify-export"]).arg(file).args(flags));
    let there = fs::read_dir(elsewhere.path()).unwrap().count();
    assert_eq!(there, 1, "it leaves nothing beside the lock of the test");
    let said = String::from_utf8(output.stdout).unwrap();
    let first = said.lines().next().unwrap_or("null");
    (output.status.code(), serde_json::from_str(first).unwrap())
}

/// Unpacked by a program that is not ours.
fn unpacked(file: &Path) -> Folder {
    let folder = Folder::make();
    let mut python = Command::new("python3");
    python.args(["-m", "zipfile", "-e"]).arg(file).arg(folder.path());
    programs::must(&mut python);
    folder
}

fn text_of(pdf: &Path) -> String {
    let mut read = Command::new("pdftotext");
    let text = programs::must(read.arg("-raw").arg(pdf).arg("-"));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All bytes of all files in a folder.
fn bytes_in(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        bytes.extend(if path.is_dir() { bytes_in(&path) } else { fs::read(&path).unwrap() });
    }
    bytes
}

fn holds(bytes: &[u8], needle: &str) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
}

#[test]
fn a_case_is_taken_out_read_and_checked_in_every_variant() {
    let office = Office::open();
    let full = office.take_out("full.zip", "full", &[]);
    let again = office.marat().attempt(&office.export("full.zip", "full"));
    assert_eq!(again, (Some(1), "export-exists".to_owned()));
    let redacted = office.take_out("redacted.zip", "redacted", &[]);
    let authority = office.take_out("authority.zip", "authority", &["--with", "2"]);
    let key = office.marat().card();
    for (file, variant, files) in
        [(&full, "full", 6), (&redacted, "redacted", 4), (&authority, "authority", 5)]
    {
        let (exit, said) = verify(file, &["--key", key.to_str().unwrap()]);
        assert_eq!((exit, &said["whole"], &said["is_key"]), (Some(0), &true.into(), &true.into()));
        assert_eq!(
            (&said["variant"], &said["case"]),
            (&variant.into(), &office.case.clone().into())
        );
        assert_eq!(said["files"].as_array().unwrap().len(), files, "{said}");
        assert_eq!(said["signer"]["name"], MARAT.name);
        let log = office.marat().ask(&["log", &office.case]).to_string();
        assert!(log.contains(said["manifest"].as_str().unwrap()), "the log names it");
        let other = office.dina().card();
        let (exit, said) = verify(file, &["--key", other.to_str().unwrap()]);
        assert_eq!((exit, &said["is_key"]), (REFUSED, &false.into()), "somebody else's key");
        assert_private(file);
    }
    let inside = unpacked(&full);
    let pdf = text_of(&inside.path().join("report.pdf"));
    for told in ["ә ғ қ ң ө ұ ү һ і", "Серікұлы", NOTE, MARAT.name, "<script>alert(1)</script>"]
    {
        assert!(pdf.contains(told), "{told} is not in {pdf}");
    }
    let evidence = inside.path().join("evidence");
    assert_eq!(fs::read(evidence.join("evidence-001.txt")).unwrap(), FILE);
    assert_eq!(fs::read(evidence.join("evidence-002.txt")).unwrap(), vec![7; 70_000]);
    assert_inert(inside.path());
    // Colleagues see that it was taken out, and what is covered.
    office.marat().now();
    office.dina().sync();
    let shown = office.dina().ask(&["show", &office.case]).to_string();
    assert_eq!(shown.matches(r#""kind":"exported""#).count(), 3, "{shown}");
    let masks = office.dina().ask(&["mask", &office.case]);
    assert_eq!(masks["masks"][0]["text"], NAME);
    assert_eq!(masks["masks"][0]["found"], 2);
}

#[test]
fn what_is_covered_and_what_is_internal_is_in_no_byte() {
    let office = Office::open();
    for (name, variant) in [("redacted.zip", "redacted"), ("authority.zip", "authority")] {
        let file = office.take_out(name, variant, &["--with", "2"]);
        let inside = unpacked(&file);
        let pdf = text_of(&inside.path().join("report.pdf"));
        assert_eq!(pdf.matches("[×××××]").count(), 3, "twice, and what it means: {pdf}");
        assert!(pdf.contains("[×××××]НЫҢ өзі айтты"), "an ending stays: {pdf}");
        let mut bytes = bytes_in(inside.path());
        bytes.extend(pdf.as_bytes());
        bytes.extend(fs::read(&file).unwrap());
        for needle in ["Ерлан", "Серікұлы", "ЕРЛАН", "СЕРІКҰЛЫ", "күзетші", NOTE]
        {
            assert!(!holds(&bytes, needle), "{variant}: {needle}");
        }
        assert!(!inside.path().join("evidence/evidence-001.txt").exists(), "not named");
        assert_inert(inside.path());
        let case: Value =
            serde_json::from_slice(&fs::read(inside.path().join("case.json")).unwrap()).unwrap();
        let entries = case["entries"].as_array().unwrap();
        assert!(entries.iter().all(|entry| entry["proof"].is_null()), "a hash lets one guess");
        assert!(entries.iter().any(|entry| entry["kind"] == "internal"));
    }
}

#[test]
fn sealed_it_is_opened_by_age_alone_and_is_the_same() {
    let office = Office::open();
    let keys = office.path("key.txt");
    programs::must(Command::new("age-keygen").arg("-o").arg(&keys));
    let recipient = programs::must(Command::new("age-keygen").arg("-y").arg(&keys));
    let sealed = office.take_out("case.zip.age", "full", &["--to", recipient.trim()]);
    assert!(!holds(&fs::read(&sealed).unwrap(), "manifest.json"));
    let (exit, _) = verify(&sealed, &[]);
    assert_eq!(exit, REFUSED, "it says to open it first");
    let open = office.path("case.zip");
    programs::must(
        Command::new("age").args(["-d", "-i"]).arg(&keys).arg("-o").arg(&open).arg(&sealed),
    );
    assert_eq!(verify(&open, &[]).0, Some(0));
    let nobody = ["--to", "age1nobody"];
    let said = office.marat().attempt(&[&office.export("x.age", "full")[..], &nobody].concat());
    assert_eq!(said, (Some(2), "export-no-key".to_owned()));
    assert!(!office.path("x.age").exists());
}

#[test]
fn a_file_that_cannot_be_had_is_told_and_does_not_stop_the_rest() {
    let office = Office::open();
    let kept = office.stack.data().join("blobs");
    let mut erased = 0;
    for folder in fs::read_dir(kept).unwrap() {
        for blob in fs::read_dir(folder.unwrap().path()).unwrap() {
            fs::remove_file(blob.unwrap().path()).unwrap();
            erased += 1;
        }
    }
    assert!(erased >= 2);
    let file = office.take_out("full.zip", "full", &[]);
    let (exit, said) = verify(&file, &[]);
    assert_eq!((exit, said["files"].as_array().unwrap().len()), (Some(0), 4), "{said}");
    for evidence in said["evidence"].as_array().unwrap() {
        assert!(evidence["missing"].is_string() && evidence["file"].is_null(), "{evidence}");
    }
}

#[test]
fn what_was_changed_is_told_in_three_languages() {
    let office = Office::open();
    let file = office.take_out("full.zip", "full", &[]);
    let mut bytes = fs::read(&file).unwrap();
    let at = bytes.windows(FILE.len()).position(|window| window == FILE).unwrap();
    bytes[at] ^= 1;
    fs::write(&file, &bytes).unwrap();
    let (exit, said) = verify(&file, &[]);
    assert_eq!(exit, REFUSED);
    let changed = serde_json::json!([{ "what": "file", "name": "evidence/evidence-001.txt" }]);
    assert_eq!((&said["whole"], &said["changes"]), (&false.into(), &changed));
    for (language, word) in [("en", "CHANGED"), ("ru", "ИЗМЕНЁН"), ("kk", "ӨЗГЕРГЕН")]
    {
        let mut dauys = programs::dauys();
        let output = programs::run(dauys.args(["--lang", language, "verify-export"]).arg(&file));
        assert_eq!(output.status.code(), REFUSED);
        assert!(String::from_utf8(output.stdout).unwrap().contains(word), "{language}");
    }
}

/// Nothing in it runs or turns a line round.
fn assert_inert(folder: &Path) {
    let page = fs::read_to_string(folder.join("report.html")).unwrap();
    assert!(page.contains("default-src 'none'"), "{page}");
    assert!(!page.contains("<script") && !page.contains("src="), "{page}");
    for name in ["report.html", "case.json", "README.txt", "manifest.json"] {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        assert!(!text.contains(['\u{202e}', '\u{7}']), "{name}");
    }
}

fn assert_private(file: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}
