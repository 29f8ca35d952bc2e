//! What can be typed: every command and flag, and nothing else. `--help` is in English only, as
//! manuals are; what commands print is in the language of [`crate::text`].

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use dauys_crypto::desk::DEVICE_MAX;
use dauys_wire::limits::AHEAD_DAYS_MAX;
use dauys_wire::roster::Localised;
use dauys_wire::{Day, InstanceName};

pub use self::case::{
    Accused, Assign, Check, Declare, Finding, Found, Interest, Keep, Label, Link, List, Log,
    Posting, Queue, Show, Side, Task, Wording, Write,
};
pub use self::filing::Filing;
pub use self::org::{
    Org, OrgAdd, OrgChannel, OrgChannelCard, OrgCheck, OrgInit, OrgQuestionnaire, OrgRemove,
    OrgSign, OrgStep, QuestionnaireCheck, QuestionnairePreview, QuestionnaireStep, YesNo,
};
pub use self::people::{Delete, Recuse, Share};
pub use self::tell::{Again, Close, Extend, Pause, Reply, Status, Words};
use crate::text::Language;

mod case;
mod filing;
mod help;
mod org;
mod people;
mod tell;

const EXIT_CODES: &str = "Exit codes: 0 done; 1 failed; 2 wrong usage; 3 the server cannot be \
    reached or refuses; 4 refused because something does not verify: stop and read; 5 wrong \
    passphrase.";

const AWAY_HELP: &str = "Letters alone can be sent ahead. Replies cannot: the server takes them for \
    today only, so on the days you are away fewer of them go out. A `dauys sync` on one of \
    those days posts its replies and no letters again.";

const SEARCH_HELP: &str = "\
All words must be found in one case, in any form and order:

  премия начальник       finds «начальник обещал премию»
  бастық                 finds «бастығымның», and after it «бастыгымнын»
  бастык                 finds «бастық»: a keyboard without Kazakh letters will do
  \"знай своё место\"      these words in these forms, one after the other
  премия -увольнение     not the cases in which увольнение would be found

Reports, messages, names, notes, answers, labels and reasons are searched; what was ticked, in all \
three languages. Nothing is written down, and nothing counts as read. Behind the command, -- must \
stand before words with a minus, and quotation marks need others around them: your shell takes them \
away.";

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
    /// What has a day: promises, check-ins, tasks; what is late stands first
    Due(Due),
    /// Show one case as a time line
    Show(Show),
    /// Find words in everything that was written in all cases
    Search(Search),
    /// Answer the reporter of a case; colleagues get a copy
    Reply(Reply),
    /// Say which step a case is at; she is told
    Status(Status),
    /// Close a case: how it ended, and what was done
    Close(Close),
    /// Open a closed case again
    Reopen(Again),
    /// Stop the clocks of a case, with a reason
    Pause(Pause),
    /// Let the clocks of a case run on
    Resume(Again),
    /// Move the day by which she has an answer, where that is allowed
    Extend(Extend),
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
    /// Take down a report for somebody who telephones or comes, and give them their code
    File(Filing),
    /// Let another investigator into a case, with all that belongs to it
    Share(Share),
    /// Step out of a case: destroy what is here of it, and get no more
    Recuse(Recuse),
    /// Delete a case, if a second reader agrees or its time is over
    Delete(Delete),
    /// Before you are away: post the letters of the next days ahead, so that the inbox does not
    /// show that you are gone
    Away(Away),
    /// List the texts to begin an answer with, or print one in Kazakh, Russian and English
    Templates(Templates),
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
    /// On a further machine of yours, into whose folder you have copied `keys.age`: its number, 1
    /// for the second machine. Never copy the vault
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=i64::from(DEVICE_MAX)))]
    pub device: Option<u8>,
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

/// `dauys due`.
#[derive(Debug, Args)]
pub struct Due {
    /// Look so many days ahead
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = clap::value_parser!(u32).range(0..=400))]
    pub days: u32,
}

/// `dauys search`.
#[derive(Debug, Args)]
#[command(after_help = SEARCH_HELP)]
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

/// `dauys templates`.
#[derive(Debug, Args)]
pub struct Templates {
    /// The one to print, as the list names it
    pub id: Option<String>,
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
        ];
        for line in lines {
            Cli::try_parse_from(line.split_whitespace()).unwrap();
        }
    }
}
