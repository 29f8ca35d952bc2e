//! What in her words may tell who wrote them.

use dauys_crypto::revealing::find;
use wasm_bindgen::prelude::*;

use crate::error::misuse;

/// Passages of the text that may, as JSON `[{kind, text}]`; `name` is the one she chose to give.
#[wasm_bindgen]
pub fn revealing(text: &str, name: &str) -> Result<String, JsValue> {
    serde_json::to_string(&find(text, name)).map_err(misuse)
}
