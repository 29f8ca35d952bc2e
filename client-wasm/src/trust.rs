//! The roster that this visit accepts.

use dauys_crypto::roster::{self, Fragment, Trusted, Visit};
use dauys_crypto::wire::{Day, Digest};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::error::{misuse, refusal, thrown};
use crate::view;

/// A verified roster and its questionnaire.
#[wasm_bindgen]
pub struct Trust(Trusted);

/// What the page knows of itself.
#[derive(Deserialize)]
struct VisitJson {
    /// The address's fragment without `#`.
    fragment: String,
    /// `location.origin`, `null` in the offline form.
    origin: Option<String>,
    /// From `health`.
    server_day: Day,
    /// Of the device.
    device_day: Day,
    /// The newest version this page has seen.
    seen_version: Option<u64>,
}

/// Verifies roster and questionnaire; `visit` is JSON `{fragment, origin, server_day, device_day,
/// seen_version}`.
#[wasm_bindgen]
pub fn trust(
    roster: &[u8],
    minisig: &str,
    questionnaire: &[u8],
    visit: &str,
) -> Result<Trust, JsValue> {
    let visit: VisitJson = view::read(visit)?;
    let fragment = Fragment::parse(&visit.fragment).map_err(|_| thrown("fragment-malformed"))?;
    let visit = Visit {
        fragment: &fragment,
        origin: visit.origin.as_deref(),
        server_day: visit.server_day,
        device_day: visit.device_day,
        seen_version: visit.seen_version,
    };
    roster::trust(roster, minisig, questionnaire, &visit).map(Trust).map_err(refusal)
}

#[wasm_bindgen]
impl Trust {
    /// What the page shows of it, as JSON; see [`view`].
    pub fn view(&self) -> Result<String, JsValue> {
        serde_json::to_string(&view::Roster::of(&self.0)).map_err(misuse)
    }

    /// The installation, and the key by which the server proves what it took.
    pub fn server(&self) -> Vec<String> {
        vec![self.0.roster.instance.to_string(), self.0.roster.server_key.to_string()]
    }

    /// Whether this is the help directory that the roster names.
    pub fn help_is(&self, help: &[u8]) -> bool {
        Digest::of(help) == self.0.roster.help.sha256
    }
}

impl Trust {
    pub(crate) fn trusted(&self) -> &Trusted {
        &self.0
    }
}
