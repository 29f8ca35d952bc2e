//! What is on the disk, and what is not.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use dauys_wire::Id;
use dauys_wire::api::letter_path;
use rusqlite::Connection;

use crate::blobs::Blob;
use crate::client::Ask;
use crate::organisation::investigator;
use crate::stack::{Stack, day, id};

fn files(stack: &Stack) -> Vec<(String, Vec<u8>)> {
    files_in(stack.data())
}

/// With those of the folders in it.
fn files_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.path().is_dir());
    let read = |entry: fs::DirEntry| {
        (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
    };
    let deeper = folders.into_iter().flat_map(|folder| files_in(&folder.path()));
    files.into_iter().map(read).chain(deeper).collect()
}

/// The files in which these bytes stand.
pub(crate) fn found(stack: &Stack, needle: &[u8]) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    files(stack).into_iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name).collect()
}

#[test]
fn nothing_finer_than_a_day_is_in_the_tables() {
    let mut stack = Stack::start();
    stack.put_letter(id(1));
    stack.put_reply(0, id(2), &investigator(1));
    Blob::new(4, 65_536).put(&stack);
    stack.set_day(day().plus(1));
    stack.put_letter(id(3));
    stack.stop();
    for name in ["open.sqlite", "closed.sqlite"] {
        let connection = Connection::open(stack.data().join(name)).unwrap();
        let tables: Vec<(String, String)> = connection
            .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let names: Vec<_> = tables.iter().map(|(name, _)| name.as_str()).collect();
        let known: &[&str] = match name {
            "open.sqlite" => &["blobs", "letters", "replies", "uploads"],
            _ => &["blobs", "letters", "replies"],
        };
        assert_eq!(names, known, "no other table, no sequence");
        for (table, sql) in &tables {
            assert!(sql.contains("STRICT, WITHOUT ROWID"), "{sql}");
            let columns: Vec<String> = connection
                .prepare(&format!("SELECT name FROM pragma_table_info('{table}') ORDER BY name"))
                .unwrap()
                .query_map([], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let expected: &[&str] = match table.as_str() {
                "letters" => &["day", "expires", "file", "id", "sha256", "withdraw"],
                "blobs" => &["bytes", "day", "expires", "id", "sha256", "withdraw"],
                "uploads" => &["bytes", "chunks", "day", "id", "withdraw"],
                _ => &["bucket", "day", "expires", "file", "id", "sha256"],
            };
            assert_eq!(columns, expected);
            if table == "uploads" {
                // They have no last day: they go with the next one.
                continue;
            }
            let days: Vec<(u32, u32)> = connection
                .prepare(&format!("SELECT day, expires - day FROM {table}"))
                .unwrap()
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let (today, kept) = match (name, table.as_str()) {
                ("open.sqlite", "letters") => (day().plus(1), Some(365..=378)),
                ("open.sqlite", _) => (day().plus(1), None),
                (_, "letters" | "blobs") => (day(), Some(365..=378)),
                _ => (day(), Some(35..=35)),
            };
            assert_eq!(days.len(), usize::from(kept.is_some()), "{name} {table}");
            for (arrived, kept_days) in days {
                assert_eq!(arrived, today.number(), "a day since 1970, and nothing finer");
                assert!(kept.clone().is_some_and(|kept| kept.contains(&kept_days)));
            }
        }
    }
}

#[test]
fn a_letters_last_day_is_drawn_and_a_letter_goes_after_it() {
    let stack = Stack::start_with(|roster| roster["retention_days"] = 10.into(), |_| {});
    for number in 0..60 {
        stack.put_letter(id(number));
    }
    let there =
        || (0..60).filter(|n| stack.send(&Ask::get(letter_path(&id(*n)))).status == 200).count();
    stack.set_day(day().plus(10));
    assert_eq!(there(), 60);
    stack.set_day(day().plus(17));
    let left = there();
    assert!((10..=50).contains(&left), "{left}: half are left, give or take");
    stack.set_day(day().plus(24));
    assert_eq!(there(), 0);
}

#[test]
fn the_directory_is_the_servers_alone() {
    let stack = Stack::start();
    stack.put_letter(id(1));
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(stack.data()), 0o700);
    for name in ["server.key", "open.sqlite", "closed.sqlite", "open.sqlite-wal"] {
        assert_eq!(mode(&stack.data().join(name)), 0o600, "{name}");
    }
}

#[test]
fn a_stop_leaves_whole_files_and_no_log_beside_them() {
    let mut stack = Stack::start();
    stack.put_letter(id(1));
    stack.stop();
    let names: Vec<String> = files(&stack).into_iter().map(|(name, _)| name).collect();
    assert!(
        names.iter().all(|name| !name.ends_with("-wal") && !name.ends_with("-shm")),
        "{names:?}"
    );
    stack.restart().unwrap();
    assert_eq!(stack.send(&Ask::get(letter_path(&id(1)))).status, 200);
}

#[test]
fn ids_are_all_the_server_knows_of_who_posted_a_reply() {
    let mut stack = Stack::start();
    let author = investigator(1);
    stack.put_reply(0, id(2), &author);
    stack.stop();
    let roster = |name: &String| name.starts_with("roster.json");
    for needle in [author.id.as_bytes().as_slice(), Id::to_string(&author.id).as_bytes()] {
        let places: Vec<String> =
            found(&stack, needle).into_iter().filter(|name| !roster(name)).collect();
        assert_eq!(places, [""; 0]);
    }
}
