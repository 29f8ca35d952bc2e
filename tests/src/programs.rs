//! The real programs, `dauys-server` and `dauys`: built once by cargo, so that no test ever runs an
//! old one, and found where cargo puts them.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// A command that runs `dauys-server`.
pub fn server() -> Command {
    program("dauys-server")
}

/// A command that runs `dauys`.
pub fn dauys() -> Command {
    program("dauys")
}

/// Runs a command to its end; what it printed, if it was content.
pub fn must(command: &mut Command) -> String {
    let output = run(command);
    content(command, output)
}

/// What a command printed, if it was content.
pub fn content(command: &Command, output: Output) -> String {
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{said}{complaint}", output.status);
    said
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// Runs a command to its end, with this as all that it can read.
pub fn run_with(command: &mut Command, input: &str) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    // What is not read to its end is none of ours.
    let _ = program.stdin.take().expect("a pipe").write_all(input.as_bytes());
    program.wait_with_output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// The settings of whoever runs the tests are none of the stories'.
fn program(name: &str) -> Command {
    let mut command = Command::new(folder().join(name));
    for (name, _) in std::env::vars_os() {
        if name.as_encoded_bytes().starts_with(b"DAUYS_") {
            command.env_remove(name);
        }
    }
    command
}

/// Where the programs are; the first who asks has them built, unless `cargo xtask test` just did.
pub(crate) fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        if let Some(built) = std::env::var_os("DAUYS_PROGRAMS") {
            return built.into();
        }
        let page = workspace().join("client-wasm/dist/site.json");
        assert!(page.is_file(), "the page is not built: run `cargo xtask web` first");
        let (target, profile) = own_folders();
        must(cargo().args(["--target-dir".as_ref(), target.as_os_str()]));
        profile
    })
}

/// The folders of cargo's products and of our profile: tests run from `…/debug/deps`, programs from
/// `…/debug`.
fn own_folders() -> (PathBuf, PathBuf) {
    let own = std::env::current_exe().expect("our own path");
    let profile = own
        .ancestors()
        .find(|folder| folder.ends_with("debug") || folder.ends_with("release"))
        .unwrap_or_else(|| panic!("{} is not where cargo builds", own.display()));
    let target = profile.parent().unwrap_or(profile);
    (target.to_owned(), profile.to_owned())
}

/// `cargo build` of both programs, in the profile that we were built in.
fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(workspace()).args(["build", "--quiet"]);
    cargo.args(["--package", "dauys-server", "--package", "dauys-investigator"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    // What cargo told us about ourselves would have build scripts run anew.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

fn workspace() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}
