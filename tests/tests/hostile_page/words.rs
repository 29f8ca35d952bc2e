//! What is wrong is told in the words of the page's language. Programs know it by a key; a page that
//! lacks the words would show that, or nothing.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::LANGUAGES;

/// What somebody was told.
#[derive(Debug, Deserialize)]
pub(crate) struct Told {
    /// What programs know it by.
    pub(crate) key: String,
    /// As it is seen.
    pub(crate) words: String,
}

/// Fails unless each language says this in words of its own.
pub(crate) fn assert_in_words(key: &str, told: [&str; 3]) {
    for (language, words) in LANGUAGES.iter().zip(told) {
        let count = words.split_whitespace().count();
        assert!(count > 2, "{language}: {key} is told as {words:?}");
    }
    assert_eq!(BTreeSet::from(told).len(), told.len(), "{key}, in three languages: {told:#?}");
}

/// The words for this among all that was told.
pub(crate) fn words_for<'t>(key: &str, told: &'t [Told]) -> &'t str {
    let found = told.iter().find(|one| one.key == key);
    &found.unwrap_or_else(|| panic!("{key} is not told: {told:?}")).words
}

/// The keys of all that was told.
pub(crate) fn keys(told: &[Told]) -> Vec<&str> {
    told.iter().map(|one| one.key.as_str()).collect()
}
