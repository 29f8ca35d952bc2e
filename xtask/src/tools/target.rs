//! The compiler's target for the page. rust-toolchain.toml names it, but a rustup that does not
//! install by itself leaves it out.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::{run, say, workspace};

/// The target of the page's modules.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Adds the target to the toolchain when it is missing.
pub(crate) fn ready() -> Result<()> {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(workspace::root()).args(["--print", "target-libdir", "--target", WASM]);
    let libraries = run::read(&mut rustc)?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    say::line(&format!("Installing the Rust target {WASM}: the page's modules are built for it."));
    let mut rustup = Command::new("rustup");
    rustup.current_dir(workspace::root()).args(["target", "add", WASM]);
    run::must(&mut rustup).map(drop)
}
