//! A search over the letters of many years: 10,000 of them, in three languages.
//!
//! The letters are of words that questions and answers have, some often and most seldom, and of words
//! that nobody else writes: names, numbers, slips. Without these the index would be a tenth.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hint::black_box;
use std::process;
use std::time::Instant;

use dauys_investigator::search::{Index, Passage, Query};
use dauys_tests::memory;
use dauys_wire::Id;
use dauys_wire::questionnaire::Questionnaire;
use dauys_wire::roster::Localised;
use rand::distributions::{Distribution as _, WeightedIndex};
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng as _, SeedableRng as _};

use crate::judge::{at_most, note, number, quantile};

const QUESTIONNAIRE: &str = include_str!("../../../../client-wasm/data/questionnaire.json");

const LETTERS: usize = 10_000;
/// Letters of a case: a report, and what was written later.
const OF_A_CASE: usize = 3;
/// Bytes of a letter: two thirds of a page.
const LENGTH: usize = 1_500;
/// One word in so many is written by nobody else.
const OWN: u32 = 12;
/// Of such words, behind half of them.
const ENDINGS: [&str; 8] = ["", "", "", "", "ның", "лары", "дан", "ымды"];
/// How often each query is made; the median counts.
const TIMES: usize = 15;
/// Cases and places of each that are shown, with so many characters.
const SHOWN: usize = 60;
const EXCERPT: usize = 150;

/// Nobody notices it.
const CEILING_MS: f64 = 50.0;

/// What people look for: a word that is everywhere, one in other forms, without Kazakh letters,
/// several, a phrase, what must not be there, and as much as a query may hold.
const QUERIES: [&str; 9] = [
    "жұмыс",
    "премию",
    "қорқытты",
    "ариптестер",
    "humiliating",
    "начальник угрозы премия",
    "\"бұл туралы\"",
    "басшы сыйақы -полиция",
    "жұмыс бұл болды адам туралы басшы бір рет және өз басынан өтті немесе қысым қорқыту сөз \
     это произошло работа человек кто другой при мне начальник премия слова как с кем от",
];

/// Measures and tells; whether the slowest query is fast enough.
pub(crate) fn tell() -> bool {
    println!("\nA search in {LETTERS} letters\n");
    let letters = letters();
    let passages = letters.iter().enumerate().map(|(number, text)| {
        let case = u128::try_from(number / OF_A_CASE).unwrap_or_default().to_be_bytes();
        Passage { case: Id::from_bytes(case), place: number, text: text.as_str() }
    });
    let before = memory::resident_kib(process::id());
    let start = Instant::now();
    let mut index = Index::default();
    index.read(passages);
    note("reading them into the index", start.elapsed().as_secs_f64(), "s");
    let grown = memory::resident_kib(process::id()).saturating_sub(before);
    note("memory of the index", mebibytes(grown), "MiB");
    let length: usize = letters.iter().map(String::len).sum();
    note("of the letters", mebibytes(length as u64 >> 10), "MiB");
    let mut slowest = 0.0;
    for typed in QUERIES {
        let query = Query::parse(typed).expect("a query");
        let places = index.find(&query).len();
        let mut times: Vec<f64> = (0..TIMES).map(|_| timed(&index, &letters, &query)).collect();
        let median = quantile(&mut times, 0.5);
        let what: String = typed.chars().take(30).collect();
        note(&format!("{what}: places {places}, median"), median, "ms");
        slowest = f64::max(slowest, median);
    }
    note("the slowest, so much of its ceiling", slowest / CEILING_MS * 100.0, "%");
    at_most("the slowest query, with 60 excerpts", slowest, CEILING_MS, "ms")
}

/// Milliseconds until a person could read what was found.
fn timed(index: &Index<usize>, letters: &[String], query: &Query) -> f64 {
    let start = Instant::now();
    for hit in index.find(query).iter().take(SHOWN) {
        let text = letters.get(hit.place).map_or("", String::as_str);
        black_box(hit.excerpt(text, EXCERPT).bracketed());
    }
    start.elapsed().as_secs_f64() * 1e3
}

/// The letters, the same every time.
pub(crate) fn letters() -> Vec<String> {
    let mut rng = StdRng::seed_from_u64(1);
    let [kazakh, russian, english] = words();
    let languages = [&kazakh, &russian, &kazakh, &russian, &kazakh, &russian, &english];
    let letter = |_| {
        let words = languages.choose(&mut rng).expect("a language");
        let often = WeightedIndex::new((1..=words.len()).map(|place| 1.0 / number(place)));
        let often = often.expect("Zipf's law");
        let mut text = String::with_capacity(LENGTH + 64);
        while text.len() < LENGTH {
            if rng.gen_ratio(1, OWN) {
                (0..rng.gen_range(3..8)).for_each(|_| text.push(rng.gen_range('а'..='я')));
                text.push_str(ENDINGS.choose(&mut rng).expect("an ending"));
            } else {
                text.push_str(words.get(often.sample(&mut rng)).expect("a word"));
            }
            text.push(' ');
        }
        text
    };
    (0..LETTERS).map(letter).collect()
}

/// The words of the questions and their answers, by language, those that are used most first.
fn words() -> [Vec<String>; 3] {
    let questionnaire: Questionnaire = serde_json::from_str(QUESTIONNAIRE).expect("the questions");
    let mut texts: Vec<&Localised> = Vec::new();
    for question in &questionnaire.questions {
        texts.push(&question.label);
        texts.extend([&question.title, &question.hint, &question.why].into_iter().flatten());
        texts.extend(question.options.iter().map(|option| &option.label));
    }
    let of = |language: fn(&Localised) -> &str| {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let split = |text| language(text).split(|letter: char| !letter.is_alphanumeric());
        for word in texts.iter().flat_map(|text| split(text)).filter(|word| !word.is_empty()) {
            *counts.entry(word).or_default() += 1;
        }
        let mut words: Vec<(&str, usize)> = counts.into_iter().collect();
        words.sort_by_key(|(word, count)| (Reverse(*count), *word));
        words.into_iter().map(|(word, _)| word.to_owned()).collect()
    };
    [of(|text| &text.kk), of(|text| &text.ru), of(|text| &text.en)]
}

fn mebibytes(kib: u64) -> f64 {
    u32::try_from(kib).map_or(f64::INFINITY, |kib| f64::from(kib) / 1_024.0)
}
