//! What is filled in to do something in a case.

use serde::Serialize;

use super::Act;
use crate::commands::choices::{Choice, Choices};

/// A field of a form. Its label is `desk-field-NAME`.
#[derive(Debug, Clone, Serialize)]
pub(in crate::desk) struct Field {
    name: &'static str,
    kind: Kind,
    options: Vec<Choice>,
    is_required: bool,
}

/// How it is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    /// One of the options.
    One,
    /// Any of them.
    Many,
    /// Yes, or no.
    Tick,
    /// A day.
    Day,
    /// A line.
    Line,
    /// A text.
    Text,
}

impl Act {
    pub(in crate::desk) fn fields(self, choices: Choices) -> Vec<Field> {
        let needed = |field: Field| Field { is_required: true, ..field };
        let told = Field::new("text", Kind::Text);
        let reason = Field::new("reason", Kind::Text);
        match self {
            Self::Status => vec![
                needed(Field::of("step", Kind::One, choices.steps)),
                Field::new("internal", Kind::Tick),
                told,
            ],
            Self::Close => vec![
                needed(Field::of("outcome", Kind::One, choices.outcomes)),
                Field::of("measure", Kind::Many, choices.measures),
                told,
                reason,
            ],
            Self::Reopen | Self::Resume => vec![told],
            Self::Pause => vec![Field::new("until", Kind::Day), needed(told)],
            Self::Extend => vec![needed(Field::new("to", Kind::Day)), needed(told)],
            Self::Assign => vec![Field::of("who", Kind::One, choices.readers)],
            Self::Label => {
                vec![needed(Field::new("label", Kind::Line)), Field::new("off", Kind::Tick)]
            }
            Self::Task => vec![
                needed(Field::new("what", Kind::Text)),
                Field::of("whom", Kind::One, choices.readers),
                Field::new("until", Kind::Day),
            ],
            Self::Done => vec![needed(Field::of("number", Kind::One, choices.tasks))],
            Self::Accused => vec![
                needed(Field::of("side", Kind::One, choices.sides)),
                needed(Field::new("side-text", Kind::Text)),
            ],
            Self::Finding => vec![
                needed(Field::new("alleged", Kind::Text)),
                Field::of("evidence", Kind::Many, choices.letters),
                needed(Field::of("found", Kind::One, choices.found)),
            ],
            Self::Found => vec![
                needed(Field::of("finding", Kind::One, choices.findings)),
                needed(Field::of("found", Kind::One, choices.found)),
            ],
            Self::Keep => vec![needed(Field::new("until", Kind::Day)), reason],
            Self::Share => vec![
                needed(Field::of("reader", Kind::One, choices.others)),
                Field::new("name-too", Kind::Tick),
                reason,
            ],
            Self::Declare => vec![
                needed(Field::of("interest", Kind::One, choices.interests)),
                Field::new("interest-text", Kind::Text),
            ],
            Self::Link => vec![needed(Field::of("other", Kind::One, choices.others_here))],
            Self::Unlink => vec![needed(Field::of("tied", Kind::One, choices.tied))],
            Self::Check => vec![
                needed(Field::of("after", Kind::One, choices.check_ins)),
                needed(Field::new("noticed", Kind::Text)),
            ],
            Self::Recuse => vec![told, reason],
            Self::Delete => vec![reason],
        }
    }
}

impl Field {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, options: Vec::new(), is_required: false }
    }

    const fn of(name: &'static str, kind: Kind, options: Vec<Choice>) -> Self {
        Self { name, kind, options, is_required: false }
    }
}
