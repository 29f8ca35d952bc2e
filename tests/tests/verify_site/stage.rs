//! An organisation whose page lives at a server that can lie, and whoever checks it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_tests::folder::Folder;
use dauys_tests::hostile::{Answer, Hostile};
use dauys_tests::organisation::{MARAT, Root};
use dauys_tests::programs;
use dauys_tests::stack::Stack;
use dauys_wire::api;
use dauys_wire::site::{MANIFEST_PATH, PUBLISHER_SIGNATURE_PATH};
use serde_json::Value;

/// Everything is asked there.
pub(crate) struct Stage {
    pub(crate) hostile: Hostile,
    pub(crate) root: Root,
    pub(crate) stack: Stack,
    pub(crate) address: String,
    pub(crate) list: Vec<u8>,
    own: Folder,
}

impl Stage {
    /// The server in front is named by the roster; the organisation signed the page.
    pub(crate) fn set() -> Self {
        let mut stack = Stack::start();
        let hostile = Hostile::start(stack.origin());
        let (organisation, data) = (&stack.organisation, stack.data());
        let list = fetch(&format!("{}{MANIFEST_PATH}", stack.origin()));
        organisation.sign(&hostile.origin, &data);
        organisation.sign_site(&list, &data);
        let address = organisation.check()["addresses"][0].as_str().unwrap().to_owned();
        let root = organisation.root();
        stack.server.restart();
        Self { hostile, root, stack, address, list, own: Folder::make() }
    }

    /// What is told to a program, and the exit code.
    pub(crate) fn verify(&self, arguments: &[&str]) -> (Value, Option<i32>) {
        let output = programs::run(self.command().arg("--json").args(arguments));
        let said = String::from_utf8(output.stdout).unwrap();
        let line = said.lines().next().unwrap_or_default();
        let complaint = String::from_utf8_lossy(&output.stderr);
        let told = serde_json::from_str(line);
        (told.unwrap_or_else(|_| panic!("{said}{complaint}")), output.status.code())
    }

    /// What is told to people, and what beside.
    pub(crate) fn verify_in_words(&self, language: &str) -> (String, String) {
        let output = programs::run(self.command().args(["--lang", language]));
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr))
    }

    /// By somebody who investigates.
    fn command(&self) -> Command {
        let mut dauys = programs::dauys();
        let card = self.stack.organisation.investigator(&MARAT).card();
        dauys.args(["verify-site", &self.address, "--card"]).arg(card);
        dauys
    }

    /// The list of a build of one's own.
    pub(crate) fn list(&self) -> PathBuf {
        self.keep("site.json", &self.list)
    }

    /// That of another build.
    pub(crate) fn other_list(&self) -> PathBuf {
        let text = std::str::from_utf8(&self.list).unwrap();
        let other = text.replacen("0.1.0", "0.1.1", 1);
        assert_ne!(text, other);
        self.keep("other.json", other.as_bytes())
    }

    pub(crate) fn tell_nothing_of_the_organisations_signature(&self) {
        self.hostile.learn("unsigned", |asked, truth| {
            if asked.path == api::site_signature_path() { not_found(truth) } else { truth }
        });
        self.hostile.tell(Some("unsigned"));
    }

    /// A publisher, whose signature the server shows; the key as it is typed.
    pub(crate) fn publish_by_the_publisher(&self) -> String {
        let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
        let signature = minisign::sign(None, &pair.sk, self.list.as_slice(), None, None).unwrap();
        self.hostile.publish(PUBLISHER_SIGNATURE_PATH, signature.to_string().into_bytes());
        let bytes = pair.pk.to_bytes();
        URL_SAFE_NO_PAD.encode(&bytes[bytes.len() - 32..])
    }

    fn keep(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.own.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn fetch(address: &str) -> Vec<u8> {
    ureq::get(address).call().unwrap().body_mut().read_to_vec().unwrap()
}

fn not_found(truth: Answer) -> Answer {
    Answer { status: 404, ..truth }
}
