//! Whether every field is there, is of its kind, and is known at all: all at once, where a parser
//! would stop at the first.

use super::source::{Found, Node, Source, Value};
use crate::message;
use crate::text::Message;

/// What a value has to be.
pub(in crate::org) enum Shape {
    /// `"…"`.
    Text,
    /// `true`, `false`.
    Flag,
    /// A number that is not below zero.
    Whole,
    /// A text in three languages.
    Words,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// `[…]`.
    List(&'static Self),
    /// `{…}`.
    Object(&'static [Field]),
}

/// A field of an object.
pub(in crate::org) struct Field {
    key: &'static str,
    shape: Shape,
    need: Need,
}

/// Whether a field has to be there.
#[derive(PartialEq, Eq)]
enum Need {
    Must,
    May,
    /// It may also be `null`, which is the same as not there.
    MayOrNull,
}

/// Has to be there.
pub(in crate::org) const fn must(key: &'static str, shape: Shape) -> Field {
    Field { key, shape, need: Need::Must }
}

/// May be there.
pub(in crate::org) const fn may(key: &'static str, shape: Shape) -> Field {
    Field { key, shape, need: Need::May }
}

/// May be there, or be `null`, which is the same as not there.
pub(in crate::org) const fn may_or_null(key: &'static str, shape: Shape) -> Field {
    Field { key, shape, need: Need::MayOrNull }
}

const LANGUAGES: &[Field] =
    &[must("kk", Shape::Text), must("ru", Shape::Text), must("en", Shape::Text)];

/// Looks at a whole file of these fields; `no_file` is said of what is no object at all.
pub(in crate::org) fn check(
    source: &Source<'_>,
    fields: &[Field],
    no_file: Message,
    found: &mut Found,
) {
    check_json(&source.root, source, found);
    if let Value::Object(_) = source.root.value {
        check_fields(&source.root, fields, None, found);
    } else {
        found.mistake(source.root.at, no_file);
    }
}

/// What the protocol's JSON does not take, whatever it means.
fn check_json(node: &Node, source: &Source<'_>, found: &mut Found) {
    match &node.value {
        Value::Object(entries) => {
            for (place, entry) in entries.iter().enumerate() {
                let before = entries.iter().take(place).find(|before| before.key == entry.key);
                if let Some(before) = before {
                    let (key, first) = (short(&entry.key), source.line(before.at));
                    found.mistake(entry.at, message!("mistake-twice", key = key, first = first));
                }
                check_json(&entry.value, source, found);
            }
        }
        Value::List(items) => {
            for item in items {
                check_json(item, source, found);
            }
        }
        Value::Number(None) => found.mistake(node.at, message!("mistake-number")),
        Value::TooDeep => found.mistake(node.at, message!("mistake-too-deep")),
        Value::Text(_) | Value::Number(Some(_)) | Value::Flag(_) | Value::Null => {}
    }
}

/// `within` is the text in three languages that these are the fields of, if they are.
fn check_fields(node: &Node, fields: &[Field], within: Option<&str>, found: &mut Found) {
    for field in fields {
        match (node.entry(field.key), within) {
            (Some(entry), _) => {
                let is_null = matches!(entry.value.value, Value::Null);
                if !is_null || field.need != Need::MayOrNull {
                    check_value(&entry.value, &field.shape, field.key, found);
                }
            }
            (None, Some(words)) if field.need == Need::Must => {
                let (key, lang) = (words.to_owned(), field.key);
                found.mistake(node.at, message!("mistake-no-language", key = key, lang = lang));
            }
            (None, None) if field.need == Need::Must => {
                found.mistake(node.at, message!("mistake-missing", key = field.key));
            }
            (None, _) => {}
        }
    }
    for entry in node.entries() {
        if !fields.iter().any(|field| field.key == entry.key) {
            let known: Vec<&str> = fields.iter().map(|field| field.key).collect();
            let (key, known) = (short(&entry.key), known.join(", "));
            found.warning(entry.at, message!("warning-unknown-key", key = key, known = known));
        }
    }
}

fn check_value(node: &Node, shape: &Shape, key: &str, found: &mut Found) {
    match (shape, &node.value) {
        (Shape::Text, Value::Text(_))
        | (Shape::Flag, Value::Flag(_))
        // Told already.
        | (_, Value::TooDeep)
        | (Shape::Whole, Value::Number(None)) => {}
        (Shape::Whole, Value::Number(Some(number))) if u32::try_from(*number).is_ok() => {}
        (Shape::Choice(known), Value::Text(text)) if known.contains(&text.as_str()) => {}
        (Shape::Words, Value::Object(_)) => check_fields(node, LANGUAGES, Some(key), found),
        (Shape::Object(fields), Value::Object(_)) => check_fields(node, fields, None, found),
        (Shape::List(shape), Value::List(items)) => {
            for item in items {
                check_value(item, shape, key, found);
            }
        }
        _ => found.mistake(node.at, match shape {
            Shape::Text => message!("mistake-not-text", key = key),
            Shape::Flag => message!("mistake-not-flag", key = key),
            Shape::Whole => message!("mistake-not-whole", key = key),
            Shape::Words => message!("mistake-not-words", key = key),
            Shape::Choice(known) => {
                message!("mistake-choice", key = key, known = known.join(", "))
            }
            Shape::List(_) => message!("mistake-not-list", key = key),
            Shape::Object(_) => message!("mistake-not-object", key = key),
        }),
    }
}

/// Something of the file, short enough to be named.
pub(in crate::org) fn short(text: &str) -> String {
    const MOST: usize = 40;
    let mut short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
