//! A running server and what a story does with it.

use std::net::SocketAddr;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_server::clock::Clock;
use dauys_server::config::Config;
use dauys_server::domain::letter::AGE_BEGINNING;
use dauys_server::key::AcceptanceKey;
use dauys_server::listen::Listen;
use dauys_server::server::{Server, StartError};
use dauys_server::site::{Site, SiteFile};
use dauys_server::store::StoreError;
use dauys_wire::api::{self, Health, InboxDay, InboxDays};
use dauys_wire::limits::{LETTER_BYTES, REPLY_BYTES};
use dauys_wire::request::{self, Request};
use dauys_wire::stamp::{StampSearch, Subject};
use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey};
use serde_json::Value;
use tempfile::TempDir;

use crate::client::{Answer, Ask};
use crate::organisation::{INSTANCE, Investigator, Organisation};

/// A few hashes a stamp, so that a story does not wait.
pub(crate) const STAMP_BITS: u8 = 8;

/// The list of its files, which an organisation signs.
pub(crate) const LIST: &[u8] = b"{}";

pub(crate) static SITE: Site = Site {
    files: &[
        SiteFile {
            path: "app.wasm",
            identity: b"\0asm identity",
            br: Some(b"\0asm brotli"),
            gzip: Some(b"\0asm gzip"),
        },
        SiteFile { path: "index.html", identity: b"<p>choose</p>", br: None, gzip: None },
        SiteFile { path: "kk/index.html", identity: b"<p>kk</p>", br: None, gzip: None },
        SiteFile { path: "site.json", identity: LIST, br: None, gzip: None },
        SiteFile { path: "style.css", identity: b"p{}", br: None, gzip: Some(b"css gzip") },
    ],
    csp: "default-src 'none'",
    integrity_policy: "blocked-destinations=(script)",
    fallback: "index.html",
};

/// A server, its organisation and its clock.
pub(crate) struct Stack {
    pub(crate) organisation: Organisation,
    pub(crate) clock: Clock,
    pub(crate) config: Config,
    pub(crate) server: Option<Server>,
    _directory: TempDir,
}

/// A sealed file that nobody can open: the server cannot tell.
pub(crate) fn sealed(mark: &str, size: usize) -> Vec<u8> {
    let mut file = AGE_BEGINNING.to_vec();
    file.extend_from_slice(mark.as_bytes());
    file.resize(size, b'.');
    file
}

/// An id with this number in its first byte.
pub(crate) fn id(number: u8) -> Id {
    Id::from_bytes([number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
}

pub(crate) fn instance() -> InstanceName {
    InstanceName::parse(INSTANCE).unwrap()
}

/// The token with which a story withdraws its letters, and its hash.
pub(crate) const TOKEN: [u8; 32] = [9; 32];

pub(crate) fn withdraw() -> Digest {
    Digest::of(&TOKEN)
}

/// Takes a letter of a story back.
pub(crate) fn delete(id: Id) -> Ask {
    delete_with(id, &TOKEN)
}

/// Tries to, with another token.
pub(crate) fn delete_with(id: Id, token: &[u8]) -> Ask {
    let token = URL_SAFE_NO_PAD.encode(token);
    Ask::new("DELETE", api::letter_path(&id)).header(api::TOKEN_HEADER, token)
}

impl Stack {
    /// The server as it comes, at noon.
    pub(crate) fn start() -> Self {
        Self::start_with(|_| {}, |_| {})
    }

    /// With another release period.
    pub(crate) fn start_releasing(hours: u32) -> Self {
        Self::start_with(|roster| roster["release_hours"] = hours.into(), |_| {})
    }

    pub(crate) fn start_with(
        change_roster: impl FnOnce(&mut Value),
        change_config: impl FnOnce(&mut Config),
    ) -> Self {
        let mut stack = Self::prepare();
        change_roster(&mut stack.organisation.roster);
        change_config(&mut stack.config);
        stack.organisation.post(stack.data());
        stack.restart().unwrap();
        stack
    }

    /// Everything but the roster is there, nothing runs.
    pub(crate) fn prepare() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let data = directory.path().join("data");
        dauys_server::server::make_private(&data).unwrap();
        let key = AcceptanceKey::read_or_make(&data).unwrap();
        let clock = Clock::set_to(u64::from(day().number()) * 86_400 + 12 * 3_600);
        let organisation = Organisation::new(&key.public().to_string(), day());
        let listen = Listen::Address(SocketAddr::from(([127, 0, 0, 1], 0)));
        let root = Some(organisation.root());
        let config = Config { listen, root, stamp_bits: STAMP_BITS, ..Config::for_data(data) };
        Self { organisation, clock, config, server: None, _directory: directory }
    }

    pub(crate) fn data(&self) -> &Path {
        &self.config.data
    }

    /// Stops what runs and starts on the same data.
    pub(crate) fn restart(&mut self) -> Result<(), StartError> {
        self.stop();
        self.server = Some(Server::start(&self.config, self.clock.clone(), Ok(&SITE))?);
        Ok(())
    }

    pub(crate) fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        match self.server.as_ref().unwrap().listens() {
            Listen::Address(address) => *address,
            Listen::Socket(path) => panic!("not an address: {}", path.display()),
        }
    }

    pub(crate) fn send(&self, ask: &Ask) -> Answer {
        ask.send(self.address())
    }

    pub(crate) fn server_key(&self) -> PublicKey {
        self.organisation.parsed().server_key
    }

    /// So many hours after the midnight with which the story's first day began.
    pub(crate) fn set_hour(&self, hour: u64) {
        self.clock.set(u64::from(day().number()) * 86_400 + hour * 3_600);
    }

    /// Another day, at noon, with the work of that day done.
    pub(crate) fn set_day(&self, today: Day) {
        self.try_set_day(today).unwrap();
    }

    /// The same, where that work may fail.
    pub(crate) fn try_set_day(&self, today: Day) -> Result<(), StoreError> {
        self.clock.set(u64::from(today.number()) * 86_400 + 12 * 3_600);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(self.server.as_ref().unwrap().retain())
    }

    pub(crate) fn reload(&self) -> Result<u64, dauys_server::posted::PostedError> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(self.server.as_ref().unwrap().reload()).unwrap()
    }

    pub(crate) fn health(&self) -> Health {
        self.send(&Ask::get(api::health_path())).json()
    }

    /// A letter as an honest sender sends it.
    pub(crate) fn letter(&self, id: Id, file: &[u8]) -> Ask {
        self.letter_for(id, file, None, self.health().stamp_bits)
    }

    /// A letter for a later day, or at another price.
    pub(crate) fn letter_for(&self, id: Id, file: &[u8], ahead: Option<Day>, bits: u8) -> Ask {
        let path = api::letter_path(&id);
        let subject = Subject {
            instance: &instance(),
            method: "PUT",
            path: &path,
            ahead,
            withdraw: &withdraw(),
            body: &Digest::of(file),
        };
        let stamp = StampSearch::begin(&subject, self.clock.today(), bits).unwrap().finish();
        let ask = Ask::new("PUT", path)
            .header("content-type", api::OCTETS)
            .header(api::STAMP_HEADER, stamp)
            .header(api::WITHDRAW_HEADER, withdraw())
            .body(file);
        match ahead {
            Some(day) => ask.header(api::DAY_HEADER, day),
            None => ask,
        }
    }

    /// Sends a letter that must be taken.
    pub(crate) fn put_letter(&self, id: Id) {
        let answer = self.send(&self.letter(id, &sealed(&id.to_string(), LETTER_BYTES)));
        assert_eq!(answer.status, 201, "{answer:?}");
    }

    /// Signs a request as an investigator's program does.
    pub(crate) fn signed(&self, ask: Ask, by: &Investigator) -> Ask {
        signed_at(ask, by, self.clock.unix_seconds())
    }

    pub(crate) fn reply(&self, bucket: u32, id: Id, file: &[u8], by: &Investigator) -> Ask {
        let ask = Ask::new("PUT", api::reply_path(bucket, &id))
            .header("content-type", api::OCTETS)
            .body(file);
        self.signed(ask, by)
    }

    /// Posts a reply that must be taken.
    pub(crate) fn put_reply(&self, bucket: u32, id: Id, by: &Investigator) {
        let file = sealed(&id.to_string(), REPLY_BYTES);
        let answer = self.send(&self.reply(bucket, id, &file, by));
        assert_eq!(answer.status, 201, "{answer:?}");
    }

    pub(crate) fn fetch(&self, ids: &[Id], by: &Investigator) -> Answer {
        let body = serde_json::to_vec(&api::InboxFetch { ids: ids.to_vec() }).unwrap();
        let ask = Ask::new("POST", api::inbox_fetch_path())
            .header("content-type", "application/json")
            .body(body);
        self.send(&self.signed(ask, by))
    }

    pub(crate) fn inbox_days(&self, by: &Investigator) -> Vec<Day> {
        let answer = self.send(&self.signed(Ask::get(api::inbox_days_path()), by));
        answer.json::<InboxDays>().days
    }

    pub(crate) fn inbox_day(&self, day: Day, by: &Investigator) -> Vec<Id> {
        let answer = self.send(&self.signed(Ask::get(api::inbox_day_path(day)), by));
        answer.json::<InboxDay>().ids
    }
}

/// Signs a request at some second since 1970.
pub(crate) fn signed_at(ask: Ask, by: &Investigator, now: u64) -> Ask {
    let (path, query) = ask.path.split_once('?').unwrap_or((&ask.path, ""));
    let instance = instance();
    let signed = Request {
        method: &ask.method,
        path,
        query,
        body: &Digest::of(&ask.body),
        instance: &instance,
    };
    let headers = request::sign(&signed, &by.id, &by.key, now).unwrap();
    ask.header(api::INSTANCE_HEADER, INSTANCE)
        .header(request::CONTENT_DIGEST_HEADER, headers.content_digest)
        .header(request::SIGNATURE_INPUT_HEADER, headers.signature_input)
        .header(request::SIGNATURE_HEADER, headers.signature)
}

/// The day on which every story begins.
pub(crate) fn day() -> Day {
    Day::parse("2026-11-21").unwrap()
}
