//! What was found in a file.

use serde::Serialize;

use crate::text::shown;

/// One thing that a file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about.
    pub what: What,
    /// As it stands there, shortened; empty where nothing can be shown.
    pub value: String,
}

/// What a file can say beside what it shows; the names are those of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Where it was taken.
    Place,
    /// With what: maker, model, serial number.
    Device,
    /// By whom.
    Author,
    /// When.
    Date,
    /// The program that made or changed it.
    Software,
    /// A small copy, perhaps of what was cut away later.
    Thumbnail,
    /// Words about it.
    Comment,
    /// Something behind its end.
    Trailer,
    /// Anything else.
    Other,
}

impl Finding {
    /// With a value that is made fit to be shown.
    pub(crate) fn new(what: What, value: &[u8]) -> Self {
        Self { what, value: shown(value) }
    }

    /// Something that has a name and nothing that could be shown.
    pub(crate) fn named(what: What, value: &str) -> Self {
        Self { what, value: value.to_owned() }
    }
}

/// Things that were found, each once.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

/// More are not shown: the last one says so.
const MOST: usize = 40;

impl Findings {
    pub(crate) fn add(&mut self, finding: Finding) {
        if self.0.len() < MOST && !self.0.contains(&finding) {
            self.0.push(finding);
        } else if self.0.len() == MOST {
            self.0.push(Finding::named(What::Other, "…"));
        }
    }

    pub(crate) fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.add(finding));
    }

    pub(crate) fn into_list(self) -> Vec<Finding> {
        self.0
    }
}
