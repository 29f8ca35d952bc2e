//! How a part is written: six lines of letters and digits, the same in every language, each with a
//! letter that checks it, so that whoever mistypes learns in which line; and all of them with a hash,
//! so that nothing that is mistyped passes for a sheet.
//!
//! ```text
//! version  set  need  of  place  value  hash      45 bytes: 1, 4, 1, 1, 1, 32, 5
//! ```
//!
//! In Crockford's base 32 that is 72 letters, twelve to a line. A line's own letter is the sum of
//! theirs, each times its place and the first time the number of the line, modulo 31: one wrong letter
//! and two that changed places are noticed, unless they are 0 and Z, and those the hash notices.

use dauys_wire::Digest;
use zeroize::Zeroizing;

use super::{KEY_BYTES, Part, SET_BYTES, SHEETS_MOST, Set};
use crate::crockford;

/// Lines of a sheet.
pub const LINES: usize = 6;
/// Letters of a line, without the one that checks them.
const LINE: usize = 12;
const VERSION: u8 = 1;
const HASH_BYTES: usize = 5;
const BYTES: usize = 4 + SET_BYTES + KEY_BYTES + HASH_BYTES;
const LABEL: &[u8] = b"dauys-sheet/1\0";
/// Prime, so that each place weighs otherwise.
const MODULUS: usize = 31;

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Mistyped {
    /// This line, from 1, has too many letters or too few.
    #[error("line {0} has another length")]
    Length(usize),
    /// A letter of this line is not the one on the sheet.
    #[error("line {0} is mistyped")]
    Line(usize),
    /// Each line could be right, and the sheet is not.
    #[error("the sheet is mistyped")]
    Sheet,
    /// Of a program that is still to come.
    #[error("another version")]
    Version,
}

/// A part as it is written, line by line.
pub fn write(part: &Part) -> Zeroizing<Vec<String>> {
    let Part { set, need, of, place, value } = part;
    let mut bytes = Zeroizing::new(Vec::with_capacity(BYTES));
    bytes.push(VERSION);
    bytes.extend(set.0);
    bytes.extend([*need, *of, *place]);
    bytes.extend(value.iter());
    let sum = hash(&bytes);
    bytes.extend(sum);
    let values = Zeroizing::new(to_values(&bytes));
    let lines = values.chunks(LINE).enumerate().map(|(at, line)| {
        let mut text = String::with_capacity(LINE + 3);
        for (place, value) in line.iter().copied().chain([check(at, line)]).enumerate() {
            if place == 4 || place == 8 {
                text.push('-');
            }
            text.push(crockford::letter(value));
        }
        text
    });
    Zeroizing::new(lines.collect())
}

/// A part out of a whole text, in however many lines.
pub fn read(text: &str) -> Result<Part, Mistyped> {
    let mut typed = Typed::default();
    typed.add(text)?;
    typed.part()?.ok_or(Mistyped::Length(typed.lines() + 1))
}

/// A sheet while it is typed.
pub struct Typed(Zeroizing<Vec<u8>>);

impl Default for Typed {
    fn default() -> Self {
        // Room for everything at once: a vector that grows leaves copies behind.
        Self(Zeroizing::new(Vec::with_capacity(LINE * LINES)))
    }
}

impl Typed {
    /// Whole lines that are here.
    pub fn lines(&self) -> usize {
        self.0.len() / LINE
    }

    /// Takes one more line, or several. If one is wrong it is named, and none is taken.
    pub fn add(&mut self, text: &str) -> Result<(), Mistyped> {
        let first = self.lines();
        let mut values = Zeroizing::new(Vec::with_capacity(text.len()));
        for letter in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let line = first + values.len() / (LINE + 1);
            values.push(crockford::value(letter).ok_or(Mistyped::Line(line + 1))?);
        }
        let lines = values.chunks(LINE + 1).enumerate();
        for (at, line) in lines.map(|(at, line)| (first + at, line)) {
            let Some((last, letters)) = line.split_last().filter(|_| line.len() == LINE + 1) else {
                return Err(Mistyped::Length(at + 1));
            };
            if at >= LINES {
                return Err(Mistyped::Length(LINES));
            }
            if *last != check(at, letters) {
                return Err(Mistyped::Line(at + 1));
            }
        }
        for line in values.chunks(LINE + 1) {
            self.0.extend(line.iter().take(LINE));
        }
        Ok(())
    }

    /// The part, once all lines are here.
    pub fn part(&self) -> Result<Option<Part>, Mistyped> {
        if self.lines() < LINES {
            return Ok(None);
        }
        let bytes = Zeroizing::new(to_bytes(&self.0));
        let (content, sum) = bytes.split_last_chunk::<HASH_BYTES>().ok_or(Mistyped::Sheet)?;
        if *sum != hash(content) {
            return Err(Mistyped::Sheet);
        }
        let ([version], rest) = content.split_first_chunk().ok_or(Mistyped::Sheet)?;
        if *version != VERSION {
            return Err(Mistyped::Version);
        }
        let (set, rest) = rest.split_first_chunk().ok_or(Mistyped::Sheet)?;
        let ([need, of, place], value) = rest.split_first_chunk().ok_or(Mistyped::Sheet)?;
        let value = value.try_into().map_err(|_| Mistyped::Sheet)?;
        let is_one = |place: u8| (1..=*of).contains(&place);
        if *of > SHEETS_MOST || !is_one(*need) || !is_one(*place) {
            return Err(Mistyped::Sheet);
        }
        let (need, of, place) = (*need, *of, *place);
        Ok(Some(Part { set: Set(*set), need, of, place, value: Zeroizing::new(value) }))
    }
}

fn check(line: usize, values: &[u8]) -> u8 {
    let weighed = values.iter().zip(1..).map(|(value, weight)| usize::from(*value) * weight);
    u8::try_from((weighed.sum::<usize>() + line) % MODULUS).unwrap_or_default()
}

fn hash(content: &[u8]) -> [u8; HASH_BYTES] {
    let all = Zeroizing::new([LABEL, content].concat());
    let mut begin = [0; HASH_BYTES];
    begin.iter_mut().zip(Digest::of(&all).as_bytes()).for_each(|(to, from)| *to = *from);
    begin
}

/// Eight bits to a byte become five to a value; 45 bytes are 72 values.
fn to_values(bytes: &[u8]) -> Vec<u8> {
    let mut values = Vec::with_capacity(LINE * LINES);
    for piece in bytes.chunks(5) {
        let bits = piece.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let five = |place: u32| u8::try_from(bits >> (5 * place) & 31).unwrap_or_default();
        values.extend((0..8).rev().map(five));
    }
    values
}

fn to_bytes(values: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(BYTES);
    for piece in values.chunks(8) {
        let bits = piece.iter().fold(0_u64, |bits, value| bits << 5 | u64::from(*value));
        let eight = |place: u32| u8::try_from(bits >> (8 * place) & 255).unwrap_or_default();
        bytes.extend((0..5).rev().map(eight));
    }
    bytes
}
