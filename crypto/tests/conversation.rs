//! What a returning reporter is shown, whoever fills her bucket.

mod common;

use common::{Team, bucket, today};
use dauys_crypto::conversation::{Before, Conversation, Echo, Refused, Standing, Why};
use dauys_crypto::draft::{DraftError, Known, MessageDraft};
use dauys_crypto::letter::{Lang, ReporterKind};
use dauys_crypto::open::Rejection;
use dauys_crypto::reply::Reply;
use dauys_crypto::seal;
use dauys_crypto::wire::Id;

#[test]
fn she_reads_her_answers_and_writes_on_to_the_same_readers() {
    let team = Team::of(4);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[1, 2, 3], &[0], "x");
    let (one, two) = (team.reply(2, 1, &letter), team.reply(3, 1, &letter));
    let sealed = [team.seal_reply(2, &one, &reporter), team.seal_reply(3, &two, &reporter)];
    let cover = seal::cover_reply().unwrap();
    let body = bucket(&[(one.id, &sealed[0]), (two.id, &sealed[1]), (team.desks[0].id, &cover)]);
    let conversation = Conversation::collect(&reporter, &team.roster, today(), &body).unwrap();

    assert_eq!(conversation.replies.len(), 2);
    assert!(
        conversation
            .replies
            .iter()
            .all(|r| r.standing == Standing::Chosen && r.before == Before::Here)
    );
    assert_eq!(conversation.refused, []);
    assert_eq!(conversation.received(), [letter.id].into());
    let state = conversation.state.clone().unwrap();
    assert_eq!((state.to.clone(), state.shut_out.clone()), (letter.to, team.ids(&[0])));

    let known = Known { state: Some(state.clone()), seen: conversation.seen };
    let more = team.message(&reporter, &known, state.to.clone(), state.shut_out.clone()).unwrap();
    assert_eq!(more.mine, [letter.id]);
    assert_eq!(more.seen.len(), 2);
    let key = &reporter.keys().signing_key;
    let next = more.state.verify(&team.roster.instance, key).unwrap();
    assert_eq!(next.v, state.v + 1);
    assert_eq!(next.letters, [letter.id, more.id]);
}

#[test]
fn a_follow_up_cannot_be_sealed_to_the_shut_out_one() {
    let team = Team::of(3);
    let reporter = team.reporter();
    let letter = team.message(&reporter, &Known::default(), team.ids(&[0, 1]), team.ids(&[0]));
    assert_eq!(letter.err(), Some(DraftError::Reader));
}

#[test]
fn a_reply_of_the_shut_out_one_is_dropped_and_one_of_a_stranger_set_apart() {
    let team = Team::of(4);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[1], &[0], "x");
    let replies = [team.reply(0, 1, &letter), team.reply(1, 1, &letter), team.reply(2, 1, &letter)];
    let sealed: Vec<_> =
        replies.iter().enumerate().map(|(n, r)| team.seal_reply(n, r, &reporter)).collect();
    let all: Vec<_> = replies.iter().map(|r| r.id).zip(&sealed).collect();
    let body = bucket(&all);
    let conversation = Conversation::collect(&reporter, &team.roster, today(), &body).unwrap();
    let shown: Vec<_> = conversation.replies.iter().map(|r| (r.author, r.standing)).collect();
    assert_eq!(
        shown,
        [(team.desks[1].id, Standing::Chosen), (team.desks[2].id, Standing::Stranger)]
    );
    let refused = Refused { why: Why::ShutOut, author: Some(team.desks[0].id) };
    assert_eq!(conversation.refused, [refused], "she learns that he knows of it");
}

#[test]
fn without_her_state_nobody_counts_as_chosen() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[1], &[0], "x");
    let mut reply = team.reply(0, 1, &letter);
    reply.state = None;
    let sealed = team.seal_reply(0, &reply, &reporter);
    let body = bucket(&[(reply.id, &sealed)]);
    let conversation = Conversation::collect(&reporter, &team.roster, today(), &body).unwrap();
    assert!(conversation.replies.iter().all(|received| received.standing == Standing::Stranger));
    assert_eq!(conversation.replies.len(), 1);
    assert!(conversation.received().is_empty());
}

#[test]
fn forged_moved_and_repeated_replies_are_refused_by_name() {
    let team = Team::of(3);
    let (reporter, other) = (team.reporter(), team.reporter());
    let letter = team.report(&reporter, &[1, 2], &[], "x");
    let mine = team.reply(1, 1, &letter);
    let forged = team.seal_reply(2, &mine, &reporter);
    let mut foreign = team.reply(1, 1, &letter);
    foreign.thread = other.thread();
    let moved = team.seal_reply(1, &foreign, &reporter);
    let good = team.seal_reply(1, &mine, &reporter);
    let repeated_as = team.desks[0].id;
    let body = bucket(&[(mine.id, &forged), (foreign.id, &moved), (repeated_as, &good)]);
    let conversation = Conversation::collect(&reporter, &team.roster, today(), &body).unwrap();
    assert!(conversation.replies.is_empty());
    let mut why: Vec<_> = conversation.refused.iter().map(|refused| refused.why).collect();
    why.sort_by_key(|why| format!("{why:?}"));
    let expected = [Rejection::IdMismatch, Rejection::Signature, Rejection::Thread];
    assert_eq!(why, expected.map(Why::Rejected));
    assert!(conversation.state.is_none(), "nothing of a dropped reply counts");
}

#[test]
fn a_missing_reply_is_withheld_while_it_should_be_here_and_expired_after() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[1], &[], "x");
    let second = team.reply(1, 2, &letter);
    let sealed = team.seal_reply(1, &second, &reporter);
    let body = bucket(&[(second.id, &sealed)]);
    for (day, before) in [(today(), Before::Withheld), (today().plus(35), Before::Expired)] {
        let conversation = Conversation::collect(&reporter, &team.roster, day, &body).unwrap();
        assert_eq!(conversation.replies[0].before, before);
    }
}

#[test]
fn a_cut_bucket_is_refused_whole() {
    let team = Team::of(1);
    let short = vec![0; 8_207];
    assert!(Conversation::collect(&team.reporter(), &team.roster, today(), &short).is_err());
}

#[test]
fn the_same_file_twice_is_shown_once_and_in_order_whatever_the_order_in_the_bucket() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[0, 1], &[], "x");
    let [mut one, two] = [1, 2].map(|n| team.reply(1, n, &letter));
    one.id = Id::from_bytes([0xff; 16]);
    let files = [team.seal_reply(1, &one, &reporter), team.seal_reply(1, &two, &reporter)];
    let record =
        |reply: &Reply, file: usize| [reply.id.as_bytes().as_slice(), files[file].bytes()].concat();
    let body = [record(&two, 1), record(&one, 0), record(&two, 1)].concat();
    let conversation = Conversation::collect(&reporter, &team.roster, today(), &body).unwrap();
    let shown: Vec<_> = conversation.replies.iter().map(|received| received.reply.n).collect();
    assert_eq!(shown, [1, 2]);
    assert_eq!(conversation.refused, []);
    assert!(conversation.replies.iter().all(|received| !received.two_versions));
}

#[test]
fn a_corrupted_file_is_no_reply_and_the_gap_it_leaves_is_named() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[1], &[], "x");
    let [one, two] = [1, 2].map(|n| team.reply(1, n, &letter));
    let whole = [(one.id, &team.seal_reply(1, &one, &reporter))];
    let later = [(two.id, &team.seal_reply(1, &two, &reporter))];
    // In the header, in the stanza that is hers, in the words.
    for place in [20, 600, 8_000] {
        let mut broken = bucket(&whole);
        broken[16 + place] ^= 1;
        let body = [broken, bucket(&later)].concat();
        let conversation = Conversation::collect(&reporter, &team.roster, today(), &body).unwrap();
        assert_eq!(conversation.replies.len(), 1);
        assert_eq!(conversation.replies[0].before, Before::Withheld);
        // Only what had opened for her before it broke is known to have been hers.
        let ours = place == 8_000;
        let expected = [Refused { why: Why::Rejected(Rejection::Malformed), author: None }];
        assert_eq!(conversation.refused, &expected[..usize::from(ours)], "{place}");
    }
}

#[test]
fn a_gap_cannot_be_hidden_by_leaving_out_or_forging_what_came_before() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[1], &[], "x");
    let conversation = |change: fn(&mut Reply)| {
        let mut reply = team.reply(1, 3, &letter);
        change(&mut reply);
        team.collect(&reporter, &[(1, &reply)])
    };
    assert_eq!(conversation(|_| ()).replies[0].before, Before::Withheld);
    let changes: [fn(&mut Reply); 4] = [
        |reply| reply.prev = None,
        |reply| reply.prev.as_mut().unwrap().n = 3,
        |reply| reply.prev.as_mut().unwrap().n = 0,
        |reply| reply.n = 0,
    ];
    for change in changes {
        let refused = conversation(change).refused;
        assert_eq!(refused[0].why, Why::Rejected(Rejection::Malformed));
    }
}

#[test]
fn two_versions_of_a_reply_are_both_shown_and_named_and_the_same_again_is_not() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[1], &[], "x");
    let [one, mut again, mut other] = [1; 3].map(|n| team.reply(1, n, &letter));
    other.body.text = "something else".into();
    again.day = again.day.plus(1);
    let conversation = team.collect(&reporter, &[(1, &one), (1, &again)]);
    assert_eq!(conversation.replies.len(), 1);
    assert!(!conversation.replies[0].two_versions);
    let conversation = team.collect(&reporter, &[(1, &one), (1, &other)]);
    assert_eq!(conversation.replies.len(), 2);
    assert!(conversation.replies.iter().all(|received| received.two_versions));
}

#[test]
fn a_reply_under_the_id_of_another_does_not_take_its_place() {
    let team = Team::of(3);
    let reporter = team.reporter();
    let letter = team.report(&reporter, &[1, 2], &[], "x");
    let (first, mut other) = (team.reply(1, 1, &letter), team.reply(2, 1, &letter));
    (other.id, other.state) = (first.id, None);
    let conversation = team.collect(&reporter, &[(1, &first), (2, &other)]);
    assert_eq!(conversation.replies.len(), 2);
    assert!(conversation.state.is_some(), "the state that only the first one echoes");

    let changed = Reply { state: None, ..first.clone() };
    let conversation = team.collect(&reporter, &[(1, &first), (1, &changed)]);
    assert_eq!(conversation.replies.len(), 1, "it says the same");
    assert!(conversation.state.is_some());
}

#[test]
fn a_state_that_is_not_hers_counts_for_nothing_and_is_named() {
    let team = Team::of(3);
    let (reporter, stranger) = (team.reporter(), team.reporter());
    let letter = team.report(&reporter, &[1], &[0], "x");
    let theirs = team.report(&stranger, &[0, 1, 2], &[], "x");
    let mut forged = team.reply(1, 1, &letter);
    forged.state = Some(theirs.state);
    let conversation = team.collect(&reporter, &[(1, &forged)]);
    assert_eq!(conversation.replies[0].echo, Echo::Forged);
    assert!(conversation.state.is_none());
    let (mut absent, good) = (team.reply(1, 1, &letter), team.reply(2, 1, &letter));
    absent.state = None;
    let conversation = team.collect(&reporter, &[(1, &absent), (2, &good)]);
    let mut echoes: Vec<_> = conversation.replies.iter().map(|r| (r.author, r.echo)).collect();
    echoes.sort_by_key(|(author, _)| *author);
    let expected = [(team.desks[1].id, Echo::Absent), (team.desks[2].id, Echo::Hers)];
    assert_eq!(echoes, expected);
}

#[test]
fn a_rolled_back_state_is_named_and_the_newer_one_counts() {
    let team = Team::of(4);
    let reporter = team.reporter();
    let first = team.report(&reporter, &[0, 1, 2], &[], "x");
    let conversation = team.collect(&reporter, &[(1, &team.reply(1, 1, &first))]);
    // In her second letter she shuts the first one out.
    let second = team.write_on(&reporter, &conversation, &[1, 2], &[0]);
    let echoes = |replies: &[(usize, &Reply)]| {
        let conversation = team.collect(&reporter, replies);
        let state = conversation.state.as_ref().unwrap();
        assert_eq!((state.v, &state.shut_out), (2, &team.ids(&[0])));
        conversation.replies.iter().map(|r| (r.author, r.reply.n, r.echo)).collect::<Vec<_>>()
    };
    let honest = team.reply(2, 1, &second);
    let (one, two) = (team.desks[1].id, team.desks[2].id);

    // Who has not got the second letter yet knows no better.
    let slow = team.reply(1, 1, &first);
    let seen = echoes(&[(1, &slow), (2, &honest)]);
    assert_eq!(seen, [(one, 1, Echo::Hers), (two, 1, Echo::Hers)]);
    // Who confirms the second letter and shows the first state does.
    let mut lying = team.reply(1, 1, &first);
    lying.received.push(second.id);
    let seen = echoes(&[(1, &lying), (2, &honest)]);
    assert_eq!(seen, [(one, 1, Echo::RolledBack), (two, 1, Echo::Hers)]);
    // And who showed the newer one before.
    let (newer, older) = (team.reply(1, 1, &second), team.reply(1, 2, &first));
    let seen = echoes(&[(1, &newer), (1, &older)]);
    assert_eq!(seen, [(one, 1, Echo::Hers), (one, 2, Echo::RolledBack)]);
}

#[test]
fn two_letters_written_without_knowing_of_each_other_accuse_nobody() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let first = team.report(&reporter, &[0, 1], &[], "x");
    let nothing = Conversation::default();
    let one = team.write_on(&reporter, &nothing, &[0, 1], &[]);
    let other = team.write_on(&reporter, &nothing, &[0, 1], &[]);
    let mut echoing = [team.reply(0, 1, &one), team.reply(0, 2, &other)];
    for reply in &mut echoing {
        reply.received = vec![first.id, one.id, other.id];
    }
    let conversation = team.collect(&reporter, &[(0, &echoing[0]), (0, &echoing[1])]);
    assert!(conversation.replies.iter().all(|received| received.echo == Echo::Hers));
    let mut letters = conversation.letters(&reporter);
    assert_eq!(letters.remove(0), reporter.first_letter());
    letters.sort_unstable();
    let mut expected = [one.id, other.id];
    expected.sort_unstable();
    assert_eq!(letters, expected);
}

#[test]
fn what_she_signed_in_this_visit_counts_before_anybody_echoes_it() {
    let team = Team::of(3);
    let reporter = team.reporter();
    let first = team.report(&reporter, &[0, 1], &[], "x");
    let replies = [team.reply(0, 1, &first), team.reply(1, 1, &first)];
    let conversation = team.collect(&reporter, &[(0, &replies[0]), (1, &replies[1])]);
    let second = team.write_on(&reporter, &conversation, &[1], &[0]);
    let key = &reporter.keys().signing_key;
    let signed = second.state.verify(&team.roster.instance, key).unwrap();
    let files = [0, 1].map(|place| team.seal_reply(place, &replies[place], &reporter));
    let body = bucket(&[(replies[0].id, &files[0]), (replies[1].id, &files[1])]);
    let roster = &team.roster;
    let after = Conversation::collect_after(&[signed], &reporter, roster, today(), &body).unwrap();
    assert_eq!(after.replies.len(), 1, "the one she has shut out since is gone");
    assert_eq!(after.state.unwrap().to, team.ids(&[1]));
}

#[test]
fn taking_a_report_back_needs_no_words_and_stays_in_her_state() {
    let team = Team::of(2);
    let reporter = team.reporter();
    let first = team.report(&reporter, &[0, 1], &[], "x");
    let conversation = team.collect(&reporter, &[(1, &team.reply(1, 1, &first))]);
    let write = |conversation: &Conversation, kind, text: &str| {
        let known = Known { state: conversation.state.clone(), seen: conversation.seen.clone() };
        let (text, to) = (text.to_owned(), team.ids(&[0, 1]));
        let (shut_out, lang, day) = (vec![], Lang::Kk, today());
        let (name, only_to) = (String::new(), vec![]);
        let draft = MessageDraft {
            text,
            kind,
            to,
            shut_out,
            lang,
            day,
            name,
            only_to,
            id: None,
            blobs: Vec::new(),
        };
        draft.write(&reporter, &team.trusted(), &known)
    };
    assert!(write(&conversation, ReporterKind::Message, " ").is_err());
    let withdraw = write(&conversation, ReporterKind::Withdraw, "").unwrap();
    let conversation = team.collect(&reporter, &[(1, &team.reply(1, 1, &withdraw))]);
    let state = conversation.state.clone().unwrap();
    assert_eq!((state.withdrawn, state.roster), (Some(withdraw.id), 1));
    let more = write(&conversation, ReporterKind::Message, "more").unwrap();
    let key = &reporter.keys().signing_key;
    let next = more.state.verify(&team.roster.instance, key).unwrap();
    assert_eq!(next.withdrawn, Some(withdraw.id));
}
