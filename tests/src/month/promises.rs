//! What the organisation promised to each reporter, and what came of it: reckoned here from what she
//! could read on which day, and from nothing that a desk says.

use dauys_crypto::letter::ReporterKind;
use dauys_crypto::reply::{Reply, ReplyKind};
use dauys_wire::{Day, Id};
use serde_json::Value;

use super::reporters::Woman;
use super::stage::{Played, day_of_month};

/// Days in which a letter is answered: [`super::cast::CHANGES`].
const ANSWER_DAYS: u32 = 12;
/// Days in which it is acknowledged: what `dauys org init` proposes.
const ACKNOWLEDGE_DAYS: u32 = 7;
/// What is written at a desk waits for its next day, and can be read on the day after.
const READABLE_AFTER: u32 = 2;

/// One promise.
#[derive(Debug)]
pub struct Promise {
    /// The place of the case among the stories.
    pub case: usize,
    /// `answer` or `receipt`, as warnings name it.
    pub what: &'static str,
    /// The last day.
    pub due: Day,
    /// From which day on she could read it.
    pub kept_on: Option<Day>,
    /// The first day on which somebody who reads the case was warned.
    pub warned_on: Option<Day>,
}

impl Promise {
    /// Whether it was kept.
    pub fn is_kept(&self) -> bool {
        self.kept_on.is_some_and(|day| day <= self.due)
    }

    /// Whether there was a warning while an answer in its turn would have kept it.
    pub fn was_warned_in_time(&self) -> bool {
        self.warned_on.is_some_and(|day| day.plus(READABLE_AFTER) <= self.due)
    }
}

/// All promises whose day has passed.
pub fn promises(played: &Played) -> Vec<Promise> {
    let mut promises = Vec::new();
    for (case, she) in played.women.iter().enumerate() {
        let withdrawn = she.letters.iter().find(|sent| sent.kind == ReporterKind::Withdraw);
        for sent in &she.letters {
            let first = |is_it: fn(&Reply) -> bool| {
                let hers = played.watch.replies.iter().filter(|one| {
                    let Reply { thread, received, .. } = &one.reply;
                    *thread == she.thread && received.contains(&sent.id) && is_it(&one.reply)
                });
                hers.map(|one| one.from).min()
            };
            let mut add = |what, days, kept_on| {
                let due = sent.day.plus(days);
                let warned_on = first_warning(played, &she.thread, what);
                promises.push(Promise { case, what, due, kept_on, warned_on });
            };
            add("receipt", ACKNOWLEDGE_DAYS, first(|_| true));
            // Nobody owes an answer to somebody who has taken her report back.
            let owed = withdrawn.is_none_or(|back| back.day > sent.day.plus(ANSWER_DAYS));
            if owed {
                add("answer", ANSWER_DAYS, first(|reply| reply.kind != ReplyKind::Receipt));
            }
        }
    }
    let last = day_of_month(played.last);
    promises.retain(|promise| promise.due <= last);
    promises
}

/// Warnings of promises that were kept, and days that she was told of which desks know nothing.
pub fn contradictions(played: &Played) -> Vec<String> {
    let mut wrong = Vec::new();
    let promises = promises(played);
    let missed = |thread: &Id| {
        let case = played.women.iter().position(|she| she.thread == *thread);
        promises.iter().any(|promise| Some(promise.case) == case && !promise.is_kept())
    };
    for (day, warning) in warnings(played) {
        let thread = Id::parse(warning["case"].as_str().expect("a case")).expect("an id");
        if warning["stands"] == "missed" && !missed(&thread) {
            wrong.push(format!("{day}: {warning}, and it was kept"));
        }
    }
    for one in &played.watch.replies {
        let Some(told) = one.reply.due.get("answer") else { continue };
        let she = played.women.iter().find(|she| she.thread == one.reply.thread);
        if !she.is_some_and(|she| is_a_day_of(she, *told)) {
            wrong.push(format!("{:?} tells her {told}", one.reply.id));
        }
    }
    wrong
}

fn is_a_day_of(she: &Woman, told: Day) -> bool {
    she.letters.iter().any(|sent| sent.day.plus(ANSWER_DAYS) == told)
}

fn first_warning(played: &Played, thread: &Id, what: &str) -> Option<Day> {
    let thread = thread.to_string();
    let of_it = warnings(played)
        .filter(|(_, warning)| warning["case"] == thread.as_str() && warning["promised"] == what);
    of_it.map(|(day, _)| day).min()
}

/// What every `sync` warned of, and on which day.
fn warnings(played: &Played) -> impl Iterator<Item = (Day, &Value)> {
    let syncs = played.logs.iter().flat_map(|log| &log.syncs);
    syncs.flat_map(|(day, said)| {
        let told = said["deadlines"].as_array().expect("deadlines").iter();
        told.map(|warning| (day_of_month(*day), warning))
    })
}
