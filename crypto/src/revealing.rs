//! What in a text may tell who wrote it: found before it is sealed, on the reporter's device.
//!
//! A finding is a question to her, not a rule: she may well want to be known. So a doubtful
//! passage is shown where a missed one would betray her, and ordinary words are left alone, because
//! a warning that always comes is not read.
//!
//! The page carries this over a slow network: no regular expressions, and no Unicode tables. Every
//! look ahead and back is bounded, so the time is linear in the text.

mod contact;
mod names;
mod numbers;
mod own;
#[cfg(test)]
mod tests;
mod words;

use std::fmt;

use serde::Serialize;

use own::OwnName;
use words::Page;

/// More than this is not read, and she has seen by then what her text is like.
pub const FINDINGS_MAX: usize = 20;

/// What a passage gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A telephone number.
    Phone,
    /// An e-mail address, a nickname or a link to a messenger.
    Email,
    /// An individual identification number of Kazakhstan.
    Iin,
    /// A name: hers, or a full name of somebody.
    Name,
}

/// A passage that may tell who wrote the text.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it gives away.
    pub kind: Kind,
    /// The passage as she wrote it.
    pub text: String,
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finding({:?}, secret)", self.kind)
    }
}

/// What in `text` may tell who wrote it, each passage once, in the order of the text.
///
/// `own_name` is the name she gave, or empty: its words are found in any case form.
pub fn find(text: &str, own_name: &str) -> Vec<Finding> {
    let page = Page::read(text);
    let own = OwnName::read(own_name);
    let mut found: Vec<Finding> = Vec::new();
    let (mut at, mut word) = (0, 0);
    while at < page.len() && found.len() < FINDINGS_MAX {
        while page.word(word).is_some_and(|w| w.start < at) {
            word += 1;
        }
        let name_begins = page.word(word).is_some_and(|w| w.start == at);
        let here = contact::at(&page, at)
            .map(|end| (Kind::Email, end))
            .or_else(|| numbers::at(&page, at))
            .or_else(|| {
                let end = if name_begins { names::at(&page, word, &own) } else { None };
                end.map(|end| (Kind::Name, end))
            });
        let Some((kind, end)) = here else {
            at += 1;
            continue;
        };
        let finding = Finding { kind, text: page.text(at, end) };
        if !found.contains(&finding) {
            found.push(finding);
        }
        at = end.max(at + 1);
    }
    found
}
