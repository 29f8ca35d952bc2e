//! Verbs that keep keys and vault from being lost.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::device;
use crate::sheets::{NEED_LEAST, SHEETS_MOST};

/// `dauys backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to make, such as `/media/stick/dauys.backup`; nothing is ever replaced
    pub file: PathBuf,
    /// Choose the passphrase of the backup yourself; otherwise one is made
    #[arg(long, conflicts_with = "backup_passphrase_file")]
    pub choose: bool,
    /// Take the passphrase of the backup from the first line of this file
    #[arg(long, value_name = "FILE")]
    pub backup_passphrase_file: Option<PathBuf>,
    /// Seal it to the key whose parts are on paper, and to no passphrase
    #[arg(long, conflicts_with_all = ["choose", "backup_passphrase_file"])]
    pub for_sheets: bool,
}

/// `dauys restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// The file that `dauys backup` made
    pub file: PathBuf,
    /// Take the passphrase of the backup from the first line of this file; `--passphrase-file` is for
    /// the keys, which get a passphrase anew
    #[arg(long, value_name = "FILE")]
    pub backup_passphrase_file: Option<PathBuf>,
    /// The number of this machine among yours, from 2 to 16, if you know one that none of them has
    #[arg(long, value_name = "N", value_parser = device())]
    pub device: Option<u8>,
}

/// `dauys shares`.
#[derive(Debug, Args)]
pub struct Shares {
    /// Make sheets, or put them together again.
    #[command(subcommand)]
    pub step: SharesStep,
}

/// What is done with sheets.
#[derive(Debug, Subcommand)]
pub enum SharesStep {
    /// Make a key, and a sheet for each part of it, as PDF files to be printed
    #[command(after_help = MAKE_HELP)]
    Make(SharesMake),
    /// Put keys and cases back from a backup, with so many sheets as are needed
    #[command(after_help = JOIN_HELP)]
    Join(SharesJoin),
}

const MAKE_HELP: &str = "\
Each file has a part of the key in clear, and enough of them are the key: use a folder that is only in \
memory, print at a printer that keeps nothing, and destroy the files. The sheets are in the language of \
the program. A new set does not open backups that were made for the one before.

Examples:
  dauys shares make /dev/shm/sheets --need 3 --of 5
  dauys shares make /dev/shm/sheets --need 2 --of 3 --holder Aigul --holder Marat --lang kk";

const JOIN_HELP: &str = "\
Asks for one sheet after another, in any order: line by line, or as a scanner reads the code. Each is \
checked when it is there, and a mistyped line is named. Everything else is as with `dauys restore`.

Examples:
  dauys shares join /media/stick/2026-07-01.backup";

/// `dauys shares make`.
#[derive(Debug, Args)]
pub struct SharesMake {
    /// The folder for the files; nothing in it is replaced
    pub folder: PathBuf,
    /// So many sheets together give the key, 2 at least
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u8).range(i64::from(NEED_LEAST)..=i64::from(SHEETS_MOST)))]
    pub need: u8,
    /// So many sheets are made, 16 at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(i64::from(NEED_LEAST)..=i64::from(SHEETS_MOST)))]
    pub of: u8,
    /// Who keeps a sheet, in the order of the sheets; repeat it. Otherwise there is a line for a pen
    #[arg(long = "holder", value_name = "NAME")]
    pub holders: Vec<String>,
}

/// `dauys shares join`.
#[derive(Debug, Args)]
pub struct SharesJoin {
    /// The file that `dauys backup --for-sheets` made
    pub file: PathBuf,
    /// Take a sheet from this file, as it was typed or scanned; repeat it. Otherwise they are asked for
    #[arg(long = "sheet", value_name = "FILE")]
    pub sheets: Vec<PathBuf>,
    /// The number of this machine among yours, from 2 to 16, if you know one that none of them has
    #[arg(long, value_name = "N", value_parser = device())]
    pub device: Option<u8>,
}

/// `dauys passphrase`.
#[derive(Debug, Args)]
pub struct Passphrase {
    /// Take the new passphrase from the first line of this file; otherwise it is asked for, twice
    #[arg(long, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
}
