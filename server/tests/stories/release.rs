//! Closed periods: whoever may list the inbox or fetch a bucket sees what arrived only when its
//! period is over, and until then not even that it is there.

use dauys_wire::api::{self, bucket_path, letter_path};
use dauys_wire::limits::{LETTER_BYTES, REPLY_RECORD_BYTES};
use dauys_wire::problem::ProblemCode::NotFound;
use dauys_wire::{Day, Id};

use crate::client::Ask;
use crate::organisation::investigator;
use crate::stack::{Stack, day, delete, id, sealed};

/// A server with this period, and quota for a reply every hour.
fn releasing(hours: u32) -> Stack {
    Stack::start_with(
        |roster| {
            roster["release_hours"] = hours.into();
            roster["cover"]["replies_per_day"] = 24.into();
        },
        |_| {},
    )
}

/// Letter and reply of an hour.
fn letter_of(hour: u8) -> Id {
    id(hour)
}

fn reply_of(hour: u8) -> Id {
    id(100 + hour)
}

/// One of each, every hour of the day. `check` is asked after each.
fn a_day_of_arrivals(stack: &Stack, check: impl Fn(u8)) {
    for hour in 0..24 {
        stack.set_hour(hour.into());
        stack.put_letter(letter_of(hour));
        stack.put_reply(1, reply_of(hour), &investigator(1));
        check(hour);
    }
}

/// The hours of which the letters are listed, and those of the replies in the bucket; every letter
/// that is listed can be fetched, every other is as if it were not there.
fn shown(stack: &Stack, today: Day) -> (Vec<u8>, Vec<u8>) {
    let reader = investigator(2);
    let listed = stack.inbox_day(today, &reader);
    assert_eq!(stack.inbox_days(&reader).contains(&today), !listed.is_empty());
    for hour in 0..24 {
        let letter = letter_of(hour);
        let fetched = stack.fetch(&[letter], &reader);
        let expected = if listed.contains(&letter) { 200 } else { 404 };
        assert_eq!(fetched.status, expected, "of {hour} o'clock");
    }
    let bucket = stack.send(&Ask::get(bucket_path(1))).body;
    let replies = bucket.chunks(REPLY_RECORD_BYTES).map(|record| record[0] - 100).collect();
    (listed.iter().map(|id| id.as_bytes()[0]).collect(), replies)
}

#[test]
fn with_a_period_of_a_day_nothing_of_the_open_day_is_listed_or_fetched_at_any_hour() {
    let stack = releasing(24);
    a_day_of_arrivals(&stack, |_| assert_eq!(shown(&stack, day()), (vec![], vec![])));
    // With the first minute of the next day, before anything was moved.
    stack.set_hour(24);
    let all: Vec<u8> = (0..24).collect();
    assert_eq!(shown(&stack, day()), (all.clone(), all.clone()));
    stack.set_day(day().plus(1));
    assert_eq!(shown(&stack, day()), (all.clone(), all));
}

#[test]
fn with_a_period_of_an_hour_each_is_shown_when_its_hour_is_over_and_not_before() {
    let stack = releasing(1);
    a_day_of_arrivals(&stack, |hour| {
        let before: Vec<u8> = (0..hour).collect();
        assert_eq!(shown(&stack, day()), (before.clone(), before), "at {hour} o'clock");
    });
}

#[test]
fn without_a_period_each_is_shown_at_once() {
    let stack = releasing(0);
    a_day_of_arrivals(&stack, |hour| {
        let so_far: Vec<u8> = (0..=hour).collect();
        assert_eq!(shown(&stack, day()), (so_far.clone(), so_far), "at {hour} o'clock");
    });
}

#[test]
fn what_is_not_published_is_answered_exactly_like_what_is_not_there() {
    for hours in [1, 24] {
        let stack = releasing(hours);
        let reader = investigator(2);
        let (unknown, unpublished, ahead, withdrawn) = (id(1), id(2), id(3), id(4));
        let published = id(5);
        stack.put_letter(published);
        stack.set_day(day().plus(1));
        stack.put_letter(unpublished);
        let file = sealed("ahead", LETTER_BYTES);
        let later = stack.letter_for(ahead, &file, Some(day().plus(9)), 8);
        assert_eq!(stack.send(&later).status, 201);
        stack.put_letter(withdrawn);
        assert_eq!(stack.send(&delete(withdrawn)).status, 204);

        assert_eq!(stack.fetch(&[published], &reader).status, 200);
        let expected = stack.fetch(&[unknown], &reader);
        assert_eq!(expected.problem(), NotFound);
        for hidden in [unpublished, ahead, withdrawn] {
            for ids in [&[hidden][..], &[published, hidden], &[hidden, unknown]] {
                let answer = stack.fetch(ids, &reader);
                assert_eq!((answer.status, &answer.body), (404, &expected.body), "{ids:?}");
                let (mut one, mut other) = (answer.headers, expected.headers.clone());
                one.sort();
                other.sort();
                assert_eq!(one, other, "{ids:?}");
            }
        }
        let empty = |day: Day| {
            let ask = Ask::get(api::inbox_day_path(day));
            stack.send(&stack.signed(ask, &reader)).body
        };
        assert_eq!(empty(day().plus(1)), empty(day().plus(5)), "as a day without any");
        assert_eq!(empty(day().plus(9)), empty(day().plus(5)), "as a day without any");
    }
}

#[test]
fn what_was_uploaded_ahead_appears_when_its_day_is_over_like_everything_of_that_day() {
    let stack = releasing(24);
    let reader = investigator(2);
    let (ahead, sent) = (id(1), id(2));
    let target = day().plus(4);
    let file = sealed("ahead", LETTER_BYTES);
    assert_eq!(stack.send(&stack.letter_for(ahead, &file, Some(target), 8)).status, 201);
    for days in 1..=4 {
        stack.set_day(day().plus(days));
        assert_eq!(stack.inbox_days(&reader), []);
        assert_eq!(stack.inbox_day(target, &reader), []);
        assert_eq!(stack.fetch(&[ahead], &reader).problem(), NotFound);
    }
    stack.put_letter(sent);
    assert_eq!(stack.inbox_day(target, &reader), []);
    stack.set_day(target.plus(1));
    assert_eq!(stack.inbox_days(&reader), [target]);
    assert_eq!(stack.inbox_day(target, &reader), [ahead, sent], "and nothing tells which it was");
    assert_eq!(stack.send(&Ask::get(letter_path(&ahead))).body, file);
}

#[test]
fn what_was_uploaded_ahead_waits_for_its_day_without_a_period_too() {
    let stack = releasing(0);
    let reader = investigator(2);
    let file = sealed("ahead", LETTER_BYTES);
    let ask = stack.letter_for(id(1), &file, Some(day().plus(1)), 8);
    assert_eq!(stack.send(&ask).status, 201);
    stack.set_hour(23);
    assert_eq!(stack.inbox_day(day().plus(1), &reader), []);
    stack.set_hour(24);
    assert_eq!(stack.inbox_day(day().plus(1), &reader), [id(1)]);
}
