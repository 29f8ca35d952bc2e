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
    assert_eq!(how_many(&letters), About { least: 5, most: 9 });
    let counted = Counted::fold(&letters, &questionnaire);
    assert_eq!((counted.all, counted.others), (about(6), About::default()));
    let [place, frequency] = &counted.questions[..] else { panic!("{counted:?}") };
    assert_eq!(frequency.question.id, "frequency");
    assert_eq!(frequency.options[0], ("once", about(6)));
    assert_eq!((place.options[0].1, place.unanswered), (about(5), about(1)));
    let month = DAY.to_string().chars().take(7).collect();
    assert_eq!(counted.months, [(month, about(6))]);
}

#[test]
fn few_are_told_by_their_number_alone() {
    let questionnaire = questionnaire();
    let letters = kept(many(3, &[("frequency", &["repeated"])]));
    let counted = Counted::fold(&letters, &questionnaire);
    assert_eq!(counted, Counted { all: about(4), ..Counted::default() });
}

#[test]
fn nobody_is_told_by_an_exact_number() {
    let questionnaire = questionnaire();
    let letters = kept(many(
        18,
        &[("frequency", &["repeated"]), ("appeal", &["collective"]), ("people", &["12"])],
    ));
    let counted = Counted::fold(&letters, &questionnaire);
    let said = counted
        .questions
        .iter()
        .flat_map(|one| one.options.iter().map(|(_, about)| *about).chain([one.unanswered]));
    let months = counted.months.iter().map(|(_, about)| *about);
    for about in said.chain(months).chain([counted.all, counted.others]) {
        assert!(about.is_nobody() || about.most - about.least >= STEP - 2, "{about:?}");
    }
    assert_eq!(counted.questions[1].options[..2], [("once", about(18)), ("repeated", about(1))]);
}

#[test]
fn words_of_her_own_and_answers_that_nothing_offers_are_not_read() {
    let questionnaire = questionnaire();
    for other in [("seen", ["in her words"]), ("where", ["nowhere"]), ("unknown", ["x"])] {
        let letters = kept(many(5, &[(other.0, &other.1)]));
        let counted = Counted::fold(&letters, &questionnaire);
        assert_eq!((counted.all, counted.others), (about(6), about(1)), "{other:?}");
    }
}

proptest! {
    #[test]
    fn every_number_has_its_step_and_no_two_that_touch(count in 0_usize..10_000) {
        let About { least, most } = About::of(count);
        prop_assert!((least..=most).contains(&count));
        prop_assert_eq!(About::of(most), About::of(count));
        prop_assert_eq!(About::of(most + 1).least, most + 1);
    }
}

fn about(count: usize) -> About {
    About::of(count)
}
