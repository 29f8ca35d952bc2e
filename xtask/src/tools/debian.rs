//! Programs that come as Debian packages.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{run, say};

struct Package {
    name: &'static str,
    program: &'static str,
    why: &'static str,
}

const PACKAGES: &[Package] = &[
    Package { name: "chromium", program: "chromium", why: "the stories happen in a real browser" },
    Package {
        name: "firefox-esr",
        program: "firefox-esr",
        why: "and in a second one, which Tor Browser is made of",
    },
    Package { name: "g++", program: "c++", why: "libFuzzer, which fuzzes the parsers, is C++" },
    Package {
        name: "minisign",
        program: "minisign",
        why: "rosters are checked with the program that organisations use",
    },
];

/// Installs what is missing as root; tells everyone else the one line to run.
pub(crate) fn ready() -> Result<()> {
    let missing: Vec<&Package> = PACKAGES.iter().filter(|it| !run::is_there(it.program)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for package in &missing {
        say::line(&format!("Missing: {}, because {}.", package.name, package.why));
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    if !is_root()? {
        bail!(
            "please install what is missing, then start again:\n\n    \
             sudo apt-get update && sudo apt-get install -y --no-install-recommends {}\n",
            names.join(" ")
        );
    }
    apt(&["update"])?;
    apt(&[&["install", "-y", "--no-install-recommends"], names.as_slice()].concat())
}

fn is_root() -> Result<bool> {
    Ok(run::read(Command::new("id").arg("-u"))?.trim() == "0")
}

fn apt(arguments: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
    run::must(&mut apt).map(drop)
}
