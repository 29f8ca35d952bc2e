//! A server that lies and colleagues without scruples, as a desk meets them: with the real `dauys`.
//! Each is refused or told by name, and what the server takes away is there again as soon as it is
//! honest.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use dauys_crypto::hybrid::HybridIdentity;
use dauys_crypto::letter::{EventKind, InvestigatorLetter, ReporterLetter};
use dauys_crypto::seal::{self, OwnCopy};
use dauys_tests::addressee::{Addressee, random_id};
use dauys_tests::direct::{Direct, Visit};
use dauys_tests::hostile::{Answer, Hostile};
use dauys_tests::investigator::{Investigator, Person};
use dauys_tests::organisation::{AIGUL, DINA, ERLAN, MARAT, Root};
use dauys_tests::stack::Stack;
use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::{Digest, Id, InstanceName, PublicKey, api};
use serde_json::{Value, json};

/// `dauys` ends with it when something does not verify.
const REFUSED: Option<i32> = Some(4);

#[test]
fn a_roster_that_is_swapped_stale_foreign_or_expired_stops_the_desk_and_is_named() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    desk.first_sync(&stage.address);
    // Version 3 is true; 1 was published before it.
    let third = stage.root.forge(|roster| stage.as_version(roster, 3));
    stage.publish(&third);
    desk.sync();

    let forged = |change: &dyn Fn(&mut Value)| {
        stage.root.forge(|roster| {
            stage.as_version(roster, 4);
            change(roster);
        })
    };
    let own = |roster: &Value| -> usize {
        let entries = roster["investigators"].as_array().unwrap();
        entries.iter().position(|entry| entry["id"] == desk.id).unwrap()
    };
    let (swapped, _) = forged(&|roster| roster["reply_days"] = json!(36));
    let lies = [
        ("alarm-signature", (swapped, third.1.clone())),
        ("alarm-older", stage.root.forge(|roster| stage.as_version(roster, 2))),
        (
            "alarm-two-versions",
            stage.root.forge(|roster| {
                stage.as_version(roster, 3);
                roster["reply_days"] = json!(36);
            }),
        ),
        ("alarm-instance", forged(&|roster| roster["instance"] = json!("elsewhere.example"))),
        (
            "alarm-other-keys",
            forged(&|roster| {
                let stranger = HybridIdentity::from_seed(&[7; 32]);
                let own = own(roster);
                roster["investigators"][own]["recipient"] = json!(stranger.recipient().to_text());
            }),
        ),
        (
            "alarm-gone",
            forged(&|roster| {
                let own = own(roster);
                roster["investigators"].as_array_mut().unwrap().remove(own);
                for channel in roster["channels"].as_array_mut().unwrap() {
                    channel["members"].as_array_mut().unwrap().retain(|id| *id != desk.id);
                }
            }),
        ),
        ("alarm-malformed", (b"{}".to_vec(), stage.root.sign(b"{}"))),
    ];
    for (alarm, roster) in lies {
        stage.publish(&roster);
        assert_eq!(desk.attempt(&["sync"]), (REFUSED, alarm.to_owned()), "{alarm}");
    }
    stage.publish(&third);
    let questions = api::questionnaire_path();
    stage.hostile.learn_about("questions", &questions, |truth| Answer {
        body: b"{}".to_vec(),
        headers: Vec::new(),
        ..truth
    });
    stage.hostile.tell(Some("questions"));
    assert_eq!(desk.attempt(&["sync"]), (REFUSED, "alarm-questionnaire".to_owned()));
    stage.hostile.tell(None);
    let elsewhere = format!("{}/#k={}", stage.hostile.origin, PublicKey::from_bytes([7; 32]));
    let other_root = (REFUSED, "alarm-other-root".to_owned());
    assert_eq!(desk.attempt(&["sync", &elsewhere]), other_root);

    // After all of that the truth is taken as before, and a roster that is only old is told.
    assert_eq!(desk.sync()["warnings"], json!([]));
    let yesterday = stage.report.letter.day.minus(1);
    stage.publish(&forged(&|roster| {
        roster["issued"] = json!(yesterday.minus(60));
        roster["expires"] = json!(yesterday);
    }));
    assert_eq!(desk.sync()["warnings"][0]["code"], "roster-expired");
}

#[test]
fn letters_that_are_dropped_repeated_reordered_or_corrupted_are_named_and_come_back() {
    let stage = Stage::prepare();
    let (desk, colleague) = (stage.desk(), stage.addressee(&DINA));
    let day = api::inbox_day_path(stage.report.letter.day);
    let fetch = api::inbox_fetch_path();
    // What is fetched first is damaged: in its last byte, so that it is ours and broken.
    stage.hostile.learn_about("damaged", &fetch, |mut truth| {
        *truth.body.last_mut().unwrap() ^= 1;
        truth
    });
    stage.hostile.tell(Some("damaged"));
    let told = desk.first_sync(&stage.address);
    assert_eq!((&told["opened"], &told["rejected"]), (&json!(0), &json!(1)), "{told}");
    assert_eq!(told["rejected_letters"][0]["reason"], "malformed");
    stage.hostile.tell(None);
    assert_eq!(desk.sync()["opened"], 1, "as soon as the server is honest");

    // Two notes, the first of them kept back.
    let notes = stage.notes(&colleague);
    let first = notes[0].id.to_string();
    stage.hostile.learn_about("dropped", &day, move |truth| {
        let mut list: Value = serde_json::from_slice(&truth.body).unwrap();
        list["ids"].as_array_mut().unwrap().retain(|id| *id != first);
        Answer { body: serde_json::to_vec(&list).unwrap(), ..truth }
    });
    stage.hostile.tell(Some("dropped"));
    let told = desk.sync();
    let missing = json!([{ "kind": "missing", "author": colleague.id, "n": 1 }]);
    assert_eq!((&told["opened"], &told["faults"]), (&json!(1), &missing), "{told}");

    // Listed twice, the other way round.
    stage.hostile.learn_about("repeated", &day, |truth| {
        let mut list: Value = serde_json::from_slice(&truth.body).unwrap();
        let ids = list["ids"].as_array_mut().unwrap();
        ids.extend(ids.clone());
        ids.reverse();
        Answer { body: serde_json::to_vec(&list).unwrap(), ..truth }
    });
    stage.hostile.tell(Some("repeated"));
    let told = desk.sync();
    assert_eq!((&told["opened"], &told["faults"]), (&json!(1), &json!([])), "{told}");
    assert_eq!(desk.list().len(), 1);

    // Two files in each other's place: both are what they are not, and neither is lost.
    stage.put_more(&colleague, &notes[1]);
    stage.hostile.learn_about("crossed", &fetch, |mut truth| {
        truth.body.rotate_left(LETTER_BYTES);
        truth
    });
    stage.hostile.tell(Some("crossed"));
    let told = desk.sync();
    assert_eq!((&told["opened"], &told["rejected"]), (&json!(0), &json!(2)), "{told}");
    let reasons = told["rejected_letters"].as_array().unwrap();
    assert!(reasons.iter().all(|one| one["reason"] == "id-mismatch"), "{told}");
    stage.hostile.tell(None);
    assert_eq!(desk.sync()["opened"], 2, "as soon as the server is honest");
}

#[test]
fn an_old_letter_under_a_new_id_and_one_of_another_instance_are_refused_by_name() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    desk.first_sync(&stage.address);
    // Anybody can put bytes that they saw once more.
    let file = stage.file(&stage.report.letter.id);
    stage.put(&random_id(), &file);
    let elsewhere = InstanceName::parse("elsewhere.example").unwrap();
    let foreign = Addressee::of(stage.stack.organisation.investigator(&DINA), &elsewhere);
    let letter = stage.letter(&foreign, EventKind::Note, "басқа жерден");
    stage.put(&letter.id, &foreign.seal_letter(&letter, &stage.visit.trusted));
    let told = desk.sync();
    assert_eq!(reasons(&told), ["id-mismatch", "signature"], "{told}");
}

#[test]
fn a_middlemans_200_leaves_what_was_written_waiting() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    desk.first_sync(&stage.address);
    let case = desk.list()[0]["case"].as_str().unwrap().to_owned();
    stage.hostile.learn("proof", |asked, truth| {
        if asked.method != "PUT" {
            return truth;
        }
        let mut proof: Value = serde_json::from_slice(&truth.body).unwrap();
        proof["id"] = json!(random_id());
        Answer { body: serde_json::to_vec(&proof).unwrap(), ..truth }
    });
    stage.hostile.tell(Some("proof"));
    let text = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(text.path(), "ескерту").unwrap();
    let (exit, failure) = desk.attempt(&["note", &case, "--file", text.path().to_str().unwrap()]);
    assert_eq!((exit, failure.as_str()), (REFUSED, "alarm-unproven"));
    stage.hostile.tell(None);
    let told = desk.sync();
    assert_eq!((&told["posted"], &told["waiting"]), (&json!(1), &json!(0)), "{told}");
    let calls = stage.hostile.asked();
    let signed = |name: &str| {
        calls.iter().any(|asked| {
            asked.path.starts_with(name) && asked.headers.iter().any(|it| it == "signature")
        })
    };
    assert!(signed("/api/v1/inbox"));
    assert!(!signed("/api/v1/letters"), "a signature would mark the others as reporters'");
}

#[test]
fn what_colleagues_and_false_reporters_forge_is_refused_or_told_by_name() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    desk.first_sync(&stage.address);
    let case = desk.list()[0]["case"].as_str().unwrap().to_owned();
    let Direct { letter: hers, reporter, .. } = &stage.report;
    let other = stage.visit.report("басқа", hers.to.clone(), Vec::new());
    let put = |letter: &ReporterLetter, author| {
        let roster = &stage.visit.trusted.roster;
        let file = seal::reporter_letter(letter, author, roster, OwnCopy::None).unwrap();
        stage.put(&letter.id, file.bytes());
    };
    let second = ReporterLetter { id: random_id(), thread: hers.thread, ..other.letter.clone() };
    put(&second, &other.reporter);
    let not_hers = other.letter.state.clone();
    put(&ReporterLetter { id: random_id(), state: not_hers, ..hers.clone() }, reporter);

    // Two versions of one number; a note in somebody's name; who is no reader, and asks.
    let colleague = stage.addressee(&DINA);
    for text in ["бір нұсқа", "екі нұсқа"] {
        let letter = stage.letter(&colleague, EventKind::Note, text);
        stage.put(&letter.id, &colleague.seal_letter(&letter, &stage.visit.trusted));
    }
    let hr = stage.addressee(&AIGUL);
    let named = InvestigatorLetter {
        from: dauys_crypto::letter::Author::Investigator(colleague.id),
        ..stage.letter(&colleague, EventKind::Note, "оның атынан")
    };
    stage.put(&named.id, &hr.seal_letter(&named, &stage.visit.trusted));
    let outsider = InvestigatorLetter {
        to: ascending(&[hr.id, Id::parse(&desk.id).unwrap()]),
        ..stage.letter(&hr, EventKind::Delete, "өшіріңіз")
    };
    stage.put(&outsider.id, &hr.seal_letter(&outsider, &stage.visit.trusted));

    let told = desk.sync();
    assert_eq!(reasons(&told), ["signature", "state", "thread"], "{told}");
    let versions = json!([{ "kind": "two-versions", "author": colleague.id, "n": 1 }]);
    assert_eq!(told["faults"], versions, "{told}");
    let view = desk.show(&case);
    let entries = view["entries"].as_array().unwrap();
    let asked = entries.iter().find(|entry| entry["kind"] == "delete").expect("it is shown");
    assert_eq!(asked["outsider"], json!(true), "{asked}");
    assert!(!entries.iter().any(|entry| entry["text"] == "оның атынан"));

    // In words, in three languages.
    let words = ["kk", "ru", "en"].map(|language| desk.says(language, &["show", &case]));
    assert!(words.iter().all(|said| said.contains(AIGUL.name)));
    assert!(words[0] != words[1] && words[1] != words[2] && words[0] != words[2]);
}

/// The reasons of all refused letters, ascending.
fn reasons(told: &Value) -> Vec<&str> {
    let rejected = told["rejected_letters"].as_array().unwrap();
    let mut reasons: Vec<&str> =
        rejected.iter().map(|one| one["reason"].as_str().unwrap()).collect();
    reasons.sort_unstable();
    reasons
}

fn ascending(ids: &[Id]) -> Vec<Id> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids
}

/// An organisation whose server lies, and a report to two of its people.
struct Stage {
    stack: Stack,
    hostile: Hostile,
    root: Root,
    address: String,
    visit: Visit,
    report: Direct,
}

impl Stage {
    fn prepare() -> Self {
        let stack = Stack::start();
        let hostile = Hostile::start(stack.origin());
        let root = stack.organisation.root();
        let (roster, signature) = root.forge(|it| it["origins"] = json!([hostile.origin]));
        hostile.publish(&api::roster_path(), roster);
        hostile.publish(&api::roster_signature_path(), signature.into_bytes());
        let address = stack.address.replace(stack.origin(), &hostile.origin);
        let visit = Visit::arrive(&address);
        let id = |one: &Person| Id::parse(&stack.organisation.investigator(one).id).unwrap();
        let to = ascending(&[id(&MARAT), id(&DINA)]);
        let report = visit.report("бірінші", to, vec![id(&ERLAN)]);
        Self { stack, hostile, root, address, visit, report }
    }

    /// The desk that all of this is done to.
    fn desk(&self) -> &Investigator {
        self.stack.organisation.investigator(&MARAT)
    }

    fn addressee(&self, person: &Person) -> Addressee {
        let investigator = self.stack.organisation.investigator(person);
        Addressee::of(investigator, &self.visit.trusted.roster.instance)
    }

    fn as_version(&self, roster: &mut Value, version: u64) {
        roster["origins"] = json!([self.hostile.origin]);
        roster["version"] = json!(version);
    }

    fn publish(&self, (roster, signature): &(Vec<u8>, String)) {
        self.hostile.publish(&api::roster_path(), roster.clone());
        self.hostile.publish(&api::roster_signature_path(), signature.clone().into_bytes());
    }

    fn put(&self, id: &Id, file: &[u8]) {
        self.visit.put_letter(id, &Digest::of(id.as_bytes()), file);
    }

    fn file(&self, id: &Id) -> Vec<u8> {
        let url = format!("{}{}", self.stack.origin(), api::letter_path(id));
        let mut answer = ureq::get(url).call().unwrap();
        answer.body_mut().read_to_vec().unwrap()
    }

    /// A letter to those who read the report.
    fn letter(&self, author: &Addressee, kind: EventKind, text: &str) -> InvestigatorLetter {
        let Direct { letter, .. } = &self.report;
        let written = author.letter(&letter.to, letter.thread, kind, text);
        InvestigatorLetter { day: letter.day, ..written }
    }

    /// Two notes in a row, put into the inbox.
    fn notes(&self, author: &Addressee) -> [InvestigatorLetter; 2] {
        let first = self.letter(author, EventKind::Note, "бірінші ескерту");
        let json = serde_json::to_vec(&first).unwrap();
        let second = InvestigatorLetter {
            n: 2,
            prev: Some(Digest::of(&json)),
            ..self.letter(author, EventKind::Note, "екінші ескерту")
        };
        for letter in [&first, &second] {
            self.put(&letter.id, &author.seal_letter(letter, &self.visit.trusted));
        }
        [first, second]
    }

    /// Two more after that one.
    fn put_more(&self, author: &Addressee, last: &InvestigatorLetter) {
        let mut last = last.clone();
        for text in ["үшінші", "төртінші"] {
            let json = serde_json::to_vec(&last).unwrap();
            last = InvestigatorLetter {
                n: last.n + 1,
                prev: Some(Digest::of(&json)),
                ..self.letter(author, EventKind::Note, text)
            };
            self.put(&last.id, &author.seal_letter(&last, &self.visit.trusted));
        }
    }
}
