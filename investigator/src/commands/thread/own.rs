//! Showing her what she sent, as far as she kept a copy of it. Asking for a letter tells the server
//! that she is back, so it is asked for only where she wants that.

use dauys_crypto::letter::ReporterLetter;
use dauys_crypto::open::{self, OpenError, Rejection};
use dauys_wire::Id;

use super::super::visit::question::show_answer;
use super::super::visit::talk::Talk;
use super::erase::letter_name;
use super::{Hers, consents};
use crate::attachment::size;
use crate::failure::Failure;

impl Hers<'_> {
    pub(super) fn show_own(&self, talk: &mut Talk<'_>) -> Result<(), Failure> {
        talk.title("own-title");
        talk.tell("own-price");
        talk.tell("own-what");
        if !consents("own-sure", talk)? {
            return Ok(());
        }
        talk.tell("consent-asking");
        for (place, id) in self.collected.letters(self.reporter).into_iter().enumerate() {
            talk.heading(&letter_name(place, talk));
            match self.fetch_own(&id) {
                Ok(letter) => self.show_letter(&letter, talk),
                Err(key) => talk.warn(key, &[]),
            }
        }
        Ok(())
    }

    /// The letter, or the page's words for why it is not shown.
    fn fetch_own(&self, id: &Id) -> Result<Box<ReporterLetter>, &'static str> {
        let answer = self.arrived.visitor.letter(id).map_err(|_| "own-failed")?;
        match answer.status {
            200 => {}
            410 => return Err("own-withdrawn"),
            404 => return Err("own-absent"),
            _ => return Err("own-failed"),
        }
        let roster = &self.arrived.trusted.roster;
        let opened = open::own_letter(&answer.body, id, self.reporter, roster);
        opened.map(|opened| Box::new(opened.value)).map_err(reason)
    }

    fn show_letter(&self, letter: &ReporterLetter, talk: &Talk<'_>) {
        let trusted = &self.arrived.trusted;
        // When she wrote it she was shown a newer list than now.
        if letter.roster.version > trusted.reference.version {
            talk.warn("own-roster-older", &[]);
        }
        talk.print.paragraph("", 0, &talk.page.day(letter.day));
        let is_same = letter.body.questionnaire == trusted.questionnaire.id;
        for (id, answer) in &letter.body.answers {
            // A question that is no longer asked stands under its own name.
            let question = trusted.questionnaire.question(id).filter(|_| is_same);
            talk.item(question.map_or(id.as_str(), |question| talk.pick(&question.label)));
            match question {
                Some(question) => show_answer(&trusted.questionnaire, question, answer, talk),
                None => talk.print.passage(&answer.chosen().join("\n")),
            }
        }
        if !letter.body.name.is_empty() {
            talk.item(&talk.page.say("name-label", &[]));
            talk.print.passage(&letter.body.name);
        }
        if !letter.body.text.is_empty() {
            talk.print.passage(&letter.body.text);
        }
        for blob in &letter.blobs {
            let size = talk.text().say(&size(blob.size));
            talk.item(&format!("{} ({size})", blob.name));
        }
        talk.tell("check-readers");
        let people = letter.to.iter().filter_map(|id| trusted.roster.investigator(id));
        people.for_each(|one| talk.item(&talk.page.name_and_role(one)));
    }
}

fn reason(error: OpenError) -> &'static str {
    match error {
        OpenError::NotOurs => "own-no-copy",
        OpenError::Rejected(Rejection::IdMismatch) => "own-other-id",
        OpenError::Rejected(
            Rejection::Thread | Rejection::UnknownAuthor | Rejection::Signature | Rejection::State,
        ) => "own-other-author",
        OpenError::Rejected(_) => "own-damaged",
    }
}
