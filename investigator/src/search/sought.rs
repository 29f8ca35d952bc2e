//! A query against the forms of an index: which forms each of its words finds, then one pass over
//! all words of all texts.

use std::collections::HashMap;

use super::query::{Query, Term};
use super::stems::Stems;
use super::{Grade, HIT_WORDS_MAX};

/// A query, and the forms that it finds.
pub(super) struct Sought<'q> {
    terms: Vec<(usize, &'q Term)>,
    /// For each form a bit for each word of the query that finds it.
    masks: Vec<u32>,
    /// How well a word of the query finds a form.
    grades: HashMap<(usize, u32), Grade>,
}

impl<'q> Sought<'q> {
    pub(super) fn new(
        query: &'q Query,
        stems: &Stems,
        found_by: &[(u64, u32)],
        forms: u32,
    ) -> Self {
        let mut sought =
            Self { terms: Vec::new(), masks: vec![0; forms as usize], grades: HashMap::new() };
        let mut number = 0;
        for term in &query.terms {
            sought.terms.push((number, term));
            for word in &term.words {
                stems.looks_for(word, &mut |print, grade| {
                    if grade == Grade::Form || !term.is_exact {
                        sought.note(number, grade, forms_of(found_by, print));
                    }
                });
                number += 1;
            }
        }
        sought
    }

    fn note(&mut self, word: usize, grade: Grade, forms: &[(u64, u32)]) {
        for &(_, form) in forms {
            if let Some(mask) = self.masks.get_mut(form as usize) {
                *mask |= 1 << word;
            }
            let best = self.grades.entry((word, form)).or_insert(grade);
            *best = grade.min(*best);
        }
    }

    /// How well the words of a term are found at the beginning of these forms, the worst of them.
    fn grade(&self, first: usize, term: &Term, forms: &[u32]) -> Option<Grade> {
        let forms = forms.get(..term.words.len())?;
        let grade =
            |(place, form): (usize, &u32)| self.grades.get(&(first + place, *form)).copied();
        forms
            .iter()
            .enumerate()
            .map(grade)
            .try_fold(Grade::Form, |worst, grade| Some(worst.max(grade?)))
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
    /// For each case and each term the best grade.
    best: Vec<Option<Grade>>,
}

impl<'s, 'q> Found<'s, 'q> {
    pub(super) fn new(sought: &'s Sought<'q>, cases: usize) -> Self {
        Self { sought, best: vec![None; cases * sought.terms.len()] }
    }

    /// Reads one text of a case. Tells, if something that is wanted was found, the best grade and
    /// which words, ascending.
    pub(super) fn read(&mut self, case: usize, forms: &[u32]) -> Option<(Grade, Vec<usize>)> {
        let mut hit: Option<(Grade, Vec<usize>)> = None;
        let row = case * self.sought.terms.len();
        for (place, form) in forms.iter().enumerate() {
            let mask = self.sought.masks.get(*form as usize).copied().unwrap_or_default();
            if mask == 0 {
                continue;
            }
            for (number, &(first, term)) in self.sought.terms.iter().enumerate() {
                if mask & (1 << first) == 0 {
                    continue;
                }
                let from = forms.get(place..).unwrap_or_default();
                let Some(grade) = self.sought.grade(first, term, from) else { continue };
                if let Some(best) = self.best.get_mut(row + number) {
                    *best = Some(best.map_or(grade, |best| best.min(grade)));
                }
                if !term.is_excluded {
                    let (best, words) = hit.get_or_insert((grade, Vec::new()));
                    *best = grade.min(*best);
                    let room = HIT_WORDS_MAX.saturating_sub(words.len());
                    words.extend((place..place + term.words.len()).take(room));
                }
            }
        }
        let (grade, mut words) = hit?;
        words.sort_unstable();
        words.dedup();
        Some((grade, words))
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
        terms.iter().zip(best).map(|((_, term), best)| (*term, *best))
    }
}
