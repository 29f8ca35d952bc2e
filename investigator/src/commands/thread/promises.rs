//! Where it stands and what was promised by which day, as far as the answers that are here tell. What
//! may be on its way or kept back is never called broken.

use dauys_crypto::conversation::{Promise, PromiseStanding};

use super::super::visit::talk::Talk;
use super::Hers;

impl Hers<'_> {
    /// The newest step, and every promise with its day and whether it was kept.
    pub(super) fn tell_promises(&self, is_complete: bool, talk: &Talk<'_>) {
        if let Some(status) = self.collected.status() {
            talk.print.line("");
            talk.print.paragraph("", 0, &talk.page.status(status));
        }
        let trusted = &self.arrived.trusted;
        // A reply is published with the day after the one on which it was written, unless at once.
        let on_its_way = u32::from(trusted.roster.release_hours > 0);
        let promises = self.collected.promises(trusted.day, on_its_way);
        if promises.is_empty() {
            return;
        }
        talk.title("promises-title");
        for promise in &promises {
            let name = name(&promise.clock, talk);
            let standing = standing(promise, is_complete, talk);
            talk.item(&format!("{name}. {standing}"));
            self.tell_moved(promise, talk);
        }
        if is_complete && promises.iter().any(|it| it.standing == PromiseStanding::Passed) {
            talk.warn("passed-what", &[]);
            talk.tell("passed-next");
        }
    }

    fn tell_moved(&self, promise: &Promise, talk: &Talk<'_>) {
        if let Some(moved) = promise.moved {
            let author = talk.page.author(self.arrived.trusted.roster.investigator(&promise.by));
            let [from, said] = [moved.from, moved.said].map(|day| talk.page.day(day));
            let values = [("from", from.into()), ("said", said.into()), ("author", author.into())];
            talk.item(&talk.page.say("promise-moved", &values));
        }
    }
}

/// The clock itself if the page has no words for it.
fn name(clock: &str, talk: &Talk<'_>) -> String {
    let key = match clock {
        "acknowledge" => "promise-acknowledge",
        "answer" => "promise-answer",
        "close" => "promise-close",
        other => return other.to_owned(),
    };
    talk.page.say(key, &[])
}

fn standing(promise: &Promise, is_complete: bool, talk: &Talk<'_>) -> String {
    let (key, on) = match promise.standing {
        PromiseStanding::Open => ("promise-open", None),
        PromiseStanding::Paused(on) => ("promise-paused", Some(on)),
        PromiseStanding::Kept(on) => ("promise-kept", Some(on)),
        PromiseStanding::Late(on) => ("promise-late", Some(on)),
        PromiseStanding::Passed if is_complete => ("promise-passed", None),
        // Whether it was kept cannot be told from a part of what came.
        PromiseStanding::Passed => ("promise-unseen", None),
    };
    let on = on.map(|on| talk.page.day(on)).unwrap_or_default();
    talk.page.say(key, &[("day", talk.page.day(promise.until).into()), ("on", on.into())])
}
