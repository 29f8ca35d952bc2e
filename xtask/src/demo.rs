//! demo
use std::process::ExitCode;

use anyhow::Result;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The port of 127.0.0.1 that the demo's server listens on
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    anyhow::bail!("{}", options.port)
}
