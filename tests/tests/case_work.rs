//! Two people work on one case, each with the real program on a machine of their own: every verb
//! that adds something, what both then see, and a log that both can verify.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::Cell;
use std::collections::BTreeSet;

use dauys_crypto::event::{Event, EventBody, EventKind};
use dauys_crypto::letter::InvestigatorLetter;
use dauys_tests::addressee::Addressee;
use dauys_tests::direct::{Direct, Visit};
use dauys_tests::investigator::{Investigator, Person};
use dauys_tests::organisation::{DINA, ERLAN, MARAT};
use dauys_tests::stack::Stack;
use dauys_wire::{Digest, Id};
use serde_json::{Value, json};

const STORY: &str = "Бастығым кешке қалдырып, қолымнан ұстады.";
const OTHER_STORY: &str = "Сол бөлімде маған да солай істеген.";
/// What would clear a screen, turn a line round, and look like a line of the program's.
const HOSTILE: &str = "\u{1b}[2J\u{202e}жақсы\u{9b}31m\nRead by: nobody";

/// `dauys` ends with these.
const REFUSED: Option<i32> = Some(4);
const USAGE: Option<i32> = Some(2);

#[test]
fn two_people_work_on_a_case_and_see_the_same() {
    let office = Office::open();
    let (marat, dina, case) = (office.marat(), office.dina(), office.case());
    let add = |desk: &Investigator, verb: &str, rest: &[&str]| {
        let told = desk.ask(&[&[verb, &case], rest].concat());
        assert_eq!(told["waiting"], 0, "{verb}: {told}");
        // Who acts next knows of it.
        let other = if desk.id == marat.id { dina } else { marat };
        sync(other);
        told["done"].as_str().unwrap().to_owned()
    };
    assert_eq!(add(marat, "declare", &["none"]), "declare-done-none");
    assert_eq!(add(dina, "declare", &["conflict", "--text", "құрбым"]), "declare-done-conflict");
    assert_eq!(add(marat, "assign", &["Дина"]), "assign-done");
    assert_eq!(add(dina, "label", &["жатақхана", "түнгі ауысым"]), "label-now");
    assert_eq!(add(marat, "label", &["жатақхана", "--off"]), "label-now");
    assert_eq!(add(marat, "task", &["күзетшімен сөйлесу", "--for", "Марат"]), "task-set");
    assert_eq!(add(dina, "task", &["кестені алу", "--until", "2999-01-31"]), "task-set");
    assert_eq!(add(dina, "task", &["--done", "1"]), "task-finished");
    assert_eq!(add(marat, "link", &[&office.other()]), "link-done-all");
    let reason = ["--until", "2999-12-31", "--reason", "сот"];
    assert_eq!(add(marat, "keep", &reason), "keep-noted");
    assert_eq!(add(dina, "accused", &["asked"]), "accused-done-asked");
    let finding = ["қолынан ұстаған", "--evidence", "1"];
    assert_eq!(add(marat, "finding", &finding), "finding-set");
    let found = ["--number", "1", "--found", "confirmed"];
    assert_eq!(add(dina, "finding", &found), "finding-changed");
    let early = marat.attempt(&["check", &case, "30", "тыныш"]);
    assert_eq!(early, (Some(1), "checkin-open".to_owned()));
    let close = ["confirmed", "--measure", "apology", "--yes"];
    assert_eq!(add(dina, "close", &close), "reply-sent-now");
    assert_eq!(add(marat, "check", &["30", "тыныш"]), "checkin-done");
    assert_eq!(add(dina, "keep", &reason), "keep-done", "the second who sets an end");

    let shown = office.shown();
    for (key, expected) in [
        ("labels", json!(["түнгі ауысым"])),
        ("links", json!([office.other()])),
        ("kept_until", json!("2999-12-31")),
        ("step", json!("closed-confirmed")),
        ("contrary", json!([])),
    ] {
        assert_eq!(shown[key], expected, "{key}");
    }
    assert_eq!(shown["assigned"]["name"], DINA.name);
    assert_eq!(shown["closing"]["measures"], json!(["apology"]));
    assert_eq!(shown["tasks"][0]["done"], true);
    assert_eq!(shown["tasks"][1]["until"], "2999-01-31");
    assert_eq!(shown["findings"][0]["found"], "confirmed");
    assert_eq!(shown["findings"][0]["letters"], json!([1]));
    assert_eq!(shown["check_ins"]["30"]["text"], "тыныш");
    let declared = shown["declared"].as_array().unwrap().iter();
    let declared: BTreeSet<_> =
        declared.map(|said| (said["name"].as_str().unwrap(), said["conflict"] == true)).collect();
    assert_eq!(declared, [(MARAT.name, false), (DINA.name, true)].into());
    office.assert_logs_are_whole();
    // Closed: the list leaves it out, and says so.
    let list = marat.ask(&["list"]);
    assert_eq!((&list["cases"][0]["case"], &list["hidden"]), (&json!(office.other()), &json!(1)));
    assert_eq!(marat.ask(&["list", "--status", "closed"])["cases"][0]["case"], json!(case));
}

#[test]
fn contrary_things_done_at_the_same_time_are_shown_to_both_until_one_settles_it() {
    let office = Office::open();
    let case = office.case();
    for desk in [office.marat(), office.dina()] {
        desk.ask(&["assign", &case, "--me"]);
    }
    office.sync();
    let contrary = office.shown()["contrary"].as_array().unwrap().len();
    assert_eq!(contrary, 1);
    for desk in [office.marat(), office.dina()] {
        let said = desk.would_say("en", &["show", &case]);
        let both = said.contains("Two did contrary things");
        assert!(both && said.contains(MARAT.name) && said.contains(DINA.name), "{said}");
        let listed = desk.list().into_iter().find(|row| row["case"] == case.as_str()).unwrap();
        assert_eq!(listed["contrary"], true);
    }
    let counts = office.shown()["assigned"]["name"].as_str().unwrap().to_owned();
    let told = office.marat().ask(&["assign", &case, &counts]);
    assert_eq!(told["done"], "assign-done", "saying it once more is not nothing");
    office.sync();
    assert_eq!(office.shown()["contrary"], json!([]));
    office.assert_logs_are_whole();
}

#[test]
fn a_link_tells_nobody_of_a_case_that_they_must_not_know() {
    let office = Office::open();
    let marat = office.marat();
    let secret = office.report(OTHER_STORY, &[MARAT], &[DINA]).letter.thread.to_string();
    let alone = office.report(OTHER_STORY, &[MARAT], &[]).letter.thread.to_string();
    office.sync();
    let case = office.case();
    let link = |other: &str| marat.attempt(&["link", &case, other]);
    assert_eq!(link(&secret), (REFUSED, "link-shut-out".to_owned()));
    let yes = marat.attempt(&["link", &case, &secret, "--yes"]);
    assert_eq!(yes, (REFUSED, "link-shut-out".to_owned()), "no flag helps");
    assert_eq!(link(&alone), (USAGE, "flag-missing".to_owned()), "there is nobody to ask");
    assert_eq!(marat.show(&case)["links"], json!([]));
    assert_eq!(marat.ask(&["link", &case, &alone, "--yes"])["done"], "link-done");
}

#[test]
fn what_colleagues_write_steers_no_terminal() {
    let office = Office::open();
    let case = office.case();
    let item = Some(Id::from_bytes([7; 16]));
    let text = || EventBody { text: HOSTILE.to_owned(), ..EventBody::default() };
    let status = || EventBody { status: Some(HOSTILE.to_owned()), ..text() };
    for (kind, body) in [
        (EventKind::Label, text()),
        (EventKind::Task, EventBody { item, ..text() }),
        (EventKind::Finding, EventBody { item, ..status() }),
        (EventKind::Retain, text()),
        (EventKind::Declare, EventBody { status: Some("conflict".to_owned()), ..text() }),
        (EventKind::Pause, text()),
        (EventKind::Status, status()),
        (EventKind::Checkin, status()),
        (EventKind::Extend, status()),
        (EventKind::Close, EventBody { measures: vec![HOSTILE.to_owned()], ..status() }),
    ] {
        office.elsewhere(kind, body);
    }
    for command in [vec!["list"], vec!["show", &case], vec!["log", &case], vec!["task", &case]] {
        for language in ["kk", "ru", "en"] {
            let said = office.marat().would_say(language, &command);
            assert!(!said.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{command:?}: {said:?}");
            let alone = said.lines().any(|line| line.starts_with("Read by: nobody"));
            assert!(!alone, "no line of it stands where the program speaks: {said}");
        }
    }
    assert_eq!(office.marat().show(&case)["labels"], json!([HOSTILE.trim()]), "nothing is lost");
}

#[test]
fn a_log_in_which_something_is_missing_is_refused() {
    let office = Office::open();
    let case = office.case();
    office.elsewhere(EventKind::Note, EventBody::default());
    office.assert_logs_are_whole();
    let gone = Digest::of(b"gone");
    office.elsewhere_after(vec![gone], EventKind::Note, EventBody::default());
    let (exit, _) = office.marat().attempt(&["log", &case]);
    assert_eq!(exit, REFUSED);
    let said = office.marat().would_say("en", &["log", &case]);
    let short: String = gone.to_string().chars().take(8).collect();
    assert!(said.contains(&short) && said.contains(DINA.name), "{said}");
    assert!(said.contains("machine 2"), "an entry of another machine says so: {said}");
}

/// Two desks that read a report and another one.
struct Office {
    stack: Stack,
    visit: Visit,
    report: Direct,
    another: Direct,
    /// Number and hash of the last letter of Dina's other machine.
    elsewhere: Cell<(u64, Option<Digest>)>,
}

impl Office {
    fn open() -> Self {
        let stack = Stack::start();
        let visit = Visit::arrive(&stack.address);
        let [report, another] = [STORY, OTHER_STORY]
            .map(|story| visit.report(story, ids(&stack, &[MARAT, DINA]), ids(&stack, &[ERLAN])));
        let office = Self { stack, visit, report, another, elsewhere: Cell::default() };
        for desk in [office.marat(), office.dina()] {
            desk.first_sync(&office.stack.address);
            // That they saw it for the first time is an entry, which goes with the next letter.
            desk.show(&office.case());
        }
        office.sync();
        sync(office.marat());
        office
    }

    fn marat(&self) -> &Investigator {
        self.stack.organisation.investigator(&MARAT)
    }

    fn dina(&self) -> &Investigator {
        self.stack.organisation.investigator(&DINA)
    }

    fn case(&self) -> String {
        self.report.letter.thread.to_string()
    }

    fn other(&self) -> String {
        self.another.letter.thread.to_string()
    }

    fn report(&self, story: &str, to: &[Person], shut_out: &[Person]) -> Direct {
        self.visit.report(story, ids(&self.stack, to), ids(&self.stack, shut_out))
    }

    fn sync(&self) {
        sync(self.marat());
        sync(self.dina());
    }

    /// What both are shown, which is the same but for what each has read and posted.
    fn shown(&self) -> Value {
        let [marat, dina] = [self.marat(), self.dina()].map(|desk| {
            let mut view = desk.show(&self.case());
            view["hints"].take();
            for entry in view["entries"].as_array_mut().unwrap() {
                entry["unread"].take();
                entry["waits"].take();
            }
            view
        });
        assert_eq!(marat, dina);
        marat
    }

    fn assert_logs_are_whole(&self) {
        let [marat, dina] = [self.marat(), self.dina()].map(|desk| {
            let log = desk.ask(&["log", &self.case()]);
            assert_eq!(log["whole"], true, "{log}");
            log
        });
        assert_eq!(marat, dina);
    }

    /// Dina does something on another machine of hers, knowing of all that Marat knows of.
    fn elsewhere(&self, kind: EventKind, body: EventBody) {
        let view = self.marat().show(&self.case());
        let last = view["entries"].as_array().unwrap().last().unwrap();
        let after = Digest::parse(last["sha256"].as_str().unwrap()).unwrap();
        self.elsewhere_after(vec![after], kind, body);
    }

    fn elsewhere_after(&self, after: Vec<Digest>, kind: EventKind, body: EventBody) {
        let trusted = &self.visit.trusted;
        let dina = Addressee::of(self.dina(), &trusted.roster.instance);
        let hers = &self.report.letter;
        let letter = dina.letter(&hers.to, hers, kind, "");
        let event = Event { device: 1, after, body, ..letter.events[0].event.clone() };
        let (n, prev) = self.elsewhere.get();
        let events = vec![dina.sign_event(event)];
        let letter = InvestigatorLetter { device: 1, n: n + 1, prev, events, ..letter };
        let json = letter.to_json().unwrap();
        self.elsewhere.set((n + 1, Some(Digest::of(json.as_bytes()))));
        let file = dina.seal_letter(&letter, trusted);
        self.visit.put_letter(&letter.id, &Digest::of(letter.id.as_bytes()), &file);
        self.sync();
    }
}

fn sync(desk: &Investigator) {
    let told = desk.sync();
    assert_eq!((&told["faults"], &told["rejected"]), (&json!([]), &json!(0)), "{told}");
}

/// Their ids, ascending.
fn ids(stack: &Stack, people: &[Person]) -> Vec<Id> {
    let id = |who: &Person| Id::parse(&stack.organisation.investigator(who).id).unwrap();
    let mut ids: Vec<Id> = people.iter().map(id).collect();
    ids.sort_unstable();
    ids
}
