//! Both directions with npm `age-encryption`, an age by other hands: what Dauys seals, anyone can
//! open who has the key and any age with hybrid keys; what such an age seals, Dauys opens.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::io::Read as _;

use age::Decryptor;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use dauys_crypto::code::Code;
use dauys_crypto::hybrid::HybridIdentity;
use dauys_crypto::letter::{Author, Lang};
use dauys_crypto::reply::{Reply, ReplyBody, ReplyKind};
use dauys_crypto::seal;
use dauys_crypto::thread::Reporter;
use dauys_tests::node;
use dauys_wire::limits::{LETTER_BYTES, REPLY_BYTES};
use dauys_wire::{Day, Id, InstanceName};
use serde_json::{Value, json};

const TEXT: &str = "Ол маған бірнеше рет қоңырау шалды. Ұят сөздер айтты, әңгімені үзді.";

#[test]
fn a_reply_opens_with_npm_age_encryption_and_the_reporters_key_alone() {
    let (instance, reporter) = reporter();
    let key = ed25519_dalek::SigningKey::from_bytes(&[3; 32]);
    let reply = reply_to(&reporter);
    let sealed = seal::reply(&reply, &instance, &key, &reporter.keys().recipient).unwrap();
    assert_eq!(sealed.bytes().len(), REPLY_BYTES);

    let opened = open(sealed.bytes(), &[reporter.identity()]);
    let opened = opened.expect("it opens");
    let mut lines = opened.lines();
    assert_eq!(lines.next(), Some("dauys-reply/1"));
    let json: Value = serde_json::from_str(lines.nth(1).unwrap()).unwrap();
    assert_eq!(json["body"]["text"], TEXT);
    assert_eq!(open(sealed.bytes(), &[&HybridIdentity::generate()]), None);
}

#[test]
fn what_npm_age_encryption_seals_to_our_recipients_opens_here_and_for_nobody_else() {
    let (one, other, third) =
        (HybridIdentity::generate(), HybridIdentity::generate(), HybridIdentity::generate());
    let recipients = [&one, &other].map(|it| it.recipient().to_string());
    let input = json!({ "seal": [{ "text": TEXT, "recipients": recipients }] });
    let answer = node::run("age.mjs", &input);
    let file = BASE64_STANDARD.decode(answer["sealed"][0].as_str().unwrap()).unwrap();
    assert_eq!(open_here(&file, &one).as_deref(), Some(TEXT));
    assert_eq!(open_here(&file, &other).as_deref(), Some(TEXT));
    assert_eq!(open_here(&file, &third), None);
}

#[test]
fn a_cover_letter_opens_with_no_key_of_anyone() {
    let cover = seal::cover_letter().unwrap();
    assert_eq!(cover.bytes().len(), LETTER_BYTES);
    assert_eq!(open(cover.bytes(), &[&HybridIdentity::generate()]), None);
}

fn reporter() -> (InstanceName, Reporter) {
    let instance = InstanceName::parse("demo").unwrap();
    let reporter = Reporter::derive(&Code::generate(), "", &instance);
    (instance, reporter)
}

fn reply_to(reporter: &Reporter) -> Reply {
    Reply {
        id: Id::from_bytes([1; 16]),
        thread: reporter.thread(),
        from: Author::Investigator(Id::from_bytes([2; 16])),
        device: 0,
        n: 1,
        prev: None,
        day: Day::parse("2026-11-20").unwrap(),
        kind: ReplyKind::Answer,
        lang: Lang::Kk,
        body: ReplyBody { text: TEXT.to_owned() },
        status: None,
        due: BTreeMap::new(),
        paused: Vec::new(),
        received: Vec::new(),
        readers: Vec::new(),
        state: None,
    }
}

/// With npm `age-encryption`.
fn open(file: &[u8], identities: &[&HybridIdentity]) -> Option<String> {
    let keys: Vec<String> = identities.iter().map(|it| it.to_secret_text().to_string()).collect();
    let job = json!({ "file": BASE64_STANDARD.encode(file), "identities": keys });
    let answer = node::run("age.mjs", &json!({ "open": [job] }));
    answer["opened"][0].as_str().map(str::to_owned)
}

/// With the stack that letters are opened with.
fn open_here(file: &[u8], identity: &HybridIdentity) -> Option<String> {
    let mut reader = Decryptor::new_buffered(file)
        .unwrap()
        .decrypt(std::iter::once(identity as &dyn age::Identity))
        .ok()?;
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    Some(text)
}
