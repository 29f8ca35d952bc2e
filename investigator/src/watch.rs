//! What a desk holds the public roster against, at each `sync`: an organisation (or whoever took
//! its key) could otherwise swap a reader's keys or go back to an older list, and only reporters
//! would be deceived (docs/PROTOCOL.md, section 3).

use dauys_wire::Day;
use dauys_wire::questionnaire::Questionnaire;
use dauys_wire::roster::{Channel, Roster, RosterError};
use dauys_wire::{Digest, PublicKey};

use crate::keys::Keys;
use crate::remote::Published;
use crate::vault::contents::KnownRoster;
use crate::vault::record::KeptRoster;

/// Why the roster that the server shows is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Alarm {
    /// It cannot be read, or breaks its own rules.
    #[error("the roster cannot be read")]
    Malformed,
    /// It is not signed by the pinned root.
    #[error("the roster is not signed by the organisation")]
    Signature,
    /// It is of another installation than our keys.
    #[error("the roster is of another installation")]
    Instance,
    /// It is older than the one we have.
    #[error("the roster is older than before")]
    Older,
    /// The version we have, with other content.
    #[error("there are two rosters of one version")]
    TwoVersions,
    /// The questionnaire is not the one it names.
    #[error("the questionnaire is not the one that was signed")]
    Questionnaire,
    /// We are not in it, and never were.
    #[error("we are not in the roster yet")]
    NotYet,
    /// We were in it, and are no longer: ids are never removed.
    #[error("we were taken out of the roster")]
    Gone,
    /// Our own entry has other keys than ours.
    #[error("our entry has other keys")]
    OtherKeys,
    /// Our channel's own statement does not confirm its entry.
    #[error("a channel's entry is not what the channel signed")]
    Channel,
}

/// A roster that holds.
#[derive(Debug)]
pub struct Watched {
    /// Parsed.
    pub roster: Roster,
    /// To be kept, if it is new to us.
    pub new: Option<KeptRoster>,
    /// Whether letters are still sealed to us.
    pub active: bool,
}

/// Verifies what the server publishes and compares it with what is known and with our own keys.
pub fn watch(
    published: Published,
    root: &PublicKey,
    known: Option<&KnownRoster>,
    keys: &Keys,
    today: Day,
) -> Result<Watched, Alarm> {
    let Published { roster: json, minisig, questionnaire } = published;
    let roster = Roster::verify(&json, &minisig, Some(root)).map_err(|error| match error {
        RosterError::Signature => Alarm::Signature,
        RosterError::Malformed | RosterError::Contradiction(_) => Alarm::Malformed,
    })?;
    if roster.instance != keys.instance {
        return Err(Alarm::Instance);
    }
    let is_new = is_newer(&roster, &Digest::of(&json), known)?;
    check_own_entry(&roster, keys, known.map(|known| &known.roster))?;
    Questionnaire::verify(&questionnaire, &roster).map_err(|_| Alarm::Questionnaire)?;
    let text = |bytes| String::from_utf8(bytes).map_err(|_| Alarm::Malformed);
    let kept = KeptRoster { json: text(json)?, minisig, questionnaire: text(questionnaire)? };
    let active = roster.is_active(&keys.id, today);
    Ok(Watched { roster, new: is_new.then_some(kept), active })
}

fn is_newer(roster: &Roster, sha256: &Digest, known: Option<&KnownRoster>) -> Result<bool, Alarm> {
    let Some(known) = known else { return Ok(true) };
    let (seen, now) = (known.reference.version, roster.version);
    if now < seen {
        return Err(Alarm::Older);
    }
    if now == seen && *sha256 != known.reference.sha256 {
        return Err(Alarm::TwoVersions);
    }
    Ok(now > seen)
}

fn check_own_entry(roster: &Roster, keys: &Keys, before: Option<&Roster>) -> Result<(), Alarm> {
    let missing = if before.is_some() { Alarm::Gone } else { Alarm::NotYet };
    let entry = roster.investigator(&keys.id).ok_or(missing)?;
    let recipient = keys.reading.recipient().to_text();
    if entry.recipient != recipient || entry.signing_key != keys.signing_key() {
        return Err(Alarm::OtherKeys);
    }
    let mut ours = roster.channels.iter().filter(|channel| channel.members.contains(&keys.id));
    let holds = |channel: &Channel| {
        let key = statement_key(channel, roster);
        let key_before = before.and_then(|before| {
            let channel = before.channels.iter().find(|known| known.id == channel.id)?;
            statement_key(channel, before)
        });
        (channel.card.is_none() || is_confirmed(channel, roster))
            // A statement that is left out or signed by another key is how a ghost reader comes in.
            && (key_before.is_none() || key == key_before)
    };
    if ours.all(holds) { Ok(()) } else { Err(Alarm::Channel) }
}

fn statement_key(channel: &Channel, roster: &Roster) -> Option<PublicKey> {
    channel.verified_card(&roster.instance).map(|card| card.key)
}

/// Whether a channel's own statement holds, and names exactly the members and keys of the roster.
pub fn is_confirmed(channel: &Channel, roster: &Roster) -> bool {
    channel.verified_card(&roster.instance).is_some_and(|card| {
        card.members.len() == channel.members.len()
            && card.members.iter().all(|member| {
                channel.members.contains(&member.id)
                    && roster.investigator(&member.id).is_some_and(|entry| {
                        entry.recipient == member.recipient
                            && entry.signing_key == member.signing_key
                    })
            })
    })
}

#[cfg(test)]
mod tests;
