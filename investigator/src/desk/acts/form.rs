//! What was filled in on a page.

use std::path::PathBuf;

use clap::ValueEnum as _;
use dauys_wire::Day;

use crate::cli::{Found, Reason, Words};

/// By the names of the fields.
pub(in crate::desk) struct Form(pub(in crate::desk) Vec<(String, String)>);

/// A text with lines as they are typed at a terminal: forms end theirs with two characters.
pub(in crate::desk) fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

impl Form {
    pub(in crate::desk) fn many(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(field, _)| field == name);
        let values = values.map(|(_, value)| lines(value).trim().to_owned());
        values.filter(|value| !value.is_empty()).collect()
    }

    pub(in crate::desk) fn one(&self, name: &str) -> Option<String> {
        self.many(name).into_iter().next()
    }

    pub(in crate::desk) fn is_ticked(&self, name: &str) -> bool {
        self.one(name).is_some()
    }

    /// None if one of them is no number.
    pub(super) fn numbers(&self, name: &str) -> Option<Vec<usize>> {
        self.many(name).iter().map(|number| number.parse().ok()).collect()
    }

    pub(super) fn found(&self) -> Option<Found> {
        Found::from_str(&self.one("found")?, false).ok()
    }

    /// None if it is no day; an empty one if nothing was filled in.
    #[expect(clippy::option_option, reason = "a day that is missing is not a day that is wrong")]
    pub(in crate::desk) fn day(&self, name: &str) -> Option<Option<Day>> {
        self.one(name).map_or(Some(None), |day| Day::parse(&day).ok().map(Some))
    }

    /// What she is told; shown only, unless it was `seen`.
    pub(super) fn words(&self, seen: bool) -> Words {
        // As if it were typed: the page brings it.
        let file = self.one("text").map(|_| PathBuf::from("-"));
        Words { file, preview: !seen, yes: true, ..Words::default() }
    }

    pub(super) fn reason(&self) -> Reason {
        Reason { reason: self.one("reason"), file: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_a_form_is_the_text_that_would_have_been_typed() {
        let form = Form(vec![("text".to_owned(), " one\r\ntwo\r\n\r\nthree\r\n".to_owned())]);
        assert_eq!(form.one("text").as_deref(), Some("one\ntwo\n\nthree"));
        assert!(form.is_ticked("text") && !form.is_ticked("other"));
    }
}
