//! A report with files, from the page: they arrive whole, what a photograph tells beside its picture
//! does not, and the server learns neither what they are nor how they are called. In both browsers, with
//! a keyboard alone, and over a network that breaks off.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use dauys_crypto::blob::{self, Secrets};
use dauys_crypto::letter::{BlobRef, Letter};
use dauys_tests::device::{Browser, Device};
use dauys_tests::film;
use dauys_tests::folder::Folder;
use dauys_tests::node;
use dauys_tests::once;
use dauys_tests::organisation::MARAT;
use dauys_tests::relay::{Cut, Relay};
use dauys_tests::stack::Stack;
use dauys_wire::Digest;
use dauys_wire::api::blob_path;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const STORY: &str = "Ол маған суреттер жіберді, соларды қосып отырмын.";

/// Stands in every note of the photograph, in the recording, and in the names of both.
const CANARY: &str = "kanarenvogel";

/// More than one chunk, and no size that a blob has.
const RECORDING_BYTES: usize = 2_345_677;

/// As large as an hour of film from a telephone is for a test.
const FILM_BYTES: u64 = 128 << 20;

struct Seen {
    browser: Browser,
    page: Value,
    /// What the letters say of them, in the order in which they were sent.
    refs: Vec<BlobRef>,
    /// Opened.
    files: Vec<Vec<u8>>,
    photo: Vec<u8>,
    recording: Vec<u8>,
    /// What of all this the server had, and the network saw.
    found: Vec<String>,
    stored: usize,
}

#[test]
fn what_a_photograph_tells_is_shown_and_does_not_leave_the_device() {
    for Seen { browser, page, refs, files, photo, .. } in all() {
        let card = &page["cards"][0];
        let words = card["words"].as_str().unwrap();
        for told in [CANARY, "43.238, 76.945", "Samsung"] {
            assert!(words.contains(told), "{browser:?}: {told} is not in {words}");
        }
        assert_eq!(
            (&card["cleaner"], &card["chosen"]),
            (&json!("cleaned"), &json!("choice-0-cleaned"))
        );
        assert!(refs[0].cleaned && refs[0].name == "evidence-001.jpg", "{browser:?}");
        assert!(!holds(&files[0], CANARY.as_bytes()), "{browser:?}: it came out");
        assert_eq!(pixels(&files[0]), pixels(photo), "{browser:?}");
    }
}

#[test]
fn a_recording_arrives_bit_by_bit_once_she_has_said_that_it_may() {
    for Seen { browser, page, refs, files, recording, .. } in all() {
        let undecided = page["undecided"].as_str().unwrap();
        assert!(!undecided.is_empty(), "{browser:?}: silently the original");
        assert!(files[1] == *recording, "{browser:?}: another file");
        let of = &refs[1];
        assert_eq!((of.name.as_str(), of.media_type.as_str()), ("evidence-002.ogg", "audio/ogg"));
        assert!(!of.cleaned);
    }
}

#[test]
fn what_she_tells_aloud_is_listened_to_and_arrives() {
    for (Seen { browser, page, refs, files, .. }, voice) in
        all().iter().zip(["Даусыңызды", "голос"])
    {
        let said = page["listened"].as_str().unwrap();
        assert!(said.contains(voice), "{browser:?}: what a voice tells is not in {said}");
        let of = &refs[2];
        assert!(of.media_type.starts_with("audio/") && !of.cleaned, "{browser:?}: {of:?}");
        let begins = [b"\x1a\x45\xdf\xa3".as_slice(), b"OggS"];
        assert!(begins.iter().any(|begin| files[2].starts_with(begin)), "{browser:?}");
        assert!(files[2].len() > 1_000, "{browser:?}: a second of it");
    }
}

#[test]
fn with_her_code_she_adds_a_file_and_need_write_nothing() {
    for Seen { browser, refs, files, photo, .. } in all() {
        assert_eq!(refs.len(), 4, "{browser:?}");
        assert_eq!((refs[3].name.as_str(), refs[3].cleaned), ("evidence-001.jpg", true));
        assert_eq!(pixels(&files[3]), pixels(photo), "{browser:?}");
    }
}

#[test]
fn the_server_knows_neither_what_they_are_nor_how_they_are_called() {
    for Seen { browser, found, stored, .. } in all() {
        assert_eq!(*found, [""; 0], "{browser:?}");
        assert_eq!(*stored, 4, "{browser:?}: the hunt has looked at them");
    }
}

#[test]
fn axe_finds_no_fault_and_no_browser_complains() {
    for Seen { browser, page, .. } in all() {
        for what in ["faults", "foreign", "complaints"] {
            assert_eq!(page[what], json!([]), "{browser:?}: {what}");
        }
    }
}

#[test]
fn a_film_arrives_whole_however_often_the_network_breaks_off() {
    for browser in [Browser::Chromium, Browser::Firefox] {
        let relay = Relay::start();
        let stack = Stack::behind(&relay);
        let folder = Folder::make();
        let path = folder.path().join("film.mp4");
        let sha256 = film::write(&path, FILM_BYTES);
        let put = |is_upward, after| Cut { at: "PUT /api/v1/blobs/", is_upward, after };
        let post = |is_upward, after| Cut { at: "POST /api/v1/blobs/", is_upward, after };
        let places = [0, 700, 65_536, 400_000, 900_000, 1_048_000];
        relay.cut([post(false, 60), post(true, 100)]);
        relay.cut(places.map(|after| put(true, after)));
        relay.cut([put(false, 0), put(false, 60), post(false, 0), post(false, 60)]);
        let device = Device::new(browser);
        let input = json!({
            "device": device.settings(),
            "address": stack.address,
            "story": STORY,
            "files": [path],
            "large": true,
        });
        let page = node::run("files.mjs", &input);
        assert_eq!(relay.cuts_left(), 0, "{browser:?}: every cut came: {page}");
        let (refs, files) = fetch(&stack);
        assert_eq!((refs[0].size, refs[0].sha256), (FILM_BYTES, sha256), "{browser:?}");
        assert_eq!(Digest::of(&files[0]), sha256, "{browser:?}");
        let said = page["said"].to_string();
        assert!(said.contains('%'), "{browser:?}: how much has come is told: {said}");
    }
}

#[test]
fn she_stops_goes_on_with_what_has_arrived_and_leaves_one_out() {
    let words = [(Browser::Chromium, "en", "stopped"), (Browser::Firefox, "ru", "остановили")];
    for (browser, language, told) in words {
        let relay = Relay::start();
        let stack = Stack::behind(&relay);
        let folder = Folder::make();
        let path = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            path
        };
        let (photo, recording) = (photo(), recording());
        let files = [path("a", &photo), path("b", &recording), path("c", &recording)];
        let device = Device::new(browser);
        // Slow enough to press something while it goes.
        relay.slow_down(400_000);
        let input = json!({
            "device": device.settings(),
            "address": stack.address,
            "language": language,
            "story": STORY,
            "files": files,
            "large": true,
            "stops": true,
            // In one of them as in browsers that read files in another way.
            "slices": browser == Browser::Chromium,
        });
        let page = node::run("files.mjs", &input);
        let said = page["stopped"].as_str().unwrap();
        assert!(said.contains(told), "{browser:?}: {said}");
        // What was named is there, the one that had arrived before she stopped too.
        let (refs, files) = fetch(&stack);
        let names: Vec<&str> = refs.iter().map(|of| of.name.as_str()).collect();
        assert_eq!(names, ["evidence-001.jpg", "evidence-002.ogg"], "{browser:?}");
        assert!(pixels(&files[0]) == pixels(&photo) && files[1] == recording, "{browser:?}");
        let kept = fs::read_dir(stack.data().join("blobs/open")).unwrap().count();
        assert_eq!(kept, 2, "{browser:?}: what was left out is erased");
    }
}

fn all() -> &'static Vec<Seen> {
    static SEEN: OnceLock<Option<Vec<Seen>>> = OnceLock::new();
    once::look(&SEEN, || vec![look(Browser::Chromium, "kk"), look(Browser::Firefox, "ru")])
}

fn look(browser: Browser, language: &str) -> Seen {
    let relay = Relay::start();
    let stack = Stack::behind(&relay);
    let folder = Folder::make();
    let (photo, recording) = (photo(), recording());
    let path = |name: &str, bytes: &[u8]| {
        let path: PathBuf = folder.path().join(format!("{CANARY}-{name}"));
        fs::write(&path, bytes).unwrap();
        path
    };
    let device = Device::new(browser);
    let input = json!({
        "device": device.settings(),
        "address": stack.address,
        "language": language,
        "story": STORY,
        "files": [path("photo.jpg", &photo), path("recording.bin", &recording)],
        "later": { "address": stack.address, "file": path("later.jpg", &photo) },
    });
    let page = node::run("files.mjs", &input);
    let (refs, files) = fetch(&stack);
    let (found, stored) = hunt(&stack, &relay, &refs);
    Seen { browser, page, refs, files, photo, recording, found, stored }
}

/// What an investigator finds in the letters, first the report's, and the files that it opens.
fn fetch(stack: &Stack) -> (Vec<BlobRef>, Vec<Vec<u8>>) {
    let union = stack.organisation.investigator(&MARAT);
    union.first_sync(&stack.address);
    let vault = union.vault();
    let hers = vault.contents().letters().values().filter_map(|kept| match &kept.letter {
        Letter::Reporter(letter) => Some(letter),
        Letter::Investigator(_) => None,
    });
    let mut letters: Vec<_> = hers.collect();
    letters.sort_by_key(|letter| letter.mine.len());
    let refs: Vec<BlobRef> = letters.iter().flat_map(|letter| letter.blobs.clone()).collect();
    let files = refs.iter().map(|of| open(stack, of)).collect();
    (refs, files)
}

fn open(stack: &Stack, of: &BlobRef) -> Vec<u8> {
    let address = format!("http://{}{}", stack.server.address, blob_path(&of.id));
    let answer = ureq::get(&address).call().expect("it is there");
    let secrets = Secrets { key: of.key, sha256: of.sha256 };
    let mut file = Vec::new();
    let sealed = answer.into_body().into_with_config().limit(u64::MAX).reader();
    blob::open(sealed, &secrets, of.size, &mut file).expect("it opens");
    file
}

/// Words that must be nowhere and are in what the server keeps or was sent; and how many blobs it has.
fn hunt(stack: &Stack, relay: &Relay, refs: &[BlobRef]) -> (Vec<String>, usize) {
    // Shorter numbers are met by chance.
    let sizes = refs.iter().map(|of| of.size.to_string()).filter(|size| size.len() > 6);
    let texts = [CANARY, "evidence-001", "audio/ogg", "image/jpeg", "Samsung"].map(str::to_owned);
    let words: Vec<String> = texts.into_iter().chain(sizes).collect();
    assert_eq!(words.len(), 6, "the size of the recording too");
    let kept = files_in(&stack.data());
    let stored = kept.iter().filter(|(path, _)| path.contains("/blobs/")).count();
    let received = ("the network".to_owned(), relay.received());
    let places = kept.into_iter().chain([received]);
    let found = places.flat_map(|(place, bytes)| {
        let here = words
            .iter()
            .filter(|word| holds(&bytes, word.as_bytes()) || place.contains(word.as_str()));
        here.map(|word| format!("{word} in {place}")).collect::<Vec<_>>()
    });
    (found.collect(), stored)
}

/// With their paths.
fn files_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let read = |path: PathBuf| (path.display().to_string(), fs::read(&path).unwrap_or_default());
    let deeper = folders.iter().flat_map(|folder| files_in(folder));
    files.into_iter().map(read).chain(deeper).collect()
}

/// With a place, a maker, an author and more behind its end.
fn photo() -> Vec<u8> {
    let picture = RgbImage::from_fn(320, 200, |x, y| {
        let [x, y] = [x, y].map(|n| u8::try_from(n % 256).unwrap());
        Rgb([x, y, x ^ y])
    });
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Jpeg).unwrap();
    let file = file.into_inner();
    let body = file.strip_prefix(b"\xff\xd8").unwrap();
    let exif = segment(0xe1, &[b"Exif\0\0".as_slice(), &exif()].concat());
    let comment = segment(0xfe, CANARY.as_bytes());
    [b"\xff\xd8", exif.as_slice(), &comment, body, CANARY.as_bytes()].concat()
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], length.as_slice(), body].concat()
}

/// Two directories, of the picture and of its place; values that do not fit stand behind both.
fn exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [
            tag.to_be_bytes().as_slice(),
            &kind.to_be_bytes(),
            &count.to_be_bytes(),
            &value.to_be_bytes(),
        ]
        .concat()
    };
    let values = 8 + 2 + 3 * 12 + 4 + 2 + 4 * 12 + 4;
    let reference = |letter: u8| u32::from_be_bytes([letter, 0, 0, 0]);
    let directory = [
        entry(0x010f, 2, 8, values),
        entry(0x013b, 2, 13, values + 8),
        entry(0x8825, 4, 1, 8 + 2 + 3 * 12 + 4),
    ];
    let place = [
        entry(1, 2, 2, reference(b'N')),
        entry(2, 5, 3, values + 22),
        entry(3, 2, 2, reference(b'E')),
        entry(4, 5, 3, values + 46),
    ];
    let rationals = |numbers: [u32; 3]| {
        numbers.map(|number| [number.to_be_bytes(), 1_u32.to_be_bytes()].concat()).concat()
    };
    [
        b"MM\0*\0\0\0\x08\0\x03".as_slice(),
        &directory.concat(),
        &[0; 4],
        b"\0\x04",
        &place.concat(),
        &[0; 4],
        b"Samsung\0",
        format!("{CANARY}\0\0").as_bytes(),
        &rationals([43, 14, 17]),
        &rationals([76, 56, 42]),
    ]
    .concat()
}

fn recording() -> Vec<u8> {
    let mut recording = format!("OggS{CANARY}").into_bytes();
    while recording.len() < RECORDING_BYTES {
        recording.extend(Sha256::digest(recording.len().to_le_bytes()));
    }
    recording.truncate(RECORDING_BYTES);
    recording
}

fn pixels(file: &[u8]) -> Vec<u8> {
    image::load_from_memory(file).expect("an independent decoder").into_rgb8().into_raw()
}

fn holds(file: &[u8], needle: &[u8]) -> bool {
    file.windows(needle.len()).any(|window| window == needle)
}
