use std::collections::BTreeSet;

use dauys_crypto::code::Code;
use dauys_crypto::thread::Reporter;
use dauys_wire::questionnaire::Answers;
use proptest::prelude::*;

use super::*;
use crate::fixtures::{DAY, instance, kept_report, report};

fn questionnaire() -> Questionnaire {
    let json = include_str!("../../../client-wasm/data/questionnaire.json");
    serde_json::from_str(json).unwrap()
}

/// Somebody who gave these answers.
fn somebody(answers: &[(&str, &[&str])]) -> ReporterLetter {
    let reporter = Reporter::derive(&Code::generate(), "", &instance());
    let mut letter = report(&reporter, &[Id::from_bytes([1; 16])], &[]);
    letter.kind = ReporterKind::Count;
    letter.body.text = String::new();
    letter.body.questionnaire = "harassment-kz/1".to_owned();
    letter.body.answers =
        answers.iter().map(|(id, chosen)| answer(id, chosen)).collect::<Answers>();
    letter
}

fn answer(question: &str, chosen: &[&str]) -> (String, Answer) {
    let ids = || chosen.iter().map(|id| (*id).to_owned());
    let is_one = matches!(question, "appeal" | "frequency" | "people" | "seen");
    let answer = if is_one { Answer::One(ids().collect()) } else { Answer::Many(ids().collect()) };
    (question.to_owned(), answer)
}

/// So many, and one more who answered `other`.
fn many(n: usize, other: &[(&str, &[&str])]) -> Vec<ReporterLetter> {
    let mut letters: Vec<ReporterLetter> =
        (0..n).map(|_| somebody(&[("frequency", &["once"]), ("where", &["workplace"])])).collect();
    letters.push(somebody(other));
    letters
}

fn kept(letters: Vec<ReporterLetter>) -> Vec<VaultLetter> {
    letters.into_iter().map(kept_report).collect()
}

#[test]
fn everybody_counts_once_and_a_report_does_not() {
    let questionnaire = questionnaire();
    let mut letters = many(5, &[("frequency", &["once"])]);
    letters.push(letters[0].clone());
    letters.push(ReporterLetter {
        kind: ReporterKind::Report,
        ..somebody(&[("frequency", &["once"])])
    });
    let letters = kept(letters);
    let counted = Counted::fold(&letters, &questionnaire);
    assert_eq!((counted.all, counted.others), (6, 0));
    let [place, frequency] = &counted.questions[..] else { panic!("{counted:?}") };
    assert_eq!(
        (frequency.question.id.as_str(), frequency.options[0]),
        ("frequency", ("once", Some(6)))
    );
    assert_eq!((place.options[0].1, place.unanswered), (Some(5), None), "one did not say where");
    let month = DAY.to_string().chars().take(7).collect();
    assert_eq!(counted.months, [(month, Some(6))]);
}

#[test]
fn few_are_told_by_their_number_alone() {
    let questionnaire = questionnaire();
    let letters = kept(many(3, &[("frequency", &["repeated"])]));
    let counted = Counted::fold(&letters, &questionnaire);
    assert_eq!(counted, Counted { all: 4, ..Counted::default() });
}

#[test]
fn one_person_cannot_be_computed_from_what_is_shown() {
    let questionnaire = questionnaire();
    let letters = kept(many(9, &[("frequency", &["repeated"])]));
    let counted = Counted::fold(&letters, &questionnaire);
    let frequency = &counted.questions[1];
    let cells: Vec<Cell> = frequency.options.iter().map(|(_, cell)| *cell).collect();
    assert!(
        cells[..2] == [None, None] && cells[2..].iter().all(|cell| *cell == Some(0)),
        "{cells:?}"
    );
}

#[test]
fn words_of_her_own_and_answers_that_nothing_offers_are_not_read() {
    let questionnaire = questionnaire();
    for other in [("seen", ["in her words"]), ("where", ["nowhere"]), ("unknown", ["x"])] {
        let letters = kept(many(5, &[(other.0, &other.1)]));
        let counted = Counted::fold(&letters, &questionnaire);
        assert_eq!((counted.all, counted.others), (6, 1), "{other:?}");
    }
}

#[test]
fn what_is_said_in_numbers_is_added_up_and_never_shown_of_few() {
    let questionnaire = questionnaire();
    let collective = |n: usize| {
        let mut all = many(5, &[("frequency", &["once"])]);
        all.extend((0..n).map(|_| somebody(&[("appeal", &["collective"]), ("people", &["12"])])));
        kept(all)
    };
    let sum = |n| {
        let letters = collective(n);
        let counted = Counted::fold(&letters, &questionnaire);
        assert_eq!(counted.others, 0);
        counted.questions.iter().find(|one| one.question.id == "people").unwrap().sum
    };
    assert_eq!((sum(4), sum(5)), (None, Some(60)));
}

proptest! {
    /// Whoever knows the sum learns no more of what is hidden than that it is together at least
    /// five people in at least two places.
    #[test]
    fn what_is_hidden_is_no_small_number(counts in proptest::collection::vec(0_usize..40, 1..12)) {
        let cells = hide(&counts);
        let hidden: Vec<usize> =
            counts.iter().zip(&cells).filter(|(_, cell)| cell.is_none()).map(|(n, _)| *n).collect();
        let shown: BTreeSet<bool> = counts
            .iter()
            .zip(&cells)
            .filter_map(|(count, cell)| cell.map(|cell| cell == *count && (cell == 0 || cell >= SHOWN_FROM)))
            .collect();
        prop_assert!(!shown.contains(&false), "{cells:?}");
        let all_hidden = counts.iter().zip(&cells).all(|(n, cell)| *n == 0 || cell.is_none());
        let is_safe = hidden.len() > 1 && hidden.iter().sum::<usize>() >= SHOWN_FROM;
        prop_assert!(hidden.is_empty() || is_safe || all_hidden, "{cells:?}");
    }
}
