//! What else a browser may bring to a desk without cases: half a file, nothing, or keys from another machine.

use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use dauys_tests::direct::report;
use dauys_tests::organisation::MARAT;
use dauys_tests::seat::Seat;
use dauys_tests::stack::Stack;
use dauys_tests::tab::Tab;

use super::lost::STORY;

/// Nothing that is waited for takes as long.
const PATIENCE: Duration = Duration::from_mins(1);

#[test]
fn a_file_that_breaks_off_leaves_nothing_and_a_form_without_one_says_so() {
    let stack = Stack::start();
    let marat = stack.organisation.investigator(&MARAT);
    let seat = Seat::take_without_keys(marat);
    let beside = seat.folder().join("home.restoring");
    let tab = Tab::let_in(&seat);
    let head = format!(
        "POST /restore HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {1}\r\n\
         Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n\
         --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nage-encryption",
        seat.host(),
        tab.cookie(),
    );
    let mut line = TcpStream::connect(format!("127.0.0.1:{}", seat.port())).unwrap();
    line.write_all(head.as_bytes()).unwrap();
    let begun = Instant::now();
    let waits = |there: bool| {
        while beside.exists() != there {
            assert!(begun.elapsed() < PATIENCE, "{}", beside.display());
            thread::yield_now();
        }
    };
    waits(true);
    drop(line);
    waits(false);

    tab.post("/restore", "file=none");
    let shown = tab.look("/restore");
    assert!(shown.contains("Файл толық келмеді") && !beside.exists(), "{shown}");
    // Nothing was brought: there is nothing to open, and nothing breaks.
    tab.post("/restore/open", "passphrase=x&new=nine+words+in+a+row&again=nine+words+in+a+row");
    tab.post("/restore/sheet", "sheet=0");
    let shown = tab.look("/restore");
    assert!(shown.contains("type=\"file\""), "{shown}");
}

#[test]
fn keys_that_were_brought_from_another_machine_begin_here_under_a_number_of_their_own() {
    let stack = Stack::start();
    let case = report(&stack, STORY).reporter.thread().to_string();
    let marat = stack.organisation.investigator(&MARAT);
    let seat = Seat::take_with_keys_alone(marat);
    let tab = Tab::let_in(&seat);
    assert!(tab.look("/").contains("action=\"/machine\""));
    let passphrase = marat.passphrase_text().replace(' ', "+");
    let vault = seat.folder().join("home/vault");
    // The first machine has the first number.
    tab.post("/machine", &format!("number=1&passphrase={passphrase}"));
    let (_, _, refused) = tab.send("/machine", "number=2&passphrase=not+that+one");
    assert!(String::from_utf8(refused).unwrap().contains("role=\"alert\""));
    assert!(!vault.exists(), "nothing was begun");
    tab.post("/machine", &format!("number=2&passphrase={passphrase}"));
    assert!(vault.exists() && tab.look("/").contains("poster"), "it asks for the address");
    let typed = seat.folder().join("typed");
    fs::write(&typed, marat.passphrase_text()).unwrap();
    let machine = marat.on_machine(&seat.folder().join("home"), &typed);
    assert_eq!(machine.vault().contents().machines().present(), 1, "2 as people count them");
    let address = stack.address.replace('#', "%23").replace('=', "%3D").replace('+', "%2B");
    let shown = tab.work("/sync", &format!("poster={address}"), "/");
    assert!(shown.contains(&case[..4]), "{shown}");
}
