//! Letters and replies go through, to their readers only, always in the same size.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::{Team, today};
use dauys_crypto::letter::Letter;
use dauys_crypto::open::{self, OpenError, Rejection};
use dauys_crypto::seal::{self, OwnCopy, SealError};
use dauys_crypto::wire::limits::{
    LETTER_BYTES, LETTER_JSON_MAX, LETTER_STANZAS, REPLY_BYTES, REPLY_JSON_MAX, REPORTER_JSON_MAX,
};
use proptest::prelude::*;

/// Age's header up to the end of its MAC line.
fn header(file: &[u8]) -> &[u8] {
    let mac = file.windows(5).position(|window| window == b"\n--- ").unwrap() + 1;
    let end = file[mac..].iter().position(|byte| *byte == b'\n').unwrap();
    &file[..=mac + end]
}

/// Lengths of all stanzas, in bytes.
fn stanzas(file: &[u8]) -> Vec<usize> {
    let header = std::str::from_utf8(header(file)).unwrap();
    let body = header.strip_prefix("age-encryption.org/v1\n").unwrap();
    let (body, _) = body.split_once("--- ").unwrap();
    body.split("-> ").skip(1).map(|stanza| stanza.len() + 3).collect()
}

#[test]
fn every_letter_has_eight_hybrid_stanzas_and_one_of_grease() {
    let team = Team::of(3);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0, 2], &[], "x");
    for own_copy in [OwnCopy::None, OwnCopy::Kept] {
        let sealed = seal::reporter_letter(&letter, &reporter, &team.roster, own_copy).unwrap();
        let stanzas = stanzas(sealed.bytes());
        assert_eq!(stanzas.len(), LETTER_STANZAS + 1);
        assert!(stanzas[..LETTER_STANZAS].iter().all(|length| *length == 1_557), "{stanzas:?}");
        assert!((20..=190).contains(&stanzas[LETTER_STANZAS]), "{stanzas:?}");
    }
}

#[test]
fn a_letter_is_sealed_a_stanza_a_step_and_may_be_finished_at_any_time() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0, 1], &[], "x");
    // One for each stanza, and one for the key of each free place.
    let all = LETTER_STANZAS + LETTER_STANZAS - letter.to.len();
    for steps in [0, 3, all] {
        let mut sealing =
            seal::Sealing::begin(&letter, &reporter, &team.roster, OwnCopy::None).unwrap();
        for step in 1..=steps {
            assert_eq!(sealing.step().unwrap(), step == all);
        }
        let sealed = sealing.finish().unwrap();
        assert_eq!(stanzas(sealed.bytes()).len(), LETTER_STANZAS + 1);
        let desk = &team.desks[0];
        let opened =
            open::letter(sealed.bytes(), &letter.id, &desk.identity, &desk.id, &team.roster);
        assert!(opened.is_ok(), "{steps}");
    }
}

#[test]
fn the_longest_json_fits_with_the_longest_grease() {
    const LONGEST_GREASE: usize = 190;
    const NONCE_AND_TAG: usize = 32;
    let team = Team::of(1);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0], &[], "x");
    let reply = team.reply(0, 1, &letter);
    let sealed = seal::reporter_letter(&letter, &reporter, &team.roster, OwnCopy::None).unwrap();
    let sealed_reply = team.seal_reply(0, &reply, &reporter);
    let cases = [
        (sealed.bytes(), LETTER_BYTES, LETTER_JSON_MAX, "dauys-letter/1"),
        (sealed_reply.bytes(), REPLY_BYTES, REPLY_JSON_MAX, "dauys-reply/1"),
    ];
    for (file, size, json, magic) in cases {
        let grease = stanzas(file).pop().unwrap();
        let frame = magic.len() + dauys_crypto::pad::FRAME_BYTES;
        let longest = header(file).len() - grease + LONGEST_GREASE;
        assert!(longest + NONCE_AND_TAG + frame + json <= size);
    }
}

#[test]
fn a_letter_at_its_limit_is_sealed_and_one_byte_more_is_told() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let empty = team.report(&reporter, &[0, 1], &[], "x");
    let used = serde_json::to_string(&empty).unwrap().len() - 1;
    let story = "ә".repeat((REPORTER_JSON_MAX - used) / 2);
    let letter = team.report(&reporter, &[0, 1], &[], &story);
    for _ in 0..50 {
        let sealed = seal::reporter_letter(&letter, &reporter, &team.roster, OwnCopy::Kept);
        assert_eq!(sealed.unwrap().bytes().len(), LETTER_BYTES);
    }
    let letter = team.report(&reporter, &[0, 1], &[], &format!("{story}xyz"));
    let over = serde_json::to_string(&letter).unwrap().len() - REPORTER_JSON_MAX;
    let error = seal::reporter_letter(&letter, &reporter, &team.roster, OwnCopy::None).unwrap_err();
    assert_eq!(error, SealError::TooLong { over });
}

#[test]
fn the_shut_out_one_cannot_open_and_nothing_in_the_file_says_so() {
    let team = Team::of(4);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[1, 2, 3], &[0], "Ол маған тиісті");
    let sealed = seal::reporter_letter(&letter, &reporter, &team.roster, OwnCopy::None).unwrap();
    for (place, desk) in team.desks.iter().enumerate() {
        let opened =
            open::letter(sealed.bytes(), &letter.id, &desk.identity, &desk.id, &team.roster);
        if place == 0 {
            assert_eq!(opened.err(), Some(OpenError::NotOurs));
        } else {
            let Letter::Reporter(opened) = opened.unwrap().value else { unreachable!() };
            assert_eq!(*opened, letter);
        }
    }
}

#[test]
fn she_reads_her_own_letter_only_if_she_wanted_to() {
    let team = Team::of(1);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0], &[], "x");
    for (own_copy, can) in [(OwnCopy::None, false), (OwnCopy::Kept, true)] {
        let sealed = seal::reporter_letter(&letter, &reporter, &team.roster, own_copy).unwrap();
        // She is not among the investigators in `to`, so only the seal decides here.
        let reader = &team.desks[0].id;
        let opened =
            open::letter(sealed.bytes(), &letter.id, reporter.identity(), reader, &team.roster);
        assert_eq!(opened.is_ok(), can);
    }
}

#[test]
fn cover_has_the_size_and_shape_of_the_real_thing_and_opens_for_nobody() {
    let team = Team::of(2);
    let (letter, reply) = (seal::cover_letter().unwrap(), seal::cover_reply().unwrap());
    assert_eq!(letter.bytes().len(), LETTER_BYTES);
    assert_eq!(stanzas(letter.bytes()).len(), LETTER_STANZAS + 1);
    assert_eq!(reply.bytes().len(), REPLY_BYTES);
    let desk = &team.desks[0];
    let opened = open::letter(letter.bytes(), &desk.id, &desk.identity, &desk.id, &team.roster);
    assert_eq!(opened.err(), Some(OpenError::NotOurs));
}

#[test]
fn what_is_ours_and_wrong_is_refused_with_its_reason() {
    let team = Team::of(3);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0, 1], &[], "x");
    let desk = &team.desks[0];
    let seal =
        |letter: &_| seal::reporter_letter(letter, &reporter, &team.roster, OwnCopy::None).unwrap();
    let rejected = |file: &[u8], id: &_, roster: &_| match open::letter(
        file,
        id,
        &desk.identity,
        &desk.id,
        roster,
    ) {
        Err(OpenError::Rejected(rejection)) => Some(rejection),
        _ => None,
    };
    let sealed = seal(&letter);

    let other_id = team.desks[2].id;
    assert_eq!(
        rejected(sealed.bytes(), &other_id, &team.roster),
        Some(Rejection::IdMismatch),
        "an old letter under a new id"
    );
    let mut elsewhere = team.roster.clone();
    elsewhere.instance = dauys_crypto::wire::InstanceName::parse("other").unwrap();
    assert_eq!(
        rejected(sealed.bytes(), &letter.id, &elsewhere),
        Some(Rejection::Signature),
        "a letter of another installation"
    );
    let mut moved = letter.clone();
    moved.thread = other_id;
    assert_eq!(
        rejected(seal(&moved).bytes(), &letter.id, &team.roster),
        Some(Rejection::Thread),
        "a letter that claims another's thread"
    );
    let mut stolen = letter.clone();
    stolen.state = team.report(&team.reporter(), &[0], &[], "y").state;
    assert_eq!(
        rejected(seal(&stolen).bytes(), &letter.id, &team.roster),
        Some(Rejection::State),
        "a state of somebody else"
    );
    let mut file = sealed.bytes().to_vec();
    *file.last_mut().unwrap() ^= 1;
    assert_eq!(
        rejected(&file, &letter.id, &team.roster),
        Some(Rejection::Malformed),
        "one bit changed"
    );
}

#[test]
fn a_note_needs_a_known_author_who_signed_it() {
    let team = Team::of(3);
    let note = team.note(0, &[0, 1], "note");
    let instance = &team.roster.instance;
    let seal = |key| seal::investigator_letter(&note, instance, key, &team.roster).unwrap();
    let reader = &team.desks[1];
    let open = |file: &[u8], roster: &_| {
        open::letter(file, &note.id, &reader.identity, &reader.id, roster).map(|o| o.value)
    };
    let signed = seal(&team.desks[0].signing);
    assert_eq!(
        open(signed.bytes(), &team.roster),
        Ok(Letter::Investigator(Box::new(note.clone())))
    );
    let forged = seal(&team.desks[2].signing);
    assert_eq!(open(forged.bytes(), &team.roster), Err(Rejection::Signature.into()));
    let mut smaller = team.roster.clone();
    smaller.investigators.remove(0);
    assert_eq!(open(signed.bytes(), &smaller), Err(Rejection::UnknownAuthor.into()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_story_comes_back_and_a_wrong_key_never_opens(story in "\\PC{1,2000}", wrong: [u8; 32]) {
        prop_assume!(!story.trim().is_empty());
        let team = Team::of(2);
        let reporter = team.reporter();
        let letter = team.report(&reporter, &[1], &[], &story);
        let sealed =
            seal::reporter_letter(&letter, &reporter, &team.roster, OwnCopy::None).unwrap();
        prop_assert_eq!(sealed.bytes().len(), LETTER_BYTES);
        let desk = &team.desks[1];
        let opened =
            open::letter(sealed.bytes(), &letter.id, &desk.identity, &desk.id, &team.roster);
        prop_assert_eq!(opened.unwrap().value, Letter::Reporter(Box::new(letter.clone())));
        let wrong = dauys_crypto::hybrid::HybridIdentity::from_seed(&wrong);
        let refused = open::letter(sealed.bytes(), &letter.id, &wrong, &desk.id, &team.roster);
        prop_assert_eq!(refused.err(), Some(OpenError::NotOurs));
    }

    #[test]
    fn no_bytes_panic_a_parser(mut bytes in proptest::collection::vec(any::<u8>(), 0..400), place: prop::sample::Index) {
        let team = Team::of(1);
        let (desk, roster) = (&team.desks[0], &team.roster);
        let _ = open::read_letter(&bytes, roster);
        let framed = [b"dauys-letter/1\n".as_slice(), &[b'A'; 86], b"\n", &bytes].concat();
        let _ = open::read_letter(&framed, roster);
        bytes.resize(LETTER_BYTES, 0);
        let _ = open::letter(&bytes, &desk.id, &desk.identity, &desk.id, roster);
        let mut file = seal::cover_letter().unwrap().bytes().to_vec();
        *place.get_mut(&mut file) ^= 0x55;
        prop_assert!(open::letter(&file, &desk.id, &desk.identity, &desk.id, roster).is_err());
        let _ = dauys_crypto::card::Card::parse(&String::from_utf8_lossy(&bytes[..300]));
        let _ = dauys_crypto::roster::Fragment::parse(&String::from_utf8_lossy(&bytes[..300]));
        let _ = dauys_crypto::conversation::Conversation::collect(
            &team.reporter(), roster, today(), &bytes[..8_208],
        );
    }
}
