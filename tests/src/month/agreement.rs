//! Whether everybody who reads a case sees the same case.

use serde_json::{Value, json};

use super::circle::Circle;
use super::reporters::Woman;
use super::script::Script;
use super::stage::{Played, Stage};
use crate::investigator::Investigator;

/// What is a desk's own: what it has not shown yet, what it has not posted yet, whether the case is
/// its own to lead, what it should do next.
const DESKS_OWN: [&str; 4] = ["unread", "waits", "mine", "hints"];

/// What was compared.
#[derive(Default)]
pub struct Agreement {
    /// Pairs of desks that show the same case.
    pub pairs: usize,
    /// Where two do not.
    pub differences: Vec<String>,
}

/// Each case as each desk shows it, in the order of the cast; none where it is not read.
pub type Views = Vec<Vec<Option<Value>>>;

/// What all desks show.
pub fn views_of_all(stage: &Stage, script: &Script, played: &Played) -> Views {
    let desks = stage.stack.organisation.investigators();
    let circles: &Vec<Circle> =
        &(0..script.stories.len()).map(|case| Circle::of(case, script)).collect();
    std::thread::scope(|threads| {
        let look = |desk| threads.spawn(move || views(desk, circles, &played.women));
        let each: Vec<_> = desks.iter().map(look).collect();
        each.into_iter().map(|one| one.join().expect("a desk")).collect()
    })
}

/// Holds all cases of all desks against each other.
pub fn hold(stage: &Stage, views: &Views) -> Agreement {
    let mut seen = Agreement::default();
    let desks = stage.stack.organisation.investigators();
    for case in 0..views.iter().map(Vec::len).max().unwrap_or_default() {
        let readers = desks.iter().zip(views);
        let mut readers = readers.filter_map(|(desk, views)| Some((desk, views[case].as_ref()?)));
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

/// Each case as a desk shows it; none of those that it does not read. What it should not have any
/// more it has not.
fn views(desk: &Investigator, circles: &[Circle], women: &[Woman]) -> Vec<Option<Value>> {
    let list = desk.ask(&["list", "--all"])["cases"].as_array().expect("cases").clone();
    let view = |(circle, she): (&Circle, &Woman)| {
        let thread = she.thread.to_string();
        let line = list.iter().find(|line| line["case"] == thread.as_str());
        if circle.is_gone {
            assert_eq!(line, None, "{} still has {thread}", desk.person.name);
        }
        let reads = circle.readers.contains(desk.person.folder);
        reads.then(|| view(desk, line, &thread))
    };
    circles.iter().zip(women).map(view).collect()
}

/// A case as a desk shows it, with its line in the list and its log, less what is that desk's own.
fn view(desk: &Investigator, line: Option<&Value>, thread: &str) -> Value {
    let line = line.unwrap_or_else(|| panic!("{} has no {thread}", desk.person.name));
    let log = desk.ask(&["log", thread]);
    assert_eq!(log["whole"], true, "{}: {log}", desk.person.name);
    let mut view = json!({ "line": line, "log": log, "case": desk.show(thread) });
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
