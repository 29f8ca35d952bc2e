//! A server that throws away what it is sent: what a browser can send at most. From here comes the
//! page's module that seals too, so that it can be measured with nothing else around it.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::web::{self, Payload};
use actix_web::{App, HttpResponse, HttpServer};
use futures_util::StreamExt as _;

/// Where `cargo xtask web` leaves the modules that it puts into the page.
const MODULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/page/modules");

/// A connection may be idle for so long.
const IDLE: Duration = Duration::from_mins(5);

/// Running; ended when this is dropped.
pub(crate) struct Discard {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    handle: ServerHandle,
}

impl Discard {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let app = || {
                App::new()
                    .route("/discard/{chunk}", web::put().to(discard))
                    .route("/dauys_evidence.js", web::get().to(glue))
                    .route("/dauys_evidence_bg.wasm", web::get().to(module))
                    .default_service(web::to(empty))
            };
            // While the page seals, nothing is sent.
            let server = HttpServer::new(app).keep_alive(IDLE).disable_signals();
            let server = server.listen(listener).expect("a listener").run();
            sender.send(server.handle()).expect("somebody who waits");
            actix_web::rt::System::new().block_on(server)
        });
        Self { address, handle: receiver.recv().expect("a server") }
    }
}

impl Drop for Discard {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

async fn discard(mut sent: Payload) -> HttpResponse {
    while let Some(piece) = sent.next().await {
        if piece.is_err() {
            return HttpResponse::BadRequest().finish();
        }
    }
    HttpResponse::NoContent().finish()
}

async fn glue() -> HttpResponse {
    answer("text/javascript", &Path::new(MODULES).join("dauys_evidence.js"))
}

async fn module() -> HttpResponse {
    answer("application/wasm", &Path::new(MODULES).join("dauys_evidence_bg.wasm"))
}

async fn empty() -> HttpResponse {
    HttpResponse::Ok().content_type("text/html").body("<!doctype html><title>Nothing</title>")
}

fn answer(content_type: &str, path: &Path) -> HttpResponse {
    let body = fs::read(path).expect("a part of the page that was built");
    HttpResponse::Ok().content_type(content_type).body(body)
}
