//! `cargo xtask documents`: writes `docs/desk.md` and `docs/schema/`, for those who read and for those
//! whose programs do.

#![expect(clippy::expect_used, reason = "fails with the words that help to find out why")]

use std::fs;
use std::path::Path;

use dauys_investigator::commands::schemas;
use dauys_tests::first_day;

fn main() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let schema = docs.join("schema");
    // Of commands that are no longer there no schema may stay.
    let _ = fs::remove_dir_all(&schema);
    fs::create_dir(&schema).expect("docs/schema");
    for (name, text) in schemas() {
        fs::write(schema.join(format!("{name}.json")), format!("{text:#}\n")).expect(name);
    }
    fs::write(docs.join("desk.md"), first_day::page()).expect("docs/desk.md");
}
