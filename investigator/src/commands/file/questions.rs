//! The way through the questions, forwards and back, by the rules of `dauys-wire` and no others.

use dauys_wire::questionnaire::{Answers, Fault, Question, QuestionKind, Questionnaire};
use dauys_wire::roster::Localised;

use super::question::{Asking, Step};
use super::talk::Talk;
use crate::failure::Failure;
use crate::message;

/// What a step back from the first question does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Stays,
    Leaves,
}

/// The questions, and what was answered so far.
pub(super) struct Form<'q, 'a> {
    pub(super) questionnaire: &'q Questionnaire,
    pub(super) answers: &'a mut Answers,
}

impl<'q> Form<'q, '_> {
    /// From the first question to the last.
    pub(super) fn ask_all(&mut self, talk: &mut Talk<'_>) -> Result<(), Failure> {
        match self.asked().first() {
            Some(first) => self.walk(first, &|_| true, Start::Stays, talk),
            None => Ok(()),
        }
    }

    /// One question again, and those that its answer opens.
    pub(super) fn change(
        &mut self,
        question: &'q Question,
        talk: &mut Talk<'_>,
    ) -> Result<(), Failure> {
        let before = self.asked();
        let opened = |one: &Question| one.id == question.id || !before.contains(&one);
        self.walk(question, &opened, Start::Leaves, talk)
    }

    /// The first required question that has no answer.
    pub(super) fn missing(&self) -> Option<&'q Question> {
        let faults = self.questionnaire.faults(self.answers);
        let missing = faults.iter().find(|fault| fault.fault == Fault::Empty)?;
        self.questionnaire.question(&missing.question)
    }

    /// The questions that are asked, given what was answered.
    pub(super) fn asked(&self) -> Vec<&'q Question> {
        self.questionnaire.asked(self.answers)
    }

    fn walk(
        &mut self,
        from: &'q Question,
        wanted: &dyn Fn(&Question) -> bool,
        start: Start,
        talk: &mut Talk<'_>,
    ) -> Result<(), Failure> {
        let mut question = from;
        loop {
            let next = match self.ask(question, talk)? {
                Step::Back => match self.before(question, wanted) {
                    None if start == Start::Stays => {
                        talk.say(&message!("filing-first"));
                        Some(question)
                    }
                    before => before,
                },
                Step::Ahead => self.missing().inspect(|missing| say_needed(missing, talk)),
                Step::Next => {
                    let missing = self.missing_on_screen(question);
                    let missing = missing.inspect(|missing| say_needed(missing, talk));
                    missing.or_else(|| self.after(question, wanted))
                }
            };
            let Some(next) = next else { return Ok(()) };
            question = next;
        }
    }

    fn ask(&mut self, question: &'q Question, talk: &mut Talk<'_>) -> Result<Step, Failure> {
        let asked = self.asked();
        let place = asked.iter().position(|one| one.id == question.id).unwrap_or(0);
        if let Some(title) = self.title(question, &asked) {
            talk.print.line("");
            talk.print.paragraph("", 0, talk.pick(title));
        }
        let place = (place + 1, asked.len());
        let questionnaire = self.questionnaire;
        Asking { questionnaire, question, place }.ask(talk, self.answers)
    }

    /// What a screen of several questions is about, at the first of them that is asked.
    fn title(&self, question: &Question, asked: &[&'q Question]) -> Option<&'q Localised> {
        let screen = self.screen(question);
        let mut together = asked.iter().filter(|one| self.screen(one) == screen);
        let is_first = together.next().is_some_and(|first| first.id == question.id);
        let start = self.questionnaire.questions.get(screen)?;
        start.title.as_ref().filter(|_| is_first && together.next().is_some())
    }

    /// One that must be answered on the screen that ends with this question.
    fn missing_on_screen(&self, question: &Question) -> Option<&'q Question> {
        let screen = self.screen(question);
        let goes_on = self.after(question, &|one| self.screen(one) == screen).is_some();
        self.missing().filter(|missing| !goes_on && self.screen(missing) == screen)
    }

    fn after(
        &self,
        question: &Question,
        wanted: &dyn Fn(&Question) -> bool,
    ) -> Option<&'q Question> {
        let place = self.place(question);
        self.asked().into_iter().find(|one| self.place(one) > place && wanted(one))
    }

    fn before(
        &self,
        question: &Question,
        wanted: &dyn Fn(&Question) -> bool,
    ) -> Option<&'q Question> {
        let place = self.place(question);
        self.asked().into_iter().rev().find(|one| self.place(one) < place && wanted(one))
    }

    fn place(&self, question: &Question) -> usize {
        let questions = &self.questionnaire.questions;
        questions.iter().position(|one| one.id == question.id).unwrap_or(0)
    }

    /// The place of the question with which its screen begins.
    fn screen(&self, question: &Question) -> usize {
        let upto = self.questionnaire.questions.get(..=self.place(question)).unwrap_or_default();
        upto.iter().rposition(|one| !one.beside).unwrap_or(0)
    }
}

/// That this one cannot be passed over.
pub(super) fn say_needed(question: &Question, talk: &Talk<'_>) {
    talk.say(&match question.kind {
        QuestionKind::Text => message!("filing-needed-text"),
        _ => message!("filing-needed"),
    });
}
