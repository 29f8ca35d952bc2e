//! What can be done in a case beside answering: of each act the fields of its form, and the command that it
//! gives. What is told to the reporter is shown first as the reporter will see it.

mod command;
mod fields;
mod form;

use serde::Serialize;

pub(super) use self::form::{Form, lines};

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
    Check,
    Link,
    Unlink,
    Share,
    Declare,
    Recuse,
    Delete,
}

impl Act {
    /// In the order in which they are looked for.
    pub(super) const ALL: [Self; 21] = [
        Self::Status,
        Self::Assign,
        Self::Task,
        Self::Done,
        Self::Label,
        Self::Link,
        Self::Unlink,
        Self::Accused,
        Self::Finding,
        Self::Found,
        Self::Share,
        Self::Close,
        Self::Reopen,
        Self::Pause,
        Self::Resume,
        Self::Extend,
        Self::Check,
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
            Self::Check => "check",
            Self::Link => "link",
            Self::Unlink => "unlink",
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

    /// The text that is written and not chosen.
    pub(super) fn typed(self, form: &Form) -> Option<String> {
        form.one(if self == Self::Accused { "side-text" } else { "text" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Command;
    use crate::commands::choices::Choices;
    use crate::desk::paper::Paper;
    use crate::desk::settings::Settings;
    use crate::text::Language;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn every_act_has_its_words_in_every_language() {
        for language in Language::ALL {
            let paper = Paper::new(Settings { language, shortcuts: true });
            for act in Act::ALL {
                assert_eq!(Act::parse(act.code()), Some(act));
                let value =
                    serde_json::json!({ "act": act, "fields": act.fields(Choices::default()) });
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
        assert!(!command(Act::Link, &[]) && !command(Act::Unlink, &[("other", "07c1")]));
        assert!(command(Act::Check, &[("after", "30"), ("noticed", "words")]));
        assert!(!command(Act::Check, &[("after", "soon"), ("noticed", "words")]));
        assert!(!command(Act::Check, &[("after", "30")]));
        assert!(command(Act::Declare, &[("interest", "conflict")]));
        assert!(!command(Act::Declare, &[("interest", "perhaps")]));
    }

    #[test]
    fn whoever_would_learn_of_a_case_by_a_tie_is_named_before_and_not_passed_over() {
        let link = |act: Act, fields: &[(&str, &str)]| match act.command(
            "3f9a".to_owned(),
            &form(fields),
            true,
        ) {
            Some(Command::Link(link)) => (link.other, link.off, link.yes),
            _ => panic!(),
        };
        let other = ("other", "07c1");
        assert_eq!(link(Act::Link, &[other]), ("07c1".to_owned(), false, false));
        assert_eq!(link(Act::Link, &[other, ("seen", "true")]), ("07c1".to_owned(), false, true));
        assert_eq!(link(Act::Unlink, &[("tied", "2b00")]), ("2b00".to_owned(), true, false));
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
