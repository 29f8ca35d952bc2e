//! `dauys report`: the way of a report as on the page, from the first word to the code in her hand.
//!
//! The code is shown after the server has proven that the report arrived, once, and nowhere else.

use std::io;
use std::path::Path;

use dauys_crypto::code::Code;
use dauys_crypto::draft::{Known, ReportDraft};
use dauys_crypto::roster::Trusted;
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::thread::Reporter;
use dauys_wire::questionnaire::{Answer, QuestionKind};
use dauys_wire::{Day, Id};
use zeroize::Zeroizing;

use super::form::Form;
use super::visit::arrive::{self, Arrived};
use super::visit::carry::Carrier;
use super::visit::check::Hers;
use super::visit::readers;
use super::visit::send::{Outgoing, Unsent, deliver, price, tell_unsent};
use super::visit::talk::Talk;
use super::visit::visit;
use crate::cli::Report;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::message;
use crate::print::Print;

/// Bytes of a text in a file; more than any question takes.
const FILE_MAX: usize = 65_536;
/// The report has arrived: the letter with her name is not tried for ever.
const TRIES_OF_OTHERS: usize = 4;

pub(super) fn run(args: Report, print: &Print) -> Result<(), Failure> {
    let written = args.file.as_deref().map(read).transpose()?;
    let only_counted = args.only_counted;
    visit(print, |talk| {
        let mut arrived = arrive::arrive(args.reach, talk)?;
        arrive::welcome(&arrived, talk)?;
        let mut hers = Hers::default();
        hers.only_counted = only_counted;
        if only_counted {
            explain_counting(talk);
            arrived.trusted.questionnaire.questions.retain(|question| !question.is_text());
        }
        if let Some(text) = written {
            take_in(&text, &mut hers, &arrived.trusted);
        }
        report(&arrived, hers, talk)
    })
}

/// Standard input is where she types.
fn read(path: &Path) -> Result<Zeroizing<String>, Failure> {
    if path == Path::new("-") {
        return Err(Failure::new(Exit::Usage, message!("visit-file-input")));
    }
    Ok(Zeroizing::new(files::read_text(path, FILE_MAX)?))
}

fn explain_counting(talk: &Talk<'_>) {
    talk.title("only-count-title");
    for key in ["only-count-what", "only-count-for", "only-count-careful", "only-count-no-code"] {
        talk.point(key);
    }
}

/// As the answer to the first question that is answered in her own words.
fn take_in(text: &str, hers: &mut Hers, trusted: &Trusted) {
    let asked = trusted.questionnaire.asked(&hers.answers);
    if let Some(question) = asked.into_iter().find(|one| one.kind == QuestionKind::Text) {
        hers.answers.insert(question.id.clone(), Answer::One(text.trim().to_owned()));
    }
}

/// The questions, and all that comes after them.
fn report(arrived: &Arrived, mut hers: Hers, talk: &mut Talk<'_>) -> Result<(), Failure> {
    let trusted = &arrived.trusted;
    talk.shows();
    talk.say(&message!("filing-help"));
    let questionnaire = &trusted.questionnaire;
    Form { questionnaire, answers: &mut hers.answers }.ask_all(talk)?;
    readers::ask(trusted, &mut hers.choice, false, talk)?;
    if !hers.only_counted {
        hers.files.offer(talk)?;
    }
    let code = Code::generate();
    let reporter = Reporter::derive(&code, "", &trusted.roster.instance);
    let (day, name) = loop {
        hers.check(trusted, talk)?;
        match send(arrived, &mut hers, &reporter, talk) {
            Ok(sent) => break sent,
            Err(unsent) => tell_unsent(unsent, &hers.own_words(trusted), talk)?,
        }
    };
    let only_counted = hers.only_counted;
    // It is sent, and wiped here.
    drop(hers);
    if only_counted {
        // Nobody sees the code.
        talk.title("counted-title");
        talk.tell("counted-no-code");
        return Ok(());
    }
    hand_over(&code, talk)?;
    drop(code);
    let has_name = name.is_none_or(|name| send_name(arrived, &name, talk));
    tell_done(trusted, day, has_name, talk);
    Ok(())
}

/// The day under which the report was taken, and the letter with her name if only some of its
/// readers are to have that.
fn send(
    arrived: &Arrived,
    hers: &mut Hers,
    reporter: &Reporter,
    talk: &Talk<'_>,
) -> Result<(Day, Option<Outgoing>), Unsent> {
    talk.title("sending-title");
    talk.say(&message!("visit-sending"));
    let letter = reporter.first_letter();
    Carrier { arrived, reporter, letter }.carry(&mut hers.files, talk)?;
    let price = price(arrived, talk, None)?;
    talk.tell("sending-seal");
    let (report, name) = write(&arrived.trusted, hers, reporter, price.day, talk)?;
    Ok((deliver(&report, price, arrived, talk, None)?, name))
}

fn write(
    trusted: &Trusted,
    hers: &Hers,
    reporter: &Reporter,
    day: Day,
    talk: &Talk<'_>,
) -> Result<(Outgoing, Option<Outgoing>), Unsent> {
    let to = hers.choice.to.clone().unwrap_or_default();
    let named = |id: &Id| hers.naming.to.contains(id);
    let draft = ReportDraft {
        answers: hers.answers.clone(),
        name_to: to.iter().copied().filter(named).collect(),
        to,
        shut_out: hers.choice.shut_out.clone(),
        lang: talk.lang(),
        day,
        name: hers.naming.name.clone(),
        taken_by: None,
        only_counted: hers.only_counted,
        blobs: hers.files.named(),
    };
    let own_copy = if hers.own_copy { OwnCopy::Kept } else { OwnCopy::None };
    let seal = |letter| seal::reporter_letter(&letter, reporter, &trusted.roster, own_copy);
    let name = draft.name_letter();
    let name = name.map(|name| name.write(reporter, trusted, &Known::default())).transpose()?;
    let report = draft.write(reporter, trusted)?;
    let outgoing = |letter: dauys_crypto::letter::ReporterLetter| -> Result<Outgoing, Unsent> {
        Ok(Outgoing::of(letter.id, &seal(letter)?, reporter))
    };
    Ok((outgoing(report)?, name.map(outgoing).transpose()?))
}

/// Whether her name has come along; once the report was accepted, nothing may say that it was not.
fn send_name(arrived: &Arrived, name: &Outgoing, talk: &Talk<'_>) -> bool {
    let most = Some(TRIES_OF_OTHERS);
    let price = price(arrived, talk, most);
    price.and_then(|price| deliver(name, price, arrived, talk, most)).is_ok()
}

/// Shows the code until its last group was typed from what she wrote down.
fn hand_over(code: &Code, talk: &mut Talk<'_>) -> Result<(), Failure> {
    talk.title("code-title");
    talk.tell("code-arrived");
    show(code, talk)?;
    talk.tell("code-write-down");
    talk.tell("code-where");
    for key in ["code-where-paper", "code-where-not", "code-where-apart"] {
        talk.point(key);
    }
    loop {
        let typed = talk.ask(&message!("visit-ask-last-group"))?;
        if code.last_group_is(&typed) {
            return Ok(());
        }
        if !typed.is_empty() {
            talk.warn("confirm-wrong", &[]);
        }
        show(code, talk)?;
    }
}

/// Fails if it cannot be read by anyone: then she must know that nobody has her code.
fn show(code: &Code, talk: &Talk<'_>) -> Result<(), Failure> {
    let digits = code.grouped();
    let mut line = Zeroizing::new(String::with_capacity(digits.len() + 6));
    line.extend(["\n    ", &digits, "\n\n"]);
    talk.print.secret(&line).map_err(not_out)
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn not_out(reason: io::Error) -> Failure {
    Failure::new(Exit::Failed, message!("visit-code-not-out", reason = reason.to_string()))
}

/// What happens now, with the days that can be told.
fn tell_done(trusted: &Trusted, day: Day, has_name: bool, talk: &Talk<'_>) {
    let roster = &trusted.roster;
    let on = |day: Day| [("day", talk.page.day(day).into())];
    talk.title("done-title");
    if !has_name {
        talk.warn("code-unnamed", &[]);
    }
    let readable = if roster.release_hours == 0 { day } else { day.plus(1) };
    if readable == day {
        talk.tell("done-readable-now");
    } else {
        talk.tell_with("done-readable", &on(readable));
    }
    for (clock, key) in [("acknowledge_days", "done-acknowledge"), ("answer_days", "done-answer")] {
        let days = roster.clocks.get(clock).and_then(serde_json::Value::as_u64);
        if let Some(days) = days.and_then(|days| u32::try_from(days).ok()) {
            talk.tell_with(key, &on(day.plus(days)));
        }
    }
    // An answer waits for its own closed period too.
    talk.tell_with("done-look", &on(readable.plus(1)));
    talk.tell_with("done-kept", &[("days", roster.reply_days.into())]);
    talk.say(&message!("visit-come-back"));
    talk.tell("done-more");
    talk.tell("done-destroy");
}
