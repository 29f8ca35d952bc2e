//! Whether everybody who reads a case sees the same case.

use dauys_wire::Id;
use serde_json::Value;

use super::desks::Log;
use super::reporters::Woman;
use super::stage::{Played, Stage};
use crate::investigator::Investigator;

/// What is a desk's own: what it has not shown yet, and what it has not posted yet.
const DESKS_OWN: [&str; 2] = ["unread", "waits"];

/// What was compared.
#[derive(Default)]
pub struct Agreement {
    /// Pairs of desks that show the same case.
    pub pairs: usize,
    /// Where two do not.
    pub differences: Vec<String>,
}

/// Holds all cases of all desks against each other.
pub fn look(stage: &Stage, played: &Played) -> Agreement {
    let mut seen = Agreement::default();
    let desks = stage.stack.organisation.investigators();
    let views: Vec<Vec<Option<Value>>> = std::thread::scope(|threads| {
        let look = |(desk, log)| threads.spawn(move || views(desk, log, &played.women));
        let each: Vec<_> = desks.iter().zip(&played.logs).map(look).collect();
        each.into_iter().map(|one| one.join().expect("a desk")).collect()
    });
    for case in 0..played.women.len() {
        let mut readers = desks
            .iter()
            .zip(&views)
            .filter_map(|(desk, views)| Some((desk, views[case].as_ref()?)));
        let Some((first, expected)) = readers.next() else { continue };
        for (desk, other) in readers {
            seen.pairs += 1;
            if other != expected {
                let (a, b) = (first.person.name, desk.person.name);
                seen.differences.push(format!("{a}:\n{expected:#}\n{b}:\n{other:#}"));
            }
        }
    }
    seen
}

/// Each case as a desk shows it; none of those that it does not read, or has deleted.
fn views(desk: &Investigator, log: &Log, women: &[Woman]) -> Vec<Option<Value>> {
    let list = desk.list();
    let reads = |she: &&Woman| reads_all(she, desk) && !log.deleted.contains(&she.thread);
    women
        .iter()
        .map(|she| Some(she).filter(reads).map(|she| view(desk, &list, &she.thread)))
        .collect()
}

/// Whether she has written to somebody from her first letter to her last.
fn reads_all(she: &Woman, desk: &Investigator) -> bool {
    let id = Id::parse(&desk.id).expect("an id");
    she.first_to.contains(&id) && she.to.contains(&id)
}

/// A case as a desk shows it, and its line in the list, less what is that desk's own.
fn view(desk: &Investigator, list: &[Value], thread: &Id) -> Value {
    let thread = thread.to_string();
    let line = list.iter().find(|line| line["case"] == thread.as_str());
    let line = line.unwrap_or_else(|| panic!("{} has no {thread}", desk.person.name));
    let mut view = serde_json::json!({ "line": line, "case": desk.show(&thread) });
    remove_own(&mut view);
    view
}

/// Takes out of a view what is a desk's own.
pub fn remove_own(value: &mut Value) {
    match value {
        Value::Object(keys) => {
            keys.retain(|key, _| !DESKS_OWN.contains(&key.as_str()));
            keys.values_mut().for_each(remove_own);
        }
        Value::Array(values) => values.iter_mut().for_each(remove_own),
        _ => {}
    }
}
