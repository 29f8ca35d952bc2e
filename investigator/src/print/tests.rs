//! Colours stand where they were asked for, and nowhere else.

use clap::ColorChoice;

use super::*;
use crate::text::Language;

/// Everything that can be said, with a text that would like to be coloured.
fn everything(choice: ColorChoice, json: bool) -> String {
    let print = Print::kept(Language::En, json).coloured(choice);
    let hostile = message!("file-missing", path = "\u{1b}[32mgreen\u{1b}[0m");
    print.say(&hostile);
    print.say_in(Tone::Heading, &hostile);
    print.line("\u{1b}[32mgreen");
    print.below("\u{1b}[32mgreen");
    print.line_in(Tone::Urgent, "\u{1b}[32mgreen");
    print.passage("\u{1b}[32mgreen");
    print.table(&[vec!["\u{1b}[32mgreen".to_owned()]]);
    print.json(&"\u{1b}[32mgreen");
    print.remark(&hostile);
    print.warn(&hostile);
    print.beside(&hostile);
    print.failure(&Failure::new(Exit::Failed, hostile.clone()));
    print.alarm(&hostile);
    print.said()
}

#[test]
fn without_being_asked_and_for_programs_nothing_is_coloured() {
    for (choice, json) in [(ColorChoice::Never, false), (ColorChoice::Always, true)] {
        let said = everything(choice, json);
        assert!(!said.contains('\u{1b}') && said.contains("[32mgreen"), "{said:?}");
    }
}

#[test]
fn what_is_asked_for_is_coloured_by_us_alone() {
    let said = everything(ColorChoice::Always, false);
    let codes: Vec<&str> = said
        .split('\u{1b}')
        .skip(1)
        .map(|rest| rest.split_inclusive('m').next().unwrap())
        .collect();
    let ours = ["[0m", "[1m", "[2m", "[31m", "[33m"];
    assert!(codes.iter().all(|code| ours.contains(code)), "{codes:?}");
    for code in ours {
        assert!(codes.contains(&code), "{code}: {said:?}");
    }
    let plain = everything(ColorChoice::Never, false);
    let bare = ours.iter().fold(said, |said, code| said.replace(&format!("\u{1b}{code}"), ""));
    assert_eq!(bare, plain, "colours add nothing and take nothing away");
}

#[test]
fn only_an_alarm_has_the_colour_of_alarms() {
    let print = Print::kept(Language::En, false).coloured(ColorChoice::Always);
    print.alarm(&message!("alarm-signature"));
    assert_eq!(print.said().matches("\u{1b}[1m\u{1b}[31m").count(), 3, "both bars and the words");
    let quiet = Print::kept(Language::En, false).coloured(ColorChoice::Always);
    quiet.beside(&message!("wrong-passphrase"));
    assert!(!quiet.said().contains('\u{1b}'), "{:?}", quiet.said());
}

#[test]
fn an_output_that_is_full_is_a_failure_and_one_that_was_closed_is_not() {
    for (kind, whole) in [(io::ErrorKind::StorageFull, false), (io::ErrorKind::BrokenPipe, true)] {
        let print = Print { sink: Sink::Broken(kind), ..Print::kept(Language::En, false) };
        assert!(print.check_written().is_ok());
        print.line("x");
        assert_eq!(print.check_written().is_ok(), whole, "{kind}");
    }
}
