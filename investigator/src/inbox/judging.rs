//! What is kept of a letter, and how it counts. Our own comes back like any other, and a letter
//! that somebody fetched anew changes nothing that is known, except that it may be taken now.

use dauys_crypto::letter::Letter;
use dauys_crypto::open::{OpenError, Rejection};
use dauys_wire::{Digest, Id};

use super::Fetched;
use super::opening::Tried;
use crate::vault::Contents;
use crate::vault::contents::{VaultLetter, parse_letter};
use crate::vault::record::{KeptLetter, Record, RejectedLetter, RejectionReason};
use crate::vault::rewrite::without;

pub(super) fn judge(tried: Tried, known: &Contents, fetched: &mut Fetched) -> Option<Record> {
    let Tried { id, day, outcome } = tried;
    if known.is_taken(&id) {
        return None;
    }
    let mut refuse = |reason| {
        let refused = RejectedLetter { id, day, reason };
        // Told once.
        let is_new = known.rejected().get(&id) != Some(&refused);
        fetched.rejected += usize::from(is_new);
        is_new.then_some(Record::Rejected(refused))
    };
    match outcome {
        // Whoever knows an id, as the server does, can seal another letter under it to us.
        Ok(kept) if is_other(&kept, known) => refuse(RejectionReason::Malformed),
        Ok(kept) => take(kept, known, fetched),
        Err(OpenError::Rejected(rejection)) => refuse(reason(rejection)),
        // What we wrote opens for us: if it does not, the server changed it.
        Err(OpenError::NotOurs) if known.letters().contains_key(&id) => {
            refuse(RejectionReason::Malformed)
        }
        Err(OpenError::NotOurs) if known.knows(&id) => None,
        Err(OpenError::NotOurs) => {
            fetched.not_ours += 1;
            Some(Record::NotOurs { ids: vec![id] })
        }
    }
}

/// Whether another letter is known under its id.
fn is_other(kept: &KeptLetter, known: &Contents) -> bool {
    let same = |letter: &VaultLetter| letter.sha256 == Digest::of(kept.json.as_bytes());
    known.letters().get(&kept.id).is_some_and(|letter| !same(letter))
}

fn take(kept: KeptLetter, known: &Contents, fetched: &mut Fetched) -> Option<Record> {
    if is_of_recused(&kept, known) {
        return Some(Record::NotOurs { ids: vec![kept.id] });
    }
    let taken = without_deleted(kept, known)?;
    fetched.opened += usize::from(!known.letters().contains_key(&taken.id));
    Some(Record::Letter(taken))
}

/// Whether it is the reporter's in a case that this investigator stepped out of. What only they can
/// hand on is kept until they have.
fn is_of_recused(kept: &KeptLetter, known: &Contents) -> bool {
    match parse_letter(kept.json.as_bytes()) {
        Some(Letter::Reporter(letter)) => {
            known.is_recused(&letter.thread) && known.forward_to(&letter.thread).is_empty()
        }
        _ => false,
    }
}

/// A case that was deleted here is not brought back: neither by late letters of colleagues, nor by
/// her letters that were deleted with it and are fetched anew.
fn without_deleted(kept: KeptLetter, known: &Contents) -> Option<KeptLetter> {
    match parse_letter(kept.json.as_bytes()) {
        Some(Letter::Investigator(letter)) => {
            let events = letter.events.iter().map(|event| event.event.thread);
            let shared = letter.shared.iter().map(|shared| shared.letter.thread);
            let mut threads: Vec<Id> = events.chain(shared).collect();
            // To whom we handed on what is still here of a case that we stepped out of is known from
            // our own letters alone.
            let is_ours = known.letters().get(&kept.id).is_some_and(|own| !own.is_cut);
            let is_cut = |of: &Id| known.is_deleted(of) || (known.is_recused(of) && !is_ours);
            threads.retain(is_cut);
            threads.iter().try_fold(kept, without)
        }
        Some(Letter::Reporter(letter))
            if known.is_not_ours(&kept.id) && known.deleted(&letter.thread).is_some() =>
        {
            None
        }
        _ => Some(kept),
    }
}

const fn reason(rejection: Rejection) -> RejectionReason {
    match rejection {
        Rejection::Malformed => RejectionReason::Malformed,
        Rejection::Signature => RejectionReason::Signature,
        Rejection::UnknownAuthor => RejectionReason::UnknownAuthor,
        Rejection::IdMismatch => RejectionReason::IdMismatch,
        Rejection::NotAddressed => RejectionReason::NotAddressed,
        Rejection::Thread => RejectionReason::Thread,
        Rejection::State => RejectionReason::State,
    }
}
