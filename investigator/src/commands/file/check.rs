//! What was told, once more before it is sealed: what in it may tell who it was, every answer and
//! every name, and each can be changed by its number.

use dauys_crypto::draft::ReportDraft;
use dauys_crypto::revealing::{self, Finding, Kind};
use dauys_wire::questionnaire::{Answer, Question, QuestionKind, Questionnaire};

use super::super::form::{Form, Interview as _};
use super::super::visit::talk::{not_done, numbers};
use super::question::show_answer;
use super::readers::People;
use super::talk::Talk;
use crate::ask::yes_or_no;
use crate::cli::YesNo;
use crate::failure::Failure;
use crate::message;
use crate::text::{Message, Text};

/// Where a line of the check stands, behind its number.
const INDENT: usize = 5;

/// What is checked.
pub(super) struct Check<'k> {
    pub(super) questionnaire: &'k Questionnaire,
    pub(super) people: People<'k>,
}

/// A line with a number.
enum Row<'k> {
    Question(&'k Question),
    Readers,
    Name,
}

impl<'k> Check<'k> {
    /// Until the person agrees to what is read out, or does not.
    pub(super) fn ask(&self, talk: &mut Talk<'_>, draft: &mut ReportDraft) -> Result<(), Failure> {
        loop {
            let rows = self.show(talk, draft);
            let typed = talk.ask(&message!("filing-ask-send"))?;
            match (yes_or_no(&typed), numbers(&typed, rows.len()).as_deref()) {
                (Some(YesNo::No), _) => return Err(not_done()),
                (Some(YesNo::Yes), _) => match self.fault(draft) {
                    None => return Ok(()),
                    Some(question) => {
                        talk.say_needed(question);
                        self.form(draft).change(question, talk)?;
                    }
                },
                (None, Some([number])) => {
                    if let Some(row) = rows.get(number - 1) {
                        self.change(row, talk, draft)?;
                    }
                }
                _ => talk.say(&message!("ask-malformed")),
            }
        }
    }

    pub(super) fn form<'d>(&self, draft: &'d mut ReportDraft) -> Form<'k, 'd> {
        Form { questionnaire: self.questionnaire, answers: &mut draft.answers }
    }

    /// The question whose answer does not hold.
    fn fault(&self, draft: &ReportDraft) -> Option<&'k Question> {
        let faults = self.questionnaire.faults(&draft.answers);
        self.questionnaire.question(&faults.first()?.question)
    }

    fn change(
        &self,
        row: &Row<'k>,
        talk: &mut Talk<'_>,
        draft: &mut ReportDraft,
    ) -> Result<(), Failure> {
        match row {
            Row::Question(question) => self.form(draft).change(question, talk),
            Row::Readers => self.people.ask(talk, draft),
            Row::Name => ask_name(talk, draft),
        }
    }

    fn show(&self, talk: &Talk<'_>, draft: &ReportDraft) -> Vec<Row<'k>> {
        talk.print.line("");
        talk.aloud(&message!("aloud-check"));
        let asked = self.questionnaire.asked(&draft.answers);
        let mut rows: Vec<Row<'k>> = asked.into_iter().map(Row::Question).collect();
        rows.extend([Row::Readers, Row::Name]);
        for (place, row) in rows.iter().enumerate() {
            self.show_row(&(place + 1).to_string(), row, talk, draft);
        }
        self.show_findings(talk, draft);
        talk.aloud(&self.people.of_taker(&draft.to));
        rows
    }

    fn show_row(&self, number: &str, row: &Row<'k>, talk: &Talk<'_>, draft: &ReportDraft) {
        let print = talk.print;
        let said = |message: &Message| print.paragraph(number, INDENT, &talk.theirs().say(message));
        match row {
            Row::Question(question) => {
                let label = talk.pick(&question.label);
                let Some(answer) = draft.answers.get(&question.id) else {
                    let none = talk.theirs().say(&message!("aloud-none"));
                    return print.paragraph(number, INDENT, &format!("{label} — {none}"));
                };
                print.paragraph(number, INDENT, label);
                show_answer(self.questionnaire, question, answer, talk);
            }
            Row::Readers => {
                let (to, out) = (&draft.to, &draft.shut_out);
                let [to, out] = [to, out].map(|ids| self.people.names(ids, talk.theirs()));
                said(&message!("aloud-check-readers", names = to));
                if !out.is_empty() {
                    let out = talk.theirs().say(&message!("aloud-check-out", names = out));
                    print.paragraph("", INDENT, &out);
                }
            }
            Row::Name if draft.name.is_empty() => said(&message!("aloud-check-nameless")),
            Row::Name => said(&message!("aloud-check-name", name = draft.name.as_str())),
        }
    }

    fn show_findings(&self, talk: &Talk<'_>, draft: &ReportDraft) {
        let found = self.findings(draft);
        if found.is_empty() {
            return;
        }
        talk.print.line("");
        talk.aloud(&message!("aloud-revealing"));
        for finding in &found {
            talk.print.paragraph("", INDENT, &said(finding, talk.theirs()));
        }
    }

    /// What in the texts may tell who it was.
    pub(super) fn findings(&self, draft: &ReportDraft) -> Vec<Finding> {
        let texts = self.questionnaire.asked(&draft.answers).into_iter();
        let texts = texts.filter(|question| question.kind == QuestionKind::Text);
        let texts = texts.filter_map(|question| draft.answers.get(&question.id));
        let texts = texts.flat_map(Answer::chosen);
        texts.flat_map(|text| revealing::find(text, &draft.name)).collect()
    }
}

/// A passage, and what it looks like.
pub(super) fn said(finding: &Finding, theirs: &Text) -> String {
    let kind = match finding.kind {
        Kind::Phone => message!("aloud-revealing-phone"),
        Kind::Email => message!("aloud-revealing-email"),
        Kind::Iin => message!("aloud-revealing-iin"),
        Kind::Name => message!("aloud-revealing-name"),
    };
    format!("{}: {}", finding.text, theirs.say(&kind))
}

/// The name, if the person wants to give it.
pub(super) fn ask_name(talk: &mut Talk<'_>, draft: &mut ReportDraft) -> Result<(), Failure> {
    talk.print.line("");
    talk.aloud(&message!("aloud-name"));
    talk.aloud(&message!("aloud-name-price"));
    if !draft.name.is_empty() {
        talk.say(&message!("filing-so-far"));
        talk.print.paragraph("", INDENT, &draft.name);
    }
    match talk.ask(&message!("filing-ask-name"))?.as_str() {
        "" => {}
        "-" => draft.name.clear(),
        name => name.clone_into(&mut draft.name),
    }
    Ok(())
}
