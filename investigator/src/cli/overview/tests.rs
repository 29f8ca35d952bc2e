//! Help is true: its examples can be typed, its groups exist, its tips lead somewhere.

use clap::Command;
use unicode_width::UnicodeWidthStr as _;

use super::*;
use crate::case::step::{Measure, Outcome, Step};
use crate::template;

fn names(command: &Command) -> Vec<&str> {
    command.get_subcommands().map(Command::get_name).collect()
}

/// Every command, with all that are above it.
fn all() -> Vec<(String, Command)> {
    fn below(path: &str, command: &Command, found: &mut Vec<(String, Command)>) {
        for one in command.get_subcommands() {
            let path = format!("{path} {}", one.get_name());
            below(&path, one, found);
            found.push((path, one.clone()));
        }
    }
    let mut found = Vec::new();
    below("dauys", &command(), &mut found);
    found
}

/// As a shell would: quotation marks hold words together, a comment and what follows a pipe or a
/// redirection is not ours.
fn words(line: &str) -> Vec<String> {
    let line =
        [" # ", " > ", " < ", " | "].iter().fold(line, |line, end| line.split(end).next().unwrap());
    let pieces = line.trim().split('\'').enumerate();
    let words = pieces.flat_map(|(place, piece)| match place % 2 {
        0 => piece.split_whitespace().map(str::to_owned).collect(),
        _ => vec![piece.to_owned()],
    });
    words.collect()
}

#[test]
fn every_example_can_be_typed_and_every_command_has_one() {
    for (path, command) in all() {
        let help = command.get_after_long_help().or(command.get_after_help());
        let help = help.map(ToString::to_string).unwrap_or_default();
        let examples: Vec<&str> =
            help.lines().filter(|line| line.starts_with("  dauys ")).collect();
        // The steps of a ceremony are shown with it.
        let is_shown = examples.iter().any(|example| example.contains(&path));
        assert!(is_shown || path.starts_with("dauys org "), "{path}: {examples:?}");
        for example in examples {
            if let Err(error) = super::command().try_get_matches_from(words(example)) {
                panic!("{example}: {error}");
            }
            let words = words(example);
            let named = words
                .windows(2)
                .filter(|two| ["--template", "templates"].contains(&two[0].as_str()));
            for two in named {
                assert!(template::find(&two[1]).is_some(), "{example}: no such template");
            }
            assert!(example.width() <= 100, "{example}");
        }
    }
}

#[test]
fn every_code_that_can_be_typed_is_named() {
    let named = |name: &str| {
        let help = command().find_subcommand(name).unwrap().get_after_help().unwrap().to_string();
        help.split([' ', ',', '.', '\n']).map(str::to_owned).collect::<Vec<_>>()
    };
    let (status, close) = (named("status"), named("close"));
    assert!(Step::OPEN.iter().all(|step| status.contains(&step.code().to_owned())), "{status:?}");
    let outcomes = Outcome::ALL.iter().map(|outcome| outcome.code());
    for code in outcomes.chain(Measure::ALL.iter().map(|measure| measure.code())) {
        assert!(close.contains(&code.to_owned()), "{code}: {close:?}");
    }
}

#[test]
fn every_flag_says_what_it_is_for_in_a_line_or_a_few() {
    for (path, command) in all() {
        for argument in command.get_arguments() {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(!help.is_empty(), "{path}: {}", argument.get_id());
        }
        if command.get_after_long_help().is_some() {
            continue;
        }
        // Otherwise clap takes three lines for what needs one.
        let told = |flag| {
            let asked = path.split(' ').chain([flag]);
            super::command().try_get_matches_from(asked).unwrap_err().to_string()
        };
        assert_eq!(told("--help"), told("-h"), "{path}");
    }
}

#[test]
fn the_overview_has_every_command_under_its_heading_and_fits() {
    let command = command();
    let help = command.clone().render_help().to_string();
    for (first, heading) in GROUPS {
        assert!(help.contains(&format!("\n{heading}:\n  {first} ")), "{heading}: {help}");
    }
    for one in command.get_subcommands() {
        let about = one.get_about().unwrap().to_string();
        assert!(about.width() <= ABOUT_MAX, "{}: {about}", one.get_name());
        assert!(help.contains(&format!("  {about}\n")), "{about}: {help}");
    }
    assert!(help.contains("Exit codes:\n  0  done\n"), "{help}");
}

#[test]
fn what_is_mistyped_or_called_otherwise_elsewhere_leads_to_the_command() {
    let tip = |typed: &str| {
        let error = command().try_get_matches_from(["dauys", typed]).unwrap_err();
        with_other_words(error, &command()).to_string()
    };
    for (typed, meant) in [
        ("rpely", "reply"),
        ("lits", "list"),
        ("Answer", "reply"),
        ("ls", "list"),
        ("finish", "close"),
    ] {
        assert!(
            tip(typed).contains(&format!("similar subcommand exists: '{meant}'")),
            "{}",
            tip(typed)
        );
    }
    assert!(!tip("xyzzy").contains("similar"), "{}", tip("xyzzy"));
    for (word, meant) in OTHER_WORDS {
        assert!(names(&command()).contains(&meant) && !names(&command()).contains(&word), "{word}");
    }
}

#[test]
fn colours_of_help_are_asked_for_like_all_others() {
    let asked = |line: &str| asked_color(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
    assert_eq!(asked("dauys --help"), ColorChoice::Auto);
    assert_eq!(asked("dauys --color=never lits"), ColorChoice::Never);
    assert_eq!(asked("dauys lits --color always"), ColorChoice::Always);
    assert_eq!(asked("dauys --color --help"), ColorChoice::Auto);
}
