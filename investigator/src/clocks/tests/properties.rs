//! What holds whatever the days are.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const KINDS: [ChannelKind; 7] = [
    ChannelKind::Hr,
    ChannelKind::Ethics,
    ChannelKind::Union,
    ChannelKind::Inspectorate,
    ChannelKind::Ngo,
    ChannelKind::Lawyer,
    ChannelKind::Board,
];

/// Around the years of the calendar.
fn days() -> impl Strategy<Value = Day> {
    (0..1_200_u32).prop_map(|later| day("2025-10-01").plus(later))
}

fn pauses() -> impl Strategy<Value = Vec<Pause>> {
    let pause = (days(), 0..60_u32, any::<bool>())
        .prop_map(|(from, long, ended)| Pause { from, until: ended.then_some(from.plus(long)) });
    vec(pause, 0..5)
}

fn extensions() -> impl Strategy<Value = Vec<Extension>> {
    let clock = prop_oneof![Just(Clock::Acknowledge), Just(Clock::Answer), Just(Clock::Close)];
    let one = (clock, days(), days()).prop_map(|(clock, to, said)| Extension { clock, to, said });
    vec(one, 0..5)
}

fn spans() -> impl Strategy<Value = Span> {
    let lengths = (
        proptest::option::of(0..40_u32),
        proptest::option::of(0..120_u32),
        proptest::option::of(0..5_u32),
    );
    let span = |(working_days, days, months)| Span { working_days, days, months };
    lengths.prop_map(span).prop_filter("a length", |span| *span != Span::default())
}

/// Boxed, like what is made of it: the strategies of three profiles together overflow the stack.
fn terms() -> BoxedStrategy<Term> {
    let term = |(within, extended, notice_days): (Span, Option<Span>, u32)| match extended {
        None => within.without_extension(),
        extended => Term { within, extended, notice_days },
    };
    (spans(), proptest::option::of(spans()), 0..10_u32).prop_map(term).boxed()
}

fn profiles() -> BoxedStrategy<Option<Profile>> {
    let term = || proptest::option::of(terms());
    let profile = |(acknowledge, answer, close)| Profile { acknowledge, answer, close };
    proptest::option::of((term(), term(), term()).prop_map(profile)).boxed()
}

fn clocks() -> impl Strategy<Value = Clocks> {
    (profiles(), profiles(), profiles()).prop_map(|(default, hr, inspectorate)| Clocks {
        profiles: Profiles { default, hr, inspectorate, ..Profiles::default() },
        ..Clocks::default()
    })
}

/// Kinds, acceptance, an answer, pauses, extensions, today.
type Story = (Vec<ChannelKind>, Day, Option<Day>, Vec<Pause>, Vec<Extension>, Day);

fn stories() -> impl Strategy<Value = Story> {
    let kinds = vec(proptest::sample::select(&KINDS[..]), 0..4);
    (kinds, days(), proptest::option::of(days()), pauses(), extensions(), days())
}

fn case(story: &Story) -> Facts<'_> {
    let (kinds, accepted, answered, pauses, extensions, today) = story;
    Facts {
        kinds,
        accepted: *accepted,
        acknowledged: *answered,
        answered: *answered,
        closed: None,
        pauses,
        extensions,
        today: *today,
    }
}

proptest! {
    #[test]
    fn nothing_is_due_before_it_is_accepted(clocks in clocks(), story in stories()) {
        for stands in clocks.standings(&case(&story)) {
            prop_assert!(stands.due >= story.1);
            prop_assert_eq!(stands.certain, stands.doubtful.is_empty());
        }
    }

    #[test]
    fn one_pause_more_never_makes_it_earlier(
        clocks in clocks(),
        story in stories(),
        more in pauses(),
    ) {
        let mut paused = story.clone();
        paused.3.extend(more);
        for clock in Clock::ALL {
            let before = clocks.standing(clock, &case(&story)).map(|stands| stands.due);
            let after = clocks.standing(clock, &case(&paused)).map(|stands| stands.due);
            prop_assert!(before <= after, "{clock:?} {before:?} {after:?}");
            if clock == Clock::Acknowledge {
                prop_assert_eq!(before, after);
            }
        }
    }

    #[test]
    fn the_strictest_of_kinds_is_as_late_as_none_of_them(
        clocks in clocks(),
        story in stories(),
    ) {
        let due = |kinds: &[ChannelKind], clock| {
            clocks.standing(clock, &Facts { kinds, ..case(&story) }).map(|stands| stands.due)
        };
        for clock in Clock::ALL {
            let each = story.0.iter().filter_map(|kind| due(&[*kind], clock));
            if let Some(strictest) = each.min() {
                prop_assert_eq!(due(&story.0, clock), Some(strictest));
            }
        }
    }

    #[test]
    fn an_extension_never_takes_time_away(clocks in clocks(), story in stories()) {
        let mut plain = story.clone();
        plain.4.clear();
        for clock in Clock::ALL {
            let before = clocks.standing(clock, &case(&plain)).map(|stands| stands.due);
            let after = clocks.standing(clock, &case(&story)).map(|stands| stands.due);
            prop_assert!(before <= after);
        }
    }

    #[test]
    fn what_is_written_is_read_again(clocks in clocks()) {
        prop_assert_eq!(&Clocks::of(&clocks.written()), &clocks);
        prop_assert_eq!(not_understood(&clocks.signed()), None);
    }

    #[test]
    fn working_days_add_up(start in days(), one in 0..30_u32, other in 1..30_u32) {
        let calendar = Calendar::kazakhstan();
        let start = calendar.plus_working(start, 0).day;
        let apart = calendar.plus_working(calendar.plus_working(start, one).day, other).day;
        prop_assert_eq!(apart, calendar.plus_working(start, one + other).day);
        prop_assert_eq!(calendar.minus_working(apart, one + other), start);
    }
}

proptest! {
    // Each tries four years of first days.
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn nothing_takes_longer_than_the_page_says(clocks in clocks(), story in stories()) {
        let mut story = story;
        story.1 = story.1.max(day("2026-01-01"));
        story.3.clear();
        for stands in clocks.standings(&case(&story)) {
            let days = stands.due.since(story.1);
            prop_assert!(clocks.days_at_most(stands.clock).is_none_or(|most| days <= most));
        }
    }
}
