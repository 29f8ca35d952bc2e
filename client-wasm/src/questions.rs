//! The way through the questions, and what is wrong with answers.

use dauys_crypto::wire::questionnaire::Answers;
use wasm_bindgen::prelude::*;

use crate::error::misuse;
use crate::trust::Trust;
use crate::view::read;

#[wasm_bindgen]
impl Trust {
    /// The questions that these answers lead to, in order, as JSON ids; `answers` is JSON
    /// `{question: text | option | [option]}`.
    pub fn asked(&self, answers: &str) -> Result<String, JsValue> {
        let asked = self.trusted().questionnaire.asked(&read::<Answers>(answers)?);
        let ids: Vec<&str> = asked.iter().map(|question| question.id.as_str()).collect();
        serde_json::to_string(&ids).map_err(misuse)
    }

    /// What is wrong with them, as JSON `[{question, fault, over}]`.
    pub fn faults(&self, answers: &str) -> Result<String, JsValue> {
        let faults = self.trusted().questionnaire.faults(&read::<Answers>(answers)?);
        serde_json::to_string(&faults).map_err(misuse)
    }
}
