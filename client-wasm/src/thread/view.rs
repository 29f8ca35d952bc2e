//! A conversation as the page shows it, as JSON: names, words, and a message key for whatever is
//! wrong.

use std::collections::BTreeMap;

use dauys_crypto::conversation::{self, Before, Echo, Received, Refused, Why};
use dauys_crypto::letter::Lang;
use dauys_crypto::open::Rejection;
use dauys_crypto::roster::Trusted;
use dauys_crypto::wire::{Day, Id};
use serde::Serialize;

use super::bucket::Fetched;
use crate::view::Member;

/// A conversation as she sees it.
#[derive(Serialize)]
pub(super) struct Conversation<'a> {
    replies: Vec<Reply<'a>>,
    /// Whether it can be said that no answer has come: nothing is missing of what was asked for.
    complete: bool,
    problems: Vec<Problem<'a>>,
    /// Null while nothing tells whom she chose: no reply, and no choice in this visit.
    readers: Option<&'a [Id]>,
    shut_out: Option<&'a [Id]>,
    /// Whether she has taken the report back.
    withdrawn: bool,
    /// Whether she may write: not on a list of people that is older than one she was shown.
    may_write: bool,
}

/// Something that is wrong with what came back.
#[derive(Serialize)]
struct Problem<'a> {
    key: &'static str,
    /// How many files it is wrong with; 0 where it is no matter of files.
    count: usize,
    /// Whom it is known to come from.
    people: Vec<Member<'a>>,
}

/// A reply as she sees it.
#[derive(Serialize)]
struct Reply<'a> {
    author: Option<Member<'a>>,
    chosen: bool,
    day: Day,
    lang: Lang,
    text: &'a str,
    status: Option<&'a str>,
    due: &'a BTreeMap<String, Day>,
    received: usize,
    problems: Vec<&'static str>,
}

impl<'a> Conversation<'a> {
    pub(super) fn of(
        collected: &'a conversation::Conversation,
        fetched: &Fetched,
        trusted: &'a Trusted,
    ) -> Self {
        let state = collected.state.as_ref();
        let older = state.is_some_and(|state| state.roster > trusted.roster.version);
        let replies = collected.replies.iter().map(|received| Reply::of(received, trusted));
        let bare = |key| Problem { key, count: 0, people: Vec::new() };
        let mut problems: Vec<_> = fetched.problems().map(bare).collect();
        problems.extend(older.then(|| bare("roster-older")));
        problems.extend(refused(&collected.refused, trusted));
        Self {
            replies: replies.collect(),
            complete: fetched.problems().next().is_none(),
            problems,
            readers: state.map(|state| state.to.as_slice()),
            shut_out: state.map(|state| state.shut_out.as_slice()),
            withdrawn: state.is_some_and(|state| state.withdrawn.is_some()),
            may_write: !older,
        }
    }
}

/// One entry for each reason.
fn refused<'a>(all: &[Refused], trusted: &'a Trusted) -> impl Iterator<Item = Problem<'a>> {
    let mut by_reason: BTreeMap<_, Problem<'a>> = BTreeMap::new();
    for refused in all {
        let key = reason(refused.why);
        let fresh = Problem { key, count: 0, people: Vec::new() };
        let entry = by_reason.entry(key).or_insert(fresh);
        entry.count += 1;
        let author = refused.author.and_then(|id| trusted.roster.investigator(&id));
        let author = author.map(Member::of).filter(|author| !entry.people.contains(author));
        entry.people.extend(author);
    }
    by_reason.into_values()
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::ShutOut => "reply-shut-out",
        Why::Rejected(Rejection::Signature) => "reply-signature",
        Why::Rejected(Rejection::UnknownAuthor) => "reply-author",
        Why::Rejected(Rejection::IdMismatch) => "reply-replayed",
        Why::Rejected(Rejection::Thread) => "reply-thread",
        Why::Rejected(_) => "reply-damaged",
    }
}

impl<'a> Reply<'a> {
    fn of(received: &'a Received, trusted: &'a Trusted) -> Self {
        let reply = &received.reply;
        let problems = [
            match received.before {
                Before::Here => None,
                Before::Expired => Some("missing-expired"),
                Before::Withheld => Some("missing-withheld"),
            },
            match received.echo {
                Echo::Absent | Echo::Hers => None,
                Echo::RolledBack => Some("state-old"),
                Echo::Forged => Some("state-forged"),
            },
            received.two_versions.then_some("two-versions"),
        ];
        Self {
            author: trusted.roster.investigator(&received.author).map(Member::of),
            chosen: received.chosen,
            day: reply.day,
            lang: reply.lang,
            text: &reply.body.text,
            status: reply.status.as_deref(),
            due: &reply.due,
            received: reply.received.len(),
            problems: problems.into_iter().flatten().collect(),
        }
    }
}
