//! Request signatures against an independent implementation of RFC 9421, and what is refused.
#![cfg(feature = "request")]
#![expect(clippy::expect_used, reason = "tests")]

use dauys_wire::request::{Claimed, Request, RequestError, SignatureHeaders, content_digest, sign};
use dauys_wire::{Digest, Id, InstanceName, PublicKey};
use ed25519_dalek::SigningKey;
use httpsig::prelude::message_component::HttpMessageComponent;
use httpsig::prelude::{
    AlgorithmName, HttpSignatureBase, HttpSignatureHeaders, HttpSignatureParams,
    PublicKey as PeerPublic, SecretKey as PeerSecret,
};

const NOW: u64 = 1_800_000_000;
const SEED: [u8; 32] = [5; 32];

struct Case {
    instance: InstanceName,
    body: Digest,
    key: SigningKey,
}

impl Case {
    fn new() -> Self {
        Self {
            instance: InstanceName::parse("demo").expect("an instance name"),
            body: Digest::of(b"{\"ids\":[]}"),
            key: SigningKey::from_bytes(&SEED),
        }
    }

    fn request(&self) -> Request<'_> {
        let (body, instance) = (&self.body, &self.instance);
        Request { method: "POST", path: "/api/v1/inbox/fetch", query: "a=b", body, instance }
    }

    fn public(&self) -> PublicKey {
        PublicKey::from_bytes(self.key.verifying_key().to_bytes())
    }

    fn signed(&self) -> SignatureHeaders {
        sign(&self.request(), &investigator(), &self.key, NOW).expect("signs")
    }

    fn verify(
        &self,
        request: &Request<'_>,
        headers: &SignatureHeaders,
    ) -> Result<(), RequestError> {
        let claimed = Claimed::parse(request, headers)?;
        assert_eq!(claimed.investigator(), &investigator());
        claimed.verify(&self.public(), NOW)
    }

    /// The five lines of the signature base, written for the peer.
    fn components(&self) -> Vec<HttpMessageComponent> {
        let lines = [
            "\"@method\": POST".to_owned(),
            "\"@path\": /api/v1/inbox/fetch".to_owned(),
            "\"@query\": ?a=b".to_owned(),
            format!("\"content-digest\": {}", content_digest(&self.body)),
            "\"dauys-instance\": demo".to_owned(),
        ];
        lines
            .iter()
            .map(|line| HttpMessageComponent::try_from(line.as_str()).expect("a line"))
            .collect()
    }
}

fn investigator() -> Id {
    Id::from_bytes([7; 16])
}

#[test]
fn a_peer_verifies_what_we_sign() {
    let case = Case::new();
    let headers = case.signed();
    let parsed = HttpSignatureHeaders::try_parse(&headers.signature, &headers.signature_input)
        .expect("the peer reads the headers");
    let ours = parsed.get("dauys").expect("the label");
    let base =
        HttpSignatureBase::try_new(&case.components(), ours.signature_params()).expect("base");
    let key =
        PeerPublic::from_bytes(&AlgorithmName::Ed25519, case.public().as_bytes()).expect("key");
    base.verify_signature_headers(&key, ours).expect("the peer verifies");
}

#[test]
fn we_verify_what_a_peer_signs() {
    let case = Case::new();
    let components = case.components();
    let ids: Vec<_> = components.iter().map(|component| component.id.clone()).collect();
    let mut parameters = HttpSignatureParams::try_new(&ids).expect("parameters");
    parameters
        .set_created(NOW)
        .set_keyid(&investigator().to_string())
        .set_alg(&AlgorithmName::Ed25519)
        .set_tag("dauys/1");
    let base = HttpSignatureBase::try_new(&components, &parameters).expect("base");
    let key = PeerSecret::from_bytes(&AlgorithmName::Ed25519, &SEED).expect("key");
    let signed = base.build_signature_headers(&key, Some("dauys")).expect("the peer signs");
    let headers = SignatureHeaders {
        signature_input: signed.signature_input_header_value(),
        signature: signed.signature_header_value(),
        content_digest: content_digest(&case.body),
    };
    assert_eq!(case.verify(&case.request(), &headers), Ok(()));
}

#[test]
fn a_signature_holds_for_one_request_for_five_minutes() {
    let case = Case::new();
    let headers = case.signed();
    assert_eq!(case.verify(&case.request(), &headers), Ok(()));
    let other_instance = InstanceName::parse("other").expect("an instance name");
    let other_body = Digest::of(b"other");
    let wrong = [
        Request { method: "GET", ..case.request() },
        Request { path: "/api/v1/inbox/days", ..case.request() },
        Request { query: "", ..case.request() },
        Request { instance: &other_instance, ..case.request() },
    ];
    for request in wrong {
        assert_eq!(case.verify(&request, &headers), Err(RequestError::Signature));
    }
    let request = Request { body: &other_body, ..case.request() };
    assert_eq!(case.verify(&request, &headers), Err(RequestError::Malformed));

    let claimed = Claimed::parse(&case.request(), &headers).expect("parses");
    for (now, result) in [
        (NOW - 300, Ok(())),
        (NOW + 300, Ok(())),
        (NOW - 301, Err(RequestError::Expired)),
        (NOW + 301, Err(RequestError::Expired)),
    ] {
        assert_eq!(claimed.verify(&case.public(), now), result);
    }
    let stranger = SigningKey::from_bytes(&[6; 32]).verifying_key().to_bytes();
    let stranger = PublicKey::from_bytes(stranger);
    assert_eq!(claimed.verify(&stranger, NOW), Err(RequestError::Signature));
}

#[test]
fn headers_of_another_profile_are_refused() {
    let case = Case::new();
    let good = case.signed();
    let spoil = |from: &str, to: &str| SignatureHeaders {
        signature_input: good.signature_input.replace(from, to),
        ..good.clone()
    };
    let twice =
        format!("{0}, other{1}", good.signature_input, good.signature_input.replace("dauys=", "="));
    let spoiled = [
        spoil("\"@query\" ", ""),
        spoil("\"@query\"", "\"@authority\""),
        spoil(";alg=\"ed25519\"", ""),
        spoil("ed25519", "hmac-sha256"),
        spoil("dauys/1", "dauys/2"),
        spoil(";created=1800000000", ""),
        spoil("created=1800000000", "created=-1"),
        spoil(";tag=", ";nonce=\"x\";tag="),
        SignatureHeaders { signature_input: twice, ..good.clone() },
        SignatureHeaders { signature_input: "x".repeat(10_000), ..good.clone() },
        SignatureHeaders { signature: "dauys=:AAAA:".into(), ..good.clone() },
        SignatureHeaders { signature: good.signature.replace("dauys=", "dausy="), ..good.clone() },
        SignatureHeaders { signature: format!("{};x", good.signature), ..good.clone() },
        SignatureHeaders { signature: format!("dauys=1, {}", good.signature), ..good.clone() },
        SignatureHeaders {
            signature_input: good.signature_input.replace("dauys=", "other="),
            signature: good.signature.replace("dauys=", "other="),
            ..good.clone()
        },
        SignatureHeaders { content_digest: String::new(), ..good.clone() },
    ];
    for headers in spoiled {
        let refused = Claimed::parse(&case.request(), &headers);
        assert_eq!(refused.err(), Some(RequestError::Malformed), "{headers:?}");
    }
}

proptest::proptest! {
    #[test]
    fn no_headers_panic(input in ".{0,200}", signature in ".{0,200}") {
        let case = Case::new();
        let content_digest = content_digest(&case.body);
        let headers = SignatureHeaders { signature_input: input, signature, content_digest };
        let _ = Claimed::parse(&case.request(), &headers);
    }
}
