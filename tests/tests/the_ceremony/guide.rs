//! docs/ORGANISATION.md: two people on the organisation's machine and two on the union's type what it prints,
//! and answer what they are asked.

use std::fs;
use std::process::Command;

use dauys_tests::device::{Browser, Device};
use dauys_tests::manual::Manual;
use dauys_tests::organisation::{AIGUL, DINA, INSTANCE, MARAT};
use dauys_tests::paper::words;
use dauys_tests::terminal::Terminal;
use dauys_tests::{programs, reporter};

use crate::room::{Room, WORDS};
use crate::{STORY, number};

const GUIDE: &str = include_str!("../../../docs/ORGANISATION.md");

/// The cards by the names that the guide has for them, in the order of the people.
const CARDS: [&str; 3] = ["aigerim.txt", "dana.txt", "timur.txt"];
/// The name that the guide has for the installation.
const NAME: &str = "factory-almaty";

/// With what the last command ended, before the next one.
const PROMPT: &str = "[exit ";

#[test]
fn what_the_guide_prints_makes_two_channels_a_poster_and_a_first_report() {
    let room = Room::prepare(&[AIGUL, DINA, MARAT]);
    let guide = Manual::read(GUIDE, "text");
    for (person, card) in room.people.iter().zip(CARDS) {
        fs::copy(person.card(), room.carry.join(card)).unwrap();
    }
    let key = the_unions_word(&room, &guide);
    let [address, safety_number] = the_organisations(&room, &guide);

    assert_eq!(room.scan("poster.pdf"), address);
    let own = room.scan("union-poster.pdf");
    assert_eq!(own, format!("{address}&{key}"), "what the union wrote down");
    for poster in ["poster.pdf", "union-poster.pdf"] {
        let hung_up = words(&room.carry.join(poster));
        assert_eq!(number(&hung_up), safety_number, "{hung_up}");
    }

    let _server = room.serve();
    let device = Device::new(Browser::Chromium);
    let reported = reporter::report(&device, &own, STORY, &[AIGUL.name]);
    reported.watch.assert_quiet();
    assert!(reported.landing.contains("арнаның өзі растаған"), "{}", reported.landing);
    let [hr, lawyer, union] = room.people.as_slice() else { panic!("three") };
    for (person, cases) in [(hr, 0), (lawyer, 1), (union, 1)] {
        person.first_sync(&address);
        assert_eq!(person.list().len(), cases, "{}", person.person.name);
    }
}

/// The union's own machine; what it writes down of its key.
fn the_unions_word(room: &Room, guide: &Manual) -> String {
    let mut shell = Shell::sit_down(room, "unions");
    shell.line("cp /media/carry/*.txt .");
    let command = guide.after("dauys org channel-card").replace(NAME, INSTANCE);
    shell.begin(&command);
    shell.0.answer("Choose a passphrase", WORDS);
    shell.0.answer("Once more:", WORDS);
    let said = shell.ended();
    let key = said.split_whitespace().find(|word| word.contains("c=union."));
    let key = key.unwrap().trim_matches(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
    shell.line("cp union-card.txt /media/carry/");
    key.trim_start_matches('&').to_owned()
}

/// Steps 1 to 12; the address and the number on the paper.
fn the_organisations(room: &Room, guide: &Manual) -> [String; 2] {
    let mut shell = Shell::sit_down(room, "organisations");
    shell.line("date -u");
    let hashes = shell.lines(guide.after("cp /media/carry/*.txt"));
    for person in 0..CARDS.len() {
        assert!(hashes.contains(&room.read_out(person)), "{hashes}");
    }
    shell.found(room, guide);
    shell.fill(guide);
    shell.begin(guide.after("dauys org sign"));
    shell.0.answer("Passphrase of the", WORDS);
    shell.ended();
    let checked = shell.lines(guide.after("dauys org check"));
    as_printed(guide.after("Version 1 verifies"), &checked);
    let address = checked.lines().map(str::trim).find(|line| line.starts_with("http")).unwrap();

    shell.begin(guide.after("age-keygen -o"));
    shell.0.answer("Enter passphrase", WORDS);
    shell.0.answer("Confirm passphrase", WORDS);
    shell.ended();
    let differs = shell.lines(guide.after("cp -r organisation"));
    assert_eq!(differs.trim(), "", "the copy");
    shell.lines(guide.after("cp organisation/publish"));
    shell.lines(guide.after("dauys org poster\n"));
    shell.lines(guide.after("dauys org poster --channel"));
    let numbers = checked.lines().find(|line| line.starts_with("Safety number")).unwrap();
    [address.to_owned(), number(numbers)]
}

/// What the guide shows of a check is what is seen, but for what is this organisation's own.
fn as_printed(printed: &str, seen: &str) {
    let own = |line: &str| {
        line.trim_start().starts_with("http")
            || line.starts_with("Safety number")
            || line.starts_with("Version 1 verifies")
    };
    for line in printed.lines().filter(|line| !own(line)) {
        assert!(seen.lines().any(|it| it == line), "{line}: {seen}");
    }
}

/// A shell at a machine that is never online.
struct Shell(Terminal);

impl Shell {
    fn sit_down(room: &Room, machine: &str) -> Self {
        let mut sh = Command::new("dash");
        let path = std::env::var("PATH").unwrap();
        let dauys = programs::dauys();
        let folder = std::path::Path::new(dauys.get_program()).parent().unwrap();
        sh.arg("-i").env("PATH", format!("{}:{path}", folder.display()));
        sh.env("PS1", format!("{PROMPT}$?] ")).env("PS2", "").env("LC_ALL", "C.UTF-8");
        let mut shell = Self(room.sit_down(machine, &sh));
        shell.ended();
        shell
    }

    /// Types it; there are questions to come.
    fn begin(&mut self, lines: &str) {
        let mut lines = lines.trim_end().lines().peekable();
        while let Some(line) = lines.next() {
            let goes_on = line.ends_with('\\') || lines.peek().is_none();
            self.0.type_line(line);
            if !goes_on {
                self.ended();
            }
        }
    }

    /// Types it, one command after the other; what was said.
    fn lines(&mut self, lines: &str) -> String {
        let lines = lines.lines().map(|line| line.split("  #").next().unwrap());
        lines.map(|line| self.line(line)).collect()
    }

    fn line(&mut self, line: &str) -> String {
        self.0.type_line(line);
        self.ended()
    }

    /// Waits until the command has ended; what it said. It must have been content.
    fn ended(&mut self) -> String {
        let said = self.0.wait_for(PROMPT);
        let status = self.0.wait_for("] ");
        assert_eq!(status, "0] ", "{said}");
        said.trim_end_matches(PROMPT).to_owned()
    }

    /// Step 3.
    fn found(&mut self, room: &Room, guide: &Manual) {
        self.begin(guide.after("dauys org init"));
        for name in ["«Дала» ЖШС", "ТОО «Дала»", "Dala LLP"] {
            self.0.answer("organisation's name (", name);
        }
        self.0.answer("A fixed name", INSTANCE);
        self.0.answer("Where the page will live", &room.origin);
        self.0.answer("The server's key", &room.server_key);
        self.0.answer("(yes/no)", "no");
        self.0.answer("Choose a passphrase", WORDS);
        self.0.answer("Once more:", WORDS);
        let said = self.ended();
        assert!(said.contains("The folder organisation is made."), "{said}");
    }

    /// Step 4.
    fn fill(&mut self, guide: &Manual) {
        for line in guide.after("dauys org channel hr").lines() {
            self.0.type_line(line);
            if let Some(kind) = line.strip_prefix("dauys org channel ") {
                self.0.answer("What the channel is", kind);
                for name in ["Арна", "Канал", "Channel"] {
                    self.0.answer("The channel's name (", name);
                }
                for about in ["Бөлек.", "Отдельный.", "Apart."] {
                    self.0.answer("whom they answer to", about);
                }
            }
            self.ended();
        }
        self.lines(guide.after("dauys org channel union --card"));
    }
}
