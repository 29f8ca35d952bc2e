//! A diary that is opened again: where nothing has changed, under other questions, for another
//! installation.

#![expect(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{Team, today};
use dauys_crypto::diary::{Diary, Draft, ENTRY_CHARS_MAX, Entry, Words};
use dauys_crypto::draft::Published;
use dauys_crypto::letter::RosterRef;
use dauys_crypto::wire::questionnaire::{Answer, Questionnaire};
use dauys_crypto::wire::roster::Roster;
use dauys_crypto::wire::{Digest, Id, InstanceName};

const WRITTEN: &str = "Есік жабық болды.";

fn questionnaire() -> Questionnaire {
    let bytes = include_bytes!("../../client-wasm/data/questionnaire.json");
    serde_json::from_slice(bytes).unwrap()
}

fn one(text: &str) -> Answer {
    Answer::One(text.to_owned())
}

fn many(ids: &[&str]) -> Answer {
    Answer::Many(ids.iter().map(|id| (*id).to_owned()).collect())
}

fn of(instance: &InstanceName, draft: Draft) -> Diary {
    let text = Words::try_from(WRITTEN.to_owned()).unwrap();
    let entries = vec![Entry { day: today().minus(3), text, carried: true }];
    Diary::new(instance, &questionnaire(), entries, draft)
}

fn settled(diary: &Diary, roster: &Roster, questionnaire: &Questionnaire) -> Diary {
    let reference = RosterRef { version: 1, sha256: Digest::of(b"") };
    diary.clone().settle(Published { roster, questionnaire, reference }, today())
}

#[test]
fn where_nothing_has_changed_nothing_changes() {
    let roster = Team::of(3).roster;
    let draft = Draft {
        answers: [
            ("seen".to_owned(), one("Екі рет шақырды.")),
            ("form".to_owned(), many(&["vulgar-remarks", "staring"])),
            ("frequency".to_owned(), one("prefer-not-to-say")),
            ("people".to_owned(), one("3")),
        ]
        .into(),
        to: Some(vec![roster.investigators[0].id]),
        // Whoever is not on the list today stays shut out.
        shut_out: vec![Id::from_bytes([9; 16])],
        name: "Айгүл".to_owned(),
        name_to: vec![roster.investigators[0].id],
        left: vec!["+7 701 000 00 00".to_owned()],
        own_copy: true,
        ..Draft::default()
    };
    let before = of(&roster.instance, draft);
    assert!(settled(&before, &roster, &questionnaire()) == before);
}

#[test]
fn readers_are_kept_where_they_can_still_be_chosen() {
    let roster = Team::of(3).roster;
    let known = roster.investigators[0].id;
    let to = Some(vec![known, Id::from_bytes([9; 16])]);
    let name_to = vec![known];
    let draft = Draft { to, name_to, name: "Айгүл".to_owned(), ..Draft::default() };
    let mut before = of(&roster.instance, draft);
    assert_eq!(settled(&before, &roster, &questionnaire()).draft.to, Some(vec![known]));
    before.draft.shut_out = vec![known];
    let after = settled(&before, &roster, &questionnaire()).draft;
    assert_eq!((after.to, after.shut_out), (None, vec![known]), "she is asked anew");

    before.instance = InstanceName::parse("another").unwrap();
    let after = settled(&before, &roster, &questionnaire());
    assert_eq!(after.instance, roster.instance);
    let Draft { to, shut_out, name, name_to, .. } = after.draft;
    assert_eq!((to, shut_out, name_to), (None, Vec::new(), Vec::new()));
    assert_eq!(name, "Айгүл", "her own word");
}

#[test]
fn under_other_questions_what_was_chosen_goes_and_her_words_become_an_entry() {
    let roster = Team::of(3).roster;
    let long = "я".repeat(ENTRY_CHARS_MAX);
    let draft = Draft {
        answers: [
            ("seen".to_owned(), one("Екі рет.")),
            ("told".to_owned(), one(&format!("{long}ю"))),
            ("dates".to_owned(), one("may")),
            ("role".to_owned(), one("no-such-role")),
            ("basis".to_owned(), many(&["no-such-basis"])),
            ("people".to_owned(), one("3")),
            ("no-such-question".to_owned(), one("an-option")),
        ]
        .into(),
        ..Draft::default()
    };
    let before = of(&roster.instance, draft);
    let mut here = questionnaire();
    here.questions.retain(|question| question.id != "told");
    for question in &mut here.questions {
        // What was a text is a choice here: her word is no option of it.
        if question.id == "dates" {
            question.kind = dauys_crypto::wire::questionnaire::QuestionKind::Many;
        }
    }
    let after = settled(&before, &roster, &here);
    let ids: Vec<&str> = after.draft.answers.keys().map(String::as_str).collect();
    assert_eq!(ids, ["people", "seen"]);
    let entry = |entry: &Entry| (entry.day, entry.carried, entry.text.as_str().to_owned());
    let entries: Vec<_> = after.entries.iter().map(entry).collect();
    let new = |text: &str| (today(), false, text.to_owned());
    let expected = [(today().minus(3), true, WRITTEN.to_owned()), new("may"), new(&long), new("ю")];
    assert_eq!(entries, expected);
}

#[test]
fn of_several_choices_those_stay_that_can_be_made_here() {
    let roster = Team::of(3).roster;
    let answers = [("form".to_owned(), many(&["vulgar-remarks", "no-such-form"]))].into();
    let before = of(&roster.instance, Draft { answers, ..Draft::default() });
    let after = settled(&before, &roster, &questionnaire());
    assert_eq!(after.draft.answers["form"], many(&["vulgar-remarks"]));
}
