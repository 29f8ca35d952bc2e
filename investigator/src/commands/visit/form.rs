//! The way through the questions, forwards and back, by the rules of `dauys-wire` and no others.

use dauys_wire::questionnaire::{Answers, Fault, Question, QuestionKind, Questionnaire};
use dauys_wire::roster::Localised;

use super::question::{Asking, Step};
use super::talk::Talk;
use crate::failure::Failure;
use crate::message;

/// The two steps after the questions: who must not read it, and who may.
const STEPS_AFTER: usize = 2;

/// The questions, and what was answered so far.
pub(in crate::commands) struct Form<'q, 'a> {
    pub(in crate::commands) questionnaire: &'q Questionnaire,
    pub(in crate::commands) answers: &'a mut Answers,
}

impl<'q> Form<'q, '_> {
    /// From the first question to the last.
    pub(in crate::commands) fn ask_all(&mut self, talk: &mut Talk<'_>) -> Result<(), Failure> {
        match self.asked().first() {
            Some(first) => self.walk(first, &|_| true, true, talk),
            None => Ok(()),
        }
    }

    /// What has no answer yet, and what the answers to that open.
    pub(in crate::commands) fn ask_left(&mut self, talk: &mut Talk<'_>) -> Result<(), Failure> {
        let mut answered = self.asked();
        answered.retain(|one| self.answers.contains_key(&one.id));
        let is_left = |one: &Question| answered.iter().all(|other| other.id != one.id);
        match self.asked().into_iter().find(|one| is_left(one)) {
            Some(first) => self.walk(first, &is_left, false, talk),
            None => Ok(()),
        }
    }

    /// One question again, and those that its answer opens.
    pub(in crate::commands) fn change(
        &mut self,
        question: &'q Question,
        talk: &mut Talk<'_>,
    ) -> Result<(), Failure> {
        let before = self.asked();
        let opened = |one: &Question| one.id == question.id || !before.contains(&one);
        self.walk(question, &opened, false, talk)
    }

    /// The questions that are asked, given what was answered.
    pub(in crate::commands) fn asked(&self) -> Vec<&'q Question> {
        self.questionnaire.asked(self.answers)
    }

    /// A step back from the first question leaves what is asked again, and stays in the whole form.
    fn walk(
        &mut self,
        from: &'q Question,
        wanted: &dyn Fn(&Question) -> bool,
        is_whole: bool,
        talk: &mut Talk<'_>,
    ) -> Result<(), Failure> {
        let mut question = from;
        loop {
            let next = match self.ask(question, talk)? {
                Step::Back => match self.before(question, wanted) {
                    None if is_whole => {
                        talk.say(&message!("filing-first"));
                        Some(question)
                    }
                    before => before,
                },
                Step::Ahead => self.missing().inspect(|missing| tell_needed(missing, talk)),
                Step::Next => {
                    let missing = self.missing_on_screen(question);
                    let missing = missing.inspect(|missing| tell_needed(missing, talk));
                    missing.or_else(|| self.after(question, wanted))
                }
            };
            let Some(next) = next else { return Ok(()) };
            question = next;
        }
    }

    fn ask(&mut self, question: &'q Question, talk: &mut Talk<'_>) -> Result<Step, Failure> {
        let asked = self.asked();
        let n = asked.iter().position(|one| one.id == question.id).unwrap_or(0) + 1;
        let numbers = [("n", n.into()), ("total", (asked.len() + STEPS_AFTER).into())];
        talk.print.line("");
        talk.tell_with(if question.required { "step" } else { "step-optional" }, &numbers);
        if let Some(title) = self.title(question, &asked) {
            talk.print.paragraph("", 0, talk.pick(title));
        }
        let questionnaire = self.questionnaire;
        Asking { questionnaire, question }.ask(talk, self.answers)
    }

    /// What a screen of several questions is about, at the first of them that is asked.
    fn title(&self, question: &Question, asked: &[&'q Question]) -> Option<&'q Localised> {
        let screen = self.screen(question);
        let mut together = asked.iter().filter(|one| self.screen(one) == screen);
        let is_first = together.next().is_some_and(|first| first.id == question.id);
        let start = self.questionnaire.questions.get(screen)?;
        start.title.as_ref().filter(|_| is_first && together.next().is_some())
    }

    /// The first required question that has no answer.
    fn missing(&self) -> Option<&'q Question> {
        let faults = self.questionnaire.faults(self.answers);
        let missing = faults.iter().find(|fault| fault.fault == Fault::Empty)?;
        self.questionnaire.question(&missing.question)
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
pub(super) fn tell_needed(question: &Question, talk: &Talk<'_>) {
    let is_text = question.kind == QuestionKind::Text;
    talk.warn(if is_text { "answer-empty" } else { "answer-missing" }, &[]);
}
