//! Her answers once more, who will read them, and each can be changed by its number before she
//! sends.

use dauys_crypto::roster::Trusted;
use dauys_wire::questionnaire::{Answer, Answers, Question, QuestionKind};
use zeroize::Zeroize as _;

use super::super::form::{Form, Interview as _};
use super::arrive::tell_unchecked;
use super::files::Files;
use super::question::show_answer;
use super::readers::{self, Choice, Naming};
use super::revealing::{self, Left};
use super::talk::{Talk, not_done, number};
use crate::ask::yes_or_no;
use crate::cli::YesNo;
use crate::failure::Failure;
use crate::message;

/// Where a line of the check stands, behind its number.
const INDENT: usize = 5;

/// A report as she fills it in. Wiped when dropped.
#[derive(Default)]
pub(in crate::commands) struct Hers {
    pub(in crate::commands) answers: Answers,
    pub(in crate::commands) choice: Choice,
    pub(in crate::commands) naming: Naming,
    pub(in crate::commands) files: Files,
    pub(in crate::commands) own_copy: bool,
    /// Whether nothing but what is answered by choosing is sent.
    pub(in crate::commands) only_counted: bool,
    left: Left,
}

impl Drop for Hers {
    fn drop(&mut self) {
        self.naming.name.zeroize();
        for answer in self.answers.values_mut() {
            match answer {
                Answer::One(one) => one.zeroize(),
                Answer::Many(many) => many.zeroize(),
            }
        }
    }
}

/// A line with a number.
enum Row<'q> {
    Question(&'q Question),
    Readers,
    Name,
    OwnCopy,
    Files,
    /// So many questions without an answer.
    Left(usize),
}

impl Hers {
    /// Until she says that it is to be sent so.
    pub(in crate::commands) fn check(
        &mut self,
        trusted: &Trusted,
        talk: &mut Talk<'_>,
    ) -> Result<(), Failure> {
        loop {
            self.ask_revealing(trusted, talk)?;
            let rows = self.show(trusted, talk);
            let typed = talk.ask(&message!("visit-ask-send"))?;
            match (yes_or_no(&typed), number(&typed, rows.len())) {
                (Some(YesNo::No), _) => return Err(not_done()),
                (Some(YesNo::Yes), _) if self.only_counted && self.answers.is_empty() => {
                    talk.warn("only-count-empty", &[]);
                }
                (Some(YesNo::Yes), _) => {
                    let faults = trusted.questionnaire.faults(&self.answers);
                    let fault = faults.first();
                    let fault = fault.and_then(|it| trusted.questionnaire.question(&it.question));
                    let Some(question) = fault else { return Ok(()) };
                    talk.say_needed(question);
                    self.change(&Row::Question(question), trusted, talk)?;
                }
                (None, Some(number)) => {
                    if let Some(row) = rows.get(number - 1) {
                        self.change(row, trusted, talk)?;
                    }
                }
                _ => talk.say(&message!("ask-malformed")),
            }
        }
    }

    /// All that she wrote in her own words.
    pub(in crate::commands) fn own_words(&self, trusted: &Trusted) -> String {
        self.texts(trusted).into_iter().map(|(_, text)| text).collect()
    }

    fn texts<'a>(&'a self, trusted: &'a Trusted) -> Vec<(&'a Question, &'a str)> {
        let asked = trusted.questionnaire.asked(&self.answers).into_iter();
        let texts = asked.filter(|question| question.kind == QuestionKind::Text);
        let written = texts.filter_map(|question| {
            let [text] = self.answers.get(&question.id)?.chosen() else { return None };
            Some((question, text.as_str()))
        });
        written.collect()
    }

    fn ask_revealing(&mut self, trusted: &Trusted, talk: &mut Talk<'_>) -> Result<(), Failure> {
        let mut left = std::mem::take(&mut self.left);
        loop {
            let texts = self.texts(trusted);
            let words: Vec<&str> = texts.iter().map(|(_, text)| *text).collect();
            let place = revealing::ask(&words, &self.naming.name, &mut left, talk)?;
            let change = place.and_then(|place| texts.get(place)).map(|(question, _)| *question);
            let change = change.and_then(|question| trusted.questionnaire.question(&question.id));
            let Some(question) = change else { break };
            self.change(&Row::Question(question), trusted, talk)?;
        }
        self.left = left;
        Ok(())
    }

    fn change(
        &mut self,
        row: &Row<'_>,
        trusted: &Trusted,
        talk: &mut Talk<'_>,
    ) -> Result<(), Failure> {
        let readers = self.choice.to.clone().unwrap_or_default();
        match row {
            Row::Question(question) => {
                let questionnaire = &trusted.questionnaire;
                let Some(question) = questionnaire.question(&question.id) else { return Ok(()) };
                Form { questionnaire, answers: &mut self.answers }.change(question, talk)
            }
            Row::Readers => readers::ask(trusted, &mut self.choice, false, talk),
            Row::Name => readers::ask_name(trusted, &readers, &mut self.naming, talk),
            Row::OwnCopy => {
                self.own_copy = !self.own_copy;
                Ok(())
            }
            Row::Files => self.files.ask(talk),
            Row::Left(_) => {
                let questionnaire = &trusted.questionnaire;
                Form { questionnaire, answers: &mut self.answers }.ask_left(talk)
            }
        }
    }

    fn show<'q>(&self, trusted: &'q Trusted, talk: &Talk<'_>) -> Vec<Row<'q>> {
        talk.title("check-title");
        let mut asked = trusted.questionnaire.asked(&self.answers);
        let all = asked.len();
        asked.retain(|question| self.answers.contains_key(&question.id));
        let left = all - asked.len();
        let mut rows: Vec<Row<'q>> = asked.into_iter().map(Row::Question).collect();
        rows.push(Row::Readers);
        if !self.only_counted {
            rows.extend([Row::Name, Row::OwnCopy, Row::Files]);
        }
        rows.extend((left > 0).then_some(Row::Left(left)));
        for (place, row) in rows.iter().enumerate() {
            self.show_row(&format!("{:>3}", place + 1), row, trusted, talk);
        }
        talk.tell("check-nobody-else");
        tell_unchecked(trusted, talk);
        rows
    }

    fn show_row(&self, number: &str, row: &Row<'_>, trusted: &Trusted, talk: &Talk<'_>) {
        let print = talk.print;
        match row {
            Row::Question(question) => {
                print.paragraph(number, INDENT, talk.pick(&question.label));
                if let Some(answer) = self.answers.get(&question.id) {
                    show_answer(&trusted.questionnaire, question, answer, talk);
                }
            }
            Row::Readers => {
                print.paragraph(number, INDENT, &talk.page.say("readers-title", &[]));
                readers::tell_choice(trusted, &self.choice, talk);
            }
            Row::Name => {
                print.paragraph(number, INDENT, &talk.page.say("name-label", &[]));
                let readers = self.choice.to.as_deref().unwrap_or_default();
                readers::tell_name(trusted, &self.naming, readers, talk);
            }
            Row::OwnCopy => {
                print.paragraph(number, INDENT, &own_copy(self.own_copy, talk));
                print.paragraph("", INDENT, &talk.page.say("own-copy-price", &[]));
            }
            Row::Files => {
                print.paragraph(number, INDENT, &talk.page.say("files-short", &[]));
                self.files.show(talk);
            }
            Row::Left(count) => {
                let left = talk.page.say("check-left", &[("count", (*count).into())]);
                print.paragraph(number, INDENT, &left);
            }
        }
    }
}

/// The tick, off at first.
pub(in crate::commands) fn own_copy(is_kept: bool, talk: &Talk<'_>) -> String {
    let mark = if is_kept { 'x' } else { ' ' };
    format!("[{mark}] {}", talk.page.say("own-copy", &[]))
}
