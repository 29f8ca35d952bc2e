//! What is wrong with what came back, in the page's words.

use std::collections::BTreeMap;

use dauys_crypto::conversation::{Before, Echo, Received, Refused, Why};
use dauys_crypto::open::Rejection;
use dauys_crypto::roster::Trusted;

use super::super::visit::talk::Talk;
use super::Hers;

impl Hers<'_> {
    /// Of the whole thread.
    pub(super) fn tell_problems(&self, talk: &Talk<'_>) {
        self.fetched.problems().for_each(|key| talk.warn(key, &[]));
        if !self.may_write() {
            talk.warn("thread-roster-older", &[]);
        }
        tell_refused(&self.collected.refused, &self.arrived.trusted, talk);
    }
}

/// One line for each reason.
fn tell_refused(all: &[Refused], trusted: &Trusted, talk: &Talk<'_>) {
    let mut by_reason: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
    for refused in all {
        let (count, people) = by_reason.entry(reason(refused.why)).or_default();
        *count += 1;
        let author = refused.author.and_then(|id| trusted.roster.investigator(&id));
        let author = author.map(|one| talk.page.name_and_role(one));
        people.extend(author.filter(|author| !people.contains(author)));
    }
    for (key, (count, people)) in by_reason {
        talk.warn(key, &[("count", count.into()), ("people", people.join("; ").into())]);
    }
}

const fn reason(why: Why) -> &'static str {
    match why {
        Why::ShutOut => "refused-reply-shut-out",
        Why::Rejected(Rejection::Signature) => "refused-reply-signature",
        Why::Rejected(Rejection::UnknownAuthor) => "refused-reply-author",
        Why::Rejected(Rejection::IdMismatch) => "refused-reply-replayed",
        Why::Rejected(Rejection::Thread) => "refused-reply-thread",
        Why::Rejected(_) => "refused-reply-damaged",
    }
}

/// Of one reply.
pub(super) fn of_reply(received: &Received) -> impl Iterator<Item = &'static str> {
    let problems = [
        match received.before {
            Before::Here => None,
            Before::Expired => Some("missing-expired"),
            Before::Withheld => Some("missing-withheld"),
        },
        match received.echo {
            Echo::Absent | Echo::Hers => None,
            Echo::RolledBack => Some("reply-state-old"),
            Echo::Forged => Some("reply-state-forged"),
        },
        received.two_versions.then_some("reply-two-versions"),
    ];
    problems.into_iter().flatten()
}
