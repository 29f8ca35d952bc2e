//! What is not JSON at all: commas, quotation marks, brackets.

use super::Remark;
use super::source::Place;
use crate::message;
use crate::text::Message;

/// Where reading stopped, and why.
pub(super) fn explain(error: &serde_json::Error, text: &str) -> Remark {
    let said = error.to_string();
    // A line's end inside a text counts as read: then the line is the one before.
    let is_cut = said.starts_with(CONTROL) && error.column() == 0;
    let number = error.line().saturating_sub(usize::from(is_cut)).max(1);
    let line = text.split('\n').nth(number - 1).unwrap_or_default().trim_end_matches('\r');
    // It counts bytes, people count letters: two bytes are one in Kazakh.
    let before = if is_cut { None } else { line.as_bytes().get(..error.column()) };
    let bytes = before.unwrap_or(line.as_bytes());
    let column = bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count().max(1);
    let place = Place { column: Some(column), ..Place::line(number) };
    Remark { place, reason: reason(&said, before.is_none()) }
}

/// How the error begins that is told of a character which may not stand in a text.
const CONTROL: &str = "control character";

/// The reasons have no type of their own; a test holds their words.
fn reason(said: &str, is_line_end: bool) -> Message {
    let is = |start: &str| said.starts_with(start);
    if is("EOF while parsing a string") {
        message!("mistake-json-open-text")
    } else if is("EOF") {
        message!("mistake-json-end")
    } else if is(CONTROL) && is_line_end {
        message!("mistake-json-open-text")
    } else if is(CONTROL) {
        message!("mistake-json-control")
    } else if is("expected `:`") {
        message!("mistake-json-colon")
    } else if is("expected `,`") {
        message!("mistake-json-comma-missing")
    } else if is("trailing comma") {
        message!("mistake-json-comma-needless")
    } else if is("key must be a string") {
        message!("mistake-json-key")
    } else if is("expected value") || is("expected ident") {
        message!("mistake-json-value")
    } else if is("invalid number") || is("number out of range") {
        message!("mistake-number")
    } else if is("invalid escape") || is("lone leading") || is("unexpected end of hex") {
        message!("mistake-json-escape")
    } else if is("trailing characters") {
        message!("mistake-json-after-end")
    } else {
        message!("mistake-json")
    }
}
