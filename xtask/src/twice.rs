//! The page built once more, where everything is different that could get into it: the folder, with a
//! space and letters that are not ASCII, cargo's home, the home and the name of whoever builds, the
//! language, the time zone and the time of every source file. The same bytes have to come out as the
//! first time: only so can somebody who did not build it say that it is from this source. (Not under
//! another day: `rustc` hangs under faketime. What of the page asks for a day takes it from the time of a
//! file, or from `SOURCE_DATE_EPOCH`, and both are others here.)

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};

use crate::run::{self, Outcome};
use crate::{say, workspace};

/// When its source files were written, in seconds: 9 September 2001.
const WRITTEN: u64 = 1_000_000_000;

/// Builds the page in another place and compares it with the one that is here.
pub(crate) fn compare() -> Result<Outcome> {
    let here = built(workspace::root())?;
    ensure!(!here.is_empty(), "there is no page to compare with");
    let place = workspace::target()?.join("twice/басқа жер");
    remove(&place)?;
    let root = place.join("dauys");
    copy_sources(&root)?;
    say::line("The page is built once more, elsewhere: that takes minutes.");
    run::must_beside(&mut other_build(&place, &root)?)?;
    let there = built(&root)?;
    let lines = differences(&here, &there);
    // Some gigabytes.
    remove(&place)?;
    Ok(Outcome { ok: lines.is_empty(), lines })
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() { fs::remove_dir_all(folder).context("the second build") } else { Ok(()) }
}

/// What git knows or would take, as it is now.
fn copy_sources(root: &Path) -> Result<()> {
    let mut git = Command::new("git");
    git.current_dir(workspace::root());
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let written = UNIX_EPOCH + Duration::from_secs(WRITTEN);
    for name in run::read(&mut git)?.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (workspace::root().join(name), root.join(name));
        if from.is_file() {
            fs::create_dir_all(to.parent().context("a file without a folder")?)?;
            fs::copy(&from, &to).with_context(|| name.to_owned())?;
            File::options().write(true).open(&to)?.set_modified(written)?;
        }
    }
    // These are what the lock file says, wherever they are.
    let tools = workspace::browser_tests().join("node_modules");
    symlink(tools, root.join("tests/browser/node_modules")).context("the JavaScript tools")
}

/// This program, as somebody else has it.
fn other_build(place: &Path, root: &Path) -> Result<Command> {
    let home = std::env::home_dir().context("there is no home directory")?;
    let folder = |name: &str, usual: &str| {
        std::env::var_os(name).map_or_else(|| home.join(usual), PathBuf::from)
    };
    let (cargo, rustup) = (folder("CARGO_HOME", ".cargo"), folder("RUSTUP_HOME", ".rustup"));
    let (other_home, other_cargo) = (place.join("home"), place.join("cargo"));
    fs::create_dir_all(&other_home)?;
    fs::create_dir_all(&other_cargo)?;
    // What was fetched is not fetched again.
    for entry in fs::read_dir(&cargo)? {
        let entry = entry?;
        symlink(entry.path(), other_cargo.join(entry.file_name()))?;
    }
    let mut build = Command::new(std::env::current_exe()?);
    build.arg("web");
    build.current_dir(root).env("CARGO_MANIFEST_DIR", root.join("xtask"));
    build.env("HOME", other_home).env("CARGO_HOME", other_cargo).env("RUSTUP_HOME", rustup);
    build.env("USER", "somebody").env("LOGNAME", "somebody");
    build.env("TZ", "Asia/Almaty").env("LC_ALL", "C.UTF-8").env("SOURCE_DATE_EPOCH", "77");
    build.env_remove("CARGO_TARGET_DIR").env_remove("XDG_CACHE_HOME");
    Ok(build)
}

/// The page and its offline form.
fn built(root: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut all = files(&root.join("client-wasm/dist"))?;
    all.extend(files(&root.join("client-wasm/form"))?);
    Ok(all)
}

/// Every file by its path, compressed forms too.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| next.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder)?.to_owned(), fs::read(&path)?);
            }
        }
    }
    Ok(found)
}

fn differences(
    here: &BTreeMap<PathBuf, Vec<u8>>,
    there: &BTreeMap<PathBuf, Vec<u8>>,
) -> Vec<String> {
    let names: BTreeSet<_> = here.keys().chain(there.keys()).collect();
    let differs = |name: &&&PathBuf| here.get(**name) != there.get(**name);
    names.iter().filter(differs).map(|name| format!("differs: {}", name.display())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_and_one_file_more_or_less_are_differences() {
        let site = |files: &[(&str, &[u8])]| {
            files.iter().map(|(name, bytes)| (PathBuf::from(name), bytes.to_vec())).collect()
        };
        let here = site(&[("a", b"1"), ("kk/b", b"2"), ("c", b"3")]);
        assert!(differences(&here, &here).is_empty());
        let there = site(&[("a", b"1"), ("kk/b", b"0"), ("d", b"")]);
        assert_eq!(differences(&here, &there), ["differs: c", "differs: d", "differs: kk/b"]);
    }
}
