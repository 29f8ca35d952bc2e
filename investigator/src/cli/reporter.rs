//! `dauys report`, `dauys thread` and `dauys bring`: what a reporter types, or who helps one.

use std::path::PathBuf;

use clap::Args;

const REPORT_HELP: &str = "\
For whoever wants to report, or reported: the same questions, rules and sealing as on the page that \
the address leads to, for machines on which the page does not run. It needs no keys and no folder, \
and writes nothing: no file, no history. You type a number, several numbers or your words. Enter \
passes over, ? explains, < goes back, - takes an answer back, > goes on to who may read it. Before \
anything is sent, all of it can be looked through and changed.

An address that is typed here stays in the shell's history, and other programs of this machine can \
read it: leave it out, and it is asked for. With Tor running, use --proxy; an onion address is opened \
in no other way. The name of the server is never looked up outside of the proxy.

Examples:
  dauys report
  dauys --lang kk report --proxy socks5h://127.0.0.1:9050
  dauys report 'https://dauys.example/ru/#k=…'";

const THREAD_HELP: &str = "\
Asks for the code, shows the answers and whether what was promised was kept, and lets you write more, \
say that you are being punished, ask that another channel reads it too, change who reads, say how it \
was for you, give your name, see what you sent, or take the report back. Nothing is written on this \
machine.

Examples:
  dauys thread
  dauys --lang ru thread --proxy socks5h://127.0.0.1:9050";

const BRING_HELP: &str = "\
For whoever was given a sealed file that an offline form saved. It is sent as it is: nothing of it can \
be read here, and the server proves that it took it. The page does the same, under \"Bring in a sealed \
file\".

Examples:
  dauys bring document.json
  dauys bring document.json --proxy socks5h://127.0.0.1:9050";

/// How the server is reached.
#[derive(Debug, Args)]
pub struct Reach {
    /// The address on the poster, with its `#k=…`; asked for if it is left out, which is safer
    pub address: Option<String>,
    /// Reach the server through a SOCKS 5 proxy, such as `socks5h://127.0.0.1:9050` for Tor
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY", hide_env_values = true)]
    pub proxy: Option<String>,
}

/// `dauys report`.
#[derive(Debug, Args)]
#[command(after_help = REPORT_HELP)]
pub struct Report {
    /// How the server is reached.
    #[command(flatten)]
    pub reach: Reach,
    /// Begin with the text in this file; it holds in clear what happened, so destroy it
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Only be counted: choose answers, tell nothing in your own words, and get no code
    #[arg(long, conflicts_with = "file")]
    pub only_counted: bool,
}

/// `dauys bring`.
#[derive(Debug, Args)]
#[command(after_help = BRING_HELP)]
pub struct Bring {
    /// The sealed file
    pub file: PathBuf,
    /// How the server is reached.
    #[command(flatten)]
    pub reach: Reach,
}

/// `dauys thread`.
#[derive(Debug, Args)]
#[command(after_help = THREAD_HELP)]
pub struct Thread {
    /// How the server is reached.
    #[command(flatten)]
    pub reach: Reach,
}
