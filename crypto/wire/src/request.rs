//! Signatures on the requests of investigators: HTTP Message Signatures, RFC 9421, in one profile
//! (docs/PROTOCOL.md, section 9, "Signed"). Covered are `"@method" "@path" "@query"
//! "content-digest" "dauys-instance"`; the parameters are `created`, `alg` "ed25519", `keyid` (the
//! investigator's id) and `tag` "dauys/1", written in this order and read in any.
//!
//! Structured fields are read and written by the `sfv` package; what is ours is the signature base
//! of section 2.5 for these five components. The tests hold it against the `httpsig` package.

use std::fmt::Write as _;

use ed25519_dalek::{Signer as _, SigningKey};
use sfv::{BareItem, DictSerializer, Dictionary, InnerList, Item, KeyRef, ListEntry, Parser};

use crate::limits::REQUEST_SKEW_SECONDS;
use crate::text::{Digest, Id, InstanceName, PublicKey, Signature};

/// Header names, lower case.
pub const SIGNATURE_HEADER: &str = "signature";
/// See [`SIGNATURE_HEADER`].
pub const SIGNATURE_INPUT_HEADER: &str = "signature-input";
/// See [`SIGNATURE_HEADER`]; RFC 9530.
pub const CONTENT_DIGEST_HEADER: &str = "content-digest";

const COMPONENTS: [&str; 5] =
    ["@method", "@path", "@query", "content-digest", crate::api::INSTANCE_HEADER];
const LABEL: &str = "dauys";
const ALGORITHM: &str = "ed25519";
const TAG: &str = "dauys/1";
/// A signature header of ours is 103 bytes, its input 170; longer ones are not ours.
const HEADER_MAX: usize = 512;

/// The request that is signed.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// `GET`, `POST`, `PUT`.
    pub method: &'a str,
    /// As sent, without query.
    pub path: &'a str,
    /// As sent, without `?`; empty if there is none.
    pub query: &'a str,
    /// SHA-256 of the body, empty or not.
    pub body: &'a Digest,
    /// The installation.
    pub instance: &'a InstanceName,
}

/// The three headers that make a request a signed one, beside `dauys-instance`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureHeaders {
    /// `Signature-Input`
    pub signature_input: String,
    /// `Signature`
    pub signature: String,
    /// `Content-Digest`
    pub content_digest: String,
}

/// Why a signed request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The headers are not of this profile, or do not fit the request.
    #[error("the request is not signed as it should be")]
    Malformed,
    /// `created` is too far from the clock.
    #[error("the request's signature is too old, or a clock is wrong")]
    Expired,
    /// Another key signed, or another request was signed.
    #[error("the request's signature does not hold")]
    Signature,
}

/// Signs a request; `now` is in seconds since 1970.
pub fn sign(
    request: &Request<'_>,
    investigator: &Id,
    key: &SigningKey,
    now: u64,
) -> Result<SignatureHeaders, RequestError> {
    let created = i64::try_from(now).map_err(|_| RequestError::Malformed)?;
    let list = profile(created, investigator)?;
    let parameters = serialize_member(&ListEntry::InnerList(list))?;
    let signature = key.sign(base(request, &parameters)?.as_bytes()).to_bytes();
    let member = ListEntry::Item(Item::new(BareItem::ByteSequence(signature.to_vec())));
    Ok(SignatureHeaders {
        signature_input: format!("{LABEL}={parameters}"),
        signature: format!("{LABEL}={}", serialize_member(&member)?),
        content_digest: content_digest(request.body),
    })
}

/// A request whose headers are of the profile; who signed is claimed and not yet verified.
#[derive(Debug)]
pub struct Claimed {
    investigator: Id,
    created: u64,
    base: String,
    signature: Signature,
}

impl Claimed {
    /// Reads the headers and holds them against the request.
    pub fn parse(request: &Request<'_>, headers: &SignatureHeaders) -> Result<Self, RequestError> {
        if headers.content_digest != content_digest(request.body) {
            return Err(RequestError::Malformed);
        }
        let ListEntry::InnerList(list) = only_member(&headers.signature_input)? else {
            return Err(RequestError::Malformed);
        };
        let signature = read_signature(&headers.signature)?;
        let (created, investigator) = read_parameters(&list)?;
        let parameters = serialize_member(&ListEntry::InnerList(list))?;
        Ok(Self { investigator, created, base: base(request, &parameters)?, signature })
    }

    /// Whose key to look up.
    pub fn investigator(&self) -> &Id {
        &self.investigator
    }

    /// Verifies time and signature; `now` is in seconds since 1970.
    pub fn verify(&self, key: &PublicKey, now: u64) -> Result<(), RequestError> {
        if !key.verify(self.base.as_bytes(), &self.signature) {
            return Err(RequestError::Signature);
        }
        if self.created.abs_diff(now) > REQUEST_SKEW_SECONDS {
            return Err(RequestError::Expired);
        }
        Ok(())
    }
}

/// The value of `Content-Digest` (RFC 9530) for a body of this SHA-256.
pub fn content_digest(body: &Digest) -> String {
    use base64::Engine as _;
    let value = base64::engine::general_purpose::STANDARD.encode(body.as_bytes());
    format!("sha-256=:{value}:")
}

/// The signature base of RFC 9421, section 2.5.
fn base(request: &Request<'_>, parameters: &str) -> Result<String, RequestError> {
    let values = [
        request.method.to_owned(),
        request.path.to_owned(),
        format!("?{}", request.query),
        content_digest(request.body),
        request.instance.to_string(),
    ];
    let mut base = String::new();
    for (name, value) in COMPONENTS.iter().zip(values) {
        writeln!(base, "\"{name}\": {value}").map_err(|_| RequestError::Malformed)?;
    }
    Ok(base + "\"@signature-params\": " + parameters)
}

fn profile(created: i64, investigator: &Id) -> Result<InnerList, RequestError> {
    let string = |text: &str| text.to_owned().try_into().map(BareItem::String);
    let build = || -> Result<InnerList, sfv::Error> {
        let components = COMPONENTS.iter().map(|name| string(name).map(Item::new));
        let mut list = InnerList::new(components.collect::<Result<Vec<_>, _>>()?);
        let created = BareItem::Integer(created.try_into()?);
        let parameters = [
            ("created", created),
            ("alg", string(ALGORITHM)?),
            ("keyid", string(&investigator.to_string())?),
            ("tag", string(TAG)?),
        ];
        for (name, value) in parameters {
            list.params.insert(KeyRef::from_str(name)?.to_owned(), value);
        }
        Ok(list)
    };
    build().map_err(|_| RequestError::Malformed)
}

/// `created` and `keyid` of an inner list that is exactly of our profile.
fn read_parameters(list: &InnerList) -> Result<(u64, Id), RequestError> {
    let names = list.items.iter().map(|item| {
        item.params
            .is_empty()
            .then(|| item.bare_item.as_string().map(sfv::StringRef::as_str))
            .flatten()
    });
    if !names.eq(COMPONENTS.iter().copied().map(Some)) || list.params.len() != 4 {
        return Err(RequestError::Malformed);
    }
    let parameter = |name: &str| list.params.get(name).ok_or(RequestError::Malformed);
    let is = |name: &str, expected: &str| -> Result<bool, RequestError> {
        Ok(parameter(name)?.as_string().is_some_and(|text| text.as_str() == expected))
    };
    let keyid = parameter("keyid")?.as_string().and_then(|text| Id::parse(text.as_str()).ok());
    let created = parameter("created")?.as_integer().and_then(|n| u64::try_from(n).ok());
    match (created, keyid, is("alg", ALGORITHM)? && is("tag", TAG)?) {
        (Some(created), Some(keyid), true) => Ok((created, keyid)),
        _ => Err(RequestError::Malformed),
    }
}

/// The 64 bytes of a signature header in its one spelling.
fn read_signature(header: &str) -> Result<Signature, RequestError> {
    let member = only_member(header)?;
    if serialize_member(&member)? != header.split_once('=').map_or("", |(_, value)| value) {
        return Err(RequestError::Malformed);
    }
    let ListEntry::Item(Item { bare_item, params }) = member else {
        return Err(RequestError::Malformed);
    };
    let bytes = bare_item.as_byte_sequence().filter(|_| params.is_empty());
    bytes
        .and_then(|bytes| <[u8; 64]>::try_from(bytes).ok())
        .map(Signature::from_bytes)
        .ok_or(RequestError::Malformed)
}

/// The one member of a dictionary header, under our label in both headers: RFC 9421, section 4.2,
/// ties a signature to its input by it. More than one is not our profile.
fn only_member(header: &str) -> Result<ListEntry, RequestError> {
    if header.len() > HEADER_MAX {
        return Err(RequestError::Malformed);
    }
    let dictionary: Dictionary =
        Parser::new(header).parse().map_err(|_| RequestError::Malformed)?;
    let mut members = dictionary.into_iter();
    match (members.next(), members.next()) {
        (Some((label, member)), None) if label.as_str() == LABEL => Ok(member),
        _ => Err(RequestError::Malformed),
    }
}

/// A member as it stands behind `label=`.
fn serialize_member(member: &ListEntry) -> Result<String, RequestError> {
    let key = KeyRef::from_str(LABEL).map_err(|_| RequestError::Malformed)?;
    let mut serializer = DictSerializer::new();
    serializer.members([(key, member)]);
    let text = serializer.finish().ok_or(RequestError::Malformed)?;
    let value = text.strip_prefix(LABEL).and_then(|rest| rest.strip_prefix('='));
    value.map(str::to_owned).ok_or(RequestError::Malformed)
}
