//! What the organisation promised to each reporter, and what came of it: reckoned here from what she
//! could read on which day, and from nothing that a desk says.

use std::collections::BTreeSet;

use dauys_crypto::letter::ReporterKind;
use dauys_crypto::reply::{Reply, ReplyKind};
use dauys_wire::{Day, Id};
use serde_json::Value;

use super::cast::CAST;
use super::circle::Circle;
use super::reporters::Woman;
use super::script::{Line, Scene, Script};
use super::stage::{Played, day_of_month};
use super::stories::{EXTENDED, PAUSED};

/// Days in which a person acknowledges a letter, and in which she has the answer on what became of
/// her report: [`super::cast::CHANGES`].
const ACKNOWLEDGE_DAYS: u32 = 7;
const ANSWER_DAYS: u32 = 21;
/// What is written at a desk waits for its next day, and can be read on the day after.
const READABLE_AFTER: u32 = 2;
/// Commands by which she is told what became of it.
const TELL_THE_END: [&str; 3] = ["--feedback", "close ", "status {case} decision"];

/// One promise.
#[derive(Debug)]
pub struct Promise {
    /// The place of the case among the stories.
    pub case: usize,
    /// What was promised.
    pub what: &'static str,
    /// The last day.
    pub due: Day,
    /// From which day on she could read it.
    pub kept_on: Option<Day>,
    /// The first day on which a `sync` warned somebody who reads the case.
    pub warned_on: Option<Day>,
    /// The first day on which `due` reminded somebody who reads it.
    pub reminded_on: Option<Day>,
}

impl Promise {
    /// Whether it was kept.
    pub fn is_kept(&self) -> bool {
        self.kept_on.is_some_and(|day| day <= self.due)
    }

    /// Whether there was a warning and a reminder while an answer in its turn would have kept it.
    pub fn was_warned_in_time(&self) -> bool {
        let in_time = |day: Option<Day>| day.is_some_and(|it| it.plus(READABLE_AFTER) <= self.due);
        in_time(self.warned_on) && in_time(self.reminded_on)
    }
}

/// All promises whose day has passed, of cases that somebody had to keep them in.
pub fn promises(script: &Script, played: &Played) -> Vec<Promise> {
    let mut promises = Vec::new();
    for (case, she) in played.women.iter().enumerate() {
        let withdrawal = she.letters.iter().find(|sent| sent.kind == ReporterKind::Withdraw);
        let withdrawn = withdrawal.map(|sent| sent.day);
        let reckoning = Reckoning { case, she, lines: script.of_case(case), played };
        let letters = she.letters.iter().map(|sent| reckoning.acknowledgement(&sent.id, sent.day));
        // Nobody owes anything to somebody who has taken her report back.
        promises.extend(letters.filter(|one| withdrawn.is_none_or(|day| one.due < day)));
        // Nor if nothing is left of it; and for clocks that stood still the reckoning is not made.
        let title = script.stories[case].title;
        let owed = withdrawn.is_none() && !Circle::of(case, script).is_gone && title != PAUSED;
        if owed {
            let days = if title == EXTENDED.0 { EXTENDED.1 } else { ANSWER_DAYS };
            promises.push(reckoning.answer(days));
        }
    }
    let last = day_of_month(played.last);
    promises.retain(|promise| promise.due <= last);
    promises
}

/// One case.
struct Reckoning<'a> {
    case: usize,
    she: &'a Woman,
    lines: Vec<&'a Line>,
    played: &'a Played,
}

impl Reckoning<'_> {
    /// A person has answered who had that letter.
    fn acknowledgement(&self, letter: &Id, written: Day) -> Promise {
        let due = written.plus(ACKNOWLEDGE_DAYS);
        let is_it =
            |reply: &Reply| reply.kind != ReplyKind::Receipt && reply.received.contains(letter);
        self.promise("acknowledgement", due, is_it)
    }

    /// She was told what became of it.
    fn answer(&self, days: u32) -> Promise {
        let ends = self.lines.iter().filter(|line| match line.scene {
            Scene::Tells(_, command) => TELL_THE_END.iter().any(|end| command.contains(end)),
            _ => false,
        });
        let ends: BTreeSet<&str> = ends.map(|line| line.text.as_str()).collect();
        let is_it = |reply: &Reply| {
            let closed = reply.status.as_deref().is_some_and(|step| step.starts_with("closed-"));
            closed || ends.contains(reply.body.text.as_str())
        };
        let reported = self.she.letters.first().expect("a report").day;
        self.promise("answer", reported.plus(days), is_it)
    }

    fn promise(&self, what: &'static str, due: Day, is_it: impl Fn(&Reply) -> bool) -> Promise {
        let replies = self.played.watch.replies.iter();
        let hers = replies.filter(|one| one.reply.thread == self.she.thread && is_it(&one.reply));
        let thread = self.she.thread.to_string();
        // What is warned of is the promise of that day.
        let names_it = |it: &Value, day: &str| it["case"] == *thread && it[day] == *due.to_string();
        let logs = &self.played.logs;
        let warned = logs
            .iter()
            .flat_map(|log| &log.syncs)
            .filter(|(_, said)| list(said, "deadlines").iter().any(|it| names_it(it, "due")));
        let reminds = |it: &Value| {
            names_it(it, "day") && (it["reminder"] == "near" || it["reminder"] == "today")
        };
        let reminded = logs
            .iter()
            .flat_map(|log| &log.dues)
            .filter(|(_, said)| list(said, "items").iter().any(reminds));
        Promise {
            case: self.case,
            what,
            due,
            kept_on: hers.map(|one| one.from).min(),
            warned_on: warned.map(|(day, _)| day_of_month(*day)).min(),
            reminded_on: reminded.map(|(day, _)| day_of_month(*day)).min(),
        }
    }
}

/// Warnings of promises that were kept, and days that she was told which nobody counts by.
pub fn contradictions(script: &Script, played: &Played) -> Vec<String> {
    let mut wrong = Vec::new();
    let promises = promises(script, played);
    let case_of = |thread: &str| {
        played.women.iter().position(|she| she.thread.to_string() == thread).expect("a case")
    };
    let desks = CAST.iter().zip(&played.logs);
    let syncs = desks.flat_map(|(desk, log)| log.syncs.iter().map(move |(_, said)| (desk, said)));
    for (desk, said) in syncs {
        for warning in list(said, "deadlines").iter().filter(|it| it["stands"] == "missed") {
            let case = case_of(warning["case"].as_str().expect("a case"));
            let missed = promises.iter().any(|promise| promise.case == case && !promise.is_kept());
            // Whom she has shut out cannot know that others have answered.
            let left_behind = Circle::of(case, script).left_behind.contains(desk.folder);
            if !missed && !left_behind {
                wrong.push(format!("{}: {said}, and it was kept", desk.name));
            }
        }
    }
    for one in &played.watch.replies {
        let case = case_of(&one.reply.thread.to_string());
        let (she, title) = (&played.women[case], script.stories[case].title);
        for (what, told) in &one.reply.due {
            let days: &[u32] = match what.as_str() {
                "acknowledge" => &[ACKNOWLEDGE_DAYS],
                _ if title == EXTENDED.0 => &[ANSWER_DAYS, EXTENDED.1],
                _ => &[ANSWER_DAYS],
            };
            let of_a_letter =
                |days: &u32| she.letters.iter().any(|sent| sent.day.plus(*days) == *told);
            if title != PAUSED && !days.iter().any(of_a_letter) {
                wrong.push(format!("{title}: {what} by {told}: {:?}", she.letters));
            }
        }
    }
    wrong
}

fn list<'a>(said: &'a Value, key: &str) -> &'a [Value] {
    said[key].as_array().expect(key)
}
