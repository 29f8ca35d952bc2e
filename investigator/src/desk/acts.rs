//! What can be done in a case beside answering: of each act the fields of its form, and the command that it
//! gives. What is told to the reporter is shown first as the reporter will see it.

mod form;

use clap::ValueEnum as _;
use serde::Serialize;

pub(super) use self::form::{Form, lines};

use crate::cli::{
    Accused, Again, Assign, Beside, Close, Command, Declare, Delete, Extend, Finding, Interest,
    Keep, Label, Pause, Posting, Recuse, Share, Side, Status, Task, Wording,
};
use crate::commands::choices::{Choice, Choices};

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Act {
    Status,
    Close,
    Reopen,
    Pause,
    Resume,
    Extend,
    Assign,
    Label,
    Task,
    Done,
    Finding,
    Found,
    Accused,
    Keep,
    Share,
    Declare,
    Recuse,
    Delete,
}

/// A field of a form. Its label is `desk-field-NAME`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Field {
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
    /// In the order in which they are looked for.
    pub(super) const ALL: [Self; 18] = [
        Self::Status,
        Self::Assign,
        Self::Task,
        Self::Done,
        Self::Label,
        Self::Accused,
        Self::Finding,
        Self::Found,
        Self::Share,
        Self::Close,
        Self::Reopen,
        Self::Pause,
        Self::Resume,
        Self::Extend,
        Self::Keep,
        Self::Declare,
        Self::Recuse,
        Self::Delete,
    ];

    /// In addresses.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Extend => "extend",
            Self::Assign => "assign",
            Self::Label => "label",
            Self::Task => "task",
            Self::Done => "done",
            Self::Finding => "finding",
            Self::Found => "found",
            Self::Accused => "accused",
            Self::Keep => "keep",
            Self::Share => "share",
            Self::Declare => "declare",
            Self::Recuse => "recuse",
            Self::Delete => "delete",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }

    /// Whether the reporter is told.
    pub(super) const fn tells(self) -> bool {
        matches!(
            self,
            Self::Status
                | Self::Close
                | Self::Reopen
                | Self::Pause
                | Self::Resume
                | Self::Extend
                | Self::Recuse
        )
    }

    /// Whether the case is not here any more when it is done.
    pub(super) const fn ends_here(self) -> bool {
        matches!(self, Self::Recuse | Self::Delete)
    }

    pub(super) fn fields(self, choices: Choices) -> Vec<Field> {
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
            Self::Recuse => vec![told, reason],
            Self::Delete => vec![reason],
        }
    }

    /// None if something is missing, or of another form than the form allows.
    pub(super) fn command(self, case: String, form: &Form, seen: bool) -> Option<Command> {
        let posting = Posting::default();
        let words = || form.words(!self.tells() || seen);
        let why = form.reason();
        let beside = || Beside { reason: form.one("reason"), reason_file: None };
        Some(match self {
            Self::Status => Command::Status(Status {
                case,
                step: form.one("step")?,
                internal: form.is_ticked("internal"),
                words: if form.is_ticked("internal") { form.words(true) } else { words() },
            }),
            Self::Close => Command::Close(Close {
                case,
                outcome: form.one("outcome")?,
                measures: form.many("measure"),
                why: beside(),
                words: words(),
            }),
            Self::Reopen => Command::Reopen(Again { case, words: words() }),
            Self::Resume => Command::Resume(Again { case, words: words() }),
            Self::Pause => {
                Command::Pause(Pause { case, until: form.day("until")?, words: words() })
            }
            Self::Extend => Command::Extend(Extend { case, to: form.day("to")??, words: words() }),
            Self::Assign => {
                let who = form.one("who");
                Command::Assign(Assign { case, nobody: who.is_none(), who, me: false, posting })
            }
            Self::Label => Command::Label(Label {
                case,
                labels: vec![form.one("label")?],
                file: None,
                off: form.is_ticked("off"),
                posting,
            }),
            Self::Task => Command::Task(Task {
                case,
                wording: Wording { text: Some(form.one("what")?), file: None },
                whom: form.one("whom"),
                until: form.day("until")?,
                done: None,
                posting,
            }),
            Self::Done => Command::Task(Task {
                case,
                wording: Wording::default(),
                whom: None,
                until: None,
                done: Some(form.one("number")?.parse().ok()?),
                posting,
            }),
            Self::Accused => Command::Accused(Accused {
                case,
                what: if form.one("side")? == "asked" { Side::Asked } else { Side::Answered },
                file: None,
                posting,
            }),
            Self::Finding => Command::Finding(Finding {
                case,
                wording: Wording { text: Some(form.one("alleged")?), file: None },
                evidence: form.numbers("evidence")?,
                found: Some(form.found()?),
                number: None,
                posting,
            }),
            Self::Found => Command::Finding(Finding {
                case,
                wording: Wording::default(),
                evidence: Vec::new(),
                found: Some(form.found()?),
                number: Some(form.one("finding")?.parse().ok()?),
                posting,
            }),
            Self::Keep => Command::Keep(Keep { case, until: form.day("until")??, why, posting }),
            Self::Share => Command::Share(Share {
                case,
                reader: form.one("reader")?,
                why,
                name_too: form.is_ticked("name-too"),
                yes: true,
                posting,
            }),
            Self::Declare => Command::Declare(Declare {
                case,
                what: Interest::from_str(&form.one("interest")?, false).ok()?,
                text: form.one("interest-text"),
                file: None,
                posting,
            }),
            Self::Recuse => Command::Recuse(Recuse { case, why: beside(), words: words() }),
            Self::Delete => Command::Delete(Delete { case, why, yes: true, posting }),
        })
    }

    /// The text that is written and not chosen.
    pub(super) fn typed(self, form: &Form) -> Option<String> {
        form.one(if self == Self::Accused { "side-text" } else { "text" })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::paper::Paper;
    use crate::desk::settings::Settings;
    use crate::text::Language;

    fn choices() -> Choices {
        let (steps, outcomes, measures) = (Vec::new(), Vec::new(), Vec::new());
        let (readers, others, tasks, sides) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (letters, findings, found, interests) = Default::default();
        Choices {
            steps,
            outcomes,
            measures,
            readers,
            others,
            tasks,
            sides,
            letters,
            findings,
            found,
            interests,
        }
    }

    fn form(fields: &[(&str, &str)]) -> Form {
        Form(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn every_act_has_its_words_in_every_language() {
        for language in Language::ALL {
            let paper = Paper::new(Settings { language, shortcuts: true });
            for act in Act::ALL {
                assert_eq!(Act::parse(act.code()), Some(act));
                let value = serde_json::json!({ "act": act, "fields": act.fields(choices()) });
                let page = paper.print("act.html", &value).unwrap();
                assert!(page.contains("<form"), "{page}");
            }
        }
    }

    #[test]
    fn what_is_missing_or_no_day_gives_no_command() {
        let command = |act: Act, fields: &[(&str, &str)]| {
            act.command("3f9a".to_owned(), &form(fields), true).is_some()
        };
        assert!(!command(Act::Status, &[]) && command(Act::Status, &[("step", "decision")]));
        assert!(!command(Act::Extend, &[]) && !command(Act::Extend, &[("to", "soon")]));
        assert!(command(Act::Extend, &[("to", "2027-01-11")]));
        assert!(command(Act::Pause, &[]) && !command(Act::Pause, &[("until", "1")]));
        assert!(command(Act::Assign, &[("who", " ")]), "to nobody");
        let finding = |evidence, found| {
            let alleged = ("alleged", "words");
            command(Act::Finding, &[alleged, ("evidence", evidence), ("found", found)])
        };
        assert!(finding("1", "open") && !finding("x", "open") && !finding("1", "perhaps"));
        assert!(command(Act::Found, &[("finding", "1"), ("found", "confirmed")]));
        assert!(!command(Act::Found, &[("found", "confirmed")]));
        assert!(command(Act::Declare, &[("interest", "conflict")]));
        assert!(!command(Act::Declare, &[("interest", "perhaps")]));
    }

    #[test]
    fn what_she_is_told_is_only_shown_until_it_was_seen() {
        let fields = form(&[("step", "decision"), ("text", "words")]);
        for seen in [false, true] {
            let command = Act::Status.command("3f9a".to_owned(), &fields, seen);
            let Some(Command::Status(status)) = command else { panic!() };
            assert_eq!((status.words.preview, status.words.yes), (!seen, true));
            assert!(status.words.file.is_some(), "the page brings the text");
        }
    }
}
