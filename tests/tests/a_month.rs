//! A month in the life of five desks and forty reporters (docs/ARCHITECTURE.md): the real programs,
//! the real pace, a calendar that moves. Played once, judged from several sides.

use std::sync::OnceLock;

use dauys_tests::month::agreement::{self, Agreement};
use dauys_tests::month::promises::{self, Promise};
use dauys_tests::month::quiet;
use dauys_tests::month::replay::{self, ORDERS, Replayed};
use dauys_tests::month::reporters;
use dauys_tests::month::script::{REPORTS, Script};
use dauys_tests::month::shut_out::{self, ShutOut};
use dauys_tests::month::stage::Stage;
use dauys_tests::month::stories::OVERDUE;
use dauys_tests::month::traces::{self, Traces};
use dauys_tests::once;

#[test]
fn everybody_who_reads_a_case_sees_the_same_case() {
    let Agreement { pairs, differences } = &all().agreement;
    assert!(*pairs > REPORTS / 2, "{pairs} were compared");
    assert_nothing(differences);
}

#[test]
fn whoever_was_shut_out_saw_nothing_of_the_case_and_as_many_letters_as_everybody() {
    let ShutOut { looks, texts, finds, leaks } = &all().shut_out;
    let enough = *looks > REPORTS / 2 && texts > looks && *finds > REPORTS;
    assert!(enough, "{looks} looks, {texts} texts, {finds} finds");
    assert_nothing(leaks);
    assert_nothing(&all().miscounts);
}

#[test]
fn every_promise_was_kept_but_two_of_which_somebody_was_warned_in_time() {
    let seen = all();
    let missed: Vec<&Promise> = seen.promises.iter().filter(|one| !one.is_kept()).collect();
    let titles: Vec<&str> = missed.iter().map(|one| seen.titles[one.case]).collect();
    assert_eq!(titles, OVERDUE, "{missed:#?}");
    assert!(missed.iter().all(|one| one.was_warned_in_time()), "{missed:#?}");
    assert!(seen.promises.len() > REPORTS * 3 / 2, "{}", seen.promises.len());
    assert_nothing(&seen.contradictions);
}

#[test]
fn whoever_reported_has_read_everything_that_was_said_to_her() {
    assert_nothing(&all().unread);
}

#[test]
fn the_same_month_in_ten_other_orders_gives_the_same_cases() {
    let Replayed { cases, letters, differences } = &all().replayed;
    let orders = usize::try_from(ORDERS).expect("a few");
    // Most are read at several desks, and of most there are several letters.
    let enough = *cases > 2 * orders * REPORTS && *letters > 8 * REPORTS;
    assert!(enough, "{cases} cases, {letters} letters");
    assert_nothing(differences);
}

#[test]
fn nothing_that_was_said_lies_in_clear_on_any_machine_or_in_the_history_of_a_shell() {
    let Traces { found, files, typed } = &all().traces;
    assert!(*files > 50 && *typed > 50, "{files} files, {typed} commands");
    found.assert_nothing("the machines of all");
}

#[test]
fn no_desk_ever_raised_an_alarm_and_every_day_looked_like_the_others() {
    assert_nothing(&all().alarms);
    assert_nothing(&all().unusual_days);
}

/// What was seen of the month.
struct Seen {
    titles: Vec<&'static str>,
    agreement: Agreement,
    shut_out: ShutOut,
    miscounts: Vec<String>,
    promises: Vec<Promise>,
    contradictions: Vec<String>,
    replayed: Replayed,
    traces: Traces,
    alarms: Vec<String>,
    unusual_days: Vec<String>,
    unread: Vec<String>,
}

fn all() -> &'static Seen {
    static SEEN: OnceLock<Option<Seen>> = OnceLock::new();
    once::look(&SEEN, look)
}

fn look() -> Seen {
    let script = Script::write();
    let mut stage = Stage::set();
    let played = stage.play(&script);
    Seen {
        titles: script.stories.iter().map(|story| story.title).collect(),
        alarms: quiet::alarms(&played),
        unusual_days: quiet::unusual_days(&played),
        agreement: agreement::look(&stage, &script, &played),
        shut_out: shut_out::look(&stage, &script, &played),
        miscounts: shut_out::miscounts(&stage, &played),
        promises: promises::promises(&script, &played),
        contradictions: promises::contradictions(&script, &played),
        replayed: replay::replay(&stage),
        unread: reporters::unread(&script, &played.women),
        traces: traces::hunt(&stage, &script, &played),
    }
}

fn assert_nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}
