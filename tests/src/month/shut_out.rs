//! What somebody saw whom a reporter has shut out: nothing of her case from then on, and as many
//! letters as everybody else.

use dauys_crypto::letter::Letter;
use dauys_investigator::vault::Vault;
use dauys_investigator::vault::contents::VaultLetter;
use dauys_wire::Id;

use super::circle::Circle;
use super::desks::Log;
use super::reporters::{Sent, Woman};
use super::script::{Line, Script};
use super::stage::{Played, Stage};
use super::texts::{own_letters, own_word};
use crate::investigator::Investigator;

/// How `dauys` says that it knows of no such case.
const NO_CASE: &str = "no-case";

/// What was looked at.
#[derive(Default)]
pub struct ShutOut {
    /// Cases, times the people who are outside of each.
    pub looks: usize,
    /// Texts that were looked for.
    pub texts: usize,
    /// Cases, times the people who read each, and find it when they search.
    pub finds: usize,
    /// What was seen that should not have been, and what was not seen that should have been.
    pub leaks: Vec<String>,
}

/// Looks into everybody's vault, and at all that was ever printed at their desks.
pub fn look(stage: &Stage, script: &Script, played: &Played) -> ShutOut {
    let desks = stage.stack.organisation.investigators().iter().zip(&played.logs);
    let each: Vec<ShutOut> = std::thread::scope(|threads| {
        let look = |(desk, log)| threads.spawn(move || look_at(desk, log, script, &played.women));
        let each: Vec<_> = desks.map(look).collect();
        each.into_iter().map(|one| one.join().expect("a desk")).collect()
    });
    let mut all = ShutOut::default();
    for ShutOut { looks, texts, finds, leaks } in each {
        all.looks += looks;
        all.texts += texts;
        all.finds += finds;
        all.leaks.extend(leaks);
    }
    all
}

fn look_at(desk: &Investigator, log: &Log, script: &Script, women: &[Woman]) -> ShutOut {
    let mut seen = ShutOut::default();
    let own = Own { desk, vault: desk.vault(), log };
    for (case, she) in women.iter().enumerate() {
        let (circle, lines) = (Circle::of(case, script), script.of_case(case));
        if circle.outside.contains_key(desk.person.folder) {
            own.look(she, &circle, &lines, &mut seen);
        }
        if circle.readers.contains(desk.person.folder) {
            let is_found = own.finds(she, lines[0]);
            seen.finds += usize::from(is_found);
            seen.leaks.extend((!is_found).then(|| format!("{:?} is not found", lines[0])));
        }
    }
    seen
}

/// A desk and what it has.
struct Own<'a> {
    desk: &'a Investigator,
    vault: Vault,
    log: &'a Log,
}

impl Own<'_> {
    fn look(&self, she: &Woman, circle: &Circle, lines: &[&Line], seen: &mut ShutOut) {
        seen.looks += 1;
        let who = self.desk.person.folder;
        let later = lines.iter().filter(|line| circle.is_kept_from(who, line));
        for line in later.filter(|line| !line.text.is_empty()) {
            seen.texts += 1;
            let word = own_word(&line.text);
            if self.log.said.contains(word) || self.letters(she).any(|one| one.json.contains(word))
            {
                seen.leaks.push(format!("{}: {word} of {line:?}", self.desk.person.name));
            }
        }
        if circle.outside[who] == (0, 0) {
            self.knows_of_no_case(she, seen);
        }
        if !circle.left_behind.contains(who) && self.finds(she, lines[0]) {
            seen.leaks.push(format!("{}: finds {:?}", self.desk.person.name, lines[0]));
        }
    }

    /// Whether a search for what she reported leads to her case.
    fn finds(&self, she: &Woman, report: &Line) -> bool {
        let words = ["search", "--file", "-"];
        let found = self.desk.ask_with(&words, own_letters(&report.text));
        let cases = found["cases"].as_array().expect("cases").iter();
        cases.into_iter().any(|case| case["case"] == she.thread.to_string())
    }

    /// Neither the case nor any letter about it, whoever wrote it.
    fn knows_of_no_case(&self, she: &Woman, seen: &mut ShutOut) {
        let thread = she.thread.to_string();
        let mut leak = |what: &str| {
            seen.leaks.push(format!("{}: {what} of {thread}", self.desk.person.name));
        };
        if self.letters(she).next().is_some() {
            leak("a letter");
        }
        let contents = self.vault.contents();
        let hers = |sent: &Sent| !contents.is_not_ours(&sent.id);
        // Of those that she erased before they were fetched there is not even the id.
        if she.letters.iter().any(hers) {
            leak("more than the id");
        }
        if self.desk.attempt(&["show", &thread]).1 != NO_CASE {
            leak("a view");
        }
        let short: String = thread.chars().take(8).collect();
        let mut words = self.log.said.split(|c: char| !c.is_ascii_alphanumeric());
        if words.any(|word| word == thread || word == short) {
            leak("the number");
        }
    }

    /// All that this desk has about her.
    fn letters(&self, she: &Woman) -> impl Iterator<Item = &VaultLetter> {
        let thread = she.thread;
        self.vault.contents().letters().values().filter(move |kept| match &kept.letter {
            Letter::Reporter(letter) => letter.thread == thread,
            Letter::Investigator(letter) => {
                let events = letter.events.iter().map(|event| event.event.thread);
                let shared = letter.shared.iter().map(|one| one.letter.thread);
                events.chain(shared).any(|of| of == thread)
            }
        })
    }
}

/// Where a desk was handed more or fewer letters than anyone could list.
pub fn miscounts(stage: &Stage, played: &Played) -> Vec<String> {
    let mut wrong = Vec::new();
    let listed_last = &played.watch.listed[&played.last][1];
    for (place, desk) in stage.stack.organisation.investigators().iter().enumerate() {
        let (name, vault, log) = (desk.person.name, desk.vault(), &played.logs[place]);
        // What they wrote themselves is handed out to them too, and is nothing new.
        let mut known = log.own_letters(&vault, &Id::parse(&desk.id).expect("an id"));
        for (day, said) in &log.syncs {
            let [before, after] = &played.watch.listed[day];
            let count = |key: &str| said[key].as_u64().expect("a number");
            let handed_out = count("opened") + count("not_ours") + count("rejected");
            // Colleagues take cover back while this desk fetches.
            let [most, least] =
                [before, after].map(|listed| listed.difference(&known).count() as u64);
            let least = if log.cut.contains(day) { 0 } else { least };
            if !(least..=most).contains(&handed_out) {
                wrong.push(format!("{name}, {day}: {handed_out}, not {least} to {most}"));
            }
            known.extend(before);
        }
        let missed = listed_last.iter().filter(|id| !vault.contents().knows(id)).count();
        if missed > 0 {
            wrong.push(format!("{name}: {missed} were never fetched"));
        }
    }
    wrong
}
