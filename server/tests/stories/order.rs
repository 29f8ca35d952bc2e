//! The order of arrival: in what places the files of a day lie, before the day is closed and after.
//!
//! Ids are random, so that the order of ids tells nothing of the order of arrival. What is measured
//! is Spearman's rank correlation between arrival and place in the database file, over marks in the
//! files themselves: one that lies on the page of the row, one on a page that the row overflows to.

use std::fs;
use std::path::PathBuf;

use dauys_wire::limits::{LETTER_BYTES, REPLY_BYTES};
use dauys_wire::{Digest, Id};

use crate::organisation::investigator;
use crate::stack::{Stack, day, sealed};

/// How many of each arrive on the day.
const COUNT: u16 = 500;
/// What is allowed on the disk once the day is over. Of days of 500 letters without any order fewer
/// than one in a hundred thousand is above this by chance; the ids of this story are always the same.
const ALLOWED: f64 = 0.2;
/// What the same measure must find while the day is open, or it would find nothing at all.
const SEEN: f64 = 0.9;

/// Letters and replies, each with marks at two places.
#[derive(Clone, Copy)]
enum Thing {
    Letter,
    Reply,
}

use Thing::{Letter, Reply};

impl Thing {
    /// What stands before the number: on the row's own page, and on a page behind it.
    fn marks(self) -> [&'static str; 2] {
        match self {
            Letter => ["[letter ", "(letter "],
            Reply => ["[reply ", "(reply "],
        }
    }

    /// An id that looks random and tells nothing of the number.
    fn id(self, number: u16) -> Id {
        let [mark, _] = self.marks();
        let digest = Digest::of(format!("{mark}{number}").as_bytes());
        Id::from_bytes(digest.as_bytes()[..16].try_into().unwrap())
    }

    fn file(self, number: u16) -> Vec<u8> {
        let size = match self {
            Letter => LETTER_BYTES,
            Reply => REPLY_BYTES,
        };
        let [first, last] = self.marks();
        let mut file = sealed(&format!("{first}{number:05}"), size);
        let last = format!("{last}{number:05}");
        let place = size - 1_000;
        file[place..place + last.len()].copy_from_slice(last.as_bytes());
        file
    }
}

#[test]
fn once_a_day_is_closed_no_order_of_arrival_is_on_the_disk() {
    let mut stack = Stack::start_with(
        |roster| roster["cover"]["replies_per_day"] = COUNT.into(),
        |config| config.stamp_bits = 0,
    );
    for number in 0..COUNT {
        let letter = stack.letter_for(Letter.id(number), &Letter.file(number), None, 0);
        assert_eq!(stack.send(&letter).status, 201);
        let bucket = u32::from(number % 4);
        let file = Reply.file(number);
        let reply = stack.reply(bucket, Reply.id(number), &file, &investigator(1));
        assert_eq!(stack.send(&reply).status, 201);
    }
    stack.stop();
    // The measure finds the order where it is: in the open file of a day that is not over.
    let open = fs::read(stack.data().join("open.sqlite")).unwrap();
    for thing in [Letter, Reply] {
        let [_, behind] = thing.marks();
        let found = rank_correlation(&places(&open, behind));
        assert!(found > SEEN, "{behind}: {found}: the measure is blind");
    }

    stack.restart().unwrap();
    stack.set_day(day().plus(1));
    // It runs on: nobody waits for it to stop before they look.
    let closed = fs::read(stack.data().join("closed.sqlite")).unwrap();
    for (thing, mark) in [Letter, Reply].iter().flat_map(|thing| thing.marks().map(|m| (thing, m)))
    {
        let places = places(&closed, mark);
        let left = rank_correlation(&places);
        assert!(left.abs() < ALLOWED, "{mark}: {left}: the order of arrival shows in the places");
        let of_ids = rank_correlation(&in_order_of_ids(*thing, &places));
        assert!(of_ids > SEEN, "{mark}: {of_ids}: the places are in the order of ids");
    }
    nothing_is_left_beside_the_closed_file(&stack);
}

#[test]
fn what_was_uploaded_ahead_has_no_order_either_once_a_day_has_passed() {
    let mut stack = Stack::start_with(|_| {}, |config| config.stamp_bits = 0);
    for number in 0..COUNT / 5 {
        // A desk that will be away for a week.
        let ahead = Some(day().plus(7));
        let letter = stack.letter_for(Letter.id(number), &Letter.file(number), ahead, 0);
        assert_eq!(stack.send(&letter).status, 201);
    }
    // Something must move, or the file is not rebuilt.
    stack.put_letter(crate::stack::id(1));
    stack.set_day(day().plus(1));
    stack.stop();
    let open = fs::read(stack.data().join("open.sqlite")).unwrap();
    let [_, behind] = Letter.marks();
    let places = numbered_places(&open, behind, COUNT / 5);
    let of_ids = rank_correlation(&in_order_of_ids(Letter, &places));
    assert!(of_ids > SEEN, "{of_ids}: what waits lies in the order of ids");
}

/// The logs are empty; the open file has been rebuilt.
fn nothing_is_left_beside_the_closed_file(stack: &Stack) {
    let entries = fs::read_dir(stack.data()).unwrap().map(|entry| entry.unwrap().path());
    let is_other = |path: &PathBuf| path.is_file() && !path.ends_with("closed.sqlite");
    let others: Vec<_> = entries.filter(is_other).collect();
    assert!(others.iter().any(|path| path.ends_with("open.sqlite")));
    for path in others {
        let bytes = fs::read(&path).unwrap();
        for mark in [Letter, Reply].into_iter().flat_map(Thing::marks) {
            assert_eq!(find(&bytes, mark.as_bytes()).count(), 0, "{}: {mark}", path.display());
        }
        let free_pages_are_gone = !path.ends_with("open.sqlite") || bytes.len() < 100_000;
        assert!(free_pages_are_gone, "{}", bytes.len());
    }
}

/// Where the marks of all numbers are, in the order of arrival.
fn places(file: &[u8], mark: &str) -> Vec<usize> {
    numbered_places(file, mark, COUNT)
}

fn numbered_places(file: &[u8], mark: &str, count: u16) -> Vec<usize> {
    let found: Vec<usize> = find(file, mark.as_bytes()).collect();
    let place = |number: u16| {
        let whole = format!("{mark}{number:05}");
        let mut of_this =
            found.iter().filter(|place| file[**place..].starts_with(whole.as_bytes()));
        let place = *of_this.next().unwrap_or_else(|| panic!("{whole} is not there"));
        assert!(of_this.next().is_none(), "{whole} is there twice");
        place
    };
    (0..count).map(place).collect()
}

fn find<'a>(file: &'a [u8], mark: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let first = mark[0];
    let starts = file.iter().enumerate().filter(move |(_, byte)| **byte == first);
    starts.map(|(place, _)| place).filter(move |place| file[*place..].starts_with(mark))
}

fn in_order_of_ids(thing: Thing, places: &[usize]) -> Vec<usize> {
    let mut numbered: Vec<(Id, usize)> =
        (0..).map(|number| thing.id(number)).zip(places.iter().copied()).collect();
    numbered.sort_unstable();
    numbered.into_iter().map(|(_, place)| place).collect()
}

/// Spearman's, of the places in the order given.
fn rank_correlation(places: &[usize]) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap());
    let rank = |place: &usize| places.iter().filter(|other| *other < place).count();
    let squares: f64 = places
        .iter()
        .enumerate()
        .map(|(order, place)| (number(order) - number(rank(place))).powi(2))
        .sum();
    let count = number(places.len());
    1.0 - 6.0 * squares / (count * (count * count - 1.0))
}
