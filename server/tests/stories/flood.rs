//! A day on which somebody floods the inbox: the price rises and nobody is refused for that, the honest
//! reporter's letter is taken, and a desk finds it among all others.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use dauys_wire::Id;
use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::problem::ProblemCode::StampRequired;

use crate::organisation::investigator;
use crate::stack::{STAMP_BITS, Stack, day, id, sealed};

/// At once.
const SENDERS: usize = 16;

fn nth(number: usize) -> Id {
    let mut bytes = [0xff; 16];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    Id::from_bytes(bytes)
}

/// Letters up to this one, each paid with so much; how many were taken.
fn flood(stack: &Stack, letters: std::ops::Range<usize>, bits: u8) -> usize {
    let (next, taken) = (AtomicUsize::new(letters.start), AtomicUsize::new(0));
    thread::scope(|threads| {
        for _ in 0..SENDERS {
            threads.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number >= letters.end {
                        return;
                    }
                    let file = sealed(&number.to_string(), LETTER_BYTES);
                    let answer = stack.send(&stack.letter_for(nth(number), &file, None, bits));
                    match answer.status {
                        201 => drop(taken.fetch_add(1, Ordering::SeqCst)),
                        _ => assert_eq!(answer.problem(), StampRequired),
                    }
                }
            });
        }
    });
    taken.into_inner()
}

#[test]
fn on_a_day_of_flood_the_price_rises_and_the_honest_letter_is_taken_and_found() {
    let stack = Stack::start();
    let honest = sealed("honest", LETTER_BYTES);
    assert_eq!(stack.health().stamp_bits, STAMP_BITS);
    // She looks up the price and writes; meanwhile it rises by a step, and what she paid still counts.
    let before = stack.letter_for(id(1), &honest, None, STAMP_BITS);
    assert_eq!(flood(&stack, 0..1_000, STAMP_BITS), 1_000);
    assert_eq!(stack.health().stamp_bits, STAMP_BITS + 1);
    assert_eq!(stack.send(&before).status, 201);

    // Whoever goes on paying the price of a quiet day gets no further than the next step.
    let before = stack.letter_for(id(2), &honest, None, STAMP_BITS);
    let taken = flood(&stack, 1_000..3_200, STAMP_BITS);
    assert!((1_999..2_199).contains(&taken), "{taken} of 2,200");
    assert_eq!(stack.health().stamp_bits, STAMP_BITS + 2);
    assert_eq!(stack.send(&before).problem(), StampRequired);
    // Her page asks for the price again, and pays it.
    assert_eq!(stack.send(&stack.letter(id(2), &honest)).status, 201);

    // The next day is a day like any other, and a desk finds both among three thousand.
    stack.set_day(day().plus(1));
    assert_eq!(stack.health().stamp_bits, STAMP_BITS);
    let listed = stack.inbox_day(day(), &investigator(1));
    assert_eq!(listed.len(), 1_000 + taken + 2);
    for hers in [id(1), id(2)] {
        assert!(listed.contains(&hers));
        assert_eq!(stack.fetch(&[hers], &investigator(1)).status, 200);
    }
}
