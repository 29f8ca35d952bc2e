//! The organisation of the stories, made as organisations make theirs: by `dauys init` on the
//! machine of each investigator and `dauys org` on the organisation's own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use minisign::{SecretKey, SecretKeyBox};
use serde_json::Value;

use crate::investigator::{Investigator, Person};
use crate::programs;
use crate::surroundings::Surroundings;

/// The installation's name.
pub const INSTANCE: &str = "story.example";

/// Human resources, where she shuts somebody out.
pub const AIGUL: Person = Person {
    folder: "aigul",
    name: "Айгүл Сейтқали",
    role: ["HR басшысы", "руководитель HR", "head of HR"],
    channel: "hr",
};
/// Human resources: the one who takes part in what happened.
pub const ERLAN: Person = Person {
    folder: "erlan",
    name: "Ерлан Жұмабеков",
    role: ["HR маманы", "специалист HR", "HR specialist"],
    channel: "hr",
};
/// The trade union.
pub const MARAT: Person = Person {
    folder: "marat",
    name: "Марат Оспанов",
    role: ["кәсіподақ төрағасы", "председатель профсоюза", "union chair"],
    channel: "union",
};
/// The lawyer of an NGO.
pub const DINA: Person = Person {
    folder: "dina",
    name: "Дина Ахметова",
    role: ["заңгер", "юрист", "lawyer"],
    channel: "ngo",
};

/// Everyone.
pub const PEOPLE: [Person; 4] = [AIGUL, ERLAN, MARAT, DINA];

/// A channel: id, kind, name, about.
pub type Channel = (&'static str, &'static str, [&'static str; 3], [&'static str; 3]);

/// The channels of [`PEOPLE`].
pub const CHANNELS: [Channel; 3] = [
    (
        "hr",
        "hr",
        ["Кадр бөлімі", "Отдел кадров", "Human resources"],
        [
            "Басшылыққа есеп береді.",
            "Отчитывается перед руководством.",
            "Reports to the management.",
        ],
    ),
    (
        "union",
        "union",
        ["Кәсіподақ", "Профсоюз", "Trade union"],
        ["Мүшелері сайлайды.", "Избирается его членами.", "Elected by its members."],
    ),
    (
        "ngo",
        "ngo",
        ["«Теңдік» қоры", "Фонд «Теңдік»", "Tendik foundation"],
        ["Жұмыс берушіден тәуелсіз.", "Не зависит от работодателя.", "Depends on no employer."],
    ),
];

const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// What an organisation is founded with.
pub struct Charter<'a> {
    /// Who investigates.
    pub people: &'a [Person],
    /// Their channels.
    pub channels: &'a [Channel],
    /// Whether somebody who investigates could be the accused: then desks keep the pace, and what is
    /// posted on a day is shown when it is over.
    pub accused_inside: bool,
    /// Changes of `organisation.toml`: what stands there, and what is to.
    pub changes: &'a [(&'a str, &'a str)],
    /// In which all of its programs run.
    pub surroundings: Surroundings,
    /// Whether every command takes the half second that a passphrase costs whoever guesses it. Stories have
    /// thousands of commands.
    pub dear_passphrases: bool,
}

impl Default for Charter<'_> {
    /// That of the stories: everything is there at once.
    fn default() -> Self {
        Self {
            people: &PEOPLE,
            channels: &CHANNELS,
            accused_inside: false,
            changes: &[],
            surroundings: Surroundings::default(),
            dear_passphrases: false,
        }
    }
}

/// The organisation's machine, and everyone's.
pub struct Organisation {
    folder: PathBuf,
    passphrase: PathBuf,
    surroundings: Surroundings,
    investigators: Vec<Investigator>,
}

impl Organisation {
    /// Makes the keys of everyone and the unsigned roster. `data` is the server's directory.
    pub fn found(charter: &Charter<'_>, folder: &Path, data: &Path) -> Self {
        let passphrase = folder.join("passphrase");
        fs::write(&passphrase, "ұзын құпия сөз 2026\n").expect("a file");
        let machine = |name: &str| {
            charter.surroundings.clone().on_machine(&folder.join("machines").join(name))
        };
        let mut key = programs::server();
        charter.surroundings.apply(&mut key);
        let server_key = programs::must(key.arg("key").arg("--data").arg(data));
        let organisation = Self {
            folder: folder.join("organisation"),
            passphrase,
            surroundings: machine("organisation"),
            investigators: vec![],
        };
        // The slow part is what a passphrase costs; there is no need to wait for each in turn.
        let investigators = std::thread::scope(|threads| {
            let passphrase = &organisation.passphrase;
            let people: Vec<_> = charter
                .people
                .iter()
                .map(|person| (*person, machine(person.folder)))
                .map(|(person, machine)| {
                    threads.spawn(move || {
                        let one = Investigator::init_in(machine, folder, passphrase, person);
                        if !charter.dear_passphrases {
                            one.make_passphrase_cheap();
                        }
                        one
                    })
                })
                .collect();
            organisation.init(server_key.trim(), charter.accused_inside);
            people.into_iter().map(|person| person.join().expect("keys")).collect()
        });
        let organisation = Self { investigators, ..organisation };
        organisation.fill(charter.channels);
        organisation.change(charter.changes);
        organisation
    }

    /// Everyone who investigates.
    pub fn investigators(&self) -> &[Investigator] {
        &self.investigators
    }

    /// One of its investigators.
    pub fn investigator(&self, person: &Person) -> &Investigator {
        let found = self.investigators.iter().find(|one| one.person.folder == person.folder);
        found.unwrap_or_else(|| panic!("{} has no keys", person.name))
    }

    /// Has every desk keep the pace that `dauys org init` proposes where the accused could be inside;
    /// what is posted is shown at once all the same, so that a story need not wait for a day.
    pub fn keep_pace(&self) {
        self.change(&[
            ("letters_per_day = 0", "letters_per_day = 12"),
            ("replies_per_day = 0", "replies_per_day = 4"),
        ]);
    }

    /// Changes `organisation.toml` as its people do in an editor.
    fn change(&self, changes: &[(&str, &str)]) {
        let settings = self.folder.join("organisation.toml");
        let mut text = fs::read_to_string(&settings).expect("organisation.toml");
        for (before, after) in changes {
            assert!(text.contains(before), "there is no {before} to change in\n{text}");
            text = text.replace(before, after);
        }
        fs::write(&settings, text).expect("organisation.toml");
    }

    /// Has it promise in plain days where it would promise in working days and months: what is left of
    /// those is not the same on a Friday.
    pub fn promise_in_days(&self) {
        self.change(&[
            ("days = 7\nworking_days = 3", "days = 7"),
            ("answer]\nmonths = 3", "answer]\ndays = 90"),
        ]);
    }

    /// Puts somebody with a card into a channel.
    pub fn add(&self, card: &Path, channel: &str) {
        self.org(&["add", card.to_str().expect("UTF-8"), "--channel", channel]);
    }

    /// Enters this help directory; the organisation's own check must have no word against it.
    pub fn enter_help(&self, directory: &Value) {
        fs::write(self.folder.join("help.json"), directory.to_string()).expect("help.json");
        let said: Value = serde_json::from_str(&self.org(&["help", "check", "--json"]))
            .expect("what `dauys org help check` says");
        assert_eq!(said["mistakes"], serde_json::json!([]));
    }

    /// Signs for a page at this origin, and puts the four files where the server reads them.
    pub fn sign(&self, origin: &str, data: &Path) {
        self.sign_for(&[origin], data);
    }

    /// The same, for a page at several origins.
    pub fn sign_for(&self, origins: &[&str], data: &Path) {
        let settings = self.folder.join("organisation.toml");
        let text = fs::read_to_string(&settings).expect("organisation.toml");
        let own = format!("origins = {origins:?}");
        let lines = text.lines().map(|line| {
            let line = if line.starts_with("origins = ") { &own } else { line };
            format!("{line}\n")
        });
        fs::write(&settings, lines.collect::<String>()).expect("organisation.toml");
        self.org(&["sign"]);
        for name in ["roster.json", "roster.json.minisig", "questionnaire.json", "help.json"] {
            fs::copy(self.folder.join("publish").join(name), data.join(name)).expect(name);
        }
    }

    /// Signs the list of the page that the server shows, and brings the signature there.
    pub fn sign_site(&self, list: &[u8], data: &Path) {
        let file = self.folder.join("site.json");
        fs::write(&file, list).expect("a file");
        self.org(&["site", &file.display().to_string()]);
        let name = "site.json.minisig";
        fs::copy(self.folder.join("publish").join(name), data.join(name)).expect(name);
    }

    /// The root, out of its file with its passphrase. That takes a second: it is made dear.
    pub fn root(&self) -> Root {
        let key = fs::read_to_string(self.folder.join("root.key")).expect("the root");
        let passphrase = fs::read_to_string(&self.passphrase).expect("a passphrase");
        let secret = SecretKeyBox::from_string(&key)
            .and_then(|sealed| sealed.into_secret_key(Some(passphrase.trim_end().to_owned())))
            .expect("the root");
        let roster = fs::read(self.folder.join("publish/roster.json")).expect("a roster");
        Root { secret, roster: serde_json::from_slice(&roster).expect("JSON") }
    }

    /// What `dauys org check` says: among others, what stands on the poster.
    pub fn check(&self) -> Value {
        serde_json::from_str(&self.org(&["check", "--json"])).expect("JSON")
    }

    /// The unsigned roster; the origin is known when the server listens.
    fn init(&self, server_key: &str, accused_inside: bool) {
        let names = ["«Дала» ЖШС", "ТОО «Дала»", "Dala LLP"];
        let accused_inside = if accused_inside { "yes" } else { "no" };
        let mut arguments =
            vec!["init", "--instance", INSTANCE, "--accused-inside", accused_inside];
        let server_key = format!("--server-key={server_key}");
        arguments.extend(["--origin", "http://127.0.0.1:1", &server_key]);
        let names = flags("name", &names);
        arguments.extend(names.iter().map(String::as_str));
        self.org(&arguments);
    }

    fn fill(&self, channels: &[Channel]) {
        for (id, kind, name, about) in channels {
            let texts = [flags("name", name), flags("about", about)].concat();
            let mut arguments = vec!["channel", *id, "--kind", *kind];
            arguments.extend(texts.iter().map(String::as_str));
            self.org(&arguments);
        }
        for investigator in &self.investigators {
            self.add(&investigator.card(), investigator.person.channel);
        }
    }

    /// Any step, on its own machine; what it says.
    pub fn org(&self, arguments: &[&str]) -> String {
        programs::must(&mut self.step(arguments))
    }

    /// Any step that is refused: its exit code, and the name of the failure.
    pub fn refused(&self, arguments: &[&str]) -> (i32, String) {
        let output = programs::run(self.step(arguments).arg("--json"));
        let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let name = said["failure"].as_str().expect("a failure").to_owned();
        (output.status.code().expect("an exit code"), name)
    }

    /// The files that the server publishes.
    pub fn published(&self) -> PathBuf {
        self.folder.join("publish")
    }

    fn step(&self, arguments: &[&str]) -> Command {
        let mut dauys = programs::dauys();
        self.surroundings.apply(&mut dauys);
        dauys.arg("--passphrase-file").arg(&self.passphrase);
        dauys.arg("org").arg("--folder").arg(&self.folder).args(arguments);
        dauys
    }
}

/// The organisation's root in bad hands, and the roster that was published last.
pub struct Root {
    secret: SecretKey,
    roster: Value,
}

impl Root {
    /// The published roster with a change, and its signature. What `dauys` would refuse to sign is
    /// no hindrance.
    pub fn forge(&self, change: impl FnOnce(&mut Value)) -> (Vec<u8>, String) {
        let mut roster = self.roster.clone();
        change(&mut roster);
        let roster = serde_json::to_vec(&roster).expect("JSON");
        let signature = self.sign(&roster);
        (roster, signature)
    }

    /// Signs anything.
    pub fn sign(&self, bytes: &[u8]) -> String {
        let signature = minisign::sign(None, &self.secret, bytes, None, None);
        signature.expect("a signature").to_string()
    }
}

/// `--name-kk …`, and so for every language.
pub(crate) fn flags(what: &str, texts: &[&str; 3]) -> Vec<String> {
    let each = LANGUAGES.iter().zip(texts);
    each.flat_map(|(language, text)| [format!("--{what}-{language}"), (*text).to_owned()]).collect()
}
