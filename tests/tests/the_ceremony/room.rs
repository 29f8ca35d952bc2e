//! The rooms in which the machines stand that are never online, their sticks, and those whose cards came on
//! one of them.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;

use dauys_tests::folder::Folder;
use dauys_tests::investigator::{Investigator, Person};
use dauys_tests::stack::Server;
use dauys_tests::surroundings::Surroundings;
use dauys_tests::terminal::Terminal;
use dauys_tests::{paper, programs};
use dauys_wire::Digest;

pub(crate) const WORDS: &str = "алма терезе найзағай кітап бұлақ шеге";

/// Puts the sticks where a machine has them, with nothing else there. Of nobody else's machine: what is
/// mounted is seen by this process and its children alone.
const PUT_IN: &str = r#"mount -t tmpfs tmpfs /media && mkdir /media/carry /media/safe \
    && mount --bind "$CARRY" /media/carry && mount --bind "$SAFE" /media/safe && exec "$@""#;

/// Both sticks, the operator's machine, and those who investigate.
pub(crate) struct Room {
    pub(crate) folder: Folder,
    pub(crate) safe: PathBuf,
    pub(crate) carry: PathBuf,
    pub(crate) server_key: String,
    pub(crate) origin: String,
    pub(crate) people: Vec<Investigator>,
    data: PathBuf,
}

impl Room {
    pub(crate) fn prepare(people: &[Person]) -> Self {
        let folder = Folder::make();
        let place = |name: &str| folder.path().join(name);
        let passphrase = place("passphrase");
        fs::write(&passphrase, format!("{WORDS}\n")).unwrap();
        let people =
            people.iter().map(|one| Investigator::init(folder.path(), &passphrase, *one)).collect();
        let (safe, carry, data) = (place("safe"), place("carry"), place("server"));
        for stick in [&safe, &carry] {
            fs::create_dir(stick).unwrap();
        }
        let mut key = programs::server();
        let server_key = programs::must(key.arg("key").arg("--data").arg(&data)).trim().to_owned();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", free.local_addr().unwrap());
        Self { folder, safe, carry, server_key, origin, people, data }
    }

    /// A program at a machine that has no network but itself, with both sticks in it.
    pub(crate) fn sit_down(&self, machine: &str, program: &Command) -> Terminal {
        let mut alone = Command::new("unshare");
        alone.args(["--net", "--mount"]);
        if !rustix::process::geteuid().is_root() {
            alone.arg("--map-root-user");
        }
        alone.args(["--", "sh", "-c", PUT_IN, "sh"]);
        // Passphrases are asked for at the terminal itself, so it has to be theirs.
        alone.args(["setsid", "--ctty", "--"]).arg(program.get_program()).args(program.get_args());
        let home = self.folder.path().join(machine);
        fs::create_dir_all(&home).unwrap();
        alone.current_dir(&home).env("HOME", &home);
        alone.env("CARRY", &self.carry).env("SAFE", &self.safe);
        alone.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        Terminal::open(alone)
    }

    /// What somebody reads out by telephone, of the card that they made.
    pub(crate) fn read_out(&self, person: usize) -> String {
        let sha256 = Digest::of(&fs::read(self.people[person].card()).unwrap()).to_string();
        sha256.chars().take(20).collect()
    }

    /// The operator, with what came on the stick.
    pub(crate) fn serve(&self) -> Server {
        for name in ["roster.json", "roster.json.minisig", "questionnaire.json", "help.json"] {
            fs::copy(self.carry.join(name), self.data.join(name)).unwrap();
        }
        let address = self.origin.strip_prefix("http://").unwrap().parse().unwrap();
        Server::start(address, &self.data, &Surroundings::default()).unwrap()
    }

    /// The one address on a poster that was carried out, as a telephone reads it.
    pub(crate) fn scan(&self, poster: &str) -> String {
        // What a printer makes of it is not carried out.
        let printed = self.folder.path().join("printed.pdf");
        fs::copy(self.carry.join(poster), &printed).unwrap();
        paper::scan(&paper::print(&printed)).trim().to_owned()
    }
}
