//! Rosters, signed by the root whatever they say: an organisation may be malicious, or its tools
//! wrong (docs/PROTOCOL.md, section 4).
//!
//! What is taken keeps the rules, says the same when it is written again, and is refused with one
//! bit changed or another key. Of two that differ at most one may take the other's place.

#![no_main]

use std::collections::BTreeMap;

use dauys_crypto::draft;
use dauys_crypto::roster::{Fragment, Visit, trust};
use dauys_crypto::thread;
use dauys_fuzz::organisation::{self, READER};
use dauys_fuzz::{Seed, spoil, target, vectors};
use dauys_server::posted::{Posted, PostedFile};
use dauys_wire::json;
use dauys_wire::limits::{ADDRESSEES_MAX, ROSTER_MAX};
use dauys_wire::roster::Roster;
use serde_json::{Value, json};

fn check(input: &[u8]) -> bool {
    let minisig = organisation::minisign(input);
    let root = organisation::root();
    let Ok(roster) = Roster::verify(input, &minisig, Some(&root)) else {
        return assert_page_refuses(input, &minisig);
    };
    assert_eq!(Roster::verify(input, &minisig, None).as_ref(), Ok(&roster));
    assert!(Roster::verify(&spoil::one_bit(input), &minisig, Some(&root)).is_err());
    assert!(Roster::verify(input, &minisig, Some(&organisation::public(READER))).is_err());
    let written = serde_json::to_vec(&roster).expect("JSON");
    let again = json::parse::<Roster>(&written, 2 * ROSTER_MAX);
    assert_eq!(again.as_ref(), Ok(&roster));
    assert_eq!(roster.check(), Ok(()));

    readers_are_ones_of_it(&roster);
    takes_a_place_one_way(input, roster);
    true
}

/// The page verifies by the same key and must not come to another end.
fn assert_page_refuses(input: &[u8], minisig: &str) -> bool {
    let fragment = Fragment { root: Some(organisation::root()), ..Fragment::default() };
    let (server_day, device_day) = (organisation::day(), organisation::day());
    let visit =
        Visit { fragment: &fragment, origin: None, server_day, device_day, seen_version: None };
    assert!(trust(input, minisig, vectors::story("questionnaire").as_bytes(), &visit).is_err());
    false
}

fn readers_are_ones_of_it(roster: &Roster) {
    for channel in &roster.channels {
        assert!(channel.members.iter().all(|id| roster.investigator(id).is_some()));
        let card = channel.verified_card(&roster.instance);
        assert!(card.is_none_or(|card| card.id == channel.id));
    }
    let shut_out: Vec<_> = roster.investigators.iter().take(1).map(|it| it.id).collect();
    let proposal = draft::propose(roster, &shut_out, roster.issued);
    assert!(proposal.to.len() <= ADDRESSEES_MAX);
    assert!(proposal.to.iter().all(|id| !shut_out.contains(id)));
    assert!(proposal.to.iter().all(|id| roster.is_active(id, roster.issued)));
    let buckets = thread::buckets(&organisation::id(1), roster, roster.issued);
    assert!(buckets.iter().all(|bucket| *bucket < 1 << 16) && buckets.len() <= 2);
}

fn takes_a_place_one_way(input: &[u8], roster: Roster) {
    let real = vectors::story("roster").into_bytes();
    let (new, old) = (posted(input, roster), posted(&real, organisation::roster().clone()));
    let both = new.may_replace(&old).is_ok() && old.may_replace(&new).is_ok();
    assert!(!both || input == real);
}

fn posted(json: &[u8], roster: Roster) -> Posted {
    let file = |bytes: &[u8]| PostedFile { identity: bytes.to_vec().into(), br: Vec::new().into() };
    Posted {
        roster,
        roster_json: file(json),
        roster_signature: file(b""),
        questionnaire: file(b""),
        help: file(b""),
        webcat: BTreeMap::new(),
        signature_of_site: None,
    }
}

fn seeds() -> Vec<Seed> {
    let real = vectors::story("roster");
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut roster: Value = serde_json::from_str(&real).expect("a roster");
        change(&mut roster);
        roster.to_string()
    };
    // One investigator is enough, and quicker to change.
    let small = |roster: &mut Value| {
        let all = roster["investigators"].as_array_mut().expect("investigators");
        all.truncate(1);
        roster["channels"].as_array_mut().expect("channels").truncate(1);
    };
    let card = |roster: &mut Value| {
        small(roster);
        let one = &roster["investigators"][0];
        let member = json!({"id": one["id"], "recipient": one["recipient"], "signing_key": one["signing_key"]});
        let card = json!({"id": "union", "key": organisation::public(READER), "members": [member]});
        let text = card.to_string();
        let signature = organisation::sign(READER, dauys_wire::label::CHANNEL, text.as_bytes());
        roster["channels"][0]["card"] = json!(text);
        roster["channels"][0]["card_signature"] = json!(signature);
    };
    let before = |roster: &mut Value| {
        small(roster);
        roster["version"] = json!(2);
        roster["reply_buckets"] = json!({"count": 8, "previous": 4, "changed": roster["issued"]});
        roster["clocks"] = json!({"hr": {"acknowledge": 7}});
    };
    let mut seeds = vec![
        Seed::taken(real.as_str()),
        Seed::taken(changed(&small)),
        Seed::taken(changed(&card)),
        Seed::taken(changed(&before)),
    ];
    let broken: [(&str, Value); 8] = [
        ("/root", json!(organisation::public(READER))),
        ("/reply_days", json!(0)),
        ("/release_hours", json!(2)),
        ("/reply_buckets/count", json!(3)),
        ("/expires", json!("2026-01-01")),
        ("/organisation/exit/kk", json!("http://example")),
        ("/channels/0/members/0", json!(organisation::id(1))),
        ("/channels/0/id", json!("Union")),
    ];
    seeds.extend(broken.iter().map(|(place, value)| {
        Seed::refused(changed(&|roster| {
            small(roster);
            *roster.pointer_mut(place).expect("a field") = value.clone();
        }))
    }));
    seeds
}

target!();
