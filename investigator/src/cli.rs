//! What can be typed: every command and flag, and nothing else. `--help` is in English only, as
//! manuals are; what commands print is in the language of [`crate::text`].

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use dauys_wire::roster::{ChannelKind, Localised};
use dauys_wire::{Day, InstanceName, PublicKey};

use crate::text::Language;

const EXIT_CODES: &str = "Exit codes: 0 done; 1 failed; 2 wrong usage; 3 the server cannot be \
    reached or refuses; 4 refused because something does not verify: stop and read; 5 wrong \
    passphrase.";

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
    /// Fetch new letters, open what is ours, acknowledge, post what waits
    Sync(Sync),
    /// List the cases
    List,
    /// Show one case as a time line
    Show(Show),
    /// Answer the reporter of a case; colleagues get a copy
    Reply(Write),
    /// Write to the colleagues of a case; the reporter does not see it
    Note(Write),
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
    /// Reach the server through a proxy, such as `socks5://127.0.0.1:9050` for Tor
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY")]
    pub proxy: Option<String>,
}

/// `dauys show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The first digits of the case's id
    pub case: String,
}

/// `dauys reply` and `dauys note`.
#[derive(Debug, Args)]
pub struct Write {
    /// The first digits of the case's id
    pub case: String,
    /// Read the text from this file, `-` for standard input; typed, it ends with Ctrl-D
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Reach the server through a proxy, such as `socks5://127.0.0.1:9050` for Tor
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY")]
    pub proxy: Option<String>,
}

/// `dauys org`.
#[derive(Debug, Args)]
pub struct Org {
    /// The organisation's folder
    #[arg(long, global = true, value_name = "DIR", default_value = "organisation")]
    pub folder: PathBuf,
    /// The step.
    #[command(subcommand)]
    pub step: OrgStep,
}

/// The steps of the organisation's ceremony.
#[derive(Debug, Subcommand)]
pub enum OrgStep {
    /// Make the organisation's root key and its folder
    Init(OrgInit),
    /// Make a channel, or change one
    Channel(OrgChannel),
    /// Put an investigator into a channel
    Add(OrgAdd),
    /// Take an investigator out of all channels, from today
    Remove(OrgRemove),
    /// Sign the roster and write the files for the server
    Sign(OrgSign),
    /// Verify the signed roster as a reporter's page does, and print address and safety number
    Check,
    /// For an independent channel, on its own machine: sign its own entry with its own key
    ChannelCard(OrgChannelCard),
}

/// `dauys org init`. What is missing is asked for.
#[derive(Debug, Args)]
pub struct OrgInit {
    /// The installation's fixed name; it can never be changed
    #[arg(long, value_parser = InstanceName::parse)]
    pub instance: Option<InstanceName>,
    /// The organisation's name.
    #[command(flatten)]
    pub name: NameFlags,
    /// Where the page will live, such as `https://dauys.example`; may be repeated
    #[arg(long = "origin", value_name = "ORIGIN")]
    pub origins: Vec<String>,
    /// The server's key, as `dauys-server key` prints it
    // One key in 64 begins with a hyphen.
    #[arg(long, value_parser = PublicKey::parse, allow_hyphen_values = true)]
    pub server_key: Option<PublicKey>,
    /// Could someone who investigates be the one complained about?
    #[arg(long, value_enum)]
    pub accused_inside: Option<YesNo>,
    /// Where "exit this page" leads, for all languages
    #[arg(long, value_name = "URL")]
    pub exit: Option<String>,
}

/// An answer in a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// `dauys org channel`.
#[derive(Debug, Args)]
pub struct OrgChannel {
    /// A short name: a-z, 0-9, -
    #[arg(value_parser = parse_channel_id)]
    pub id: String,
    /// What the channel is
    #[arg(long, value_parser = parse_channel_kind)]
    pub kind: Option<ChannelKind>,
    /// The channel's name.
    #[command(flatten)]
    pub name: NameFlags,
    /// What it is.
    #[command(flatten)]
    pub about: AboutFlags,
    /// Whether it is outside this organisation
    #[arg(long, value_name = "true|false")]
    pub independent: Option<bool>,
    /// The channel's own statement, as `org channel-card` printed it
    #[arg(long, value_name = "FILE")]
    pub card: Option<PathBuf>,
}

/// `dauys org add`.
#[derive(Debug, Args)]
pub struct OrgAdd {
    /// The card that `dauys init` printed
    pub card: PathBuf,
    /// The channel, which must exist
    #[arg(long, value_parser = parse_channel_id)]
    pub channel: String,
    /// The last day on which letters may be sealed to them [default: two years from today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = Day::parse)]
    pub valid_until: Option<Day>,
}

/// `dauys org remove`.
#[derive(Debug, Args)]
pub struct OrgRemove {
    /// The investigator's name, or the first digits of their id
    pub who: String,
}

/// `dauys org sign`.
#[derive(Debug, Args)]
pub struct OrgSign {
    /// Days of validity, at most 120
    #[arg(long, default_value_t = 90)]
    pub days: u32,
    /// Questions other than the ones in the folder
    #[arg(long, value_name = "FILE")]
    pub questionnaire: Option<PathBuf>,
    /// Help directory other than the one in the folder
    #[arg(long = "help-directory", value_name = "FILE")]
    pub help_directory: Option<PathBuf>,
}

/// `dauys org channel-card`.
#[derive(Debug, Args)]
pub struct OrgChannelCard {
    /// The channel's id in the roster
    #[arg(value_parser = parse_channel_id)]
    pub id: String,
    /// The installation's fixed name
    #[arg(long, value_parser = InstanceName::parse)]
    pub instance: InstanceName,
    /// The channel's own key; made if there is none
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// The card of each member
    #[arg(long = "member", value_name = "CARD", required = true)]
    pub members: Vec<PathBuf>,
    /// Where to write the statement
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// The id of a channel.
fn parse_channel_id(text: &str) -> Result<String, &'static str> {
    if dauys_wire::roster::is_channel_id(text) {
        Ok(text.to_owned())
    } else {
        Err("a short name of a-z, 0-9 and -, at most 32 characters")
    }
}

/// The kind of a channel, in the spelling of the roster.
fn parse_channel_kind(text: &str) -> Result<ChannelKind, &'static str> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|_| "hr, ethics, union, inspectorate, ngo, lawyer or board")
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
            "dauys org init --server-key -AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "dauys org check --json",
            "dauys sync http://127.0.0.1:8080/#k=x",
            "dauys list --json",
            "dauys reply 00ff --file answer.txt --lang kk",
        ];
        for line in lines {
            Cli::try_parse_from(line.split_whitespace()).unwrap();
        }
    }
}
