//! Replies, behind seal and signature: the JSON is the fuzzer's, signed by an investigator of the
//! roster and sealed to the reporter (docs/PROTOCOL.md, section 8).
//!
//! What is taken is for her thread and says the same when it is written again; with one bit changed
//! it is refused. In her conversation nobody speaks whom she shut out, and nobody counts as chosen
//! whom she did not choose.

#![no_main]

use dauys_crypto::conversation::{Before, Conversation, Echo, Standing};
use dauys_crypto::desk::DeskId;
use dauys_crypto::hybrid::HybridRecipient;
use dauys_crypto::open::{self, Opened};
use dauys_crypto::reply::{self, Reply};
use dauys_crypto::state::State;
use dauys_fuzz::organisation::{self, READER, reporter, roster};
use dauys_fuzz::sealing::{framed, seal};
use dauys_fuzz::{Seed, spoil, target, vectors};
use dauys_wire::limits::{REPLY_BYTES, REPLY_JSON_MAX};
use dauys_wire::{Digest, Id, Signature, json, label};
use serde_json::{Value, json};

/// The first byte: her state in it is signed anew, so that others of her states come into play.
const MENDED: u8 = b'm';

fn check(input: &[u8]) -> bool {
    let Some((how, exact)) = input.split_first() else { return false };
    let mended = (*how == MENDED).then(|| mend(exact)).flatten();
    let exact = mended.as_deref().unwrap_or(exact);
    // Sealing takes a hundred times as long as reading: what is no reply at all is sealed sometimes.
    let readable = json::parse::<Reply>(exact, REPLY_JSON_MAX).is_ok();
    if !readable && Digest::of(exact).as_bytes()[0] >= 16 {
        return false;
    }
    let signature = organisation::sign(READER, label::REPLY, exact);
    let Some(file) = sealed(&signature, exact) else { return false };
    let id = id_in(exact);
    let taken = match open::reply(&file, &id, reporter(), roster()) {
        Ok(opened) => {
            is_whole(&opened, exact);
            let spoiled = sealed(&signature, &spoil::one_bit(exact)).expect("as long as before");
            assert!(open::reply(&spoiled, &id, reporter(), roster()).is_err());
            true
        }
        Err(_) => false,
    };
    if taken {
        tells_her_right(&id, &file);
    }
    taken
}

fn is_whole(opened: &Opened<Reply>, exact: &[u8]) {
    assert!(exact.len() <= REPLY_JSON_MAX);
    assert_eq!(opened.json.as_bytes(), exact);
    assert_eq!(opened.sha256, Digest::of(exact));
    assert_eq!(opened.value.thread, reporter().thread());
    let written = serde_json::to_vec(&opened.value).expect("JSON");
    assert_eq!(json::parse::<Reply>(&written, 2 * REPLY_JSON_MAX).as_ref(), Ok(&opened.value));
}

/// Beside the real reply of the story.
fn tells_her_right(id: &Id, file: &[u8]) {
    let real: Id = Id::parse(&vectors::story("reply_id")).expect("an id");
    let records = [real.as_bytes(), &*vectors::story_file("reply"), id.as_bytes(), file].concat();
    let conversation = Conversation::collect(reporter(), roster(), organisation::day(), &records)
        .expect("two records");
    assert!(conversation.replies.len() + conversation.refused.len() <= 2);
    let state = conversation.state.as_ref().expect("the real reply has a state");
    for received in &conversation.replies {
        assert!(!state.shut_out.contains(&received.author), "the shut-out one is shown");
        let is_chosen = received.standing == Standing::Chosen;
        assert_eq!(is_chosen, state.to.contains(&received.author));
        assert!(received.before == Before::Here || received.reply.prev.is_some());
        let desk = DeskId { investigator: received.author, device: received.reply.device };
        assert!(conversation.seen[&desk].n >= received.reply.n);
        let key = &reporter().keys().signing_key;
        let hers =
            received.reply.state.as_ref().map(|it| it.verify(&roster().instance, key).is_ok());
        match received.echo {
            Echo::Absent => assert_eq!(hers, None),
            Echo::Forged => assert_eq!(hers, Some(false)),
            Echo::Hers | Echo::RolledBack => assert_eq!(hers, Some(true)),
        }
    }
    if !conversation.replies.iter().any(|it| it.standing == Standing::Chosen) {
        assert!(conversation.received().is_empty());
    }
}

fn sealed(signature: &Signature, exact: &[u8]) -> Option<Vec<u8>> {
    let recipient = HybridRecipient::try_from(&reporter().keys().recipient).ok()?;
    seal(&recipient, &framed(reply::MAGIC, signature, exact), REPLY_BYTES)
}

fn id_in(exact: &[u8]) -> Id {
    let value: Option<Value> = serde_json::from_slice(exact).ok();
    let id = value.as_ref().and_then(|value| value.get("id")).and_then(Value::as_str);
    id.and_then(|id| Id::parse(id).ok()).unwrap_or(organisation::id(0))
}

/// Signs the state in a reply as she would.
fn mend(exact: &[u8]) -> Option<Vec<u8>> {
    let mut reply: Value = serde_json::from_slice(exact).ok()?;
    let state = reply.get_mut("state")?;
    let text = state.get("json")?.as_str()?;
    let signed = serde_json::from_str::<State>(text).ok()?.sign(reporter()).ok()?;
    *state = json!(signed);
    serde_json::to_vec(&reply).ok()
}

fn seeds() -> Vec<Seed> {
    let real = vectors::story("reply_json");
    let full = |state: &State| {
        let mut reply: Value = serde_json::from_str(&real).expect("a reply");
        reply["id"] = json!(organisation::id(8));
        reply["n"] = json!(3);
        reply["prev"] = json!({"n": 2, "day": organisation::day().minus(40)});
        reply["kind"] = json!("status");
        reply["status"] = json!("x");
        reply["due"] = json!({"feedback": organisation::day()});
        reply["state"] = json!(state.sign(reporter()).expect("a state"));
        reply.to_string()
    };
    let text: Value = serde_json::from_str(&real).expect("a reply");
    let mut state: State =
        serde_json::from_str(text["state"]["json"].as_str().expect("a state")).expect("a state");
    let same = full(&state);
    state.v += 1;
    (state.to, state.shut_out) = (state.shut_out, state.to);
    let broken = |field: &str, value: Value| {
        let mut reply = text.clone();
        reply[field] = value;
        Seed::refused(format!("r{reply}"))
    };
    vec![
        broken("thread", json!(organisation::id(9))),
        broken("n", json!(0)),
        broken("from", json!("reporter")),
        Seed::taken(format!("r{real}")),
        Seed::taken(format!("r{same}")),
        Seed::taken(format!("m{}", full(&state))),
        Seed::refused(format!("r{}", real.replace(&organisation::id(READER).to_string(), "x"))),
    ]
}

target!();
