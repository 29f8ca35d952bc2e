//! A small organisation for the tests: keys of every investigator, and a roster that names them.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::BTreeMap;

use dauys_crypto::code::Code;
use dauys_crypto::conversation::Conversation;
use dauys_crypto::draft::{DraftError, Known, MessageDraft, ReportDraft};
use dauys_crypto::event::{Event, EventBody, EventKind, SignedEvent};
use dauys_crypto::hybrid::HybridIdentity;
use dauys_crypto::letter::{
    Author, InvestigatorKind, InvestigatorLetter, Lang, ReporterKind, ReporterLetter, RosterRef,
};
use dauys_crypto::reply::{Reply, ReplyBody, ReplyKind};
use dauys_crypto::roster::Trusted;
use dauys_crypto::seal::{self, SealedReply};
use dauys_crypto::thread::Reporter;
use dauys_crypto::wire::questionnaire::{Answer, Questionnaire};
use dauys_crypto::wire::roster::{
    Channel, ChannelKind, Cover, HelpRef, Investigator, Localised, Organisation, QuestionnaireRef,
    ReadingKeys, ReplyBuckets, Roster,
};
use dauys_crypto::wire::{Day, Digest, Id, InstanceName, PublicKey};
use ed25519_dalek::SigningKey;

pub(crate) struct Desk {
    pub(crate) id: Id,
    pub(crate) identity: HybridIdentity,
    pub(crate) signing: SigningKey,
}

pub(crate) struct Team {
    pub(crate) roster: Roster,
    pub(crate) desks: Vec<Desk>,
}

pub(crate) fn today() -> Day {
    Day::parse("2026-11-20").unwrap()
}

pub(crate) fn text(text: &str) -> Localised {
    Localised { kk: text.into(), ru: text.into(), en: text.into() }
}

pub(crate) fn public(key: &SigningKey) -> PublicKey {
    PublicKey::from_bytes(key.verifying_key().to_bytes())
}

const QUESTIONNAIRE: &str = r#"{"format":"dauys-questionnaire/1","id":"t/1","questions":[{"id":"story","kind":"text","required":true,"label":{"kk":"","ru":"","en":""}}]}"#;

impl Team {
    /// `count` desks, the first two in one channel, each of the others in one of its own.
    pub(crate) fn of(count: u8) -> Self {
        let desk = |number: u8| Desk {
            id: Id::from_bytes([number; 16]),
            identity: HybridIdentity::from_seed(&[number; 32]),
            signing: SigningKey::from_bytes(&[number; 32]),
        };
        let desks: Vec<Desk> = (1..=count).map(desk).collect();
        let investigators = desks.iter().map(|desk| Investigator {
            id: desk.id,
            name: format!("desk {}", desk.id),
            role: text("role"),
            recipient: desk.identity.recipient().to_text(),
            signing_key: public(&desk.signing),
            valid_until: today().plus(60),
        });
        let channel = |id: &str, kind, members: &[Desk]| Channel {
            id: id.into(),
            kind,
            independent: kind != ChannelKind::Hr,
            name: text(id),
            about: text("about"),
            members: members.iter().map(|desk| desk.id).collect(),
            card: None,
            card_signature: None,
        };
        let two = desks.len().min(2);
        let mut channels = vec![channel("hr", ChannelKind::Hr, &desks[..two])];
        for (place, one) in desks[two..].chunks(1).enumerate() {
            channels.push(channel(&format!("ngo-{place}"), ChannelKind::Ngo, one));
        }
        let roster = Roster {
            format: dauys_crypto::wire::roster::FORMAT.into(),
            root: public(&SigningKey::from_bytes(&[200; 32])),
            instance: InstanceName::parse("test").unwrap(),
            origins: vec!["https://dauys.example".into()],
            version: 1,
            issued: today().minus(10),
            expires: today().plus(80),
            organisation: Organisation {
                name: text("org"),
                exit: text("https://weather.example/"),
            },
            server_key: public(&SigningKey::from_bytes(&[201; 32])),
            channels,
            investigators: investigators.collect(),
            questionnaire: QuestionnaireRef {
                id: "t/1".into(),
                sha256: Digest::of(QUESTIONNAIRE.as_bytes()),
            },
            help: HelpRef { sha256: Digest::of(b"help") },
            reply_buckets: ReplyBuckets { count: 4, previous: None, changed: None },
            reply_days: 35,
            retention_days: 365,
            release_hours: 0,
            cover: Cover { letters_per_day: 12, replies_per_day: 4 },
            clocks: serde_json::Map::new(),
            reading_keys: ReadingKeys::None,
        };
        roster.check().unwrap();
        Self { roster, desks }
    }

    pub(crate) fn trusted(&self) -> Trusted {
        let json = serde_json::to_vec(&self.roster).unwrap();
        let root = SigningKey::from_bytes(&[200; 32]);
        let fragment = dauys_crypto::roster::Fragment {
            root: Some(self.roster.root),
            channels: BTreeMap::new(),
        };
        let visit = dauys_crypto::roster::Visit {
            fragment: &fragment,
            origin: Some("https://dauys.example"),
            server_day: today(),
            device_day: today(),
            seen_version: None,
        };
        let minisig = minisign(&root, &json);
        dauys_crypto::roster::trust(&json, &minisig, QUESTIONNAIRE.as_bytes(), &visit).unwrap()
    }

    pub(crate) fn questionnaire() -> Questionnaire {
        Questionnaire::parse(QUESTIONNAIRE.as_bytes()).unwrap()
    }

    pub(crate) fn questionnaire_text() -> &'static [u8] {
        QUESTIONNAIRE.as_bytes()
    }

    pub(crate) fn ids(&self, places: &[usize]) -> Vec<Id> {
        places.iter().map(|place| self.desks[*place].id).collect()
    }

    pub(crate) fn reporter(&self) -> Reporter {
        Reporter::derive(&Code::generate(), "", &self.roster.instance)
    }

    /// A report of hers to the desks at these places.
    pub(crate) fn report(
        &self,
        author: &Reporter,
        to: &[usize],
        shut_out: &[usize],
        story: &str,
    ) -> ReporterLetter {
        let draft = ReportDraft {
            answers: [("story".into(), Answer::One(story.into()))].into(),
            to: self.ids(to),
            shut_out: self.ids(shut_out),
            lang: Lang::Kk,
            day: today(),
            name: String::new(),
            name_to: Vec::new(),
            taken_by: None,
            only_counted: false,
            blobs: Vec::new(),
        };
        draft.write(author, &self.trusted()).unwrap()
    }

    /// What she writes after her report, knowing what the answers told her.
    pub(crate) fn message(
        &self,
        author: &Reporter,
        known: &Known,
        to: Vec<Id>,
        shut_out: Vec<Id>,
    ) -> Result<ReporterLetter, DraftError> {
        let draft = MessageDraft {
            text: "more".into(),
            kind: ReporterKind::Message,
            to,
            shut_out,
            lang: Lang::Kk,
            day: today(),
            name: String::new(),
            only_to: Vec::new(),
            id: None,
            blobs: Vec::new(),
        };
        draft.write(author, &self.trusted(), known)
    }

    /// A reply to her by the desk at this place, echoing her letter's state.
    pub(crate) fn reply(&self, author: usize, n: u64, letter: &ReporterLetter) -> Reply {
        let mut id = [0; 16];
        rand::RngCore::fill_bytes(&mut rand::rngs::OsRng, &mut id);
        Reply {
            id: Id::from_bytes(id),
            thread: letter.thread,
            from: Author::Investigator(self.desks[author].id),
            device: 0,
            n,
            prev: (n > 1).then(|| dauys_crypto::reply::Previous { n: n - 1, day: today() }),
            day: today(),
            kind: ReplyKind::Answer,
            lang: Lang::Kk,
            body: ReplyBody { text: format!("answer {n}") },
            status: None,
            due: BTreeMap::new(),
            paused: Vec::new(),
            received: vec![letter.id],
            readers: letter.to.clone(),
            state: Some(letter.state.clone()),
        }
    }

    pub(crate) fn seal_reply(&self, author: usize, reply: &Reply, to: &Reporter) -> SealedReply {
        let key = &self.desks[author].signing;
        seal::reply(reply, &self.roster.instance, key, &to.keys().recipient).unwrap()
    }

    pub(crate) fn sign_event(&self, author: usize, event: Event) -> SignedEvent {
        SignedEvent::sign(event, &self.roster.instance, &self.desks[author].signing).unwrap()
    }

    /// What she is shown of these replies, each by the desk at its place.
    pub(crate) fn collect(&self, reporter: &Reporter, replies: &[(usize, &Reply)]) -> Conversation {
        let sealed: Vec<_> =
            replies.iter().map(|(author, it)| self.seal_reply(*author, it, reporter)).collect();
        let files: Vec<_> = replies.iter().map(|(_, it)| it.id).zip(&sealed).collect();
        Conversation::collect(reporter, &self.roster, today(), &bucket(&files)).unwrap()
    }

    /// What she writes after that, to the desks at these places.
    pub(crate) fn write_on(
        &self,
        reporter: &Reporter,
        after: &Conversation,
        to: &[usize],
        shut_out: &[usize],
    ) -> ReporterLetter {
        let known = Known { state: after.state.clone(), seen: after.seen.clone() };
        self.message(reporter, &known, self.ids(to), self.ids(shut_out)).unwrap()
    }

    pub(crate) fn note(&self, author: usize, to: &[usize], note: &str) -> InvestigatorLetter {
        let event = Event {
            thread: Id::from_bytes([9; 16]),
            by: self.desks[author].id,
            device: 0,
            day: today(),
            program: "dauys test".into(),
            after: Vec::new(),
            kind: EventKind::Note,
            body: EventBody { text: note.into(), ..EventBody::default() },
        };
        InvestigatorLetter {
            id: Id::from_bytes([77; 16]),
            from: Author::Investigator(self.desks[author].id),
            device: 0,
            kind: InvestigatorKind::Events,
            day: today(),
            to: self.ids(to),
            roster: RosterRef { version: 1, sha256: Digest::of(b"") },
            lang: Lang::Ru,
            n: 1,
            prev: None,
            seen: BTreeMap::new(),
            events: vec![self.sign_event(author, event)],
            shared: Vec::new(),
        }
    }
}

/// A minisign signature, algorithm `ED`.
pub(crate) fn minisign(key: &SigningKey, message: &[u8]) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use blake2::Digest as _;
    use ed25519_dalek::Signer as _;
    let signature = key.sign(&blake2::Blake2b512::digest(message)).to_bytes();
    let first = [b"ED".as_slice(), &[0; 8], &signature].concat();
    let global = key.sign(&[signature.as_slice(), b"test"].concat()).to_bytes();
    let (first, global) = (STANDARD.encode(first), STANDARD.encode(global));
    format!("untrusted comment: test\n{first}\ntrusted comment: test\n{global}\n")
}

/// The body of a bucket that holds these replies.
pub(crate) fn bucket(replies: &[(Id, &SealedReply)]) -> Vec<u8> {
    let mut sorted = replies.to_vec();
    sorted.sort_by_key(|(id, _)| *id);
    sorted
        .iter()
        .flat_map(|(id, reply)| [id.as_bytes().as_slice(), reply.bytes()].concat())
        .collect()
}
