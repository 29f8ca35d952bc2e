//! What can be typed: every command and flag, and nothing else. `--help` is in English only, as
//! manuals are; what commands print is in the language of [`crate::text`].

use std::path::PathBuf;

use clap::builder::TypedValueParser;
use clap::{Args, ColorChoice, Parser, Subcommand};
use dauys_crypto::desk::DEVICE_MAX;
use dauys_wire::limits::AHEAD_DAYS_MAX;
use dauys_wire::{Day, InstanceName};

pub use self::case::{
    Accused, Assign, Check, Declare, Finding, Found, Get, Interest, Keep, Label, Link, List, Log,
    Posting, Queue, Reason, Show, Side, Task, Templates, Wording, Write,
};
pub use self::export::{Export, Mask, Takes, VerifyExport};
pub use self::filing::Filing;
pub use self::keeping::{Backup, Passphrase, Restore, Shares, SharesJoin, SharesMake, SharesStep};
pub use self::localised::{AboutFlags, NameFlags, RoleFlags};
pub use self::org::{
    HelpCheck, HelpStep, Org, OrgAdd, OrgCeremony, OrgChannel, OrgChannelCard, OrgCheck, OrgHelp,
    OrgInit, OrgPoster, OrgQuestionnaire, OrgRemove, OrgSign, OrgSite, OrgStep, PosterLanguage,
    QuestionnaireCheck, QuestionnairePreview, QuestionnaireStep, YesNo,
};
pub use self::overview::{command, parse};
pub use self::people::{Delete, Recuse, Share};
pub use self::reporter::{Bring, Reach, Report, Thread};
pub use self::shell::{Completions, Man, Schema, Shell};
pub use self::site::VerifySite;
pub use self::tell::{Again, Beside, Close, Extend, Pause, Reply, Status, Words};
use crate::text::Language;

mod case;
mod export;
mod filing;
mod help;
mod keeping;
mod localised;
mod org;
mod overview;
mod people;
mod reporter;
mod shell;
mod site;
mod tell;

/// Above the flags that every command has, so that its own come first.
const EVERYWHERE: &str = "Options of every command";

/// Read the reports that are sealed to you, answer them, and say who can receive them
#[derive(Debug, Parser)]
#[command(name = "dauys", version, max_term_width = 100, after_help = help::OVERVIEW)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// The verb; without one the program says how to begin.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = EVERYWHERE)]
pub struct Global {
    /// Keys and vault [default: ~/.local/share/dauys]
    #[arg(long, global = true, value_name = "DIR", env = "DAUYS_HOME", hide_env_values = true)]
    pub home: Option<PathBuf>,
    /// Language of what is printed: kk, ru or en [default: the system's]
    // Whatever has more than a line of help makes the help of all commands twice as long.
    #[arg(long, global = true, value_name = "LANG", hide_possible_values = true)]
    pub lang: Option<Language>,
    /// Take the passphrase from the first line of this file
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Print JSON for programs, on one line; `dauys schema` tells its form
    #[arg(long, global = true)]
    pub json: bool,
    /// Colours: auto, always or never. `NO_COLOR` is heeded
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub color: ColorChoice,
}

/// The verbs, in the order of the day's work. Groups of the overview begin as
/// [`overview`] says.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make your keys, and the card that you give to your organisation
    #[command(after_help = help::INIT)]
    Init(Init),
    /// Fetch new letters, acknowledge them, and post what is due
    #[command(after_help = help::SYNC)]
    Sync(Sync),
    /// Sync by itself, and call you when there is something to see
    #[command(after_help = help::WATCH)]
    Watch(Watch),
    /// Open the cases in a browser on this machine
    #[command(after_help = help::DESK)]
    Desk(Desk),
    /// List the cases, the most urgent first
    List(List),
    /// What has a day: promises, check-ins, tasks; what is late first
    #[command(after_help = help::DUE)]
    Due(Due),
    /// Show a case: all that was written in it, in its order
    Show(Show),
    /// Take a file out of a case, opened and held against its letter
    #[command(after_help = help::GET)]
    Get(Get),
    /// Find words in everything that was written in all cases
    #[command(after_help = help::SEARCH)]
    Search(Search),
    /// Answer the reporter of a case; colleagues get a copy
    Reply(Reply),
    /// Write to the colleagues of a case; the reporter does not see it
    #[command(after_help = help::NOTE)]
    Note(Write),
    /// List texts to begin an answer with, or print one
    #[command(after_help = help::TEMPLATES)]
    Templates(Templates),
    /// Say which step a case is at; the reporter is told
    Status(Status),
    /// Close a case: how it ended, and what was done
    Close(Close),
    /// Open a closed case again
    #[command(after_help = help::REOPEN)]
    Reopen(Again),
    /// Stop the clocks of a case, with a reason
    Pause(Pause),
    /// Let the clocks of a case run on
    #[command(after_help = help::RESUME)]
    Resume(Again),
    /// Promise the answer for a later day, where that is allowed
    Extend(Extend),
    /// Say who leads a case
    Assign(Assign),
    /// Put labels on a case, or take them off
    Label(Label),
    /// Set what is to be done in a case, list it, finish it
    Task(Task),
    /// Tie a case to another one
    Link(Link),
    /// Declare whether you have a conflict of interest in a case
    Declare(Declare),
    /// Set until when a case is kept
    Keep(Keep),
    /// Write down that the accused was asked, or what they said
    Accused(Accused),
    /// Write down what is alleged, the evidence, what was found
    Finding(Finding),
    /// After closing: write down whether the reporter is left in peace
    Check(Check),
    /// Show the log of a case and verify all of it
    Log(Log),
    /// Cover a name or a passage in what is taken out of a case
    Mask(Mask),
    /// Take a case out as one signed file: PDF, page, files
    Export(Export),
    /// Let another investigator into a case, with all that is in it
    Share(Share),
    /// Step out of a case: destroy what is here of it, and get no more
    Recuse(Recuse),
    /// Delete a case, if a second reader agrees or its time is over
    Delete(Delete),
    /// Take down a report for somebody who telephones or comes
    File(Filing),
    /// Whoever wanted only to be counted, in numbers
    #[command(after_help = help::COUNTED)]
    Counted,
    /// Before days off: post the letters of those days ahead
    #[command(after_help = help::AWAY)]
    Away(Away),
    /// Seal keys and cases into one file, in case this machine is lost
    #[command(after_help = help::BACKUP)]
    Backup(Backup),
    /// Put keys and cases back from such a file, on a new machine
    #[command(after_help = help::RESTORE)]
    Restore(Restore),
    /// Put the key to backups on paper, in parts for several people
    #[command(after_help = help::SHARES)]
    Shares(Shares),
    /// Choose another passphrase for your keys
    #[command(after_help = help::PASSPHRASE)]
    Passphrase(Passphrase),
    /// Say who can receive reports, and sign it
    #[command(after_help = help::ORG)]
    Org(Org),
    /// Check from outside that a server shows what was published
    VerifySite(VerifySite),
    /// Check an exported case: who signed it, and what was changed
    VerifyExport(VerifyExport),
    /// Report what happened to you at work, from this terminal
    Report(Report),
    /// Read the answers to your report with your code, write more
    Thread(Thread),
    /// Bring in a sealed file that you were given and cannot read
    Bring(Bring),
    /// Print what completes commands in your shell
    #[command(after_help = help::COMPLETIONS)]
    Completions(Completions),
    /// Print the manual, or write its pages into a folder
    #[command(after_help = help::MAN)]
    Man(Man),
    /// Print the JSON Schema of what a command prints with --json
    #[command(after_help = help::SCHEMA)]
    Schema(Schema),
}

/// `dauys init`. What is missing is asked for.
#[derive(Debug, Args)]
pub struct Init {
    /// Your name, as colleagues and reporters read it
    #[arg(long)]
    pub name: Option<String>,
    /// Position.
    #[command(flatten)]
    pub role: RoleFlags,
    /// The installation's fixed name, as the organisation tells it
    #[arg(long, value_name = "NAME", value_parser = InstanceName::parse)]
    pub instance: Option<InstanceName>,
    /// On a further machine of yours, into whose folder you have copied `keys.age`: its number, 2
    /// for the second machine. Never copy the vault
    #[arg(long, value_name = "N", value_parser = device())]
    pub device: Option<u8>,
}

/// `dauys sync`.
#[derive(Debug, Default, Args)]
pub struct Sync {
    /// The address on the poster, with its `#k=…`; needed the first time only
    pub address: Option<String>,
    /// List the letters that were refused, and why
    #[arg(long)]
    pub rejected: bool,
    /// Fetch all letters of a day anew, such as 2026-07-01, if one of them was damaged on its way.
    /// No desk does so by itself: the server can guess that something of that day was for you
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    pub again: Option<Day>,
    /// Do not ask before that
    #[arg(long, requires = "again")]
    pub yes: bool,
    /// Post at once, outside of the day's plan. Whoever watches the letters and
    /// replies on the server can see that you had something to send
    #[arg(long)]
    pub now: bool,
    /// Reach the server through a proxy, such as `socks5://127.0.0.1:9050` for Tor
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY", hide_env_values = true)]
    pub proxy: Option<String>,
}

/// `dauys due`.
#[derive(Debug, Args)]
pub struct Due {
    /// Look so many days ahead
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = clap::value_parser!(u32).range(0..=400))]
    pub days: u32,
}

/// `dauys search`.
#[derive(Debug, Default, Args)]
pub struct Search {
    /// What to look for. Better leave it out, and you are asked: words typed here stay in your
    /// shell's history, and other programs of this machine can read them
    pub words: Vec<String>,
    /// Read the words from this file, `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    pub file: Option<PathBuf>,
    /// Show all cases and places in which it was found; otherwise the best 20, with 3 places each
    #[arg(long)]
    pub all: bool,
}

/// `dauys watch`.
#[derive(Debug, Args)]
pub struct Watch {
    /// Reach the server through a proxy, such as `socks5://127.0.0.1:9050` for Tor
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY", hide_env_values = true)]
    pub proxy: Option<String>,
}

/// `dauys desk`.
#[derive(Debug, Args)]
pub struct Desk {
    /// The port; otherwise the system chooses one
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// Reach the server through a proxy, such as `socks5://127.0.0.1:9050` for Tor
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY", hide_env_values = true)]
    pub proxy: Option<String>,
}

/// `dauys away`.
#[derive(Debug, Args)]
pub struct Away {
    /// For so many days, beginning tomorrow; at most 14
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(AHEAD_DAYS_MAX)))]
    pub days: u32,
    /// Reach the server through a proxy, such as `socks5://127.0.0.1:9050` for Tor
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY", hide_env_values = true)]
    pub proxy: Option<String>,
}

/// The number of a further machine: people count from 1, and letters from 0.
fn device() -> impl TypedValueParser<Value = u8> {
    clap::value_parser!(u8).range(2..=i64::from(DEVICE_MAX) + 1).map(|number| number - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_hold_together() {
        command().debug_assert();
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        for line in [
            "dauys assign 00ff",
            "dauys assign 00ff Marat --nobody",
            "dauys task 00ff --done 1 text",
            "dauys task 00ff text --file -",
            "dauys check 00ff soon",
            "dauys keep 00ff",
            "dauys delete 00ff --reason why --file why.txt",
            "dauys close 00ff confirmed --reason why --reason-file why.txt",
        ] {
            assert!(Cli::try_parse_from(line.split_whitespace()).is_err(), "{line}");
        }
    }

    #[test]
    fn a_script_can_say_everything_in_flags() {
        let lines = [
            "dauys --home h --passphrase-file p init --name A --role-kk a --role-ru b --role-en c \
             --instance demo",
            "dauys org --folder f init --instance demo --name-kk a --name-ru b --name-en c \
             --origin http://127.0.0.1:8080 --server-key \
             AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA --accused-inside no",
            "dauys org channel hr --kind hr --name-kk a --name-ru b --name-en c --about-kk a \
             --about-ru b --about-en c --independent false --folder f",
            "dauys org add card.txt --channel hr",
            "dauys org sign --days 90",
            "dauys org questionnaire check",
            "dauys org questionnaire preview q.json --lang kk --answer a=b --answer a=c",
            "dauys org init --server-key -AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "dauys org check --json",
            "dauys org check --cases 20",
            "dauys org poster",
            "dauys org poster --language kk --language all --channel union --offline-form f --out d",
            "dauys sync --now --json",
            "dauys sync --again 2026-07-01 --yes --rejected",
            "dauys away --days 14",
            "dauys watch --proxy socks5://127.0.0.1:9050 --json",
            "dauys delete 00ff --yes --reason mistake",
            "dauys delete 00ff --file why.txt",
            "dauys recuse 00ff --file hers.txt --reason-file theirs.txt",
            "dauys close 00ff withdrawn --template closed --reason-file -",
            "dauys sync http://127.0.0.1:8080/#k=x",
            "dauys list --json",
            "dauys due --days 30",
            "dauys reply 00ff --file answer.txt --lang kk --yes",
            "dauys status 00ff investigating",
            "dauys close 00ff confirmed --measure apology --measure training --yes",
            "dauys extend 00ff --to 2027-01-01 --preview",
            "dauys share 00ff Dina --yes",
            "dauys init --device 2",
            "dauys templates --json",
            "dauys templates received-thanks --lang kk",
            "dauys file --file answers.json --yes --json --now",
            "dauys file --lang ru --their-lang kk",
            "dauys --color never",
            "dauys man pages --color always",
            "dauys search премия --json",
            "dauys search --all -- премия -увольнение",
            "dauys search --file -",
            "dauys get 00ff 1",
            "dauys get 00ff evidence-001.jpg --to /media/stick --json",
        ];
        for line in lines {
            Cli::try_parse_from(line.split_whitespace()).unwrap();
        }
    }
}
