//! Letters that lead to a place of the page, held with the browser's own keys (`accesskey` of HTML): no
//! script has to listen. A browser takes the letter that the keyboard gives, so that in languages that are
//! written with a Cyrillic keyboard it is the letter of the same key.

use serde::Serialize;

use crate::text::Language;

/// Place, letter of a Latin keyboard, letter of the same key of a Cyrillic one.
const KEYS: [(&str, &str, &str); 7] = [
    ("queue", "q", "й"),
    ("due", "w", "ц"),
    ("search", "s", "ы"),
    ("sync", "y", "н"),
    ("reply", "r", "к"),
    ("note", "n", "т"),
    ("lock", "l", "д"),
];

/// A letter, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Shortcut {
    place: &'static str,
    letter: &'static str,
}

/// All of them.
pub(super) fn all(language: Language) -> Vec<Shortcut> {
    let is_cyrillic = language != Language::En;
    let shortcut = |(place, latin, cyrillic): (_, _, _)| {
        let letter = if is_cyrillic { cyrillic } else { latin };
        Shortcut { place, letter }
    };
    KEYS.map(shortcut).into()
}

/// Where none leads there, nothing.
pub(super) fn letter(place: &str, language: Language) -> Option<&'static str> {
    all(language).into_iter().find(|it| it.place == place).map(|it| it.letter)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_letter_leads_to_two_places() {
        for language in Language::ALL {
            let letters: BTreeSet<_> = all(language).into_iter().map(|it| it.letter).collect();
            assert_eq!(letters.len(), KEYS.len());
        }
        assert_eq!(letter("queue", Language::Kk), Some("й"));
        assert_eq!(letter("nowhere", Language::En), None);
    }
}
