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
use super::texts::own_word;
use crate::investigator::Investigator;

/// How `dauys` says that it knows of no such case.
const NO_CASE: &str = "no-case";

/// What was looked at.
#[derive(Default)]
pub struct ShutOut {
    /// Cases, times the people who are shut out of each.
    pub looks: usize,
    /// Texts that were looked for.
    pub texts: usize,
    /// What was seen that should not have been.
    pub leaks: Vec<String>,
}

/// Looks into their vaults, and at all that was ever printed at their desks.
pub fn look(stage: &Stage, script: &Script, played: &Played) -> ShutOut {
    let mut seen = ShutOut::default();
    for (place, desk) in stage.stack.organisation.investigators().iter().enumerate() {
        let own = Own { desk, vault: desk.vault(), log: &played.logs[place] };
        for (case, she) in played.women.iter().enumerate() {
            let circle = Circle::of(case, script);
            if circle.outside.contains_key(desk.person.folder) {
                own.look(she, &circle, &script.of_case(case), &mut seen);
            }
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
