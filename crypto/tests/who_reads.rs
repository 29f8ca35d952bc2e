//! What a returning reporter is told of who reads: each of her readers speaks for themselves only.

mod common;

use common::Team;
use dauys_crypto::conversation::{Conversation, ReadersWord, Standing};
use dauys_crypto::reply::Reply;
use dauys_crypto::wire::Id;

#[test]
fn whoever_no_longer_names_themself_has_left_until_they_write_that_they_read_again() {
    let team = Team::of(3);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0, 1], &[], "x");
    let before = team.reply(0, 1, &letter);
    let farewell = naming(&team, team.reply(0, 2, &letter), &[1]);
    let gone = team.collect(&reporter, &[(0, &before), (0, &farewell)]);
    assert_eq!(gone.left, team.ids(&[0]));
    let steps: Vec<_> = gone.replies.iter().map(|it| it.readers.steps_back).collect();
    assert_eq!(steps, [false, true], "it stands beside the reply that says so");

    let again = team.reply(0, 3, &letter);
    let back = team.collect(&reporter, &[(0, &before), (0, &farewell), (0, &again)]);
    assert!(back.left.is_empty());
    assert!(back.replies.iter().all(|it| !it.readers.steps_back), "only the newest counts");
}

#[test]
fn nobody_can_declare_another_one_gone() {
    let team = Team::of(3);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0, 1], &[], "x");
    let honest = team.reply(0, 1, &letter);
    let lying = naming(&team, team.reply(1, 1, &letter), &[1]);
    let conversation = team.collect(&reporter, &[(0, &honest), (1, &lying)]);
    assert!(conversation.left.is_empty());
    assert!(team.collect(&reporter, &[(1, &lying)]).left.is_empty());
}

#[test]
fn of_two_newest_versions_both_count() {
    let team = Team::of(4);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0], &[], "x");
    let mut gone = naming(&team, team.reply(0, 1, &letter), &[2]);
    gone.body.text = "another".into();
    let stays = naming(&team, team.reply(0, 1, &letter), &[0, 3]);
    let conversation = team.collect(&reporter, &[(0, &gone), (0, &stays)]);
    assert_eq!(conversation.left, team.ids(&[0]));
    assert_eq!(let_in(&conversation), [(2, 0), (3, 0)]);
}

#[test]
fn whom_a_reader_lets_in_is_told_and_shown_apart_until_she_chooses_them() {
    let team = Team::of(4);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0, 1], &[3], "x");
    let letting = naming(&team, team.reply(0, 1, &letter), &[0, 1, 2]);
    let of_the_new = naming(&team, Reply { state: None, ..team.reply(2, 1, &letter) }, &[0, 1, 2]);
    let conversation = team.collect(&reporter, &[(0, &letting), (2, &of_the_new)]);
    assert_eq!(let_in(&conversation), [(2, 0)]);
    assert_eq!(standings(&conversation), [Standing::Chosen, Standing::LetIn]);
    assert_eq!(conversation.replies[0].readers.lets, team.ids(&[2]));
    assert!(conversation.replies[1].readers.lets.is_empty(), "who was let in lets nobody in");
    assert!(conversation.left.is_empty());

    // She chooses them, and everybody knows.
    let second = team.write_on(&reporter, &conversation, &[0, 1, 2], &[3]);
    let answer = team.reply(2, 2, &second);
    let all = [(0, &letting), (2, &of_the_new), (2, &answer)];
    let conversation = team.collect(&reporter, &all);
    assert!(conversation.let_in.is_empty());
    assert_eq!(standings(&conversation), [Standing::Chosen; 3]);
}

#[test]
fn whom_she_never_chose_can_let_nobody_in_and_without_her_state_nobody_can() {
    let team = Team::of(4);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0], &[], "x");
    let honest = team.reply(0, 1, &letter);
    let strange = naming(&team, team.reply(1, 1, &letter), &[0, 1, 2]);
    let third = team.reply(2, 1, &letter);
    let conversation = team.collect(&reporter, &[(0, &honest), (1, &strange), (2, &third)]);
    assert!(conversation.let_in.is_empty());
    let strangers = [Standing::Chosen, Standing::Stranger, Standing::Stranger];
    assert_eq!(standings(&conversation), strangers);

    let stateless = Reply { state: None, ..naming(&team, honest, &[2]) };
    let conversation = team.collect(&reporter, &[(0, &stateless)]);
    assert!(conversation.let_in.is_empty() && conversation.left.is_empty());
    assert_eq!(conversation.replies[0].readers, ReadersWord::default());
}

#[test]
fn whom_she_had_chosen_herself_as_far_as_the_author_knew_nobody_let_in() {
    let team = Team::of(3);
    let reporter = team.reporter();
    let first = team.report(&reporter, &[0, 1, 2], &[], "x");
    let slow = team.reply(0, 1, &first);
    let conversation = team.collect(&reporter, &[(0, &slow)]);
    // She writes on without the last two; one of them she shuts out.
    let second = team.write_on(&reporter, &conversation, &[0], &[2]);
    let echo = team.reply(1, 1, &second);
    let conversation = team.collect(&reporter, &[(0, &slow), (1, &echo)]);
    assert_eq!(conversation.state.as_ref().unwrap().to, team.ids(&[0]));
    assert!(conversation.let_in.is_empty());
    assert!(conversation.replies.iter().all(|it| it.readers.lets_shut_out.is_empty()));
}

#[test]
fn whoever_names_one_whom_she_shut_out_tells_on_themself() {
    let team = Team::of(3);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0], &[2], "x");
    let telling = naming(&team, team.reply(0, 1, &letter), &[0, 2]);
    let conversation = team.collect(&reporter, &[(0, &telling)]);
    assert_eq!(conversation.replies[0].readers.lets_shut_out, team.ids(&[2]));
    assert!(conversation.let_in.is_empty());
}

#[test]
fn after_a_handover_both_are_still_known_for_what_they_were() {
    let team = Team::of(4);
    let reporter = team.reporter();
    let first = team.report(&reporter, &[0, 1], &[], "x");
    // The first hands over to the third and goes; she writes on without ticking either.
    let farewell = naming(&team, team.reply(0, 1, &first), &[1, 2]);
    let conversation = team.collect(&reporter, &[(0, &farewell)]);
    let second = team.write_on(&reporter, &conversation, &[1], &[]);
    let (echo, taking_over) = (team.reply(1, 1, &second), team.reply(2, 1, &first));
    let taking_over = Reply { state: None, ..taking_over };
    let all = [(0, &farewell), (1, &echo), (2, &taking_over)];
    let conversation = team.collect(&reporter, &all);
    let expected = [Standing::Before, Standing::Chosen, Standing::LetIn];
    assert_eq!(standings(&conversation), expected);
    assert!(conversation.left.is_empty(), "whom she does not write to need not be left out");
}

/// The reply, with the desks at these places as readers.
fn naming(team: &Team, reply: Reply, readers: &[usize]) -> Reply {
    Reply { readers: team.ids(readers), ..reply }
}

/// In the order of the desks, which is that of the replies of a day.
fn standings(conversation: &Conversation) -> Vec<Standing> {
    conversation.replies.iter().map(|received| received.standing).collect()
}

/// Who is let in and by whom: the places of their desks.
fn let_in(conversation: &Conversation) -> Vec<(u8, u8)> {
    let place = |id: Id| id.as_bytes()[0] - 1;
    conversation.let_in.iter().map(|one| (place(one.id), place(one.by))).collect()
}
