//! Attachments by hand: sealed and put chunk by chunk as a page does it, and letters that name them,
//! whatever they say of them.

use std::io::Read;

use dauys_crypto::blob::{Chunks, Finished};
use dauys_crypto::code::Code;
use dauys_crypto::draft::ReportDraft;
use dauys_crypto::letter::{BlobRef, Lang, ReporterLetter};
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::thread::Reporter;
use dauys_wire::api::{self, BlobAnnounced, BlobFinished, Health};
use dauys_wire::questionnaire::Answer;
use dauys_wire::stamp::{StampSearch, Subject};
use dauys_wire::{Digest, Id};
use ureq::Agent;

use crate::direct::Visit;

/// Read at once.
const PIECE: usize = 1 << 20;

/// A reporter who has not reported yet.
pub struct Attaching<'a> {
    visit: &'a Visit,
    origin: &'a str,
    agent: Agent,
    /// Her code.
    pub code: Code,
    /// What her code makes of her.
    pub reporter: Reporter,
    blobs: Vec<BlobRef>,
}

impl<'a> Attaching<'a> {
    /// Somebody new.
    pub fn new(visit: &'a Visit, origin: &'a str) -> Self {
        let code = Code::generate();
        let reporter = Reporter::derive(&code, "", &visit.trusted.roster.instance);
        let agent = Agent::new_with_defaults();
        Self { visit, origin, agent, code, reporter, blobs: Vec::new() }
    }

    /// Puts a file of so many bytes with the report to come. It says of itself what `Self::named` makes
    /// of it.
    pub fn attach(&mut self, bytes: u64, mut content: impl Read) -> BlobRef {
        let letter = self.reporter.first_letter();
        let id = self.reporter.blob(&letter, self.blobs.len().try_into().expect("a place"));
        let mut chunks = Chunks::begin(bytes).expect("a size");
        self.announce(&id, &chunks);
        let mut next = 0;
        let mut take = |chunks: &mut Chunks| {
            while let Some(chunk) = chunks.take() {
                self.put_chunk(&id, next, &chunk);
                next += 1;
            }
        };
        let mut piece = vec![0; PIECE];
        while let Ok(read @ 1..) = content.read(&mut piece) {
            chunks.write(&piece[..read]).expect("as long as it was said to be");
            take(&mut chunks);
        }
        while !chunks.pad().expect("all of it") {
            take(&mut chunks);
        }
        take(&mut chunks);
        let Finished { last, secrets, sha256 } = chunks.finish().expect("the end");
        if !last.is_empty() {
            self.put_chunk(&id, next, &last);
        }
        let body = serde_json::to_vec(&BlobFinished { sha256 }).expect("JSON");
        let finish = self.agent.post(format!("{}{}", self.origin, api::finish_path(&id)));
        finish.header("content-type", "application/json").send(&body).expect("the proof");
        let blob = BlobRef {
            id,
            key: secrets.key,
            name: format!("evidence-{:03}.txt", self.blobs.len() + 1),
            media_type: "text/plain".to_owned(),
            size: bytes,
            sha256: secrets.sha256,
            cleaned: false,
        };
        self.blobs.push(blob.clone());
        blob
    }

    /// What her report will say of the files that she put.
    pub fn named(&mut self) -> &mut Vec<BlobRef> {
        &mut self.blobs
    }

    /// Reports.
    pub fn report(&self, story: &str, to: Vec<Id>) -> ReporterLetter {
        let trusted = &self.visit.trusted;
        let question = trusted.questionnaire.questions.first().expect("a question");
        let draft = ReportDraft {
            answers: [(question.id.clone(), Answer::One(story.to_owned()))].into(),
            to,
            shut_out: Vec::new(),
            lang: Lang::Kk,
            day: trusted.day,
            name: String::new(),
            name_to: Vec::new(),
            taken_by: None,
            only_counted: false,
            blobs: self.blobs.clone(),
        };
        let letter = draft.write(&self.reporter, trusted).expect("a letter");
        let copy = OwnCopy::None;
        let sealed = seal::reporter_letter(&letter, &self.reporter, &trusted.roster, copy);
        let withdraw = self.reporter.withdraw_hash(&letter.id);
        self.visit.put_letter(&letter.id, &withdraw, sealed.expect("a file").bytes());
        letter
    }

    /// Erases a file of hers at the server.
    pub fn erase(&self, blob: &BlobRef) {
        let token = self.reporter.withdraw_token_text(&blob.id);
        let delete = self.agent.delete(format!("{}{}", self.origin, api::blob_path(&blob.id)));
        delete.header(api::TOKEN_HEADER, token.as_str()).call().expect("her token");
    }

    fn announce(&self, id: &Id, chunks: &Chunks) {
        let (path, withdraw) = (api::blob_path(id), self.reporter.withdraw_hash(id));
        let body = serde_json::to_vec(&BlobAnnounced { bytes: chunks.size() }).expect("JSON");
        let health = self.agent.get(format!("{}{}", self.origin, api::health_path())).call();
        let health = health.expect("health").body_mut().read_to_vec().expect("health");
        let health: Health = serde_json::from_slice(&health).expect("health");
        let subject = Subject {
            instance: &self.visit.trusted.roster.instance,
            method: "POST",
            path: &path,
            ahead: None,
            withdraw: &withdraw,
            body: &Digest::of(&body),
        };
        let bits = chunks.size().stamp_bits(health.stamp_bits);
        let stamp = StampSearch::begin(&subject, health.day, bits).expect("a price").finish();
        let announce = self.agent.post(format!("{}{path}", self.origin));
        let announce = announce.header(api::STAMP_HEADER, stamp.to_string());
        let announce = announce.header(api::WITHDRAW_HEADER, withdraw.to_string());
        announce.header("content-type", "application/json").send(&body).expect("room for it");
    }

    fn put_chunk(&self, id: &Id, number: u32, chunk: &[u8]) {
        let put = self.agent.put(format!("{}{}", self.origin, api::chunk_path(id, number)));
        put.header("content-type", api::OCTETS).send(chunk).expect("a chunk that is taken");
    }
}
