//! Search over opened cases, in memory only: nothing of it is written anywhere, and no text is
//! copied. The index holds numbers; what is shown of a text is read from the text.
//!
//! - [`Query`] what is looked for; [`Index`] where; [`Hit`] what was found, and [`Excerpt`] of it.
//! - `words` cuts texts into words, `stems` says what a word is found by, `kazakh` has the stems of
//!   that language.
//!
//! Texts are hostile: time and memory grow with their length and with nothing else, whatever stands
//! in them.

mod excerpt;
mod kazakh;
mod query;
mod sought;
mod stems;
mod words;

use std::collections::HashMap;
use std::ops::Range;

use dauys_wire::Id;
use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

pub use excerpt::{Excerpt, Piece};
pub use query::{QUERY_MAX, QUERY_WORDS_MAX, Query, QueryError};

use sought::{Found, Sought};
use stems::Stems;
use words::Words;

/// Words of one hit whose places are told. Who is shown an excerpt does not count further.
const HIT_WORDS_MAX: usize = 64;

/// A text of a case.
pub struct Passage<'a, P> {
    /// The case.
    pub case: Id,
    /// Where in it the text stands. Neighbours with the same place are one hit: the same answer in
    /// three languages.
    pub place: P,
    /// The text.
    pub text: &'a str,
}

/// How a word was found; better ones come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "grade")]
pub enum Grade {
    /// In the form that was typed.
    Form,
    /// In another form.
    Stem,
    /// As it is typed without Kazakh letters.
    Keyboard,
}

/// Texts of cases, ready to be searched.
pub struct Index<'a, P> {
    stems: Stems,
    cases: Vec<Id>,
    passages: Vec<Kept<'a, P>>,
    /// The forms of all words of all passages, one after the other.
    forms: Vec<u32>,
    /// What the forms are found by, ascending: fingerprint and form.
    found_by: Vec<(u64, u32)>,
    /// How many different forms there are.
    count: u32,
}

struct Kept<'a, P> {
    /// A place in `Index::cases`.
    case: usize,
    place: P,
    text: &'a str,
    /// Places in `Index::forms`.
    words: Range<usize>,
}

/// A text in which something was found.
#[derive(Debug, Clone)]
pub struct Hit<'a, P> {
    /// The case.
    pub case: Id,
    /// Where in it.
    pub place: P,
    /// How good the best word is.
    pub grade: Grade,
    text: &'a str,
    /// Which words of the text, ascending.
    words: Vec<usize>,
}

impl<'a, P: Clone + PartialEq> Index<'a, P> {
    /// Reads all texts. Cases and passages keep this order where nothing else decides.
    pub fn new(passages: impl IntoIterator<Item = Passage<'a, P>>) -> Self {
        let mut index = Self {
            stems: Stems::new(),
            cases: Vec::new(),
            passages: Vec::new(),
            forms: Vec::new(),
            found_by: Vec::new(),
            count: 0,
        };
        let (mut cases, mut forms) = (HashMap::new(), HashMap::new());
        let mut word = Zeroizing::new(String::new());
        for Passage { case, place, text } in passages {
            let case = *cases.entry(case).or_insert_with(|| {
                index.cases.push(case);
                index.cases.len() - 1
            });
            let start = index.forms.len();
            let mut words = Words::of(text);
            while words.next_into(&mut word).is_some() {
                let form = index.form(&word, &mut forms);
                index.forms.push(form);
            }
            index.passages.push(Kept { case, place, text, words: start..index.forms.len() });
        }
        index.found_by.sort_unstable();
        index.found_by.dedup();
        index.found_by.shrink_to_fit();
        index
    }

    /// The number of a form; what it is found by is noted when it is met for the first time.
    fn form(&mut self, word: &str, forms: &mut HashMap<u64, u32>) -> u32 {
        let print = self.stems.form(word);
        *forms.entry(print).or_insert_with(|| {
            let form = self.count;
            self.count += 1;
            self.found_by.push((print, form));
            self.stems.found_by(word, &mut |print| self.found_by.push((print, form)));
            form
        })
    }

    /// What was found, the best case first, and of each case the best text first.
    pub fn find(&self, query: &Query) -> Vec<Hit<'a, P>> {
        let sought = Sought::new(query, &self.stems, &self.found_by, self.count);
        let mut found = Found::new(&sought, self.cases.len());
        for kept in &self.passages {
            found.read(kept.case, self.forms_of(kept));
        }
        let mut hits: Vec<(usize, Hit<'a, P>)> = Vec::new();
        for kept in self.passages.iter().filter(|kept| found.holds(kept.case)) {
            let Some((grade, words)) = sought.wanted(self.forms_of(kept)) else { continue };
            let Some(&case) = self.cases.get(kept.case) else { continue };
            let hit = Hit { case, place: kept.place.clone(), grade, text: kept.text, words };
            match hits.last_mut() {
                Some((before, last)) if *before == kept.case && last.place == hit.place => {
                    if hit.grade < last.grade {
                        *last = hit;
                    }
                }
                _ => hits.push((kept.case, hit)),
            }
        }
        hits.sort_by_key(|(case, hit)| (found.rank(*case), *case, hit.grade));
        hits.into_iter().map(|(_, hit)| hit).collect()
    }

    fn forms_of(&self, kept: &Kept<'a, P>) -> &[u32] {
        self.forms.get(kept.words.clone()).unwrap_or_default()
    }
}

impl<P> Hit<'_, P> {
    /// Where in the text the words stand that were found, in bytes; the first ones.
    pub fn ranges(&self) -> Vec<Range<usize>> {
        let mut wanted = self.words.iter().copied().peekable();
        let (mut words, mut word) = (Words::of(self.text), Zeroizing::new(String::new()));
        let mut ranges = Vec::new();
        for number in 0_usize.. {
            let (Some(next), Some(range)) = (wanted.peek(), words.next_into(&mut word)) else {
                break;
            };
            if *next == number {
                wanted.next();
                ranges.push(range);
            }
        }
        ranges
    }

    /// About so many characters of the text around the first words that were found, on one line.
    pub fn excerpt(&self, width: usize) -> Excerpt {
        Excerpt::around(self.text, &self.ranges(), width)
    }
}

#[cfg(test)]
mod tests;
