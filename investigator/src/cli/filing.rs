//! `dauys file`.

use std::path::PathBuf;

use clap::Args;

use crate::text::Language;

const FILE_HELP: &str = "\
The same questions, rules and sealing as on the page. One question comes after the other, in the \
language of the person; you type a number, several numbers or their words. Enter passes over, \
? explains, < goes back, - takes an answer back, > goes on to who may read it. Before anything is \
sealed all of it can be looked through and changed.

The person gets a code, as on the page. It is shown once, on a slip to copy by hand or to read \
out, and kept nowhere: its last four digits are asked for first, and only then is the sealed report \
kept and posted, with the pace of the day. Whoever has the code reads the answers and can write \
and take back in the person's name: do not keep it.

ANSWERS.json, for programs:

  {\"answers\": {\"seen\": \"...\", \"form\": [\"threats\"], \"role\": \"experienced\"},
   \"to\": [\"id of an investigator\"], \"shut_out\": [], \"lang\": \"kk\", \"name\": \"\"}

`answers` goes by the ids of questionnaire.json, `to` and `shut_out` by those of roster.json; both \
files are published by the server. `name` is for all of `to`. The file holds in clear what was \
told: destroy it, or give it on standard input with `--file -`.

With --json, --file and --yes are needed, and there are two lines: first {\"code\", \"address\", \
\"look\"}, before anything is kept (if it cannot be written, nothing is); then what came of \
posting.

Examples:
  dauys file                        # asks one question after the other
  dauys file --their-lang kk        # in the language of the person
  dauys file --file answers.json    # for programs";

/// `dauys file`. What is missing is asked for.
#[derive(Debug, Args)]
#[command(after_long_help = FILE_HELP, after_help = "More, examples and the form of ANSWERS.json: --help")]
pub struct Filing {
    /// The language that the person reads: of the questions, of the slip and of the page
    #[arg(long, value_name = "LANG", conflicts_with = "file", hide_possible_values = true)]
    pub their_lang: Option<Language>,
    /// Take the answers from this file, `-` for standard input; it is read once
    #[arg(long, value_name = "ANSWERS.json")]
    pub file: Option<PathBuf>,
    /// Ask nothing: the person has agreed, and who reads the output hands over the code
    #[arg(long, requires = "file")]
    pub yes: bool,
    /// Post at once, outside of the day's plan. Whoever watches the letters and
    /// replies on the server can see that you had something to send
    #[arg(long)]
    pub now: bool,
    /// Reach the server through a proxy, such as `socks5://127.0.0.1:9050` for Tor
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY", hide_env_values = true)]
    pub proxy: Option<String>,
}
