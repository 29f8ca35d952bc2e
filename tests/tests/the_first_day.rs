//! `docs/desk.md` is what really happens: the same day is gone through again.

use std::fs;
use std::path::Path;

use dauys_tests::first_day;

#[test]
fn the_first_day_in_the_documents_is_what_a_newcomer_sees() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/desk.md");
    let (written, seen) = (fs::read_to_string(file).unwrap(), first_day::page());
    let differs = written.lines().zip(seen.lines()).find(|(written, seen)| written != seen);
    assert_eq!(differs, None, "run `cargo xtask documents`");
    assert_eq!(written.len(), seen.len(), "run `cargo xtask documents`");
}
