//! A reader goes and lets somebody else read: what she is told of it in a real browser, whom she
//! writes to then, and that nobody reads it who was not ticked.
//!
//! She reports to the union and to a lawyer and shuts one out. The lawyer steps back and lets a third
//! one read, who writes to her. Another one reports to the lawyer alone, who goes.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use dauys_crypto::letter::ReporterLetter;
use dauys_crypto::reply::Reply;
use dauys_tests::addressee::Addressee;
use dauys_tests::device::{Browser, Device};
use dauys_tests::direct::{Direct, Visit};
use dauys_tests::investigator::{Investigator, Person};
use dauys_tests::node;
use dauys_tests::once;
use dauys_tests::organisation::{AIGUL, DINA, ERLAN, MARAT};
use dauys_tests::stack::Stack;
use dauys_wire::Id;
use serde::Deserialize;
use serde_json::json;

const STORY: &str = "Іссапарда есігімді түнде бірнеше рет қақты.";
const MESSAGE: &str = "Кеше тағы келді.";
const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// An answer, as far as it tells who reads.
#[derive(Debug, Deserialize)]
struct Answer {
    author: String,
    by: Vec<String>,
    reading: Vec<String>,
    problems: Vec<String>,
}

/// The screen with the answers.
#[derive(Debug, Deserialize)]
struct Thread {
    chosen: Vec<Answer>,
    before: Vec<Answer>,
    let_in: Vec<Answer>,
    others: Vec<Answer>,
    titles: Vec<String>,
    reads: Vec<String>,
}

/// The screen on which she writes.
#[derive(Debug, Deserialize)]
struct Writing {
    to: Vec<String>,
    left: Vec<String>,
    out: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Proposed {
    offered: Vec<String>,
    ticked: Vec<String>,
}

/// After a handover.
#[derive(Debug, Deserialize)]
struct Handed {
    thread: BTreeMap<String, Thread>,
    writing: BTreeMap<String, Writing>,
    after: Thread,
    later: Writing,
    #[serde(rename = "shutOut")]
    shut_out: Vec<String>,
    proposed: Proposed,
    added: Thread,
    /// What keeps people from using the screens.
    faults: Vec<String>,
    put: Vec<String>,
    foreign: Vec<String>,
    complaints: Vec<String>,
}

/// After the only reader has gone.
#[derive(Debug, Deserialize)]
struct Abandoned {
    thread: Thread,
    #[serde(rename = "shutOut")]
    shut_out: Vec<String>,
    ticked: Vec<String>,
    complaints: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Visits {
    handed: Handed,
    abandoned: Abandoned,
}

struct Seen {
    visits: [Visits; 2],
    /// For each visit, who opens the first and the second letter that she wrote in it.
    readers: [Vec<BTreeSet<&'static str>>; 2],
}

#[test]
fn whoever_steps_back_is_told_and_unticked_and_gets_nothing_unless_she_ticks_them() {
    let gone = |lines: &[String]| {
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].starts_with(DINA.name), "{lines:?}");
        lines[0].clone()
    };
    for Visits { handed, .. } in &all().visits {
        let mut told = BTreeSet::new();
        for (place, language) in LANGUAGES.into_iter().enumerate() {
            let (thread, writing) = (&handed.thread[language], &handed.writing[language]);
            assert_eq!(writing.to, [name(&MARAT, place)], "{language}");
            assert_eq!(writing.out, [name(&ERLAN, place)], "{language}");
            let left = gone(&writing.left);
            assert_eq!(thread.reads.last(), Some(&left), "{language}");
            let farewell = by(&thread.chosen, &DINA);
            assert_eq!(farewell.reading.first(), Some(&left), "{language}");
            assert_eq!(by(&thread.chosen, &MARAT).reading, [""; 0]);
            told.insert(left);
        }
        assert_eq!(told.len(), LANGUAGES.len(), "in words of each language: {told:?}");
        assert_eq!(handed.proposed.ticked, [name(&MARAT, 0)]);
        assert!(handed.proposed.offered.contains(&name(&DINA, 0)), "she may tick them again");
        assert_eq!(handed.shut_out, [name(&ERLAN, 0)], "who was shut out stays so");
    }
    for readers in &all().readers {
        assert_eq!(readers[0], BTreeSet::from([MARAT.name]));
    }
}

#[test]
fn once_she_writes_without_them_a_farewell_is_no_strangers_letter() {
    for Visits { handed, .. } in &all().visits {
        let after = &handed.after;
        assert_eq!(authors(&after.before), [name(&DINA, 0)]);
        assert_eq!(authors(&after.chosen), [name(&MARAT, 0)]);
        assert!(after.others.is_empty(), "{after:?}");
        assert!(!after.reads.iter().any(|line| line.contains("айналыспайды")), "{after:?}");
        assert_eq!(handed.later.to, [name(&MARAT, 0)]);
        assert_eq!(handed.later.left, [""; 0], "whom she does not write to is no news");
    }
}

#[test]
fn whom_a_reader_lets_in_is_named_with_who_does_and_stays_apart_until_she_ticks_them() {
    for Visits { handed, .. } in &all().visits {
        let mut told = BTreeSet::new();
        for (place, language) in LANGUAGES.into_iter().enumerate() {
            let thread = &handed.thread[language];
            let lets = &by(&thread.chosen, &DINA).reading[1];
            let [letter] = thread.let_in.as_slice() else { panic!("{thread:?}") };
            let [standing] = letter.by.as_slice() else { panic!("{letter:?}") };
            for line in [lets, standing] {
                let both = [&AIGUL, &DINA].map(|one| line.contains(&name(one, place)));
                assert_eq!(both, [true; 2], "{language}: {line}");
            }
            assert_eq!(letter.author, name(&AIGUL, place));
            assert!(letter.reading.is_empty() && letter.problems.is_empty(), "{letter:?}");
            assert!(thread.reads.contains(standing), "{language}: {:?}", thread.reads);
            assert!(thread.others.is_empty(), "{language}: she is no stranger");
            told.extend([lets.clone(), standing.clone(), thread.titles.join("\n")]);
        }
        assert_eq!(told.len(), 3 * LANGUAGES.len(), "in words of each language: {told:?}");
        assert!(handed.proposed.offered.contains(&name(&AIGUL, 0)), "she can be ticked");
        assert!(!handed.proposed.ticked.contains(&name(&AIGUL, 0)), "by nobody but her");

        let added = &handed.added;
        assert_eq!(authors(&added.chosen), [name(&AIGUL, 0), name(&MARAT, 0)]);
        assert!(added.let_in.is_empty() && by(&added.chosen, &AIGUL).by.is_empty());
        assert_eq!(handed.foreign, [""; 0]);
        assert_eq!(handed.complaints, [""; 0]);
        assert_eq!(handed.faults, [""; 0]);
    }
    for readers in &all().readers {
        assert_eq!(readers[1], BTreeSet::from([MARAT.name, AIGUL.name]));
    }
}

#[test]
fn if_nobody_reads_any_more_she_chooses_again_and_nobody_is_ticked_for_her() {
    for Visits { abandoned, .. } in &all().visits {
        assert_eq!(authors(&abandoned.thread.chosen), [name(&DINA, 0)]);
        assert_eq!(abandoned.thread.reads.len(), 1, "{:?}", abandoned.thread.reads);
        assert_eq!(abandoned.shut_out, [name(&ERLAN, 0)], "her choice of before");
        assert_eq!(abandoned.ticked, [""; 0]);
        assert_eq!(abandoned.complaints, [""; 0]);
    }
}

fn all() -> &'static Seen {
    static SEEN: OnceLock<Option<Seen>> = OnceLock::new();
    once::look(&SEEN, look)
}

fn look() -> Seen {
    let stack = Stack::start();
    let looks = [Browser::Chromium, Browser::Firefox].map(|browser| {
        let visit = Visit::arrive(&stack.address);
        let handed = hand_over(&stack, &visit);
        let abandoned = abandon(&stack, &visit);
        let device = Device::new(browser);
        let input = json!({
            "device": device.settings(),
            "inspects": browser == Browser::Chromium,
            "address": stack.address,
            "handed": handed.code,
            "abandoned": abandoned.code,
            "message": MESSAGE,
            "added": AIGUL.name,
        });
        let seen: Visits = serde_json::from_value(node::run("who-reads.mjs", &input)).unwrap();
        let readers = seen.handed.put.iter().map(|url| who_opens(&stack, url)).collect();
        (seen, readers)
    });
    let [(one, of_one), (other, of_other)] = looks;
    Seen { visits: [one, other], readers: [of_one, of_other] }
}

/// The lawyer goes and lets human resources in, who writes at once.
fn hand_over(stack: &Stack, visit: &Visit) -> Direct {
    let direct = visit.report(STORY, ids(stack, &[MARAT, DINA]), ids(stack, &[ERLAN]));
    let after = ids(stack, &[MARAT, AIGUL]);
    let letter = &direct.letter;
    for (person, reply) in [
        (MARAT, &|author: &Addressee| author.reply(1, letter, "Оқып жатырмын.")),
        (DINA, &|author: &Addressee| farewell(author, letter, &after)),
        // She has nothing that the reporter signed.
        (AIGUL, &|author: &Addressee| Reply {
            state: None,
            received: vec![],
            ..author.reply(1, letter, "Енді мен де оқимын.")
        }),
    ] as [(Person, &dyn Fn(&Addressee) -> Reply); 3]
    {
        answer(stack, visit, person, &direct, reply);
    }
    direct
}

/// Her only reader goes, and lets nobody in.
fn abandon(stack: &Stack, visit: &Visit) -> Direct {
    let direct = visit.report(STORY, ids(stack, &[DINA]), ids(stack, &[ERLAN]));
    answer(stack, visit, DINA, &direct, &|author| farewell(author, &direct.letter, &[]));
    direct
}

fn farewell(author: &Addressee, letter: &ReporterLetter, after: &[Id]) -> Reply {
    Reply { readers: after.to_vec(), ..author.reply(1, letter, "Қош болыңыз.") }
}

fn answer(
    stack: &Stack,
    visit: &Visit,
    person: Person,
    to: &Direct,
    reply: &dyn Fn(&Addressee) -> Reply,
) {
    let investigator = stack.organisation.investigator(&person);
    let author = Addressee::of(investigator, &visit.trusted.roster.instance);
    let reply = reply(&author);
    let file = author.seal_reply(&reply, &to.reporter);
    author.put_reply(stack.origin(), &visit.trusted, &reply.thread, &reply.id, &file);
}

/// Their ids, ascending.
fn ids(stack: &Stack, people: &[Person]) -> Vec<Id> {
    let id = |one: &Person| Id::parse(&stack.organisation.investigator(one).id).unwrap();
    let mut ids: Vec<Id> = people.iter().map(id).collect();
    ids.sort_unstable();
    ids
}

/// The names of all whose keys open what lies at this address.
fn who_opens(stack: &Stack, url: &str) -> BTreeSet<&'static str> {
    let mut answer = ureq::get(url).call().expect(url);
    let letter = answer.body_mut().read_to_vec().expect(url);
    let opens = |one: &Investigator| {
        let identity = one.identity();
        let keys = std::iter::once(&identity as &dyn age::Identity);
        age::Decryptor::new_buffered(letter.as_slice()).unwrap().decrypt(keys).is_ok()
    };
    let people = [MARAT, DINA, AIGUL, ERLAN].into_iter();
    let open = people.filter(|person| opens(stack.organisation.investigator(person)));
    open.map(|person| person.name).collect()
}

/// Name and position as the page writes them, in the language of that place.
fn name(person: &Person, language: usize) -> String {
    format!("{}, {}", person.name, person.role[language])
}

/// In the order of their names, which do not depend on random ids.
fn authors(answers: &[Answer]) -> Vec<String> {
    let mut authors: Vec<String> = answers.iter().map(|answer| answer.author.clone()).collect();
    authors.sort();
    authors
}

fn by<'a>(answers: &'a [Answer], person: &Person) -> &'a Answer {
    let found = answers.iter().find(|answer| answer.author.starts_with(person.name));
    found.expect(person.name)
}
