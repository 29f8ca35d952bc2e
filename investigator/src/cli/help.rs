//! What `--help` says beside the flags: commands in the order of the day's work, examples that can
//! be typed as they stand, exit codes, and which command somebody meant.

use std::fmt::Write as _;
use std::{env, ffi::OsString};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ColorChoice, CommandFactory as _, FromArgMatches as _};

use super::Cli;

/// Above which command each group of the overview begins; the commands stand in the order of
/// [`super::Command`].
const GROUPS: [(&str, &str); 6] = [
    ("init", "To begin"),
    ("sync", "Every day"),
    ("status", "The course of a case"),
    ("file", "Now and then"),
    ("org", "For the organisation"),
    ("completions", "For shells and scripts"),
];

/// What people type who have used other programs, and what it is called here.
const OTHER_WORDS: [(&str, &str); 21] = [
    ("answer", "reply"),
    ("cases", "list"),
    ("comment", "note"),
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
    ("setup", "init"),
    ("step", "status"),
    ("view", "show"),
];

/// Columns left for what is said of a command, so that the overview fits into 80.
#[cfg(test)]
const ABOUT_MAX: usize = 64;

pub(super) const OVERVIEW: &str = "\
`dauys COMMAND --help` tells more of each, with examples. `dauys man DIR` writes the manual.

Exit codes:
  0  done
  1  failed on this machine
  2  wrong usage, or something was not given
  3  the server cannot be reached, or refuses
  4  something does not verify: stop and read
  5  wrong passphrase";

pub(super) const INIT: &str = "\
Examples:
  dauys init                      # asks for everything
  dauys init --home /media/stick  # keys and vault in a folder of your choice";

pub(super) const SYNC: &str = "\
Examples:
  dauys sync 'https://dauys.example/#k=…'   # the first time, with the address on the poster
  dauys sync                                # later, once on every day
  dauys sync --rejected                     # also what was refused, and why
  dauys sync --proxy socks5://127.0.0.1:9050";

pub(super) const LIST: &str = "\
Examples:
  dauys list
  dauys list --json  # for programs; `dauys schema list` says what it is made of";

pub(super) const DUE: &str = "\
Examples:
  dauys due
  dauys due --days 60";

pub(super) const SHOW: &str = "\
Examples:
  dauys show 3f9a        # the first digits of the case are enough
  dauys show 3f9a | less # what was not shown before has a star";

pub(super) const SEARCH: &str = "\
All words must be found in one case, in any form and order:

  премия начальник       finds «начальник обещал премию»
  бастық                 finds «бастығымның», and after it «бастыгымнын»
  бастык                 finds «бастық»: a keyboard without Kazakh letters will do
  \"знай своё место\"      these words in these forms, one after the other
  премия -увольнение     not the cases in which увольнение would be found

Reports, messages, names, notes, answers, labels and reasons are searched; what was ticked, in all \
three languages. Nothing is written down, and nothing counts as read. Behind the command, -- must \
stand before words with a minus, and quotation marks need others around them: your shell takes them \
away.

Examples:
  dauys search                         # asks for the words; they stay in no history
  dauys search --all -- премия -увольнение";

pub(super) const NOTE: &str = "\
Examples:
  dauys note 3f9a                   # type, and end with Ctrl-D on a line of its own
  dauys note 3f9a --file note.txt";

pub(super) const TEMPLATES: &str = "\
Examples:
  dauys templates
  dauys templates received-thanks   # one of them, in Kazakh, Russian and English";

pub(super) const REOPEN: &str = "\
Examples:
  dauys reopen 3f9a            # the reporter is told that somebody goes on with it
  dauys reopen 3f9a --file -   # with words of yours";

pub(super) const RESUME: &str = "\
Examples:
  dauys resume 3f9a";

pub(super) const AWAY: &str = "\
The inbox does not show then that you are gone. Letters alone can be sent ahead. Replies cannot: the server takes them for today only, so on the \
days you are away fewer of them go out. A `dauys sync` on one of those days posts its replies and \
no letters again.

Examples:
  dauys away --days 2  # on Friday, after the day's sync: for Saturday and Sunday";

pub(super) const ORG: &str = "\
The organisation does this on a machine that is never online, the first time in this order.

Examples:
  dauys org init
  dauys org channel union
  dauys org add card.txt --channel union
  dauys org sign
  dauys org check";

pub(super) const COMPLETIONS: &str = "\
Examples:
  dauys completions bash > ~/.local/share/bash-completion/completions/dauys
  dauys completions zsh > ~/.zfunc/_dauys
  dauys completions fish > ~/.config/fish/completions/dauys.fish

For zsh, `~/.zshrc` has `fpath+=~/.zfunc` before `autoload -Uz compinit && compinit`.";

pub(super) const MAN: &str = "\
Examples:
  dauys man ~/.local/share/man/man1  # then: man dauys, man dauys-reply
  dauys man | man -l -               # the main page, written nowhere";

pub(super) const SCHEMA: &str = "\
Examples:
  dauys schema           # the commands that have one
  dauys schema list
  dauys schema org-check
  dauys schema failure   # what every command prints if it fails";

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
