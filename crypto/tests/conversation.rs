//! What a returning reporter is shown, whoever fills her bucket.

mod common;

use common::{Team, bucket, today};
use dauys_crypto::conversation::{Before, Conversation};
use dauys_crypto::draft::{Known, MessageDraft};
use dauys_crypto::letter::{Lang, ReporterKind};
use dauys_crypto::seal;

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
    assert!(conversation.replies.iter().all(|r| r.chosen && r.before == Before::Here));
    assert_eq!(conversation.dropped, 0);
    assert_eq!(conversation.received(), [letter.id].into());
    let state = conversation.state.clone().unwrap();
    assert_eq!((state.to.clone(), state.shut_out.clone()), (letter.to, team.ids(&[0])));

    let known = Known { state: Some(state.clone()), seen: conversation.seen };
    let draft = MessageDraft {
        text: "more".into(),
        kind: ReporterKind::Message,
        to: state.to.clone(),
        shut_out: state.shut_out.clone(),
        lang: Lang::Kk,
        day: today(),
    };
    let more = draft.write(&reporter, &team.trusted(), &known).unwrap();
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
    let draft = MessageDraft {
        text: "more".into(),
        kind: ReporterKind::Message,
        to: team.ids(&[0, 1]),
        shut_out: team.ids(&[0]),
        lang: Lang::Kk,
        day: today(),
    };
    assert!(draft.write(&reporter, &team.trusted(), &Known::default()).is_err());
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
    let shown: Vec<_> = conversation.replies.iter().map(|r| (r.author, r.chosen)).collect();
    assert_eq!(shown, [(team.desks[1].id, true), (team.desks[2].id, false)]);
    assert_eq!(conversation.dropped, 1);
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
    assert!(conversation.replies.iter().all(|received| !received.chosen));
    assert_eq!(conversation.replies.len(), 1);
    assert!(conversation.received().is_empty());
}

#[test]
fn forged_moved_and_repeated_replies_are_dropped() {
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
    assert_eq!(conversation.dropped, 3);
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
