//! A report that is not sent yet: dated entries and a draft, in one file that she keeps and that
//! only her passphrase opens (docs/PROTOCOL.md, section 13).
//!
//! Nobody but her ever has it, and nothing in it is signed. It is an ordinary age file and ordinary
//! JSON, one thing to a line, so that she can read it anywhere when this page is no longer there.

mod file;
mod lock;
mod scrypt;
mod settle;
#[cfg(test)]
mod tests;

use std::fmt;

use dauys_wire::questionnaire::{Answers, QuestionKind, Questionnaire};
use dauys_wire::{Day, Id, InstanceName, json};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use file::{DIARY_FILE_MAX, LOG_N, LOG_N_MAX, OpenError, Opening, SealError, Sealing};

/// The value of `format`.
pub const FORMAT: &str = "dauys-diary/1";
/// The JSON of a diary, in bytes: a page of writing every day for a year.
pub const DIARY_JSON_MAX: usize = 1 << 20;
/// Entries: one a day for five years.
pub const ENTRIES_MAX: usize = 2_000;
/// Characters of an entry: as much as a text of the report takes.
pub const ENTRY_CHARS_MAX: usize = 4_000;
/// The shortest passphrase that is taken, in characters. The file may be found, and then anybody
/// can try as many as they like.
pub const PASSPHRASE_CHARS_MIN: usize = 12;

/// What stands in the file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diary {
    /// Always [`FORMAT`].
    format: String,
    /// The installation under which it was saved last.
    pub instance: InstanceName,
    /// The questions that the draft answers, by name and version.
    pub questionnaire: String,
    /// In the order in which they were written.
    pub entries: Vec<Entry>,
    /// The report as far as it has come.
    pub draft: Draft,
}

/// What she wrote down on a day.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The day on which it was written.
    pub day: Day,
    /// Her words.
    pub text: Words,
    /// Whether it stands in the draft's text already: there it is put once.
    #[serde(default, skip_serializing_if = "is_false")]
    pub carried: bool,
}

/// A text of 1 to [`ENTRY_CHARS_MAX`] characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Words(String);

/// A report that is being written, as the page has it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What she answered.
    #[serde(default)]
    pub answers: Answers,
    /// Which of the answers are texts, by their questions: where these are not asked any more,
    /// nothing else tells her words from the id of a choice.
    #[serde(default)]
    pub texts: Vec<String>,
    /// Who may read it; `null` before she was asked.
    #[serde(default)]
    pub to: Option<Vec<Id>>,
    /// Who must not.
    #[serde(default)]
    pub shut_out: Vec<Id>,
    /// Her name, if she wants to give it.
    #[serde(default)]
    pub name: String,
    /// Those of `to` who are to have it.
    #[serde(default)]
    pub name_to: Vec<Id>,
    /// Passages that she was warned of and left as they are.
    #[serde(default)]
    pub left: Vec<String>,
    /// Whether she wants to read her own letters again.
    #[serde(default)]
    pub own_copy: bool,
}

/// Not a diary, or more than one holds. Nothing of it is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a diary")]
pub struct BadDiary;

/// What she locks the file with. Wiped when dropped.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Diary {
    /// A diary of what she wrote here.
    pub fn new(
        instance: &InstanceName,
        questionnaire: &Questionnaire,
        entries: Vec<Entry>,
        mut draft: Draft,
    ) -> Self {
        let texts = questionnaire.questions.iter().filter(|one| one.kind == QuestionKind::Text);
        let answered = texts.filter(|one| draft.answers.contains_key(&one.id));
        draft.texts = answered.map(|one| one.id.clone()).collect();
        Self {
            format: FORMAT.to_owned(),
            instance: instance.clone(),
            questionnaire: questionnaire.id.clone(),
            entries,
            draft,
        }
    }

    /// As it stands in the file.
    fn to_json(&self) -> Result<Zeroizing<String>, BadDiary> {
        let json = serde_json::to_string_pretty(self).map_err(|_| BadDiary)?;
        let json = Zeroizing::new(json + "\n");
        let fits = json.len() <= DIARY_JSON_MAX && self.entries.len() <= ENTRIES_MAX;
        if fits { Ok(json) } else { Err(BadDiary) }
    }

    fn from_json(mut json: Zeroizing<Vec<u8>>) -> Result<Self, BadDiary> {
        // The protocol's JSON stands on one line; in a string a raw one is no JSON anyway.
        for byte in json.iter_mut().filter(|byte| matches!(byte, b'\n' | b'\r')) {
            *byte = b' ';
        }
        let diary: Self = json::parse(&json, DIARY_JSON_MAX).map_err(|_| BadDiary)?;
        let holds = diary.format == FORMAT && diary.entries.len() <= ENTRIES_MAX;
        if holds { Ok(diary) } else { Err(BadDiary) }
    }
}

impl fmt::Debug for Diary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Diary(secret)")
    }
}

impl Words {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Words {
    type Error = BadDiary;

    fn try_from(text: String) -> Result<Self, BadDiary> {
        let fits = !text.trim().is_empty() && text.chars().count() <= ENTRY_CHARS_MAX;
        if fits { Ok(Self(text)) } else { Err(BadDiary) }
    }
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        words.0
    }
}

impl Passphrase {
    /// For a new file: without the blanks at its ends, which keyboards of telephones put there.
    pub fn chosen(text: &str) -> Self {
        Self::new(text.trim())
    }

    /// As it was typed: to age it is bytes, and another age must open the file by it.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    /// Whether it is long enough to be taken for a new file.
    pub fn is_long_enough(&self) -> bool {
        self.0.chars().count() >= PASSPHRASE_CHARS_MIN
    }

    fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(secret)")
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}
