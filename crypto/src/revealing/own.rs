//! The name she gave, in any case form of Russian and Kazakh.

use super::names;
use super::words::{Page, Word, begins_with, ends_with, is_among};

/// More words than any name has: each is looked for in each word of the text.
const WORDS_MAX: usize = 8;
const LETTERS_MIN: usize = 3;

/// The endings of a case, without the letters that `words::fold` joins.
const ENDINGS: &str = "а я у ю е и ой ей ою ею ом ем им их ими ая ую ий ого ому ия ию ии ием \
    н нин дин тин га ге ка ке на не ни ди ти да де та те дан ден тан тен нан нен мен бен пен \
    мин бин пин ники дики тики жан 's";

/// What a stem goes without, and what a voiceless ending does not follow.
const VOWELS: &str = "а я е и й о у ю э";

/// The words of her name.
pub(super) struct OwnName(Vec<Part>);

struct Part {
    whole: String,
    stem: String,
}

impl OwnName {
    pub(super) fn read(name: &str) -> Self {
        let is_hers =
            |word: &&Word| word.folded.chars().count() >= LETTERS_MIN && !names::is_ordinary(word);
        let page = Page::read(name);
        let words = page.words().iter().filter(is_hers).take(WORDS_MAX);
        Self(words.map(|word| Part::of(&word.folded)).collect())
    }

    pub(super) fn has(&self, word: &Word) -> bool {
        self.0.iter().any(|part| part.is(word))
    }
}

impl Part {
    fn of(word: &str) -> Self {
        let cut = |letters: usize| {
            let kept = word.chars().count().checked_sub(letters)?;
            (kept >= LETTERS_MIN).then(|| word.chars().take(kept).collect::<String>())
        };
        let adjective = ends_with(word, "ая ий ой");
        let vowel = ends_with(word, VOWELS);
        let stem = adjective.then(|| cut(2)).flatten().or_else(|| cut(usize::from(vowel)));
        Self { whole: word.to_owned(), stem: stem.unwrap_or_else(|| word.to_owned()) }
    }

    /// A short stem begins many ordinary words: those are told by their small first letter.
    fn is(&self, word: &Word) -> bool {
        let of = |start: &str| {
            let ending = word.folded.strip_prefix(start)?.split('-').next()?;
            // After a vowel no Kazakh ending is voiceless: Алма is not in Алматы.
            let wrong = begins_with(ending, "т к п") && ends_with(start, VOWELS);
            (ending.is_empty() || !wrong && is_among(ending, ENDINGS)).then_some(())
        };
        let by_stem = word.capital || self.stem.chars().count() > LETTERS_MIN;
        of(&self.whole).or_else(|| if by_stem { of(&self.stem) } else { None }).is_some()
    }
}
