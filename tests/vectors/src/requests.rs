//! Signed requests of investigators.

use dauys_wire::request::{Claimed, Request, SignatureHeaders, sign};
use dauys_wire::{Digest, Id, InstanceName, PublicKey};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

use crate::{Agreed, same};

/// One signed request.
#[derive(Serialize, Deserialize)]
pub struct SignedRequest {
    /// The Ed25519 seed, hex.
    seed: Digest,
    investigator: Id,
    instance: InstanceName,
    method: String,
    path: String,
    query: String,
    body: String,
    created: u64,
    signature_input: String,
    signature: String,
    content_digest: String,
}

/// Makes vectors.
pub fn make() -> Option<Vec<SignedRequest>> {
    let requests = [
        ("GET", "/api/v1/inbox/days", ""),
        ("POST", "/api/v1/inbox/fetch", r#"{"ids":["00112233445566778899aabbccddeeff"]}"#),
    ];
    requests.into_iter().map(|(method, path, body)| make_one(method, path, body)).collect()
}

fn make_one(method: &str, path: &str, body: &str) -> Option<SignedRequest> {
    let mut vector = SignedRequest {
        seed: Digest::from_bytes([5; 32]),
        investigator: Id::from_bytes([6; 16]),
        instance: InstanceName::parse("dauys.example").ok()?,
        method: method.into(),
        path: path.into(),
        query: String::new(),
        body: body.into(),
        created: 1_800_000_000,
        signature_input: String::new(),
        signature: String::new(),
        content_digest: String::new(),
    };
    let headers = headers_of(&vector)?;
    vector.signature_input = headers.signature_input;
    vector.signature = headers.signature;
    vector.content_digest = headers.content_digest;
    Some(vector)
}

fn headers_of(vector: &SignedRequest) -> Option<SignatureHeaders> {
    let key = SigningKey::from_bytes(vector.seed.as_bytes());
    let body = Digest::of(vector.body.as_bytes());
    sign(&request(vector, &body), &vector.investigator, &key, vector.created).ok()
}

fn request<'a>(vector: &'a SignedRequest, body: &'a Digest) -> Request<'a> {
    Request {
        method: &vector.method,
        path: &vector.path,
        query: &vector.query,
        body,
        instance: &vector.instance,
    }
}

/// Checks one vector.
pub fn check(vector: &SignedRequest) -> Agreed {
    let headers = headers_of(vector).ok_or("signing")?;
    same(&headers.signature_input, &vector.signature_input, "signature input")?;
    same(&headers.signature, &vector.signature, "signature")?;
    same(&headers.content_digest, &vector.content_digest, "content digest")?;
    let body = Digest::of(vector.body.as_bytes());
    let claimed = Claimed::parse(&request(vector, &body), &headers).map_err(|_| "headers")?;
    same(claimed.investigator(), &vector.investigator, "investigator")?;
    let key = SigningKey::from_bytes(vector.seed.as_bytes());
    let public = PublicKey::from_bytes(key.verifying_key().to_bytes());
    claimed.verify(&public, vector.created).map_err(|_| "verification")
}
