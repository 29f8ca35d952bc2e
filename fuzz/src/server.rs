//! The server without its connections: real routes, a real database in a folder of its own, a clock
//! that stands still. Requests are read by the parser that the server reads its connections with.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::Pin;

use actix_http::h1::{Codec, Message};
use actix_http::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use actix_http::{Payload, Request, ServiceConfig};
use actix_web::body::to_bytes;
use actix_web::dev::Service as _;
use actix_web::rt::{System, SystemRunner};
use actix_web::web::Data;
use actix_web::{App, middleware, test};
use bytes::{Bytes, BytesMut};
use dauys_server::clock::Clock;
use dauys_server::config::Config;
use dauys_server::domain::letter::AGE_BEGINNING;
use dauys_server::http::head;
use dauys_server::key::AcceptanceKey;
use dauys_server::server::{make_context, make_private};
use dauys_server::site::{Site, SiteFile};
use dauys_server::{context::Context, routes};
use dauys_wire::api::INSTANCE_HEADER;
use dauys_wire::limits::{LETTER_BYTES, REPLY_BYTES};
use dauys_wire::request::{self, CONTENT_DIGEST_HEADER, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER};
use dauys_wire::roster::Roster;
use dauys_wire::{Digest, Id};
use tokio_util::codec::Decoder as _;

use crate::{organisation, vectors};

/// In a request of the fuzzer: sign it as the investigator of this number.
const SIGN: &str = "fuzz-sign";
/// In a request of the fuzzer: let the body be a sealed file of the size that its path asks for.
const PAD: &str = "fuzz-pad";
/// What it is filled with behind its beginning.
const PADDING: u8 = b'.';
/// A chunk, and the whole of the smallest blob.
pub const CHUNK: usize = 1 << 20;
/// A new database after so many files, so that the disk does not fill.
const KEPT_MAX: u32 = 64;

static SITE: Site = Site {
    files: &[
        SiteFile { path: "index.html", identity: b"<p>", br: None, gzip: Some(b"gzip") },
        SiteFile { path: "kk/index.html", identity: b"<p>kk", br: None, gzip: None },
    ],
    csp: "default-src 'none'",
    integrity_policy: "",
    fallback: "index.html",
};

/// What is asked of the server.
#[derive(Debug, Clone)]
pub struct Asked {
    /// `GET` and so on.
    pub method: String,
    /// With the query.
    pub path: String,
    /// As they came, but for those that steer the target.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// As it came, or as it was asked to be.
    pub body: Vec<u8>,
}

/// What the server answers.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Asked {
    fn read(input: &[u8], config: ServiceConfig) -> Option<Self> {
        let mut codec = Codec::new(config);
        let mut bytes = BytesMut::from(input);
        let Ok(Some(Message::Item(request))) = codec.decode(&mut bytes) else { return None };
        let mut body = Vec::new();
        while let Ok(Some(Message::Chunk(Some(chunk)))) = codec.decode(&mut bytes) {
            body.extend_from_slice(&chunk);
        }
        let head = request.head();
        let mut asked = Self {
            method: head.method.to_string(),
            path: head.uri.to_string(),
            headers: head
                .headers
                .iter()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            body,
        };
        if asked.steering(PAD).is_some() {
            asked.pad();
        }
        if let Some(investigator) = asked.steering(SIGN) {
            asked.sign(investigator);
        }
        Some(asked)
    }

    /// Takes out a header that is meant for the target.
    fn steering(&mut self, wanted: &str) -> Option<u8> {
        let place = self.headers.iter().position(|(name, _)| name == wanted)?;
        let (_, value) = self.headers.remove(place);
        value.to_str().ok().and_then(|text| text.parse().ok())
    }

    fn pad(&mut self) {
        let sizes = [("/letters/", LETTER_BYTES), ("/blobs/", CHUNK)];
        let size = sizes.iter().find(|(of, _)| self.path.contains(of));
        let size = size.map_or(REPLY_BYTES, |(_, size)| *size);
        self.body.splice(0..0, AGE_BEGINNING.iter().copied());
        self.body.resize(size, PADDING);
        self.headers.retain(|(name, _)| name != CONTENT_LENGTH);
        self.headers.push((CONTENT_LENGTH, HeaderValue::from(size)));
    }

    fn sign(&mut self, investigator: u8) {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let signed = request::Request {
            method: &self.method,
            path,
            query,
            body: &Digest::of(&self.body),
            instance: organisation::instance(),
        };
        let id: Id = organisation::id(investigator);
        let key = organisation::signing_key(investigator);
        let Ok(headers) = request::sign(&signed, &id, key, seconds()) else { return };
        let added = [
            (INSTANCE_HEADER, organisation::instance().to_string()),
            (SIGNATURE_INPUT_HEADER, headers.signature_input),
            (SIGNATURE_HEADER, headers.signature),
            (CONTENT_DIGEST_HEADER, headers.content_digest),
        ];
        for (name, value) in added {
            let value = HeaderValue::from_str(&value).expect("a header");
            self.headers.push((HeaderName::from_static(name), value));
        }
    }

    fn request(&self) -> Request {
        let mut request = Request::with_payload(Payload::from(Bytes::copy_from_slice(&self.body)));
        let head = request.head_mut();
        head.method = self.method.parse().expect("it was read from a request");
        head.uri = self.path.parse().expect("it was read from a request");
        head.peer_addr = Some(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 1));
        for (name, value) in &self.headers {
            head.headers.append(name.clone(), value.clone());
        }
        request
    }
}

type Call = Box<dyn Fn(Request) -> Pin<Box<dyn Future<Output = Answer>>>>;

/// The smallest blob, as it is padded.
pub fn blob() -> Vec<u8> {
    let mut blob = AGE_BEGINNING.to_vec();
    blob.resize(CHUNK, PADDING);
    blob
}

/// A server with a database of its own.
pub struct TestServer {
    system: SystemRunner,
    connection: ServiceConfig,
    call: Call,
    context: Data<Context>,
    kept: u32,
    _folder: tempfile::TempDir,
}

impl TestServer {
    /// Begins with an empty database, at noon of the roster's first day.
    pub fn start() -> Self {
        let system = System::new();
        let folder = tempfile::tempdir().expect("a folder");
        let context = Data::new(context(&folder));
        let call = system.block_on(service(context.clone()));
        let connection = system.block_on(async { ServiceConfig::default() });
        Self { system, connection, call, context, kept: 0, _folder: folder }
    }

    /// Reads a request as a connection does; none if actix refuses it before the server sees it.
    pub fn read(&mut self, input: &[u8]) -> Option<Asked> {
        let connection = self.connection.clone();
        self.system.block_on(async { Asked::read(input, connection) })
    }

    /// The answer to a request.
    pub fn ask(&mut self, asked: &Asked) -> Answer {
        self.system.block_on((self.call)(asked.request()))
    }

    /// Counts a file that was kept; at some number the server begins anew.
    pub fn count_kept(&mut self) {
        self.kept += 1;
        if self.kept == KEPT_MAX {
            self.system.block_on(self.context.store.close()).expect("closed");
            *self = Self::start();
        }
    }
}

fn context(folder: &tempfile::TempDir) -> Context {
    let data = folder.path().join("data");
    make_private(&data).expect("a data directory");
    let key = AcceptanceKey::read_or_make(&data).expect("a key");
    let roster =
        Roster { server_key: key.public(), release_hours: 0, ..organisation::roster().clone() };
    let json = serde_json::to_vec(&roster).expect("JSON");
    let minisig = organisation::minisign(&json);
    let questionnaire = vectors::story("questionnaire");
    let files: [(&str, &[u8]); 4] = [
        ("roster.json", &json),
        ("roster.json.minisig", minisig.as_bytes()),
        ("questionnaire.json", questionnaire.as_bytes()),
        ("help.json", b"{}"),
    ];
    for (name, bytes) in files {
        std::fs::write(data.join(name), bytes).expect("a posted file");
    }
    let config = Config { stamp_bits: 0, readers: 1, ..Config::for_data(data) };
    make_context(&config, Clock::set_to(seconds()), Ok(&SITE)).expect("a context")
}

async fn service(context: Data<Context>) -> Call {
    let application = App::new()
        .app_data(context)
        .wrap(middleware::from_fn(head::wrap))
        .configure(routes::configure);
    let service = std::rc::Rc::new(test::init_service(application).await);
    Box::new(move |request| {
        let service = std::rc::Rc::clone(&service);
        Box::pin(async move {
            let response = service.call(request).await.expect("no error escapes");
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let body = to_bytes(response.into_body()).await.expect("a whole body");
            Answer { status, headers, body: body.to_vec() }
        })
    })
}

/// Noon.
fn seconds() -> u64 {
    u64::from(organisation::day().number()) * 86_400 + 12 * 3_600
}
