//! A sealed letter on its way: address, stamp, proof of acceptance. It holds no plaintext and can
//! be sent again as it is.

use dauys_crypto::letter::ReporterLetter;
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::wire::acceptance::Acceptance;
use dauys_crypto::wire::limits::ANSWER_MAX;
use dauys_crypto::wire::roster::Roster;
#[cfg(feature = "thread")]
use dauys_crypto::wire::sealed_file::{self, SealedFile};
use dauys_crypto::wire::stamp::{self, Subject};
use dauys_crypto::wire::{Day, Digest, Id, InstanceName, PublicKey, api, json};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::error::{self, misuse, thrown};
use crate::reporter::Reporter;
use crate::stamp::StampSearch;
use crate::trust::Trust;

/// A letter that is written, and is being sealed.
#[wasm_bindgen]
pub struct Sealing {
    id: Id,
    withdraw: Digest,
    instance: InstanceName,
    letter: seal::Sealing,
}

#[wasm_bindgen]
impl Sealing {
    /// A little more of the work; whether `sealed` has little left to do.
    pub fn step(&mut self) -> Result<bool, JsValue> {
        self.letter.step().map_err(error::seal)
    }

    /// The letter, ready for the wire.
    pub fn sealed(self) -> Result<Sealed, JsValue> {
        let letter = self.letter.finish().map_err(error::seal)?;
        Ok(Sealed {
            path: api::letter_path(&self.id),
            id: self.id,
            withdraw: self.withdraw,
            sha256: letter.sha256(),
            instance: self.instance,
            file: letter.bytes().to_vec(),
            proof: None,
        })
    }
}

impl Sealing {
    pub(crate) fn begin(
        letter: &ReporterLetter,
        author: &Reporter,
        roster: &Roster,
        own_copy: OwnCopy,
    ) -> Result<Self, JsValue> {
        let keys = author.keys();
        let sealing = seal::Sealing::begin(letter, keys, roster, own_copy).map_err(error::seal)?;
        Ok(Self {
            id: letter.id,
            withdraw: keys.withdraw_hash(&letter.id),
            instance: roster.instance.clone(),
            letter: sealing,
        })
    }
}

/// A letter, ready for the wire.
#[wasm_bindgen]
pub struct Sealed {
    id: Id,
    path: String,
    withdraw: Digest,
    sha256: Digest,
    instance: InstanceName,
    file: Vec<u8>,
    proof: Option<Acceptance>,
}

/// The letters of a file that somebody brings in, who cannot open them.
#[cfg(feature = "thread")]
#[wasm_bindgen]
pub fn brought(trust: &Trust, file: &[u8]) -> Result<Vec<Sealed>, JsValue> {
    let brought = SealedFile::parse(file).map_err(|_| thrown("not-sealed"))?;
    if brought.instance != trust.trusted().roster.instance {
        return Err(thrown("sealed-for-others"));
    }
    let sealed = |letter: sealed_file::SealedLetter| Sealed {
        path: api::letter_path(&letter.id),
        id: letter.id,
        withdraw: letter.withdraw,
        sha256: Digest::of(&letter.file),
        instance: brought.instance.clone(),
        file: letter.file,
        proof: None,
    };
    Ok(brought.letters.into_iter().map(sealed).collect())
}

#[wasm_bindgen]
impl Sealed {
    /// Where it is put.
    pub fn path(&self) -> String {
        self.path.clone()
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        self.file.clone()
    }

    /// The value of `Dauys-Withdraw`.
    pub fn withdraw(&self) -> String {
        self.withdraw.to_string()
    }

    /// Begins the search for its stamp; `day` and `bits` are those of `health`.
    pub fn stamp(&self, day: &str, bits: u8) -> Result<StampSearch, JsValue> {
        let day = Day::parse(day).map_err(misuse)?;
        let subject = Subject {
            instance: &self.instance,
            method: "PUT",
            path: &self.path,
            ahead: None,
            withdraw: &self.withdraw,
            body: &self.sha256,
        };
        StampSearch::begin(stamp::StampSearch::begin(&subject, day, bits))
    }

    /// The day under which the server took it, if its answer proves that it did.
    pub fn accepted(&mut self, trust: &Trust, answer: &str) -> Result<String, JsValue> {
        let acceptance: Acceptance =
            json::parse(answer.as_bytes(), ANSWER_MAX).map_err(|_| thrown("acceptance-false"))?;
        let key = &trust.trusted().roster.server_key;
        if acceptance.proves(&self.instance, key, &self.id, &self.sha256, &self.withdraw) {
            self.proof = Some(acceptance);
            Ok(acceptance.day.to_string())
        } else {
            Err(thrown("acceptance-false"))
        }
    }

    /// A file by which anyone can check that the server took it (docs/PROTOCOL.md, section 9.3);
    /// nothing before it did.
    pub fn proof(&self, trust: &Trust) -> Option<String> {
        let proof = Proof {
            format: "dauys-proof/1",
            instance: &self.instance,
            server_key: &trust.trusted().roster.server_key,
            acceptance: self.proof.as_ref()?,
            withdraw: &self.withdraw,
        };
        serde_json::to_string_pretty(&proof).ok().map(|text| text + "\n")
    }
}

/// A proof that something was submitted, without a word of it.
#[derive(Serialize)]
struct Proof<'a> {
    format: &'static str,
    instance: &'a InstanceName,
    server_key: &'a PublicKey,
    #[serde(flatten)]
    acceptance: &'a Acceptance,
    withdraw: &'a Digest,
}
