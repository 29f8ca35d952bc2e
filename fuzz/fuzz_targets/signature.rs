//! Signed requests, RFC 9421 (docs/PROTOCOL.md, section 9, "Signed"). The input is seven lines:
//! method, path, query, body, and the three headers.
//!
//! What we sign verifies for five minutes, and for no other method, path, query, body or key. The
//! fuzzer's headers never verify by themselves; with a real signature over what they say they hold
//! at the time that they say, for the investigator that they say.

#![no_main]

use dauys_fuzz::organisation::{self, READER};
use dauys_fuzz::{Seed, target, vectors};
use dauys_wire::limits::REQUEST_SKEW_SECONDS;
use dauys_wire::request::{Claimed, Request, RequestError, SignatureHeaders, content_digest, sign};
use dauys_wire::{Digest, PublicKey};
use ed25519_dalek::Signer as _;

const NOW: u64 = 1_800_000_000;
/// Of the vectors.
const SIGNER: u8 = 5;

fn check(input: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(input) else { return false };
    let lines: Vec<&str> = text.splitn(7, '\n').collect();
    let [method, path, query, body, signature_input, signature, digest] = lines[..] else {
        return false;
    };
    let body = Digest::of(body.as_bytes());
    let request = Request { method, path, query, body: &body, instance: organisation::instance() };
    if !is_http(&request) {
        return false;
    }
    what_we_sign_verifies(&request);
    let headers = SignatureHeaders {
        signature_input: signature_input.into(),
        signature: signature.into(),
        content_digest: digest.into(),
    };
    let Ok(claimed) = Claimed::parse(&request, &headers) else { return false };
    let real = vectors::requests().iter().any(|it| vectors::text(it, "signature") == signature);
    assert!(real || claimed.verify(&public(), NOW).is_err(), "nobody signed this");
    with_a_real_signature(&request, headers);
    true
}

/// What a request line can carry; HTTP has no others, and a newline would forge a line of the base.
fn is_http(request: &Request<'_>) -> bool {
    let graphic = |text: &str| text.bytes().all(|b| b.is_ascii_graphic());
    graphic(request.method)
        && graphic(request.path)
        && graphic(request.query)
        && !request.path.contains('?')
}

fn what_we_sign_verifies(request: &Request<'_>) {
    let id = organisation::id(READER);
    let headers = sign(request, &id, organisation::signing_key(SIGNER), NOW).expect("signed");
    let claimed = Claimed::parse(request, &headers).expect("what we signed");
    assert_eq!(*claimed.investigator(), id);
    assert_eq!(claimed.verify(&public(), NOW), Ok(()));
    let later = NOW + REQUEST_SKEW_SECONDS;
    assert_eq!(claimed.verify(&public(), later), Ok(()));
    assert_eq!(claimed.verify(&public(), later + 1), Err(RequestError::Expired));
    assert_eq!(claimed.verify(&organisation::public(READER), NOW), Err(RequestError::Signature));

    let (path, query) = (format!("{}x", request.path), format!("{}x", request.query));
    let body = Digest::of(request.body.as_bytes());
    let others = [
        Request { method: "DELETE", ..*request },
        Request { path: &path, ..*request },
        Request { query: &query, ..*request },
        Request { body: &body, ..*request },
    ];
    for other in
        others.iter().filter(|other| other.method != request.method || other.method != "DELETE")
    {
        let fits = Claimed::parse(other, &headers).and_then(|it| it.verify(&public(), NOW));
        assert!(fits.is_err(), "the signature holds for {other:?}");
    }
}

/// Signs the base of RFC 9421, section 2.5, as it follows from the very text of the header.
fn with_a_real_signature(request: &Request<'_>, mut headers: SignatureHeaders) {
    use base64::Engine as _;
    let parameters = headers.signature_input.split_once('=').map_or("", |(_, rest)| rest).trim();
    let base = format!(
        "\"@method\": {}\n\"@path\": {}\n\"@query\": ?{}\n\"content-digest\": {}\n\
         \"dauys-instance\": {}\n\"@signature-params\": {parameters}",
        request.method,
        request.path,
        request.query,
        content_digest(request.body),
        request.instance,
    );
    let signature = organisation::signing_key(SIGNER).sign(base.as_bytes()).to_bytes();
    let text = base64::engine::general_purpose::STANDARD.encode(signature);
    headers.signature = format!("dauys=:{text}:");
    let claimed = Claimed::parse(request, &headers).expect("another signature of the same form");
    let created = parameters
        .split(";created=")
        .nth(1)
        .map_or("", |rest| rest.split(';').next().unwrap_or(""));
    // Otherwise the header was not in its one spelling, and the base that counts is another.
    if claimed.verify(&public(), 0) == Err(RequestError::Signature) {
        return;
    }
    let created: u64 = created.trim().parse().expect("a time");
    assert_eq!(claimed.verify(&public(), created), Ok(()));
    let late = created + REQUEST_SKEW_SECONDS + 1;
    assert_eq!(claimed.verify(&public(), late), Err(RequestError::Expired));
    assert!(parameters.contains(&claimed.investigator().to_string()));
}

fn public() -> PublicKey {
    organisation::public(SIGNER)
}

fn seeds() -> Vec<Seed> {
    let fields =
        ["method", "path", "query", "body", "signature_input", "signature", "content_digest"];
    let lines = |vector| fields.map(|field| vectors::text(vector, field)).join("\n");
    let all = vectors::requests();
    let mut seeds: Vec<Seed> = all.iter().map(|vector| Seed::taken(lines(vector))).collect();
    let real = lines(all.first().expect("a request"));
    seeds.push(Seed::taken(
        real.replace(";created=1800000000;alg=\"ed25519\"", ";alg=\"ed25519\";created=7"),
    ));
    seeds.push(Seed::refused(real.replace("ed25519", "hmac-sha256")));
    seeds.push(Seed::refused(real.replace("dauys/1", "dauys/2")));
    // Found by fuzzing: a real signature under another label than its input.
    seeds.push(Seed::refused(real.replace("\ndauys=:", "\ndausy=:")));
    seeds
}

target!();
