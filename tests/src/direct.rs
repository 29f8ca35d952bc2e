//! A reporter without a browser: the same letter by the same library, put by hand. For stories that
//! begin with a report already there, and as the measure of what a browser adds.

use std::time::{Duration, Instant};

use dauys_crypto::code::Code;
use dauys_crypto::draft::ReportDraft;
use dauys_crypto::letter::Lang;
use dauys_crypto::roster::{Fragment, Trusted, Visit, trust};
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::thread::Reporter;
use dauys_wire::Day;
use dauys_wire::api::{self, Health};
use dauys_wire::questionnaire::Answer;
use dauys_wire::stamp::{StampSearch, Subject};
use ureq::Agent;

use crate::stack::Stack;

/// A report that the server took, and what each part of it cost.
pub struct Direct {
    /// Her code, grouped.
    pub code: String,
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
    let agent = Agent::new_with_defaults();
    let health: Health =
        serde_json::from_slice(&fetch(&agent, stack, &api::health_path())).expect("health");
    let trusted = verify(&agent, stack, health.day);
    let ((code, reporter), keys) = timed(|| {
        let code = Code::generate();
        let reporter = Reporter::derive(&code, "", &trusted.roster.instance);
        (code, reporter)
    });
    let ((id, sealed), sealing) = timed(|| {
        let letter = draft(story, &trusted).write(&reporter, &trusted).expect("a letter");
        let sealed = seal::reporter_letter(&letter, &reporter, &trusted.roster, OwnCopy::None);
        (letter.id, sealed.expect("a sealed letter"))
    });
    let (path, withdraw) = (api::letter_path(&id), reporter.withdraw_hash(&id));
    let (paid, stamp) = timed(|| {
        let subject = Subject {
            instance: &trusted.roster.instance,
            method: "PUT",
            path: &path,
            ahead: None,
            withdraw: &withdraw,
            body: &sealed.sha256(),
        };
        let search = StampSearch::begin(&subject, health.day, health.stamp_bits);
        search.expect("a price").finish().to_string()
    });
    let (_, put) = timed(|| {
        let put = agent.put(format!("{}{path}", stack.origin()));
        let put = put.header(api::STAMP_HEADER, paid).header("content-type", api::OCTETS);
        let put = put.header(api::WITHDRAW_HEADER, withdraw.to_string());
        let mut answer = put.send(sealed.bytes()).expect("a letter that is taken");
        answer.body_mut().read_to_vec().expect("the proof")
    });
    Direct { code: code.grouped().to_string(), keys, sealing, stamp, put }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

fn draft(story: &str, trusted: &Trusted) -> ReportDraft {
    let questions = trusted.questionnaire.questions.first().expect("a question");
    ReportDraft {
        answers: [(questions.id.clone(), Answer::One(story.to_owned()))].into(),
        to: trusted.roster.investigators.iter().map(|one| one.id).collect(),
        shut_out: Vec::new(),
        lang: Lang::Kk,
        day: trusted.day,
    }
}

/// As the page does it.
fn verify(agent: &Agent, stack: &Stack, day: Day) -> Trusted {
    let file = |path: String| fetch(agent, stack, &path);
    let (_, fragment) = stack.address.split_once('#').expect("a fragment");
    let visit = Visit {
        fragment: &Fragment::parse(fragment).expect("a fragment"),
        origin: Some(stack.origin()),
        server_day: day,
        device_day: day,
        seen_version: None,
    };
    let minisig = String::from_utf8(file(api::roster_signature_path())).expect("UTF-8");
    let (roster, questions) = (file(api::roster_path()), file(api::questionnaire_path()));
    trust(&roster, &minisig, &questions, &visit).expect("a roster that is trusted")
}

fn fetch(agent: &Agent, stack: &Stack, path: &str) -> Vec<u8> {
    let mut answer = agent.get(format!("{}{path}", stack.origin())).call().expect(path);
    answer.body_mut().read_to_vec().expect(path)
}
