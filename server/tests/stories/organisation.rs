//! An organisation that signs rosters: two people of HR, one of the union.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Digest, Id, PublicKey};
use ed25519_dalek::SigningKey;
use minisign::KeyPair;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

pub(crate) const INSTANCE: &str = "story";
pub(crate) const HELP: &str = r#"{"format":"dauys-help/1"}"#;
pub(crate) const QUESTIONNAIRE: &str = r#"{"format":"dauys-questionnaire/1","id":"story/1","questions":[{"id":"story","kind":"text","label":{"kk":"","ru":"","en":""}}]}"#;

/// The root key and what it signs next.
pub(crate) struct Organisation {
    root: KeyPair,
    /// The roster as JSON, to be changed by a story before it is posted.
    pub(crate) roster: Value,
}

/// An investigator of the roster.
pub(crate) struct Investigator {
    pub(crate) id: Id,
    pub(crate) key: SigningKey,
}

/// The investigators of every roster; the third is valid until yesterday.
pub(crate) fn investigator(number: u8) -> Investigator {
    Investigator { id: Id::from_bytes([number; 16]), key: SigningKey::from_bytes(&[number; 32]) }
}

impl Organisation {
    pub(crate) fn new(server_key: &str, today: Day) -> Self {
        let root = KeyPair::generate_unencrypted_keypair().unwrap();
        let text = json!({"kk": "", "ru": "", "en": ""});
        let channel = |id: &str, kind: &str, members: &[u8]| {
            let members: Vec<Id> = members.iter().map(|number| investigator(*number).id).collect();
            json!({"id": id, "kind": kind, "independent": false, "name": text, "about": text,
                   "members": members})
        };
        let person = |number: u8, valid_until: Day| {
            let Investigator { id, key } = investigator(number);
            let letter = char::from(b"qpzry"[usize::from(number)]);
            json!({"id": id, "name": "x", "role": text,
                   "recipient": format!("age1pq1{}", letter.to_string().repeat(1_952)),
                   "signing_key": URL_SAFE_NO_PAD.encode(key.verifying_key().to_bytes()),
                   "valid_until": valid_until})
        };
        let mut organisation = Self { root, roster: Value::Null };
        let exit = "https://weather.example/";
        organisation.roster = json!({
            "format": dauys_wire::roster::FORMAT, "root": organisation.root(),
            "instance": INSTANCE, "origins": ["http://127.0.0.1:8080"], "version": 1,
            "issued": today, "expires": today.plus(100),
            "organisation": {"name": text, "exit": {"kk": exit, "ru": exit, "en": exit}},
            "server_key": server_key,
            "channels": [channel("hr", "hr", &[1, 3]), channel("union", "union", &[2])],
            "investigators": [person(1, today.plus(90)), person(2, today.plus(90)),
                              person(3, today.minus(1)), person(4, today.plus(90))],
            "questionnaire": {"id": "story/1", "sha256": Digest::of(QUESTIONNAIRE.as_bytes())},
            "help": {"sha256": Digest::of(HELP.as_bytes())},
            "reply_buckets": {"count": 4}, "reply_days": 35, "retention_days": 365,
            "release_hours": 24, "cover": {"letters_per_day": 12, "replies_per_day": 2},
            "reading_keys": "none",
        });
        organisation
    }

    pub(crate) fn root(&self) -> PublicKey {
        // Two bytes of algorithm, eight of key id, then the key.
        let bytes = self.root.pk.to_bytes();
        PublicKey::from_bytes(bytes[10..42].try_into().unwrap())
    }

    /// Signs the roster as it is now and lays it into the directory.
    pub(crate) fn post(&self, directory: &Path) {
        let json = serde_json::to_string(&self.roster).unwrap();
        fs::write(directory.join("roster.json.minisig"), self.sign(json.as_bytes())).unwrap();
        fs::write(directory.join("roster.json"), json).unwrap();
        fs::write(directory.join("questionnaire.json"), QUESTIONNAIRE).unwrap();
        fs::write(directory.join("help.json"), HELP).unwrap();
    }

    /// Signs the list of a page's files and lays the signature beside the roster.
    pub(crate) fn post_site(&self, directory: &Path, list: &[u8]) {
        fs::write(directory.join("site.json.minisig"), self.sign(list)).unwrap();
    }

    fn sign(&self, bytes: &[u8]) -> String {
        let signature = minisign::sign(None, &self.root.sk, bytes, Some("story"), None);
        signature.unwrap().into_string()
    }

    /// The roster as the server reads it.
    pub(crate) fn parsed(&self) -> Roster {
        serde_json::from_value(self.roster.clone()).unwrap()
    }
}
