//! Every file of the page but its documents, altered by one byte on its way: it does not run, nothing
//! can be sent, and she reads why. In Chromium, in Firefox, and in Firefox without WebAssembly.
//!
//! A document that is altered itself is none of a browser's business: whoever changes it changes the
//! hashes in it too.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod stage;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use dauys_tests::device::Browser;
use dauys_tests::once;

use self::stage::{
    Look, Policy, Seen, Sight, Stage, UNBOUND, device, go, is_a, is_document, site, words,
};

const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];
const EACH: [&str; 3] = ["kk/", "ru/", "en/"];

/// A file, where it is asked for, and what she is told.
struct File {
    name: &'static str,
    way: &'static str,
    paths: &'static [&'static str],
    told: Told,
    /// What would be asked for next if it ran.
    next: &'static str,
}

enum Told {
    /// By the document, under this key.
    Standing(&'static str),
    /// By a script that runs, under this key.
    Script(&'static str),
}
use Told::{Script, Standing};

#[rustfmt::skip]
const FILES: [File; 9] = [
    File { name: "start.js", way: "document", paths: &["", "nothing/here"], told: Standing("choice-stays"), next: "app.js" },
    File { name: "app.js", way: "document", paths: &EACH, told: Standing("loading-stays"), next: "/api/" },
    File { name: "style.css", way: "document", paths: &EACH, told: Standing("loading-stays"), next: "/api/" },
    File { name: "dauys_report_bg.wasm", way: "landing", paths: &EACH, told: Script("refused-altered"), next: "thread.js" },
    File { name: "thread.js", way: "thread", paths: &["kk/"], told: Script("part-altered"), next: "thread.html" },
    File { name: "dauys_thread_bg.wasm", way: "thread", paths: &["ru/"], told: Script("part-altered"), next: "/api/v1/replies" },
    File { name: "evidence.js", way: "evidence", paths: &["en/"], told: Script("part-altered"), next: "evidence.html" },
    File { name: "dauys_evidence_bg.wasm", way: "evidence", paths: &["kk/"], told: Script("part-altered"), next: "dauys_blackout" },
    File { name: "dauys_blackout_bg.wasm", way: "blackout", paths: &["ru/"], told: Script("part-altered"), next: "/api/v1/blobs" },
];

/// The same modules for browsers without WebAssembly.
#[rustfmt::skip]
const PLAIN: [File; 4] = [
    File { name: "dauys_report_plain.js", way: "landing", paths: &["ru/"], told: Script("refused-altered"), next: "thread.js" },
    File { name: "dauys_thread_plain.js", way: "thread", paths: &["en/"], told: Script("part-altered"), next: "/api/v1/replies" },
    File { name: "dauys_evidence_plain.js", way: "evidence", paths: &["kk/"], told: Script("part-altered"), next: "dauys_blackout" },
    File { name: "dauys_blackout_plain.js", way: "blackout", paths: &["ru/"], told: Script("part-altered"), next: "/api/v1/blobs" },
];

/// What need not be tried, and why not.
const HARMLESS: [(&str, &str); 1] = [("icon.svg", "a picture; no script in a picture is run")];

/// On the way to everything, and where the stylesheet is asked for by the first script.
const LOOSE: [Look; 2] = [
    Look { lie: UNBOUND, path: "", way: "everything" },
    Look { lie: UNBOUND, path: "nothing/here", way: "document" },
];

/// There too it is bound, although no form is there.
const UNDRESSED: Look = Look { lie: "style.css", path: "nothing/here", way: "document" };

#[test]
fn every_file_of_the_site_is_a_document_or_is_tried_or_has_nothing_that_runs() {
    let tried = FILES.iter().chain(&PLAIN).map(|file| file.name);
    let named: BTreeSet<&str> = tried.chain(HARMLESS.map(|(name, _)| name)).collect();
    let site = site();
    let others: BTreeSet<&str> =
        site.keys().map(String::as_str).filter(|path| !is_document(path)).collect();
    assert_eq!(others, named);
}

#[test]
fn in_chromium_nothing_runs_of_an_altered_file_and_she_reads_why() {
    nothing_runs(&all().chromium, &FILES);
}

#[test]
fn in_firefox_nothing_runs_of_an_altered_file_and_she_reads_why() {
    nothing_runs(&all().firefox, &FILES);
}

#[test]
fn without_webassembly_nothing_runs_of_an_altered_file_and_she_reads_why() {
    nothing_runs(&all().plain, &PLAIN);
}

#[test]
fn where_nothing_is_held_against_a_hash_the_same_altered_files_run() {
    let all = all();
    for (seen, files) in
        [(&all.chromium, &FILES[..]), (&all.firefox, &FILES[..]), (&all.plain, &PLAIN[..])]
    {
        let sight = sight(seen, UNBOUND, "");
        for file in files {
            assert!(asked_for(sight, file.name), "{}: {sight:#?}", file.name);
        }
        assert!(LANGUAGES.iter().any(|it| sight.at == format!("/{it}/")), "{sight:#?}");
        assert_eq!(sight.read.as_deref(), Some("code-length"), "{sight:#?}");
        assert!(
            ["script", "style", "files", "blackened"].map(|it| has(sight, it)) == [true; 4],
            "{sight:#?}"
        );
        assert_eq!((sight.stays.as_str(), sight.problem.as_str()), ("", ""), "{sight:#?}");
        assert!(has(self::sight(seen, UNBOUND, "nothing/here"), "style"));
    }
}

#[test]
fn no_text_becomes_html_and_no_script_without_a_hash_and_no_worker_runs() {
    for seen in [&all().chromium, &all().firefox] {
        let refused = || "TypeError".to_owned();
        assert_eq!(seen.policy, Policy { html: refused(), script: refused() });
        let done = || "done".to_owned();
        assert_eq!(seen.loose, Policy { html: done(), script: done() });
        assert_eq!(seen.workers, "worker-src");
    }
}

#[test]
fn no_script_of_the_site_speaks_of_workers() {
    let site = site();
    let scripts: Vec<_> = site.iter().filter(|(path, _)| is_a(path, "js")).collect();
    assert!(scripts.len() > PLAIN.len());
    for (path, script) in scripts {
        let script = std::str::from_utf8(script).expect("UTF-8");
        for word in ["Worker", "serviceWorker", "importScripts", "Worklet", "audioWorklet"] {
            assert!(!script.contains(word), "{path} has {word}");
        }
    }
}

fn nothing_runs(seen: &Seen, files: &[File]) {
    for file in files {
        for path in file.paths {
            let sight = sight(seen, file.name, path);
            assert!(asked_for(sight, file.name), "{sight:#?}");
            let others = sight.requests.iter().find(|it| !it.starts_with("GET "));
            assert_eq!(others, None, "{sight:#?}");
            assert!(!asked_for(sight, file.next), "{}: {sight:#?}", file.next);
            assert!(!has(sight, "blackened") && !sight.text.trim().is_empty(), "{sight:#?}");
            match file.told {
                Standing(key) => it_stays_closed(sight, key),
                Script(key) => a_script_says(sight, key),
            }
        }
    }
    if files.iter().any(|file| file.name == UNDRESSED.lie) {
        let sight = sight(seen, UNDRESSED.lie, UNDRESSED.path);
        assert!(asked_for(sight, UNDRESSED.lie) && !has(sight, "style"), "{sight:#?}");
    }
}

/// Where nothing may run, the document itself says so, and has no way on but out.
fn it_stays_closed(sight: &Sight, key: &str) {
    for language in languages(sight) {
        assert!(sight.stays.contains(&words(language, key)), "{language}: {sight:#?}");
    }
    assert_eq!((sight.forms, sight.doors, has(sight, "script")), (0, 0, false), "{sight:#?}");
    assert_eq!(has(sight, "style"), sight.lie == "app.js", "{sight:#?}");
    assert!(sight.exits > 0, "{sight:#?}");
}

fn a_script_says(sight: &Sight, key: &str) {
    assert_eq!((sight.problem.as_str(), sight.stays.as_str()), ("page-altered", ""), "{sight:#?}");
    for language in languages(sight) {
        assert!(sight.text.contains(&words(language, key)), "{language}: {sight:#?}");
    }
    match sight.way.as_str() {
        "landing" => assert_eq!(sight.forms, 0, "{sight:#?}"),
        "evidence" => assert!(!has(sight, "files"), "{sight:#?}"),
        _ => {}
    }
}

/// All of them where a language has not been chosen yet.
fn languages(sight: &Sight) -> Vec<&'static str> {
    let in_path = |it: &&str| sight.path.strip_suffix('/') == Some(*it);
    match LANGUAGES.into_iter().find(in_path) {
        Some(language) => vec![language],
        None => LANGUAGES.to_vec(),
    }
}

fn has(sight: &Sight, what: &str) -> bool {
    sight.has.iter().any(|it| it == what)
}

fn asked_for(sight: &Sight, what: &str) -> bool {
    sight.requests.iter().any(|it| it.contains(what))
}

fn sight<'a>(seen: &'a Seen, lie: &str, path: &str) -> &'a Sight {
    let found = seen.sights.iter().find(|it| it.lie == lie && it.path == path);
    found.unwrap_or_else(|| panic!("nobody looked at {path} with {lie}"))
}

struct All {
    chromium: Seen,
    firefox: Seen,
    plain: Seen,
}

fn all() -> &'static All {
    static SEEN: OnceLock<Option<All>> = OnceLock::new();
    once::look(&SEEN, look)
}

/// The server is gone when all is seen: nothing of a test may outlive it.
fn look() -> All {
    let stage = Stage::prepare();
    let ([one, other, third], fragment) = (stage.servers(), stage.fragment());
    let mut looks = looks_at(&FILES);
    looks.push(UNDRESSED);
    let plain = looks_at(&PLAIN);
    let whole = device(Browser::Chromium, false);
    let (firefox, hardened) = (device(Browser::Firefox, false), device(Browser::Firefox, true));
    std::thread::scope(|threads| {
        let chromium = threads.spawn(|| go(&one, fragment, &whole, &looks));
        let firefox = threads.spawn(|| go(&other, fragment, &firefox, &looks));
        let plain = threads.spawn(|| go(&third, fragment, &hardened, &plain));
        let [chromium, firefox, plain] =
            [chromium, firefox, plain].map(|it| it.join().expect("what a browser saw"));
        All { chromium, firefox, plain }
    })
}

fn looks_at(files: &[File]) -> Vec<Look> {
    let looks = files.iter().flat_map(|file| {
        file.paths.iter().map(|path| Look { lie: file.name, path, way: file.way })
    });
    looks.chain(LOOSE).collect()
}
