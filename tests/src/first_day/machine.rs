//! The newcomer's machine: a folder for a home, and a terminal.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::folder::Folder;
use crate::programs;
use crate::terminal::Terminal;

/// Long enough, and nobody's.
pub(super) const PASSPHRASE: &str = "nine words nobody else would put in a row";
/// What ends a text.
const END_OF_TEXT: &str = "\u{4}";
/// Settings of whoever runs this, which are none of the newcomer's.
/// With `CI`, even a terminal that says it shows no colours gets some.
const NOT_THEIRS: [&str; 7] =
    ["CI", "LC_ALL", "LC_MESSAGES", "XDG_DATA_HOME", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"];

/// What is typed when something is asked: first how the question ends.
#[derive(Clone, Copy)]
pub(super) enum Typed {
    /// A line.
    Line(&'static str, &'static str),
    /// The passphrase, which does not show.
    Secret(&'static str),
    /// Lines, and what ends a text.
    Text(&'static str, &'static str),
}

/// The machine.
pub(super) struct Machine {
    folder: Folder,
}

impl Machine {
    /// A new one.
    pub(super) fn new() -> Self {
        Self { folder: Folder::make() }
    }

    /// Where their home is.
    pub(super) fn home(&self) -> &Path {
        self.folder.path()
    }

    /// The card for the organisation.
    pub(super) fn card(&self) -> PathBuf {
        self.home().join(".local/share/dauys/card.txt")
    }

    /// Types a command and what it asks for; all that stands on the terminal below the command.
    pub(super) fn types(&self, line: &str, typed: &[Typed]) -> String {
        let mut terminal = Terminal::open(self.command(line));
        for one in typed {
            match one {
                Typed::Line(asked, answer) => terminal.answer(asked, answer),
                Typed::Secret(asked) => terminal.answer(asked, PASSPHRASE),
                Typed::Text(asked, text) => {
                    terminal.press(asked, &format!("{text}\n{END_OF_TEXT}"));
                }
            }
        }
        let (status, said) = terminal.end();
        assert!(status.success(), "{line}: {status}\n{said}");
        with_what_was_typed(&said, typed)
    }

    /// Opens the desk's page, which stays as long as the terminal: what it says, and the address.
    pub(super) fn opens_the_desk(&self) -> (Terminal, String, String) {
        let mut terminal = Terminal::open(self.command("dauys desk"));
        let before = terminal.wait_for("http://");
        let path = terminal.wait_for("\n");
        let after = terminal.wait_for("\n");
        let address = format!("http://{}", path.trim());
        (terminal, format!("{before}{path}{after}"), address)
    }

    /// As a shell would start it. The terminal is made its own, for it asks for passphrases there.
    fn command(&self, line: &str) -> Command {
        let dauys = programs::dauys();
        let mut command = Command::new("setsid");
        for (name, _) in dauys.get_envs() {
            command.env_remove(name);
        }
        for name in NOT_THEIRS {
            command.env_remove(name);
        }
        command.current_dir(self.home()).env("HOME", self.home());
        command.env("LANG", "en").env("TERM", "dumb");
        command.arg("--ctty").arg(dauys.get_program());
        command.args(line.split(' ').skip(1).map(|word| word.trim_matches('\'')));
        command
    }
}

/// Nothing that is typed is echoed here, so that it can be put where a person would see it.
fn with_what_was_typed(said: &str, typed: &[Typed]) -> String {
    let (mut seen, mut rest) = (String::new(), said);
    for one in typed {
        let (asked, shown) = match one {
            Typed::Line(asked, answer) => (*asked, format!(" {answer}")),
            Typed::Secret(asked) => (*asked, String::new()),
            Typed::Text(asked, text) => (*asked, format!("\n{text}")),
        };
        let (before, after) = rest.split_once(asked).expect("what was waited for");
        seen.extend([before, asked, &shown, "\n"]);
        // Behind a question stands a space; a terminal goes to the next line after a passphrase.
        rest = after.trim_start_matches(' ');
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    seen + rest
}
