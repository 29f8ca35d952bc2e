//! The server that lies, and what it has to lie about: an organisation, a report with two answers,
//! one whose readers betray her, and one of which she kept copies.

use dauys_crypto::draft::Known;
use dauys_crypto::letter::{Author, ReporterLetter};
use dauys_crypto::reply::{Previous, Reply};
use dauys_crypto::thread;
use dauys_tests::addressee::{Addressee, follow_up, random_id};
use dauys_tests::direct::{Direct, Visit};
use dauys_tests::hostile::{Answer, Hostile};
use dauys_tests::investigator::Person;
use dauys_tests::organisation::{AIGUL, DINA, ERLAN, MARAT, Root};
use dauys_tests::stack::Stack;
use dauys_wire::limits::REPLY_RECORD_BYTES;
use dauys_wire::{Day, Id, api};
use serde_json::{Value, json};

use crate::own::Kept;
use crate::squatted::Squatted;

/// Of the roster that an honest server shows.
const VERSION: u64 = 2;

/// What she reports.
pub(crate) const STORY: &str = "Ол маған ұятсыз сөз айтты.";

/// A server that lies, with everything that it can lie about.
pub(crate) struct Stage {
    pub(crate) stack: Stack,
    pub(crate) hostile: Hostile,
    pub(crate) address: String,
    pub(crate) answered: Direct,
    pub(crate) betrayed: Direct,
    /// Both of her letters can be opened with her code.
    pub(crate) kept: Kept,
    /// In the bucket of what is answered.
    pub(crate) squatted: Squatted,
}

impl Stage {
    pub(crate) fn prepare() -> Self {
        let stack = Stack::start();
        let hostile = Hostile::start(stack.origin());
        let root = stack.organisation.root();
        // Pages expect cover, so that an empty bucket is a lie.
        let (roster, signature) = root.forge(|roster| {
            roster["origins"] = json!([hostile.origin]);
            roster["version"] = json!(VERSION);
            roster["cover"] = json!({ "letters_per_day": 12, "replies_per_day": 4 });
        });
        hostile.publish(&api::roster_path(), roster);
        hostile.publish(&api::roster_signature_path(), signature.into_bytes());
        let address = stack.address.replace(stack.origin(), &hostile.origin);
        let visit = Visit::arrive(&address);
        let people = |people: &[&Person]| ids(&stack, people);
        let answered = visit.report(STORY, people(&[&MARAT, &DINA]), people(&[&ERLAN]));
        let betrayed = visit.report(STORY, people(&[&MARAT, &DINA, &AIGUL]), vec![]);
        let kept = Kept::write(&visit, people(&[&MARAT, &DINA]));

        let squatted = Squatted::default();
        let mut stage = Self { stack, hostile, address, answered, betrayed, kept, squatted };
        stage.learn_rosters(&root);
        stage.learn_acceptances();
        stage.learn_own_letters(&visit);
        let answers = stage.answer(&visit);
        stage.learn_buckets(&visit, &answers[0]);
        stage.squatted = stage.squat(&visit, answers);
        let people = |people: &[&Person]| ids(&stage.stack, people);
        let later = follow_up(
            &stage.betrayed.reporter,
            &visit.trusted,
            &knowing(&stage.betrayed, &visit),
            people(&[&MARAT, &DINA]),
            people(&[&ERLAN]),
        );
        stage.betray(&visit, &later);
        stage
    }

    /// Whoever holds the root, and whoever does not.
    fn learn_rosters(&self, root: &Root) {
        let yesterday = Day::parse(&self.today()).expect("a day").minus(1);
        let origins = json!([self.hostile.origin]);
        let forged = |change: &dyn Fn(&mut Value)| {
            root.forge(|roster| {
                roster["origins"] = origins.clone();
                roster["version"] = json!(VERSION);
                change(roster);
            })
        };
        self.learn_roster(
            "two-investigators-with-one-id",
            forged(&|roster| {
                roster["investigators"][1]["id"] = roster["investigators"][0]["id"].clone();
            }),
        );
        self.learn_roster(
            "roster-for-elsewhere",
            forged(&|roster| {
                roster["origins"] = json!(["https://elsewhere.example"]);
            }),
        );
        self.learn_roster(
            "roster-has-expired",
            forged(&|roster| {
                roster["issued"] = json!(yesterday.minus(90));
                roster["expires"] = json!(yesterday);
            }),
        );
        self.learn_roster(
            "roster-is-older",
            forged(&|roster| {
                roster["version"] = json!(VERSION - 1);
            }),
        );
        self.learn_roster("roster-is-garbage", (b"{}".to_vec(), root.sign(b"{}")));
        // Without the root: the true signature, and another's.
        let (honest, signature) = forged(&|_| ());
        let (swapped, _) = forged(&|roster| {
            let others = roster["investigators"][1]["recipient"].clone();
            roster["investigators"][0]["recipient"] = others;
        });
        self.learn_roster("key-swapped", (swapped, signature));
        let stranger = minisign::KeyPair::generate_unencrypted_keypair().expect("a key");
        let theirs = minisign::sign(None, &stranger.sk, honest.as_slice(), None, None);
        let theirs = theirs.expect("a signature").to_string();
        self.learn_roster("roster-of-another-root", (honest, theirs));

        self.hostile.learn_about("day-is-false", &api::health_path(), move |truth| {
            let mut health: Value = serde_json::from_slice(&truth.body).expect("JSON");
            health["day"] = json!(yesterday.minus(20));
            Answer { body: serde_json::to_vec(&health).expect("JSON"), ..truth }
        });
        self.hostile.learn_about("questions-swapped", &api::questionnaire_path(), |truth| Answer {
            status: 200,
            body: b"{}".to_vec(),
            headers: vec![kind(&truth)],
        });
        self.hostile.learn("channel-does-not-confirm", |_, truth| truth);
    }

    fn learn_roster(&self, name: &str, (roster, signature): (Vec<u8>, String)) {
        self.hostile.learn(name, move |asked, truth| {
            let body = match &asked.path {
                path if *path == api::roster_path() => roster.clone(),
                path if *path == api::roster_signature_path() => signature.clone().into_bytes(),
                _ => return truth,
            };
            Answer { body, ..truth }
        });
    }

    fn learn_acceptances(&self) {
        let about = |name: &str, lie: fn(Value) -> Value| {
            self.hostile.learn(name, move |asked, truth| {
                if asked.method != "PUT" {
                    return truth;
                }
                let proof = lie(serde_json::from_slice(&truth.body).expect("a proof"));
                Answer { body: serde_json::to_vec(&proof).expect("JSON"), ..truth }
            });
        };
        about("a-middlemans-200", |_| json!({ "ok": true }));
        about("another-letters-proof", |mut proof| {
            proof["id"] = json!(random_id());
            proof
        });
        about("a-forged-proof", |mut proof| {
            let signature = proof["signature"].as_str().expect("a signature");
            let turned: String = signature.chars().rev().collect();
            proof["signature"] = json!(turned);
            proof
        });
    }

    /// Two answers of one desk; their ids.
    fn answer(&self, visit: &Visit) -> [Id; 2] {
        let union = self.addressee(visit, &MARAT);
        let [first, second] =
            [(1, "бір"), (2, "екі")].map(|(n, text)| union.reply(n, &self.answered.letter, text));
        for reply in [&first, &second] {
            self.put(visit, &union, reply, &self.answered);
        }
        [first.id, second.id]
    }

    fn learn_buckets(&self, visit: &Visit, first: &Id) {
        let bucket = bucket_of(visit, &self.answered.letter.thread);
        let about = |name: &str, lie: Box<dyn FnMut(Answer) -> Answer + Send>| {
            self.hostile.learn_about(name, &bucket, lie);
        };
        let status = |status| move |truth: Answer| Answer { status, body: Vec::new(), ..truth };
        about("bucket-fails", Box::new(status(500)));
        about("bucket-is-not-there", Box::new(status(404)));
        about("bucket-is-empty", Box::new(status(200)));
        about(
            "bucket-is-cut",
            changed(|records| {
                records.last_mut().expect("a record").truncate(9);
            }),
        );
        about(
            "bucket-is-endless",
            changed(|records| {
                let record = records.first().cloned().expect("a record");
                records.resize(4_097, record);
            }),
        );
        let first = *first;
        let is_first = move |record: &Vec<u8>| record.starts_with(first.as_bytes());
        about("first-answer-dropped", changed(move |records| records.retain(|it| !is_first(it))));
        // In the middle of its header, and in its last byte.
        let flip = move |place: usize| {
            changed(move |records| {
                let found = records.iter_mut().find(|record| is_first(record)).expect("it");
                found[place] ^= 1;
            })
        };
        about("first-answer-corrupted", flip(600));
        about("first-answer-damaged", flip(REPLY_RECORD_BYTES - 1));
        about(
            "answer-under-another-id",
            changed(move |records| {
                let mut again = records.iter().find(|it| is_first(it)).expect("it").clone();
                again[..16].copy_from_slice(random_id().as_bytes());
                records.push(again);
            }),
        );
        about("bucket-reversed", changed(|records| records.reverse()));
        about("answers-repeated", changed(|records| records.extend(records.clone())));
        let union = self.addressee(visit, &MARAT);
        let foreign = union.reply(1, &self.betrayed.letter, "басқаға");
        let file = union.seal_reply(&foreign, &self.betrayed.reporter);
        about(
            "reply-of-another-thread",
            changed(move |records| {
                records.push([foreign.id.as_bytes().as_slice(), &file].concat());
            }),
        );
    }

    /// A bucket in which everyone lies. What she chose last is in `later`.
    fn betray(&self, visit: &Visit, later: &ReporterLetter) {
        let Direct { letter, reporter, .. } = &self.betrayed;
        let [union, lawyer, hr, shut_out] =
            [MARAT, DINA, AIGUL, ERLAN].map(|one| self.addressee(visit, &one));
        let mut replies: Vec<(&Addressee, Reply)> = vec![
            (&union, Reply { received: vec![letter.id, later.id], ..union.reply(1, later, "шын") }),
            (&lawyer, lawyer.reply(1, later, "бірінші нұсқа")),
            (&lawyer, lawyer.reply(1, later, "екінші нұсқа")),
            (&hr, hr.reply(1, later, "бөтен")),
            (&shut_out, shut_out.reply(1, later, "жасырын")),
        ];
        // After one that is no longer kept, as they say.
        let long_ago = letter.day.minus(visit.trusted.roster.reply_days);
        let prev = Some(Previous { n: 3, day: long_ago });
        replies.push((&hr, Reply { prev, ..hr.reply(4, later, "ескі") }));
        // The state of before, by somebody who says that they have what came after.
        let old = union.reply(2, letter, "ескі тізім");
        replies.push((&union, Reply { received: vec![letter.id, later.id], ..old }));
        let mut forged = union.reply(3, later, "жалған тізім");
        forged.state = Some(self.answered.letter.state.clone());
        replies.push((&union, forged));
        let named = Reply {
            from: Author::Investigator(lawyer.id),
            ..union.reply(9, later, "оның атынан")
        };
        replies.push((&union, named));
        replies
            .push((&lawyer, Reply { thread: random_id(), ..lawyer.reply(8, later, "басқа іс") }));
        let unknown = Author::Investigator(random_id());
        replies.push((&lawyer, Reply { from: unknown, ..lawyer.reply(7, later, "белгісіз") }));
        let records: Vec<Vec<u8>> = replies
            .iter()
            .map(|(author, reply)| {
                [reply.id.as_bytes().as_slice(), &author.seal_reply(reply, reporter)].concat()
            })
            .collect();
        // The true drop does not ask who wrote; this only spares its quota.
        let bucket = bucket_of(visit, &letter.thread);
        let lie = changed(move |all| all.extend(records.iter().cloned()));
        self.hostile.learn_about("addressees", &bucket, lie);
    }

    pub(crate) fn addressee(&self, visit: &Visit, person: &Person) -> Addressee {
        let investigator = self.stack.organisation.investigator(person);
        Addressee::of(investigator, &visit.trusted.roster.instance)
    }

    pub(crate) fn put(&self, visit: &Visit, author: &Addressee, reply: &Reply, to: &Direct) {
        let file = author.seal_reply(reply, &to.reporter);
        let origin = self.stack.origin();
        author.put_reply(origin, &visit.trusted, &to.letter.thread, &reply.id, &file);
    }

    fn today(&self) -> String {
        self.betrayed.letter.day.to_string()
    }
}

pub(crate) fn bucket_of(visit: &Visit, thread: &Id) -> String {
    let count = visit.trusted.roster.reply_buckets.count;
    api::bucket_path(thread::bucket(thread, count))
}

/// Their ids, ascending.
fn ids(stack: &Stack, people: &[&Person]) -> Vec<Id> {
    let id = |one: &&Person| Id::parse(&stack.organisation.investigator(one).id).expect("an id");
    let mut ids: Vec<Id> = people.iter().map(id).collect();
    ids.sort_unstable();
    ids
}

/// What she knows before her second letter.
pub(crate) fn knowing(first: &Direct, visit: &Visit) -> Known {
    let instance = &visit.trusted.roster.instance;
    let verified = first.letter.state.verify(instance, &first.reporter.keys().signing_key);
    Known { state: Some(verified.expect("her state")), ..Known::default() }
}

/// A lie about the records of a bucket.
fn changed(
    mut change: impl FnMut(&mut Vec<Vec<u8>>) + Send + 'static,
) -> Box<dyn FnMut(Answer) -> Answer + Send> {
    Box::new(move |truth| {
        let mut records: Vec<Vec<u8>> =
            truth.body.chunks(REPLY_RECORD_BYTES).map(<[u8]>::to_vec).collect();
        change(&mut records);
        Answer { body: records.concat(), ..truth }
    })
}

fn kind(truth: &Answer) -> (String, String) {
    let is_kind = |(name, _): &&(String, String)| name == "content-type";
    truth.headers.iter().find(is_kind).cloned().expect("a content type")
}
