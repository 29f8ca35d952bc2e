//! `dauys export`: a case as one signed file, for whoever has to read it elsewhere. That it was taken out
//! is an entry of the case, which names the file by the hash of its manifest.

mod evidence;
mod gather;
mod plan;
mod recipient;

use std::io::{self, Write};
use std::path::Path;

use dauys_crypto::event::{EventBody, EventKind};
use dauys_crypto::roster::signer_number;
use serde::Serialize;

use self::plan::Plan;
use self::recipient::Recipient;
use super::act::Act;
use super::deliver::Delivered;
use super::list::short;
use super::show::{has_conflict, opened};
use crate::attachment::{self, Attachment};
use crate::case::Case;
use crate::cli::{Export, Takes};
use crate::failure::{Exit, Failure};
use crate::files::{FileError, Fresh};
use crate::message;
use crate::print::Print;
use crate::seat::{AtWork, Seat};
use crate::workplace::Workplace;

pub(super) fn run(args: &Export, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let takes = &args.takes;
    let recipient = takes.to.as_deref().map(Recipient::read).transpose()?;
    let act = Act { case: &takes.case, posting: &takes.posting, seat, print };
    // Nobody waits for hours to be told that there is no place for it.
    let mut file = Fresh::begin(&args.file).map_err(exists)?;
    let (workplace, plan) = prepare(&act, takes)?;
    write(&plan, recipient.as_ref(), &mut file).map_err(|error| why(error, &mut file))?;
    let delivered = record(&act, workplace, &plan)?;
    file.keep().map_err(exists)?;
    tell(&plan, Some(&args.file), delivered, print)
}

/// What can be chosen on the page.
#[derive(Serialize)]
pub(crate) struct Offer {
    case: String,
    short: String,
    /// The files of the reporter: number, and what each is.
    files: Vec<(usize, String)>,
    masks: Vec<String>,
}

/// What can be chosen for a case.
pub(crate) fn offer(case: &str, seat: &Seat<'_>, print: &Print) -> Result<Offer, Failure> {
    let workplace = seat.sit(print)?;
    let case = workplace.case(case)?;
    check_declared(&workplace, &case)?;
    let words = |one: &Attachment<'_>| {
        let (name, kind, size) = (one.name(), one.kind().words(), attachment::size(one.blob.size));
        let number = one.number;
        let line = message!("show-file", number = number, file = name, kind = kind, size = size);
        (number, print.text().say(&line))
    };
    Ok(Offer {
        case: case.thread.to_string(),
        short: short(&case.thread),
        files: Attachment::all(&case).iter().map(words).collect(),
        masks: case.handling().masks_on().map(str::to_owned).collect(),
    })
}

/// A file for the page, recorded in the case and not written yet.
pub(crate) struct Outgoing {
    plan: Plan,
    recipient: Option<Recipient>,
}

/// The same as the command, but for the writing: that needs no desk any more.
pub(crate) fn begin(takes: &Takes, seat: &Seat<'_>, print: &Print) -> Result<Outgoing, Failure> {
    let recipient = takes.to.as_deref().map(Recipient::of_key).transpose()?;
    let act = Act { case: &takes.case, posting: &takes.posting, seat, print };
    let (workplace, plan) = prepare(&act, takes)?;
    let delivered = record(&act, workplace, &plan)?;
    tell(&plan, None, delivered, print)?;
    Ok(Outgoing { plan, recipient })
}

impl Outgoing {
    /// Writes it.
    pub(crate) fn write(&self, output: &mut dyn Write) -> Result<(), Failure> {
        write(&self.plan, self.recipient.as_ref(), output)
    }

    /// As which it is kept.
    pub(crate) fn name(&self) -> String {
        let (case, variant) = (short(&self.plan.manifest.case), self.plan.variant().code());
        let ending = if self.recipient.is_some() { "zip.age" } else { "zip" };
        format!("case-{case}-{variant}.{ending}")
    }
}

/// Whether what was asked for can be made: all of it, with the files fetched.
fn prepare<'s>(act: &'s Act<'_>, takes: &Takes) -> Result<(AtWork<'s>, Plan), Failure> {
    let mut workplace = act.open()?;
    workplace.drop_stale_parts()?;
    let records = {
        let case = workplace.case(act.case)?;
        check_declared(&workplace, &case)?;
        opened(&workplace, &case, act.print)?
    };
    workplace.vault.append(records)?;
    let plan = Plan::of(&workplace, takes, act.print)?;
    Ok((workplace, plan))
}

/// Whoever has not said whether a conflict of interest stands against them, or has one, takes nothing
/// out.
fn check_declared(workplace: &Workplace, case: &Case<'_>) -> Result<(), Failure> {
    let short = short(&case.thread);
    match has_conflict(case, &workplace.keys.id) {
        Some(false) => Ok(()),
        Some(true) => Err(Failure::new(Exit::Refused, message!("export-conflict", case = short))),
        None => Err(Failure::new(Exit::Usage, message!("export-declare", case = short))),
    }
}

/// The file, sealed if somebody is named.
fn write(
    plan: &Plan,
    recipient: Option<&Recipient>,
    output: &mut dyn Write,
) -> Result<(), Failure> {
    match recipient {
        None => plan.write(output).map(drop),
        Some(recipient) => {
            let sealed = recipient.seal(output).map_err(not_written)?;
            plan.write(sealed)?.finish().map(drop).map_err(not_written)
        }
    }
}

/// That it was taken out, told to the colleagues.
fn record(act: &Act<'_>, workplace: AtWork<'_>, plan: &Plan) -> Result<Delivered, Failure> {
    let body = EventBody {
        status: Some(plan.variant().code().to_owned()),
        sha256: Some(plan.sha256),
        ..EventBody::default()
    };
    act.deliver_from(workplace, |desk, case, _, lang| {
        Ok(desk.events(case, vec![(EventKind::Exported, body)], lang)?)
    })
}

fn tell(
    plan: &Plan,
    file: Option<&Path>,
    delivered: Delivered,
    print: &Print,
) -> Result<(), Failure> {
    let missing = plan.missing();
    if missing > 0 {
        print.warn(&message!("export-missing", count = missing));
    }
    if plan.left_out() > 0 {
        print.remark(&message!("export-left-out", count = plan.left_out()));
    }
    if plan.not_cleaned() > 0 {
        print.warn(&message!("export-not-cleaned", count = plan.not_cleaned()));
    }
    print.remark(&message!("export-compare", number = signer_number(&plan.manifest.by.key)));
    let (case, variant) = (short(&plan.manifest.case), plan.variant().words());
    let said = match file {
        Some(file) => {
            let path = file.display().to_string();
            message!("export-done", case = case, variant = variant, path = path)
        }
        None => message!("export-sent", case = case, variant = variant),
    };
    delivered.tell(&said, print)
}

/// Something is there already.
fn exists(error: FileError) -> Failure {
    match error {
        FileError::Exists(path) => {
            let path = path.display().to_string();
            Failure::new(Exit::Failed, message!("export-exists", path = path))
        }
        error => error.into(),
    }
}

/// What is written to says why it could not be.
fn why(failure: Failure, file: &mut Fresh) -> Failure {
    if failure.message.key() == "export-not-written" { file.why().into() } else { failure }
}

fn not_written(_: io::Error) -> Failure {
    Failure::new(Exit::Failed, message!("export-not-written"))
}

#[cfg(test)]
mod tests;
