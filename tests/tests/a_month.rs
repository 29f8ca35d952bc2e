//! A month in the life of five desks and forty reporters (docs/ARCHITECTURE.md): the real programs, the real
//! pace, a calendar that moves. It is played twice, at the same time: once everybody types, and once four of
//! the five sit at their pages, two in Chromium and two in Firefox, all open at once. Both are judged from
//! several sides, and give the same cases.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::OnceLock;

use dauys_tests::device::{Browser, Device};
use dauys_tests::month::agreement::{self, Agreement, Views};
use dauys_tests::month::cast::{CAST, SAULE, TYPIST};
use dauys_tests::month::hand::{Habit, Hand};
use dauys_tests::month::page::AtPage;
use dauys_tests::month::promises::{self, Promise};
use dauys_tests::month::quiet;
use dauys_tests::month::replay::{self, ORDERS, Replayed};
use dauys_tests::month::reporters;
use dauys_tests::month::same::{self, Month, Same};
use dauys_tests::month::script::{REPORTS, Script};
use dauys_tests::month::shut_out::{self, ShutOut};
use dauys_tests::month::stage::{Played, Stage};
use dauys_tests::month::stories::OVERDUE;
use dauys_tests::month::time_lines::{self, Shown};
use dauys_tests::month::traces::{self, Traces};
use dauys_tests::node::Conversation;
use dauys_tests::once;
use dauys_tests::organisation::{AIGUL, DINA, MARAT};
use serde_json::json;

/// Who sits at a page, in which browser. Between them they do everything that is done in the month.
const PAGES: [(&str, Browser); 4] = [
    (MARAT.folder, Browser::Chromium),
    (AIGUL.folder, Browser::Chromium),
    (DINA.folder, Browser::Firefox),
    (SAULE.folder, Browser::Firefox),
];

#[test]
fn a_month_on_the_page_gives_the_cases_of_a_month_at_the_terminal() {
    let Same { cases, entries, replies, differences } = &all().same;
    let enough = *cases > REPORTS && entries > cases && *replies > REPORTS;
    assert!(enough, "{cases} cases, {entries} entries, {replies} replies");
    assert_nothing(differences);
}

#[test]
fn everybody_who_reads_a_case_sees_the_same_case() {
    for month in all().both() {
        let Agreement { pairs, differences } = &month.agreement;
        assert!(*pairs > REPORTS / 2, "{pairs} were compared");
        assert_nothing(differences);
    }
}

#[test]
fn whoever_was_shut_out_saw_nothing_of_the_case_and_as_many_letters_as_everybody() {
    for month in all().both() {
        let ShutOut { looks, texts, leaks, .. } = &month.shut_out;
        assert!(*looks > REPORTS / 2 && texts > looks, "{looks} looks, {texts} texts");
        assert_nothing(leaks);
    }
    let finds = all().typed.shut_out.finds;
    assert!(finds > REPORTS, "{finds} finds");
    assert_nothing(&all().miscounts);
}

#[test]
fn whoever_reported_has_read_everything_that_was_said_to_her() {
    all().both().into_iter().for_each(|month| assert_nothing(&month.unread));
}

#[test]
fn every_day_looked_like_the_others() {
    all().both().into_iter().for_each(|month| assert_nothing(&month.unusual_days));
}

#[test]
fn the_page_shows_every_entry_with_its_day_its_author_its_kind_and_its_texts() {
    let Shown { cases, entries, texts, differences } = &all().shown;
    let enough = *cases > REPORTS && entries > cases && texts > cases;
    assert!(enough, "{cases} cases, {entries} entries, {texts} texts");
    assert_nothing(differences);
}

#[test]
fn nothing_on_a_page_was_in_haste_but_promised_days() {
    assert_nothing(&all().urgent);
}

#[test]
fn no_desk_ever_raised_an_alarm() {
    assert_nothing(&all().alarms);
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

/// What was seen of both months, and of one alone what the other would show again.
struct Seen {
    titles: Vec<&'static str>,
    same: Same,
    typed: Judged,
    on_the_page: Judged,
    miscounts: Vec<String>,
    promises: Vec<Promise>,
    contradictions: Vec<String>,
    replayed: Replayed,
    traces: Traces,
    alarms: Vec<String>,
    shown: Shown,
    urgent: Vec<String>,
}

/// What is seen of either.
struct Judged {
    agreement: Agreement,
    shut_out: ShutOut,
    unread: Vec<String>,
    unusual_days: Vec<String>,
}

impl Seen {
    const fn both(&self) -> [&Judged; 2] {
        [&self.typed, &self.on_the_page]
    }
}

fn all() -> &'static Seen {
    static SEEN: OnceLock<Option<Seen>> = OnceLock::new();
    once::look(&SEEN, look)
}

fn look() -> Seen {
    let script = Script::write();
    let [mut stage, mut other] = [Stage::set(), Stage::set()];
    // Each has a calendar of its own, so that nobody waits for the other.
    let ((page, page_views, page_judged), (typed, typed_views, typed_judged)) =
        std::thread::scope(|threads| {
            let typed = threads.spawn(|| {
                let played = other.play_by(&script, typing);
                judge(&other, &script, played)
            });
            let played = on_the_page(&mut stage, &script);
            (judge(&stage, &script, played), typed.join().unwrap())
        });
    let months = [(&other, &typed, &typed_views), (&stage, &page, &page_views)]
        .map(|(stage, played, views)| Month { stage, played, views });
    Seen {
        titles: script.stories.iter().map(|story| story.title).collect(),
        same: same::compare(&script, months.each_ref()),
        typed: typed_judged,
        on_the_page: page_judged,
        miscounts: shut_out::miscounts(&other, &typed),
        promises: promises::promises(&script, &typed),
        contradictions: promises::contradictions(&script, &typed),
        replayed: replay::replay(&other),
        alarms: quiet::alarms(&typed),
        shown: time_lines::compare(&stage, &page),
        urgent: quiet::in_haste(&page),
        // Last: it plants what it hunts for.
        traces: traces::hunt(&other, &script, &typed),
    }
}

fn judge(stage: &Stage, script: &Script, played: Played) -> (Played, Views, Judged) {
    let views = agreement::views_of_all(stage, script, &played);
    let judged = Judged {
        agreement: agreement::hold(stage, &views),
        shut_out: shut_out::look(stage, script, &played),
        unread: reporters::unread(script, &played.women),
        unusual_days: quiet::unusual_days(&played),
    };
    (played, views, judged)
}

/// Those who sit at a page do there what is to be done; the others type.
fn on_the_page(stage: &mut Stage, script: &Script) -> Played {
    let open = |browser| {
        let device = Device::new(browser);
        let talk = Conversation::begin("at-desks.mjs", &json!({ "device": device.settings() }));
        (browser, talk, device)
    };
    let browsers = [Browser::Chromium, Browser::Firefox].map(open);
    stage.play_by(script, |folder| {
        let Some((_, wanted)) = PAGES.iter().find(|(one, _)| *one == folder) else {
            return Hand::Commands(Habit::Script);
        };
        let of = browsers.iter().find(|(browser, ..)| browser == wanted);
        Hand::Page(AtPage::of(&of.unwrap().1))
    })
}

/// Everybody types, one of them into a shell; those who sit at a page in the other month declare first, as it
/// has them do.
fn typing(folder: &str) -> Hand<'static> {
    assert!(CAST.iter().any(|person| person.folder == folder), "{folder}");
    if folder == TYPIST.folder {
        return Hand::Shell;
    }
    let declares = PAGES.iter().any(|(one, _)| *one == folder);
    Hand::Commands(if declares { Habit::DeclareFirst } else { Habit::Script })
}

fn assert_nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}
