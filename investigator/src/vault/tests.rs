//! The vault survives what crashes do to files, and notices what an enemy does to them.

use std::fs;
use std::path::PathBuf;

use dauys_wire::{Day, Id};

use super::record::{RejectedLetter, RejectionReason};
use super::*;

struct Fixture {
    _folder: tempfile::TempDir,
    path: PathBuf,
    key: VaultKey,
}

/// A vault of three frames, and how long it was after each.
fn fixture() -> (Fixture, Vec<usize>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    let key = VaultKey::generate();
    Vault::create(&path, &key).unwrap();
    let mut vault = Vault::open(&path, &key).unwrap();
    let mut lengths = vec![fs::read(&path).unwrap().len()];
    for byte in 1..=3 {
        let ids = vec![Id::from_bytes([byte; 16])];
        vault.append(vec![Record::NotOurs { ids }, rejected(byte + 100)]).unwrap();
        lengths.push(fs::read(&path).unwrap().len());
    }
    (Fixture { _folder: folder, path, key }, lengths)
}

fn rejected(byte: u8) -> Record {
    let (id, day) = (Id::from_bytes([byte; 16]), Day::from_number(20_000));
    Record::Rejected(RejectedLetter { id, day, reason: RejectionReason::Thread })
}

/// How many of the three frames a vault still knows; a frame is known whole or not at all.
fn known(vault: &Vault) -> usize {
    let frames = (1..=3_u8).filter(|byte| {
        let parts = [*byte, byte + 100].map(|b| vault.contents().knows(&Id::from_bytes([b; 16])));
        assert_eq!(parts[0], parts[1], "half a frame");
        parts[0]
    });
    frames.count()
}

#[test]
fn a_vault_cut_anywhere_opens_with_every_whole_frame_and_can_be_written_to() {
    let (fixture, lengths) = fixture();
    let whole = fs::read(&fixture.path).unwrap();
    // Every place around the ends of frames, and one in nine between: each costs the disk some ms.
    let near =
        |cut: &usize| lengths.iter().any(|end| cut.abs_diff(*end) <= 5) || cut.is_multiple_of(9);
    for cut in (lengths[0]..=whole.len()).filter(near) {
        fs::write(&fixture.path, &whole[..cut]).unwrap();
        let mut vault = Vault::open(&fixture.path, &fixture.key).unwrap();
        let expected = lengths.iter().filter(|length| **length <= cut).count() - 1;
        assert_eq!(known(&vault), expected, "cut at {cut}");
        assert_eq!(vault.torn_bytes(), (cut - lengths[expected]) as u64);
        vault.append(vec![rejected(200)]).unwrap();
        drop(vault);
        let again = Vault::open(&fixture.path, &fixture.key).unwrap();
        assert!(again.contents().knows(&Id::from_bytes([200; 16])) && again.torn_bytes() == 0);
    }
}

#[test]
fn an_end_of_zeros_or_of_rubbish_is_a_torn_frame() {
    let (fixture, lengths) = fixture();
    let whole = fs::read(&fixture.path).unwrap();
    let (length, rest) = whole[lengths[2]..].split_at(4);
    let torn = [
        vec![0; 5_000],
        [length, &rest[..6], &[0; 40]].concat(),
        [length, vec![0; rest.len()].as_slice()].concat(),
    ];
    for end in torn {
        fs::write(&fixture.path, [&whole, end.as_slice()].concat()).unwrap();
        let vault = Vault::open(&fixture.path, &fixture.key).unwrap();
        assert_eq!((known(&vault), vault.torn_bytes()), (3, end.len() as u64));
        assert_eq!(fs::read(fixture.path.with_extension("torn")).unwrap(), end, "set aside");
    }
}

#[test]
fn a_frame_changed_moved_or_left_out_is_damage_and_nothing_is_touched() {
    let (fixture, at) = fixture();
    let whole = fs::read(&fixture.path).unwrap();
    let mut changed = whole.clone();
    changed[at[1] + 40] ^= 1;
    let swapped = [&whole[..at[0]], &whole[at[1]..at[2]], &whole[at[0]..at[1]], &whole[at[2]..]];
    let left_out = [&whole[..at[0]], &whole[at[1]..]];
    for damaged in [changed, swapped.concat(), left_out.concat(), b"other".to_vec()] {
        fs::write(&fixture.path, &damaged).unwrap();
        assert!(matches!(Vault::open(&fixture.path, &fixture.key), Err(VaultError::Damaged)));
        assert_eq!(fs::read(&fixture.path).unwrap(), damaged);
    }
}

#[test]
fn another_key_opens_nothing() {
    let (fixture, lengths) = fixture();
    assert!(matches!(Vault::open(&fixture.path, &VaultKey::generate()), Err(VaultError::Damaged)));
    let whole = fs::read(&fixture.path).unwrap();
    fs::write(&fixture.path, &whole[..lengths[0]]).unwrap();
    assert!(Vault::open(&fixture.path, &VaultKey::generate()).is_err(), "even with one frame");
    let reason = b"thread";
    assert!(!whole.windows(reason.len()).any(|window| window == reason), "nothing in clear");
}
