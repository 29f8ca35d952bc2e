//! What authors say of who reads her thread (docs/PROTOCOL.md, section 8). Everybody's own word
//! counts and nobody else's: on themselves that they read no more, on others that they let them
//! read. So nobody can declare another one gone, and nobody whom she never chose can let anyone in.

use crate::desk::DeskId;
use dauys_wire::Id;

use super::Conversation;
use crate::letter::Author;
use crate::reply::Reply;
use crate::state::State;

/// What the author of a reply is to her.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// She chose them as a reader.
    Chosen,
    /// She had chosen them when they wrote, by a state that she signed, and has not now.
    Before,
    /// Somebody whom she chose says that they let them read.
    LetIn,
    /// None of it.
    Stranger,
}

/// Somebody whom a reader lets read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LetIn {
    /// Who reads.
    pub id: Id,
    /// By whose word.
    pub by: Id,
}

/// What the newest reply of an author says of who reads, beyond what she chose herself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadersWord {
    /// They do not read any more: they do not name themselves.
    pub steps_back: bool,
    /// Whom they let read although she did not choose them; ascending.
    pub lets: Vec<Id>,
    /// Whom they let read although she shut them out; ascending.
    pub lets_shut_out: Vec<Id>,
}

impl ReadersWord {
    /// What a reply says. `known` is the state of hers that it carries, verified, and `newest` the
    /// one that counts. Whoever she had chosen as far as its author knew was let in by her.
    pub fn of(reply: &Reply, known: Option<&State>, newest: Option<&State>) -> Self {
        let Author::Investigator(author) = &reply.from else { return Self::default() };
        let states = || known.into_iter().chain(newest);
        let chosen = |id: &Id| states().any(|state| state.to.contains(id));
        if !chosen(author) {
            return Self::default();
        }
        let shut_out = |id: &Id| newest.is_some_and(|state| state.shut_out.contains(id));
        let knew = |id: &Id| known.is_some_and(|state| state.to.contains(id));
        let mut named = reply.readers.clone();
        named.sort_unstable();
        named.dedup();
        let others = || named.iter().copied();
        Self {
            steps_back: !named.contains(author),
            lets: others().filter(|id| !chosen(id) && !shut_out(id)).collect(),
            lets_shut_out: others().filter(|id| shut_out(id) && !knew(id)).collect(),
        }
    }
}

impl Standing {
    /// As far as her states tell.
    pub(super) fn of(author: &Id, known: Option<&State>, newest: Option<&State>) -> Self {
        let names = |state: Option<&State>| state.is_some_and(|state| state.to.contains(author));
        match (names(newest), names(known)) {
            (true, _) => Self::Chosen,
            (false, true) => Self::Before,
            (false, false) => Self::Stranger,
        }
    }
}

impl Conversation {
    /// Once all replies are here: of each desk the newest counts.
    pub(super) fn weigh_readers(&mut self) {
        let Self { replies, state, seen, left, let_in, .. } = self;
        let chosen = |id: &Id| state.as_ref().is_some_and(|state| state.to.contains(id));
        for received in replies.iter_mut() {
            let by = received.author;
            let desk = DeskId { investigator: by, device: received.reply.device };
            if seen.get(&desk).is_some_and(|newest| received.reply.n < newest.n) {
                received.readers = ReadersWord::default();
            }
            left.extend(Some(by).filter(|by| received.readers.steps_back && chosen(by)));
            let_in.extend(received.readers.lets.iter().map(|id| LetIn { id: *id, by }));
        }
        left.sort_unstable();
        left.dedup();
        let_in.sort_unstable();
        let_in.dedup();
        for received in replies {
            let is_let_in = let_in.iter().any(|one| one.id == received.author);
            if received.standing == Standing::Stranger && is_let_in {
                received.standing = Standing::LetIn;
            }
        }
    }
}
