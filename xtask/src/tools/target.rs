//! The compiler's targets: of the page, and of programs that need nothing of the machine they run on.
//! rust-toolchain.toml names them, but a rustup that does not install by itself leaves them out.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::{run, say, workspace};

/// The target of the page's modules.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The target of the programs that people install.
pub(crate) const MUSL: &str = "x86_64-unknown-linux-musl";

/// Adds a target to the toolchain when it is missing.
pub(crate) fn ready(target: &str, why: &str) -> Result<()> {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(workspace::root()).args(["--print", "target-libdir", "--target", target]);
    let libraries = run::read(&mut rustc)?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    say::line(&format!("Installing the Rust target {target}: {why}."));
    let mut rustup = Command::new("rustup");
    rustup.current_dir(workspace::root()).args(["target", "add", target]);
    run::must(&mut rustup).map(drop)
}
