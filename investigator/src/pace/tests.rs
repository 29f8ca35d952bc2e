//! What a desk posts on a day does not depend on what it has to say.

use std::collections::BTreeMap;

use dauys_crypto::reply::ReplyKind;
use dauys_wire::Day;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::urgency::{Order, WaitingReply};
use super::*;
use crate::compose::random_id;

const COVER: Cover = Cover { letters_per_day: 12, replies_per_day: 4 };
const TODAY: Day = Day::MAX.minus(1_000_000);

fn ids(count: usize) -> Vec<Id> {
    std::iter::repeat_with(random_id).take(count).collect()
}

/// What a watcher can count: letters, those that will be withdrawn and when, replies.
fn seen(plan: &Plan) -> (usize, Vec<u32>, usize) {
    let of = |kind| plan.places.iter().filter(move |place| place.kind == kind);
    let mut withdrawn: Vec<u32> =
        of(Kind::Letter).filter_map(|place| place.withdrawn_after).collect();
    withdrawn.sort_unstable();
    (of(Kind::Letter).count(), withdrawn, of(Kind::Reply).count())
}

fn gone(plan: &Plan, kind: Kind) -> usize {
    plan.places.iter().filter(|place| place.kind == kind && place.real.is_some()).count()
}

#[test]
fn desks_work_adds_exactly_nothing() {
    for seed in 0..200 {
        let (mut idle, mut busy) = (StdRng::seed_from_u64(seed), StdRng::seed_from_u64(seed));
        let mut queue = Queue::default();
        // A month, so that a difference in what is drawn would show on a later day.
        for day in 0..30 {
            queue.letters.extend(ids(day % 17));
            queue.replies.extend(ids(day % 5));
            let without = Plan::draw(COVER, &Queue::default(), &mut idle);
            let with = Plan::draw(COVER, &queue, &mut busy);
            assert_eq!(seen(&without), seen(&with), "seed {seed}, day {day}");
            let shape = |plan: &Plan| -> Vec<_> {
                plan.places.iter().map(|place| (place.kind, place.withdrawn_after)).collect()
            };
            assert_eq!(shape(&without), shape(&with), "the order is the same too");
            queue.letters.drain(..gone(&with, Kind::Letter));
            queue.replies.drain(..gone(&with, Kind::Reply));
        }
    }
}

#[test]
fn withdrawals_do_not_stand_out_because_desks_withdraw_one_cover_letter_in_ten() {
    let mut rng = StdRng::seed_from_u64(7);
    let (mut letters, mut withdrawn) = (0_usize, Vec::new());
    for _ in 0..5_000 {
        // More waits than there are places: what is withdrawn is cover all the same.
        let plan = Plan::draw(COVER, &Queue { letters: ids(40), replies: ids(40) }, &mut rng);
        let marked = plan.places.iter().filter(|place| place.withdrawn_after.is_some());
        assert!(marked.clone().all(|place| place.real.is_none() && place.kind == Kind::Letter));
        let (count, days, _) = seen(&plan);
        letters += count;
        withdrawn.extend(days);
    }
    // 60,000 letters: 6,000 expected, of which 245 is more than three standard deviations.
    assert!(withdrawn.len().abs_diff(letters / 10) < 245, "{} of {letters}", withdrawn.len());
    let days: std::collections::BTreeSet<u32> = withdrawn.into_iter().collect();
    assert_eq!(days, (1..=28).collect(), "on any day of four weeks");
}

#[test]
fn letters_are_a_poisson_number_and_replies_an_exact_one() {
    let mut rng = StdRng::seed_from_u64(1);
    let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
    let days = 20_000;
    for _ in 0..days {
        let (letters, _, replies) = seen(&Plan::draw(COVER, &Queue::default(), &mut rng));
        assert_eq!(replies, 4);
        *counts.entry(letters).or_default() += 1;
    }
    let mean = |value: &dyn Fn(f64) -> f64| -> f64 {
        let sum = |(&count, &days): (&usize, &u32)| {
            value(f64::from(u32::try_from(count).unwrap())) * f64::from(days)
        };
        counts.iter().map(sum).sum::<f64>() / f64::from(days)
    };
    let average = mean(&|count| count);
    let variance = mean(&|count| (count - average).powi(2));
    assert!((average - 12.0).abs() < 0.1, "mean {average}");
    assert!((variance - 12.0).abs() < 0.6, "variance {variance}: a Poisson number's is its mean");
}

#[test]
fn what_waits_goes_first_and_where_it_stands_in_the_order_tells_nothing() {
    let mut rng = StdRng::seed_from_u64(2);
    let mut first = 0;
    for _ in 0..400 {
        let queue = Queue { letters: ids(1), replies: ids(1) };
        let plan = Plan::draw_replies(4, &queue.replies, &mut rng);
        assert_eq!(gone(&plan, Kind::Reply), 1);
        first += usize::from(plan.places[0].real.is_some());
    }
    assert!((60..140).contains(&first), "one in four stands first: {first} of 400");
    let full = Plan::draw_replies(4, &ids(9), &mut rng);
    assert_eq!((full.places.len(), gone(&full, Kind::Reply)), (4, 4), "and no more than places");
}

#[test]
fn an_organisation_without_cover_plans_nothing() {
    let none = Cover { letters_per_day: 0, replies_per_day: 0 };
    let queue = Queue { letters: ids(3), replies: ids(3) };
    assert_eq!(Plan::draw(none, &queue, &mut StdRng::seed_from_u64(3)).places, []);
    assert_eq!((letter_days(3, none), reply_days(3, none)), (0, 0));
}

#[test]
fn the_queue_is_told_in_days() {
    assert_eq!([0, 1, 4, 5, 9].map(|waiting| reply_days(waiting, COVER)), [0, 1, 1, 2, 3]);
    // Ten of twelve places and eight tenths of one carry something.
    assert_eq!([0, 1, 10, 11, 22].map(|waiting| letter_days(waiting, COVER)), [0, 1, 1, 2, 3]);
}

#[test]
fn due_answers_go_first_then_retaliation_then_answers_then_receipts() {
    let [one, two, three, four, five] = [1, 2, 3, 4, 5].map(|byte| Id::from_bytes([byte; 16]));
    let reply = |thread, n, kind, due, retaliation| WaitingReply {
        id: random_id(),
        thread,
        n,
        kind,
        due,
        retaliation,
        attempted: false,
    };
    let (answer, receipt) = (ReplyKind::Answer, ReplyKind::Receipt);
    let late = reply(one, 2, answer, Some(TODAY.plus(60)), false);
    let soon = reply(two, 1, answer, Some(TODAY.plus(30)), false);
    let punished = reply(three, 1, receipt, None, true);
    let before_due = reply(four, 1, receipt, None, false);
    let due = reply(four, 2, answer, Some(TODAY.plus(2)), false);
    let plain = reply(five, 1, receipt, None, false);
    let waiting = [&plain, &late, &soon, &due, &punished, &before_due].map(Clone::clone);
    let expected = [&before_due, &due, &punished, &soon, &late, &plain].map(|reply| reply.id);
    let order = Order::of(&waiting, TODAY);
    assert_eq!(order.ids(), expected);
    assert_eq!(order.place(&soon.id), Some(3));
    for new in [
        reply(Id::from_bytes([9; 16]), 1, answer, Some(TODAY.plus(1)), false),
        reply(Id::from_bytes([9; 16]), 1, answer, Some(TODAY.plus(40)), false),
        reply(Id::from_bytes([9; 16]), 1, receipt, None, false),
        reply(five, 2, answer, Some(TODAY.plus(40)), false),
        reply(two, 2, answer, None, false),
    ] {
        let with = Order::of(&[waiting.as_slice(), std::slice::from_ref(&new)].concat(), TODAY);
        let place = order.place_of_new(&new, TODAY);
        assert_eq!(Some(place), with.place(&new.id), "as if it waited");
    }

    let mut tried = waiting;
    tried[0].attempted = true;
    assert_eq!(Order::of(&tried, TODAY).ids()[0], plain.id, "what may be there already goes first");
}
