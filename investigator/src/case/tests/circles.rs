//! Causes in a circle: somebody says of an event that it is the copy of a reply which it came after.

use super::*;
use crate::case::step::Step;

const ALL: [Id; 3] = [A, B, C];

/// A letter that knows of these letters of hers and has seen the newest replies of these desks.
fn writes(
    she: &dauys_crypto::thread::Reporter,
    v: u64,
    mine: &[&VaultLetter],
    seen: &[(Id, &[u8])],
) -> VaultLetter {
    let mut letter = report(she, &ALL, &[]);
    letter.id = random_id();
    letter.kind = ReporterKind::Message;
    letter.mine = mine.iter().map(|letter| *letter.letter.id()).collect();
    letter.state = state(v, &ALL, &[]).sign(she).unwrap();
    for (desk, reply) in seen {
        letter.seen.insert(DeskId::from(*desk), Seen { n: 1, sha256: Digest::of(reply) });
    }
    kept_report(letter)
}

/// The copy of a reply.
fn copy(by: Id, thread: Id, reply: &[u8], after: &[&VaultLetter]) -> VaultLetter {
    let body = EventBody { sha256: Some(Digest::of(reply)), ..EventBody::default() };
    says(by, &ALL, thread, after, EventKind::Answer, body)
}

fn naming(who: Id) -> EventBody {
    EventBody { investigator: Some(who), ..EventBody::default() }
}

/// Whether causes come before effects, and are known, for each of these.
fn is_one_after_the_other(case: &Case<'_>, letters: &[&VaultLetter]) -> bool {
    let place = |letter: &&VaultLetter| {
        let name = name_of(letter);
        case.entries.iter().position(|entry| entry.sha256 == name).unwrap()
    };
    let places: Vec<usize> = letters.iter().map(place).collect();
    places.is_sorted() && places.windows(2).all(|two| case.graph.is_before(two[0], two[1]))
}

#[test]
fn whoever_brings_the_copy_of_a_reply_late_puts_nothing_else_out_of_order() {
    let successor = Id::from_bytes([4; 16]);
    for _ in 0..40 {
        let she = reporter();
        let thread = she.thread();
        let first = kept_report(report(&she, &ALL, &[]));
        let honest = copy(A, thread, b"answer", &[&first]);
        let more = writes(&she, 2, &[&first], &[(A, b"answer"), (B, b"late")]);
        let late = copy(B, thread, b"late", &[&more]);
        let close = with_status("confirmed");
        let closed = says(A, &ALL, thread, &[&more], EventKind::Close, close);
        let reopened = does(C, &ALL, thread, &[&closed], EventKind::Reopen);
        let shared = says(A, &ALL, thread, &[&reopened], EventKind::Share, naming(successor));
        let last =
            says(successor, &ALL, thread, &[&shared], EventKind::Answer, EventBody::default());
        let case = the_case([&first, &honest, &more, &late, &closed, &reopened, &shared, &last]);
        let story = [&first, &honest, &more, &closed, &reopened, &shared, &last];
        assert!(is_one_after_the_other(&case, &story));
        assert!(is_one_after_the_other(&case, &[&more, &late]), "it knew of her letter");
        assert_eq!(case.handling().step.value(), Some(&Step::Assessing), "it stays open");
        assert_eq!(case.handling().contrary(), []);
        let is_theirs = |place| case.people.is_outsiders(place);
        assert!(!(0..case.entries.len()).any(is_theirs), "and the successor takes part");
    }
}

#[test]
fn a_letter_of_hers_that_hangs_behind_a_circle_keeps_what_it_knew_of() {
    for _ in 0..40 {
        let she = reporter();
        let thread = she.thread();
        let first = kept_report(report(&she, &ALL, &[]));
        let one = writes(&she, 2, &[&first], &[(B, b"late")]);
        let honest = copy(A, thread, b"answer", &[&one]);
        let two = writes(&she, 3, &[&first, &one], &[(A, b"answer"), (B, b"late")]);
        // Of what she saw when she wrote the one, and it knows of the other.
        let late = copy(B, thread, b"late", &[&two]);
        let case = the_case([&late, &two, &honest, &one, &first]);
        assert!(is_one_after_the_other(&case, &[&first, &one, &honest, &two, &late]));
    }
}

#[test]
fn nobody_says_that_an_event_of_theirs_is_the_copy_of_a_colleagues_reply() {
    for _ in 0..20 {
        let she = reporter();
        let thread = she.thread();
        let first = kept_report(report(&she, &ALL, &[]));
        let honest = copy(A, thread, b"answer", &[&first]);
        let more = writes(&she, 2, &[&first], &[(A, b"answer")]);
        let false_copy = copy(B, thread, b"answer", &[]);
        let case = the_case([&first, &honest, &more, &false_copy]);
        assert!(is_one_after_the_other(&case, &[&first, &honest, &more]));
        let at = |name| case.entries.iter().position(|entry| entry.sha256 == name).unwrap();
        assert!(!case.graph.is_before(at(name_of(&false_copy)), at(name_of(&more))));
    }
}

#[test]
fn two_who_hang_their_copies_on_letters_that_saw_the_others_leave_one_order_for_all() {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &ALL, &[]));
    let one = writes(&she, 2, &[&first], &[(A, b"a")]);
    let two = writes(&she, 2, &[&first], &[(B, b"b")]);
    let of_a = copy(A, thread, b"a", &[&two]);
    let of_b = copy(B, thread, b"b", &[&one]);
    let letters = [&first, &one, &two, &of_a, &of_b];
    let expected = order_of(letters);
    assert_eq!(expected.len(), 5);
    for turn in 0..5 {
        let mut turned = letters;
        turned.rotate_left(turn);
        assert_eq!(order_of(turned), expected);
    }
    let case = the_case(letters);
    assert!(is_one_after_the_other(&case, &[&two, &of_a]));
    assert!(is_one_after_the_other(&case, &[&one, &of_b]), "what is named by its hash came before");
}
