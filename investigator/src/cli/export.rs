//! Verbs by which a case leaves the vault as a file, and by which such a file is checked.

use std::path::PathBuf;

use clap::Args;

use super::Posting;
use crate::export::Variant;

const EXPORT_HELP: &str = "\
FILE is one ZIP with the case as a PDF, as a page and for programs, the files that came with it, a list \
of all that with the SHA-256 of each, your signature, and a text that says how to check it. Nothing in \
it goes by the clock: the same case makes the same bytes.

  full       everything, with what proves each entry
  redacted   masks cover (`dauys mask`), and what is for colleagues is left out: notes, checks, findings, measures
  authority  the same, for a labour inspectorate, a prosecutor, a court: with what was found and the measures

In the last two the name that the reporter gave is left out, and covered wherever somebody wrote it, unless \
--name-too says that the reporter agreed; files come along only if --with names them, for masks do not reach into files: look at each \
first. Who reads the case sees that you took it out. Whoever gets the file compares the number of your \
key with you, best by telephone. A file in clear outside of the vault is yours to look after: --to seals \
it to somebody's age key.

Examples:
  dauys export 3f9a case.zip --variant full
  dauys export 3f9a case.zip --variant redacted
  dauys export 3f9a case.zip.age --variant authority --with 1 --to age1…";

const MASK_HELP: &str = "\
A name or a passage, as it stands in the case; it is found in capitals too, over the end of a line, and \
however its letters were typed. `dauys export --variant redacted` and `authority` cover it wherever it \
stands, with a block that is always as wide. In the case itself it stays to be read, and colleagues see \
the mask. An ending behind a name stays: mask the stem.

Without TEXT it lists the masks. `--file -` asks for it: then it stands in no history of the shell.

Examples:
  dauys mask 3f9a --file -
  dauys mask 3f9a 'Асқаров'
  dauys mask 3f9a 'Асқаров' --off";

const VERIFY_HELP: &str = "\
It needs no keys and no network. Every byte of the file is held against the list in it, and the list \
against the signature. Exit code 4 means that something was changed; it is told what. Whose key signed, \
no file can tell: compare the number with whoever gave it to you, or give the key, or the card, with --key.

Examples:
  dauys verify-export case.zip
  dauys verify-export case.zip --key card.txt
  age -d -i key.txt case.zip.age > case.zip   # if it is sealed";

/// `dauys export`.
#[derive(Debug, Args)]
#[command(after_help = EXPORT_HELP)]
pub struct Export {
    /// What goes into it.
    #[command(flatten)]
    pub takes: Takes,
    /// The file to make; nothing may be there yet
    pub file: PathBuf,
}

/// What goes into an export.
#[derive(Debug, Args)]
pub struct Takes {
    /// The first digits of the case's id
    pub case: String,
    /// For whom: full, redacted or authority
    #[arg(long, value_enum, value_name = "VARIANT", hide_possible_values = true)]
    pub variant: Variant,
    /// A file that goes along in another variant than full, by its number; may be repeated
    #[arg(long, value_name = "N")]
    pub with: Vec<usize>,
    /// The reporter gave a name, and agreed that whoever gets the file learns it
    #[arg(long)]
    pub name_too: bool,
    /// Seal it to this age key, or to the card of an investigator
    #[arg(long, value_name = "KEY|CARD")]
    pub to: Option<String>,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// `dauys mask`.
#[derive(Debug, Args)]
#[command(after_help = MASK_HELP)]
pub struct Mask {
    /// The first digits of the case's id
    pub case: String,
    /// The passage. What is typed here stays in your shell's history: `--file` does not
    #[arg(value_name = "TEXT", conflicts_with = "file")]
    pub text: Option<String>,
    /// Read the passages from this file, one a line; `-` to type them
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Take it off
    #[arg(long)]
    pub off: bool,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// `dauys verify-export`.
#[derive(Debug, Args)]
#[command(after_help = VERIFY_HELP)]
pub struct VerifyExport {
    /// The file
    pub file: PathBuf,
    /// Whose signature it must have: a signing key, or the card of an investigator
    #[arg(long, value_name = "KEY|CARD")]
    pub key: Option<String>,
}
