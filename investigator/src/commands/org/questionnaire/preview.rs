//! `dauys org questionnaire preview`: the questions screen by screen, or only those to which some
//! answers lead.

use dauys_wire::questionnaire::{Answer, Answers, Question, QuestionKind, Questionnaire};
use schemars::JsonSchema;
use serde::Serialize;

use super::screen::Screen;
use crate::cli::QuestionnairePreview;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::message;
use crate::org::data;
use crate::org::folder::Folder;
use crate::org::questionnaire::{FILE_MAX, check};
use crate::print::Print;

/// What is asked.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View<'a> {
    /// Of the questionnaire.
    id: &'a str,
    /// The ids of the questions on each screen.
    screens: Vec<Vec<String>>,
}

pub(super) fn run(
    args: QuestionnairePreview,
    folder: &Folder,
    print: &Print,
) -> Result<(), Failure> {
    let path = args.file.unwrap_or_else(|| folder.questionnaire());
    let checked = check(&files::read_text(&path, FILE_MAX)?);
    let questionnaire = data::whole(&path, &checked)?;
    let answers = answers(questionnaire, &args.answers)?;
    let screens = screens(questionnaire, &answers)?;
    let ids = |screen: &Vec<&'_ Question>| screen.iter().map(|it| it.id.clone()).collect();
    print.json(&View { id: &questionnaire.id, screens: screens.iter().map(ids).collect() });
    let (count, questions) = (screens.len(), screens.iter().map(Vec::len).sum::<usize>());
    let id = questionnaire.id.as_str();
    print.say(&message!("preview-head", id = id, screens = count, questions = questions));
    for (place, questions) in screens.iter().enumerate() {
        let number = place + 1;
        Screen { questionnaire, questions, answers: &answers, number }.show(print);
    }
    Ok(())
}

/// What was given as flags, as the page would have it.
fn answers(questionnaire: &Questionnaire, given: &[(String, String)]) -> Result<Answers, Failure> {
    let mut answers = Answers::new();
    for (id, chosen) in given {
        let question = questionnaire.question(id).ok_or_else(|| unknown_question(id))?;
        match (question.kind, answers.get_mut(id)) {
            (QuestionKind::Many, Some(Answer::Many(ids))) => ids.push(chosen.clone()),
            (QuestionKind::Many, _) => {
                answers.insert(id.clone(), Answer::Many(vec![chosen.clone()]));
            }
            (_, Some(_)) => {
                return Err(usage(message!("preview-answered-twice", question = id.as_str())));
            }
            (_, None) => {
                answers.insert(id.clone(), Answer::One(chosen.clone()));
            }
        }
    }
    Ok(answers)
}

/// The questions that are asked, by screens: all of them, if nothing was answered.
fn screens<'q>(
    questionnaire: &'q Questionnaire,
    answers: &Answers,
) -> Result<Vec<Vec<&'q Question>>, Failure> {
    let asked = questionnaire.asked(answers);
    check_answers(questionnaire, &asked, answers)?;
    let is_shown = |question: &Question| {
        answers.is_empty() || asked.iter().any(|asked| asked.id == question.id)
    };
    let mut screens: Vec<Vec<&Question>> = Vec::new();
    for question in &questionnaire.questions {
        match screens.last_mut() {
            Some(screen) if question.beside => screen.push(question),
            _ => screens.push(vec![question]),
        }
    }
    for screen in &mut screens {
        screen.retain(|question| is_shown(question));
    }
    screens.retain(|screen| !screen.is_empty());
    Ok(screens)
}

/// An answer that she could not give leads nowhere, and a way that is not hers would mislead.
fn check_answers(
    questionnaire: &Questionnaire,
    asked: &[&Question],
    answers: &Answers,
) -> Result<(), Failure> {
    if let Some(id) = answers.keys().find(|id| !asked.iter().any(|asked| asked.id == **id)) {
        return Err(usage(message!("preview-not-asked", question = id.as_str())));
    }
    let faults = questionnaire.faults(answers);
    let Some(fault) = faults.iter().find(|fault| answers.contains_key(&fault.question)) else {
        return Ok(());
    };
    let id = fault.question.as_str();
    let question = questionnaire.question(id).ok_or_else(|| unknown_question(id))?;
    let options: Vec<&str> =
        questionnaire.options(question).map(|option| option.id.as_str()).collect();
    Err(usage(if question.is_closed() {
        message!("preview-no-such-answer", question = id, options = options.join(", "))
    } else {
        message!("preview-answer-refused", question = id)
    }))
}

fn unknown_question(id: &str) -> Failure {
    usage(message!("preview-no-question", question = id))
}

const fn usage(message: crate::text::Message) -> Failure {
    Failure::new(Exit::Usage, message)
}
