//! `dauys file`: a report for somebody who telephones or comes in person. The same questions, the
//! same sealing and the same rights as on the page; what is different is that somebody else types.
//!
//! **Nothing is kept before the code is in the right hands**: the slip is shown, its last group is
//! typed back, and only then is the sealed report kept, in one step, and posted. So whatever
//! breaks, there is never a report whose code nobody has. Of code and text nothing is kept at all.
//!
//! Somebody may tell for an hour. Others use the folder in that time, `sync` above all; it is taken
//! back before the slip is shown, so that what can fail has failed by then.

mod answers;
mod check;
mod question;
mod readers;
pub(crate) mod sheet;
mod slip;
mod talk;

use std::collections::BTreeSet;
use std::io::{self, BufRead};
use std::path::Path;

use dauys_crypto::draft::{DraftError, ReportDraft};
use dauys_crypto::letter::Lang;
use dauys_crypto::seal::SealError;
use dauys_wire::questionnaire::Answers;
use dauys_wire::{Day, Id};
use schemars::JsonSchema;

use self::check::{Check, ask_name};
use self::readers::People;
use self::slip::{Slip, Told};
use self::talk::Talk;
use super::deliver::{self, Pace, deliver};
use super::readdress::{aside_if, readdress_and_tell};
use super::visit::talk::{not_done, numbers};
use crate::cli::Filing;
use crate::compose::{ComposeError, Desk, Filed, FilingError};
use crate::failure::{Exit, Failure};
use crate::pace::{Kind, letter_days};
use crate::post::rate;
use crate::print::Print;
use crate::remote::Remote;
use crate::seat::Seat;
use crate::text::Language;
use crate::vault::Record;
use crate::workplace::{self, Workplace};
use crate::{clock, message};

/// Standard input, instead of a file.
const STANDARD_INPUT: &str = "-";

/// Two lines: the slip before anything is kept, then what came of posting.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "the shape of two views")]
pub(crate) enum View<'a> {
    Slip(Told<'a>),
    Done(deliver::View),
}

pub(super) fn run(args: &Filing, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    check_flags(args, print)?;
    let written = args.file.as_deref().map(|path| answers::read(path, print)).transpose()?;
    let mut workplace = seat.sit(print)?;
    readdress_and_tell(&mut workplace, print)?;
    let mut input = io::stdin().lock();
    let written = written.as_deref().map(String::as_str);
    let taken = take_down(&mut workplace, args, written, print, &mut input)?;
    let told = tell(&mut workplace, Pace::of(args.now), args.proxy.as_deref(), &taken, print);
    if let Some(path) = args.file.as_deref().filter(|path| *path != Path::new(STANDARD_INPUT)) {
        print.warn(&message!("filing-destroy", path = path.display().to_string()));
    }
    told
}

/// A program cannot be asked, and standard input cannot be two things.
fn check_flags(args: &Filing, print: &Print) -> Result<(), Failure> {
    if print.is_json() && args.file.is_none() {
        return Err(Failure::flag_missing("--file"));
    }
    let nobody = print.is_json() || args.file.as_deref() == Some(Path::new(STANDARD_INPUT));
    if nobody && !args.yes { Err(Failure::flag_missing("--yes")) } else { Ok(()) }
}

/// A report that is kept and not posted yet.
struct Taken {
    id: Id,
    /// From when on the page can have an answer.
    look: Day,
}

/// Everything up to the moment in which the report is kept.
fn take_down(
    workplace: &mut Workplace,
    args: &Filing,
    written: Option<&str>,
    print: &Print,
    input: &mut dyn BufRead,
) -> Result<Taken, Failure> {
    let today = clock::today();
    check_ready(workplace, args.proxy.as_deref(), today)?;
    let mut talk = Talk::new(print, input);
    let Filed { code, outgoing } = aside_if(!args.yes, workplace, print, |workplace| {
        hear(workplace, args, written, &mut talk, today)
    })?;
    check_ready(workplace, args.proxy.as_deref(), today)?;
    let slip = slip_of(workplace, args.now, today)?;
    let look = slip.look;
    if args.yes {
        slip.show(&code, print, talk.theirs())?;
    } else if !slip.hand_over(&code, &mut talk)? {
        return Err(not_done());
    }
    // From here on only the person has it.
    drop(code);
    let id = outgoing.id;
    workplace.vault.append(vec![Record::Outgoing(outgoing)])?;
    if !args.yes {
        offer_to_clear(&mut talk);
    }
    Ok(Taken { id, look })
}

/// What is told, read or asked for, and sealed.
fn hear(
    workplace: &Workplace,
    args: &Filing,
    written: Option<&str>,
    talk: &mut Talk<'_>,
    today: Day,
) -> Result<Filed, Failure> {
    let known = workplace.connected()?.1;
    let contents = workplace.vault.contents();
    let desk = Desk { keys: &workplace.keys, known, contents, today };
    let Some(text) = written else { return listen(&desk, args.their_lang, talk) };
    let draft = answers::draft(text, known, today)?;
    talk.speak(language(draft.lang));
    if args.yes { seal(&desk, draft) } else { check_and_seal(&desk, draft, talk) }
}

/// What would make all the telling useless is found out before it begins.
fn check_ready(workplace: &Workplace, proxy: Option<&str>, today: Day) -> Result<(), Failure> {
    let (connection, known) = workplace.connected()?;
    let roster = &known.roster;
    if !roster.is_active(&workplace.keys.id, today) {
        return Err(ComposeError::NotActive.into());
    }
    if roster.expires < today {
        let day = roster.expires.to_string();
        return Err(Failure::new(Exit::Refused, message!("roster-expired", day = day)));
    }
    Remote::new(&connection.origin, proxy, workplace.keys.signer())?;
    Ok(())
}

/// The conversation, from the first word to the sealed report.
fn listen(
    desk: &Desk<'_>,
    their_lang: Option<Language>,
    talk: &mut Talk<'_>,
) -> Result<Filed, Failure> {
    talk.say(&message!("filing-begin"));
    let language = match their_lang {
        Some(language) => language,
        None => ask_language(talk)?,
    };
    talk.speak(language);
    let check = check(desk);
    talk.print.line("");
    let channels = check.people.channels(talk.theirs());
    talk.aloud(&message!("aloud-consent", channels = channels));
    if !talk.agrees(&message!("filing-ask-consent"))? {
        return Err(not_done());
    }
    let mut draft = empty(language, desk.today);
    talk.say(&message!("filing-help"));
    check.form(&mut draft).ask_all(talk)?;
    check.people.ask(talk, &mut draft)?;
    ask_name(talk, &mut draft)?;
    check_and_seal(desk, draft, talk)
}

/// Nothing was told yet.
const fn empty(language: Language, day: Day) -> ReportDraft {
    ReportDraft {
        answers: Answers::new(),
        to: Vec::new(),
        shut_out: Vec::new(),
        lang: workplace::lang(language),
        day,
        name: String::new(),
        name_to: Vec::new(),
        taken_by: None,
        only_counted: false,
        blobs: Vec::new(),
    }
}

fn ask_language(talk: &mut Talk<'_>) -> Result<Language, Failure> {
    loop {
        let typed = talk.ask(&message!("filing-ask-language"))?;
        let place = numbers(&typed, Language::ALL.len());
        let by_number = match place.as_deref() {
            Some([number]) => Language::ALL.get(number - 1).copied(),
            _ => None,
        };
        let by_code = || Language::ALL.into_iter().find(|language| language.code() == typed);
        if let Some(language) = by_number.or_else(by_code) {
            return Ok(language);
        }
        talk.say(&message!("ask-malformed"));
    }
}

/// Until it is agreed to and can be sealed.
fn check_and_seal(
    desk: &Desk<'_>,
    mut draft: ReportDraft,
    talk: &mut Talk<'_>,
) -> Result<Filed, Failure> {
    let check = check(desk);
    loop {
        check.ask(talk, &mut draft)?;
        match desk.file(named(draft.clone())) {
            Err(FilingError::Seal(SealError::TooLong { over })) => {
                talk.say(&message!("filing-too-long", over = over));
            }
            Err(FilingError::Draft(DraftError::Name)) => talk.say(&message!("filing-name-long")),
            sealed => return Ok(sealed?),
        }
    }
}

fn seal(desk: &Desk<'_>, draft: ReportDraft) -> Result<Filed, Failure> {
    Ok(desk.file(named(draft))?)
}

/// A name is for everyone who reads the report, or for nobody yet: a letter for some of them alone
/// would be a second one that comes from here.
fn named(draft: ReportDraft) -> ReportDraft {
    ReportDraft { name_to: draft.to.clone(), ..draft }
}

fn check<'k>(desk: &Desk<'k>) -> Check<'k> {
    let people = People::new(&desk.known.roster, desk.today, desk.keys.id);
    Check { questionnaire: &desk.known.questionnaire, people }
}

/// The slip of a report that is kept today.
fn slip_of(workplace: &Workplace, now: bool, today: Day) -> Result<Slip, Failure> {
    let (connection, known) = workplace.connected()?;
    let address = format!("{}/#k={}", connection.origin, connection.root);
    let look = look(workplace, now, today)?;
    Ok(Slip { address, look, reply_days: known.roster.reply_days })
}

/// The day on which it is published, as far as that can be told, and one more: an answer waits for
/// its own closed period too.
fn look(workplace: &Workplace, now: bool, today: Day) -> Result<Day, Failure> {
    let roster = &workplace.connected()?.1.roster;
    let waiting = workplace.vault.contents().posting().waiting(Kind::Letter).count();
    let waits = if now || rate(roster, Kind::Letter) == 0 {
        0
    } else {
        u32::try_from(letter_days(waiting + 1, roster.cover)).unwrap_or(u32::MAX)
    };
    let closed = u32::from(roster.release_hours > 0);
    Ok(today.plus(waits.saturating_add(closed).saturating_add(1)))
}

/// What the screen has is all that is left of it on this machine.
fn offer_to_clear(talk: &mut Talk<'_>) {
    if !talk.print.is_screen() {
        return;
    }
    if matches!(talk.agrees(&message!("filing-ask-clear")), Ok(true)) {
        talk.print.clear_screen();
    }
}

/// Posts it with the pace of the day, and says from when on the code is of use.
fn tell(
    workplace: &mut Workplace,
    pace: Pace,
    proxy: Option<&str>,
    taken: &Taken,
    print: &Print,
) -> Result<(), Failure> {
    let hours = workplace.connected()?.1.roster.release_hours;
    let new = BTreeSet::from([taken.id]);
    let delivered = deliver(workplace, &new, pace, proxy)?;
    let day = taken.look.to_string();
    let said = match (delivered.gone, hours) {
        (false, _) => message!("filing-waits", day = day),
        (true, 0) => message!("filing-sent-now", day = day),
        (true, hours) => message!("filing-sent-later", hours = hours, day = day),
    };
    delivered.tell(&said, print)
}

const fn language(lang: Lang) -> Language {
    match lang {
        Lang::Kk => Language::Kk,
        Lang::Ru => Language::Ru,
        Lang::En => Language::En,
    }
}

#[cfg(test)]
mod tests;
