//! The holder of a code.

use dauys_crypto::code::Code;
use dauys_crypto::thread;
use wasm_bindgen::prelude::*;

use crate::trust::Trust;

/// A code and what is derived from it. `free()` wipes both.
#[wasm_bindgen]
pub struct Reporter {
    code: Code,
    keys: thread::Reporter,
}

#[wasm_bindgen]
impl Reporter {
    /// A new random code; costs one Argon2id.
    pub fn make(trust: &Trust) -> Self {
        Self::of(Code::generate(), trust)
    }

    /// From a code that was typed.
    #[cfg(feature = "thread")]
    pub fn enter(trust: &Trust, text: &str) -> Result<Self, JsValue> {
        let code = Code::parse(text).map_err(crate::error::code)?;
        Ok(Self::of(code, trust))
    }

    /// `1234 5678 …`, to be shown once.
    pub fn code(&self) -> String {
        self.code.grouped().to_string()
    }

    /// Whether this is the last group of the code: she has it in hand.
    pub fn last_group_is(&self, text: &str) -> bool {
        self.code.last_group_is(text)
    }
}

impl Reporter {
    fn of(code: Code, trust: &Trust) -> Self {
        let keys = thread::Reporter::derive(&code, "", &trust.trusted().roster.instance);
        Self { code, keys }
    }

    pub(crate) fn keys(&self) -> &thread::Reporter {
        &self.keys
    }
}
