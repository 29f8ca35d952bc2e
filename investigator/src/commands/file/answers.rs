//! `--file`: what a program, or somebody with a form on paper, has written down. The same rules
//! hold, and nothing of it is left out in silence.

use std::path::Path;

use dauys_crypto::draft::ReportDraft;
use dauys_crypto::letter::Lang;
use dauys_wire::questionnaire::{Answers, Fault};
use dauys_wire::{Day, Id, json};
use serde::Deserialize;
use serde::de::IgnoredAny;
use zeroize::Zeroizing;

use crate::ask;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::Print;
use crate::text::Message;
use crate::vault::contents::KnownRoster;

/// More than the longest answers to the longest questions.
const FILE_MAX: usize = 65_536;

/// ANSWERS.json.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    answers: Answers,
    to: Vec<Id>,
    #[serde(default)]
    shut_out: Vec<Id>,
    lang: Lang,
    #[serde(default)]
    name: String,
}

/// Reads it, once.
pub(super) fn read(path: &Path, print: &Print) -> Result<Zeroizing<String>, Failure> {
    Ok(Zeroizing::new(ask::text(print, Some(path))?))
}

/// The draft that it makes.
pub(super) fn draft(text: &str, known: &KnownRoster, day: Day) -> Result<ReportDraft, Failure> {
    let Written { answers, to, shut_out, lang, name } = parse(text)?;
    check_answers(&answers, known)?;
    for id in &to {
        if shut_out.contains(id) || !known.roster.is_active(id, day) {
            return Err(usage(message!("answers-reader", id = id.to_string())));
        }
    }
    if let Some(id) = shut_out.iter().find(|id| known.roster.investigator(id).is_none()) {
        return Err(usage(message!("answers-reader", id = id.to_string())));
    }
    Ok(ReportDraft {
        answers,
        to,
        shut_out,
        lang,
        day,
        name,
        name_to: vec![],
        taken_by: None,
        only_counted: false,
        blobs: Vec::new(),
    })
}

fn parse(text: &str) -> Result<Written, Failure> {
    // The protocol's JSON stands on one line, and editors end every line. Inside a string no raw end
    // of a line is JSON, so in what is JSON there is none to be lost.
    let is_json = serde_json::from_str::<IgnoredAny>(text).is_ok();
    let line =
        Zeroizing::new(if is_json { text.replace(['\n', '\r', '\t'], " ") } else { String::new() });
    if let Ok(written) = json::parse(line.as_bytes(), FILE_MAX) {
        return Ok(written);
    }
    // The reader of the protocol says no more than that; this one says where.
    let place = serde_json::from_str::<Written>(text).err();
    let place = place.filter(|error| error.line() > 0);
    Err(usage(place.map_or_else(
        || message!("answers-not-json"),
        |error| message!("answers-not-json-at", line = error.line(), column = error.column()),
    )))
}

/// An answer that leads nowhere would be lost, and with it what somebody told.
fn check_answers(answers: &Answers, known: &KnownRoster) -> Result<(), Failure> {
    let questionnaire = &known.questionnaire;
    let asked = questionnaire.asked(answers);
    for id in answers.keys() {
        if questionnaire.question(id).is_none() {
            return Err(usage(message!("answers-no-question", question = id.as_str())));
        }
        if !asked.iter().any(|question| question.id == *id) {
            return Err(usage(message!("answers-not-asked", question = id.as_str())));
        }
    }
    let faults = questionnaire.faults(answers);
    let Some(fault) = faults.first() else { return Ok(()) };
    let (id, over) = (fault.question.as_str(), fault.over);
    let question = questionnaire.question(id);
    Err(usage(match fault.fault {
        Fault::Empty => message!("answers-missing", question = id),
        Fault::Long => message!("answers-long", question = id, over = over),
        Fault::Number => {
            let bounds = question.map(|it| (it.least.unwrap_or(0), it.most.unwrap_or(u32::MAX)));
            let (least, most) = bounds.unwrap_or_default();
            message!("answers-number", question = id, least = least, most = most)
        }
        Fault::Unknown => {
            let options = question.into_iter().flat_map(|it| questionnaire.options(it));
            let options: Vec<&str> = options.map(|option| option.id.as_str()).collect();
            message!("answers-option", question = id, options = options.join(", "))
        }
    }))
}

const fn usage(message: Message) -> Failure {
    Failure::new(Exit::Usage, message)
}
