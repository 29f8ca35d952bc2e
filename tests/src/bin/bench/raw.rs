//! `SQLite` alone: the server's own tables and settings, the same rows, in groups as they form in the
//! server when 64 wait.

use std::time::Instant;

use rusqlite::{Connection, params};

use crate::judge::number;
use crate::place::Place;
use crate::sender::{Letters, random_id};

const GROUP: usize = 64;

/// Inserts so many rows into a new file beside the server's; rows per second.
pub(crate) fn rows_per_second(place: &Place, letters: &Letters, rows: usize) -> f64 {
    let path = place.folder().join("alone.sqlite");
    let mut connection = Connection::open(&path).expect("a database");
    make_like(&connection, place);
    let started = Instant::now();
    for _ in 0..rows / GROUP {
        let group = connection.transaction().expect("a transaction");
        for _ in 0..GROUP {
            insert(&group, letters);
        }
        group.commit().expect("a commit");
    }
    let rate = number(rows / GROUP * GROUP) / started.elapsed().as_secs_f64();
    drop(connection);
    std::fs::remove_file(path).expect("a file to remove");
    rate
}

fn insert(connection: &Connection, letters: &Letters) {
    let insert = "INSERT INTO letters (id, day, expires, sha256, withdraw, file)
                  VALUES (?1, 20000, 20400, ?2, ?3, ?4)";
    let mut insert = connection.prepare_cached(insert).expect("a statement");
    let (id, sha256, withdraw) = (random_id(), letters.sha256, letters.withdraw);
    insert
        .execute(params![id.as_bytes(), sha256.as_bytes(), withdraw.as_bytes(), letters.file])
        .expect("a row");
}

/// The tables are those that the server has made.
fn make_like(connection: &Connection, place: &Place) {
    let server = Connection::open(place.data().join("open.sqlite")).expect("the server's file");
    let page: u32 =
        server.query_row("PRAGMA page_size", [], |row| row.get(0)).expect("its page size");
    let settings = format!(
        "PRAGMA page_size = {page}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 2000; PRAGMA cache_size = -4096;"
    );
    connection.execute_batch(&settings).expect("settings");
    let mut tables = server
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
        .expect("the server's tables");
    let tables = tables.query_map([], |row| row.get::<_, String>(0)).expect("their words");
    for table in tables {
        connection.execute_batch(&table.expect("a table")).expect("the same table");
    }
}
