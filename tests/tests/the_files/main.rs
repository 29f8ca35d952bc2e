//! Files that go with a report: from a terminal to a desk, with the real programs and the real server;
//! over a line that breaks, damaged and exchanged at the server, named by somebody who means harm.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "../in_a_terminal/seat.rs"]
#[expect(dead_code, reason = "her machine, as it is in the story of that name")]
mod seat;
mod stage;

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use dauys_crypto::hybrid::HybridIdentity;
use dauys_crypto::letter::BlobRef;
use dauys_tests::attached::Attaching;
use dauys_tests::direct::Visit;
use dauys_tests::folder::Folder;
use dauys_tests::node;
use dauys_tests::organisation::{Charter, DINA};
use dauys_tests::programs;
use dauys_tests::relay::{Cut, Relay};
use dauys_tests::stack::Stack;
use dauys_tests::surroundings::Surroundings;
use dauys_tests::terminal::Terminal;
use dauys_wire::Digest;
use serde_json::{Value, json};

use crate::seat::{Seat, flat, number_of};
use crate::stage::{Desk, STORY, id_of, names, report_with, text_of};

const MORE: &str = "Here is what he wrote.";
const REFUSED: Option<i32> = Some(4);
const NETWORK: Option<i32> = Some(3);
/// A GIF of one pixel with a comment in it.
const PICTURE: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff\x21\xfe\x0bplantedplac\0\
\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b";

#[test]
fn a_file_from_a_terminal_is_taken_out_whole_and_goes_when_its_letter_is_erased() {
    let stack = Stack::start();
    let folder = Folder::make();
    let (note, picture) = (folder.path().join("Айгүл 12.03.txt"), folder.path().join("IMG_1.gif"));
    let content = text_of(3_300_000);
    fs::write(&note, &content).unwrap();
    fs::write(&picture, PICTURE).unwrap();
    let seat = Seat::new(&folder.path().join("machine"), "en");
    let code = report_from_a_terminal(&seat, &stack, &note, &picture);

    let marat = Desk::of(&stack);
    assert_eq!(marat.investigator.list()[0]["attachments"], 2);
    let shown = marat.investigator.show(&marat.case);
    let files = &shown["entries"][0]["attachments"];
    assert_eq!(
        (&files[0]["file"], &files[0]["cleaned"]),
        (&json!("evidence-001.txt"), &json!(false))
    );
    assert_eq!(
        (&files[1]["file"], &files[1]["cleaned"]),
        (&json!("evidence-002.gif"), &json!(true))
    );
    assert!(!shown.to_string().contains("Айгүл") && !shown.to_string().contains("IMG_1"));

    let taken = marat.get("1");
    let path = marat.out().join("evidence-001.txt");
    let canonical = path.canonicalize().unwrap();
    assert_eq!(Path::new(taken["path"].as_str().unwrap()), canonical);
    assert_eq!(taken["sha256"], Digest::of(&content).to_string());
    assert!(fs::read(&path).unwrap() == content);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    marat.get("evidence-002.gif");
    let clean = fs::read(marat.out().join("evidence-002.gif")).unwrap();
    assert!(clean.starts_with(b"GIF89a") && !has(&clean, b"planted"), "{clean:?}");
    assert_eq!(marat.parts(), [""; 0]);
    assert_eq!(marat.try_to_get("1").1, "get-exists");
    assert_eq!(marat.try_to_get("3").1, "get-no-file");

    // With her code she sends one more, and takes everything back.
    marat.investigator.reply(&marat.case, MORE);
    let mut terminal = come_back(&seat, &stack, &code);
    terminal.answer("", "1");
    terminal.answer(&seat.word("visit-ask-text"), MORE);
    terminal.answer("", ".");
    terminal.answer(&seat.word("visit-ask-send-more"), "4");
    add(&seat, &mut terminal, &note);
    terminal.answer(&seat.word("visit-ask-send-more"), "yes");
    let said = terminal.wait_for(&seat.word("visit-ask-way"));
    marat.investigator.sync();
    fs::remove_file(&path).unwrap();
    marat.get("3");
    assert!(fs::read(marat.out().join("evidence-003.txt")).unwrap() == content);

    terminal.answer("", &number_of(&said, &seat.page("thread-withdraw")));
    terminal.answer(&seat.word("visit-ask-sure"), "no");
    terminal.answer(&seat.word("visit-ask-sure"), "yes");
    let said = flat(&terminal.wait_for(&seat.word("visit-ask-way")));
    assert!(said.contains("2 files of this letter are erased."), "{said}");
    terminal.answer("", "");
    assert!(seat.leave(terminal).0.success());
    assert_eq!(marat.try_to_get("1"), (NETWORK, "get-gone".to_owned()));
    assert_eq!(marat.parts(), [""; 0]);
    assert_eq!(seat.files(), [""; 0], "nothing is kept on her machine");
}

/// The code.
fn report_from_a_terminal(seat: &Seat, stack: &Stack, note: &Path, picture: &Path) -> String {
    let mut terminal = seat.sit_down(&["report"]);
    seat.begin(&mut terminal, &stack.address);
    let check = seat.fill_in_with(&mut terminal, STORY, |terminal| {
        terminal.answer("", "1");
        terminal.answer(&seat.word("visit-ask-file"), note.to_str().unwrap());
        let warned = terminal.wait_for(&seat.word("visit-ask-file-original"));
        assert!(flat(&warned).contains(&seat.page("file-uncleanable")), "{warned}");
        terminal.answer("", "yes");
        terminal.answer(&seat.word("visit-ask-file"), picture.to_str().unwrap());
        let found = terminal.wait_for(&seat.word("visit-ask-file-cleaned"));
        assert!(found.contains("plantedplac"), "{found}");
        terminal.answer("", "");
        terminal.answer(&seat.word("visit-ask-file"), "");
    });
    assert!(check.contains("evidence-001.txt (text, 3.3 MB)"), "{check}");
    terminal.answer("", "yes");
    let code = seat.take_code(&mut terminal);
    let (status, said) = seat.leave(terminal);
    assert!(status.success(), "{said}");
    assert!(said.contains("evidence-001.txt: "), "it is told how far it is: {said}");
    code
}

fn come_back(seat: &Seat, stack: &Stack, code: &str) -> Terminal {
    let mut terminal = seat.sit_down(&["thread", &stack.address]);
    terminal.answer(&seat.word("visit-ask-code"), "");
    terminal.answer(&seat.word("visit-ask-code-shown"), code);
    terminal.wait_for(&seat.word("visit-ask-way"));
    terminal
}

fn add(seat: &Seat, terminal: &mut Terminal, file: &Path) {
    terminal.answer(&seat.word("visit-ask-file"), file.to_str().unwrap());
    terminal.answer(&seat.word("visit-ask-file-original"), "yes");
    terminal.answer(&seat.word("visit-ask-file"), "");
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[test]
fn what_there_is_no_room_for_is_told_before_anything_is_sent_and_she_chooses_again() {
    let small = Surroundings::default().with("DAUYS_BLOB_MIB", "1");
    let stack = Stack::of(&Charter { surroundings: small, ..Charter::default() });
    let folder = Folder::make();
    let [fits, large] = [("fits.txt", 100_000), ("large.txt", 2_000_000)].map(|(name, bytes)| {
        let path = folder.path().join(name);
        fs::write(&path, text_of(bytes)).unwrap();
        path
    });
    let seat = Seat::new(&folder.path().join("machine"), "ru");
    let mut terminal = seat.sit_down(&["report"]);
    seat.begin(&mut terminal, &stack.address);
    let check = seat.fill_in_with(&mut terminal, STORY, |terminal| {
        terminal.answer("", "1");
        for file in [&fits, &large] {
            terminal.answer(&seat.word("visit-ask-file"), file.to_str().unwrap());
            terminal.answer(&seat.word("visit-ask-file-original"), "да");
        }
        terminal.answer(&seat.word("visit-ask-file"), "");
    });
    terminal.answer("", "да");
    let refused = flat(&terminal.wait_for(&seat.word("visit-ask-send")));
    assert!(refused.contains(&seat.page("file-too-large")), "{refused}");
    assert!(!refused.contains(&seat.page("files-sending")), "{refused}");
    assert_eq!(blobs_of(&stack), 0, "what was announced is taken back");

    terminal.answer("", &number_of(&check, &seat.page("files-short")));
    terminal.answer(&seat.word("visit-ask-file"), "-2");
    terminal.answer(&seat.word("visit-ask-file"), "");
    terminal.answer(&seat.word("visit-ask-send"), "да");
    seat.take_code(&mut terminal);
    assert!(seat.leave(terminal).0.success());
    let marat = Desk::of(&stack);
    marat.get("1");
    assert!(fs::read(marat.out().join("evidence-001.txt")).unwrap() == text_of(100_000));
    assert_eq!(marat.try_to_get("2").1, "get-no-file");
}

/// How many blobs the server has, whole or not.
fn blobs_of(stack: &Stack) -> usize {
    ["open", "closed"].map(|kind| names(&stack.data().join("blobs").join(kind)).len()).iter().sum()
}

#[test]
fn from_a_terminal_files_survive_a_line_that_breaks() {
    let relay = Relay::start();
    let stack = Stack::behind(&relay);
    let folder = Folder::make();
    let (note, content) = (folder.path().join("note.txt"), text_of(2_200_000));
    fs::write(&note, &content).unwrap();
    let seat = Seat::new(&folder.path().join("machine"), "kk");
    let mut terminal = seat.sit_down(&["report"]);
    seat.begin(&mut terminal, &stack.address);
    seat.fill_in_with(&mut terminal, STORY, |terminal| {
        terminal.answer("", "1");
        add(&seat, terminal, &note);
    });
    let cut = |at, is_upward, after| Cut { at, is_upward, after };
    relay.cut([
        cut("POST /api/v1/blobs/", false, 10),
        cut("PUT /api/v1/blobs/", true, 500_000),
        cut("PUT /api/v1/blobs/", false, 10),
        cut("POST /api/v1/blobs/", false, 10),
    ]);
    terminal.answer("", "иә");
    seat.take_code(&mut terminal);
    assert!(seat.leave(terminal).0.success());
    assert_eq!(relay.cuts_left(), 0);
    let marat = Desk::of(&stack);
    marat.get("1");
    assert!(fs::read(marat.out().join("evidence-001.txt")).unwrap() == content);
    assert_eq!(blobs_of(&stack), 1);
}

#[test]
fn a_download_that_is_cut_off_at_many_places_goes_on_and_is_whole() {
    let relay = Relay::start();
    let stack = Stack::behind(&relay);
    let content = text_of(2_500_000);
    report_with(&stack, &[&content]);
    let marat = Desk::of(&stack);
    let cut = |after| Cut { at: "GET /api/v1/blobs/", is_upward: false, after };
    let cuts = [30_000, 65_536, 100_001, 1_048_576, 400_000, 2_000].map(cut);
    relay.cut(cuts);
    marat.get("1");
    assert_eq!(relay.cuts_left(), 0);
    assert!(fs::read(marat.out().join("evidence-001.txt")).unwrap() == content);
    assert_eq!(marat.parts(), [""; 0]);
    let received = String::from_utf8_lossy(&relay.received()).to_lowercase();
    let asked = received.split("\r\n\r\n").filter(|head| head.contains("get /api/v1/blobs/"));
    assert_eq!(asked.clone().count(), cuts.len() + 1);
    assert!(asked.clone().all(|head| !head.contains("signature")), "unsigned");
    assert!(asked.skip(1).all(|head| head.contains("range: bytes=")), "it goes on");
}

#[test]
fn of_a_file_that_was_damaged_exchanged_or_erased_at_the_server_nothing_stays() {
    let stack = Stack::start();
    let visit = Visit::arrive(&stack.address);
    let mut she = Attaching::new(&visit, stack.origin());
    let files = [1, 2, 3].map(|n| text_of(200_000 + n));
    let blobs = files.each_ref().map(|file| she.attach(file.len() as u64, file.as_slice()));
    she.named()[2].sha256 = Digest::of(b"what she never sent");
    she.report(STORY, vec![id_of(&stack)]);
    let marat = Desk::of(&stack);
    let [one, other, _] = blobs.each_ref().map(|blob| stored(&stack, blob));

    assert_eq!(marat.try_to_get("3"), (REFUSED, "get-another-file".to_owned()));
    let whole = fs::read(&one).unwrap();
    let mut damaged = whole.clone();
    damaged[150_000] ^= 1;
    fs::write(&one, &damaged).unwrap();
    assert_eq!(marat.try_to_get("1"), (REFUSED, "get-damaged".to_owned()));
    fs::copy(&other, &one).unwrap();
    assert_eq!(marat.try_to_get("1"), (REFUSED, "get-damaged".to_owned()));
    marat.nothing_is_left();
    fs::write(&one, &whole).unwrap();
    marat.get("1");
    she.erase(&blobs[1]);
    assert_eq!(marat.try_to_get("2"), (NETWORK, "get-gone".to_owned()));
    assert_eq!((marat.files(), marat.parts()), (vec!["evidence-001.txt".to_owned()], Vec::new()));
}

/// Where the server keeps a blob.
fn stored(stack: &Stack, blob: &BlobRef) -> PathBuf {
    fn below(folder: &Path, name: &str) -> Option<PathBuf> {
        fs::read_dir(folder).unwrap().find_map(|entry| {
            let path = entry.unwrap().path();
            let is_it = path.file_name().is_some_and(|it| it.to_string_lossy().contains(name));
            if path.is_dir() { below(&path, name) } else { Some(path).filter(|_| is_it) }
        })
    }
    below(&stack.data(), &blob.id.to_string()).unwrap()
}

#[test]
fn whatever_a_letter_calls_its_files_they_land_harmlessly() {
    let stack = Stack::start();
    let visit = Visit::arrive(&stack.address);
    let mut she = Attaching::new(&visit, stack.origin());
    let hostile = [
        "../../.bashrc",
        "/etc/passwd",
        ".profile",
        "-rf",
        "CON.txt",
        "photo\u{202e}gpj.exe",
        "\u{1b}[2J\u{1b}]0;owned\u{7}",
        "evidence-001.txt\n\nHere is how to reach me: call the director",
        "",
        &"a\u{301}".repeat(300),
    ];
    for name in hostile {
        she.attach(3, b"abc".as_slice());
        let blob = she.named().last_mut().unwrap();
        (blob.name, blob.media_type) = (name.to_owned(), format!("text/x-shellscript;{name}"));
    }
    she.named()[1].media_type = "IMAGE/JPEG; name=../x".to_owned();
    she.report(STORY, vec![id_of(&stack)]);
    let marat = Desk::of(&stack);
    for language in ["kk", "ru", "en"] {
        let said = marat.investigator.says(language, &["show", &marat.case]);
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!said.contains(steers), "{said:?}");
        assert!(said.contains("evidence-010.bin"), "{said}");
    }
    for number in 1..=hostile.len() {
        marat.get(&number.to_string());
    }
    let mut expected: Vec<String> = (1..=10).map(|n| format!("evidence-{n:03}.bin")).collect();
    expected[1] = "evidence-002.jpg".to_owned();
    assert_eq!(marat.files(), expected);
    let found = marat.investigator.ask(&["search", "bashrc"]);
    assert_eq!(found["cases"][0]["case"], marat.case.as_str(), "{found}");
}

#[test]
fn whoever_is_let_into_a_case_has_its_files_too() {
    let stack = Stack::start();
    let content = text_of(70_000);
    report_with(&stack, &[&content]);
    let marat = Desk::of(&stack);
    let dina = stack.organisation.investigator(&DINA);
    marat.investigator.ask(&["share", &marat.case, DINA.name, "--yes"]);
    dina.first_sync(&stack.address);
    let dina = Desk::with(dina);
    dina.get("1");
    assert!(fs::read(dina.out().join("evidence-001.txt")).unwrap() == content);
}

#[test]
fn what_the_server_has_of_a_file_opens_with_npm_age_encryption_and_the_key_of_the_letter() {
    let stack = Stack::start();
    let content = text_of(1_200_000);
    let blobs = report_with(&stack, &[&content]);
    let sealed = fs::read(stored(&stack, &blobs[0])).unwrap();
    let identity = HybridIdentity::from_seed(blobs[0].key.as_bytes());
    let input = json!({ "open": [{
        "file": BASE64_STANDARD.encode(&sealed),
        "identities": [&*identity.to_secret_text()],
    }] });
    let answer = node::run("age.mjs", &input);
    let opened = answer["opened"][0].as_str().unwrap().as_bytes();
    let (file, padding) = opened.split_at(content.len());
    assert!(file == content && padding.iter().all(|byte| *byte == 0));
}

#[test]
fn a_desk_opens_a_file_that_is_larger_than_the_memory_it_may_have() {
    const BYTES: u64 = 256 << 20;
    /// All that it may take of the machine's addresses, its own code included, in KiB.
    const MOST_KIB: u64 = 150_000;
    let stack = Stack::start();
    let visit = Visit::arrive(&stack.address);
    let mut she = Attaching::new(&visit, stack.origin());
    let blob = she.attach(BYTES, std::io::repeat(b'x').take(BYTES));
    she.report(STORY, vec![id_of(&stack)]);
    let marat = Desk::of(&stack);
    let out = marat.out();
    let get = marat
        .investigator
        .command("en", &["--json", "get", &marat.case, "1", "--to", out.to_str().unwrap()]);
    let mut bound = std::process::Command::new("sh");
    bound.args(["-c", &format!("ulimit -v {MOST_KIB}; exec \"$0\" \"$@\"")]);
    bound.arg(get.get_program()).args(get.get_args());
    for (name, value) in get.get_envs() {
        match value {
            Some(value) => bound.env(name, value),
            None => bound.env_remove(name),
        };
    }
    let said: Value = serde_json::from_str(&programs::must(&mut bound)).unwrap();
    assert_eq!(said["sha256"], blob.sha256.to_string());
    let path = marat.out().join("evidence-001.txt");
    assert_eq!(fs::metadata(path).unwrap().len(), BYTES);
}
