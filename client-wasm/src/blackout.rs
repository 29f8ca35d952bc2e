//! Parts of a picture blacked out. A module of its own: decoding is most of its code.

use dauys_evidence::blackout::{self, Area};
use wasm_bindgen::prelude::*;

use crate::error::{self, misuse};

/// The picture as a PNG with areas blacked out, JSON `[{left, top, right, bottom}]` in percent of it.
#[wasm_bindgen]
pub fn blackout(file: &[u8], areas: &str) -> Result<Vec<u8>, JsValue> {
    let areas: Vec<Area> = serde_json::from_str(areas).map_err(misuse)?;
    blackout::blackout(file, &areas).map_err(error::refused)
}
