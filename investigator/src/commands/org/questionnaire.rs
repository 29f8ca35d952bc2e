//! `dauys org questionnaire`: what is wrong with the questions, and how reporters see them.

pub(in crate::commands) mod preview;
mod screen;

use dauys_wire::Digest;
use schemars::JsonSchema;
use serde::Serialize;

use super::remarks::{self, RemarkView};
use crate::cli::{QuestionnaireCheck, QuestionnaireStep};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::message;
use crate::org::data;
use crate::org::edited::{Place, Remark};
use crate::org::folder::Folder;
use crate::org::questionnaire::{Checked, FILE_MAX, check};
use crate::print::Print;
use crate::schema::shape;

/// What is to be said of the questions.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View<'a> {
    /// Each of them stops `dauys org sign`.
    mistakes: Vec<RemarkView<'a>>,
    warnings: Vec<RemarkView<'a>>,
    /// How many questions there are.
    questions: usize,
    /// Of what is published of them; nothing while there are mistakes.
    #[schemars(with = "Option<shape::Digest>")]
    sha256: Option<Digest>,
}

pub(super) fn run(step: QuestionnaireStep, folder: &Folder, print: &Print) -> Result<(), Failure> {
    match step {
        QuestionnaireStep::Check(args) => run_check(args, folder, print),
        QuestionnaireStep::Preview(args) => preview::run(args, folder, print),
    }
}

fn run_check(args: QuestionnaireCheck, folder: &Folder, print: &Print) -> Result<(), Failure> {
    let path = args.file.unwrap_or_else(|| folder.questionnaire());
    let mut checked = check(&files::read_text(&path, FILE_MAX)?);
    if let Some(reason) = data::same_id(folder, &checked) {
        let place = Place::line(checked.id_line);
        checked.warnings.insert(0, Remark { place, reason });
    }
    tell(&checked, print);
    match checked.mistakes.len() {
        0 => Ok(()),
        count => {
            let path = path.display().to_string();
            let message = message!("questionnaire-mistakes", path = path, mistakes = count);
            Err(Failure::new(Exit::Failed, message).told())
        }
    }
}

fn tell(checked: &Checked, print: &Print) {
    print.json(&View {
        mistakes: RemarkView::all(&checked.mistakes, print),
        warnings: RemarkView::all(&checked.warnings, print),
        questions: checked.questions,
        sha256: checked.outcome.is_ok().then(|| Digest::of(&checked.published)),
    });
    remarks::tell(&checked.mistakes, &checked.warnings, checked.is_whole, print);
    if let Ok(questionnaire) = &checked.outcome {
        let (id, questions) = (questionnaire.id.as_str(), checked.questions);
        let warnings = checked.warnings.len();
        print.say(&message!(
            "questionnaire-good",
            id = id,
            questions = questions,
            warnings = warnings
        ));
    }
}
