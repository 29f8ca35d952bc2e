//! Search over opened cases, in memory only: nothing of it is written anywhere, and no text is
//! copied. The index holds numbers; what is shown of a text is read from the text.
//!
//! - [`Query`] what is looked for; [`Index`] where; [`Hit`] what was found, and [`Excerpt`] of its text,
//!   which whoever asks has to bring.
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

use std::collections::{BTreeMap, HashMap};
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
pub struct Index<P> {
    stems: Stems,
    cases: BTreeMap<Id, Vec<Kept<P>>>,
    /// The number of each form, by its fingerprint.
    forms: HashMap<u64, u32>,
    /// What the forms are found by, ascending: fingerprint and form.
    found_by: Vec<(u64, u32)>,
}

struct Kept<P> {
    place: P,
    /// The forms of its words, in order.
    forms: Box<[u32]>,
}

/// A text in which something was found.
#[derive(Debug, Clone)]
pub struct Hit<P> {
    /// The case.
    pub case: Id,
    /// Where in it.
    pub place: P,
    /// Which of its passages, in the order in which they were read.
    pub passage: usize,
    /// How good the best word is.
    pub grade: Grade,
    /// Which words of the text, ascending.
    words: Vec<usize>,
}

impl<P> Default for Index<P> {
    fn default() -> Self {
        let (cases, forms) = (BTreeMap::new(), HashMap::new());
        Self { stems: Stems::new(), cases, forms, found_by: Vec::new() }
    }
}

impl<P: Clone + PartialEq> Index<P> {
    /// Reads texts, behind those that their cases have already. Passages of a case keep this order where
    /// nothing else decides.
    #[expect(clippy::stable_sort_primitive, reason = "it merges what is in order already")]
    pub fn read<'t>(&mut self, passages: impl IntoIterator<Item = Passage<'t, P>>) {
        let mut word = Zeroizing::new(String::new());
        for Passage { case, place, text } in passages {
            let mut forms = Vec::new();
            let mut words = Words::of(text);
            while words.next_into(&mut word).is_some() {
                forms.push(self.form(&word));
            }
            self.cases.entry(case).or_default().push(Kept { place, forms: forms.into() });
        }
        self.found_by.sort();
        self.found_by.dedup();
    }

    /// Forgets the texts of a case. Fingerprints of its words stay.
    pub fn forget(&mut self, case: &Id) {
        self.cases.remove(case);
    }

    /// The number of a form; what it is found by is noted when it is met for the first time.
    fn form(&mut self, word: &str) -> u32 {
        let print = self.stems.form(word);
        let next = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        *self.forms.entry(print).or_insert_with(|| {
            self.found_by.push((print, next));
            self.stems.found_by(word, &mut |print| self.found_by.push((print, next)));
            next
        })
    }

    /// What was found, the best case first, and of each case the best text first.
    pub fn find(&self, query: &Query) -> Vec<Hit<P>> {
        let sought = Sought::new(query, &self.stems, &self.found_by, self.forms.len());
        let mut found = Found::new(&sought, self.cases.len());
        for (number, passages) in self.cases.values().enumerate() {
            for kept in passages {
                found.read(number, &kept.forms);
            }
        }
        let mut hits: Vec<(usize, Hit<P>)> = Vec::new();
        let cases = self.cases.iter().enumerate().filter(|(number, _)| found.holds(*number));
        for (number, (case, passages)) in cases {
            let from = hits.len();
            for (passage, kept) in passages.iter().enumerate() {
                let Some((grade, words)) = sought.wanted(&kept.forms) else { continue };
                let hit = Hit { case: *case, place: kept.place.clone(), passage, grade, words };
                match hits.get_mut(from..).and_then(<[_]>::last_mut) {
                    Some((_, last)) if last.place == hit.place => {
                        if hit.grade < last.grade {
                            *last = hit;
                        }
                    }
                    _ => hits.push((number, hit)),
                }
            }
        }
        hits.sort_by_key(|(number, hit)| (found.rank(*number), *number, hit.grade));
        hits.into_iter().map(|(_, hit)| hit).collect()
    }
}

impl<P> Hit<P> {
    /// Where in its text the words stand that were found, in bytes; the first ones.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut wanted = self.words.iter().copied().peekable();
        let (mut words, mut word) = (Words::of(text), Zeroizing::new(String::new()));
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

    /// About so many characters of its text around the first words that were found, on one line.
    pub fn excerpt(&self, text: &str, width: usize) -> Excerpt {
        Excerpt::around(text, &self.ranges(text), width)
    }
}

#[cfg(test)]
mod tests;
