//! What the tests need beyond Rust and Node, and how it gets here.
//!
//! Each tool is installed by its own ordinary installer, after saying what it is and why; nothing
//! is installed that is there already.

pub(crate) mod built;
pub(crate) mod debian;
pub(crate) mod node;
pub(crate) mod python;
pub(crate) mod target;

use anyhow::Result;

/// What `cargo xtask web` and `demo` need: on a machine with Rust and Node, nothing by hand.
pub(crate) fn for_building() -> Result<()> {
    target::ready(target::WASM, "the page's modules are built for it")?;
    node::ready()
}

/// What `cargo xtask package` needs, except for what is built while other steps run.
pub(crate) fn for_packaging() -> Result<()> {
    debian::ready()?;
    target::ready(target::MUSL, "the programs that people install are built for it")?;
    for_building()
}

/// What `cargo xtask test` needs, except for what is built while other steps run.
pub(crate) fn for_testing() -> Result<()> {
    for_packaging()?;
    python::ready()
}

/// What `cargo xtask fuzz` needs: a compiler for libFuzzer itself.
pub(crate) fn for_fuzzing() -> Result<()> {
    debian::ready()
}

/// What `cargo xtask words` needs: hunspell and its dictionaries.
pub(crate) fn for_spelling() -> Result<()> {
    debian::ready()
}
