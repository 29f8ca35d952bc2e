//! From a text to its tree, by the strict rules.

use std::borrow::Cow;
use std::collections::BinaryHeap;
use std::str::Chars;

use crate::limits::JSON_INTEGER_END;

/// A value as it was written; strings without escapes are not copied.
pub(super) enum Node<'a> {
    Null,
    Bool(bool),
    /// Its absolute value is below [`JSON_INTEGER_END`].
    Integer(i64),
    Text(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    Object(Object<'a>),
}

/// An object; no key stands twice.
pub(super) struct Object<'a> {
    pub(super) entries: Vec<(Cow<'a, str>, Node<'a>)>,
    /// From bracket to bracket, as it was written.
    pub(super) exact: &'a str,
}

/// The tree of a text that holds one value, nested at most `deepest` deep, and nothing else.
pub(super) fn read(text: &str, deepest: usize) -> Option<Node<'_>> {
    let mut reader = Reader { rest: text, deepest };
    let node = reader.value(0)?;
    reader.skip_blanks();
    reader.rest.is_empty().then_some(node)
}

struct Reader<'a> {
    rest: &'a str,
    deepest: usize,
}

impl<'a> Reader<'a> {
    /// `depth`: how many arrays and objects are open around the value.
    fn value(&mut self, depth: usize) -> Option<Node<'a>> {
        self.skip_blanks();
        match self.rest.as_bytes().first()? {
            b'{' => self.object(self.deeper(depth)?).map(Node::Object),
            b'[' => self.array(self.deeper(depth)?),
            b'"' => self.string().map(Node::Text),
            b'-' | b'0'..=b'9' => self.integer().map(Node::Integer),
            _ if self.takes("null") => Some(Node::Null),
            _ if self.takes("true") => Some(Node::Bool(true)),
            _ if self.takes("false") => Some(Node::Bool(false)),
            _ => None,
        }
    }

    fn deeper(&self, depth: usize) -> Option<usize> {
        (depth < self.deepest).then_some(depth + 1)
    }

    fn array(&mut self, depth: usize) -> Option<Node<'a>> {
        self.takes("[").then_some(())?;
        let mut items = Vec::new();
        if self.comes("]") {
            return Some(Node::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            if !self.comes(",") {
                return self.comes("]").then_some(Node::Array(items));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Object<'a>> {
        let from = self.rest;
        let entries = self.entries(depth)?;
        let exact = from.get(..from.len() - self.rest.len())?;
        keys_differ(&entries).then_some(Object { entries, exact })
    }

    fn entries(&mut self, depth: usize) -> Option<Vec<(Cow<'a, str>, Node<'a>)>> {
        self.takes("{").then_some(())?;
        let mut entries = Vec::new();
        if self.comes("}") {
            return Some(entries);
        }
        loop {
            self.skip_blanks();
            let key = self.string()?;
            self.comes(":").then_some(())?;
            entries.push((key, self.value(depth)?));
            if !self.comes(",") {
                return self.comes("}").then_some(entries);
            }
        }
    }

    /// No fraction, no exponent: whatever of them follows is no JSON here.
    fn integer(&mut self) -> Option<i64> {
        let negative = self.takes("-");
        let digits = self.split(|byte| !byte.is_ascii_digit())?;
        if digits.is_empty() || (digits.starts_with('0') && (negative || digits.len() > 1)) {
            return None;
        }
        let mut value = 0;
        for digit in digits.bytes() {
            value = value * 10 + u64::from(digit - b'0');
            if value >= JSON_INTEGER_END {
                return None;
            }
        }
        let value = i64::try_from(value).ok()?;
        Some(if negative { -value } else { value })
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.takes("\"").then_some(())?;
        let mut escaped = false;
        let mut after_backslash = false;
        let raw = self.split(|byte| {
            let ends = byte < b' ' || (byte == b'"' && !after_backslash);
            after_backslash = byte == b'\\' && !after_backslash;
            escaped |= after_backslash;
            ends
        })?;
        self.takes("\"").then_some(())?;
        Some(if escaped { Cow::Owned(unescape(raw)?) } else { Cow::Borrowed(raw) })
    }

    /// Takes everything before the first byte that ends it, or all that is left.
    fn split(&mut self, ends: impl FnMut(u8) -> bool) -> Option<&'a str> {
        let end = self.rest.bytes().position(ends).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(taken)
    }

    fn takes(&mut self, word: &str) -> bool {
        let rest = self.rest.strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn comes(&mut self, word: &str) -> bool {
        self.skip_blanks();
        self.takes(word)
    }

    /// A newline is none, and so no raw newline is in any text that is read.
    fn skip_blanks(&mut self) {
        while self.takes(" ") || self.takes("\t") {}
    }
}

/// By a heap, because that is the smallest code that is not slow for whatever a stranger sends.
fn keys_differ(entries: &[(Cow<'_, str>, Node<'_>)]) -> bool {
    let mut keys: BinaryHeap<&str> = entries.iter().map(|(key, _)| &**key).collect();
    let mut before = None;
    while let Some(key) = keys.pop() {
        if before == Some(key) {
            return false;
        }
        before = Some(key);
    }
    true
}

/// The capacity is enough, so that no copy of the beginning is left behind in memory.
fn unescape(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw.chars();
    while let Some(char) = rest.next() {
        text.push(if char == '\\' { escape(&mut rest)? } else { char });
    }
    Some(text)
}

fn escape(rest: &mut Chars<'_>) -> Option<char> {
    Some(match rest.next()? {
        char @ ('"' | '\\' | '/') => char,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode(rest),
        _ => return None,
    })
}

/// A character of four digits, or of two halves of a surrogate pair; half a pair is none.
fn unicode(rest: &mut Chars<'_>) -> Option<char> {
    let high = four_digits(rest)?;
    if !(0xd800..0xdc00).contains(&high) {
        return char::from_u32(high);
    }
    (rest.next()? == '\\' && rest.next()? == 'u').then_some(())?;
    let low = four_digits(rest)?;
    let pair = 0x1_0000 + ((high - 0xd800) << 10) + low.checked_sub(0xdc00)?;
    if low < 0xe000 { char::from_u32(pair) } else { None }
}

fn four_digits(rest: &mut Chars<'_>) -> Option<u32> {
    let mut value = 0;
    for _ in 0..4 {
        value = value << 4 | rest.next()?.to_digit(16)?;
    }
    Some(value)
}
