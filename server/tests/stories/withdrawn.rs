//! What is left of a letter that was taken back.

use dauys_wire::api::letter_path;
use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::problem::ProblemCode::{NotFound, Withdrawn, WrongToken};
use rusqlite::Connection;

use crate::client::Ask;
use crate::disk::found;
use crate::organisation::investigator;
use crate::refused::refuse;
use crate::stack::{Stack, day, delete, delete_with, id, sealed, withdraw};

const MARK: &str = "a mark that stands in the file";

/// A letter with the mark on every page that it takes.
fn marked() -> Vec<u8> {
    let mut file = sealed(MARK, LETTER_BYTES);
    for place in (4_000..LETTER_BYTES - 1_000).step_by(4_000) {
        file[place..place + MARK.len()].copy_from_slice(MARK.as_bytes());
    }
    file
}

fn put(stack: &Stack) {
    assert_eq!(stack.send(&stack.letter(id(1), &marked())).status, 201);
}

fn take_back(stack: &Stack) {
    assert_eq!(stack.send(&delete(id(1))).status, 204);
}

/// Whatever is asked about it, and by whoever.
fn is_gone(stack: &Stack) {
    let get = Ask::get(letter_path(&id(1)));
    refuse(stack, "fetched", &get, Withdrawn);
    refuse(stack, "sent again", &stack.letter(id(1), &marked()), Withdrawn);
    let other = sealed("other", LETTER_BYTES);
    refuse(stack, "another in its place", &stack.letter(id(1), &other), Withdrawn);
    refuse(stack, "taken back again", &delete(id(1)), Withdrawn);
    refuse(stack, "with another token", &delete_with(id(1), &[8; 32]), Withdrawn);
    let reader = investigator(1);
    assert_eq!(stack.fetch(&[id(1)], &reader).problem(), NotFound);
    assert_eq!(stack.fetch(&[id(2), id(1)], &reader).problem(), NotFound);
    for day in stack.inbox_days(&reader) {
        assert!(!stack.inbox_day(day, &reader).contains(&id(1)));
    }
}

/// No byte of it in any file: not in free pages, not in a log, not its hash, not its token's.
fn nothing_of_it_is_on_the_disk(stack: &Stack) {
    let sha256 = dauys_wire::Digest::of(&marked());
    // At the latest when the next day begins, on a server that runs on; the hour of that day is past.
    stack.set_day(stack.clock.today().plus(1));
    for needle in [MARK.as_bytes(), sha256.as_bytes()] {
        assert_eq!(found(stack, needle), [""; 0]);
    }
    let connection = |name| Connection::open(stack.data().join(name)).unwrap();
    for name in ["open.sqlite", "closed.sqlite"] {
        let with_content: u32 = connection(name)
            .query_row(
                "SELECT count(*) FROM letters WHERE id = ?1
                 AND (sha256 IS NOT NULL OR withdraw IS NOT NULL OR file IS NOT NULL)",
                [id(1).as_bytes()],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(with_content, 0, "{name}");
    }
}

#[test]
fn a_letter_that_is_taken_back_at_once_is_gone_for_everyone_and_from_the_disk() {
    let stack = Stack::start_releasing(0);
    stack.put_letter(id(2));
    put(&stack);
    assert_eq!(stack.inbox_day(day(), &investigator(1)), [id(1), id(2)]);
    refuse(&stack, "with another token", &delete_with(id(1), &[8; 32]), WrongToken);
    take_back(&stack);
    is_gone(&stack);
    // The mark of what was taken back passes into the closed day, and hides nothing else.
    nothing_of_it_is_on_the_disk(&stack);
    is_gone(&stack);
    assert_eq!(stack.inbox_day(day(), &investigator(1)), [id(2)]);
}

#[test]
fn a_letter_of_a_closed_day_is_overwritten_where_it_was() {
    let stack = Stack::start();
    stack.put_letter(id(2));
    put(&stack);
    stack.set_day(day().plus(1));
    assert!(!found(&stack, MARK.as_bytes()).is_empty(), "it is found while it is there");
    take_back(&stack);
    is_gone(&stack);
    nothing_of_it_is_on_the_disk(&stack);
    assert_eq!(stack.inbox_day(day(), &investigator(1)), [id(2)]);
    assert_eq!(found(&stack, withdraw().as_bytes()), ["closed.sqlite"], "of the other letter");
}

#[test]
fn the_mark_of_what_was_taken_back_goes_with_the_day_on_which_the_letter_would_have_gone() {
    let stack = Stack::start_with(|roster| roster["retention_days"] = 10.into(), |_| {});
    stack.put_letter(id(2));
    put(&stack);
    take_back(&stack);
    stack.set_day(day().plus(10));
    is_gone(&stack);
    stack.set_day(day().plus(24));
    refuse(&stack, "forgotten", &Ask::get(letter_path(&id(1))), NotFound);
    refuse(&stack, "forgotten", &delete(id(1)), NotFound);
}

#[test]
fn a_day_whose_letters_are_all_taken_back_is_no_day_of_the_inbox() {
    let stack = Stack::start();
    put(&stack);
    stack.set_day(day().plus(1));
    assert_eq!(stack.inbox_days(&investigator(1)), [day()]);
    take_back(&stack);
    assert_eq!(stack.inbox_days(&investigator(1)), []);
    assert_eq!(stack.inbox_day(day(), &investigator(1)), []);
}

#[test]
fn a_letter_uploaded_ahead_can_be_taken_back_before_its_day_and_never_appears() {
    let stack = Stack::start();
    let ahead = stack.letter_for(id(1), &marked(), Some(day().plus(3)), 8);
    assert_eq!(stack.send(&ahead).status, 201);
    take_back(&stack);
    for days in 0..6 {
        stack.set_day(day().plus(days));
        assert_eq!(stack.inbox_days(&investigator(1)), []);
    }
    refuse(&stack, "its mark stays", &Ask::get(letter_path(&id(1))), Withdrawn);
}
