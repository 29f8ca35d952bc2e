//! What other programs make of what `dauys` writes for them: shells complete with it, `man` shows it;
//! and a terminal gets colours where a pipe gets none.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where it fails, and its helpers are no `#[test]` functions"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn dauys(arguments: &[&str]) -> Output {
    let mut dauys = Command::new(env!("CARGO_BIN_EXE_dauys"));
    for name in ["DAUYS_HOME", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        dauys.env_remove(name);
    }
    dauys.args(["--lang", "en"]).args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The script for a shell, in a file of this name.
fn script(folder: &Path, shell: &str) -> PathBuf {
    let path = folder.join(format!("dauys.{shell}"));
    fs::write(&path, text(&dauys(&["completions", shell]))).unwrap();
    path
}

/// Runs a program that has to be content and silent.
fn quiet(program: &str, arguments: &[&str], file: &Path) {
    let output = Command::new(program).args(arguments).arg(file).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success() && said.is_empty(), "{program} {}: {said}", file.display());
}

#[test]
fn bash_completes_commands_steps_and_flags() {
    let folder = tempfile::tempdir().unwrap();
    let path = script(folder.path(), "bash");
    // As readline does it: the words so far, the place in them, the function that was registered.
    let program = r#"
        source "$1"
        complete -p dauys | grep -q -- '-F _dauys ' || exit 1
        shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
        _dauys "$1" "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}""#;
    let completed = |words: &[&str]| {
        let mut bash = Command::new("bash");
        bash.args(["--norc", "-c", program, "bash"]).arg(&path).args(words);
        text(&bash.output().unwrap()).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(completed(&["dauys", "rep"]), ["reply", "report"]);
    assert_eq!(completed(&["dauys", "org", "questionnaire", "p"]), ["preview"]);
    assert_eq!(completed(&["dauys", "sync", "--rej"]), ["--rejected"]);
    assert_eq!(completed(&["dauys", "--lang", ""]), ["kk", "ru", "en"]);
}

#[test]
fn zsh_understands_its_script() {
    let folder = tempfile::tempdir().unwrap();
    quiet("zsh", &["-n"], &script(folder.path(), "zsh"));
}

#[test]
fn fish_completes_commands_and_says_what_they_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = script(folder.path(), "fish");
    quiet("fish", &["-n"], &path);
    let mut fish = Command::new("fish");
    // Its own settings are none of ours.
    fish.env("HOME", folder.path()).args(["-N", "-c"]);
    let fish = fish.arg("source $argv; complete -C 'dauys org sig'").arg(&path);
    let said = text(&fish.output().unwrap());
    assert_eq!(said.trim_end(), "sign\tSign the roster and write the files for the server");
}

#[test]
fn every_page_of_the_manual_is_set_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    dauys(&["man", pages.to_str().unwrap()]);
    let pages: Vec<PathBuf> =
        fs::read_dir(pages).unwrap().map(|page| page.unwrap().path()).collect();
    assert!(pages.iter().any(|page| page.ends_with("dauys-org-sign.1")), "{pages:?}");
    for page in &pages {
        quiet("groff", &["-man", "-ww", "-z", "-Tutf8"], page);
    }
    let main = fs::read_to_string(folder.path().join("man1/dauys.1")).unwrap();
    assert_eq!(text(&dauys(&["man"])), main, "and the main one is printed, too");
}

#[test]
fn a_pipe_gets_colours_only_if_they_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_str().unwrap();
    let said = |arguments: &[&str]| {
        let output = dauys(arguments);
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    for arguments in [&["--help"][..], &["lits"], &["--home", home, "list"], &["--json", "list"]] {
        assert!(!said(arguments).contains('\u{1b}'), "{arguments:?}");
    }
    for arguments in [["--color", "always", "--help"], ["--color=always", "lits", "--json"]] {
        assert!(said(&arguments).contains('\u{1b}'), "{arguments:?}");
    }
    let json = said(&["--json", "--color", "always", "--home", home, "list"]);
    assert!(!json.contains('\u{1b}') && json.contains("no-keys"), "never for programs: {json}");
}

#[test]
fn a_terminal_gets_colours_unless_it_or_somebody_wants_none() {
    let folder = tempfile::tempdir().unwrap();
    // `script` of util-linux runs it on a terminal of its own.
    let said = |name: &str, value: &str, flags: &str| {
        let program = env!("CARGO_BIN_EXE_dauys");
        let line =
            format!("'{program}' --home '{}' --lang en {flags} init", folder.path().display());
        fs::write(folder.path().join("keys.age"), "").unwrap();
        let mut script = Command::new("script");
        for name in ["CI", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            script.env_remove(name);
        }
        script.env("TERM", "xterm").env(name, value).args(["-qc", &line, "/dev/null"]);
        let output = script.output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let help = |name, value, flags: &str| said(name, value, &format!("{flags} --help"));
    assert!(help("TERM", "xterm", "").contains('\u{1b}'));
    for (name, value, flags) in
        [("NO_COLOR", "1", ""), ("TERM", "dumb", ""), ("TERM", "xterm", "--color never")]
    {
        assert!(!help(name, value, flags).contains('\u{1b}'), "{name}={value} {flags}");
    }
    assert!(said("TERM", "xterm", "").contains("exists already"), "and it runs at all");
}
