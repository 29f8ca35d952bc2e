//! An addressee without scruples: the keys of an investigator, and none of the rules of `dauys`.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use dauys_crypto::draft::{Known, MessageDraft};
use dauys_crypto::event::{Event, EventBody, EventKind, SignedEvent};
use dauys_crypto::letter::{
    Author, InvestigatorKind, InvestigatorLetter, Lang, ReporterLetter, RosterRef,
};
use dauys_crypto::reply::{Previous, Reply, ReplyBody, ReplyKind};
use dauys_crypto::roster::Trusted;
use dauys_crypto::seal;
use dauys_crypto::thread::{self, Reporter};
use dauys_wire::api::{self, InboxDay, InboxDays, InboxFetch, OCTETS};
use dauys_wire::limits::FETCH_MAX;
use dauys_wire::request::{self, Request};
use dauys_wire::{Day, Digest, Id, InstanceName};
use ed25519_dalek::SigningKey;
use rand::RngCore as _;
use rand::rngs::OsRng;
use ureq::Agent;

use crate::calendar_clock::CalendarClock;
use crate::investigator::Investigator;

/// An investigator's keys in bad hands.
pub struct Addressee {
    /// Their id in the roster.
    pub id: Id,
    /// What signs their letters, replies and requests.
    pub signing: SigningKey,
    instance: InstanceName,
    /// Whose time their requests tell, if not the system's.
    clock: Option<CalendarClock>,
}

impl Addressee {
    /// Takes the keys of an investigator.
    pub fn of(investigator: &Investigator, instance: &InstanceName) -> Self {
        let id = Id::parse(&investigator.id).expect("an id");
        Self { id, signing: investigator.signing(), instance: instance.clone(), clock: None }
    }

    /// The same, living by a calendar.
    #[must_use]
    pub fn living_by(self, clock: &CalendarClock) -> Self {
        Self { clock: Some(clock.clone()), ..self }
    }

    /// A reply to this letter, as an honest desk would write it.
    pub fn reply(&self, n: u64, letter: &ReporterLetter, text: &str) -> Reply {
        Reply {
            id: random_id(),
            thread: letter.thread,
            from: Author::Investigator(self.id),
            device: 0,
            n,
            prev: (n > 1).then(|| Previous { n: n - 1, day: letter.day }),
            day: letter.day,
            kind: ReplyKind::Answer,
            lang: Lang::Kk,
            body: ReplyBody { text: text.to_owned() },
            status: None,
            due: BTreeMap::new(),
            paused: Vec::new(),
            received: vec![letter.id],
            readers: letter.to.clone(),
            state: Some(letter.state.clone()),
        }
    }

    /// Signs and seals a reply to her, whatever it says; its file.
    pub fn seal_reply(&self, reply: &Reply, to: &Reporter) -> Vec<u8> {
        let recipient = &to.keys().recipient;
        let sealed = seal::reply(reply, &self.instance, &self.signing, recipient);
        sealed.expect("a reply").bytes().to_vec()
    }

    /// Puts a file into the bucket of a thread.
    pub fn put_reply(&self, origin: &str, trusted: &Trusted, thread: &Id, id: &Id, file: &[u8]) {
        let status = self.try_to_put_reply(origin, trusted, thread, id, file);
        assert_eq!(status, 201, "{id}");
    }

    /// The same; the status that the server answers.
    pub fn try_to_put_reply(
        &self,
        origin: &str,
        trusted: &Trusted,
        thread: &Id,
        id: &Id,
        file: &[u8],
    ) -> u16 {
        let bucket = thread::bucket(thread, trusted.roster.reply_buckets.count);
        let path = api::reply_path(bucket, id);
        self.ask("PUT", &format!("{origin}{path}"), &path, file).0
    }

    /// All that an investigator may list: the ids of each day.
    pub fn inbox(&self, origin: &str) -> BTreeMap<Day, Vec<Id>> {
        let read = |path: String| self.signed("GET", &format!("{origin}{path}"), &path, &[]);
        let days: InboxDays = serde_json::from_slice(&read(api::inbox_days_path())).expect("days");
        let list = |day: &Day| -> InboxDay {
            serde_json::from_slice(&read(api::inbox_day_path(*day))).expect("a day")
        };
        days.days.iter().map(|day| (*day, list(day).ids)).collect()
    }

    /// All that an investigator may list and fetch, and all that anybody may poll.
    pub fn look(&self, origin: &str, trusted: &Trusted) -> Looked {
        let inbox = self.inbox(origin);
        let ids: Vec<Id> = inbox.values().flatten().copied().collect();
        let fetch = api::inbox_fetch_path();
        let letters = ids.chunks(FETCH_MAX).map(|ids| {
            let body = serde_json::to_vec(&InboxFetch { ids: ids.to_vec() }).expect("JSON");
            self.signed("POST", &format!("{origin}{fetch}"), &fetch, &body)
        });
        let letters = letters.collect::<Vec<_>>().concat();
        let bucket = |bucket| {
            let mut answer = Agent::new_with_defaults()
                .get(format!("{origin}{}", api::bucket_path(bucket)))
                .call()
                .expect("a bucket");
            answer.body_mut().read_to_vec().expect("a bucket")
        };
        let buckets = (0..trusted.roster.reply_buckets.count).map(bucket).collect();
        Looked { inbox, letters, buckets }
    }

    fn signed(&self, method: &str, url: &str, path: &str, body: &[u8]) -> Vec<u8> {
        let (status, answer) = self.ask(method, url, path, body);
        assert_eq!(status, 200, "{path}");
        answer
    }

    /// Status and body.
    fn ask(&self, method: &str, url: &str, path: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let request =
            Request { method, path, query: "", body: &Digest::of(body), instance: &self.instance };
        let now = match &self.clock {
            Some(clock) => clock.unix_seconds(),
            None => SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs(),
        };
        let signed = request::sign(&request, &self.id, &self.signing, now).expect("a signature");
        let kind = if method == "POST" { "application/json" } else { OCTETS };
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(url)
            .header(api::INSTANCE_HEADER, self.instance.as_str())
            .header(request::CONTENT_DIGEST_HEADER, signed.content_digest)
            .header(request::SIGNATURE_INPUT_HEADER, signed.signature_input)
            .header(request::SIGNATURE_HEADER, signed.signature);
        let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
        let answer = if method == "GET" {
            agent.run(request.body(()).expect("a request"))
        } else {
            agent.run(request.header("content-type", kind).body(body).expect("a request"))
        };
        let mut answer = answer.expect(path);
        let body = answer.body_mut().read_to_vec().expect("an answer");
        (answer.status().as_u16(), body)
    }

    /// A letter to those who have one of hers and about it, as an honest desk would write it.
    pub fn letter(
        &self,
        to: &[Id],
        about: &ReporterLetter,
        kind: EventKind,
        text: &str,
    ) -> InvestigatorLetter {
        let body = EventBody { text: text.to_owned(), ..EventBody::default() };
        let event = Event {
            thread: about.thread,
            by: self.id,
            device: 0,
            day: about.day,
            program: "dauys test".to_owned(),
            after: vec![Digest::of(&serde_json::to_vec(about).expect("JSON"))],
            kind,
            body,
        };
        InvestigatorLetter {
            id: random_id(),
            from: Author::Investigator(self.id),
            device: 0,
            kind: InvestigatorKind::Events,
            day: about.day,
            to: to.to_vec(),
            roster: RosterRef { version: 1, sha256: Digest::of(b"") },
            lang: Lang::Ru,
            n: 1,
            prev: None,
            seen: BTreeMap::new(),
            events: vec![self.sign_event(event)],
            shared: Vec::new(),
        }
    }

    /// Signs an event, whoever it says that it is by.
    pub fn sign_event(&self, event: Event) -> SignedEvent {
        SignedEvent::sign(event, &self.instance, &self.signing).expect("an event")
    }

    /// Signs and seals a letter to its addressees, whatever it says; its file.
    pub fn seal_letter(&self, letter: &InvestigatorLetter, trusted: &Trusted) -> Vec<u8> {
        let sealed =
            seal::investigator_letter(letter, &self.instance, &self.signing, &trusted.roster);
        sealed.expect("a letter").bytes().to_vec()
    }
}

/// What an investigator sees who may open nothing.
#[derive(Debug, PartialEq, Eq)]
pub struct Looked {
    /// The ids of each day.
    pub inbox: BTreeMap<Day, Vec<Id>>,
    /// All letters, one behind the other.
    pub letters: Vec<u8>,
    /// The files of each bucket.
    pub buckets: Vec<Vec<u8>>,
}

/// A later letter of hers, as a page would write it that knows her newest state.
pub fn follow_up(
    reporter: &Reporter,
    trusted: &Trusted,
    known: &Known,
    to: Vec<Id>,
    shut_out: Vec<Id>,
) -> ReporterLetter {
    let draft = MessageDraft {
        text: "тағы".to_owned(),
        kind: dauys_crypto::letter::ReporterKind::Message,
        to,
        shut_out,
        lang: Lang::Kk,
        day: trusted.day,
        name: String::new(),
        only_to: Vec::new(),
        id: None,
        blobs: Vec::new(),
    };
    draft.write(reporter, trusted, known).expect("a letter")
}

/// An id that nothing has yet.
pub fn random_id() -> Id {
    let mut bytes = [0; 16];
    OsRng.fill_bytes(&mut bytes);
    Id::from_bytes(bytes)
}
