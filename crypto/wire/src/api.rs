//! Routes, headers and the small bodies of the HTTP API (docs/PROTOCOL.md, section 9).

use serde::{Deserialize, Serialize};

use crate::blob::BlobSize;
use crate::day::Day;
use crate::text::{Digest, Id};

/// The prefix of every route.
pub const BASE: &str = "/api/v1";

/// The price of a letter, see [`crate::stamp`].
pub const STAMP_HEADER: &str = "dauys-stamp";
/// SHA-256 of the withdraw token of a letter or blob, hex.
pub const WITHDRAW_HEADER: &str = "dauys-withdraw";
/// The later day for which a desk uploads ahead.
pub const DAY_HEADER: &str = "dauys-day";
/// The installation a request is for; it is part of every request signature.
pub const INSTANCE_HEADER: &str = "dauys-instance";
/// The withdraw token itself, base64url, on `DELETE`.
pub const TOKEN_HEADER: &str = "dauys-token";

/// Content type of letters, replies and concatenations of them.
pub const OCTETS: &str = "application/octet-stream";

/// `/api/v1/roster.json`.
pub fn roster_path() -> String {
    format!("{BASE}/roster.json")
}

/// `/api/v1/roster.json.minisig`.
pub fn roster_signature_path() -> String {
    format!("{BASE}/roster.json.minisig")
}

/// `/api/v1/site.json.minisig`: the organisation's signature of the page's list.
pub fn site_signature_path() -> String {
    format!("{BASE}/site.json.minisig")
}

/// `/api/v1/questionnaire.json`.
pub fn questionnaire_path() -> String {
    format!("{BASE}/questionnaire.json")
}

/// `/api/v1/help.json`.
pub fn help_path() -> String {
    format!("{BASE}/help.json")
}

/// `/api/v1/health`.
pub fn health_path() -> String {
    format!("{BASE}/health")
}

/// `/api/v1/letters/{id}`.
pub fn letter_path(id: &Id) -> String {
    format!("{BASE}/letters/{id}")
}

/// `/api/v1/blobs/{id}`.
pub fn blob_path(id: &Id) -> String {
    format!("{BASE}/blobs/{id}")
}

/// `/api/v1/blobs/{id}/{chunk}`.
pub fn chunk_path(id: &Id, chunk: u32) -> String {
    format!("{BASE}/blobs/{id}/{chunk}")
}

/// `/api/v1/blobs/{id}/chunks`.
pub fn chunks_path(id: &Id) -> String {
    format!("{BASE}/blobs/{id}/chunks")
}

/// `/api/v1/blobs/{id}/finish`.
pub fn finish_path(id: &Id) -> String {
    format!("{BASE}/blobs/{id}/finish")
}

/// `/api/v1/replies/{bucket}`.
pub fn bucket_path(bucket: u32) -> String {
    format!("{BASE}/replies/{bucket}")
}

/// `/api/v1/replies/{bucket}/{id}`.
pub fn reply_path(bucket: u32, id: &Id) -> String {
    format!("{BASE}/replies/{bucket}/{id}")
}

/// `/api/v1/inbox/days`.
pub fn inbox_days_path() -> String {
    format!("{BASE}/inbox/days")
}

/// `/api/v1/inbox/{day}`.
pub fn inbox_day_path(day: Day) -> String {
    format!("{BASE}/inbox/{day}")
}

/// `/api/v1/inbox/fetch`.
pub fn inbox_fetch_path() -> String {
    format!("{BASE}/inbox/fetch")
}

/// The answer of `GET /health`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// The server's day.
    pub day: Day,
    /// The price of a letter now.
    pub stamp_bits: u8,
    /// The largest blob that is taken, in bytes.
    pub blob_bytes: u64,
}

/// The body of `POST /blobs/{id}`: a blob is announced before any of it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobAnnounced {
    /// Its size; how many chunks that makes follows from it.
    pub bytes: BlobSize,
}

/// The answer of `POST /blobs/{id}` and of `GET /blobs/{id}/chunks`: what is still to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobMissing {
    /// Chunks from the first to the last of each pair, ascending.
    pub missing: Vec<(u32, u32)>,
}

/// The body of `POST /blobs/{id}/finish`; the answer is an [`crate::acceptance::Acceptance`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobFinished {
    /// SHA-256 of the whole blob.
    pub sha256: Digest,
}

/// The answer of `GET /inbox/days`: the published days on which there are letters, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxDays {
    /// Days, ascending.
    pub days: Vec<Day>,
}

/// The answer of `GET /inbox/{day}`: its published letters, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxDay {
    /// Ids, ascending: no order of arrival.
    pub ids: Vec<Id>,
}

/// The body of `POST /inbox/fetch`; the answer is the letters, one after the other in this order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxFetch {
    /// At most [`crate::limits::FETCH_MAX`] ids.
    pub ids: Vec<Id>,
}

/// The answer of `PUT /replies/{bucket}/{id}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyTaken {
    /// The reply's id.
    pub id: Id,
    /// SHA-256 of the reply's file.
    pub sha256: Digest,
}
