//! The help directory: where somebody finds help without sending anything (docs/PROTOCOL.md,
//! section 4.2). Numbers, dates and organisations come from whoever signs the roster; nothing of it
//! is known here.

use serde::{Deserialize, Serialize};

use crate::Day;
use crate::json::{self, BadJson};
use crate::limits::HELP_MAX;
use crate::roster::Localised;
use crate::text::Digest;

/// The value of `format`.
pub const FORMAT: &str = "dauys-help/1";

/// `help.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    /// Always [`FORMAT`].
    pub format: String,
    /// The regions that entries name.
    #[serde(default)]
    pub regions: Vec<Region>,
    /// In the order in which they are shown, within their kinds.
    pub entries: Vec<Entry>,
}

/// A part of the country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// A short name, unique in the directory.
    pub id: String,
    /// What people call it.
    pub name: Localised,
}

/// Somewhere to turn to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// A short name, unique in the directory.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: Localised,
    /// Whom it is for, and what it does.
    pub about: Localised,
    /// A telephone number as it is dialled within the country.
    #[serde(default)]
    pub phone: Option<String>,
    /// Where it can be visited.
    #[serde(default)]
    pub address: Option<Localised>,
    /// When.
    #[serde(default)]
    pub hours: Option<Localised>,
    /// Ids of the regions it is for; without any, for the whole country.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Languages spoken there: `kk`, `ru`, `en`. None if nobody has asked.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Whether one may stay without a name; nothing if nobody has asked.
    #[serde(default)]
    pub anonymous: Option<bool>,
    /// From where this is known.
    #[serde(default)]
    pub source: Option<String>,
    /// When somebody last made sure that it is still right.
    #[serde(default)]
    pub checked: Option<Day>,
}

/// What an entry is; in the order in which kinds are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Comes at once to whoever is in danger.
    Emergency,
    /// A telephone to speak with somebody.
    Line,
    /// A place to stay, or to be accompanied from.
    Crisis,
    /// Psychologists.
    Psychologist,
    /// Lawyers.
    Legal,
    /// The labour inspection.
    Labour,
    /// The ombudsperson.
    Ombudsperson,
    /// A trade union.
    Union,
    /// Another organisation that helps.
    Ngo,
}

impl Kind {
    /// Every kind, as it is written.
    pub const ALL: [&'static str; 9] = [
        "emergency",
        "line",
        "crisis",
        "psychologist",
        "legal",
        "labour",
        "ombudsperson",
        "union",
        "ngo",
    ];
}

impl Directory {
    /// Reads `help.json` if its hash is the one the roster names.
    pub fn parse(bytes: &[u8], sha256: &Digest) -> Result<Self, BadJson> {
        if Digest::of(bytes) != *sha256 {
            return Err(BadJson);
        }
        let directory: Self = json::parse(bytes, HELP_MAX)?;
        if directory.format == FORMAT { Ok(directory) } else { Err(BadJson) }
    }
}
