//! A report that she keeps as a file before she sends it: her entries and her draft, sealed with a
//! passphrase that stays here, so that she can save again without typing it anew.

use dauys_crypto::diary::{
    DIARY_FILE_MAX, Diary as Written, Draft, ENTRY_CHARS_MAX, Entry, Opening as Opened,
    PASSPHRASE_CHARS_MIN, Passphrase, Sealing as Sealed,
};
use dauys_crypto::roster::Trusted;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use crate::error::{self, misuse, thrown};
use crate::trust::Trust;
use crate::view::read;

/// Of twice 32,768: some milliseconds without a compiler.
const KIB_AT_ONCE: usize = 16;

/// What a diary and its passphrase are bound by, as JSON `{file_bytes, entry_chars, passphrase_chars}`.
#[wasm_bindgen]
pub fn diary_bounds() -> Result<String, JsValue> {
    let bounds = Bounds {
        file_bytes: DIARY_FILE_MAX,
        entry_chars: ENTRY_CHARS_MAX,
        passphrase_chars: PASSPHRASE_CHARS_MIN,
    };
    serde_json::to_string(&bounds).map_err(misuse)
}

#[derive(Serialize)]
struct Bounds {
    file_bytes: usize,
    entry_chars: usize,
    passphrase_chars: usize,
}

/// The passphrase of her diary, once it has one. `free()` wipes it.
#[wasm_bindgen]
#[derive(Default)]
pub struct Diary {
    passphrase: Option<Passphrase>,
}

/// What she wrote, as the page has it.
#[derive(Serialize, Deserialize)]
struct Content {
    entries: Vec<Entry>,
    draft: Draft,
}

#[wasm_bindgen]
impl Diary {
    /// Before she has chosen a passphrase.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether she can save without a passphrase.
    pub fn is_locked(&self) -> bool {
        self.passphrase.is_some()
    }

    /// Begins to save; `content` is JSON `{entries: [{day, text, carried}], draft}`. Without a
    /// passphrase the one is taken that the file was opened or saved with.
    pub fn seal(
        &self,
        trust: &Trust,
        content: &str,
        passphrase: Option<String>,
    ) -> Result<DiarySealing, JsValue> {
        let passphrase = match passphrase {
            Some(text) => long_enough(Passphrase::chosen(&Zeroizing::new(text)))?,
            None => self.passphrase.clone().ok_or_else(|| thrown("diary-passphrase"))?,
        };
        let Content { entries, draft } = read(content)?;
        let Trusted { roster, questionnaire, .. } = trust.trusted();
        let written = Written::new(&roster.instance, questionnaire, entries, draft);
        let sealing = Sealed::begin(&written, &passphrase).map_err(error::diary_seal)?;
        Ok(DiarySealing { sealing, passphrase })
    }

    /// Begins to open a file, by the passphrase as it stands there.
    pub fn open(file: &[u8], passphrase: String) -> Result<DiaryOpening, JsValue> {
        // The text itself is wiped with what is made of it.
        let passphrase = Passphrase::new(&Zeroizing::new(passphrase));
        let opening = Opened::begin(file, &passphrase).map_err(error::diary_open)?;
        Ok(DiaryOpening { opening, passphrase })
    }
}

fn long_enough(passphrase: Passphrase) -> Result<Passphrase, JsValue> {
    if passphrase.is_long_enough() { Ok(passphrase) } else { Err(thrown("diary-short")) }
}

/// A diary that is being sealed.
#[wasm_bindgen]
pub struct DiarySealing {
    sealing: Sealed,
    passphrase: Passphrase,
}

#[wasm_bindgen]
impl DiarySealing {
    /// A little more of the work; whether `file` has little left to do.
    pub fn step(&mut self) -> bool {
        self.sealing.step(KIB_AT_ONCE)
    }

    /// How much of it is done.
    pub fn percent(&self) -> usize {
        self.sealing.percent()
    }

    /// The file. Its passphrase is the diary's from now on.
    pub fn file(self, diary: &mut Diary) -> Result<Vec<u8>, JsValue> {
        let file = self.sealing.finish().map_err(error::diary_seal)?;
        diary.passphrase = Some(self.passphrase);
        Ok(file)
    }
}

/// A file that is being opened.
#[wasm_bindgen]
pub struct DiaryOpening {
    opening: Opened,
    passphrase: Passphrase,
}

#[wasm_bindgen]
impl DiaryOpening {
    /// A little more of the work; whether `content` has little left to do.
    pub fn step(&mut self) -> bool {
        self.opening.step(KIB_AT_ONCE)
    }

    /// How much of it is done.
    pub fn percent(&self) -> usize {
        self.opening.percent()
    }

    /// What is in it, as it is gone on with here: JSON `{entries, draft}`. Its passphrase is the
    /// diary's from now on.
    pub fn content(self, trust: &Trust, diary: &mut Diary) -> Result<String, JsValue> {
        let written = self.opening.finish().map_err(error::diary_open)?;
        let trusted = trust.trusted();
        let Written { entries, draft, .. } = written.settle(trusted, trusted.day);
        diary.passphrase = Some(self.passphrase);
        serde_json::to_string(&Content { entries, draft }).map_err(misuse)
    }
}
