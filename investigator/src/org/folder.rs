//! `organisation.toml`: everything the roster says but its root, dates and hashes.

use std::path::{Path, PathBuf};

use dauys_wire::roster::{
    Channel, Cover, FORMAT, HelpRef, Investigator, Localised, Organisation, QuestionnaireRef,
    ReadingKeys, ReplyBuckets, Roster, RosterError,
};
use dauys_wire::{Day, InstanceName, PublicKey};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::OrgError;
use crate::clocks::{self, Clocks};
use crate::files::{self, FileError};

/// Ten times a roster of a hundred investigators.
const TOML_MAX: usize = 4 << 20;

/// The folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder of that path, whatever is in it.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// The working copy.
    pub fn settings(&self) -> PathBuf {
        self.path.join("organisation.toml")
    }

    /// The root's secret half, sealed with its passphrase.
    pub fn root_key(&self) -> PathBuf {
        self.path.join("root.key")
    }

    /// The root's public half.
    pub fn root_public(&self) -> PathBuf {
        self.path.join("root.pub")
    }

    /// The questions in use.
    pub fn questionnaire(&self) -> PathBuf {
        self.path.join("questionnaire.json")
    }

    /// The help directory in use.
    pub fn help(&self) -> PathBuf {
        self.path.join("help.json")
    }

    /// What the server needs.
    pub fn publish(&self) -> PathBuf {
        self.path.join("publish")
    }

    /// Posters and slips, unless somebody wants them elsewhere.
    pub fn posters(&self) -> PathBuf {
        self.path.join("poster")
    }

    /// The offline form and its signature.
    pub fn form(&self) -> PathBuf {
        self.path.join("form")
    }

    /// Reads the working copy.
    pub fn read(&self) -> Result<Settings, OrgError> {
        let text = match files::read_text(&self.settings(), TOML_MAX) {
            Err(FileError::Missing(_)) => return Err(OrgError::NoFolder(self.path.clone())),
            other => other?,
        };
        let settings = toml::from_str(&text).map_err(|_| OrgError::Folder)?;
        match not_understood(&text) {
            Some(key) => Err(OrgError::Clocks(key)),
            None => Ok(settings),
        }
    }

    /// Writes the working copy.
    pub fn write(&self, settings: &Settings) -> Result<(), OrgError> {
        let text = toml::to_string_pretty(settings).map_err(|_| OrgError::Folder)?;
        Ok(files::replace(&self.settings(), text.as_bytes())?)
    }

    /// Writes the first working copy.
    pub fn create(&self, settings: &Settings) -> Result<(), OrgError> {
        let text = toml::to_string_pretty(settings).map_err(|_| OrgError::Folder)?;
        Ok(files::create(&self.settings(), text.as_bytes())?)
    }
}

/// What stands under `[clocks]` and would promise nothing: whoever wrote it meant something by it.
fn not_understood(text: &str) -> Option<String> {
    #[derive(Default, Deserialize)]
    struct Given {
        #[serde(default)]
        clocks: Map<String, Value>,
    }
    let given: Given = toml::from_str(text).unwrap_or_default();
    clocks::not_understood(&given.clocks)
}

/// `organisation.toml`. The shapes are those of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The installation's fixed name.
    pub instance: InstanceName,
    /// The version that was signed last; 0 before the first.
    pub version: u64,
    /// Where the page lives.
    pub origins: Vec<String>,
    /// The key of the server's acceptances.
    pub server_key: PublicKey,
    /// The closed period, in hours.
    pub release_hours: u32,
    /// Days a reply is kept.
    pub reply_days: u32,
    /// Days a letter is kept.
    pub retention_days: u32,
    /// The organisation's name.
    pub name: Localised,
    /// Where "exit this page" leads.
    pub exit: Localised,
    /// What each desk posts every day.
    pub cover: Cover,
    /// What is promised to those who report.
    #[serde(default)]
    pub clocks: Clocks,
    /// Buckets of the reply drop; reckoned when signing.
    pub reply_buckets: ReplyBuckets,
    /// The channels.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// Everyone who ever was an investigator.
    #[serde(default)]
    pub investigators: Vec<Investigator>,
}

/// What the folder does not say.
pub struct Issue {
    /// The organisation root.
    pub root: PublicKey,
    /// The first day.
    pub issued: Day,
    /// The last day.
    pub expires: Day,
    /// The questions.
    pub questionnaire: QuestionnaireRef,
    /// The help directory.
    pub help: HelpRef,
}

impl Settings {
    /// The roster of the current version.
    pub fn roster(&self, issue: Issue) -> Result<Roster, OrgError> {
        let roster = Roster {
            format: FORMAT.to_owned(),
            root: issue.root,
            instance: self.instance.clone(),
            origins: self.origins.clone(),
            version: self.version,
            issued: issue.issued,
            expires: issue.expires,
            organisation: Organisation { name: self.name.clone(), exit: self.exit.clone() },
            server_key: self.server_key,
            channels: self.channels.clone(),
            investigators: self.investigators.clone(),
            questionnaire: issue.questionnaire,
            help: issue.help,
            reply_buckets: self.reply_buckets,
            reply_days: self.reply_days,
            retention_days: self.retention_days,
            release_hours: self.release_hours,
            cover: self.cover,
            clocks: self.clocks.signed(),
            reading_keys: ReadingKeys::None,
        };
        match roster.check() {
            Ok(()) => Ok(roster),
            Err(RosterError::Contradiction(rule)) => Err(OrgError::Rule(rule)),
            Err(_) => Err(OrgError::Folder),
        }
    }

    /// The channel of that id.
    pub fn channel_mut(&mut self, id: &str) -> Result<&mut Channel, OrgError> {
        let found = self.channels.iter_mut().find(|channel| channel.id == id);
        found.ok_or_else(|| OrgError::NoChannel(id.to_owned()))
    }
}
