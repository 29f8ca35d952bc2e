//! One export, and everything that somebody can do to it.

use std::fs;
use std::io::Write as _;

use dauys_crypto::letter::RosterRef;
use dauys_wire::{Day, Id, InstanceName, PublicKey};
use ed25519_dalek::SigningKey;
use tempfile::NamedTempFile;

use super::super::case_file::Variant;
use super::super::manifest::{CASE_FILE, FORMAT, FileOf, HTML, PDF, README, Signer};
use super::*;

const SIGNED_BY: [u8; 32] = [7; 32];

fn contents() -> Vec<(String, Vec<u8>)> {
    let ours = [README, PDF, HTML, CASE_FILE]
        .map(|name| (name.to_owned(), format!("in {name}, as it is").into_bytes()));
    let theirs = [("evidence/evidence-001.txt".to_owned(), "түн".repeat(9).into())];
    ours.into_iter().chain(theirs).collect()
}

fn manifest(files: &[(String, Vec<u8>)]) -> Manifest {
    let key = SigningKey::from_bytes(&SIGNED_BY).verifying_key();
    let key = PublicKey::from_bytes(key.to_bytes());
    let file = |(name, bytes): &(String, Vec<u8>)| FileOf {
        name: name.clone(),
        size: bytes.len() as u64,
        sha256: Digest::of(bytes),
    };
    Manifest {
        format: FORMAT.to_owned(),
        program: "dauys 0.1.0".to_owned(),
        instance: InstanceName::parse("demo").unwrap(),
        case: Id::from_bytes([1; 16]),
        variant: Variant::Full,
        day: Day::parse("2026-07-01").unwrap(),
        by: Signer { id: Id::from_bytes([2; 16]), name: "Айгүл".to_owned(), key },
        roster: RosterRef { version: 1, sha256: Digest::of(b"") },
        custody: Vec::new(),
        files: files.iter().map(file).collect(),
        evidence: Vec::new(),
    }
}

/// As somebody with that key writes it.
fn written(manifest: &Manifest, files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let exact = serde_json::to_string(manifest).unwrap();
    let key = SigningKey::from_bytes(&SIGNED_BY);
    let signature = Manifest::sign(exact.as_bytes(), &manifest.instance, &key);
    let mut container = Container::begin(Vec::new());
    let mut put = |name: &str, bytes: &[u8]| {
        container.file(name, bytes.len() as u64).unwrap().write_all(bytes).unwrap();
    };
    put(MANIFEST, exact.as_bytes());
    put(SIGNATURE, signature.as_bytes());
    for (name, bytes) in files {
        put(name, bytes);
    }
    container.finish().unwrap()
}

fn whole() -> Vec<u8> {
    written(&manifest(&contents()), &contents())
}

/// Where it is looked at.
struct Desk(NamedTempFile);

impl Desk {
    fn new() -> Self {
        Self(NamedTempFile::new().unwrap())
    }

    fn verify(&self, bytes: &[u8]) -> Result<Verdict, NotAnExport> {
        fs::write(self.0.path(), bytes).unwrap();
        verify(self.0.path())
    }

    /// What is found; nothing if it is taken for whole.
    fn found(&self, bytes: &[u8]) -> Option<String> {
        match self.verify(bytes) {
            Ok(verdict) if verdict.changes.is_empty() => None,
            Ok(verdict) => Some(format!("{:?}", verdict.changes)),
            Err(error) => Some(error.to_string()),
        }
    }
}

#[test]
fn what_was_signed_is_whole() {
    let verdict = Desk::new().verify(&whole()).unwrap();
    assert_eq!(verdict.changes, []);
    assert_eq!(verdict.files.len(), 5);
    assert!(verdict.files.iter().all(|file| file.whole));
    assert_eq!(verdict.manifest, manifest(&contents()));
}

#[test]
fn one_flipped_bit_is_found_wherever_it_is() {
    let (desk, whole) = (Desk::new(), whole());
    for at in 0..whole.len() {
        for bit in [at % 8, (at + 3) % 8] {
            let mut changed = whole.clone();
            changed[at] ^= 1 << bit;
            assert_ne!(desk.found(&changed), None, "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn what_was_changed_is_named() {
    let (desk, whole) = (Desk::new(), whole());
    for (name, bytes) in contents() {
        let at = whole.windows(bytes.len()).position(|window| window == bytes).unwrap();
        let mut changed = whole.clone();
        changed[at + 1] ^= 1;
        let verdict = desk.verify(&changed).unwrap();
        assert_eq!(verdict.changes, [Change::File { name: name.clone() }]);
        let others = verdict.files.iter().filter(|file| file.name != name);
        assert!(others.into_iter().all(|file| file.whole), "{name}");
        let cut = desk.verify(&whole[..=at]).unwrap();
        assert_eq!(cut.changes, [Change::Cut { name }]);
    }
}

#[test]
fn a_file_that_is_cut_lengthened_or_moved_is_not_whole() {
    let (desk, whole) = (Desk::new(), whole());
    for length in (0..whole.len()).step_by(7).chain([whole.len() - 1]) {
        assert_ne!(desk.found(&whole[..length]), None, "{length}");
    }
    let longer = [whole.as_slice(), b"x"].concat();
    assert_eq!(desk.verify(&longer).unwrap().changes, [Change::More { bytes: 1 }]);
    assert_ne!(desk.found(&[b"x", whole.as_slice()].concat()), None);
    assert_ne!(desk.found(&[whole.as_slice(), &whole].concat()), None);
    let sealed = desk.verify(b"age-encryption.org/v1\n-> X25519").unwrap_err();
    assert!(matches!(sealed, NotAnExport::Sealed));
    assert!(matches!(desk.verify(b"").unwrap_err(), NotAnExport::Other));
}

#[test]
fn another_container_of_the_same_files_is_found() {
    let (desk, files) = (Desk::new(), contents());
    let read = manifest(&files);
    let mut more = files.clone();
    more.push(("evidence/evidence-002.txt".to_owned(), b"more".to_vec()));
    let mut twice = files.clone();
    twice.swap(3, 4);
    let fewer = &files[..4];
    for files in [&more, &twice, fewer] {
        assert_ne!(desk.found(&written(&read, files)), None);
    }
    // A comment behind it, which its length announces.
    let mut comment = whole();
    let end = comment.len();
    comment[end - 2] = 1;
    comment.push(b'x');
    let changes = desk.verify(&comment).unwrap().changes;
    assert_eq!(changes, [Change::Container { at: end as u64 - 2 }, Change::More { bytes: 1 }]);
}

#[test]
fn whoever_signs_can_have_nothing_written_elsewhere_or_swell() {
    let desk = Desk::new();
    for name in [
        "../x",
        "/etc/passwd",
        "evidence/../x",
        "evidence/evidence-001.exe",
        "evidence/evidence-1.txt",
        "evidence/evidence-001.txt/x",
        "evidence\\evidence-001.txt",
        "evidence/evidence-001.TXT",
        "more.pdf",
        "",
    ] {
        let mut files = contents();
        files[4].0 = name.to_owned();
        let signed = written(&manifest(&files), &files);
        assert!(matches!(desk.verify(&signed), Err(NotAnExport::Other)), "{name:?}");
    }
    let files = contents();
    let with = |change: &dyn Fn(&mut Manifest)| {
        let mut changed = manifest(&files);
        change(&mut changed);
        desk.found(&written(&changed, &files))
    };
    assert_eq!(with(&|_| {}), None);
    assert_ne!(with(&|it| it.files[4].size = u64::MAX), None);
    assert_ne!(with(&|it| it.files[4].size = 1 << 50), None);
    assert_ne!(with(&|it| it.files.swap(0, 1)), None);
    assert_ne!(with(&|it| it.files[4] = it.files[3].clone()), None);
    assert_ne!(with(&|it| it.format.push('x')), None);
    assert_ne!(with(&|it| it.by.name = "x".repeat(500)), None);
    assert_ne!(with(&|it| it.by.key = PublicKey::from_bytes([1; 32])), None);
}
