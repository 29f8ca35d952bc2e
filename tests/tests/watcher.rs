//! What cover is worth: the table of docs/THREAT-MODEL.md is what comes out here, as it is.

use std::path::Path;
use std::sync::OnceLock;

use dauys_tests::watcher::{self, Advantage, Row, shifted};

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

/// Simulated once for all tests.
fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(watcher::table)
}
