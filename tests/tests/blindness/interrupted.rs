//! Her own disk, when the machine loses its power in the middle of a word.

use dauys_tests::canary::Canary;
use dauys_tests::device::{Browser, Device};
use dauys_tests::hunt::Hunt;
use dauys_tests::stack::Stack;
use dauys_tests::{direct, node};
use serde_json::json;

use crate::STORY;

const UNPROTECTED: &str = "Қорғалмаған өріске жазылған сөз";

#[test]
fn what_she_is_writing_and_the_code_she_types_are_not_on_her_disk_though_browsers_keep_fields() {
    let stack = Stack::start();
    let device = Device::new(Browser::Chromium);
    let code = direct::report(&stack, STORY).code;
    let input = json!({
        "device": device.settings(),
        "address": stack.address,
        "story": STORY,
        "code": code,
        "unprotected": UNPROTECTED,
    });
    assert_eq!(node::run("interrupted.mjs", &input)["typed"], code.as_str());

    let mut typed = Canary::of_each_line(STORY);
    typed.extend(Canary::of_code(&code));
    Hunt::new(&typed).in_files(device.profiles()).assert_nothing("her browser's profile");
    // The same hunt finds what stood beside it.
    let kept = Hunt::new(&[Canary::new(UNPROTECTED)]).in_files(device.profiles());
    assert!(kept.times() > 0, "what was typed into a field without protection");
}
