//! The end of the story: she has what she sent shown to her, takes the report back and has it erased.
//! What erases a letter is a secret of hers until then, and the server has to see it once.

use dauys_tests::hunt::{Found, Hunt};
use dauys_tests::organisation::{INSTANCE, MARAT};
use dauys_tests::relay::Relay;
use dauys_tests::stack::Stack;
use dauys_tests::{reporter, secrets};
use dauys_wire::Id;

use crate::{HERS, SECOND_ANSWER, TEAMS, Told, all};

#[test]
fn what_erases_a_letter_is_nowhere_before_it_is_used_and_then_neither_kept_nor_sent() {
    let Tokens { unused, used, received, .. } = &all().tokens;
    for (place, found) in unused.iter().chain(used) {
        found.assert_nothing(place);
    }
    assert_eq!(received.len(), 2, "her report and what she added");
    assert!(received.iter().all(|found| found.times() > 0), "it was sent to the server");
}

/// What was found of the tokens of her letters.
pub(crate) struct Tokens {
    /// Before they were used, and of the one that never is, by place.
    unused: Vec<Place>,
    /// Afterwards, where they must not be.
    pub(crate) used: Vec<Place>,
    /// Of each that was used, in what the server received.
    received: Vec<Found>,
    /// For those that were used.
    pub(crate) hunt: Hunt,
}

/// A place, and what was found there.
type Place = (&'static str, Found);

/// She comes back for the last time, and the union learns of it.
pub(crate) fn tell(relay: &Relay, stack: &Stack, told: &Told) -> Tokens {
    let tokens = |letters: &[Id]| secrets::tokens(&told.code, INSTANCE, letters);
    let hunt = Hunt::new(&tokens(&told.letters));
    // By the answer to it her page knows of the follow-up.
    let union = stack.organisation.investigator(&MARAT);
    union.reply(&told.case, SECOND_ANSWER);
    let mut unused = everywhere(&hunt, relay, stack);

    relay.come_from(HERS);
    let last = reporter::take_back(&told.device, &stack.address, &told.code);
    assert_eq!(last.shown, ["no-copy"; 2]);
    assert_eq!(last.erased, ["erased"; 2]);
    assert_eq!(last.watch.letters("DELETE"), told.letters);
    relay.come_from(TEAMS);
    assert_eq!(union.sync()["opened"], 1);

    // The letter by which she took it back stays.
    let stays = Hunt::new(&tokens(&last.watch.letters("PUT")));
    unused.extend(everywhere(&stays, relay, stack));
    let used = vec![
        ("files of the running server", hunt.in_files(&stack.data())),
        ("what the server sent", hunt.in_bytes("wire", &relay.sent())),
    ];
    let wire = relay.received();
    let each = tokens(&told.letters).into_iter();
    let received = each.map(|token| Hunt::new(&[token]).in_bytes("wire", &wire)).collect();
    Tokens { unused, used, received, hunt }
}

fn everywhere(hunt: &Hunt, relay: &Relay, stack: &Stack) -> Vec<Place> {
    vec![
        ("memory", hunt.in_memory(stack.server.pid())),
        ("files of the running server", hunt.in_files(&stack.data())),
        ("what the server received", hunt.in_bytes("wire", &relay.received())),
        ("what the server sent", hunt.in_bytes("wire", &relay.sent())),
    ]
}
