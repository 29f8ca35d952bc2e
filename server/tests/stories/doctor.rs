//! `dauys-server doctor`: what is right is called so, each thing that is wrong is named with what to do,
//! and nothing is changed by looking.

use std::fs::{self, Permissions, read_dir, set_permissions};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use dauys_server::clock::Clock;
use dauys_wire::Day;
use rusqlite::Connection;
use serde_json::Value;

use crate::organisation::Organisation;
use crate::stack::Stack;

/// A data directory of today, without a server that runs.
fn prepare(change_roster: impl FnOnce(&mut Value)) -> Stack {
    let mut stack = Stack::prepare();
    let key = stack.organisation.parsed().server_key.to_string();
    stack.organisation = Organisation::new(&key, Clock::System.today());
    change_roster(&mut stack.organisation.roster);
    stack.config.root = Some(stack.organisation.root());
    stack.organisation.post(stack.data());
    stack
}

/// The program that serves it; ended when this is dropped.
struct Served {
    process: Child,
    address: String,
}

impl Served {
    fn start(stack: &Stack) -> Self {
        let mut command = program();
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(stack.data());
        let log = fs::File::create(log_of(stack)).unwrap();
        let mut process = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("listening on http://").unwrap().to_owned();
        Self { process, address }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let id = self.process.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.process.wait();
    }
}

fn log_of(stack: &Stack) -> PathBuf {
    stack.data().parent().unwrap().join("log")
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dauys-server"));
    command.env_clear();
    command
}

/// What it says, as JSON and as text, and the code with which it ends.
fn look(stack: &Stack, listen: &str, root: bool) -> (Value, String, Option<i32>) {
    let ask = |more: &[&str]| {
        let mut doctor = program();
        doctor.args(["doctor", "--listen", listen, "--data"]).arg(stack.data()).args(more);
        if root {
            doctor.args(["--root", &stack.organisation.root().to_string()]);
        }
        doctor.output().unwrap()
    };
    let (json, text) = (ask(&["--json"]), ask(&[]));
    assert_eq!(json.status.code(), text.status.code());
    let report = serde_json::from_slice(&json.stdout).unwrap();
    (report, String::from_utf8(text.stdout).unwrap(), text.status.code())
}

/// The states of a check, the worst last.
fn states(report: &Value, check: &str) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    let of = findings.filter(|finding| finding["check"] == check);
    let mut states: Vec<_> = of.map(|it| it["state"].as_str().unwrap().to_owned()).collect();
    states.sort_by_key(|state| ["good", "soon", "now"].iter().position(|it| it == state));
    states
}

#[test]
fn of_a_server_that_is_well_everything_is_good() {
    let stack = prepare(|_| {});
    let served = Served::start(&stack);
    fs::write(stack.data().join("backed-up"), Clock::System.today().to_string()).unwrap();
    let (report, text, code) = look(&stack, &served.address, true);
    for check in ["data", "key", "roster", "database", "disk", "backup", "files", "answers"] {
        assert_eq!(states(&report, check), ["good"], "{check}: {report}");
    }
    // Whether something keeps the clock of this machine right is not for a test to say.
    let expected = if states(&report, "clock") == ["good"] { 0 } else { 3 };
    assert_eq!(code, Some(expected), "{text}");
    assert!(text.contains("100 days more"), "{text}");
}

#[test]
fn what_is_wrong_is_named_with_what_to_do() {
    type Break = fn(&Stack);
    let days = |days: u32| {
        prepare(move |roster| {
            roster["expires"] = Clock::System.today().plus(days).to_string().into();
        })
    };
    let mode =
        |path: &Path, mode: u32| set_permissions(path, Permissions::from_mode(mode)).unwrap();
    let leave: Break = |_| {};
    let format: Break = |stack| {
        Connection::open(stack.data().join("open.sqlite"))
            .unwrap()
            .pragma_update(None, "user_version", 99)
            .unwrap();
    };
    let cases: [(&str, Stack, Break, &str, &str); 5] = [
        ("roster", days(28), leave, "soon", "new roster"),
        ("roster", days(7), leave, "now", "new roster"),
        (
            "roster",
            prepare(|_| {}),
            |stack| {
                fs::write(stack.data().join("help.json"), "{}\n").unwrap();
            },
            "now",
            "four files",
        ),
        ("database", prepare(|_| {}), format, "now", "newer version"),
        ("answers", prepare(|_| {}), leave, "now", "systemctl start"),
    ];
    for (check, stack, break_it, state, todo) in cases {
        // The database is made by a first start.
        drop(Served::start(&stack));
        break_it(&stack);
        let (report, text, code) = look(&stack, "127.0.0.1:1", true);
        assert_eq!(states(&report, check).last().unwrap(), state, "{check}: {text}");
        assert!(text.contains("do: ") && text.contains(todo), "{check}: {text}");
        assert_eq!(code, Some(4), "no server runs: {text}");
    }
    let stack = prepare(|_| {});
    for (days, state) in [(2, "good"), (3, "soon"), (8, "now")] {
        let day = Day::from_number(Clock::System.today().number() - days);
        fs::write(stack.data().join("backed-up"), day.to_string()).unwrap();
        let (report, ..) = look(&stack, "127.0.0.1:1", true);
        assert_eq!(states(&report, "backup"), [state], "{days}");
    }
    mode(&stack.data().join("server.key"), 0o644);
    mode(stack.data(), 0o755);
    let (report, ..) = look(&stack, "127.0.0.1:1", false);
    for check in ["data", "key", "roster"] {
        assert_eq!(states(&report, check).last().unwrap(), "now", "{check}: {report}");
    }
    let stack = prepare(|_| {});
    let served = Served::start(&stack);
    let (report, text, _) = look(&stack, &served.address, false);
    assert_eq!(states(&report, "roster"), ["good", "soon"], "the root is not pinned: {text}");
    let (report, text, code) = look(&stack, "127.0.0.1:1", true);
    assert_eq!((states(&report, "answers").concat(), code), ("now".into(), Some(4)), "{text}");
}

#[test]
fn looking_leaves_nothing_behind() {
    let stack = prepare(|_| {});
    drop(Served::start(&stack));
    let names = || {
        let mut names: Vec<_> =
            read_dir(stack.data()).unwrap().map(|it| it.unwrap().path()).collect();
        names.sort();
        names.into_iter().map(|path| (path.clone(), fs::read(path).ok())).collect::<Vec<_>>()
    };
    let before = names();
    look(&stack, "127.0.0.1:1", true);
    assert!(before == names(), "another file, or another content");
    let served = Served::start(&stack);
    look(&stack, &served.address, true);
}

#[test]
fn weeks_before_the_roster_ends_the_log_says_so_every_day() {
    let ends = |days: u32| {
        let stack = prepare(move |roster| {
            roster["expires"] = Clock::System.today().plus(days).to_string().into();
        });
        drop(Served::start(&stack));
        fs::read_to_string(log_of(&stack)).unwrap()
    };
    assert!(ends(28).contains("event=roster-ends days=28\n"));
    assert!(!ends(29).contains("roster-ends"));
}
