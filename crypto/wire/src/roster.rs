//! The roster: who can read, signed by the organisation root (docs/PROTOCOL.md, section 4).
//!
//! Here are its shape and what is true of every roster wherever it is read. What a reporter's page
//! refuses beyond that (another origin, an older version than seen) is in `dauys-crypto`.

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::json;
use crate::limits::{ADDRESSEES_MAX, ROSTER_DAYS_MAX, ROSTER_MAX};
use crate::minisign;
use crate::text::{Digest, Id, InstanceName, PublicKey, RecipientText, Signature};

/// The value of `format`.
pub const FORMAT: &str = "dauys-roster/1";

/// One text in the three languages of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Localised {
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

/// `roster.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// Always [`FORMAT`].
    pub format: String,
    /// The organisation root that signs this roster.
    pub root: PublicKey,
    /// The installation's fixed name.
    pub instance: InstanceName,
    /// Where the page may live: `https://host`, `http://x.onion`, or loopback for a demo.
    pub origins: Vec<String>,
    /// Grows by one with each signature; never reused.
    pub version: u64,
    /// The first day of validity.
    pub issued: Day,
    /// The last day of validity, at most [`ROSTER_DAYS_MAX`] after `issued`.
    pub expires: Day,
    /// Who runs this channel of reporting.
    pub organisation: Organisation,
    /// The key of the server's acceptances.
    pub server_key: PublicKey,
    /// The channels a reporter chooses from.
    pub channels: Vec<Channel>,
    /// Everyone who ever was an investigator here; ids are never reused or removed.
    pub investigators: Vec<Investigator>,
    /// The questionnaire in force.
    pub questionnaire: QuestionnaireRef,
    /// The help directory in force.
    pub help: HelpRef,
    /// Buckets of the reply drop.
    pub reply_buckets: ReplyBuckets,
    /// Days a reply stays in the drop.
    pub reply_days: u32,
    /// Days a letter stays in the inbox, before the random addition.
    pub retention_days: u32,
    /// The closed period of inbox and drop, in hours: 24, 1 or 0.
    pub release_hours: u32,
    /// What each desk posts every day, whatever it has to say.
    pub cover: Cover,
    /// Deadlines by channel kind; read by `dauys`.
    #[serde(default)]
    pub clocks: serde_json::Map<String, serde_json::Value>,
    /// Whether an investigator's requests must be signed by reading keys.
    pub reading_keys: ReadingKeys,
}

/// The organisation, as shown to a reporter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its name.
    pub name: Localised,
    /// Where "exit this page" leads: a well-known outside weather site, an `https://` address.
    pub exit: Localised,
}

/// A channel: a group of investigators that a reporter can choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// A short name: `a-z`, `0-9`, `-`, at most 32 characters.
    pub id: String,
    /// What the channel is.
    pub kind: ChannelKind,
    /// Whether it is outside the organisation that signs this roster.
    pub independent: bool,
    /// Its name.
    pub name: Localised,
    /// One sentence on who they are and whom they answer to.
    pub about: Localised,
    /// Its investigators.
    pub members: Vec<Id>,
    /// The channel's own statement of itself: the exact JSON of a [`ChannelCard`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    /// The channel key's signature over `card`, label `dauys/1/channel`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_signature: Option<Signature>,
}

/// What an independent channel signs about itself, so that the organisation cannot swap its keys or
/// add a ghost reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelCard {
    /// The channel's id in the roster.
    pub id: String,
    /// The channel's own key, which also stands on its poster.
    pub key: PublicKey,
    /// Its members and their keys.
    pub members: Vec<ChannelMember>,
}

/// A member as the channel itself states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelMember {
    /// The investigator's id.
    pub id: Id,
    /// What letters are sealed to.
    pub recipient: RecipientText,
    /// What replies are verified with.
    pub signing_key: PublicKey,
}

/// What a channel is; the icons, deadlines and help texts go by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChannelKind {
    /// Human resources.
    Hr,
    /// An ethics committee.
    Ethics,
    /// A trade union.
    Union,
    /// The state labour inspection.
    Inspectorate,
    /// A non-governmental organisation.
    Ngo,
    /// A lawyer.
    Lawyer,
    /// The board of directors or its audit committee.
    Board,
}

/// A person who may read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Investigator {
    /// Random, made by `dauys init`; never reused.
    pub id: Id,
    /// As colleagues know them.
    pub name: String,
    /// Their position.
    pub role: Localised,
    /// What letters are sealed to.
    pub recipient: RecipientText,
    /// What their letters, replies and requests are verified with.
    pub signing_key: PublicKey,
    /// The last day on which letters may be sealed to them.
    pub valid_until: Day,
}

/// Which questionnaire is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionnaireRef {
    /// Its id.
    pub id: String,
    /// SHA-256 of `questionnaire.json`.
    pub sha256: Digest,
}

/// Which help directory is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpRef {
    /// SHA-256 of `help.json`.
    pub sha256: Digest,
}

/// Buckets of the reply drop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyBuckets {
    /// How many: a power of two.
    pub count: u32,
    /// How many there were before the last change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<u32>,
    /// The day of the last change; for `reply_days` from it both buckets are fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Day>,
}

/// The rate at which each desk posts, whatever it has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The mean of a Poisson number of letters.
    pub letters_per_day: u32,
    /// An exact number of replies.
    pub replies_per_day: u32,
}

/// Whether requests of investigators must be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadingKeys {
    /// No separate reading keys.
    None,
    /// Reading keys that are destroyed at the end of a period.
    Required,
}

/// Why a roster is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// Not the JSON of a roster.
    #[error("the roster cannot be read")]
    Malformed,
    /// Not signed by the expected root, or by a root other than the one it names.
    #[error("the roster is not signed by the organisation's key")]
    Signature,
    /// It breaks a rule of section 4.
    #[error("the roster contradicts itself: {0}")]
    Contradiction(&'static str),
}

impl Roster {
    /// Parses and verifies a roster: signature, then shape, then rules.
    ///
    /// `root` is the key that the caller trusts. Without one (a reporter who came without a
    /// fragment) the roster's own root is used, and nothing is proved but that it is whole.
    pub fn verify(
        json: &[u8],
        minisig: &str,
        root: Option<&PublicKey>,
    ) -> Result<Self, RosterError> {
        let roster: Self = json::parse(json, ROSTER_MAX).map_err(|_| RosterError::Malformed)?;
        let key = root.unwrap_or(&roster.root);
        minisign::verify(key, json, minisig).map_err(|_| RosterError::Signature)?;
        if roster.root != *key {
            return Err(RosterError::Signature);
        }
        roster.check()?;
        Ok(roster)
    }

    /// The rules of section 4 that need nothing but the roster itself.
    pub fn check(&self) -> Result<(), RosterError> {
        let rules = [
            (self.format == FORMAT, "format"),
            (self.issued <= self.expires, "expires before it is issued"),
            (self.expires.since(self.issued) <= ROSTER_DAYS_MAX, "valid for too long"),
            (!self.origins.is_empty(), "no origin"),
            (self.origins.iter().all(|origin| is_origin(origin)), "an origin is not one"),
            (self.reply_buckets_hold(), "reply_buckets"),
            (matches!(self.release_hours, 0 | 1 | 24), "release_hours"),
            ((1..=365).contains(&self.reply_days), "reply_days"),
            ((1..=3_650).contains(&self.retention_days), "retention_days"),
            (self.exits_hold(), "exit is not an https address"),
            (self.investigators_differ(), "an investigator's id or key stands twice"),
            (self.channels_hold(), "channels"),
        ];
        match rules.iter().find(|(holds, _)| !holds) {
            Some((_, rule)) => Err(RosterError::Contradiction(rule)),
            None => Ok(()),
        }
    }

    /// The investigator of that id, whether or not still valid.
    pub fn investigator(&self, id: &Id) -> Option<&Investigator> {
        self.investigators.iter().find(|investigator| investigator.id == *id)
    }

    /// Whether letters may be sealed to this investigator on that day: valid, and in a channel.
    pub fn is_active(&self, id: &Id, day: Day) -> bool {
        self.investigator(id).is_some_and(|investigator| day <= investigator.valid_until)
            && self.channels.iter().any(|channel| channel.members.contains(id))
    }

    fn exits_hold(&self) -> bool {
        let Localised { kk, ru, en } = &self.organisation.exit;
        [kk, ru, en].iter().all(|address| {
            address.starts_with("https://") && address.len() <= 200 && is_plain(address)
        })
    }

    fn reply_buckets_hold(&self) -> bool {
        let valid = |count: u32| count.is_power_of_two() && count <= 1 << 16;
        valid(self.reply_buckets.count)
            && self.reply_buckets.previous.is_none_or(valid)
            && self.reply_buckets.previous.is_some() == self.reply_buckets.changed.is_some()
    }

    fn investigators_differ(&self) -> bool {
        let all = &self.investigators;
        all.iter().enumerate().all(|(place, one)| {
            all.iter().skip(place + 1).all(|other| {
                one.id != other.id
                    && one.recipient != other.recipient
                    && one.signing_key != other.signing_key
            })
        })
    }

    fn channels_hold(&self) -> bool {
        let all = &self.channels;
        let ids_differ = all.iter().enumerate().all(|(place, one)| {
            is_channel_id(&one.id) && all.iter().skip(place + 1).all(|other| one.id != other.id)
        });
        let members_exist = all
            .iter()
            .flat_map(|channel| &channel.members)
            .all(|id| self.investigator(id).is_some());
        let small = all.iter().all(|channel| channel.members.len() <= ADDRESSEES_MAX);
        let cards_whole =
            all.iter().all(|channel| channel.card.is_some() == channel.card_signature.is_some());
        !all.is_empty() && ids_differ && members_exist && small && cards_whole
    }
}

impl Channel {
    /// The channel's own statement, if it has one and its signature and id are right.
    pub fn verified_card(&self, instance: &InstanceName) -> Option<ChannelCard> {
        let (text, signature) = (self.card.as_ref()?, self.card_signature.as_ref()?);
        let card: ChannelCard = json::parse(text.as_bytes(), ROSTER_MAX).ok()?;
        let input = crate::label::signature_input(crate::label::CHANNEL, instance, text.as_bytes());
        (card.id == self.id && card.key.verify(&input, signature)).then_some(card)
    }
}

/// Whether this is a channel's id: `a-z`, `0-9`, `-`, 1 to 32 characters.
pub fn is_channel_id(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=32).contains(&text.len()) && text.bytes().all(allowed)
}

/// Whether this is an origin a page may live at: `https://host[:port]`, `http://….onion`, or
/// `http://` on loopback; lower case, no path, no user, as browsers write `location.origin`.
pub fn is_origin(text: &str) -> bool {
    let (secure, host) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(host), _) => (true, host),
        (_, Some(host)) => (false, host),
        _ => return false,
    };
    let (name, port) = match host.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let name_allowed =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-';
    let plain = !name.is_empty() && host.len() <= 253 && name.bytes().all(name_allowed);
    let port_holds =
        port.is_none_or(|port| port.parse::<u16>().is_ok_and(|n| n.to_string() == port));
    let numeric = name.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let loopback = name == "localhost" || (numeric && name.starts_with("127."));
    let onion = name.rsplit('.').next() == Some("onion");
    plain && port_holds && (secure || loopback || onion)
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'<' && b != b'>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_https_onion_or_loopback() {
        for right in
            ["https://a.example", "http://127.0.0.1:8080", "http://localhost:1", "http://x.onion"]
        {
            assert!(is_origin(right), "{right}");
        }
        for wrong in [
            "http://a.example",
            "https://A.example",
            "https://a.example/",
            "https://u@a",
            "https://",
            "http://127.0.0.1:08080",
            "ftp://a",
            "http://127.evil.example",
        ] {
            assert!(!is_origin(wrong), "{wrong}");
        }
    }
}
