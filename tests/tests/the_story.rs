//! The story that everything else stands on (docs/ARCHITECTURE.md): real programs, real browsers.
//!
//! Somebody in human resources takes part in what happened. She shuts him out, reports in Kazakh,
//! and comes back; he learns nothing, not even that there is a report.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use dauys_tests::canary::Canary;
use dauys_tests::device::{Browser, Device};
use dauys_tests::hunt::Hunt;
use dauys_tests::investigator::Investigator;
use dauys_tests::node;
use dauys_tests::organisation::{AIGUL, DINA, ERLAN, INSTANCE, MARAT, Organisation};
use dauys_tests::reporter::{self, Answer, Kept, Reported, Returned};
use dauys_tests::secrets;
use dauys_tests::stack::Stack;
use dauys_wire::limits::LETTER_BYTES;
use serde_json::{Value, json};

const STORY: &str = "Ерлан Жұмабеков маған әңгіме кезінде қолын салып, ұятсыз ұсыныс жасады.
Үшінші рет болды: өткен жұмада да, жиналыстан кейін, іс-сапарда һәм кеңседе.
Көзіммен көргенім осы ғана, ал естігенім — басқа қыздарға да сөйлеген.";
const UNION: &str = "Хабарламаңызды алдық. Кәсіподақ Сізді қорғайды, жұмыстан шығара алмайды.";
const LAWYER: &str =
    "Мен заңгермін. Күндерін жазып жүріңіз: ол дәлел болады. Өзіңізді кінәламаңыз.";
const FOLLOW_UP: &str =
    "Рақмет. Бүгін тағы да кабинетіне шақырды, мен бармадым. Куәгер бар: Гүлнәр.";

#[test]
fn she_reports_around_the_one_she_fears_is_answered_twice_and_writes_more() {
    the_story(&Device::new(Browser::Chromium));
}

#[test]
fn in_firefox_the_story_is_the_same() {
    the_story(&Device::new(Browser::Firefox));
}

fn the_story(device: &Device) {
    let mut stack = Stack::start();
    let team = Team::of(&stack.organisation);

    let reported = reporter::report(device, &stack.address, STORY, &[ERLAN.name]);
    she_was_told_the_truth_about_who_reads(&reported);
    let case = team.reads_the_report_and_he_sees_nothing(&stack.address);

    team.union.reply(&case, UNION);
    team.lawyer.reply(&case, LAWYER);
    let returned = reporter::come_back(device, &stack.address, &reported.code, FOLLOW_UP);
    she_read_both_answers_and_could_not_reach_him(&returned);
    team.has_the_follow_up_in_the_same_case_and_he_still_sees_nothing(&case);

    let texts = [STORY, UNION, LAWYER, FOLLOW_UP].into_iter().flat_map(Canary::of_each_line);
    let code = secrets::of_code(&reported.code, INSTANCE);
    let letters = [&reported.watch, &returned.watch].map(|watch| watch.letters("PUT")).concat();
    let tokens = secrets::tokens(&reported.code, INSTANCE, &letters);
    let hunt = Hunt::new(&texts.chain(code).chain(tokens).collect::<Vec<_>>());
    hunt.in_files(&stack.data()).assert_nothing("files of the running server");
    hunt.in_files(device.profiles()).assert_nothing("what her browser leaves");
    // The history has the address, so profiles are written, and read here.
    let visited = Hunt::new(&[Canary::new(&stack.address)]).in_files(device.profiles());
    assert!(visited.times() > 0, "no trace of a visit in {}", device.profiles().display());
    stack.server.stop();
    hunt.in_files(&stack.data()).assert_nothing("files of the stopped server");
    her_letters_open_for_their_addressees_with_another_age_and_for_nobody_else(
        &stack.data(),
        &team,
    );
}

/// Everyone who investigates.
struct Team<'a> {
    hr: &'a Investigator,
    shut_out: &'a Investigator,
    union: &'a Investigator,
    lawyer: &'a Investigator,
}

impl<'a> Team<'a> {
    fn of(organisation: &'a Organisation) -> Self {
        let [hr, shut_out, union, lawyer] =
            [AIGUL, ERLAN, MARAT, DINA].map(|person| organisation.investigator(&person));
        Self { hr, shut_out, union, lawyer }
    }

    fn readers(&self) -> [&'a Investigator; 3] {
        [self.hr, self.union, self.lawyer]
    }

    /// The id of the case.
    fn reads_the_report_and_he_sees_nothing(&self, address: &str) -> String {
        let mut cases = Vec::new();
        for reader in self.readers() {
            assert_eq!(reader.first_sync(address)["opened"], 1, "{}", reader.person.name);
            let list = reader.list();
            let [row] = list.as_slice() else { panic!("{}: {list:?}", reader.person.name) };
            assert_eq!(row["unread"], 1);
            let case = row["case"].as_str().unwrap().to_owned();
            let view = reader.show(&case);
            assert_eq!(said(&view), [("report".to_owned(), STORY.to_owned())]);
            assert_eq!(names(&view["shut_out"]), [ERLAN.name]);
            cases.push(case);
        }
        cases.dedup();
        assert_eq!(cases.len(), 1, "one case for all");
        self.he_sees_nothing(&self.shut_out.first_sync(address), 1);
        cases.remove(0)
    }

    fn has_the_follow_up_in_the_same_case_and_he_still_sees_nothing(&self, case: &str) {
        for reader in self.readers() {
            reader.sync();
            assert_eq!(reader.list().len(), 1, "{}", reader.person.name);
            let said = said(&reader.show(case));
            let told: Vec<&str> = said.iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!(told.iter().filter(|text| **text == STORY).count(), 1);
            let [.., (kind, last)] = said.as_slice() else { panic!("{said:?}") };
            assert_eq!((kind.as_str(), last.as_str()), ("message", FOLLOW_UP));
            for answer in [UNION, LAWYER] {
                assert!(told.contains(&answer), "{}: {said:?}", reader.person.name);
            }
        }
        self.he_sees_nothing(&self.shut_out.sync(), 1);
    }

    /// Nothing to read, nothing refused; of letters he learns what everyone does: that there are
    /// some, written by reporters or colleagues or nobody.
    fn he_sees_nothing(&self, sync: &Value, least: u64) {
        assert_eq!(sync["opened"], 0, "{sync}");
        assert_eq!(sync["rejected"], 0, "{sync}");
        assert_eq!(sync["rejected_letters"], json!([]), "{sync}");
        assert!(sync["not_ours"].as_u64().unwrap() >= least, "{sync}");
        assert_eq!(self.shut_out.list(), [Value::Null; 0]);
    }
}

fn she_was_told_the_truth_about_who_reads(reported: &Reported) {
    assert_eq!(reported.language, "kk");
    assert!(reported.landing.contains("«Дала» ЖШС"), "{}", reported.landing);
    let offered = reported.offered.join("\n");
    assert!(!offered.contains(ERLAN.name), "{offered}");
    for reader in [AIGUL, MARAT, DINA] {
        assert!(offered.contains(reader.name), "{offered}");
        assert!(reported.check.contains(reader.name), "{}", reported.check);
    }
    assert!(reported.check.contains("қолын салып"), "her own words");
    assert_eq!(reported.code.len(), 7 * 4 + 6, "{}", reported.code);
    let kept = Kept { state: reported.kept.state.clone(), ..Kept::default() };
    assert_eq!(reported.kept, kept, "nothing stays on the device");
    reported.watch.assert_quiet();
}

fn she_read_both_answers_and_could_not_reach_him(returned: &Returned) {
    let mut answers: Vec<&Answer> =
        returned.answers.iter().filter(|answer| !answer.text.is_empty()).collect();
    answers.sort();
    let [lawyer, union] = answers.as_slice() else { panic!("{answers:?}") };
    assert!(lawyer.author.contains(DINA.name) && union.author.contains(MARAT.name), "{answers:?}");
    assert_eq!((lawyer.text.as_str(), union.text.as_str()), (LAWYER, UNION));

    let offered = returned.offered.join("\n");
    assert!(!offered.contains(ERLAN.name), "{offered}");
    assert!(offered.contains(MARAT.name) && offered.contains(AIGUL.name), "{offered}");
    let [shut_out] = returned.shut_out.as_slice() else { panic!("{:?}", returned.shut_out) };
    assert!(shut_out.contains(ERLAN.name), "{shut_out}");
    returned.watch.assert_quiet();
}

/// The letters are taken out of the server's own database, and opened by an age that shares no code
/// with ours, with keys as their owners' programs keep them.
fn her_letters_open_for_their_addressees_with_another_age_and_for_nobody_else(
    data: &Path,
    team: &Team<'_>,
) {
    let letters = letters_in(data);
    assert!(letters.iter().all(|letter| letter.len() == LETTER_BYTES));
    let opened = |investigator: &Investigator| -> Vec<String> {
        let key = investigator.identity().to_secret_text().to_string();
        let jobs: Vec<Value> = letters
            .iter()
            .map(|file| json!({ "file": BASE64_STANDARD.encode(file), "identities": [key] }))
            .collect();
        let answer = node::run("age.mjs", &json!({ "open": jobs }));
        let texts = answer["opened"].as_array().unwrap().iter();
        texts.filter_map(|text| text.as_str().map(str::to_owned)).collect()
    };
    for reader in team.readers() {
        let texts = opened(reader);
        for told in [STORY, FOLLOW_UP] {
            let told = serde_json::to_string(told).unwrap();
            let found = texts.iter().filter(|text| text.contains(&told)).count();
            assert_eq!(found, 1, "{}: {told}", reader.person.name);
        }
    }
    assert_eq!(opened(team.shut_out), [""; 0]);
}

/// Wherever the tables of letters are; `SQLite` names its files in their first bytes.
fn letters_in(data: &Path) -> Vec<Vec<u8>> {
    let mut letters = BTreeMap::new();
    let entries = std::fs::read_dir(data).unwrap();
    let paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    for path in paths {
        // The log of a database goes when the database is read.
        let head = std::fs::read(&path).unwrap_or_default();
        if !head.starts_with(b"SQLite format 3\0") {
            continue;
        }
        let database = rusqlite::Connection::open(&path).unwrap();
        let mut all = database.prepare("SELECT id, file FROM letters").unwrap();
        let rows = all.query_map([], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?))).unwrap();
        letters.extend(rows.map(|row| row.unwrap()));
    }
    letters.into_values().collect()
}

/// Kind and words of what is in a case, in its order; of a report the answer to the first question.
fn said(view: &Value) -> Vec<(String, String)> {
    let entries = view["entries"].as_array().unwrap().iter();
    // That somebody saw it is in the log of every case.
    let entries = entries.filter(|entry| entry["kind"] != "opened");
    let told = entries.map(|entry| {
        let text = entry["text"].as_str().filter(|text| !text.is_empty());
        let answer = entry["answers"][0]["answers"][0].as_str();
        (entry["kind"].as_str().unwrap().to_owned(), text.or(answer).unwrap_or_default().to_owned())
    });
    told.collect()
}

fn names(people: &Value) -> Vec<&str> {
    people.as_array().unwrap().iter().filter_map(|person| person["name"].as_str()).collect()
}
