//! Verbs for shells and scripts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `dauys completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// bash, zsh or fish
    #[arg(hide_possible_values = true)]
    pub shell: Shell,
}

/// A shell whose completion is tried in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// GNU bash.
    Bash,
    /// The Z shell.
    Zsh,
    /// The friendly interactive shell.
    Fish,
}

/// `dauys man`.
#[derive(Debug, Args)]
pub struct Man {
    /// Write a page for every command into this folder [default: print the main page]
    pub dir: Option<PathBuf>,
}

/// `dauys schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// The command, with hyphens for spaces [default: list them]
    pub command: Option<String>,
}
