//! What is looked for: words, all of which must be found in a case; `"exact phrases"`; and, behind a
//! minus, what must not be there.

use std::fmt;

use zeroize::Zeroizing;

use super::words::Words;

/// Characters of a query. A page of text is no query.
pub const QUERY_MAX: usize = 500;
/// Words of a query: one bit of a mask for each.
pub const QUERY_WORDS_MAX: usize = 32;

/// A query.
pub struct Query {
    pub(super) terms: Vec<Term>,
}

/// One or more words that must follow each other. `хат-хабар` is two.
pub(super) struct Term {
    pub(super) words: Vec<Zeroizing<String>>,
    /// In these forms and no others.
    pub(super) is_exact: bool,
    /// Must not be found.
    pub(super) is_excluded: bool,
}

/// Why a query is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// There is no word in it.
    #[error("there is no word to look for")]
    Empty,
    /// It says only what must not be there.
    #[error("every word is excluded")]
    OnlyExcluded,
    /// It has more than [`QUERY_MAX`] characters.
    #[error("the query is too long")]
    TooLong,
    /// It has more than [`QUERY_WORDS_MAX`] words.
    #[error("the query has too many words")]
    TooManyWords,
}

impl Query {
    /// Reads what somebody typed. A quotation mark that is never closed closes at the end.
    pub fn parse(typed: &str) -> Result<Self, QueryError> {
        if typed.chars().count() > QUERY_MAX {
            return Err(QueryError::TooLong);
        }
        let mut terms = Vec::new();
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let minus = rest.strip_prefix(['-', '\u{2212}', '–']);
            let is_excluded = minus.is_some();
            let (written, is_exact, behind) = next_term(minus.unwrap_or(rest));
            let words = words(written);
            if !words.is_empty() {
                terms.push(Term { words, is_exact, is_excluded });
            }
            rest = behind.trim_start();
        }
        Self { terms }.checked()
    }

    fn checked(self) -> Result<Self, QueryError> {
        let words: usize = self.terms.iter().map(|term| term.words.len()).sum();
        if words > QUERY_WORDS_MAX {
            Err(QueryError::TooManyWords)
        } else if self.terms.is_empty() {
            Err(QueryError::Empty)
        } else if self.terms.iter().all(|term| term.is_excluded) {
            Err(QueryError::OnlyExcluded)
        } else {
            Ok(self)
        }
    }
}

/// What a query looks for stays between it and the index.
impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query").finish_non_exhaustive()
    }
}

/// A phrase in quotation marks, or what stands before the next space; whether it is exact; the rest.
fn next_term(typed: &str) -> (&str, bool, &str) {
    let mut letters = typed.chars();
    let quoted = letters.next().is_some_and(is_quotation_mark);
    let inside = if quoted { letters.as_str() } else { typed };
    let ends =
        |letter: char| if quoted { is_quotation_mark(letter) } else { letter.is_whitespace() };
    let (written, behind) = inside.split_once(ends).unwrap_or((inside, ""));
    (written, quoted, behind)
}

/// Those of all three languages, and the straight one.
const fn is_quotation_mark(letter: char) -> bool {
    matches!(letter, '"' | '«' | '»' | '“' | '”' | '„')
}

fn words(written: &str) -> Vec<Zeroizing<String>> {
    let (mut words, mut found) = (Words::of(written), Vec::new());
    let mut word = Zeroizing::new(String::new());
    while words.next_into(&mut word).is_some() {
        found.push(word.clone());
    }
    found
}
