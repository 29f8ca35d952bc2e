//! A machine of hers, with a terminal, and what is said and typed there in a language: the
//! prompts out of the program's own catalogues, what is read out of the page's.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use dauys_crypto::code::Code;
use dauys_tests::organisation::{DINA, ERLAN, MARAT};
use dauys_tests::programs;
use dauys_tests::surroundings::Surroundings;
use dauys_tests::terminal::Terminal;

/// Her machine.
pub(crate) struct Seat {
    machine: PathBuf,
    surroundings: Surroundings,
    /// The program's words and the page's.
    words: [String; 2],
}

impl Seat {
    /// One that is made there.
    pub(crate) fn new(machine: &Path, language: &str) -> Self {
        let surroundings = Surroundings::default().on_machine(machine).with("DAUYS_LANG", language);
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let words = ["investigator", "client-wasm"].map(|program| {
            fs::read_to_string(workspace.join(program).join(format!("locales/{language}.ftl")))
                .unwrap()
        });
        Self { machine: machine.to_owned(), surroundings, words }
    }

    pub(crate) fn machine(&self) -> &Path {
        &self.machine
    }

    /// `dauys`, on this machine.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.set_up(programs::dauys(), arguments)
    }

    /// The same at a terminal that is its own, for the code is asked for there.
    pub(crate) fn sit_down(&self, arguments: &[&str]) -> Terminal {
        let mut setsid = Command::new("setsid");
        setsid.arg("--ctty").arg(programs::dauys().get_program());
        Terminal::open(self.set_up(setsid, arguments))
    }

    fn set_up(&self, mut command: Command, arguments: &[&str]) -> Command {
        command.env_clear().env("TERM", "dumb").env("PATH", "/usr/bin:/bin");
        self.surroundings.apply(&mut command);
        command.args(arguments).current_dir(self.machine.join("home"));
        command
    }

    /// Every file on the machine.
    pub(crate) fn files(&self) -> Vec<String> {
        fn below(folder: &Path, found: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    below(&path, found);
                } else {
                    found.push(path.display().to_string());
                }
            }
        }
        let mut found = Vec::new();
        below(&self.machine, &mut found);
        found
    }

    /// A message of the program, up to the first value that is put in.
    pub(crate) fn word(&self, key: &str) -> String {
        message(&self.words[0], key)
    }

    /// The same of the page; of one that goes by a number, for one.
    pub(crate) fn page(&self, key: &str) -> String {
        message(&self.words[1], key)
    }

    /// Up to the first question; what was read until then.
    pub(crate) fn begin(&self, terminal: &mut Terminal, address: &str) -> String {
        terminal.answer(&self.word("visit-ask-address"), address);
        let landing = terminal.wait_for(&self.word("visit-ask-begin"));
        terminal.answer("", "1");
        let help = terminal.wait_for(&self.word("visit-ask-begin"));
        assert!(help.contains("111") && help.contains("102"), "{help}");
        terminal.answer("", "");
        flat(&landing)
    }

    /// What happened and nothing else, not for Erlan, for Marat and Dina; the check.
    pub(crate) fn fill_in(&self, terminal: &mut Terminal, story: &str) -> String {
        self.fill_in_with(terminal, story, |terminal| terminal.answer("", ""))
    }

    /// The same; this is answered when files are asked for.
    pub(crate) fn fill_in_with(
        &self,
        terminal: &mut Terminal,
        story: &str,
        add: impl FnOnce(&mut Terminal),
    ) -> String {
        terminal.answer(&self.word("visit-ask-text"), story);
        terminal.answer("", ".");
        terminal.answer(&self.word("visit-ask-text"), ">");
        self.choose_readers(terminal);
        terminal.wait_for(&self.word("visit-ask-files"));
        add(terminal);
        if story.contains('+') {
            let found = terminal.wait_for(&self.word("visit-ask-revealing"));
            assert!(flat(&found).contains(&self.page("revealing-phone")), "{found}");
            terminal.answer("", "");
        }
        terminal.wait_for(&self.word("visit-ask-send"))
    }

    /// Not for Erlan, for Marat and Dina.
    pub(crate) fn choose_readers(&self, terminal: &mut Terminal) {
        let asked = terminal.wait_for(&self.word("filing-ask-shut-out"));
        terminal.answer("", &number_of(&asked, ERLAN.name));
        let asked = terminal.wait_for(&self.word("filing-ask-readers"));
        assert!(!asked.contains(ERLAN.name), "{asked}");
        terminal.answer("", &[MARAT, DINA].map(|who| number_of(&asked, who.name)).join(" "));
    }

    /// The code, once it is shown; she types its last group back, at the second try.
    pub(crate) fn take_code(&self, terminal: &mut Terminal) -> String {
        let shown = terminal.wait_for(&self.word("visit-ask-last-group"));
        let code = shown.lines().find_map(|line| Code::parse(line.trim()).ok()).unwrap();
        terminal.answer("", "12");
        let wrong = terminal.wait_for(&self.word("visit-ask-last-group"));
        assert!(flat(&wrong).contains(&self.page("confirm-wrong")), "{wrong}");
        terminal.answer("", &code.last_group());
        code.grouped().to_string()
    }

    /// To the end, with a cleared screen; all that was said.
    pub(crate) fn leave(&self, mut terminal: Terminal) -> (ExitStatus, String) {
        terminal.answer(&self.word("filing-ask-clear"), "yes");
        terminal.end()
    }
}

/// What was said, as it was before it was folded into lines.
pub(crate) fn flat(said: &str) -> String {
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number before a name.
pub(crate) fn number_of(asked: &str, name: &str) -> String {
    let line = asked.lines().find(|line| line.contains(name)).unwrap();
    line.split_whitespace().next().unwrap().to_owned()
}

/// What stands behind a key, up to the first value.
fn message(catalogue: &str, key: &str) -> String {
    let begin = format!("{key} = ");
    let mut lines = catalogue.lines().skip_while(|line| !line.starts_with(&begin));
    let line = lines.next().and_then(|line| line.strip_prefix(&begin)).unwrap();
    let text = if line.ends_with("->") {
        lines.next().and_then(|line| line.split_once("] ")).unwrap().1
    } else {
        line
    };
    text.split('{').next().unwrap().trim_end().to_owned()
}
