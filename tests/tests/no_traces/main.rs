//! That nothing is left on the device: after a whole visit in an ordinary window, with a profile that
//! stays, no file of the browser has a word of hers or of her diary, its passphrase, a digit of her
//! code, or a byte of the page.
//!
//! What a browser writes of its own accord about every site is allowed in files that are named
//! here, and of what is looked for nothing but the address may be in them. That a search finds
//! anything at all is shown by a page that leaves behind whatever a page can (`litter.mjs`).
//!
//! The address tells more than it says: Chromium's history has a line for each screen, with its time
//! and title, and its note of `thread.js` tells that somebody came back with a code.
//!
//! Firefox keeps no open windows when its driver closes it, so that here its `sessionstore` is nearly
//! empty. Not read: what Chromium encrypts (`Sessions_Encrypted`; `Sessions` has the same in clear), and
//! tables of `LevelDB`, which are compressed by block: there must be none, only logs.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod profile;
mod unpacked;

use std::collections::{BTreeMap, BTreeSet};

use dauys_tests::canary::Canary;
use dauys_tests::device::{Browser, Device};
use dauys_tests::hunt::Hunt;
use dauys_tests::node;
use dauys_tests::organisation::INSTANCE;
use dauys_tests::reporter::Watch;
use dauys_tests::secrets;
use dauys_tests::visits::Visits;
use serde::Deserialize;
use serde_json::json;

use profile::Profile;

const STORY: &str = "Қарлығаштың ұясын бұзған кісі маған әңгіме кезінде тиісті.
Көгершін көлеңкесінде күтіп тұрды.";

/// What she writes when she comes back.
const PUNISHED: &str = "Ешкімге айтпаған сыйақым тырналар қайтқан күні жоғалды.";

/// What she writes down before she decides, and what she locks it with.
const DIARY: &str = "Бұлдырық ұшқан күні кабинетте жалғыз қалдырып, есікті ілді.";
const PASSPHRASE: &str = "тоқылдақ шалғай сүмелек жұпыны";

/// Where Chromium writes which addresses were visited, whatever the page.
const OF_CHROMIUM: [&str; 8] = [
    // Address, title and time of each screen; what "Clear history" clears.
    "Default/History",
    // Which icon the address has.
    "Default/Favicons",
    // Which sites were visited most, for the page of a new tab.
    "Default/Top Sites",
    // The windows that were open.
    "Default/Sessions/",
    // How often a site was used: `site_engagement`, `media_engagement`.
    "Default/Preferences",
    // Addresses once more, for guesses about its user.
    "segmentation_platform/ukm_db",
    // Which addresses the site asks for, to connect to them beforehand; written some time after.
    "Default/Network Action Predictor",
    // Which scripts were run when, without their code: see `CODE_CACHE`.
    CODE_CACHE,
];

/// Chromium notes every script here that it may want to compile ahead the next time, also one that
/// must not be stored. An entry has the script's address, a time and hashes.
const CODE_CACHE: &str = "Default/Code Cache/js/";
/// Longer than such a note, shorter than any compiled script.
const NOTE_BYTES_MAX: usize = 400;

/// Where Firefox does.
const OF_FIREFOX: [&str; 4] = [
    // Address, title and time.
    "places.sqlite",
    "favicons.sqlite",
    // The windows that were open.
    "sessionstore",
    // That somebody has pressed something on the site, and that the site isolates itself
    // (`highValueCOOP`, for a month).
    "permissions.sqlite",
];

#[derive(Deserialize)]
struct Visit {
    lead: String,
    code: String,
    read: Vec<String>,
    #[serde(flatten)]
    watch: Watch,
}

#[derive(Deserialize)]
struct Litter {
    canaries: BTreeMap<String, String>,
    origin: String,
    encodings: String,
}

#[test]
fn chromium_keeps_nothing_of_a_visit_but_the_address() {
    let visited =
        a_visit_leaves_nothing_but_the_address(&Device::new(Browser::Chromium), &OF_CHROMIUM);
    assert_eq!(visited.ending_with(".ldb"), [""; 0], "tables of LevelDB, which are not read");
    assert!(visited.longest_below(CODE_CACHE) <= NOTE_BYTES_MAX, "a compiled script");
}

#[test]
fn firefox_keeps_nothing_of_a_visit_but_the_address() {
    a_visit_leaves_nothing_but_the_address(&Device::new(Browser::Firefox), &OF_FIREFOX);
}

#[test]
fn without_a_compiler_nothing_more_is_kept() {
    for (browser, own) in [(Browser::Chromium, &OF_CHROMIUM[..]), (Browser::Firefox, &OF_FIREFOX)] {
        let visited = a_visit_leaves_nothing_but_the_address(&Device::new(browser).hardened(), own);
        assert_eq!(visited.ending_with(".ldb"), [""; 0], "tables of LevelDB, which are not read");
    }
}

#[test]
fn what_a_page_leaves_in_chromium_is_found() {
    let (profile, missed) = what_is_left_is_found(Browser::Chromium, &OF_CHROMIUM);
    assert_eq!(missed, [""; 0]);
    assert!(profile.longest_below(CODE_CACHE) > NOTE_BYTES_MAX, "a compiled script");
}

#[test]
fn what_a_page_leaves_in_firefox_is_found() {
    let (profile, missed) = what_is_left_is_found(Browser::Firefox, &OF_FIREFOX);
    // Storage of a session goes with its window, which its driver closes first.
    assert_eq!(missed, ["session"]);
    let sessions = profile.forms_with(&Hunt::new(&[Canary::new("sessionrestore")]));
    assert!(sessions.contains("mozlz4"), "what is left of sessions is read: {sessions:?}");
}

fn a_visit_leaves_nothing_but_the_address(device: &Device, own: &[&str]) -> Profile {
    let visits = Visits::prepare();
    let mut input = visits.input();
    input["device"] = device.settings();
    input["story"] = json!(STORY);
    input["punished"] = json!(PUNISHED);
    let diary = json!({ "entry": DIARY, "passphrase": PASSPHRASE, "opens": !device.is_hardened() });
    input["diary"] = diary;
    let seen: Visit = serde_json::from_value(node::run("traces.mjs", &input)).unwrap();
    seen.watch.assert_quiet();
    assert!(seen.read.iter().any(|answer| !answer.is_empty()), "an answer was read");

    let profile = Profile::read(device.profiles());
    profile.assert_without(&Hunt::new(&hers(&seen, input["answered"].as_str().unwrap())));
    profile.assert_without(&Hunt::new(&of_the_page(&seen)));

    let origin = Hunt::new(&addresses(visits.stack.origin()));
    let files = profile.files_with(&origin);
    assert!(!files.is_empty(), "the visit is in no history: profiles are not written");
    assert_eq!(elsewhere(&files, own), [""; 0], "besides {own:?}");
    profile
}

/// What she wrote and read, her codes, and what follows from them.
fn hers(seen: &Visit, answered: &str) -> Vec<Canary> {
    let letters = seen.watch.letters("PUT");
    assert!(!letters.is_empty(), "a letter was put");
    let ids = letters.iter().map(|id| Canary::new(&id.to_string()));
    let texts = seen.read.iter().filter(|answer| !answer.is_empty());
    let lines = texts
        .map(String::as_str)
        .chain([STORY, PUNISHED, DIARY, PASSPHRASE])
        .flat_map(Canary::of_each_line);
    let codes = [&seen.code, answered];
    let roots = codes.into_iter().flat_map(|code| secrets::of_code(code, INSTANCE));
    let tokens = codes.into_iter().flat_map(|code| secrets::tokens(code, INSTANCE, &letters));
    lines.chain(ids).chain(roots).chain(tokens).collect()
}

/// Pieces of everything that the page consists of, as the server gives it, and words on it.
fn of_the_page(seen: &Visit) -> Vec<Canary> {
    let paths = seen.watch.requests.iter().filter_map(|it| it.strip_prefix("GET "));
    let urls: BTreeSet<&str> = paths.map(|url| url.split('#').next().unwrap()).collect();
    let mut canaries = vec![Canary::new(&seen.lead), Canary::new("harassment-kz/1")];
    let mut files = 0;
    // The icon belongs to the browsers' records of the address: in a history it stands as a picture,
    // in a session of Firefox as it came.
    for url in urls.into_iter().filter(|url| !url.ends_with("/icon.svg")) {
        let Ok(answer) = ureq::get(url).call() else { continue };
        let bytes = answer.into_body().read_to_vec().unwrap();
        let pieces = [1, 2, 3].map(|quarter| bytes.len() * quarter / 4);
        let pieces = pieces.iter().filter_map(|start| bytes.get(*start..start + 40));
        canaries.extend(pieces.map(|piece| Canary::of_bytes(url, piece)));
        files += 1;
    }
    assert!(files > 8, "documents, scripts, modules, signed files: {files}");
    canaries
}

/// An origin as text, and as names of folders have it.
fn addresses(origin: &str) -> Vec<Canary> {
    let host = origin.strip_prefix("http://").unwrap();
    [":", "_", "+"].map(|between| Canary::new(&host.replace(':', between))).into()
}

/// Those that are not among what a browser writes by itself.
fn elsewhere<'a>(files: &'a BTreeSet<String>, own: &[&str]) -> Vec<&'a str> {
    let is_own = |file: &str| own.iter().any(|name| file.starts_with(name));
    files.iter().map(String::as_str).filter(|file| !is_own(file)).collect()
}

/// The same browser on a page that litters; the second is what was not found of it.
fn what_is_left_is_found(browser: Browser, own: &[&str]) -> (Profile, Vec<String>) {
    let device = Device::new(browser);
    let input = json!({ "device": device.settings(), "litter": true });
    let left: Litter = serde_json::from_value(node::run("traces.mjs", &input)).unwrap();
    let profile = Profile::read(device.profiles());
    let hunts = left.canaries.iter().map(|(place, text)| (place, Hunt::new(&[Canary::new(text)])));
    let hunts: BTreeMap<_, _> = hunts.collect();
    for (encoding, form) in
        [("gzip", "gzip"), ("deflate", "zlib"), ("raw", "deflate"), ("br", "brotli")]
    {
        let forms = profile.forms_with(&hunts[&encoding.to_owned()]);
        assert!(forms.contains(form), "{encoding} of {}: {forms:?}", left.encodings);
    }
    let files = profile.files_with(&Hunt::new(&addresses(&left.origin)));
    let elsewhere = elsewhere(&files, own);
    // By the names of each browser: Cache, CacheStorage, cache2; Service Worker, serviceworker.txt.
    for kept in ["ache", "torage", "orker"] {
        assert!(elsewhere.iter().any(|file| file.contains(kept)), "{kept}: {elsewhere:?}");
    }
    let missed = hunts.into_iter().filter(|(_, hunt)| profile.files_with(hunt).is_empty());
    let missed = missed.map(|(place, _)| place.clone()).collect();
    (profile, missed)
}
