//! The vault survives what crashes do to files, and notices what an enemy does to them.

mod keeping;

use std::fs;
use std::path::PathBuf;

use dauys_crypto::event::{Event, EventBody, EventKind};
use dauys_wire::{Day, Id};

use super::record::{KeptLetter, Outgoing, Place, RejectedLetter, RejectionReason, SentReply};
use super::*;
use crate::compose::random_id;
use crate::fixtures;
use crate::keys::Keys;

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

/// As earlier programs wrote them, with what they left out.
const EARLIER: &str = r#"[
    {"record":"not-ours","ids":["01010101010101010101010101010101"]},
    {"record":"rejected","id":"02020202020202020202020202020202","day":"2026-07-01","reason":"thread"},
    {"record":"complete","days":["2026-07-01"]},
    {"record":"attempted","id":"03030303030303030303030303030303"},
    {"record":"posted","id":"03030303030303030303030303030303"},
    {"record":"posted","id":"04040404040404040404040404040404","taken":["letter","2026-07-02"]},
    {"record":"withdrawn","id":"05050505050505050505050505050505"},
    {"record":"withheld","ids":["06060606060606060606060606060606"]},
    {"record":"dropped","ids":["07070707070707070707070707070707"]},
    {"record":"plan","day":"2026-07-02","kind":"letter","ids":[]},
    {"record":"read","ids":["01010101010101010101010101010101"]},
    {"record":"deleted","thread":"08080808080808080808080808080808"}
]"#;

#[test]
fn a_vault_of_an_earlier_program_is_read_and_goes_on() {
    let (fixture, _) = fixture();
    let mut vault = Vault::open(&fixture.path, &fixture.key).unwrap();
    vault.log.append(EARLIER.as_bytes()).unwrap();
    drop(vault);
    let id = |byte: u8| Id::from_bytes([byte; 16]);
    let mut vault = Vault::open(&fixture.path, &fixture.key).unwrap();
    vault.append(vec![Record::Undelivered { ids: vec![id(9)] }]).unwrap();
    drop(vault);
    let vault = Vault::open(&fixture.path, &fixture.key).unwrap();
    let contents = vault.contents();
    assert!(contents.is_not_ours(&id(1)) && contents.rejected().contains_key(&id(2)));
    let days = [1, 2].map(|day| Day::parse(&format!("2026-07-0{day}")).unwrap());
    assert_eq!(days.map(|day| contents.is_complete(day)), [true, false]);
    assert!(contents.posting().accepted()[&days[1]].contains(&id(4)));
    assert_eq!([1, 9].map(|byte| contents.times_undelivered(&id(byte))), [0, 1]);
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

/// A vault with a case of two letters and a reply, another case in one of the letters, and
/// something that waits.
struct Cases {
    fixture: Fixture,
    vault: Vault,
    thread: Id,
    other: Id,
    hers: Id,
    shared: Id,
}

const SECRET: &str = "what she wrote";
const OTHER: &str = "of another case";

fn cases() -> Cases {
    let (fixture, _) = fixture();
    let mut vault = Vault::open(&fixture.path, &fixture.key).unwrap();
    let she = fixtures::reporter();
    let team: [Keys; 2] = fixtures::team();
    let mut letter = fixtures::report(&she, &[team[0].id, team[1].id], &[]);
    SECRET.clone_into(&mut letter.body.text);
    let (thread, other, hers) = (letter.thread, random_id(), letter.id);
    let to = [team[0].id, team[1].id];
    let note = |thread, text: &str| {
        let body = EventBody { text: text.to_owned(), ..EventBody::default() };
        fixtures::signed(Event { body, ..fixtures::event(team[1].id, EventKind::Note, thread) })
    };
    let events = vec![note(thread, SECRET), note(other, OTHER)];
    let shared = fixtures::carrier(team[1].id, &to, 1, events);
    let id = shared.id;
    let json = shared.to_json().unwrap().to_string();
    let signature = dauys_wire::Signature::from_bytes([0; 64]);
    let day = fixtures::DAY;
    let reply = SentReply {
        id: random_id(),
        thread,
        n: 3,
        day,
        kind: dauys_crypto::reply::ReplyKind::Answer,
        received: vec![hers],
        due: None,
        retaliation: false,
        repeats: None,
    };
    let spent = Outgoing { id: random_id(), place: Place::Drop { thread }, file: vec![7; 900] };
    let spent_id = spent.id;
    vault
        .append(vec![
            fixtures::kept_record(&letter),
            Record::Letter(KeptLetter { id, day, signature, json, whole: None }),
            Record::Reply(reply),
            Record::Outgoing(spent),
            Record::Posted { id: spent_id, taken: None },
        ])
        .unwrap();
    Cases { fixture, vault, thread, other, hers, shared: id }
}

/// Everything in the file, opened.
fn in_clear(vault: &Vault) -> String {
    let mut all = String::new();
    vault
        .log
        .each(|frame| {
            all.push_str(std::str::from_utf8(frame).unwrap());
            Ok(())
        })
        .unwrap();
    all
}

#[test]
fn a_deleted_case_is_gone_from_the_file_and_what_else_there_was_is_not() {
    let Cases { fixture, mut vault, thread, other, hers, shared } = cases();
    assert!(in_clear(&vault).contains(SECRET), "the hunt finds what is there");
    let before = vault.contents().letters()[&shared].sha256;
    fs::write(fixture.path.with_extension("torn"), b"x").unwrap();
    vault.delete_case(&thread, None).unwrap();
    let again = Vault::open(&fixture.path, &fixture.key).unwrap();
    for vault in [&vault, &again] {
        let all = in_clear(vault);
        assert!(!all.contains(SECRET) && all.contains(OTHER));
        let contents = vault.contents();
        assert!(contents.knows(&hers) && contents.knows(&shared), "nothing is fetched again");
        assert!(contents.is_deleted(&thread) && !contents.is_deleted(&other));
        assert_eq!(contents.deleted(&thread).unwrap().last, Some((3, fixtures::DAY)));
        assert_eq!(contents.replies(&thread).count(), 0);
        let kept = &contents.letters()[&shared];
        assert!(kept.is_cut && kept.sha256 == before, "the next letter still continues it");
        let cases = crate::case::fold(contents.letters().values());
        assert_eq!(cases.keys().collect::<Vec<_>>(), [&other]);
        assert_eq!(known(vault), 3, "and all that was there before");
    }
    assert!(!fixture.path.with_extension("torn").exists());
}

#[test]
fn a_reporter_who_writes_again_opens_the_case_again() {
    let Cases { fixture: _fixture, mut vault, thread, .. } = cases();
    vault.delete_case(&thread, None).unwrap();
    let letter = fixtures::report(&fixtures::reporter(), &[Id::from_bytes([1; 16])], &[]);
    let again = dauys_crypto::letter::ReporterLetter { id: random_id(), thread, ..letter };
    vault.append(vec![fixtures::kept_record(&again)]).unwrap();
    assert!(!vault.contents().is_deleted(&thread));
}

#[test]
fn a_vault_that_is_mostly_spent_is_written_anew_and_keeps_what_waits() {
    let (fixture, _) = fixture();
    let mut vault = Vault::open(&fixture.path, &fixture.key).unwrap();
    let outgoing = |byte: u8| {
        let id = Id::from_bytes([byte; 16]);
        Record::Outgoing(Outgoing {
            id,
            place: Place::Inbox { token: vec![1; 32] },
            file: vec![byte; 1 << 20],
        })
    };
    for byte in 10..19 {
        vault.append(vec![outgoing(byte)]).unwrap();
        if byte < 18 {
            vault
                .append(vec![Record::Posted { id: Id::from_bytes([byte; 16]), taken: None }])
                .unwrap();
        }
    }
    let before = fs::metadata(&fixture.path).unwrap().len();
    vault.compact().unwrap();
    let after = fs::metadata(&fixture.path).unwrap().len();
    assert!(after * 6 < before, "{before} to {after}");
    vault.append(vec![rejected(200)]).unwrap();
    let again = Vault::open(&fixture.path, &fixture.key).unwrap();
    assert_eq!(known(&again), 3);
    assert!(again.contents().knows(&Id::from_bytes([200; 16])));
    let [waits] = again.contents().outgoing() else { unreachable!("one waits") };
    assert_eq!((waits.id, waits.file.len()), (Id::from_bytes([18; 16]), 1 << 20));
}

#[test]
fn a_report_that_was_taken_down_for_somebody_waits_through_deletions_until_it_is_posted() {
    let Cases { fixture, mut vault, thread, .. } = cases();
    let place = Place::Filed { withdraw: dauys_wire::Digest::of(b"hers") };
    let filed = Outgoing { id: random_id(), place, file: b"sealed".to_vec() };
    vault.append(vec![Record::Outgoing(filed.clone())]).unwrap();
    vault.delete_case(&thread, None).unwrap();
    let again = Vault::open(&fixture.path, &fixture.key).unwrap();
    for contents in [vault.contents(), again.contents()] {
        assert_eq!(contents.outgoing(), std::slice::from_ref(&filed));
        assert!(!contents.knows(&filed.id), "it is fetched like all others");
    }
    drop(again);
    vault.append(vec![Record::Posted { id: filed.id, taken: None }]).unwrap();
    vault.delete_case(&thread, None).unwrap();
    assert_eq!(Vault::open(&fixture.path, &fixture.key).unwrap().contents().outgoing(), []);
    assert!(!in_clear(&vault).contains("c2VhbGVk"), "the file is not kept once it is posted");
}

#[test]
fn cover_is_kept_apart_and_sealed() {
    let (fixture, _) = fixture();
    let vault = Vault::open(&fixture.path, &fixture.key).unwrap();
    assert_eq!(vault.cover().unwrap(), []);
    let place = Place::Bucket { bucket: 7 };
    let outgoing = Outgoing { id: random_id(), place, file: b"cover file".to_vec() };
    let cover = vec![Cover { outgoing, withdrawn_after: Some(3) }];
    vault.keep_cover(&cover).unwrap();
    assert_eq!(Vault::open(&fixture.path, &fixture.key).unwrap().cover().unwrap(), cover);
    let bytes = fs::read(fixture.path.with_extension("cover")).unwrap();
    let base64 = b"Y292ZXIgZmlsZQ";
    assert!(!bytes.windows(base64.len()).any(|window| window == base64), "nothing in clear");
}
