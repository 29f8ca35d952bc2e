//! The holder of a code.

use dauys_crypto::code::Code;
use dauys_crypto::thread;
use dauys_crypto::wire::Id;
use wasm_bindgen::prelude::*;

use crate::error::misuse;
use crate::trust::Trust;

/// Of 4,096: some milliseconds without a compiler.
const KIB_AT_ONCE: usize = 16;

/// A code and what is derived from it. `free()` wipes both.
#[wasm_bindgen]
pub struct Reporter {
    code: Code,
    keys: thread::Reporter,
}

/// A code whose keys are being derived; costs one Argon2id, in steps.
#[wasm_bindgen]
pub struct Derivation {
    code: Code,
    keys: thread::Derivation,
}

#[wasm_bindgen]
impl Derivation {
    /// A little more of the work; whether `reporter` has little left to do.
    pub fn step(&mut self) -> bool {
        self.keys.step(KIB_AT_ONCE)
    }

    /// Whose keys these are.
    pub fn reporter(self) -> Reporter {
        Reporter { code: self.code, keys: self.keys.finish() }
    }
}

#[wasm_bindgen]
impl Reporter {
    /// A new random code.
    pub fn make(trust: &Trust) -> Derivation {
        Derivation::begin(Code::generate(), trust)
    }

    /// From a code that was typed.
    #[cfg(feature = "thread")]
    pub fn enter(trust: &Trust, text: &str) -> Result<Derivation, JsValue> {
        let code = Code::parse(text).map_err(crate::error::code)?;
        Ok(Derivation::begin(code, trust))
    }

    /// `1234 5678 …`, to be shown once.
    pub fn code(&self) -> String {
        self.code.grouped().to_string()
    }

    /// The id of her first letter.
    pub fn first_letter(&self) -> String {
        self.keys.first_letter().to_string()
    }

    /// Of the attachment at this place of a letter of hers: its id, the value of `Dauys-Withdraw`, that
    /// of `Dauys-Token`.
    pub fn attachment(&self, letter: &str, place: u8) -> Result<Vec<String>, JsValue> {
        let id = self.keys.blob(&Id::parse(letter).map_err(misuse)?, place);
        let token = self.keys.withdraw_token_text(&id).to_string();
        Ok(vec![id.to_string(), self.keys.withdraw_hash(&id).to_string(), token])
    }

    /// Whether this is the last group of the code: she has it in hand.
    pub fn last_group_is(&self, text: &str) -> bool {
        self.code.last_group_is(text)
    }
}

impl Derivation {
    fn begin(code: Code, trust: &Trust) -> Self {
        let keys = thread::Derivation::begin(&code, "", &trust.trusted().roster.instance);
        Self { code, keys }
    }
}

impl Reporter {
    pub(crate) fn keys(&self) -> &thread::Reporter {
        &self.keys
    }
}
