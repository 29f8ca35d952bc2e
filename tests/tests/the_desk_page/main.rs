//! `dauys desk`: somebody who does not live in a terminal reads a report in their own browser, and answers;
//! and nobody else on the machine gets anything.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::io::Read as _;
use std::thread;
use std::time::{Duration, Instant};

use dauys_tests::backups::Backups;
use dauys_tests::device::{Browser, Device};
use dauys_tests::direct::{self, Visit};
use dauys_tests::node;
use dauys_tests::organisation::{AIGUL, MARAT};
use dauys_tests::relay::Relay;
use dauys_tests::seat::Seat;
use dauys_tests::sent::report_with_each_kind;
use dauys_tests::stack::Stack;
use dauys_tests::tab::Tab;
use dauys_tests::visits::Visits;
use dauys_wire::Id;
use serde_json::{Value, json};

const STORY: &str = "<script>alert(1)</script> \u{202e}Бастығым мені <b>қоймаға</b> шақырды.";
const REPLY: &str = "Хабарламаңызды оқыдық. Қауіпсізсіз бе?";
const NOTE: &str = "Ертең сағат тоғызда кездесеміз.";

const ELSEWHERE: &str = "Асханада да солай болды.";

const WORD: &str = "қоймаға";
/// Nothing that is waited for takes as long.
const PATIENCE: Duration = Duration::from_mins(1);
/// Bytes in a second, of a network that is hardly there.
const HARDLY: usize = 2_000;
/// As many as there are.
const PLENTY: usize = 0;
/// In each language; fewer would be a walk that lost its way.
const SCREENS: usize = 79;
const CLOSING: &str = "Тексердік, расталды. Ол енді Сізбен бірге жұмыс істемейді.";

#[test]
fn while_a_note_is_posted_over_a_bad_network_the_page_says_so_and_locks_when_it_is_told_to() {
    let relay = Relay::start();
    let stack = Stack::behind(&relay);
    let reported = direct::report(&stack, STORY);
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    let seat = Seat::take(marat);
    let tab = Tab::open(&seat, &marat.passphrase_text());
    let case = format!("/cases/{}", reported.reporter.thread());
    tab.post(&format!("{case}/declare"), "what=none&text=");
    relay.slow_down(HARDLY);
    let mut note = tab.send_off(&format!("{case}/note"), "text=x");
    let begun = Instant::now();
    while !tab.get("/").1.contains("refresh: ") {
        assert!(begun.elapsed() < PATIENCE, "it is not told");
        thread::yield_now();
    }
    tab.post("/lock", "");
    let is_locked = || {
        let shown = String::from_utf8(tab.get("/").2).unwrap();
        assert!(shown.contains("action=\"/unlock\""), "{shown}");
    };
    is_locked();
    relay.slow_down(PLENTY);
    let mut answer = Vec::new();
    note.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 303"), "it is done first");
    is_locked();
    tab.unlock(&marat.passphrase_text());
    assert!(tab.look(&case).contains("<blockquote dir=\"auto\">x"), "what was written is kept");
}

#[test]
fn a_first_case_is_read_and_answered_from_the_page_alone() {
    for browser in [Browser::Chromium, Browser::Firefox] {
        let stack = Stack::start();
        let reported = direct::report(&stack, STORY);
        let other = for_marat_alone(&stack);
        let marat = stack.organisation.investigator(&MARAT);
        marat.first_sync(&stack.address);
        let seat = Seat::take(marat);
        let device = Device::new(browser);
        let input = json!({
            "device": device.settings(),
            "address": seat.address,
            "passphrase": marat.passphrase_text(),
            "reply": REPLY,
            "note": NOTE,
            "closing": CLOSING,
            "word": WORD,
            "cases": { "hers": reported.reporter.thread(), "other": other },
            "pictures": std::env::var("PICTURES").ok(),
        });
        let seen = node::run("desk.mjs", &input);
        let says = |page: &str, words: &str| {
            let shown = seen[page].as_str().unwrap();
            assert!(shown.contains(words), "{page}: {words}: {shown}");
        };
        assert_ne!(seen["wrong"], json!(""));
        for page in ["before", "logBefore", "foundBefore"] {
            let shown = text(&seen[page]);
            assert!(
                !shown.contains("Бастығым"),
                "{page}, before it is said whether one may: {shown}"
            );
        }
        says("foundBefore", "мүдде қақтығысы");
        says("logBefore", "мүдде қақтығысы");
        says("read", "<script>alert(1)</script>");
        says("read", "<b>қоймаға</b>");
        assert!(!text(&seen["read"]).contains('\u{202e}'), "nothing turns the direction");
        says("kept", REPLY);
        says("preview", REPLY);
        says("sent", REPLY);
        says("noted", NOTE);
        says("closingShown", CLOSING);
        says("closed", CLOSING);
        says("checked", "30-күннің тексеруі жазылды");
        let said = seen["tied"].as_array().unwrap().iter().map(text).collect::<Vec<_>>();
        let [asked, tied, untied] = said[..] else { panic!("{said:?}") };
        let (learn, short) = (AIGUL.name, other.to_string().chars().take(4).collect::<String>());
        assert!(asked.contains(learn) && asked.contains(&short), "who would learn of it: {asked}");
        assert!(!asked.contains("байланыстырылды"), "nothing was tied before: {asked}");
        assert!(tied.contains("байланыстырылды"), "{tied}");
        assert!(untied.contains("енді") && untied.contains("байланысты емес"), "{untied}");
        says("found", "қоймаға");
        says("led", CLOSING);
        assert_eq!(seen["settings"]["lang"], "en");
        assert!(!text(&seen["settings"]["html"]).contains("accesskey"), "they were turned off");
        assert!(!text(&seen["locked"]).contains("Бастығым"));
        let own = format!("http://{}/", seat.host());
        let asked = seen["foreign"].as_array().unwrap();
        assert!(asked.iter().all(|asked| text(asked).starts_with(&own)), "{asked:?}");
        // Whoever goes on before the icon has come does not wait for it.
        let no_icon = format!("refused: {own}icon.svg");
        let mut complaints = seen["complaints"].as_array().unwrap().iter().map(text);
        assert_eq!(complaints.find(|it| *it != no_icon), None);

        drop(seat);
        let (_, conversation) = Visit::arrive(&stack.address).come_back(&reported.code);
        let told = format!("{conversation:?}");
        assert!(told.contains(REPLY) && told.contains(CLOSING), "she reads it");
    }
}

#[test]
fn another_program_or_page_on_the_same_machine_gets_nothing() {
    let stack = Stack::start();
    direct::report(&stack, STORY);
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    let seat = Seat::take(marat);
    let get = |path: &str, headers: &[(&str, &str)]| seat.ask("GET", path, headers, "");
    let host = seat.host();

    // A name that a stranger has pointed at this machine, and the machine itself by other names.
    for name in ["evil.example", "127.0.0.1", "localhost"] {
        let name = format!("{name}:{}", seat.port());
        assert_eq!(get(seat.launch(), &[("Host", &name)]).0, 403, "{name}");
    }
    // Who is let in is let in once.
    let (status, head, _) = get(seat.launch(), &[("Host", host)]);
    assert_eq!(status, 200);
    let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    assert_eq!(get(seat.launch(), &[("Host", host)]).0, 403, "a second time");
    assert_eq!(get("/", &[("Host", host)]).0, 403, "without what lets in");
    assert_eq!(get("/", &[("Host", host), ("Cookie", "desk=x")]).0, 403);
    let (status, head, body) = get("/", &[("Host", host), ("Cookie", cookie)]);
    assert_eq!(status, 200);
    assert!(body.contains("passphrase") && head.contains("cache-control: no-store"), "{head}");

    // Another page lets the browser that was let in send a form.
    let own = format!("http://{host}");
    let form = format!("passphrase={}", marat.passphrase_text().replace(' ', "+"));
    let unlock = |origin: &[(&str, &str)]| {
        let mut headers = vec![("Host", host), ("Cookie", cookie)];
        headers.push(("Content-Type", "application/x-www-form-urlencoded"));
        headers.extend(origin);
        seat.ask("POST", "/unlock", &headers, &form).0
    };
    for origin in [&[][..], &[("Origin", "null")], &[("Origin", "http://127.0.0.1:1")]] {
        assert_eq!(unlock(origin), 403, "{origin:?}");
    }
    assert_eq!(unlock(&[("Origin", own.as_str()), ("Sec-Fetch-Site", "cross-site")]), 403);
    assert_eq!(unlock(&[("Origin", own.as_str())]), 303);
    let (_, _, body) = get("/", &[("Host", host), ("Cookie", cookie)]);
    assert!(body.contains("<table>"), "{body}");
    assert!(!get("/", &[("Host", host)]).2.contains("<table>"), "open for one browser only");
}

#[test]
fn every_screen_in_every_language_is_for_everyone_however_their_device_is_set_up() {
    let visits = Visits::prepare();
    let hers = direct::report(&visits.stack, STORY).reporter.thread();
    let other = for_marat_alone(&visits.stack);
    let files = report_with_each_kind(&visits.stack);
    let marat = visits.stack.organisation.investigator(&MARAT);
    let backups = Backups::of(marat);
    let (seat, bare) = (Seat::take(marat), Seat::take_without_keys(marat));
    let machine = Seat::take_with_keys_alone(marat);
    let device = Device::new(Browser::Chromium);
    let input = json!({
        "device": device.settings(),
        "desk": seat.address,
        "bare": bare.address,
        "machine": machine.address,
        "backups": backups.input(),
        "passphrase": marat.passphrase_text(),
        "words": WORD,
        "cases": { "hers": hers, "other": other, "files": files },
        "pictures": std::env::var("PICTURES").ok(),
    });
    let seen = node::run("desk-accessible.mjs", &input);
    let found = seen["found"].as_object().unwrap();
    for language in ["kk", "ru", "en"] {
        let suffix = format!(" {language}");
        let screens = found.keys().filter(|name| name.ends_with(&suffix)).count();
        // The last is in one language: it cannot be come to twice.
        let once = usize::from(language == "en");
        assert_eq!(screens, SCREENS + once, "{language}: {:?}", found.keys());
    }
    let looked = |screen: &Value| screen["looked"]["rules"].as_u64().unwrap();
    assert!(found.values().all(|screen| looked(screen) > 10), "{found:?}");
    // Most faults are of every screen: each is told of once, with one of them.
    let mut faults: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, screen) in found {
        faults.extend(
            screen["faults"].as_array().unwrap().iter().map(|it| (text(it), name.as_str())),
        );
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// A report that nobody else reads: a tie to it tells them that it exists.
fn for_marat_alone(stack: &Stack) -> Id {
    let marat = Id::parse(&stack.organisation.investigator(&MARAT).id).unwrap();
    let visit = Visit::arrive(&stack.address);
    visit.report(ELSEWHERE, vec![marat], Vec::new()).reporter.thread()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
