//! A server that lies and an addressee without scruples, as a reporter meets them: in a real
//! browser, in three languages. Each is refused or shown by its name, and what is said differs from
//! what an honest server brings about.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod stage;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use dauys_tests::node;
use dauys_tests::once;
use dauys_tests::organisation::MARAT;
use dauys_wire::PublicKey;
use serde::Deserialize;
use serde_json::{Value, json};

use self::stage::{STORY, Stage};

const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// A reason to show no form, and the problem's name on the page.
const REFUSALS: [(&str, &str); 9] = [
    ("roster-is-garbage", "roster-malformed"),
    ("key-swapped", "roster-signature"),
    ("roster-of-another-root", "roster-signature"),
    ("two-investigators-with-one-id", "roster-contradiction"),
    ("roster-for-elsewhere", "roster-origin"),
    ("roster-has-expired", "roster-expired"),
    ("day-is-false", "today"),
    ("questions-swapped", "questionnaire-changed"),
    ("channel-does-not-confirm", "channel-unconfirmed"),
];

/// What a server does with a bucket, and the problem's name on the page.
const BUCKETS: [(&str, &str); 8] = [
    ("bucket-fails", "bucket-withheld"),
    ("bucket-is-not-there", "bucket-withheld"),
    ("bucket-is-cut", "bucket-cut"),
    ("bucket-is-empty", "bucket-empty"),
    ("first-answer-dropped", "missing-withheld"),
    ("first-answer-corrupted", "missing-withheld"),
    ("first-answer-damaged", "reply-damaged"),
    ("answer-under-another-id", "reply-replayed"),
];

/// It takes seconds to read, so one language has to do.
const ENDLESS: &str = "bucket-is-endless";

/// What only looks different, and comes out as the truth does.
const HARMLESS: [&str; 3] = ["bucket-reversed", "answers-repeated", "reply-of-another-thread"];

/// What an addressee did, as the page names it.
const ADDRESSEES: [&str; 7] = [
    "state-forged",
    "state-old",
    "reply-signature",
    "reply-thread",
    "reply-shut-out",
    "reply-author",
    "two-versions",
];

#[test]
fn a_roster_that_is_swapped_stale_foreign_or_expired_gives_no_form_and_says_why() {
    for (lie, problem) in REFUSALS {
        let mut said = Vec::new();
        for language in LANGUAGES {
            let seen = &seen().refused[lie][language];
            assert_eq!(seen.problems, [problem], "{lie}, {language}: {}", seen.text);
            assert_eq!(seen.doors, 0, "{lie}, {language}: a way on");
            said.push(seen.text.as_str());
        }
        said.dedup();
        assert_eq!(said.len(), LANGUAGES.len(), "{lie}: each language has its words");
    }
}

#[test]
fn a_bucket_that_is_withheld_cut_thinned_or_altered_is_shown_by_name() {
    for (lie, problem) in BUCKETS {
        for language in LANGUAGES {
            let seen = &seen().threads[lie][language];
            // What was cut off may be missed by what was not: that is said besides.
            let found = seen.problems.iter().any(|found| found == problem);
            assert!(found, "{lie}, {language}: {:?}: {}", seen.problems, seen.text);
            assert_eq!(seen.none, 0, "{lie}, {language}: it must not say that nobody answered");
        }
    }
    let endless = &seen().threads[ENDLESS]["kk"];
    assert_eq!(endless.problems, ["bucket-too-large"], "{}", endless.text);
    let honest = &seen().threads["truth"]["kk"];
    assert_eq!(honest.problems, [""; 0]);
    assert_eq!(honest.chosen, ["бір", "екі"]);
    for lie in HARMLESS {
        assert_eq!(seen().threads[lie]["kk"].problems, [""; 0], "{lie}");
        assert_eq!(seen().threads[lie]["kk"].chosen, honest.chosen, "{lie}");
    }
}

#[test]
fn what_an_addressee_forges_is_refused_or_shown_by_name() {
    for language in LANGUAGES {
        let seen = &seen().threads["addressees"][language];
        for problem in ADDRESSEES {
            let found = seen.problems.iter().any(|found| found == problem);
            assert!(found, "{language}: {problem} is not among {:?}", seen.problems);
        }
        let mut shown = seen.chosen.clone();
        shown.sort();
        let theirs = ["бірінші нұсқа", "екінші нұсқа", "ескі тізім", "жалған тізім", "шын"];
        assert_eq!(shown, theirs, "{language}");
        assert_eq!(seen.others, ["бөтен"], "{language}: whom she did not choose, apart");
        for hidden in ["оның атынан", "басқа іс", "жасырын", "белгісіз"]
        {
            assert!(!seen.text.contains(hidden), "{language}: {hidden} is shown");
        }
    }
}

#[test]
fn a_middlemans_200_is_no_acceptance() {
    for language in LANGUAGES {
        let tried = &seen().sending[language];
        let lies: Vec<&str> = tried.iter().map(|one| one.lie.as_str()).collect();
        assert_eq!(lies, SENDING, "{language}");
        assert!(tried.iter().all(|one| one.code.is_null()), "{language}: no code before the proof");
    }
    // One report of each language arrived, and each once, although it was sent four times.
    assert_eq!(all().arrived, LANGUAGES.len());
}

/// What is answered to a letter instead of the truth.
const SENDING: [&str; 3] = ["a-middlemans-200", "another-letters-proof", "a-forged-proof"];

#[derive(Deserialize)]
struct Seen {
    refused: BTreeMap<String, BTreeMap<String, Refused>>,
    threads: BTreeMap<String, BTreeMap<String, Thread>>,
    sending: BTreeMap<String, Vec<Sending>>,
}

#[derive(Deserialize)]
struct Refused {
    problems: Vec<String>,
    text: String,
    doors: u32,
}

#[derive(Deserialize)]
struct Thread {
    problems: Vec<String>,
    text: String,
    chosen: Vec<String>,
    others: Vec<String>,
    none: u32,
}

#[derive(Deserialize)]
struct Sending {
    lie: String,
    code: Value,
}

struct All {
    seen: Seen,
    /// Reports that a desk has at the end.
    arrived: usize,
}

fn seen() -> &'static Seen {
    &all().seen
}

/// Everything is looked at once, in one browser; each test judges its part.
fn all() -> &'static All {
    static ALL: OnceLock<Option<All>> = OnceLock::new();
    once::look(&ALL, look)
}

fn look() -> All {
    let stage = Stage::prepare();
    let fragment = stage.address.split_once('#').expect("a fragment").1.to_owned();
    let strange = format!("{fragment}&c=union.{}", PublicKey::from_bytes([7; 32]));
    let refused = REFUSALS.map(|(lie, _)| {
        let keys = (lie == "channel-does-not-confirm").then_some(&strange);
        json!({ "lie": lie, "keys": keys })
    });
    let codes = BUCKETS.map(|(lie, _)| lie).into_iter().chain(HARMLESS).chain(["truth"]);
    let answered = codes.map(|lie| json!({ "lie": lie, "code": stage.answered.code }));
    let endless =
        json!({ "lie": ENDLESS, "code": stage.answered.code, "languages": LANGUAGES[..1] });
    let betrayed = json!({ "lie": "addressees", "code": stage.betrayed.code });
    let seen = node::run(
        "hostile.mjs",
        &json!({
            "origin": stage.hostile.origin,
            "fragment": fragment,
            "refused": refused,
            "threads": answered.chain([betrayed, endless]).collect::<Vec<_>>(),
            "sending": { "lies": SENDING, "story": STORY },
        }),
    );
    let union = stage.stack.organisation.investigator(&MARAT);
    union.first_sync(&stage.stack.address);
    // The two that were there before the browser came are not its reports.
    let arrived = union.list().len() - 2;
    All { seen: serde_json::from_value(seen).expect("what hostile.mjs says"), arrived }
}
