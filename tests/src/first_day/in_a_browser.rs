//! The desk's page: what is done on it, and what it shows then.

use serde_json::{Value, json};

use super::Page;
use super::machine::PASSPHRASE;
use crate::device::{Browser, Device};
use crate::node;
use crate::organisation::INSTANCE;
use crate::terminal::Terminal;

/// What is answered.
const ANSWER: &str =
    "Thank you for telling us. We talk to everybody who was there, and do not say who told us.";

impl Page<'_> {
    /// A desk without keys, which makes them.
    pub(super) fn makes_keys_in_a_browser(&mut self, name: &str) {
        let (_terminal, address) = self.opens_the_desk();
        let fields = json!({
            "called": name,
            "kk": "кәсіподақ заңгері",
            "ru": "юрист профсоюза",
            "en": "lawyer of the union",
            "installation": INSTANCE,
            "new": PASSPHRASE,
            "again": PASSPHRASE,
        });
        self.shows_what_is_done("first-keys.mjs", json!({ "desk": address, "fields": fields }));
    }

    /// A case, at a desk that has never fetched.
    pub(super) fn reads_a_case_in_a_browser(&mut self) {
        let (_terminal, address) = self.opens_the_desk();
        let input = json!({
            "desk": address,
            "address": self.same.address,
            "passphrase": PASSPHRASE,
            "answer": ANSWER,
        });
        self.shows_what_is_done("first-case.mjs", input);
    }

    /// One command, and from then on the page, for as long as its terminal is there.
    fn opens_the_desk(&mut self) -> (Terminal, String) {
        let (terminal, said, address) = self.machine.opens_the_desk();
        self.same.page.clone_from(&address);
        let seen = self.same.seen(&said, self.machine);
        self.text.extend(["\n```text\n$ dauys desk\n", seen.trim_end(), "\n```\n"]);
        (terminal, address)
    }

    fn shows_what_is_done(&mut self, script: &str, mut input: Value) {
        let device = Device::new(Browser::Chromium);
        input["device"] = json!(device.settings());
        let shown = node::run(script, &input);
        for frame in shown["frames"].as_array().expect("frames") {
            let said = |part: &str| frame[part].as_str().map(str::to_owned).expect("words");
            let seen = self.same.seen(&said("seen"), self.machine);
            self.text.extend(["\n", &said("done"), "\n\n```text\n", seen.trim_end(), "\n```\n"]);
        }
    }
}
