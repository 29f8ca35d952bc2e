//! A server that lies: everything goes to the real one, and what comes back is changed on the way.
//! So each lie differs from the truth in one place, and everything else is real.
//!
//! It lives at an origin of its own, which the organisation's roster names: it is the server that
//! this organisation's pages and desks talk to.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::dev::ServerHandle;
use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use dauys_wire::problem::ProblemCode;
use serde_json::Value;
use ureq::Agent;

/// The largest request of a client.
const BODY_MAX: usize = 1 << 20;
/// What an answer says about its connection is for its own connection.
const OWN: [&str; 4] = ["connection", "content-length", "transfer-encoding", "date"];

/// A request as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// `GET`, `PUT`, …
    pub method: String,
    /// The path, without a query.
    pub path: String,
    /// The names of its headers, ascending.
    pub headers: Vec<String>,
    /// Their values, by name; of one that came twice the last.
    pub values: BTreeMap<String, String>,
    /// The body.
    pub body: Vec<u8>,
}

/// An answer, true or not.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Without those of the connection.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A refusal, as an honest server words it.
    pub fn problem(code: ProblemCode) -> Self {
        let body = serde_json::to_vec(&code.problem()).expect("JSON");
        Self { status: code.status(), headers: Vec::new(), body }
    }

    /// The same with another body.
    #[must_use]
    pub fn saying(self, json: &Value) -> Self {
        Self { body: serde_json::to_vec(json).expect("JSON"), ..self }
    }
}

/// What is made of an answer.
pub type Lie = Box<dyn FnMut(&Asked, Answer) -> Answer + Send>;

/// A `POST` to this path and a name begins the lie of that name: so a browser's driver can choose.
const CHOICE: &str = "/double/";

/// The lying server; ended when this is dropped.
pub struct Hostile {
    /// `http://127.0.0.1:…`
    pub origin: String,
    shared: Arc<Shared>,
    handle: ServerHandle,
}

struct Shared {
    upstream: String,
    agent: Agent,
    /// Answers that do not come from upstream: the organisation's files for this origin.
    own: Mutex<BTreeMap<String, Vec<u8>>>,
    lies: Mutex<BTreeMap<String, Lie>>,
    /// The name of the lie that is told; none is the truth.
    told: Mutex<Option<String>>,
    asked: Mutex<Vec<Asked>>,
}

impl Hostile {
    /// Starts it in front of the server at `upstream`; it tells the truth at first.
    pub fn start(upstream: &str) -> Self {
        let agent = Agent::config_builder().http_status_as_error(false).build().into();
        let shared = Arc::new(Shared {
            upstream: upstream.to_owned(),
            agent,
            own: Mutex::default(),
            lies: Mutex::default(),
            told: Mutex::default(),
            asked: Mutex::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let (sender, receiver) = std::sync::mpsc::channel();
        let data = Data::from(Arc::clone(&shared));
        std::thread::spawn(move || {
            let app = move || {
                App::new()
                    .app_data(data.clone())
                    .app_data(web::PayloadConfig::new(BODY_MAX))
                    .default_service(web::to(pass))
            };
            let server = HttpServer::new(app).workers(2).disable_signals();
            let server = server.listen(listener).expect("a listener").run();
            sender.send(server.handle()).expect("somebody who waits");
            actix_web::rt::System::new().block_on(server)
        });
        let handle = receiver.recv().expect("a server");
        Self { origin, shared, handle }
    }

    /// Answers this path with these bytes from now on: a truth of its own.
    pub fn publish(&self, path: &str, body: Vec<u8>) {
        lock(&self.shared.own).insert(path.to_owned(), body);
    }

    /// Learns a lie, and does not tell it yet.
    pub fn learn(&self, name: &str, lie: impl FnMut(&Asked, Answer) -> Answer + Send + 'static) {
        lock(&self.shared.lies).insert(name.to_owned(), Box::new(lie));
    }

    /// Learns a lie about one path, the same for whoever asks.
    pub fn learn_about(
        &self,
        name: &str,
        path: &str,
        mut lie: impl FnMut(Answer) -> Answer + Send + 'static,
    ) {
        let path = path.to_owned();
        self.learn(name, move |asked, truth| if asked.path == path { lie(truth) } else { truth });
    }

    /// Tells this lie from now on, and only this; none is the truth.
    pub fn tell(&self, name: Option<&str>) {
        self.shared.choose(name);
    }

    /// What was asked since this was last called.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut lock(&self.shared.asked))
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        // Requests that are still on their way belong to visits that are over.
        drop(self.handle.stop(false));
    }
}

async fn pass(request: HttpRequest, body: Bytes, shared: Data<Shared>) -> HttpResponse {
    let headers: Vec<(String, String)> = request
        .headers()
        .iter()
        .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
        .collect();
    let mut names: Vec<String> = headers.iter().map(|(name, _)| name.clone()).collect();
    names.sort();
    let asked = Asked {
        method: request.method().to_string(),
        path: request.path().to_owned(),
        headers: names,
        values: headers.iter().cloned().collect(),
        body: body.to_vec(),
    };
    lock(&shared.asked).push(asked.clone());
    if let Some(name) = asked.path.strip_prefix(CHOICE) {
        shared.choose((name != "truth").then_some(name));
        return HttpResponse::NoContent().finish();
    }
    let work = Arc::clone(&shared);
    let answered = web::block(move || {
        let truth = work.truth(&asked, &headers, &body);
        let told = lock(&work.told).clone();
        let mut lies = lock(&work.lies);
        match told.and_then(|told| lies.get_mut(&told)) {
            Some(lie) => lie(&asked, truth),
            None => truth,
        }
    });
    let Answer { status, headers, body } = answered.await.expect("an answer");
    let mut response = HttpResponse::build(StatusCode::from_u16(status).expect("a status"));
    for (name, value) in headers {
        response.append_header((name, value));
    }
    response.body(body)
}

impl Shared {
    fn choose(&self, name: Option<&str>) {
        let known = name.is_none_or(|name| lock(&self.lies).contains_key(name));
        assert!(known, "{name:?} is a lie that nobody taught");
        *lock(&self.told) = name.map(str::to_owned);
    }

    fn truth(&self, asked: &Asked, headers: &[(String, String)], body: &[u8]) -> Answer {
        let mut request = ureq::http::Request::builder()
            .method(asked.method.as_str())
            .uri(format!("{}{}", self.upstream, asked.path));
        for (name, value) in headers.iter().filter(|(name, _)| !is_own(name) && name != "host") {
            request = request.header(name, value);
        }
        let answer = match asked.method.as_str() {
            "GET" | "HEAD" | "DELETE" => self.agent.run(request.body(()).expect("a request")),
            _ => self.agent.run(request.body(body).expect("a request")),
        };
        let mut answer = answer.expect("the real server");
        let headers = answer.headers().iter().filter(|(name, _)| !is_own(name.as_str()));
        let text = |value: &ureq::http::HeaderValue| value.to_str().expect("text").to_owned();
        let headers = headers.map(|(name, value)| (name.to_string(), text(value))).collect();
        let status = answer.status().as_u16();
        let body = answer.body_mut().read_to_vec().expect("a body");
        match lock(&self.own).get(&asked.path) {
            Some(own) => Answer { status: 200, headers: plain(headers), body: own.clone() },
            None => Answer { status, headers, body },
        }
    }
}

/// Without a coding: what is published here is not compressed.
fn plain(mut headers: Vec<(String, String)>) -> Vec<(String, String)> {
    headers.retain(|(name, _)| name != "content-encoding");
    headers
}

fn is_own(name: &str) -> bool {
    OWN.contains(&name)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
