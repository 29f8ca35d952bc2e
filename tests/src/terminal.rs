//! A person at a terminal: an interactive bash with a history, to which commands are typed, and
//! `dauys` run by it, to which passphrases and texts are typed.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::investigator::Investigator;
use crate::programs;

/// Longer than any command takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Nothing that `dauys` prints; behind it stands how the last command ended.
const PROMPT: &str = "§desk§";
/// What ends a text.
const END_OF_TEXT: &str = "\u{4}";
/// What `dauys` asks for first, and what it says when it reads a text. Typed before that, a key
/// would be lost: it belongs to nobody yet.
const PASSPHRASE: &str = "Passphrase:";
const TEXT: &str = "Ctrl-D";

/// The terminal.
pub struct Terminal {
    shell: Child,
    input: ChildStdin,
    output: Receiver<Vec<u8>>,
    /// What came and was not looked at yet.
    seen: String,
    rest: Vec<u8>,
    passphrase: String,
    is_closed: bool,
}

impl Terminal {
    /// Opens one on the machine of an investigator.
    pub fn open(investigator: &Investigator) -> Self {
        Self::open_with(&history(investigator), investigator)
    }

    /// The same, with another history.
    pub fn open_with(history: &Path, investigator: &Investigator) -> Self {
        let settings = history.with_extension("rc");
        let programs = programs::folder().display();
        let lines = [
            format!("PS1='{PROMPT}$?\\n'"),
            format!("export HISTFILE='{}' PATH='{programs}:/usr/bin:/bin'", history.display()),
            "shopt -s histappend".to_owned(),
            "bind 'set enable-bracketed-paste off' 2>/dev/null".to_owned(),
            investigator.exports(),
        ];
        fs::write(&settings, lines.join("\n")).expect("settings");
        let mut script = Command::new("script");
        // It gives the shell a terminal of its own, and keeps nothing.
        let bash = format!("bash --noprofile --rcfile '{}' -i", settings.display());
        script.args(["--quiet", "--command", &bash, "/dev/null"]);
        script
            .env_clear()
            .env("TERM", "dumb")
            .env("LC_ALL", "C.UTF-8")
            .env("PATH", "/usr/bin:/bin");
        script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut shell = script.spawn().expect("a terminal");
        let input = shell.stdin.take().expect("a pipe");
        let mut from = shell.stdout.take().expect("a pipe");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4_096];
            while let Ok(count @ 1..) = from.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let (seen, rest) = (String::new(), Vec::new());
        let passphrase = investigator.passphrase_text();
        let mut terminal = Self { shell, input, output, seen, rest, passphrase, is_closed: false };
        terminal.prompt("the shell");
        terminal
    }

    /// Types a command, the passphrase that it asks for, and a text if there is one; what stood on
    /// the screen until the next prompt.
    pub fn run(&mut self, command: &str, text: &str) -> String {
        self.type_in(&format!("{command}\n"));
        let mut said = self.wait_for(PASSPHRASE, command);
        self.type_in(&format!("{}\n", self.passphrase));
        if !text.is_empty() {
            said += &self.wait_for(TEXT, command);
            self.type_in(&format!("{text}\n{END_OF_TEXT}"));
        }
        said += &self.prompt(command);
        said
    }

    /// Types a command of the shell's own.
    pub fn run_plainly(&mut self, command: &str) {
        self.type_in(&format!("{command}\n"));
        self.prompt(command);
    }

    /// Leaves, so that the history is written.
    pub fn close(mut self) {
        self.type_in("exit\n");
        let status = self.shell.wait().expect("a terminal");
        assert!(status.success(), "the terminal: {status}");
        self.is_closed = true;
    }

    fn type_in(&mut self, keys: &str) {
        self.input.write_all(keys.as_bytes()).expect("a terminal");
        self.input.flush().expect("a terminal");
    }

    /// What came before the prompt; fails if the command did.
    fn prompt(&mut self, command: &str) -> String {
        let said = self.wait_for(PROMPT, command);
        let code = self.wait_for("\n", command);
        assert_eq!(code.trim(), "0", "{command}:\n{said}");
        said
    }

    /// What comes before this.
    fn wait_for(&mut self, end: &str, command: &str) -> String {
        loop {
            if let Some((said, rest)) = self.seen.split_once(end) {
                let (said, rest) = (said.to_owned(), rest.to_owned());
                self.seen = rest;
                return said;
            }
            let Ok(bytes) = self.output.recv_timeout(PATIENCE) else {
                panic!("{command}: no {end:?} in\n{}", self.seen);
            };
            self.rest.extend(bytes);
            // A letter may be cut in two.
            let whole = match str::from_utf8(&self.rest) {
                Ok(_) => self.rest.len(),
                Err(error) => error.valid_up_to(),
            };
            let rest = self.rest.split_off(whole);
            self.seen += &String::from_utf8_lossy(&std::mem::replace(&mut self.rest, rest));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if !self.is_closed {
            // The shell goes with its terminal.
            let _ = self.shell.kill();
            let _ = self.shell.wait();
        }
    }
}

/// Where the shell of an investigator keeps what was typed.
pub fn history(investigator: &Investigator) -> PathBuf {
    investigator.own_home().join(".bash_history")
}
