//! A list of words that are right though hunspell does not know them: one a line, sorted, in small
//! letters; a line that begins with `#` is a comment.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::words;

pub(super) struct List(BTreeSet<String>);

impl List {
    pub(super) fn read(path: &Path) -> Result<Self> {
        let name = || path.display().to_string();
        Self::parse(&fs::read_to_string(path).with_context(name)?).with_context(name)
    }

    pub(super) fn parse(text: &str) -> Result<Self> {
        ensure!(text.starts_with("# "), "it does not begin with what it is");
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut list = BTreeSet::new();
        for word in lines {
            ensure!(words::is_cyrillic(word), "`{word}` is not a Cyrillic word");
            ensure!(words::normal(word) == word, "`{word}` is not in small letters");
            let sorted = list.last().is_none_or(|last: &String| last.as_str() < word);
            ensure!(sorted, "`{word}` is not sorted in, or stands twice");
            list.insert(word.to_owned());
        }
        Ok(Self(list))
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_sorted_in_small_letters_and_says_what_it_is() {
        let list = List::parse("# What it is\n\nкБ\nсөз\n# why\nүй\n").unwrap();
        assert_eq!(list.words().collect::<Vec<_>>(), ["кБ", "сөз", "үй"]);
        for wrong in ["сөз\n", "# x\nүй\nсөз\n", "# x\nсөз\nсөз\n", "# x\nСөз\n", "# x\ncөз\n"]
        {
            assert!(List::parse(wrong).is_err(), "{wrong}");
        }
    }
}
