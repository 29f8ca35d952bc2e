//! What each odd-looking rule of the protocol is for: one attack a test, named by its promise.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::{Team, bucket, today};
use dauys_crypto::conversation::{Before, Conversation, Standing};
use dauys_crypto::draft::Known;
use dauys_crypto::letter::{Author, Letter, ReporterLetter};
use dauys_crypto::open::{self, OpenError, Rejection};
use dauys_crypto::reply::Reply;
use dauys_crypto::seal::{self, OwnCopy, SealedReply};
use dauys_crypto::state::State;
use dauys_crypto::thread::Reporter;
use dauys_crypto::wire::{Digest, Id, PublicKey, json};

fn knowing(state: &State) -> Known {
    Known { state: Some(state.clone()), ..Known::default() }
}

fn sealed(team: &Team, letter: &ReporterLetter, author: &Reporter) -> Vec<u8> {
    let sealed = seal::reporter_letter(letter, author, &team.roster, OwnCopy::None).unwrap();
    sealed.bytes().to_vec()
}

fn opened_by(team: &Team, desk: usize, file: &[u8], id: &Id) -> Result<Letter, OpenError> {
    let desk = &team.desks[desk];
    open::letter(file, id, &desk.identity, &desk.id, &team.roster).map(|opened| opened.value)
}

#[test]
fn an_addressee_who_is_malicious_recused_or_gone_keeps_no_power_over_her_thread() {
    let team = Team::of(3);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0, 1], &[], "x");
    let exact = serde_json::to_string(&letter).unwrap();

    // Nothing in what they opened withdraws her letter, as it stands or hashed once more.
    let wanted = reporter.withdraw_hash(&letter.id);
    let values = exact.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    let mut tried = 0;
    for value in values.filter(|value| value.len() >= 32) {
        tried += 1;
        assert_ne!(Digest::of(value.as_bytes()), wanted);
        if let Ok(key) = PublicKey::parse(value) {
            assert_ne!(Digest::of(key.as_bytes()), wanted);
        }
        if let Ok(digest) = Digest::parse(value) {
            assert_ne!(Digest::of(digest.as_bytes()), wanted);
            assert_ne!(digest, wanted);
        }
    }
    assert!(tried > 4, "ids, hashes and keys were tried: {tried}");

    // What they seal to her, a colleague's answer for one, they cannot open again.
    let reply = team.reply(0, 1, &letter);
    let answer = team.seal_reply(0, &reply, &reporter);
    let as_letter = opened_by(&team, 1, answer.bytes(), &reply.id);
    assert!(as_letter.is_err());

    // Once she writes on without them, they open nothing more, and are shown apart.
    let state = State { to: team.ids(&[1]), ..read_state(&team, &letter, &reporter) };
    let next = team
        .message(&reporter, &knowing(&state), state.to.clone(), state.shut_out.clone())
        .unwrap();
    let file = sealed(&team, &next, &reporter);
    assert_eq!(opened_by(&team, 0, &file, &next.id), Err(OpenError::NotOurs));
    assert!(opened_by(&team, 1, &file, &next.id).is_ok());
    let (late, good) = (team.reply(0, 2, &letter), team.reply(1, 1, &next));
    let files = [team.seal_reply(0, &late, &reporter), team.seal_reply(1, &good, &reporter)];
    let body = bucket(&[(late.id, &files[0]), (good.id, &files[1])]);
    let conversation = Conversation::collect(&reporter, &team.roster, today(), &body).unwrap();
    let of_the_gone = conversation.replies.iter().find(|r| r.author == team.desks[0].id).unwrap();
    assert_eq!(of_the_gone.standing, Standing::Before);
}

#[test]
fn an_old_letter_replayed_under_a_new_id_is_refused() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0], &[], "x");
    let file = sealed(&team, &letter, &reporter);
    let new = Id::from_bytes([7; 16]);
    assert!(opened_by(&team, 0, &file, &letter.id).is_ok());
    assert_eq!(opened_by(&team, 0, &file, &new), Err(Rejection::IdMismatch.into()));

    // A reply in the same way.
    let reply = team.reply(0, 1, &letter);
    let answer = team.seal_reply(0, &reply, &reporter);
    let again = open::reply(answer.bytes(), &new, &reporter, &team.roster);
    assert_eq!(again.err(), Some(Rejection::IdMismatch.into()));
}

#[test]
fn a_second_first_letter_with_other_keys_cannot_take_over_a_thread() {
    let team = Team::of(2);
    let (reporter, other) = (team.reporter(), team.reporter());
    let hers = team.report(&reporter, &[0, 1], &[], "x");
    let mut second = team.report(&other, &[0, 1], &[], "y");
    second.thread = hers.thread;
    let file = sealed(&team, &second, &other);
    assert_eq!(opened_by(&team, 0, &file, &second.id), Err(Rejection::Thread.into()));

    // Her public keys with another's signature do no better.
    second.reporter = hers.reporter;
    let file = sealed(&team, &second, &other);
    assert_eq!(opened_by(&team, 0, &file, &second.id), Err(Rejection::Signature.into()));
}

#[test]
fn a_returning_page_learns_whom_she_shut_out_so_no_follow_up_is_sealed_to_the_accused() {
    let team = Team::of(3);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[1, 2], &[0], "x");
    // She comes back with nothing but her code, and one answer is there.
    let reply = team.reply(1, 1, &letter);
    let file = team.seal_reply(1, &reply, &reporter);
    let body = bucket(&[(reply.id, &file)]);
    let conversation = Conversation::collect(&reporter, &team.roster, today(), &body).unwrap();
    let state = conversation.state.unwrap();
    assert_eq!(state.shut_out, team.ids(&[0]));

    let known = knowing(&state);
    let next = team.message(&reporter, &known, state.to.clone(), state.shut_out.clone()).unwrap();
    let sealed = sealed(&team, &next, &reporter);
    assert_eq!(opened_by(&team, 0, &sealed, &next.id), Err(OpenError::NotOurs));
    assert!(opened_by(&team, 1, &sealed, &next.id).is_ok());
    // Nor by mistake: a draft that names the accused is no letter.
    let careless = State { to: team.ids(&[0, 1]), ..state.clone() };
    assert!(
        team.message(&reporter, &known, careless.to.clone(), careless.shut_out.clone()).is_err()
    );
}

#[test]
fn an_addressee_cannot_squat_the_place_of_anothers_answer() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0, 1], &[], "x");
    let answers = [team.reply(1, 1, &letter), team.reply(1, 2, &letter)];
    let found = |files: &[(Id, SealedReply)]| {
        let files: Vec<(Id, &SealedReply)> = files.iter().map(|(id, file)| (*id, file)).collect();
        let body = bucket(&files);
        let all = Conversation::collect(&reporter, &team.roster, today(), &body).unwrap();
        let of_the_other = all.replies.iter().filter(|it| it.author == team.desks[1].id);
        let answers = of_the_other.map(|it| {
            let chosen = it.standing == Standing::Chosen;
            assert!(chosen && !it.two_versions && it.before == Before::Here, "{it:?}");
            it.reply.clone()
        });
        (answers.collect::<Vec<_>>(), all.state)
    };
    let honest = answers.clone().map(|reply| (reply.id, team.seal_reply(1, &reply, &reporter)));
    let truth = found(&honest);
    assert_eq!(truth.0, answers);

    // At ids of their choice, those of the answers among them, if the server helps: under their own
    // name and the other's, with the numbers that the other counts, and what opens for nobody.
    let stranger = team.reporter();
    let places = [Id::from_bytes([0; 16]), answers[0].id, answers[1].id, Id::from_bytes([255; 16])];
    let squatters: Vec<(Id, SealedReply)> = places
        .into_iter()
        .flat_map(|id| {
            let own = |n| Reply { id, ..team.reply(0, n, &letter) };
            let theirs = Reply { from: Author::Investigator(team.desks[1].id), ..own(1) };
            let files = [(own(1), &reporter), (own(2), &reporter), (theirs, &reporter)];
            let sealed = files.map(|(reply, to)| (id, team.seal_reply(0, &reply, to)));
            let shut = (id, team.seal_reply(0, &own(1), &stranger));
            sealed.into_iter().chain([shut])
        })
        .collect();
    assert_eq!(found(&[squatters.as_slice(), &honest].concat()), truth);
    assert_eq!(found(&[honest.as_slice(), &squatters].concat()), truth);
}

#[test]
fn her_letters_carry_no_counter_that_a_page_without_memory_would_have_to_ask_for() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let first = team.report(&reporter, &[0, 1], &[], "x");
    let state = read_state(&team, &first, &reporter);
    let write = || {
        team.message(&reporter, &knowing(&state), state.to.clone(), state.shut_out.clone()).unwrap()
    };
    let (one, two) = (write(), write());
    // Two devices that know the same write without knowing of each other, and nothing collides.
    assert_ne!(one.id, two.id);
    let object = serde_json::to_value(&one).unwrap();
    for counter in ["n", "prev", "seq", "number"] {
        assert!(object.get(counter).is_none(), "{counter}");
    }
    assert_eq!(one.from, Author::Reporter);
    // Only the first id can be known beforehand; it is the only one a page can derive.
    assert_eq!(first.id, reporter.first_letter());
    assert!(one.id != reporter.first_letter() && two.id != reporter.first_letter());
}

fn read_state(team: &Team, letter: &ReporterLetter, reporter: &Reporter) -> State {
    let key = &reporter.keys().signing_key;
    let state = letter.state.verify(&team.roster.instance, key).unwrap();
    let again: State = json::parse(letter.state.json.as_bytes(), letter.state.json.len()).unwrap();
    assert_eq!(state, again);
    state
}
