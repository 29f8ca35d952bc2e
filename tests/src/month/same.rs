//! Whether two months of one script gave the same cases. Chance names everything anew each time: ids,
//! hashes and signatures differ, and with them the order of what was done on one day. Everything else is
//! held against each other: who said what, when and of what kind, and how each case stands.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::agreement::Views;
use super::cast::CAST;
use super::reporters::Woman;
use super::script::Script;
use super::stage::{Played, Stage};

/// What chance decides about one entry: its name and signature, which letters brought it, and what else
/// was known just then.
const CHANCE: [&str; 8] =
    ["sha256", "letters", "signature", "key", "json", "after", "number", "short"];
/// Digits of which nobody makes a word.
const HEX: usize = 32;

/// What was compared.
#[derive(Default)]
pub struct Same {
    /// Cases, times the desks that read each.
    pub cases: usize,
    /// Entries in them.
    pub entries: usize,
    /// Replies that reporters have read.
    pub replies: usize,
    /// Where the two differ.
    pub differences: Vec<String>,
}

/// A month, and what its desks show in the end.
pub struct Month<'a> {
    /// Where it was played.
    pub stage: &'a Stage,
    /// What happened.
    pub played: &'a Played,
    /// What all desks show.
    pub views: &'a Views,
}

/// Holds two months against each other.
pub fn compare(script: &Script, [one, other]: [&Month<'_>; 2]) -> Same {
    let mut same = Same::default();
    let names = [one, other].map(Month::names);
    for (place, person) in CAST.iter().enumerate() {
        for (case, story) in script.stories.iter().enumerate() {
            let shown = |month: &Month<'_>, names| {
                month.views[place][case].as_ref().map(|view| plain(view, names))
            };
            let [a, b] = [shown(one, &names[0]), shown(other, &names[1])];
            if let Some(view) = &a {
                same.cases += 1;
                same.entries += view["case"]["entries"].as_array().map_or(0, Vec::len);
            }
            if a != b {
                let what = format!("{}, {} ({case})", person.name, story.title);
                same.differences.push(format!("{what}:\n{}", apart(a.as_ref(), b.as_ref())));
            }
        }
    }
    for (case, [a, b]) in
        one.played.women.iter().zip(&other.played.women).map(<[_; 2]>::from).enumerate()
    {
        let [a, b] = [read(a, &names[0]), read(b, &names[1])];
        same.replies += a.len();
        if a != b {
            same.differences.push(format!("she ({case}) has read:\n{a:#?}\nand\n{b:#?}"));
        }
    }
    same
}

impl Month<'_> {
    /// Ids of people and cases, with what they are called here.
    fn names(&self) -> BTreeMap<String, String> {
        let desks = self.stage.stack.organisation.investigators().iter();
        let people = desks.map(|one| (one.id.clone(), one.person.folder.to_owned()));
        let cases = self.played.women.iter().enumerate();
        let cases = cases.map(|(case, she)| (she.thread.to_string(), format!("case {case}")));
        people.chain(cases).collect()
    }
}

/// Every reply in words that she has read, with who wrote it.
fn read(she: &Woman, names: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let said = she.read.values().filter(|(_, text)| !text.is_empty());
    let mut read: Vec<_> =
        said.map(|(author, text)| (called(&author.to_string(), names), text.clone())).collect();
    read.sort();
    read
}

/// A view without what chance decides, and in an order that it does not.
fn plain(value: &Value, names: &BTreeMap<String, String>) -> Value {
    match value {
        Value::Object(keys) => {
            let kept = keys.iter().filter(|(key, _)| !CHANCE.contains(&key.as_str()));
            kept.map(|(key, value)| (called(key, names), plain(value, names))).collect()
        }
        Value::Array(values) => {
            let mut values: Vec<Value> = values.iter().map(|value| plain(value, names)).collect();
            values.sort_by_key(Value::to_string);
            values.into()
        }
        Value::String(text) => called(text, names).into(),
        _ => value.clone(),
    }
}

/// What is called something here by that name; other ids and hashes are all alike.
fn called(text: &str, names: &BTreeMap<String, String>) -> String {
    let (before, last) = text.rsplit_once('/').map_or(("", text), |(before, id)| (before, id));
    if let Some(name) = names.get(last) {
        return format!("{before}/{name}");
    }
    let is_id = last.len() >= HEX && last.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_id { format!("{before}/?") } else { text.to_owned() }
}

/// The lines of each that the other has not.
fn apart(a: Option<&Value>, b: Option<&Value>) -> String {
    let lines = |value: Option<&Value>| -> BTreeSet<String> {
        value.map(|value| paths(value, "")).unwrap_or_default().into_iter().collect()
    };
    let [a, b] = [lines(a), lines(b)];
    let of = |sign: &str, lines: Vec<&String>| -> String {
        lines.into_iter().flat_map(|line| ["  ", sign, " ", line, "\n"]).collect()
    };
    of("-", a.difference(&b).collect()) + &of("+", b.difference(&a).collect())
}

/// Every member of a list and everything that is no list, with where it stands.
fn paths(value: &Value, at: &str) -> Vec<String> {
    match value {
        Value::Object(keys) => {
            keys.iter().flat_map(|(key, value)| paths(value, &format!("{at}.{key}"))).collect()
        }
        Value::Array(values) => values.iter().map(|value| format!("{at}[] {value}")).collect(),
        _ => vec![format!("{at} {value}")],
    }
}
