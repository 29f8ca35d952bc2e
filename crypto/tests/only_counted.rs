//! Whoever wants only to be counted sends what was chosen from lists, and nothing else.

mod common;

use common::{Team, today};
use dauys_crypto::draft::{DraftError, ReportDraft};
use dauys_crypto::letter::{Lang, ReporterKind};
use dauys_wire::questionnaire::{Answer, Answers};

/// As if she had begun a report, given her name, and thought better of it.
fn draft(team: &Team, answers: Answers) -> ReportDraft {
    ReportDraft {
        answers,
        to: team.ids(&[0, 1]),
        shut_out: team.ids(&[2]),
        lang: Lang::Kk,
        day: today(),
        name: "Aigul".to_owned(),
        name_to: team.ids(&[0]),
        taken_by: None,
        only_counted: true,
        blobs: Vec::new(),
    }
}

#[test]
fn neither_her_words_nor_her_name_are_in_the_letter() {
    let team = Team::of(3);
    let (she, mut trusted) = (team.reporter(), team.trusted());
    trusted.questionnaire =
        serde_json::from_str(include_str!("../../client-wasm/data/questionnaire.json")).unwrap();
    let once = ("frequency".to_owned(), Answer::One("once".into()));
    let words = ("seen".to_owned(), Answer::One("her words".into()));
    let told = draft(&team, [words.clone(), once.clone()].into());
    assert_eq!(told.name_letter(), None, "no second letter with her name either");
    let letter = told.write(&she, &trusted).unwrap();
    assert_eq!((letter.kind, &letter.body.answers), (ReporterKind::Count, &[once].into()));
    assert_eq!((letter.body.name.as_str(), letter.body.text.as_str()), ("", ""));
    let nothing = draft(&team, [words].into()).write(&she, &trusted);
    assert_eq!(nothing.map(drop), Err(DraftError::Answers));
}
