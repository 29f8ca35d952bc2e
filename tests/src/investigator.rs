//! A person who investigates: a machine of their own, and `dauys` on it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use age::secrecy::SecretString;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use dauys_crypto::hybrid::HybridIdentity;
use dauys_investigator::vault::{Vault, VaultKey};
use ed25519_dalek::SigningKey;
use serde_json::Value;

use crate::folder::Folder;
use crate::organisation::{INSTANCE, flags};
use crate::programs;
use crate::terminal::Terminal;

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
}

impl Investigator {
    /// Makes the keys.
    pub fn init(folder: &Path, passphrase: &Path, person: Person) -> Self {
        let home = folder.join(person.folder);
        let nobody = Self { person, id: String::new(), home, passphrase: passphrase.to_owned() };
        let role = flags("role", &nobody.person.role);
        let mut init = nobody.dauys();
        init.args(["--json", "init", "--instance", INSTANCE, "--name", nobody.person.name])
            .args(role);
        let said: Value = serde_json::from_str(&programs::must(&mut init)).expect("JSON");
        Self { id: said["id"].as_str().expect("an id").to_owned(), ..nobody }
    }

    /// Their folder.
    pub fn home(&self) -> &Path {
        &self.home
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

    /// Any command that succeeds; its JSON.
    pub fn ask(&self, arguments: &[&str]) -> Value {
        let said = programs::must(self.dauys().arg("--json").args(arguments));
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {said}"))
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
        let key = BASE64_STANDARD_NO_PAD.decode(self.keys()["vault"].as_str().expect("a key"));
        let key = VaultKey::from_bytes(key.expect("base64").try_into().expect("32 bytes"));
        Vault::open(&self.home.join("vault"), &key).expect("a vault")
    }

    fn keys(&self) -> Value {
        let sealed = fs::read(self.home.join("keys.age")).expect("keys.age");
        let passphrase = fs::read_to_string(&self.passphrase).expect("a passphrase");
        let passphrase = SecretString::from(passphrase.trim_end().to_owned());
        let identity = age::scrypt::Identity::new(passphrase);
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
        dauys.arg("--home").arg(&self.home).arg("--passphrase-file").arg(&self.passphrase);
        dauys.args(["--lang", language]);
        dauys
    }
}
