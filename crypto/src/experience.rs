//! "How was this for you?": three questions that a reporter may answer when she has been told what
//! became of her report. They belong to the protocol and to no organisation's questionnaire, so that
//! every desk knows them; their words are the page's and the desk's (docs/PROTOCOL.md, section 6.1).

use dauys_wire::questionnaire::{Answer, Answers};

use crate::letter::ReporterBody;

/// Stands in a letter's `body.questionnaire`.
pub const QUESTIONNAIRE: &str = "dauys-experience/1";

/// What each question can be answered with.
pub const OPTIONS: [&str; 4] = ["yes", "partly", "no", "prefer-not"];

/// The questions: was she taken seriously, was it told in time and clearly, would she report again.
pub const QUESTIONS: [&str; 3] = ["taken-seriously", "kept-informed", "report-again"];

/// Whether these are answers to these questions, at least one.
pub fn accepts(answers: &Answers) -> bool {
    let holds = |(question, answer): (&String, &Answer)| {
        let is_option = matches!(answer, Answer::One(one) if OPTIONS.contains(&one.as_str()));
        QUESTIONS.contains(&question.as_str()) && is_option
    };
    !answers.is_empty() && answers.iter().all(holds)
}

/// Whether a letter says how it was for her.
pub fn is_in(body: &ReporterBody) -> bool {
    body.questionnaire == QUESTIONNAIRE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(all: &[(&str, &str)]) -> Answers {
        all.iter().map(|(id, one)| ((*id).to_owned(), Answer::One((*one).to_owned()))).collect()
    }

    #[test]
    fn only_its_own_questions_are_answered_and_only_with_what_they_offer() {
        assert!(accepts(&answers(&[("kept-informed", "prefer-not")])));
        assert!(accepts(&answers(&[("taken-seriously", "no"), ("report-again", "yes")])));
        assert!(!accepts(&answers(&[])), "nothing is answered");
        assert!(!accepts(&answers(&[("kept-informed", "maybe")])));
        assert!(!accepts(&answers(&[("seen", "yes")])), "a question of the report");
        let many = [("kept-informed".to_owned(), Answer::Many(vec!["yes".to_owned()]))];
        assert!(!accepts(&many.into()));
    }
}
