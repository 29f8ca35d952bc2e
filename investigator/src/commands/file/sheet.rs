//! The same conversation on the page of a desk: one form with all that is asked, which is shown again
//! until nothing new has opened and nothing is wrong; then what will be sent; then the slip.

pub(crate) mod hand;
mod row;

use dauys_crypto::draft::ReportDraft;
use dauys_wire::Id;
use dauys_wire::limits::ADDRESSEES_MAX;
use dauys_wire::questionnaire::Answers;
use serde::Serialize;

use self::row::Row;
use super::check::{Check, said};
use super::readers::{heading, name};
use super::{check, check_ready, empty, named};
use crate::compose::{Desk, FilingError};
use crate::failure::Failure;
use crate::print::Print;
use crate::seat::Seat;
use crate::text::{Language, Message, Text};
use crate::workplace::Workplace;
use crate::{clock, message};

/// What was filled in so far.
pub(crate) struct Filled {
    /// Of the person.
    pub(crate) language: Language,
    pub(crate) answers: Answers,
    pub(crate) to: Vec<Id>,
    pub(crate) shut_out: Vec<Id>,
    pub(crate) name: String,
    /// The questions that the form had; none before it was shown.
    pub(crate) shown: Vec<String>,
}

/// What is read out first.
#[derive(Serialize)]
pub(crate) struct Consent {
    lang: &'static str,
    words: String,
}

/// The form, and what was filled in. What is read out is in the language of the person.
#[derive(Serialize)]
pub(crate) struct Sheet {
    lang: &'static str,
    rows: Vec<Row>,
    /// Answers to what is not asked any more: nothing that somebody told is lost.
    unasked: Vec<(String, String)>,
    groups: Vec<Group>,
    name: String,
    aloud: Aloud,
    /// What is wrong with the readers, or with the name.
    wrong: Vec<String>,
    /// If it is whole: what will be sent.
    check: Option<Checked>,
}

/// What is read out beside the questions.
#[derive(Serialize)]
struct Aloud {
    shut_out: [String; 2],
    readers: Vec<String>,
    name: [String; 2],
    none: String,
}

/// The people of a channel.
#[derive(Serialize)]
struct Group {
    heading: String,
    people: Vec<Person>,
}

#[derive(Serialize)]
struct Person {
    id: Id,
    name: String,
    reads: bool,
    is_out: bool,
}

/// What is read out before it is sealed.
#[derive(Serialize)]
struct Checked {
    heading: String,
    people: Vec<String>,
    /// What may tell who it was.
    revealing: Option<String>,
    found: Vec<String>,
    /// What follows from the choice of readers.
    follows: Vec<String>,
}

/// What is to be agreed to.
pub(crate) fn consent(
    language: Language,
    seat: &Seat<'_>,
    print: &Print,
) -> Result<Consent, Failure> {
    let workplace = seat.sit(print)?;
    let today = clock::today();
    check_ready(&workplace, workplace.proxy.as_deref(), today)?;
    let theirs = Text::new(language);
    let channels = check(&desk(&workplace)?).people.channels(&theirs);
    let words = theirs.say(&message!("aloud-consent", channels = channels));
    Ok(Consent { lang: language.code(), words })
}

/// The form as it is now.
pub(crate) fn sheet(filled: Filled, seat: &Seat<'_>, print: &Print) -> Result<Sheet, Failure> {
    let workplace = seat.sit(print)?;
    at(&desk(&workplace)?, filled, print)
}

pub(super) fn at(desk: &Desk<'_>, filled: Filled, print: &Print) -> Result<Sheet, Failure> {
    let (is_first, shown) = (filled.shown.is_empty(), filled.shown.clone());
    let is_list_changed = !is_first && names_somebody_gone(&filled, desk);
    let draft = draft(filled, desk);
    let writing = Writing { check: check(desk), draft: &draft, ours: print.text() };
    let mut sheet = writing.sheet(is_first, &shown);
    if is_list_changed {
        sheet.wrong.push(print.text().say(&message!("filing-list-changed")));
    }
    if !is_first && sheet.is_whole() {
        match desk.file(named(draft.clone())) {
            Ok(_) => sheet.check = Some(writing.checked(&Text::new(super::language(draft.lang)))),
            Err(error) => sheet.wrong.push(print.text().say(&too_long(error)?)),
        }
    }
    Ok(sheet)
}

fn desk(workplace: &Workplace) -> Result<Desk<'_>, Failure> {
    let known = workplace.connected()?.1;
    let contents = workplace.vault.contents();
    Ok(Desk { keys: &workplace.keys, known, contents, today: clock::today() })
}

/// Whether somebody who was chosen, or must not read it, is not among the readers any more.
fn names_somebody_gone(filled: &Filled, desk: &Desk<'_>) -> bool {
    let people = check(desk).people;
    let all: Vec<&Id> = people.everyone().into_iter().map(|one| &one.id).collect();
    filled.to.iter().chain(&filled.shut_out).any(|id| !all.contains(&id))
}

/// Whoever must not read it does not, whatever is marked beside.
fn draft(filled: Filled, desk: &Desk<'_>) -> ReportDraft {
    let Filled { language, answers, mut to, shut_out, name, shown } = filled;
    let people = check(desk).people;
    if shown.is_empty() {
        to = people.proposal(&shut_out).to;
    }
    let all: Vec<Id> = people.everyone().into_iter().map(|one| one.id).collect();
    to.retain(|id| all.contains(id) && !shut_out.contains(id));
    let shut_out = shut_out.into_iter().filter(|id| all.contains(id)).collect();
    ReportDraft { answers, to, shut_out, name, ..empty(language, desk.today) }
}

/// What can be mended in the form.
fn too_long(error: FilingError) -> Result<Message, Failure> {
    use dauys_crypto::draft::DraftError;
    use dauys_crypto::seal::SealError;
    match error {
        FilingError::Seal(SealError::TooLong { over }) => {
            Ok(message!("filing-too-long", over = over))
        }
        FilingError::Draft(DraftError::Name) => Ok(message!("filing-name-long")),
        error => Err(error.into()),
    }
}

/// A draft between two pages.
struct Writing<'k, 'd> {
    check: Check<'k>,
    draft: &'d ReportDraft,
    ours: &'d Text,
}

impl Writing<'_, '_> {
    fn sheet(&self, is_first: bool, shown: &[String]) -> Sheet {
        let (draft, language) = (self.draft, super::language(self.draft.lang));
        let theirs = Text::new(language);
        Sheet {
            lang: language.code(),
            rows: self.rows(&theirs, is_first, shown),
            unasked: self.unasked(),
            groups: self.groups(&theirs),
            name: draft.name.clone(),
            aloud: self.aloud(&theirs),
            wrong: if is_first { Vec::new() } else { self.wrong(&theirs) },
            check: None,
        }
    }

    fn aloud(&self, theirs: &Text) -> Aloud {
        let say = |message: Message| theirs.say(&message);
        let mut readers = vec![say(message!("aloud-readers"))];
        if self.check.people.proposal(&self.draft.shut_out).too_many {
            readers.push(say(message!("aloud-readers-choose", most = ADDRESSEES_MAX)));
        }
        Aloud {
            shut_out: [say(message!("aloud-shut-out")), say(message!("aloud-shut-out-what"))],
            readers,
            name: [say(message!("aloud-name")), say(message!("aloud-name-price"))],
            none: say(message!("aloud-none")),
        }
    }

    fn groups(&self, theirs: &Text) -> Vec<Group> {
        let (people, draft) = (&self.check.people, self.draft);
        let mut groups: Vec<Group> = Vec::new();
        for one in people.everyone() {
            let Some(channel) = people.channel(&one.id) else { continue };
            let heading = heading(channel, theirs);
            if groups.last().is_none_or(|group| group.heading != heading) {
                groups.push(Group { heading, people: Vec::new() });
            }
            let (reads, is_out) = (draft.to.contains(&one.id), draft.shut_out.contains(&one.id));
            let person = Person { id: one.id, name: name(one, theirs), reads, is_out };
            if let Some(group) = groups.last_mut() {
                group.people.push(person);
            }
        }
        groups
    }

    fn wrong(&self, theirs: &Text) -> Vec<String> {
        let (people, draft) = (self.check.people.everyone(), self.draft);
        let left = people.iter().filter(|one| !draft.shut_out.contains(&one.id)).count();
        if left == 0 {
            return vec![theirs.say(&message!("aloud-nobody-left"))];
        }
        if (1..=ADDRESSEES_MAX).contains(&draft.to.len()) {
            return Vec::new();
        }
        let most = left.min(ADDRESSEES_MAX);
        vec![self.ours.say(&message!("filing-readers", least = 1_u32, most = most))]
    }

    fn checked(&self, theirs: &Text) -> Checked {
        let (people, draft) = (&self.check.people, self.draft);
        let say = |message: Message| theirs.say(&message);
        let names = |ids: &[Id]| people.names(ids, theirs);
        let mut lines = vec![say(message!("aloud-check-readers", names = names(&draft.to)))];
        if !draft.shut_out.is_empty() {
            lines.push(say(message!("aloud-check-out", names = names(&draft.shut_out))));
        }
        lines.push(say(match draft.name.as_str() {
            "" => message!("aloud-check-nameless"),
            name => message!("aloud-check-name", name = name),
        }));
        let found = self.check.findings(draft);
        let follows = people.of_readers(&draft.to).into_iter().chain([people.of_taker(&draft.to)]);
        Checked {
            heading: say(message!("aloud-check")),
            people: lines,
            revealing: (!found.is_empty()).then(|| say(message!("aloud-revealing"))),
            found: found.iter().map(|finding| said(finding, theirs)).collect(),
            follows: follows.map(say).collect(),
        }
    }
}

impl Sheet {
    /// Nothing has opened and nothing is wrong.
    fn is_whole(&self) -> bool {
        self.wrong.is_empty() && self.rows.iter().all(Row::is_settled)
    }

    /// Whether it can be agreed to.
    pub(crate) const fn is_checked(&self) -> bool {
        self.check.is_some()
    }
}
