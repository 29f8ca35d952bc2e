//! Who is in which channel.

use std::path::Path;

use dauys_crypto::card::Card;
use dauys_wire::limits::ADDRESSEES_MAX;
use dauys_wire::roster::Investigator;
use dauys_wire::{Day, Id};

use super::OrgError;
use super::folder::Settings;
use crate::files;

/// A card has some 2,400 bytes.
const CARD_MAX: usize = 16_384;

/// Reads a card and verifies that it was signed by the keys in it.
pub fn read_card(path: &Path) -> Result<Card, OrgError> {
    let text = files::read_text(path, CARD_MAX)?;
    Card::parse(&text).map_err(|_| OrgError::NotACard(path.to_owned()))
}

impl Settings {
    /// Puts the investigator of a card into a channel. Somebody who is in the roster already keeps
    /// their entry; nobody ever gets another's id or keys.
    pub fn add(&mut self, card: Card, channel: &str, valid_until: Day) -> Result<(), OrgError> {
        if card.instance != self.instance {
            return Err(OrgError::OtherInstance(card.instance));
        }
        let members = &self.channel_mut(channel)?.members;
        if members.len() >= ADDRESSEES_MAX && !members.contains(&card.id) {
            return Err(OrgError::ChannelFull);
        }
        let id = card.id;
        self.keep_entry(card, valid_until)?;
        let members = &mut self.channel_mut(channel)?.members;
        members.push(id);
        members.sort_unstable();
        members.dedup();
        Ok(())
    }

    fn keep_entry(&mut self, card: Card, valid_until: Day) -> Result<(), OrgError> {
        let Card { id, name, role, recipient, signing_key, .. } = card;
        let same_keys =
            |entry: &Investigator| entry.recipient == recipient && entry.signing_key == signing_key;
        if let Some(entry) = self.investigators.iter_mut().find(|entry| entry.id == id) {
            if !same_keys(entry) {
                return Err(OrgError::OtherKeys);
            }
            (entry.name, entry.role, entry.valid_until) = (name, role, valid_until);
            return Ok(());
        }
        let either_key =
            |entry: &Investigator| entry.recipient == recipient || entry.signing_key == signing_key;
        if self.investigators.iter().any(either_key) {
            return Err(OrgError::SameKeys);
        }
        let entry = Investigator { id, name, role, recipient, signing_key, valid_until };
        self.investigators.push(entry);
        Ok(())
    }

    /// Takes an investigator out of all channels, from today. The entry stays: letters and replies
    /// of theirs must verify for as long as anyone has them.
    pub fn remove(&mut self, who: &str, today: Day) -> Result<Id, OrgError> {
        let id = self.find(who)?;
        for channel in &mut self.channels {
            channel.members.retain(|member| *member != id);
        }
        for entry in &mut self.investigators {
            if entry.id == id {
                entry.valid_until = entry.valid_until.min(today);
            }
        }
        Ok(id)
    }

    /// The one investigator of that name, or whose id begins so.
    fn find(&self, who: &str) -> Result<Id, OrgError> {
        let id = who.to_ascii_lowercase();
        let named = |entry: &&Investigator| {
            entry.name == who || (!who.is_empty() && entry.id.to_string().starts_with(&id))
        };
        let mut found = self.investigators.iter().filter(named);
        match (found.next(), found.next()) {
            (Some(entry), None) => Ok(entry.id),
            (None, _) => Err(OrgError::NoInvestigator(who.to_owned())),
            (Some(_), Some(_)) => Err(OrgError::SeveralInvestigators(who.to_owned())),
        }
    }
}
