//! The way through the questions, forwards and back, by the rules of `dauys-wire` and no others:
//! the same for whoever answers at a terminal and for whoever is asked by somebody who types.

use dauys_wire::questionnaire::{Answers, Fault, Question, Questionnaire};
use dauys_wire::roster::Localised;

use crate::failure::Failure;

/// What the person does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// To the next question.
    Next,
    /// To the one before.
    Back,
    /// Past all that need not be answered.
    Ahead,
}

/// A question that is asked now.
pub(super) struct Asked<'q> {
    pub(super) questionnaire: &'q Questionnaire,
    pub(super) question: &'q Question,
    /// What its screen is about, where it is the first of several there.
    pub(super) title: Option<&'q Localised>,
    /// Its place among those that are asked, from 1, and their number.
    pub(super) place: (usize, usize),
}

/// Who asks, and how.
pub(super) trait Interview {
    /// Asks one question, until it is answered or passed over.
    fn ask(&mut self, asked: &Asked<'_>, answers: &mut Answers) -> Result<Step, Failure>;

    /// There is nothing before the first question.
    fn say_first(&mut self);

    /// This one must be answered.
    fn say_needed(&mut self, question: &Question);
}

/// The questions, and what was answered so far.
pub(super) struct Form<'q, 'a> {
    pub(super) questionnaire: &'q Questionnaire,
    pub(super) answers: &'a mut Answers,
}

impl<'q> Form<'q, '_> {
    /// From the first question to the last.
    pub(super) fn ask_all(&mut self, by: &mut dyn Interview) -> Result<(), Failure> {
        match self.asked().first() {
            Some(first) => self.walk(first, &|_| true, true, by),
            None => Ok(()),
        }
    }

    /// What has no answer yet, and what the answers to that open.
    pub(super) fn ask_left(&mut self, by: &mut dyn Interview) -> Result<(), Failure> {
        let mut answered = self.asked();
        answered.retain(|one| self.answers.contains_key(&one.id));
        let is_left = |one: &Question| answered.iter().all(|other| other.id != one.id);
        match self.asked().into_iter().find(|one| is_left(one)) {
            Some(first) => self.walk(first, &is_left, false, by),
            None => Ok(()),
        }
    }

    /// One question again, and those that its answer opens.
    pub(super) fn change(
        &mut self,
        question: &'q Question,
        by: &mut dyn Interview,
    ) -> Result<(), Failure> {
        let before = self.asked();
        let opened = |one: &Question| one.id == question.id || !before.contains(&one);
        self.walk(question, &opened, false, by)
    }

    /// The questions that are asked, given what was answered.
    pub(super) fn asked(&self) -> Vec<&'q Question> {
        self.questionnaire.asked(self.answers)
    }

    /// A step back from the first question leaves what is asked again, and stays in the whole form.
    fn walk(
        &mut self,
        from: &'q Question,
        wanted: &dyn Fn(&Question) -> bool,
        is_whole: bool,
        by: &mut dyn Interview,
    ) -> Result<(), Failure> {
        let mut question = from;
        loop {
            let next = match self.ask(question, by)? {
                Step::Back => match self.before(question, wanted) {
                    None if is_whole => {
                        by.say_first();
                        Some(question)
                    }
                    before => before,
                },
                Step::Ahead => self.missing().inspect(|missing| by.say_needed(missing)),
                Step::Next => {
                    let missing = self.missing_on_screen(question);
                    let missing = missing.inspect(|missing| by.say_needed(missing));
                    missing.or_else(|| self.after(question, wanted))
                }
            };
            let Some(next) = next else { return Ok(()) };
            question = next;
        }
    }

    fn ask(&mut self, question: &'q Question, by: &mut dyn Interview) -> Result<Step, Failure> {
        let all = self.asked();
        let place = all.iter().position(|one| one.id == question.id).unwrap_or(0);
        let (title, place) = (self.title(question, &all), (place + 1, all.len()));
        let questionnaire = self.questionnaire;
        by.ask(&Asked { questionnaire, question, title, place }, self.answers)
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
    pub(super) fn missing(&self) -> Option<&'q Question> {
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
