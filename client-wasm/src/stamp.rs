//! The search for a stamp, in steps.

use dauys_crypto::wire::stamp::{self, TooDear};
use wasm_bindgen::prelude::*;

use crate::error;

/// A search that is under way.
#[wasm_bindgen]
pub struct StampSearch(stamp::StampSearch);

#[wasm_bindgen]
impl StampSearch {
    /// Tries so many nonces more; the value of `Dauys-Stamp` once it is complete.
    pub fn step(&mut self, tries: u32) -> Option<String> {
        self.0.step(tries).map(|stamp| stamp.to_string())
    }

    /// How many of the 16 puzzles are solved.
    pub fn solved(&self) -> u32 {
        u32::try_from(self.0.solved()).unwrap_or(u32::MAX)
    }
}

impl StampSearch {
    pub(crate) fn begin(search: Result<stamp::StampSearch, TooDear>) -> Result<Self, JsValue> {
        search.map(Self).map_err(error::stamp)
    }
}
