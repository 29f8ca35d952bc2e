//! Programs and dictionaries that come as Debian packages.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{run, say};

struct Package {
    name: &'static str,
    shown_by: Sign,
    why: &'static str,
}

/// What is there once a package is installed, from wherever it came.
enum Sign {
    Program(&'static str),
    /// Of this number at least, before the first full stop.
    Version(&'static str, u32),
    Module(&'static str),
    File(&'static str),
}

const PACKAGES: &[Package] = &[
    Package {
        name: "age",
        shown_by: Sign::Program("age"),
        why: "it seals the backups of the server",
    },
    Package {
        name: "chromium",
        shown_by: Sign::Program("chromium"),
        why: "the stories happen in a real browser",
    },
    Package {
        name: "dbus-daemon",
        shown_by: Sign::Program("dbus-run-session"),
        why: "a desk of the stories calls somebody by a notice on the desktop",
    },
    Package {
        name: "debootstrap",
        shown_by: Sign::Program("debootstrap"),
        why: "the packages are installed on a new Debian",
    },
    Package {
        name: "faketime",
        shown_by: Sign::Program("faketime"),
        why: "a month of the real programs is played in minutes, on a calendar of its own",
    },
    Package {
        name: "firefox-esr",
        shown_by: Sign::Version("firefox-esr", 153),
        why: "the stories happen in the browser that Tor Browser is made of, too",
    },
    Package {
        name: "fish",
        shown_by: Sign::Program("fish"),
        why: "what completes commands in a shell is tried in that shell",
    },
    Package {
        name: "fuse3",
        shown_by: Sign::Program("fusermount3"),
        why: "the server is tried on a disk that loses power, fills and fails",
    },
    Package {
        name: "g++",
        shown_by: Sign::Program("c++"),
        why: "libFuzzer, which fuzzes the parsers, is C++",
    },
    Package {
        name: "groff-base",
        shown_by: Sign::Program("groff"),
        why: "pages of the manual are set without a warning",
    },
    Package {
        name: "hunspell",
        shown_by: Sign::Program("hunspell"),
        why: "a misspelt word makes people doubt the page",
    },
    Package {
        name: "hunspell-kk",
        shown_by: Sign::File("/usr/share/hunspell/kk_KZ.dic"),
        why: "hunspell has to know Kazakh",
    },
    Package {
        name: "hunspell-ru",
        shown_by: Sign::File("/usr/share/hunspell/ru_RU.dic"),
        why: "hunspell has to know Russian",
    },
    Package {
        name: "iproute2",
        shown_by: Sign::Program("ip"),
        why: "a network of its own has to be switched on",
    },
    Package {
        name: "libimage-exiftool-perl",
        shown_by: Sign::Program("exiftool"),
        why: "what a photograph tells is planted and looked for with the program that everyone uses",
    },
    Package {
        name: "libnss3-tools",
        shown_by: Sign::Program("certutil"),
        why: "a browser of the stories has to believe an authority of ours",
    },
    Package {
        name: "minisign",
        shown_by: Sign::Program("minisign"),
        why: "rosters are checked with the program that organisations use",
    },
    Package {
        name: "musl-tools",
        shown_by: Sign::Program("musl-gcc"),
        why: "programs that need nothing of the machine are linked with it",
    },
    Package {
        name: "nginx-light",
        shown_by: Sign::Program("nginx"),
        why: "our example of its configuration is tried",
    },
    Package {
        name: "pebble",
        shown_by: Sign::Program("pebble"),
        why: "it gives the server certificates, as an authority does",
    },
    Package {
        name: "poppler-utils",
        shown_by: Sign::Program("pdftoppm"),
        why: "posters are looked at as a printer sees them",
    },
    Package {
        name: "python3-venv",
        shown_by: Sign::Module("ensurepip"),
        why: "it installs the tests' tools that are written in Python",
    },
    Package {
        name: "socat",
        shown_by: Sign::Program("socat"),
        why: "a desk of the stories comes through TLS with it",
    },
    Package {
        name: "systemd",
        shown_by: Sign::Program("systemd-analyze"),
        why: "it judges the units of the server, offline",
    },
    Package {
        name: "tor",
        shown_by: Sign::Program("tor"),
        why: "it reads our example of its configuration",
    },
    Package {
        name: "zbar-tools",
        shown_by: Sign::Program("zbarimg"),
        why: "the codes on posters are scanned as telephones do",
    },
    Package {
        name: "zsh",
        shown_by: Sign::Program("zsh"),
        why: "what completes commands in that shell is tried in it",
    },
];

/// Installs what is missing as root; tells everyone else the one line to run.
pub(crate) fn ready() -> Result<()> {
    let missing: Vec<&Package> = PACKAGES.iter().filter(|it| !it.shown_by.is_there()).collect();
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

impl Sign {
    fn is_there(&self) -> bool {
        match self {
            Self::Program(name) => run::is_there(name),
            // What drives it asks for what older ones do not know.
            Self::Version(name, least) => {
                let said = run::read(Command::new(name).arg("--version")).unwrap_or_default();
                let number = said.split(' ').find_map(|word| word.split('.').next()?.parse().ok());
                number.is_some_and(|number: u32| number >= *least)
            }
            Self::Module(name) => {
                let load = ["-c", &format!("import {name}")];
                run::quiet(Command::new("python3").args(load)).is_ok_and(|said| said.ok)
            }
            Self::File(path) => Path::new(path).is_file(),
        }
    }
}

/// Whether this is root.
pub(crate) fn is_root() -> Result<bool> {
    Ok(run::read(Command::new("id").arg("-u"))?.trim() == "0")
}

fn apt(arguments: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
    run::must(&mut apt).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_names_every_package() {
        let names: Vec<&str> = PACKAGES.iter().map(|package| package.name).collect();
        let line = format!("--no-install-recommends {}\n", names.join(" "));
        assert!(include_str!("../../../README.md").contains(&line), "{line}");
    }
}
