//! The month of `a_month.rs` with four of its five desks at their pages (docs/ARCHITECTURE.md): two in
//! Chromium and two in Firefox, all open at the same time, beside one at a terminal. It gives the same
//! cases as a month in which all of them type.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::OnceLock;

use dauys_tests::device::{Browser, Device};
use dauys_tests::month::agreement::{self, Agreement};
use dauys_tests::month::cast::{CAST, SAULE};
use dauys_tests::month::hand::{Habit, Hand};
use dauys_tests::month::page::AtPage;
use dauys_tests::month::quiet;
use dauys_tests::month::reporters;
use dauys_tests::month::same::{self, Month, Same};
use dauys_tests::month::script::{REPORTS, Script};
use dauys_tests::month::shut_out::{self, ShutOut};
use dauys_tests::month::stage::Stage;
use dauys_tests::month::time_lines::{self, Shown};
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
fn whoever_sits_at_a_page_sees_the_case_that_others_see() {
    let Agreement { pairs, differences } = &all().agreement;
    assert!(*pairs > REPORTS / 2, "{pairs} were compared");
    assert_nothing(differences);
}

#[test]
fn the_page_shows_every_entry_with_its_day_its_author_its_kind_and_its_texts() {
    let Shown { cases, entries, texts, differences } = &all().shown;
    let enough = *cases > REPORTS && entries > cases && texts > cases;
    assert!(enough, "{cases} cases, {entries} entries, {texts} texts");
    assert_nothing(differences);
}

#[test]
fn whoever_was_shut_out_saw_nothing_of_the_case_on_the_page() {
    let ShutOut { looks, texts, leaks, .. } = &all().shut_out;
    assert!(*looks > REPORTS / 2 && texts > looks, "{looks} looks, {texts} texts");
    assert_nothing(leaks);
}

#[test]
fn whoever_reported_has_read_everything_that_was_said_to_her_on_the_page() {
    assert_nothing(&all().unread);
}

#[test]
fn nothing_on_a_page_was_in_haste_but_promised_days_and_every_day_looked_like_the_others() {
    assert_nothing(&all().urgent);
    assert_nothing(&all().unusual_days);
}

/// What was seen of the month.
struct Seen {
    same: Same,
    agreement: Agreement,
    shown: Shown,
    shut_out: ShutOut,
    unread: Vec<String>,
    urgent: Vec<String>,
    unusual_days: Vec<String>,
}

fn all() -> &'static Seen {
    static SEEN: OnceLock<Option<Seen>> = OnceLock::new();
    once::look(&SEEN, look)
}

fn look() -> Seen {
    let script = Script::write();
    let [mut stage, mut other] = [Stage::set(), Stage::set()];
    // Each has a calendar of its own, so that nobody waits for the other.
    let (played, typed) = std::thread::scope(|threads| {
        let typed = threads.spawn(|| other.play_by(&script, typing));
        (on_the_page(&mut stage, &script), typed.join().unwrap())
    });
    let views = agreement::views_of_all(&stage, &script, &played);
    let typed_views = agreement::views_of_all(&other, &script, &typed);
    let month = Month { stage: &stage, played: &played, views: &views };
    let typed = Month { stage: &other, played: &typed, views: &typed_views };
    Seen {
        same: same::compare(&script, [&typed, &month]),
        agreement: agreement::hold(&stage, &views),
        shown: time_lines::compare(&stage, &played),
        shut_out: shut_out::look(&stage, &script, &played),
        unread: reporters::unread(&script, &played.women),
        urgent: quiet::in_haste(&played),
        unusual_days: quiet::unusual_days(&played),
    }
}

/// Those who sit at a page do there what is to be done; the others type.
fn on_the_page(stage: &mut Stage, script: &Script) -> dauys_tests::month::stage::Played {
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

/// Everybody types; those who sit at a page in the other month declare first, as it has them do.
fn typing(folder: &str) -> Hand<'static> {
    assert!(CAST.iter().any(|person| person.folder == folder), "{folder}");
    let declares = PAGES.iter().any(|(one, _)| *one == folder);
    Hand::Commands(if declares { Habit::DeclareFirst } else { Habit::Script })
}

fn assert_nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}
