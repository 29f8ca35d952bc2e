//! What can be typed behind `dauys org`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use dauys_wire::roster::ChannelKind;
use dauys_wire::{Day, InstanceName, PublicKey};

use super::{AboutFlags, NameFlags};

/// `dauys org`.
#[derive(Debug, Args)]
// `dauys org help` is about the help directory; how a step is typed stands behind `--help`.
#[command(disable_help_subcommand = true)]
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
    /// Be led through all of it, step by step, on a machine that is never online
    Ceremony(OrgCeremony),
    /// Make the organisation's root key and its folder
    Init(OrgInit),
    /// Make a channel, or change one
    Channel(OrgChannel),
    /// Put an investigator into a channel
    Add(OrgAdd),
    /// Take an investigator out of all channels, from today
    Remove(OrgRemove),
    /// Check the questions before they are signed, and see them as reporters do
    Questionnaire(OrgQuestionnaire),
    /// Check the help numbers before they are signed
    Help(OrgHelp),
    /// Sign the roster and write the files for the server
    Sign(OrgSign),
    /// Verify what is signed as a page does; print address, safety number, capacity
    Check(OrgCheck),
    /// Make the poster and slips to tear off, as PDF files
    #[command(after_help = POSTER_HELP)]
    Poster(OrgPoster),
    /// Make the offline form: the page as one file, signed, for those who cannot open it where they are
    #[command(after_help = FORM_HELP)]
    Form,
    /// Sign the list of the page's files, so that anybody can check the page by your key
    #[command(after_help = SITE_HELP)]
    Site(OrgSite),
    /// On an independent channel's own machine: sign its entry with its own key
    ChannelCard(OrgChannelCard),
}

/// `dauys org ceremony`.
#[derive(Debug, Args)]
pub struct OrgCeremony {
    /// The folder of the stick for the copy; asked for if it is left out
    #[arg(long, value_name = "DIR")]
    pub safe: Option<PathBuf>,
    /// The folder of the stick for what goes out; asked for if it is left out
    #[arg(long, value_name = "DIR")]
    pub carry: Option<PathBuf>,
}

/// `dauys org init`. What is missing is asked for.
#[derive(Debug, Default, Args)]
pub struct OrgInit {
    /// The installation's fixed name; it can never be changed
    #[arg(long, value_name = "NAME", value_parser = InstanceName::parse)]
    pub instance: Option<InstanceName>,
    /// The organisation's name.
    #[command(flatten)]
    pub name: NameFlags,
    /// Where the page will live, such as `https://dauys.example`; may be repeated
    #[arg(long = "origin", value_name = "ORIGIN")]
    pub origins: Vec<String>,
    /// The server's key, as `dauys-server key` prints it
    // One key in 64 begins with a hyphen.
    #[arg(long, value_name = "KEY", value_parser = PublicKey::parse, allow_hyphen_values = true)]
    pub server_key: Option<PublicKey>,
    /// Could someone who investigates be the one a report is about? yes or no
    #[arg(long, value_enum, value_name = "YES|NO", hide_possible_values = true)]
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

impl OrgChannel {
    /// Everything else is asked for.
    pub fn named(id: String) -> Self {
        let (name, about) = (NameFlags::default(), AboutFlags::default());
        Self { id, kind: None, name, about, independent: None, card: None }
    }

    /// With the channel's own statement.
    #[must_use]
    pub fn with_card(self, path: PathBuf) -> Self {
        Self { card: Some(path), ..self }
    }
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

const CHECK_HELP: &str = "Prints every mistake with its line, the id of the question and the reason. \
    Mistakes stop `dauys org sign`; warnings do not. The file may be laid out as you like: \
    what is published of it is put on one line.";

const PREVIEW_HELP: &str = "In angle brackets stand the ids. With --answer only those questions are \
    shown that these answers lead to, for example:\n\n  \
    dauys org questionnaire preview --answer role=witness --answer who=colleague";

/// `dauys org questionnaire`.
#[derive(Debug, Args)]
pub struct OrgQuestionnaire {
    /// The step.
    #[command(subcommand)]
    pub step: QuestionnaireStep,
}

/// What can be done with the questions.
#[derive(Debug, Subcommand)]
pub enum QuestionnaireStep {
    /// Print every mistake with its line, and warnings
    #[command(after_help = CHECK_HELP)]
    Check(QuestionnaireCheck),
    /// Print the questions screen by screen, as a reporter sees them
    #[command(after_help = PREVIEW_HELP)]
    Preview(QuestionnairePreview),
}

/// `dauys org questionnaire check`.
#[derive(Debug, Args)]
pub struct QuestionnaireCheck {
    /// The questions [default: questionnaire.json in the organisation's folder]
    pub file: Option<PathBuf>,
}

/// `dauys org questionnaire preview`.
#[derive(Debug, Args)]
pub struct QuestionnairePreview {
    /// The questions [default: questionnaire.json in the organisation's folder]
    pub file: Option<PathBuf>,
    /// Show only the way that this answer leads along; may be repeated
    #[arg(long = "answer", value_name = "QUESTION=OPTION", value_parser = parse_answer)]
    pub answers: Vec<(String, String)>,
}

const HELP_CHECK_HELP: &str = "Prints every mistake with its line, the id of the entry and the \
    reason. Mistakes stop `dauys org sign`; warnings do not. A number that came with this program \
    needs nothing more; every other entry says in \"source\" from where it is known and in \
    \"checked\" when somebody last called or wrote there.";

/// `dauys org help`.
#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
pub struct OrgHelp {
    /// The step.
    #[command(subcommand)]
    pub step: HelpStep,
}

/// What can be done with the help directory.
#[derive(Debug, Subcommand)]
pub enum HelpStep {
    /// Print every mistake with its line, and what was checked too long ago
    #[command(after_help = HELP_CHECK_HELP)]
    Check(HelpCheck),
}

/// `dauys org help check`.
#[derive(Debug, Args)]
pub struct HelpCheck {
    /// The help directory [default: help.json in the organisation's folder]
    pub file: Option<PathBuf>,
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

/// `dauys org check`.
#[derive(Debug, Args)]
pub struct OrgCheck {
    /// For so many new cases a month, tell how long answers would wait
    #[arg(long, value_name = "N")]
    pub cases: Option<u32>,
}

const POSTER_HELP: &str = "Verifies what is signed as `dauys org check` does, and writes for each \
    language a poster and a sheet of slips to tear off: poster-kk.pdf, slips-kk.pdf and so on, and \
    poster.pdf and slips.pdf, which have all three. They are A4, black on white, and hold nothing \
    secret. The same list and the same version of this program make the same bytes.\n\n\
    The posters of a channel begin with its name: union-poster.pdf. Their address has the key of \
    this channel, and of no other.";

/// `dauys org poster`.
#[derive(Debug, Args)]
pub struct OrgPoster {
    /// Only in this language: kk, ru, en, or all for one with the three; may be repeated
    #[arg(long = "language", value_name = "LANG", value_enum, hide_possible_values = true)]
    pub languages: Vec<PosterLanguage>,
    /// The poster of this channel, which has signed its own entry
    #[arg(long, value_name = "ID", value_parser = parse_channel_id)]
    pub channel: Option<String>,
    /// Print the SHA-256 of this file on the poster: the page's offline form
    #[arg(long, value_name = "FILE")]
    pub offline_form: Option<PathBuf>,
    /// Where to write them [default: poster in the organisation's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// In which language a poster is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PosterLanguage {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
    /// The three beside each other.
    All,
}

const FORM_HELP: &str = "Verifies what is signed as `dauys org check` does, and puts it into the page's own \
    form: one file, form/offline-form.html, which is given on from hand to hand. Reports are sealed in it \
    without a network, and sent from it or saved in a file that anybody can bring in. It works as long as \
    the list inside: make it anew after each `dauys org sign`, and print its hash on the poster with \
    `dauys org poster --offline-form`.\n\n\
    Whoever has minisign and the key on the poster can check it: \
    minisign -Vm offline-form.html -P KEY";

const SITE_HELP: &str = "Somebody you trust builds the page from its source, on a machine of their own: \
    `cargo xtask web --release` writes client-wasm/dist/site.json, the same bytes wherever it is built. \
    Bring that file here. What is signed goes to the server with the roster, and `dauys verify-site` \
    holds the server against it.";

/// `dauys org site`.
#[derive(Debug, Args)]
pub struct OrgSite {
    /// The list that the build wrote, `site.json`
    pub list: PathBuf,
}

/// `dauys org channel-card`.
#[derive(Debug, Args)]
pub struct OrgChannelCard {
    /// The channel's id in the roster
    #[arg(value_parser = parse_channel_id)]
    pub id: String,
    /// The installation's fixed name
    #[arg(long, value_name = "NAME", value_parser = InstanceName::parse)]
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

/// An answer in a flag.
fn parse_answer(text: &str) -> Result<(String, String), &'static str> {
    let (question, answer) = text.split_once('=').ok_or("QUESTION=OPTION, by their ids")?;
    Ok((question.to_owned(), answer.to_owned()))
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
