//! Colours: few, each with one meaning, and never the only sign of it.
//!
//! They are put around text that was cleaned before, and by nobody but [`super::Print`]: no text can
//! bring or imitate one.

use std::io;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use serde::Serialize;

/// What is said by how something looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Must not be overlooked: something does not verify, somebody is punished for reporting.
    Alarm,
    /// Needs somebody today: a promise in danger, what cannot be taken back.
    Urgent,
    /// What stands above something else.
    Heading,
    /// Beside the matter.
    Quiet,
}

impl Tone {
    /// The sixteen colours of every terminal, so that they suit its background.
    const fn style(self) -> Style {
        match self {
            Self::Alarm => AnsiColor::Red.on_default().bold(),
            Self::Urgent => AnsiColor::Yellow.on_default(),
            Self::Heading => Style::new().bold(),
            Self::Quiet => Style::new().dimmed(),
        }
    }
}

/// Whether each of the two outputs takes colours.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Paint {
    pub(super) out: bool,
    pub(super) err: bool,
}

impl Paint {
    /// As it was asked for; left to itself, a terminal that can show colours gets them unless
    /// `NO_COLOR` is set, and another output if `CLICOLOR_FORCE` is.
    pub(super) fn of(asked: clap::ColorChoice) -> Self {
        let choice = match asked {
            clap::ColorChoice::Always => ColorChoice::Always,
            clap::ColorChoice::Never => ColorChoice::Never,
            clap::ColorChoice::Auto => ColorChoice::Auto,
        };
        // Looking makes an older Windows console understand them, too.
        let out = AutoStream::new(io::stdout(), choice).current_choice();
        let err = AutoStream::new(io::stderr(), choice).current_choice();
        Self { out: out != ColorChoice::Never, err: err != ColorChoice::Never }
    }
}

/// Lines in a tone, each for itself: a pager that begins in the middle shows the rest as it is.
pub(super) fn paint(is_on: bool, tone: Tone, text: &str) -> String {
    if !is_on {
        return text.to_owned();
    }
    let style = tone.style();
    let line = |line: &str| match line {
        "" => String::new(),
        line => format!("{style}{line}{style:#}"),
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_coloured_by_itself_or_none_is() {
        assert_eq!(
            paint(true, Tone::Heading, "a\n\nb\n"),
            "\u{1b}[1ma\u{1b}[0m\n\n\u{1b}[1mb\u{1b}[0m\n"
        );
        assert_eq!(paint(false, Tone::Alarm, "a\nb"), "a\nb");
    }
}
