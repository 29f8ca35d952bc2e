//! Her own letters on the server: which they are, what they say, how they are erased. Asking for
//! one tells the server that she is back, so the page asks only where she wants it to.

use dauys_crypto::draft;
use dauys_crypto::letter::{BlobRef, Lang, ReporterBody, ReporterKind, ReporterLetter};
use dauys_crypto::open::{self, OpenError, Rejection};
use dauys_crypto::wire::questionnaire::Answers;
use dauys_crypto::wire::{Day, Id, api};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::Conversation;
use crate::error::misuse;
use crate::reporter::Reporter;
use crate::trust::Trust;

/// Her letters that the code and the replies tell of, as JSON `[{id, path, withdraws}]`.
#[wasm_bindgen]
pub fn letters(reporter: &Reporter, conversation: &Conversation) -> Result<String, JsValue> {
    let collected = &conversation.collected;
    let withdrawn = collected.state.as_ref().and_then(|state| state.withdrawn);
    let letters = collected.letters(reporter.keys()).into_iter();
    let places: Vec<LetterPlace> = letters
        .map(|id| LetterPlace { id, path: api::letter_path(&id), withdraws: withdrawn == Some(id) })
        .collect();
    serde_json::to_string(&places).map_err(misuse)
}

/// An id for a letter that is going to be written, so that its attachments can go first.
#[wasm_bindgen]
pub fn next_letter() -> String {
    draft::generate_id().to_string()
}

/// The value of `Dauys-Token` that erases this letter of hers.
#[wasm_bindgen]
pub fn erase_token(reporter: &Reporter, id: &str) -> Result<String, JsValue> {
    let id = Id::parse(id).map_err(misuse)?;
    Ok(reporter.keys().withdraw_token_text(&id).to_string())
}

/// What became of a letter that was to be erased, by the status of the answer.
#[wasm_bindgen]
pub fn erased(status: u16) -> String {
    match status {
        204 => "erased",
        410 => "erased-before",
        404 => "absent",
        403 => "erase-refused",
        _ => "erase-failed",
    }
    .to_owned()
}

/// What the server's answer for a letter of hers is worth, as JSON `{outcome, letter}`.
#[wasm_bindgen]
pub fn read_own(
    trust: &Trust,
    reporter: &Reporter,
    id: &str,
    status: u16,
    body: &[u8],
) -> Result<String, JsValue> {
    let id = Id::parse(id).map_err(misuse)?;
    let nothing = |outcome| OwnLetter { outcome, letter: None };
    let own = match status {
        200 => match open::own_letter(body, &id, reporter.keys(), &trust.trusted().roster) {
            Ok(opened) => OwnLetter::of(opened.value, trust),
            Err(error) => nothing(reason(error)),
        },
        410 => nothing("withdrawn"),
        404 => nothing("absent"),
        _ => nothing("failed"),
    };
    serde_json::to_string(&own).map_err(misuse)
}

fn reason(error: OpenError) -> &'static str {
    match error {
        OpenError::NotOurs => "no-copy",
        OpenError::Rejected(Rejection::IdMismatch) => "other-id",
        OpenError::Rejected(
            Rejection::Thread | Rejection::UnknownAuthor | Rejection::Signature | Rejection::State,
        ) => "other-author",
        OpenError::Rejected(_) => "damaged",
    }
}

#[derive(Serialize)]
struct LetterPlace {
    id: Id,
    path: String,
    /// Whether it is the letter by which she took the report back: erasing it would silence it.
    withdraws: bool,
}

#[derive(Serialize)]
struct OwnLetter {
    outcome: &'static str,
    letter: Option<Letter>,
}

/// A letter of hers as she sees it.
#[derive(Serialize)]
struct Letter {
    kind: ReporterKind,
    day: Day,
    lang: Lang,
    text: String,
    answers: Answers,
    /// The id of the questions they answer.
    questionnaire: String,
    /// The name she gave in it.
    name: String,
    to: Vec<Id>,
    files: Vec<OwnFile>,
}

/// An attachment of hers as she sees it.
#[derive(Serialize)]
struct OwnFile {
    name: String,
    bytes: u64,
    cleaned: bool,
}

impl OwnLetter {
    fn of(letter: ReporterLetter, trust: &Trust) -> Self {
        // When she wrote it she was shown a newer list than now.
        let older = letter.roster.version > trust.trusted().reference.version;
        let ReporterLetter { kind, day, lang, body, to, blobs, .. } = letter;
        let file =
            |blob: BlobRef| OwnFile { name: blob.name, bytes: blob.size, cleaned: blob.cleaned };
        let files = blobs.into_iter().map(file).collect();
        let ReporterBody { text, answers, questionnaire, name, .. } = body;
        let letter = Letter { kind, day, lang, text, answers, questionnaire, name, to, files };
        Self { outcome: if older { "roster-older" } else { "open" }, letter: Some(letter) }
    }
}
