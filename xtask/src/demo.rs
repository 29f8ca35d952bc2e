//! `cargo xtask demo`: an organisation to try Dauys with, on this machine alone.
//!
//! It is made by the programs that a real one uses, step by step as its guide says, and kept in a
//! folder that git ignores: a second run finds the letters of the first. What a real organisation
//! never does is done here in plain sight: all keys lie in one folder, beside their passphrases.

mod cast;
mod folder;
mod organisation;
mod programs;
mod words;

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::{say, steps, web};
use folder::Folder;
use programs::Programs;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The port of 127.0.0.1 that the demo's server listens on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The folder of the demo's organisation
    #[arg(long, default_value = "demo")]
    folder: PathBuf,
}

/// Builds all, makes the organisation unless it is there, and becomes its server.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    is_free(options.port)?;
    steps::web(&web::Options::default())?;
    let programs = Programs::build()?;
    let folder = Folder::prepare(&options.folder)?;
    let origin = format!("http://127.0.0.1:{}", options.port);
    if !folder.is_complete() {
        say::line("\nMaking the demo's organisation, as a real one is made:");
        organisation::make(&folder, &programs, &origin)?;
    }
    let published = organisation::publish(&folder, &programs, &origin)?;
    is_free(options.port)?;
    words::explain(&folder, &programs, &published);
    // In our place, so that Ctrl-C and every other signal reach the server and nothing else.
    let mut server = programs.server();
    server.arg("serve").arg("--data").arg(folder.server());
    server.args(["--listen", &format!("127.0.0.1:{}", options.port), "--root", &published.root]);
    Err(server.exec()).context("the server does not start")
}

/// Asked before minutes of building, and again after them.
fn is_free(port: u16) -> Result<()> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop).with_context(|| {
        let other = port.saturating_add(1);
        format!(
            "port {port} of 127.0.0.1 cannot be had: is a demo running already? \
             Another beside it: cargo xtask demo --port {other} --folder demo-{other}"
        )
    })
}
