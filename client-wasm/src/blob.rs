//! Attachments as the server knows them: where they go, what announcing one costs, whether it came.

use dauys_crypto::wire::acceptance::Acceptance;
use dauys_crypto::wire::api::{self, BlobAnnounced};
use dauys_crypto::wire::blob::BlobSize;
use dauys_crypto::wire::limits::ANSWER_MAX;
use dauys_crypto::wire::stamp::{self, Subject};
use dauys_crypto::wire::{Day, Digest, Id, InstanceName, PublicKey, json};
use wasm_bindgen::prelude::*;

use crate::error::{misuse, thrown};
use crate::stamp::StampSearch;

/// The place of an attachment on the server.
#[wasm_bindgen]
pub struct BlobPlace {
    id: Id,
    withdraw: Digest,
    token: String,
    instance: InstanceName,
    server_key: PublicKey,
    size: BlobSize,
}

#[wasm_bindgen]
impl BlobPlace {
    /// Of a blob of so many bytes: `names` are those of the attachment, `server` those of the trust.
    pub fn of(names: Vec<String>, server: Vec<String>, bytes: f64) -> Result<Self, JsValue> {
        let ([id, withdraw, token], [instance, server_key]) = (
            <[_; 3]>::try_from(names).map_err(misuse)?,
            <[_; 2]>::try_from(server).map_err(misuse)?,
        );
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked next")]
        let size = BlobSize::try_from(bytes as u64).map_err(misuse)?;
        Ok(Self {
            id: Id::parse(&id).map_err(misuse)?,
            withdraw: Digest::parse(&withdraw).map_err(misuse)?,
            token,
            instance: InstanceName::parse(&instance).map_err(misuse)?,
            server_key: PublicKey::parse(&server_key).map_err(misuse)?,
            size,
        })
    }

    /// Its id.
    pub fn id(&self) -> String {
        self.id.to_string()
    }

    /// Where it is announced; chunks and `finish` follow behind a `/`.
    pub fn path(&self) -> String {
        api::blob_path(&self.id)
    }

    /// The value of `Dauys-Withdraw`.
    pub fn withdraw(&self) -> String {
        self.withdraw.to_string()
    }

    /// The value of `Dauys-Token` that erases it.
    pub fn token(&self) -> String {
        self.token.clone()
    }

    /// The body of the announcement.
    pub fn body(&self) -> Result<String, JsValue> {
        serde_json::to_string(&BlobAnnounced { bytes: self.size }).map_err(misuse)
    }

    /// Begins the search for the stamp of the announcement; `day` and `bits` are those of `health`.
    pub fn stamp(&self, day: &str, bits: u8) -> Result<StampSearch, JsValue> {
        let day = Day::parse(day).map_err(misuse)?;
        let body = Digest::of(self.body()?.as_bytes());
        let subject = Subject {
            instance: &self.instance,
            method: "POST",
            path: &self.path(),
            ahead: None,
            withdraw: &self.withdraw,
            body: &body,
        };
        StampSearch::begin(stamp::StampSearch::begin(&subject, day, self.size.stamp_bits(bits)))
    }

    /// Ends well if the server's answer to `finish` proves that it has a blob of this hash.
    pub fn accepted(&self, sha256: &str, answer: &str) -> Result<(), JsValue> {
        let sha256 = Digest::parse(sha256).map_err(misuse)?;
        let acceptance: Acceptance =
            json::parse(answer.as_bytes(), ANSWER_MAX).map_err(|_| thrown("acceptance-false"))?;
        let Self { instance, server_key, id, withdraw, .. } = self;
        let is_proof = acceptance.proves_blob(instance, server_key, id, &sha256, withdraw);
        if is_proof { Ok(()) } else { Err(thrown("acceptance-false")) }
    }
}
