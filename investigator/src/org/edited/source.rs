//! JSON as it stands in a file: every value with its place, so that whoever edits the file is told
//! the line. Duplicate keys are kept: a mistake can be told only of what is still there.

use std::fmt;

use dauys_wire::limits::{JSON_DEPTH_MAX, JSON_INTEGER_END};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::text::Message;

/// A text and what is in it.
pub(in crate::org) struct Source<'t> {
    text: &'t str,
    /// The outermost value.
    pub(in crate::org) root: Node,
}

/// A value, and the bytes of the text that it takes.
#[derive(Debug)]
pub(in crate::org) struct Node {
    /// Its first byte.
    pub(in crate::org) at: usize,
    end: usize,
    /// What it is.
    pub(in crate::org) value: Value,
}

/// What stands in JSON.
#[derive(Debug)]
pub(in crate::org) enum Value {
    /// `{…}`, in the order of the file.
    Object(Vec<Entry>),
    /// `[…]`.
    List(Vec<Node>),
    /// `"…"`.
    Text(String),
    /// None if the protocol takes no such number: it is not whole, or too large.
    Number(Option<i64>),
    /// `true`, `false`.
    Flag(bool),
    /// `null`.
    Null,
    /// Brackets in more brackets than the protocol takes.
    TooDeep,
}

/// A key and its value.
#[derive(Debug)]
pub(in crate::org) struct Entry {
    /// The key's first byte.
    pub(in crate::org) at: usize,
    /// The key.
    pub(in crate::org) key: String,
    /// The value.
    pub(in crate::org) value: Node,
}

/// Where something is, as people look for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters; only where nothing else tells the place.
    pub column: Option<usize>,
    /// The question's id; its number if it has none.
    pub question: Option<String>,
    /// The option's id, or the opt-out's; its number if it has none.
    pub option: Option<String>,
    /// The id of the entry of the help directory; its number if it has none.
    pub entry: Option<String>,
}

impl Place {
    /// Nothing but a line.
    pub(crate) const fn line(line: usize) -> Self {
        Self { line, column: None, question: None, option: None, entry: None }
    }
}

impl<'t> Source<'t> {
    /// Reads a text; fails where it is not JSON.
    pub(in crate::org) fn read(text: &'t str) -> Result<Self, serde_json::Error> {
        // Raw values skip over what is inside strings and numbers. So the whole is read once
        // before, and an error tells its place in the whole.
        let _: serde_json::Value = serde_json::from_str(text)?;
        let raw: &RawValue = serde_json::from_str(text)?;
        Ok(Self { text, root: Node::read(raw, text, 0)? })
    }

    /// The line of a byte.
    pub(in crate::org) fn line(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or_default().matches('\n').count() + 1
    }

    /// The place of a byte.
    pub(in crate::org) fn place(&self, at: usize) -> Place {
        let question = around(self.root.items("questions"), at);
        let options = match question {
            Some((_, question)) => question.items("options"),
            None => self.root.items("opt_outs"),
        };
        let name = |(number, node): (usize, &Node)| {
            let id = node.text("id").filter(|id| !id.trim().is_empty());
            id.map_or_else(|| format!("#{}", number + 1), str::to_owned)
        };
        Place {
            question: question.map(name),
            option: around(options, at).map(name),
            entry: around(self.root.items("entries"), at).map(name),
            ..Place::line(self.line(at))
        }
    }
}

/// The value of a list that has this byte in it.
fn around(nodes: &[Node], at: usize) -> Option<(usize, &Node)> {
    nodes.iter().enumerate().find(|(_, node)| (node.at..node.end).contains(&at))
}

impl Node {
    fn read(raw: &RawValue, whole: &str, depth: usize) -> Result<Self, serde_json::Error> {
        let text = raw.get();
        let at = offset(text, whole);
        let value = match text.as_bytes().first() {
            Some(b'{' | b'[') if depth == JSON_DEPTH_MAX => Value::TooDeep,
            Some(b'{') => {
                let Pairs(pairs) = serde_json::from_str(text)?;
                let entries = pairs.into_iter().map(|(key, value)| {
                    Ok(Entry {
                        at: offset(key.get(), whole),
                        key: serde_json::from_str(key.get())?,
                        value: Self::read(value, whole, depth + 1)?,
                    })
                });
                Value::Object(entries.collect::<Result<_, serde_json::Error>>()?)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                let items = items.into_iter().map(|item| Self::read(item, whole, depth + 1));
                Value::List(items.collect::<Result<_, _>>()?)
            }
            Some(b'"') => Value::Text(serde_json::from_str(text)?),
            Some(b't') => Value::Flag(true),
            Some(b'f') => Value::Flag(false),
            Some(b'n') => Value::Null,
            _ => Value::Number(whole_number(text)),
        };
        Ok(Self { at, end: at + text.len(), value })
    }

    /// The entries of an object; of anything else, none.
    pub(in crate::org) fn entries(&self) -> &[Entry] {
        if let Value::Object(entries) = &self.value { entries } else { &[] }
    }

    /// The first entry under that key.
    pub(in crate::org) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The value under that key.
    pub(in crate::org) fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The list under that key; of anything else, nothing.
    pub(in crate::org) fn items(&self, key: &str) -> &[Self] {
        match self.get(key).map(|node| &node.value) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// The text under that key.
    pub(in crate::org) fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::as_text)
    }

    /// The text that this is.
    pub(in crate::org) fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// Whether `true` stands under that key.
    pub(in crate::org) fn is_true(&self, key: &str) -> bool {
        self.get(key).is_some_and(|node| matches!(node.value, Value::Flag(true)))
    }

    /// Where the first of these keys stands; where this begins, if none of them is in it.
    pub(in crate::org) fn at_key(&self, keys: &[&str]) -> usize {
        keys.iter().find_map(|key| self.entry(key)).map_or(self.at, |entry| entry.at)
    }
}

/// What was found, each with the byte where it is.
#[derive(Default)]
pub(in crate::org) struct Found {
    /// What stops the file from being signed.
    pub(in crate::org) mistakes: Vec<(usize, Message)>,
    /// What does not.
    pub(in crate::org) warnings: Vec<(usize, Message)>,
}

impl Found {
    /// One mistake more.
    pub(in crate::org) fn mistake(&mut self, at: usize, reason: Message) {
        self.mistakes.push((at, reason));
    }

    /// One warning more.
    pub(in crate::org) fn warning(&mut self, at: usize, reason: Message) {
        self.warnings.push((at, reason));
    }
}

/// Where a part of the whole begins.
fn offset(part: &str, whole: &str) -> usize {
    part.as_ptr().addr().saturating_sub(whole.as_ptr().addr())
}

/// As `dauys_wire::json` takes it; it reads `-0` as a fraction.
fn whole_number(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.unsigned_abs() < JSON_INTEGER_END && text != "-0").then_some(number)
}

/// An object's keys and values, as they stand.
struct Pairs<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'de: 't, 't> Deserialize<'de> for Pairs<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor).map(Pairs)
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Vec<(&'de RawValue, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = entries.next_entry()? {
            pairs.push(pair);
        }
        Ok(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"id\" : \"x/1\",\n  \"opt_outs\": [\n    {\"id\": \"no\"}],\n\n  \
        \"questions\": [{\n    \"id\": \"әлем\", \"\\u0061\": 1,\n    \"options\": [\n      {\"id\": \
        \"a\"}, {\n       \"label\": {}\n}]}]}";

    #[test]
    fn every_value_has_the_place_where_it_stands() {
        let source = Source::read(TEXT).unwrap();
        let id = source.root.entry("id").unwrap();
        assert_eq!((id.at, id.value.at), (4, 11));
        let place = |at| {
            let Place { line, question, option, .. } = source.place(at);
            (line, question.unwrap_or_default(), option.unwrap_or_default())
        };
        assert_eq!(place(id.value.at), (2, String::new(), String::new()));
        let question = &source.root.items("questions")[0];
        let escaped = question.entry("a").unwrap();
        assert_eq!(place(escaped.at), (7, "әлем".to_owned(), String::new()));
        let [first, second] = question.items("options") else { panic!() };
        assert_eq!(place(first.at), (9, "әлем".to_owned(), "a".to_owned()));
        let label = second.entry("label").unwrap();
        assert_eq!(place(label.at), (10, "әлем".to_owned(), "#2".to_owned()));
        let opt_out = &source.root.items("opt_outs")[0];
        assert_eq!(place(opt_out.at), (4, String::new(), "no".to_owned()));
    }

    #[test]
    fn numbers_are_those_of_the_protocol() {
        let cases = [("7", Some(7)), ("-7", Some(-7)), ("9007199254740992", None)];
        for (text, number) in cases.into_iter().chain([("1.0", None), ("1e3", None), ("-0", None)])
        {
            assert_eq!(whole_number(text), number, "{text}");
        }
    }
}
