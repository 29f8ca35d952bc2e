//! A reporter's state: whom she chose, whom she shut out, what she sent. It travels in her letters,
//! every reply echoes her newest, and so a page that stores nothing knows it again when she comes
//! back (docs/PROTOCOL.md, section 6). Without it a follow-up could be sealed to the accused.

use dauys_wire::{Id, InstanceName, PublicKey, Signature, json, label};
use serde::{Deserialize, Serialize};

use crate::letter::{Lang, is_addressee_list};
use crate::signing;
use crate::thread::Reporter;

/// Longer than any state of a thread with a hundred letters.
pub const STATE_MAX: usize = 8_192;
/// Letters a state names; older ones are left out, so that it stays small enough for a reply.
pub const STATE_LETTERS_MAX: usize = 32;

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Grows with every letter she writes after having seen the one before.
    pub v: u64,
    /// Whom she writes to, ascending.
    pub to: Vec<Id>,
    /// Whom she shut out, ascending.
    pub shut_out: Vec<Id>,
    /// The language she reads.
    pub lang: Lang,
    /// Her newest letters, up to [`STATE_LETTERS_MAX`].
    pub letters: Vec<Id>,
    /// The version of the roster that she was shown: a page that stores nothing knows by it when an
    /// older one is shown to her later.
    #[serde(default)]
    pub roster: u64,
    /// The letter with which she took the report back, if she has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Id>,
}

/// A state with her signature over its exact bytes, label `dauys/1/state`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedState {
    /// By the reporter's signing key.
    pub signature: Signature,
    /// The JSON of a [`State`], exactly as signed.
    pub json: String,
}

/// Not signed by her, or not a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a state of this reporter")]
pub struct BadState;

impl State {
    /// Signs it.
    pub fn sign(&self, reporter: &Reporter) -> Result<SignedState, BadState> {
        let json = serde_json::to_string(self).map_err(|_| BadState)?;
        Ok(SignedState { signature: reporter.sign(label::STATE, json.as_bytes()), json })
    }
}

impl SignedState {
    /// Verifies and parses it.
    pub fn verify(&self, instance: &InstanceName, key: &PublicKey) -> Result<State, BadState> {
        let exact = self.json.as_bytes();
        if !signing::verify(key, label::STATE, instance, exact, &self.signature) {
            return Err(BadState);
        }
        let state: State = json::parse(exact, STATE_MAX).map_err(|_| BadState)?;
        let apart = state.to.iter().all(|id| !state.shut_out.contains(id));
        if is_addressee_list(&state.to) && apart { Ok(state) } else { Err(BadState) }
    }
}

/// What a page goes by, out of all of her states that replies have echoed: the newest; where two
/// letters were written without knowing of each other, only those whom both name, and nobody whom
/// either shuts out. `None` without any state.
pub fn newest(states: &[State]) -> Option<State> {
    let v = states.iter().map(|state| state.v).max()?;
    let mut newest = states.iter().filter(|state| state.v == v);
    let mut joined = newest.next()?.clone();
    for other in newest {
        joined.to.retain(|id| other.to.contains(id));
        joined.shut_out.extend(&other.shut_out);
        joined.letters.extend(&other.letters);
        joined.roster = joined.roster.max(other.roster);
        joined.withdrawn = joined.withdrawn.or(other.withdrawn);
    }
    for list in [&mut joined.shut_out, &mut joined.letters] {
        list.sort_unstable();
        list.dedup();
    }
    let State { to, shut_out, .. } = &mut joined;
    to.retain(|id| !shut_out.contains(id));
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Code;

    fn id(byte: u8) -> Id {
        Id::from_bytes([byte; 16])
    }

    fn state(v: u64, to: &[u8], shut_out: &[u8]) -> State {
        let ids = |bytes: &[u8]| bytes.iter().map(|b| id(*b)).collect();
        let (to, shut_out) = (ids(to), ids(shut_out));
        State { v, to, shut_out, lang: Lang::Kk, letters: vec![], roster: 1, withdrawn: None }
    }

    #[test]
    fn only_her_own_state_of_this_instance_verifies() {
        let instance = InstanceName::parse("demo").unwrap();
        let (she, other) = (
            Reporter::derive(&Code::generate(), "", &instance),
            Reporter::derive(&Code::generate(), "", &instance),
        );
        let signed = state(1, &[1, 2], &[3]).sign(&she).unwrap();
        let key = she.keys().signing_key;
        assert_eq!(signed.verify(&instance, &key).unwrap(), state(1, &[1, 2], &[3]));
        assert_eq!(signed.verify(&instance, &other.keys().signing_key), Err(BadState));
        let elsewhere = InstanceName::parse("other").unwrap();
        assert_eq!(signed.verify(&elsewhere, &key), Err(BadState));
        for wrong in [state(1, &[], &[]), state(1, &[2, 1], &[]), state(1, &[1], &[1])] {
            assert_eq!(wrong.sign(&she).unwrap().verify(&instance, &key), Err(BadState));
        }
    }

    #[test]
    fn of_two_newest_states_nobody_whom_either_shuts_out_stays() {
        let joined =
            newest(&[state(1, &[1, 2, 3], &[]), state(2, &[1, 2], &[3]), state(2, &[1, 3], &[2])]);
        assert_eq!(joined.unwrap(), state(2, &[1], &[2, 3]));
        assert_eq!(newest(&[]), None);
    }

    #[test]
    fn of_two_newest_states_a_withdrawal_and_the_newer_roster_stay() {
        let mut withdrawn = state(2, &[1], &[]);
        withdrawn.withdrawn = Some(id(9));
        let mut later = state(2, &[1], &[]);
        later.roster = 7;
        for both in [[withdrawn.clone(), later.clone()], [later, withdrawn]] {
            let joined = newest(&both).unwrap();
            assert_eq!((joined.roster, joined.withdrawn), (7, Some(id(9))));
        }
    }
}
