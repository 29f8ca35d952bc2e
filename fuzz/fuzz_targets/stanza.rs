//! Stanzas of a header whose MAC is right, as a malicious author can write them: lines of a tag,
//! arguments and a body in base64 (C2SP age specification; docs/PROTOCOL.md, section 2).
//!
//! No stanza opens that was not sealed to the reader. Stanzas of other kinds beside hers do not keep
//! a reader from opening, and what opens is what was sealed.

#![no_main]

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::LazyLock;

use age::{EncryptError, Identity as _, Recipient};
use age_core::format::{FileKey, Stanza};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use dauys_crypto::hybrid::HybridIdentity;
use dauys_crypto::open;
use dauys_fuzz::organisation::{self, READER, roster};
use dauys_fuzz::sealing::seal;
use dauys_fuzz::{Seed, target, vectors};
use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::{Digest, Id};

const TAG: &str = "mlkem768x25519";

/// Of the first vector.
static IDENTITY: LazyLock<HybridIdentity> = LazyLock::new(|| {
    let seed = vectors::text(&vectors::keys()[0], "seed");
    HybridIdentity::from_seed(Digest::parse(&seed).expect("a seed").as_bytes())
});

static PLAINTEXT: LazyLock<Vec<u8>> = LazyLock::new(plaintext);

fn check(input: &[u8]) -> bool {
    let text = String::from_utf8_lossy(input);
    let stanzas: Vec<Stanza> = text.lines().take(9).filter_map(stanza).collect();
    let taken = stanzas.iter().filter(|stanza| is_the_vectors(stanza)).count() > 0;
    beside_a_real_one(stanzas);
    taken
}

fn stanza(line: &str) -> Option<Stanza> {
    let mut words = line.split(' ').map(str::to_owned);
    let (tag, mut args) = (words.next()?, words.collect::<Vec<_>>());
    let body = BASE64_STANDARD_NO_PAD.decode(args.pop()?).ok()?;
    let plain = |word: &String| !word.is_empty() && word.bytes().all(|b| b.is_ascii_graphic());
    // What age would not write, it does not read either.
    (plain(&tag) && args.iter().all(plain)).then_some(Stanza { tag, args, body })
}

/// Whether it opens for the identity of the first vector; if so, it is that vector.
fn is_the_vectors(stanza: &Stanza) -> bool {
    let vector = &vectors::keys()[0];
    let Some(Ok(_)) = IDENTITY.unwrap_stanza(stanza) else { return false };
    assert_eq!(stanza.args, [vectors::text(vector, "stanza_argument")]);
    let body = BASE64_STANDARD_NO_PAD.encode(&stanza.body);
    assert_eq!(body, vectors::text(vector, "stanza_body"));
    true
}

fn beside_a_real_one(others: Vec<Stanza>) {
    let harmless = others.iter().all(|stanza| stanza.tag != TAG);
    let header = Header { others: RefCell::new(others) };
    let id = Id::parse(&vectors::story("letter_id")).expect("an id");
    let identity = organisation::identity(READER);
    let Some(file) = seal(&header, &PLAINTEXT, LETTER_BYTES) else { return };
    match open::letter(&file, &id, identity, &organisation::id(READER), roster()) {
        Ok(opened) => assert_eq!(*opened.json, vectors::story("letter_json")),
        Err(reason) => assert!(!harmless, "{reason}"),
    }
}

/// The lines of the real letter, without its padding.
fn plaintext() -> Vec<u8> {
    let identity = organisation::identity(READER);
    let file = vectors::story_file("letter");
    let decryptor = age::Decryptor::new_buffered(&*file).expect("a header");
    let identities = std::iter::once(identity as &dyn age::Identity);
    let mut plaintext = String::new();
    let mut reader = decryptor.decrypt(identities).expect("ours");
    std::io::Read::read_to_string(&mut reader, &mut plaintext).expect("text");
    (plaintext.trim_end_matches(' ')).as_bytes().to_vec()
}

/// Writes the fuzzer's stanzas, then a real one; once.
struct Header {
    others: RefCell<Vec<Stanza>>,
}

impl Recipient for Header {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let (real, labels) = organisation::identity(READER).recipient().wrap_file_key(file_key)?;
        Ok((self.others.take().into_iter().chain(real).collect(), labels))
    }
}

fn seeds() -> Vec<Seed> {
    let line = |place: usize| {
        let vector = &vectors::keys()[place];
        let field = |name| vectors::text(vector, name);
        format!("{TAG} {} {}", field("stanza_argument"), field("stanza_body"))
    };
    let x25519 = "X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc EmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U";
    vec![
        Seed::taken(line(0)),
        Seed::taken(format!("{x25519}\n{}\n{}", line(0), line(1))),
        Seed::refused(x25519),
        Seed::refused(line(1)),
        Seed::refused(format!("{TAG} AAAA AAAA\ngrease x y AAAA")),
    ]
}

target!();
