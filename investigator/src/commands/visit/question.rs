//! One question: with its reason and its numbered answers, and what she types for it.

use dauys_wire::questionnaire::{
    Answer, AnswerOption, Answers, Fault, Question, QuestionKind, Questionnaire,
};

use super::super::form::{Asked, Interview, Step};
use super::talk::{END, Talk, numbers};
use crate::failure::Failure;
use crate::message;
use crate::print::Tone;
use crate::text::Message;

/// Where the answers stand, behind their numbers.
const INDENT: usize = 5;

/// The steps after the questions: who must not read it, and who may.
const STEPS_AFTER: usize = 2;

impl Interview for Talk<'_> {
    fn ask(&mut self, asked: &Asked<'_>, answers: &mut Answers) -> Result<Step, Failure> {
        let Asked { questionnaire, question, title, place: (n, all) } = *asked;
        let numbers = [("n", n.into()), ("total", (all + STEPS_AFTER).into())];
        self.print.line("");
        self.tell_with(if question.required { "step" } else { "step-optional" }, &numbers);
        if let Some(title) = title {
            self.print.paragraph("", 0, self.pick(title));
        }
        Asking { questionnaire, question }.ask(self, answers)
    }

    fn say_first(&mut self) {
        self.say(&message!("filing-first"));
    }

    fn say_needed(&mut self, question: &Question) {
        let is_text = question.kind == QuestionKind::Text;
        self.warn(if is_text { "answer-empty" } else { "answer-missing" }, &[]);
    }
}

/// A question in the middle of the form.
struct Asking<'q> {
    questionnaire: &'q Questionnaire,
    question: &'q Question,
}

/// What was typed is no answer: why, in the words of one of the two.
enum Wrong {
    Page(&'static str),
    Own(Message),
}

impl Asking<'_> {
    /// Asks until there is an answer or another wish.
    fn ask(&self, talk: &mut Talk<'_>, answers: &mut Answers) -> Result<Step, Failure> {
        self.show(talk, answers);
        loop {
            let typed = talk.ask(&self.prompt(answers))?;
            match typed.as_str() {
                "" | END => return Ok(Step::Next),
                "<" => return Ok(Step::Back),
                ">" => return Ok(Step::Ahead),
                "-" => {
                    answers.remove(&self.question.id);
                    return Ok(Step::Next);
                }
                "?" => self.explain(talk),
                typed => match self.answer(typed, talk, answers)? {
                    Ok(answer) => {
                        answers.insert(self.question.id.clone(), answer);
                        return Ok(Step::Next);
                    }
                    Err(Wrong::Own(reason)) => talk.say(&reason),
                    Err(Wrong::Page(key)) => self.tell_wrong(key, talk),
                },
            }
        }
    }

    fn show(&self, talk: &Talk<'_>, answers: &Answers) {
        let print = talk.print;
        print.line_in(Tone::Heading, talk.pick(&self.question.label));
        if let Some(hint) = &self.question.hint {
            print.paragraph("", 0, talk.pick(hint));
        }
        if let Some(why) = &self.question.why {
            talk.tell_with("why", &[("why", talk.pick(why).into())]);
        }
        for (place, option) in self.options(talk).into_iter().enumerate() {
            if let Some(group) = &option.group {
                print.paragraph("", INDENT, &format!("{}:", talk.pick(group)));
            }
            print.paragraph(&format!("{:>3}", place + 1), INDENT, talk.pick(&option.label));
        }
        if let Some(answer) = answers.get(&self.question.id) {
            talk.say(&message!("filing-so-far"));
            show_answer(self.questionnaire, self.question, answer, talk);
        }
    }

    fn prompt(&self, answers: &Answers) -> Message {
        let enter = match answers.get(&self.question.id) {
            Some(_) => message!("filing-enter-leaves"),
            None => message!("filing-enter-passes"),
        };
        let (least, most) = (self.question.least.unwrap_or(0), self.question.most.unwrap_or(0));
        match self.question.kind {
            QuestionKind::Text => message!("visit-ask-text", most = most, enter = enter),
            QuestionKind::Number => {
                message!("filing-ask-number", least = least, most = most, enter = enter)
            }
            QuestionKind::One => message!("filing-ask-one", enter = enter),
            QuestionKind::Many => message!("filing-ask-many", enter = enter),
        }
    }

    fn explain(&self, talk: &Talk<'_>) {
        talk.say(&match self.question.kind {
            QuestionKind::Text => message!("filing-help-text"),
            QuestionKind::Number => message!("filing-help-number"),
            QuestionKind::One | QuestionKind::Many => message!("visit-help-options"),
        });
        talk.say(&message!("filing-help"));
    }

    fn tell_wrong(&self, key: &str, talk: &Talk<'_>) {
        let (least, most) = (self.question.least.unwrap_or(0), self.question.most.unwrap_or(0));
        talk.warn(key, &[("least", least.into()), ("most", most.into())]);
    }

    /// What was typed as an answer, or why it is none.
    fn answer(
        &self,
        typed: &str,
        talk: &mut Talk<'_>,
        answers: &Answers,
    ) -> Result<Result<Answer, Wrong>, Failure> {
        let answer = match self.question.kind {
            QuestionKind::Text => {
                let most = self.question.most.and_then(|most| usize::try_from(most).ok());
                let text = talk.text_from(typed, most.unwrap_or(usize::MAX))?;
                return Ok(Ok(Answer::One(text.as_str().to_owned())));
            }
            QuestionKind::Number => Answer::One(typed.to_owned()),
            QuestionKind::One | QuestionKind::Many => match self.chosen(typed, talk) {
                Ok(answer) => answer,
                Err(reason) => return Ok(Err(Wrong::Own(reason))),
            },
        };
        Ok(match self.fault(&answer, answers) {
            None => Ok(answer),
            Some(Fault::Number) => Err(Wrong::Page("answer-number")),
            Some(_) => Err(Wrong::Own(message!("filing-alone"))),
        })
    }

    fn chosen(&self, typed: &str, talk: &Talk<'_>) -> Result<Answer, Message> {
        let options = self.options(talk);
        let numbers = numbers(typed, options.len());
        let numbers = numbers.ok_or_else(|| message!("filing-options", most = options.len()))?;
        // In the order in which they are shown.
        let places = options.iter().enumerate();
        let ids = places.filter(|(place, _)| numbers.contains(&(place + 1)));
        let ids: Vec<String> = ids.map(|(_, option)| option.id.clone()).collect();
        match (self.question.kind, ids.as_slice()) {
            (QuestionKind::Many, _) => Ok(Answer::Many(ids)),
            (_, [id]) => Ok(Answer::One(id.clone())),
            _ => Err(message!("filing-one")),
        }
    }

    fn fault(&self, answer: &Answer, answers: &Answers) -> Option<Fault> {
        let mut answers = answers.clone();
        answers.insert(self.question.id.clone(), answer.clone());
        let faults = self.questionnaire.faults(&answers);
        faults.into_iter().find(|fault| fault.question == self.question.id).map(|it| it.fault)
    }

    /// The question's own options, where they are sorted in the order of her alphabet, and the
    /// opt-outs.
    fn options(&self, talk: &Talk<'_>) -> Vec<&AnswerOption> {
        let mut options: Vec<&AnswerOption> = self.questionnaire.options(self.question).collect();
        if self.question.sorted
            && let Some(own) = options.get_mut(..self.question.options.len())
        {
            own.sort_by_key(|option| talk.text().order(talk.pick(&option.label)));
        }
        options
    }
}

/// An answer as it is read again.
pub(in crate::commands) fn show_answer(
    questionnaire: &Questionnaire,
    question: &Question,
    answer: &Answer,
    talk: &Talk<'_>,
) {
    if question.is_closed() {
        let options = questionnaire.options(question);
        let chosen = options.filter(|option| answer.chosen().contains(&option.id));
        let words: Vec<&str> = chosen.map(|option| talk.pick(&option.label)).collect();
        return talk.print.paragraph("", INDENT, &words.join("; "));
    }
    let lines = answer.chosen().iter().flat_map(|text| text.lines());
    lines.for_each(|line| talk.print.paragraph("", INDENT, line));
}
