//! Which address is which page, and what its forms do. After a form the browser is sent on, so that nothing
//! is done twice when somebody loads a page again.

mod act;
mod away;
mod case;
mod export;
mod file;
mod filing;
mod keeping;
mod listen;
mod machine;
mod organisation;
mod post;
mod queue;
mod restore;
mod settings;
mod sheets;
mod start;
mod upload;
mod verify;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::json;

use self::away::{Kept, away};
pub(super) use self::export::Taken;
use super::gate::Refused;
use super::paper::{ICON, STYLE};
use super::{Away, Desk};
use crate::cli::{Command, Due, Search};
use crate::commands::statistics;

/// As far as `dauys due` looks ahead.
const DAYS_AHEAD: u32 = 14;

type Here = web::Data<Desk>;

/// Every address.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/open/{secret}", web::get().to(open))
        .route("/style.css", web::get().to(style))
        .route("/icon.svg", web::get().to(icon))
        .route("/", web::get().to(queue::show))
        .route("/due", web::get().to(due))
        .route("/counted", web::get().to(counted))
        .route("/file", web::get().to(filing::begin))
        .route("/file", web::post().to(filing::go_on))
        .route("/file/agreed", web::post().to(filing::agree))
        .route("/file/slip", web::get().to(filing::show_slip))
        .route("/file/slip", web::post().to(filing::hand_over))
        .route("/file/drop", web::post().to(filing::drop_it))
        .route("/organisation", web::get().to(organisation::show))
        .route("/numbers", web::get().to(numbers))
        .route("/settings", web::get().to(settings::show))
        .route("/settings", web::post().to(settings::choose))
        .route("/start", web::post().to(start::begin))
        .route("/machine", web::post().to(machine::begin))
        .route("/restore", web::get().to(restore::show))
        .route("/restore", web::post().to(restore::bring))
        .route("/restore/sheet", web::post().to(restore::add_sheet))
        .route("/restore/open", web::post().to(restore::put_back))
        .route("/restore/drop", web::post().to(restore::drop_it))
        .route("/card", web::get().to(start::card))
        .route("/card/file", web::get().to(start::save))
        .route("/unlock", web::post().to(away::unlock))
        .route("/lock", web::post().to(lock))
        .route("/post", web::get().to(post::show))
        .route("/sync", web::post().to(post::sync))
        .route("/days-off", web::post().to(post::days_off))
        .route("/keeping", web::get().to(keeping::show))
        .route("/passphrase", web::post().to(keeping::passphrase))
        .route("/backup", web::post().to(keeping::begin))
        .route("/backup/save", web::post().to(keeping::save))
        .route("/backup/sheets", web::post().to(keeping::for_sheets))
        .route("/sheets", web::get().to(sheets::show))
        .route("/sheets", web::post().to(sheets::make))
        .route("/sheets/keep", web::post().to(sheets::keep))
        .route("/sheets/drop", web::post().to(sheets::drop_them))
        .route("/verify", web::get().to(verify::show))
        .route("/verify", web::post().to(verify::hold))
        .route("/search", web::post().to(search))
        .route("/cases/{case}", web::get().to(case::show))
        .route("/cases/{case}/do/{act}", web::get().to(act::show))
        .route("/cases/{case}/do/{act}", web::post().to(act::give))
        .route("/cases/{case}/declare", web::post().to(case::declare))
        .route("/cases/{case}/reply", web::get().to(case::compose))
        .route("/cases/{case}/reply", web::post().to(case::reply))
        .route("/cases/{case}/files/{number}", web::get().to(file::show))
        .route("/cases/{case}/files/{number}", web::post().to(file::fetch))
        .route("/cases/{case}/files/{number}/save", web::get().to(file::save))
        .route("/cases/{case}/files/{number}/sound/{part}", web::get().to(listen::play))
        .route("/cases/{case}/files/{number}/{picture}", web::get().to(file::picture))
        .route("/cases/{case}/export", web::get().to(export::show))
        .route("/cases/{case}/export", web::post().to(export::take_out))
        .route("/cases/{case}/export/file", web::get().to(export::save))
        .route("/cases/{case}/mask", web::post().to(export::mask))
        .route("/cases/{case}/log", web::get().to(case::log))
        .route("/cases/{case}/note", web::post().to(case::note));
}

/// What is there before somebody was let in.
pub(super) fn is_for_everyone(path: &str) -> bool {
    ["/style.css", "/icon.svg"].contains(&path) || path.starts_with("/open/")
}

/// To whoever is not let in.
pub(super) fn refused(desk: &Desk, refused: Refused) -> HttpResponse {
    let by_name = refused == Refused::Name;
    let mut response = page(desk, "refused.html", &json!({ "by_name": by_name }));
    *response.status_mut() = actix_web::http::StatusCode::FORBIDDEN;
    response
}

/// A page whose words are those of the template.
fn page(desk: &Desk, template: &str, value: &impl Serialize) -> HttpResponse {
    match desk.face().paper.print(template, value) {
        Ok(html) => HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html),
        // Never with what was to be shown.
        Err(_) => HttpResponse::InternalServerError().body("This page could not be made."),
    }
}

fn on_to(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, address)).finish()
}

/// The browser is let in, and goes on from a page of ours: after a link elsewhere it would not yet send
/// what it was given.
async fn open(desk: Here, secret: web::Path<String>) -> HttpResponse {
    let Some(cookie) = desk.gate.open(&secret) else { return refused(&desk, Refused::Stranger) };
    let mut response = page(&desk, "open.html", &json!({}));
    let headers = response.headers_mut();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    headers.insert(header::REFRESH, HeaderValue::from_static("0; url=/"));
    response
}

async fn style() -> HttpResponse {
    HttpResponse::Ok().content_type("text/css; charset=utf-8").body(STYLE)
}

async fn icon() -> HttpResponse {
    HttpResponse::Ok().content_type("image/svg+xml").body(ICON)
}

async fn lock(desk: Here) -> HttpResponse {
    desk.lock();
    on_to("/")
}

/// Gives a command, away from the thread that serves, and shows what came of it at `address`. If nothing
/// can be done just now, what was filled in stays with the browser.
async fn give(
    desk: Here,
    command: Command,
    typed: Option<String>,
    address: &str,
    kept: Kept,
) -> HttpResponse {
    let given = web::block({
        let desk = desk.clone();
        move || desk.give(command, typed.as_deref())
    });
    match given.await {
        Ok(Ok(_)) => on_to(address),
        Ok(Err(why)) => kept.away(&desk, &why),
        Err(_) => kept.away(&desk, &Away::Locked),
    }
}

/// What a command that only reads has to say.
pub(super) async fn tell(desk: Here, command: Command, heading: &str) -> HttpResponse {
    if let Err(why) = desk.give(command, None) {
        return away(&desk, &why);
    }
    page(&desk, "said.html", &json!({ "heading": heading, "said": desk.take_said() }))
}

async fn due(desk: Here) -> HttpResponse {
    tell(desk, Command::Due(Due { days: DAYS_AHEAD }), "desk-due").await
}

async fn counted(desk: Here) -> HttpResponse {
    tell(desk, Command::Counted, "desk-counted").await
}

async fn numbers(desk: Here) -> HttpResponse {
    match desk.look(statistics::numbers) {
        Err(why) => away(&desk, &why),
        Ok(Err(failure)) => case::failed(&desk, &failure),
        Ok(Ok(numbers)) => page(&desk, "numbers.html", &json!({ "numbers": numbers })),
    }
}

#[derive(Deserialize)]
struct Asked {
    words: String,
    /// Whether all of it is to be shown.
    #[serde(default)]
    all: bool,
}

/// By a form, so that no word of it stands in an address.
async fn search(desk: Here, form: web::Form<Asked>) -> HttpResponse {
    let Asked { words, all } = form.into_inner();
    let command = Command::Search(Search { words: vec![words.clone()], all, ..Search::default() });
    if let Err(why) = desk.give(command, None) {
        return Kept::at("/search").with("words", &words).away(&desk, &why);
    }
    page(
        &desk,
        "said.html",
        &json!({
            "asked": words, "is_all": all, "heading": "desk-search", "said": desk.take_said(),
        }),
    )
}
