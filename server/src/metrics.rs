//! What a monitor may know, in Prometheus' text format, on a socket of its own on this machine.
//!
//! Whoever asks often learns when a figure changes. So a figure here changes with the day, not with a
//! visit: of the disk is told only that it is nearly full, and letters, connections, requests and memory are
//! not told at all. The price of a letter is what anybody may ask for. What is wrong is told at
//! once: whoever asks often can date a fault, which the log cannot (docs/THREAT-MODEL.md).

use std::fmt::Write as _;
use std::io;

use actix_web::dev::ServerHandle;
use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer, middleware, rt};
use dauys_wire::Day;

use crate::backup;
use crate::certificate::Term;
use crate::context::Context;
use crate::http::head;
use crate::listen::Listener;
use crate::{logging, notice};

const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Answers on this socket until it is stopped.
pub(crate) fn serve(context: Data<Context>, listener: Listener) -> io::Result<ServerHandle> {
    let application = move || {
        App::new()
            .app_data(context.clone())
            .wrap(middleware::from_fn(head::wrap))
            .route("/metrics", web::get().to(get))
    };
    let server = HttpServer::new(application).workers(1).disable_signals();
    let server = match listener {
        Listener::Socket(listener) => server.listen_uds(listener)?,
        Listener::Address(listener) => server.listen(listener)?,
    };
    let server = server.run();
    let handle = server.handle();
    rt::spawn(server);
    Ok(handle)
}

async fn get(context: Data<Context>) -> HttpResponse {
    HttpResponse::Ok().content_type(TEXT).body(Figures::of(&context).text())
}

/// Everything that is told.
struct Figures {
    day: Day,
    stamp_bits: u8,
    roster_days: u32,
    certificate_days: Option<u32>,
    backup_days: Option<u32>,
    notice_days: Option<u32>,
    disk_low: bool,
    faults: usize,
}

impl Figures {
    fn of(context: &Context) -> Self {
        let day = context.clock.today();
        let term = context.tls.as_ref().and_then(|tls| Term::of(tls.files()).ok());
        Self {
            day,
            stamp_bits: context.price.asked(day),
            roster_days: context.posted().roster.expires.since(day),
            certificate_days: term.map(|term| term.ends.since(day)),
            backup_days: backup::last_day(&context.directory).map(|last| day.since(last)),
            notice_days: notice::last_day(&context.directory).map(|last| day.since(last)),
            disk_low: context.blobs.is_disk_low(),
            faults: logging::faults_of(day),
        }
    }

    fn text(&self) -> String {
        let mut text = Text(String::new());
        text.add("up", "Requests are answered.", 1);
        text.add("day", "The server's day, counted from 1970-01-01.", self.day.number());
        text.add(
            "stamp_bits",
            "The price of a letter: higher than at rest in a flood.",
            self.stamp_bits,
        );
        text.add("roster_days_left", "Days for which the roster holds.", self.roster_days);
        if let Some(days) = self.certificate_days {
            text.add("certificate_days_left", "Days for which the certificate holds.", days);
        }
        if let Some(days) = self.backup_days {
            text.add("backup_age_days", "Days since the last backup.", days);
        }
        if let Some(days) = self.notice_days {
            text.add("notice_age_days", "Days since everybody was reminded.", days);
        }
        text.add(
            "disk_low",
            "Whether files are refused, to keep room for letters.",
            u8::from(self.disk_low),
        );
        text.add("faults_today", "Different faults that the log tells of today.", self.faults);
        text.0
    }
}

struct Text(String);

impl Text {
    fn add(&mut self, name: &str, help: &str, value: impl std::fmt::Display) {
        // Writing into a text cannot fail.
        let _ = write!(
            self.0,
            "# HELP dauys_{name} {help}\n# TYPE dauys_{name} gauge\ndauys_{name} {value}\n"
        );
    }
}
