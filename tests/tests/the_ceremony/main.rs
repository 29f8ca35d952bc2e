//! Two people who have never made a key make an organisation's, on machines without a network: led by the
//! program in each language, or by the guide for organisations, typed as it is printed. What comes out
//! is hung up, scanned by a decoder that knows nothing of us, and the first report comes in by it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod guide;
mod room;
mod said;

use std::fs;
use std::path::PathBuf;

use dauys_tests::direct::Visit;
use dauys_tests::organisation::{AIGUL, INSTANCE, MARAT};
use dauys_tests::paper::words;
use dauys_tests::programs;
use dauys_tests::terminal::Terminal;
use dauys_wire::{Digest, Id};

use crate::room::{Room, WORDS};
use crate::said::{SAID, Said};

const STORY: &str = "Бастығым кешке қалдырып, қолымнан ұстады.";

#[test]
fn people_who_never_made_a_key_make_one_in_their_language_and_the_first_report_comes_in() {
    for said in &SAID {
        let ceremony = Ceremony::prepare();
        let room = &ceremony.room;
        let address = ceremony.whole(said);
        assert_eq!(room.scan("poster/poster.pdf"), address, "{}", said.language);
        let form = Digest::of(&fs::read(room.carry.join("offline-form.html")).unwrap()).to_string();
        let hung_up = words(&room.carry.join("poster/poster.pdf"));
        let printed: String = hung_up.chars().filter(|it| !it.is_whitespace()).collect();
        assert!(printed.contains(&form), "{form}: {hung_up}");

        let server = room.serve();
        let visit = Visit::arrive(&address);
        let reader = |one: usize| vec![Id::parse(&room.people[one].id).unwrap()];
        visit.report(STORY, reader(1), reader(0));
        room.people[1].first_sync(&address);
        let list = room.people[1].ask(&["list"]);
        assert_eq!(list["cases"].as_array().map(Vec::len), Some(1), "{list}");
        drop(server);
    }
}

#[test]
fn whoever_is_not_on_the_telephone_is_not_let_in_and_a_number_that_was_miscopied_is_noticed() {
    let said = &SAID[2];
    let ceremony = Ceremony::prepare();
    let mut terminal = ceremony.begin(said);
    ceremony.until_channels(said, &mut terminal);
    Ceremony::channel(said, &mut terminal, "hr");
    terminal.answer(said.card, &ceremony.card(0));
    terminal.answer(said.same, "no");
    terminal.wait_for("It was not taken");
    terminal.answer(said.card, "");
    terminal.answer(said.channel, "");
    let (status, _) = terminal.end();
    assert_eq!(status.code(), Some(2), "nobody can read");

    // Begun again, it goes on where it stood.
    let mut terminal = ceremony.begin(said);
    terminal.answer(said.goes_on, "");
    terminal.answer(said.clock, said.yes);
    terminal.wait_for("there already");
    terminal.answer(said.channel, "hr");
    terminal.answer(said.card, &ceremony.card(0));
    terminal.answer(said.same, said.yes);
    terminal.answer(said.card, "");
    terminal.answer(said.channel, "");
    terminal.wait_for("one channel only");
    terminal.answer(said.passphrase, WORDS);
    let shown = terminal.wait_for(said.read_back);
    terminal.type_line("12345 12345 12345 12345 12345 12345");
    terminal.wait_for("another number");
    terminal.wait_for(said.read_back);
    terminal.type_line(&number(&shown));
    terminal.answer(said.form, "no");
    let (status, _) = terminal.end();
    assert!(status.success());
    assert!(!ceremony.room.carry.join("offline-form.html").exists(), "they did not want it");
}

/// Two people at the machine, and what came to them: two cards, and what the union says of itself.
struct Ceremony {
    room: Room,
    statement: PathBuf,
}

impl Ceremony {
    fn prepare() -> Self {
        let room = Room::prepare(&[AIGUL, MARAT]);
        let place = |name: &str| room.folder.path().join(name);
        let statement = place("union-card.txt");
        let mut sign = programs::dauys();
        sign.arg("--passphrase-file").arg(place("passphrase"));
        sign.args(["org", "channel-card", "union", "--instance", INSTANCE]);
        sign.arg("--member").arg(room.people[1].card()).arg("--key").arg(place("union.key"));
        programs::must(sign.arg("--out").arg(&statement));
        Self { room, statement }
    }

    fn begin(&self, said: &Said) -> Terminal {
        let mut dauys = programs::dauys();
        dauys.args(["--lang", said.language, "--color", "never", "org", "ceremony"]);
        dauys.args(["--safe", "/media/safe", "--carry", "/media/carry"]);
        self.room.sit_down("organisations", &dauys)
    }

    fn card(&self, person: usize) -> String {
        self.room.people[person].card().to_str().unwrap().to_owned()
    }

    fn until_channels(&self, said: &Said, terminal: &mut Terminal) {
        terminal.answer(said.goes_on, "");
        terminal.answer(said.clock, said.yes);
        for name in ["«Дала» ЖШС", "ТОО «Дала»", "Dala LLP"] {
            terminal.answer(said.name, name);
        }
        terminal.answer(said.instance, INSTANCE);
        terminal.answer(said.origin, &self.room.origin);
        terminal.answer(said.server_key, &self.room.server_key);
        terminal.answer(said.inside, "no");
        terminal.answer(said.new_passphrase, WORDS);
        terminal.answer(said.again, WORDS);
    }

    /// A channel whose short name is that of its kind.
    fn channel(said: &Said, terminal: &mut Terminal, id: &str) {
        terminal.answer(said.channel, id);
        terminal.answer(said.kind, id);
        for name in ["Арна", "Канал", "Channel"] {
            terminal.answer(said.channel_name, name);
        }
        for about in ["Бөлек.", "Отдельный.", "Apart."] {
            terminal.answer(said.about, about);
        }
    }

    /// From the first question to the last; the address on the paper.
    fn whole(&self, said: &Said) -> String {
        let mut terminal = self.begin(said);
        self.until_channels(said, &mut terminal);
        for (person, id) in ["hr", "union"].into_iter().enumerate() {
            Self::channel(said, &mut terminal, id);
            terminal.answer(said.card, &self.card(person));
            let compared = terminal.wait_for(said.same);
            assert!(compared.contains(&self.room.read_out(person)), "{compared}");
            terminal.type_line(said.yes);
            terminal.answer(said.card, "");
        }
        terminal.answer(said.statement, self.statement.to_str().unwrap());
        terminal.answer(said.channel, "");
        terminal.answer(said.passphrase, WORDS);
        let shown = terminal.wait_for(said.read_back);
        terminal.type_line(&number(&shown));
        terminal.answer(said.form, said.yes);
        terminal.answer(said.passphrase, WORDS);
        terminal.wait_for(said.end);
        let (status, all) = terminal.end();
        assert!(status.success(), "{all}");
        assert!(self.room.safe.join("organisation/root.key").is_file());
        assert!(!self.room.carry.join("root.key").exists(), "the key stays");
        let mut lines = shown.lines().map(str::trim);
        lines.find(|line| line.starts_with(&self.room.origin)).unwrap().to_owned()
    }
}

/// Six groups of five digits, as they were written on the paper.
fn number(shown: &str) -> String {
    let groups: Vec<&str> = shown
        .split_whitespace()
        .filter(|it| it.len() == 5 && it.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    groups[groups.len() - 6..].join(" ")
}
