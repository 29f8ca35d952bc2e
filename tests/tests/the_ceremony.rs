//! Two people who have never made a key are led through it, in each language, on a machine without a
//! network: they type what the program asks for. What comes out is hung up, scanned by a decoder that
//! knows nothing of us, and the first report comes in by it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use dauys_tests::direct::Visit;
use dauys_tests::folder::Folder;
use dauys_tests::investigator::Investigator;
use dauys_tests::organisation::{AIGUL, INSTANCE, MARAT};
use dauys_tests::programs;
use dauys_tests::stack::Server;
use dauys_tests::surroundings::Surroundings;
use dauys_tests::terminal::Terminal;
use dauys_wire::{Digest, Id};

const STORY: &str = "Бастығым кешке қалдырып, қолымнан ұстады.";
const WORDS: &str = "алма терезе найзағай кітап бұлақ шеге";

/// What is said before each answer, by language: the words that people wait for.
struct Said {
    language: &'static str,
    yes: &'static str,
    goes_on: &'static str,
    clock: &'static str,
    name: &'static str,
    instance: &'static str,
    origin: &'static str,
    server_key: &'static str,
    inside: &'static str,
    new_passphrase: &'static str,
    again: &'static str,
    channel: &'static str,
    kind: &'static str,
    channel_name: &'static str,
    about: &'static str,
    card: &'static str,
    same: &'static str,
    passphrase: &'static str,
    read_back: &'static str,
    end: &'static str,
}

#[test]
fn people_who_never_made_a_key_make_one_in_their_language_and_the_first_report_comes_in() {
    for said in &SAID {
        let room = Room::prepare();
        let address = room.ceremony(said);
        let scanned = scan(&room.carry.join("poster/poster.pdf"), room.folder.path());
        assert_eq!(scanned, address, "{}", said.language);

        let server = room.serve();
        let visit = Visit::arrive(&scanned);
        let reader = |one: &Investigator| Id::parse(&one.id).unwrap();
        visit.report(STORY, vec![reader(&room.people[1])], vec![reader(&room.people[0])]);
        room.people[1].first_sync(&address);
        let list = room.people[1].ask(&["list"]);
        assert_eq!(list["cases"].as_array().map(Vec::len), Some(1), "{list}");
        drop(server);
    }
}

#[test]
fn whoever_is_not_on_the_telephone_is_not_let_in_and_a_number_that_was_miscopied_is_noticed() {
    let said = &SAID[2];
    let room = Room::prepare();
    let mut terminal = room.begin(said);
    room.until_channels(said, &mut terminal);
    room.channel(said, &mut terminal, "hr", "hr");
    terminal.answer(said.card, room.people[0].card().to_str().unwrap());
    terminal.answer(said.same, "no");
    terminal.wait_for("It was not taken");
    terminal.answer(said.card, "");
    terminal.answer(said.channel, "");
    let (status, _) = terminal.end();
    assert_eq!(status.code(), Some(2), "nobody can read");

    // Begun again, it goes on where it stood.
    let mut terminal = room.begin(said);
    terminal.answer(said.goes_on, "");
    terminal.answer(said.clock, said.yes);
    terminal.wait_for("there already");
    terminal.answer(said.channel, "hr");
    terminal.answer(said.card, room.people[0].card().to_str().unwrap());
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
    let (status, _) = terminal.end();
    assert!(status.success());
}

/// The machine, both sticks, and those who investigate.
struct Room {
    folder: Folder,
    safe: PathBuf,
    carry: PathBuf,
    data: PathBuf,
    server_key: String,
    origin: String,
    people: [Investigator; 2],
}

impl Room {
    fn prepare() -> Self {
        let folder = Folder::make();
        let place = |name: &str| folder.path().join(name);
        let passphrase = place("passphrase");
        fs::write(&passphrase, format!("{WORDS}\n")).unwrap();
        let people = [AIGUL, MARAT].map(|one| Investigator::init(folder.path(), &passphrase, one));
        let (safe, carry, data) = (place("safe"), place("carry"), place("server"));
        for stick in [&safe, &carry] {
            fs::create_dir(stick).unwrap();
        }
        let mut key = programs::server();
        let server_key = programs::must(key.arg("key").arg("--data").arg(&data)).trim().to_owned();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", free.local_addr().unwrap());
        Self { folder, safe, carry, data, server_key, origin, people }
    }

    /// On a machine that has no network but itself.
    fn begin(&self, said: &Said) -> Terminal {
        let dauys = programs::dauys();
        let mut alone = Command::new("unshare");
        alone.args(["--net", "--map-root-user", "--"]).arg(dauys.get_program());
        alone.env("HOME", self.folder.path()).current_dir(self.folder.path());
        alone.args(["--lang", said.language, "--color", "never", "org", "ceremony"]);
        alone.arg("--safe").arg(&self.safe).arg("--carry").arg(&self.carry);
        Terminal::open(alone)
    }

    fn until_channels(&self, said: &Said, terminal: &mut Terminal) {
        terminal.answer(said.goes_on, "");
        terminal.answer(said.clock, said.yes);
        for name in ["«Дала» ЖШС", "ТОО «Дала»", "Dala LLP"] {
            terminal.answer(said.name, name);
        }
        terminal.answer(said.instance, INSTANCE);
        terminal.answer(said.origin, &self.origin);
        terminal.answer(said.server_key, &self.server_key);
        terminal.answer(said.inside, "no");
        terminal.answer(said.new_passphrase, WORDS);
        terminal.answer(said.again, WORDS);
    }

    fn channel(&self, said: &Said, terminal: &mut Terminal, id: &str, kind: &str) {
        terminal.answer(said.channel, id);
        terminal.answer(said.kind, kind);
        for name in ["Арна", "Канал", "Channel"] {
            terminal.answer(said.channel_name, name);
        }
        for about in ["Бөлек.", "Отдельный.", "Apart."] {
            terminal.answer(said.about, about);
        }
    }

    /// From the first question to the last; the address on the paper.
    fn ceremony(&self, said: &Said) -> String {
        let mut terminal = self.begin(said);
        self.until_channels(said, &mut terminal);
        for (id, person) in ["hr", "union"].into_iter().zip(&self.people) {
            self.channel(said, &mut terminal, id, id);
            terminal.answer(said.card, person.card().to_str().unwrap());
            let compared = terminal.wait_for(said.same);
            let sha256 = Digest::of(&fs::read(person.card()).unwrap()).to_string();
            assert!(compared.contains(&sha256[..20]), "{compared}");
            terminal.type_line(said.yes);
            terminal.answer(said.card, "");
        }
        terminal.answer(said.channel, "");
        terminal.answer(said.passphrase, WORDS);
        let shown = terminal.wait_for(said.read_back);
        terminal.type_line(&number(&shown));
        terminal.wait_for(said.end);
        let (status, all) = terminal.end();
        assert!(status.success(), "{all}");
        assert!(self.safe.join("organisation/root.key").is_file());
        assert!(!self.carry.join("root.key").exists(), "the key stays");
        let address = shown.lines().find_map(|line| {
            let line = line.trim();
            line.starts_with(&self.origin).then(|| line.to_owned())
        });
        address.unwrap()
    }

    /// The operator, with what came on the stick.
    fn serve(&self) -> Server {
        for name in ["roster.json", "roster.json.minisig", "questionnaire.json", "help.json"] {
            fs::copy(self.carry.join(name), self.data.join(name)).unwrap();
        }
        let address = self.origin.strip_prefix("http://").unwrap().parse().unwrap();
        Server::start(address, &self.data, &Surroundings::default()).unwrap()
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

/// As a telephone does.
fn scan(poster: &Path, folder: &Path) -> String {
    let picture = folder.join("poster");
    let mut render = Command::new("pdftoppm");
    render.args(["-r", "150", "-png", "-singlefile"]).arg(poster).arg(&picture);
    programs::must(&mut render);
    let mut zbar = Command::new("zbarimg");
    zbar.args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"]);
    programs::must(zbar.arg(picture.with_extension("png"))).trim().to_owned()
}

const SAID: [Said; 3] = [
    Said {
        language: "kk",
        yes: "иә",
        goes_on: "Enter басыңыз",
        clock: "Дұрыс па",
        name: "Ұйымның атауы (",
        instance: "тұрақты аты",
        origin: "Бет қайда тұрады",
        server_key: "сервер кілті",
        inside: "(иә/жоқ)",
        new_passphrase: "ойлап табыңыз",
        again: "Тағы бір рет:",
        channel: "Арнаның қысқа аты",
        kind: "Бұл қандай арна",
        channel_name: "Арнаның атауы (",
        about: "кімге есеп береді",
        card: "карточкасы бар файл",
        same: "Бірдей ме",
        passphrase: "кілтінің құпия сөйлемі",
        read_back: "экранға қарамай",
        end: "Дайын.",
    },
    Said {
        language: "ru",
        yes: "да",
        goes_on: "Нажмите Enter",
        clock: "Это верно",
        name: "Название организации (",
        instance: "Постоянное имя",
        origin: "Где будет страница",
        server_key: "Ключ сервера",
        inside: "(да/нет)",
        new_passphrase: "Придумайте парольную фразу",
        again: "Ещё раз:",
        channel: "Короткое имя канала",
        kind: "Что это за канал",
        channel_name: "Название канала (",
        about: "кому подотчётны",
        card: "Файл с карточкой",
        same: "Они те же",
        passphrase: "Парольная фраза корневого",
        read_back: "не глядя на экран",
        end: "Готово.",
    },
    Said {
        language: "en",
        yes: "yes",
        goes_on: "Press Enter to go on",
        clock: "Is that right",
        name: "organisation's name (",
        instance: "A fixed name",
        origin: "Where the page will live",
        server_key: "The server's key",
        inside: "(yes/no)",
        new_passphrase: "Choose a passphrase",
        again: "Once more:",
        channel: "The short name of a channel",
        kind: "What the channel is",
        channel_name: "The channel's name (",
        about: "whom they answer to",
        card: "The file with the card",
        same: "Are they the same",
        passphrase: "Passphrase of the organisation's root key",
        read_back: "without looking at the screen",
        end: "Done.",
    },
];
