//! E-mail addresses, nicknames and links to messengers.

use super::words::{Page, is_letter, is_letter_or_digit, is_one_of, lower};

/// Of RFC 5321, section 4.5.3.1: nothing longer is an address, and looking on would take a time
/// that grows with the square of the text.
const LOCAL_MAX: usize = 64;
const DOMAIN_MAX: usize = 255;
/// Of Telegram.
const NICKNAME_MIN: usize = 5;
const LINKED_MIN: usize = 3;

/// Where the address that begins here ends.
pub(super) fn at(page: &Page, at: usize) -> Option<usize> {
    if page.char_before(at).is_some_and(is_letter_or_digit) {
        return None;
    }
    match page.char(at)? {
        '@' => nickname(page, at),
        c if is_letter_or_digit(c) => link(page, at).or_else(|| address(page, at)),
        _ => None,
    }
}

fn address(page: &Page, at: usize) -> Option<usize> {
    let is_local = |c: char| is_letter_or_digit(c) || is_one_of(c, "._%+-");
    let sign = at + run(page, at, LOCAL_MAX, is_local);
    if page.char(sign) != Some('@') {
        return None;
    }
    let is_domain = |c: char| is_letter_or_digit(c) || c == '.' || c == '-';
    let length = run(page, sign + 1, DOMAIN_MAX, is_domain);
    let domain = page.from(sign + 1).get(..length)?;
    let last = domain.iter().rposition(|&c| c != '.' && c != '-')?;
    let domain = domain.get(..=last)?;
    let dot = domain.iter().rposition(|&c| c == '.')?;
    let top = domain.get(dot + 1..)?;
    let is_name = dot > 0 && top.len() >= 2 && top.iter().all(|&c| is_letter(c));
    is_name.then_some(sign + 1 + domain.len())
}

fn nickname(page: &Page, at: usize) -> Option<usize> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let length = run(page, at + 1, LOCAL_MAX, is_part);
    let nickname = page.from(at + 1).get(..length)?;
    let last = nickname.iter().rposition(|&c| c != '.')?;
    let is_one = last + 1 >= NICKNAME_MIN && nickname.first()?.is_ascii_alphabetic();
    is_one.then_some(at + 2 + last)
}

fn link(page: &Page, at: usize) -> Option<usize> {
    let begins = |host: &&str| {
        let mut here = page.from(at).iter();
        host.chars().all(|c| here.next().is_some_and(|&it| lower(it) == c))
    };
    let host = ["t.me/", "wa.me/"].into_iter().find(begins)?;
    let from = at + host.len();
    let length = run(page, from, LOCAL_MAX, |c| c.is_ascii_alphanumeric() || c == '_' || c == '+');
    (length >= LINKED_MIN).then_some(from + length)
}

fn run(page: &Page, at: usize, max: usize, belongs: impl Fn(char) -> bool) -> usize {
    page.from(at).iter().take(max).take_while(|&&c| belongs(c)).count()
}
