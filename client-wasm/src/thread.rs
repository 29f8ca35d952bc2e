//! Coming back with a code: reading replies, writing more.

pub mod own;
mod view;

use dauys_crypto::conversation::{
    BUCKET_BYTES_MAX, Conversation as Collected, Fetched, File, Gathered,
};
use dauys_crypto::draft::{Beside, Known, MessageDraft};
use dauys_crypto::letter::{BlobRef, Lang, ReporterKind};
use dauys_crypto::roster::Trusted;
use dauys_crypto::state::State;
use dauys_crypto::thread;
use dauys_crypto::wire::{Day, Id};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::error::{self, misuse, thrown};
use crate::report::own_copy;
use crate::reporter::Reporter;
use crate::sealed::Sealing;
use crate::trust::Trust;
use crate::view::read;

/// After so many bytes the page stops reading a bucket; what is longer is not read to its end.
#[wasm_bindgen]
pub fn bucket_bytes_max() -> u32 {
    u32::try_from(BUCKET_BYTES_MAX).unwrap_or(u32::MAX)
}

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
    /// What was hers of all that was tried.
    gathered: Gathered,
    /// What all looks have fetched.
    fetched: Fetched,
    /// What of it is still to be tried.
    untried: Vec<File>,
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

    /// What is to be tried of what was taken: how many files.
    pub fn untried(&mut self) -> usize {
        self.untried.extend(self.fetched.take_fresh());
        self.untried.len()
    }

    /// Tries one file more; how many are left. What was tried in an earlier look is not tried again.
    pub fn step(&mut self, trust: &Trust, reporter: &Reporter) -> usize {
        if let Some(file) = self.untried.pop() {
            self.gathered.take(&file, reporter.keys(), &trust.trusted().roster);
        }
        self.untried.len()
    }

    /// Puts together what is hers of all that was tried.
    pub fn collect(&mut self, trust: &Trust) {
        let Trusted { roster, day, .. } = trust.trusted();
        self.collected = self.gathered.fold(&self.signed, roster, *day);
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

/// Writes a later letter and begins to seal it; `draft` is JSON `{text, kind, to, shut_out, lang, day,
/// own_copy, name, only_to, share_with, experience}`, where `to` and `shut_out` may be `null` for
/// those of her newest state.
#[wasm_bindgen]
pub fn write_message(
    trust: &Trust,
    reporter: &Reporter,
    conversation: &mut Conversation,
    draft: &str,
) -> Result<Sealing, JsValue> {
    let own_copy = own_copy(draft)?;
    let beside: Beside = read(draft)?;
    let draft: DraftJson = read(draft)?;
    let Collected { state, seen, .. } = &conversation.collected;
    let known = Known { state: state.clone(), seen: seen.clone() };
    let keys = reporter.keys();
    let draft = draft.resolve(&known)?;
    let letter = draft.write_beside(beside, keys, trust.trusted(), &known).map_err(error::draft)?;
    let roster = &trust.trusted().roster;
    let sealing = Sealing::begin(&letter, reporter, roster, own_copy)?;
    let state = letter.state.verify(&roster.instance, &keys.keys().signing_key);
    conversation.waiting = Some(state.map_err(misuse)?);
    Ok(sealing)
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
    #[serde(default)]
    id: Option<Id>,
    #[serde(default)]
    blobs: Vec<BlobRef>,
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
            id: self.id,
            blobs: self.blobs,
        })
    }
}
