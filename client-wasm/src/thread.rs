//! Coming back with a code: reading replies, writing more.

pub mod bucket;
pub mod own;
mod view;

use dauys_crypto::conversation::{self, Conversation as Collected};
use dauys_crypto::draft::{Beside, Known, MessageDraft};
use dauys_crypto::letter::{Lang, ReporterKind};
use dauys_crypto::seal;
use dauys_crypto::state::State;
use dauys_crypto::thread;
use dauys_crypto::wire::{Day, Id};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::error::{self, misuse, thrown};
use crate::report::own_copy;
use crate::reporter::Reporter;
use crate::sealed::Sealed;
use crate::trust::Trust;
use crate::view::read;
use bucket::Fetched;

/// The buckets to fetch, one or two.
#[wasm_bindgen]
pub fn buckets(trust: &Trust, reporter: &Reporter, day: &str) -> Result<Vec<u32>, JsValue> {
    let day = Day::parse(day).map_err(misuse)?;
    Ok(thread::buckets(&reporter.keys().thread(), &trust.trusted().roster, day))
}

/// What came back, and what she has written since.
#[wasm_bindgen]
#[derive(Default)]
pub struct Conversation {
    collected: Collected,
    /// What all looks have fetched.
    fetched: Fetched,
    /// Of the letters that were accepted in this visit.
    signed: Vec<State>,
    /// Of the letter that is on its way.
    waiting: Option<State>,
}

#[wasm_bindgen]
impl Conversation {
    /// Before anything was fetched.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// A new look begins.
    pub fn begin(&mut self) {
        self.fetched.begin();
    }

    /// Takes the server's answer for one bucket.
    pub fn take(&mut self, trust: &Trust, status: u16, body: &[u8]) {
        self.fetched.take(trust.trusted().roster.cover, status, body);
    }

    /// Tries every file of what was taken.
    pub fn collect(&mut self, trust: &Trust, reporter: &Reporter) -> Result<(), JsValue> {
        let (trusted, keys) = (trust.trusted(), reporter.keys());
        let files = self.fetched.files();
        let (roster, day) = (&trusted.roster, trusted.day);
        let collected = Collected::collect_after(&self.signed, keys, roster, day, &files);
        self.collected = collected.map_err(misuse::<conversation::NotABucket>)?;
        Ok(())
    }

    /// What the page shows of it, as JSON.
    pub fn view(&self, trust: &Trust) -> Result<String, JsValue> {
        let view = view::Conversation::of(&self.collected, &self.fetched, trust.trusted());
        serde_json::to_string(&view).map_err(misuse)
    }

    /// The letter written last was accepted: its state counts from now on.
    pub fn sent(&mut self) {
        if let Some(state) = self.waiting.take() {
            self.collected.state = Some(state.clone());
            self.signed.push(state);
        }
    }
}

/// Writes and seals a later letter; `draft` is JSON `{text, kind, to, shut_out, lang, day,
/// own_copy, name, only_to, share_with, experience}`, where `to` and `shut_out` may be `null` for
/// those of her newest state.
#[wasm_bindgen]
pub fn write_message(
    trust: &Trust,
    reporter: &Reporter,
    conversation: &mut Conversation,
    draft: &str,
) -> Result<Sealed, JsValue> {
    let own_copy = own_copy(draft)?;
    let beside: Beside = read(draft)?;
    let draft: DraftJson = read(draft)?;
    let Collected { state, seen, .. } = &conversation.collected;
    let known = Known { state: state.clone(), seen: seen.clone() };
    let keys = reporter.keys();
    let draft = draft.resolve(&known)?;
    let letter = draft.write_beside(beside, keys, trust.trusted(), &known).map_err(error::draft)?;
    let roster = &trust.trusted().roster;
    let sealed = seal::reporter_letter(&letter, keys, roster, own_copy).map_err(error::seal)?;
    let state = letter.state.verify(&roster.instance, &keys.keys().signing_key);
    conversation.waiting = Some(state.map_err(misuse)?);
    Ok(Sealed::of(letter.id, sealed, reporter, roster))
}

#[derive(Deserialize)]
struct DraftJson {
    text: String,
    kind: ReporterKind,
    to: Option<Vec<Id>>,
    shut_out: Option<Vec<Id>>,
    lang: Lang,
    day: Day,
    #[serde(default)]
    name: String,
    #[serde(default)]
    only_to: Vec<Id>,
}

impl DraftJson {
    fn resolve(self, known: &Known) -> Result<MessageDraft, JsValue> {
        let state = known.state.as_ref();
        let unknown = || thrown("readers-unknown");
        Ok(MessageDraft {
            text: self.text,
            kind: self.kind,
            to: self.to.or_else(|| Some(state?.to.clone())).ok_or_else(unknown)?,
            shut_out: self
                .shut_out
                .or_else(|| Some(state?.shut_out.clone()))
                .ok_or_else(unknown)?,
            lang: self.lang,
            day: self.day,
            name: self.name,
            only_to: self.only_to,
        })
    }
}
