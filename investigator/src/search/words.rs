//! Where the words of a text are, and how they are written when nothing but the word counts: in small
//! letters, ё as е, the letters of one alphabet. Whatever the text is, one pass and one buffer do.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// Letters of a word that count. No word of a language is longer; what is, is cut, here and in
/// queries, and so still found.
pub(super) const WORD_MAX: usize = 64;

/// The words of a text, one after the other.
pub(super) struct Words<'t> {
    text: &'t str,
    letters: Peekable<CharIndices<'t>>,
}

impl<'t> Words<'t> {
    /// From the beginning.
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, letters: text.char_indices().peekable() }
    }

    /// Writes the next word into the buffer and says where it stands in the text.
    pub(super) fn next_into(&mut self, word: &mut String) -> Option<Range<usize>> {
        word.clear();
        let mut room = WORD_MAX;
        let start = self.skip_to_word()?;
        let mut end = start;
        while let Some(&(place, letter)) = self.letters.peek() {
            let next = place + letter.len_utf8();
            if letter.is_alphanumeric() {
                end = next;
                if room > 0 {
                    room -= 1;
                    push(word, letter);
                }
            } else if is_apostrophe(letter) && self.goes_on(next) {
                // Behind what is cut there is nothing that it could join.
                word.extend((room > 0).then_some('\''));
            } else if is_mark(letter) {
                mark(word, letter);
            } else if !is_unseen(letter) {
                break;
            }
            self.letters.next();
        }
        one_alphabet(word);
        Some(start..end)
    }

    fn skip_to_word(&mut self) -> Option<usize> {
        loop {
            let &(place, letter) = self.letters.peek()?;
            if letter.is_alphanumeric() {
                return Some(place);
            }
            self.letters.next();
        }
    }

    fn goes_on(&self, place: usize) -> bool {
        self.text
            .get(place..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(char::is_alphanumeric)
    }
}

/// Whether a letter is written with a keyboard for Kazakh only.
pub(super) const fn is_kazakh(letter: char) -> bool {
    matches!(letter, 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і')
}

/// Whether a letter is Cyrillic.
pub(super) const fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52f}')
}

fn push(word: &mut String, letter: char) {
    match letter {
        'ё' | 'Ё' => word.push('е'),
        'ə' | 'Ə' => word.push('ә'),
        _ => word.extend(letter.to_lowercase()),
    }
}

/// ' in its many shapes; it joins what stands on both sides.
const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2bc}' | '\u{2018}' | '\u{ff07}')
}

/// Marks over a letter, written as characters of their own.
const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// й can come as и with a breve. All other marks, such as a stress, do not make another word.
fn mark(word: &mut String, mark: char) {
    if mark == '\u{306}' && word.ends_with('и') {
        word.pop();
        word.push('й');
    }
}

/// What nobody sees must not hide a word: soft hyphens, joiners, marks of direction.
const fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// In a word with Cyrillic letters the Latin ones are meant as those that look like them: «i» for «і»
/// is the habit of many Kazakh keyboards, and the rest hides a word from whoever looks for it.
fn one_alphabet(word: &mut String) {
    if !word.contains(is_cyrillic) || !word.contains(|letter: char| letter.is_ascii_lowercase()) {
        return;
    }
    let alike = |letter| match letter {
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'h' => 'һ',
        'i' => 'і',
        'k' => 'к',
        'o' => 'о',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        other => other,
    };
    // Cyrillic and Latin letters differ in length, so not in place.
    let alike: zeroize::Zeroizing<String> = word.chars().map(alike).collect::<String>().into();
    word.clear();
    word.push_str(&alike);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let (mut words, mut word, mut all) = (Words::of(text), String::new(), Vec::new());
        while let Some(place) = words.next_into(&mut word) {
            assert!(text.get(place).is_some_and(|written| !written.is_empty()));
            all.push(word.clone());
        }
        all
    }

    #[test]
    fn words_are_what_stands_between_marks_and_spaces() {
        assert_eq!(
            words("Ол «сыйақы» деді, ЖӘНЕ кетті…"),
            ["ол", "сыйақы", "деді", "және", "кетті"]
        );
        assert_eq!(words("хат-хабар, 1000-нан"), ["хат", "хабар", "1000", "нан"]);
        assert_eq!(words("the manager’s 'offer'"), ["the", "manager's", "offer"]);
        assert_eq!(words(" … "), Vec::<String>::new());
    }

    #[test]
    fn a_word_is_the_same_however_it_was_typed() {
        assert_eq!(words("Ёлка ёлка"), ["елка", "елка"]);
        assert_eq!(words("и\u{306}ога мо\u{301}й"), ["йога", "мой"], "marks of their own");
        assert_eq!(words("до\u{ad}мо\u{200b}гательство"), ["домогательство"]);
        assert_eq!(words("кiсi Əйел hабар"), ["кісі", "әйел", "һабар"], "Latin letters among them");
        assert_eq!(words("iPhone"), ["iphone"], "and not where all are");
    }

    #[test]
    fn a_giant_word_is_cut_and_its_place_is_whole() {
        let giant = "ұ".repeat(10_000);
        let (mut words, mut word) = (Words::of(&giant), String::new());
        assert_eq!(words.next_into(&mut word), Some(0..giant.len()));
        assert_eq!(word.chars().count(), WORD_MAX);
    }
}
