//! Her own letters, fetched again with her code: hers only where she kept a copy, and only as she
//! wrote them.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::Team;
use dauys_crypto::letter::ReporterLetter;
use dauys_crypto::open::{self, OpenError, Rejection};
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::thread::Reporter;
use dauys_crypto::wire::Id;

#[test]
fn with_her_code_she_opens_the_letters_of_which_she_kept_a_copy_and_no_others() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0, 1], &[], "x");
    let open = |own_copy| {
        let file = sealed(&team, &letter, &reporter, own_copy);
        open::own_letter(&file, &letter.id, &reporter, &team.roster).map(|opened| opened.value)
    };
    assert_eq!(open(OwnCopy::Kept), Ok(letter.clone()));
    assert_eq!(open(OwnCopy::None), Err(OpenError::NotOurs));
}

#[test]
fn what_a_server_shows_in_the_place_of_her_letter_is_refused_with_its_reason() {
    let team = Team::of(2);
    let (reporter, stranger) = (team.reporter(), team.reporter());
    let letter = team.report(&reporter, &[0, 1], &[], "x");
    let refused = |file: &[u8], id: &Id| {
        open::own_letter(file, id, &reporter, &team.roster).map(|opened| opened.value.id)
    };
    let file = sealed(&team, &letter, &reporter, OwnCopy::Kept);
    let other = Id::from_bytes([7; 16]);
    assert_eq!(refused(&file, &other), Err(Rejection::IdMismatch.into()));
    assert_eq!(refused(&file[1..], &letter.id), Err(Rejection::Malformed.into()));

    // By somebody else who knows her recipient: everyone she writes to does.
    let mut theirs = team.report(&stranger, &[0, 1], &[], "y");
    theirs.id = letter.id;
    let file = sealed_to_her(&team, &theirs, &stranger, &reporter);
    assert_eq!(refused(&file, &letter.id), Err(Rejection::Thread.into()));
    theirs.reporter = letter.reporter;
    let file = sealed_to_her(&team, &theirs, &stranger, &reporter);
    assert_eq!(refused(&file, &letter.id), Err(Rejection::Signature.into()));
}

fn sealed(team: &Team, letter: &ReporterLetter, author: &Reporter, own: OwnCopy) -> Vec<u8> {
    let sealed = seal::reporter_letter(letter, author, &team.roster, own);
    sealed.unwrap().bytes().to_vec()
}

/// A letter by somebody else, sealed to a reporter as if she were one of the team.
fn sealed_to_her(
    team: &Team,
    letter: &ReporterLetter,
    author: &Reporter,
    her: &Reporter,
) -> Vec<u8> {
    let mut roster = team.roster.clone();
    roster.investigators[0].recipient = her.keys().recipient.clone();
    let sealed = seal::reporter_letter(letter, author, &roster, OwnCopy::None);
    sealed.unwrap().bytes().to_vec()
}
