//! What every command does by which the reporter is told something: takes the words, shows what she
//! will see, asks, keeps, posts what may go now.

use dauys_crypto::letter::Lang;
use dauys_wire::Day;
use dauys_wire::roster::Investigator;
use schemars::JsonSchema;
use serde::Serialize;

use super::act::Act;
use super::deliver::{self, Delivered, Pace, deliver, outgoing};
use super::readdress::aside_if;
use crate::case::Case;
use crate::cli::Words;
use crate::compose::Desk;
use crate::compose::tell::Telling;
use crate::failure::{Exit, Failure};
use crate::preview::Preview;
use crate::print::Print;
use crate::seat::AtWork;
use crate::template::{self, Values};
use crate::text::Message;
use crate::workplace::Workplace;
use crate::{ask, clock, message};

/// No template has more gaps; what is typed into one may look like another.
const GAPS_MAX: usize = 8;

/// Whether there is anything to say without words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// She is told in words.
    Needed,
    /// What is done says enough.
    Optional,
}

/// What the program can fill into a template.
#[derive(Default)]
pub(super) struct Filling {
    /// A day that is set.
    pub(super) day: Option<Day>,
    /// Somebody else who is concerned.
    pub(super) reader: Option<Investigator>,
}

/// What was written, or what she would see.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "the shape of two views")]
pub(crate) enum View<'a> {
    Done(deliver::View),
    Preview(PreviewView<'a>),
}

/// With `--preview`: nothing is written.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "preview")]
pub(crate) struct PreviewView<'a> {
    /// What she would see, reply by reply.
    preview: &'a [String],
}

/// Tells her, and says what is `done` in the case by that, and what came of it.
pub(super) fn tell(
    act: &Act<'_>,
    words: &Words,
    text: Text,
    filling: &Filling,
    done: Option<&Message>,
    write: impl FnOnce(&Desk<'_>, &Case<'_>, &str) -> Result<Telling, Failure>,
) -> Result<(), Failure> {
    match tell_and_keep(act, words, text, filling, done, write)? {
        Some((delivered, parts, _)) => say(act, delivered, parts),
        None => Ok(()),
    }
}

/// The same, for whoever has more to do before it is said: what was posted, how many replies it was,
/// and the desk. Nothing if it was only to be shown.
pub(super) fn tell_and_keep<'a>(
    act: &'a Act<'_>,
    words: &Words,
    text: Text,
    filling: &Filling,
    done: Option<&Message>,
    write: impl FnOnce(&Desk<'_>, &Case<'_>, &str) -> Result<Telling, Failure>,
) -> Result<Option<(Delivered, usize, AtWork<'a>)>, Failure> {
    let Act { print, posting, .. } = *act;
    let mut workplace = act.open()?;
    let typed = ask::is_typed(print, words.file.as_deref())
        && words.template.is_none()
        && (words.file.is_some() || text == Text::Needed);
    let text = aside_if(typed, &mut workplace, print, |workplace| {
        words_of(act, words, text, filling, workplace)
    })?;
    let Telling { records, replies } = {
        let (known, contents) = (workplace.connected()?.1, workplace.vault.contents());
        let case = workplace.case(act.case)?;
        let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
        let telling = write(&desk, &case, &text)?;
        let seen = telling.replies.iter().map(|it| Preview::of(it, &known.roster, it.lang));
        let seen: Vec<String> = seen.map(|preview| preview.lines().join("\n")).collect();
        show(&seen, words, print);
        telling
    };
    if words.preview {
        return Ok(None);
    }
    if ask::is_asked(print, words.yes) && !ask::yes_no(print, None, "--yes", &message!("ask-send"))?
    {
        return Err(Failure::new(Exit::Failed, message!("tell-not-done")));
    }
    let new = outgoing(&records);
    let parts = replies.len();
    workplace.vault.append(records)?;
    // Before it is posted: what is done is done, though the server be away.
    if let Some(done) = done {
        print.say(done);
    }
    let pace = Pace::of(posting.now);
    let delivered = deliver(&mut workplace, &new, pace, posting.proxy.as_deref())?;
    Ok(Some((delivered, parts, workplace)))
}

/// Says what came of it: whether she can read it, and when.
pub(super) fn say(act: &Act<'_>, delivered: Delivered, parts: usize) -> Result<(), Failure> {
    let said = match (delivered.gone, delivered.hours) {
        (false, _) => message!("reply-waits"),
        (true, 0) => message!("reply-sent-now"),
        (true, hours) => message!("reply-sent-later", hours = hours),
    };
    delivered.tell(&said, act.print)?;
    if parts > 1 {
        act.print.say(&message!("reply-split", parts = parts));
    }
    Ok(())
}

/// What she reads; there is such a case, and nothing is left open in it.
fn words_of(
    act: &Act<'_>,
    words: &Words,
    needed: Text,
    filling: &Filling,
    workplace: &Workplace,
) -> Result<String, Failure> {
    let case = workplace.case(act.case)?;
    let lang = case.reporter.as_ref().map_or(Lang::Kk, |her| her.lang);
    let text = text_of(words, needed, workplace, lang, filling, act.print)?;
    match template::left_over(&text) {
        Some(left) => Err(left.into()),
        None => Ok(text),
    }
}

/// What she reads, in her language: out of a template, a file, or typed.
fn text_of(
    words: &Words,
    needed: Text,
    workplace: &Workplace,
    lang: Lang,
    filling: &Filling,
    print: &Print,
) -> Result<String, Failure> {
    if let Some(id) = &words.template {
        let template = template::find(id).ok_or_else(|| Failure::no_template(id))?;
        let known = workplace.connected()?.1;
        let author = known.roster.investigator(&workplace.keys.id);
        let values = Values { day: filling.day, author, reader: filling.reader.as_ref() };
        return complete(template.fill(lang, &values)?, words, print);
    }
    if words.file.is_some() || needed == Text::Needed {
        return ask::text(print, words.file.as_deref());
    }
    Ok(String::new())
}

/// Asks for each gap of a template that its writer left to whoever sends it, if somebody is there.
fn complete(mut text: String, words: &Words, print: &Print) -> Result<String, Failure> {
    let mut asked = 0;
    while let Some(left) = template::left_over(&text).filter(|_| asked < GAPS_MAX) {
        if !ask::is_asked(print, words.yes) {
            return Err(left.into());
        }
        let question = message!("ask-gap", passage = left.passage.as_str());
        let filled = ask::line(print, None, "--file", &question)?;
        text = text.replacen(&left.passage, filled.trim(), 1);
        asked += 1;
    }
    Ok(text)
}

/// What she will see, reply by reply. Words of the case's own step and days are among it.
fn show(seen: &[String], words: &Words, print: &Print) {
    if words.preview {
        print.json(&PreviewView { preview: seen });
    }
    if !words.preview && !ask::is_asked(print, words.yes) {
        return;
    }
    print.say(&message!("preview-reply"));
    for reply in seen {
        print.passage(reply);
        print.line("");
    }
}
