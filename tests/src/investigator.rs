//! A person who investigates: a machine of their own, and `dauys` on it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use age::secrecy::SecretString;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use dauys_crypto::hybrid::HybridIdentity;
use dauys_crypto::vault::VaultKey;
use dauys_investigator::vault::Vault;
use ed25519_dalek::SigningKey;
use serde_json::Value;

use crate::folder::Folder;
use crate::organisation::{INSTANCE, flags};
use crate::programs;
use crate::surroundings::Surroundings;
use crate::terminal::Terminal;

/// The dearest passphrase that a file of theirs has, as the exponent of scrypt.
const WORK_FACTOR_MAX: u8 = 17;

/// Somebody in the roster.
#[derive(Clone, Copy)]
pub struct Person {
    /// The name of their folder.
    pub folder: &'static str,
    /// As colleagues and reporters read it.
    pub name: &'static str,
    /// Their position, in Kazakh, Russian and English.
    pub role: [&'static str; 3],
    /// Their channel's id.
    pub channel: &'static str,
}

/// A person with keys.
pub struct Investigator {
    /// Who.
    pub person: Person,
    /// Their id in the roster.
    pub id: String,
    home: PathBuf,
    passphrase: PathBuf,
    surroundings: Surroundings,
}

impl Investigator {
    /// Makes the keys.
    pub fn init(folder: &Path, passphrase: &Path, person: Person) -> Self {
        Self::init_in(Surroundings::default(), folder, passphrase, person)
    }

    /// The same on a machine of their own.
    pub fn init_in(
        surroundings: Surroundings,
        folder: &Path,
        passphrase: &Path,
        person: Person,
    ) -> Self {
        let home = folder.join(person.folder);
        let passphrase = passphrase.to_owned();
        let nobody = Self { person, id: String::new(), home, passphrase, surroundings };
        let role = flags("role", &nobody.person.role);
        let mut init = nobody.dauys();
        init.args(["--json", "init", "--instance", INSTANCE, "--name", nobody.person.name])
            .args(role);
        let said: Value = serde_json::from_str(&programs::must(&mut init)).expect("JSON");
        Self { id: said["id"].as_str().expect("an id").to_owned(), ..nobody }
    }

    /// Their folder of keys and vault.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Where the system keeps what is theirs, on the machine that they have.
    pub fn own_home(&self) -> PathBuf {
        self.surroundings.value("HOME").expect("a machine of their own").into()
    }

    /// All that a shell of theirs has to export.
    pub fn exports(&self) -> String {
        let home = self.home.as_os_str();
        self.surroundings.clone().with("DAUYS_HOME", home).exports()
    }

    /// What they type when they are asked for it.
    pub fn passphrase_text(&self) -> String {
        fs::read_to_string(&self.passphrase).expect("a passphrase").trim_end().to_owned()
    }

    /// The same person with the same keys and an empty vault, in this folder.
    #[must_use]
    pub fn with_an_empty_vault(&self, folder: &Path) -> Self {
        let keys = self.keys();
        fs::create_dir(folder).expect("a folder");
        fs::copy(self.home.join("keys.age"), folder.join("keys.age")).expect("a copy");
        Vault::create(&folder.join("vault"), &vault_key(&keys)).expect("a vault");
        Self {
            person: self.person,
            id: self.id.clone(),
            home: folder.to_owned(),
            passphrase: self.passphrase.clone(),
            surroundings: self.surroundings.clone(),
        }
    }

    /// The same person at another machine, whose folder of keys this is.
    #[must_use]
    pub fn on_machine(&self, home: &Path, passphrase: &Path) -> Self {
        Self {
            person: self.person,
            id: self.id.clone(),
            home: home.to_owned(),
            passphrase: passphrase.to_owned(),
            surroundings: self.surroundings.clone(),
        }
    }

    /// The card for the organisation.
    pub fn card(&self) -> PathBuf {
        self.home.join("card.txt")
    }

    /// The first `sync`, with the address on the poster.
    pub fn first_sync(&self, address: &str) -> Value {
        self.ask(&["sync", "--rejected", address])
    }

    /// Fetches and posts.
    pub fn sync(&self) -> Value {
        self.ask(&["sync", "--rejected"])
    }

    /// The same; what waits is posted now, outside of the day's plan.
    pub fn now(&self) -> Value {
        self.ask(&["sync", "--now"])
    }

    /// The cases.
    pub fn list(&self) -> Vec<Value> {
        self.ask(&["list"])["cases"].as_array().expect("cases").clone()
    }

    /// One case.
    pub fn show(&self, case: &str) -> Value {
        self.ask(&["show", case])
    }

    /// Any command that succeeds; its lines of JSON.
    pub fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        let said = programs::must(self.dauys().arg("--json").args(arguments));
        said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// The same of a command that does not succeed after it has said one line.
    pub fn attempt_lines(&self, arguments: &[&str]) -> [Value; 2] {
        let output = programs::run(self.dauys().arg("--json").args(arguments));
        assert!(!output.status.success(), "{arguments:?}");
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        let mut lines = said.lines().map(|line| serde_json::from_str(line).expect("JSON"));
        [lines.next().expect("a line"), lines.next_back().expect("a failure")]
    }

    /// A command that is not run yet.
    pub fn command(&self, language: &str, arguments: &[&str]) -> Command {
        let mut dauys = self.speaking(language);
        dauys.args(arguments);
        dauys
    }

    /// Sits down at a terminal; what the program would leave behind for a while it leaves in `temp`.
    pub fn sit_down(&self, language: &str, temp: &Path, arguments: &[&str]) -> Terminal {
        let mut dauys = self.command(language, arguments);
        dauys.current_dir(temp).env("TMPDIR", temp).env("HOME", temp);
        Terminal::open(dauys)
    }

    /// A `sync`, or why there was none: its exit code, and how it says that it failed.
    pub fn try_sync(&self) -> Result<Value, (Option<i32>, String)> {
        let output = programs::run(self.dauys().args(["--json", "sync", "--rejected"]));
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        let last = said.lines().last().expect("a line");
        let last: Value = serde_json::from_str(last).expect("JSON");
        if output.status.success() {
            return Ok(last);
        }
        Err((output.status.code(), last["failure"].as_str().unwrap_or_default().to_owned()))
    }

    /// Any command that succeeds; its JSON.
    pub fn ask(&self, arguments: &[&str]) -> Value {
        let said = programs::must(self.dauys().arg("--json").args(arguments));
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {said}"))
    }

    /// The same for a command that reads a text, which it is given as if it were typed.
    pub fn ask_with(&self, arguments: &[&str], text: &str) -> Value {
        let mut dauys = self.dauys();
        dauys.arg("--json").args(arguments);
        let output = programs::run_with(&mut dauys, text);
        let said = programs::content(&dauys, output);
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {said}"))
    }

    /// The same for one that says several lines.
    pub fn lines_with(&self, arguments: &[&str], input: &Value) -> Vec<Value> {
        let mut dauys = self.dauys();
        dauys.arg("--json").args(arguments);
        let output = programs::run_with(&mut dauys, &input.to_string());
        let said = programs::content(&dauys, output);
        said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// Answers the reporter.
    pub fn reply(&self, case: &str, text: &str) {
        let mut dauys = self.dauys();
        dauys.args(["reply", case, "--file", "-"]).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut dauys = dauys.stderr(Stdio::inherit()).spawn().expect("dauys");
        let mut input = dauys.stdin.take().expect("a pipe");
        input.write_all(text.as_bytes()).expect("a reader");
        drop(input);
        let status = dauys.wait().expect("dauys");
        assert!(status.success(), "dauys reply: {status}");
    }

    /// Writes to the colleagues of a case, now or in its turn; what that says to programs.
    pub fn note(&self, case: &str, text: &str, flags: &[&str]) -> Value {
        let file = self.home.join("note.txt");
        fs::write(&file, text).expect("a file");
        let file = file.to_str().expect("UTF-8");
        self.ask(&[&["note", case, "--file", file], flags].concat())
    }

    /// Runs a command that does not succeed; its exit code, and how it says it failed. Of one that
    /// succeeds nothing.
    pub fn attempt(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let (exit, failure, _) = self.attempt_in("kk", arguments);
        (exit, failure)
    }

    /// The same, and the words of the failure in this language.
    pub fn attempt_in(&self, language: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = programs::run(self.speaking(language).arg("--json").args(arguments));
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        let said: Value = said
            .lines()
            .last()
            .map_or(Value::Null, |line| serde_json::from_str(line).expect("JSON"));
        let text = |key: &str| said[key].as_str().unwrap_or_default().to_owned();
        (output.status.code(), text("failure"), text("text"))
    }

    /// What a command says to a person who reads this language.
    pub fn says(&self, language: &str, arguments: &[&str]) -> String {
        programs::must(self.speaking(language).args(arguments))
    }

    /// All that a command says to a person who reads this language, whether it succeeds or not. It
    /// runs on a copy of this machine, so that what is told once is told to the next one too.
    pub fn would_say(&self, language: &str, arguments: &[&str]) -> String {
        let folder = Folder::make();
        let copy = Self {
            person: self.person,
            id: self.id.clone(),
            home: folder.path().join("copy"),
            passphrase: self.passphrase.clone(),
            surroundings: self.surroundings.clone(),
        };
        fs::create_dir(&copy.home).expect("a folder");
        for entry in fs::read_dir(&self.home).expect("their folder") {
            let entry = entry.expect("a file");
            fs::copy(entry.path(), copy.home.join(entry.file_name())).expect("a copy");
        }
        let output = programs::run(copy.speaking(language).args(arguments));
        let said = [output.stdout, output.stderr].concat();
        String::from_utf8(said).expect("UTF-8")
    }

    /// What opens their letters: out of their file of keys, with their passphrase, as any age would
    /// do it. No command of `dauys` gives it away.
    pub fn identity(&self) -> HybridIdentity {
        HybridIdentity::parse(self.keys()["reading"].as_str().expect("a key")).expect("a key")
    }

    /// What signs in their name, out of the same file.
    pub fn signing(&self) -> SigningKey {
        let keys = self.keys();
        let key = BASE64_STANDARD_NO_PAD.decode(keys["signing"].as_str().expect("a key"));
        SigningKey::from_bytes(&key.expect("base64").try_into().expect("32 bytes"))
    }

    /// What they have on their disk, as `dauys` opens it: for what takes weeks.
    pub fn vault(&self) -> Vault {
        Vault::open(&self.home.join("vault"), &vault_key(&self.keys())).expect("a vault")
    }

    /// Seals their file of keys anew, with the same passphrase at next to no price: whoever runs
    /// `dauys` a thousand times cannot pay half a second for each. The format leaves the price open.
    pub fn make_passphrase_cheap(&self) {
        let mut recipient = age::scrypt::Recipient::new(self.passphrase());
        recipient.set_work_factor(1);
        let keys = serde_json::to_vec(&self.keys()).expect("JSON");
        let sealed = age::encrypt(&recipient, &keys).expect("a sealed file");
        // Into the file that is there: it stays closed to others.
        fs::write(self.home.join("keys.age"), sealed).expect("keys.age");
    }

    fn passphrase(&self) -> SecretString {
        SecretString::from(self.passphrase_text())
    }

    fn keys(&self) -> Value {
        let sealed = fs::read(self.home.join("keys.age")).expect("keys.age");
        let mut identity = age::scrypt::Identity::new(self.passphrase());
        // What age would bear by itself is measured, and on a busy machine it is less than the file costs.
        identity.set_max_work_factor(WORK_FACTOR_MAX);
        let mut text = String::new();
        age::Decryptor::new_buffered(sealed.as_slice())
            .and_then(|it| it.decrypt(std::iter::once(&identity as &dyn age::Identity)))
            .expect("their passphrase")
            .read_to_string(&mut text)
            .expect("keys");
        serde_json::from_str(&text).expect("JSON")
    }

    fn dauys(&self) -> Command {
        self.speaking("kk")
    }

    fn speaking(&self, language: &str) -> Command {
        let mut dauys = programs::dauys();
        self.surroundings.apply(&mut dauys);
        dauys.arg("--home").arg(&self.home).arg("--passphrase-file").arg(&self.passphrase);
        dauys.args(["--lang", language]);
        dauys
    }
}

fn vault_key(keys: &Value) -> VaultKey {
    let key = BASE64_STANDARD_NO_PAD.decode(keys["vault"].as_str().expect("a key"));
    VaultKey::from_bytes(key.expect("base64").try_into().expect("32 bytes"))
}
