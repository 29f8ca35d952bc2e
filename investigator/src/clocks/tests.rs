//! Due days reckoned by hand.

mod properties;
mod reading;

use super::*;

const DEFAULT: &[ChannelKind] = &[ChannelKind::Hr];
const STATE: &[ChannelKind] = &[ChannelKind::Inspectorate];
const BOTH: &[ChannelKind] = &[ChannelKind::Hr, ChannelKind::Inspectorate];

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// A case of which nothing has become yet.
fn facts<'f>(kinds: &'f [ChannelKind], accepted: &str, today: &str) -> Facts<'f> {
    Facts {
        kinds,
        accepted: day(accepted),
        acknowledged: None,
        answered: None,
        closed: None,
        pauses: &[],
        extensions: &[],
        today: day(today),
    }
}

fn standing(clock: Clock, facts: &Facts<'_>) -> Standing {
    Clocks::default().standing(clock, facts).unwrap()
}

fn pause(from: &str, until: Option<&str>) -> Pause {
    Pause { from: day(from), until: until.map(day) }
}

fn extension(to: &str, said: &str) -> Extension {
    Extension { clock: Clock::Answer, to: day(to), said: day(said) }
}

#[test]
fn promised_days_are_those_that_a_person_would_count() {
    use Clock::{Acknowledge, Answer};
    let cases = [
        // Three working days.
        (Acknowledge, DEFAULT, "2026-06-01", "2026-06-04", true),
        (Acknowledge, DEFAULT, "2026-06-05", "2026-06-10", true),
        (Acknowledge, DEFAULT, "2026-03-16", "2026-03-19", true),
        // Nauryz: the third would be 27 and 30 March; seven days are less.
        (Acknowledge, DEFAULT, "2026-03-19", "2026-03-26", true),
        (Acknowledge, DEFAULT, "2026-03-20", "2026-03-27", true),
        // May: 8, 12, 13.
        (Acknowledge, DEFAULT, "2026-05-06", "2026-05-13", true),
        // New Year: 31, 5, 6.
        (Acknowledge, DEFAULT, "2026-12-30", "2027-01-06", false),
        // Three months; working days do not matter to them.
        (Answer, DEFAULT, "2026-06-01", "2026-09-01", true),
        (Answer, DEFAULT, "2026-11-30", "2027-02-28", true),
        // Fifteen working days. March: 3 to 6, 10 to 13, 16 to 20, 26, 27.
        (Answer, STATE, "2026-03-02", "2026-03-27", true),
        // May: 4 to 6, 8, 12 to 15, 18 to 22, 25, 26, which may be Kurban Ait.
        (Answer, STATE, "2026-04-30", "2026-05-26", false),
        (Answer, STATE, "2026-06-01", "2026-06-22", true),
        // New Year: 17, 18, 21 to 25, 28 to 31, 5, 6, 8, 11.
        (Answer, STATE, "2026-12-16", "2027-01-11", false),
        // Of several kinds the strictest.
        (Answer, BOTH, "2026-06-01", "2026-06-22", true),
    ];
    for (clock, kinds, accepted, due, certain) in cases {
        let stands = standing(clock, &facts(kinds, accepted, accepted));
        assert_eq!((stands.due, stands.certain), (day(due), certain), "{clock:?} {accepted}");
        assert_eq!(stands.doubtful.is_empty(), certain);
        assert_eq!(Clocks::default().due(clock, kinds, day(accepted)), Some(day(due)));
    }
}

#[test]
fn a_clock_is_kept_late_running_or_overdue() {
    let clocks = Clocks::default();
    let mut case = facts(DEFAULT, "2026-06-01", "2026-06-03");
    let state = |case: &Facts<'_>| standing(Clock::Acknowledge, case).state;
    assert_eq!(state(&case), State::Running { days_left: 1 });
    case.today = day("2026-06-04");
    assert_eq!(state(&case), State::Running { days_left: 0 });
    case.today = day("2026-06-06");
    assert_eq!(state(&case), State::Overdue { by_days: 2 });
    case.acknowledged = Some(day("2026-06-04"));
    assert_eq!(state(&case), State::Kept { on: day("2026-06-04") });
    case.acknowledged = Some(day("2026-06-05"));
    assert_eq!(state(&case), State::Late { on: day("2026-06-05") });
    let promised: Vec<Clock> = clocks.standings(&case).iter().map(|one| one.clock).collect();
    assert_eq!(promised, [Clock::Acknowledge, Clock::Answer], "closing is not promised");
}

#[test]
fn reminders_come_at_half_time_three_working_days_before_and_on_the_day() {
    // Due on 1 September; 92 days; 27, 28 and 31 August are the working days before it.
    let reminder = |today| standing(Clock::Answer, &facts(DEFAULT, "2026-06-01", today)).reminder;
    assert_eq!(reminder("2026-07-16"), None);
    assert_eq!(reminder("2026-07-17"), Some(Reminder::HalfGone));
    assert_eq!(reminder("2026-08-26"), Some(Reminder::HalfGone));
    assert_eq!(reminder("2026-08-27"), Some(Reminder::Near));
    assert_eq!(reminder("2026-09-01"), Some(Reminder::Today));
    assert_eq!(reminder("2026-09-02"), None, "what is overdue is said by its state");
}

#[test]
fn a_pause_moves_an_answer_by_the_days_that_would_have_counted_and_no_acknowledgement() {
    let due = |kinds, clock, pauses: &[Pause]| {
        standing(clock, &Facts { pauses, ..facts(kinds, "2026-06-01", "2026-06-02") }).due
    };
    // Friday to Monday: two working days, four days of the calendar.
    let four = [pause("2026-06-05", Some("2026-06-09"))];
    assert_eq!(due(STATE, Clock::Answer, &four), day("2026-06-24"));
    assert_eq!(due(DEFAULT, Clock::Answer, &four), day("2026-09-05"));
    assert_eq!(due(DEFAULT, Clock::Acknowledge, &four), day("2026-06-04"));
    // A weekend: no working day.
    let weekend = [pause("2026-06-06", Some("2026-06-08"))];
    assert_eq!(due(STATE, Clock::Answer, &weekend), day("2026-06-22"));
    assert_eq!(due(DEFAULT, Clock::Answer, &weekend), day("2026-09-03"));
    // Said twice, or in pieces, it is the same pause; backwards it is none.
    let twice = [four[0], pause("2026-06-06", Some("2026-06-09")), four[0]];
    assert_eq!(due(STATE, Clock::Answer, &twice), day("2026-06-24"));
    let pieces = [pause("2026-06-05", Some("2026-06-07")), pause("2026-06-07", Some("2026-06-09"))];
    assert_eq!(due(STATE, Clock::Answer, &pieces), day("2026-06-24"));
    assert_eq!(
        due(STATE, Clock::Answer, &[pause("2026-06-09", Some("2026-06-05"))]),
        day("2026-06-22")
    );
    // On the last day it moves too; after it nothing does.
    let last = [pause("2026-06-22", Some("2026-06-23"))];
    assert_eq!(due(STATE, Clock::Answer, &last), day("2026-06-23"));
    let after = [pause("2026-06-23", Some("2026-06-30"))];
    assert_eq!(due(STATE, Clock::Answer, &after), day("2026-06-22"));
}

#[test]
fn while_it_is_paused_the_day_moves_on_and_afterwards_it_stays() {
    let pauses = [pause("2026-06-05", None)];
    let at = |today, answered: Option<&str>| {
        let answered = answered.map(day);
        let case = facts(STATE, "2026-06-01", today);
        let stands = standing(Clock::Answer, &Facts { pauses: &pauses, answered, ..case });
        (stands.state, stands.due)
    };
    assert_eq!(at("2026-06-04", None).0, State::Running { days_left: 18 });
    assert_eq!(at("2026-06-05", None), (State::Paused, day("2026-06-23")));
    assert_eq!(at("2026-08-03", None).0, State::Paused);
    let kept = State::Kept { on: day("2026-06-10") };
    assert_eq!(at("2026-06-10", Some("2026-06-10")), at("2026-12-01", Some("2026-06-10")));
    assert_eq!(at("2026-12-01", Some("2026-06-10")).0, kept);
    // What was broken before is broken still.
    let pauses = [pause("2026-06-25", None)];
    let case = Facts { pauses: &pauses, ..facts(STATE, "2026-06-01", "2026-07-01") };
    assert_eq!(standing(Clock::Answer, &case).state, State::Overdue { by_days: 9 });
}

#[test]
fn an_extension_moves_only_what_may_be_moved_and_only_if_it_is_said_in_time() {
    let extended = |kinds, extensions: &[Extension]| {
        let case = facts(kinds, "2026-06-01", "2026-06-02");
        let stands = standing(Clock::Answer, &Facts { extensions, ..case });
        let refused: Vec<_> = stands.refused.iter().map(|one| (one.kind, one.why)).collect();
        (stands.due.to_string(), refused)
    };
    let inspectorate = Some(ChannelKind::Inspectorate);
    // Promised for 22 June; 1 August is two months after acceptance.
    let cases = [
        ("2026-08-01", "2026-06-19", "2026-08-01", None),
        ("2026-08-01", "2026-06-20", "2026-06-22", Some(Why::TooLate)),
        ("2026-08-02", "2026-06-19", "2026-06-22", Some(Why::TooFar)),
        ("2026-06-22", "2026-06-19", "2026-06-22", Some(Why::NotLater)),
    ];
    for (to, said, due, why) in cases {
        let refused: Vec<_> = why.map(|why| (inspectorate, why)).into_iter().collect();
        assert_eq!(extended(STATE, &[extension(to, said)]), (due.to_owned(), refused), "{to}");
    }
    let one = extension("2026-08-01", "2026-06-10");
    let not_allowed = vec![(None, Why::NotAllowed)];
    assert_eq!(extended(DEFAULT, &[one]), ("2026-09-01".into(), not_allowed.clone()));
    assert_eq!(extended(BOTH, &[one]), ("2026-08-01".into(), not_allowed));
    // A second one is held against the day to which the first one moved, whatever their order.
    let second = extension("2026-07-20", "2026-06-25");
    let first = extension("2026-07-10", "2026-06-10");
    assert_eq!(extended(STATE, &[second, first]), ("2026-07-20".into(), vec![]));
    let other = Extension { clock: Clock::Close, ..one };
    assert_eq!(extended(STATE, &[other]), ("2026-06-22".into(), vec![]), "of another clock");
}

#[test]
fn a_pause_after_an_extension_moves_the_new_day() {
    let extensions = [extension("2026-07-10", "2026-06-10")];
    let due = |pauses: &[Pause]| {
        let case = facts(STATE, "2026-06-01", "2026-06-02");
        standing(Clock::Answer, &Facts { pauses, extensions: &extensions, ..case }).due
    };
    assert_eq!(due(&[]), day("2026-07-10"));
    assert_eq!(due(&[pause("2026-06-15", Some("2026-06-20"))]), day("2026-07-15"));
    assert_eq!(due(&[pause("2026-06-03", Some("2026-06-05"))]), day("2026-07-10"), "said after it");
}

#[test]
fn after_closing_she_is_asked_three_times() {
    use CheckInState::{Ahead, Done, Due, Missed};
    let clocks = Clocks { keep_days: Some(365), ..Clocks::default() };
    let closed = day("2026-01-01");
    let states = |today: u32, done: &[u32]| -> Vec<CheckInState> {
        let all = clocks.check_ins(closed, done, closed.plus(today));
        all.iter().map(|one| one.state).collect()
    };
    let ahead = |days_left| Ahead { days_left };
    assert_eq!(states(0, &[]), [ahead(30), ahead(90), ahead(180)]);
    assert_eq!(states(30, &[]), [Due { since_days: 0 }, ahead(60), ahead(150)]);
    assert_eq!(states(35, &[30]), [Done, ahead(55), ahead(145)]);
    assert_eq!(states(95, &[]), [Missed, Due { since_days: 5 }, ahead(85)]);
    assert_eq!(states(60, &[90]), [Missed, Done, ahead(120)]);
    assert_eq!(states(400, &[30, 90, 180]), [Done, Done, Done]);
    let days: Vec<Day> = clocks.check_ins(closed, &[], closed).iter().map(|one| one.day).collect();
    assert_eq!(days, [day("2026-01-31"), day("2026-04-01"), day("2026-06-30")]);
    assert_eq!(clocks.kept_until(closed), Some(day("2027-01-01")));
    assert_eq!(Clocks::default().kept_until(closed), None);
}

#[test]
fn a_kind_without_a_profile_has_the_default_and_nobody_has_what_nobody_promised() {
    let whose = |clocks: &Clocks, kinds: &[ChannelKind]| -> Vec<Option<ChannelKind>> {
        clocks.profiles.of_kinds(kinds).iter().map(|(whose, _)| *whose).collect()
    };
    let clocks = Clocks::default();
    let inspectorate = Some(ChannelKind::Inspectorate);
    assert_eq!(whose(&clocks, &[]), [None]);
    assert_eq!(whose(&clocks, &[ChannelKind::Hr, ChannelKind::Union]), [None]);
    assert_eq!(whose(&clocks, STATE), [inspectorate]);
    assert_eq!(whose(&clocks, BOTH), [None, inspectorate]);
    let mut without = clocks;
    without.profiles.default = None;
    assert_eq!(whose(&without, DEFAULT), []);
    assert_eq!(whose(&without, &[]), [inspectorate], "better reminded too early");
    assert_eq!(without.standings(&facts(DEFAULT, "2026-06-01", "2026-06-01")), []);
}
