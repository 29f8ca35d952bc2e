use std::io::{Read as _, Write as _};

use age::secrecy::SecretString;
use age::{Decryptor, Encryptor};
use dauys_wire::questionnaire::{Answer, Questionnaire};

use super::*;

/// Not the work of real files, which would take minutes for every byte of one.
const LITTLE: u8 = 2;
const PASSPHRASE: &str = "жылқы көпір нан қар";
const WORDS: &str = "Тексеруден кейін кабинетіне шақырды.\nЕсік жабық болды.";

fn questionnaire() -> Questionnaire {
    let bytes = include_bytes!("../../../client-wasm/data/questionnaire.json");
    serde_json::from_slice(bytes).unwrap()
}

fn entry(day: &str, text: &str) -> Entry {
    let text = Words::try_from(text.to_owned()).unwrap();
    Entry { day: Day::parse(day).unwrap(), text, carried: false }
}

fn diary() -> Diary {
    let draft = Draft {
        answers: [
            ("seen".to_owned(), Answer::One("Екі рет шақырды.".to_owned())),
            ("form".to_owned(), Answer::Many(vec!["vulgar-remarks".to_owned()])),
        ]
        .into(),
        to: Some(vec![Id::from_bytes([1; 16])]),
        name: "Айгүл".to_owned(),
        left: vec!["+7 701 000 00 00".to_owned()],
        own_copy: true,
        ..Draft::default()
    };
    let instance = InstanceName::parse("demo").unwrap();
    let entries = vec![entry("2026-11-20", WORDS), entry("2026-11-22", "Тағы да.")];
    Diary::new(&instance, &questionnaire(), entries, draft)
}

fn seal(diary: &Diary) -> Vec<u8> {
    Sealing::with_work(diary, &Passphrase::new(PASSPHRASE), LITTLE).unwrap().finish().unwrap()
}

fn open(file: &[u8], passphrase: &str) -> Result<Diary, OpenError> {
    Opening::begin(file, &Passphrase::new(passphrase))?.finish()
}

/// By the age crate, whatever is in it.
fn age_seals(plaintext: &[u8], log_n: u8) -> Vec<u8> {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(PASSPHRASE.to_owned()));
    recipient.set_work_factor(log_n);
    let recipients = std::iter::once(&recipient as &dyn age::Recipient);
    let mut output =
        Encryptor::with_recipients(recipients).unwrap().wrap_output(Vec::new()).unwrap();
    output.write_all(plaintext).unwrap();
    output.finish().unwrap()
}

fn age_opens(file: &[u8], passphrase: &str) -> Option<String> {
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(LOG_N);
    let identities = std::iter::once(&identity as &dyn age::Identity);
    let mut text = String::new();
    let mut reader = Decryptor::new(file).unwrap().decrypt(identities).ok()?;
    reader.read_to_string(&mut text).unwrap();
    Some(text)
}

#[test]
fn what_is_saved_opens_again_with_the_passphrase_and_with_no_other() {
    let file = seal(&diary());
    assert!(open(&file, PASSPHRASE).unwrap() == diary());
    assert_eq!(open(&file, "жылқы көпір нан").err(), Some(OpenError::Passphrase));
    assert_eq!(open(&file, "").err(), Some(OpenError::Passphrase));
}

#[test]
fn the_real_work_is_that_of_the_age_crate_and_each_opens_the_files_of_the_other() {
    let sealing = Sealing::begin(&diary(), &Passphrase::new(PASSPHRASE)).unwrap();
    let file = sealing.finish().unwrap();
    let text = age_opens(&file, PASSPHRASE).unwrap();
    assert!(text.contains("\"format\": \"dauys-diary/1\",\n"), "one thing to a line: {text}");
    assert!(text.contains("Тексеруден кейін"), "in words: {text}");
    assert_eq!(age_opens(&file, "жылқы"), None);
    let theirs = age_seals(text.as_bytes(), LOG_N);
    assert!(open(&theirs, PASSPHRASE).unwrap() == diary());
}

#[test]
fn no_two_files_have_the_same_salt() {
    let lock = |file: &[u8]| file.split(|byte| *byte == b'\n').nth(1).map(<[u8]>::to_vec);
    let (one, other) = (seal(&diary()), seal(&diary()));
    assert!(lock(&one).unwrap().starts_with(b"-> scrypt "));
    assert_ne!(lock(&one), lock(&other));
}

#[test]
fn every_flipped_byte_is_an_error() {
    let file = seal(&diary());
    let head = file.windows(3).position(|three| three == b"---").unwrap();
    for at in 0..file.len() {
        let mut spoiled = file.clone();
        spoiled[at] ^= 1;
        let error = open(&spoiled, PASSPHRASE).err().unwrap_or_else(|| panic!("{at}"));
        if at > head + 60 {
            assert_eq!(error, OpenError::Damaged, "{at}");
        }
    }
    for end in [0, 1, head, file.len() - 1] {
        assert!(open(&file[..end], PASSPHRASE).is_err(), "{end}");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_told_apart() {
    let long = vec![b'a'; DIARY_FILE_MAX + 1];
    for (file, error) in [
        (long, OpenError::TooBig),
        (b"%PDF-1.7".to_vec(), OpenError::Strange),
        (crate::seal::cover_reply().unwrap().bytes().to_vec(), OpenError::Strange),
        (age_seals(b"{}", LITTLE), OpenError::NotADiary),
        (age_seals(&[0xff], LITTLE), OpenError::NotADiary),
    ] {
        assert_eq!(open(&file, PASSPHRASE).err(), Some(error));
    }
    let text = String::from_utf8_lossy(&seal(&diary())).replacen(" 2\n", " 17\n", 1);
    assert_eq!(open(text.as_bytes(), PASSPHRASE).err(), Some(OpenError::Work));
    for work in ["0", "02", "+2", "2a", "", "-2", "99999"] {
        let changed = format!("age-encryption.org/v1\n-> scrypt {} {work}\n", "A".repeat(22));
        let changed = changed + &"A".repeat(43) + "\n--- " + &"A".repeat(43) + "\n0123456789abcdef";
        assert_eq!(open(changed.as_bytes(), PASSPHRASE).err(), Some(OpenError::Strange), "{work}");
    }
}

#[test]
fn a_diary_has_its_bounds() {
    let json = String::from_utf8(diary().to_json().unwrap().as_bytes().to_vec()).unwrap();
    let read = |json: &str| Diary::from_json(Zeroizing::new(json.as_bytes().to_vec()));
    assert!(read(&json).unwrap() == diary());
    assert!(read(&json.replace('\n', "\r\n")).unwrap() == diary(), "saved by an editor");
    assert!(read(&json.replace("diary/1", "diary/2")).is_err());
    assert!(read(&json.replace("Тағы да.", " ")).is_err(), "an empty entry");
    let long = "я".repeat(ENTRY_CHARS_MAX + 1);
    assert!(read(&json.replace("Тағы да.", &long)).is_err());
    let many = Diary { entries: vec![entry("2026-11-20", "а"); ENTRIES_MAX + 1], ..diary() };
    assert!(many.to_json().is_err());
    let text = "я".repeat(ENTRY_CHARS_MAX);
    let large = Diary { entries: vec![entry("2026-11-20", &text); 200], ..diary() };
    let sealed = Sealing::with_work(&large, &Passphrase::new(PASSPHRASE), LITTLE);
    assert_eq!(sealed.err().map(|error| error.to_string()), Some(SealError::Full.to_string()));
}

#[test]
fn nothing_secret_is_shown() {
    let passphrase = Passphrase::new(PASSPHRASE);
    assert_eq!(format!("{passphrase:?} {:?}", diary()), "Passphrase(secret) Diary(secret)");
    assert!(passphrase.is_long_enough());
    assert!(!Passphrase::new("жылқы көпір").is_long_enough(), "eleven");
}

#[test]
fn blanks_at_the_ends_of_a_new_passphrase_do_not_count() {
    let typed = format!("\u{a0}{PASSPHRASE} ");
    let chosen = Passphrase::chosen(&typed);
    let file = Sealing::with_work(&diary(), &chosen, LITTLE).unwrap().finish().unwrap();
    assert!(open(&file, PASSPHRASE).unwrap() == diary());
    assert_eq!(open(&file, &typed).err(), Some(OpenError::Passphrase));
    assert!(!Passphrase::chosen("жылқы көпір   ").is_long_enough(), "eleven");
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300),
        line in "-> scrypt [A-Za-z0-9+/]{0,24} [0-9]{0,3}\n[A-Za-z0-9+/]{0,64}\n--- [A-Za-z0-9+/]{43}\n",
    ) {
        let _ = Diary::from_json(Zeroizing::new(bytes.clone()));
        let _ = Opening::begin(&bytes, &Passphrase::new(PASSPHRASE)).is_err();
        let file = [b"age-encryption.org/v1\n".as_slice(), line.as_bytes(), &bytes].concat();
        let _ = Opening::begin(&file, &Passphrase::new(PASSPHRASE)).is_err();
    }
}
