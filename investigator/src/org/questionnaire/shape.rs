//! Which fields the questions have, and of which kind each is.

use crate::org::edited::shape::{Field, Shape, may, may_or_null, must};

const KINDS: [&str; 4] = ["text", "one", "many", "number"];

const OPTION: Shape = Shape::Object(&[
    must("id", Shape::Text),
    may_or_null("group", Shape::Words),
    must("label", Shape::Words),
    may("alone", Shape::Flag),
    may("help", Shape::Flag),
]);

const CONDITION: Shape = Shape::Object(&[
    must("question", Shape::Text),
    may("any", Shape::List(&Shape::Text)),
    may("none", Shape::List(&Shape::Text)),
]);

const QUESTION: Shape = Shape::Object(&[
    must("id", Shape::Text),
    must("kind", Shape::Choice(&KINDS)),
    may("required", Shape::Flag),
    may("beside", Shape::Flag),
    may_or_null("title", Shape::Words),
    must("label", Shape::Words),
    may_or_null("hint", Shape::Words),
    may_or_null("why", Shape::Words),
    may("options", Shape::List(&OPTION)),
    may("sorted", Shape::Flag),
    may_or_null("least", Shape::Whole),
    may_or_null("most", Shape::Whole),
    may("when", Shape::List(&CONDITION)),
]);

/// The fields of the file.
pub(super) const QUESTIONNAIRE: &[Field] = &[
    must("format", Shape::Text),
    must("id", Shape::Text),
    may("opt_outs", Shape::List(&OPTION)),
    must("questions", Shape::List(&QUESTION)),
];
