//! A person who reports: a browser of her own for every visit, and nothing kept from one to the
//! next but what is on paper.

use dauys_wire::Id;
use serde::Deserialize;
use serde_json::json;

use crate::device::Device;
use crate::node;

/// What a browser asked for and complained of during a visit.
#[derive(Debug, Deserialize)]
pub struct Watch {
    /// `METHOD url`, in order.
    pub requests: Vec<String>,
    /// Those to anywhere but this machine.
    pub foreign: Vec<String>,
    /// Errors, warnings, violations of the page's policy.
    pub complaints: Vec<String>,
}

/// Her first visit.
#[derive(Debug, Deserialize)]
pub struct Reported {
    /// The document's language.
    pub language: String,
    /// The landing, as she read it.
    pub landing: String,
    /// Who could be ticked as a reader after she had shut somebody out.
    pub offered: Vec<String>,
    /// The screen on which she checked everything.
    pub check: String,
    /// Her code.
    pub code: String,
    /// The last screen.
    pub done: String,
    /// What stayed in the browser.
    pub kept: Kept,
    /// The browser.
    #[serde(flatten)]
    pub watch: Watch,
}

/// What a visit leaves in a browser.
#[derive(Debug, Deserialize, PartialEq, Eq, Default)]
pub struct Kept {
    /// Cookies, also those that scripts cannot see.
    pub cookies: u32,
    /// Entries of local storage.
    pub local: u32,
    /// Entries of session storage.
    pub session: u32,
    /// Databases.
    pub databases: u32,
    /// Service workers.
    pub workers: u32,
    /// The state of the history's entry.
    pub state: String,
}

/// A later visit.
#[derive(Debug, Deserialize)]
pub struct Returned {
    /// The screen with the answers.
    pub thread: String,
    /// The answers.
    pub answers: Vec<Answer>,
    /// The screen on which she writes more.
    pub writing: String,
    /// Who was ticked as shut out where readers can be changed.
    #[serde(rename = "shutOut")]
    pub shut_out: Vec<String>,
    /// Who could be ticked as a reader.
    pub offered: Vec<String>,
    /// The screen after sending.
    pub sent: String,
    /// The browser.
    #[serde(flatten)]
    pub watch: Watch,
}

/// Her last visit.
#[derive(Debug, Deserialize)]
pub struct TakenBack {
    /// What became of each of her letters when she had them shown to her.
    pub shown: Vec<String>,
    /// What became of each that was to be erased.
    pub erased: Vec<String>,
    /// The browser.
    #[serde(flatten)]
    pub watch: Watch,
}

/// An answer as it is shown.
#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// Name and role.
    pub author: String,
    /// The words.
    pub text: String,
}

/// Opens the poster's address, shuts people out by name, reports, keeps and confirms the code.
pub fn report(device: &Device, address: &str, story: &str, shut_out: &[&str]) -> Reported {
    let device = device.settings();
    let input =
        json!({ "device": device, "address": address, "story": story, "shutOut": shut_out });
    serde_json::from_value(node::run("report.mjs", &input)).expect("what report.mjs says")
}

/// Opens the address in another browser, reads with the code, writes more.
pub fn come_back(device: &Device, address: &str, code: &str, message: &str) -> Returned {
    let device = device.settings();
    let input = json!({ "device": device, "address": address, "code": code, "message": message });
    serde_json::from_value(node::run("return.mjs", &input)).expect("what return.mjs says")
}

/// Opens the address once more, has what she sent shown to her, takes it back and has it erased.
pub fn take_back(device: &Device, address: &str, code: &str) -> TakenBack {
    let input = json!({ "device": device.settings(), "address": address, "code": code });
    serde_json::from_value(node::run("taken-back.mjs", &input)).expect("what taken-back.mjs says")
}

impl Watch {
    /// The letters that were put, fetched, or erased, in order.
    pub fn letters(&self, method: &str) -> Vec<Id> {
        let paths = self.requests.iter().filter_map(|it| it.strip_prefix(method));
        let ids = paths.filter_map(|url| Some(url.split_once("/letters/")?.1));
        ids.map(|id| Id::parse(id).expect("an id")).collect()
    }

    /// Fails if the browser asked anyone but this machine for anything, or complained.
    pub fn assert_quiet(&self) {
        assert!(!self.requests.is_empty(), "nothing was watched");
        assert_eq!(self.foreign, [""; 0], "requests to elsewhere");
        assert_eq!(self.complaints, [""; 0], "complaints of the browser");
    }
}
