//! What can be typed about one case: reading it, writing in it, and the verbs that add events.

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};
use dauys_wire::Day;

use super::help;

/// How something is posted.
#[derive(Debug, Default, Args)]
pub struct Posting {
    /// Post at once, outside of the day's plan. Whoever watches the letters and
    /// replies on the server can see that you had something to send
    #[arg(long)]
    pub now: bool,
    /// Reach the server through a proxy, such as `socks5://127.0.0.1:9050` for Tor
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY", hide_env_values = true)]
    pub proxy: Option<String>,
}

/// `dauys list`.
#[derive(Debug, Default, Args)]
#[command(after_help = help::LIST)]
pub struct List {
    /// Only cases that stand so: retaliation, new, waiting, overdue, answered or closed; may be
    /// repeated
    #[arg(long, value_enum, value_name = "STATUS", hide_possible_values = true)]
    pub status: Vec<Queue>,
    /// Only cases with this label; may be repeated
    #[arg(long, value_name = "LABEL")]
    pub label: Vec<String>,
    /// Only cases that are assigned to you
    #[arg(long)]
    pub mine: bool,
    /// Closed cases too
    #[arg(long)]
    pub all: bool,
}

/// How a case stands in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Queue {
    /// The reporter is being punished for having reported
    Retaliation,
    /// Nobody has answered yet
    New,
    /// The reporter waits for an answer, new ones included
    Waiting,
    /// What was promised is overdue
    Overdue,
    /// Answered, and not closed
    Answered,
    /// Closed
    Closed,
}

/// `dauys show`.
#[derive(Debug, Args)]
#[command(after_help = help::SHOW)]
pub struct Show {
    /// The first digits of the case's id
    pub case: String,
}

/// `dauys get`.
#[derive(Debug, Args)]
pub struct Get {
    /// The first digits of the case's id
    pub case: String,
    /// The number of the file in `dauys show`, or the name that it has there
    pub file: String,
    /// Where to put it: a folder, or the name of a file that is not there yet [default: here]
    #[arg(long, value_name = "PATH")]
    pub to: Option<PathBuf>,
    /// Reach the server through a proxy, such as `socks5://127.0.0.1:9050` for Tor
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY", hide_env_values = true)]
    pub proxy: Option<String>,
}

/// `dauys templates`.
#[derive(Debug, Args)]
pub struct Templates {
    /// The one to print, as the list names it
    pub id: Option<String>,
}

/// `dauys log`.
#[derive(Debug, Args)]
#[command(after_help = help::LOG)]
pub struct Log {
    /// The first digits of the case's id
    pub case: String,
}

/// `dauys reply` and `dauys note`.
#[derive(Debug, Default, Args)]
pub struct Write {
    /// The first digits of the case's id
    pub case: String,
    /// Read the text from this file, `-` for standard input; typed, it ends with Ctrl-D
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// A text that may hold what only the readers of a case should read.
#[derive(Debug, Default, Args)]
pub struct Wording {
    /// The text. What is typed here stays in your shell's history: `--file` does not
    #[arg(value_name = "TEXT", conflicts_with = "file")]
    pub text: Option<String>,
    /// Read the text from this file, `-` to type it or from standard input
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// Why something is done, for colleagues.
#[derive(Debug, Default, Args)]
pub struct Reason {
    /// Why, for colleagues. It stays in your shell's history, and other programs of this machine can
    /// read it: `--file` does not
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    pub reason: Option<String>,
    /// Read that from this file, `-` to type it
    #[arg(long, value_name = "FILE", alias = "reason-file")]
    pub file: Option<PathBuf>,
}

/// `dauys assign`.
#[derive(Debug, Args)]
#[command(after_help = help::ASSIGN, group = ArgGroup::new("to").required(true))]
pub struct Assign {
    /// The first digits of the case's id
    pub case: String,
    /// The name of one who reads the case, or the first digits of their id
    #[arg(group = "to")]
    pub who: Option<String>,
    /// To nobody
    #[arg(long, group = "to")]
    pub nobody: bool,
    /// To yourself
    #[arg(long, group = "to")]
    pub me: bool,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// `dauys label`.
#[derive(Debug, Args)]
#[command(after_help = help::LABEL)]
pub struct Label {
    /// The first digits of the case's id
    pub case: String,
    /// The labels. What is typed here stays in your shell's history: `--file` does not
    #[arg(value_name = "LABEL", conflicts_with = "file")]
    pub labels: Vec<String>,
    /// Read the labels from this file, one on each line; `-` to type them
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Take them off
    #[arg(long)]
    pub off: bool,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// `dauys task`.
#[derive(Debug, Args)]
#[command(after_help = help::TASK)]
pub struct Task {
    /// The first digits of the case's id
    pub case: String,
    /// What is to be done.
    #[command(flatten)]
    pub wording: Wording,
    /// Who is to do it: the name of one who reads the case, or the first digits of their id
    #[arg(long = "for", value_name = "WHO")]
    pub whom: Option<String>,
    /// Until when, such as 2026-07-01
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub until: Option<Day>,
    /// The task with this number is done
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["text", "file", "whom", "until"])]
    pub done: Option<usize>,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// `dauys link`.
#[derive(Debug, Args)]
#[command(after_help = help::LINK)]
pub struct Link {
    /// The first digits of the case's id
    pub case: String,
    /// The first digits of the other case's id
    pub other: String,
    /// Untie them
    #[arg(long)]
    pub off: bool,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// `dauys declare`.
#[derive(Debug, Args)]
#[command(after_help = help::DECLARE)]
pub struct Declare {
    /// The first digits of the case's id
    pub case: String,
    /// none, or conflict: whether a conflict of interest stands against you
    #[arg(value_enum, hide_possible_values = true)]
    pub what: Interest,
    /// In words. What is typed here stays in your shell's history: `--file` does not
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    pub text: Option<String>,
    /// Read the words from this file, `-` to type them
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// What somebody declares of themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Interest {
    /// Nothing stands between you and a fair look at this case
    None,
    /// Something does
    Conflict,
}

/// `dauys keep`.
#[derive(Debug, Args)]
#[command(after_help = help::KEEP)]
pub struct Keep {
    /// The first digits of the case's id
    pub case: String,
    /// Until when, such as 2027-07-01
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub until: Day,
    /// Why.
    #[command(flatten)]
    pub why: Reason,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// `dauys accused`.
#[derive(Debug, Args)]
#[command(after_help = help::ACCUSED)]
pub struct Accused {
    /// The first digits of the case's id
    pub case: String,
    /// What is written down: that they were asked, or answered
    #[arg(value_enum, hide_possible_values = true)]
    pub what: Side,
    /// Read what was asked or answered from this file, `-` to type it
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// What happened about the side of the accused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Side {
    /// They were asked for it
    Asked,
    /// It came
    Answered,
}

/// `dauys finding`.
#[derive(Debug, Args)]
#[command(after_help = help::FINDING)]
pub struct Finding {
    /// The first digits of the case's id
    pub case: String,
    /// What is alleged.
    #[command(flatten)]
    pub wording: Wording,
    /// The numbers that letters of the reporter have in `dauys show`, such as 1,3
    #[arg(long, value_name = "N", num_args = 1.., value_delimiter = ',')]
    pub evidence: Vec<usize>,
    /// What was found: confirmed, not-confirmed, insufficient, or open while nothing is decided
    #[arg(long, value_enum, hide_possible_values = true)]
    pub found: Option<Found>,
    /// Change the finding with this number
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<usize>,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// What was found about one thing that is alleged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Found {
    /// It happened
    Confirmed,
    /// It did not, or not so
    NotConfirmed,
    /// Too little to go by
    Insufficient,
    /// It is not decided yet
    Open,
}

/// `dauys check`.
#[derive(Debug, Args)]
#[command(after_help = help::CHECK)]
pub struct Check {
    /// The first digits of the case's id
    pub case: String,
    /// Which check: so many days after closing; mostly 30, 90 or 180
    #[arg(value_name = "DAYS")]
    pub days: u32,
    /// What you saw or heard.
    #[command(flatten)]
    pub wording: Wording,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}
