//! The store by itself: a full disk, a crash, more than a batch.

use std::path::Path;

use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::{Day, Digest, Id};

use super::{SqliteLimits, SqliteStore, days, letters, schema};
use crate::domain::letter::{AGE_BEGINNING, LetterFile, SentLetter};
use crate::domain::withdraw::WithdrawRight;
use crate::store::{Expired, Kept, PutLetter, Store, StoreError, Withdrawal};

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn open(directory: &Path) -> SqliteStore {
    SqliteStore::open(directory, SqliteLimits { queue: 64, readers: 2, mib: None }).unwrap()
}

fn today() -> Day {
    Day::from_number(20_000)
}

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn letter(number: u8) -> SentLetter {
    let mut file = AGE_BEGINNING.to_vec();
    file.resize(LETTER_BYTES, number);
    let sha256 = Digest::of(&file);
    let file = LetterFile::parse(file.into()).unwrap();
    SentLetter { id: id(number), ahead: None, withdraw: Digest::of(&[0; 32]), sha256, file }
}

fn put(store: &SqliteStore, number: u8) -> Result<PutLetter, StoreError> {
    run(store.put_letter(letter(number), today(), today().plus(9)))
}

#[test]
fn a_full_disk_keeps_nothing_of_the_group_and_serves_again_when_there_is_room() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(directory.path());
    let pages = |count: u32| {
        let work = move |connection: &rusqlite::Connection| {
            connection.query_row(&format!("PRAGMA open.max_page_count = {count}"), [], |_| Ok(()))
        };
        run(store.writer.write_alone(work)).unwrap();
    };
    assert_eq!(put(&store, 1), Ok(PutLetter::Taken(today())));
    pages(1);
    assert_eq!(put(&store, 2), Err(StoreError::Full));
    // Queued together, they are one group or two: neither keeps a part.
    let (three, four) = (letter(3), letter(4));
    let both = run(async {
        let expires = today().plus(9);
        let three = store.put_letter(three, today(), expires);
        let four = store.put_letter(four, today(), expires);
        (three.await, four.await)
    });
    assert_eq!(both, (Err(StoreError::Full), Err(StoreError::Full)));
    assert_eq!(run(store.letters_of(today(), None, 1_000)).unwrap(), [id(1)]);

    pages(1_000_000);
    assert_eq!(put(&store, 2), Ok(PutLetter::Taken(today())));
    assert_eq!(put(&store, 1), Ok(PutLetter::Repeated(today())));
}

#[test]
fn a_crash_between_copying_and_deleting_loses_nothing_and_doubles_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(directory.path());
    for number in [1, 2, 3] {
        put(&store, number).unwrap();
    }
    let tomorrow = today().plus(1);
    let copy = move |it: &rusqlite::Connection| days::copy_batch(it, "letters", tomorrow, &[]);
    run(store.writer.write_patiently(copy)).unwrap();
    run(store.close()).unwrap();
    drop(store);

    let store = open(directory.path());
    assert_eq!(run(store.letters_of(today(), None, 1_000)).unwrap(), [id(1), id(2), id(3)]);
    assert_eq!(run(store.letters_of(today(), None, 2)).unwrap(), [id(1), id(2)]);
    assert_eq!(run(store.letters_of(today(), Some(id(1)), 1)).unwrap(), [id(2)]);
    assert!(run(store.letters_of(today(), Some(id(3)), 2)).unwrap().is_empty());
    assert_eq!(run(store.letter_days(tomorrow)).unwrap(), [today()]);
    assert_eq!(put(&store, 1), Ok(PutLetter::Repeated(today())), "of two copies");
    let right = WithdrawRight::parse(&"A".repeat(43)).unwrap();
    assert_eq!(run(store.withdraw_letter(id(2), right)), Ok(Withdrawal::Done));

    assert_eq!(run(store.close_days_before(tomorrow)), Ok(3));
    assert_eq!(run(store.close_days_before(tomorrow)), Ok(0));
    assert_eq!(run(store.letters_of(today(), None, 1_000)).unwrap(), [id(1), id(3)]);
    assert_eq!(run(store.letter(id(2))), Ok(Kept::Withdrawn), "in both copies");
    let kept = run(store.letter(id(3))).unwrap();
    assert_eq!(kept, Kept::There(letter(3).file.bytes().clone()));
}

#[test]
fn a_letter_that_is_written_while_its_day_is_being_closed_is_not_lost() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(directory.path());
    let tomorrow = today().plus(1);
    put(&store, 1).unwrap();
    let copy = move |it: &rusqlite::Connection| days::copy_batch(it, "letters", tomorrow, &[]);
    run(store.writer.write_patiently(copy)).unwrap();
    // Its sender was told the day before midnight; it is committed now.
    put(&store, 2).unwrap();
    let delete = move |it: &rusqlite::Connection| days::delete_moved(it, "letters", tomorrow);
    assert_eq!(run(store.writer.write_patiently(delete)), Ok(1));
    assert_eq!(run(store.letters_of(today(), None, 1_000)).unwrap(), [id(1), id(2)]);
    assert_eq!(run(store.close_days_before(tomorrow)), Ok(1), "it is closed the next time");
    assert_eq!(run(store.letters_of(today(), None, 1_000)).unwrap(), [id(1), id(2)]);
}

#[test]
fn what_could_not_be_rebuilt_because_somebody_reads_is_rebuilt_the_next_time() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(directory.path());
    let tomorrow = today().plus(1);
    // Most is meant for a later day and stays: the file is not mostly free when today has gone.
    for number in 0..40 {
        let ahead = (number > 9).then(|| today().plus(5));
        let letter = SentLetter { ahead, ..letter(number) };
        run(store.put_letter(letter, today(), today().plus(20))).unwrap();
    }
    let free = || {
        let pages = |it: &rusqlite::Connection| {
            it.query_row("PRAGMA open.freelist_count", [], |row| row.get::<_, i64>(0))
        };
        run(store.writer.write_alone(pages)).unwrap()
    };
    let impatient = |it: &rusqlite::Connection| it.busy_timeout(std::time::Duration::ZERO);
    run(store.writer.write_alone(impatient)).unwrap();
    let reader = rusqlite::Connection::open(directory.path().join("open.sqlite")).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM letters").unwrap();
    assert_eq!(run(store.close_days_before(tomorrow)), Err(StoreError::Busy));
    assert!(free() > 0, "the places of what was moved are known");
    reader.execute_batch("COMMIT").unwrap();
    assert_eq!(run(store.close_days_before(tomorrow)), Ok(0));
    assert_eq!(free(), 0);
}

#[test]
fn more_than_can_wait_is_busy_at_once_and_what_waits_is_kept() {
    let directory = tempfile::tempdir().unwrap();
    let limits = SqliteLimits { queue: 1, readers: 1, mib: None };
    let store = SqliteStore::open(directory.path(), limits).unwrap();
    let (begun, has_begun) = std::sync::mpsc::channel();
    let (end, may_end) = std::sync::mpsc::channel();
    let writer = &store.writer;
    let held = move |_: &rusqlite::Connection| {
        begun.send(()).unwrap();
        may_end.recv().unwrap();
        Ok(())
    };
    run(async {
        let expires = today().plus(9);
        let blocked = writer.write_alone(held);
        let others = async {
            // The thread that writes is busy from here on, and the queue is empty.
            has_begun.recv().unwrap();
            let waits = store.put_letter(letter(1), today(), expires);
            let refused = store.put_letter(letter(2), today(), expires).await;
            assert_eq!(refused, Err(StoreError::Busy));
            end.send(()).unwrap();
            assert_eq!(waits.await, Ok(PutLetter::Taken(today())));
        };
        // The first is polled first: it is on its way when the others begin.
        let (blocked, ()) = tokio::join!(blocked, others);
        blocked.unwrap();
    });
    assert_eq!(run(store.letters_of(today(), None, 1_000)).unwrap(), [id(1)]);
}

#[test]
fn more_than_a_batch_is_closed_and_expires() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(directory.path());
    for number in 0..=250 {
        put(&store, number).unwrap();
    }
    assert_eq!(run(store.count_letters(today())), Ok(251));
    assert_eq!(run(store.close_days_before(today().plus(1))), Ok(251));
    assert_eq!(run(store.letters_of(today(), None, 1_000)).unwrap().len(), 251);
    assert_eq!(run(store.count_letters(today())), Ok(0), "it counts the open day alone");
    let none = Expired::default();
    assert_eq!(run(store.delete_expired(today().plus(9))), Ok(none));
    let all = Expired { letters: 251, ..Expired::default() };
    assert_eq!(run(store.delete_expired(today().plus(10))), Ok(all));
    assert_eq!(run(store.letter(id(1))), Ok(Kept::Absent));
}

#[test]
fn a_listing_reads_the_index_alone_and_sorts_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(directory.path());
    for file in schema::BOTH {
        let explain = format!("EXPLAIN QUERY PLAN {}", letters::listing(file));
        let plan = move |it: &rusqlite::Connection| {
            it.query_row(&explain, [1, 1, 1], |row| row.get::<_, String>(3))
        };
        let plan = run(store.writer.write_alone(plan)).unwrap();
        let expected = "letters USING COVERING INDEX letters_by_day (day=? AND id>?)";
        assert!(plan.starts_with("SEARCH ") && plan.ends_with(expected), "{plan}");
    }
}

#[test]
fn a_closed_store_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(directory.path());
    run(store.close()).unwrap();
    assert_eq!(put(&store, 1), Err(StoreError::Closed));
    assert_eq!(run(store.letter(id(1))), Err(StoreError::Closed));
}
