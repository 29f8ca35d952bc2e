//! What keeps the rules and would be borne badly by the page or by those who read it: long lists,
//! texts that look as if nobody had translated them, letters of the wrong alphabet.

use super::rules::{LANGUAGES, WORDS};
use super::shape::short;
use super::source::{Found, Node, Source, Value};
use crate::message;
use crate::print;

/// An option longer than this takes more than three lines of a telephone.
const LABEL_MOST: usize = 90;
/// More options than this are not read to the end.
const OPTIONS_MOST: usize = 30;
/// Names of so many words may be the same in two languages.
const SAME_WORDS_MOST: usize = 3;

/// Looks at a file that has the right shape.
pub(super) fn check(source: &Source<'_>, found: &mut Found) {
    check_options(&source.root, "opt_outs", found);
    for question in source.root.items("questions") {
        check_words(question, found);
        check_options(question, "options", found);
        let helps = question.items("options").iter().any(|option| option.is_true("help"));
        if helps && question.get("why").is_none_or(|why| matches!(why.value, Value::Null)) {
            found.warning(question.at, message!("warning-help-without-why"));
        }
    }
}

fn check_options(parent: &Node, key: &str, found: &mut Found) {
    let options = parent.items(key);
    if options.len() > OPTIONS_MOST {
        let (count, most) = (options.len(), OPTIONS_MOST);
        let reason = message!("warning-many-options", count = count, most = most);
        found.warning(parent.at_key(&[key]), reason);
    }
    for option in options {
        check_words(option, found);
        let Some(label) = option.get("label") else { continue };
        for lang in LANGUAGES {
            let long = label.text(lang).unwrap_or_default().chars().count();
            if long > LABEL_MOST {
                let reason =
                    message!("warning-long-label", lang = lang, long = long, most = LABEL_MOST);
                found.warning(label.at_key(&[lang]), reason);
            }
        }
    }
}

/// The texts of a question or of an option.
fn check_words(node: &Node, found: &mut Found) {
    for key in WORDS {
        let Some(words) = node.get(key) else { continue };
        check_translation(key, words, found);
        for lang in LANGUAGES {
            let text = words.text(lang).unwrap_or_default();
            let at = words.at_key(&[lang]);
            if lang != "en" && !has_cyrillic(text) && text.chars().any(char::is_alphabetic) {
                found.warning(at, message!("warning-not-cyrillic", key = key, lang = lang));
            }
            if let Some(word) = mixed_word(text) {
                found.warning(at, message!("warning-mixed-letters", word = short(word)));
            }
            if print::clean(text) != text {
                found.warning(at, message!("warning-invisible", key = key, lang = lang));
            }
        }
    }
}

/// The same sentence in two languages was most likely copied and forgotten.
fn check_translation(key: &str, words: &Node, found: &mut Found) {
    let mut before: Vec<(&str, &str)> = Vec::new();
    for lang in LANGUAGES {
        let text = words.text(lang).unwrap_or_default().trim();
        let other = before.iter().find(|(_, other)| *other == text);
        if let Some((first, _)) =
            other.filter(|_| text.split_whitespace().count() > SAME_WORDS_MOST)
        {
            let reason = message!("warning-same-text", key = key, lang = lang, first = *first);
            found.warning(words.at_key(&[lang]), reason);
        }
        before.push((lang, text));
    }
}

/// Letters that look alike and are not the same: such a word is not found, and read out wrongly.
fn mixed_word(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_alphabetic())
        .find(|word| has_cyrillic(word) && word.contains(|c: char| c.is_ascii_alphabetic()))
}

fn has_cyrillic(text: &str) -> bool {
    text.contains(|c: char| matches!(c, '\u{400}'..='\u{52f}'))
}
