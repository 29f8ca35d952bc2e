//! A desk looks for words, with the real programs: it finds what was written, in whatever form and by
//! whomever, and its folder is afterwards as it was.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dauys_tests::direct;
use dauys_tests::folder::Folder;
use dauys_tests::organisation::MARAT;
use dauys_tests::stack::Stack;
use serde_json::json;

const STORIES: [&str; 2] = [
    "Бастығым кешке қалдырып, қолымнан ұстады. Премиямды алып тастаймын деді.",
    "Начальник сказал: «Знай своё место», и премии не дал.",
];
const NOTE: &str = "Екеуінің де бастығы бір адам сияқты.";

#[test]
fn what_was_written_is_found_in_other_forms_and_the_search_leaves_nothing_behind() {
    let stack = Stack::start();
    let marat = stack.organisation.investigator(&MARAT);
    for story in STORIES {
        direct::report(&stack, story);
    }
    marat.first_sync(&stack.address);
    let asked = Folder::make();
    let asked = asked.path().join("words");
    let search = |words: &str| {
        fs::write(&asked, words).unwrap();
        marat.ask(&["search", "--file", asked.to_str().unwrap()])["cases"].clone()
    };
    let her = search("бастық")[0]["case"].as_str().unwrap().to_owned();
    marat.note(&her, NOTE, &[]);
    let home = marat.card().parent().unwrap().to_owned();
    let before = files(&home);

    let found = search("бастық");
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    let kinds = ["kind", "grade"].map(|key| {
        found[0]["places"]
            .as_array()
            .unwrap()
            .iter()
            .map(|place| place[key].clone())
            .collect::<Vec<_>>()
    });
    assert_eq!(kinds[0], ["report", "note"], "what she wrote, and the colleagues' note: {found}");
    assert_eq!(kinds[1], ["stem", "stem"]);
    assert_eq!(found[0]["places"][0]["excerpt"][0], json!({ "text": "Бастығым", "found": true }));
    assert_eq!(search("бастык")[0]["case"], json!(her), "from a keyboard without Kazakh letters");
    assert_eq!(search("премию").as_array().unwrap().len(), 2, "in both languages");
    assert_eq!(search("премия -начальник")[0]["case"], json!(her));
    assert_eq!(search("\"знай свое место\"").as_array().unwrap().len(), 1);
    assert_eq!(search("полиция"), json!([]));

    let told = marat.says("kk", &["search", "бастық"]);
    assert!(told.contains("│ [Бастығым] кешке қалдырып"), "{told}");
    let (exit, failure) = marat.attempt(&["search"]);
    assert_eq!((exit, failure.as_str()), (Some(2), "flag-missing"), "nobody to ask");
    let (exit, failure) = marat.attempt(&["search", "--", "-премия"]);
    assert_eq!((exit, failure.as_str()), (Some(2), "search-only-excluded"));

    assert_eq!(files(&home), before, "nothing was written");
    assert!(marat.list().iter().all(|case| case["unread"] == json!(1)), "nothing counts as read");
}

/// What is in a folder, byte by byte.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let file = |entry: fs::DirEntry| {
        (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
    };
    fs::read_dir(folder).unwrap().map(|entry| file(entry.unwrap())).collect()
}
