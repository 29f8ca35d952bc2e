//! The organisation that the vectors of [`super`] are about: three investigators in two channels,
//! made from fixed seeds.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use blake2::{Blake2b512, Digest as _};
use dauys_crypto::card::Card;
use dauys_crypto::hybrid::HybridIdentity;
use dauys_wire::roster::{
    self, Channel, ChannelKind, Cover, HelpRef, Investigator, Localised, Organisation,
    QuestionnaireRef, ReadingKeys, ReplyBuckets, Roster,
};
use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey};
use ed25519_dalek::{Signer as _, SigningKey};

use super::Files;

const QUESTIONNAIRE: &str = r#"{"format":"dauys-questionnaire/1","id":"vectors/1","questions":[{"id":"story","kind":"text","required":true,"label":{"kk":"Не болды?","ru":"Что произошло?","en":"What happened?"}}]}"#;
const CODE: &str = "0000000000000000000000000098";
const SEEDS: [u8; 3] = [21, 22, 23];

/// Everything of the vector but the sealed files.
pub(super) fn found() -> Option<Files> {
    let day = Day::parse("2026-11-20").ok()?;
    let cards: Vec<Card> = SEEDS.into_iter().map(card).collect::<Option<_>>()?;
    let root = SigningKey::from_bytes(&[20; 32]);
    let roster = serde_json::to_string(&roster(&root, &cards, day)?).ok()?;
    Some(Files {
        fragment: format!("k={}", public(&root)),
        day,
        roster_minisig: minisign(&root, roster.as_bytes()),
        roster,
        questionnaire: QUESTIONNAIRE.to_owned(),
        seeds: SEEDS.map(|byte| Digest::from_bytes([byte; 32])).to_vec(),
        card: cards.first()?.sign(&SigningKey::from_bytes(&[SEEDS[0]; 32])).ok()?,
        code: CODE.to_owned(),
        letter_id: Id::from_bytes([0; 16]),
        letter: String::new(),
        letter_json: String::new(),
        reply_id: Id::from_bytes([24; 16]),
        reply: String::new(),
        reply_json: String::new(),
    })
}

fn card(byte: u8) -> Option<Card> {
    Some(Card {
        instance: InstanceName::parse("dauys.example").ok()?,
        id: Id::from_bytes([byte; 16]),
        name: format!("Investigator {byte}"),
        role: text("Кеңесші", "Консультант", "Adviser"),
        recipient: HybridIdentity::from_seed(&[byte; 32]).recipient().to_text(),
        signing_key: public(&SigningKey::from_bytes(&[byte; 32])),
    })
}

fn roster(root: &SigningKey, cards: &[Card], day: Day) -> Option<Roster> {
    let investigators = cards.iter().map(|card| Investigator {
        id: card.id,
        name: card.name.clone(),
        role: card.role.clone(),
        recipient: card.recipient.clone(),
        signing_key: card.signing_key,
        valid_until: day.plus(90),
    });
    let ids: Vec<Id> = cards.iter().map(|card| card.id).collect();
    let (union, hr) = ids.split_first()?;
    Some(Roster {
        format: roster::FORMAT.to_owned(),
        root: public(root),
        instance: InstanceName::parse("dauys.example").ok()?,
        origins: vec!["https://dauys.example".to_owned()],
        version: 1,
        issued: day,
        expires: day.plus(90),
        organisation: Organisation {
            name: text("Ұйым", "Организация", "Organisation"),
            exit: text("https://example/kk", "https://example/ru", "https://example/en"),
        },
        server_key: public(&SigningKey::from_bytes(&[25; 32])),
        channels: vec![
            channel("union", ChannelKind::Union, vec![*union]),
            channel("hr", ChannelKind::Hr, hr.to_vec()),
        ],
        investigators: investigators.collect(),
        questionnaire: QuestionnaireRef {
            id: "vectors/1".to_owned(),
            sha256: Digest::of(QUESTIONNAIRE.as_bytes()),
        },
        help: HelpRef { sha256: Digest::of(b"{}") },
        reply_buckets: ReplyBuckets { count: 4, previous: None, changed: None },
        reply_days: 35,
        retention_days: 365,
        release_hours: 24,
        cover: Cover { letters_per_day: 12, replies_per_day: 4 },
        clocks: serde_json::Map::new(),
        reading_keys: ReadingKeys::None,
    })
}

fn channel(id: &str, kind: ChannelKind, members: Vec<Id>) -> Channel {
    Channel {
        id: id.to_owned(),
        kind,
        independent: kind == ChannelKind::Union,
        name: text(id, id, id),
        about: text(id, id, id),
        members,
        card: None,
        card_signature: None,
    }
}

fn text(kk: &str, ru: &str, en: &str) -> Localised {
    Localised { kk: kk.to_owned(), ru: ru.to_owned(), en: en.to_owned() }
}

fn public(key: &SigningKey) -> PublicKey {
    PublicKey::from_bytes(key.verifying_key().to_bytes())
}

/// A minisign signature, algorithm `ED`.
fn minisign(key: &SigningKey, message: &[u8]) -> String {
    let comment = "docs/vectors";
    let signature = key.sign(&Blake2b512::digest(message)).to_bytes();
    let first = [b"ED".as_slice(), &[20; 8], &signature].concat();
    let global = key.sign(&[signature.as_slice(), comment.as_bytes()].concat()).to_bytes();
    let (first, global) = (BASE64_STANDARD.encode(first), BASE64_STANDARD.encode(global));
    format!("untrusted comment: {comment}\n{first}\ntrusted comment: {comment}\n{global}\n")
}
