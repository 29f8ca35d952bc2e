//! To whom a file is sealed: an age key, or the card of an investigator.

use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr as _;

use age::stream::StreamWriter;
use age::{Encryptor, x25519};
use dauys_crypto::card::Card;
use dauys_crypto::hybrid::HybridRecipient;
use dauys_wire::RecipientText;

use crate::failure::{Exit, Failure};
use crate::files;
use crate::message;

/// A card has some 2,400 bytes.
const CARD_MAX: usize = 8_192;

/// A key to which a file is sealed.
pub(super) enum Recipient {
    /// One that every age has.
    Classic(x25519::Recipient),
    /// One that a quantum computer does not open either.
    Hybrid(Box<HybridRecipient>),
}

impl Recipient {
    /// `age1…`, or the path of a card.
    pub(super) fn read(typed: &str) -> Result<Self, Failure> {
        if typed.trim().starts_with("age1") {
            return Self::of_key(typed);
        }
        let card = Card::parse(&files::read_text(Path::new(typed), CARD_MAX)?);
        let recipient = card.map_err(|_| not_a_key())?.recipient;
        let key = HybridRecipient::try_from(&recipient).map_err(|_| not_a_key())?;
        Ok(Self::Hybrid(Box::new(key)))
    }

    /// `age1…`.
    pub(super) fn of_key(typed: &str) -> Result<Self, Failure> {
        let typed = typed.trim();
        if let Ok(key) = x25519::Recipient::from_str(typed) {
            return Ok(Self::Classic(key));
        }
        let text = RecipientText::parse(typed).ok();
        let key = text.and_then(|text| HybridRecipient::try_from(&text).ok());
        key.map(|key| Self::Hybrid(Box::new(key))).ok_or_else(not_a_key)
    }

    /// What is written to this is sealed to it.
    pub(super) fn seal<W: Write>(&self, output: W) -> io::Result<StreamWriter<W>> {
        let recipient: &dyn age::Recipient = match self {
            Self::Classic(key) => key,
            Self::Hybrid(key) => key.as_ref(),
        };
        let recipients = std::iter::once(recipient);
        let encryptor = Encryptor::with_recipients(recipients).map_err(io::Error::other)?;
        encryptor.wrap_output(output)
    }
}

fn not_a_key() -> Failure {
    Failure::new(Exit::Usage, message!("export-no-key"))
}
