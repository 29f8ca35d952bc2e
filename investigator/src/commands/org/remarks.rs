//! What is said of a file that people write by hand: mistakes, warnings, where each is.

use schemars::JsonSchema;
use serde::Serialize;

use crate::message;
use crate::org::edited::{Place, Remark};
use crate::print::Print;

/// A remark, and where.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "remark")]
pub(super) struct RemarkView<'a> {
    /// The name of the reason. Names stay; their words may change.
    code: &'static str,
    /// From 1.
    line: usize,
    /// From 1.
    column: Option<usize>,
    /// The id of the question.
    question: Option<&'a str>,
    /// The id of the option.
    option: Option<&'a str>,
    /// The id of the entry of the help directory.
    entry: Option<&'a str>,
    /// The reason for people, in the language of the program.
    text: String,
}

impl<'a> RemarkView<'a> {
    pub(super) fn all(remarks: &'a [Remark], print: &Print) -> Vec<Self> {
        let view = |Remark { place, reason }: &'a Remark| {
            let Place { line, column, question, option, entry } = place;
            Self {
                code: reason.key(),
                line: *line,
                column: *column,
                question: question.as_deref(),
                option: option.as_deref(),
                entry: entry.as_deref(),
                text: print.text().say(reason),
            }
        };
        remarks.iter().map(view).collect()
    }
}

/// Says them. A file that has not the right shape yet may have more mistakes than can be seen.
pub(super) fn tell(mistakes: &[Remark], warnings: &[Remark], is_whole: bool, print: &Print) {
    let text = print.text();
    for remark in mistakes {
        print.line(&format!("{}: {}", text.say(&remark.place()), text.say(&remark.reason)));
    }
    for remark in warnings {
        let (place, reason) = (remark.place(), remark.reason.clone());
        print.say(&message!("questionnaire-warning", place = place, reason = reason));
    }
    if !is_whole {
        print.say(&message!("questionnaire-more-later"));
    }
}
