//! A reporter without a browser: the same letter by the same library, put by hand. For stories that
//! begin with a report already there, for hostile ones, and as the measure of what a browser adds.

use std::time::{Duration, Instant};

use dauys_crypto::code::Code;
use dauys_crypto::conversation::Conversation;
use dauys_crypto::draft::ReportDraft;
use dauys_crypto::letter::{Lang, ReporterLetter};
use dauys_crypto::roster::{Fragment, Trusted, trust};
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::thread::{self, Reporter};
use dauys_wire::api::{self, Health};
use dauys_wire::questionnaire::Answer;
use dauys_wire::stamp::{StampSearch, Subject};
use dauys_wire::{Digest, Id};
use ureq::Agent;

use crate::stack::Stack;

/// A visit to the page's server, without the page.
pub struct Visit {
    agent: Agent,
    origin: String,
    health: Health,
    /// What the organisation publishes, verified as the page does.
    pub trusted: Trusted,
}

/// A report that the server took, and what each part of it cost.
pub struct Direct {
    /// Her code, grouped.
    pub code: String,
    /// What her code makes of her.
    pub reporter: Reporter,
    /// Her letter, in clear.
    pub letter: ReporterLetter,
    /// Making the code and its keys.
    pub keys: Duration,
    /// Writing and sealing the letter.
    pub sealing: Duration,
    /// The stamp.
    pub stamp: Duration,
    /// The request, to its answer.
    pub put: Duration,
}

/// Reports to everyone, with this story.
pub fn report(stack: &Stack, story: &str) -> Direct {
    let visit = Visit::arrive(&stack.address);
    let everyone = visit.trusted.roster.investigators.iter().map(|one| one.id).collect();
    visit.report(story, everyone, Vec::new())
}

impl Visit {
    /// Fetches and verifies what is published at the address of a poster.
    pub fn arrive(address: &str) -> Self {
        let (page, fragment) = address.split_once("/#").expect("a fragment");
        let (agent, origin) = (Agent::new_with_defaults(), page.to_owned());
        let file = |path: String| fetch(&agent, &origin, &path);
        let health: Health = serde_json::from_slice(&file(api::health_path())).expect("health");
        let visit = dauys_crypto::roster::Visit {
            fragment: &Fragment::parse(fragment).expect("a fragment"),
            origin: Some(&origin),
            server_day: health.day,
            device_day: health.day,
            seen_version: None,
        };
        let minisig = String::from_utf8(file(api::roster_signature_path())).expect("UTF-8");
        let (roster, questions) = (file(api::roster_path()), file(api::questionnaire_path()));
        let trusted = trust(&roster, &minisig, &questions, &visit).expect("a roster to be trusted");
        Self { agent, origin, health, trusted }
    }

    /// Reports to some and shuts others out.
    pub fn report(&self, story: &str, to: Vec<Id>, shut_out: Vec<Id>) -> Direct {
        self.report_with(OwnCopy::None, story, to, shut_out)
    }

    /// The same, with or without a copy of her own.
    pub fn report_with(
        &self,
        own_copy: OwnCopy,
        story: &str,
        to: Vec<Id>,
        shut_out: Vec<Id>,
    ) -> Direct {
        let trusted = &self.trusted;
        let ((code, reporter), keys) = timed(|| {
            let code = Code::generate();
            let reporter = Reporter::derive(&code, "", &trusted.roster.instance);
            (code, reporter)
        });
        let ((letter, sealed), sealing) = timed(|| {
            let draft = draft(story, trusted, to, shut_out);
            let letter = draft.write(&reporter, trusted).expect("a letter");
            let sealed = seal::reporter_letter(&letter, &reporter, &trusted.roster, own_copy);
            (letter, sealed.expect("a sealed letter"))
        });
        let withdraw = reporter.withdraw_hash(&letter.id);
        let (stamp, put) = self.put_letter(&letter.id, &withdraw, sealed.bytes());
        let code = code.grouped().to_string();
        Direct { code, reporter, letter, keys, sealing, stamp, put }
    }

    /// Comes back with a code: who that is, and what the page would show her.
    pub fn come_back(&self, code: &str) -> (Reporter, Conversation) {
        let code = Code::parse(code).expect("a code");
        let roster = &self.trusted.roster;
        let reporter = Reporter::derive(&code, "", &roster.instance);
        let buckets = thread::buckets(&reporter.thread(), roster, self.trusted.day);
        let bodies = buckets
            .into_iter()
            .flat_map(|bucket| fetch(&self.agent, &self.origin, &api::bucket_path(bucket)));
        let bodies: Vec<u8> = bodies.collect();
        let conversation = Conversation::collect(&reporter, roster, self.trusted.day, &bodies);
        (reporter, conversation.expect("a bucket"))
    }

    /// Puts a file into the inbox, whatever it is; what stamp and request cost.
    pub fn put_letter(&self, id: &Id, withdraw: &Digest, file: &[u8]) -> (Duration, Duration) {
        let path = api::letter_path(id);
        let (paid, stamp) = timed(|| self.pay(&path, withdraw, file));
        let (_, put) = timed(|| {
            let put = self.agent.put(format!("{}{path}", self.origin));
            let put = put.header(api::STAMP_HEADER, paid).header("content-type", api::OCTETS);
            let put = put.header(api::WITHDRAW_HEADER, withdraw.to_string());
            let mut answer = put.send(file).expect("a letter that is taken");
            answer.body_mut().read_to_vec().expect("the proof")
        });
        (stamp, put)
    }

    /// The files of a bucket.
    pub fn bucket(&self, bucket: u32) -> Vec<u8> {
        fetch(&self.agent, &self.origin, &api::bucket_path(bucket))
    }

    /// Erases a letter of hers, which nobody can fetch from then on.
    pub fn erase(&self, reporter: &Reporter, id: &Id) {
        let token = reporter.withdraw_token_text(id);
        let delete = self.agent.delete(format!("{}{}", self.origin, api::letter_path(id)));
        delete.header(api::TOKEN_HEADER, token.as_str()).call().expect("her token");
    }

    /// The stamp of a file that is to be put there.
    pub fn pay(&self, path: &str, withdraw: &Digest, file: &[u8]) -> String {
        let subject = Subject {
            instance: &self.trusted.roster.instance,
            method: "PUT",
            path,
            ahead: None,
            withdraw,
            body: &Digest::of(file),
        };
        let search = StampSearch::begin(&subject, self.health.day, self.health.stamp_bits);
        search.expect("a price").finish().to_string()
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

fn draft(story: &str, trusted: &Trusted, to: Vec<Id>, shut_out: Vec<Id>) -> ReportDraft {
    let question = trusted.questionnaire.questions.first().expect("a question");
    ReportDraft {
        answers: [(question.id.clone(), Answer::One(story.to_owned()))].into(),
        to,
        shut_out,
        lang: Lang::Kk,
        day: trusted.day,
        name: String::new(),
        name_to: Vec::new(),
        taken_by: None,
        only_counted: false,
        blobs: Vec::new(),
    }
}

fn fetch(agent: &Agent, origin: &str, path: &str) -> Vec<u8> {
    let mut answer = agent.get(format!("{origin}{path}")).call().expect(path);
    answer.body_mut().read_to_vec().expect(path)
}
