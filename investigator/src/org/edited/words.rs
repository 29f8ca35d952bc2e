//! Texts that look as if nobody had translated them, and letters of the wrong alphabet.

use dauys_wire::questionnaire::is_line;

use super::shape::short;
use super::source::{Found, Node};
use crate::message;
use crate::print;
use crate::text::Message;

/// The languages of a text, by their keys.
pub(in crate::org) const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];
/// Names of so many words may be the same in two languages.
const SAME_WORDS_MOST: usize = 3;

/// Warns of what looks wrong in the texts under these keys of an object.
pub(in crate::org) fn check_words(node: &Node, keys: &[&str], found: &mut Found) {
    for key in keys.iter().copied() {
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

/// Why this is no text that a page can show, if it is none.
pub(in crate::org) fn text_mistake(key: &str, lang: &str, text: &str) -> Option<Message> {
    if is_line(text) {
        return None;
    }
    Some(if text.trim().is_empty() {
        message!("mistake-text-empty", key = key, lang = lang)
    } else if text.contains('\n') {
        message!("mistake-text-lines", key = key, lang = lang)
    } else {
        message!("mistake-text-long", key = key, lang = lang, long = text.chars().count())
    })
}
