//! Every text of a case that can be searched, and the index of all of them. An open desk keeps it: to read
//! the letters of many years takes longer than anybody waits for a search. What has changed is read again.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::letter::ReporterLetter;
use dauys_wire::Id;
use dauys_wire::questionnaire::{Answer, Questionnaire};
use dauys_wire::roster::Localised;

use crate::case::{Case, What};
use crate::search::{Hit, Index, Passage, Query};
use crate::text::Language;
use crate::workplace::Workplace;

/// Where a text stands in a case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'a> {
    /// The number of the entry.
    pub entry: usize,
    /// What of it.
    pub part: Part<'a>,
}

/// What of an entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part<'a> {
    /// What was written.
    Text,
    /// Her name.
    Name,
    /// A file.
    File,
    /// The answer to a question: its id, and its words if they are known.
    Answer(&'a str, Option<&'a Localised>),
}

/// The texts of all cases of a desk, ready to be searched.
#[derive(Default)]
pub struct Passages {
    index: Index<usize>,
    /// Of which letters each case was read.
    read: BTreeMap<Id, BTreeSet<Id>>,
    /// In which languages, and with which questions, by the version of the roster.
    with: Option<(Language, Option<u64>)>,
}

impl Passages {
    /// Reads what is new, and forgets what is gone.
    pub fn bring_up_to_date(&mut self, workplace: &Workplace, language: Language) {
        let contents = workplace.vault.contents();
        let known = contents.roster();
        let with = Some((language, known.map(|known| known.reference.version)));
        let is_gone = |id: &Id| contents.threads().of(id).is_none() || contents.is_recused(id);
        // Of what is gone not even the fingerprints stay.
        if self.with != with || self.read.keys().any(is_gone) {
            *self = Self { with, ..Self::default() };
        }
        let mut cases = Vec::new();
        for (thread, letters) in contents.threads().all() {
            if self.read.get(thread) != Some(letters) {
                self.index.forget(thread);
                self.read.insert(*thread, letters.clone());
                cases.extend(workplace.case_of(thread));
            }
        }
        let questionnaire = known.map(|known| &known.questionnaire);
        self.index.read(cases.iter().flat_map(|case| numbered(case, questionnaire, language)));
    }

    /// What was found, the best case first.
    pub fn find(&self, query: &Query) -> Vec<Hit<usize>> {
        self.index.find(query)
    }
}

/// The same place has the same number.
fn numbered<'a>(
    case: &Case<'a>,
    questionnaire: Option<&'a Questionnaire>,
    language: Language,
) -> Vec<Passage<'a, usize>> {
    let mut numbers = (0, None);
    let all = passages(case, questionnaire, language).into_iter();
    let number = |Passage { case, place, text }| {
        if numbers.1.is_some_and(|before| before != place) {
            numbers.0 += 1;
        }
        numbers.1 = Some(place);
        Passage { case, place: numbers.0, text }
    };
    all.map(number).collect()
}

/// The texts of a case, in the order in which they were read into the index.
pub fn passages<'a>(
    case: &Case<'a>,
    questionnaire: Option<&'a Questionnaire>,
    language: Language,
) -> Vec<Passage<'a, Place<'a>>> {
    let mut passages = Vec::new();
    for (entry, what) in case.entries.iter().map(|entry| entry.what).enumerate() {
        let texts = match what {
            What::Reporter(letter) => hers(letter, questionnaire, language),
            What::Event(signed) => vec![(Part::Text, signed.event.body.text.as_str())],
        };
        let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
        let place = |part| Place { entry, part };
        passages.extend(texts.map(|(part, text)| Passage {
            case: case.thread,
            place: place(part),
            text,
        }));
    }
    passages
}

/// The texts of a reporter's letter.
fn hers<'a>(
    letter: &'a ReporterLetter,
    questionnaire: Option<&'a Questionnaire>,
    language: Language,
) -> Vec<(Part<'a>, &'a str)> {
    let body = &letter.body;
    let questionnaire = questionnaire.filter(|known| known.id == body.questionnaire);
    let mut texts = vec![(Part::Text, body.text.as_str()), (Part::Name, body.name.as_str())];
    for (id, answer) in &body.answers {
        let question = questionnaire.and_then(|questionnaire| questionnaire.question(id));
        let part = Part::Answer(id, question.map(|question| &question.label));
        let chosen = match answer {
            Answer::One(one) => std::slice::from_ref(one),
            Answer::Many(many) => many.as_slice(),
        };
        for chosen in chosen {
            let option = questionnaire.zip(question).and_then(|(questionnaire, question)| {
                questionnaire.options(question).find(|option| option.id == *chosen)
            });
            match option {
                // She chose it in her language, and it is looked for in any.
                Some(option) => texts.extend(all(&option.label, language).map(|it| (part, it))),
                None => texts.push((part, chosen.as_str())),
            }
        }
    }
    for blob in &letter.blobs {
        texts.extend([&blob.name, &blob.media_type].map(|text| (Part::File, text.as_str())));
    }
    texts
}

/// In all languages, the program's first.
fn all(texts: &Localised, language: Language) -> [&str; 3] {
    let Localised { kk, ru, en } = texts;
    match language {
        Language::Kk => [kk, ru, en],
        Language::Ru => [ru, kk, en],
        Language::En => [en, kk, ru],
    }
}
