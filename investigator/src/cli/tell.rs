//! Verbs by which the reporter is told something.

use std::path::PathBuf;

use clap::Args;
use dauys_wire::Day;

use super::Posting;

const REPLY_HELP: &str = "She reads it with her code, colleagues of the case get a copy. The step of the case and the promised \
    days go with it by themselves. A long text becomes several answers in a row.

Examples:
  dauys reply 3f9a                              # type; it is shown as she will see it
  dauys reply 3f9a --template received-thanks   # `dauys templates` lists all of them
  dauys reply 3f9a --file - < answer.txt        # from another program
  dauys reply 3f9a --now                        # outside of the day's plan, if it cannot wait";

const STATUS_HELP: &str =
    "Steps: received, assessing, investigating, decision, measures, follow-up. `decision` and later \
    steps count as the answer that was promised. To end a case use `dauys close`.

Examples:
  dauys status 3f9a investigating                 # she reads it with her next visit
  dauys status 3f9a decision --internal           # only colleagues know
  dauys status 3f9a investigating --file -        # with words of yours";

const CLOSE_HELP: &str = "Outcomes: confirmed, not-confirmed, insufficient, out-of-scope, transferred, withdrawn.

Measures: reprimand, remark, dismissal, transfer, reinstatement, back-pay, apology, training, \
    referral-labour-inspection, referral-police, referral-prosecutor, referral-ombudsperson.

She is told that it is closed and how, with your words. Measures go to colleagues only: what was done \
    to the other person is theirs to know; tell her what you may. Check-ins are proposed 30, 90 and \
    180 days later, and if she is punished for having reported, she writes and the case is open again.

Nothing of it need be typed into the line, where the shell's history keeps it: `--file -` asks for \
    your words to her, `--reason-file -` for those to colleagues.

Examples:
  dauys close 3f9a confirmed --measure apology --measure training
  dauys close 3f9a not-confirmed --file - --reason-file -  # words for her, then for colleagues
  dauys close 3f9a insufficient --template closed-insufficient --preview";

const PAUSE_HELP: &str = "While a case is paused the promised days move; the first acknowledgement never does. Say why: \
    she is told.

Examples:
  dauys pause 3f9a --until 2027-01-11 --template pause
  dauys resume 3f9a";

const EXTEND_HELP: &str = "Only where the organisation promised that it may: see `dauys org check`. It has to be said some days \
    before the end; what is said too late, or goes too far, is refused.

Examples:
  dauys extend 3f9a --to 2027-02-26 --template extension";

/// What she is told beside.
#[derive(Debug, Default, Args)]
pub struct Words {
    /// Read the text from this file, `-` for standard input; typed, it ends with Ctrl-D
    #[arg(long, value_name = "FILE", conflicts_with = "template")]
    pub file: Option<PathBuf>,
    /// Take a text of `dauys templates` in her language; you are asked for what stands in [ ]
    #[arg(long, value_name = "ID")]
    pub template: Option<String>,
    /// Show what she would see, and send nothing
    #[arg(long)]
    pub preview: bool,
    /// Do not ask before it is sent
    #[arg(long)]
    pub yes: bool,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// What colleagues read, beside what she is told.
#[derive(Debug, Default, Args)]
pub struct Beside {
    /// What colleagues read beside. It stays in your shell's history, and other programs of this
    /// machine can read it: `--reason-file` does not
    #[arg(long, value_name = "TEXT", conflicts_with = "reason_file")]
    pub reason: Option<String>,
    /// Read that from this file, `-` to type it; she is not told it
    #[arg(long, value_name = "FILE")]
    pub reason_file: Option<PathBuf>,
}

/// `dauys reply`.
#[derive(Debug, Default, Args)]
#[command(after_help = REPLY_HELP)]
pub struct Reply {
    /// The first digits of the case's id
    pub case: String,
    /// This is the answer that was promised: what became of her report
    #[arg(long)]
    pub feedback: bool,
    /// What she is told.
    #[command(flatten)]
    pub words: Words,
}

/// `dauys status`.
#[derive(Debug, Args)]
#[command(after_help = STATUS_HELP)]
pub struct Status {
    /// The first digits of the case's id
    pub case: String,
    /// The step that the case is at now
    pub step: String,
    /// Tell colleagues alone
    #[arg(long, conflicts_with_all = ["file", "template", "preview"])]
    pub internal: bool,
    /// What she is told.
    #[command(flatten)]
    pub words: Words,
}

/// `dauys close`.
#[derive(Debug, Args)]
#[command(after_help = CLOSE_HELP)]
pub struct Close {
    /// The first digits of the case's id
    pub case: String,
    /// How it ends
    pub outcome: String,
    /// What was done; may be given several times
    #[arg(long = "measure", value_name = "MEASURE")]
    pub measures: Vec<String>,
    /// What colleagues read beside.
    #[command(flatten)]
    pub why: Beside,
    /// What she is told.
    #[command(flatten)]
    pub words: Words,
}

/// `dauys reopen` and `dauys resume`.
#[derive(Debug, Args)]
pub struct Again {
    /// The first digits of the case's id
    pub case: String,
    /// What she is told.
    #[command(flatten)]
    pub words: Words,
}

/// `dauys pause`.
#[derive(Debug, Args)]
#[command(after_help = PAUSE_HELP)]
pub struct Pause {
    /// The first digits of the case's id
    pub case: String,
    /// The day on which it goes on, such as 2027-01-11, if it is known
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub until: Option<Day>,
    /// What she is told.
    #[command(flatten)]
    pub words: Words,
}

/// `dauys extend`.
#[derive(Debug, Args)]
#[command(after_help = EXTEND_HELP)]
pub struct Extend {
    /// The first digits of the case's id
    pub case: String,
    /// The day by which she has the answer now
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub to: Day,
    /// What she is told.
    #[command(flatten)]
    pub words: Words,
}
