//! Telephone numbers and individual identification numbers.
//!
//! What a number is, its digits rarely tell: how they are grouped does.

use super::Kind;
use super::words::{Page, begins_with, is_letter_or_digit, is_one_of};

/// A telephone number has 15 digits at most (ITU-T E.164).
const DIGITS_MAX: usize = 15;
const GROUPS_MAX: usize = 8;
const GAP_MAX: usize = 3;
/// A sum of money, in the form that `words::fold` makes of it.
const MONEY: &str = "тенге тг теньге тис мин млн мил руб долл евро tenge kzt usd";

/// The number that begins here: what it is, and where it ends.
pub(super) fn at(page: &Page, at: usize) -> Option<(Kind, usize)> {
    if page.char_before(at).is_some_and(|c| is_letter_or_digit(c) || c == '_') {
        return None;
    }
    let plus = page.char(at)? == '+';
    let mut from = at;
    for opening in ['+', ' ', '('] {
        if page.char(from) == Some(opening) && (opening != ' ' || plus) {
            from += 1;
        }
    }
    let number = Number::read(page, from);
    if let Some(end) = number.iin().filter(|_| !plus) {
        return Some((Kind::Iin, end));
    }
    let end = if plus {
        number.national(true).or_else(|| number.foreign())
    } else {
        number.national(false).or_else(|| number.local(page, at))
    };
    end.filter(|&end| !is_money(page, end)).map(|end| (Kind::Phone, end))
}

/// Digits in groups, as far as one number may reach.
struct Number {
    groups: Vec<Group>,
    digits: Vec<u32>,
}

struct Group {
    length: usize,
    end: usize,
    /// Whether one hyphen, and nothing else, joins it to the group before.
    hyphen: bool,
}

impl Number {
    fn read(page: &Page, from: usize) -> Self {
        let mut number = Self { groups: Vec::new(), digits: Vec::new() };
        let (mut at, mut hyphen) = (from, false);
        while number.groups.len() < GROUPS_MAX && number.digits.len() <= DIGITS_MAX {
            let digits = page.from(at).iter().map_while(|c| c.to_digit(10));
            let length = digits.clone().count();
            if length == 0 {
                break;
            }
            number.digits.extend(digits.take(DIGITS_MAX + 1));
            at += length;
            number.groups.push(Group { length, end: at, hyphen });
            let gap = page.from(at).iter().take(GAP_MAX).take_while(|&&c| joins(c)).count();
            hyphen = gap == 1 && page.char(at) == Some('-');
            if gap == 0 {
                break;
            }
            at += gap;
        }
        number
    }

    /// The first groups that have together as many digits.
    fn first(&self, digits: usize) -> Option<&[Group]> {
        let mut sum = 0;
        let last = self.groups.iter().position(|group| {
            sum += group.length;
            sum >= digits
        })?;
        self.groups.get(..=last).filter(|_| sum == digits)
    }

    /// Twelve digits that begin with a date of birth. A wrong check digit is a typing error, and
    /// gives her away as well as a right one: so it is not looked at.
    fn iin(&self) -> Option<usize> {
        let groups = self.first(12)?;
        let together = matches!(groups, [_])
            || matches!(groups, [first, second] if first.length == second.length);
        let pair = |at: usize| Some(self.digits.get(at)? * 10 + self.digits.get(at + 1)?);
        let born = is_day(pair(4)?, pair(2)?);
        groups.last().filter(|_| together && born).map(|group| group.end)
    }

    /// Of Kazakhstan and Russia: +7 or 8 and ten digits, or the ten digits from a 7.
    fn national(&self, plus: bool) -> Option<usize> {
        let [first, second, ..] = *self.digits.as_slice() else { return None };
        let whole = self.first(11).filter(|groups| {
            let prefixed = match groups {
                [one, two, ..] if one.length == 1 => two.length >= 3,
                // An area code is never parted: sums and dates are.
                [one, ..] => one.length >= 4,
                [] => false,
            };
            let zone = matches!((first, second), (7 | 8, 3 | 4 | 7..=9));
            zone && prefixed || plus && first == 7
        });
        let bare = || {
            let long = |groups: &&[Group]| groups.first().is_some_and(|one| one.length >= 3);
            self.first(10).filter(|groups| first == 7 && !plus && long(groups))
        };
        let groups = whole.filter(|groups| are_long(groups));
        groups.or_else(|| bare().filter(|groups| are_long(groups)))?.last().map(|group| group.end)
    }

    /// Of any other country: as many groups as may belong to it.
    fn foreign(&self) -> Option<usize> {
        let (mut sum, mut end) = (0, None);
        for group in &self.groups {
            sum += group.length;
            if sum > DIGITS_MAX {
                break;
            }
            end = (sum >= 8).then_some(group.end);
        }
        end.filter(|_| self.digits.first() != Some(&0))
    }

    /// Of a town, and only as 72-45-67 or 245-45-67: without a code nothing else tells it.
    fn local(&self, page: &Page, at: usize) -> Option<usize> {
        let [one, two, three, ..] = self.groups.as_slice() else { return None };
        let grouped = matches!((one.length, two.length, three.length), (2 | 3, 2, 2));
        let joined = two.hyphen && three.hyphen;
        let is_joint = |c: char| is_one_of(c, "-./:");
        let goes_on = page.char(three.end).is_some_and(is_joint)
            && page.char(three.end + 1).is_some_and(|c| c.is_ascii_digit());
        let chained = goes_on || page.char_before(at).is_some_and(is_joint);
        let digits = self.digits.get(..6)?;
        // What a body measures is written so too, and it is a thing that she may have been told.
        let ordinary = one.length == 2 && (is_date(digits) || digits == [9, 0, 6, 0, 9, 0]);
        (grouped && joined && !chained && !ordinary).then_some(three.end)
    }
}

fn joins(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '‑' | '–' | '.' | '(' | ')')
}

/// No digit stands alone inside a telephone number.
fn are_long(groups: &[Group]) -> bool {
    groups.iter().skip(1).all(|group| group.length >= 2)
}

fn is_day(day: u32, month: u32) -> bool {
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// With the day first or last.
fn is_date(digits: &[u32]) -> bool {
    let pairs: Vec<u32> =
        digits.chunks(2).map(|pair| pair.iter().fold(0, |n, d| n * 10 + d)).collect();
    matches!(*pairs, [first, month, last] if is_day(first, month) || is_day(last, month))
}

fn is_money(page: &Page, end: usize) -> bool {
    let gap = page.from(end).iter().take(2).take_while(|c| matches!(c, ' ' | '\u{a0}')).count();
    let next = end + gap;
    let word = page.words().partition_point(|word| word.start < next);
    page.char(next).is_some_and(|c| is_one_of(c, "₸$€₽"))
        || page
            .word(word)
            .is_some_and(|word| word.start == next && begins_with(&word.folded, MONEY))
}
