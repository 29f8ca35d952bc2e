//! What hunspell does not know, held against the list.

use std::collections::{BTreeMap, BTreeSet};

use super::list::List;
use super::words::{self, Found};

/// So many places of an unknown word are shown; who mends it searches for it anyway.
const PLACES_SHOWN: usize = 3;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Findings {
    /// Neither known nor listed, with the places.
    missing: BTreeMap<String, BTreeSet<String>>,
    /// Listed, and in no text any more.
    unused: Vec<String>,
    /// Listed, and known without that.
    known: Vec<String>,
}

impl Findings {
    /// `unknown` is what hunspell does not know of the words that were found and of the list.
    pub(super) fn of(found: &Found, unknown: &BTreeSet<String>, list: &List) -> Self {
        let mut needed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (word, places) in found {
            let parts: BTreeSet<&str> = word.split('-').chain([word.as_str()]).collect();
            for part in parts.into_iter().filter(|part| unknown.contains(*part)) {
                needed.entry(words::normal(part)).or_default().extend(places.iter().cloned());
            }
        }
        let idle = list.words().filter(|word| !needed.contains_key(*word)).map(str::to_owned);
        let (unused, known) = idle.partition(|word| unknown.contains(word));
        needed.retain(|word, _| !list.has(word));
        Self { missing: needed, unused, known }
    }

    /// In lines, for the list at `path`.
    pub(super) fn lines(&self, path: &str) -> Vec<String> {
        let missing = self.missing.iter().map(|(word, places)| {
            let shown: Vec<&str> = places.iter().take(PLACES_SHOWN).map(String::as_str).collect();
            let more = places.len().saturating_sub(PLACES_SHOWN);
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            format!("{path}: missing: `{word}` ({}{more})", shown.join("; "))
        });
        let unused = self.unused.iter().map(|word| (word, "no text uses it"));
        let known = self.known.iter().map(|word| (word, "hunspell knows it"));
        let superfluous = unused.chain(known);
        let superfluous =
            superfluous.map(|(word, why)| format!("{path}: superfluous: `{word}`, {why}"));
        missing.chain(superfluous).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &[&str]) -> BTreeSet<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    fn found(words: &[&str]) -> Found {
        words.iter().map(|&word| (word.to_owned(), set(&["file: key"]))).collect()
    }

    fn lines(texts: &[&str], unknown: &[&str], list: &str) -> Vec<String> {
        let list = List::parse(&format!("# A list\n{list}")).unwrap();
        Findings::of(&found(texts), &set(unknown), &list).lines("list")
    }

    #[test]
    fn what_is_unknown_must_be_listed() {
        let missing = ["list: missing: `сервер` (file: key)"];
        assert_eq!(lines(&["Сервер", "код"], &["Сервер"], ""), missing);
        assert!(lines(&["Сервер", "код"], &["Сервер", "сервер"], "сервер\n").is_empty());
        assert_eq!(lines(&["тест-сервер"], &["сервер"], ""), missing, "a part");
    }

    #[test]
    fn a_list_holds_no_word_too_many() {
        let unused = ["list: superfluous: `сервер`, no text uses it"];
        assert_eq!(lines(&["код"], &["сервер"], "сервер\n"), unused);
        let known = ["list: superfluous: `код`, hunspell knows it"];
        assert_eq!(lines(&["код"], &[], "код\n"), known);
    }

    #[test]
    fn of_many_places_some_are_shown() {
        let places = set(&["a", "b", "c", "d", "e"]);
        let found = Found::from([("сервер".to_owned(), places)]);
        let list = List::parse("# A list\n").unwrap();
        let shown = Findings::of(&found, &set(&["сервер"]), &list).lines("list");
        assert_eq!(shown, ["list: missing: `сервер` (a; b; c; and 2 more)"]);
    }
}
