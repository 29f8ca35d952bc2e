//! A server that lies and an addressee without scruples, as a reporter meets them: in a real
//! browser, in three languages. Each is refused or shown by its name, and what is said differs from
//! what an honest server brings about.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod own;
mod squatted;
mod stage;
mod words;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use dauys_tests::node;
use dauys_tests::once;
use dauys_tests::organisation::MARAT;
use dauys_wire::PublicKey;
use serde::Deserialize;
use serde_json::{Value, json};

use self::squatted::Squatted;
use self::stage::{STORY, Stage};
use self::words::{Told, assert_in_words, keys, words_for};

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

/// No reason to show no form: only whoever has seen a newer one knows.
const STALE: &str = "roster-is-older";

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

/// It takes seconds to read, so it is read once.
const ENDLESS: &str = "bucket-is-endless";

/// What only looks different, and comes out as the truth does.
const HARMLESS: [&str; 3] = ["bucket-reversed", "answers-repeated", "reply-of-another-thread"];

/// What an addressee did, as the page names it.
const ADDRESSEES: [&str; 8] = [
    "state-forged",
    "state-old",
    "reply-signature",
    "reply-thread",
    "reply-shut-out",
    "reply-author",
    "two-versions",
    "missing-expired",
];

#[test]
fn a_roster_that_is_swapped_foreign_or_expired_gives_no_form_and_says_why() {
    for (lie, problem) in REFUSALS {
        let refused = &seen().refused[lie];
        for language in LANGUAGES {
            let seen = &refused[language];
            assert_eq!(keys(&seen.problems), [problem], "{lie}, {language}: {}", seen.text);
            assert_eq!(seen.doors, 0, "{lie}, {language}: a way on");
        }
        assert_in_words(problem, LANGUAGES.map(|it| words_for(problem, &refused[it].problems)));
    }
}

#[test]
fn a_page_opened_afresh_knows_by_her_own_state_that_a_roster_is_older_and_writes_nothing() {
    let stale = &seen().stale;
    for language in LANGUAGES {
        let thread = &stale.thread[language];
        assert_eq!(keys(&thread.problems), ["roster-older"], "{language}: {}", thread.text);
        assert_eq!(thread.chosen, ["бар"], "{language}: what came is shown all the same");
        assert_eq!(thread.writing, 0, "{language}: a way to write");
        // She was shown more than the server shows now; what she wrote is hers all the same.
        let letters = &stale.own[STALE][language];
        assert!(letters.iter().all(|letter| letter.told.key == "roster-older"), "{letters:?}");
        assert!(letters[0].text.contains(STORY), "{language}: {letters:?}");
    }
    let warned = |it: &str| words_for("roster-older", &stale.thread[it].problems);
    assert_in_words("roster-older", LANGUAGES.map(warned));
    let told = LANGUAGES.map(|it| stale.own[STALE][it][0].told.words.as_str());
    assert_in_words("roster-older", told);
    assert_eq!(seen().own.thread["kk"].writing, 2, "by the current one she may");
}

#[test]
fn a_page_that_is_open_stays_with_the_roster_it_saw_whatever_the_server_shows_later() {
    let later = &seen().stale_later;
    assert_eq!(keys(&later.problems), [""; 0], "{}", later.text);
    assert_eq!((later.writing, later.chosen.as_slice()), (2, ["бар".to_owned()].as_slice()));
}

#[test]
fn a_bucket_that_is_withheld_cut_thinned_or_altered_is_shown_by_name() {
    for (lie, problem) in BUCKETS.into_iter().chain([(ENDLESS, "bucket-too-large")]) {
        let threads = &seen().threads[lie];
        for language in LANGUAGES {
            // What was cut off may be missed by what was not: that is said besides.
            let seen = &threads[language];
            assert_eq!(seen.none, 0, "{lie}, {language}: it must not say that nobody answered");
        }
        assert_in_words(problem, LANGUAGES.map(|it| words_for(problem, &threads[it].problems)));
    }
    let honest = &seen().threads["truth"]["kk"];
    assert_eq!(keys(&honest.problems), [""; 0]);
    assert_eq!(honest.chosen, ["бір", "екі"]);
    for lie in HARMLESS {
        assert_eq!(keys(&seen().threads[lie]["kk"].problems), [""; 0], "{lie}");
        assert_eq!(seen().threads[lie]["kk"].chosen, honest.chosen, "{lie}");
    }
}

#[test]
fn what_an_addressee_forges_is_refused_or_shown_by_name() {
    let threads = &seen().threads["addressees"];
    for problem in ADDRESSEES {
        assert_in_words(problem, LANGUAGES.map(|it| words_for(problem, &threads[it].problems)));
    }
    for language in LANGUAGES {
        let seen = &threads[language];
        let mut shown = seen.chosen.clone();
        shown.sort();
        let theirs = ["бірінші нұсқа", "екінші нұсқа", "ескі тізім", "жалған тізім", "шын"];
        assert_eq!(shown, theirs, "{language}");
        assert_eq!(seen.others, ["бөтен", "ескі"], "{language}: whom she did not choose, apart");
        for hidden in ["оның атынан", "басқа іс", "жасырын", "белгісіз"]
        {
            assert!(!seen.text.contains(hidden), "{language}: {hidden} is shown");
        }
    }
}

#[test]
fn a_middlemans_200_is_no_acceptance() {
    for (place, lie) in SENDING.iter().enumerate() {
        let told = |it: &str| &seen().sending[it][place].problems;
        assert_in_words(lie, LANGUAGES.map(|it| words_for("acceptance-false", told(it))));
    }
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
    /// By a roster that is older than the one she wrote under.
    stale: Returned,
    /// The same, shown to a page that has the newer one.
    stale_later: Thread,
    /// By servers that lie about what she sent.
    own: Returned,
}

#[derive(Deserialize)]
struct Refused {
    problems: Vec<Told>,
    text: String,
    doors: u32,
}

#[derive(Deserialize)]
struct Thread {
    problems: Vec<Told>,
    text: String,
    chosen: Vec<String>,
    others: Vec<String>,
    none: u32,
    /// Ways to write.
    writing: u32,
}

/// What she was shown who came back.
#[derive(Deserialize)]
struct Returned {
    /// By language.
    thread: BTreeMap<String, Thread>,
    /// Her letters, by lie and language.
    own: BTreeMap<String, BTreeMap<String, Vec<Own>>>,
}

/// A letter of hers, and what became of it.
#[derive(Debug, Deserialize)]
struct Own {
    #[serde(flatten)]
    told: Told,
    text: String,
}

#[derive(Deserialize)]
struct Sending {
    lie: String,
    problems: Vec<Told>,
    code: Value,
}

struct All {
    seen: Seen,
    /// Reports that a desk has at the end.
    arrived: usize,
    squatted: Squatted,
}

fn seen() -> &'static Seen {
    &all().seen
}

fn squatted() -> &'static Squatted {
    &all().squatted
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
    let lies = own::LIES.map(|(lie, _)| lie).into_iter().chain(["truth"]);
    let kept = &stage.kept.first.code;
    let betrayed = json!({ "lie": "addressees", "code": stage.betrayed.code });
    let seen = node::run(
        "hostile.mjs",
        &json!({
            "origin": stage.hostile.origin,
            "fragment": fragment,
            "refused": refused,
            "threads": answered.chain([betrayed]).collect::<Vec<_>>(),
            "sending": { "lies": SENDING, "story": STORY },
            "endless": { "lie": ENDLESS, "code": stage.answered.code },
            "stale": { "lie": STALE, "code": kept },
            "own": { "lies": lies.collect::<Vec<_>>(), "code": kept },
        }),
    );
    let union = stage.stack.organisation.investigator(&MARAT);
    union.first_sync(&stage.stack.address);
    // The three that were there before the browser came are not its reports.
    let arrived = union.list().len() - 3;
    let seen = serde_json::from_value(seen).expect("what hostile.mjs says");
    All { seen, arrived, squatted: stage.squatted }
}
