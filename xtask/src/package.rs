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

/// How far what is packed is optimised: a profile of cargo's, and the folder that it has for it.
pub(crate) struct Optimised {
    profile: &'static str,
    folder: &'static str,
}

/// For those who install them.
const RELEASED: Optimised = Optimised { profile: "release", folder: "release" };
/// For the tests: as all that is tested. Whatever is optimised across packages takes ten minutes. (The tool that
/// packs warns that this is no release. It is none.)
pub(crate) const TESTED: Optimised = Optimised { profile: "dev", folder: "debug" };

/// `cargo xtask package`.
pub(crate) fn run() -> Result<ExitCode> {
    tools::for_packaging()?;
    let deb = DEB.begin()?;
    web::build()?;
    build(deb, &RELEASED)?;
    Ok(ExitCode::SUCCESS)
}

/// The packages, of the page as it was built last.
pub(crate) fn build(deb: Built, optimised: &Optimised) -> Result<()> {
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--profile", optimised.profile, "--target", MUSL]);
    // By package: what tests ask of a library is not in what people install.
    for (package, _) in PROGRAMS {
        cargo.args(["--package", package]);
    }
    run::must(&mut cargo)?;
    let built = workspace::target()?.join(MUSL).join(optimised.folder);
    let packages = folder()?;
    fs::create_dir_all(&packages)?;
    let manual = workspace::target()?.join("man");
    let mut dauys = Command::new(built.join("dauys"));
    run::must(dauys.args(["--lang", "en", "man"]).arg(&manual))?;
    let deb = deb.wait().context("cargo-deb")?;
    for (package, program) in PROGRAMS {
        fs::copy(built.join(program), packages.join(program))?;
        let mut make = Command::new(&deb);
        make.current_dir(workspace::root()).args(["--no-build", "--target", MUSL]);
        make.args(["--profile", optimised.profile, "--package"])
            .arg(package)
            .arg("--output")
            .arg(&packages);
        run::must(&mut make)?;
    }
    say::line(&format!("Packages are in {}.", packages.display()));
    Ok(())
}

/// Where they are put.
pub(crate) fn folder() -> Result<PathBuf> {
    Ok(workspace::target()?.join("packages"))
}
