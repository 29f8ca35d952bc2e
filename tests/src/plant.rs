//! Plants what a hunt must find, in every place on a disk where a server could let it fall.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use dauys_wire::limits::LETTER_BYTES;
use rusqlite::Connection;

/// How every sealed file begins: the server takes nothing else.
const BEGINNING: &[u8] = b"age-encryption.org/v1\n-> mlkem768x25519 ";
/// The files of a server's folder that this writes to.
const DATABASE: &str = "closed.sqlite";
const LOG: &str = "log";

/// Files that pass for sealed letters, with all needles in them in clear.
pub fn letters(needles: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut letters = vec![BEGINNING.to_vec()];
    for needle in needles {
        let fits = letters.last().is_some_and(|it| it.len() + needle.len() < LETTER_BYTES);
        if !fits {
            letters.push(BEGINNING.to_vec());
        }
        if let Some(letter) = letters.last_mut() {
            letter.extend_from_slice(needle);
            letter.push(b' ');
        }
    }
    for letter in &mut letters {
        letter.resize(LETTER_BYTES, b' ');
    }
    letters
}

/// A copy of the database and the log, without what was not yet written to them.
pub fn copy(data: &Path, to: &Path) {
    fs::create_dir(to).expect("a folder");
    for name in [DATABASE, LOG] {
        fs::copy(data.join(name), to.join(name)).expect(name);
    }
}

/// A row in the database itself.
pub fn in_a_row(copy: &Path, needles: &[Vec<u8>]) {
    let database = open(copy);
    insert(&database, needles);
    checkpoint(&database);
}

/// A row that is still in the write-ahead log; it stays there as long as the connection does.
pub fn in_the_log_of_the_database(copy: &Path, needles: &[Vec<u8>]) -> Connection {
    let database = open(copy);
    database.pragma_update(None, "wal_autocheckpoint", 0).expect("a setting");
    insert(&database, needles);
    database
}

/// Rows that were deleted as a careless server deletes: nothing lists them, and their pages still
/// hold them. There are three because a list of free pages is written over parts of some.
pub fn in_freed_pages(copy: &Path, needles: &[Vec<u8>]) {
    let database = open(copy);
    database.pragma_update(None, "secure_delete", false).expect("a setting");
    for _ in 0..3 {
        insert(&database, needles);
    }
    checkpoint(&database);
    let deleted = database.execute("DELETE FROM letters WHERE expires = 0", []);
    assert_eq!(deleted.expect("what was planted"), 3);
    checkpoint(&database);
}

/// A line of the log.
pub fn in_the_log(copy: &Path, needles: &[Vec<u8>]) {
    let mut log = OpenOptions::new().append(true).open(copy.join(LOG)).expect("the log");
    log.write_all(&needles.join(b" ".as_slice())).expect("a line");
}

fn open(copy: &Path) -> Connection {
    Connection::open(copy.join(DATABASE)).expect("the database")
}

fn insert(database: &Connection, needles: &[Vec<u8>]) {
    let insert = "INSERT INTO letters (id, day, expires, file) VALUES (randomblob(16), 0, 0, ?1)";
    database.execute(insert, [needles.join(b" ".as_slice())]).expect("a row");
}

fn checkpoint(database: &Connection) {
    database
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .expect("all of the log in the file");
}
