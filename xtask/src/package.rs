//! `cargo xtask package`: what an operator and an investigator install. Static programs, which run on
//! any Linux of this processor, and a Debian package of each, in `target/packages/`.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::tools::built::{Built, DEB};
use crate::tools::target::MUSL;
use crate::{run, say, tools, web, workspace};

/// The packages of cargo, and their programs.
const PROGRAMS: [(&str, &str); 2] =
    [("dauys-server", "dauys-server"), ("dauys-investigator", "dauys")];

/// `cargo xtask package`.
pub(crate) fn run() -> Result<ExitCode> {
    tools::for_packaging()?;
    let deb = DEB.begin()?;
    web::build()?;
    build(deb)?;
    Ok(ExitCode::SUCCESS)
}

/// The packages, of the page as it was built last.
pub(crate) fn build(deb: Built) -> Result<()> {
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--release", "--target", MUSL]);
    for (package, _) in PROGRAMS {
        cargo.args(["--package", package]);
    }
    run::must(&mut cargo)?;
    let built = workspace::target()?.join(MUSL).join("release");
    let packages = folder()?;
    fs::create_dir_all(&packages)?;
    let manual = workspace::target()?.join("man");
    let mut dauys = Command::new(built.join("dauys"));
    run::must(dauys.args(["--lang", "en", "man"]).arg(&manual))?;
    let deb = deb.wait().context("cargo-deb")?;
    for (package, program) in PROGRAMS {
        fs::copy(built.join(program), packages.join(program))?;
        let mut make = Command::new(&deb);
        make.current_dir(workspace::root()).args(["--no-build", "--target", MUSL, "--package"]);
        make.arg(package).arg("--output").arg(&packages);
        run::must(&mut make)?;
    }
    say::line(&format!("Packages are in {}.", packages.display()));
    Ok(())
}

/// Where they are put.
pub(crate) fn folder() -> Result<PathBuf> {
    Ok(workspace::target()?.join("packages"))
}
