//! `cargo xtask screens`: pictures of every screen of the page into `screens/`, and all of them side
//! by side, for those who review how it looks.

#![expect(clippy::print_stdout, reason = "says where the pictures are")]

use std::path::Path;

use dauys_tests::node;
use dauys_tests::visits::Visits;
use serde_json::json;

fn main() {
    let visits = Visits::prepare();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../screens");
    // Of screens that are no longer there no picture may stay.
    let _ = std::fs::remove_dir_all(&folder);
    let mut input = visits.input_for_looks();
    if let Some(input) = input.as_object_mut() {
        input.insert("folder".to_owned(), json!(folder));
    }
    let said = node::run("screens.mjs", &input);
    if let (Some(pictures), Some(sheets)) = (said.get("pictures"), said.get("sheets")) {
        println!("{pictures} pictures in screens/, side by side in screens/index.html");
        println!("{sheets} contact sheets, screens/sheet-*.png, by language and device");
    }
}
