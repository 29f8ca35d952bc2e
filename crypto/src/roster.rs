//! What a reporter's page refuses, beyond what is false of any roster (docs/PROTOCOL.md,
//! section 4). Refusing means no form, a plain explanation, no way on.

use std::collections::BTreeMap;

use dauys_wire::questionnaire::Questionnaire;
use dauys_wire::roster::{Channel, Roster, RosterError, is_channel_id};
use dauys_wire::{Day, Digest, PublicKey, label};
use sha2::{Digest as _, Sha256};

use crate::letter::RosterRef;

/// The keys in the fragment of the page's address, which browsers never send:
/// `k=<organisation root>`, and `c=<channel>.<key>` of independent channels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fragment {
    /// The organisation root, as printed on its poster.
    pub root: Option<PublicKey>,
    /// Keys of independent channels, as printed on their posters.
    pub channels: BTreeMap<String, PublicKey>,
}

/// The fragment is not of the form: somebody cut or changed the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the address is not whole")]
pub struct BadFragment;

impl Fragment {
    /// From the address's fragment, without `#`; an empty one has no keys.
    pub fn parse(text: &str) -> Result<Self, BadFragment> {
        let mut fragment = Self::default();
        for part in text.split('&').filter(|part| !part.is_empty()) {
            match part.split_once('=').ok_or(BadFragment)? {
                ("k", key) if fragment.root.is_none() => {
                    fragment.root = Some(PublicKey::parse(key).map_err(|_| BadFragment)?);
                }
                ("c", entry) => {
                    let (channel, key) = entry.split_once('.').ok_or(BadFragment)?;
                    let key = PublicKey::parse(key).map_err(|_| BadFragment)?;
                    let fresh = fragment.channels.insert(channel.to_owned(), key).is_none();
                    (fresh && is_channel_id(channel)).then_some(()).ok_or(BadFragment)?;
                }
                _ => return Err(BadFragment),
            }
        }
        Ok(fragment)
    }
}

/// What a page knows of itself when it reads a roster.
#[derive(Debug, Clone)]
pub struct Visit<'a> {
    /// The keys of the address.
    pub fragment: &'a Fragment,
    /// `location.origin`; `None` in the offline form, which has none.
    pub origin: Option<&'a str>,
    /// The day the server tells.
    pub server_day: Day,
    /// The day of the device.
    pub device_day: Day,
    /// The newest version this page has seen.
    pub seen_version: Option<u64>,
}

/// Why there is no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not a roster.
    #[error("the roster cannot be read")]
    Malformed,
    /// Not signed by the root of the address.
    #[error("the roster is not signed by the key of the address")]
    Signature,
    /// It breaks a rule of its own.
    #[error("the roster contradicts itself")]
    Contradiction,
    /// This page lives where the roster does not say.
    #[error("the page is not at one of the roster's origins")]
    Origin,
    /// Past its last day by the server's day or the device's.
    #[error("the roster has expired")]
    Expired,
    /// Server and device disagree by more than a day: she can correct it.
    #[error("the day of the server and that of the device differ")]
    Clocks,
    /// Older than one this page has seen.
    #[error("an older roster than before")]
    Older,
    /// The questionnaire is not the one it names.
    #[error("the questionnaire is not the one that was signed")]
    Questionnaire,
    /// A channel's own key does not confirm the channel's entry.
    #[error("a channel's entry is not confirmed by its own key")]
    Channel,
}

impl From<RosterError> for Refusal {
    fn from(error: RosterError) -> Self {
        match error {
            RosterError::Malformed => Self::Malformed,
            RosterError::Signature => Self::Signature,
            RosterError::Contradiction(_) => Self::Contradiction,
        }
    }
}

/// A roster that this visit accepts.
#[derive(Debug, Clone)]
pub struct Trusted {
    /// The roster.
    pub roster: Roster,
    /// The questionnaire that it names.
    pub questionnaire: Questionnaire,
    /// Version and hash, as every letter carries them.
    pub reference: RosterRef,
    /// Whether the root came with the address; otherwise nothing was checked but that it is whole.
    pub root_checked: bool,
    /// The server's day.
    pub day: Day,
    channel_keys: BTreeMap<String, PublicKey>,
}

/// Who vouches for a channel's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// The channel itself, by a key from its own poster.
    ByItself,
    /// Only the organisation that signs the roster.
    ByOrganisation,
}

/// Verifies roster and questionnaire for this visit.
pub fn trust(
    json: &[u8],
    minisig: &str,
    questionnaire: &[u8],
    visit: &Visit<'_>,
) -> Result<Trusted, Refusal> {
    let roster = Roster::verify(json, minisig, visit.fragment.root.as_ref())?;
    check_visit(&roster, visit)?;
    let questionnaire =
        Questionnaire::verify(questionnaire, &roster).map_err(|_| Refusal::Questionnaire)?;
    let trusted = Trusted {
        reference: RosterRef { version: roster.version, sha256: Digest::of(json) },
        root_checked: visit.fragment.root.is_some(),
        day: visit.server_day,
        channel_keys: visit.fragment.channels.clone(),
        questionnaire,
        roster,
    };
    trusted.check_channels()?;
    Ok(trusted)
}

fn check_visit(roster: &Roster, visit: &Visit<'_>) -> Result<(), Refusal> {
    let (server, device) = (visit.server_day, visit.device_day);
    if visit.origin.is_some_and(|origin| !roster.origins.iter().any(|known| known == origin)) {
        return Err(Refusal::Origin);
    }
    if server.since(device).max(device.since(server)) > 1 {
        return Err(Refusal::Clocks);
    }
    if server.max(device) > roster.expires {
        return Err(Refusal::Expired);
    }
    if visit.seen_version.is_some_and(|seen| roster.version < seen) {
        return Err(Refusal::Older);
    }
    Ok(())
}

impl Trusted {
    /// Who vouches for this channel.
    pub fn confirmed(&self, channel: &Channel) -> Confirmed {
        if self.channel_keys.contains_key(&channel.id) {
            Confirmed::ByItself
        } else {
            Confirmed::ByOrganisation
        }
    }

    /// Every channel whose key she brought states exactly the members and keys of the roster.
    fn check_channels(&self) -> Result<(), Refusal> {
        for (id, key) in &self.channel_keys {
            let channel = self.roster.channels.iter().find(|channel| channel.id == *id);
            let channel = channel.ok_or(Refusal::Channel)?;
            let card = channel.verified_card(&self.roster.instance).ok_or(Refusal::Channel)?;
            let same_members = card.members.len() == channel.members.len()
                && card.members.iter().all(|member| {
                    channel.members.contains(&member.id)
                        && self.roster.investigator(&member.id).is_some_and(|investigator| {
                            investigator.recipient == member.recipient
                                && investigator.signing_key == member.signing_key
                        })
                });
            if card.key != *key || !same_members {
                return Err(Refusal::Channel);
            }
        }
        Ok(())
    }
}

/// The safety number of a root: `SHA-256("dauys/1/safety" || key)`, six groups of five bytes,
/// big-endian, modulo 100,000. Printed on the poster, to be compared by eye.
pub fn safety_number(root: &PublicKey) -> String {
    number(label::SAFETY, root)
}

/// The number by which two people compare the key that an investigator signs with, over the telephone:
/// as a safety number, under another label.
pub fn signer_number(key: &PublicKey) -> String {
    number(label::SIGNER, key)
}

fn number(label: &str, key: &PublicKey) -> String {
    let hash = Sha256::new().chain_update(label).chain_update(key.as_bytes()).finalize();
    let groups = hash.as_chunks::<5>().0.iter().take(6).map(|chunk| {
        let number = chunk.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
        format!("{:05}", number % 100_000)
    });
    groups.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_hold_keys_and_nothing_else() {
        let key = PublicKey::from_bytes([1; 32]);
        let fragment = Fragment::parse(&format!("k={key}&c=union.{key}")).unwrap();
        assert_eq!(fragment.root, Some(key));
        assert_eq!(fragment.channels["union"], key);
        assert_eq!(Fragment::parse("").unwrap(), Fragment::default());
        let cut = format!("k={}", key.to_string().get(..42).unwrap());
        let twice = format!("k={key}&k={key}");
        for wrong in ["k", "k=", "x=1", "c=union", "c=U.x", &cut, &twice] {
            assert!(Fragment::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_safety_number_has_six_groups_of_five_digits() {
        let number = safety_number(&PublicKey::from_bytes([1; 32]));
        let groups: Vec<_> = number.split(' ').collect();
        assert_eq!(groups.len(), 6);
        assert!(groups.iter().all(|g| g.len() == 5 && g.bytes().all(|b| b.is_ascii_digit())));
        assert_ne!(number, signer_number(&PublicKey::from_bytes([1; 32])), "another label");
    }
}
