//! What cover is worth: the table of docs/THREAT-MODEL.md is what comes out here, as it is.

use std::path::Path;
use std::sync::OnceLock;

use dauys_tests::addressee::Addressee;
use dauys_tests::direct::Visit;
use dauys_tests::investigator::Person;
use dauys_tests::organisation::{AIGUL, DINA, ERLAN, MARAT};
use dauys_tests::stack::Stack;
use dauys_tests::watcher::{self, Advantage, Row, drop, shifted};
use dauys_wire::Id;
use dauys_wire::limits::REPLY_RECORD_BYTES;

#[test]
fn the_watchers_advantage_is_what_the_threat_model_says() {
    let rows = rows();
    let table = watcher::to_markdown(rows);
    println!("{table}");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/THREAT-MODEL.md");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains(&table), "docs/THREAT-MODEL.md should have this table:\n\n{table}");

    for Row { desks, one, month, five, withdrawal } in rows {
        for (Advantage { computed, simulated }, error) in
            [(one, 0.02), (month, 0.035), (five, 0.02), (withdrawal, 0.02)]
        {
            let apart = (computed - simulated).abs();
            assert!(apart < error, "{desks} desks: {computed:.3} and {simulated:.3}");
        }
    }
}

#[test]
fn what_the_buckets_tell_is_what_the_threat_model_says() {
    let table = drop::to_markdown(&drop::table());
    println!("{table}");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/THREAT-MODEL.md");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains(&table), "docs/THREAT-MODEL.md should have this table:\n\n{table}");
}

#[test]
fn at_the_default_for_five_desks_a_thread_of_five_letters_gives_a_watcher_a_tenth_at_most() {
    let five = rows().iter().find(|row| row.desks == 5).unwrap();
    let Advantage { computed, simulated } = five.month;
    assert!(computed.max(simulated) <= 0.1, "{computed:.3} ({simulated:.3})");
}

#[test]
fn without_cover_one_letter_tells_everything() {
    assert!((shifted(f64::MIN_POSITIVE, 1) - 1.0).abs() < 1e-9);
    // The value of a textbook: half of |p(0)| + |p(1) - p(0)| + … at mean 1 is p(1).
    assert!((shifted(1.0, 1) - (-1.0_f64).exp()).abs() < 1e-12);
}

#[test]
fn whatever_somebody_shut_out_lists_counts_and_polls_is_the_same_whether_or_not_the_others_work() {
    let stack = Stack::paced();
    let visit = Visit::arrive(&stack.address);
    let desk = |person: &Person| stack.organisation.investigator(person);
    let id = |person: &Person| Id::parse(&desk(person).id).unwrap();
    let mut readers = vec![id(&MARAT), id(&DINA)];
    readers.sort_unstable();
    visit.report("Ол маған ұятсыз сөз айтты.", readers, vec![id(&ERLAN)]);
    let shut_out = Addressee::of(desk(&ERLAN), &visit.trusted.roster.instance);
    let look = || shut_out.look(stack.origin(), &visit.trusted);

    // A day begins: each desk posts what was drawn for it, with receipts in it or without.
    let people = [MARAT, DINA, AIGUL];
    let places = people.each_ref().map(|person| {
        desk(person).first_sync(&stack.address)["places"].as_u64().expect("a number")
    });
    let before = look();
    let replies: usize =
        before.buckets.iter().map(|bucket| bucket.len() / REPLY_RECORD_BYTES).sum();
    assert_eq!(replies, people.len() * 4, "exactly four a desk");
    let letters = before.inbox.values().flatten().count();
    let planned = usize::try_from(places.iter().sum::<u64>()).unwrap();
    assert_eq!(letters, planned - replies + 1, "the desks' own, and the reporter's");

    // They read, answer, write to each other, and sync once more.
    for person in [&MARAT, &DINA] {
        let case = desk(person).list()[0]["case"].as_str().expect("a case").to_owned();
        desk(person).show(&case);
        desk(person).reply(&case, "Хабарламаңыз бізде.");
    }
    for person in &people {
        desk(person).sync();
    }
    assert_eq!(before, look(), "not one byte more or less");

    // What he would have seen without the pace.
    desk(&MARAT).now();
    assert_ne!(before, look(), "he does look");
}

/// Simulated once for all tests.
fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(watcher::table)
}
