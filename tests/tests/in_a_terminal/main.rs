//! A reporter without a browser: `dauys report` and `dauys thread` at a real terminal, a real
//! server, a real desk that answers. In the three languages, through a line that breaks, and
//! through Tor as far as this machine can play it. Nothing of it is left on her machine.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod over;
mod seat;

use std::net::{SocketAddr, TcpListener};

use dauys_crypto::code::Code;
use dauys_crypto::letter::{Letter, ReporterKind, ReporterLetter};
use dauys_crypto::thread::Reporter;
use dauys_tests::canary::Canary;
use dauys_tests::direct::Visit;
use dauys_tests::folder::Folder;
use dauys_tests::hunt::{Found, Hunt};
use dauys_tests::investigator::Investigator;
use dauys_tests::organisation::{DINA, ERLAN, INSTANCE, MARAT};
use dauys_tests::relay::Relay;
use dauys_tests::secrets;
use dauys_tests::socks::Socks;
use dauys_tests::stack::Stack;
use dauys_tests::terminal::Terminal;
use dauys_wire::questionnaire::Answer;
use dauys_wire::{Id, InstanceName};
use serde_json::json;

use crate::seat::{Seat, flat, number_of};

const STORIES: [(&str, &str); 3] = [
    ("kk", "Ерлан мені дәлізде тоқтатып, қолымнан ұстады."),
    ("ru", "Начальник запирает дверь кабинета, когда я вхожу."),
    ("en", "He waits for me in the car park every evening."),
];
const NUMBER: &str = "+7 701 234 56 78";
const ANSWER: &str = "Айтқаныңыз бізде. Ертең хабарласамыз, алаңдамаңыз.";
const MORE: &str = "Бүгін тағы да кабинетіне шақырды, мен бармадым.";
const PUNISHED: &str = "Ертеңнен бастап мені түнгі ауысымға қойды.";
const ONION: &str = "http://dauysnobodyelseknowsthisname.onion";
/// What wrong usage, and something that does not verify, end with.
const USAGE: Option<i32> = Some(2);
const REFUSED: Option<i32> = Some(4);

#[test]
fn she_reports_is_answered_writes_more_and_takes_it_back_in_each_language_and_nothing_is_left() {
    let stack = Stack::start();
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    for (language, story) in STORIES {
        let folder = Folder::make();
        let seat = Seat::new(&folder.path().join("machine"), language);
        let code = report(&seat, &stack.address, story);
        let reporter = derive(&code);

        marat.sync();
        let letter = letter_of(marat, &reporter, ReporterKind::Report).unwrap();
        assert_eq!(letter.body.answers["seen"], Answer::One(format!("{story}\n{NUMBER}")));
        let state = letter.state.verify(reporter.instance(), &reporter.keys().signing_key).unwrap();
        let id = |who| Id::parse(&stack.organisation.investigator(who).id).unwrap();
        assert_eq!(state.shut_out, [id(&ERLAN)]);
        assert!(!letter.to.contains(&id(&ERLAN)) && letter.to.contains(&id(&DINA)));
        marat.reply(&reporter.thread().to_string(), ANSWER);

        come_back(&seat, &stack.address, &code, story, marat);
        marat.sync();
        for (kind, text) in [
            (ReporterKind::Message, MORE),
            (ReporterKind::Retaliation, PUNISHED),
            (ReporterKind::Withdraw, ""),
        ] {
            let letter = letter_of(marat, &reporter, kind).unwrap();
            assert_eq!(letter.body.text, text, "{kind:?}");
        }
        // A page that comes after knows it all from the answers.
        let (_, conversation) = Visit::arrive(&stack.address).come_back(&code);
        assert!(!conversation.replies.is_empty());

        nothing_is_left(&seat, &code, story);
    }
}

#[test]
fn who_is_only_counted_is_counted_from_a_terminal_too() {
    let stack = Stack::start();
    for (language, _) in STORIES {
        let folder = Folder::make();
        let seat = Seat::new(&folder.path().join("machine"), language);
        let mut terminal = seat.sit_down(&["report", "--only-counted"]);
        seat.begin(&mut terminal, &stack.address);
        // From the first question on it is chosen.
        let told = terminal.wait_for(&seat.word("filing-ask-one"));
        assert!(flat(&told).contains(&seat.page("only-count-no-code")), "{told}");
        terminal.answer("", "1");
        terminal.answer(&seat.word("filing-ask-many"), ">");
        seat.choose_readers(&mut terminal);
        let check = terminal.wait_for(&seat.word("visit-ask-send"));
        assert!(!check.contains("[ ]") && !flat(&check).contains(&seat.page("name-label")));
        terminal.answer("", "yes");
        let (status, said) = seat.leave(terminal);
        assert!(status.success(), "{said}");
        assert!(flat(&said).contains(&seat.page("counted-no-code")), "{said}");
        assert_eq!(seat.files(), [""; 0]);
    }
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    let counted = marat.ask(&["counted"]);
    let [three, nobody] = [json!({ "least": 1, "most": 4 }), json!({ "least": 0, "most": 0 })];
    assert_eq!((&counted["counted"], &counted["others"]), (&three, &nobody), "{counted}");
    assert_eq!(marat.list(), Vec::<serde_json::Value>::new());
}

#[test]
fn a_line_that_breaks_is_tried_again_and_the_report_arrives_once() {
    let relay = Relay::start();
    let stack = Stack::behind(&relay);
    let marat = stack.organisation.investigator(&MARAT);
    let folder = Folder::make();
    let seat = Seat::new(&folder.path().join("machine"), "en");
    let mut terminal = seat.sit_down(&["report"]);
    seat.begin(&mut terminal, &stack.address);
    seat.fill_in(&mut terminal, STORIES[2].1);
    relay.lead_to(nobody());
    terminal.answer("", "yes");
    let said = terminal.wait_for("with the same sealed letter");
    assert!(said.contains("No connection. Next try in 1 s"), "{said}");
    relay.lead_to(stack.server.address);
    let code = seat.take_code(&mut terminal);
    let (status, _) = seat.leave(terminal);
    assert!(status.success());
    assert_eq!(marat.first_sync(&stack.address)["opened"], 1);
    assert!(letter_of(marat, &derive(&code), ReporterKind::Report).is_some());
}

#[test]
fn through_a_proxy_the_name_is_all_that_anybody_is_asked_and_an_onion_is_reached_in_no_other_way() {
    let socks = Socks::start();
    let stack = Stack::at(ONION);
    socks.lead_to(stack.server.address);
    let folder = Folder::make();
    let seat = Seat::new(&folder.path().join("machine"), "ru");

    // Without Tor nobody is asked for the way.
    let mut terminal = seat.sit_down(&["report"]);
    terminal.answer(&seat.word("visit-ask-address"), &stack.address);
    let (status, said) = terminal.end();
    assert_eq!(status.code(), USAGE);
    assert!(flat(&said).contains("открывается только через Tor"), "{said}");
    assert_eq!(socks.asked(), []);

    let proxy = socks.url("socks5h");
    let mut terminal = seat.sit_down(&["report", "--proxy", &proxy]);
    seat.begin(&mut terminal, &stack.address);
    seat.fill_in(&mut terminal, STORIES[1].1);
    terminal.answer("", "да");
    let code = seat.take_code(&mut terminal);
    assert!(seat.leave(terminal).0.success());
    let of_report = socks.asked();

    // With the scheme that others take for an order to look the name up themselves.
    let proxy = socks.url("socks5");
    let mut terminal = seat.sit_down(&["thread", &stack.address, "--proxy", &proxy]);
    terminal.answer(&seat.word("visit-ask-code"), &code);
    let said = flat(&terminal.wait_for(&seat.word("visit-ask-way")));
    assert!(said.contains("Ответа пока нет"), "{said}");
    terminal.answer("", "q");
    assert!(seat.leave(terminal).0.success());
    let of_thread = socks.asked().split_off(of_report.len());

    // The desk, too.
    let marat = stack.organisation.investigator(&MARAT);
    let told = marat.ask(&["sync", &stack.address, "--proxy", &proxy]);
    assert_eq!(told["opened"], 1, "{told}");

    let host = ONION.strip_prefix("http://").unwrap();
    for asked in socks.asked() {
        assert_eq!((asked.name.as_deref(), asked.port), (Some(host), 80), "{asked:?}");
    }
    let ways = |asked: &[dauys_tests::socks::Asked]| {
        let mut ways: Vec<String> = asked.iter().map(|one| one.way.clone()).collect();
        ways.dedup();
        ways
    };
    let (there, back) = (ways(&of_report), ways(&of_thread));
    assert_eq!((there.len(), back.len()), (1, 1), "one way for each visit");
    assert!(there != back && !there[0].is_empty(), "and no two visits share one");
}

#[test]
fn there_is_no_way_on_past_a_false_key_nor_into_a_file_nor_for_a_program() {
    let stack = Stack::start();
    let folder = Folder::make();
    let seat = Seat::new(&folder.path().join("machine"), "kk");
    let (origin, _) = stack.address.split_once('#').unwrap();
    let false_address = format!("{origin}#k={}", "A".repeat(43));
    let mut terminal = seat.sit_down(&["report"]);
    terminal.answer(&seat.word("visit-ask-address"), &false_address);
    let (status, said) = terminal.end();
    assert_eq!(status.code(), REFUSED, "{said}");
    assert!(flat(&said).contains(&seat.page("refused-signature")), "{said}");

    for arguments in [&["report"][..], &["thread"], &["--json", "report"]] {
        let output = seat.command(arguments).output().unwrap();
        assert_eq!(output.status.code(), USAGE, "{arguments:?}");
    }
    let mistyped = ["thread", &stack.address];
    let mut terminal = seat.sit_down(&mistyped);
    terminal.answer(&seat.word("visit-ask-code"), "1234");
    let said = terminal.wait_for(&seat.word("visit-ask-code"));
    assert!(flat(&said).contains(&seat.page("code-length")), "{said}");
    terminal.cut();
    assert_eq!(seat.files(), [""; 0]);
}

/// Her first visit; the code.
fn report(seat: &Seat, address: &str, story: &str) -> String {
    let mut terminal = seat.sit_down(&["report"]);
    let landing = seat.begin(&mut terminal, address);
    assert_eq!(core_bytes(&terminal), ["0", "0", "bytes"], "its memory is written nowhere");
    for there in ["standing-checked", "landing-title", "unprotected-device"] {
        assert!(landing.contains(&seat.page(there)), "{there}: {landing}");
    }
    let check = seat.fill_in(&mut terminal, &format!("{story}\n{NUMBER}"));
    assert!(check.lines().count() < 40, "what was left out is one line: {check}");
    for there in [story, NUMBER, MARAT.name, DINA.name] {
        assert!(check.contains(there), "{there}: {check}");
    }
    let own_copy = check.lines().find(|line| line.contains("[ ]")).unwrap();
    let number = own_copy.split_whitespace().next().unwrap().to_owned();
    terminal.answer("", &number);
    let check = terminal.wait_for(&seat.word("visit-ask-send"));
    assert!(check.contains("[x]"), "{check}");
    terminal.answer("", "yes");
    let code = seat.take_code(&mut terminal);
    let (status, said) = seat.leave(terminal);
    assert!(status.success(), "{said}");
    let said = flat(&said);
    for there in ["done-title", "done-readable-now", "done-look", "done-kept", "done-destroy"] {
        assert!(said.contains(&seat.page(there)), "{there}: {said}");
    }
    assert!(!said.contains("{$") && !said.contains("{ $"), "every value is put in: {said}");
    code
}

/// How large a dump of its memory may be, at first and at most.
fn core_bytes(terminal: &Terminal) -> Vec<String> {
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", terminal.pid())).unwrap();
    let limit = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    limit.split_whitespace().skip(4).map(str::to_owned).collect()
}

/// Reads, writes more, is punished, sees what she sent, takes it back.
fn come_back(seat: &Seat, address: &str, code: &str, story: &str, marat: &Investigator) {
    let mut terminal = seat.sit_down(&["thread", address]);
    let way = seat.word("visit-ask-way");
    terminal.answer(&seat.word("visit-ask-code"), "");
    terminal.answer(&seat.word("visit-ask-code-shown"), code);
    let said = terminal.wait_for(&way);
    assert!(said.contains(ANSWER) && said.contains(MARAT.name), "{said}");
    assert!(flat(&said).contains(&seat.page("reply-received")), "{said}");

    let mut said = said;
    for (number, text) in [("1", MORE), ("2", PUNISHED)] {
        terminal.answer("", number);
        terminal.answer(&seat.word("visit-ask-text"), text);
        terminal.answer("", ".");
        let shown = terminal.wait_for(&seat.word("visit-ask-send-more"));
        assert!(shown.contains(text) && shown.contains(DINA.name), "{shown}");
        terminal.answer("", "yes");
        said = terminal.wait_for(&way);
        assert!(flat(&said).contains(&seat.page("thread-taken")), "{said}");
    }

    terminal.answer("", &number_of(&said, &seat.page("thread-own")));
    terminal.answer(&seat.word("visit-ask-sure"), "yes");
    let said = terminal.wait_for(&way);
    assert!(said.contains(story), "she kept a copy of the first: {said}");
    assert!(flat(&said).contains(&seat.page("own-no-copy")), "{said}");

    // What is erased next has been read.
    marat.sync();
    terminal.answer("", &number_of(&said, &seat.page("thread-withdraw")));
    terminal.answer(&seat.word("visit-ask-sure"), "yes");
    terminal.answer(&seat.word("visit-ask-text"), "");
    terminal.answer(&seat.word("visit-ask-send-more"), "yes");
    terminal.answer(&seat.word("visit-ask-sure"), "yes");
    let said = terminal.wait_for(&way);
    let erased = format!("{}: {}", seat.page("letter-first"), seat.page("erased"));
    assert!(said.contains(&erased), "{said}");
    assert!(flat(&said).contains(&seat.page("thread-withdrawn")), "{said}");
    terminal.answer("", "");
    let (status, said) = seat.leave(terminal);
    assert!(status.success(), "{said}");
    assert!(said.contains("\u{1b}[3J"), "the screen was cleared");
    assert!(!said.contains("{$") && !said.contains("{ $"), "every value is put in: {said}");
}

/// No file at all, and so nothing in one; the hunt would have found it.
fn nothing_is_left(seat: &Seat, code: &str, story: &str) {
    let mut canaries = secrets::of_code(code, INSTANCE);
    canaries.extend([story, NUMBER, ANSWER, MORE, PUNISHED].map(Canary::new));
    let hunt = Hunt::new(&canaries);
    hunt.in_files(seat.machine()).assert_nothing("her machine");
    assert_eq!(seat.files(), [""; 0]);
    let planted = seat.machine().join("home/.history");
    std::fs::write(&planted, format!("dauys thread {code}")).unwrap();
    assert_ne!(hunt.in_files(seat.machine()), Found::default(), "a code is found where one is");
    std::fs::remove_file(planted).unwrap();
}

fn derive(code: &str) -> Reporter {
    let instance = InstanceName::parse(INSTANCE).unwrap();
    Reporter::derive(&Code::parse(code).unwrap(), "", &instance)
}

/// A letter of hers of this kind, as a desk has it.
fn letter_of(desk: &Investigator, her: &Reporter, kind: ReporterKind) -> Option<ReporterLetter> {
    letters_of(desk, her).into_iter().find(|letter| letter.kind == kind)
}

/// All letters of hers, as a desk has them.
fn letters_of(desk: &Investigator, her: &Reporter) -> Vec<ReporterLetter> {
    let vault = desk.vault();
    let hers = vault.contents().letters().values().filter_map(|kept| match &kept.letter {
        Letter::Reporter(letter) if letter.thread == her.thread() => Some((**letter).clone()),
        _ => None,
    });
    hers.collect()
}

/// Where nobody listens.
fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
