//! Files that go with a letter: what they reveal, and how they are sealed while they are read.

use dauys_crypto::blob::{Chunks, Finished};
use dauys_evidence::kind::Kind;
use dauys_evidence::{Cleaned, Cleaner, Refused, cleaner};
use js_sys::Uint8Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::error::{self, misuse};

/// A file on its way into chunks.
#[wasm_bindgen]
pub struct FileSealing(Chunks);

#[wasm_bindgen]
impl FileSealing {
    /// Begins with a file of so many bytes.
    pub fn begin(bytes: f64) -> Result<Self, JsValue> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "sizes of files"
        )]
        Chunks::begin(bytes as u64).map(Self).map_err(error::blob)
    }

    /// How large it will be once it is sealed, in bytes.
    pub fn size(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "at most 2^32")]
        let bytes = self.0.size().bytes() as f64;
        bytes
    }

    /// Seals what comes next of the file.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.0.write(bytes).map_err(error::blob)
    }

    /// Behind the file: a little more of what it is padded with; whether that was all.
    pub fn pad(&mut self) -> Result<bool, JsValue> {
        self.0.pad().map_err(error::blob)
    }

    /// Writes the next chunk, if there is enough for a whole one, into an array as long as it is.
    pub fn chunk(&mut self, into: &Uint8Array) -> bool {
        let chunk = self.0.take();
        // What the page allocates for each of thousands, browsers keep until they tidy up.
        chunk.as_deref().inspect(|chunk| into.copy_from(chunk)).is_some()
    }

    /// The end.
    pub fn finish(self) -> Result<FileSealed, JsValue> {
        self.0.finish().map(FileSealed).map_err(error::blob)
    }
}

/// The end of a sealed file, and what the letter says of it.
#[wasm_bindgen]
pub struct FileSealed(Finished);

#[wasm_bindgen]
impl FileSealed {
    /// The last chunk; empty if it was taken before.
    pub fn last(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0.last)
    }

    /// SHA-256 of all chunks together, hex.
    pub fn blob_sha256(&self) -> String {
        self.0.sha256.to_string()
    }

    /// SHA-256 of the file, hex.
    pub fn sha256(&self) -> String {
        self.0.secrets.sha256.to_string()
    }

    /// The seed of the identity that opens it.
    pub fn key(&self) -> String {
        self.0.secrets.key.to_string()
    }
}

/// What a file is, by its first bytes, as JSON `{kind, type, ending, most_bytes}`; `most_bytes` is the
/// largest of its kind that can be cleaned, 0 if none can.
#[wasm_bindgen]
pub fn recognise(head: &[u8]) -> Result<String, JsValue> {
    let kind = Kind::of(head);
    let recognised = Recognised {
        kind,
        media_type: kind.media_type(),
        ending: kind.ending(),
        most_bytes: cleaner(kind).map_or(0, Cleaner::most_bytes),
    };
    serde_json::to_string(&recognised).map_err(misuse)
}

#[derive(Serialize)]
struct Recognised {
    kind: Kind,
    #[serde(rename = "type")]
    media_type: &'static str,
    ending: &'static str,
    most_bytes: u64,
}

/// A file that was read through.
#[wasm_bindgen]
pub struct CleanedFile(Cleaned);

#[wasm_bindgen]
impl CleanedFile {
    /// Reads it through.
    pub fn of(file: &[u8]) -> Result<Self, JsValue> {
        let cleaner = cleaner(Kind::of(file)).ok_or_else(|| error::refused(Refused::Strange))?;
        cleaner.read(file).map(Self).map_err(error::refused)
    }

    /// What it says beside what it shows, as JSON `[{what, value}]`.
    pub fn findings(&self) -> Result<String, JsValue> {
        serde_json::to_string(&self.0.findings).map_err(misuse)
    }

    /// The copy without that; once.
    pub fn file(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0.file)
    }
}
