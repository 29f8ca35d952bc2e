//! The server is blind. The whole story is told through a relay that keeps every byte, by a browser
//! that comes from an address and calls itself by a name of its own; then what was typed, the code,
//! and all that is made of it are hunted: on the server's disk, in its memory, on the wire.
//!
//! One story, looked at from several sides; each test judges one. That the hunt finds in each of
//! these places what is there is held by [`planted`].

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod interrupted;
mod planted;
mod taken_back;

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::OnceLock;

use dauys_tests::canary::Canary;
use dauys_tests::device::{Browser, Device};
use dauys_tests::hunt::{Found, Hunt};
use dauys_tests::memory;
use dauys_tests::once;
use dauys_tests::organisation::{ERLAN, INSTANCE, MARAT};
use dauys_tests::raw;
use dauys_tests::relay::Relay;
use dauys_tests::reporter;
use dauys_tests::secrets;
use dauys_tests::stack::Stack;
use dauys_wire::Id;

use self::taken_back::Tokens;

const HERS: Ipv4Addr = Ipv4Addr::new(127, 77, 66, 55);
const TEAMS: Ipv4Addr = Ipv4Addr::new(127, 11, 22, 33);
const HER_BROWSER: &str = "Mozilla/5.0 (Qalqan 7; kk) Juldyz/42.17";

const STORY: &str =
    "Бөлім басшысы Серікбай Нұрпейісов мені кешке кабинетіне шақырып, есікті кілттеді.
Қолымнан ұстап, жұмыстан шығарамын деп қорқытты: екі рет, қазанда және қарашада.
Бәрін көрген: қабылдау бөлмесіндегі Гүлнәр Қасымжанова.";
const ANSWER: &str = "Хабарламаңызды оқыдық, әрекет етеміз. Гүлнәр ханымға өзіміз хабарласамыз.";
const FOLLOW_UP: &str = "Бүгін Серікбай Нұрпейісов хат жазып, кешірім сұрады. Хатты сақтап қойдым.";
const SECOND_ANSWER: &str =
    "Хатты ешкімге бермеңіз, көшірмесін бізге әкеліңіз: ертең сағат тоғызда.";
/// Names that stand in her story and nowhere else: those of the team are in the public roster.
const NAMES: [&str; 2] = ["Серікбай Нұрпейісов", "Гүлнәр Қасымжанова"];

/// Requests of others after her story.
const CROWD: u16 = 1_000;

#[test]
fn what_she_types_and_what_her_code_makes_is_nowhere_at_the_server_nor_on_its_wire() {
    for (place, found) in &all().secrets {
        found.assert_nothing(place);
    }
}

#[test]
fn her_address_and_her_browser_are_nowhere_on_the_disk_nor_in_anything_the_server_sends() {
    let seen = all();
    for (place, found) in &seen.traces_kept {
        found.assert_nothing(place);
    }
    assert!(seen.traces_received.times() > 0, "the server was told what her browser calls itself");
}

#[test]
fn a_thousand_requests_later_memory_keeps_neither_her_address_nor_her_browser() {
    let figures = &all().figures;
    println!("{figures:#?}");
    for later in [figures.after_a_thousand, figures.after_two_thousand] {
        assert_eq!((later.address, later.browser), (0, 0));
    }
}

/// What is kept of her in the server's memory.
#[derive(Debug, Clone, Copy)]
struct Kept {
    /// Places where her address stands, in any shape.
    address: usize,
    /// Places where the name of her browser stands.
    browser: usize,
    /// All of the server's memory.
    #[expect(dead_code, reason = "printed")]
    resident_kib: u64,
}

/// What docs/THREAT-MODEL.md says of memory.
#[derive(Debug)]
struct Figures {
    /// All of the server's memory before anyone came, in KiB.
    #[expect(dead_code, reason = "printed")]
    before_kib: u64,
    /// When her browser was closed, before anyone else came.
    #[expect(dead_code, reason = "printed")]
    after_her_report: Kept,
    #[expect(dead_code, reason = "printed")]
    after_the_story: Kept,
    /// One after the other.
    after_a_thousand: Kept,
    /// Eight at a time.
    after_two_thousand: Kept,
}

struct Seen {
    /// What was found of her secrets, by place.
    secrets: BTreeMap<&'static str, Found>,
    /// What was found of her address and browser where they must not be, by place.
    traces_kept: BTreeMap<&'static str, Found>,
    traces_received: Found,
    tokens: Tokens,
    figures: Figures,
}

/// The story until the desks have the follow-up.
struct Told {
    device: Device,
    code: String,
    /// At the desks.
    case: String,
    /// Her letters, the report first.
    letters: Vec<Id>,
    /// For what must be nowhere at any time.
    hunt: Hunt,
    /// When she had reported.
    kept: Kept,
}

fn all() -> &'static Seen {
    static SEEN: OnceLock<Option<Seen>> = OnceLock::new();
    once::look(&SEEN, look)
}

fn look() -> Seen {
    let relay = Relay::start();
    let mut stack = Stack::behind(&relay);
    let pid = stack.server.pid();
    let before_kib = memory::resident_kib(pid);
    let told = tell(&relay, &stack);
    let mut tokens = taken_back::tell(&relay, &stack, &told);
    let traces = Hunt::new(&traces(&relay));

    let Told { hunt, kept: after_her_report, .. } = told;
    let mut secrets = BTreeMap::from([
        ("memory after the story", hunt.in_memory(pid)),
        ("files of the running server", hunt.in_files(&stack.data())),
        ("what the server received", hunt.in_bytes("wire", &relay.received())),
        ("what the server sent", hunt.in_bytes("wire", &relay.sent())),
    ]);
    let mut traces_kept = BTreeMap::from([
        ("files of the running server", traces.in_files(&stack.data())),
        ("what the server sent", traces.in_bytes("wire", &relay.sent())),
    ]);
    let figures = Figures {
        before_kib,
        after_her_report,
        after_the_story: kept(&relay, pid),
        after_a_thousand: {
            crowd(&stack, 1);
            kept(&relay, pid)
        },
        after_two_thousand: {
            crowd(&stack, 8);
            kept(&relay, pid)
        },
    };
    secrets.insert("memory after a crowd", hunt.in_memory(pid));
    stack.server.stop();
    secrets.insert("files of the stopped server", hunt.in_files(&stack.data()));
    traces_kept.insert("files of the stopped server", traces.in_files(&stack.data()));
    let kept_tokens = tokens.hunt.in_files(&stack.data());
    tokens.used.push(("files of the stopped server", kept_tokens));
    Seen {
        secrets,
        traces_kept,
        traces_received: traces.in_bytes("wire", &relay.received()),
        tokens,
        figures,
    }
}

/// The story, from the report to the follow-up at the desks.
fn tell(relay: &Relay, stack: &Stack) -> Told {
    let device = Device::new(Browser::Chromium).calling_itself(HER_BROWSER);
    let [union, shut_out] = [MARAT, ERLAN].map(|it| stack.organisation.investigator(&it));
    relay.come_from(HERS);
    let reported = reporter::report(&device, &stack.address, STORY, &[ERLAN.name]);

    let after_her_report = kept(relay, stack.server.pid());

    let texts =
        [STORY, ANSWER, FOLLOW_UP, SECOND_ANSWER].into_iter().flat_map(Canary::of_each_line);
    let names = NAMES.into_iter().map(Canary::new);
    let code = secrets::of_code(&reported.code, INSTANCE);
    let hunt = Hunt::new(&texts.chain(names).chain(code).collect::<Vec<_>>());
    let token = secrets::tokens(&reported.code, INSTANCE, &reported.watch.letters("PUT"));
    for hunt in [&hunt, &Hunt::new(&token)] {
        hunt.in_memory(stack.server.pid()).assert_nothing("memory after the report");
    }

    relay.come_from(TEAMS);
    assert_eq!(union.first_sync(&stack.address)["opened"], 1);
    assert_eq!(shut_out.first_sync(&stack.address)["opened"], 0);
    let cases = union.list();
    let case = cases.first().unwrap()["case"].as_str().unwrap().to_owned();
    union.reply(&case, ANSWER);

    relay.come_from(HERS);
    let returned = reporter::come_back(&device, &stack.address, &reported.code, FOLLOW_UP);
    assert!(returned.thread.contains(ANSWER), "{}", returned.thread);

    relay.come_from(TEAMS);
    assert_eq!(union.sync()["opened"], 1);
    shut_out.sync();
    let letters = [&reported.watch, &returned.watch].map(|watch| watch.letters("PUT")).concat();
    Told { device, code: reported.code, case, letters, hunt, kept: after_her_report }
}

fn traces(relay: &Relay) -> [Canary; 2] {
    let ports = relay.ports_of(HERS);
    assert!(!ports.is_empty(), "she came from there");
    [Canary::of_address(HERS, &ports), Canary::new(HER_BROWSER)]
}

fn kept(relay: &Relay, pid: u32) -> Kept {
    let [address, browser] =
        traces(relay).map(|canary| Hunt::new(&[canary]).in_memory(pid).times());
    Kept { address, browser, resident_kib: memory::resident_kib(pid) }
}

/// Others, each from an address of their own: they look at the page, at what is posted, at answers.
fn crowd(stack: &Stack, at_a_time: u16) {
    const PATHS: [&str; 4] = ["/", "/api/v1/health", "/api/v1/roster.json", "/api/v1/replies/0"];
    let server = stack.server.address;
    let visit = |n: u16| {
        let [high, low] = n.to_be_bytes();
        let source = Ipv4Addr::new(127, 99, high, low.max(1));
        let browser = format!("User-Agent: somebody else, number {n}");
        let path = PATHS[usize::from(n) % PATHS.len()];
        let head = raw::head("GET", path, &server.to_string(), &[browser]);
        let answer = raw::ask(source, server, head.as_bytes()).unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}");
    };
    std::thread::scope(|threads| {
        for first in 0..at_a_time {
            threads.spawn(move || {
                (first..CROWD).step_by(usize::from(at_a_time)).for_each(visit);
            });
        }
    });
}
