//! An investigator's card: the public part of their keys, signed by themselves, given to the
//! organisation (docs/PROTOCOL.md, section 3). Three lines: `dauys-card/1`, the signature, the
//! exact JSON.

use dauys_wire::roster::Localised;
use dauys_wire::{Digest, Id, InstanceName, PublicKey, RecipientText, Signature, json, label};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

use crate::hybrid::HybridRecipient;
use crate::signing;

/// The first line of a card.
pub const MAGIC: &str = "dauys-card/1";
/// A card has some 2,400 bytes.
const CARD_MAX: usize = 8_192;

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The installation it is for.
    pub instance: InstanceName,
    /// The investigator's id.
    pub id: Id,
    /// As colleagues know them.
    pub name: String,
    /// Their position.
    pub role: Localised,
    /// What letters are sealed to.
    pub recipient: RecipientText,
    /// What their letters, replies and requests are verified with.
    pub signing_key: PublicKey,
}

/// Not a card, or not signed by the key in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a card")]
pub struct NotACard;

impl Card {
    /// Signs it: the text of the card.
    pub fn sign(&self, key: &SigningKey) -> Result<String, NotACard> {
        let json = serde_json::to_string(self).map_err(|_| NotACard)?;
        let signature = signing::sign(key, label::CARD, &self.instance, json.as_bytes());
        Ok(format!("{MAGIC}\n{signature}\n{json}\n"))
    }

    /// The number that two people compare by telephone: SHA-256 of the text as [`Card::sign`] makes it, whatever a
    /// message on the way has made of the ends of its lines.
    pub fn number(text: &str) -> Digest {
        let lines = text.trim_end().lines().flat_map(|line| [line.trim_end(), "\n"]);
        Digest::of(lines.collect::<String>().as_bytes())
    }

    /// Parses and verifies the text of a card.
    pub fn parse(text: &str) -> Result<Self, NotACard> {
        let mut lines = text.trim_end().lines();
        let (magic, signature, exact) = (lines.next(), lines.next(), lines.next());
        let signature = signature.and_then(|line| Signature::parse(line.trim_end()).ok());
        let (Some(MAGIC), Some(signature), Some(exact), None) =
            (magic.map(str::trim_end), signature, exact, lines.next())
        else {
            return Err(NotACard);
        };
        let card: Self = json::parse(exact.as_bytes(), CARD_MAX).map_err(|_| NotACard)?;
        let (key, instance) = (&card.signing_key, &card.instance);
        let signed = signing::verify(key, label::CARD, instance, exact.as_bytes(), &signature);
        let sealable = HybridRecipient::try_from(&card.recipient).is_ok();
        if signed && sealable { Ok(card) } else { Err(NotACard) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hybrid::HybridIdentity;

    #[test]
    fn a_card_is_read_back_and_not_when_changed() {
        let key = SigningKey::from_bytes(&[1; 32]);
        let role = Localised { kk: "x".into(), ru: "x".into(), en: "x".into() };
        let card = Card {
            instance: InstanceName::parse("demo").unwrap(),
            id: Id::from_bytes([1; 16]),
            name: "Aigerim".into(),
            role,
            recipient: HybridIdentity::generate().recipient().to_text(),
            signing_key: PublicKey::from_bytes(key.verifying_key().to_bytes()),
        };
        let text = card.sign(&key).unwrap();
        assert_eq!(Card::parse(&text).unwrap(), card);
        assert_eq!(Card::parse(&text.replace('\n', "\r\n")).unwrap(), card);
        assert_eq!(Card::parse(&text.replace("Aigerim", "Aigerin")), Err(NotACard));
        assert_eq!(Card::parse(&text.replace("card/1", "card/2")), Err(NotACard));
        assert_eq!(Card::parse(""), Err(NotACard));
    }
}
