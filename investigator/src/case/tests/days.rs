//! Days are their authors' word, and promises hang on them.

use dauys_wire::PublicKey;

use super::*;
use crate::case::timing::Days;
use crate::clocks::{Clock, Clocks, State};
use crate::fixtures::{known, promise, roster, settings, team};
use crate::org::folder::Settings;

const BOTH: [Id; 2] = [A, B];

/// Something done on a day by its author's word.
fn on(
    day: Day,
    thread: Id,
    kind: EventKind,
    after: &[&VaultLetter],
    body: EventBody,
) -> VaultLetter {
    let after = after.iter().map(|letter| name_of(letter)).collect();
    let event = Event { day, after, body, ..event(B, kind, thread) };
    kept_event(carrier(B, &BOTH, 1, vec![signed(event)]))
}

#[test]
fn nothing_is_done_before_what_it_names_as_known() {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &BOTH, &[]));
    let late = on(DAY.plus(200), thread, EventKind::Note, &[&first], EventBody::default());
    let pause = on(DAY.plus(1), thread, EventKind::Pause, &[&late], EventBody::default());
    let case = the_case([&first, &late, &pause]);
    assert_eq!(case.handling().pauses[0].from, DAY.plus(200));
    let roster = known(&team::<2>()).roster;
    let answer = |standing: &crate::clocks::Standing| standing.clock == Clock::Answer;
    let standing = case.standings(&roster, DAY.plus(202)).into_iter().find(answer).unwrap();
    assert_eq!(standing.state, State::Overdue { by_days: 202 - 90 }, "it repairs nothing");

    let answer = on(DAY.plus(1), thread, EventKind::Answer, &[&late], EventBody::default());
    let days = the_case([&first, &late, &answer]).days();
    assert_eq!(days.acknowledged, Some(DAY.plus(200)));
    let close = on(DAY.plus(1), thread, EventKind::Close, &[&late], with_status("confirmed"));
    let case = the_case([&first, &late, &close]);
    let closing = case.handling().closing.unwrap().day;
    assert_eq!((closing, case.days().closed), (DAY.plus(200), Some(DAY.plus(200))));
    assert_eq!(case.entries[2].day, DAY.plus(1), "and what they wrote is shown");
}

#[test]
fn the_first_day_of_a_case_is_that_of_her_first_letter_whatever_others_say() {
    let she = reporter();
    let thread = she.thread();
    let first = kept_report(report(&she, &BOTH, &[]));
    let old =
        on(Day::parse("1970-01-01").unwrap(), thread, EventKind::Note, &[], EventBody::default());
    assert_eq!(the_case([&first, &old]).since(), Some(DAY));
}

#[test]
fn a_late_copy_of_a_reply_does_not_let_her_wait_from_later_on() {
    let she = reporter();
    let thread = she.thread();
    let mut first = report(&she, &BOTH, &[]);
    first.seen.insert(DeskId::from(B), Seen { n: 1, sha256: Digest::of(b"reply") });
    let first = kept_report(first);
    let copy = EventBody { sha256: Some(Digest::of(b"reply")), ..EventBody::default() };
    let copy = on(DAY.plus(200), thread, EventKind::Answer, &[], copy);
    let case = the_case([&first, &copy]);
    assert_eq!((case.status().1, case.since()), (Some(DAY), Some(DAY)));
    let begun = Days { begun: Some(DAY), acknowledged: Some(DAY.plus(200)), ..Days::default() };
    assert_eq!(case.days(), begun);
}

#[test]
fn anybody_keeps_a_closed_case_for_longer_and_two_for_less() {
    let team = team::<2>();
    let clocks = Clocks { keep_days: Some(100), ..promise(None, None) };
    let settings = Settings { clocks, ..settings(&team) };
    let roster = roster(&settings, PublicKey::from_bytes([4; 32]));
    let she = reporter();
    let thread = she.thread();
    let first = || kept_report(report(&she, &BOTH, &[]));
    let close = || on(DAY, thread, EventKind::Close, &[&first()], with_status("confirmed"));
    let keeps = |by, day: u32, after: &VaultLetter| {
        let body = EventBody { day: Some(DAY.plus(day)), ..EventBody::default() };
        says(by, &BOTH, thread, &[after], EventKind::Retain, body)
    };
    let last = |wishes: &[(Id, u32)]| {
        let mut letters = vec![first(), close()];
        for (by, day) in wishes {
            letters.push(keeps(*by, *day, letters.last().unwrap()));
        }
        the_case(&letters).kept_until(&roster).map(|day| day.since(DAY))
    };
    assert_eq!(last(&[]), Some(100), "as the organisation says");
    assert_eq!(last(&[(A, 400)]), Some(400));
    assert_eq!(last(&[(A, 1)]), Some(100));
    assert_eq!(last(&[(A, 1), (A, 2)]), Some(100));
    assert_eq!(last(&[(A, 1), (B, 30)]), Some(30), "the later of both");
    assert_eq!(
        last(&[(A, 1), (B, 400), (A, 1)]),
        Some(400),
        "whoever keeps it for longer is heard"
    );
    assert_eq!(last(&[(B, 400), (A, 90), (B, 80)]), Some(90));
    assert_eq!(the_case([&first()]).kept_until(&roster), None, "an open case does not end");
}
