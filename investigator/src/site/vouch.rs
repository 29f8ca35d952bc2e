//! Who says what the page has to be. The server's own list is only that: without somebody who is trusted
//! behind it a server could list whatever it shows.

use dauys_wire::site::{MANIFEST_PATH, Manifest, PUBLISHER_SIGNATURE_PATH};
use dauys_wire::{PublicKey, api, minisign};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Code, Findings, Question, plain};
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

/// The list that everything is held against.
pub(super) struct Vouched {
    /// None if there is nothing to hold anything against.
    pub(super) manifest: Option<Manifest>,
    /// Its exact bytes.
    pub(super) json: Vec<u8>,
    pub(super) vouchers: Vec<Voucher>,
}

pub(super) fn list(
    question: &Question<'_>,
    browser: &mut Browser,
    findings: &mut Findings,
) -> Result<Vouched, RemoteError> {
    let origin = &question.address.origin;
    let shown = plain(browser, origin, MANIFEST_PATH)?;
    let mut vouchers = Vec::new();
    let mut add = |code, path: &str| findings.add(code, path, None, None);
    if let Some(built) = question.built {
        if shown.as_deref() == Some(built) {
            vouchers.push(Voucher::OwnBuild);
        } else {
            add(Code::ListDiffers, MANIFEST_PATH);
        }
    }
    // What is looked at further is what has to be there, not what is.
    let json = question.built.map(<[u8]>::to_vec).or(shown).unwrap_or_default();
    let Ok(manifest) = Manifest::parse(&json) else {
        add(Code::NoList, MANIFEST_PATH);
        return Ok(Vouched { manifest: None, json, vouchers });
    };
    let signatures = [
        (question.publisher, PUBLISHER_SIGNATURE_PATH.to_owned(), Voucher::Publisher),
        (
            question.address.fragment.root.as_ref(),
            api::site_signature_path(),
            Voucher::Organisation,
        ),
    ];
    for (key, path, voucher) in signatures {
        let Some(key) = key else { continue };
        match plain(browser, origin, &path)? {
            Some(text) if is_signed(key, &json, &text) => vouchers.push(voucher),
            _ if voucher == Voucher::Publisher => add(Code::PublisherSignature, &path),
            Some(_) => add(Code::OrganisationSignature, &path),
            // An organisation need not sign: then somebody else has to vouch.
            None => {}
        }
    }
    if vouchers.is_empty() {
        add(Code::Unvouched, MANIFEST_PATH);
    }
    Ok(Vouched { manifest: Some(manifest), json, vouchers })
}

fn is_signed(key: &PublicKey, json: &[u8], minisig: &[u8]) -> bool {
    std::str::from_utf8(minisig).is_ok_and(|text| minisign::verify(key, json, text).is_ok())
}
