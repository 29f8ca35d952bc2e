//! A machine is lost. Its backup is put back on a new one, which reads what was there and what came
//! since, and says nothing in two versions.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use dauys_crypto::conversation::Before;
use dauys_crypto::draft::Known;
use dauys_crypto::seal::{self, OwnCopy};
use dauys_tests::addressee::follow_up;
use dauys_tests::canary::Canary;
use dauys_tests::direct::{Direct, Visit, report};
use dauys_tests::folder::Folder;
use dauys_tests::hunt::Hunt;
use dauys_tests::investigator::Investigator;
use dauys_tests::organisation::{DINA, MARAT};
use dauys_tests::programs;
use dauys_tests::stack::Stack;
use dauys_tests::terminal::Terminal;
use serde_json::{Value, json};

pub(crate) const STORY: &str = "Бастығым кешке қалдырып, қолымнан ұстады.";
const BEFORE: &str = "Хабарламаңыз бізде. Ертең сағат онда хабарласыңыз.";
const AFTER: &str = "Кеше айтқаныңызды куәгер растады.";
const PASSPHRASE: &str = "қараңғыда жанған алты шам";
const BACKUP: &str = "сақтықта қорлық жоқ дейді";

/// A case that Marat has answered once, and his passphrases.
pub(crate) struct Office {
    stack: Stack,
    files: Folder,
    report: Direct,
}

impl Office {
    pub(crate) fn open() -> Self {
        let stack = Stack::start();
        let files = Folder::make();
        for (name, text) in [("keys", PASSPHRASE), ("backup", BACKUP)] {
            fs::write(files.path().join(name), text).unwrap();
        }
        let marat = stack.organisation.investigator(&MARAT);
        marat.first_sync(&stack.address);
        let report = report(&stack, STORY);
        marat.sync();
        marat.reply(&report.reporter.thread().to_string(), BEFORE);
        Self { stack, files, report }
    }

    pub(crate) fn marat(&self) -> &Investigator {
        self.stack.organisation.investigator(&MARAT)
    }

    pub(crate) fn dina(&self) -> &Investigator {
        self.stack.organisation.investigator(&DINA)
    }

    pub(crate) fn case(&self) -> String {
        self.report.reporter.thread().to_string()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.files.path().join(name)
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.file(name).to_str().unwrap().to_owned()
    }

    /// Makes a backup of his desk.
    pub(crate) fn back_up(&self, name: &str) -> Value {
        let passphrase = self.path("backup");
        self.marat().ask(&["backup", &self.path(name), "--backup-passphrase-file", &passphrase])
    }

    /// Puts a backup back on a machine of this name.
    fn restore(&self, backup: &str, machine: &str) -> (Investigator, Value) {
        let new = self.marat().on_machine(&self.file(machine), &self.file("keys"));
        let passphrase = self.path("backup");
        let told =
            new.ask(&["restore", &self.path(backup), "--backup-passphrase-file", &passphrase]);
        (new, told)
    }

    fn she_writes_again(&self) {
        let visit = Visit::arrive(&self.stack.address);
        let Direct { letter, reporter, .. } = &self.report;
        let trusted = &visit.trusted;
        let key = &reporter.keys().signing_key;
        let state = letter.state.verify(&trusted.roster.instance, key).unwrap();
        let known = Known { state: Some(state), ..Known::default() };
        let more = follow_up(reporter, trusted, &known, letter.to.clone(), Vec::new());
        let file = seal::reporter_letter(&more, reporter, &trusted.roster, OwnCopy::None).unwrap();
        visit.put_letter(&more.id, &reporter.withdraw_hash(&more.id), file.bytes());
    }
}

/// What happened in a case, sorted; without who looked at it.
pub(crate) fn entries(desk: &Investigator, case: &str) -> Vec<String> {
    let view = desk.show(case);
    let entries = view["entries"].as_array().unwrap().iter();
    let kinds = entries.map(|entry| entry["kind"].as_str().unwrap().to_owned());
    let mut kinds: Vec<String> = kinds.filter(|kind| kind != "opened").collect();
    kinds.sort();
    kinds
}

/// The same command, whose terminal is its own: passphrases are read from there.
fn alone(command: &Command) -> Command {
    let mut setsid = Command::new("setsid");
    setsid.args(["-c", "-w"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => setsid.env(name, value),
            None => setsid.env_remove(name),
        };
    }
    setsid
}

#[test]
fn a_lost_machine_is_put_back_and_goes_on_and_nobody_sees_two_versions_of_anything() {
    let office = Office::open();
    let dina = office.dina();
    dina.first_sync(&office.stack.address);
    let case = office.case();
    let told = office.back_up("marat.backup");
    assert_eq!(told["waiting"], 0, "{told}");
    // The machine works on after the backup: of this nothing comes back, but what others have of it.
    office.marat().reply(&case, "Бұл сақтық көшірмеден кейін жазылды.");
    fs::remove_dir_all(office.marat().home()).unwrap();
    office.she_writes_again();

    let (marat, told) = office.restore("marat.backup", "new");
    assert_eq!(told["id"], json!(office.marat().id), "{told}");
    let device = told["device"].as_u64().unwrap() - 1;
    assert!((1..=15).contains(&device), "{told}");
    assert_eq!(entries(&marat, &case), ["answer", "report"], "as it was");
    let told = marat.sync();
    assert_eq!((&told["faults"], &told["rejected"]), (&json!([]), &json!(0)), "{told}");
    assert_eq!(entries(&marat, &case), ["answer", "answer", "message", "report"]);

    marat.reply(&case, AFTER);
    let (_, conversation) = Visit::arrive(&office.stack.address).come_back(&office.report.code);
    let heard: Vec<(u8, u64, &str)> = conversation
        .replies
        .iter()
        .filter(|it| !it.reply.body.text.is_empty())
        .map(|it| (it.reply.device, it.reply.n, it.reply.body.text.as_str()))
        .collect();
    assert_eq!(heard.len(), 3, "{heard:?}");
    assert!(heard.iter().any(|it| u64::from(it.0) == device && it.2 == AFTER), "{heard:?}");
    for it in &conversation.replies {
        assert!(!it.two_versions && it.before == Before::Here, "{it:?}");
    }
    assert!(conversation.refused.is_empty(), "{:?}", conversation.refused);

    let told = dina.sync();
    assert_eq!((&told["faults"], &told["rejected"]), (&json!([]), &json!(0)), "{told}");
    assert_eq!(entries(dina, &case).iter().filter(|kind| *kind == "answer").count(), 3);
    assert_eq!(dina.ask(&["log", &case])["faults"], json!([]));
}

#[test]
fn a_backup_has_nothing_in_clear_and_another_age_opens_it() {
    let office = Office::open();
    office.back_up("marat.backup");
    let (marat, _) = office.restore("marat.backup", "new");
    let canaries = Canary::of_each_line(STORY).into_iter().chain(Canary::of_each_line(BEFORE));
    let reading = Canary::new(&marat.identity().to_secret_text());
    let hunt = Hunt::new(&canaries.chain([reading]).collect::<Vec<_>>());
    hunt.in_files(office.files.path()).assert_nothing("a backup and what was put back");

    let tar = office.file("opened.tar");
    let mut age = Command::new("age");
    age.args(["-d", "-o"]).arg(&tar).arg(office.file("marat.backup"));
    let mut age = Terminal::open(alone(&age));
    age.answer("passphrase", BACKUP);
    assert!(age.end().0.success());
    let names = programs::must(Command::new("tar").arg("-tf").arg(&tar));
    let names: Vec<&str> = names.lines().collect();
    assert_eq!(names, ["backup.json", "keys.json", "card.txt", "vault"]);
    let keys = programs::must(Command::new("tar").arg("-xOf").arg(&tar).arg("keys.json"));
    let keys: Value = serde_json::from_str(&keys).unwrap();
    assert_eq!(keys["reading"], json!(*marat.identity().to_secret_text()));
}

#[test]
fn at_a_terminal_the_passphrase_is_made_written_down_and_typed_as_people_type() {
    let office = Office::open();
    let temp = Folder::make();
    let backup = office.path("made.backup");
    let mut screen = office.marat().sit_down("kk", temp.path(), &["backup", &backup]);
    screen.wait_for("құпия сөйлемі.");
    let shown = screen.wait_for("соңғы төрт таңбаны теріңіз");
    let made = shown.lines().map(str::trim).find(|line| line.len() == 29).unwrap().to_owned();
    screen.answer("):", "0000");
    screen.answer("Бұл соңғы төрт таңба емес", &made[made.len() - 4..].to_lowercase());
    screen.answer("тазалау керек пе?", "иә");
    let (status, said) = screen.end();
    assert!(status.success() && said.contains("\u{1b}[3J"), "{said}");

    let new = office.marat().on_machine(&office.file("new"), &office.file("keys"));
    let sloppy = made.to_lowercase().replace('-', " ");
    let mut screen = Terminal::open(alone(&new.command("ru", &["restore", &backup])));
    screen.answer("Парольная фраза резервной копии:", &sloppy);
    screen.wait_for("Дальше: `dauys sync`");
    assert!(screen.end().0.success());
    assert_eq!(entries(&new, &office.case()), ["answer", "report"]);

    // Whoever says no has no backup.
    let other = office.path("other.backup");
    let mut screen = office.marat().sit_down("en", temp.path(), &["backup", &other]);
    screen.answer("Now type the last four characters", "no");
    assert!(!screen.end().0.success());
    assert!(!office.file("other.backup").exists());
}

#[test]
fn whoever_has_not_got_the_passphrase_or_has_something_there_gets_nothing() {
    let office = Office::open();
    office.back_up("marat.backup");
    let new = office.marat().on_machine(&office.file("new"), &office.file("keys"));
    let backup = office.path("marat.backup");
    let with = |passphrase: &str| {
        let passphrase = office.path(passphrase);
        new.attempt(&["restore", &backup, "--backup-passphrase-file", &passphrase])
    };
    assert_eq!(with("keys"), (Some(5), "backup-wrong-passphrase".to_owned()));
    let folder = |name: &str| office.file(name).exists();
    assert_eq!([folder("new"), folder("new.restoring")], [false, false]);
    let there = office.marat().attempt(&[
        "restore",
        &backup,
        "--backup-passphrase-file",
        &office.path("backup"),
    ]);
    assert_eq!(there, (Some(1), "restore-not-empty".to_owned()));
    assert_eq!(entries(office.marat(), &office.case()), ["answer", "report"], "untouched");
}
