//! The command that somebody gives who has filled in a form.

use clap::ValueEnum as _;

use super::{Act, Form};
use crate::cli::{
    Accused, Again, Assign, Beside, Check, Close, Command, Declare, Delete, Extend, Finding,
    Interest, Keep, Label, Link, Pause, Posting, Recuse, Share, Side, Status, Task, Wording,
};

impl Act {
    /// None if something is missing, or of another form than the form allows.
    pub(in crate::desk) fn command(self, case: String, form: &Form, seen: bool) -> Option<Command> {
        let posting = Posting::default();
        let why = form.reason();
        Some(match self {
            Self::Status
            | Self::Close
            | Self::Reopen
            | Self::Resume
            | Self::Pause
            | Self::Extend
            | Self::Recuse => return self.told(case, form, seen),
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
            Self::Link | Self::Unlink => self.tie(case, form)?,
            Self::Check => Command::Check(Check {
                case,
                days: form.one("after")?.parse().ok()?,
                wording: Wording { text: Some(form.one("noticed")?), file: None },
                posting,
            }),
            Self::Delete => Command::Delete(Delete { case, why, yes: true, posting }),
        })
    }

    /// Those who would learn of the other case were named before, if that was `seen`.
    fn tie(self, case: String, form: &Form) -> Option<Command> {
        let off = self == Self::Unlink;
        let other = form.one(if off { "tied" } else { "other" })?;
        let (yes, posting) = (form.is_ticked("seen"), Posting::default());
        Some(Command::Link(Link { case, other, off, yes, posting }))
    }

    /// The same, of what the reporter is told.
    fn told(self, case: String, form: &Form, seen: bool) -> Option<Command> {
        let words = || form.words(!self.tells() || seen);
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
            Self::Recuse => Command::Recuse(Recuse { case, why: beside(), words: words() }),
            _ => return None,
        })
    }
}
