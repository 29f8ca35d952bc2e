//! An independent channel's own statement: who its members are, and their keys, signed with a key
//! that the organisation never has. Three lines, like a card: `dauys-channel/1`, the signature, the
//! exact JSON (docs/PROTOCOL.md, section 3).

use std::path::Path;

use dauys_crypto::signing;
use dauys_wire::limits::ROSTER_MAX;
use dauys_wire::roster::{Channel, ChannelCard, ChannelMember};
use dauys_wire::{InstanceName, PublicKey, Signature, json, label};
use ed25519_dalek::SigningKey;
use rand::rngs::OsRng;

use super::folder::Settings;
use super::{OrgError, members};
use crate::files::{self, FileError};
use crate::keys;
use crate::passphrase::Passphrase;

/// The first line of a statement.
const MAGIC: &str = "dauys-channel/1";
/// The sealed key has some 250 bytes.
const KEY_MAX: usize = 4_096;

/// Makes a channel's key and keeps it; there must be none.
pub fn create_key(path: &Path, passphrase: &Passphrase) -> Result<SigningKey, OrgError> {
    let key = SigningKey::generate(&mut OsRng);
    let text = keys::encode(key.as_bytes());
    let sealed = passphrase.seal(text.as_bytes()).map_err(FileError::at(path))?;
    files::create(path, &sealed)?;
    Ok(key)
}

/// Opens a channel's key.
pub fn open_key(path: &Path, passphrase: &Passphrase) -> Result<SigningKey, OrgError> {
    let sealed = files::read(path, KEY_MAX)?;
    let text = passphrase.open(&sealed).ok_or(OrgError::WrongPassphrase)?;
    let text = std::str::from_utf8(&text).map_err(|_| OrgError::Key)?;
    let seed = keys::decode(text).map_err(|_| OrgError::Key)?;
    Ok(SigningKey::from_bytes(&seed))
}

/// Signs the statement of a channel whose members gave these cards.
pub fn sign(
    key: &SigningKey,
    instance: &InstanceName,
    channel: &str,
    cards: &[impl AsRef<Path>],
) -> Result<String, OrgError> {
    let mut stated = Vec::new();
    for path in cards {
        let card = members::read_card(path.as_ref())?;
        if card.instance != *instance {
            return Err(OrgError::OtherInstance(card.instance));
        }
        let (id, recipient, signing_key) = (card.id, card.recipient, card.signing_key);
        stated.push(ChannelMember { id, recipient, signing_key });
    }
    let public = PublicKey::from_bytes(key.verifying_key().to_bytes());
    let statement = ChannelCard { id: channel.to_owned(), key: public, members: stated };
    let json = serde_json::to_string(&statement).map_err(|_| OrgError::NotAStatement)?;
    let signature = signing::sign(key, label::CHANNEL, instance, json.as_bytes());
    Ok(format!("{MAGIC}\n{signature}\n{json}\n"))
}

/// Puts a statement into its channel's entry, after verifying it.
pub fn attach(settings: &mut Settings, channel: &str, text: &str) -> Result<(), OrgError> {
    let (signature, exact) = read(text).ok_or(OrgError::NotAStatement)?;
    let instance = settings.instance.clone();
    let entry = settings.channel_mut(channel)?;
    let stated =
        Channel { card: Some(exact.to_owned()), card_signature: Some(signature), ..entry.clone() };
    stated.verified_card(&instance).ok_or(OrgError::NotAStatement)?;
    *entry = stated;
    Ok(())
}

fn read(text: &str) -> Option<(Signature, &str)> {
    let mut lines = text.trim_end().lines();
    let (magic, signature, exact) = (lines.next()?, lines.next()?, lines.next()?);
    let signature = Signature::parse(signature).ok()?;
    json::parse::<ChannelCard>(exact.as_bytes(), ROSTER_MAX).ok()?;
    (magic == MAGIC && lines.next().is_none()).then_some((signature, exact))
}
