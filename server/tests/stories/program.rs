//! The program itself: its settings, its words, its end.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Output, Stdio};

use crate::client::Ask;
use crate::stack::Stack;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dauys-server"));
    command.env_clear();
    command
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    fs::write(at("settings.toml"), format!("data = {:?}\nstamp_bits = 9\n", at("of-the-file")))
        .unwrap();
    let file = ["serve".into(), "--config".into(), at("settings.toml")];

    let without_key = |output: &Output| {
        assert_eq!(output.status.code(), Some(1));
        let words = words(output);
        assert!(
            words.contains("server.key is missing: make it with `dauys-server key`"),
            "{words}"
        );
        words
    };
    let output = program().args(&file).output().unwrap();
    assert!(without_key(&output).contains("of-the-file"));
    let output =
        program().args(&file).env("DAUYS_DATA", at("of-the-environment")).output().unwrap();
    assert!(without_key(&output).contains("of-the-environment"));
    let output = program()
        .args(&file)
        .env("DAUYS_DATA", at("of-the-environment"))
        .args(["--data".into(), at("of-the-flag")])
        .output()
        .unwrap();
    assert!(without_key(&output).contains("of-the-flag"));
}

#[test]
fn a_setting_that_is_wrong_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("settings.toml");
    let with = |text: &str| {
        fs::write(&path, text).unwrap();
        let output = program().args(["serve", "--config"]).arg(&path).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        words(&output)
    };
    assert!(with("stamp_bit = 3").contains("stamp_bit"));
    assert!(with("data = \"x\"\nstamp_bits = 23").contains("stamp_bits"));
    assert!(with("").contains("--data"));
}

#[test]
fn the_key_is_made_once_and_its_public_half_printed() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let key = || {
        let output = program().args(["key", "--data"]).arg(&data).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let first = key();
    assert!(dauys_wire::PublicKey::parse(first.trim_end()).is_ok(), "{first}");
    assert_eq!(key(), first);
}

#[test]
fn help_says_what_each_setting_is_for() {
    let output = program().args(["serve", "--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for word in ["--data", "DAUYS_LISTEN", "--root", "--stamp-bits", "SIGHUP", "503"] {
        assert!(help.contains(word), "{word}: {help}");
    }
}

#[test]
fn it_serves_until_it_is_told_to_stop_and_says_no_more_than_that() {
    let mut stack = Stack::prepare();
    stack.organisation = crate::organisation::Organisation::new(
        &stack.organisation.parsed().server_key.to_string(),
        dauys_server::clock::Clock::System.today(),
    );
    stack.organisation.post(stack.data());
    let mut command = program();
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(stack.data());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim_end().strip_prefix("listening on http://").unwrap().parse().unwrap();
    assert_eq!(Ask::get("/").header("user-agent", "kanarenvogel").send(address).status, 200);
    assert_eq!(Ask::get("/api/v1/letters/kanarenvogel").send(address).status, 400);

    let process = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &process]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let words = words(&output);
    let today = dauys_server::clock::Clock::System.today();
    for line in words.lines() {
        assert!(line.starts_with(&format!("day={today} event=")), "{line}");
    }
    let events: Vec<_> = words.lines().filter_map(|line| line.split([' ', '=']).nth(3)).collect();
    assert_eq!(events, ["roster-loaded", "retention", "started", "stopped"], "{words}");
    assert!(!words.contains("kanarenvogel") && !words.contains("127.0.0.1"));
}
