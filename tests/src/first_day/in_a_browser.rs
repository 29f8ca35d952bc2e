//! The desk's page: what is done on it, and what it shows then.

use serde_json::json;

use super::Page;
use super::machine::PASSPHRASE;
use crate::device::{Browser, Device};
use crate::node;

/// What is answered.
const ANSWER: &str =
    "Thank you for telling us. We talk to everybody who was there, and do not say who told us.";

impl Page<'_> {
    /// One command, and from then on the page.
    pub(super) fn shows_in_a_browser(&mut self) {
        let (_terminal, said, address) = self.machine.opens_the_desk();
        self.same.page.clone_from(&address);
        let seen = self.same.seen(&said, self.machine);
        self.text.extend(["\n```text\n$ dauys desk\n", seen.trim_end(), "\n```\n"]);
        let device = Device::new(Browser::Chromium);
        let input = json!({
            "device": device.settings(), "address": address, "passphrase": PASSPHRASE, "answer": ANSWER,
        });
        let shown = node::run("first-case.mjs", &input);
        for frame in shown["frames"].as_array().expect("frames") {
            let said = |part: &str| frame[part].as_str().map(str::to_owned).expect("words");
            let seen = self.same.seen(&said("seen"), self.machine);
            self.text.extend(["\n", &said("done"), "\n\n```text\n", seen.trim_end(), "\n```\n"]);
        }
    }
}
