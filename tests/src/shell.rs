//! A person's shell: an interactive bash with a history, at a terminal of its own, to which commands
//! are typed, and `dauys` run by it, to which passphrases and texts are typed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::investigator::Investigator;
use crate::programs;
use crate::terminal::Terminal;

/// What stands between how the last command ended and the next one; nothing that `dauys` prints.
const PROMPT: &str = "]§desk§";
/// What `dauys` asks for first, and what it says when it reads a text. Typed before that, a key
/// would be lost: it belongs to nobody yet.
const PASSPHRASE: &str = "Passphrase:";
const TEXT: &str = "Ctrl-D";
/// What ends a text.
const END_OF_TEXT: &str = "\u{4}";

/// The shell.
pub struct Shell {
    terminal: Terminal,
    passphrase: String,
}

impl Shell {
    /// Opens one on the machine of an investigator.
    pub fn open(investigator: &Investigator) -> Self {
        Self::open_with(&history(investigator), investigator)
    }

    /// The same, with another history.
    pub fn open_with(history: &Path, investigator: &Investigator) -> Self {
        let settings = history.with_extension("settings");
        let programs = programs::folder().display();
        let lines = [
            format!("PS1='[$?{PROMPT}'"),
            format!("export HISTFILE='{}' PATH='{programs}:/usr/bin:/bin'", history.display()),
            "shopt -s histappend".to_owned(),
            "bind 'set enable-bracketed-paste off' 2>/dev/null".to_owned(),
            investigator.exports(),
        ];
        fs::write(&settings, lines.join("\n")).expect("settings");
        // The terminal is made its own, for passphrases are asked for there.
        let mut bash = Command::new("setsid");
        bash.args(["--ctty", "bash", "--noprofile", "--rcfile"]).arg(&settings).arg("-i");
        bash.env_clear().env("TERM", "dumb").env("LC_ALL", "C.UTF-8").env("PATH", "/usr/bin:/bin");
        let mut shell =
            Self { terminal: Terminal::open(bash), passphrase: investigator.passphrase_text() };
        shell.prompt("the shell");
        shell
    }

    /// Types a command of `dauys`, the passphrase that it asks for, and a text if there is one; what
    /// stood on the screen until the next prompt.
    pub fn run(&mut self, command: &str, text: &str) -> String {
        self.terminal.answer("", command);
        let mut said = self.terminal.wait_for(PASSPHRASE);
        self.terminal.answer("", &self.passphrase);
        if !text.is_empty() {
            said += &self.terminal.wait_for(TEXT);
            self.terminal.press("", &format!("{text}\n{END_OF_TEXT}"));
        }
        said + &self.prompt(command)
    }

    /// Types a command of the shell's own.
    pub fn run_plainly(&mut self, command: &str) {
        self.terminal.answer("", command);
        self.prompt(command);
    }

    /// Leaves, so that the history is written.
    pub fn close(mut self) {
        self.terminal.answer("", "exit");
        let (status, said) = self.terminal.end();
        assert!(status.success(), "the shell: {status}\n{said}");
    }

    /// What came before the prompt; fails if the command did.
    fn prompt(&mut self, command: &str) -> String {
        let said = self.terminal.wait_for(PROMPT);
        let before = said.rsplit_once(PROMPT).and_then(|(before, _)| before.rsplit_once('['));
        let (said, code) = before.expect("a prompt");
        assert_eq!(code, "0", "{command}:\n{said}");
        said.to_owned()
    }
}

/// Where the shell of an investigator keeps what was typed.
pub fn history(investigator: &Investigator) -> PathBuf {
    investigator.own_home().join(".bash_history")
}
