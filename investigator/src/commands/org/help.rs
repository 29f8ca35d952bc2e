//! `dauys org help`: what is wrong with the help directory.

use dauys_wire::Digest;
use schemars::JsonSchema;
use serde::Serialize;

use super::remarks::{self, RemarkView};
use crate::cli::{HelpCheck, HelpStep};
use crate::failure::{Exit, Failure};
use crate::org::folder::Folder;
use crate::org::help::{FILE_MAX, check};
use crate::print::Print;
use crate::schema::shape;
use crate::{clock, files, message};

/// What is to be said of the help directory.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View<'a> {
    /// Each of them stops `dauys org sign`.
    mistakes: Vec<RemarkView<'a>>,
    warnings: Vec<RemarkView<'a>>,
    /// How many entries there are.
    entries: usize,
    /// Of what is published of it; nothing while there are mistakes.
    #[schemars(with = "Option<shape::Digest>")]
    sha256: Option<Digest>,
}

pub(super) fn run(step: HelpStep, folder: &Folder, print: &Print) -> Result<(), Failure> {
    let HelpStep::Check(HelpCheck { file }) = step;
    let path = file.unwrap_or_else(|| folder.help());
    let checked = check(&files::read_text(&path, FILE_MAX)?, clock::today());
    let count = checked.mistakes.len();
    print.json(&View {
        mistakes: RemarkView::all(&checked.mistakes, print),
        warnings: RemarkView::all(&checked.warnings, print),
        entries: checked.entries,
        sha256: (count == 0).then(|| Digest::of(&checked.published)),
    });
    remarks::tell(&checked.mistakes, &checked.warnings, checked.is_whole, print);
    let path = path.display().to_string();
    if count > 0 {
        let message = message!("questionnaire-mistakes", path = path, mistakes = count);
        return Err(Failure::new(Exit::Failed, message).told());
    }
    let (entries, warnings) = (checked.entries, checked.warnings.len());
    print.say(&message!("org-help-good", path = path, entries = entries, warnings = warnings));
    Ok(())
}
