//! A report that a desk takes down for somebody else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use dauys_crypto::draft::{DraftError, ReportDraft};
use dauys_crypto::letter::ReporterKind;
use dauys_wire::questionnaire::{Answer, Answers};

use super::*;

const STORY: &str = "Ол мені дәлізде тоқтатты.";

fn draft(to: &[Id], shut_out: &[Id]) -> ReportDraft {
    ReportDraft {
        answers: [("story".to_owned(), Answer::One(STORY.to_owned()))].into(),
        to: to.to_vec(),
        shut_out: shut_out.to_vec(),
        lang: Lang::Kk,
        day: DAY,
        name: String::new(),
        name_to: Vec::new(),
        taken_by: None,
        only_counted: false,
        blobs: Vec::new(),
    }
}

#[test]
fn what_is_filed_opens_for_those_who_were_chosen_and_says_who_took_it_down() {
    let team: [Keys; 3] = team();
    let (known, contents) = (known(&team), Contents::default());
    let [first, second, third] = team.each_ref().map(|keys| keys.id);
    // The one who takes it down may be shut out too.
    for (to, shut_out) in [([first, second], third), ([second, third], first)] {
        let desk = Desk { keys: &team[0], known: &known, contents: &contents, today: DAY };
        let Filed { code, outgoing } = desk.file(draft(&to, &[shut_out])).unwrap();
        let her = Her::derive(&code, "", &team[0].instance);
        for keys in &team {
            let Outgoing { id, file, .. } = &outgoing;
            let opened = open::letter(file, id, &keys.reading, &keys.id, &known.roster);
            assert_eq!(opened.is_ok(), to.contains(&keys.id));
            let Ok(opened) = opened else { continue };
            let Letter::Reporter(letter) = opened.value else { unreachable!("a report") };
            assert_eq!((letter.kind, letter.thread), (ReporterKind::Report, her.thread()));
            assert_eq!((letter.body.taken_by, letter.day), (Some(first), DAY));
            assert_eq!(letter.body.answers["story"], Answer::One(STORY.to_owned()));
            let state = letter.state.verify(&team[0].instance, &her.keys().signing_key).unwrap();
            assert_eq!((state.to, state.shut_out), (to.to_vec(), vec![shut_out]));
        }
    }
}

#[test]
fn of_what_is_filed_nothing_is_kept_that_opens_or_erases_it() {
    let team: [Keys; 2] = team();
    let (known, contents) = (known(&team), Contents::default());
    let desk = Desk { keys: &team[0], known: &known, contents: &contents, today: DAY };
    let Filed { code, outgoing } = desk.file(draft(&[team[1].id], &[])).unwrap();
    let her = Her::derive(&code, "", &team[0].instance);
    let id = outgoing.id;
    assert_eq!((id, outgoing.place.withdraw()), (her.first_letter(), Some(her.withdraw_hash(&id))));
    let kept = serde_json::to_string(&Record::Outgoing(outgoing)).unwrap();
    let token = STANDARD_NO_PAD.encode(her.withdraw_token(&id).as_slice());
    let seed = STANDARD_NO_PAD.encode(her.identity().seed());
    let digits: String = code.grouped().split(' ').collect();
    for secret in [&token, &seed, &digits, code.grouped().as_str(), STORY] {
        assert!(!kept.contains(secret));
    }
    let again: Record = serde_json::from_str(&kept).unwrap();
    assert!(matches!(again, Record::Outgoing(Outgoing { place: Place::Filed { .. }, .. })));
}

#[test]
fn nothing_is_filed_against_the_rules_of_the_form_or_by_somebody_who_left() {
    let team: [Keys; 2] = team();
    let (mut known, contents) = (known(&team), Contents::default());
    let file = |known: &KnownRoster, draft: ReportDraft| {
        let desk = Desk { keys: &team[0], known, contents: &contents, today: DAY };
        desk.file(draft).map(|_| ()).unwrap_err()
    };
    let nothing = ReportDraft { answers: Answers::new(), ..draft(&[team[1].id], &[]) };
    assert_eq!(file(&known, nothing), FilingError::Draft(DraftError::Answers));
    let nobody = file(&known, draft(&[], &[]));
    assert_eq!(nobody, FilingError::Draft(DraftError::NobodyReads));
    known.roster.channels[0].members = vec![team[1].id];
    assert_eq!(file(&known, draft(&[team[1].id], &[])), FilingError::NotActive);
}
