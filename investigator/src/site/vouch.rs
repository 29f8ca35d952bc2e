//! Who says what the page has to be. The server's own list is only that: without somebody who is trusted
//! behind it a server could list whatever it shows.

use dauys_wire::site::{MANIFEST_PATH, PUBLISHER_SIGNATURE_PATH};
use dauys_wire::{PublicKey, api, minisign};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Code, Findings, Question, fetch};
use crate::remote::RemoteError;
use crate::remote::browser::Browser;

/// Somebody who says that the list is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "voucher")]
pub enum Voucher {
    /// A build of one's own.
    OwnBuild,
    /// Whoever publishes Dauys.
    Publisher,
    /// The organisation, which built it again and signed it.
    Organisation,
}

/// The server's list and what is signed of it.
pub(super) struct Shown {
    pub(super) json: Vec<u8>,
    signatures: [Option<Vec<u8>>; 2],
}

pub(super) fn ask(question: &Question<'_>) -> Result<Shown, RemoteError> {
    let mut browser = Browser::new(&question.address.origin, question.proxy)?;
    let mut get = |path: &str| fetch(&mut browser, question, path);
    let json = get(MANIFEST_PATH)?.unwrap_or_default();
    let signatures = [get(PUBLISHER_SIGNATURE_PATH)?, get(&api::site_signature_path())?];
    Ok(Shown { json, signatures })
}

/// Who says that `json`, which everything is held against, is right.
pub(super) fn judge(
    question: &Question<'_>,
    shown: &Shown,
    json: &[u8],
    findings: &mut Findings,
) -> Vec<Voucher> {
    let mut vouchers = Vec::new();
    let mut add = |code, path: &str| findings.add(code, path, None, None);
    if question.built.is_some() {
        if shown.json == json {
            vouchers.push(Voucher::OwnBuild);
        } else {
            add(Code::ListDiffers, MANIFEST_PATH);
        }
    }
    let [publisher, organisation] = &shown.signatures;
    if let Some(key) = question.publisher {
        if publisher.as_ref().is_some_and(|text| is_signed(key, json, text)) {
            vouchers.push(Voucher::Publisher);
        } else {
            add(Code::PublisherSignature, PUBLISHER_SIGNATURE_PATH);
        }
    }
    // An organisation need not sign: then somebody else has to vouch.
    if let (Some(key), Some(text)) = (&question.address.fragment.root, organisation) {
        if is_signed(key, json, text) {
            vouchers.push(Voucher::Organisation);
        } else {
            add(Code::OrganisationSignature, &api::site_signature_path());
        }
    }
    if vouchers.is_empty() {
        add(Code::Unvouched, MANIFEST_PATH);
    }
    vouchers
}

fn is_signed(key: &PublicKey, json: &[u8], minisig: &[u8]) -> bool {
    std::str::from_utf8(minisig).is_ok_and(|text| minisign::verify(key, json, text).is_ok())
}
