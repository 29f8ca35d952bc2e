//! A month among honest people raises no alarm, and shows the same bustle every day.

use dauys_investigator::text::{Language, Message, Text};

use super::stage::Played;

/// Warnings that say something true in this month.
const EXPECTED: [&str; 2] = ["letters-readdressed", "case-deleted"];
/// The same on a page, where it is said too that a line was cut, that a day was promised, that somebody
/// wants a case to be gone, and what to bear in mind before the accused is asked.
const HASTE: [&str; 12] = [
    "accused-warning",
    "case-delete-asked",
    "case-delete-asked-own",
    "case-withdrawn",
    "letters-readdressed",
    "case-deleted",
    "unreachable",
    "deadline-missed",
    "deadline-only-now",
    "deadline-today",
    "deadline-waits",
    "deadline-receipt",
];
/// Stands where a case, a day or a reason would.
const GAP: &str = "@@";
/// Replies that a desk posts on a day on which it is there: what `dauys org init` proposes.
const REPLIES_PER_DAY: usize = 4;

/// Faults, refusals, and warnings that nobody has given a reason for.
pub fn alarms(played: &Played) -> Vec<String> {
    let mut alarms = Vec::new();
    for (place, log) in played.logs.iter().enumerate() {
        for (day, said) in &log.syncs {
            let is_empty = |key: &str| said[key].as_array().is_some_and(Vec::is_empty);
            let is_none = |key: &str| said[key] == 0;
            let warnings = said["warnings"].as_array().expect("warnings").iter();
            let known = |code: &str| EXPECTED.contains(&code);
            let mut codes = warnings.map(|warning| warning["code"].as_str().expect("a code"));
            let is_quiet = ["faults", "undelivered", "rejected_letters"].into_iter().all(is_empty)
                && ["rejected", "withheld", "missed_days"].into_iter().all(is_none)
                && codes.all(known);
            if !is_quiet {
                alarms.push(format!("desk {place}, day {day}: {said}"));
            }
        }
    }
    alarms
}

/// What a page said in a tone of haste that nobody has given a reason for, and what its browser
/// complained of.
pub fn in_haste(played: &Played) -> Vec<String> {
    let expected = HASTE.map(Words::of);
    let urgent = played.logs.iter().flat_map(|log| &log.urgent);
    urgent.filter(|said| !expected.iter().any(|one| one.are_in(said))).cloned().collect()
}

/// A message as a page says it, whatever its gaps are filled with.
pub struct Words(Vec<String>);

impl Words {
    /// Of this one.
    pub fn of(key: &'static str) -> Self {
        let gaps = ["reason", "case", "day", "name"];
        let said = gaps.into_iter().fold(Message::new(key), |said, gap| said.with(gap, GAP));
        Self(Text::new(Language::Kk).on_page().say(&said).split(GAP).map(str::to_owned).collect())
    }

    /// Whether that is what was said.
    pub fn are_in(&self, said: &str) -> bool {
        has_in_order(said, &self.0)
    }
}

fn has_in_order(said: &str, parts: &[String]) -> bool {
    let mut rest = Some(said);
    for part in parts {
        rest = rest.and_then(|rest| rest.split_once(part.as_str())).map(|(_, after)| after);
    }
    rest.is_some()
}

/// Days on which the drop got another number of replies than the desks that were there post.
pub fn unusual_days(played: &Played) -> Vec<String> {
    let mut unusual = Vec::new();
    for day in 1..played.last {
        let synced = |(on, _): &(u32, _)| *on == day;
        let there = played.logs.iter().filter(|log| log.syncs.iter().any(synced)).count();
        // They are shown when the day is over.
        let came = played.watch.came.get(&(day + 1)).copied().unwrap_or_default();
        if came != there * REPLIES_PER_DAY {
            unusual.push(format!("day {day}: {came} replies of {there} desks"));
        }
    }
    unusual
}
