//! A conversation as the page shows it, as JSON: names, words, and a message key for whatever is
//! wrong.

use std::collections::BTreeMap;

use dauys_crypto::conversation::{
    self, Before, Echo, Fetched, PromiseStanding, Received, Refused, Standing, Why,
};
use dauys_crypto::letter::Lang;
use dauys_crypto::open::Rejection;
use dauys_crypto::roster::Trusted;
use dauys_crypto::wire::{Day, Id};
use serde::Serialize;

use crate::view::Member;

/// A conversation as she sees it.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the JSON")]
pub(super) struct Conversation<'a> {
    replies: Vec<Reply<'a>>,
    /// Whether it can be said that no answer has come: nothing is missing of what was asked for.
    complete: bool,
    problems: Vec<Problem<'a>>,
    /// Null while nothing tells whom she chose: no reply, and no choice in this visit.
    readers: Option<&'a [Id]>,
    shut_out: Option<&'a [Id]>,
    /// Those of `readers` who say that they do not read any more.
    left: Vec<Member<'a>>,
    /// Who reads although she did not choose them, because readers of hers let them.
    let_in: Vec<LetIn<'a>>,
    /// Whether she has taken the report back.
    withdrawn: bool,
    /// What was promised by which day, and what became of it.
    promises: Vec<Promise<'a>>,
    /// The day after which the next promise is kept or broken, and can be seen to be.
    next: Option<Day>,
    /// Where her case stands; null before anybody said so.
    status: Option<&'a str>,
    /// Whether she can be asked how it was for her.
    has_outcome: bool,
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

/// Something promised by a day.
#[derive(Serialize)]
struct Promise<'a> {
    /// Its name in a reply's `due`.
    clock: String,
    until: Day,
    /// The day by which it was promised before it was moved, and when that was said.
    from: Option<Day>,
    said: Option<Day>,
    by: Option<Member<'a>>,
    /// `open`, `paused`, `kept`, `late`, `passed` or `unseen`.
    standing: &'static str,
    /// When it was done, or paused.
    on: Option<Day>,
}

/// Somebody whom readers let in.
#[derive(Serialize)]
struct LetIn<'a> {
    person: Member<'a>,
    by: Member<'a>,
}

/// A reply as she sees it.
#[derive(Serialize)]
struct Reply<'a> {
    author: Option<Member<'a>>,
    /// What its author is to her: `chosen`, `before`, `let-in` or `stranger`.
    standing: &'static str,
    /// Who lets its author read, if she did not choose them.
    let_in_by: Vec<Member<'a>>,
    day: Day,
    lang: Lang,
    text: &'a str,
    status: Option<&'a str>,
    due: &'a BTreeMap<String, Day>,
    received: usize,
    /// Whether its author says in it that they do not read any more.
    steps_back: bool,
    /// Whom its author lets read beside those whom she chose, and whom although she shut them out.
    lets: Vec<Member<'a>>,
    lets_shut_out: Vec<Member<'a>>,
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
        let let_in = &collected.let_in;
        let replies = collected.replies.iter().map(|it| Reply::of(it, let_in, trusted));
        let complete = fetched.problems().next().is_none();
        let promises = promises(collected, complete, trusted);
        let on_its_way = on_its_way(trusted);
        let open = promises.iter().filter(|promise| promise.standing == "open");
        let next = open.map(|promise| promise.until.plus(on_its_way)).min();
        let bare = |key| Problem { key, count: 0, people: Vec::new() };
        let mut problems: Vec<_> = fetched.problems().map(bare).collect();
        problems.extend(older.then(|| bare("roster-older")));
        problems.extend(refused(&collected.refused, trusted));
        Self {
            replies: replies.collect(),
            complete,
            problems,
            readers: state.map(|state| state.to.as_slice()),
            shut_out: state.map(|state| state.shut_out.as_slice()),
            left: members(&collected.left, trusted),
            let_in: let_in.iter().filter_map(|one| LetIn::of(one, trusted)).collect(),
            withdrawn: state.is_some_and(|state| state.withdrawn.is_some()),
            promises,
            next,
            status: collected.status(),
            has_outcome: collected.has_outcome(),
            may_write: !older,
        }
    }
}

/// A reply is published with the day after the one on which it was written, unless at once.
fn on_its_way(trusted: &Trusted) -> u32 {
    u32::from(trusted.roster.release_hours > 0)
}

fn promises<'a>(
    collected: &conversation::Conversation,
    complete: bool,
    trusted: &'a Trusted,
) -> Vec<Promise<'a>> {
    let all = collected.promises(trusted.day, on_its_way(trusted)).into_iter();
    let of = |promise: conversation::Promise| {
        let (standing, on) = match promise.standing {
            PromiseStanding::Open => ("open", None),
            PromiseStanding::Paused(day) => ("paused", Some(day)),
            PromiseStanding::Kept(day) => ("kept", Some(day)),
            PromiseStanding::Late(day) => ("late", Some(day)),
            PromiseStanding::Passed if complete => ("passed", None),
            // Whether it was kept cannot be told from a part of what came.
            PromiseStanding::Passed => ("unseen", None),
        };
        let (until, moved) = (promise.until, promise.moved);
        let (from, said) = (moved.map(|moved| moved.from), moved.map(|moved| moved.said));
        let by = member(&promise.by, trusted);
        Promise { clock: promise.clock, until, from, said, by, standing, on }
    };
    all.map(of).collect()
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

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Chosen => "chosen",
        Standing::Before => "before",
        Standing::LetIn => "let-in",
        Standing::Stranger => "stranger",
    }
}

/// Whoever the roster does not name can be sealed nothing, and is left out.
fn member<'a>(id: &Id, trusted: &'a Trusted) -> Option<Member<'a>> {
    trusted.roster.investigator(id).map(Member::of)
}

fn members<'a>(ids: &[Id], trusted: &'a Trusted) -> Vec<Member<'a>> {
    ids.iter().filter_map(|id| member(id, trusted)).collect()
}

impl<'a> LetIn<'a> {
    fn of(one: &conversation::LetIn, trusted: &'a Trusted) -> Option<Self> {
        let [person, by] = [one.id, one.by].map(|id| member(&id, trusted));
        Some(Self { person: person?, by: by? })
    }
}

impl<'a> Reply<'a> {
    fn of(received: &'a Received, let_in: &[conversation::LetIn], trusted: &'a Trusted) -> Self {
        let reply = &received.reply;
        let by: Vec<Id> =
            let_in.iter().filter(|one| one.id == received.author).map(|one| one.by).collect();
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
            author: member(&received.author, trusted),
            standing: standing(received.standing),
            let_in_by: members(&by, trusted),
            day: reply.day,
            lang: reply.lang,
            text: &reply.body.text,
            status: reply.status.as_deref(),
            due: &reply.due,
            received: reply.received.len(),
            steps_back: received.readers.steps_back,
            lets: members(&received.readers.lets, trusted),
            lets_shut_out: members(&received.readers.lets_shut_out, trusted),
            problems: problems.into_iter().flatten().collect(),
        }
    }
}
