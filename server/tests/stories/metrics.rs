//! What a monitor may know: on a socket of its own, and nothing that changes with a visit.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::path::Path;

use dauys_server::listen::Listen;

use crate::client::Ask;
use crate::organisation::investigator;
use crate::stack::{Stack, id};

fn asked(socket: &Path) -> String {
    let answer = Ask::get("/metrics").send_on(UnixStream::connect(socket).unwrap());
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    String::from_utf8(answer.body).unwrap()
}

fn figure(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("dauys_{name} ")));
    line.map(|value| value.parse().unwrap())
}

#[test]
fn a_monitor_learns_what_is_to_be_done_and_nothing_about_anybody() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("metrics");
    let place = Listen::Socket(socket.clone());
    let mut stack = Stack::start_with(|_| {}, |config| config.metrics = Some(place));
    assert_eq!(fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o660);

    let before = asked(&socket);
    let names: Vec<_> = before.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(names.len(), 6, "{before}");
    assert_eq!(figure(&before, "up"), Some(1));
    assert_eq!(figure(&before, "backup_age_days"), None, "none was made");
    assert!(figure(&before, "roster_days_left").unwrap() > 0);

    // Letters come, are read and taken back; replies; something is refused. All figures stay.
    let reader = investigator(1);
    stack.put_letter(id(1));
    stack.put_letter(id(2));
    stack.put_reply(3, id(4), &reader);
    assert_eq!(stack.send(&crate::stack::delete(id(2))).status, 204);
    assert_eq!(stack.send(&Ask::get("/api/v1/replies/3")).status, 200);
    assert_eq!(stack.send(&Ask::get("/api/v1/letters/no")).status, 400);
    assert_eq!(asked(&socket), before);

    // The next day is another one.
    stack.set_day(crate::stack::day().plus(1));
    let after = asked(&socket);
    let days = |text: &str| figure(text, "roster_days_left").unwrap();
    assert_eq!(days(&after), days(&before) - 1);

    // Nothing of it is on the network, and nothing of the network is there.
    assert_eq!(stack.send(&Ask::get("/metrics")).status, 404);
    let other = Ask::get("/api/v1/health").send_on(UnixStream::connect(&socket).unwrap());
    assert_eq!(other.status, 404);
    stack.stop();
    assert!(!socket.exists());
}
