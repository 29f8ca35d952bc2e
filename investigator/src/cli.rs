//! What can be typed: every command and flag, and nothing else. `--help` is in English only, as
//! manuals are; what commands print is in the language of [`crate::text`].

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use dauys_wire::limits::AHEAD_DAYS_MAX;
use dauys_wire::roster::Localised;
use dauys_wire::{Day, InstanceName};

pub use self::case::{
    Accused, Assign, Check, Declare, Finding, Found, Interest, Keep, Label, Link, List, Log,
    Posting, Queue, Show, Side, Task, Wording, Write,
};
pub use self::org::{
    Org, OrgAdd, OrgChannel, OrgChannelCard, OrgCheck, OrgInit, OrgQuestionnaire, OrgRemove,
    OrgSign, OrgStep, QuestionnaireCheck, QuestionnairePreview, QuestionnaireStep, YesNo,
};
use crate::text::Language;

mod case;
mod help;
mod org;

const EXIT_CODES: &str = "Exit codes: 0 done; 1 failed; 2 wrong usage; 3 the server cannot be \
    reached or refuses; 4 refused because something does not verify: stop and read; 5 wrong \
    passphrase.";

const DELETE_HELP: &str = "What this machine has of the case is removed from its vault for good. \
    The other readers get a letter that asks them to do the same; it goes with the pace of the day. \
    Nobody can be made to delete, and what the server keeps goes when its time is over.";

const AWAY_HELP: &str = "Letters alone can be sent ahead. Replies cannot: the server takes them for \
    today only, so on the days you are away fewer of them go out. A `dauys sync` on one of \
    those days posts its replies and no letters again.";

/// Investigator's program of Dauys: opens letters, answers, and makes an organisation's roster.
#[derive(Debug, Parser)]
#[command(name = "dauys", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// The verb.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Folder of keys and vault [default: ~/.local/share/dauys]
    #[arg(long, global = true, value_name = "DIR", env = "DAUYS_HOME")]
    pub home: Option<PathBuf>,
    /// Language of what is printed [default: by the system's locale]
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Language>,
    /// Read the passphrase from the first line of this file instead of asking
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Print JSON for programs
    #[arg(long, global = true)]
    pub json: bool,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make this investigator's keys and vault, and print the card for the organisation
    Init(Init),
    /// Make and sign the organisation's roster
    Org(Org),
    /// Fetch new letters, open what is ours, acknowledge, and post what belongs to today
    Sync(Sync),
    /// List the cases, the most urgent first
    List(List),
    /// Show one case as a time line
    Show(Show),
    /// Answer the reporter of a case; colleagues get a copy
    Reply(Write),
    /// Write to the colleagues of a case; the reporter does not see it
    Note(Write),
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
    /// Write down that the accused was asked for their side, or what they said
    Accused(Accused),
    /// Write down what is alleged, what evidence there is, what was found
    Finding(Finding),
    /// Some time after closing: write down whether the reporter is left in peace
    Check(Check),
    /// Show the log of a case and verify all of it
    Log(Log),
    /// Delete a case here, and ask its other readers to do the same
    Delete(Delete),
    /// Before you are away: post the letters of the next days ahead, so that the inbox does not
    /// show that you are gone
    Away(Away),
}

/// A text in three languages, as flags. What is missing is asked for.
macro_rules! localised_flags {
    ($(#[$doc:meta])* $name:ident, $kk:ident, $ru:ident, $en:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Args)]
        pub struct $name {
            #[doc = concat!($what, ", in Kazakh")]
            #[arg(long, value_name = "TEXT")]
            pub $kk: Option<String>,
            #[doc = concat!($what, ", in Russian")]
            #[arg(long, value_name = "TEXT")]
            pub $ru: Option<String>,
            #[doc = concat!($what, ", in English")]
            #[arg(long, value_name = "TEXT")]
            pub $en: Option<String>,
        }

        impl $name {
            /// In the order Kazakh, Russian, English.
            pub fn into_parts(self) -> [Option<String>; 3] {
                [self.$kk, self.$ru, self.$en]
            }

            /// All three, if all three were given.
            pub fn whole(self) -> Option<Localised> {
                Some(Localised { kk: self.$kk?, ru: self.$ru?, en: self.$en? })
            }
        }
    };
}

localised_flags!(
    /// A name.
    NameFlags, name_kk, name_ru, name_en, "Name"
);
localised_flags!(
    /// A position.
    RoleFlags, role_kk, role_ru, role_en, "Position"
);
localised_flags!(
    /// A sentence on a channel.
    AboutFlags, about_kk, about_ru, about_en, "One sentence on who they are"
);

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
    #[arg(long, value_parser = InstanceName::parse)]
    pub instance: Option<InstanceName>,
}

/// `dauys sync`.
#[derive(Debug, Args)]
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
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY")]
    pub proxy: Option<String>,
}

/// `dauys delete`.
#[derive(Debug, Args)]
#[command(after_help = DELETE_HELP)]
pub struct Delete {
    /// The first digits of the case's id
    pub case: String,
    /// What the other readers are told. It stays in your shell's history: name nobody
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
    /// How it is posted.
    #[command(flatten)]
    pub posting: Posting,
}

/// `dauys away`.
#[derive(Debug, Args)]
#[command(after_help = AWAY_HELP)]
pub struct Away {
    /// For so many days, beginning tomorrow; at most 14
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(AHEAD_DAYS_MAX)))]
    pub days: u32,
    /// Reach the server through a proxy, such as `socks5://127.0.0.1:9050` for Tor
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY")]
    pub proxy: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_commands_hold_together() {
        Cli::command().debug_assert();
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
            "dauys sync --now --json",
            "dauys sync --again 2026-07-01 --yes --rejected",
            "dauys away --days 14",
            "dauys delete 00ff --yes --reason mistake",
            "dauys sync http://127.0.0.1:8080/#k=x",
            "dauys list --json",
            "dauys list --status overdue --status waiting --label x --mine --all",
            "dauys assign 00ff Marat",
            "dauys assign 00ff --nobody",
            "dauys assign 00ff --me --now",
            "dauys label 00ff one two --off",
            "dauys label 00ff --file -",
            "dauys task 00ff",
            "dauys task 00ff call --for Marat --until 2026-07-01",
            "dauys task 00ff --done 2",
            "dauys link 00ff 11ee --off --yes",
            "dauys declare 00ff conflict --file -",
            "dauys keep 00ff --until 2027-07-01 --reason court",
            "dauys accused 00ff answered --file said.txt",
            "dauys finding 00ff --file - --evidence 1 3 --found not-confirmed",
            "dauys finding 00ff --number 2 --evidence 1,3 --found open",
            "dauys check 00ff 90 quiet",
            "dauys log 00ff --json",
            "dauys reply 00ff --file answer.txt --lang kk",
        ];
        for line in lines {
            Cli::try_parse_from(line.split_whitespace()).unwrap();
        }
    }
}
