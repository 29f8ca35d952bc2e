//! `dauys watch`: somebody at a desk is called when there is something to look at, by a notice that says
//! nothing else; and what goes wrong meanwhile neither ends it nor is told twice.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod watch;

use std::collections::BTreeSet;

use dauys_tests::desktop::{Desktop, Notice};
use dauys_tests::direct;
use dauys_tests::organisation::{MARAT, PEOPLE};
use dauys_tests::seat::Seat;
use dauys_wire::Day;
use rustix::process::Signal;
use serde_json::{Value, json};

use self::watch::{Office, Watch};

const STORIES: [&str; 4] = [
    "Бастығым мені қоймаға шақырды.",
    "Ол менен жұмыстан кейін қалуымды сұрады.",
    "Түнде хабарлама жазады.",
    "Мені ауысымнан алып тастады.",
];
/// In the language of the stories' programs.
const NOTICE: [&str; 3] = ["Dauys", "Dauys", "Қарайтын нәрсе бар."];
const NOWHERE: &str = "unix:path=/nowhere/bus";

#[test]
fn whoever_watches_is_called_once_until_they_have_looked_and_nothing_of_a_case_is_told() {
    let office = Office::open();
    let marat = office.marat();
    let desktop = Desktop::start();
    direct::report(&office.stack, STORIES[0]);
    let mut watch = Watch::begin(&office, &desktop.bus);
    assert_eq!(watch.round(), round(&office, true, None, [true, true]));
    let first = desktop.notice();
    assert_eq!((first.replaces, first.words.each_ref().map(String::as_str)), (0, NOTICE));

    // It waits, and others have the folder.
    let [case] = cases(&office).try_into().unwrap();
    direct::report(&office.stack, STORIES[1]);
    direct::report(&office.stack, STORIES[2]);
    assert_eq!(watch.next(), round(&office, true, None, [false, false]), "nobody has looked");
    assert!(desktop.is_quiet());
    assert_eq!(cases(&office).len(), 3, "they came all the same");

    marat.show(&case);
    assert_eq!(watch.next(), round(&office, true, None, [false, false]), "nothing is new");
    let more = cases(&office).into_iter().find(|other| *other != case).unwrap();
    marat.show(&more);
    direct::report(&office.stack, STORIES[3]);
    assert_eq!(watch.next(), round(&office, true, None, [true, true]));
    let second = desktop.notice();
    assert_eq!(second.replaces, first.id, "not a second one beside it");
    assert!(desktop.is_quiet());

    let cases = cases(&office);
    for notice in [&first, &second] {
        assert_tells_nothing(notice, &cases);
    }
    // Both are one and the same, but for their numbers.
    assert_eq!(first.words, second.words);
    let (said, complaint) = watch.end(Signal::TERM);
    assert_eq!(complaint, "", "{said:?}");
}

#[test]
fn a_desktop_that_goes_away_or_never_was_there_is_said_in_the_terminal_and_ends_nothing() {
    let office = Office::open();
    direct::report(&office.stack, STORIES[0]);
    let temp = office.stack.folder().join("machines/marat/tmp");
    let mut command = office.marat().command("en", &["watch"]);
    command.env("DBUS_SESSION_BUS_ADDRESS", NOWHERE).env("TMPDIR", temp);
    let mut terminal = dauys_tests::terminal::Terminal::open(command);
    terminal.wait_for("Ctrl-C ends it.");
    terminal.wait_for("There is no desktop here that shows notices.");
    terminal.wait_for("There is something to look at: `dauys desk` or `dauys list` shows it.");
    watch::kill(terminal.pid(), Signal::INT);
    terminal.wait_for("The watch has ended.");
    let (status, said) = terminal.end();
    assert!(status.success(), "{said}");
    let [case] = cases(&office).try_into().unwrap();
    for word in STORIES[0].split(' ').chain(case.get(..8)) {
        assert!(!said.contains(word), "{word}: {said}");
    }

    // What was not looked at calls whoever begins anew; then the desktop ends.
    let desktop = Desktop::start();
    let mut watch = Watch::begin(&office, &desktop.bus);
    assert_eq!(watch.round(), round(&office, true, None, [true, true]));
    drop(desktop);
    office.marat().show(&case);
    direct::report(&office.stack, STORIES[1]);
    assert_eq!(watch.next(), round(&office, true, None, [true, false]));
    assert_eq!(watch.next(), round(&office, true, None, [false, false]));
    watch.end(Signal::HUP);
}

#[test]
fn what_keeps_a_round_from_its_work_is_said_once_and_the_next_one_takes_place() {
    let mut office = Office::open();
    let mut watch = Watch::begin(&office, NOWHERE);
    assert_eq!(watch.round(), round(&office, true, None, [false, false]));
    // Somebody is at the page of an open desk.
    let seat = Seat::take(office.marat());
    assert_eq!(watch.next(), round(&office, true, None, [false, false]), "it is locked");
    unlock(&seat, &office.marat().passphrase_text());
    for _ in 0..2 {
        assert_eq!(watch.next(), round(&office, false, Some("file-in-use"), [false, false]));
    }
    drop(seat);
    assert_eq!(watch.next(), round(&office, true, None, [false, false]));

    office.stack.server.stop();
    for _ in 0..2 {
        assert_eq!(watch.next(), round(&office, false, Some("unreachable"), [false, false]));
    }
    office.start_server();
    direct::report(&office.stack, STORIES[0]);
    assert_eq!(watch.next(), round(&office, true, None, [true, false]));

    // Whoever changes their passphrase does not want the keys to be at work.
    let new = office.stack.folder().join("new");
    std::fs::write(&new, "басқа ұзын құпия сөз 2026\n").unwrap();
    office.marat().ask(&["passphrase", "--new-passphrase-file", new.to_str().unwrap()]);
    watch.pass();
    let (said, complaint) = watch.ended(Some(1));
    assert_eq!(said.last().unwrap()["failure"], "watch-other-keys");
    for once in ["Қалтамен қазір басқа dauys", "Серверге қосылу мүмкін емес"]
    {
        assert_eq!(complaint.matches(once).count(), 1, "{once}: {complaint}");
    }
}

#[test]
fn a_round_that_has_begun_is_finished_before_it_ends_and_nobody_has_to_wait_for_it() {
    let office = Office::open();
    let server = office.stack.server.pid();
    let begin = |story| {
        direct::report(&office.stack, story);
        watch::kill(server, Signal::STOP);
        let watch = Watch::begin(&office, NOWHERE);
        watch.wait_for("Мұнда экранға");
        watch.tell(Signal::INT);
        watch.wait_for("Алдымен басталған жұмыс бітеді");
        watch
    };
    let mut patient = begin(STORIES[0]);
    watch::kill(server, Signal::CONT);
    assert_eq!(patient.round(), round(&office, true, None, [true, false]));
    assert_eq!(patient.ended(Some(0)).0, [Value::Null; 0]);
    assert_eq!(cases(&office).len(), 1);

    let impatient = begin(STORIES[1]);
    impatient.tell(Signal::INT);
    let said = impatient.ended(Some(0)).0;
    assert_eq!(said, [Value::Null; 0], "the server has not answered yet");
    watch::kill(server, Signal::CONT);
    // What was broken off is done by the next `sync`.
    assert_eq!(office.marat().sync()["opened"], 1);
}

/// A line of a round.
fn round(office: &Office, done: bool, failure: Option<&str>, calls: [bool; 2]) -> Value {
    let [calls, shown] = calls;
    let day: Day = office.clock.today();
    json!({ "day": day, "done": done, "failure": failure, "calls": calls, "shown": shown })
}

/// At the page of a desk.
fn unlock(seat: &Seat, passphrase: &str) {
    let (host, cookie) = (seat.host(), seat.cookie());
    let origin = format!("http://{host}");
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    let headers = [("Host", host), ("Cookie", &cookie), ("Origin", &origin), form];
    let typed = format!("passphrase={}", passphrase.replace(' ', "+"));
    assert_eq!(seat.ask("POST", "/unlock", &headers, &typed).0, 303);
}

fn cases(office: &Office) -> Vec<String> {
    let case = |case: &Value| case["case"].as_str().unwrap().to_owned();
    office.marat().list().iter().map(case).collect()
}

/// No word of a story, no name, no case, and no number of how many.
fn assert_tells_nothing(notice: &Notice, cases: &[String]) {
    let bytes = |needle: &str| notice.bytes.windows(needle.len()).any(|it| it == needle.as_bytes());
    assert!(bytes(NOTICE[2]), "one can find something in it");
    let words = STORIES.iter().flat_map(|story| story.split([' ', '.'])).filter(|it| it.len() > 6);
    let names = PEOPLE.iter().flat_map(|person| person.name.split(' '));
    let cases = cases.iter().map(|case| case.get(..8).unwrap());
    let needles: BTreeSet<&str> = words.chain(names).chain(cases).chain([MARAT.folder]).collect();
    for needle in needles {
        assert!(!bytes(needle), "{needle}: {notice:?}");
    }
    let text = notice.words.concat();
    assert!(!text.contains(|letter: char| letter.is_ascii_digit()), "{text}");
    assert_eq!(notice.actions, [""; 0]);
}
