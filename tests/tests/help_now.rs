//! Help without sending anything: from every screen, by region and language, in each browser and
//! each language, with a keyboard alone.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::sync::OnceLock;

use dauys_tests::node;
use dauys_tests::once;
use dauys_tests::stack::Stack;
use serde_json::{Value, json};

/// Browsers and the language in which each is tried.
const RUNS: [(&str, &str); 4] =
    [("chromium", "kk"), ("chromium", "ru"), ("firefox", "en"), ("firefox", "kk")];

#[test]
fn whoever_is_in_danger_has_a_number_to_call_one_step_from_every_screen() {
    for (run, seen) in runs() {
        for screen in seen["danger"].as_array().unwrap() {
            assert_eq!(screen["call"], json!(["tel:102"]), "{run}: {screen}");
            assert_eq!(screen["focused"], "H1", "{run}: {screen}");
        }
        assert_eq!(seen["danger"].as_array().unwrap().len(), 5, "{run}");
        // And back to where she was.
        assert_eq!(seen["back"], json!(STORY), "{run}: nothing typed is lost");
    }
}

#[test]
fn the_directory_is_found_by_region_and_language() {
    for (run, seen) in runs() {
        let expected = json!([
            ["102", "111", "lawyers", "inspection", "centre", "far"],
            // By region: what is for the whole country, and what is for hers.
            ["102", "111", "lawyers", "inspection", "centre"],
            // By language too: whoever does not tell their languages is not left out.
            ["102", "111", "lawyers", "inspection"],
        ]);
        let sorted = |list: &Value| {
            let mut ids: Vec<String> =
                list.as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
            ids.sort();
            ids
        };
        for (shown, wanted) in
            seen["found"].as_array().unwrap().iter().zip(expected.as_array().unwrap())
        {
            assert_eq!(sorted(shown), sorted(wanted), "{run}");
        }
        let told = seen["told"].as_str().unwrap();
        assert!(told.contains('4'), "{run}: the number is said: {told}");
        let all = seen["text"].as_str().unwrap();
        // Its day in words, its region, and that it cannot be telephoned but visited.
        assert!(all.contains("2026") && all.contains("+0 (000) 000-00-01"), "{run}: {all}");
    }
}

#[test]
fn nobody_learns_what_she_looked_for() {
    for (run, seen) in runs() {
        // The whole directory once, however often she looks.
        assert_eq!(seen["asked"], json!(1), "{run}");
        assert_eq!(seen["complaints"], json!([]), "{run}");
    }
}

#[test]
fn axe_finds_no_fault() {
    for (run, seen) in runs() {
        assert_eq!(seen["faults"], json!([]), "{run}");
    }
}

const STORY: &str = "Ол маған әңгіме кезінде ұятсыз сөз айтты.";

fn runs() -> impl Iterator<Item = (String, &'static Value)> {
    static SEEN: OnceLock<Option<Vec<Value>>> = OnceLock::new();
    let all = once::look(&SEEN, look);
    RUNS.iter().zip(all).map(|((browser, lang), seen)| (format!("{browser}, {lang}"), seen))
}

fn look() -> Vec<Value> {
    let stack = Stack::settled(|organisation| organisation.enter_help(&directory()));
    let page = |lang: &str| stack.address.replace("/kk/", &format!("/{lang}/"));
    let run = |(browser, lang): &(&str, &str)| {
        let input =
            json!({ "device": { "browser": browser }, "address": page(lang), "story": STORY });
        node::run("help-now.mjs", &input)
    };
    RUNS.iter().map(run).collect()
}

/// The two numbers that are the same everywhere, and four that exist nowhere.
fn directory() -> Value {
    let shipped: Value =
        serde_json::from_str(include_str!("../../client-wasm/data/help.json")).unwrap();
    let mut directory = shipped.clone();
    let entries = directory["entries"].as_array_mut().expect("entries");
    entries.extend([
        entry("lawyers", "legal", &[], &["kk", "ru"], "+0 (000) 000-00-01"),
        entry("inspection", "labour", &["abai", "ulytau"], &[], "+0 (000) 000-00-02"),
        entry("centre", "crisis", &["abai"], &["ru"], ""),
        entry("far", "ngo", &["atyrau"], &["en"], "+0 (000) 000-00-04"),
    ]);
    directory
}

fn entry(id: &str, kind: &str, regions: &[&str], languages: &[&str], phone: &str) -> Value {
    let words = |kk: &str, ru: &str, en: &str| json!({ "kk": kk, "ru": ru, "en": en });
    let phone = if phone.is_empty() { Value::Null } else { phone.into() };
    let address =
        phone.is_null().then(|| words("Ойдан шығарылған үй", "Вымышленный дом", "A made-up house"));
    json!({
        "id": id,
        "kind": kind,
        "name": words(&format!("Сынақ {id}"), &format!("Проба {id}"), &format!("Trial {id}")),
        "about": words("Ойдан шығарылған", "Вымышлено", "Made up"),
        "phone": phone,
        "address": address,
        "regions": regions,
        "languages": languages,
        "anonymous": true,
        "source": "tests/tests/help_now.rs",
        "checked": "2026-11-01",
    })
}
