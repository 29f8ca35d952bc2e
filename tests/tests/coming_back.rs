//! Coming back: what she is promised and whether it was kept, that she is punished in one press, that
//! another channel is asked, whom she shut out, how it was for her, and the two files she may take.
//! All of it with a keyboard, in both browsers, and once in each language.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use dauys_crypto::reply::{Reply, ReplyBody, ReplyKind};
use dauys_tests::addressee::Addressee;
use dauys_tests::device::{Browser, Device};
use dauys_tests::direct::{Direct, Visit};
use dauys_tests::investigator::{Investigator, Person};
use dauys_tests::node;
use dauys_tests::once;
use dauys_tests::organisation::{AIGUL, DINA, ERLAN, MARAT};
use dauys_tests::stack::Stack;
use dauys_wire::acceptance::{Acceptance, Accepted};
use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey};
use serde::Deserialize;
use serde_json::{Value, json};

const STORY: &str = "Түнгі ауысымда есікті іштен жауып, қолымнан ұстап жібермеді.";
const CLOSED: &str = "Жиналыста бәрінің көзінше денемді талқылап, күлкі қылды.";
const PUNISHED: &str = "Хабарлағаннан кейін сыйақымды алып тастады.";
const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

#[derive(Debug, Deserialize)]
struct File {
    name: String,
    text: String,
}

/// What was seen in a visit with one code.
#[derive(Debug, Deserialize)]
struct Came {
    seen: Value,
    files: Vec<File>,
    foreign: Vec<String>,
    complaints: Vec<String>,
}

struct Seen {
    language: &'static str,
    visits: BTreeMap<String, Came>,
    /// The server's day.
    today: Day,
    /// The case in which she is punished, as the union's desk shows it.
    punished: Value,
    /// That in which another channel is asked, before and after it was shared.
    asks: Value,
    shared: Value,
    /// The case as the channel that was asked shows it.
    asked: Value,
    /// That in which she shuts somebody else out.
    changed: Value,
    /// Where the first stands in the list.
    status: String,
    /// The closed case, after she said how it was.
    closed: Value,
    instance: InstanceName,
    server_key: PublicKey,
}

#[test]
fn every_promise_is_told_in_words_with_its_day_and_whether_it_was_kept() {
    let standings = |seen: &Value| -> Vec<String> {
        let all = seen["promises"].as_array().unwrap().iter();
        all.map(|one| one[0].as_str().unwrap().to_owned()).collect()
    };
    for seen in all() {
        for (visit, expected, passed) in [
            ("promises", ["open", "open"].as_slice(), false),
            ("moved", &["late", "open"], false),
            ("broken", &["passed", "open"], true),
            // Of an answer that the server keeps back nobody may be blamed.
            ("withheld", &["unseen", "open"], false),
        ] {
            let mut words = BTreeSet::new();
            for language in LANGUAGES {
                let told = &seen.visits[visit].seen[language];
                assert_eq!(standings(told), expected, "{visit} {language}: {told}");
                assert_eq!(!text(&told["passed"]).is_empty(), passed, "{visit}: {told}");
                words.insert(told["promises"].to_string());
            }
            assert_eq!(words.len(), LANGUAGES.len(), "in words of each language");
        }
        let moved = seen.visits["moved"].seen["en"]["promises"][1][1].as_str().unwrap();
        assert!(moved.contains("Moved on") && moved.contains(DINA.name), "{moved}");
        let stages: BTreeSet<&str> =
            LANGUAGES.map(|it| text(&seen.visits["moved"].seen[it]["stage"])).into();
        assert_eq!(stages.len(), LANGUAGES.len(), "{stages:?}");
    }
}

#[test]
fn that_she_is_punished_is_one_press_needs_no_word_and_comes_first_at_the_desk() {
    for seen in all() {
        let punished = &seen.visits["punished"].seen;
        assert!(punished["numbers"].as_u64().unwrap() >= 2, "help beside it: {punished}");
        assert_eq!(seen.status, "retaliation");
        let entries = entries(&seen.punished, "retaliation");
        assert_eq!(entries.len(), 2, "{}", seen.punished);
        assert_eq!(entries[0]["text"], "");
        assert_eq!(entries[1]["text"], PUNISHED);
        let unknown = &seen.visits["unknown"].seen;
        assert_eq!(unknown["ticked"], 0, "nobody is preselected: {unknown}");
        assert_eq!(unknown["first"], json!(["checkbox"]), "her own copy: she writes first");
        assert_eq!(unknown["offered"], false, "nobody knows who reads");
    }
}

#[test]
fn another_channel_is_asked_and_her_readers_are_told_to_share() {
    for seen in all() {
        let another = &seen.visits["another"].seen;
        let people = another["people"].as_array().unwrap();
        let offers = |one: &Person| people.iter().any(|it| text(it).contains(one.name));
        assert!(offers(&AIGUL) && offers(&DINA), "{people:?}");
        assert!(!offers(&MARAT) && !offers(&ERLAN), "who reads or is shut out: {people:?}");
        assert_eq!(another["ticked"], 0);
        let hints = |case: &Value| case["hints"].as_array().unwrap().contains(&json!("hint-share"));
        assert!(hints(&seen.asks), "{}", seen.asks);
        assert!(!hints(&seen.shared), "{}", seen.shared);
        let kinds: BTreeSet<&str> =
            seen.asked["entries"].as_array().unwrap().iter().map(|it| text(&it["kind"])).collect();
        assert!(kinds.contains("report") && kinds.contains("message"), "{kinds:?}");
    }
}

#[test]
fn whom_she_shut_out_is_shown_and_can_be_changed_by_itself() {
    for seen in all() {
        let changed = &seen.visits["shutOut"].seen;
        assert!(text(&changed["out"]).contains(ERLAN.name), "{changed}");
        let after = text(&changed["after"]);
        assert!(after.contains(ERLAN.name) && after.contains(DINA.name), "{changed}");
        let messages = entries(&seen.changed, "message");
        let words = text(&changed["words"]);
        assert!(!words.is_empty(), "a sentence to be sent as it is");
        assert!(messages.iter().any(|it| it["text"] == *words), "{messages:?}");
        let out = seen.changed["shut_out"].to_string();
        assert!(out.contains(DINA.name), "{out}");
    }
}

#[test]
fn a_reminder_says_a_day_and_nothing_else() {
    for seen in all() {
        let [file] = seen.visits["reminder"].files.as_slice() else { panic!("one file") };
        let place = LANGUAGES.iter().position(|it| *it == seen.language).unwrap();
        let names = ["eske-salu.ics", "napominanie.ics", "reminder.ics"];
        assert_eq!(file.name, names[place], "it says nothing");
        let lines: Vec<&str> = file.text.split("\r\n").collect();
        assert_eq!((lines[0], *lines.last().unwrap()), ("BEGIN:VCALENDAR", ""));
        let value = |key: &str| {
            let line = lines.iter().find(|line| line.starts_with(key));
            line.unwrap_or_else(|| panic!("{key}: {lines:?}")).split_once(':').unwrap().1
        };
        let title = ["Еске салу", "Напоминание", "Reminder"];
        assert_eq!(value("SUMMARY"), title[place]);
        assert_eq!(value("DESCRIPTION"), title[place]);
        let date = value("DTSTART;VALUE=DATE");
        assert!(date > seen.today.to_string().replace('-', "").as_str(), "{date}");
        assert_eq!(value("DTSTAMP"), format!("{date}T000000Z"), "not when it was made");
    }
}

#[test]
fn a_proof_is_taken_behind_its_warning_and_anybody_can_check_it() {
    for seen in all() {
        assert_eq!(seen.visits["punished"].seen["unasked"], 0, "nothing before she ticked");
        let [file] = seen.visits["punished"].files.as_slice() else { panic!("one file") };
        let place = LANGUAGES.iter().position(|it| *it == seen.language).unwrap();
        assert_eq!(file.name, ["derek.json", "dannye.json", "data.json"][place], "it says nothing");
        assert!(!file.text.contains(PUNISHED));
        let proofs: Vec<Value> = serde_json::from_str(&file.text).unwrap();
        assert_eq!(proofs.len(), 2, "one for each letter of the visit");
        for proof in proofs {
            assert_eq!(proof["format"], "dauys-proof/1");
            assert_eq!(proof["instance"], seen.instance.to_string());
            assert_eq!(proof["server_key"], seen.server_key.to_string());
            let acceptance: Acceptance = serde_json::from_value(proof.clone()).unwrap();
            let withdraw: Digest = serde_json::from_value(proof["withdraw"].clone()).unwrap();
            let Acceptance { id, day, sha256, .. } = acceptance;
            let proves = |accepted: Accepted| {
                let Accepted { id, sha256, withdraw, .. } = accepted;
                acceptance.proves(&seen.instance, &seen.server_key, &id, &sha256, &withdraw)
            };
            assert!(proves(Accepted { id, day, sha256, withdraw }));
            let other = Digest::of(b"another letter");
            assert!(!proves(Accepted { id, day, sha256: other, withdraw }));
        }
    }
}

#[test]
fn how_it_was_for_her_is_asked_when_it_is_over_and_read_in_words() {
    for seen in all() {
        let experience = &seen.visits["experience"].seen;
        assert_eq!(experience["questions"], 3);
        assert_eq!(experience["ticked"], 0, "nothing is preselected");
        assert_eq!(experience["again"], false, "once is enough");
        let messages = entries(&seen.closed, "message");
        let [message] = messages.as_slice() else { panic!("{}", seen.closed) };
        let answers = message["answers"].as_array().unwrap();
        let codes: Vec<&str> = answers.iter().map(|it| text(&it["question"])).collect();
        assert_eq!(codes, ["report-again", "taken-seriously"]);
        for answer in answers {
            let (label, said) = (text(&answer["label"]), text(&answer["answers"][0]));
            assert!(label.ends_with('?') && !["yes", "no"].contains(&said), "words: {answer}");
        }
        assert_eq!(seen.closed["status"], "closed", "it waits for no answer");
    }
}

#[test]
fn no_browser_complains_and_nothing_is_asked_of_anybody_else() {
    for (name, came) in all().iter().flat_map(|seen| &seen.visits) {
        assert_eq!((&came.foreign, &came.complaints), (&vec![], &vec![]), "{name}");
    }
}

fn entries<'c>(case: &'c Value, kind: &str) -> Vec<&'c Value> {
    case["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == kind).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

fn all() -> &'static [Seen; 3] {
    static SEEN: OnceLock<Option<[Seen; 3]>> = OnceLock::new();
    once::look(&SEEN, || {
        let stack = Stack::start();
        [(Browser::Chromium, "kk"), (Browser::Firefox, "ru"), (Browser::Chromium, "en")]
            .map(|(browser, language)| look(&stack, browser, language))
    })
}

fn look(stack: &Stack, browser: Browser, language: &'static str) -> Seen {
    let visit = Visit::arrive(&stack.address);
    let union = stack.organisation.investigator(&MARAT);
    let report = |story, to: &[Person]| visit.report(story, ids(stack, to), ids(stack, &[ERLAN]));
    let (waiting, closed) = (report(STORY, &[MARAT]), report(CLOSED, &[MARAT]));
    let (asking, changing) = (report(STORY, &[MARAT]), report(STORY, &[MARAT]));
    let (broken, moved, unanswered) =
        (report(STORY, &[DINA]), report(STORY, &[DINA]), report(STORY, &[DINA]));
    union.first_sync(&stack.address);
    union.now();
    let case = closed.letter.thread.to_string();
    union.reply(&case, "Сөйлестік, енді бәрі жөнге келді.");
    union.ask(&["close", &case, "confirmed", "--measure", "apology", "--yes"]);
    promise(stack, &visit, DINA, &broken, |author, today| {
        vec![receipt(
            author.reply(1, &broken.letter, ""),
            today.minus(10),
            [today.minus(3), today.plus(30)],
        )]
    });
    promise(stack, &visit, DINA, &moved, |author, today| {
        let first = receipt(
            author.reply(11, &moved.letter, ""),
            today.minus(10),
            [today.minus(5), today.plus(4)],
        );
        let due = BTreeMap::from([("answer".to_owned(), today.plus(20))]);
        let later = Reply {
            day: today,
            due,
            status: Some("investigating".into()),
            ..author.reply(12, &moved.letter, "Тағы уақыт керек.")
        };
        vec![first, later]
    });
    let device = Device::new(browser);
    let input = json!({
        "device": device.settings(),
        "language": language,
        "address": stack.address,
        "codes": {
            "waiting": waiting.code,
            "asking": asking.code,
            "changing": changing.code,
            "closed": closed.code,
            "broken": broken.code,
            "moved": moved.code,
            "unanswered": unanswered.code,
        },
        "words": PUNISHED,
        "added": stack.organisation.investigator(&AIGUL).id,
        "shutOut": stack.organisation.investigator(&DINA).id,
    });
    let visits = serde_json::from_value(node::run("coming-back.mjs", &input)).unwrap();
    union.sync();
    let show = |direct: &Direct| union.show(&direct.letter.thread.to_string());
    let (punished, thread) = (waiting.letter.thread.to_string(), asking.letter.thread.to_string());
    let listed = union.list().into_iter().find(|one| one["case"] == punished).expect("the case");
    let asks = show(&asking);
    union.ask(&["share", &thread, AIGUL.name, "--yes"]);
    union.now();
    let hr = stack.organisation.investigator(&AIGUL);
    hr.first_sync(&stack.address);
    Seen {
        language,
        visits,
        today: visit.trusted.day,
        status: text(&listed["status"]).to_owned(),
        punished: show(&waiting),
        asks,
        shared: show(&asking),
        asked: hr.show(&thread),
        changed: show(&changing),
        closed: show(&closed),
        instance: visit.trusted.roster.instance.clone(),
        server_key: visit.trusted.roster.server_key,
    }
}

fn receipt(reply: Reply, day: Day, [acknowledge, answer]: [Day; 2]) -> Reply {
    let due = [("acknowledge".to_owned(), acknowledge), ("answer".to_owned(), answer)].into();
    Reply { kind: ReplyKind::Receipt, day, due, body: ReplyBody::default(), ..reply }
}

/// Replies with days that a desk would have had to wait for.
fn promise(
    stack: &Stack,
    visit: &Visit,
    person: Person,
    to: &Direct,
    replies: impl Fn(&Addressee, Day) -> Vec<Reply>,
) {
    let investigator: &Investigator = stack.organisation.investigator(&person);
    let author = Addressee::of(investigator, &visit.trusted.roster.instance);
    for reply in replies(&author, visit.trusted.day) {
        let file = author.seal_reply(&reply, &to.reporter);
        author.put_reply(stack.origin(), &visit.trusted, &reply.thread, &reply.id, &file);
    }
}

/// Their ids, ascending.
fn ids(stack: &Stack, people: &[Person]) -> Vec<Id> {
    let id = |one: &Person| Id::parse(&stack.organisation.investigator(one).id).unwrap();
    let mut ids: Vec<Id> = people.iter().map(id).collect();
    ids.sort_unstable();
    ids
}
