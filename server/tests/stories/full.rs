//! A disk that is full: here a limit of the database files, which `SQLite` answers in the same way.

use dauys_wire::Id;
use dauys_wire::api::{self, bucket_path, letter_path};
use dauys_wire::limits::{LETTER_BYTES, REPLY_BYTES};
use dauys_wire::problem::ProblemCode;
use rusqlite::Connection;

use crate::client::Ask;
use crate::organisation::investigator;
use crate::stack::{Stack, day, delete, id, sealed};

/// Room for some forty letters.
const MIB: u32 = 2;

fn file(id: Id) -> Vec<u8> {
    sealed(&id.to_string(), LETTER_BYTES)
}

/// Sends letters until one is refused; the ids of those that were acknowledged.
fn fill(stack: &Stack) -> Vec<Id> {
    let mut taken = Vec::new();
    for number in 0..=u8::MAX {
        let answer = stack.send(&stack.letter(id(number), &file(id(number))));
        if answer.status != 201 {
            assert_eq!(answer.problem(), ProblemCode::Full, "{answer:?}");
            let refused = stack.send(&Ask::get(letter_path(&id(number))));
            assert_eq!(refused.problem(), ProblemCode::NotFound, "nothing of it is kept");
            return taken;
        }
        taken.push(id(number));
    }
    panic!("the limit is no limit");
}

fn all_are_there(stack: &Stack, ids: &[Id]) {
    for id in ids {
        let kept = stack.send(&Ask::get(letter_path(id)));
        assert_eq!((kept.status, kept.body), (200, file(*id)), "{id}");
    }
}

#[test]
fn a_full_disk_is_told_loses_nothing_that_was_acknowledged_and_serves_again_when_there_is_room() {
    let mut stack = Stack::start_with(|_| {}, |config| config.store_mib = Some(MIB));
    let taken = fill(&stack);
    assert!(taken.len() > 20, "{} letters", taken.len());
    all_are_there(&stack, &taken);
    let repeated = stack.send(&stack.letter(taken[0], &file(taken[0])));
    assert_eq!(repeated.status, 200, "a repetition needs no room");

    // What only reads goes on.
    for path in [api::health_path(), api::roster_path(), bucket_path(0)] {
        assert_eq!(stack.send(&Ask::get(path)).status, 200);
    }
    assert_eq!(stack.inbox_days(&investigator(1)), []);
    let reply = |number| {
        stack.send(&stack.reply(1, id(number), &sealed("r", REPLY_BYTES), &investigator(1)))
    };
    let refused = (0..8).map(reply).find(|answer| answer.status != 201).expect("no room");
    assert_eq!(refused.problem(), ProblemCode::Full);

    // Taking a letter back makes room at once.
    let (withdrawn, kept) = taken.split_last().unwrap();
    assert_eq!(stack.send(&delete(*withdrawn)).status, 204);
    stack.put_letter(id(200));
    all_are_there(&stack, kept);

    // So does a larger disk; and what was kept is published in the end.
    stack.config.store_mib = None;
    stack.restart().unwrap();
    stack.put_letter(id(201));
    let all = [kept, &[id(200), id(201)]].concat();
    all_are_there(&stack, &all);
    stack.set_day(day().plus(1));
    assert_eq!(stack.inbox_day(day(), &investigator(1)), all);
    all_are_there(&stack, &all);
}

#[test]
fn a_day_that_finds_no_room_to_be_closed_stays_where_it_is_and_is_published_all_the_same() {
    let mut stack = Stack::start_with(
        |roster| roster["retention_days"] = 10.into(),
        |config| config.store_mib = Some(MIB),
    );
    let mut first = fill(&stack);
    // The closed file has some more indexes: what fills the one to its last page is too much for it.
    assert_eq!(stack.send(&delete(first.pop().unwrap())).status, 204);
    stack.set_day(day().plus(1));
    let second: Vec<Id> = (100..110).map(id).collect();
    for id in &second {
        stack.put_letter(*id);
    }
    let reader = investigator(1);
    assert!(stack.try_set_day(day().plus(2)).is_err(), "the closed file is full");
    assert_eq!(stack.inbox_day(day(), &reader), first);
    assert_eq!(stack.inbox_day(day().plus(1), &reader), second);
    all_are_there(&stack, &[first.clone(), second.clone()].concat());
    // Senders are not refused because of it.
    stack.put_letter(id(200));

    // It starts again as full as it is, and serves.
    stack.restart().unwrap();
    assert_eq!(stack.inbox_day(day(), &reader), first);
    assert_eq!(stack.inbox_day(day().plus(1), &reader), second);
    all_are_there(&stack, &[first, second, vec![id(200)]].concat());
    stack.put_letter(id(201));

    // What expires makes room, and the day is closed after all: some of the first letters have gone.
    stack.set_day(day().plus(17));
    let (opened, left) = (stack.data().join("open.sqlite"), "SELECT count(*) FROM letters");
    let left: u32 =
        Connection::open(opened).unwrap().query_row(left, [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0, "no day is left open");
    all_are_there(&stack, &stack.inbox_day(day().plus(1), &reader));
}
