//! Taking a case out as a file: its form, what is covered in it, and the file, which the browser gets
//! while it is written.

use std::io::{BufWriter, Write as _};
use std::sync::Arc;
use std::time::Instant;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde_json::json;

use super::away::{Kept, away};
use super::case::{case, failed, missing};
use super::{Here, give, on_to, page};
use crate::cli::{Command, Mask, Posting, Takes};
use crate::commands::export::{Outgoing, begin, offer};
use crate::desk::Desk;
use crate::desk::acts::Form;
use crate::desk::pipe::pipe;
use crate::export::Variant;
use crate::print::Print;
use crate::seat::Seat;

/// Written at once.
const PIECE: usize = 65_536;

type Fields = web::Form<Vec<(String, String)>>;

pub(super) async fn show(desk: Here, path: web::Path<String>) -> HttpResponse {
    let Some(case) = case(&path) else { return missing(&desk) };
    match desk.look(|seat, print| offer(&case, seat, print)) {
        Err(why) => away(&desk, &why),
        Ok(Err(failure)) => failed(&desk, &failure),
        Ok(Ok(offer)) => {
            let said = desk.take_said();
            let taken = desk.taken(&case).map(|outgoing| outgoing.name());
            page(&desk, "export.html", &json!({ "offer": offer, "said": said, "taken": taken }))
        }
    }
}

/// It is recorded in the case, once its files have come; meanwhile the page tells how far it is.
pub(super) async fn take_out(desk: Here, path: web::Path<String>, form: Fields) -> HttpResponse {
    let Some(case) = case(&path) else { return missing(&desk) };
    let form = Form(form.into_inner());
    let address = format!("/cases/{case}/export");
    let Some(takes) = takes(case, &form) else { return missing(&desk) };
    let begun = desk.clone().into_inner().begin_work(move |desk, print| desk.take(&takes, print));
    match begun {
        Ok(()) => on_to(&address),
        Err(why) => Kept::at(&address).with_all(&form.0).away(&desk, &why),
    }
}

/// A case that was taken out, and is written for whoever saves it.
pub(in crate::desk) struct Taken {
    case: String,
    outgoing: Arc<Outgoing>,
}

/// The file. The desk is free meanwhile: writing needs none of it.
pub(super) async fn save(desk: Here, path: web::Path<String>) -> HttpResponse {
    let Some(case) = case(&path) else { return missing(&desk) };
    match desk.look(|_, _| ()).map(|()| desk.taken(&case)) {
        Err(why) => away(&desk, &why),
        Ok(None) => on_to(&format!("/cases/{case}/export")),
        Ok(Some(outgoing)) => download(outgoing),
    }
}

impl Desk {
    fn take(&self, takes: &Takes, print: &Print) {
        let mut inside = self.inside();
        // Neither is an earlier file offered in place of this one, nor is one of its files held by whoever looks.
        (inside.taken, inside.table) = (None, None);
        let _turn = self.turn.take();
        let Some(open) = &mut inside.open else { return };
        let begun = begin(takes, &Seat::Page(&open.workplace), print);
        open.touched = Instant::now();
        match begun {
            Ok(outgoing) => {
                let (case, outgoing) = (takes.case.clone(), Arc::new(outgoing));
                inside.taken = Some(Taken { case, outgoing });
            }
            Err(failure) => print.failure(&failure),
        }
        inside.said = print.take_said();
    }

    fn taken(&self, case: &str) -> Option<Arc<Outgoing>> {
        let inside = self.free().ok()?;
        let taken = inside.taken.as_ref().filter(|taken| taken.case == case);
        taken.map(|taken| Arc::clone(&taken.outgoing))
    }
}

pub(super) async fn mask(desk: Here, path: web::Path<String>, form: Fields) -> HttpResponse {
    let Some(case) = case(&path) else { return missing(&desk) };
    let form = Form(form.into_inner());
    let address = format!("/cases/{case}/export");
    let (text, off, posting) = (form.one("text"), form.is_ticked("off"), Posting::default());
    let kept = Kept::at(&format!("/cases/{case}/mask")).with_all(&form.0);
    // Without a text it would list them.
    let text = Some(text.unwrap_or_default());
    let command = Command::Mask(Mask { case, text, file: None, off, posting });
    give(desk, command, None, &address, kept).await
}

/// Nothing if something is of another form than the form allows.
fn takes(case: String, form: &Form) -> Option<Takes> {
    let with: Result<Vec<usize>, _> = form.many("with").iter().map(|it| it.parse()).collect();
    Some(Takes {
        case,
        variant: Variant::parse(&form.one("variant")?)?,
        with: with.ok()?,
        name_too: form.is_ticked("name-too"),
        to: form.one("to"),
        posting: Posting::default(),
    })
}

fn download(outgoing: Arc<Outgoing>) -> HttpResponse {
    let (inlet, outlet) = pipe();
    // Our own name, of digits and letters.
    let disposition = format!("attachment; filename=\"{}\"", outgoing.name());
    drop(web::block(move || {
        let mut output = BufWriter::with_capacity(PIECE, inlet);
        if outgoing.write(&mut output).is_ok() && output.flush().is_ok() {
            output.get_ref().end();
        }
    }));
    HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .body(outlet)
}
