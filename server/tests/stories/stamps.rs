//! Stamps that buy nothing: every way in which one is not the price of this very letter, today.

use base64::Engine as _;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use dauys_wire::api::{self, letter_path};
use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::problem::ProblemCode::{Malformed, NotFound, StampRequired};
use dauys_wire::stamp::{StampSearch, Subject};
use dauys_wire::{Day, Digest, Id, InstanceName};

use crate::client::Ask;
use crate::refused::refuse;
use crate::stack::{STAMP_BITS, Stack, day, id, instance, sealed, withdraw};

/// What a stamp is worked for; [`Work::right`] is what the letter of these stories needs.
#[derive(Clone)]
struct Work {
    instance: InstanceName,
    method: &'static str,
    path: String,
    ahead: Option<Day>,
    withdraw: Digest,
    body: Digest,
    day: Day,
    bits: u8,
}

fn file() -> Vec<u8> {
    sealed("stamped", LETTER_BYTES)
}

fn letter() -> Id {
    id(1)
}

impl Work {
    fn right() -> Self {
        Self {
            instance: instance(),
            method: "PUT",
            path: letter_path(&letter()),
            ahead: None,
            withdraw: withdraw(),
            body: Digest::of(&file()),
            day: day(),
            bits: STAMP_BITS,
        }
    }

    fn stamp(&self) -> String {
        let subject = Subject {
            instance: &self.instance,
            method: self.method,
            path: &self.path,
            ahead: self.ahead,
            withdraw: &self.withdraw,
            body: &self.body,
        };
        StampSearch::begin(&subject, self.day, self.bits).unwrap().finish().to_string()
    }
}

/// The letter with this stamp on it.
fn with(stamp: &str) -> Ask {
    Ask::new("PUT", letter_path(&letter()))
        .header("content-type", api::OCTETS)
        .header(api::WITHDRAW_HEADER, withdraw())
        .header(api::STAMP_HEADER, stamp)
        .body(file())
}

/// The sixteen numbers of a stamp, as they are or changed.
fn renumbered(stamp: &str, change: impl FnOnce(&mut Vec<u64>)) -> String {
    let (day, numbers) = stamp.split_once('.').unwrap();
    let bytes = URL_SAFE_NO_PAD.decode(numbers).unwrap();
    let mut numbers: Vec<u64> =
        bytes.as_chunks().0.iter().map(|eight| u64::from_be_bytes(*eight)).collect();
    change(&mut numbers);
    let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_be_bytes()).collect();
    format!("{day}.{}", URL_SAFE_NO_PAD.encode(bytes))
}

fn is_not_kept(stack: &Stack) {
    refuse(stack, "nothing is kept", &Ask::get(letter_path(&letter())), NotFound);
}

#[test]
fn a_stamp_has_one_form_and_its_numbers_rise() {
    let stack = Stack::start();
    let right = Work::right().stamp();
    let (_, numbers) = right.split_once('.').unwrap();
    let changed = |change: fn(&mut Vec<u64>)| renumbered(&right, change);
    assert_eq!(changed(|_| {}), right);
    let malformed = [
        ("empty", String::new()),
        ("a day alone", day().to_string()),
        ("no numbers", format!("{}.", day())),
        ("no day", format!(".{numbers}")),
        ("numbers alone", numbers.to_owned()),
        ("a day that is none", format!("2026-11-31.{numbers}")),
        ("a day in short", format!("2026-11-1.{numbers}")),
        ("fifteen", changed(|numbers| numbers.truncate(15))),
        ("seventeen", changed(|numbers| numbers.push(u64::MAX))),
        ("two change places", changed(|numbers| numbers.swap(3, 4))),
        ("backwards", changed(|numbers| numbers.reverse())),
        ("one is there twice", changed(|numbers| numbers[9] = numbers[8])),
        ("one for all", changed(|numbers| numbers.fill(7))),
        ("padding", format!("{}.{}", day(), URL_SAFE.encode([1; 127]))),
        ("stray bits", format!("{}1", right.split_at(right.len() - 1).0)),
        ("not base64url", right.replace('A', "+")),
        ("something behind it", format!("{right}.")),
        ("a space inside", right.replace('.', ". ")),
        ("huge", "9".repeat(7_000)),
    ];
    for (what, stamp) in malformed {
        assert_ne!(stamp, right, "{what}");
        refuse(&stack, what, &with(&stamp), Malformed);
    }
    refuse(&stack, "two stamps", &with(&right).header(api::STAMP_HEADER, &right), Malformed);
    refuse(&stack, "none", &with(&right).without(api::STAMP_HEADER), StampRequired);
    is_not_kept(&stack);
    assert_eq!(stack.send(&with(&right)).status, 201);
}

#[test]
fn a_stamp_buys_one_letter_and_no_other_request() {
    let stack = Stack::start();
    let right = Work::right();
    let other = Digest::of(b"other");
    let others = [
        ("no work", Work { bits: 0, ..right.clone() }),
        ("half the work", Work { bits: 5, ..right.clone() }),
        (
            "another instance",
            Work { instance: InstanceName::parse("other").unwrap(), ..right.clone() },
        ),
        ("another method", Work { method: "POST", ..right.clone() }),
        ("another method in small letters", Work { method: "put", ..right.clone() }),
        ("another letter", Work { path: letter_path(&id(2)), ..right.clone() }),
        ("another route", Work { path: "/api/v1/blobs/1".into(), ..right.clone() }),
        ("a path with a query", Work { path: format!("{}?", right.path), ..right.clone() }),
        ("another body", Work { body: other, ..right.clone() }),
        ("another token", Work { withdraw: other, ..right.clone() }),
        ("uploaded ahead", Work { ahead: Some(day()), ..right.clone() }),
        ("the day before yesterday", Work { day: day().minus(2), ..right.clone() }),
        ("the day after tomorrow", Work { day: day().plus(2), ..right.clone() }),
        ("the last of all days", Work { day: Day::MAX, ..right.clone() }),
    ];
    for (what, work) in others {
        refuse(&stack, what, &with(&work.stamp()), StampRequired);
    }
    // Its day is part of what was worked for.
    let stamp = right.stamp().replace("2026-11-21", "2026-11-20");
    refuse(&stack, "another day written on it", &with(&stamp), StampRequired);
    let late = with(&right.stamp()).header(api::DAY_HEADER, day().plus(1));
    refuse(&stack, "a day added behind its back", &late, StampRequired);
    let mut changed = with(&right.stamp());
    changed.body[20_000] ^= 1;
    refuse(&stack, "one bit changed", &changed, StampRequired);
    is_not_kept(&stack);

    for (status, day) in [(201, day().minus(1)), (200, day()), (200, day().plus(1))] {
        let stamp = Work { day, ..right.clone() }.stamp();
        assert_eq!(stack.send(&with(&stamp)).status, status, "{day}");
    }
}

#[test]
fn a_stamp_is_looked_at_before_the_disk_is() {
    let stack = Stack::start();
    assert_eq!(stack.send(&with(&Work::right().stamp())).status, 201);
    let cheap = Work { bits: 0, ..Work::right() }.stamp();
    refuse(&stack, "a repetition too is paid for", &with(&cheap), StampRequired);
    let other = Ask { body: sealed("other", LETTER_BYTES), ..with(&cheap) };
    refuse(&stack, "nor is it told what is there", &other, StampRequired);
}
