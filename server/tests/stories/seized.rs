//! What somebody has who takes the server away: the dump in docs/seizure.md is made here.
//!
//! A real letter and a real reply, those of docs/vectors/files.json, go through the server as they do
//! in life; then both database files are read as anyone can read them. To write the page anew after a
//! change: `DAUYS_WRITE_SEIZURE=1 cargo test -p dauys-server --test stories seized`.

use std::fmt::Write as _;
use std::{env, fs};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dauys_wire::{Day, Digest, Id};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::Value;

use crate::blobs::Blob;
use crate::disk::found;
use crate::organisation::investigator;
use crate::stack::{Stack, day, delete, id};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/seizure.md");
const BEGIN: &str = "<!-- the dump begins -->\n";
const END: &str = "<!-- the dump ends -->\n";
/// Bytes of a sealed file that are shown.
const SHOWN: usize = 96;

/// A letter and a reply as they are sent, and what is said in them.
struct Sealed {
    letter: (Id, Vec<u8>),
    reply: (Id, Vec<u8>),
    plain: Vec<String>,
}

impl Sealed {
    fn read() -> Self {
        let text = include_str!("../../../docs/vectors/files.json");
        let vectors: Value = serde_json::from_str(text).unwrap();
        let text = |key: &str| vectors[0][key].as_str().unwrap();
        let file = |key| STANDARD.decode(text(key)).unwrap();
        let id = |key| Id::parse(text(key)).unwrap();
        // Whom it is from and for: what the server must not have in clear.
        let inside: Value = serde_json::from_str(text("letter_json")).unwrap();
        let plain = ["/thread", "/to/0", "/reporter/signing_key", "/reporter/recipient"];
        let plain = plain.map(|key| inside.pointer(key).unwrap().as_str().unwrap().to_owned());
        Self {
            letter: (id("letter_id"), file("letter")),
            reply: (id("reply_id"), file("reply")),
            plain: plain.into(),
        }
    }
}

/// A server on its second day: a letter, a withdrawn letter, a reply and a blob of the first, a letter
/// of today. It is stopped, as a server is that was carried away.
fn seize(sealed: &Sealed) -> Stack {
    let mut stack = Stack::start();
    let (letter, file) = &sealed.letter;
    assert_eq!(stack.send(&stack.letter(*letter, file)).status, 201);
    assert_eq!(stack.send(&stack.letter(id(0xaa), file)).status, 201);
    assert_eq!(stack.send(&delete(id(0xaa))).status, 204);
    let (reply, file) = &sealed.reply;
    assert_eq!(stack.send(&stack.reply(3, *reply, file, &investigator(1))).status, 201);
    Blob::new(0xcc, 65_536).put(&stack);
    stack.set_day(day().plus(1));
    assert_eq!(stack.send(&stack.letter(id(0xbb), &sealed.letter.1)).status, 201);
    stack.stop();
    stack
}

/// Everything in both files.
fn dump(stack: &Stack) -> String {
    let mut text = String::new();
    let name = |name: &str| name.to_owned();
    for file in [name("closed.sqlite"), name("open.sqlite")] {
        let connection = Connection::open(stack.data().join(&file)).unwrap();
        writeln!(text, "### `{file}`\n\n```sql").unwrap();
        let mut schema = connection
            .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
            .unwrap();
        let statements = schema.query_map([], |row| row.get::<_, String>(0)).unwrap();
        for statement in statements {
            writeln!(text, "{};", statement.unwrap()).unwrap();
        }
        writeln!(text, "```\n\n```text").unwrap();
        for table in ["letters", "replies", "blobs"] {
            rows(&connection, table, &mut text);
        }
        writeln!(text, "```\n").unwrap();
    }
    text
}

fn rows(connection: &Connection, table: &str, text: &mut String) {
    let mut all = connection.prepare(&format!("SELECT * FROM {table} ORDER BY id")).unwrap();
    let columns: Vec<String> = all.column_names().map(str::to_owned).collect();
    let mut rows = all.query([]).unwrap();
    let mut count = 0;
    while let Some(row) = rows.next().unwrap() {
        count += 1;
        writeln!(text, "{table}, row {count}").unwrap();
        for (place, column) in columns.iter().enumerate() {
            writeln!(text, "  {column:<9}{}", shown(column, row.get_ref(place).unwrap())).unwrap();
        }
    }
    if count == 0 {
        writeln!(text, "{table}: no rows").unwrap();
    }
}

fn shown(column: &str, value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) if column == "bucket" || column == "bytes" => number.to_string(),
        ValueRef::Integer(number) => {
            format!("{number}  ({})", Day::from_number(u32::try_from(number).unwrap()))
        }
        ValueRef::Blob(bytes) if bytes.len() > SHOWN => {
            format!("{}… ({} bytes)", hex(&bytes[..SHOWN]), bytes.len())
        }
        ValueRef::Blob(bytes) => hex(bytes),
        other => panic!("{other:?}"),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// The last days are drawn at random: they are left out where two dumps are compared.
fn without_drawn(dump: &str) -> Vec<&str> {
    dump.lines().filter(|line| !line.starts_with("  expires")).collect()
}

#[test]
fn the_page_about_seizure_shows_what_is_really_on_the_disk() {
    let stack = seize(&Sealed::read());
    let dump = dump(&stack);
    let page = fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).expect("where the dump begins");
    let (written, after) = rest.split_once(END).expect("where the dump ends");
    if env::var_os("DAUYS_WRITE_SEIZURE").is_some() {
        fs::write(PAGE, format!("{before}{BEGIN}\n{dump}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(without_drawn(written.trim_start()), without_drawn(&dump));
    let drawn = |dump: &str| dump.lines().filter(|line| line.starts_with("  expires")).count();
    assert_eq!(drawn(written), drawn(&dump));
}

#[test]
fn nothing_that_is_said_in_a_letter_is_on_a_seized_disk() {
    let sealed = Sealed::read();
    let stack = seize(&sealed);
    for word in &sealed.plain {
        for name in found(&stack, word.as_bytes()) {
            // Investigators are named where everybody may read it: in the roster.
            assert!(name.starts_with("roster.json"), "{word} in {name}");
        }
    }
    // The same search finds what is there.
    let (_, file) = &sealed.letter;
    assert_eq!(found(&stack, &file[30_000..30_064]).len(), 2);
    let digest = Digest::of(file);
    assert_eq!(found(&stack, digest.as_bytes()).len(), 2);
}
