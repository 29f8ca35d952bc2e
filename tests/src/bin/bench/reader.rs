//! An investigator's keys, and what is asked for with them; what is refused ends the measuring.

use std::time::{SystemTime, UNIX_EPOCH};

use dauys_tests::organisation::INSTANCE;
use dauys_wire::api::{self, InboxDay, InboxFetch};
use dauys_wire::request::{self, Request};
use dauys_wire::{Day, Digest, Id, InstanceName};
use ed25519_dalek::SigningKey;
use ureq::Agent;

pub(crate) struct Reader {
    agent: Agent,
    origin: String,
    id: Id,
    key: SigningKey,
}

impl Reader {
    pub(crate) fn new(origin: String, id: Id, key: SigningKey) -> Self {
        Self { agent: Agent::new_with_defaults(), origin, id, key }
    }

    /// A day's list, as it comes.
    pub(crate) fn list(&self, day: Day) -> Vec<u8> {
        self.signed("GET", &api::inbox_day_path(day), b"")
    }

    /// The ids in it.
    pub(crate) fn ids(&self, day: Day) -> Vec<Id> {
        let list: InboxDay = serde_json::from_slice(&self.list(day)).expect("a list");
        list.ids
    }

    /// The letters of these ids, one after the other.
    pub(crate) fn letters(&self, ids: &[Id]) -> Vec<u8> {
        let wanted = serde_json::to_vec(&InboxFetch { ids: ids.to_vec() }).expect("JSON");
        self.signed("POST", &api::inbox_fetch_path(), &wanted)
    }

    /// What anybody may ask for.
    pub(crate) fn anybody(&self, path: &str) -> Vec<u8> {
        let answer = self.agent.get(format!("{}{path}", self.origin)).call();
        answer.expect("an answer").body_mut().read_to_vec().expect("an answer")
    }

    fn signed(&self, method: &str, path: &str, body: &[u8]) -> Vec<u8> {
        let instance = InstanceName::parse(INSTANCE).expect("a name");
        let digest = Digest::of(body);
        let request = Request { method, path, query: "", body: &digest, instance: &instance };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs();
        let signed = request::sign(&request, &self.id, &self.key, now).expect("a signature");
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.origin))
            .header("content-type", "application/json")
            .header(api::INSTANCE_HEADER, INSTANCE)
            .header(request::CONTENT_DIGEST_HEADER, signed.content_digest)
            .header(request::SIGNATURE_INPUT_HEADER, signed.signature_input)
            .header(request::SIGNATURE_HEADER, signed.signature);
        let answer = self.agent.run(request.body(body).expect("a request"));
        answer.expect("an answer").body_mut().read_to_vec().expect("an answer")
    }
}
