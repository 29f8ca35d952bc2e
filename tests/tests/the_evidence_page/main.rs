//! What a reporter sent, on the desk's page: it is seen without being opened, whatever it is and whatever
//! it is called; what would break a program is a sentence, and the page stays as it was.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use dauys_tests::device::{Browser, Device};
use dauys_tests::folder::Folder;
use dauys_tests::node;
use dauys_tests::organisation::MARAT;
use dauys_tests::relay::Relay;
use dauys_tests::seat::Seat;
use dauys_tests::sent::{CANARY, WORDS, bomb, photo, recording, recording_at, report_with};
use dauys_tests::socks::Socks;
use dauys_tests::stack::Stack;
use dauys_tests::tab::Tab;
use serde_json::{Value, json};

/// Nothing that is waited for takes as long.
const PATIENCE: Duration = Duration::from_mins(1);

#[test]
fn a_photograph_and_a_text_are_seen_in_a_browser_and_saved_as_they_came() {
    for browser in [Browser::Chromium, Browser::Firefox] {
        let stack = Stack::start();
        let (photo, text) = (photo(), format!("{WORDS}\n<script>alert(1)</script>\u{202e}\n"));
        report_with(&stack, &[(&photo, "image/jpeg"), (text.as_bytes(), "text/html")]);
        let marat = stack.organisation.investigator(&MARAT);
        marat.first_sync(&stack.address);
        let seat = Seat::take(marat);
        let (device, folder) = (Device::new(browser), Folder::make());
        let downloads = folder.path().join("downloads");
        fs::create_dir(&downloads).unwrap();
        let input = json!({
            "device": device.settings(),
            "address": seat.address,
            "passphrase": marat.passphrase_text(),
            "downloads": downloads,
            "pictures": std::env::var("PICTURES").ok(),
        });
        let seen = node::run("evidence.mjs", &input);
        assert_eq!(seen["sides"], json!([320, 200]), "{browser:?}: {seen}");
        let shown = seen["text"].as_str().unwrap();
        assert!(shown.contains(WORDS) && shown.contains("<script>alert(1)</script>"), "{shown}");
        assert!(!shown.contains('\u{202e}'));
        assert!(seen["photo"].as_str().unwrap().contains("evidence-001.jpg"));
        let saved = fs::read(downloads.join("evidence-001.jpg")).unwrap();
        assert!(saved == photo, "{browser:?}: as it came");
        assert_eq!(fs::read_dir(&downloads).unwrap().count(), 1);
        // A page that is kept and not shown has not come, for a browser; nor has the icon of a page that
        // asks again before it is there.
        let is_expected = |it: &Value| ["/save", "/icon.svg"].iter().any(|end| ends(it, end));
        let complaints = seen["complaints"].as_array().unwrap().iter();
        let others: Vec<_> = complaints.filter(|it| !is_expected(it)).collect();
        assert!(others.is_empty(), "{browser:?}: {others:?}");
        assert_eq!(parts(marat.home()), 1, "only what is looked at, sealed");
    }
}

#[test]
fn a_recording_is_heard_in_a_browser_goes_on_where_somebody_wants_and_lies_in_no_file() {
    for browser in [Browser::Chromium, Browser::Firefox] {
        let stack = Stack::start();
        // Longer than Firefox would keep in memory in one piece.
        report_with(&stack, &[(&recording_at(16_000, 300), "text/plain")]);
        let marat = stack.organisation.investigator(&MARAT);
        marat.first_sync(&stack.address);
        let seat = Seat::take(marat);
        let device = Device::new(browser);
        let input = json!({
            "device": device.settings(),
            "address": seat.address,
            "passphrase": marat.passphrase_text(),
            "pictures": std::env::var("PICTURES").ok(),
        });
        let seen = node::run("evidence-sound.mjs", &input);
        let number = |what: &str| seen[what].as_f64().unwrap();
        assert_eq!(
            seen["files"],
            json!([]),
            "{browser:?}: what is sealed here is nowhere in clear"
        );
        assert_eq!(seen["parts"], 2);
        assert!((239.9..240.1).contains(&number("length")), "{browser:?}: {seen}");
        assert!((15.0..15.1).contains(&number("moved")), "{browser:?}: {seen}");
        assert!(number("played") > number("moved"), "{browser:?}: {seen}");
        let shape = seen["shape"].as_str().unwrap();
        assert!(shape.contains("5 мин 0 с"), "its length is told with its shape: {shape}");
        // Somebody who goes on elsewhere wants no more of what was on its way.
        let is_expected = |it: &Value| ["/sound/0", "/icon.svg"].iter().any(|end| ends(it, end));
        let complaints = seen["complaints"].as_array().unwrap().iter();
        let others: Vec<_> = complaints.filter(|it| !is_expected(it)).collect();
        assert!(others.is_empty(), "{browser:?}: {others:?}");
    }
}

#[test]
fn of_a_recording_only_sound_that_was_made_anew_goes_to_the_browser() {
    let stack = Stack::start();
    let file = recording(2);
    report_with(&stack, &[(&file, "audio/wav"), (b"#!AMR\n\x3c\0", "audio/amr")]);
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    let seat = Seat::take(marat);
    let tab = Tab::open(&seat, &marat.passphrase_text());
    let case = marat_case(&tab);
    let sound = format!("{case}/files/1/sound/0");
    assert_eq!(tab.get(&sound).0, 404, "before it is said whether one may");
    tab.post(&format!("{case}/declare"), "what=none&text=");
    let looked = tab.look(&format!("{case}/files/1"));
    assert!(looked.contains("<audio controls preload=\"none\""), "{looked}");

    let (status, head, wav) = tab.get(&sound);
    assert_eq!(status, 200);
    for words in ["audio/wav", "sandbox", "no-store", "nosniff", "accept-ranges: bytes"] {
        assert!(head.contains(words), "{words}: {head}");
    }
    assert!(wav.starts_with(b"RIFF") && wav.len() == 44 + 2 * 16_000 * 2, "{}", wav.len());
    assert!(!holds(&wav, CANARY.as_bytes()) && holds(&file, CANARY.as_bytes()));
    let all = wav.len();
    for (range, from, to) in [("0-", 0, all), ("10-99", 10, 100), ("-7", all - 7, all)] {
        let (status, head, piece) = tab.get_part(&sound, range);
        assert!(status == 206 && piece == wav[from..to], "{range}: {head}");
        assert!(head.contains(&format!("content-range: bytes {from}-{}/{all}", to - 1)), "{head}");
    }
    let (status, head, piece) = tab.get_part(&sound, &format!("{all}-"));
    assert!(status == 416 && piece.is_empty(), "{head}");
    assert!(head.contains(&format!("content-range: bytes */{all}")), "{head}");
    for odd in ["0-1,5-6", "x", "9-2"] {
        let (status, _, whole) = tab.get_part(&sound, odd);
        assert!(status == 416 || (status == 200 && whole == wav), "{odd}: {status}");
    }

    assert_eq!(tab.get(&format!("{case}/files/1/sound/1")).0, 404, "there is one part");

    let looked = tab.look(&format!("{case}/files/2"));
    assert!(looked.contains("AMR") && !looked.contains("<audio"), "{looked}");
    assert!(looked.contains("/files/2/save"), "it can be saved: {looked}");
    assert_eq!(tab.get(&format!("{case}/files/2/sound/0")).0, 404);
    tab.look(&format!("{case}/files/1"));
    tab.post("/lock", "");
    assert_eq!(tab.get(&sound).0, 404, "locked, there is nothing of it");
}

#[test]
fn nothing_of_the_original_goes_to_the_browser_but_what_is_saved() {
    let stack = Stack::start();
    let photo = photo();
    report_with(&stack, &[(&photo, "image/svg+xml"), (b"MZ\0\0", "text/html")]);
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    let seat = Seat::take(marat);
    let tab = Tab::open(&seat, &marat.passphrase_text());
    let case = marat_case(&tab);

    // Before it is said whether a conflict of interest stands against them, there is nothing.
    for path in ["/files/1", "/files/1/save", "/files/1/0"] {
        let (status, _, body) = tab.get(&format!("{case}{path}"));
        assert!(status == 303 || status == 404, "{path}: {status}");
        assert!(!String::from_utf8_lossy(&body).contains("evidence-001"), "{path}");
    }
    tab.post(&format!("{case}/declare"), "what=none&text=");
    let looked = tab.look(&format!("{case}/files/1"));
    assert!(looked.contains("<img "), "{looked}");
    assert!(looked.contains("evidence-001.bin") && !looked.contains("<svg onload"), "{looked}");
    assert!(looked.contains("&lt;svg onload"), "its name is told, and does nothing: {looked}");

    let (status, head, png) = tab.get(&format!("{case}/files/1/0"));
    assert_eq!(status, 200);
    assert!(head.contains("image/png") && head.contains("sandbox"), "{head}");
    assert!(head.contains("no-store") && head.contains("nosniff"), "{head}");
    assert!(!holds(&png, CANARY.as_bytes()) && holds(&photo, CANARY.as_bytes()));
    assert_eq!(image::load_from_memory(&png).unwrap().to_rgb8().dimensions(), (320, 200));
    assert_eq!(tab.get(&format!("{case}/files/1/1")).0, 404);

    let (status, head, saved) = tab.get(&format!("{case}/files/1/save"));
    assert!(status == 200 && saved == photo);
    for words in [
        "content-type: application/octet-stream",
        "content-disposition: attachment; filename=evidence-001.bin",
        "content-security-policy: default-src 'none'; sandbox",
        "cache-control: no-store",
    ] {
        assert!(head.contains(words), "{words}: {head}");
    }
    // Locked, there is nothing of it, here or on the disk.
    tab.post("/lock", "");
    for path in ["/files/1", "/files/1/save", "/files/1/0"] {
        let (_, _, body) = tab.get(&format!("{case}{path}"));
        assert!(!holds(&body, b"evidence-001") && !holds(&body, b"PNG"), "{path}");
    }
    // Whoever handed it out lets go of it when the browser has all of it.
    let begun = Instant::now();
    while parts(marat.home()) > 0 {
        assert!(begun.elapsed() < PATIENCE, "something of it stays");
        thread::yield_now();
    }
}

#[test]
fn whatever_would_break_a_program_is_a_sentence_and_the_page_stays_as_it_was() {
    let stack = Stack::start();
    let line = vec![b'a'; 10_000_000];
    let claims = bomb(60_000);
    let deep = [b"%PDF-1.7\n1 0 obj\n".as_slice(), &vec![b'['; 1_000_000]].concat();
    report_with(
        &stack,
        &[
            (&claims, "image/png"),
            (&claims[..claims.len() / 2], "image/jpeg"),
            (b"MZ\0\x01", "application/pdf"),
            (&deep, "application/pdf"),
            (&line, "text/plain"),
            (WORDS.as_bytes(), "text/plain"),
        ],
    );
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    let seat = Seat::take(marat);
    let tab = Tab::open(&seat, &marat.passphrase_text());
    let case = marat_case(&tab);
    tab.post(&format!("{case}/declare"), "what=none&text=");
    for number in 1..=4 {
        let looked = tab.look(&format!("{case}/files/{number}"));
        assert!(looked.contains("Алдын ала көру жоқ"), "{number}: {looked}");
        assert!(looked.contains(&format!("/files/{number}/save")), "it can be saved: {looked}");
    }
    let looked = tab.look(&format!("{case}/files/5"));
    assert!(looked.contains(&"a".repeat(100_000)) && looked.len() < 1_000_000, "its beginning");
    let looked = tab.look(&format!("{case}/files/6"));
    assert!(looked.contains(WORDS), "{looked}");
    assert_eq!(tab.get(&format!("{case}/files/7")).0, 200, "a sentence, too");
    assert!(!String::from_utf8(tab.get(&format!("{case}/files/7")).2).unwrap().contains(WORDS));
}

#[test]
fn while_a_large_file_comes_it_is_told_and_the_page_is_as_quick_as_before() {
    let relay = Relay::start();
    let stack = Stack::behind(&relay);
    let text = format!("{WORDS}\n").repeat(50_000);
    report_with(&stack, &[(text.as_bytes(), "text/plain")]);
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    let seat = Seat::take(marat);
    let tab = Tab::open(&seat, &marat.passphrase_text());
    let case = marat_case(&tab);
    tab.post(&format!("{case}/declare"), "what=none&text=");
    relay.slow_down(300_000);
    let address = format!("{case}/files/1");
    let (_, head, body) = tab.get(&address);
    assert!(head.contains("refresh: 1; url=?waits=true"), "{head}");
    assert!(String::from_utf8(body).unwrap().contains(" %"), "how much has come is told");
    let begun = Instant::now();
    assert!(holds(&tab.get("/").2, b"<table>") && holds(&tab.get(&case).2, b"evidence-001"));
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    // Locked meanwhile, it is given up; what has come stays, sealed, and it goes on there.
    tab.post("/lock", "");
    tab.unlock(&marat.passphrase_text());
    assert_eq!(parts(marat.home()), 1);
    let looked = tab.look(&address);
    assert!(looked.contains(WORDS), "{looked}");
}

#[test]
fn a_desk_that_reaches_its_server_by_a_proxy_does_so_for_all_that_its_page_asks() {
    let (stack, socks) = (Stack::start(), Socks::start());
    socks.lead_to(stack.server.address);
    report_with(&stack, &[(WORDS.as_bytes(), "text/plain")]);
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    let seat = Seat::take_with(marat, &["desk", "--proxy", &socks.url("socks5")]);
    let tab = Tab::open(&seat, &marat.passphrase_text());
    let case = marat_case(&tab);
    tab.post(&format!("{case}/declare"), "what=none&text=");
    let mut before = socks.asked().len();
    let mut asks = |what: &str| {
        let now = socks.asked().len();
        assert!(now > before, "{what} goes another way");
        before = now;
    };
    assert!(tab.look(&format!("{case}/files/1")).contains(WORDS));
    asks("a file");
    tab.sync();
    asks("what is fetched");
    tab.post(&format!("{case}/note"), "text=note");
    asks("what is posted");
}

/// The address of its one case.
fn marat_case(tab: &Tab<'_>) -> String {
    let queue = String::from_utf8(tab.get("/").2).unwrap();
    let rest = queue.split_once("href=\"/cases/").unwrap().1;
    format!("/cases/{}", rest.split_once('"').unwrap().0)
}

/// How many files lie sealed beside the vault.
fn parts(home: &Path) -> usize {
    let paths = fs::read_dir(home).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path: &PathBuf| path.extension().is_some_and(|it| it == "part")).count()
}

fn ends(complaint: &Value, end: &str) -> bool {
    complaint.as_str().is_some_and(|it| it.starts_with("refused: ") && it.ends_with(end))
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
