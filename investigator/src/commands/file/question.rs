//! One question: read out with its reason and its numbered answers, and what was typed for it.

use dauys_wire::questionnaire::{
    Answer, AnswerOption, Answers, Fault, Question, QuestionKind, Questionnaire,
};

use super::super::form::{Asked, Interview, Step};
use super::super::visit::talk::{END, numbers};
use super::talk::Talk;
use crate::failure::Failure;
use crate::message;
use crate::text::{Message, Text};

/// Where the questions stand, behind their numbers.
const INDENT: usize = 7;

impl Interview for Talk<'_> {
    fn ask(&mut self, asked: &Asked<'_>, answers: &mut Answers) -> Result<Step, Failure> {
        let Asked { questionnaire, question, title, place } = *asked;
        if let Some(title) = title {
            self.print.line("");
            self.print.paragraph("", 0, self.pick(title));
        }
        Asking { questionnaire, question, place }.ask(self, answers)
    }

    fn say_first(&mut self) {
        self.say(&message!("filing-first"));
    }

    fn say_needed(&mut self, question: &Question) {
        self.say(&match question.kind {
            QuestionKind::Text => message!("filing-needed-text"),
            _ => message!("filing-needed"),
        });
    }
}

/// A question in the middle of a conversation.
struct Asking<'q> {
    questionnaire: &'q Questionnaire,
    question: &'q Question,
    /// Its place among those that are asked, and their number.
    place: (usize, usize),
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
                words => match self.answer(words, talk, answers)? {
                    Ok(answer) => {
                        answers.insert(self.question.id.clone(), answer);
                        return Ok(Step::Next);
                    }
                    Err(reason) => talk.say(&reason),
                },
            }
        }
    }

    fn show(&self, talk: &Talk<'_>, answers: &Answers) {
        let (place, count) = self.place;
        let print = talk.print;
        print.line("");
        let number = format!("{place}/{count}");
        print.paragraph(&number, INDENT, talk.pick(&self.question.label));
        if let Some(why) = &self.question.why {
            let why = message!("preview-why", why = talk.pick(why));
            print.paragraph("", INDENT, &talk.theirs().say(&why));
        }
        for (place, option) in self.options(talk.theirs()).into_iter().enumerate() {
            if let Some(group) = &option.group {
                print.paragraph("", INDENT, &format!("{}:", talk.pick(group)));
            }
            let number = format!("{:>5}", place + 1);
            print.paragraph(&number, INDENT, talk.pick(&option.label));
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
            QuestionKind::Text => message!("filing-ask-text", most = most, enter = enter),
            QuestionKind::Number => {
                message!("filing-ask-number", least = least, most = most, enter = enter)
            }
            QuestionKind::One => message!("filing-ask-one", enter = enter),
            QuestionKind::Many => message!("filing-ask-many", enter = enter),
        }
    }

    fn explain(&self, talk: &Talk<'_>) {
        if let Some(hint) = &self.question.hint {
            talk.print.paragraph("", INDENT, talk.pick(hint));
        }
        talk.say(&match self.question.kind {
            QuestionKind::Text => message!("filing-help-text"),
            QuestionKind::Number => message!("filing-help-number"),
            QuestionKind::One | QuestionKind::Many => message!("filing-help-options"),
        });
        talk.say(&message!("filing-help"));
    }

    /// What was typed as an answer, or why it is none.
    fn answer(
        &self,
        typed: &str,
        talk: &mut Talk<'_>,
        answers: &Answers,
    ) -> Result<Result<Answer, Message>, Failure> {
        let answer = match self.question.kind {
            QuestionKind::Text => return self.text(typed, talk).map(Ok),
            QuestionKind::Number => Answer::One(typed.to_owned()),
            QuestionKind::One | QuestionKind::Many => match self.chosen(typed, talk.theirs()) {
                Ok(answer) => answer,
                Err(reason) => return Ok(Err(reason)),
            },
        };
        let fault = self.fault(&answer, answers);
        Ok(match fault {
            None => Ok(answer),
            Some(Fault::Number) => {
                let (least, most) = (self.question.least, self.question.most);
                let (least, most) = (least.unwrap_or(0), most.unwrap_or(u32::MAX));
                Err(message!("filing-number", least = least, most = most))
            }
            Some(_) => Err(message!("filing-alone")),
        })
    }

    fn chosen(&self, typed: &str, theirs: &Text) -> Result<Answer, Message> {
        let options = self.options(theirs);
        let numbers = numbers(typed, options.len());
        let numbers = numbers.ok_or_else(|| message!("filing-options", most = options.len()))?;
        // In the order in which they were read out.
        let places = options.iter().enumerate();
        let ids = places.filter(|(place, _)| numbers.contains(&(place + 1)));
        let ids: Vec<String> = ids.map(|(_, option)| option.id.clone()).collect();
        match (self.question.kind, ids.as_slice()) {
            (QuestionKind::Many, _) => Ok(Answer::Many(ids)),
            (_, [id]) => Ok(Answer::One(id.clone())),
            _ => Err(message!("filing-one")),
        }
    }

    /// Lines up to one with a full stop alone. A line for which there is no room is not taken.
    fn text(&self, first: &str, talk: &mut Talk<'_>) -> Result<Answer, Failure> {
        let (mut text, mut next) = (String::new(), Some(first.to_owned()));
        loop {
            match next.as_deref().map(str::trim) {
                Some(END) => return Ok(Answer::One(text.trim().to_owned())),
                Some(line) => {
                    let longer = format!("{text}{line}\n");
                    match self.over(longer.trim()) {
                        0 => text = longer,
                        over => talk.say(&message!("filing-text-long", over = over)),
                    }
                }
                None => {}
            }
            next = talk.line()?;
        }
    }

    /// Characters too many.
    fn over(&self, text: &str) -> usize {
        let most = self.question.most.and_then(|most| usize::try_from(most).ok());
        text.chars().count().saturating_sub(most.unwrap_or(usize::MAX))
    }

    fn fault(&self, answer: &Answer, answers: &Answers) -> Option<Fault> {
        let mut answers = answers.clone();
        answers.insert(self.question.id.clone(), answer.clone());
        let faults = self.questionnaire.faults(&answers);
        faults.into_iter().find(|fault| fault.question == self.question.id).map(|it| it.fault)
    }

    fn options(&self, theirs: &Text) -> Vec<&AnswerOption> {
        options(self.questionnaire, self.question, theirs)
    }
}

/// The question's own options, where they are sorted in the order of the person's alphabet, and the
/// opt-outs.
pub(super) fn options<'q>(
    questionnaire: &'q Questionnaire,
    question: &'q Question,
    theirs: &Text,
) -> Vec<&'q AnswerOption> {
    let mut options: Vec<&AnswerOption> = questionnaire.options(question).collect();
    if question.sorted
        && let Some(own) = options.get_mut(..question.options.len())
    {
        own.sort_by_key(|option| theirs.order(theirs.pick(&option.label)));
    }
    options
}

/// An answer as it is read out again.
pub(super) fn show_answer(
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
