//! Writing a report.

use dauys_crypto::draft::{self, Known, ReportDraft};
use dauys_crypto::seal::OwnCopy;
use dauys_crypto::wire::Id;
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::error::{self, misuse};
use crate::reporter::Reporter;
use crate::sealed::Sealing;
use crate::trust::Trust;
use crate::view::read;

/// Whether her own copy is sealed too; beside the draft in the same JSON. Not, unless she asked for
/// it: whoever finds the code would read the letter too.
#[derive(Deserialize)]
struct Options {
    #[serde(default)]
    own_copy: bool,
    /// Then nobody has a code that could open it.
    #[serde(default)]
    only_counted: bool,
}

/// Writes the first letter and begins to seal it; `draft` is JSON `{answers, to, shut_out, lang, day, own_copy,
/// name, name_to, only_counted}`.
#[wasm_bindgen]
pub fn write_report(trust: &Trust, reporter: &Reporter, draft: &str) -> Result<Sealing, JsValue> {
    let own_copy = own_copy(draft)?;
    let draft: ReportDraft = read(draft)?;
    let letter = draft.write(reporter.keys(), trust.trusted()).map_err(error::draft)?;
    Sealing::begin(&letter, reporter, &trust.trusted().roster, own_copy)
}

/// The same of the letter with her name, if only some of her readers are to have it; `draft` is
/// that of [`write_report`].
#[wasm_bindgen]
pub fn write_name(
    trust: &Trust,
    reporter: &Reporter,
    draft: &str,
) -> Result<Option<Sealing>, JsValue> {
    let own_copy = own_copy(draft)?;
    let draft: ReportDraft = read(draft)?;
    let Some(draft) = draft.name_letter() else { return Ok(None) };
    let (keys, trusted) = (reporter.keys(), trust.trusted());
    let letter = draft.write(keys, trusted, &Known::default()).map_err(error::draft)?;
    Sealing::begin(&letter, reporter, &trusted.roster, own_copy).map(Some)
}

/// Who is proposed to read when these are shut out; JSON ids to JSON `{to, independent, too_many}`.
#[wasm_bindgen]
pub fn propose(trust: &Trust, shut_out: &str) -> Result<String, JsValue> {
    let shut_out: Vec<Id> = read(shut_out)?;
    let trusted = trust.trusted();
    let proposal = draft::propose(&trusted.roster, &shut_out, trusted.day);
    serde_json::to_string(&proposal).map_err(misuse)
}

/// Reads `own_copy` out of a draft.
pub(crate) fn own_copy(draft: &str) -> Result<OwnCopy, JsValue> {
    let Options { own_copy, only_counted } = read(draft)?;
    Ok(if own_copy && !only_counted { OwnCopy::Kept } else { OwnCopy::None })
}
