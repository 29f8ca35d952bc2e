//! What a desk does that no reporter sees, with the real programs: it posts ahead before it is away,
//! has cases deleted, takes its cover back, and writes to nobody whom a reporter has shut out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use dauys_crypto::draft::Known;
use dauys_crypto::seal::{self, OwnCopy};
use dauys_investigator::post::{Line, Poster};
use dauys_investigator::remote::{Remote, Signer};
use dauys_tests::addressee::{Addressee, Looked, follow_up};
use dauys_tests::direct::{Direct, Visit};
use dauys_tests::investigator::{Investigator, Person};
use dauys_tests::organisation::{DINA, ERLAN, MARAT};
use dauys_tests::stack::Stack;
use dauys_wire::{Day, Id, api};
use serde_json::{Value, json};

const STORY: &str = "Бастығым кешке қалдырып, қолымнан ұстады.";
const ANSWER: &str = "Хабарламаңыз бізде. Ертең сағат онда хабарласыңыз.";
const NOTE: &str = "Ерланға айтпай тұрайық.";

/// `dauys` ends with it when it did not do what was asked.
const FAILED: Option<i32> = Some(1);

#[test]
fn what_waits_never_reaches_somebody_whom_she_has_shut_out_since() {
    let office = Office::open(&[]);
    let case = office.case();
    office.marat().reply(&case, ANSWER);
    office.marat().note(&case, NOTE, &[]);
    office.she_shuts_out_erlan();

    let told = office.marat().sync();
    assert_eq!(codes(&told["warnings"]), ["letters-readdressed"], "{told}");
    let told = office.marat().now();
    assert_eq!(told["waiting"], 0, "{told}");
    let [dina, erlan] = [DINA, ERLAN].map(|who| {
        let desk = office.stack.organisation.investigator(&who);
        desk.first_sync(&office.stack.address);
        kinds(&desk.show(&case))
    });
    assert_eq!(dina, ["report", "message", "answer", "note"], "she has all of it");
    assert_eq!(erlan, ["report"], "he keeps what he had");
    assert_eq!(office.marat().sync()["faults"], json!([]));
}

#[test]
fn a_desk_that_is_away_has_its_letters_in_the_inbox_on_the_days_that_it_was_told() {
    let office = Office::open(&[]);
    office.marat().note(&office.case(), NOTE, &[]);
    let (today, before) = (office.today(), office.look());
    let told = office.marat().ask(&["away", "--days", "5"]);
    let days: Vec<Day> = (1..=5).map(|ahead| today.plus(ahead)).collect();
    assert_eq!((&told["days"], &told["posted"]), (&json!(days), &json!(1)), "{told}");
    assert_eq!(told["queue"]["letters"], 0, "{told}");

    // The server has them under their days, and shows none of them before.
    let kept = office.letters_by_day();
    let ahead: u32 = days.iter().map(|day| kept.get(day).copied().unwrap_or_default()).sum();
    assert_eq!(json!(ahead), told["places"]);
    assert!(ahead > 20, "twelve a day, or thereabouts: {kept:?}");
    assert_eq!(before, office.look());

    // Told again it posts nothing again; longer, only the days that are new.
    let told = office.marat().ask(&["away", "--days", "5"]);
    assert_eq!((&told["places"], office.letters_by_day()), (&json!(0), kept.clone()));
    office.marat().ask(&["away", "--days", "6"]);
    let more = office.letters_by_day();
    assert!(days.iter().all(|day| more.get(day) == kept.get(day)), "{more:?}");
    // A sync on a day with a plan posts nothing more either.
    office.marat().sync();
    assert_eq!(office.letters_by_day(), more);
}

#[test]
fn a_case_is_deleted_when_a_second_reader_agrees_and_the_request_goes_in_its_turn() {
    let office = Office::open(&[ERLAN.folder]);
    let (marat, dina) = (office.marat(), office.stack.organisation.investigator(&DINA));
    dina.first_sync(&office.stack.address);
    let case = office.case();
    let before = office.look();
    let told = marat.ask(&["delete", &case, "--yes", "--reason", "қате ашылды"]);
    assert_eq!((&told["done"], &told["waiting"]), (&json!("delete-asked"), &json!(1)));
    assert_eq!(marat.list().len(), 1, "one alone deletes nothing");
    marat.sync();
    assert_eq!(before, office.look(), "nobody who counts sees that there was something to ask");

    marat.now();
    let told = dina.sync();
    assert_eq!((&told["opened"], &told["faults"]), (&json!(1), &json!([])), "{told}");
    assert_eq!(dina.list()[0]["deletion_asked_by"], json!([MARAT.name]));
    let view = dina.show(&case);
    let asked = view["entries"].as_array().unwrap().iter().find(|it| it["kind"] == "delete");
    assert_eq!(asked.unwrap()["text"], json!("қате ашылды"));
    let told = dina.ask(&["delete", &case, "--yes", "--now"]);
    assert_eq!(told["done"], json!("delete-done"));
    assert_eq!(dina.list(), [Value::Null; 0]);

    let told = marat.sync();
    assert!(codes(&told["warnings"]).contains(&"case-deleted"), "{told}");
    assert_eq!((&told["faults"], marat.list()), (&json!([]), vec![]));
    // She can bring it back, and nobody else.
    office.she_shuts_out_erlan();
    marat.sync();
    assert_eq!(kinds(&marat.show(&case)), ["message"], "and nothing of what was deleted");
}

#[test]
fn a_case_is_not_deleted_while_an_answer_to_her_waits() {
    let office = Office::open(&[]);
    let case = office.case();
    office.marat().reply(&case, ANSWER);
    let delete = ["delete", &case, "--yes"];
    assert_eq!(office.marat().attempt(&delete), (FAILED, "delete-answer-waits".to_owned()));
    let view = office.marat().show(&case);
    assert_eq!(kinds(&view), ["report", "answer"], "nothing is gone");
    let replies = |told: &Value| told["queue"]["replies"].clone();
    assert_eq!(replies(&office.marat().sync()), 1, "and the answer still waits");
    assert_eq!(replies(&office.marat().now()), 0);
    assert_eq!(office.marat().ask(&delete)["done"], json!("delete-asked"));
}

#[test]
fn the_server_has_erased_the_cover_that_a_desk_takes_back() {
    let office = Office::open(&[]);
    office.marat().ask(&["away", "--days", "14"]);
    let mut vault = office.marat().vault();
    // After the last of the days, and the four weeks in which cover is taken back.
    let today = office.today().plus(14 + 28);
    let due = vault.contents().posting().withdrawals(today);
    assert!(due.len() > 3, "one in ten of some 180: {}", due.len());
    assert!(due.iter().all(|one| office.status_of(&one.id) == 200), "they are there");
    let Visit { trusted, .. } = &office.visit;
    let (roster, instance) = (&trusted.roster, &trusted.roster.instance);
    let (id, key) = (Id::parse(&office.marat().id).unwrap(), office.marat().signing());
    let signer = Signer { id: &id, key: &key, instance };
    let remote = Remote::new(office.stack.origin(), None, signer).unwrap();
    let carrier = Line { remote, roster, today };
    let mut poster = Poster { vault: &mut vault, roster, today, carrier: &carrier };
    let reason = poster.withdraw().map_err(|failure| failure.message.key()).unwrap();
    assert!(reason.is_none(), "{reason:?}");
    let statuses: Vec<u16> = due.iter().map(|one| office.status_of(&one.id)).collect();
    assert_eq!(statuses, vec![410; due.len()]);
    assert_eq!(vault.contents().posting().withdrawals(today).len(), 0, "once");
}

/// Desks that keep the pace, and a report to three of them; the first has made its plan of today, so
/// that what it writes from now on waits.
struct Office {
    stack: Stack,
    visit: Visit,
    report: Direct,
}

impl Office {
    fn open(without: &[&str]) -> Self {
        let stack = Stack::paced();
        let visit = Visit::arrive(&stack.address);
        let readers = [MARAT, DINA, ERLAN].iter().partition(|who| !without.contains(&who.folder));
        let (to, shut_out): (Vec<_>, Vec<_>) = readers;
        let report = visit.report(STORY, ids(&stack, &to), ids(&stack, &shut_out));
        let office = Self { stack, visit, report };
        office.marat().first_sync(&office.stack.address);
        office
    }

    fn marat(&self) -> &Investigator {
        self.stack.organisation.investigator(&MARAT)
    }

    fn case(&self) -> String {
        self.report.letter.thread.to_string()
    }

    fn today(&self) -> Day {
        self.visit.trusted.day
    }

    fn she_shuts_out_erlan(&self) {
        let Direct { letter, reporter, .. } = &self.report;
        let trusted = &self.visit.trusted;
        let key = &reporter.keys().signing_key;
        let state = letter.state.verify(&trusted.roster.instance, key).unwrap();
        let known = Known { state: Some(state), ..Known::default() };
        let (to, shut_out) = (ids(&self.stack, &[&MARAT, &DINA]), ids(&self.stack, &[&ERLAN]));
        let more = follow_up(reporter, trusted, &known, to, shut_out);
        let file = seal::reporter_letter(&more, reporter, &trusted.roster, OwnCopy::None).unwrap();
        self.visit.put_letter(&more.id, &reporter.withdraw_hash(&more.id), file.bytes());
    }

    /// What he may list and watch whom she shuts out.
    fn look(&self) -> Looked {
        let (erlan, trusted) = (self.stack.organisation.investigator(&ERLAN), &self.visit.trusted);
        let erlan = Addressee::of(erlan, &trusted.roster.instance);
        erlan.look(self.stack.origin(), trusted)
    }

    /// Letters at the server, published or not.
    fn letters_by_day(&self) -> BTreeMap<Day, u32> {
        let database = rusqlite::Connection::open(self.stack.data().join("open.sqlite")).unwrap();
        let mut days = database.prepare("SELECT day, count(*) FROM letters GROUP BY day").unwrap();
        let rows = days.query_map([], |row| Ok((Day::from_number(row.get(0)?), row.get(1)?)));
        rows.unwrap().map(|row| row.unwrap()).collect()
    }

    fn status_of(&self, id: &Id) -> u16 {
        let agent: ureq::Agent =
            ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let url = format!("{}{}", self.stack.origin(), api::letter_path(id));
        agent.get(url).call().unwrap().status().as_u16()
    }
}

/// Their ids, ascending.
fn ids(stack: &Stack, people: &[&Person]) -> Vec<Id> {
    let id = |who: &&Person| Id::parse(&stack.organisation.investigator(who).id).unwrap();
    let mut ids: Vec<Id> = people.iter().map(id).collect();
    ids.sort_unstable();
    ids
}

/// What happened in a case, in its order.
/// What happened in a case; who saw it and when aside.
fn kinds(view: &Value) -> Vec<String> {
    let entries = view["entries"].as_array().unwrap().iter();
    let kinds = entries.map(|entry| entry["kind"].as_str().unwrap().to_owned());
    kinds.filter(|kind| kind != "opened").collect()
}

fn codes(warnings: &Value) -> Vec<&str> {
    let warnings = warnings.as_array().unwrap().iter();
    warnings.map(|warning| warning["code"].as_str().unwrap()).collect()
}
