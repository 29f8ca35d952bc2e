//! What of a case is searched, and what is told of it.

use std::collections::BTreeMap;

use dauys_crypto::event::{Event, EventBody, EventKind};
use dauys_crypto::letter::{ReporterBody, ReporterKind, ReporterLetter};
use dauys_wire::questionnaire::{Answer, Questionnaire};
use tempfile::tempdir;

use super::*;
use crate::case;
use crate::fixtures::{
    carrier, event, kept_event, kept_record, kept_report, report, reporter, settings, signed, team,
    workplace,
};
use crate::search::Index;
use crate::text::{Language, Text};

const REPORT: Kind = Kind::Reporter(ReporterKind::Report);
const NOTE: Kind = Kind::Event(EventKind::Note);
const SHIPPED: &str = include_str!("../../../../client-wasm/data/questionnaire.json");

fn body() -> ReporterBody {
    let answer = |id: &str, answer| (id.to_owned(), answer);
    ReporterBody {
        text: "Бастығым айтты".into(),
        answers: BTreeMap::from([
            answer("seen", Answer::One("Есігімді қақты".into())),
            answer("job", Answer::Many(vec!["lost-bonus".into()])),
            answer("gone", Answer::One("сұрақ өзгерген".into())),
        ]),
        questionnaire: "harassment-kz/1".into(),
        name: "Сәуле".into(),
        share_with: Vec::new(),
        taken_by: None,
    }
}

/// The places of a case in which the query is found, by kind and heading.
fn places(query: &str) -> Vec<(Kind, Option<String>)> {
    let [marat, aigul] = team();
    let reporter = reporter();
    let body_of_note = EventBody {
        text: "Кадр бөлімінен сұрау керек".into(),
        ..EventBody::default()
    };
    let note = Event { body: body_of_note, ..event(aigul.id, EventKind::Note, reporter.thread()) };
    let note = carrier(aigul.id, &[marat.id, aigul.id], 1, vec![signed(note)]);
    let first = report(&reporter, &[marat.id, aigul.id], &[]);
    let letters = [kept_report(ReporterLetter { body: body(), ..first }), kept_event(note)];
    let cases = case::fold(&letters);
    let questionnaire: Questionnaire = serde_json::from_str(SHIPPED).unwrap();
    let (_, case) = cases.first_key_value().unwrap();
    let all = || passages(case, Some(&questionnaire), Language::Ru);
    let mut index = Index::default();
    index.read(all());
    let hits = index.find(&Query::parse(query).unwrap());
    let words = Text::new(Language::Ru);
    let heading = |part| match part {
        Part::Text => None,
        Part::Name => Some("name".to_owned()),
        Part::File => Some("file".to_owned()),
        Part::Answer(id, label) => Some(label.map_or(id, |label| words.pick(label)).to_owned()),
    };
    let kind = |entry: usize| match case.entries[entry].what {
        What::Reporter(letter) => Kind::Reporter(letter.kind),
        What::Event(signed) => Kind::Event(signed.event.kind),
    };
    hits.iter().map(|hit| (kind(hit.place.entry), heading(hit.place.part))).collect()
}

#[test]
fn everything_that_was_written_in_a_case_is_searched() {
    assert_eq!(places("бастық"), [(REPORT, None)]);
    assert_eq!(places("Сәуле"), [(REPORT, Some("name".into()))]);
    assert_eq!(places("кадр"), [(NOTE, None)]);
    let seen = "Что вы видели, слышали или пережили сами";
    assert_eq!(places("есік"), [(REPORT, Some(seen.into()))]);
    assert_eq!(places("сұрақ"), [(REPORT, Some("gone".into()))], "no question of these any more");
}

#[test]
fn what_was_ticked_is_found_in_every_language_and_once() {
    let job = "Что с тех пор изменилось на работе?";
    for query in ["премия", "сыйақы", "bonus", "премии сыйақыдан"] {
        assert_eq!(places(query), [(REPORT, Some(job.into()))], "{query}");
    }
    assert!(places("lost-bonus").is_empty(), "its id is no word of anybody");
}

#[test]
fn what_is_told_of_a_case_leads_to_it() {
    let (folder, [marat]) = (tempdir().unwrap(), team());
    let (reporter, id) = (reporter(), marat.id);
    let settings = settings(std::slice::from_ref(&marat));
    let mut workplace = workplace(folder.path(), marat, &settings);
    let first = report(&reporter, &[id], &[]);
    let letter = ReporterLetter { body: body(), ..first };
    workplace.vault.append(vec![kept_record(&letter)]).unwrap();
    let print = Print::new(Text::new(Language::En), true);
    let view = search(&Query::parse("айту").unwrap(), &mut workplace, Most::ALL, &print);
    let json = serde_json::to_value(&view).unwrap();
    let case = &json["cases"][0];
    assert_eq!(case["case"], reporter.thread().to_string());
    let place = &case["places"][0];
    assert_eq!((&place["kind"], &place["name"]), (&"report".into(), &"Reporter".into()));
    assert_eq!(place["grade"], "stem");
    assert_eq!(place["excerpt"][1]["text"], "айтты");
    assert_eq!(place["excerpt"][1]["found"], true);
    assert!(!workplace.vault.contents().is_read(&letter.id), "found is not read");
    assert!(
        search(&Query::parse("айту -есік").unwrap(), &mut workplace, Most::ALL, &print)
            .cases
            .is_empty()
    );
}
