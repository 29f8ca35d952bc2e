//! Only being counted: ready-made answers without a word of hers, a code that nobody sees, and a desk
//! that gets numbers and no case. In both browsers and all languages, with a keyboard alone.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::sync::OnceLock;

use dauys_crypto::letter::{Letter, ReporterKind};
use dauys_investigator::vault::Vault;
use dauys_tests::device::{Browser, Device};
use dauys_tests::node;
use dauys_tests::once;
use dauys_tests::organisation::MARAT;
use dauys_tests::stack::Stack;
use serde_json::{Value, json};

const STORY: &str = "Ол есікті іштен жауып алды, ешкімге айтпа деді.";
const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];
/// One in each language and browser.
const SENT: usize = 6;

struct Seen {
    /// By browser.
    visits: [Value; 2],
    listed: Value,
    counted: Value,
    /// The same as people read it, in each language.
    said: [String; 3],
    letters: Vec<(ReporterKind, String)>,
}

#[test]
fn she_is_asked_for_no_word_and_no_name_and_gets_no_code() {
    for visit in visits() {
        assert_eq!(visit["asked"], json!([]), "no field for words: {visit}");
        let check = &visit["check"];
        assert_eq!((&check["naming"], &check["ownCopy"]), (&json!(false), &json!(false)));
        assert!(!text(&check["text"]).contains(STORY), "{check}");
        assert_eq!((&visit["code"], &visit["left"]), (&json!(false), &json!(false)), "{visit}");
    }
    for words in ["told", "empty", "counted"] {
        let all: BTreeSet<&str> = visits().map(|visit| text(&visit[words])).collect();
        assert!(!all.contains("") && all.len() == LANGUAGES.len(), "{words}: {all:?}");
    }
}

#[test]
fn what_she_wrote_before_she_thought_better_of_it_does_not_leave_the_device() {
    let letters = &all().letters;
    assert_eq!(letters.len(), SENT);
    for (kind, letter) in letters {
        assert_eq!(*kind, ReporterKind::Count);
        assert!(!letter.contains(STORY) && letter.contains("frequency"), "{letter}");
    }
}

#[test]
fn the_desk_has_numbers_and_no_case() {
    let Seen { listed, counted, said, .. } = all();
    let about = json!({ "least": 5, "most": 9 });
    assert_eq!((&listed["cases"], &listed["counted"]), (&json!([]), &about), "{listed}");
    assert_eq!(
        (&counted["counted"], &counted["others"]),
        (&about, &json!({ "least": 0, "most": 0 }))
    );
    assert_eq!(counted["months"][0]["count"], about, "{counted}");
    let [question] = counted["questions"].as_array().unwrap().as_slice() else {
        unreachable!("one was answered: {counted}")
    };
    assert_eq!(question["options"][0]["id"], "once", "{counted}");
    assert_eq!(question["options"][0]["count"], about, "{counted}");
    let different: BTreeSet<&String> = said.iter().collect();
    assert_eq!(different.len(), LANGUAGES.len(), "{said:?}");
    assert!(said.iter().all(|said| said.contains(" 5–9  ")), "{said:?}");
}

#[test]
fn axe_finds_no_fault_and_no_browser_complains() {
    for visit in visits() {
        for found in ["faults", "foreign", "complaints"] {
            assert_eq!(visit[found], json!([]), "{found}");
        }
    }
}

fn visits() -> impl Iterator<Item = &'static Value> {
    let of = |seen: &'static Value| LANGUAGES.iter().map(move |language| &seen[*language]);
    all().visits.iter().flat_map(of)
}

fn text(value: &Value) -> &str {
    value.as_str().expect("words")
}

fn all() -> &'static Seen {
    static SEEN: OnceLock<Option<Seen>> = OnceLock::new();
    once::look(&SEEN, look)
}

fn look() -> Seen {
    let stack = Stack::start();
    let visits = [Browser::Chromium, Browser::Firefox].map(|browser| {
        let device = Device::new(browser);
        let input =
            json!({ "device": device.settings(), "address": stack.address, "story": STORY });
        node::run("only-counted.mjs", &input)
    });
    let union = stack.organisation.investigator(&MARAT);
    union.first_sync(&stack.address);
    let letters = letters(&union.vault());
    Seen {
        visits,
        listed: union.ask(&["list"]),
        counted: union.ask(&["counted"]),
        said: LANGUAGES.map(|language| union.says(language, &["counted"])),
        letters,
    }
}

/// What kind each is, and all that is in it.
fn letters(vault: &Vault) -> Vec<(ReporterKind, String)> {
    let hers = vault.contents().letters().values().filter_map(|kept| match &kept.letter {
        Letter::Reporter(letter) => Some((letter.kind, serde_json::to_string(letter).unwrap())),
        Letter::Investigator(_) => None,
    });
    hers.collect()
}
