//! Lines that break and servers that refuse, anywhere: the numbers of a day stay those that were
//! drawn, nothing is lost, and what broke does not tell whether it was real.

use dauys_crypto::letter::Letter;
use dauys_wire::api::Health;

use super::*;
use crate::fixtures::server_that_says;
use crate::vault::record::DayPlan;

/// What can be counted of the days on which the line broke and was there again, and what is left.
fn broken_line(
    fault: Fault,
    at: usize,
    work: bool,
    days: u32,
) -> (Vec<(usize, usize, usize)>, usize) {
    let mut world = World::new(4);
    if work {
        // Both replies of the day are real, and one of its letters.
        world.work();
        world.work();
    }
    world.server.fault.set(Some((at, fault)));
    let broken = world.sync();
    assert!(broken.reason.is_some(), "{fault:?} at {at}");
    (0..days).for_each(|_| world.next_day());
    world.sync();
    let seen = (0..=days).map(|day| world.seen(DAY.plus(day))).collect();
    (seen, world.waiting())
}

#[test]
fn a_line_that_breaks_anywhere_changes_no_number_and_loses_nothing() {
    for fault in [Fault::Unprepared, Fault::Lost, Fault::AnswerLost, Fault::Unproven] {
        for at in [0, 3] {
            let (idle, _) = broken_line(fault, at, false, 0);
            let (busy, waiting) = broken_line(fault, at, true, 0);
            assert_eq!((idle, waiting), (busy, 0), "{fault:?} at {at}");
        }
    }
}

#[test]
fn what_may_have_arrived_goes_first_on_the_next_day_whether_it_was_real_or_not() {
    for at in 0..5 {
        let (idle, _) = broken_line(Fault::AnswerLost, at, false, 1);
        let (busy, _) = broken_line(Fault::AnswerLost, at, true, 1);
        assert_eq!(idle, busy, "at {at}");
    }
}

#[test]
fn what_never_got_to_the_server_was_not_tried_and_changes_no_number_of_the_next_day() {
    for at in 0..5 {
        let (idle, _) = broken_line(Fault::Unprepared, at, false, 1);
        let (busy, waiting) = broken_line(Fault::Unprepared, at, true, 1);
        assert_eq!((idle, waiting), (busy, 0), "at {at}");
    }
    // There is no server, or one that asks for too dear a stamp.
    let too_dear = Health { day: DAY, stamp_bits: u8::MAX, blob_bytes: 0 };
    for origin in ["http://127.0.0.1:1".to_owned(), server_that_says(too_dear)] {
        let mut world = World::new(28);
        world.known.roster.cover = Cover { letters_per_day: 0, replies_per_day: 0 };
        let [note] = long_notes(&mut world, 1).try_into().unwrap();
        let World { vault, known, keys: [keys, _], today, .. } = &mut world;
        let (roster, today) = (&known.roster, *today);
        let remote = Remote::new(&origin, None, keys.signer()).unwrap();
        let line = Line { remote, roster, today };
        let posted = Poster { vault, roster, today, carrier: &line }.now(None).unwrap();
        assert!(posted.reason.is_some() && posted.waiting == 1);
        let posting = world.vault.contents().posting();
        assert!(posting.is_replaceable(&note, today), "it can still be kept from somebody");
    }
}

#[test]
fn a_letter_whose_acceptance_is_not_proven_stays_waiting() {
    let mut world = World::new(5);
    world.known.roster.cover = Cover { letters_per_day: 0, replies_per_day: 0 };
    world.work();
    world.server.fault.set(Some((0, Fault::Unproven)));
    let posted = world.sync();
    assert!(matches!(posted.reason, Some(RemoteError::Unproven)));
    assert_eq!((posted.posted, posted.waiting), (0, world.waiting()));
    assert!(world.waiting() > 0);
    assert_eq!(world.sync().waiting, 0, "with an honest line all of it goes");
}

#[test]
fn what_the_server_refuses_leaves_its_place_to_cover() {
    let (mut idle, mut busy) = (World::new(6), World::new(6));
    busy.work();
    let refused = busy.vault.contents().outgoing()[0].id;
    busy.server.refuses.set(Some(refused));
    idle.sync();
    let posted = busy.sync();
    assert!(matches!(posted.reason, Some(RemoteError::Problem(ProblemCode::Busy))));
    assert_eq!(idle.seen(DAY), busy.seen(DAY));
    assert!(busy.vault.contents().outgoing().iter().any(|one| one.id == refused), "it waits");
    busy.server.refuses.set(None);
    busy.next_day();
    busy.sync();
    assert!(busy.server.kept.borrow().contains_key(&refused), "and goes first on the next day");
}

#[test]
fn what_has_a_place_is_not_changed_any_more() {
    let mut world = World::new(9);
    world.work();
    world.server.fault.set(Some((0, Fault::Lost)));
    world.sync();
    let planned: Vec<Id> = world.vault.contents().outgoing().iter().map(|one| one.id).collect();
    let before = world.seen(DAY);
    assert_eq!(before, (0, 0, 0));
    world.work();
    let now: Vec<Id> = world.vault.contents().outgoing().iter().map(|one| one.id).collect();
    assert!(planned.iter().all(|id| now.contains(id)), "nothing planned was replaced");
}

#[test]
fn what_is_refused_leaves_the_same_trace_whether_it_was_real_or_not() {
    for at in 0..4 {
        let [idle, busy] = [false, true].map(|work| broken_line(Fault::Refused, at, work, 2));
        assert_eq!(idle.0, busy.0, "at {at}");
        assert_eq!(busy.1, 0, "and nothing is lost");
    }
}

/// Yesterday the answer to one call was lost; today the desk is told to be away before it has synced,
/// and syncs all the same. What can be counted then, and what is left.
fn away_after_a_broken_line(at: usize, work: bool) -> (Vec<(usize, usize, usize)>, usize) {
    let mut world = World::new(13);
    if work {
        world.work();
        world.work();
    }
    world.server.fault.set(Some((at, Fault::AnswerLost)));
    assert!(world.sync().reason.is_some());
    world.next_day();
    for _ in 0..2 {
        for ahead in 1..=2 {
            let day = world.today.plus(ahead);
            let (mut poster, rng) = world.poster();
            let reason = poster.ahead(day, rng).unwrap().reason;
            assert!(reason.is_none(), "at {at}: {reason:?}");
        }
    }
    for _ in 0..4 {
        let posted = world.sync();
        assert!(posted.reason.is_none(), "at {at}: {:?}", posted.reason);
        world.next_day();
    }
    let seen = (0..5).map(|day| world.seen(DAY.plus(day))).collect();
    (seen, world.waiting())
}

#[test]
fn what_was_tried_goes_on_no_day_ahead_where_the_server_would_refuse_it() {
    for at in 0..4 {
        let (idle, _) = away_after_a_broken_line(at, false);
        let (busy, waiting) = away_after_a_broken_line(at, true);
        assert_eq!((idle, waiting), (busy, 0), "at {at}");
    }
}

/// Notes so long that each is a letter of its own, in their order.
fn long_notes(world: &mut World, count: usize) -> Vec<Id> {
    let text = "x".repeat(16_000);
    let before = world.waiting();
    for _ in 0..count {
        let contents = world.vault.contents();
        let (keys, today) = (&world.keys[0], world.today);
        let desk = Desk { keys, known: &world.known, contents, today };
        let cases = crate::case::fold(contents.letters().values());
        let note = desk.note(cases.values().next().unwrap(), &text, Lang::Kk).unwrap();
        world.vault.append(note).unwrap();
    }
    let contents = world.vault.contents();
    let ids: Vec<Id> = contents.outgoing()[before..].iter().map(|one| one.id).collect();
    let n = |id: &Id| match &contents.letters()[id].letter {
        Letter::Investigator(letter) => letter.n,
        Letter::Reporter(_) => unreachable!("a note"),
    };
    assert!(ids.len() == count && ids.is_sorted_by_key(n));
    ids
}

#[test]
fn what_goes_to_the_same_people_is_tried_in_its_order() {
    for seed in 20..25 {
        let mut world = World::new(seed);
        let notes = long_notes(&mut world, 3);
        world.sync();
        let asked = world.server.asked.borrow();
        let places: Vec<_> =
            notes.iter().filter_map(|note| asked.iter().position(|id| id == note)).collect();
        assert!(places.is_sorted(), "seed {seed}: {places:?}");
    }
}

/// A long answer, in two parts.
fn long_answer(world: &mut World) -> Vec<Id> {
    let contents = world.vault.contents();
    let (keys, today) = (&world.keys[0], world.today);
    let desk = Desk { keys, known: &world.known, contents, today };
    let cases = crate::case::fold(contents.letters().values());
    let case = cases.values().next().unwrap();
    let answer = desk.answer(case, &"x".repeat(6_000), false).unwrap().records;
    world.vault.append(answer).unwrap();
    let parts = world.vault.contents().posting().waiting(Kind::Reply);
    let parts: Vec<Id> = parts.map(|one| one.id).collect();
    assert_eq!(parts.len(), 2);
    parts
}

#[test]
fn what_comes_after_something_refused_waits_with_it_and_no_number_changes() {
    for write in [|world: &mut World| long_notes(world, 2), long_answer] {
        for seed in 30..32 {
            let (mut idle, mut busy) = (World::new(seed), World::new(seed));
            let [first, second] = write(&mut busy).try_into().unwrap();
            busy.server.refuses.set(Some(first));
            idle.sync();
            for _ in 0..2 {
                busy.sync();
                assert!(!busy.server.asked.borrow().contains(&second), "seed {seed}");
            }
            assert_eq!(idle.seen(DAY), busy.seen(DAY), "seed {seed}");
            busy.server.refuses.set(None);
            for world in [&mut idle, &mut busy] {
                world.next_day();
                world.sync();
            }
            assert_eq!(idle.seen(idle.today), busy.seen(busy.today), "seed {seed}");
            let days = busy.server.kept.borrow();
            let day = |id| days.get(&id).map(|(_, day, _)| *day);
            assert!(day(first) == Some(busy.today) && day(second) >= day(first), "seed {seed}");
        }
    }
}

#[test]
fn a_line_that_breaks_after_a_refusal_leaves_nothing_that_goes_before_what_was_refused() {
    let mut world = World::new(35);
    let [first, second] = long_answer(&mut world).try_into().unwrap();
    let ids = vec![second];
    let plan = DayPlan { day: DAY, kind: Kind::Reply, ids };
    world.vault.append(vec![Record::Attempted { id: first }, Record::Plan(plan)]).unwrap();
    world.sync();
    assert!(!world.server.asked.borrow().contains(&second));
}

#[test]
fn what_goes_at_once_waits_for_what_was_refused_before_it_and_nothing_else_does() {
    let mut world = World::new(36);
    world.known.roster.cover = Cover { letters_per_day: 0, replies_per_day: 0 };
    let notes = long_notes(&mut world, 2);
    let answer = long_answer(&mut world);
    world.server.refuses.set(Some(notes[0]));
    let posted = world.sync();
    assert!(posted.reason.is_some());
    let kept: Vec<bool> = {
        let kept = world.server.kept.borrow();
        [&notes, &answer].into_iter().flatten().map(|id| kept.contains_key(id)).collect()
    };
    assert_eq!(kept, [false, false, true, true]);
    assert!(!world.server.asked.borrow().contains(&notes[1]), "nor was it tried");
    world.server.refuses.set(None);
    assert_eq!(world.sync().waiting, 0);
}

#[test]
fn no_letter_goes_on_a_day_ahead_before_an_earlier_one_to_the_same_people() {
    let mut world = World::new(26);
    let notes = long_notes(&mut world, 2);
    world.vault.append(vec![Record::Attempted { id: notes[0] }]).unwrap();
    for ahead in 1..=3 {
        let day = DAY.plus(ahead);
        let (mut poster, rng) = world.poster();
        assert_eq!(poster.ahead(day, rng).unwrap().posted, 0);
    }
    assert_eq!(world.sync().posted, 2, "today both go");
}

#[test]
fn outside_of_the_plan_the_number_of_a_day_ahead_stays_and_its_letters_keep_their_day() {
    for fault in [Fault::Lost, Fault::AnswerLost] {
        let (mut idle, mut busy) = (World::new(27), World::new(27));
        let notes = long_notes(&mut busy, 2);
        for world in [&mut idle, &mut busy] {
            world.server.fault.set(Some((0, fault)));
            let (mut poster, rng) = world.poster();
            assert!(poster.ahead(DAY.plus(2), rng).unwrap().reason.is_some());
        }
        let now = busy.poster().0.now(None).unwrap();
        assert!(now.reason.is_none() && now.waiting == 0, "{fault:?}: {:?}", now.reason);
        assert!(notes.iter().all(|id| busy.server.kept.borrow().contains_key(id)));
        for world in [&mut idle, &mut busy] {
            let (mut poster, rng) = world.poster();
            assert!(poster.ahead(DAY.plus(2), rng).unwrap().reason.is_none());
        }
        assert_eq!(idle.seen(DAY.plus(2)), busy.seen(DAY.plus(2)), "{fault:?}");
    }
}
