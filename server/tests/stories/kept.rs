//! Databases of every format that there was, as the programs of their time left them
//! (`server/tests/kept`): each is brought up, read and written to. A later one is left alone.
//!
//! When a format was released, a database of it is kept: `DAUYS_WRITE_KEPT=1 cargo test -p dauys-server
//! --test stories kept` writes that of the present one.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use dauys_server::server::StartError;
use dauys_server::store::StoreError;
use dauys_wire::Day;
use dauys_wire::api::{bucket_path, letter_path};
use dauys_wire::blob::CHUNK_BYTES;
use dauys_wire::limits::LETTER_BYTES;
use rusqlite::Connection;

use crate::blobs::Blob;
use crate::client::Ask;
use crate::organisation::investigator;
use crate::stack::{Stack, day, delete, id, sealed};

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/kept");
/// What this program writes.
const PRESENT: i64 = 1;
const FILES: [&str; 2] = ["closed.sqlite", "open.sqlite"];

const YESTERDAYS: u8 = 1;
const WITHDRAWN: u8 = 2;
const TODAYS: u8 = 3;
const REPLY: u8 = 4;
const BUCKET: u32 = 2;

#[test]
fn what_an_earlier_program_kept_is_there_after_an_upgrade() {
    keep_the_present_one();
    for format in 0..=PRESENT {
        let mut stack = stack_of(format);
        stack.clock.set(u64::from(today().number()) * 86_400);
        assert_eq!(stack.restart().map_err(|error| error.to_string()), Ok(()), "format {format}");
        for number in [YESTERDAYS, TODAYS] {
            let fetched = stack.send(&Ask::new("GET", letter_path(&id(number))));
            assert_eq!(fetched.body, letter(number), "format {format}");
        }
        // Nobody can put another letter where one was taken back.
        assert_eq!(stack.send(&Ask::new("GET", letter_path(&id(WITHDRAWN)))).status, 410);
        let again = stack.letter(id(WITHDRAWN), &letter(WITHDRAWN));
        assert_eq!(stack.send(&again).status, 410, "format {format}");
        assert_eq!(stack.inbox_day(day(), &investigator(1)), [id(YESTERDAYS)]);
        let bucket = stack.send(&Ask::new("GET", bucket_path(BUCKET)));
        assert!(!bucket.body.is_empty(), "format {format}");
        stack.put_letter(id(9));
        Blob::new(7, CHUNK_BYTES).put(&stack);
        stack.set_day(today().plus(1));
        assert_eq!(stack.inbox_day(today(), &investigator(1)), [id(TODAYS), id(9)]);
        stack.stop();
        assert_eq!(formats(stack.data()), [PRESENT; 2], "format {format}");
    }
}

#[test]
fn a_newer_database_is_refused_in_plain_words_and_left_as_it_is() {
    for newer in FILES {
        let mut stack = stack_of(PRESENT);
        let path = stack.data().join(newer);
        let connection = Connection::open(&path).unwrap();
        connection.pragma_update(None, "user_version", PRESENT + 1).unwrap();
        drop(connection);
        let before = FILES.map(|name| fs::read(stack.data().join(name)).unwrap());
        let refused = stack.restart();
        let found = PRESENT + 1;
        assert!(
            matches!(refused, Err(StartError::Store(StoreError::Newer { found: it })) if it == found),
            "{newer}"
        );
        let after = FILES.map(|name| fs::read(stack.data().join(name)).unwrap());
        assert!(before == after, "{newer}: it was written to");
    }
    let stack = stack_of(PRESENT);
    let connection = Connection::open(stack.data().join("open.sqlite")).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_dauys-server"));
    program.env_clear().args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(stack.data());
    let output = program.output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{words}");
    for word in ["format 99", "newer version", "backup"] {
        assert!(words.contains(word), "{word} is not in {words}");
    }
}

/// The second day of those who wrote the databases.
fn today() -> Day {
    day().plus(1)
}

fn letter(number: u8) -> Vec<u8> {
    sealed(&format!("kept {number}"), LETTER_BYTES)
}

/// Nothing runs on it yet.
fn stack_of(format: i64) -> Stack {
    let stack = Stack::prepare();
    stack.organisation.post(stack.data());
    for name in FILES {
        let kept = Path::new(KEPT).join(format.to_string()).join(name);
        fs::copy(&kept, stack.data().join(name))
            .unwrap_or_else(|error| panic!("{kept:?}: {error}"));
    }
    stack
}

fn formats(data: &Path) -> [i64; 2] {
    FILES.map(|name| {
        let connection = Connection::open(data.join(name)).unwrap();
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    })
}

/// Two days of a server, stopped on the second.
fn keep_the_present_one() {
    if env::var_os("DAUYS_WRITE_KEPT").is_none() {
        return;
    }
    let mut stack = Stack::start();
    let put = |stack: &Stack, number: u8| {
        assert_eq!(stack.send(&stack.letter(id(number), &letter(number))).status, 201);
    };
    put(&stack, YESTERDAYS);
    put(&stack, WITHDRAWN);
    assert_eq!(stack.send(&delete(id(WITHDRAWN))).status, 204);
    stack.put_reply(BUCKET, id(REPLY), &investigator(1));
    stack.set_day(today());
    put(&stack, TODAYS);
    stack.stop();
    let folder: PathBuf = Path::new(KEPT).join(PRESENT.to_string());
    fs::create_dir_all(&folder).unwrap();
    for name in FILES {
        fs::copy(stack.data().join(name), folder.join(name)).unwrap();
    }
}
