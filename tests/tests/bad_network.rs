//! A network that breaks off at every point of sending and of fetching, and one of 50 kbit/s: nothing
//! is lost, nothing arrives twice, the page says what it does and goes on by itself.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::sync::OnceLock;

use dauys_tests::direct;
use dauys_tests::node;
use dauys_tests::once;
use dauys_tests::organisation::{DINA, MARAT};
use dauys_tests::relay::{Cut, Relay};
use dauys_tests::stack::Stack;
use dauys_wire::limits::{LETTER_BYTES, REPLY_RECORD_BYTES};
use serde_json::{Value, json};

const STORY: &str = "Түнгі ауысымда есікті іштен жауып, қолымнан ұстап жібермеді.";
const ANSWER: &str = "Хабарламаңыз бізде, оны екі адам оқып отыр.";

const PUT: &str = "PUT /api/v1/letters/";
const FETCH: &str = "GET /api/v1/replies/";
/// More than the head of any request or answer.
const HEAD: usize = 2_000;

/// In which language each browser reports and reads when the line breaks off, with what the page
/// says while there is no connection, while it sends, and if somebody stood in between.
const WORDS: [(&str, &str, [&str; 3]); 2] = [
    ("chromium", "kk", ["Байланыс жоқ", "Жіберіліп жатыр", "шын серверден келген жоқ"]),
    ("firefox", "ru", ["Нет связи", "Отправляем", "не настоящий сервер"]),
];

struct Seen {
    browser: &'static str,
    /// What the browser saw; none if it came to no end.
    page: Option<Value>,
    /// How many cuts did not come.
    cuts_left: usize,
    /// Letters that each of two desks has of her.
    letters: Vec<usize>,
    /// Ids that letters were put under.
    ids: Vec<String>,
    /// From which byte on each further try asked for the bucket.
    ranges: Vec<usize>,
    /// Answers that were in it.
    replies: usize,
}

#[test]
fn whatever_breaks_off_her_letter_arrives_once() {
    for seen in cut() {
        let Seen { browser, letters, ids, .. } = seen;
        assert_eq!(letters, &[1, 1], "{browser}");
        assert!(ids.len() > 3, "{browser}: it was put again and again: {ids:?}");
        assert!(ids.iter().all(|id| id == &ids[0]), "{browser}: one letter: {ids:?}");
    }
}

#[test]
fn whatever_breaks_off_she_reads_every_answer() {
    for seen in cut() {
        let page = seen.page.as_ref().expect("it came to an end");
        assert_eq!(answers(page), seen.replies, "{}: {page}", seen.browser);
        assert_eq!(seen.cuts_left, 0, "{}: every cut came", seen.browser);
    }
}

#[test]
fn what_has_come_of_a_bucket_is_not_fetched_again() {
    for Seen { browser, ranges, replies, .. } in cut() {
        // Beside each answer there may be a receipt.
        let whole = 2 * replies * REPLY_RECORD_BYTES;
        let different: BTreeSet<&usize> = ranges.iter().collect();
        let goes_on = !ranges.is_empty() && different.len() == ranges.len();
        assert!(goes_on, "{browser}: no byte twice: {ranges:?}");
        assert!(ranges.iter().all(|from| (1..whole).contains(from)), "{browser}: {ranges:?}");
    }
}

#[test]
fn the_page_says_what_it_does() {
    for (seen, (_, _, [offline, sending, between])) in cut().iter().zip(WORDS) {
        let said = seen.page.as_ref().expect("it came to an end")["said"].to_string();
        for words in [offline, sending] {
            assert!(said.contains(words), "{}: {words} is not in {said}", seen.browser);
        }
        // Nobody stands in between; the network is bad, and that is all.
        assert!(!said.contains(between), "{}: {said}", seen.browser);
    }
}

#[test]
fn at_50_kbit_a_second_it_is_slow_and_nothing_more() {
    for (browser, page) in slow() {
        assert_eq!(answers(page), 1, "{browser}: {page}");
        assert!(page["said"].to_string().contains('%'), "{browser}: {page}");
    }
}

fn cut() -> &'static Vec<Seen> {
    static SEEN: OnceLock<Option<Vec<Seen>>> = OnceLock::new();
    once::look(&SEEN, || {
        each_browser(WORDS.map(|(browser, language, _)| (browser, language)), look_cut)
    })
}

fn slow() -> &'static Vec<(&'static str, Value)> {
    static SEEN: OnceLock<Option<Vec<(&str, Value)>>> = OnceLock::new();
    once::look(&SEEN, || each_browser([("chromium", "en"), ("firefox", "kk")], look_slow))
}

fn each_browser<T: Send>(
    runs: [(&'static str, &'static str); 2],
    look: fn(&'static str, &'static str) -> T,
) -> Vec<T> {
    std::thread::scope(|threads| {
        let looks = runs.map(|(browser, language)| threads.spawn(move || look(browser, language)));
        looks.map(|look| look.join().expect("it looked")).into()
    })
}

fn look_cut(browser: &'static str, language: &'static str) -> Seen {
    let relay = Relay::start();
    let stack = Stack::behind(&relay);
    let up = |after| Cut { at: PUT, is_upward: true, after };
    let down = |at, after| Cut { at, is_upward: false, after };
    // Of her letter: nothing, the head alone, half, all but a byte. Of the proof: nothing, a part.
    let letter = HEAD + LETTER_BYTES;
    // A browser tries by itself again what broke off before any answer; so that comes after.
    relay.cut([down(PUT, 60), up(0), up(100), up(letter / 2), up(LETTER_BYTES), down(PUT, 0)]);
    let input = |code: Option<&str>| {
        json!({
            "device": { "browser": browser },
            "address": stack.address,
            "language": language,
            "story": STORY,
            "code": code,
        })
    };
    let reported = node::run("bad-network.mjs", &input(None));
    let code = reported["code"].as_str().expect("a code").to_owned();
    let ids = ids_put(&relay.received());
    let cuts_left = relay.cuts_left();
    let mut replies = 0;
    let letters = [&MARAT, &DINA].map(|person| {
        let desk = stack.organisation.investigator(person);
        desk.first_sync(&stack.address);
        let cases = desk.list();
        for case in &cases {
            desk.reply(case["case"].as_str().expect("a case"), ANSWER);
            replies += 1;
        }
        cases.len()
    });
    let record = REPLY_RECORD_BYTES;
    // Slow too: what comes in one piece with the break is lost with it.
    relay.slow_down(40_000);
    relay.cut([0, 30, HEAD, record + HEAD, 2 * record + HEAD].map(|after| down(FETCH, after)));
    let page = node::run("bad-network.mjs", &input(Some(&code)));
    let said = [&reported, &page].map(|seen| seen["said"].to_string()).concat();
    let page = json!({ "replies": page["replies"], "said": said });
    Seen {
        browser,
        page: Some(page),
        cuts_left: cuts_left + relay.cuts_left(),
        letters: letters.into(),
        ids,
        ranges: ranges_in(&relay.received()),
        replies,
    }
}

fn look_slow(browser: &'static str, language: &'static str) -> (&'static str, Value) {
    let relay = Relay::start();
    let stack = Stack::behind(&relay);
    let code = direct::report(&stack, STORY).code;
    let desk = stack.organisation.investigator(&MARAT);
    desk.first_sync(&stack.address);
    for case in desk.list() {
        desk.reply(case["case"].as_str().expect("a case"), ANSWER);
    }
    relay.slow_down(50_000 / 8);
    let input = json!({
        "device": { "browser": browser },
        "address": stack.address,
        "language": language,
        "story": STORY,
        "code": code,
    });
    (browser, node::run("bad-network.mjs", &input))
}

/// How many answers she read; a receipt has no words.
fn answers(page: &Value) -> usize {
    let replies = page["replies"].as_array().map_or(&[][..], Vec::as_slice);
    replies.iter().filter(|reply| reply["text"] == ANSWER).count()
}

/// The ids in the heads of what the server received.
fn ids_put(received: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(received);
    text.split(PUT).skip(1).map(|rest| rest.chars().take(32).collect()).collect()
}

/// The beginnings of the ranges in the heads of what the server received.
fn ranges_in(received: &[u8]) -> Vec<usize> {
    let text = String::from_utf8_lossy(received).to_lowercase();
    let from = |rest: &str| rest.split_once('-').and_then(|(from, _)| from.parse().ok());
    text.split("range: bytes=").skip(1).filter_map(from).collect()
}
