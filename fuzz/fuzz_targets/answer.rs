//! The small JSON answers of the server, which a hostile one writes as it likes, and the one small
//! body that is sent to it (docs/PROTOCOL.md, section 9).
//!
//! What is taken says the same when it is written again. An acceptance proves nothing but what the
//! server signed.

#![no_main]

use dauys_fuzz::organisation::{self, READER};
use dauys_fuzz::{Seed, target};
use dauys_wire::acceptance::{Acceptance, Accepted};
use dauys_wire::api::{Health, InboxDay, InboxDays, InboxFetch, ReplyTaken};
use dauys_wire::limits::ANSWER_MAX;
use dauys_wire::problem::{Problem, ProblemCode};
use dauys_wire::{Digest, json};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn check(input: &[u8]) -> bool {
    let acceptance = read::<Acceptance>(input);
    if let Some(acceptance) = &acceptance {
        proves_what_was_signed_alone(acceptance);
    }
    let others = [
        read::<Health>(input).is_some(),
        read::<InboxDays>(input).is_some(),
        read::<InboxDay>(input).is_some(),
        read::<InboxFetch>(input).is_some(),
        read::<ReplyTaken>(input).is_some(),
        read::<Problem>(input).is_some(),
    ];
    acceptance.is_some() || others.contains(&true)
}

fn read<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(input: &[u8]) -> Option<T> {
    let value: T = json::parse(input, ANSWER_MAX).ok()?;
    let written = serde_json::to_vec(&value).expect("JSON");
    assert_eq!(json::parse::<T>(&written, 2 * ANSWER_MAX).as_ref(), Ok(&value));
    Some(value)
}

fn accepted() -> Accepted {
    let day = organisation::day();
    let (sha256, withdraw) = (Digest::of(b"letter"), Digest::of(b"token"));
    Accepted { id: organisation::id(1), day, sha256, withdraw }
}

fn signed() -> Acceptance {
    accepted().sign(organisation::instance(), organisation::signing_key(READER))
}

fn proves_what_was_signed_alone(acceptance: &Acceptance) {
    let (real, key) = (accepted(), organisation::public(READER));
    let proves = acceptance.proves(
        organisation::instance(),
        &key,
        &acceptance.id,
        &acceptance.sha256,
        &real.withdraw,
    );
    assert_eq!(proves, *acceptance == signed());
}

fn seeds() -> Vec<Seed> {
    let day = organisation::day();
    let ids = vec![organisation::id(1), organisation::id(2)];
    let real = [
        serde_json::to_vec(&signed()),
        serde_json::to_vec(&Health { day, stamp_bits: 14, blob_bytes: 1 << 20 }),
        serde_json::to_vec(&InboxDays { days: vec![day, day.plus(1)] }),
        serde_json::to_vec(&InboxFetch { ids }),
        serde_json::to_vec(&ReplyTaken { id: organisation::id(1), sha256: Digest::of(b"") }),
        serde_json::to_vec(&ProblemCode::Quota.problem()),
    ];
    let mut seeds: Vec<Seed> = real.into_iter().map(|it| Seed::taken(it.expect("JSON"))).collect();
    seeds.push(Seed::refused("{}"));
    seeds
}

target!();
