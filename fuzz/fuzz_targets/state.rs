//! Her state, signed by herself, and what follows from several (docs/PROTOCOL.md, section 6).
//!
//! Nobody is both chosen and shut out. Of two newest states only those are written to whom both
//! name, and nobody whom either shuts out, in whatever order they come.

#![no_main]

use dauys_crypto::letter::is_addressee_list;
use dauys_crypto::state::{SignedState, State, newest};
use dauys_fuzz::{Seed, organisation, spoil, target, vectors};
use dauys_wire::json;
use serde_json::Value;

fn check(input: &[u8]) -> bool {
    let mut parts = input.split(|byte| *byte == b'\n');
    let states: Vec<State> = parts.by_ref().take(3).filter_map(verified).collect();
    follow(&states);
    !states.is_empty()
}

fn verified(exact: &[u8]) -> Option<State> {
    let json = std::str::from_utf8(exact).ok()?.to_owned();
    let key = &organisation::her_keys().signing_key;
    let signed = SignedState { signature: organisation::sign_state(&json), json };
    let state = signed.verify(organisation::instance(), key).ok()?;

    assert!(is_addressee_list(&state.to));
    assert!(state.to.iter().all(|id| !state.shut_out.contains(id)));
    let written = serde_json::to_vec(&state).expect("JSON");
    assert_eq!(json::parse::<State>(&written, 2 * written.len()).as_ref(), Ok(&state));
    if let Ok(spoiled) = String::from_utf8(spoil::one_bit(exact)) {
        let spoiled = SignedState { json: spoiled, ..signed };
        assert!(spoiled.verify(organisation::instance(), key).is_err());
    }
    Some(state)
}

fn follow(states: &[State]) {
    let Some(joined) = newest(states) else { return assert!(states.is_empty()) };
    let v = states.iter().map(|state| state.v).max().expect("a state");
    assert_eq!(joined.v, v);
    for state in states.iter().filter(|state| state.v == v) {
        assert!(joined.to.iter().all(|id| state.to.contains(id)));
        assert!(joined.to.iter().all(|id| !state.shut_out.contains(id)));
        assert!(state.shut_out.iter().all(|id| joined.shut_out.contains(id)));
    }
    let mut turned = states.to_vec();
    turned.reverse();
    let turned = newest(&turned).expect("a state");
    assert_eq!(
        (turned.to, turned.shut_out, turned.letters),
        (joined.to, joined.shut_out, joined.letters)
    );
}

fn seeds() -> Vec<Seed> {
    let letter: Value = serde_json::from_str(&vectors::story("letter_json")).expect("a letter");
    let real = letter["state"]["json"].as_str().expect("a state").to_owned();
    let mut state: State = serde_json::from_str(&real).expect("a state");
    (state.to, state.shut_out) = (state.shut_out, state.to);
    let turned = serde_json::to_string(&state).expect("JSON");
    state.to.extend(&state.shut_out);
    state.to.sort_unstable();
    let both = serde_json::to_string(&state).expect("JSON");
    state.to.clear();
    let nobody = serde_json::to_string(&state).expect("JSON");
    vec![
        Seed::taken(real.as_str()),
        Seed::taken(format!("{real}\n{turned}")),
        Seed::taken(format!("{real}\n{turned}\n{real}")),
        Seed::refused(nobody),
        Seed::refused(both),
    ]
}

target!();
