//! "How was this for you?", once she was told what became of her report: three questions, each of
//! which may stay open.

use dauys_crypto::experience::{OPTIONS, QUESTIONS};
use dauys_crypto::letter::ReporterKind;
use dauys_wire::questionnaire::{Answer, Answers};

use super::super::visit::talk::{Talk, number};
use super::Hers;
use crate::failure::Failure;
use crate::message;

/// The page's words for the questions, in their order.
const ASKED: [&str; QUESTIONS.len()] =
    ["experience-taken-seriously", "experience-kept-informed", "experience-report-again"];
/// The same for what can be answered.
const OFFERED: [&str; OPTIONS.len()] =
    ["experience-yes", "experience-partly", "experience-no", "experience-prefer-not"];

impl Hers<'_> {
    /// Asks, and sends what she answers to her readers.
    pub(super) fn tell_experience(&mut self, talk: &mut Talk<'_>) -> Result<(), Failure> {
        talk.title("experience-title");
        talk.tell("experience-what");
        let mut answers = Answers::new();
        for (question, words) in QUESTIONS.into_iter().zip(ASKED) {
            talk.title(words);
            if let Some(option) = ask(talk)? {
                answers.insert(question.to_owned(), Answer::One(option.to_owned()));
            }
        }
        if answers.is_empty() {
            talk.warn("experience-empty", &[]);
            return Ok(());
        }
        let mut writing = self.begin(ReporterKind::Message, talk)?;
        writing.beside.experience = answers;
        talk.tell("experience-words");
        writing.ask_text(talk)?;
        let before = self.signed.len();
        self.check_and_send(&mut writing, talk)?;
        // Once is enough.
        self.has_told |= self.signed.len() > before;
        Ok(())
    }
}

/// What she answered, in words.
pub(super) fn show(answers: &Answers, talk: &Talk<'_>) {
    for (question, words) in QUESTIONS.into_iter().zip(ASKED) {
        let Some(answer) = answers.get(question) else { continue };
        let option =
            OPTIONS.into_iter().position(|option| answer.chosen().contains(&option.into()));
        if let Some(option) = option.and_then(|place| OFFERED.get(place)) {
            let [asked, said] = [words, option].map(|key| talk.page.say(key, &[]));
            talk.item(&format!("{asked} {said}"));
        }
    }
}

fn ask(talk: &mut Talk<'_>) -> Result<Option<&'static str>, Failure> {
    for (place, words) in OFFERED.into_iter().enumerate() {
        talk.print.paragraph(&format!("{:>3}", place + 1), 5, &talk.page.say(words, &[]));
    }
    loop {
        let typed = talk.ask(&message!("visit-ask-experience"))?;
        if typed.is_empty() {
            return Ok(None);
        }
        if let Some(option) = number(&typed, OPTIONS.len()).and_then(|n| OPTIONS.get(n - 1)) {
            return Ok(Some(option));
        }
        talk.say(&message!("filing-options", most = OPTIONS.len()));
    }
}
