//! A letter's whole life at the server.

use dauys_wire::acceptance::Acceptance;
use dauys_wire::api::{self, letter_path};
use dauys_wire::limits::{LETTER_BYTES, REPLY_BYTES};
use dauys_wire::problem::ProblemCode;
use dauys_wire::{Digest, Id};

use crate::client::Ask;
use crate::organisation::investigator;
use crate::stack::{Stack, day, delete, delete_with, id, instance, sealed, withdraw};

#[test]
fn a_letter_is_taken_proved_fetched_withdrawn_and_never_replaced() {
    let stack = Stack::start();
    let (id, file) = (id(1), sealed("story", LETTER_BYTES));
    let letter = stack.letter(id, &file);

    let taken = stack.send(&letter);
    assert_eq!(taken.status, 201);
    let proof: Acceptance = taken.json();
    assert_eq!(proof.day, day());
    let proved = |file: &[u8]| {
        proof.proves(&instance(), &stack.server_key(), &id, &Digest::of(file), &withdraw())
    };
    assert!(proved(&file) && !proved(b"other"));

    let again = stack.send(&letter);
    assert_eq!((again.status, again.json::<Acceptance>()), (200, proof), "the same answer");
    let fetched = stack.send(&Ask::get(letter_path(&id)));
    assert_eq!((fetched.status, &fetched.body), (200, &file), "at once, for who knows the id");
    assert_eq!(fetched.header("content-type"), Some(api::OCTETS));

    let other = stack.letter(id, &sealed("other", LETTER_BYTES));
    assert_eq!(stack.send(&other).problem(), ProblemCode::Conflict);

    assert_eq!(stack.send(&delete_with(id, &[8; 32])).problem(), ProblemCode::WrongToken);
    assert_eq!(stack.send(&delete_with(id, b"short")).problem(), ProblemCode::Malformed);
    assert_eq!(
        stack.send(&Ask::new("DELETE", letter_path(&id))).problem(),
        ProblemCode::WrongToken
    );
    assert_eq!(stack.send(&delete(id)).status, 204);
    for gone in [&delete(id), &Ask::get(letter_path(&id)), &letter, &other] {
        assert_eq!(stack.send(gone).problem(), ProblemCode::Withdrawn);
    }
}

#[test]
fn nothing_is_under_an_id_that_was_never_used() {
    let stack = Stack::start();
    assert_eq!(stack.send(&Ask::get(letter_path(&id(1)))).problem(), ProblemCode::NotFound);
    assert_eq!(stack.send(&delete(id(1))).problem(), ProblemCode::NotFound);
}

#[test]
fn the_same_letter_keeps_its_day_when_it_is_repeated_on_the_next() {
    let stack = Stack::start();
    let file = sealed("story", LETTER_BYTES);
    assert_eq!(stack.send(&stack.letter(id(1), &file)).status, 201);
    stack.set_day(day().plus(1));
    let again = stack.send(&stack.letter(id(1), &file));
    assert_eq!((again.status, again.json::<Acceptance>().day), (200, day()));
}

#[test]
fn a_desk_uploads_ahead_for_at_most_two_weeks() {
    let stack = Stack::start();
    let file = sealed("ahead", LETTER_BYTES);
    let put =
        |number, days| stack.send(&stack.letter_for(id(number), &file, Some(day().plus(days)), 8));
    let taken = put(1, 14);
    assert_eq!((taken.status, taken.json::<Acceptance>().day), (201, day().plus(14)));
    assert_eq!(put(1, 14).status, 200);
    assert_eq!(put(1, 13).problem(), ProblemCode::Conflict, "another day is another header");
    let undated = stack.send(&stack.letter(id(1), &file));
    assert_eq!(undated.problem(), ProblemCode::Conflict, "no day is another header");
    assert_eq!(put(2, 15).problem(), ProblemCode::Malformed);

    let past = stack.letter_for(id(3), &file, Some(day().minus(1)), 8);
    assert_eq!(stack.send(&past).problem(), ProblemCode::Malformed);
    let wrong = stack.letter(id(3), &file).header(api::DAY_HEADER, "tomorrow");
    assert_eq!(stack.send(&wrong).problem(), ProblemCode::Malformed);
}

#[test]
fn only_a_sealed_file_of_the_one_size_is_a_letter() {
    let stack = Stack::start();
    let put = |file: &[u8]| stack.send(&stack.letter(id(1), file)).problem();
    assert_eq!(put(&sealed("", LETTER_BYTES - 1)), ProblemCode::Malformed);
    assert_eq!(put(&sealed("", LETTER_BYTES + 1)), ProblemCode::TooLarge);
    assert_eq!(put(&sealed("", REPLY_BYTES)), ProblemCode::Malformed);
    assert_eq!(put(&vec![b'x'; LETTER_BYTES]), ProblemCode::Malformed, "plaintext");
    let mut classic = sealed("", LETTER_BYTES);
    classic[25..41].copy_from_slice(b"X25519 AAAAAAAAA");
    assert_eq!(put(&classic), ProblemCode::Malformed, "not post-quantum");

    let right = stack.letter(id(1), &sealed("", LETTER_BYTES));
    let typed = right.clone().without("content-type").header("content-type", "text/plain");
    assert_eq!(stack.send(&typed).problem(), ProblemCode::WrongType);
    assert_eq!(
        stack.send(&right.clone().without("content-type")).problem(),
        ProblemCode::WrongType
    );
    let wrong = right.clone().without(api::WITHDRAW_HEADER);
    assert_eq!(stack.send(&wrong).problem(), ProblemCode::Malformed);
    assert_eq!(
        stack.send(&wrong.header(api::WITHDRAW_HEADER, "AB")).problem(),
        ProblemCode::Malformed
    );
    let twice = right.clone().header(api::WITHDRAW_HEADER, withdraw());
    assert_eq!(stack.send(&twice).problem(), ProblemCode::Malformed);
    assert_eq!(stack.send(&right).status, 201);
}

#[test]
fn a_letter_is_paid_for_each_time_it_is_sent() {
    let stack = Stack::start();
    let file = sealed("story", LETTER_BYTES);
    let right = stack.letter(id(1), &file);
    let restamped = |stamp: &str| {
        let ask = right.clone().without(api::STAMP_HEADER);
        stack.send(&if stamp.is_empty() { ask } else { ask.header(api::STAMP_HEADER, stamp) })
    };
    let refused_everywhere = |when: &str| {
        assert_eq!(restamped("").problem(), ProblemCode::StampRequired, "{when}");
        assert_eq!(restamped("2026-11-21.AAAA").problem(), ProblemCode::Malformed, "{when}");
        let others = stack.letter(id(2), &file);
        let others = others.headers.iter().find(|(name, _)| name == api::STAMP_HEADER).unwrap();
        assert_eq!(restamped(&others.1).problem(), ProblemCode::StampRequired, "{when}");
        let cheap = cheap_stamp(&stack, &file);
        assert_eq!(restamped(&cheap).problem(), ProblemCode::StampRequired, "{when}");
    };
    refused_everywhere("new");
    assert_eq!(stack.send(&right).status, 201);
    refused_everywhere("repeated");

    stack.set_day(day().plus(1));
    assert_eq!(stack.send(&right).status, 200, "yesterday's stamp");
    stack.set_day(day().plus(2));
    assert_eq!(stack.send(&right).problem(), ProblemCode::StampRequired, "an old stamp");
}

/// Sixteen nonces that were not worked for.
fn cheap_stamp(stack: &Stack, file: &[u8]) -> String {
    let ask = stack.letter_for(id(1), file, None, 0);
    let found = ask.headers.into_iter().find(|(name, _)| name == api::STAMP_HEADER);
    found.unwrap().1
}

#[test]
fn health_tells_the_price_and_an_honest_client_can_pay_it() {
    let stack = Stack::start_with(|_| {}, |config| config.stamp_bits = 14);
    let health = stack.health();
    assert_eq!((health.day, health.stamp_bits), (day(), 14));
    let file = sealed("story", LETTER_BYTES);
    let below = stack.letter_for(id(1), &file, None, 9);
    assert_eq!(stack.send(&below).problem(), ProblemCode::StampRequired);
    assert_eq!(stack.send(&stack.letter(id(1), &file)).status, 201);
}

#[test]
fn letters_of_many_senders_at_once_are_all_kept() {
    let mut stack = Stack::start_with(|_| {}, |config| config.stamp_bits = 0);
    let file = sealed("crowd", LETTER_BYTES);
    let sent = std::thread::scope(|threads| {
        let sender = |part: u8| {
            let (stack, file) = (&stack, &file);
            threads.spawn(move || {
                (0..8)
                    .filter(|n| {
                        let id =
                            Id::from_bytes([part, *n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
                        stack.send(&stack.letter_for(id, file, None, 0)).status == 201
                    })
                    .count()
            })
        };
        let senders: Vec<_> = (0..32).map(sender).collect();
        senders.into_iter().map(|sender| sender.join().unwrap()).sum::<usize>()
    });
    assert_eq!(sent, 256, "none is refused");
    stack.restart().unwrap();
    stack.set_day(day().plus(1));
    assert_eq!(stack.inbox_day(day(), &investigator(1)).len(), 256);
}
