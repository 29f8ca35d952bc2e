//! What the month leaves on disks: nothing in clear of what was said, anywhere on anybody's machine,
//! nor in the history of a shell.

use std::fs;
use std::path::{Path, PathBuf};

use super::cast::TYPIST;
use super::script::Script;
use super::stage::{Played, Stage};
use super::texts::own_word;
use crate::canary::Canary;
use crate::hunt::{Found, Hunt};
use crate::shell::{self, Shell};

/// What is planted, and taken away again.
const PLANT: &str = "planted";

/// What was found.
pub struct Traces {
    /// Of what was said.
    pub found: Found,
    /// Files that were searched.
    pub files: usize,
    /// How often the shell's history names the program.
    pub typed: usize,
}

/// Hunts everywhere; in each place what is planted there was found first.
pub fn hunt(stage: &Stage, script: &Script, played: &Played) -> Traces {
    let hunt = Hunt::new(&canaries(script, played));
    let folder = stage.stack.folder();
    for place in places(stage) {
        assert!(place.starts_with(folder), "{} is not searched", place.display());
        plant(&hunt, &place);
    }
    plant_in_a_history(stage, &hunt, script);
    let typist = stage.stack.organisation.investigator(&TYPIST);
    let history = fs::read_to_string(shell::history(typist)).expect("a history");
    Traces {
        found: hunt.in_files(folder),
        files: count(folder),
        typed: history.lines().filter(|line| line.starts_with("dauys ")).count(),
    }
}

/// Every text, the word in it that stands nowhere else, names, and codes.
fn canaries(script: &Script, played: &Played) -> Vec<Canary> {
    let texts = script.lines.iter().map(|line| &line.text).chain(&script.names);
    let said = texts.filter(|text| !text.is_empty());
    let mut canaries: Vec<Canary> =
        said.flat_map(|text| [Canary::new(text), Canary::new(own_word(text))]).collect();
    canaries.extend(played.women.iter().flat_map(|she| Canary::of_code(&she.code)));
    canaries
}

/// Where `dauys` could leave something: its folder, and what the system gives a program on each
/// machine.
fn places(stage: &Stage) -> Vec<PathBuf> {
    let desks = stage.stack.organisation.investigators().iter();
    let of_desk = |desk: &crate::investigator::Investigator| {
        let home = desk.own_home();
        let temporary = home.with_file_name("tmp");
        [desk.home().to_owned(), home, temporary]
    };
    desks.flat_map(of_desk).chain([stage.stack.data()]).collect()
}

/// Puts everything that is looked for into a file there, finds it, and takes it away.
fn plant(hunt: &Hunt, place: &Path) {
    let file = place.join(PLANT);
    fs::write(&file, hunt.needles().join(b"\n".as_slice())).expect("a file");
    hunt.assert_all_in(&hunt.in_files(place), &place.to_string_lossy());
    fs::remove_file(file).expect("a file");
}

/// What is typed as an argument does stand in a history.
fn plant_in_a_history(stage: &Stage, hunt: &Hunt, script: &Script) {
    let typist = stage.stack.organisation.investigator(&TYPIST);
    let folder = tempfile::tempdir().expect("a folder");
    let mut shell = Shell::open_with(&folder.path().join("history"), typist);
    let text = script.lines.iter().map(|line| own_word(&line.text)).find(|word| !word.is_empty());
    shell.run_plainly(&format!(": '{}'", text.expect("a text")));
    shell.close();
    let found = hunt.in_files(folder.path());
    assert!(found.times() > 0, "a shell does write what was typed into its history");
}

fn count(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let files = entries.map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 });
    files.sum()
}
