//! What a code gives to whoever holds it, and what it tells the server: seen in a real browser, with
//! every request recorded.
//!
//! Two women report, one as the form stands and one with the tick for her own copy. The first is
//! answered, with a link in the answer. Both come back: one writes more, the other takes it back.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::OnceLock;

use dauys_tests::investigator::Investigator;
use dauys_tests::node;
use dauys_tests::once;
use dauys_tests::organisation::{DINA, MARAT};
use dauys_tests::stack::Stack;
use dauys_wire::limits::{LETTER_BLOBS_MAX, REPLY_RECORD_BYTES};
use serde::Deserialize;
use serde_json::{Value, json};

const STORY: &str = "Түнгі ауысымда есікті іштен жауып, қолымнан ұстап жібермеді.";
const OTHER_STORY: &str = "Жиналыста бәрінің көзінше денемді талқылап, күлкі қылды.";
const MESSAGE: &str = "Бүгін жұмыс кестемді ескертпей өзгертіп жіберді.";
/// Nobody else has this address: whoever opens it tells that they hold the code.
const BEACON: &str = "https://beacon.example/?only=you";

/// What a step asked for, and what was seen then.
#[derive(Deserialize)]
struct Step {
    seen: Value,
    requests: Vec<String>,
    sizes: Vec<(String, u64)>,
}

#[derive(Deserialize)]
struct Visit {
    steps: BTreeMap<String, Step>,
    requests: Vec<String>,
    foreign: Vec<String>,
    complaints: Vec<String>,
}

struct Seen {
    /// Her first visits, `plain` and `kept`.
    reported: Value,
    answered: Visit,
    kept: Visit,
    /// The letter that she wrote on her way, as a reader of it has it.
    more: Value,
    /// The case of the one who took hers back, as a reader sees it.
    taken_back: Value,
    /// Bytes in the bucket of each of the two, as anybody gets it.
    buckets: [u64; 2],
    /// Status of asking for the letter that was erased.
    erased: u16,
    origin: String,
}

#[test]
fn a_page_that_writes_more_asks_for_no_letter_of_hers_and_her_letters_carry_no_number() {
    let more = &step(&all().answered, "more").requests;
    let [health, put] = more.as_slice() else { panic!("{more:?}") };
    assert_eq!(*health, format!("GET {}/api/v1/health", all().origin));
    assert!(put.starts_with(&format!("PUT {}/api/v1/letters/", all().origin)), "{put}");
    let before = &step(&all().answered, "enter").requests;
    assert!(!before.is_empty() && before.iter().all(|it| !it.contains("/letters/")), "{before:?}");

    let letter = all().more.as_object().unwrap();
    assert_eq!(letter["body"]["text"], MESSAGE);
    for counter in ["n", "prev", "number", "count"] {
        assert!(!letter.contains_key(counter), "{counter}: {letter:?}");
    }
}

#[test]
fn whoever_finds_the_code_cannot_read_her_words_unless_she_ticked_that_she_can() {
    for who in ["plain", "kept"] {
        assert_eq!(all().reported[who]["ticked"], json!(false), "off at first");
        let check = text(&all().reported[who]["check"]);
        assert!(check.contains("кодты тапқан адам да оны оқи алады"), "its price: {check}");
    }
    assert_eq!(step(&all().answered, "more").seen["ticked"], json!(false), "off at first");

    let without = &step(&all().answered, "own").seen;
    assert_eq!(without["outcomes"], json!(["no-copy", "no-copy"]));
    let shown = text(&without["shown"]);
    assert!(!shown.contains(OTHER_STORY) && !shown.contains(MESSAGE), "{shown}");

    let with = &step(&all().kept, "own").seen;
    assert_eq!(with["outcomes"], json!(["open"]));
    assert!(text(&with["shown"]).contains(STORY), "{with}");
}

#[test]
fn a_code_with_an_answer_and_one_without_ask_for_exactly_the_same() {
    // Which bucket it is goes by the code, so the two may differ in its number and in how much is
    // in it for everybody, and in nothing else.
    let [answered, kept] = [&all().answered, &all().kept].map(Asked::by);
    assert_eq!(answered.requests, kept.requests);
    assert_eq!(answered.sizes, kept.sizes);
    assert_eq!(answered.requests.last().unwrap(), "GET /api/v1/replies/*");
    let record = u64::try_from(REPLY_RECORD_BYTES).unwrap();
    assert!(answered.bucket >= record, "there was something to tell apart");
    assert_eq!([answered.bucket, kept.bucket], all().buckets, "the whole bucket");
    let answers = [&all().answered, &all().kept].map(|visit| &step(visit, "enter").seen["answers"]);
    assert_eq!(answers, [&json!(1), &json!(0)], "one of the two is answered");
}

#[test]
fn a_link_in_an_answer_is_words_and_nothing_is_fetched_for_it() {
    let read = step(&all().answered, "read");
    assert!(text(&read.seen["text"]).contains(BEACON), "{}", read.seen);
    assert_eq!((&read.seen["elements"], &read.seen["links"]), (&json!(0), &json!(0)));
    assert_eq!(read.requests, [""; 0]);
    for visit in [&all().answered, &all().kept] {
        assert!(!visit.requests.is_empty());
        assert_eq!(visit.foreign, [""; 0]);
    }
}

#[test]
fn her_letters_are_asked_for_only_after_she_has_ticked_that_the_server_may_know() {
    assert_eq!(step(&all().kept, "own-unasked").requests, [""; 0]);
    let asked = &step(&all().kept, "own").requests;
    assert!(asked.iter().all(|request| request.contains("/letters/")), "{asked:?}");
    assert_eq!(asked.len(), 1);
}

#[test]
fn a_report_is_taken_back_in_two_steps_each_with_its_price() {
    let withdraw = step(&all().kept, "withdraw");
    let prices = text(&withdraw.seen["prices"]);
    for price in ["жоюға мәжбүрлеу мүмкін емес", "автордың қайта келгенін"]
    {
        assert!(prices.contains(price), "{price}: {prices}");
    }
    assert_eq!(withdraw.seen["preselected"], json!(0), "nobody answered: she is asked again");
    assert!(withdraw.requests.iter().all(|request| !request.starts_with("DELETE")));
    assert!(text(&withdraw.seen["thread"]).contains("кері қайтарып алдыңыз"), "{}", withdraw.seen);

    let erase = step(&all().kept, "erase");
    assert_eq!(erase.seen, json!({ "told": true, "outcomes": ["erased"] }));
    let [delete, files @ ..] = erase.requests.as_slice() else { panic!("{:?}", erase.requests) };
    assert!(delete.starts_with("DELETE ") && delete.contains("/letters/"), "{delete}");
    // Nothing tells how many files she sent: all that there can be go.
    assert_eq!(files.len(), LETTER_BLOBS_MAX);
    assert!(
        files.iter().all(|it| it.starts_with("DELETE ") && it.contains("/blobs/")),
        "{files:?}"
    );
    assert_eq!(all().erased, 410);
    let again = &step(&all().kept, "erase-again").seen;
    assert_eq!(again["outcomes"], json!(["erased-before"]));
    let afterwards = &step(&all().kept, "own-afterwards").seen;
    assert_eq!(afterwards["outcomes"], json!(["withdrawn", "no-copy"]));
    assert!(!text(&afterwards["shown"]).contains(STORY));
}

#[test]
fn the_desk_shows_that_she_took_it_back() {
    let entries = all().taken_back["entries"].as_array().unwrap();
    let kinds = entries.iter().map(|entry| text(&entry["kind"]));
    // That somebody saw it is in the log of every case.
    let kinds: Vec<&str> = kinds.filter(|kind| *kind != "opened").collect();
    assert_eq!(kinds, ["report", "withdraw"]);
}

#[test]
fn the_browser_complains_of_nothing_but_the_answers_that_say_gone() {
    assert_eq!(all().answered.complaints, [""; 0]);
    // What was erased answers 410, a file that never was 404, and browsers write that into their console.
    let gone = ["status of 410", "status of 404"];
    let unexpected = |complaint: &&String| !gone.iter().any(|status| complaint.contains(status));
    let others: Vec<_> = all().kept.complaints.iter().filter(unexpected).collect();
    assert_eq!(others, [""; 0]);
}

/// What a visit asked for when a code was entered, without what goes by the code itself.
struct Asked {
    /// Methods and paths, with a star for the bucket's number.
    requests: Vec<String>,
    /// Bytes of the answers, without the bucket's.
    sizes: Vec<u64>,
    bucket: u64,
}

impl Asked {
    fn by(visit: &Visit) -> Self {
        let step = step(visit, "enter");
        let plain = |request: &String| {
            let request = request.replace(&all().origin, "");
            let digits = |c: char| c.is_ascii_digit();
            let is_bucket = request.contains("/replies/");
            if is_bucket { format!("{}*", request.trim_end_matches(digits)) } else { request }
        };
        let is_bucket = |url: &str| url.contains("/replies/");
        let (buckets, others): (Vec<_>, Vec<_>) =
            step.sizes.iter().partition(|(url, _)| is_bucket(url));
        let [(_, bucket)] = buckets.as_slice() else { panic!("{buckets:?}") };
        Self {
            requests: step.requests.iter().map(plain).collect(),
            sizes: others.into_iter().map(|(_, size)| *size).collect(),
            bucket: *bucket,
        }
    }
}

fn step<'v>(visit: &'v Visit, name: &str) -> &'v Step {
    visit.steps.get(name).unwrap_or_else(|| panic!("no step {name}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

fn all() -> &'static Seen {
    static SEEN: OnceLock<Option<Seen>> = OnceLock::new();
    once::look(&SEEN, look)
}

/// The server is gone when all is seen: nothing of a test may outlive it.
fn look() -> Seen {
    let stack = Stack::start();
    let desk = one_who_acknowledges_nothing(&stack);
    let stories = json!({ "plain": OTHER_STORY, "kept": STORY });
    let input = json!({ "address": stack.address, "stories": stories });
    let reported = node::run("copies.mjs", &input);
    desk.first_sync(&stack.address);
    desk.reply(&case_of(desk, OTHER_STORY), &format!("Жауап осында: {BEACON}"));

    let input = json!({
        "address": stack.address,
        "answered": reported["plain"]["code"],
        "kept": reported["kept"]["code"],
        "message": MESSAGE,
    });
    let mut visits = node::run("thread.mjs", &input);
    let mut visit = |name: &str| -> Visit {
        serde_json::from_value(visits[name].take()).expect("what thread.mjs says")
    };
    let (answered, kept) = (visit("answered"), visit("kept"));
    let whole = |visit| get(last_address(visit, "enter")).1.len();
    let buckets = [whole(&answered), whole(&kept)].map(|bytes| u64::try_from(bytes).unwrap());
    desk.sync();
    let (found, letter) = get(last_address(&answered, "more"));
    assert_eq!(found, 200);
    Seen {
        more: json_in(&letter, desk),
        taken_back: desk.show(&case_of(desk, STORY)),
        buckets,
        erased: get(address(step(&kept, "erase").requests.first())).0,
        origin: stack.origin().to_owned(),
        reported,
        answered,
        kept,
    }
}

/// A desk that says nothing of its own accord, so that a report which it reads stays without answer.
/// The first addressee acknowledges, which is whoever has the least of the ids, and ids are random:
/// the other of any two is not the first.
fn one_who_acknowledges_nothing(stack: &Stack) -> &Investigator {
    let [one, other] = [MARAT, DINA].map(|it| stack.organisation.investigator(&it));
    if one.id < other.id { other } else { one }
}

/// The case that begins with this story.
fn case_of(investigator: &Investigator, story: &str) -> String {
    let cases = investigator.list();
    let ids = cases.iter().map(|row| text(&row["case"]));
    let mut with_it = ids.filter(|id| investigator.show(id).to_string().contains(story));
    with_it.next().expect("a case").to_owned()
}

/// Where the last request of a step went.
fn last_address<'v>(visit: &'v Visit, name: &str) -> &'v str {
    address(step(visit, name).requests.last())
}

fn address(request: Option<&String>) -> &str {
    request.expect("a request").split_once(' ').expect("a method").1
}

/// Status and body, whatever the status.
fn get(url: &str) -> (u16, Vec<u8>) {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent.get(url).call().expect(url);
    (answer.status().as_u16(), answer.body_mut().read_to_vec().expect(url))
}

/// The JSON of a letter, as this investigator opens it.
fn json_in(letter: &[u8], investigator: &Investigator) -> Value {
    let identity = investigator.identity();
    let mut plaintext = String::new();
    age::Decryptor::new_buffered(letter)
        .and_then(|it| it.decrypt(std::iter::once(&identity as &dyn age::Identity)))
        .expect("a letter to them")
        .read_to_string(&mut plaintext)
        .expect("a letter");
    serde_json::from_str(plaintext.lines().nth(2).expect("a third line")).expect("JSON")
}
