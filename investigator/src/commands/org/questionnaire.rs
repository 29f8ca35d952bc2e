//! `dauys org questionnaire`: what is wrong with the questions, and how reporters see them.

mod preview;
mod screen;

use dauys_wire::Digest;
use serde_json::{Value, json};

use crate::cli::{QuestionnaireCheck, QuestionnaireStep};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::message;
use crate::org::data;
use crate::org::folder::Folder;
use crate::org::questionnaire::{Checked, FILE_MAX, Place, Remark, check};
use crate::print::Print;

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
        let place = Place { line: checked.id_line, column: None, question: None, option: None };
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
    let all = |remarks: &[Remark]| {
        remarks.iter().map(|remark| as_json(remark, print)).collect::<Vec<_>>()
    };
    print.json(&json!({
        "mistakes": all(&checked.mistakes),
        "warnings": all(&checked.warnings),
        "questions": checked.questions,
        "sha256": checked.outcome.is_ok().then(|| Digest::of(&checked.published)),
    }));
    for remark in &checked.mistakes {
        let text = print.text();
        print.line(&format!("{}: {}", text.say(&remark.place()), text.say(&remark.reason)));
    }
    for remark in &checked.warnings {
        let (place, reason) = (remark.place(), remark.reason.clone());
        print.say(&message!("questionnaire-warning", place = place, reason = reason));
    }
    if !checked.is_whole {
        print.say(&message!("questionnaire-more-later"));
    }
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

fn as_json(remark: &Remark, print: &Print) -> Value {
    let Place { line, column, question, option } = &remark.place;
    json!({
        "code": remark.reason.key(),
        "line": line,
        "column": column,
        "question": question,
        "option": option,
        "text": print.text().say(&remark.reason),
    })
}
