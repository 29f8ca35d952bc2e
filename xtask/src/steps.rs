//! The steps that `check` and `test` are made of.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::beside::Beside;
use crate::run::{self, Outcome};
use crate::tally::Tally;
use crate::tools::{built::Built, node, python, target};
use crate::{package, tools, vectors, web, workspace};

/// `cargo xtask web`.
pub(crate) fn web(options: &web::Options) -> Result<ExitCode> {
    tools::for_building()?;
    web::run(options)?;
    Ok(ExitCode::SUCCESS)
}

/// Is everything formatted?
pub(crate) fn format(tally: &mut Tally) {
    tally.check("Format", || cargo(&["fmt", "--all", "--check"]));
}

/// The lints, for this machine and for the page's modules.
pub(crate) fn lints(tally: &mut Tally) {
    tally.check("Lints", || {
        cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
    });
    for feature in ["report", "thread", "evidence", "blackout"] {
        tally.check(&format!("Lints of the page's module, {feature}"), || {
            let package = ["clippy", "--package", "dauys-client-wasm", "--target", target::WASM];
            let options = ["--no-default-features", "--features", feature, "--", "-D", "warnings"];
            cargo(&[package.as_slice(), &options].concat())
        });
    }
}

/// The tests beside the code, and the examples in its documentation.
pub(crate) fn unit_tests(tally: &mut Tally) {
    tally.tests("Unit tests", || {
        let mut units = test(&["--lib", "--bins"])?;
        let examples = test(&["--doc"])?;
        units.ok &= examples.ok;
        units.lines.extend(examples.lines);
        Ok(units)
    });
}

/// The vectors in WebAssembly; natively they are unit tests.
pub(crate) fn vectors(tally: &mut Tally) {
    tally.check("Vectors in WebAssembly", vectors::in_wasm);
}

/// The page, as it is embedded into the server.
pub(crate) fn page(tally: &mut Tally, page: Beside) {
    tally.check("Page", || page.wait());
}

/// Builds it in a process of its own, which says nothing unless it fails.
pub(crate) fn build_page() -> Result<Outcome> {
    run::must_beside(Command::new(std::env::current_exe()?).arg("web"))
}

/// The page once more, elsewhere: the same bytes.
pub(crate) fn page_twice(tally: &mut Tally, twice: Beside) {
    tally.check("Page built twice", || twice.wait());
}

/// What people install, less optimised; a story installs it.
pub(crate) fn packages(tally: &mut Tally, deb: Built) {
    tally.check("Packages", || {
        package::build(deb, &package::TESTED)?;
        Ok(Outcome { ok: true, lines: Vec::new() })
    });
}

/// Whether the container file is as those who write many would have it.
pub(crate) fn container(tally: &mut Tally) {
    tally.check("Container file", || {
        let mut hadolint = Command::new(python::programs()?.join("hadolint"));
        hadolint.arg("--verbose").arg(workspace::root().join("server/deploy/Containerfile"));
        run::stream(&mut hadolint)
    });
}

/// The types of the page's JavaScript.
pub(crate) fn types(tally: &mut Tally) {
    tally.check("Types of the page", || {
        let config = workspace::root().join("client-wasm/web/tsconfig.json");
        run::stream(Command::new(node::tool("tsc")).arg("--project").arg(config))
    });
}

/// The documents as a book, without a word against them.
pub(crate) fn book(tally: &mut Tally, book: Built) {
    tally.check("Book", || {
        let mut mdbook = Command::new(book.wait().context("mdbook")?);
        mdbook.arg("build").arg(workspace::root().join("docs"));
        let mut built = run::stream(&mut mdbook)?;
        built.ok &= !built.lines.iter().any(|line| line.contains("WARN") || line.contains("ERROR"));
        Ok(built)
    });
}

/// What is linked: licences, sources, and what must not be there.
pub(crate) fn dependencies(tally: &mut Tally, deny: Built) {
    tally.check("Licences and sources of dependencies", || {
        let program = deny.wait().context("cargo-deny")?;
        let mut deny = Command::new(program);
        deny.current_dir(workspace::root()).args(["deny", "check", "--hide-inclusion-graph"]);
        run::stream(deny.args(["bans", "licenses", "sources"]))
    });
}

fn test(arguments: &[&str]) -> Result<Outcome> {
    cargo(&[&["test", "--no-fail-fast"], workspace::ALL.as_slice(), arguments].concat())
}

fn cargo(arguments: &[&str]) -> Result<Outcome> {
    run::stream(workspace::cargo().args(arguments))
}
