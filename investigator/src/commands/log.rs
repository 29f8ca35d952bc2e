//! `dauys log`: every entry of a case, causes before effects, each verified again: who did what, with
//! which program, knowing of what.

pub(super) mod verify;

use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey, Signature};
use schemars::JsonSchema;
use serde::Serialize;

use self::verify::{Fault, Proof, faults, proof};
use super::list::{fault_message, short};
use super::show::may_see;
use super::words::Kind;
use super::{who, words};
use crate::case::chains::ChainFault;
use crate::case::{Case, What};
use crate::cli::Log;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::{Print, Tone, clean_line};
use crate::schema::shape;
use crate::seat::Seat;
use crate::text::{Message, Text};
use crate::vault::Contents;
use crate::vault::contents::KnownRoster;

/// Digits of a hash that are shown.
const SHORT: usize = 8;

/// The log of a case.
#[derive(Serialize, JsonSchema)]
pub(crate) struct LogView {
    #[schemars(with = "shape::Id")]
    case: Id,
    /// At which installation the signatures hold.
    #[schemars(with = "String")]
    instance: InstanceName,
    entries: Vec<Line>,
    /// Letters that may have carried more of it.
    faults: Vec<ChainFault>,
    /// Entries that do not verify.
    broken: usize,
    /// Entries that are named and not here.
    missing: usize,
    /// Whether nothing is wrong.
    whole: bool,
}

/// One entry.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "line")]
struct Line {
    number: usize,
    #[schemars(with = "shape::Digest")]
    sha256: Digest,
    #[schemars(with = "shape::Day")]
    day: Day,
    author: String,
    name: String,
    device: u8,
    kind: Kind,
    #[serde(skip)]
    label: Message,
    /// Of an event.
    program: Option<String>,
    /// What its author knew of as the newest, by number.
    after: Vec<usize>,
    /// What its author knew of, and is not here.
    #[schemars(with = "Vec<shape::Digest>")]
    missing: Vec<Digest>,
    /// By somebody who took no part: it changes nothing.
    outsider: bool,
    /// What does not hold, if something does not.
    fault: Option<Fault>,
    /// The label of the signature.
    signed_as: &'static str,
    #[schemars(with = "Option<shape::PublicKey>")]
    key: Option<PublicKey>,
    #[schemars(with = "Option<shape::Signature>")]
    signature: Option<Signature>,
    /// The exact text that was signed.
    json: Option<String>,
}

pub(super) fn run(args: &Log, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let workplace = seat.sit(print)?;
    let case = workplace.case(&args.case)?;
    if !may_see(&case, &workplace.keys.id, print) {
        print.say(&message!("desk-declare-first"));
        return Ok(());
    }
    let known = workplace.connected()?.1;
    let contents = workplace.vault.contents();
    let log = log(&case, known, contents, print.text());
    print.json(&log);
    show(&log, contents, print);
    if log.whole {
        print.say(&message!("log-whole", entries = log.entries.len()));
        return Ok(());
    }
    let (broken, missing, faults) = (log.broken, log.missing, log.faults.len());
    let verdict = message!("log-broken", broken = broken, missing = missing, faults = faults);
    Err(Failure { is_alarm: true, ..Failure::new(Exit::Refused, verdict) }.told())
}

fn log(case: &Case<'_>, known: &KnownRoster, contents: &Contents, text: &Text) -> LogView {
    let causes = verify::causes(case);
    let line =
        |(place, causes): (usize, verify::Causes)| line(case, place, causes, known, contents, text);
    let entries: Vec<Line> = causes.into_iter().enumerate().filter_map(line).collect();
    let broken = entries.iter().filter(|line| line.fault.is_some()).count();
    let missing = entries.iter().map(|line| line.missing.len()).sum();
    let faults = faults(case, contents);
    let whole = broken == 0 && missing == 0 && faults.is_empty();
    let instance = known.roster.instance.clone();
    LogView { case: case.thread, instance, entries, faults, broken, missing, whole }
}

fn line(
    case: &Case<'_>,
    place: usize,
    causes: verify::Causes,
    known: &KnownRoster,
    contents: &Contents,
    text: &Text,
) -> Option<Line> {
    let entry = case.entries.get(place)?;
    let (author, name, device, kind, label, program) = match entry.what {
        What::Reporter(letter) => (
            letter.from.to_string(),
            text.say(&message!("reporter")),
            0,
            Kind::Reporter(letter.kind),
            words::letter(letter.kind),
            None,
        ),
        What::Event(signed) => (
            format!("investigator/{}", signed.event.by),
            who::desk(signed.desk(), contents, text),
            signed.event.device,
            Kind::Event(signed.event.kind),
            words::event(&signed.event, contents),
            Some(signed.event.program.clone()),
        ),
    };
    let Proof { fault, signed_as, key, signature, json } = proof(entry, known, contents);
    Some(Line {
        number: place + 1,
        sha256: entry.sha256,
        day: entry.day,
        author,
        name,
        device,
        kind,
        label,
        program,
        after: causes.here.iter().map(|place| place + 1).collect(),
        missing: causes.missing,
        outsider: case.people.is_outsiders(place),
        fault,
        signed_as,
        key,
        signature,
        json,
    })
}

fn show(log: &LogView, contents: &Contents, print: &Print) {
    let case = short(&log.case);
    print.say_in(Tone::Heading, &message!("log-head", case = case, entries = log.entries.len()));
    for line in &log.entries {
        show_line(line, print);
    }
    print.line("");
    for fault in &log.faults {
        print.say(&fault_message(fault, contents));
    }
}

fn show_line(line: &Line, print: &Print) {
    let say = |message: &Message| print.text().say(message);
    let (name, label) = (clean_line(&line.name), say(&line.label));
    print.line("");
    print.line_in(Tone::Heading, &format!("{}. {}  {name}: {label}", line.number, line.day));
    let numbers: Vec<String> = line.after.iter().map(usize::to_string).collect();
    let after =
        (!numbers.is_empty()).then(|| say(&message!("log-after", numbers = numbers.join(", "))));
    let about = [Some(short_hash(&line.sha256)), after, line.program.clone()];
    let about: Vec<String> = about.into_iter().flatten().collect();
    print.line(&format!("    {}", clean_line(&about.join(" · "))));
    for hash in &line.missing {
        let (name, hash) = (line.name.as_str(), short_hash(hash));
        print.alarm(&message!("log-missing", name = name, hash = hash));
    }
    if line.outsider {
        print.alarm(&message!("alarm-outsider", name = line.name.as_str()));
    }
    if let Some(fault) = line.fault {
        print.alarm(&fault_words(fault, line));
    }
}

fn fault_words(fault: Fault, line: &Line) -> Message {
    let number = line.number;
    match fault {
        Fault::Signature => message!("log-fault-signature", number = number),
        Fault::UnknownAuthor => message!("log-fault-author", number = number),
        Fault::Thread => message!("log-fault-thread", number = number),
        Fault::NotKept => message!("log-fault-not-kept", number = number),
    }
}

fn short_hash(hash: &Digest) -> String {
    hash.to_string().chars().take(SHORT).collect()
}

#[cfg(test)]
mod tests;
