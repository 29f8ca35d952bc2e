//! The overview of the main help: commands in the order of the day's work, in groups; and which
//! command somebody meant who typed another word.

use std::fmt::Write as _;
use std::{env, ffi::OsString};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ColorChoice, CommandFactory as _, FromArgMatches as _};

use super::Cli;

/// Above which command each group of the overview begins; the commands stand in the order of
/// [`super::Command`].
const GROUPS: [(&str, &str); 12] = [
    ("init", "To begin"),
    ("sync", "Every day"),
    ("status", "The course of a case, which the reporter is told"),
    ("assign", "The work on a case, which colleagues see"),
    ("share", "Who takes part"),
    ("file", "Now and then"),
    ("backup", "Your keys and cases, kept safe"),
    ("org", "For the organisation"),
    ("verify-site", "For whoever watches over the page"),
    ("verify-export", "For whoever gets an exported case"),
    ("report", "For whoever reports"),
    ("completions", "For shells and scripts"),
];

/// What people type who have used other programs, and what it is called here.
const OTHER_WORDS: [(&str, &str); 25] = [
    ("answer", "reply"),
    ("cases", "list"),
    ("comment", "note"),
    ("download", "get"),
    ("extract", "get"),
    ("fetch", "sync"),
    ("find", "search"),
    ("finish", "close"),
    ("grep", "search"),
    ("handover", "share"),
    ("holiday", "away"),
    ("inbox", "list"),
    ("keygen", "init"),
    ("ls", "list"),
    ("open", "show"),
    ("organisation", "org"),
    ("pull", "sync"),
    ("read", "show"),
    ("remove", "delete"),
    ("rm", "delete"),
    ("save", "get"),
    ("setup", "init"),
    ("step", "status"),
    ("verify", "verify-site"),
    ("view", "show"),
];

/// Columns left for what is said of a command, so that the overview fits into 80.
#[cfg(test)]
const ABOUT_MAX: usize = 64;

/// Everything that can be typed, with its overview.
pub fn command() -> clap::Command {
    let command = Cli::command();
    let overview = overview(&command);
    command.help_template(overview)
}

/// What was typed; ends the program with help or a complaint if it is no command.
pub fn parse() -> Cli {
    let arguments: Vec<OsString> = env::args_os().collect();
    let command = command().color(asked_color(&arguments));
    let parsed = command.clone().try_get_matches_from(arguments);
    parsed
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .unwrap_or_else(|error| with_other_words(error, &command).exit())
}

/// Help and complaints come before flags are understood, and this one is about them too.
fn asked_color(arguments: &[OsString]) -> ColorChoice {
    let mut asked = ColorChoice::Auto;
    let mut rest = arguments.iter().filter_map(|argument| argument.to_str()).peekable();
    while let Some(argument) = rest.next() {
        let value = match argument.strip_prefix("--color") {
            Some("") => rest.peek().copied(),
            Some(value) => value.strip_prefix('='),
            None => None,
        };
        asked = value.and_then(|value| value.parse().ok()).unwrap_or(asked);
    }
    asked
}

/// Names the command that is meant by a word which other programs have for it.
fn with_other_words(mut error: clap::Error, command: &clap::Command) -> clap::Error {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return error;
    }
    let typed = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(typed)) => typed.to_lowercase(),
        _ => return error,
    };
    if let Some((_, meant)) = OTHER_WORDS.iter().find(|(word, _)| *word == typed) {
        let meant = ContextValue::Strings(vec![(*meant).to_owned()]);
        error.insert(ContextKind::SuggestedSubcommand, meant);
    }
    error.with_cmd(command)
}

/// The template of the main help: clap lists all commands under one heading.
fn overview(command: &clap::Command) -> String {
    let style = command.get_styles();
    let (heading, name) = (style.get_header(), style.get_literal());
    let commands: Vec<_> = command.get_subcommands().filter(|one| !one.is_hide_set()).collect();
    let width = commands.iter().map(|one| one.get_name().len()).max().unwrap_or(0);
    let mut text = "{about-with-newline}\n{usage-heading} {usage}\n".to_owned();
    for one in commands {
        if let Some((_, group)) = GROUPS.iter().find(|(first, _)| *first == one.get_name()) {
            let _ = write!(text, "\n{heading}{group}:{heading:#}\n");
        }
        let about = one.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(text, "  {name}{:<width$}{name:#}  {about}", one.get_name());
    }
    let _ = write!(text, "\n{heading}Options:{heading:#}\n{{options}}{{after-help}}");
    text
}

#[cfg(test)]
mod tests;
