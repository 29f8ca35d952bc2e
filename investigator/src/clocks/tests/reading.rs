//! What stands in a roster and in `organisation.toml`.

use serde_json::{Map, Value, json};

use super::*;

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("{other}"),
    }
}

/// Answers of the `default` profile that a roster with this term promises.
fn answer(term: &Value) -> Option<Term> {
    let clocks = Clocks::of(&object(json!({"profiles": {"default": {"answer": term}}})));
    clocks.profiles.default.unwrap().answer
}

#[test]
fn what_is_written_is_read_again() {
    let clocks = Clocks::default();
    assert_eq!(Clocks::of(&clocks.written()), clocks);
    assert_eq!(Clocks::of(&clocks.signed()), clocks);
    assert_eq!(not_understood(&clocks.signed()), None);
    let text = toml::to_string_pretty(&clocks).unwrap();
    assert_eq!(toml::from_str::<Clocks>(&text).unwrap(), clocks, "{text}");
    let promised = json!({
        "default": {"acknowledge": {"working_days": 3, "days": 7}, "answer": {"months": 3}},
        "inspectorate": {
            "acknowledge": {"working_days": 3, "days": 7},
            "answer": {"working_days": 15, "extended": {"months": 2}, "notice_days": 3},
        },
    });
    assert_eq!(clocks.signed()["profiles"], promised);
}

#[test]
fn the_guide_shows_what_is_written_first() {
    let guide = include_str!("../../../../docs/ORGANISATION.md");
    let (_, after) = guide.split_once("```toml\n[clocks]\n").unwrap();
    let (toml, _) = after.split_once("```").unwrap();
    let shown: Clocks = toml::from_str(&toml.replace("[clocks.", "[")).unwrap();
    assert_eq!(shown, Clocks::default());
}

#[test]
fn the_two_numbers_of_a_roster_without_profiles_are_days() {
    let clocks = Clocks::of(&object(json!({"acknowledge_days": 7, "answer_days": 90})));
    let accepted = day("2026-12-30");
    assert_eq!(clocks.due(Clock::Acknowledge, &[], accepted), Some(accepted.plus(7)));
    assert_eq!(clocks.due(Clock::Answer, STATE, accepted), Some(accepted.plus(90)));
    assert_eq!(clocks.signed()["answer_days"], 90);
    let neither = Clocks::of(&Map::new());
    assert!(neither.profiles.all().is_empty() && neither.signed().get("answer_days").is_none());
}

#[test]
fn what_is_not_understood_promises_nothing() {
    for term in [
        json!({}),
        json!(7),
        json!({"hours": 3}),
        json!({"days": -1}),
        json!({"days": 1.5}),
        json!({"days": "7"}),
        json!({"days": 3_651}),
        json!({"working_days": u64::MAX}),
        json!({"months": null}),
        json!({"extended": {"months": 2}}),
    ] {
        assert_eq!(answer(&term), None, "{term}");
    }
    let days = Span { days: Some(7), ..Span::default() };
    for more in ["hours", "months", "extended", "notice_days"] {
        let term = answer(&json!({"days": 7, more: "soon"}));
        assert_eq!(term, Some(days.without_extension()), "{more}");
    }
    // Leave to take longer is given by nothing but a notice that is understood.
    let term = answer(&json!({"days": 7, "extended": {"days": 9}, "notice_days": "three"}));
    assert_eq!(term, Some(days.without_extension()));
    for clocks in [
        json!({"profiles": 7, "check_ins": {"30": true}, "calendar": 3, "keep_days": []}),
        json!({"profiles": {"default": [], "police": {"answer": {"days": 1}}}, "calendar": "K Z"}),
    ] {
        let clocks = Clocks::of(&object(clocks));
        assert!(clocks.profiles.all().is_empty() && clocks.check_ins.is_empty());
        assert_eq!((clocks.keep_days, clocks.calendar), (None, None));
    }
    let many: Vec<u32> = (0..1_000).chain([99_999]).collect();
    let clocks = Clocks::of(&object(json!({ "check_ins": many })));
    assert_eq!(clocks.check_ins.len(), 12);
}

#[test]
fn whoever_writes_what_promises_nothing_is_told_where() {
    let told = |clocks| not_understood(&object(clocks));
    assert_eq!(told(json!({"acknowledge_days": 7, "answer_days": 90})), None);
    assert_eq!(told(json!({"answer_days": "soon"})).as_deref(), Some("answer_days"));
    assert_eq!(told(json!({"aswer_days": 9})).as_deref(), Some("aswer_days"));
    assert_eq!(told(json!({"profiles": {"hr": {}}, "answer_days": 90})), None, "reckoned anew");
    assert_eq!(told(json!({"check_ins": []})), None);
    assert_eq!(told(json!({"check_ins": [30, "x"]})).as_deref(), Some("check_ins"));
    let profile = |term| told(json!({"profiles": {"hr": {"answer": term}}}));
    assert_eq!(profile(json!({"days": 7})), None);
    assert_eq!(profile(json!({"day": 7})).as_deref(), Some("profiles.hr.answer"));
    assert_eq!(
        profile(json!({"days": 7, "hours": 1})).as_deref(),
        Some("profiles.hr.answer.hours")
    );
    let notice = json!({"days": 7, "notice_days": 3});
    assert_eq!(profile(notice).as_deref(), Some("profiles.hr.answer.notice_days"));
    let extended = json!({"days": 7, "extended": {"days": 9}});
    assert_eq!(profile(extended), None);
}

#[test]
fn the_page_is_told_the_most_that_anything_can_take() {
    let most = |clocks: &Clocks| {
        (clocks.days_at_most(Clock::Acknowledge), clocks.days_at_most(Clock::Answer))
    };
    let clocks = Clocks::default();
    assert_eq!(most(&clocks), (Some(7), Some(92)));
    assert_eq!(
        (&clocks.signed()["acknowledge_days"], &clocks.signed()["answer_days"]),
        (&json!(7), &json!(92))
    );
    let state = Profiles { default: None, ..clocks.profiles.clone() };
    assert_eq!(most(&Clocks { profiles: state, ..clocks.clone() }), (Some(7), Some(62)));
    // What a kind does not promise nobody can be told.
    let silent = Profiles { hr: Some(Profile::default()), ..clocks.profiles.clone() };
    assert_eq!(most(&Clocks { profiles: silent, ..clocks }), (None, None));
}

#[test]
fn by_a_calendar_that_is_not_here_nothing_is_certain() {
    let mut clocks = Clocks::default();
    assert!(
        clocks
            .standing(Clock::Acknowledge, &facts(&[], "2026-06-01", "2026-06-01"))
            .unwrap()
            .certain
    );
    clocks.calendar = Some("uz".to_owned());
    let stands =
        clocks.standing(Clock::Acknowledge, &facts(&[], "2026-03-20", "2026-03-20")).unwrap();
    assert_eq!((stands.due, stands.certain), (day("2026-03-25"), false));
    clocks.calendar = None;
    assert_eq!(clocks.calendar(), Calendar::kazakhstan());
}
