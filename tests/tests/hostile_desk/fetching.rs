//! What a server does with the list of letters and with their files, and what a desk asks it for.

use dauys_crypto::event::EventKind;
use dauys_crypto::letter::InvestigatorLetter;
use dauys_investigator::message;
use dauys_tests::addressee::Addressee;
use dauys_tests::hostile::Answer;
use dauys_tests::investigator::Investigator;
use dauys_tests::organisation::{DINA, ERLAN};
use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::problem::ProblemCode;
use dauys_wire::{Digest, api};
use serde_json::{Value, json};

use crate::stage::{REFUSED, Stage, ascending, assert_says, reasons};

/// Fewer than after which a desk looks no more, and enough that the day is over.
const LONG_AGO: u32 = 5;

#[test]
fn letters_that_are_dropped_repeated_reordered_or_corrupted_are_named_and_can_be_fetched_anew() {
    let stage = Stage::prepare();
    let (desk, colleague) = (stage.desk(), stage.addressee(&DINA));
    let today = stage.day().to_string();
    let again = ["sync", "--again", &today, "--yes", "--rejected"];
    let day = api::inbox_day_path(stage.day());
    let fetch = api::inbox_fetch_path();
    // What is fetched first is damaged: in its last byte, so that it is ours and broken.
    stage.hostile.learn_about("damaged", &fetch, damage);
    stage.hostile.tell(Some("damaged"));
    let told = desk.first_sync(&stage.address);
    assert_eq!((&told["opened"], &told["rejected"]), (&json!(0), &json!(1)), "{told}");
    assert_eq!(reasons(&told), ["malformed"]);
    stage.hostile.tell(None);
    let told = desk.sync();
    assert_eq!((&told["opened"], &told["rejected"]), (&json!(0), &json!(0)), "told once");
    assert_eq!(reasons(&told), ["malformed"], "and kept in mind");
    let told = desk.ask(&again);
    assert_eq!((&told["opened"], reasons(&told)), (&json!(1), Vec::new()), "it is there");
    assert_eq!(desk.ask(&again)["opened"], 0, "once");

    // Two notes, the first of them kept back.
    let notes = notes(&stage, &colleague, 1, None);
    let first = notes[0].id.to_string();
    stage.hostile.learn_about("dropped", &day, move |truth| {
        let mut list: Value = serde_json::from_slice(&truth.body).unwrap();
        list["ids"].as_array_mut().unwrap().retain(|id| *id != first);
        truth.saying(&list)
    });
    stage.hostile.tell(Some("dropped"));
    let told = desk.sync();
    let missing = json!([{ "kind": "missing", "author": colleague.id, "n": 1 }]);
    assert_eq!((&told["opened"], &told["faults"]), (&json!(1), &missing), "{told}");
    let missing = message!("fault-missing", name = DINA.name, n = 1_u64);
    assert_says(desk, &["sync"], &[missing]);

    // Listed twice, the other way round.
    stage.hostile.learn_about("repeated", &day, |truth| {
        let mut list: Value = serde_json::from_slice(&truth.body).unwrap();
        let ids = list["ids"].as_array_mut().unwrap();
        ids.extend(ids.clone());
        ids.reverse();
        truth.saying(&list)
    });
    stage.hostile.tell(Some("repeated"));
    let told = desk.sync();
    assert_eq!((&told["opened"], &told["faults"]), (&json!(1), &json!([])), "{told}");
    stage.case();

    // Two files in each other's place: both are what they are not, and neither is lost.
    self::notes(&stage, &colleague, 3, Some(&notes[1]));
    stage.hostile.learn_about("crossed", &fetch, |mut truth| {
        truth.body.rotate_left(LETTER_BYTES);
        truth
    });
    stage.hostile.tell(Some("crossed"));
    let refused = [message!("sync-rejected", rejected = 2_usize), message!("rejected-id-mismatch")];
    assert_says(desk, &["sync", "--rejected"], &refused);
    let told = desk.sync();
    assert_eq!((&told["opened"], &told["rejected"]), (&json!(0), &json!(2)), "{told}");
    assert_eq!(reasons(&told), ["id-mismatch", "id-mismatch"]);
    stage.hostile.tell(None);
    assert_eq!(desk.ask(&again)["opened"], 2, "as soon as the server is honest and she asks");
}

#[test]
fn what_fetching_a_day_anew_costs_is_said_before_it_is_done() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    desk.first_sync(&stage.address);
    stage.hostile.asked();
    let today = stage.day().to_string();
    // In a script there is nobody to ask.
    let unasked = desk.attempt(&["sync", "--again", &today]);
    assert_eq!(unasked, (Some(2), "flag-missing".to_owned()));
    let price = message!("again-price", day = today.as_str());
    assert_says(desk, &["sync", "--again", &today], std::slice::from_ref(&price));
    assert_eq!(stage.hostile.asked(), [], "and nothing was asked for");
    assert_says(desk, &["sync", "--again", &today, "--yes"], &[price]);
}

/// The promise of docs/decisions/fetching.md. A server that damages every letter once would learn
/// from whoever asks twice whom each is for.
#[test]
fn what_a_desk_asks_the_server_for_is_the_same_whatever_opened() {
    let stage = Stage::prepare();
    let ids = [stage.report.letter.id, stage.another_report().letter.id];
    let later = [ids.as_slice(), &[stage.another_report().letter.id]].concat();
    let day = stage.day().minus(LONG_AGO);
    stage.learn_listing("damaged", day, &ids, |_, truth| damage(truth));
    stage.learn_listing("honest", day, &ids, |_, truth| truth);
    stage.learn_listing("later", day.plus(1), &later, |_, truth| truth);
    let addressed = stage.desk();
    let shut_out = stage.stack.organisation.investigator(&ERLAN);
    let [ours, theirs] = [addressed, shut_out].map(|desk| {
        stage.hostile.asked();
        stage.hostile.tell(Some("damaged"));
        let mut told = vec![desk.first_sync(&stage.address)];
        for lie in ["honest", "honest", "later", "later"] {
            stage.hostile.tell(Some(lie));
            told.push(desk.sync());
        }
        (told, asked(&stage))
    });
    let count = |told: &[Value], what: &str| -> Vec<u64> {
        told.iter().map(|told| told[what].as_u64().unwrap()).collect()
    };
    assert_eq!(ours.1, theirs.1);
    // And they are two worlds.
    assert_eq!(count(&ours.0, "rejected"), [1, 0, 0, 0, 0], "one was damaged");
    assert_eq!(count(&ours.0, "opened"), [1, 0, 0, 1, 0], "the others were not");
    assert_eq!(count(&theirs.0, "not_ours"), [2, 0, 0, 1, 0], "none is for the other desk");
}

/// What is asked of the inbox: method, path and body of each request. A desk mixes what it asks for
/// together, so the ids in a body are put in order.
fn asked(stage: &Stage) -> Vec<(String, String, Value)> {
    let asked = stage.hostile.asked().into_iter();
    let inbox = asked.filter(|asked| asked.path.starts_with("/api/v1/inbox"));
    let asked: Vec<_> = inbox
        .map(|asked| {
            let mut body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
            if let Some(ids) = body["ids"].as_array_mut() {
                ids.sort_by_key(ToString::to_string);
            }
            (asked.method, asked.path, body)
        })
        .collect();
    assert!(asked.iter().any(|(_, path, _)| *path == api::inbox_fetch_path()), "{asked:?}");
    asked
}

#[test]
fn letters_that_are_listed_and_never_handed_out_are_told_once_and_come_when_the_server_is_honest() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    let kept_back = stage.report.letter.id;
    let ids = ascending(&[kept_back, stage.another_report().letter.id]);
    let day = stage.day().minus(LONG_AGO);
    stage.learn_listing("kept back", day, &ids, move |asked, truth| {
        let asked: Value = serde_json::from_slice(&asked.body).unwrap();
        let names = asked["ids"].as_array().unwrap().contains(&json!(kept_back));
        if names { Answer::problem(ProblemCode::NotFound) } else { truth }
    });
    stage.learn_listing("honest", day, &ids, |_, truth| truth);
    stage.hostile.tell(Some("kept back"));
    let told = desk.first_sync(&stage.address);
    assert_eq!((&told["opened"], &told["undelivered"]), (&json!(1), &json!([])), "{told}");

    assert_says(desk, &["sync"], &[message!("alarm-undelivered", letters = 1_usize)]);
    assert!(desk.would_say("en", &["sync"]).contains(&kept_back.to_string()), "by its name");
    assert_eq!(desk.attempt(&["sync"]), (REFUSED, "alarm-undelivered".to_owned()));
    assert_eq!(desk.sync()["undelivered"], json!([]), "told once");
    stage.hostile.tell(Some("honest"));
    assert_eq!(desk.sync()["opened"], 1, "its day was still open");
    assert_eq!(asked_days(&stage, desk), 0, "and is final now");
}

/// How many days a `sync` lists.
fn asked_days(stage: &Stage, desk: &Investigator) -> usize {
    stage.hostile.asked();
    desk.sync();
    let days = |path: &str| path.starts_with("/api/v1/inbox/2");
    stage.hostile.asked().iter().filter(|asked| days(&asked.path)).count()
}

/// In its last byte: who can open it sees that it is broken.
fn damage(mut truth: Answer) -> Answer {
    *truth.body.last_mut().unwrap() ^= 1;
    truth
}

/// Two notes in a row from this number on, put into the inbox.
fn notes(
    stage: &Stage,
    author: &Addressee,
    n: u64,
    before: Option<&InvestigatorLetter>,
) -> [InvestigatorLetter; 2] {
    let hash = |letter: &InvestigatorLetter| Digest::of(letter.to_json().unwrap().as_bytes());
    let note = |n, prev| InvestigatorLetter {
        n,
        prev,
        ..stage.letter(author, EventKind::Note, &format!("ескерту {n}"))
    };
    let first = note(n, before.map(hash));
    let second = note(n + 1, Some(hash(&first)));
    for letter in [&first, &second] {
        stage.put_theirs(letter, author);
    }
    [first, second]
}
