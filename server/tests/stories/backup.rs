//! A backup of a server that goes on running, sealed by the real `age`; the machine is lost; the backup is
//! put back, and the server goes on with what it had. What was taken back stays taken back.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use dauys_server::clock::Clock;
use dauys_wire::api::{blob_path, bucket_path, letter_path};
use dauys_wire::blob::CHUNK_BYTES;
use dauys_wire::{Day, Id};
use tempfile::TempDir;

use crate::blobs::Blob;
use crate::client::Ask;
use crate::organisation::investigator;
use crate::stack::{Stack, delete, id};

/// The organisation's key and where backups lie.
struct Safe {
    folder: TempDir,
    recipient: String,
}

impl Safe {
    fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new("age-keygen").arg("-o").arg(folder.path().join("key")).output();
        let said = String::from_utf8(made.expect("age").stderr).unwrap();
        let recipient = said.trim().rsplit(' ').next().unwrap().to_owned();
        Self { folder, recipient }
    }

    fn backups(&self) -> PathBuf {
        self.folder.path().join("backups")
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.backups()).unwrap();
        let mut names: Vec<_> =
            names.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn back_up(&self, data: &Path, more: &[&str]) -> Output {
        let mut command = program();
        command.args(["backup", "--to", &self.recipient, "--into"]).arg(self.backups());
        command.arg("--data").arg(data).args(more).output().unwrap()
    }

    /// As the guide tells it: one program opens, the other puts back.
    fn restore(&self, file: &Path, data: &Path, old: Option<&Path>) -> Output {
        let mut age = Command::new("age");
        age.arg("-d").arg("-i").arg(self.folder.path().join("key")).arg(file);
        let mut age = age.stdout(Stdio::piped()).spawn().unwrap();
        let mut command = program();
        command.args(["restore", "--data"]).arg(data).stdin(age.stdout.take().unwrap());
        if let Some(old) = old {
            command.arg("--withdrawn-as-in").arg(old);
        }
        let output = command.output().unwrap();
        // It has our end of the pipe, and `age` would wait for somebody to read.
        drop(command);
        age.wait().unwrap();
        output
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dauys-server"));
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap());
    command
}

fn said(output: &Output) -> String {
    let words =
        [&output.stdout, &output.stderr].map(|said| String::from_utf8_lossy(said).into_owned());
    assert!(output.status.success(), "{words:?}");
    words.concat()
}

fn today() -> Day {
    Clock::System.today()
}

const KEPT: u8 = 1;
const TAKEN_BACK_BEFORE: u8 = 2;
const TAKEN_BACK_AFTER: u8 = 3;
const OF_TODAY: u8 = 4;
const BLOB: u8 = 5;
const BLOB_TAKEN_BACK_AFTER: u8 = 6;
const BLOB_OF_TODAY: u8 = 7;

/// Letters of two days, a reply and files of both; one letter was taken back.
fn lived() -> Stack {
    let stack = Stack::start();
    for number in [KEPT, TAKEN_BACK_BEFORE, TAKEN_BACK_AFTER] {
        stack.put_letter(id(number));
    }
    stack.put_reply(2, id(9), &investigator(1));
    Blob::new(BLOB, CHUNK_BYTES).put(&stack);
    Blob::new(BLOB_TAKEN_BACK_AFTER, CHUNK_BYTES).put(&stack);
    stack.set_day(crate::stack::day().plus(1));
    stack.put_letter(id(OF_TODAY));
    Blob::new(BLOB_OF_TODAY, CHUNK_BYTES).put(&stack);
    assert_eq!(stack.send(&delete(id(TAKEN_BACK_BEFORE))).status, 204);
    stack
}

fn status(stack: &Stack, path: String) -> u16 {
    stack.send(&Ask::new("GET", path)).status
}

fn take_blob_back(stack: &Stack, id: Id) {
    let mut ask = delete(id);
    ask.path = blob_path(&id);
    assert_eq!(stack.send(&ask).status, 204);
}

#[test]
fn a_server_that_was_lost_goes_on_from_its_backup_and_what_was_taken_back_stays_so() {
    let (safe, mut stack) = (Safe::make(), lived());
    let reply = stack.send(&Ask::new("GET", bucket_path(2))).body;
    said(&safe.back_up(stack.data(), &[]));
    let file = safe.backups().join(format!("dauys-{}.tar.age", today()));
    assert_eq!(safe.names(), [file.file_name().unwrap().to_str().unwrap()]);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let sealed = fs::read(&file).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1\n-> X25519 "), "sealed as a whole");
    // It goes on while that happens and afterwards, and leaves nothing of it in the directory.
    assert!(!stack.data().join("backup.part").exists());
    assert_eq!(stack.send(&delete(id(TAKEN_BACK_AFTER))).status, 204);
    take_blob_back(&stack, id(BLOB_TAKEN_BACK_AFTER));
    stack.stop();

    let old = stack.data().to_owned();
    let lost: [(&str, Option<&Path>, u16); 2] = [("one", Some(&old), 410), ("two", None, 200)];
    for (name, old, taken_back) in lost {
        let data = safe.folder.path().join(name);
        let words = said(&safe.restore(&file, &data, old));
        assert!(words.contains("3 letters, 1 replies, 3 files"), "{words}");
        assert!(
            words.contains(if old.is_some() { "old directory: 2" } else { "is there again" }),
            "{words}"
        );
        stack.config.data = data;
        stack.restart().unwrap();
        assert_eq!(status(&stack, letter_path(&id(KEPT))), 200);
        assert_eq!(status(&stack, letter_path(&id(OF_TODAY))), 200);
        assert_eq!(status(&stack, letter_path(&id(TAKEN_BACK_BEFORE))), 410);
        assert_eq!(status(&stack, letter_path(&id(TAKEN_BACK_AFTER))), taken_back, "{name}");
        assert_eq!(status(&stack, blob_path(&id(BLOB_TAKEN_BACK_AFTER))), taken_back, "{name}");
        for blob in [BLOB, BLOB_OF_TODAY] {
            assert_eq!(status(&stack, blob_path(&id(blob))), 200);
        }
        assert_eq!(stack.send(&Ask::new("GET", bucket_path(2))).body, reply);
        stack.put_letter(id(77));
        stack.stop();
        let modes = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(modes(stack.data()), 0o700);
        assert_eq!(modes(&stack.data().join("server.key")), 0o600);
    }
}

#[test]
fn backups_age_out_and_nothing_else_does() {
    let (safe, stack) = (Safe::make(), lived());
    fs::create_dir(safe.backups()).unwrap();
    let name = |days: u32| format!("dauys-{}.tar.age", Day::from_number(today().number() - days));
    let half = format!("{}.part", name(20));
    for name in [&name(15), &name(14), &half, "notes.txt", "dauys-old.tar.age"] {
        fs::write(safe.backups().join(name), "").unwrap();
    }
    let words = said(&safe.back_up(stack.data(), &[]));
    assert!(words.contains("removed 2 older than 14 days"), "{words}");
    let mut expected = [name(14), name(0), "notes.txt".to_owned(), "dauys-old.tar.age".to_owned()];
    expected.sort();
    assert_eq!(safe.names(), expected);
    said(&safe.back_up(stack.data(), &["--keep-days", "0"]));
    assert!(!safe.names().contains(&name(14)));
}

#[test]
fn what_is_no_whole_backup_is_not_put_back_and_leaves_nothing() {
    let (safe, stack) = (Safe::make(), lived());
    said(&safe.back_up(stack.data(), &[]));
    let file = safe.backups().join(format!("dauys-{}.tar.age", today()));
    let sealed = fs::read(&file).unwrap();
    let bad = safe.folder.path().join("bad");
    let data = safe.folder.path().join("data");
    let refuses = |bytes: &[u8]| {
        fs::write(&bad, bytes).unwrap();
        let output = safe.restore(&bad, &data, None);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(fs::read_dir(&data).unwrap().count(), 0, "half a store");
        String::from_utf8(output.stderr).unwrap()
    };
    // Cut off between two pieces of age, and within one; changed; nothing.
    for length in [0, 300, sealed.len() / 2, sealed.len() - 1_000, sealed.len() - 1] {
        refuses(&sealed[..length]);
    }
    let mut changed = sealed.clone();
    changed[sealed.len() / 2] ^= 1;
    refuses(&changed);
    // Not over what is there.
    fs::write(data.join("something"), "").unwrap();
    let output = safe.restore(&file, &data, None);
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("is not empty") && data.join("something").exists(), "{words}");
}

#[test]
fn a_backup_that_cannot_be_sealed_is_none_and_the_last_one_stays() {
    let (safe, stack) = (Safe::make(), lived());
    said(&safe.back_up(stack.data(), &[]));
    let kept = fs::read(safe.backups().join(&safe.names()[0])).unwrap();
    let mut nobody = program();
    nobody.args(["backup", "--to", "age1nobody", "--into"]).arg(safe.backups());
    let output = nobody.arg("--data").arg(stack.data()).output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.code() == Some(1) && words.contains("Is the recipient right?"),
        "{words}"
    );
    let mut without = program();
    without.env("PATH", "/nowhere").args(["backup", "--to", &safe.recipient, "--into"]);
    let output = without.arg(safe.backups()).arg("--data").arg(stack.data()).output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && words.contains("apt-get install age"), "{words}");
    assert_eq!(safe.names().len(), 1);
    assert!(fs::read(safe.backups().join(&safe.names()[0])).unwrap() == kept);
    let refused = |what: &str| {
        let output = safe.back_up(stack.data(), &[]);
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1) && words.contains(what), "{words}");
    };
    for directory in [stack.data(), &safe.backups()] {
        let other = File::open(directory).unwrap();
        other.lock().unwrap();
        refused("another backup is being made");
    }
    fs::set_permissions(safe.backups(), fs::Permissions::from_mode(0o770)).unwrap();
    refused("can be written to by others");
    let option = program()
        .args(["backup", "--to", "--output=/etc/passwd", "--into", "x", "--data", "y"])
        .output()
        .unwrap();
    assert_eq!(option.status.code(), Some(2), "no option of age goes through");
}
