//! What a help directory must keep, beyond the shape of its fields.

use dauys_wire::Day;
use dauys_wire::help::FORMAT;
use dauys_wire::questionnaire::is_id;

use crate::message;
use crate::org::edited::shape::short;
use crate::org::edited::source::{Found, Node, Source, Value};
use crate::org::edited::words::{LANGUAGES, text_mistake};

/// The two numbers that come with the program. Their source is the design; whatever else stands
/// here was found out by somebody, who says how and when.
pub(super) const SHIPPED: [&str; 2] = ["111", "102"];

/// More are not looked through on a telephone.
const ENTRIES_MOST: usize = 300;
/// The country has 20.
const REGIONS_MOST: usize = 60;
/// Characters of a telephone number, spaces included.
const PHONE_MOST: usize = 24;
/// Characters of a source.
const SOURCE_MOST: usize = 300;

/// Looks at a file that has the right shape.
pub(super) fn check(source: &Source<'_>, today: Day, found: &mut Found) {
    let root = &source.root;
    if root.text("format") != Some(FORMAT) {
        found.mistake(root.at_key(&["format"]), message!("mistake-format", format = FORMAT));
    }
    check_count(root, "entries", 1, ENTRIES_MOST, found);
    check_count(root, "regions", 0, REGIONS_MOST, found);
    check_ids(root.items("regions"), source, found);
    check_ids(root.items("entries"), source, found);
    for region in root.items("regions") {
        check_texts(region, &["name"], found);
    }
    let regions: Vec<&str> = root.items("regions").iter().filter_map(|it| it.text("id")).collect();
    for entry in root.items("entries") {
        check_texts(entry, &["name", "about", "address", "hours"], found);
        check_reach(entry, found);
        check_origin(entry, today, found);
        check_regions(entry, &regions, found);
    }
}

fn check_count(root: &Node, key: &'static str, least: usize, most: usize, found: &mut Found) {
    let count = root.items(key).len();
    if !(least..=most).contains(&count) {
        let reason =
            message!("mistake-count", key = key, count = count, least = least, most = most);
        found.mistake(root.at_key(&[key]), reason);
    }
}

/// Ids are short names, and no two are the same.
fn check_ids(nodes: &[Node], source: &Source<'_>, found: &mut Found) {
    for (place, node) in nodes.iter().enumerate() {
        let id = node.text("id").unwrap_or_default();
        let at = node.at_key(&["id"]);
        if !is_id(id) {
            found.mistake(at, message!("mistake-id"));
        }
        let first = nodes.iter().take(place).find(|before| before.text("id") == Some(id));
        if let Some(first) = first {
            let first = source.line(first.at_key(&["id"]));
            found.mistake(at, message!("mistake-same-entry", id = short(id), first = first));
        }
    }
}

fn check_texts(node: &Node, keys: &[&'static str], found: &mut Found) {
    for key in keys.iter().copied() {
        let Some(words) = node.get(key) else { continue };
        if let Value::Null = words.value {
            continue;
        }
        for lang in LANGUAGES {
            let text = words.text(lang).unwrap_or_default();
            if let Some(reason) = text_mistake(key, lang, text) {
                found.mistake(words.at_key(&[lang]), reason);
            }
        }
    }
}

/// A telephone or a place; a telephone has nothing in it that cannot be dialled.
fn check_reach(entry: &Node, found: &mut Found) {
    let is_there = |key| entry.get(key).is_some_and(|node| !matches!(node.value, Value::Null));
    if !is_there("phone") && !is_there("address") {
        found.mistake(entry.at, message!("mistake-no-reach"));
    }
    if let Some(phone) = entry.text("phone") {
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        let dialled = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '(' | ')' | '-');
        let is_plus_first = phone.rfind('+').is_none_or(|place| place == 0);
        let is_long = phone.chars().count() > PHONE_MOST;
        if digits < 2 || is_long || !is_plus_first || !phone.chars().all(dialled) {
            found.mistake(entry.at_key(&["phone"]), message!("mistake-phone"));
        }
    }
}

/// From where it is known, and since when: of everything that did not come with the program.
fn check_origin(entry: &Node, today: Day, found: &mut Found) {
    let is_shipped = entry.text("phone").is_some_and(|phone| SHIPPED.contains(&phone));
    let source = entry.text("source").unwrap_or_default().trim();
    let is_long = source.chars().count() > SOURCE_MOST;
    if (source.is_empty() && !is_shipped) || is_long || source.contains('\n') {
        let reason = message!("mistake-no-source", most = SOURCE_MOST);
        found.mistake(entry.at_key(&["source"]), reason);
    }
    match entry.text("checked") {
        None if is_shipped => {}
        None => found.mistake(entry.at_key(&["checked"]), message!("mistake-no-checked")),
        Some(text) => match Day::parse(text) {
            Ok(day) if day <= today => {}
            Ok(_) => found.mistake(entry.at_key(&["checked"]), message!("mistake-checked-future")),
            Err(_) => found.mistake(entry.at_key(&["checked"]), message!("mistake-checked-day")),
        },
    }
}

fn check_regions(entry: &Node, known: &[&str], found: &mut Found) {
    let mut before: Vec<&str> = Vec::new();
    for node in entry.items("regions") {
        let Some(id) = node.as_text() else { continue };
        if !known.contains(&id) {
            let known = known.join(", ");
            found.mistake(node.at, message!("mistake-region", id = short(id), known = known));
        } else if before.contains(&id) {
            found.mistake(node.at, message!("mistake-region-twice", id = short(id)));
        }
        before.push(id);
    }
}
