//! Telling the reporter: an answer, or something that was done and that she is to know. What she
//! reads and what colleagues read of it are written together.

use std::collections::BTreeMap;

use dauys_crypto::event::{EventBody, EventKind};
use dauys_crypto::reply::{Reply, ReplyKind};
use dauys_wire::Day;

use super::letters::Item;
use super::replies::{Next, Told, Writing};
use super::trail::{Draft, Trail};
use super::{ComposeError, Desk, not_empty, split};
use crate::case::timing::answer_due;
use crate::case::{Case, FEEDBACK};
use crate::clocks::{Clock, Standing, State};
use crate::vault::record::Record;

/// What is written, and how she will read it.
pub struct Telling {
    /// For the vault.
    pub records: Vec<Record>,
    /// What she reads, in order: more than one reply if the text is long.
    pub replies: Vec<Reply>,
}

impl Desk<'_> {
    /// An answer: one reply, or several in a row if the text is long, and the team's copy of each.
    /// A receipt that still waits becomes part of it. `feedback`: it is the answer that was
    /// promised, on what became of her report.
    pub fn answer(
        &self,
        case: &Case<'_>,
        text: &str,
        feedback: bool,
    ) -> Result<Telling, ComposeError> {
        let status = feedback.then(|| FEEDBACK.to_owned());
        let body = EventBody { status, ..EventBody::default() };
        self.tell(case, not_empty(text)?, EventKind::Answer, body)
    }

    /// Something that was done, with words for her, which may be none: the step and the promised
    /// days that come with every reply say it too.
    pub fn tell(
        &self,
        case: &Case<'_>,
        text: &str,
        kind: EventKind,
        body: EventBody,
    ) -> Result<Telling, ComposeError> {
        let (reporter, to) = (self.reporter(case)?, self.colleagues(case)?);
        let mut trail = Trail::of(case, &to);
        let act = Draft { thread: case.thread, kind, body };
        // What she reads of steps and days is what is so after it.
        let imagined = self.sign_event(act.clone(), &mut trail.clone())?;
        let told = self.told(&case.with(&imagined), ReplyKind::Answer);
        let Next { mut records, mut last, acknowledges } = self.next_reply(case);
        let (mut items, mut replies, mut rest) = (Vec::new(), Vec::new(), text.trim());
        let mut copy = act.clone();
        while replies.is_empty() || !rest.is_empty() {
            let kind = if rest.is_empty() { ReplyKind::Status } else { ReplyKind::Answer };
            let (told, acknowledges) = (told.clone(), acknowledges.clone());
            let writing = Writing { kind, last, repeats: None, acknowledges, told };
            let seal = |part: &str| self.reply(case, reporter, &writing, part);
            let (sent, part, after) = split::longest(rest, seal)?;
            (last, rest) = (Some(sent.last), after);
            (copy.body.reply, copy.body.sha256) = (Some(sent.id), Some(sent.sha256));
            if act.kind == EventKind::Answer {
                items.push(Item::New(copy.saying(part)));
            } else if !part.is_empty() {
                items.push(Item::New(sent.copy(case.thread, part)));
            }
            records.extend(sent.records);
            replies.push(sent.reply);
        }
        if act.kind != EventKind::Answer {
            items.push(Item::New(copy));
        }
        records.extend(self.letters(&to, items, reporter.lang, &mut trail)?);
        Ok(Telling { records, replies })
    }

    /// How the clocks would stand after something.
    pub fn standings_after(
        &self,
        case: &Case<'_>,
        kind: EventKind,
        body: EventBody,
    ) -> Result<Vec<Standing>, ComposeError> {
        let mut trail = Trail::of(case, &self.colleagues(case)?);
        let imagined = Draft { thread: case.thread, kind, body };
        let imagined = self.sign_event(imagined, &mut trail)?;
        Ok(case.with(&imagined).standings(&self.known.roster, self.today))
    }

    /// By when the next answer was promised; `None` if nothing is, or she took it back.
    pub fn answer_due(&self, case: &Case<'_>) -> Option<Day> {
        answer_due(&case.standings(&self.known.roster, self.today))
    }

    /// The step and the promised days that go with a reply. What a person answers is itself the
    /// acknowledgement.
    pub(super) fn told(&self, case: &Case<'_>, kind: ReplyKind) -> Told {
        let status = case.handling().told.value().map(|step| step.code().to_owned());
        let standings = case.standings(&self.known.roster, self.today);
        let open = standings.iter().filter(|standing| {
            matches!(standing.state, State::Running { .. } | State::Overdue { .. })
                && (standing.clock != Clock::Acknowledge || kind == ReplyKind::Receipt)
        });
        let due: BTreeMap<String, Day> =
            open.map(|standing| (name(standing.clock).to_owned(), standing.due)).collect();
        let paused = standings.iter().filter(|standing| standing.state == State::Paused);
        let paused = paused.map(|standing| name(standing.clock).to_owned()).collect();
        Told { readers: case.readers(), status, due, paused }
    }
}

/// As a reply names it.
const fn name(clock: Clock) -> &'static str {
    match clock {
        Clock::Acknowledge => "acknowledge",
        Clock::Answer => "answer",
        Clock::Close => "close",
    }
}
