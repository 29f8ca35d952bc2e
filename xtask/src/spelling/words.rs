//! The words of a text, by their script.

use std::collections::{BTreeMap, BTreeSet};

use super::texts::Text;

/// Latin letters that have a Cyrillic twin and are a word of Kazakh or Russian alone.
const TWINS: &str = "aceioxyABCEHIKMOPTXY";

/// Every Cyrillic word as it is written, with the places where it stands.
pub(super) type Found = BTreeMap<String, BTreeSet<String>>;

/// The words to look up.
pub(super) fn cyrillic(texts: &[Text]) -> Found {
    let mut found = Found::new();
    for Text { place, text } in texts {
        for word in words(text).into_iter().filter(|word| is_cyrillic(word)) {
            found.entry(word.to_owned()).or_default().insert(place.clone());
        }
    }
    found
}

/// What looks like a letter of the language and is none, in lines.
pub(super) fn look_alikes(language: &str, texts: &[Text]) -> Vec<String> {
    let mut lines = Vec::new();
    for Text { place, text } in texts {
        for word in words(text) {
            let wrong = match Script::of(word) {
                Script::Mixed => Some("mixes Latin and Cyrillic letters"),
                Script::Cyrillic if language == "en" => Some("is Cyrillic, in English"),
                Script::Other if language != "en" && is_twin(word) => {
                    Some("is a Latin letter that looks like a Cyrillic one")
                }
                Script::Cyrillic | Script::Other => None,
            };
            lines.extend(wrong.map(|wrong| format!("{place}: `{word}` {wrong}")));
        }
    }
    lines
}

/// A word as the list writes it: small, unless capitals are part of it, as in кБ.
pub(super) fn normal(word: &str) -> String {
    let small = word.to_lowercase();
    let mut letters = word.chars();
    let first = letters.next();
    let rest: String = letters.collect();
    let capitals_throughout = first.is_some_and(char::is_uppercase) && word == word.to_uppercase();
    if rest == rest.to_lowercase() || capitals_throughout { small } else { word.to_owned() }
}

/// Is it a word of Cyrillic letters, and of hyphens between them?
pub(super) fn is_cyrillic(word: &str) -> bool {
    word.split('-').all(|part| {
        !part.is_empty() && part.chars().all(|it| it.is_alphabetic() && is_cyrillic_letter(it))
    })
}

enum Script {
    Cyrillic,
    Mixed,
    Other,
}

impl Script {
    fn of(word: &str) -> Self {
        let mut letters = word.chars().filter(|it| it.is_alphabetic());
        if is_cyrillic(word) {
            Self::Cyrillic
        } else if letters.any(is_cyrillic_letter) {
            Self::Mixed
        } else {
            Self::Other
        }
    }
}

/// Letters and what hyphens join, `по-прежнему`. An ending after a foreign word, `JavaScript-ке`,
/// is a word of its own.
fn words(text: &str) -> Vec<&str> {
    let tokens = text.split(|it: char| !it.is_alphabetic() && it != '-');
    let tokens = tokens.map(|token| token.trim_matches('-')).filter(|token| !token.is_empty());
    let mut words = Vec::new();
    for token in tokens {
        let foreign = |part: &str| matches!(Script::of(part), Script::Other);
        if is_cyrillic(token) || token.split('-').all(foreign) {
            words.push(token);
        } else {
            words.extend(token.split('-').filter(|part| !part.is_empty()));
        }
    }
    words
}

fn is_cyrillic_letter(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

fn is_twin(word: &str) -> bool {
    word.chars().count() == 1 && word.chars().all(|letter| TWINS.contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text { place: "file: key".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn words_end_where_letters_do_and_foreign_ones_are_left_out() {
        let text =
            text("«Tor Browser-ді» 28-қадам, по-прежнему: https://имя… -да a-z, UTF-8 ақ|қара");
        let found: Vec<_> = cyrillic(&[text]).into_keys().collect();
        assert_eq!(found, ["ақ", "да", "ді", "имя", "по-прежнему", "қадам", "қара"]);
    }

    #[test]
    fn a_word_is_found_at_every_place_it_stands_at() {
        let other = Text { place: "file: other".to_owned(), text: "Сөз сөз".to_owned() };
        let found = cyrillic(&[text("сөз"), other]);
        assert_eq!(found["Сөз"].len(), 1);
        assert_eq!(found["сөз"], BTreeSet::from(["file: key".into(), "file: other".into()]));
    }

    #[test]
    fn letters_that_only_look_alike_are_told_in_every_language() {
        for language in ["kk", "ru", "en"] {
            // The first letter of the one and the last of the other are Latin.
            for word in ["cервер", "кодo", "iшкi-саны"] {
                let lines = look_alikes(language, &[text(&format!("Shift {word}."))]);
                assert_eq!(lines.len(), if language == "en" && word.contains('-') { 2 } else { 1 });
                assert!(lines[0].starts_with("file: key: `") && lines[0].contains("mixes"));
            }
            let mixed_part = look_alikes(language, &[text("по-cвоему")]);
            assert!(mixed_part.iter().any(|line| line.contains("`cвоему` mixes")), "{language}");
        }
    }

    #[test]
    fn a_letter_alone_is_of_the_language_it_stands_in() {
        assert_eq!(look_alikes("ru", &[text("код c сервера")]).len(), 1, "Latin");
        assert_eq!(look_alikes("ru", &[text("код с сервера (a-z), N, JavaScript-ке")]).len(), 0);
        assert_eq!(look_alikes("en", &[text("it is а code")]).len(), 1, "Cyrillic");
        assert_eq!(look_alikes("en", &[text("it is a code")]).len(), 0);
    }

    #[test]
    fn capitals_stay_where_they_are_part_of_the_word() {
        let normal = ["Сөз", "ДАБЫЛ", "сөз", "кБ", "Я", "По-прежнему"].map(normal);
        assert_eq!(normal, ["сөз", "дабыл", "сөз", "кБ", "я", "по-прежнему"]);
    }
}
