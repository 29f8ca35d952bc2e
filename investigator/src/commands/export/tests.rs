//! What an export tells of a case, by variant.

use std::io;

use dauys_crypto::event::EventBody;
use dauys_crypto::letter::ReporterKind;
use serde_json::Value;

use super::*;
use crate::cli::Posting;
use crate::commands::office::Office;
use crate::export::{BLOCK, Variant};
use crate::fixtures::{DAY, event};
use crate::print::Print;
use crate::text::Language;

const HER_NAME: &str = "Гүлнәр";
const WHY: &str = "себебі тек әріптестерге";
const NAMED: &str = "Ерлан Серікұлы";

fn office() -> Office {
    let mut office = Office::open();
    office.change_hers(|letter| {
        letter.body.text = format!("{NAMED} айтты");
        letter.body.name = HER_NAME.to_owned();
    });
    office.she_writes(ReporterKind::Message);
    let text = |text: &str| EventBody { text: text.to_owned(), ..EventBody::default() };
    let status =
        |status: &str, text: EventBody| EventBody { status: Some(status.to_owned()), ..text };
    for (kind, body) in [
        (EventKind::Declare, status("none", text(WHY))),
        (EventKind::Note, text(WHY)),
        (EventKind::Label, text(WHY)),
        (EventKind::Mask, text(NAMED)),
        (EventKind::Status, EventBody { internal: true, ..status("decision", text(WHY)) }),
        // Her name, as it is typed where there are no Kazakh letters.
        (EventKind::Accused, status("answered", text("ешкімді көрмедім, Гулнарды да"))),
        (EventKind::Finding, status("confirmed", text(WHY))),
        (EventKind::Checkin, status("30", text(WHY))),
        (EventKind::Opened, EventBody::default()),
        (
            EventKind::Close,
            EventBody { measures: vec!["dismissal".to_owned()], ..status("confirmed", text(WHY)) },
        ),
    ] {
        let after = office.case().entries.iter().map(|entry| entry.sha256).collect();
        let thread = office.case().thread;
        office.colleague(dauys_crypto::event::Event {
            after,
            body,
            ..event(Office::MARAT, kind, thread)
        });
    }
    office
}

fn takes(office: &Office, variant: Variant, name_too: bool) -> Takes {
    let posting = Posting { now: false, proxy: None };
    let case = office.case().thread.to_string();
    Takes { case, variant, with: Vec::new(), name_too, to: None, posting }
}

fn written(office: &Office, takes: &Takes, language: Language) -> Vec<u8> {
    let print = Print::kept(language, false);
    Plan::of(&office.workplace, takes, &print).unwrap().write(Vec::new()).unwrap()
}

/// `case.json`, out of the file.
fn told(bytes: &[u8]) -> Value {
    let begin = br#"{
  "format": "dauys-case/1""#;
    let at = bytes.windows(begin.len()).position(|window| window == begin).unwrap();
    let mut values = serde_json::Deserializer::from_slice(&bytes[at..]).into_iter();
    values.next().unwrap().unwrap()
}

fn holds(bytes: &[u8], needle: &str) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
}

#[test]
fn the_same_case_makes_the_same_bytes() {
    let office = office();
    for variant in [Variant::Full, Variant::Redacted, Variant::Authority] {
        for language in Language::ALL {
            let takes = takes(&office, variant, false);
            let once = written(&office, &takes, language);
            assert!(once == written(&office, &takes, language), "{variant:?} {language:?}");
        }
    }
}

#[test]
fn the_full_variant_has_everything_with_what_proves_it_and_lists_the_masks() {
    let office = office();
    let bytes = written(&office, &takes(&office, Variant::Full, false), Language::Ru);
    let told = told(&bytes);
    for needle in [NAMED, WHY, HER_NAME, "ешкімді көрмедім"] {
        assert!(holds(&bytes, needle), "{needle}");
    }
    assert!(!holds(&bytes, BLOCK));
    assert_eq!(told["masks"], serde_json::json!([NAMED]));
    assert_eq!(told["shut_out"][0]["name"], "Дина Ахметова");
    for entry in told["entries"].as_array().unwrap() {
        assert!(entry["proof"]["json"].is_string() && entry["proof"]["sha256"].is_string());
    }
    // The fixture signs badly, and it is told.
    assert!(told["entries"].as_array().unwrap().iter().any(|it| it["verified"] == false));
}

#[test]
fn the_other_variants_cover_leave_out_and_prove_nothing() {
    let office = office();
    for variant in [Variant::Redacted, Variant::Authority] {
        let bytes = written(&office, &takes(&office, variant, false), Language::En);
        let is_redacted = variant == Variant::Redacted;
        let finding = if is_redacted { WHY } else { NAMED };
        for needle in [NAMED, "Серікұлы", finding, HER_NAME, "Гулнар", "Дина"] {
            assert!(!holds(&bytes, needle), "{variant:?}: {needle}");
        }
        assert!(holds(&bytes, "ешкімді көрмедім"), "what the accused said is no note");
        let told = told(&bytes);
        let entries = told["entries"].as_array().unwrap();
        let internal = entries.iter().filter(|entry| entry["kind"] == "internal").count();
        let expected = if is_redacted { 7 } else { 6 };
        assert_eq!(
            internal, expected,
            "declaration, note, label, mask, step inside, check, finding"
        );
        let measures = told["measures"].as_array().unwrap().len();
        assert_eq!(measures, usize::from(!is_redacted), "what was done is for colleagues");
        assert_eq!(holds(&bytes, "dismissal"), !is_redacted);
        for entry in entries {
            assert!(entry["proof"].is_null(), "who guesses could be sure: {entry}");
            let is_empty = entry["text"].is_null() && entry["particulars"].is_null();
            assert!(entry["left_out"] == false || is_empty, "{entry}");
        }
        for digest in office.case().entries.iter().map(|entry| entry.sha256) {
            assert!(!holds(&bytes, &digest.to_string()), "nor by its hash");
        }
        let named = written(&office, &takes(&office, variant, true), Language::En);
        assert!(holds(&named, HER_NAME) && !holds(&named, NAMED), "if she agreed");
    }
}

#[test]
fn who_had_it_in_hand_is_told() {
    let office = office();
    let takes = takes(&office, Variant::Redacted, false);
    let plan = Plan::of(&office.workplace, &takes, &Print::kept(Language::En, false)).unwrap();
    let [opened] = plan.manifest.custody.as_slice() else {
        panic!("{:?}", plan.manifest.custody);
    };
    assert_eq!((opened.did.as_str(), opened.by, opened.day), ("opened", Some(Office::MARAT), DAY));
    assert_eq!(plan.manifest.by.key, office.workplace.keys.signing_key());
}

#[test]
fn somebody_whose_name_is_covered_is_not_named_by_an_id_either() {
    let mut office = office();
    let name = crate::commands::who::name(&Office::MARAT, office.workplace.vault.contents());
    let mask = EventBody { text: name.clone(), ..EventBody::default() };
    office.add(|_, _| Ok((message!("already-so"), vec![(EventKind::Mask, mask)]))).unwrap();
    for (variant, is_named) in [(Variant::Full, true), (Variant::Redacted, false)] {
        let bytes = written(&office, &takes(&office, variant, false), Language::Kk);
        for needle in [name.clone(), Office::MARAT.to_string()] {
            assert_eq!(holds(&bytes, &needle), is_named, "{variant:?}: {needle}");
        }
    }
}

#[test]
fn who_has_a_conflict_or_has_not_said_takes_nothing_out() {
    let mut office = Office::open();
    let checked = |office: &Office| {
        let checked = check_declared(&office.workplace, &office.case());
        checked.map_err(|failure| failure.message.key())
    };
    assert_eq!(checked(&office), Err("export-declare"));
    for (status, expected) in [("conflict", Err("export-conflict")), ("none", Ok(()))] {
        let body = EventBody { status: Some(status.to_owned()), ..EventBody::default() };
        let declare = vec![(EventKind::Declare, body)];
        office.add(|_, _| Ok((message!("already-so"), declare))).unwrap();
        assert_eq!(checked(&office), expected);
    }
}

#[test]
fn what_cannot_be_written_is_told_as_that() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let office = office();
    let takes = takes(&office, Variant::Redacted, false);
    let plan = Plan::of(&office.workplace, &takes, &Print::kept(Language::En, false)).unwrap();
    let failed = plan.write(Full).err().unwrap();
    assert_eq!(failed.message.key(), "export-not-written");
}
