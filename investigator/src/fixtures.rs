//! People and letters for the tests of this crate.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;

use dauys_crypto::code::Code;
use dauys_crypto::event::{Event, EventBody, EventKind, SignedEvent};
use dauys_crypto::letter::{
    Author, InvestigatorKind, InvestigatorLetter, Lang, Letter, ReporterBody, ReporterKind,
    ReporterLetter, RosterRef,
};
use dauys_crypto::open::{self, Opened};
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::state::State;
use dauys_crypto::thread::Reporter;
use dauys_wire::api::Health;
use dauys_wire::questionnaire::Questionnaire;
use dauys_wire::roster::{
    Channel, ChannelKind, Cover, HelpRef, Investigator, Localised, QuestionnaireRef, ReplyBuckets,
    Roster,
};
use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey, Signature};

use ed25519_dalek::SigningKey;

use crate::clocks::{Clocks, Profile, Profiles, Span};
use crate::compose::random_id;
use crate::keys::Keys;
use crate::org::folder::{Issue, Settings};
use crate::vault::contents::{KnownRoster, VaultLetter};
use crate::vault::record::{Connection, KeptLetter, KeptRoster};
use crate::vault::{Record, Vault};
use crate::workplace::Workplace;

pub(crate) const DAY: Day = Day::MAX.minus(1_000_000);

pub(crate) fn instance() -> InstanceName {
    InstanceName::parse("demo").unwrap()
}

pub(crate) fn reporter() -> Reporter {
    Reporter::derive(&Code::generate(), "", &instance())
}

/// Keys whose ids ascend, so that the first is the first of any list.
pub(crate) fn team<const N: usize>() -> [Keys; N] {
    let mut next = 0;
    std::array::from_fn(|_| {
        next += 1;
        Keys { id: Id::from_bytes([next; 16]), ..Keys::generate(instance()) }
    })
}

pub(crate) fn same(text: &str) -> Localised {
    Localised { kk: text.into(), ru: text.into(), en: text.into() }
}

pub(crate) fn entry(keys: &Keys, name: &str) -> Investigator {
    Investigator {
        id: keys.id,
        name: name.into(),
        role: same("role"),
        recipient: keys.reading.recipient().to_text(),
        signing_key: keys.signing_key(),
        valid_until: DAY.plus(10),
    }
}

pub(crate) fn channel(id: &str, members: &[&Keys]) -> Channel {
    Channel {
        id: id.into(),
        kind: ChannelKind::Union,
        independent: true,
        name: same("channel"),
        about: same("about"),
        members: members.iter().map(|keys| keys.id).collect(),
        card: None,
        card_signature: None,
    }
}

pub(crate) const QUESTIONNAIRE: &str = r#"{"format":"dauys-questionnaire/1","id":"x/1","questions":[{"id":"story","kind":"text","required":true,"most":4000,"label":{"kk":"k","ru":"r","en":"e"}}]}"#;

pub(crate) fn settings(team: &[Keys]) -> Settings {
    let all: Vec<&Keys> = team.iter().collect();
    Settings {
        instance: instance(),
        version: 1,
        origins: vec!["http://127.0.0.1:8080".into()],
        server_key: PublicKey::from_bytes([3; 32]),
        release_hours: 0,
        reply_days: 35,
        retention_days: 365,
        name: same("org"),
        exit: same("https://a.example/"),
        cover: Cover { letters_per_day: 0, replies_per_day: 0 },
        clocks: promise(Some(7), Some(90)),
        reply_buckets: ReplyBuckets { count: 1, previous: None, changed: None },
        channels: vec![channel("all", &all)],
        investigators: team.iter().map(|keys| entry(keys, "name")).collect(),
    }
}

/// So many days of the calendar.
pub(crate) fn promise(acknowledge: Option<u32>, answer: Option<u32>) -> Clocks {
    let term = |days| Some(Span { days: Some(days?), ..Span::default() }.without_extension());
    let (acknowledge, answer) = (term(acknowledge), term(answer));
    let default = Some(Profile { acknowledge, answer, close: None });
    let profiles = Profiles { default, ..Profiles::default() };
    Clocks { profiles, ..Clocks::default() }
}

pub(crate) fn roster(settings: &Settings, root: PublicKey) -> Roster {
    let sha256 = Digest::of(QUESTIONNAIRE.as_bytes());
    settings
        .roster(Issue {
            root,
            issued: DAY,
            expires: DAY.plus(90),
            questionnaire: QuestionnaireRef { id: "x/1".into(), sha256 },
            help: HelpRef { sha256: Digest::of(b"{}") },
        })
        .unwrap()
}

/// A desk in this folder that has synced once.
pub(crate) fn workplace(folder: &Path, keys: Keys, settings: &Settings) -> Workplace {
    let root = PublicKey::from_bytes([4; 32]);
    let json = serde_json::to_string(&roster(settings, root)).unwrap();
    let (minisig, questionnaire) = (String::new(), QUESTIONNAIRE.to_owned());
    let path = folder.join("vault");
    Vault::create(&path, &keys.vault).unwrap();
    let mut vault = Vault::open(&path, &keys.vault).unwrap();
    let records = vec![
        Record::Connection(Connection { origin: "http://127.0.0.1:1".into(), root }),
        Record::Roster(KeptRoster { json, minisig, questionnaire }),
    ];
    vault.append(records).unwrap();
    Workplace::of(keys, vault, folder)
}

/// The address of a server that has nothing but this to say.
pub(crate) fn server_that_says(health: Health) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let json = serde_json::to_string(&health).unwrap();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n", json.len());
    let answer = format!("{head}Connection: close\r\n\r\n{json}");
    std::thread::spawn(move || {
        for line in listener.incoming() {
            let mut line = line.unwrap();
            let _ = line.read(&mut [0; 4096]).unwrap();
            line.write_all(answer.as_bytes()).unwrap();
        }
    });
    origin
}

pub(crate) fn known(team: &[Keys]) -> KnownRoster {
    let roster = roster(&settings(team), PublicKey::from_bytes([4; 32]));
    let questionnaire = Questionnaire::parse(QUESTIONNAIRE.as_bytes()).unwrap();
    let json = serde_json::to_vec(&roster).unwrap();
    let reference = RosterRef { version: 1, sha256: Digest::of(&json) };
    KnownRoster { roster, questionnaire, reference }
}

/// The first report of a reporter, to be changed with `..`.
pub(crate) fn report(reporter: &Reporter, to: &[Id], shut_out: &[Id]) -> ReporterLetter {
    ReporterLetter {
        id: reporter.first_letter(),
        thread: reporter.thread(),
        from: Author::Reporter,
        kind: ReporterKind::Report,
        day: DAY,
        to: to.to_vec(),
        roster: RosterRef { version: 1, sha256: Digest::of(b"roster") },
        lang: Lang::Kk,
        body: ReporterBody { text: "report".into(), ..ReporterBody::default() },
        blobs: Vec::new(),
        reporter: reporter.keys().clone(),
        mine: Vec::new(),
        seen: BTreeMap::new(),
        state: state(1, to, shut_out).sign(reporter).unwrap(),
    }
}

pub(crate) fn state(v: u64, to: &[Id], shut_out: &[Id]) -> State {
    let (to, shut_out) = (to.into(), shut_out.into());
    State { v, to, shut_out, lang: Lang::Kk, letters: Vec::new(), roster: 1, withdrawn: None }
}

/// An investigator's letter with one event of this kind.
pub(crate) fn event_letter(
    author: Id,
    to: &[Id],
    n: u64,
    kind: EventKind,
    thread: Id,
) -> InvestigatorLetter {
    let body = EventBody { text: format!("{kind:?} {n}"), ..EventBody::default() };
    carrier(author, to, n, vec![signed(Event { body, ..event(author, kind, thread) })])
}

/// An event that comes after nothing, to be changed with `..`.
pub(crate) fn event(by: Id, kind: EventKind, thread: Id) -> Event {
    let (program, body) = ("dauys test".to_owned(), EventBody::default());
    Event { thread, by, device: 0, day: DAY, program, after: Vec::new(), kind, body }
}

/// An event as it travels; nothing here looks at whose key it was.
pub(crate) fn signed(event: Event) -> SignedEvent {
    SignedEvent::sign(event, &instance(), &SigningKey::from_bytes(&[7; 32])).unwrap()
}

/// A letter that brings events.
pub(crate) fn carrier(
    author: Id,
    to: &[Id],
    n: u64,
    events: Vec<SignedEvent>,
) -> InvestigatorLetter {
    InvestigatorLetter {
        id: random_id(),
        from: Author::Investigator(author),
        device: 0,
        kind: InvestigatorKind::Events,
        day: DAY,
        to: to.to_vec(),
        roster: RosterRef { version: 1, sha256: Digest::of(b"roster") },
        lang: Lang::Ru,
        n,
        prev: (n > 1).then(|| Digest::of(b"before")),
        seen: BTreeMap::new(),
        events,
        shared: Vec::new(),
    }
}

/// A letter as the vault has it; nothing here looks at the signature.
pub(crate) fn kept(letter: Letter) -> VaultLetter {
    let json = match &letter {
        Letter::Reporter(letter) => serde_json::to_string(letter).unwrap(),
        Letter::Investigator(letter) => letter.to_json().unwrap().to_string(),
    };
    let sha256 = Digest::of(json.as_bytes());
    let signature = Signature::from_bytes([0; 64]);
    VaultLetter { letter, day: DAY, sha256, signature, json, is_cut: false }
}

pub(crate) fn kept_report(letter: ReporterLetter) -> VaultLetter {
    kept(Letter::Reporter(Box::new(letter)))
}

pub(crate) fn kept_event(letter: InvestigatorLetter) -> VaultLetter {
    kept(Letter::Investigator(Box::new(letter)))
}

/// A reporter's letter as a record of the vault.
pub(crate) fn kept_record(letter: &ReporterLetter) -> Record {
    let json = serde_json::to_string(letter).unwrap();
    let signature = Signature::from_bytes([0; 64]);
    Record::Letter(KeptLetter { id: letter.id, day: DAY, signature, json, whole: None })
}

/// The same, as one of its addressees has it, with her signature: for what is handed on.
pub(crate) fn signed_record(
    letter: &ReporterLetter,
    she: &Reporter,
    reader: &Keys,
    roster: &Roster,
) -> Record {
    let sealed = seal::reporter_letter(letter, she, roster, OwnCopy::None).unwrap();
    let opened = open::letter(sealed.bytes(), &letter.id, &reader.reading, &reader.id, roster);
    let Opened { json, signature, .. } = opened.unwrap();
    let json = json.to_string();
    Record::Letter(KeptLetter { id: letter.id, day: DAY, signature, json, whole: None })
}
