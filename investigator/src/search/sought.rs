//! A query against the forms of an index: which forms each of its words finds, then one pass over
//! all words of all texts.

use std::iter;

use super::query::{Query, Term};
use super::stems::Stems;
use super::{Grade, HIT_WORDS_MAX};

/// A query, and the forms that it finds.
pub(super) struct Sought<'q> {
    /// By the number of their first word.
    terms: Vec<Option<&'q Term>>,
    forms: Vec<Finders>,
}

/// Which words of a query find a form, a bit for each.
#[derive(Clone, Copy, Default)]
struct Finders {
    all: u32,
    /// In this form.
    form: u32,
    /// In another.
    stem: u32,
}

impl<'q> Sought<'q> {
    pub(super) fn new(
        query: &'q Query,
        stems: &Stems,
        found_by: &[(u64, u32)],
        forms: usize,
    ) -> Self {
        let forms = vec![Finders::default(); forms];
        let mut sought = Self { terms: Vec::new(), forms };
        for term in &query.terms {
            for (place, word) in term.words.iter().enumerate() {
                let number = sought.terms.len();
                sought.terms.push((place == 0).then_some(term));
                stems.looks_for(word, &mut |print, grade| {
                    if grade == Grade::Form || !term.is_exact {
                        sought.note(number, grade, forms_of(found_by, print));
                    }
                });
            }
        }
        sought
    }

    fn note(&mut self, word: usize, grade: Grade, forms: &[(u64, u32)]) {
        for &(_, form) in forms {
            if let Some(finders) = self.forms.get_mut(form as usize) {
                finders.note(word, grade);
            }
        }
    }

    fn finders(&self, form: u32) -> Finders {
        self.forms.get(form as usize).copied().unwrap_or_default()
    }

    /// The terms that begin with a word that finds this form, and the numbers of these words.
    fn beginning(&self, form: u32) -> impl Iterator<Item = (usize, &'q Term)> {
        let mut left = self.finders(form).all;
        let words = iter::from_fn(move || {
            let word = (left != 0).then(|| left.trailing_zeros() as usize);
            left &= left.saturating_sub(1);
            word
        });
        words.filter_map(|word| Some((word, (*self.terms.get(word)?)?)))
    }

    /// How well the words of a term are found at the beginning of these forms, the worst of them.
    fn grade(&self, first: usize, term: &Term, forms: &[u32]) -> Option<Grade> {
        let forms = forms.get(..term.words.len())?;
        let grades = (first..).zip(forms).map(|(word, form)| self.finders(*form).grade(word));
        grades.reduce(|worst, grade| Some(worst?.max(grade?))).flatten()
    }

    /// Where in these forms terms are found.
    fn matches(&self, forms: &[u32]) -> impl Iterator<Item = Match<'q>> {
        // Of nearly all words nothing more is asked.
        let asked = |(_, form): &(usize, &u32)| self.finders(**form).all != 0;
        forms.iter().enumerate().filter(asked).flat_map(move |(place, form)| {
            self.beginning(*form).filter_map(move |(first, term)| {
                let grade = self.grade(first, term, forms.get(place..)?)?;
                Some(Match { place, first, term, grade })
            })
        })
    }

    /// What of these forms is wanted: the best grade, and which words, ascending; the first ones.
    pub(super) fn wanted(&self, forms: &[u32]) -> Option<(Grade, Vec<usize>)> {
        let (mut best, mut words) = (None, Vec::new());
        for found in self.matches(forms).filter(|found| !found.term.is_excluded) {
            best = Some(best.map_or(found.grade, |best: Grade| best.min(found.grade)));
            let room = HIT_WORDS_MAX.saturating_sub(words.len());
            words.extend((found.place..found.place + found.term.words.len()).take(room));
        }
        words.sort_unstable();
        words.dedup();
        Some((best?, words))
    }
}

/// A term that is found.
struct Match<'q> {
    place: usize,
    /// The number of its first word in the query.
    first: usize,
    term: &'q Term,
    grade: Grade,
}

impl Finders {
    fn note(&mut self, word: usize, grade: Grade) {
        let bit = 1 << word;
        self.all |= bit;
        match grade {
            Grade::Form => self.form |= bit,
            Grade::Stem => self.stem |= bit,
            Grade::Keyboard => {}
        }
    }

    const fn grade(self, word: usize) -> Option<Grade> {
        let bit = 1 << word;
        match (self.form & bit, self.stem & bit, self.all & bit) {
            (0, 0, 0) => None,
            (0, 0, _) => Some(Grade::Keyboard),
            (0, _, _) => Some(Grade::Stem),
            _ => Some(Grade::Form),
        }
    }
}

fn forms_of(found_by: &[(u64, u32)], print: u64) -> &[(u64, u32)] {
    let start = found_by.partition_point(|(other, _)| *other < print);
    let from = found_by.get(start..).unwrap_or_default();
    from.get(..from.partition_point(|(other, _)| *other == print)).unwrap_or_default()
}

/// What was found in each case so far.
pub(super) struct Found<'s, 'q> {
    sought: &'s Sought<'q>,
    /// For each case and each word that begins a term the best grade of the term.
    best: Vec<Option<Grade>>,
}

impl<'s, 'q> Found<'s, 'q> {
    pub(super) fn new(sought: &'s Sought<'q>, cases: usize) -> Self {
        Self { sought, best: vec![None; cases * sought.terms.len()] }
    }

    /// Reads one text of a case.
    pub(super) fn read(&mut self, case: usize, forms: &[u32]) {
        let row = case * self.sought.terms.len();
        for found in self.sought.matches(forms) {
            if let Some(best) = self.best.get_mut(row + found.first) {
                *best = Some(best.map_or(found.grade, |best| best.min(found.grade)));
            }
        }
    }

    /// Whether a case has everything that is wanted and nothing that is not.
    pub(super) fn holds(&self, case: usize) -> bool {
        self.terms(case).all(|(term, best)| best.is_some() != term.is_excluded)
    }

    /// How a case is ranked, the best lowest: terms found from a Russian keyboard only, then terms
    /// found in other forms only.
    pub(super) fn rank(&self, case: usize) -> (usize, usize) {
        let found = |grade| self.terms(case).filter(|(_, best)| *best == Some(grade)).count();
        (found(Grade::Keyboard), found(Grade::Stem))
    }

    fn terms(&self, case: usize) -> impl Iterator<Item = (&Term, Option<Grade>)> {
        let terms = &self.sought.terms;
        let best = self.best.iter().skip(case * terms.len());
        terms.iter().zip(best).filter_map(|(term, best)| Some(((*term)?, *best)))
    }
}
