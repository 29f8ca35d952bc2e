//! Checks `docs/vectors/*.json` against the sealing core: every label and every format of
//! docs/PROTOCOL.md. The same checks run natively and in WebAssembly, so that a page and an
//! investigator's program cannot come to differ.
//!
//! Each module has the shape of one file's vectors, makes them (`examples/write.rs`) and checks
//! them. The files are frozen: a check that fails means that the wire has changed.

pub mod code;
pub mod files;
pub mod keys;
pub mod refused;
pub mod requests;
pub mod signatures;
pub mod stamp;

use serde::de::DeserializeOwned;

/// A vector that the code does not agree with.
#[derive(Debug, thiserror::Error)]
#[error("{file}, vector {place}: {why}")]
pub struct Disagreement {
    file: &'static str,
    place: usize,
    why: &'static str,
}

/// What a check says: nothing, or what differs.
pub type Agreed = Result<(), &'static str>;

/// Compares, with a name for what differs.
pub fn same<T: PartialEq>(one: &T, other: &T, what: &'static str) -> Agreed {
    if one == other { Ok(()) } else { Err(what) }
}

/// Checks all vectors of one file; the number of them.
fn check_file<T: DeserializeOwned>(
    file: &'static str,
    text: &str,
    check: impl Fn(&T) -> Agreed,
) -> Result<String, Disagreement> {
    let wrong = |place, why| Disagreement { file, place, why };
    let vectors: Vec<T> = serde_json::from_str(text).map_err(|_| wrong(0, "the file's shape"))?;
    if vectors.is_empty() {
        return Err(wrong(0, "no vectors"));
    }
    for (place, vector) in vectors.iter().enumerate() {
        check(vector).map_err(|why| wrong(place, why))?;
    }
    Ok(format!("{file}: {} vectors agree", vectors.len()))
}

/// Reads a file of docs/vectors at build time and checks it.
macro_rules! check_file {
    ($name:literal, $check:path) => {
        check_file($name, include_str!(concat!("../../../docs/vectors/", $name)), $check)
    };
}

/// Checks every file; a line for each.
pub fn check_all() -> Result<String, Disagreement> {
    let lines = [
        check_file!("keys.json", keys::check)?,
        check_file!("code.json", code::check)?,
        check_file!("signatures.json", signatures::check)?,
        check_file!("stamp.json", stamp::check)?,
        check_file!("requests.json", requests::check)?,
        check_file!("files.json", files::check)?,
        check_file!("refused.json", refused::check)?,
    ];
    Ok(lines.join("\n"))
}

/// [`check_all`] for `check.cjs`.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(js_name = check_all)]
pub fn check_all_in_wasm() -> Result<String, wasm_bindgen::JsError> {
    Ok(check_all()?)
}
