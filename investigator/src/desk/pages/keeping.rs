//! Keeping keys and cases from being lost: another passphrase, and a backup as a file that the browser saves.
//!
//! No passphrase is sent back to be kept while the desk is locked: it is typed once more.

use std::io::{BufWriter, Write as _};
use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::json;

use super::away::away;
use super::case::failed;
use super::start::same;
use super::{Here, on_to, page};
use crate::backup;
use crate::commands::backup::{ForPaper, Ready, ready, sheets, warn_of_waiting};
use crate::commands::passphrase::change;
use crate::desk::pipe::pipe;
use crate::desk::{Away, Desk};
use crate::failure::Failure;
use crate::message;
use crate::passphrase::Passphrase;
use crate::print::{Print, Said};
use crate::seat::Seat;
use crate::text::Message;

/// Bytes that are handed to the browser at once.
const PIECE: usize = 1 << 16;

#[derive(Deserialize)]
pub(super) struct Another {
    present: String,
    new: String,
    again: String,
}

pub(super) async fn show(desk: Here) -> HttpResponse {
    shown(&desk, &json!({ "said": desk.take_said() }))
}

/// With what came of the last form.
fn shown(desk: &Here, came: &serde_json::Value) -> HttpResponse {
    match desk.look(standing) {
        Err(why) => away(desk, &why),
        Ok(Err(failure)) => failed(desk, &failure),
        Ok(Ok((sheets, waiting))) => {
            let sheets = sheets.map(
                |ForPaper { set, need, of, .. }| json!({ "set": set, "need": need, "of": of }),
            );
            page(
                desk,
                "keeping.html",
                &json!({ "sheets": sheets, "waiting": waiting, "came": came }),
            )
        }
    }
}

/// Sheets of paper, if there are some, and what is to be known before a backup is made.
fn standing(seat: &Seat<'_>, print: &Print) -> Result<(Option<ForPaper>, Vec<Said>), Failure> {
    warn_of_waiting(&*seat.sit(print)?, print);
    Ok((sheets(seat, print)?, print.take_said()))
}

/// What was typed goes through no other page, and is typed again where it was.
fn not_now(desk: &Here, why: &Away) -> HttpResponse {
    match why {
        Away::Busy(..) => on_to("/keeping"),
        Away::Locked => away(desk, why),
    }
}

/// Another passphrase, which was typed twice.
pub(super) async fn passphrase(desk: Here, form: web::Form<Another>) -> HttpResponse {
    let Another { present, new, again } = form.into_inner();
    let [present, new, again] = [present, new, again].map(Passphrase::typed);
    let changed = web::block({
        let desk = desk.clone();
        move || {
            if let Err(why) = same(&new, &again) {
                return Ok(Err(why));
            }
            desk.look(|seat, print| change(&present, &new, seat, print))
                .map(|changed| changed.map_err(|failure| failure.message))
        }
    });
    match changed.await {
        Ok(Ok(Ok(()))) => shown(&desk, &told(&desk, "done", &message!("passphrase-done"))),
        Ok(Ok(Err(why))) => shown(&desk, &told(&desk, "wrong", &why)),
        Ok(Err(why)) => not_now(&desk, &why),
        Err(_) => away(&desk, &Away::Locked),
    }
}

fn told(desk: &Desk, how: &str, message: &Message) -> serde_json::Value {
    json!({ how: desk.text().say(message) })
}

/// Makes a passphrase for a backup and shows it, until its last group was typed.
pub(super) async fn begin(desk: Here) -> HttpResponse {
    let made = Arc::new(backup::make_passphrase());
    match desk.set_backup(Arc::clone(&made)) {
        Err(why) => not_now(&desk, &why),
        Ok(()) => written_down(&desk, &made, false),
    }
}

fn written_down(desk: &Desk, made: &Passphrase, is_wrong: bool) -> HttpResponse {
    page(desk, "backup.html", &json!({ "made": made.expose(), "is_wrong": is_wrong }))
}

#[derive(Deserialize)]
pub(super) struct Typed {
    last: String,
}

/// The backup, for whoever has written its passphrase down: without it nobody can open it.
pub(super) async fn save(desk: Here, form: web::Form<Typed>) -> HttpResponse {
    let made = match desk.backup() {
        Err(why) => return not_now(&desk, &why),
        Ok(None) => return shown(&desk, &json!({})),
        Ok(Some(made)) => made,
    };
    let typed = form.into_inner().last;
    if !typed.trim().eq_ignore_ascii_case(backup::last_group(&made)) {
        return written_down(&desk, &made, true);
    }
    match desk.look(ready) {
        Err(why) => not_now(&desk, &why),
        Ok(Err(failure)) => failed(&desk, &failure),
        Ok(Ok(ready)) => {
            download(ready, move |ready, output| ready.seal(&made.recipient(), output))
        }
    }
}

/// The backup that sheets of paper open.
pub(super) async fn for_sheets(desk: Here) -> HttpResponse {
    match desk.look(|seat, print| (sheets(seat, print), ready(seat, print))) {
        Err(why) => not_now(&desk, &why),
        Ok((Err(failure), _) | (_, Err(failure))) => failed(&desk, &failure),
        Ok((Ok(None), _)) => shown(&desk, &json!({})),
        Ok((Ok(Some(sheets)), Ok(ready))) => {
            download(ready, move |ready, output| sheets.seal(ready, output))
        }
    }
}

/// It is written while the browser takes it; if it takes no more, or a file could not be read, the browser is
/// told that it is not whole.
fn download(
    ready: Ready,
    seal: impl FnOnce(Ready, &mut dyn std::io::Write) -> Result<(), Failure> + Send + 'static,
) -> HttpResponse {
    let disposition = format!("attachment; filename=\"{}\"", ready.name());
    let (inlet, outlet) = pipe();
    drop(web::block(move || {
        let mut output = BufWriter::with_capacity(PIECE, inlet);
        if seal(ready, &mut output).is_ok() && output.flush().is_ok() {
            output.get_ref().end();
        }
    }));
    HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .body(outlet)
}

impl Desk {
    /// The passphrase of the backup that is being made, until the desk is locked.
    fn backup(&self) -> Result<Option<Arc<Passphrase>>, Away> {
        let inside = self.free()?;
        if inside.open.is_none() { Err(Away::Locked) } else { Ok(inside.backup.clone()) }
    }

    fn set_backup(&self, made: Arc<Passphrase>) -> Result<(), Away> {
        let mut inside = self.free()?;
        if inside.open.is_none() {
            return Err(Away::Locked);
        }
        inside.backup = Some(made);
        Ok(())
    }
}
