//! Verbs about who takes part in a case, and its end.

use clap::Args;

use super::Posting;
use super::case::Reason;
use super::tell::{Beside, Words};

const SHARE_HELP: &str = "NAME is a name in the organisation's list, or the first digits of the id. All that you have of the case \
    goes to them with the signatures of those who wrote it, and what comes later too. The reporter is \
    told with the next answer who reads it now. Nobody whom she shut out can be let in. Colleagues can \
    read why: `--file -` asks for it, and it stands in no history of the shell.

Examples:
  dauys share 3f9a Dina           # a handover: then `dauys recuse 3f9a`
  dauys share 3f9a Dina --file -  # and tell colleagues why";

const RECUSE_HELP: &str = "Colleagues and the reporter are told that you read no more. What this machine has of the case is \
    destroyed, and nothing of it is sealed to you or shown to you any more. It cannot be undone here. \
    If nobody else reads the case, let somebody in first: `dauys share`.

Examples:
  dauys recuse 3f9a
  dauys recuse 3f9a --reason-file -  # why, for colleagues alone; you are asked for it
  dauys recuse 3f9a --preview        # what the reporter would read, and nothing else";

const DELETE_HELP: &str = "A case is deleted when two of its readers ask for it, when the day until which it is kept is over, or \
    when its reporter took it back. Then it is removed from the vault of each reader for good; that \
    there was one stays known, and who asked. Nobody can be made to delete, and what the server keeps \
    goes when its time is over.

Examples:
  dauys delete 3f9a
  dauys delete 3f9a --file -  # and tell the other readers why; it stands in no history of the shell";

/// `dauys share`.
#[derive(Debug, Args)]
#[command(after_help = SHARE_HELP)]
pub struct Share {
    /// The first digits of the case's id
    pub case: String,
    /// Who is let in
    #[arg(value_name = "NAME")]
    pub reader: String,
    /// What colleagues read beside.
    #[command(flatten)]
    pub why: Reason,
    /// She gave her name, and agreed that the new reader learns it
    #[arg(long)]
    pub name_too: bool,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// `dauys recuse`.
#[derive(Debug, Args)]
#[command(after_help = RECUSE_HELP)]
pub struct Recuse {
    /// The first digits of the case's id
    pub case: String,
    /// What colleagues read beside.
    #[command(flatten)]
    pub why: Beside,
    /// What she is told.
    #[command(flatten)]
    pub words: Words,
}

/// `dauys delete`.
#[derive(Debug, Args)]
#[command(after_help = DELETE_HELP)]
pub struct Delete {
    /// The first digits of the case's id
    pub case: String,
    /// What the other readers are told.
    #[command(flatten)]
    pub why: Reason,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}
